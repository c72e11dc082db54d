"""The set-up, tried on a small project whose requirements are wheels made here: no network."""

import base64
import hashlib
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import environment
import pytest
from support import builds, chromium
from support.builds import tree

LOCKS = ["requirements.txt", "requirements-test.txt"]
PYTHON_ITSELF = getattr(sys, "_base_executable", sys.executable)
INTERRUPTION = "error: interrupted: the next start sets .venv up again\n"
INTERRUPTED = """\
import venv
def create(builder, folder):
    raise KeyboardInterrupt
venv.EnvBuilder.create = create
"""
HIDE = "import sys; sys.modules.update(dict.fromkeys({}))\n"
KEEPS_PIP = """\
import shutil, venv
from pathlib import Path
def bring(builder, context, kept=Path({kept!r}), really_bring=venv.EnvBuilder._setup_pip):
    packages = Path(context.env_dir, "lib")
    if kept.exists():
        shutil.copytree(kept, packages, dirs_exist_ok=True)
    else:
        really_bring(builder, context)
        shutil.copytree(packages, kept)
venv.EnvBuilder._setup_pip = bring
"""
"""What Python takes seconds to put into a new environment is kept, and copied into the next."""
SCRIPT = """\
import environment
environment.ensure(*{locks!r})
import os, sys, toy
print("ran", sys.prefix, toy.VERSION, *sys.argv[1:])
"""


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Project:
    """A clone with nothing but the set-up, one script, and locks of one requirement each; what the
    script does before all else.
    """

    root: Path
    before: str = ""

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def stamp(self) -> Path:
        return self.venv / "reading-graph.json"

    def lock(self, version: str, *, lock: str = LOCKS[0], option: str | None = None) -> None:
        name = "toy" if lock == LOCKS[0] else "toytest"
        made = wheel(self.root / "wheels", name, version)
        option = f"--hash=sha256:{made}" if option is None else option
        (self.root / "scripts" / lock).write_text(f"{name}=={version} \\\n    {option}\n")

    def run(
        self,
        *arguments: str,
        python: str = PYTHON_ITSELF,
        before: str = "",
        locks: Sequence[str] = LOCKS[:1],
        **environ: str,
    ) -> Run:
        script = self.script(before, locks)
        return outcome(self.start(python, str(script), *arguments, **environ))

    def script(self, before: str = "", locks: Sequence[str] = LOCKS[:1]) -> Path:
        path = self.root / "scripts" / "say.py"
        path.write_text(self.before + before + SCRIPT.format(locks=locks))
        return path

    def start(self, *command: str, **environ: str) -> "subprocess.Popen[str]":
        """In a group of its own, which gets what a terminal would send to all of it."""
        return subprocess.Popen(
            command,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **self.only_our_wheels, **environ},
        )

    @property
    def only_our_wheels(self) -> dict[str, str]:
        wheels = (self.root / "wheels").as_uri()
        return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels, "PIP_CONFIG_FILE": os.devnull}


def outcome(started: "subprocess.Popen[str]") -> Run:
    out, err = started.communicate()
    return Run(started.returncode, out, err)


def wheel(folder: Path, name: str, version: str) -> str:
    """Write a wheel of one module that knows its version; its SHA-256."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{version}-py3-none-any.whl"
    about = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{file},{checksum(text)},{len(text)}\n" for file, text in files.items())
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in {**files, f"{about}/RECORD": f"{record}{about}/RECORD,,\n"}.items():
            archive.writestr(zipfile.ZipInfo(file), text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def checksum(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def clone(folder: Path, before: str = "") -> Project:
    (folder / "scripts").mkdir(parents=True)
    text = Path(environment.__file__).read_text("utf-8")
    (folder / "scripts" / "environment.py").write_text(text, "utf-8")
    project = Project(folder, before)
    project.lock("1.0")
    return project


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    return clone(tmp_path / "a folder with spaces")


@pytest.fixture(scope="module")
def keeps_pip(tmp_path_factory: pytest.TempPathFactory) -> str:
    """For tests that set up more than once."""
    return KEEPS_PIP.format(kept=str(tmp_path_factory.mktemp("pip") / "kept"))


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory, keeps_pip: str) -> Project:
    """Shared, because a new .venv takes seconds: every test begins by making it right again."""
    return clone(tmp_path_factory.mktemp("lived in"), keeps_pip)


@pytest.fixture
def ready(lived_in: Project) -> Project:
    lived_in.lock("1.0")
    assert lived_in.run().status == 0
    return lived_in


# The locks


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_hashes_every_requirement(lock: str) -> None:
    text = (environment.LOCKS / lock).read_text("utf-8")
    assert re.search(r"://|^--|@ ", text, re.MULTILINE) is None
    entries = re.split(r"\n(?=\w)", re.sub(r"(?m)^ *#.*\n", "", text))
    assert len(entries) > 10
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_locks_agree_on_what_they_share() -> None:
    texts = [(environment.LOCKS / lock).read_text("utf-8") for lock in LOCKS]
    build, test = (dict(re.findall(r"(?m)^([\w.-]+)==(\S+)", text)) for text in texts)
    shared = build.keys() & test.keys()
    assert shared
    assert {name: build[name] for name in shared} == {name: test[name] for name in shared}


def test_what_a_lock_needs_everywhere_is_known_by_name() -> None:
    assert "mkdocs-material" in environment.names(LOCKS[0])
    assert "pytest" in environment.names(LOCKS[1])
    assert "colorama" not in environment.names(LOCKS[1])


# Our own .venv


def test_the_first_start_sets_up_and_the_second_starts_at_once(fresh: Project) -> None:
    first = fresh.run("--to", "two words")
    assert (first.status, first.err) == (0, "")
    says, ran = first.out.splitlines()
    assert says.startswith("Setting up .venv")
    assert ran == f"ran {fresh.venv} 1.0 --to two words"
    assert fresh.run() == Run(0, f"ran {fresh.venv} 1.0\n", "")


def test_starts_that_come_together_wait_for_each_other(fresh: Project, keeps_pip: str) -> None:
    command = (PYTHON_ITSELF, str(fresh.script(before=keeps_pip)))
    both = [outcome(start) for start in [fresh.start(*command), fresh.start(*command)]]
    assert [run.status for run in both] == [0, 0]
    lines = [line for run in both for line in run.out.splitlines()]
    assert sorted(line.split()[0] for line in lines) == ["Setting", "Waiting", "ran", "ran"]


def test_a_lock_that_changed_is_installed_with_the_locks_that_are_there(ready: Project) -> None:
    ready.lock("1.0", lock=LOCKS[1])
    assert ready.run(locks=LOCKS).status == 0
    ready.lock("2.0")
    ready.lock("2.0", lock=LOCKS[1])
    says, ran = ready.run().out.splitlines()
    assert says.startswith("Bringing .venv up to date")
    assert ran == f"ran {ready.venv} 2.0"
    assert ready.run(locks=LOCKS).out == f"{ran}\n"


@pytest.mark.parametrize(
    ("option", "says"),
    [(f"--hash=sha256:{'0' * 64}", "DO NOT MATCH THE HASHES"), ("", "Hashes are required")],
    ids=["another hash", "no hash"],
)
def test_what_is_not_as_locked_is_refused_and_what_that_left_is_not_trusted(
    ready: Project, option: str, says: str
) -> None:
    ready.lock("3.0", option=option)
    failed = ready.run()
    assert failed.status == 2
    assert says in failed.err
    assert failed.err.splitlines()[-1].startswith("error: the locked requirements cannot be")
    ready.lock("1.0")
    mended = ready.run()
    assert mended.out.startswith("Setting up .venv")
    assert mended.out.endswith(f"ran {ready.venv} 1.0\n")


def test_without_a_network_the_last_line_says_so(ready: Project) -> None:
    ready.lock("4.0")
    nowhere = "http://127.0.0.1:9/"
    failed = ready.run(PIP_NO_INDEX="0", PIP_INDEX_URL=nowhere, PIP_FIND_LINKS="", PIP_RETRIES="1")
    assert failed.status == 2
    assert failed.err.splitlines()[-1].startswith("error: the package index cannot be reached")


def test_an_environment_whose_python_has_gone_is_made_anew_even_if_interrupted(
    ready: Project,
) -> None:
    python = ready.venv / "bin" / "python"
    python.unlink()
    python.symlink_to(ready.root / "python-of-last-year")
    (ready.venv / "left.txt").write_text("from last year")
    interrupted = ready.run(before=INTERRUPTED)
    assert (interrupted.status, interrupted.err) == (130, INTERRUPTION)
    assert list(ready.venv.iterdir()) == [ready.stamp]
    says, ran = ready.run().out.splitlines()
    assert says.startswith("Setting up .venv")
    assert ran == f"ran {ready.venv} 1.0"


def test_an_environment_that_was_moved_or_whose_python_was_upgraded_is_not_trusted(
    lived_in: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived_in.run()
    monkeypatch.setattr(sys, "prefix", str(lived_in.venv))
    monkeypatch.setattr(environment, "VENV", lived_in.venv)
    monkeypatch.setattr(environment, "STAMP", lived_in.stamp)
    monkeypatch.setattr(environment, "PYTHON", lived_in.venv / "bin" / "python")
    right = environment.read_stamp()
    assert environment.is_sound(right)
    assert not environment.is_sound({**right, "folder": "/where/it/was"})
    assert not environment.is_sound({**right, "python": "3.2"})


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"folder": 1}'])
def test_a_stamp_that_is_not_ours_vouches_for_nothing(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp")
    (tmp_path / "stamp").write_text(text)
    assert not environment.is_ready(LOCKS)


def test_programs_in_it_are_spared_the_themes_notice(ready: Project) -> None:
    ask = "import os; print(os.environ['NO_MKDOCS_2_WARNING'])"
    bare = {name: value for name, value in os.environ.items() if name != "NO_MKDOCS_2_WARNING"}
    python = ready.venv / "bin" / "python"
    assert subprocess.check_output([python, "-c", ask], text=True, env=bare) == "1\n"


# Other Pythons


def test_an_active_environment_is_told_what_it_lacks_and_left_alone(fresh: Project) -> None:
    theirs = fresh.root / "theirs"
    subprocess.run([PYTHON_ITSELF, "-m", "venv", "--without-pip", theirs], check=True)
    before = sorted(theirs.rglob("*"))
    refused = fresh.run(python=str(theirs / "bin" / "python"))
    assert (refused.status, refused.out) == (2, "")
    assert re.fullmatch(r"error: .* no toy; run: python -m pip install -r .*\n", refused.err)
    assert sorted(theirs.rglob("*")) == before
    assert not fresh.venv.exists()


def test_an_active_environment_that_has_it_all_is_used(fresh: Project) -> None:
    theirs = fresh.root / "theirs"
    subprocess.run([PYTHON_ITSELF, "-m", "venv", "--without-pip", theirs], check=True)
    (site,) = theirs.glob("lib/python*/site-packages")
    zipfile.ZipFile(fresh.root / "wheels" / "toy-1.0-py3-none-any.whl").extractall(site)
    ran = fresh.run(python=str(theirs / "bin" / "python"))
    assert ran == Run(0, f"ran {theirs} 1.0\n", "")


def somebodys(venv: Path) -> None:
    """An environment of another tool, whose Python is gone."""
    venv.mkdir()
    (venv / "pyvenv.cfg").write_text("home = /opt/python-of-last-year\n")


def working(venv: Path) -> None:
    subprocess.run([PYTHON_ITSELF, "-m", "venv", "--without-pip", venv], check=True)


def name_of_one(venv: Path) -> None:
    """As tools write that keep all environments in one place."""
    venv.write_text("reading\n")


def kept(project: Project) -> dict[str, str]:
    """All that is in a clone but for its scripts."""
    return {name: held for name, held in tree(project.root).items() if "scripts" not in name}


@pytest.mark.parametrize("made", [working, somebodys, name_of_one])
def test_an_environment_in_our_place_that_we_did_not_make_is_kept(
    fresh: Project, made: Callable[[Path], None]
) -> None:
    made(fresh.venv)
    before = kept(fresh)
    refused = fresh.run()
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert f"{fresh.venv} was made by something else: activate it, or remove it" in refused.err
    assert kept(fresh) == before


@pytest.mark.parametrize("made", [working, somebodys, Path.mkdir, None])
def test_a_link_in_our_place_and_what_it_leads_to_are_kept(
    fresh: Project, made: Callable[[Path], None] | None
) -> None:
    elsewhere = fresh.root / "elsewhere"
    if made:
        made(elsewhere)
    fresh.venv.symlink_to(elsewhere)
    before = kept(fresh)
    refused = fresh.run()
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert f"{fresh.venv} leads to {elsewhere}: activate that, or remove the link" in refused.err
    assert kept(fresh) == before
    assert fresh.venv.is_symlink()


def test_an_environment_of_ours_that_was_moved_and_linked_is_used_and_never_cleared(
    ready: Project,
) -> None:
    moved = ready.root / "moved"
    ready.venv.rename(moved)
    ready.venv.symlink_to(moved)
    assert ready.run() == Run(0, f"ran {ready.venv} 1.0\n", "")
    (moved / "bin" / "python").rename(moved / "bin" / "python-of-last-year")
    refused = ready.run()
    assert f"leads to {moved}" in refused.err
    assert (moved / "bin" / "python-of-last-year").exists()
    (moved / "bin" / "python-of-last-year").rename(moved / "bin" / "python")
    ready.venv.unlink()
    moved.rename(ready.venv)


def test_an_old_python_is_refused(fresh: Project) -> None:
    refused = fresh.run(before="import sys; sys.version_info = (3, 10, 13)\n")
    assert refused == Run(2, "", "error: Python 3.11 or newer is needed, this is 3.10\n")


def test_a_python_without_venv_is_told_the_package(fresh: Project) -> None:
    refused = fresh.run(before=HIDE.format(["ensurepip", "pip"]))
    assert (refused.status, refused.out.count("\n"), refused.err.count("\n")) == (2, 1, 1)
    assert "python3-venv" in refused.err
    assert not fresh.venv.exists()


@pytest.mark.skipif(
    subprocess.run([PYTHON_ITSELF, "-m", "pip", "--version"], capture_output=True).returncode != 0,
    reason="the Python that .venv was made with has no pip of its own",
)
def test_a_python_without_ensurepip_uses_its_own_pip(fresh: Project) -> None:
    ran = fresh.run(before=HIDE.format(["ensurepip"]))
    assert (ran.status, ran.out.splitlines()[-1]) == (0, f"ran {fresh.venv} 1.0"), ran.err


# Ctrl-C


INTERRUPTIONS = 20


def test_a_script_that_is_interrupted_while_it_is_loaded_shows_no_traceback(
    project: builds.Project,
) -> None:
    script = str(project.root / "scripts" / "check.py")
    checking = [sys.executable, "-X", "importtime", script]
    _, _, imports = interrupted(checking, after=sys.maxsize)
    ends = set()
    for number in range(1, INTERRUPTIONS + 1):
        status, said, _ = interrupted(checking, after=imports * number // (INTERRUPTIONS + 1))
        ends.add(status)
        assert said == ""
    assert ends <= {-signal.SIGINT, 0}
    assert -signal.SIGINT in ends


def interrupted(command: Sequence[str], after: int) -> tuple[int, str, int]:
    """Ctrl-C after so many imports of ours: the exit status, what was said, and how many came."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stderr
        imports, said = -1, ""
        for line in process.stderr:
            is_import = line.startswith("import time:")
            said += "" if is_import else line
            if is_import and (imports >= 0 or line.split()[-1] == "signal"):
                imports += 1
                if imports == after:
                    process.send_signal(signal.SIGINT)
    return process.returncode, said, imports


def test_a_set_up_that_is_interrupted_says_so_and_is_begun_anew(
    fresh: Project, keeps_pip: str
) -> None:
    started = fresh.start(PYTHON_ITSELF, str(fresh.script()))
    while started.poll() is None and not list(fresh.venv.glob("lib/python*/site-packages/pip")):
        time.sleep(0.005)
    os.killpg(started.pid, signal.SIGINT)
    run = outcome(started)
    assert (run.status, run.err) == (130, INTERRUPTION)
    mended = fresh.run(before=keeps_pip)
    assert mended.out.startswith("Setting up .venv")
    assert mended.out.endswith(f"ran {fresh.venv} 1.0\n")


# The browser


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no browser, and a Playwright that can get none; the folder on its PATH."""
    path = tmp_path / "bin"
    path.mkdir()
    monkeypatch.setenv("PATH", str(path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium, "PLACES", ())
    monkeypatch.setattr(sys, "executable", str(program(path / "python", "exit 1")))
    return path


def program(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def test_a_browser_on_the_path_is_found(bare: Path) -> None:
    assert chromium.find() is None
    chrome = program(bare / "google-chrome", "")
    assert chromium.find() == chrome
    assert chromium.bring() == chrome


def test_the_browser_that_was_chosen_goes_before_all(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare / "chromium", "")
    chosen = program(bare / "mine", "")
    monkeypatch.setenv("CHROMIUM", str(chosen))
    assert chromium.find() == chosen
    program(bare / "python", f"echo {program(bare / 'playwrights', 'echo Chromium 1')}")
    monkeypatch.setenv("CHROMIUM", str(bare / "misspelt"))
    assert chromium.find() is None


def test_playwrights_browser_is_used_where_it_starts(bare: Path) -> None:
    theirs = program(bare / "playwrights", "exit 127")
    program(bare / "python", f"echo {theirs}")
    assert chromium.find() is None
    program(theirs, "echo Chromium 1")
    assert chromium.find() == theirs


def test_on_debian_root_gets_the_package(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installs = f'[ "$1" = update ] || echo "#!/bin/sh" > {bare}/chromium; /bin/chmod +x {bare}/c*'
    program(bare / "apt-get", installs)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(chromium.NoBrowser):
        chromium.bring()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert chromium.bring() == bare / "chromium"


@pytest.mark.usefixtures("bare")
def test_where_none_can_be_had_one_line_says_what_to_do() -> None:
    with pytest.raises(chromium.NoBrowser, match=r"\A[^\n]* set CHROMIUM [^\n]*\Z"):
        chromium.bring()
