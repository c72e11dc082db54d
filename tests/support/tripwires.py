"""Tripwires around a site in a browser: whatever a page does or holds that ours never do is told.

`CONTENT` and `RESULTS` say what a page and the results of a search are made of, element by element,
as a browser has them once all scripts have run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import Browser, Error, Page

from support.browser import Watched, opened, searched

_MATHEMATICS = """math mrow mi mo mn ms mtext mspace mstyle mpadded mphantom msup msub msubsup
mover munder munderover mfrac msqrt mroot mtable mtr mtd menclose"""
_OF_MATHEMATICS = """display displaystyle scriptlevel mathvariant columnalign notation stretchy
fence form separator symmetric largeop movablelimits accent accentunder linethickness lspace rspace
minsize maxsize width height depth"""

CONTENT = {
    "a": """href class title aria-label rel download data-paper data-looks data-spoken
    aria-current data-more""",
    "article": "class",
    "b": "",
    "blockquote": "",
    "br": "",
    "button": """type class title aria-label aria-pressed hidden
    data-section data-tag data-status data-state""",
    "code": "tabindex",
    "details": "class id data-search-exclude",
    "div": """class role aria-label aria-describedby aria-hidden tabindex data-search-exclude style
    hidden data-of data-paper aria-live""",
    "em": "",
    "h1": "id",
    "h2": "id class",
    "h3": "id class",
    "hr": "",
    "input": """type role placeholder aria-label aria-autocomplete aria-expanded aria-controls
    autocomplete spellcheck enterkeyhint inputmode accept hidden""",
    "label": "",
    "li": "class value data-of data-section",
    "ol": "class start tabindex data-search-exclude",
    "p": "class data-search-exclude tabindex id role hidden",
    "pre": "id tabindex",
    "s": "",
    "samp": "",
    "section": "class data-search-exclude",
    "span": "class id role",
    "strong": "",
    "summary": "",
    "table": "tabindex",
    "time": "datetime",
    **dict.fromkeys(["thead", "tbody", "tr", "th", "td"], ""),
    "ul": "class aria-label tabindex id role hidden data-search-exclude",
    **{f"math:{name}": _OF_MATHEMATICS for name in _MATHEMATICS.split()},
    "svg:svg": "class role aria-label viewBox style width height data-search-exclude aria-hidden",
    "svg:a": "href aria-label tabindex",
    "svg:circle": "class r cx cy",
    "svg:g": """class aria-hidden data-from data-to data-paper data-section data-of data-looks
    data-spoken transform""",
    "svg:path": "class d data-of",
    "svg:rect": "class x y width height rx data-of",
    "svg:text": "class x y data-of",
    "svg:title": "",
}
RESULTS = {
    "a": "href class tabindex",
    "article": "class data-md-score",
    "code": "",
    "details": "class",
    "div": "class",
    "h1": "",
    "h2": "",
    "li": "class",
    "mark": "",
    "ol": "class role",
    "p": "",
    "pre": "",
    "summary": "tabindex",
    "ul": "",
}
ALONE = {**CONTENT, "svg:style": ""}
"""A picture that is a file of its own has its colours in it."""

OF_THE_THEME = "md-content__inner md-typeset md-typeset__scrollwrap md-typeset__table"
"""Classes of the theme that content has; with others, something could pass for a part of it."""
OF_THE_SEARCH = """md-search-result__meta md-search-result__list md-search-result__item
md-search-result__link md-search-result__article md-search-result__icon md-search-result__more
md-icon md-typeset"""

_STRANGE = r"""({root, allowed, classes}) => {
    const told = [];
    const ID = /^([a-z0-9-]+|_(top|list|found|selected|keys|_code_\d+))$/;
    const STYLE = /^(\s*(--rg-width|--rg-items|width|height|transform|transition):[^;:"'\\]*;?)*$/;
    const names = {"http://www.w3.org/2000/svg": "svg:",
                   "http://www.w3.org/1998/Math/MathML": "math:",
                   "http://www.w3.org/1999/xhtml": ""};
    const held = {};
    for (const element of document.querySelectorAll("[id]"))
        held[element.id] = (held[element.id] ?? 0) + 1;
    for (const element of document.querySelectorAll(`${root} *`)) {
        const name = (names[element.namespaceURI] ?? "?:") + element.localName;
        const all = Object.hasOwn(allowed, name) ? allowed[name].split(/\s+/) : null;
        if (!all)
            told.push(`element <${name}>`);
        for (const {name: key, value} of element.attributes) {
            if (all && !all.includes(key))
                told.push(`attribute ${key} of <${name}>`);
            if (key === "style" && !STYLE.test(value))
                told.push(`style ${value}`);
            if (key.endsWith("href")) {
                const {protocol} = new URL(value, document.baseURI);
                if (!["http:", "https:", "mailto:", location.protocol].includes(protocol))
                    told.push(`address ${value}`);
            }
            if (key === "id" && (!ID.test(value) || held[value] > 1))
                told.push(`id ${value}`);
            if (key === "class")
                for (const one of value.split(/\s+/))
                    if (one.startsWith("md-") && !classes.split(/\s+/).includes(one))
                        told.push(`class ${one}`);
        }
    }
    return [...new Set(told)];
}"""
_TOUCH = """() => document.querySelectorAll("*").forEach(element => {
    for (const name of ["mouseover", "pointerover", "focus", "error", "load", "toggle", "begin"])
        element.dispatchEvent(new Event(name));
})"""
_SCRIPTS = """() => {
    const ofSomePages = "head > script:is([src*='data/'], [src$='assets/lost.js'])";
    const run = document.querySelectorAll("script:not(head > [type='application/ld+json'])");
    return run.length - Boolean(document.querySelector(ofSomePages));
}"""


def tripped(
    browser: Browser,
    home: str,
    addresses: Iterable[str],
    *,
    scripts: int,
    words: Iterable[str] = (),
) -> list[str]:
    """Opens all addresses of a site, touches all that is there, and searches for words: what
    happened that must not, and where. A page of the site has that many `scripts`.
    """
    urls = [home + address for address in addresses]
    with opened(browser) as window:
        told = [f"{url}: {fault}" for url in urls for fault in _faults_at(window, url, scripts)]
        for word in words:
            window.page.goto(urls[0])
            told += [f"search for {word}: {fault}" for fault in _faults_of_results(window, word)]
        window.page.wait_for_load_state("networkidle")
        told += window.faults
        told += [f"asks {url}" for url in window.requests if not _is_inside(url, home)]
        told += [
            f"leads away to {url}" for url in window.places if url not in {"about:blank", *urls}
        ]
    return told


def scripts_on(page: Page) -> int:
    """How many it has besides the one that only some pages have: their data, or of the page that
    stands for those that are not there.
    """
    return int(page.evaluate(_SCRIPTS))


def _faults_at(window: Watched, url: str, scripts: int) -> Iterator[str]:
    page = window.page
    try:
        page.goto(url)
        if page.evaluate("document.documentElement.localName") == "svg":
            yield from _strange(page, ":root", ALONE)
        else:
            yield from _strange(page, ".md-content", CONTENT)
            if (found := scripts_on(page)) != scripts:
                yield f"{found} scripts, where a page of the toy list has {scripts}"
            if page.evaluate("!!document.querySelector('html.no-js')"):
                yield "its scripts did not run"
        yield from _pwned_when_touched(page)
        if urldefrag(page.url)[0] != urldefrag(url)[0]:
            yield f"leads away to {page.url}"
    except Error as error:  # it has gone away before it could be looked at
        yield error.message


def _faults_of_results(window: Watched, word: str) -> Iterator[str]:
    searched(window, word)
    yield from _strange(window.page, ".md-search-result", RESULTS, OF_THE_SEARCH)
    yield from _pwned_when_touched(window.page)


def _strange(
    page: Page, root: str, allowed: dict[str, str], classes: str = OF_THE_THEME
) -> list[str]:
    asked: dict[str, Any] = {"root": root, "allowed": allowed, "classes": classes}
    return list(page.evaluate(_STRANGE, asked))


def _pwned_when_touched(page: Page) -> Iterator[str]:
    """The theme marks what was touched: the look at the elements comes before."""
    page.evaluate(_TOUCH)
    if (value := page.evaluate("window.pwned")) is not None:
        yield f"window.pwned is {value}"


def _is_inside(url: str, home: str) -> bool:
    return url.startswith(home) or urlsplit(url).scheme in ("data", "blob")
