"""The machine that runs a workflow, as far as it obeys what is printed there.

After its rules: https://github.com/actions/runner, ActionCommand.cs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
_PROPERTY = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
_BRACKET = "##["


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str] = field(default_factory=dict)
    data: str = ""


def command(line: str) -> Command | None:
    """What a line of the log makes the machine do, if it does anything."""
    start = line.lstrip()
    head, separator, data = start[2:].partition("::")
    if start.startswith("::") and separator:
        name, _, written = head.partition(" ")
        pairs = [pair.partition("=") for pair in written.strip().split(",")]
        properties = {key: _decoded(value, _PROPERTY) for key, _, value in pairs if value}
        return Command(name, properties, _decoded(data, _DATA))
    _, bracket, after = line.partition(_BRACKET)
    return Command(after.partition("]")[0]) if bracket and "]" in after else None


def _decoded(text: str, codes: dict[str, str]) -> str:
    """One code after the other, as they are listed: `%25` last."""
    for code, character in codes.items():
        text = text.replace(code, character)
    return text
