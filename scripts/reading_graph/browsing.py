"""A picture in a real browser: how soon it is seen, how smoothly it is moved and lit up."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, sync_playwright

RUNS = 5
_ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]

_NOTE_WHEN_SEEN = """addEventListener("DOMContentLoaded", () =>
    requestAnimationFrame(() => requestAnimationFrame(() => (window.seen = performance.now()))))"""
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
    const cards = [...document.querySelectorAll(".rg-view:not([hidden]) .node .card")];
    return frame => cards[(17 * frame) % cards.length].dispatchEvent(
        new PointerEvent("pointerover", { pointerType: "mouse", bubbles: true }));
})()"""


@dataclass(frozen=True)
class Feel:
    """Milliseconds: until a page and its scripts are seen, and of a frame while it is moved, and
    while one paper after another is lit up (0 where none is).
    """

    seen: float
    moved: float
    lit: float


def feels(chromium: str, bare: str, *ours: str) -> list[Feel]:
    """What a page with nothing but a picture feels like, and then each of ours: medians."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        runs = [
            [
                _feel(browser, bare, _MOVE_BARE),
                *(_feel(browser, url, _DRAG, _LIGHT) for url in ours),
            ]
            for _ in range(RUNS)
        ]
        browser.close()
    return [
        Feel(
            median(feel.seen for feel in found),
            median(feel.moved for feel in found),
            median(feel.lit for feel in found),
        )
        for found in zip(*runs, strict=True)
    ]


def _feel(browser: Browser, url: str, move: str, light: str | None = None) -> Feel:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(_NOTE_WHEN_SEEN)
    page.goto(url)
    page.wait_for_function("window.seen")
    seen = page.evaluate("window.seen")
    page.wait_for_timeout(1_000)  # what a page still does by itself is not what it feels like
    moved, lit = (
        median(page.evaluate(_FRAMES, [step, 60])) if step else 0.0 for step in (move, light)
    )
    page.close()
    return Feel(seen, moved, lit)
