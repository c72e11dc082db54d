"""What a page says of itself in a line: for search engines, and where a link to it is shown."""

from __future__ import annotations

import re
from html import unescape

LONGEST = 160
"""In characters: about what search engines show."""


def description(html: str) -> str:
    """The words of a summary, as many as there is room for.

    >>> description("<p>Flour &amp; <b>water</b>,</p><p>1 &lt; 2 days.</p>")
    'Flour & water, 1 < 2 days.'
    >>> description("flour " * 99)[-7:], len(description("flour " * 99))
    ('flour …', 157)
    """
    apart = re.sub(r"</(?:p|li|pre|td|th|tr|ol|ul|table|blockquote)>", " ", html)
    words = " ".join(unescape(re.sub(r"<[^>]*>", "", apart)).split())
    if len(words) <= LONGEST:
        return words
    return words[: LONGEST - 1].rpartition(" ")[0] + " …"
