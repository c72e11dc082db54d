"""Where a number stands on its arrow: as near to the middle as it lies on no card and no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .layout import Curve, Point
from .lettering import width

SIZE = 12
_HEIGHT = 16
_STEPS = 8
"""Of a segment of a spline: how many places are tried."""


class Frame(NamedTuple):
    """A box by its edges, in points."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Frame) -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


def places(counts: Iterable[tuple[str, Curve]], cards: Iterable[Frame]) -> Iterator[Point]:
    """The middle of each number, with the curve of its arrow; where there is no free place on that,
    the middle of the curve.
    """
    taken = list(cards)
    for text, curve in counts:
        points = _from_the_middle(curve)
        frames = [_frame(text, point) for point in points]
        free = (n for n, frame in enumerate(frames) if not any(map(frame.meets, taken)))
        chosen = next(free, 0)
        taken.append(frames[chosen])
        yield points[chosen]


def _frame(text: str, middle: Point) -> Frame:
    """Bold letters are a tenth wider than `lettering` reckons."""
    (x, y), half = middle, 1.1 * SIZE * width(text) / 2
    return Frame(x - half, y - _HEIGHT / 2, x + half, y + _HEIGHT / 2)


def _from_the_middle(curve: Curve) -> list[Point]:
    points = list(_along(curve))
    middle = (len(points) - 1) // 2
    return [points[n] for n in sorted(range(len(points)), key=lambda n: abs(n - middle))]


def _along(curve: Curve) -> Iterator[Point]:
    """Points of a spline, from its start on; one of them is that in the middle of its segments."""
    for first in range(0, len(curve.points) - 1, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve.points[first : first + 4]
        for step in range(first > 0, _STEPS + 1):
            t, u = step / _STEPS, 1 - step / _STEPS
            a, b, c, d = u**3, 3 * u * u * t, 3 * u * t * t, t**3
            yield a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy
