r"""Content lines (RFC 5545 §3.1): properties → the bytes of a component.

They are those that icalendar writes, with its order of properties and its folding. But of the
seventeen lines of an event it makes a hundred objects, and it folds letter by letter; a list has up
to a hundred thousand events.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from operator import itemgetter
from zoneinfo import ZoneInfo

_MOST = 74
"""Octets of a line before it is folded; with the space that it goes on with, the next has 75."""
_MINUTE = timedelta(minutes=1)
_CONTINUED = b"\r\n "
_WITHIN_LETTER = range(0x80, 0xC0)
"""The octets of UTF-8 before which no letter begins (RFC 3629 §3)."""
_FIRST = {
    "VCALENDAR": (
        *("VERSION", "PRODID", "CALSCALE", "METHOD"),
        *("DESCRIPTION", "X-WR-CALDESC", "NAME", "X-WR-CALNAME"),
    ),
    "VEVENT": (
        *("SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID"),
        *("RECURRENCE-ID", "SEQUENCE", "RRULE", "EXDATE"),
    ),
}
"""The properties of components that stand first, in this order; the others follow by name."""
_UNQUOTED = re.compile(r'[^\x00-\x1f\x7f",:;^]+')


class Component:
    """A component, such as a VEVENT: its properties, then the components within it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._properties: list[tuple[tuple[int, str], str]] = []
        self._within: list[Component] = []

    def add(self, name: str, value: str, **parameters: str) -> None:
        """Add a property, after others of its name.

        Args:
            name: Its name.
            value: Its value as it is written; a text is escaped by `text`.
            parameters: Its parameters, whose values need no quotes.

        Raises:
            ValueError: The value of a parameter would need quotes.
        """
        if parameters:
            given = sorted(parameters.items())
            line = f"{name}{''.join(f';{key}={_unquoted(each)}' for key, each in given)}:{value}"
        else:
            line = f"{name}:{value}"
        self._properties.append((_place(self.name, name), line))

    def add_moment(self, name: str, moment: date | datetime) -> None:
        """Add a day, or a time in UTC or in a zone of the IANA's (§3.3.4, §3.3.5).

        Raises:
            ValueError: A time is in none of these.
        """
        day = f"{moment.year:04}{moment.month:02}{moment.day:02}"
        if not isinstance(moment, datetime):
            self.add(name, day, VALUE="DATE")
            return
        written = f"{day}T{moment.hour:02}{moment.minute:02}{moment.second:02}"
        if moment.tzinfo is UTC:
            self.add(name, f"{written}Z")
        elif isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key:
            self.add(name, written, TZID=moment.tzinfo.key)
        else:
            raise ValueError(f"{moment} is in no zone that has a name")

    def add_component(self, component: "Component") -> None:
        """Add a component within this one, after the others."""
        self._within.append(component)

    def to_ical(self) -> bytes:
        """Write the component, with CRLF at the end of each line."""
        return b"".join((self.opening(), self.closing()))

    def opening(self) -> bytes:
        """Write the component up to its last line, so that more can stand in it."""
        properties = sorted(self._properties, key=itemgetter(0))
        own = (f"BEGIN:{self.name}", *(line for _, line in properties))
        return b"".join((*map(_folded, own), *(each.to_ical() for each in self._within)))

    def closing(self) -> bytes:
        """Write the last line of the component."""
        return f"END:{self.name}\r\n".encode()


def text(value: str) -> str:
    r"""Escape a text (§3.3.11): line breaks, commas, semicolons and backslashes.

    ``C:\New`` becomes ``C:\\New``, where icalendar takes ``\N`` for a line break.
    """
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def texts(values: Iterable[str]) -> str:
    """Escape several texts that are one value, such as CATEGORIES."""
    return ",".join(map(text, values))


def duration(span: timedelta) -> str:
    """Write a duration of whole minutes, in days where it can be (§3.3.6).

    Raises:
        ValueError: It has seconds, too.
    """
    sign, (minutes, rest) = "-" if span < timedelta() else "", divmod(abs(span), _MINUTE)
    if rest:
        raise ValueError(f"{span} are no whole minutes")
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    times = "".join(f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M")) if count)
    whole = f"{days}D" if days or not times else ""
    return f"{sign}P{whole}{'T' if times else ''}{times}"


@cache
def _place(component: str, name: str) -> tuple[int, str]:
    """Return what the properties of a component are ordered by."""
    first = _FIRST.get(component, ())
    return (first.index(name) if name in first else len(first), name)


@cache
def _unquoted(value: str) -> str:
    if not _UNQUOTED.fullmatch(value):
        raise ValueError(f"{value!r} would need quotes")
    return value


def _folded(line: str) -> bytes:
    r"""End a line with CRLF, folded between letters, and not after a ``\`` or ``^`` (§3.1)."""
    octets = line.encode()
    if len(octets) <= _MOST:
        return octets + b"\r\n"
    parts, begin, length = [], 0, len(octets)
    while length - begin > _MOST:
        end = begin + _MOST
        while octets[end] in _WITHIN_LETTER:
            end -= 1
        if octets[end - 1] in b"\\^":
            end -= 1
        parts.append(octets[begin:end])
        begin = end
    parts.append(octets[begin:])
    return _CONTINUED.join(parts) + b"\r\n"
