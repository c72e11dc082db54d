"""What goes wrong around a build or an edit: kills, full disks, locked folders, broken engines.

Whatever it is, the site and the list are afterwards what they were, or the new ones, byte for byte.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reading_graph.atomic import rewrite
from reading_graph.dot import Size, question
from reading_graph.graph import Edge
from support.builds import ROOT, Built, Project, Run, clone, places, tree

KILLED_BUILDS = 50
KILLED_EDITS = 100


@pytest.fixture
def site(toy: Built, tmp_path: Path) -> Path:
    """A site that stands already, in a folder with nothing else."""
    return Path(shutil.copytree(toy.site.root, tmp_path / "www" / "site"))


def is_alone(path: Path) -> bool:
    return list(path.parent.iterdir()) == [path]


# Told to end, and killed


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_build_that_is_told_to_end_says_so_and_leaves_the_old_site(
    project: Project, real: Built, site: Path, how: signal.Signals
) -> None:
    before = tree(site)
    process = project.start_build(real.catalogue, site)
    wait_until_written(process, site)
    process.send_signal(how)
    out, err = process.communicate(timeout=60)
    assert (out, process.returncode) == ("", 128 + how)
    assert re.fullmatch(r"interrupted: .*site is whole, .*\n", err)
    assert tree(site) == before
    assert is_alone(site)
    assert not list(project.temporary.iterdir())


def test_a_build_that_is_killed_at_any_moment_leaves_the_old_site_or_the_new(
    project: Project, toy: Built, empty: Built, site: Path, more: int
) -> None:
    chance = random.Random(5)
    wholes = [tree(toy.site.root), tree(empty.site.root)]
    started = time.monotonic()
    assert project.build(*places(toy.catalogue, site)).status == 0
    seconds = time.monotonic() - started
    for number in range(KILLED_BUILDS * more):
        process = project.start_build((toy, empty)[number % 2].catalogue, site)
        if number % 4 < 2:  # half of them where it gets delicate
            wait_until_written(process, site)
            time.sleep(chance.uniform(0, 0.06))
        else:
            time.sleep(chance.uniform(0, seconds))
        process.kill()
        process.communicate()
        assert tree(site) in wholes, number
        assert not list(project.temporary.iterdir()), number
    assert project.build(*places(empty.catalogue, site)).status == 0
    assert tree(site) == wholes[1]
    assert is_alone(site)
    assert all_end_that_name(project.root)


def wait_until_written(process: subprocess.Popen[str], site: Path) -> None:
    """Until most of the new site is written, or the build has ended."""
    last = site.with_name(f".{site.name}.reading-graph") / "site" / "sitemap.xml"
    while process.poll() is None and not last.exists():
        time.sleep(0.002)


def all_end_that_name(folder: Path) -> bool:
    """Whether no process is left, after a while, that was started with a path in the folder."""
    for _ in range(100):
        if not is_named(folder):
            return True
        time.sleep(0.1)
    return False


def is_named(path: Path) -> bool:
    return any(str(path).encode() in line for line in command_lines())


def command_lines() -> list[bytes]:
    """Those of all processes; none where the system does not show them as files."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            found.append((process / "cmdline").read_bytes())
        except OSError:  # it has ended
            continue
    return found


EDITING = """
import sys
from pathlib import Path
from reading_graph.atomic import rewrite

file, *contents = map(Path, sys.argv[1:])
one, other = [content.read_bytes() for content in contents]
print(flush=True)
while True:
    before = file.read_bytes()
    rewrite(file, before, other if before == one else one)
"""


def test_an_edit_that_is_killed_at_any_moment_leaves_the_old_list_or_the_new(
    project: Project, tmp_path: Path, more: int
) -> None:
    chance = random.Random(5)
    contents = [word.encode() * 100_000 for word in ("- old\n", "- new\n")]
    written = [tmp_path / "one", tmp_path / "other"]
    for path, content in zip(written, contents, strict=True):
        path.write_bytes(content)
    file, link = tmp_path / "list" / "papers.yaml", tmp_path / "papers.yaml"
    file.parent.mkdir()
    file.write_bytes(contents[0])
    file.chmod(0o640)
    link.symlink_to(file)
    for number in range(KILLED_EDITS * more):
        process = subprocess.Popen(
            [sys.executable, "-c", EDITING, link, *written],
            env={**project.environ, "PYTHONPATH": str(project.root / "scripts")},
            stdout=subprocess.PIPE,
        )
        assert process.stdout
        assert process.stdout.readline()
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        process.communicate()
        assert file.read_bytes() in contents, number
        assert link.is_symlink(), number
    rewrite(link, file.read_bytes(), b"papers: []\n")
    assert file.read_bytes() == b"papers: []\n"
    assert is_alone(file)
    assert file.stat().st_mode & 0o777 == 0o640


CUT_SHORT = """
import os, sys
from pathlib import Path
from reading_graph.atomic import rewrite

os.fsync = lambda _: os.kill(os.getpid(), 9)
file = Path(sys.argv[1])
rewrite(file, file.read_bytes(), b"papers: []")
"""


def test_what_kills_leave_in_the_project_is_nothing_to_git(
    project: Project, tmp_path: Path
) -> None:
    killed = clone(tmp_path / "killed", project.root)
    shutil.copy(ROOT / ".gitignore", killed.root)
    git(killed, "add", "--all")
    git(killed, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "All")
    catalogue, site = killed.root / "papers.yaml", killed.root / "site"

    with killed.start_build(catalogue, site) as building:
        wait_until_written(building, site)
        building.kill()
    command = [sys.executable, str(killed.root / "scripts" / "serve.py"), "--port", "0"]
    with subprocess.Popen(command, env=killed.environ, stdout=subprocess.PIPE) as serving:
        while serving.poll() is None and not list(killed.temporary.glob("*/new/sitemap.xml")):
            time.sleep(0.01)
        serving.kill()
    environ = {"PYTHONPATH": str(killed.root / "scripts")}
    edit = killed.run("-c", CUT_SHORT, catalogue, environ=environ)

    assert [building.returncode, serving.returncode, edit.status] == [-signal.SIGKILL] * 3
    assert (killed.root / ".site.reading-graph").exists()
    assert (killed.root / ".papers.yaml.new").exists()
    assert git(killed, "status", "--porcelain") == ""


def git(project: Project, *arguments: str) -> str:
    command = ["git", "-C", str(project.root), *arguments]
    return subprocess.check_output(command, env=project.environ, encoding="utf-8")


def test_builds_that_are_started_together_wait_for_each_other(
    project: Project, toy: Built, empty: Built, site: Path
) -> None:
    running = [project.start_build(made.catalogue, site) for made in (toy, empty, toy)]
    said = [(process.communicate(timeout=120), process.returncode) for process in running]
    assert [(err, status) for (_, err), status in said] == [("", 0)] * 3
    assert tree(site) in (tree(toy.site.root), tree(empty.site.root))
    assert is_alone(site)


# Disks and folders


ON_A_SMALL_DISK = """
mount -t tmpfs -o size="$1"k tmpfs "$2" && cp -R "$3" "$2" && place=$2 kept=$4 && shift 4 || exit 99
"$@"
status=$?
cp -R "$place" "$kept" && exit $status
"""


@pytest.fixture(scope="session")
def can_mount() -> bool:
    """Whether one may have a small disk of one's own here."""
    command = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def build_with_room(
    project: Project, site: Path, tmp_path: Path, can_mount: bool
) -> Callable[[Built, int], Run]:
    """Builds a list where only so many kilobytes are left, beside `site`: on a disk of that size
    or, where that is not allowed, with no file longer than that.
    """

    def run(built: Built, kilobytes: int) -> Run:
        if not can_mount:
            limited = ["sh", "-c", f'ulimit -f {kilobytes * 2}; exec "$@"', "sh"]
            return finished(project.start_build(built.catalogue, site, *limited))
        disk, kept = tmp_path / "disk", tmp_path / "kept"
        disk.mkdir(exist_ok=True)
        room = [str(used(site) + kilobytes), str(disk), str(site), str(kept)]
        mounted = ["unshare", "--map-root-user", "--mount", "sh", "-c", ON_A_SMALL_DISK, "sh"]
        done = finished(project.start_build(built.catalogue, disk / "site", *mounted, *room))
        shutil.rmtree(site.parent)
        kept.rename(site.parent)
        return done

    return run


def used(folder: Path) -> int:
    """The kilobytes that a folder takes on a disk with pages of four."""
    sizes = [path.stat().st_size if path.is_file() else 1 for path in folder.rglob("*")]
    return sum(-(-size // 4096) * 4 for size in sizes)


def finished(process: subprocess.Popen[str]) -> Run:
    out, err = process.communicate(timeout=120)
    return Run(process.returncode, out, err)


@pytest.mark.parametrize("kilobytes", [8, 40, 300, 1_200])
def test_a_full_disk_is_told_in_one_line_and_the_old_site_stays(
    build_with_room: Callable[[Built, int], Run], real: Built, site: Path, kilobytes: int
) -> None:
    before = tree(site.parent)
    run = build_with_room(real, kilobytes)
    assert (run.status, run.out) == (2, "")
    assert re.fullmatch(r"error: cannot write the site: .*\n", run.err)
    assert tree(site.parent) == before


AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
"""Root may write everywhere. So run, it may not."""


def test_a_folder_that_may_not_be_written_is_told_in_one_line_and_nothing_changes(
    project: Project, toy: Built, site: Path
) -> None:
    before = tree(site.parent)
    site.parent.chmod(0o555)
    try:
        as_anybody = AS_ANYBODY if os.geteuid() == 0 else []
        run = finished(project.start_build(toy.catalogue, site, *as_anybody))
    finally:
        site.parent.chmod(0o755)
    assert (run.status, run.out) == (2, "")
    assert re.fullmatch(r"error: cannot write the site: Permission denied: .*www.*\n", run.err)
    assert tree(site.parent) == before


# Engines


ENGINES = {
    "missing": None,
    "crashing": "import os\nos.abort()\n",
    "ending": "raise SystemExit\n",
    "hanging": "import time\ntime.sleep(600)\n",
    "hanging when asked": "import time\ninput()\ntime.sleep(600)\n",
    "endless": "while True:\n    print('0' * 100_000, end='')\n",
    "babbling": "while input():\n    print('done', flush=True)\n",
    "silent": "while input():\n    print('null', flush=True)\n",
    "of other papers": """
import json
while input():
    box = {"_gvid": 0, "name": "evil", "pos": "1,1"}
    print(json.dumps({"bb": "0,0,9,9", "objects": [box]}), flush=True)
""",
    "without arrows": """
import json
from itertools import count
while question := input():
    boxes = [
        {"_gvid": n, "name": str(n), "pos": "1,1"}
        for n in range(200) if f"\\\\t{n} [" in question
    ]
    print(json.dumps({"bb": "0,0,9,9", "objects": boxes}), flush=True)
""",
}


@pytest.fixture(scope="session")
def broken(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A clone of the project, to break its engine, which soon counts as too slow."""
    made = clone(tmp_path_factory.mktemp("broken") / "reading-graph", project.root)
    layout = made.root / "scripts" / "reading_graph" / "layout.py"
    text = layout.read_text(encoding="utf-8")
    patient = "LONGEST_SECONDS = 60.0\n"
    assert patient in text
    layout.write_text(text.replace(patient, "LONGEST_SECONDS = 0.5\n"), encoding="utf-8")
    return made


@pytest.mark.parametrize("engine", ENGINES)
def test_a_broken_engine_costs_the_pictures_and_not_the_build(
    broken: Project, toy: Built, site: Path, engine: str
) -> None:
    replace_engine(broken, ENGINES[engine])
    run = broken.build(*places(toy.catalogue, site))
    data = toy.site.data
    undrawn = {"/graph/", *(f"/sections/{section['id']}/" for section in data["sections"])}
    undrawn |= {f"/sections/{p['section']}/#path-{p['id']}" for p in data["papers"] if p["needs"]}
    assert run.status == 0
    lines = run.err.splitlines()
    told = [re.fullmatch(r"warning: no picture on (/[^:]+): (.+)", line) for line in lines]
    named = [place for match in told for place in (match[1].split(", ") if match else [""])]
    more = [int(name.split()[0]) for name in named if name.endswith(" more")]
    assert {name for name in named if not name.endswith(" more")} <= undrawn
    assert len(named) - len(more) + sum(more) == len(undrawn)
    assert len({match[2] for match in told if match}) == len(lines)
    assert not (site / "data" / "graph.svg").exists()
    assert tree(site / "sections").keys() == tree(toy.site.root / "sections").keys()
    assert is_alone(site)
    assert all_end_that_name(broken.root)


def test_with_strict_a_broken_engine_fails_the_build_and_the_old_site_stays(
    broken: Project, toy: Built, site: Path
) -> None:
    before = tree(site)
    replace_engine(broken, None)
    run = broken.build(*places(toy.catalogue, site), "--strict")
    assert (run.status, run.out) == (1, "")
    assert tree(site) == before


@pytest.fixture(scope="module")
def hanging(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A clone whose engine never answers and is waited for as long as any other."""
    made = clone(tmp_path_factory.mktemp("hanging") / "reading-graph", project.root)
    replace_engine(made, ENGINES["hanging when asked"])
    return made


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_waits_for_an_engine_ends_when_it_is_told_to(
    hanging: Project, toy: Built, site: Path, how: signal.Signals
) -> None:
    before = tree(site)
    with hanging.start_build(toy.catalogue, site) as process:
        wait_until_named(process, hanging.root / "scripts" / "reading_graph" / "engine.py")
        process.send_signal(how)
        try:
            out, err = process.communicate(timeout=10)
        finally:
            process.kill()
    assert (out, process.returncode) == ("", 128 + how)
    assert re.fullmatch(r"interrupted: .*site is whole, .*\n", err)
    assert tree(site) == before
    assert is_alone(site)
    assert all_end_that_name(hanging.root)


@pytest.mark.parametrize("first", [signal.SIGINT, signal.SIGTERM])
def test_a_preview_that_waits_for_an_engine_ends_when_it_is_told_to_again(
    hanging: Project, first: signal.Signals
) -> None:
    command = [sys.executable, str(hanging.root / "scripts" / "serve.py"), "--port", "0"]
    with subprocess.Popen(
        command, env=hanging.environ, stdout=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        wait_until_named(process, hanging.root / "scripts" / "reading_graph" / "engine.py")
        process.send_signal(first)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(timeout=10) == 0
        finally:
            process.kill()
    assert not list(hanging.temporary.iterdir())
    assert all_end_that_name(hanging.root)


def wait_until_named(process: subprocess.Popen[str], path: Path) -> None:
    """Until a program that was started with the path does what it is for, or one has ended."""
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("this system does not show its processes as files")
    while process.poll() is None and not is_named(path):
        time.sleep(0.02)
    time.sleep(1)


ASKING = """
import sys
from reading_graph.layout import layouts

print(layouts([sys.stdin.read()], 2))
"""


def test_an_engine_whose_parent_was_killed_ends_within_its_limit(project: Project) -> None:
    engine = project.root / "scripts" / "reading_graph" / "engine.py"
    with subprocess.Popen(
        [sys.executable, "-c", ASKING],
        env={**project.environ, "PYTHONPATH": str(project.root / "scripts")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin
        process.stdin.write(dense(60))
        process.stdin.close()
        wait_until_named(process, engine)
        process.kill()
        process.wait()
    assert is_named(engine), "the layout was to take longer than that"
    assert all_end_that_name(engine)


def dense(papers: int) -> str:
    """A graph that takes the engine minutes: each paper needs every other of those before it, and
    the last, so that it is in one piece.
    """
    ids = [str(number) for number in range(papers)]
    needs = [[*ids[n % 2 : n : 2], *ids[:n][-1:]] for n in range(papers)]
    edges = [Edge(one, other) for other, before in zip(ids, needs, strict=True) for one in before]
    return question(dict.fromkeys(ids, Size(160, 60)), edges)


def replace_engine(project: Project, text: str | None) -> None:
    engine = project.root / "scripts" / "reading_graph" / "engine.py"
    if text is None:
        engine.unlink(missing_ok=True)
    else:
        engine.write_text(text, encoding="utf-8")


# What is said goes nowhere


@pytest.mark.parametrize("script", ["check.py", "build.py"])
def test_where_nothing_more_can_be_said_on_a_full_disk_one_line_tells_it(
    project: Project, toy: Built, site: Path, script: str
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no disk that is always full")
    file = [str(toy.catalogue)] if script == "check.py" else places(toy.catalogue, site)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, project.root / "scripts" / script, *file],
            env=project.environ,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    assert (done.returncode, done.stderr) == (2, "error: No space left on device\n")
