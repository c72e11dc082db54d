"""From a file to a Catalogue: every field is kept, and every way to write one is read alike."""

import random
from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from reading_graph import characters
from reading_graph.fields import ARXIV, CATALOGUE, DOI, RESERVED, SLUG, Kind, ListOf, Record
from reading_graph.graph import ReadingGraph
from reading_graph.identifiers import without_version
from reading_graph.model import Catalogue, Link, Need, Paper, Route, Section, Status
from reading_graph.problems import Severity
from reading_graph.reports import text_report
from support.toy import TOY, changed, errors, reading

ENTRY = """\
sections: [{id: oven, title: Oven}]
papers:
  - id: loaf
    title: A Loaf
    section: oven
"""
LOAF = Paper(id="loaf", title="A Loaf", section="oven")


def catalogue_of(text: str | bytes) -> Catalogue:
    found = reading(text)
    assert found.catalogue, text_report(found.source, found.problems)
    return found.catalogue


def paper_with(lines: str) -> Paper:
    return catalogue_of(ENTRY + lines).papers[0]


def test_what_is_said_of_the_list_is_kept() -> None:
    toy = catalogue_of(TOY)
    assert toy.title == "Reading about Bread"
    assert toy.summary == (
        "How a loaf comes about, from *flour* to crust. Begin with [[gluten]].\n"
    )
    assert toy.routes == (
        Route("To the first loaf", ("loaf",), "For one evening."),
        Route("Everything sour", ("sour", "rye")),
    )
    assert toy.sections == (
        Section("dough", "Dough", "Flour, water and **time**."),
        Section("leaven", "Leaven"),
        Section("oven", "Oven & Crust"),
    )
    assert [paper.id for paper in toy.papers] == (
        ["gluten", "yeast", "sour", "proof", "steam", "loaf", "rye"]
    )


def test_every_field_of_a_paper_is_kept() -> None:
    gluten = catalogue_of(TOY).by_id["gluten"]
    assert gluten.notes
    assert gluten.notes.startswith("A dough stretches as $F = k \\cdot x^2$, and it")
    assert "\n    knead(dough)  # <ten> & more\n" in gluten.notes
    assert gluten.notes.endswith("and <https://example.org/kneading>.\n")
    assert gluten == Paper(
        id="gluten",
        title="What Kneading Does to a Dough",
        section="dough",
        short="Gluten",
        authors=("Ada Krume", "Jonas Müller"),
        year=1951,
        venue="Annals of Baking 3",
        doi="10.5555/bread.1951",
        url="https://example.org/gluten.pdf",
        links=(
            Link("slides", "https://example.org/slides?page=1&size=2#top"),
            Link("a film", "http://example.org/film"),
        ),
        tldr="Kneading lines up strands that were there all along.",
        notes=gluten.notes,
        minutes=30,
        status=Status.READ,
        tags=("flour", "hand-work"),
        added=date(2024, 2, 29),
        aliases=("kneading", "old-gluten"),
    )


def test_what_a_paper_needs_is_kept_with_its_reasons() -> None:
    papers = catalogue_of(TOY).by_id
    assert papers["proof"].needs == (Need("gluten"), Need("yeast"))
    assert papers["loaf"].needs == (
        Need("proof", "Its dough is the one that goes into the oven here."),
        Need("gluten", "Its window test says when to stop."),
        Need("steam"),
    )
    assert papers["loaf"].background == (Need("sour", "The second loaf is a sour one."),)
    assert papers["sour"].background == (Need("gluten"),)
    assert papers["yeast"].arxiv == "9901.00001v2"
    assert papers["loaf"].title == 'A Loaf of Bread, <b>Baked</b> as "Theory" Says'
    assert papers["rye"].planned
    assert not papers["steam"].planned


def test_the_toy_catalogue_uses_every_field_of_the_format() -> None:
    used = set(keys_in(yaml.safe_load(TOY), CATALOGUE))
    known = set(keys_of(CATALOGUE))
    assert used == known, "tests that start from it would not see the others"


def keys_in(value: Any, kind: Kind) -> Iterator[tuple[str, str]]:
    """Each record and field that a value has a place for and something in it."""
    if isinstance(kind, ListOf):
        for item in value:
            yield from keys_in(item, kind.item)
    elif isinstance(kind, Record) and isinstance(value, dict):
        for field in kind.fields:
            if field.name in value:
                yield kind.name, field.name
                yield from keys_in(value[field.name], field.kind)


def keys_of(kind: Kind) -> Iterator[tuple[str, str]]:
    if isinstance(kind, ListOf):
        yield from keys_of(kind.item)
    elif isinstance(kind, Record):
        for field in kind.fields:
            yield kind.name, field.name
            yield from keys_of(field.kind)


@pytest.mark.parametrize("model", [Catalogue, Section, Route, Paper, Need, Link])
def test_the_model_has_the_fields_of_the_format_and_no_others(model: type) -> None:
    table = {name for record, name in keys_of(CATALOGUE) if record == model.__name__.lower()}
    assert {field.name for field in fields(model)} == table


def test_an_empty_catalogue_is_a_catalogue() -> None:
    assert catalogue_of("sections: []\npapers: []\n") == Catalogue()
    assert catalogue_of("{papers: [], sections: []}") == Catalogue()


def test_a_paper_of_an_id_a_title_and_a_section_is_enough() -> None:
    assert paper_with("") == LOAF
    assert LOAF.status is Status.READ
    assert (LOAF.needs, LOAF.tags, LOAF.authors, LOAF.year, LOAF.added) == ((), (), (), None, None)


def test_empty_lists_are_the_same_as_none() -> None:
    lists = ["needs", "background", "tags", "links", "authors", "aliases"]
    assert paper_with("".join(f"    {name}: []\n" for name in lists)) == LOAF


def test_a_need_without_a_reason_is_the_same_bare_or_as_a_mapping() -> None:
    bare = changed("      - paper: yeast\n\n", "      - yeast\n\n")
    assert catalogue_of(bare) == catalogue_of(TOY)
    mapping = changed("background: [gluten]", "background: [{paper: gluten}]")
    assert catalogue_of(mapping) == catalogue_of(TOY)


def test_the_order_of_keys_has_no_meaning() -> None:
    flipped = changed(
        "    section: oven\n    authors: [O. Fen]\n    year: 1980\n    url: https://example.org/steam\n",
        "", TOY,
    )  # fmt: skip
    flipped = changed(
        "  - id: steam\n",
        "  - url: https://example.org/steam\n    year: 1980\n    authors: [O. Fen]\n"
        "    section: oven\n    id: steam\n",
        flipped,
    )
    assert catalogue_of(flipped) == catalogue_of(TOY)


def test_a_paper_is_called_by_its_short_name_where_it_has_one() -> None:
    papers = catalogue_of(TOY).by_id
    assert papers["gluten"].name == "Gluten"
    assert papers["steam"].name == "Steam in the First Ten Minutes"


def test_the_papers_of_a_section_come_in_the_order_of_the_catalogue() -> None:
    toy = catalogue_of(TOY)
    assert [paper.id for paper in toy.in_section("leaven")] == ["yeast", "sour", "rye"]
    assert toy.in_section("cellar") == ()


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ('venue: "no"', "venue", "no"),
        ("venue: 'It''s: #1 & *2'", "venue", "It's: #1 & *2"),
        ("venue: Bread   # a remark", "venue", "Bread"),
        ("venue: Bread#1 & more, [too]", "venue", "Bread#1 & more, [too]"),
        ("venue: 1e3", "venue", "1e3"),
        ("venue: Brot\n      und Butter", "venue", "Brot und Butter"),
        ("venue: >-\n      Brot\n      und Butter", "venue", "Brot und Butter"),
        ('venue: "\\U0001F35E \\u00e9"', "venue", "\N{BREAD} é"),
        ("venue: " + "v" * 300, "venue", "v" * 300),
        ("tldr: " + "\N{BREAD}" * 200, "tldr", "\N{BREAD}" * 200),
        ("short: " + "s" * 24, "short", "s" * 24),
        ("short: e\u0301" + "\u0301" * 7, "short", "e\u0301" + "\u0301" * 7),
        ("year: 1600", "year", 1600),
        ("minutes: 100000", "minutes", 100_000),
        ("status: 'planned'", "status", Status.PLANNED),
        ('added: "2024-02-29"', "added", date(2024, 2, 29)),
        ("added: 2999-12-31", "added", date(2999, 12, 31)),
        ("arxiv: '0704.0001'", "arxiv", "0704.0001"),
        ("arxiv: math.GT/0309136v12", "arxiv", "math.GT/0309136v12"),
        ("doi: 10.1000/(x);y=[1]/_a.b-c:d", "doi", "10.1000/(x);y=[1]/_a.b-c:d"),
        ("url: HTTPS://[2001:db8::1]:8080/%7Ea?b=c,d&e=(f)#g", "url",
         "HTTPS://[2001:db8::1]:8080/%7Ea?b=c,d&e=(f)#g"),
        ("url: https://example.org/@baker", "url", "https://example.org/@baker"),
        ("url: https://" + "a" * 1992, "url", "https://" + "a" * 1992),
        ('tags: [1951, a1, "no"]'.replace("1951", '"1951"'), "tags", ("1951", "a1", "no")),
        ("aliases: [" + "b" * 80 + "]", "aliases", ("b" * 80,)),
        ("notes: |\n\n      a\tb\n", "notes", "\na\tb\n"),
        ('notes: "a\\r\\nb"', "notes", "a\r\nb"),
        ("notes: |2\n        indented\n      not\n", "notes", "  indented\nnot\n"),
    ],
)  # fmt: skip
def test_what_is_within_the_limits_is_kept_as_it_is(line: str, field: str, value: object) -> None:
    assert getattr(paper_with(f"    {line}\n"), field) == value


def test_next_year_is_a_year_and_the_one_after_is_none() -> None:
    year = datetime.now(UTC).year
    assert paper_with(f"    year: {year + 1}\n").year == year + 1
    assert reading(f"{ENTRY}    year: {year + 3}\n").catalogue is None


def test_digits_of_other_scripts_make_no_identifier() -> None:
    assert errors(reading(ENTRY + '    arxiv: "١٧٠٦.٠٣٧٦٢"\n'))[0].rule == "bad-identifier"
    assert errors(reading(ENTRY + '    added: "٢٠٢٤-٠٢-٢٩"\n'))[0].rule == "bad-date"
    assert errors(reading(ENTRY + '    year: "١٩٥١"\n'))[0].rule == "bad-number"


@pytest.mark.parametrize("id_", sorted(RESERVED))
def test_no_reserved_name_is_an_id(id_: str) -> None:
    text = ENTRY.replace("id: loaf", f'id: "{id_}"')
    assert [problem.rule for problem in errors(reading(text))] == ["reserved-id"]


def test_only_what_has_no_error_is_a_catalogue() -> None:
    found = reading(changed("year: 1951", "year: 19510"))
    assert found.catalogue is None
    assert [problem.severity for problem in found.problems] == [Severity.ERROR]


# Any catalogue


def line(most: int) -> st.SearchStrategy[str]:
    """Text that fits on a line, of the kind that people write and of every other."""
    letters = st.characters(exclude_categories=["Cc", "Cn", "Co", "Cs", "Zl", "Zp"])
    odd = st.sampled_from([*":#-?[]{}&*!|>'\"%@`,~=<\\ ", "no", "null", "1e3", "2024-02-29", "<b>"])
    anything = st.lists(letters | odd, min_size=1, max_size=12).map("".join)
    return anything.filter(lambda text: is_line(text) and len(text) <= most)


def is_line(text: str) -> bool:
    hidden = characters.refused_in_line.search(text) or characters.stacked.search(text)
    return bool(text.strip()) and not hidden


def markdown() -> st.SearchStrategy[str]:
    lines = st.lists(line(60) | st.sampled_from(["", "    code", "\tx", "- y", " "]), min_size=1)
    ends = st.sampled_from(["", "\n", "\n\n"])
    return st.builds(lambda some, end: "\n".join(some) + end, lines, ends).filter(
        lambda text: bool(text.strip()) and not characters.stacked.search(text)
    )


SLUGS = st.from_regex(SLUG, fullmatch=True).filter(
    lambda text: len(text) <= 80 and text not in RESERVED
)
ARXIV_IDS = st.from_regex(ARXIV.replace(r"\d", "[0-9]"), fullmatch=True)
DOIS = st.from_regex(DOI.replace(r"\d", "[0-9]"), fullmatch=True)
ADDRESSES = st.builds(
    "{}://{}{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.sampled_from(["example.org", "[::1]:80", "a-b.example:65535", "127.0.0.1"]),
    st.from_regex(r"(/[!$%&()*+,./0-9:;=@A-Z_a-z~#?-]{0,20})?", fullmatch=True),
)
LINKS = st.builds(Link, line(120), ADDRESSES)


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Any catalogue: the needs of each paper are among those before it, in some other order."""
    sections = draw(
        st.lists(
            st.builds(Section, SLUGS, line(120), st.none() | markdown()),
            min_size=1, max_size=3, unique_by=lambda section: section.id,
        )
    )  # fmt: skip
    ids = draw(st.lists(SLUGS, min_size=1, max_size=5, unique=True))
    names = iter(draw(st.lists(line(24), min_size=5, max_size=5, unique=True)))
    arxivs = draw(st.lists(ARXIV_IDS, min_size=5, max_size=5, unique_by=without_version))
    dois = draw(st.lists(DOIS, min_size=5, max_size=5, unique_by=str.casefold))
    spare = draw(st.lists(SLUGS.filter(lambda slug: slug not in ids), max_size=3, unique=True))
    papers = []
    for place, id_ in enumerate(ids):
        before = draw(st.permutations(ids[:place]))
        cut = draw(st.integers(0, place))
        papers.append(
            Paper(
                id=id_,
                title=draw(line(300)),
                section=draw(st.sampled_from(sections)).id,
                short=draw(st.sampled_from([None, next(names)])),
                authors=tuple(draw(st.lists(line(200), max_size=3))),
                year=draw(st.none() | st.integers(1600, 2026)),
                venue=draw(st.none() | line(300)),
                arxiv=draw(st.sampled_from([None, arxivs[place]])),
                doi=draw(st.sampled_from([None, dois[place]])),
                url=draw(st.none() | ADDRESSES),
                links=tuple(draw(st.lists(LINKS, max_size=2))),
                tldr=draw(st.none() | line(200)),
                notes=draw(st.none() | markdown()),
                needs=tuple(Need(id_, draw(st.none() | line(300))) for id_ in before[:cut]),
                background=tuple(Need(id_, draw(st.none() | line(300))) for id_ in before[cut:]),
                minutes=draw(st.none() | st.integers(1, 100_000)),
                status=draw(st.sampled_from(Status)),
                tags=tuple(draw(st.lists(SLUGS, max_size=2))),
                added=draw(st.none() | st.dates()),
                aliases=tuple(spare) if place == 0 else (),
            )
        )
    goals = st.lists(st.sampled_from(ids), max_size=2).map(tuple)
    routes = st.builds(Route, line(120), goals, st.none() | markdown())
    return Catalogue(
        title=draw(st.none() | line(120)),
        summary=draw(st.none() | markdown()),
        routes=tuple(draw(st.lists(routes, max_size=2))),
        sections=tuple(sections),
        papers=tuple(draw(st.permutations(papers))),
    )


def as_data(value: Any, shuffled: random.Random) -> Any:
    """What would stand in the file: no empty fields, but for a few, and some needs bare."""
    if isinstance(value, dict):
        given = {key: as_data(item, shuffled) for key, item in value.items() if item is not None}
        if given.keys() == {"paper"} and shuffled.random() < 0.5:
            return given["paper"]
        required = {"sections", "papers", "to"}
        return {
            key: item
            for key, item in given.items()
            if item != [] or key in required or shuffled.random() < 0.1
        }
    if isinstance(value, tuple | list):
        return [as_data(item, shuffled) for item in value]
    return str(value) if isinstance(value, Status) else value


class Dumper(yaml.SafeDumper):
    """Writes each text in one of the styles that YAML has."""

    styles = random.Random(0)
    among: tuple[str | None, ...] = (None,)

    def ignore_aliases(self, _: Any) -> bool:
        return True


Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style=dumper.styles.choice(dumper.among)
    ),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(catalogues(), st.randoms(use_true_random=False), st.data())
def test_any_catalogue_that_is_written_down_is_read_back(
    catalogue: Catalogue, shuffled: random.Random, data: st.DataObject
) -> None:
    styles: list[tuple[str | None, ...]] = [(None,), (None, "'", '"', "|", ">")]
    Dumper.styles = shuffled
    Dumper.among = data.draw(st.sampled_from(styles))
    written = as_data(asdict(catalogue), shuffled)
    text = yaml.dump(
        written,
        Dumper=Dumper,
        allow_unicode=data.draw(st.booleans()),
        default_flow_style=data.draw(st.sampled_from([True, False, None])),
        width=data.draw(st.sampled_from([20, 80, 10_000])),
        indent=data.draw(st.sampled_from([2, 7])),
        line_break=data.draw(st.sampled_from(["\n", "\r\n", "\r"])),
        sort_keys=data.draw(st.booleans()),
    )
    assume(yaml.safe_load(text) == written)  # PyYAML now and then folds a text wrongly
    assert catalogue_of(text) == catalogue


# Any damage


def all_is_said_inside(data: bytes) -> None:
    """Reads it; every problem is at a place that the file has, and can be told."""
    found = reading(data)
    assert (found.catalogue is None) == bool(errors(found))
    for problem in found.problems:
        assert 0 <= problem.start <= problem.end
        line, column = found.source.position(problem.start)
        assert 1 <= line <= len(found.source.lines)
        assert 1 <= column <= len(found.source.lines[line - 1]) + 1
    assert text_report(found.source, found.problems).isprintable() or found.problems
    if found.catalogue:
        assert len(ReadingGraph(found.catalogue).order) == len(found.catalogue.papers)


SPOTS = st.integers(0, len(TOY))
WORDS = st.sampled_from(sorted(set(TOY.split())))
MARKS = st.sampled_from(
    [*"\n\t :-[]{}'\"#&*!|>%@`,\\~=0", ": ", "- ", "\n  ", "\n\n", "---\n", "\r"]
)
LETTERS = st.characters()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(SPOTS, st.integers(0, 40), MARKS | WORDS | LETTERS), max_size=4))
def test_no_change_of_characters_breaks_the_reader(edits: list[tuple[int, int, str]]) -> None:
    text = TOY
    for start, removed, put in edits:
        text = text[:start] + put + text[start + removed :]
    all_is_said_inside(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(SPOTS, st.integers(0, 40), st.binary(max_size=4)), max_size=4))
def test_no_change_of_bytes_breaks_the_reader(edits: list[tuple[int, int, bytes]]) -> None:
    data = TOY.encode()
    for start, removed, put in edits:
        data = data[:start] + put + data[start + removed :]
    all_is_said_inside(data)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(SPOTS, SPOTS, SPOTS), min_size=1, max_size=2))
def test_no_passage_put_elsewhere_breaks_the_reader(moves: list[tuple[int, int, int]]) -> None:
    text = TOY
    for start, end, to in moves:
        passage = text[min(start, end) : max(start, end)]
        text = text[:to] + passage + text[to:]
    all_is_said_inside(text.encode())
