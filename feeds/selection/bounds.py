"""The ends of a span of days, as an address writes them: 2008, 2008-11, today, -90d, 18m."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_ABSOLUTE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_RELATIVE = re.compile(r"([+ -]?)(\d{1,4})([dwmy])", re.ASCII)
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
_SIZES = {
    "days": ("days", 1),
    "weeks": ("days", 7),
    "months": ("months", 1),
    "years": ("months", 12),
}
_DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One end of a span of days: fixed days, or a distance from today.

    ``text`` is the canonical spelling. ``first`` and ``last`` are the days of a fixed bound;
    ``count`` of ``unit`` is the distance of a relative one.
    """

    text: str
    first: date | None = None
    last: date | None = None
    count: int = 0
    unit: str = "days"

    @property
    def is_relative(self) -> bool:
        """Whether the bound moves with the day."""
        return self.first is None

    def begins(self, today: date) -> date:
        """Return the first day that a span from here holds."""
        return self.first or self._shifted(today)

    def ends(self, today: date) -> date:
        """Return the last day that a span up to here holds."""
        return self.last or self._shifted(today)

    def is_after(self, until: "Bound") -> bool:
        """Tell whether a span from here to another bound holds no day, on whatever day one asks."""
        if self.first and until.last:
            return self.first > until.last
        if self.first or until.last:
            return False
        (unit, here), (other, there) = self.distance, until.distance
        return here > there if unit == other else here >= 0 >= there and here != there

    @property
    def distance(self) -> tuple[str, int]:
        """The distance from today in days, or in months: which of two is longer may depend on the day."""
        unit, size = _SIZES[self.unit]
        return unit, size * self.count

    def _shifted(self, today: date) -> date:
        from dateutil.relativedelta import relativedelta

        try:
            return today + relativedelta(**{self.unit: self.count})  # type: ignore[arg-type]
        except (ValueError, OverflowError):
            return date.max if self.count > 0 else date.min


def parse_bound(text: str) -> Bound:
    """Read a bound; a leading plus may have become a space on its way through a URL.

    Raises:
        ValueError: The text is no bound, or no day of the calendar.
    """
    if text == "today":
        return Bound(text=text)
    if found := _RELATIVE.fullmatch(text):
        count = int(f"{found[1].strip()}{found[2]}")
        if not count:
            return Bound(text="today")
        return Bound(text=f"{count}{found[3]}", count=count, unit=_UNITS[found[3]])
    if found := _ABSOLUTE.fullmatch(text):
        year, month, day = found.groups()
        first = date(int(year), int(month or 1), int(day or 1))
        return Bound(text=text, first=first, last=_last_day(first, month, day))
    raise ValueError(text)


def _last_day(first: date, month: str | None, day: str | None) -> date:
    if day is not None:
        return first
    if first.month == _DECEMBER or month is None:
        return date(first.year, 12, 31)
    return date(first.year, first.month + 1, 1) - timedelta(days=1)
