"""Makes .venv once, from the locked requirements, and runs the calling script in it.

Standard library only, and nothing that Python 3.8 cannot read: this is the file that tells an
older Python what is wrong.
"""

from __future__ import annotations

import os
import signal
import sys

# Ctrl-C ends a script that is still being loaded without a word: imports take their time, even
# those below, and would show a traceback. What has anything to put in order takes it over later.
_started, _here = (os.path.dirname(os.path.realpath(file)) for file in (sys.argv[0], __file__))  # noqa: PTH120
if _started == _here and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import contextlib
import hashlib
import importlib.util
import json
import re
import shlex
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

OLDEST = (3, 11)
LOCKS = Path(__file__).resolve().parent
VENV = LOCKS.parent / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "reading-graph.json"
PTH = """\
# The theme's notice about its own end of life, on every run, is not for those who build a list.
import os; os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
"""


def ensure(*locks: str) -> None:
    """Return only where everything in these locks (file names beside this one) can be imported.

    To be called before anything else is imported: where .venv has to be made or entered, the
    calling script starts again in it, with the same arguments.
    """
    if sys.version_info < OLDEST:
        refuse(f"Python {dotted(OLDEST)} or newer is needed, this is {dotted(sys.version_info)}")
    if in_users_environment():
        refuse_what_is_missing(locks)
    elif not (in_own_environment() and is_ready(locks)):
        set_up(locks)
        start_again()


def in_own_environment() -> bool:
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV) and STAMP.exists()


def in_users_environment() -> bool:
    is_conda = Path(sys.prefix, "conda-meta").is_dir()
    return (is_conda or sys.prefix != sys.base_prefix) and not in_own_environment()


def refuse_what_is_missing(locks: Iterable[str]) -> None:
    missing = sorted({name for lock in locks for name in names(lock) if not is_installed(name)})
    if not missing:
        return
    shown = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" * (len(missing) > 5))
    files = " ".join(f"-r {shlex.quote(os.path.relpath(LOCKS / lock))}" for lock in locks)
    refuse(
        f"the active environment has no {shown}; run: python -m pip install {files}"
        " (or deactivate it: this script then makes its own)"
    )


def names(lock: str) -> list[str]:
    """Leaves out what only some systems need: the packages that need it bring it."""
    return re.findall(r"^([\w.-]+)==[^\s;]+ *\\?$", (LOCKS / lock).read_text("utf-8"), re.MULTILINE)


def is_installed(name: str) -> bool:
    from importlib import metadata  # slow to import, and not needed at an ordinary start

    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def set_up(locks: Iterable[str]) -> None:
    try:
        with interruptible(), one_at_a_time():
            if not is_ready(locks):
                bring_up_to_date(locks)
    except KeyboardInterrupt:
        refuse("interrupted: the next start sets .venv up again", status=130)
    except (OSError, subprocess.CalledProcessError) as error:
        refuse(f"cannot make {VENV}: {error}; remove it and run this again")


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Has Ctrl-C raise KeyboardInterrupt, unless it is ignored."""
    before = signal.getsignal(signal.SIGINT)
    if before == signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Of several starts in a fresh clone one sets up; where files cannot be locked, each does."""
    with Path(__file__).open(encoding="utf-8") as held:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Waiting for another script to finish setting up .venv …")
                fcntl.flock(held, fcntl.LOCK_EX)
            except OSError:
                pass
        yield


def is_ready(locks: Iterable[str]) -> bool:
    stamp = read_stamp()
    return is_sound(stamp) and all(stamp["locks"].get(lock) == digest(lock) for lock in locks)


def read_stamp() -> dict[str, Any]:
    """Empty while a set-up is under way, and after one that did not end."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_sound(stamp: dict[str, Any]) -> bool:
    """Whether what the stamp lists can still be used.

    A folder that was moved leaves programs that point at the old one. The Python that .venv was
    made with may be gone, or be another version after an upgrade: that shows only from inside.
    """
    same_python = not in_own_environment() or stamp.get("python") == dotted(sys.version_info)
    return stamp.get("folder") == str(VENV) and PYTHON.exists() and same_python


def digest(lock: str) -> str:
    return hashlib.sha256((LOCKS / lock).read_bytes()).hexdigest()


def bring_up_to_date(locks: Iterable[str]) -> None:
    """One .venv has one set of versions: locks that it holds already are installed again too."""
    stamp = read_stamp()
    if is_sound(stamp):
        say("Bringing .venv up to date with the locked requirements …")
    else:
        say("Setting up .venv from the locked requirements (once, about half a minute) …")
        make_environment()
        stamp = {"folder": str(VENV), "python": dotted(sys.version_info), "locks": {}}
    held = {lock for lock in stamp["locks"] if (LOCKS / lock).exists()}
    digests = {lock: digest(lock) for lock in sorted(held.union(locks))}
    write_stamp({})
    install(digests)
    write_stamp({**stamp, "locks": digests})


def make_environment() -> None:
    refuse_what_is_not_ours()
    if not (has("venv") and (has("ensurepip") or has("pip"))):
        refuse("this Python cannot make .venv; on Debian and Ubuntu: sudo apt install python3-venv")
    import venv

    VENV.mkdir(exist_ok=True)
    write_stamp({})
    clear()
    venv.EnvBuilder(with_pip=has("ensurepip"), symlinks=os.name != "nt").create(VENV)
    folder = sysconfig.get_path("purelib", "venv", {"base": str(VENV), "platbase": str(VENV)})
    Path(folder, "reading_graph.pth").write_text(PTH, "utf-8")


def refuse_what_is_not_ours() -> None:
    """Ours has a stamp from its first moment on. What a link leads to is never ours to clear."""
    if VENV.is_symlink():
        there = VENV.readlink()
        refuse(f"{VENV} leads to {there}: activate that, or remove the link and run this again")
    is_new = not VENV.exists() or (VENV.is_dir() and not any(VENV.iterdir()))
    if not is_new and not any(VENV.glob(f"{STAMP.stem}.*")):
        refuse(f"{VENV} was made by something else: activate it, or remove it and run this again")


def clear() -> None:
    """All but the stamp: an interruption, too, leaves what is known to be ours."""
    for path in VENV.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path != STAMP:
            path.unlink()


def has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def write_stamp(stamp: dict[str, Any]) -> None:
    beside = STAMP.with_suffix(".new")
    beside.write_text(json.dumps(stamp, indent=2), "utf-8")
    beside.replace(STAMP)


def install(locks: Iterable[str]) -> None:
    files = [part for lock in locks for part in ("-r", str(LOCKS / lock))]
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary=:all:"]
    done = subprocess.run(
        [*pip(), "install", *options, *files],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        # Either would have pip look at, or write to, folders that are not in .venv.
        env={**os.environ, "PYTHONPATH": "", "PIP_USER": "0"},
    )
    if done.returncode != 0:
        refuse_what_pip_says(done.stdout)


def pip() -> list[str]:
    """Where Debian keeps ensurepip in a package of its own, the system's pip fills .venv."""
    if has("ensurepip"):
        return [str(PYTHON), "-m", "pip"]
    base = getattr(sys, "_base_executable", sys.executable)
    return [base, "-m", "pip", "--python", str(PYTHON)]


def refuse_what_pip_says(output: str) -> NoReturn:
    lines = [line for line in output.splitlines() if line.strip()]
    errors = [number for number, line in enumerate(lines) if line.startswith("ERROR")]
    print("\n".join(lines[errors[0] if errors else 0 :][-6:]), file=sys.stderr)
    if "Retrying" in output and "HASHES" not in output:
        refuse("the package index cannot be reached: check the network, then run this again")
    refuse("the locked requirements cannot be installed, for pip's reason above")


def start_again() -> NoReturn:
    command = [str(PYTHON), *sys.orig_argv[1:]]
    if os.name == "nt":
        raise SystemExit(subprocess.call(command))
    os.execv(PYTHON, command)


def dotted(version: Iterable[Any]) -> str:
    return ".".join(str(part) for part in list(version)[:2])


def say(line: str) -> None:
    print(line, flush=True)


def refuse(why: str, status: int = 2) -> NoReturn:
    print(f"error: {why}", file=sys.stderr)
    raise SystemExit(status)
