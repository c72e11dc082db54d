"""Every rule that a catalogue can break: what it says, and an example broken and mended."""

from __future__ import annotations

from dataclasses import dataclass

from .problems import Severity

EXAMPLE = """\
title: Gravitational waves
sections:
  - {id: theory, title: Theory}
  - {id: observations, title: Observations}
papers:
  - id: general-relativity
    title: The Foundation of the General Theory of Relativity
    section: theory
    authors: [Albert Einstein]
    year: 1916
    doi: 10.1002/andp.19163540702
    notes: Gravity as the *shape* of space and time.
    background: [dynamics-of-the-electron]
  - id: dynamics-of-the-electron
    title: Sur la dynamique de l'électron
    section: theory
    authors: [Henri Poincaré]
    year: 1906
    doi: 10.1007/BF03013466
    status: planned
  - id: first-waves
    title: Observation of Gravitational Waves from a Binary Black Hole Merger
    short: GW150914
    section: observations
    authors: [B. P. Abbott, R. Abbott]
    year: 2016
    arxiv: "1602.03837"
    links:
      - title: data
        url: https://gwosc.org/events/GW150914/
    minutes: 60
    added: 2026-01-31
    aliases: [ligo-2016]
    notes: |
      Two detectors saw the same chirp, a strain of $10^{-21}$.
      What it must look like follows from [[general-relativity]].
    needs:
      - paper: general-relativity
        why: its equations have waves as solutions
  - id: neutron-stars
    title: "GW170817: Observation of Gravitational Waves from a Binary Neutron Star Inspiral"
    short: GW170817
    section: observations
    authors: [B. P. Abbott, R. Abbott]
    year: 2017
    arxiv: "1710.05832"
    tags: [neutron-stars, detection]
    notes: The first event that telescopes saw as well.
    needs: [first-waves]
"""


@dataclass(frozen=True)
class Rule:
    """`file` keeps the rule, breaks it with `wrong` where `was` is, keeps it with `right` there.

    Where that is not what one would do, `advice` says what is; and where no text breaks the rule,
    `message` is what the checker says, and `severity` how grave that is.
    """

    id: str
    says: str
    right: str = ""
    wrong: str = ""
    was: str = ""
    file: str = EXAMPLE
    encoding: str = "utf-8"
    advice: str = ""
    message: str = ""
    severity: Severity = Severity.ERROR

    @property
    def broken(self) -> bytes:
        """A file that breaks the rule."""
        return self._with(self.wrong).encode(self.encoding)

    @property
    def mended(self) -> bytes:
        """The same file, right."""
        return self._with(self.right).encode()

    def _with(self, text: str) -> str:
        return self.file.replace(self.was or self.right, text)


_FILE = (
    Rule(
        "no-file",
        "The file is there, can be read, and is an ordinary file.",
        advice="Look at the name: the list is papers.yaml where nothing else is said.",
        message="papers.yml:1:1: error[no-file]: there is no file 'papers.yml'; name the catalogue"
        " with --catalogue FILE",
    ),
    Rule(
        "too-large",
        "A file has at most 50 MB and 1,000,000 values: far more than anyone can read, and few"
        " enough for a check that takes seconds.",
        advice="Make several lists of it, each with a site of its own.",
        message="papers.yaml:1:1: error[too-large]: the file is over the limit of 50 MB",
    ),
    Rule(
        "encoding",
        "The file is UTF-8, as editors write it today. In any other encoding names come out wrong.",
        encoding="latin-1",
        advice="Save the file as UTF-8; every editor offers that.",
    ),
    Rule(
        "character",
        "No invisible characters: controls, text direction overrides, zero-width spaces. They make"
        " a text look like another one. Nor more than 8 accents on one letter.",
        right="    short: GW170817",
        wrong="    short: GW\u202e170817",
    ),
    Rule(
        "empty-file",
        "The file holds a list, though it may be an empty one.",
        right="sections: []\npapers: []",
        wrong="# nothing yet",
        file="sections: []\npapers: []\n",
    ),
    Rule(
        "syntax",
        "The file is YAML. Where it is not, an unquoted text has a colon and a space inside, or a"
        " quote is not closed, or a line is indented differently from its neighbours.",
        right='    title: "GW170817: Observation of Gravitational Waves from a Binary Neutron Star'
        ' Inspiral"',
        wrong="    title: GW170817: Observation of Gravitational Waves from a Binary Neutron Star"
        " Inspiral",
    ),
    Rule(
        "unsupported",
        "Every value stands where it is used: no anchors, aliases, tags, merge keys, directives or"
        " second documents. They hide from a reader of a change what it changes.",
        right="    notes: Gravity as the *shape* of space and time.",
        wrong="    notes: &gravity Gravity as the *shape* of space and time.",
    ),
    Rule(
        "too-deep",
        "Nothing is nested more than 8 levels deep, as nothing in the format is.",
        right="    tags: [neutron-stars, detection]",
        wrong="    tags: [[[[[[neutron-stars]]]]]]",
    ),
)
_STRUCTURE = (
    Rule(
        "wrong-type",
        "A list is a list, a mapping a mapping, and a text one text.",
        right="    authors: [Albert Einstein]",
        wrong="    authors: Albert Einstein",
    ),
    Rule(
        "missing-key",
        "A section has an `id` and a `title`, a paper its `section` as well.",
        right="    section: theory\n    authors: [Albert Einstein]",
        wrong="    authors: [Albert Einstein]",
    ),
    Rule(
        "unknown-key",
        "Every key is one of the format.",
        right="    short: GW150914",
        wrong="    shrot: GW150914",
    ),
    Rule(
        "duplicate-key",
        "A key stands once in an entry; of two, YAML would keep the last and lose the first.",
        right="    year: 1916",
        wrong="    year: 1916\n    year: 1915",
    ),
    Rule(
        "too-many",
        "A list has no more items than its field allows.",
        right="    aliases: [ligo-2016]",
        wrong=f"    aliases: [{', '.join(f'ligo-{year}' for year in range(1966, 2017))}]",
    ),
)
_VALUES = (
    Rule(
        "empty",
        "A field that is there holds something.",
        right="    year: 1916",
        wrong="    year:",
    ),
    Rule(
        "needs-quotes",
        "A text that YAML takes for something else stands in quotes: numbers, dates, `yes`, `no`,"
        " `on`, `off`, `null`. Without them an arXiv id loses its last zero.",
        right='    arxiv: "1602.03837"',
        wrong="    arxiv: 1602.03837",
    ),
    Rule(
        "too-long",
        "A text keeps to the limit of its field.",
        right="    short: GW150914",
        wrong="    short: The first gravitational waves",
    ),
    Rule(
        "bad-id",
        "An id is made of `a-z`, `0-9` and single hyphens: it becomes an address.",
        right="    aliases: [ligo-2016]",
        wrong="    aliases: [LIGO 2016]",
    ),
    Rule(
        "reserved-id",
        "An id is not the name of a page or file that the site needs itself, nor one that Windows"
        " cannot write.",
        right="    aliases: [ligo-2016]",
        wrong="    aliases: [index]",
    ),
    Rule(
        "bad-identifier",
        "An arXiv id or a DOI stands bare, without the address that it is a part of.",
        right='    arxiv: "1602.03837"',
        wrong="    arxiv: https://arxiv.org/abs/1602.03837",
    ),
    Rule(
        "bad-url",
        "An address is one that a browser can follow and no one can misread: `https://` or"
        " `http://`, a host, ASCII, no user name.",
        right="        url: https://gwosc.org/events/GW150914/",
        wrong="        url: gwosc.org/events/GW150914",
    ),
    Rule(
        "bad-choice",
        "A field with a few possible values has one of them.",
        right="    status: planned",
        wrong="    status: todo",
    ),
    Rule(
        "bad-number",
        "A number is whole, without quotes, and within the limits of its field.",
        right="    minutes: 60",
        wrong="    minutes: 1 hour",
    ),
    Rule(
        "bad-date",
        "A date is written year-month-day, and is a day of the calendar.",
        right="    added: 2026-01-31",
        wrong="    added: 31.01.2026",
    ),
)
_NAMES = (
    Rule(
        "duplicate-id",
        "An id, an alias and a short name each belong to one entry.",
        right="    short: GW170817",
        wrong="    short: GW150914",
    ),
    Rule(
        "unknown-section",
        "The section of a paper is one of the list.",
        right="    section: theory\n    authors: [Albert Einstein]",
        wrong="    section: theorie\n    authors: [Albert Einstein]",
    ),
    Rule(
        "unknown-paper",
        "Whatever names a paper (`needs`, `background`, a route, a link in a note) does so by an id"
        " of the list.",
        right="      - paper: general-relativity",
        wrong="      - paper: general-relativty",
    ),
    Rule(
        "needs-itself",
        "No paper needs itself.",
        right="    needs: [first-waves]",
        wrong="    needs: [first-waves, neutron-stars]",
    ),
    Rule(
        "repeated-need",
        "A paper names another once, in `needs` or in `background`.",
        right="    needs: [first-waves]",
        wrong="    needs: [first-waves]\n    background: [first-waves]",
    ),
    Rule(
        "repeated-item",
        "A tag of a paper, or a goal of a route, stands there once.",
        right="    tags: [neutron-stars, detection]",
        wrong="    tags: [neutron-stars, detection, neutron-stars]",
    ),
    Rule(
        "same-work",
        "A work has one entry. Two with one arXiv id or DOI are an error; two with one title are"
        " a warning, as a few works share theirs.",
        right='    arxiv: "1710.05832"',
        wrong='    arxiv: "1602.03837v2"',
    ),
)
_ORDER = (
    Rule(
        "cycle",
        "Needs never lead back to where they came from, or nobody could begin; nor is a paper"
        " background of one that it rests on.",
        right="      - paper: general-relativity\n"
        "        why: its equations have waves as solutions",
        wrong="      - paper: general-relativity\n"
        "        why: its equations have waves as solutions\n"
        "      - neutron-stars",
    ),
    Rule(
        "back-in-time",
        "No paper needs one that was made public later. Two arXiv ids are compared to the month,"
        " all else by the year.",
        right="    year: 1916",
        wrong="    year: 2019",
    ),
    Rule(
        "redundant-need",
        "A need that another need already implies says in `why` what else is taken from it.",
        right="    needs: [first-waves]",
        wrong="    needs: [first-waves, general-relativity]",
    ),
    Rule(
        "lonely",
        "In a list of several papers, each needs or helps another.",
        right="    background: [dynamics-of-the-electron]\n",
    ),
)
_CONTENT = (
    Rule(
        "incomplete",
        "A paper that is not `planned` has something to read it by (`url`, `arxiv` or `doi`), a"
        " `year`, `authors` and `notes`.",
        right="    notes: The first event that telescopes saw as well.\n",
    ),
    Rule(
        "comment-in-title",
        "An unquoted text is not cut short by a ` #`, which starts a comment.",
        was="    notes: The first event that telescopes saw as well.",
        wrong="    notes: Event #1 that telescopes saw as well.",
        right='    notes: "Event #1 that telescopes saw as well."',
    ),
    Rule(
        "refused-link",
        "A link in a note or summary leads to another host (`https://` or `http://`, without a user"
        " name), to somebody's mail (`mailto:`), or to a paper of the list (`#` and its id). Any"
        " other would lead out of the page to who knows where: its words stay, without a link.",
        was="    notes: The first event that telescopes saw as well.",
        wrong="    notes: The [first event](gwosc.org/events) that telescopes saw as well.",
        right="    notes: The [first event](https://gwosc.org/events) that telescopes saw as well.",
    ),
    Rule(
        "formula",
        "A formula in a note or summary, which is between dollars, is LaTeX that can be set: its"
        " commands are common ones, and each has what it needs. Any other formula is shown as it is"
        " written.",
        was="a strain of $10^{-21}$",
        wrong=r"a strain of $\exponent{10}{-21}$",
        right="a strain of $10^{-21}$",
    ),
    Rule(
        "deep-note",
        "Lists and quotes in a note or summary lie in one another so deep that a reader can follow:"
        " nine lists, or nineteen quotes. One that goes deeper is shown as it was written.",
        was="    notes: The first event that telescopes saw as well.",
        wrong='    notes: ">>>>>>>>>>>>>>>>>>>> The first event that telescopes saw as well."',
        right='    notes: "> The first event that telescopes saw as well."',
    ),
    Rule(
        "large-note",
        "A note or summary makes at most 1,000,000 characters of a page, and 6,000 cells or so."
        " Short texts can make more: a row of a table is filled up to the length of its first, and"
        " an address is written anew wherever it is referred to. One that does is shown as it was"
        " written.",
        advice="Make its tables smaller, or use its links less often.",
        message="papers.yaml:19:12: warning[large-note]: this text makes far too much of a page, so"
        " it is shown as it was written; make its tables smaller, or use its links less often",
        severity=Severity.WARNING,
    ),
    Rule(
        "slow-note",
        "A note or summary is read and set within 2 seconds, hundreds of times what a long one"
        " takes. One that takes longer is shown as it was written. There is no such limit on"
        " Windows.",
        advice="Make it shorter, or its formulas and links simpler.",
        message="papers.yaml:19:12: warning[slow-note]: this text takes more than 2 s to be read"
        " and set, so it is shown as it was written; make it shorter, or say it more simply",
        severity=Severity.WARNING,
    ),
    Rule(
        "unshown-note",
        "A note or summary can be made a part of a page. No text is known that cannot; should there"
        " be one, it costs that note, which is shown as it was written, and nothing else.",
        advice="Say it in another way, and tell us which text it was: the mistake is ours.",
        message="papers.yaml:19:12: warning[unshown-note]: this text could not be set"
        " (RecursionError), so it is shown as it was written; say it in another way, and tell us:"
        " the mistake is ours",
        severity=Severity.WARNING,
    ),
)

CHAPTERS = {
    "The file": _FILE,
    "Structure": _STRUCTURE,
    "Values": _VALUES,
    "Names": _NAMES,
    "Order": _ORDER,
    "Content": _CONTENT,
}
RULES = {rule.id: rule for rules in CHAPTERS.values() for rule in rules}
