"""When events are held, as people say it: days, times in a zone, months, series."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from babel.core import get_global

from feeds.model import Repeat
from feeds.recurrence import HORIZON, days_of
from feeds.schedule import Days, Rule, Settled, Times, Unsettled, When
from feeds.wording.catalogues import translation
from feeds.wording.dates import day_in_month, day_of_month, days, month, with_plain_spaces
from feeds.wording.locales import locale
from feeds.wording.names import listed

_WORKING = tuple((0, day) for day in range(5))


def dates(when: When, repeat: Repeat | None, language: str) -> str:
    """Say when an event is held: "4 March 2026, 09:30–11:00 (Zurich time)"; a series, how often."""
    if repeat is None or isinstance(when, Unsettled):
        return occasion(when, language)
    rule = spelled_out(repeat.rule, when.first)
    said = [pattern(rule, language), _span(rule, when, language)]
    if isinstance(when, Times):
        said.append(hours(when, language))
    return ", ".join(said)


def occasion(when: When, language: str) -> str:
    """Say when an event is held once."""
    if isinstance(when, Days):
        return days(when.first, when.last, language)
    if isinstance(when, Unsettled):
        return _unsettled(when, language)
    if when.is_in_a_day:
        return f"{days(when.first, when.first, language)}, {hours(when, language)}"
    _ = translation(language).gettext
    return _("{start} – {end} ({zone})").format(
        start=_moment(when.start, language),
        end=_moment(when.end, language),
        zone=zone_name(when.timezone, language),
    )


def _unsettled(when: Unsettled, language: str) -> str:
    _ = translation(language).gettext
    if when.year is None:
        return _("date to be confirmed")
    span = month(when.first, language) if when.month else f"{when.year:04}"
    return _("{month}, date to be confirmed").format(month=span)


def _moment(moment: datetime, language: str) -> str:
    return f"{days(moment.date(), moment.date(), language)}, {_clock(moment, language)}"


def _clock(moment: datetime, language: str) -> str:
    from babel.dates import format_time

    pattern = "HH:mm" if language == "en" else "short"  # most of the world counts to 24
    return with_plain_spaces(format_time(moment.time(), pattern, locale=locale(language)))


def hours(when: Times, language: str, *, zone: bool = True) -> str:
    """Say from when to when: "09:30–11:00 (Zurich time)", or without the zone."""
    span = _clock(when.start, language)
    if when.end != when.start:
        span += f"–{_clock(when.end, language)}"
    return f"{span} ({zone_name(when.timezone, language)})" if zone else span


def zone_name(zone: str, language: str) -> str:
    """Name a zone by its city: "Zurich time"; one without a city by its distance from UTC."""
    bare = zone.removeprefix("Etc/")
    if bare in _UTC:
        return "UTC"
    if bare.startswith("GMT"):
        return "UTC" + bare.removeprefix("GMT").translate(_OTHER_WAY)
    return translation(language).gettext("{city} time").format(city=_city(zone, language))


def _city(zone: str, language: str) -> str:
    """Name the city of a zone, as the zone itself does where CLDR has no name of it."""
    known = get_global("zone_aliases").get(zone, zone)
    named = locale(language).time_zones.get(known, {}).get("city")
    return str(named or known.rpartition("/")[2].replace("_", " "))


_UTC = frozenset({"UTC", "UCT", "Universal", "Zulu", "GMT", "Greenwich", "GMT0", "GMT+0", "GMT-0"})
_OTHER_WAY = str.maketrans("+-", "\N{MINUS SIGN}+")
"""Etc/GMT+5 is five hours behind: the signs of these names are those of POSIX."""


def _span(rule: Rule, when: Settled, language: str) -> str:
    """Say from when to when a series goes on."""
    _ = translation(language).gettext
    first = days(when.first, when.first, language)
    if rule.is_endless:
        return _("from {day}").format(day=first)
    *_others, last = days_of(rule, when.first, HORIZON)
    return _("from {first} to {last}").format(first=first, last=days(last, last, language))


def spelled_out(rule: Rule, first: date) -> Rule:
    """Say in a rule the days that it takes from the first one (RFC 5545 §3.3.10)."""
    if rule.by_day or rule.by_month_day or rule.by_week or rule.by_year_day:
        return rule
    if rule.frequency == "WEEKLY":
        return replace(rule, by_day=((0, first.weekday()),))
    if rule.frequency == "MONTHLY":
        return replace(rule, by_month_day=(first.day,))
    if rule.frequency == "YEARLY":
        return replace(rule, by_month=rule.by_month or (first.month,), by_month_day=(first.day,))
    return rule


def pattern(rule: Rule, language: str) -> str:
    """Say how often a series is held, by a rule that names its days.

    "every month on the second Tuesday", "every 2 years on 10 March".
    """
    said = _PATTERNS[rule.frequency](rule, language)
    return said or translation(language).gettext("on several dates")


def _daily(rule: Rule, language: str) -> str:
    if str(rule).count("BY"):
        return ""
    said = translation(language).ngettext("every day", "every {count} days", rule.interval)
    return said.format(count=rule.interval)


def _weekly(rule: Rule, language: str) -> str:
    if rule.by_month or rule.by_position:
        return ""
    spoken = translation(language)
    if rule.by_day == _WORKING and rule.interval == 1:
        return spoken.gettext("every week from Monday to Friday")
    name = spoken.pgettext("every week on", "{weekday}")
    named = (name.format(weekday=_weekday(day, language)) for _, day in rule.by_day)
    said = spoken.ngettext(
        "every week on {weekdays}", "every {count} weeks on {weekdays}", rule.interval
    )
    return said.format(count=rule.interval, weekdays=listed(named, language))


def _monthly(rule: Rule, language: str) -> str:
    on = _in_month(rule, language)
    if rule.by_month or not on:
        return ""
    said = translation(language).ngettext(
        "every month on {occasion}", "every {count} months on {occasion}", rule.interval
    )
    return said.format(count=rule.interval, occasion=on)


def _yearly(rule: Rule, language: str) -> str:
    if len(rule.by_month) != 1 or rule.by_week or rule.by_year_day:
        return ""
    spoken, (number,) = translation(language), rule.by_month
    if len(rule.by_month_day) == 1 and rule.by_month_day[0] > 0 and not rule.by_day:
        on = day_of_month(number, rule.by_month_day[0], language)
        said = spoken.ngettext("every year on {day}", "every {count} years on {day}", rule.interval)
        return said.format(count=rule.interval, day=on)
    if not (on := _in_month(rule, language)):
        return ""
    said = spoken.ngettext(
        "every year in {month}, on {occasion}",
        "every {count} years in {month}, on {occasion}",
        rule.interval,
    )
    name = locale(language).months["stand-alone"]["wide"][number]
    return said.format(count=rule.interval, month=name, occasion=on)


_PATTERNS = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}


def _in_month(rule: Rule, language: str) -> str:
    """Name the days of a month: "the second Tuesday", "day 15", "the last day"."""
    spoken = translation(language)
    if rule.by_day == _WORKING and not rule.by_month_day:
        named_days: dict[tuple[int, ...], str] = {
            (1,): spoken.gettext("the first weekday (Monday to Friday)"),
            (-1,): spoken.gettext("the last weekday (Monday to Friday)"),
        }
        return named_days.get(rule.by_position, "")
    if rule.by_position or bool(rule.by_day) == bool(rule.by_month_day):
        return ""
    if rule.by_month_day:
        named = [_month_day(day, language) for day in rule.by_month_day]
    else:
        named = [_nth(ordinal, day, language) for ordinal, day in rule.by_day]
    return listed(named, language) if all(named) else ""


def _month_day(day: int, language: str) -> str:
    spoken = translation(language)
    if day < 0:
        return spoken.gettext("the last day") if day == -1 else ""
    return spoken.gettext("day {day}").format(day=day_in_month(day, language))


def _nth(ordinal: int, weekday: int, language: str) -> str:
    _ = translation(language).gettext
    named = {
        1: _("the first {weekday}"),
        2: _("the second {weekday}"),
        3: _("the third {weekday}"),
        4: _("the fourth {weekday}"),
        5: _("the fifth {weekday}"),
        -1: _("the last {weekday}"),
    }
    return named.get(ordinal, "").format(weekday=_weekday(weekday, language))


def _weekday(day: int, language: str) -> str:
    return str(locale(language).days["format"]["wide"][day])


def next_dates(held: Iterable[When], language: str) -> str:
    """Name the dates of a series that come next: "Next: 10 March 2026 and 14 April 2026"."""
    named = [days(when.first, when.last, language) for when in held]
    said = translation(language).ngettext("Next: {dates}", "Next: {dates}", len(named))
    return said.format(dates=listed(named, language))
