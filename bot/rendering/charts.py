"""Figures of money in; pictures (PNG, 360 points wide, two pixels a point) out. Matplotlib is imported to draw one.

The ground is opaque and light, so that a picture reads the same in a dark chat; figures stand beside the bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

WIDTH = 3.6
DOTS = 200
"""720 pixels across: a phone shows them on 360 points."""
GROUND, INK, FAINT = "#ffffff", "#1b1f24", "#6b7280"
SPENT, BOUND, LEFT, WANTED, SHORT = "#b45309", "#e9b872", "#2f855a", "#1d4ed8", "#b91c1c"
"""Told apart by lightness, too: brown, sand, green; blue for what is wanted."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart, in whole satang; `left` is below zero when more was allowed."""

    label: str
    spent: int
    bound: int
    left: int
    figure: str

    @property
    def whole(self) -> int:
        return self.spent + self.bound + max(0, self.left)


@dataclass(frozen=True, slots=True)
class Legend:
    """What the parts of a bar are called."""

    spent: str
    bound: str
    left: str
    wanted: str = ""


def bars(title: str, lines: Sequence[Bar], legend: Legend, *, are_named: bool = False) -> bytes:
    """A horizontal bar for each line (spent, bound, left) and its figure at the end; names stand above their bars."""
    step = 1.9 if are_named else 1.0
    top, unit = step * len(lines), max((line.whole for line in lines), default=1) or 1
    figure = _figure(0.95 + 0.3 * top)
    axes = figure.add_axes((0.03, 0.02, 0.94, 0.96))
    axes.set_axis_off()
    start = 0.0 if are_named else 0.13
    for place, line in enumerate(lines):
        at = top - step * place - (1.0 if are_named else 0.4)
        _bar(axes, at, line, start, (0.76 - start) / unit)
        _write(axes, 0.0, at + (0.82 if are_named else 0.0), line.label, 8)
        _write(axes, 1.0, at, line.figure, 8, ha="right", colour=SHORT if line.left < 0 else INK)
    _write(axes, 0.0, top + 1.9, title, 10, is_bold=True)
    _legend(axes, top + 0.75, legend)
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.6, top + 2.5)
    return _png(figure)


def _bar(axes: Axes, at: float, line: Bar, start: float, scale: float) -> None:
    for amount, colour in ((line.spent, SPENT), (line.bound, BOUND), (max(0, line.left), LEFT)):
        if amount > 0:
            axes.barh(at, amount * scale, left=start, height=0.56, color=colour)
            start += amount * scale


def _legend(axes: Axes, at: float, legend: Legend) -> None:
    start = 0.0
    for name, colour in ((legend.spent, SPENT), (legend.bound, BOUND), (legend.left, LEFT)):
        axes.barh(at, 0.03, left=start, height=0.5, color=colour)
        _write(axes, start + 0.045, at, name, 8, colour=FAINT)
        start += 0.33


@dataclass(frozen=True, slots=True)
class Pace:
    """Percents disbursed at the end of each quarter so far, and the target of each (0: none)."""

    quarters: tuple[str, ...]
    spent: tuple[float, ...]
    targets: tuple[int, ...]
    gone: float
    """How much of the year has gone, in quarters: 1.5 is the middle of the second."""


def pace(title: str, found: Pace, legend: Legend) -> bytes:
    """What is disbursed against the quarters gone."""
    figure = _figure(2.7)
    axes = figure.add_axes((0.11, 0.13, 0.86, 0.62))
    axes.set_facecolor(GROUND)
    axes.axvspan(0, found.gone, color="#f1f5f9")
    # The quarter that is under way stands where it is today.
    places = [min(float(place), max(found.gone, place - 1.0)) for place in range(len(found.spent))]
    axes.plot(places, found.spent, color=SPENT, marker="o", linewidth=2, markersize=4)
    for place, percent in zip(places, found.spent, strict=True):
        if place:
            _write(axes, place, percent + 7, f"{percent:.0f}%", 8, ha="center", colour=SPENT)
    if any(found.targets):
        axes.plot(range(5), (0, *found.targets), color=WANTED, linestyle="--", marker="s", linewidth=1.5, markersize=3)
    _frame(axes, found)
    figure.text(0.03, 0.93, title, fontproperties=_font(True), fontsize=10, color=INK, va="center")
    figure.text(0.03, 0.83, f"— {legend.spent}", fontproperties=_font(), fontsize=8, color=SPENT, va="center")
    if any(found.targets):
        figure.text(0.45, 0.83, f"- - {legend.wanted}", fontproperties=_font(), fontsize=8, color=WANTED, va="center")
    return _png(figure)


def _frame(axes: Axes, found: Pace) -> None:
    axes.set_xlim(0, 4.45)
    axes.set_ylim(0, 112)
    axes.set_xticks(range(5), ["", *found.quarters], fontproperties=_font(), fontsize=8, color=INK)
    axes.set_yticks((0, 50, 100), ("0%", "50%", "100%"), fontproperties=_font(), fontsize=8, color=INK)
    axes.grid(axis="y", color="#d1d5db", linewidth=0.6)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _write(
    axes: Axes, x: float, y: float, text: str, size: int, *, ha: str = "left", colour: str = INK, is_bold: bool = False
) -> None:
    options: dict[str, Any] = {"ha": ha, "va": "center", "fontsize": size, "color": colour}
    axes.text(x, y, text, fontproperties=_font(is_bold), **options)


def _figure(height: float) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), dpi=DOTS, facecolor=GROUND)
    FigureCanvasAgg(figure)
    return figure


@cache
def _font(is_bold: bool = False) -> FontProperties:
    """Sarabun, the face of Thai government papers; its marks are set by Matplotlib's text layout."""
    from importlib.resources import files

    from matplotlib.font_manager import FontProperties

    name = "Sarabun-Bold.ttf" if is_bold else "Sarabun-Regular.ttf"
    return FontProperties(fname=str(files("fontpkg_sarabun") / "files" / name))


def _png(figure: Figure) -> bytes:
    made = BytesIO()
    figure.savefig(made, format="png", dpi=DOTS, facecolor=GROUND)
    return made.getvalue()
