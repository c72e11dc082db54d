"""Changes on disk that happen whole or not at all, whatever ends the program meanwhile."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

_HERE = -100  # AT_FDCWD of <fcntl.h>: a path is taken as open() takes it
_EXCHANGE = 2  # RENAME_EXCHANGE of <linux/fs.h>
_UNKNOWN_HERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


class ChangedMeanwhile(Exception):
    """A file no longer holds what it held when it was read. One line."""


def rewrite(file: Path, before: bytes, after: bytes) -> None:
    """Puts one content of a file in the place of another; a file at a link's end is meant itself.

    Raises ChangedMeanwhile where it no longer holds `before`, so that nobody's work is lost, and
    OSError where it cannot be written. It holds `before` or `after` at every moment, and after a
    power failure, too. While it works, `.NAME.new` stands beside it.
    """
    file = Path(os.path.realpath(file, strict=True))
    with _held(file) as now:
        if now != before:
            raise ChangedMeanwhile(f"{file} was changed meanwhile; nothing was written, try again")
        if not os.access(file, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
        new = file.with_name(f".{file.name}.new")
        new.unlink(missing_ok=True)
        try:
            _write_like(file, new, after)
            new.replace(file)
        except BaseException:  # and not afterwards: then it can be that of the next who rewrites it
            new.unlink(missing_ok=True)
            raise
        _keep_name(file.parent)


def swap(new: Path, place: Path, aside: Path) -> None:
    """Puts the folder `new` in the place of another, which then stands at `new` or at `aside`.

    Where the system can exchange two names, as Linux can on most of its file systems, that is one
    step. Elsewhere there are two, and `take_back` mends what was cut between them.
    """
    if not place.exists():
        new.rename(place)
    elif not _exchanged(new, place):
        place.rename(aside)
        new.rename(place)


def take_back(place: Path, aside: Path) -> None:
    """Puts the old folder back after a swap that was cut in half."""
    if aside.exists() and not place.exists():
        aside.rename(place)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Waits until no other program holds the folder in this way. Where the system has no such locks
    (it is not POSIX) those that run at once are the user's to avoid.
    """
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _held(file: Path) -> Iterator[bytes]:
    """What the file holds, while no other program rewrites it."""
    while True:
        with file.open("rb") as held:
            if fcntl is not None:
                fcntl.flock(held, fcntl.LOCK_EX)
            # Who held it before may have put another file there, which a third may hold by now.
            if os.path.samestat(os.fstat(held.fileno()), file.stat()):
                yield held.read()
                return


def _write_like(file: Path, new: Path, content: bytes) -> None:
    """A new file with the mode and, where that is allowed, the owner of another; it is on disk."""
    like = file.stat()
    with new.open("xb") as stream:
        new.chmod(stat.S_IMODE(like.st_mode))
        if hasattr(os, "chown"):
            with contextlib.suppress(PermissionError):
                os.chown(new, like.st_uid, like.st_gid)
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _keep_name(folder: Path) -> None:
    """Has the names in a folder written to disk, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _exchanged(one: Path, other: Path) -> bool:
    """Has two folders exchange their names; False where the system or the file system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # it is not Linux, or an old C library
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    if (code := ctypes.get_errno()) in _UNKNOWN_HERE:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))
