"""What dates of an event do not fit together: times that clocks skip, series that contradict."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from feeds.problems import Problem, Severity
from feeds.reading.nodes import Document
from feeds.reading.places import Loc
from feeds.reading.scheduling import changed_when, extra_of, local_end, rule_of, settled, zone_of
from feeds.reading.schema import CalendarPart, EventPart, OccurrencePart, RepeatPart
from feeds.recurrence import HORIZON, days_of, rule_days
from feeds.schedule import Days, Rule, Settled, Times, Unsettled, is_repeated, moment_of

_SHORTEST_MONTH = 28
_FEBRUARY = 2
_NEAR = timedelta(days=45)
"""How far off a day can be meant for another."""
_ORDINALS = {29: "29th", 30: "30th", 31: "31st"}


def date_checks(
    events: Iterable[tuple[int, EventPart]], head: CalendarPart, document: Document
) -> Iterator[Problem]:
    """Give every problem of events, each with its place, that takes more than one date to see."""
    for place, event in events:
        yield from _Dates(event, head, document, ("events", place)).problems()


class _Dates:
    """The dates of one event, held against one another."""

    def __init__(self, part: EventPart, head: CalendarPart, document: Document, loc: Loc) -> None:
        self._part = part
        self._zone = zone_of(part, head)
        self._document = document
        self._loc = loc

    def problems(self) -> Iterator[Problem]:
        """Give what is wrong, or most likely not meant."""
        part = self._part
        if isinstance(part.start, Unsettled):
            if part.repeat:
                message = f"an event whose date is not set yet ({part.start}) cannot repeat"
                hint = "leave “repeat” out until the first day is known"
                yield self._problem(("repeat",), "repeat-of-unsettled", message, hint)
            return
        held = settled(part.start, part.end, self._zone)
        yield from self._clocks(part.start, local_end(part.start, part.end))
        if _ends_early(held):
            yield self._ends_early(("end",))
        elif part.repeat:
            yield from self._series(part.repeat, held)

    def _clocks(self, start: date | datetime, end: date | datetime) -> Iterator[Problem]:
        """Point out a zone that says nothing, and times that clocks skip or show twice."""
        if self._part.timezone and not isinstance(start, datetime):
            message = "the event has a time zone, but no time"
            hint = "remove it; whole days are the same everywhere"
            yield self._warning(("timezone",), "unused-timezone", message, hint)
        yield from self._clock_change(("start",), start)
        if end != start:
            yield from self._clock_change(("end",), end)

    def _clock_change(self, loc: Loc, local: date | datetime | None) -> Iterator[Problem]:
        if not isinstance(local, datetime):
            return
        meant = moment_of(local, self._zone)
        if meant.replace(tzinfo=None) != local:
            message = f"clocks in {self._zone} skip {local:%H:%M} on {local:%Y-%m-%d}"
            hint = f"it counts as {meant:%H:%M}; write the time that clocks show"
            yield self._warning(loc, "skipped-time", message, hint)
        elif is_repeated(local, ZoneInfo(self._zone)):
            message = f"clocks in {self._zone} show {local:%H:%M} twice on {local:%Y-%m-%d}"
            hint = "the first is meant; write another time if it is the second"
            yield self._warning(loc, "repeated-time", message, hint)

    def _series(self, repeat: RepeatPart, held: Settled) -> Iterator[Problem]:
        contradictions = tuple(self._words(repeat))
        yield from contradictions
        if any(problem.is_error for problem in contradictions):
            return
        rule = rule_of(repeat, held)
        found = tuple(self._beginning(repeat, rule, held))
        yield from found
        if not any(problem.is_error for problem in found):
            yield from self._occasions(repeat, rule, held)

    def _words(self, repeat: RepeatPart) -> Iterator[Problem]:
        """Check that the words of a series go together."""
        words = {
            "every": repeat.every,
            "on": repeat.on,
            "until": repeat.until,
            "times": repeat.times,
        }
        given = [name for name, value in words.items() if value is not None]
        if repeat.rrule and given:
            message = f"“rrule” is a whole rule; “{given[0]}” cannot stand beside it"
            yield self._problem(("repeat", given[0]), "repeat", message, "keep one of them")
        elif not repeat.rrule and repeat.every is None:
            message = "“repeat” does not say how often"
            hint = "write “every: week”, month, 2 weeks or year, or a rule of iCalendar as “rrule”"
            yield self._problem(("repeat",), "repeat", message, hint)
        elif repeat.until is not None and repeat.times is not None:
            message = "“until” and “times” both say where the series ends"
            yield self._problem(("repeat", "times"), "repeat", message, "keep one of them")
        if repeat.every and repeat.on:
            yield from self._days_in_words(repeat)

    def _days_in_words(self, repeat: RepeatPart) -> Iterator[Problem]:
        frequency, on = repeat.every.frequency, repeat.on  # type: ignore[union-attr]
        message = hint = ""
        if frequency == "DAILY":
            message, hint = "every day needs no “on”", "for certain weekdays write “every: week”"
        elif frequency == "WEEKLY" and not (on and on.are_weekdays and not on.by_position):
            message, hint = "a week has weekdays alone", "write “on: monday and thursday”"
        elif frequency != "WEEKLY" and on and on.are_weekdays and not on.by_position:
            message = "a month has several of these days"
            hint = "write which, as in “second tuesday” or “last friday”, or “every: week”"
        if message:
            yield self._problem(("repeat", "on"), "repeat", message, hint)

    def _beginning(self, repeat: RepeatPart, rule: Rule, held: Settled) -> Iterator[Problem]:
        """Check that the series begins where its rule does, and ends after that."""
        first = held.first
        if rule.until and not first <= rule.until <= HORIZON:
            key = "rrule" if repeat.rrule else "until"
            message = f"the series ends on {rule.until}, before it starts on {first}"
            hint = "check both"
            if rule.until > HORIZON:
                message = f"series are followed to the end of {HORIZON.year}"
                hint = "write an earlier day, or none for a series that goes on for ever"
            yield self._problem(("repeat", key), "until", message, hint)
            return
        if held.last > HORIZON:
            message = f"series are followed to the end of {HORIZON.year}"
            late, hint = (
                ("end", "check “end”") if first <= HORIZON else ("start", "leave “repeat” out")
            )
            yield self._problem((late,), f"{late}-too-late", message, hint)
            return
        begins = next(rule_days(rule, first, HORIZON), None)
        if begins != first:
            fits = f"the next day that does is {begins}" if begins else "no day does"
            message = f"the series starts on {first}, a day that does not fit its rule"
            yield self._problem(("start",), "start-outside-rule", message, f"{fits}; check both")
        yield from self._short_months(repeat, rule)

    def _short_months(self, repeat: RepeatPart, rule: Rule) -> Iterator[Problem]:
        """Point out days that not every month, or not every year, has."""
        days = [day for day in rule.by_month_day if day > _SHORTEST_MONTH]
        key = "on" if repeat.on else "rrule" if repeat.rrule else "every"
        message = hint = ""
        if days and rule.frequency == "MONTHLY":
            message = f"months without a {_ORDINALS[days[0]]} have no occurrence"
            hint = "write “on: last day” if that is meant"
        elif days == [29] and rule.frequency == "YEARLY" and rule.by_month == (_FEBRUARY,):
            message = "years without a 29 February have no occurrence"
            hint = "write “on: last day” if the end of February is meant"
        if message:
            yield self._warning(("repeat", key), "short-months", message, hint)

    def _occasions(self, repeat: RepeatPart, rule: Rule, held: Settled) -> Iterator[Problem]:
        """Check exceptions, additions and changes against the days of the rule."""
        named = (*repeat.without, *repeat.also, *repeat.changes)
        last = max((_day(each) for each in named), default=held.first)
        days = frozenset(days_of(rule, held.first, min(last + _NEAR, HORIZON)))
        without = {_day(each) for each in repeat.without}
        yield from self._exceptions(repeat.without, days, held)
        yield from self._additions(repeat.also, days, held)
        extra = {_day(each) for each in repeat.also}
        seen: set[date] = set()
        for key, (moment, change) in zip(self._keys(), repeat.changes.items(), strict=True):
            loc: Loc = ("repeat", "changes", key)
            day = _day(moment)
            if day not in days | extra or not _is_its_time(moment, held.on(day)):
                yield self._no_such_day(loc, moment, days, of_key=True)
            elif day in without:
                message = f"the occurrence of {day} is both removed and changed"
                yield self._problem(loc, "exception", message, "keep one of the two", of_key=True)
            elif day in seen:
                message = f"the occurrence of {day} is changed a second time"
                yield self._problem(loc, "exception", message, "make one of both", of_key=True)
            else:
                yield from self._changed(loc, day, change, held)
            seen.add(day)

    def _changed(
        self, loc: Loc, day: date, change: OccurrencePart, held: Settled
    ) -> Iterator[Problem]:
        """Check the dates that one occurrence has instead."""
        for key, moment in (("start", change.start), ("end", change.end)):
            if moment is not None and isinstance(held, Days) and not _is_day(moment):
                message = "the series is of whole days, but this has a time"
                yield self._problem((*loc, key), "end-kind", message, "write the day alone")
                return
        if _is_day(change.end) and isinstance(held, Times):
            message = "the series has times, but this end has none"
            hint = f"write a time there too, as in “end: {change.end} 09:30”"
            yield self._problem((*loc, "end"), "end-kind", message, hint)
            return
        for key, moment in (("start", change.start), ("end", change.end)):
            yield from self._clock_change((*loc, key), moment)
        other = changed_when(day, change, held)
        if other and _ends_early(other):
            message = "this occurrence ends before it starts"
            key = "end" if change.end else "start"
            yield self._problem((*loc, key), "end-before-start", message, "check both")

    def _ends_early(self, loc: Loc) -> Problem:
        message = "it ends before it starts, by the clocks of that day"
        return self._problem(loc, "end-before-start", message, "check both")

    def _exceptions(
        self, without: Iterable[date | datetime], days: frozenset[date], held: Settled
    ) -> Iterator[Problem]:
        seen: set[date] = set()
        for place, each in enumerate(without):
            loc: Loc = ("repeat", "except", place)
            day = _day(each)
            if day not in days or not _is_its_time(each, held.on(day)):
                yield self._no_such_day(loc, each, days)
            elif day in seen:
                message = f"{day} appears here a second time"
                yield self._problem(loc, "exception", message, "remove one")
            seen.add(day)

    def _additions(
        self, also: Iterable[date | datetime], days: frozenset[date], held: Settled
    ) -> Iterator[Problem]:
        seen: set[date] = set()
        for place, each in enumerate(also):
            loc: Loc = ("repeat", "also", place)
            day = _day(each)
            if day in days or day in seen:
                message = f"the series is held on {day} already"
                hint = "make a second one on the same day an event of its own"
                yield self._problem(loc, "addition", message, hint)
            elif isinstance(each, datetime) and isinstance(held, Days):
                message = f"the series has no times, but {each:%Y-%m-%d %H:%M} has one"
                yield self._problem(loc, "addition", message, f"write {day}")
            elif _ends_early(extra_of(each, held)):
                yield self._ends_early(loc)
            else:
                yield from self._clock_change(loc, each)
            seen.add(day)

    def _no_such_day(
        self, loc: Loc, moment: date | datetime, days: frozenset[date], *, of_key: bool = False
    ) -> Problem:
        day = _day(moment)
        if day in days:
            message = f"the occurrence of {day} begins at another time"
            hint = f"write {day} alone"
        else:
            near = sorted(days, key=lambda each: (abs(each - day), each))[:1]
            close = [each for each in near if abs(each - day) <= _NEAR]
            message = f"the series has no occurrence on {day}"
            hint = f"the nearest is {close[0]}" if close else "check the date"
        return self._problem(loc, "exception", message, hint, of_key=of_key)

    def _keys(self) -> list[str]:
        """Return the days of the changes as they are written."""
        data: Any = self._document.data
        for step in (*self._loc, "repeat", "changes"):
            data = data[step] if not isinstance(data, dict) else data.get(step)
        return list(data or {})

    def _problem(  # noqa: PLR0913 - what a problem is, and where
        self,
        loc: Loc,
        code: str,
        message: str,
        hint: str,
        severity: Severity = "error",
        *,
        of_key: bool = False,
    ) -> Problem:
        return self._document.problem(
            (*self._loc, *loc), code, message, hint, severity, of_key=of_key
        )

    def _warning(self, loc: Loc, code: str, message: str, hint: str) -> Problem:
        return self._problem(loc, code, message, hint, "warning")


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _is_day(moment: Any) -> bool:
    return isinstance(moment, date) and not isinstance(moment, datetime)


def _is_its_time(moment: date | datetime, usual: Settled) -> bool:
    """Tell whether a day, or a day with a time, names an occurrence."""
    if not isinstance(moment, datetime):
        return True
    return isinstance(usual, Times) and usual.start.replace(tzinfo=None) == moment


def _ends_early(when: Settled) -> bool:
    return when.end < when.start if isinstance(when, Times) else when.last < when.first
