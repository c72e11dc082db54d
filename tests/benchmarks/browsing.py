"""A picture in a real browser: how soon it is seen, how smoothly it is moved and lit up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from statistics import median

from playwright.sync_api import Browser, Error, sync_playwright
from reading_graph.wording import shown
from support import chromium

from benchmarks.measuring import Failed, Say, said

_ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]

_NOTE_WHEN_SEEN = """(picture => {
    const isWhole = svg => document.readyState !== "loading" || svg.parentElement.nextSibling;
    const look = () => {
        const svg = document.querySelector(picture);
        const isSeen = svg && isWhole(svg) && svg.checkVisibility();
        requestAnimationFrame(isSeen ? () => (window.seen = performance.now()) : look);
    };
    requestAnimationFrame(look);
    const ready = () => (window.ready = performance.now());
    addEventListener("DOMContentLoaded", () =>
        requestAnimationFrame(() => requestAnimationFrame(ready)));
})"""
_FRAMES = """async ([step, frames]) => {
    const act = eval(step);
    const times = [];
    for (let frame = 0; frame < frames; frame++) {
        times.push(await new Promise(requestAnimationFrame));
        act(frame);
    }
    return times.slice(1).map((time, n) => time - times[n]);
}"""
_MOVE_BARE = """frame => {
    document.querySelector("svg").style.transform = `translate(${-9 * frame}px, ${-3 * frame}px)`;
}"""
_DRAG = """(() => {
    const view = document.querySelector(".rg-view:not([hidden])");
    view.setPointerCapture = () => {};
    const send = (type, frame) => view.dispatchEvent(new PointerEvent(type, {
        pointerId: 1, pointerType: "mouse", buttons: 1, bubbles: true,
        clientX: 900 - 9 * frame, clientY: 600 - 3 * frame,
    }));
    send("pointerdown", 0);
    return frame => send("pointermove", frame);
})()"""
_LIGHT = """(() => {
    const view = document.querySelector(".rg-view:not([hidden])");
    const frame = view.getBoundingClientRect();
    const cards = [...view.querySelectorAll(".node .card")].filter(card => {
        const box = card.getBoundingClientRect();
        return box.right > frame.left && box.left < frame.right
            && box.bottom > frame.top && box.top < frame.bottom;
    });
    return frame => cards[(17 * frame) % cards.length].dispatchEvent(
        new PointerEvent("pointerover", { pointerType: "mouse", bubbles: true }));
})()"""


@dataclass(frozen=True)
class Visit:
    """A page, and the picture that is looked at on it: as a CSS selector. It may light up."""

    url: str
    picture: str
    lights: bool


@dataclass(frozen=True)
class Feel:
    """Milliseconds: until a picture is seen, until the scripts of its page have run, of a frame
    while it is moved, and while one paper after another is lit up (0 where none is).
    """

    seen: float
    ready: float
    moved: float
    lit: float


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium, which is brought where there is none. What goes wrong in it raises Failed."""
    path = said(chromium.__file__).splitlines()[-1]
    try:
        with sync_playwright() as playwright:
            launched = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
            yield launched
            launched.close()
    except Error as error:
        raise Failed(f"in the browser: {shown(str(error))}") from None


def feels(browser: Browser, visits: Sequence[Visit], rounds: int, say: Say) -> list[Feel]:
    """What each visit feels like: medians of several, which are made in turns."""
    runs = []
    for turn in range(rounds):
        say(f"visits in the browser, {turn + 1} of {rounds}")
        runs.append([_feel(browser, visit) for visit in visits])
    return [
        Feel(*(median(getattr(feel, field.name) for feel in found) for field in fields(Feel)))
        for found in zip(*runs, strict=True)
    ]


def _feel(browser: Browser, visit: Visit) -> Feel:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(f"{_NOTE_WHEN_SEEN}({json.dumps(visit.picture)})")
    page.goto(visit.url)
    page.wait_for_function("window.seen && window.ready")
    seen, ready = page.evaluate("[window.seen, window.ready]")
    page.wait_for_timeout(1_000)  # what a page still does by itself is not what it feels like
    moved = median(page.evaluate(_FRAMES, [_DRAG if visit.lights else _MOVE_BARE, 60]))
    lit = median(page.evaluate(_FRAMES, [_LIGHT, 60])) if visit.lights else 0.0
    page.close()
    return Feel(seen, ready, moved, lit)
