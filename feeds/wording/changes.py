"""Another date for an event, or for one occurrence, as followers are told of it."""

from dataclasses import dataclass

from feeds.model import Status
from feeds.schedule import Days, Times, Unsettled, When
from feeds.wording.catalogues import translation
from feeds.wording.dates import days, move_of
from feeds.wording.schedules import hours, occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeInWords:
    """A change told: one word for it, a sentence, and the dates it is about."""

    prefix: str
    sentence: str
    dates: str


def moved(
    before: When, after: When, status: Status, language: str, dates_in: str = ""
) -> ChangeInWords:
    """Tell that something held once has got another date or time.

    "Moved from 25–26 November to 2–3 December 2026.", "New time on 4 December 2026: …"

    Args:
        before: When it was to be held.
        after: When it is to be held.
        status: What has become of it: what is postponed is told so.
        language: The language of the words.
        dates_in: That of the dates, where it is another.
    """
    dates_in = dates_in or language
    if isinstance(after, Unsettled):
        return _withdrawn(before, after, status, language, dates_in)
    if isinstance(before, Unsettled):
        return _set(after, language, dates_in)
    if _first_and_last(before) == _first_and_last(after):
        return _same_days(before, after, language, dates_in)
    return _other_days(before, after, status, language, dates_in)


def _first_and_last(when: When) -> tuple[object, object]:
    return when.first, when.last


def _set(after: When, language: str, dates_in: str) -> ChangeInWords:
    _ = translation(language).gettext
    on = occasion(after, dates_in)
    sentence = _("The date is set: {dates}.").format(dates=on)
    return ChangeInWords(prefix=_("Date set"), sentence=sentence, dates=on)


def _withdrawn(
    before: When, after: Unsettled, status: Status, language: str, dates_in: str
) -> ChangeInWords:
    """Tell that a date is open again, or that another month or year is meant."""
    _ = translation(language).gettext
    old, new = occasion(before, dates_in), occasion(after, dates_in)
    sentence = planned(old, new, language)
    if status == "postponed":
        return ChangeInWords(
            prefix=_("Postponed"), sentence=f"{_('Postponed')}. {sentence}", dates=new
        )
    if isinstance(before, Unsettled) and after.year is not None:
        return ChangeInWords(prefix=_("New dates"), sentence=sentence, dates=new)
    return ChangeInWords(prefix=_("Date withdrawn"), sentence=sentence, dates=old)


def planned(before: str, after: str, language: str) -> str:
    """Say what was planned before and what is now; either may be any words for dates."""
    _ = translation(language).gettext
    return _("Previously: {before}. Now: {after}.").format(before=before, after=after)


def _same_days(before: When, after: When, language: str, dates_in: str) -> ChangeInWords:
    """Tell that an event has other times on the same days."""
    _ = translation(language).gettext
    new = occasion(after, dates_in)
    if not isinstance(before, Times) or not isinstance(after, Times):
        if isinstance(after, Times):
            sentence = _("The time is set: {dates}.").format(dates=new)
            return ChangeInWords(prefix=_("Time set"), sentence=sentence, dates=new)
        sentence = planned(occasion(before, dates_in), new, language)
        return ChangeInWords(prefix=_("New time"), sentence=sentence, dates=new)
    if _clocks(before) == _clocks(after):  # the tz database has moved the moment (R34)
        sentence = _("The clock rules there have changed; in local time it is still {dates}.")
        return ChangeInWords(
            prefix=_("Clocks changed"), sentence=sentence.format(dates=new), dates=new
        )
    if not before.is_in_a_day or not after.is_in_a_day:
        sentence = planned(occasion(before, dates_in), new, language)
        return ChangeInWords(prefix=_("New time"), sentence=sentence, dates=new)
    is_same_zone = before.timezone == after.timezone
    sentence = _("New time on {day}: {after} instead of {before}.").format(
        day=days(after.first, after.first, dates_in),
        after=hours(after, dates_in),
        before=hours(before, dates_in, zone=not is_same_zone),
    )
    return ChangeInWords(prefix=_("New time"), sentence=sentence, dates=new)


def _clocks(when: Times) -> tuple[object, object, str]:
    return when.start.replace(tzinfo=None), when.end.replace(tzinfo=None), when.timezone


def _other_days(
    before: When, after: When, status: Status, language: str, dates_in: str
) -> ChangeInWords:
    _ = translation(language).gettext
    old, new = _from_to(before, after, dates_in)
    prefix, sentence = _("Moved"), _("Moved from {before} to {after}.")
    if status == "postponed":
        prefix, sentence = _("Postponed"), _("Postponed from {before} to {after}.")
    return ChangeInWords(
        prefix=prefix,
        sentence=sentence.format(before=old, after=new),
        dates=_("from {before} to {after}").format(before=old, after=new),
    )


def _from_to(old: When, new: When, language: str) -> tuple[str, str]:
    """Write the dates before and after a move: year, hours and zone once where that is enough."""
    if isinstance(old, Days) and isinstance(new, Days):
        return move_of((old.first, old.last), (new.first, new.last), language)
    if not isinstance(old, Times) or not isinstance(new, Times) or old.timezone != new.timezone:
        return occasion(old, language), occasion(new, language)
    if not old.is_in_a_day or not new.is_in_a_day:
        return occasion(old, language), occasion(new, language)
    before, after = move_of((old.first, old.first), (new.first, new.first), language)
    if _hours(old) != _hours(new):
        before = f"{before}, {hours(old, language, zone=False)},"  # the hours stand between commas
    return before, f"{after}, {hours(new, language)}"


def _hours(when: Times) -> tuple[object, object]:
    return when.start.time(), when.end.time()
