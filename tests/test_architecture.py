"""What may touch what: imports run one way, an outside library has one module, few write."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"
PACKAGE = SCRIPTS / "reading_graph"

# Each may import those before it, and nothing after.
ORDER = [
    "steps",
    "accents",
    "escaping",
    "model",
    "fields",
    "identifiers",
    "venues",
    "people",
    "schema",
    "wording",
    "characters",
    "problems",
    "reports",
    "syntax",
    "source",
    "salvage",
    "deadline",
    "unshown",
    "sanitiser",
    "typography",
    "mathematics",
    "markdown",
    "skimming",
    "dangling",
    "unset",
    "relations",
    "checks",
    "catalogue",
    "rules",
    "explanation",
    "graph",
    "plan_changes",
    "changes",
    "addresses",
    "dot",
    "engine",
    "layout",
    "layout_cache",
    "lettering",
    "counts",
    "picture",
    "paint",
    "views",
    "notes",
    "revision",
    "forge",
    "suggestion",
    "naming",
    "entry",
    "insertion",
    "docs_folder",
    "links",
    "web",
    "reachability",
    "imports",
    "proposal",
    "twins",
    "addition",
    "schema_org",
    "description",
    "aside",
    "pages",
    "exports",
    "stage",
    "atomic",
    "site",
    "rendering",
    "banner",
    "watching",
    "preview",
    "commands",
]
LIBRARIES = {
    "yaml": {"source"},
    "networkx": {"graph"},
    "graphviz": {"dot"},
    "pygraphviz": {"engine"},
    "markdown_it": {"markdown"},
    "mdit_py_plugins": {"markdown"},
    "latex2mathml": {"mathematics"},
    "nh3": {"sanitiser"},
    "bibtexparser": {"imports"},
    "pylatexenc": {"imports"},
    "jinja2": {"pages", "banner"},
    "markupsafe": {"pages"},
    "mkdocs": {"rendering", "preview"},
    "watchdog": {"watching"},
    "click": {"commands"},
}
WRITERS = {"layout_cache", "stage", "atomic", "site", "preview"}
PROCESSES = {"layout", "revision"}
NETWORK = {"web", "preview"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    """The module, or the folder of modules, that a file of the package belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[str, bool]]:
    """What a file imports: a part of the package and True, or a library and False."""
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], False) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0], False
        elif isinstance(node, ast.ImportFrom) and node.level == depth:
            names = [node.module] if node.module else [alias.name for alias in node.names]
            yield from ((name.split(".")[0], True) for name in names)


def called(path: Path) -> set[str]:
    """The names of the functions and methods that a file calls."""
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    return {ast.unparse(call.func).rpartition(".")[2] for call in calls}


def test_every_part_of_the_package_has_its_place_in_the_order() -> None:
    assert {part(path) for path in MODULES} - {"__init__"} == set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_in_one_direction(path: Path) -> None:
    here = part(path)
    later = ORDER[ORDER.index(here) + 1 :] if here in ORDER else ORDER
    assert not {name for name, ours in imported(path) if ours} & set(later)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_an_outside_library_is_known_to_its_module_only(path: Path) -> None:
    libraries = {name for name, ours in imported(path) if not ours} & set(LIBRARIES)
    assert all(part(path) in LIBRARIES[library] for library in libraries)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_few_write_files(path: Path) -> None:
    writing = {"write_text", "write_bytes", "mkdir", "rename", "rmtree", "copytree", "unlink"}
    assert part(path) in WRITERS or not called(path) & writing


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_layout_and_git_start_processes(path: Path) -> None:
    assert part(path) in PROCESSES or "subprocess" not in {name for name, _ in imported(path)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_careful_client_and_the_preview_use_the_network(path: Path) -> None:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    plain = {alias.name for n in nodes if isinstance(n, ast.Import) for alias in n.names}
    named = {n.module or "" for n in nodes if isinstance(n, ast.ImportFrom) and not n.level}
    ways = r"urllib|urllib\.(request|error)|(socket|ssl|http|asyncio|ftplib)(\..+)?"
    used = {name for name in plain | named if re.fullmatch(ways, name)}
    assert part(path) in NETWORK or not used


def test_scripts_are_thin() -> None:
    entry_points = [path for path in SCRIPTS.glob("*.py") if path.name != "environment.py"]
    lines = {path.name: len(path.read_text("utf-8").splitlines()) for path in entry_points}
    assert max(lines.values()) < 100, lines
