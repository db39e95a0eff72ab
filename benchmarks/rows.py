"""What was measured, held against what is promised, as a table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

TIMES = 5
"""How often each thing is measured; the median counts."""
_WHOLE = 100
HEAD = ("what", "ours", "beside it", "ratio", "at least", "reach for", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that was measured.

    Attributes:
        what: Its name.
        ours: The figures of the program, one a time.
        unit: What they count; of ``/s`` more is better, of all else less.
        peer: Those of what it is held beside, each measured right after one of ours.
        beside: What that is.
        least: What must be: a ratio where there is a peer (above 1, ours is better), else the
            highest figure.
        reach: What would be good, likewise.
    """

    what: str
    ours: Sequence[float]
    unit: str
    peer: Sequence[float] = ()
    beside: str = ""
    least: float | None = None
    reach: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times better ours is than the peer: the median of all times."""
        if not self.peer:
            return None
        pairs = zip(self.ours, self.peer, strict=True)
        is_rate = self.unit.endswith("/s")
        return median(ours / peer if is_rate else peer / ours for ours, peer in pairs)

    @property
    def verdict(self) -> str:
        """Whether it is as it should be; nothing where no bar was set."""
        if self.least is None:
            return ""
        if self._is_within(self.reach):
            return "reached"
        return "met" if self._is_within(self.least) else "**not met**"

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in the table, in the order of `HEAD`."""
        ratio = self.ratio
        return (
            self.what,
            f"{written(median(self.ours))} {self.unit}",
            f"{written(median(self.peer))} {self.unit} {self.beside}" if self.peer else "",
            f"{ratio:.2f}" if ratio is not None else "",
            self._bar(self.least),
            self._bar(self.reach),
            self.verdict,
        )

    def _is_within(self, bar: float | None) -> bool:
        if bar is None:
            return False
        return median(self.ours) <= bar if self.ratio is None else self.ratio >= bar

    def _bar(self, bar: float | None) -> str:
        if bar is None:
            return ""
        return f"{bar:g} {self.unit}" if not self.peer else f"{bar:g} ×"


def written(figure: float) -> str:
    """Write a figure: three digits, or all that stand before the point."""
    if figure >= _WHOLE:
        return f"{figure:,.0f}"
    return f"{figure:.2f}" if figure < 10 else f"{figure:.1f}"  # noqa: PLR2004 - so that three stand


def in_turn(*measures: Callable[[], float], times: int = TIMES) -> tuple[tuple[float, ...], ...]:
    """Measure several things one after another, so often; return the figures of each."""
    found = [[measure() for measure in measures] for _ in range(times)]
    return tuple(zip(*found, strict=True))


def table(rows: Iterable[Row]) -> str:
    """Write rows as a table in Markdown, with its columns in line."""
    cells = [HEAD, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    lines = [_line(line, widths) for line in cells]
    rule = "|".join("-" * (width + 2) for width in widths)
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]])


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"
