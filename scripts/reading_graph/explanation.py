"""The rules explained, with what the checker really says of their examples."""

from __future__ import annotations

from textwrap import dedent, indent, wrap

from .catalogue import checked_bytes
from .reports import text_report
from .rules import CHAPTERS, Rule

_INTRODUCTION = """\
# What the checker says

`python3 scripts/check.py` names everything that is wrong with papers.yaml in one run, each with its
place and the way out. The word in brackets is the rule. An **error** has to be mended before the
site can be built; a **warning** is worth a look, and fails a run with `--strict` only.

`python3 scripts/check.py --explain RULE` shows one of these chapters in the terminal."""


def explanation(rule: Rule) -> str:
    """A rule for the terminal: what it says, what is said of an example, and its mend."""
    broken = _Broken(rule)
    head = [f"{rule.id} ({broken.severity})", *wrap(rule.says, 80)]
    mend = rule.advice or f"Right:\n{indent(_lines(rule.right), '    ')}"
    return "\n".join([*head, "", broken.told, "", mend])


def rules_page() -> str:
    """All of them as a page of Markdown: docs/problems.md."""
    chapters = [
        part for title, rules in CHAPTERS.items() for part in (f"## {title}", *map(_chapter, rules))
    ]
    return "\n\n".join([_INTRODUCTION, *chapters]) + "\n"


def _chapter(rule: Rule) -> str:
    broken = _Broken(rule)
    says = f"*{broken.severity.capitalize()}.* {rule.says}"
    mend = rule.advice or f"Right:\n\n{_fenced(_lines(rule.right), 'yaml')}"
    message, _, excerpt = broken.told.partition("\n")
    bold = message.replace(f"{broken.severity}[{rule.id}]", f"**{broken.severity}[{rule.id}]**")
    shown = [_fenced(excerpt, "text")] if excerpt else []
    return "\n\n".join([f"### {rule.id}", says, f"> {bold}", *shown, mend])


class _Broken:
    """How grave it is to break a rule, and what is said of its example."""

    def __init__(self, rule: Rule) -> None:
        self.severity, self.told = rule.severity, rule.message
        if not rule.message:
            file = checked_bytes(rule.broken, "papers.yaml")
            told = [problem for problem in file.problems if problem.rule == rule.id]
            self.severity, self.told = told[0].severity, text_report(file.source, told)


def _lines(yaml: str) -> str:
    return dedent(yaml).rstrip("\n")


def _fenced(text: str, language: str) -> str:
    return f"```{language}\n{text}\n```"
