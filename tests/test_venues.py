"""The line that says where a paper was published: what is certain of it, and what stays whole."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reading_graph.venues import Kind, Venue, journal, venue

JOURNALS = {
    "Nature 323, 533–536": ("Nature", "323", None, "533–536"),
    "Nature 323, 533-536": ("Nature", "323", None, "533-536"),
    "Neural Computation 9(8), 1735–1780": ("Neural Computation", "9", "8", "1735–1780"),
    "Annals of Baking 3": ("Annals of Baking", "3", None, None),
    "J. Mach. Learn. Res. 3, 1137": ("J. Mach. Learn. Res.", "3", None, "1137"),
    "Proceedings of the IEEE 86(11–12)": ("Proceedings of the IEEE", "86", "11–12", None),
    "Transactions of the ACL 5": ("Transactions of the ACL", "5", None, None),
    "Society, Series B 58(1), 267–288": ("Society, Series B", "58", "1", "267–288"),
    "Physics Letters 23B, S12–S19": ("Physics Letters", "23B", None, "S12–S19"),
    "雑誌 7, 12": ("雑誌", "7", None, "12"),
}
WHOLE = [
    "Journal of Baking",
    "Journal of Baking 2017",
    "Nature, 323, 533–536",
    "Nature vol. 323, 533–536",
    "Nature 323:533–536",
    "Nature 323, pp. 533–536",
    "Nature 323, 533–536 ",
    "Nature  323 (6088), 533–536",
    "Series 4",
    "7 12",
    "Nature 323, 533–536, 540",
    "Nature 323 4, 17",
]
KINDS = {
    "arXiv preprint 1706.03762": Kind.PREPRINT,
    "CoRR": Kind.PREPRINT,
    "Proceedings of the 30th ICML": Kind.MEETING,
    "Proceedings of the IEEE Conference on Robots": Kind.MEETING,
    "Advances in Neural Information Processing Systems 30, 1–9": Kind.MEETING,
    "NIPS2014": Kind.MEETING,
    "ACL-IJCNLP 2021": Kind.MEETING,
    "a workshop on sour dough": Kind.MEETING,
    "CRYPTO 2023": Kind.MEETING,
    "ISCA 2017": Kind.MEETING,
    "INTERSPEECH 2014": Kind.MEETING,
    "CoRL 2023": Kind.MEETING,
    "EuroS&P 2019": Kind.MEETING,
    "NAACL-HLT 2019": Kind.MEETING,
    "ACM CCS 2016": Kind.MEETING,
    "CVPR Workshops 2017": Kind.MEETING,
    "TMLR 2023": Kind.JOURNAL,
    "TACL 2019": Kind.JOURNAL,
    "JMLR 2003": Kind.JOURNAL,
    "IEEE TPAMI 2016": Kind.JOURNAL,
    "PNAS 2017": Kind.JOURNAL,
    "Distill 2017": Kind.JOURNAL,
    "Nature 2015": Kind.JOURNAL,
    "Neural Computation 1997": Kind.JOURNAL,
    "Cambridge University Press": Kind.BOOK,
    "The company's blog": Kind.POST,
    "Proceedings of the National Academy of Sciences": Kind.JOURNAL,
    "A chi-squared review": Kind.JOURNAL,
    "Thesis Eleven": Kind.JOURNAL,
}


@pytest.mark.parametrize("text", JOURNALS)
def test_a_journal_is_told_with_the_place_in_it(text: str) -> None:
    assert venue(text) == Venue(Kind.JOURNAL, *JOURNALS[text])


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_written_in_another_way_stays_whole(text: str) -> None:
    assert venue(text) == Venue(Kind.JOURNAL, text)


@pytest.mark.parametrize("text", KINDS)
def test_its_words_tell_of_what_kind_it_is(text: str) -> None:
    assert venue(text) == Venue(KINDS[text], text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("OpenAI technical report", Venue(Kind.REPORT, "OpenAI", genre="technical report")),
        ("Technical Report, MIT", Venue(Kind.REPORT, "MIT", genre="Technical Report")),
        ("MIT Technical Report 12", Venue(Kind.REPORT, "MIT Technical Report 12")),
        ("Technical report", Venue(Kind.REPORT, "Technical report")),
        ("PhD thesis, TU Wien, Wien", Venue(Kind.THESIS, "TU Wien, Wien", genre="PhD thesis")),
        ("Master's thesis", Venue(Kind.THESIS, None, genre="Master's thesis")),
    ],
)
def test_of_reports_and_theses_it_tells_the_institution(text: str, told: Venue) -> None:
    assert venue(text) == told


_WORDS = st.sampled_from(
    ["Annals", "B", "of", "Bread,", "vol.", "9", "2017", "(8)", ", ", "17", "–", "-", "23(4)", " "]
)


@given(st.lists(_WORDS, min_size=1, max_size=8).map(" ".join) | st.lists(_WORDS).map("".join))
@example("Annals 9(8), 17-35")
def test_what_was_taken_apart_is_put_together_again_as_it_was(text: str) -> None:
    told = venue(text)
    if told.kind is Kind.JOURNAL:
        assert told.name is not None
        place = (told.volume or "", told.number or "", told.pages or "")
        assert journal(told.name, *place) == text
