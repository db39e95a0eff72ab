"""What became of single dates of a series, as followers are told of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from feeds.model import Facts, OccurrenceChange, Repeat, Status
from feeds.schedule import Days, Settled, When
from feeds.wording.catalogues import translation
from feeds.wording.changes import ChangeInWords, moved
from feeds.wording.dates import days
from feeds.wording.names import listed, quoted, status_name
from feeds.wording.schedules import occasion

MOST_NAMED = 3
"""The most single dates that stand beside a title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tongue:
    """The language of the words, and that of the dates."""

    words: str
    dates: str

    def say(self, prefix: str, sentence: str, named: Sequence[str]) -> ChangeInWords:
        """Tell something of dates that are written already, with `{dates}` for them.

        They are left out beside a title if they are too many for it.
        """
        on = listed(named, self.dates)
        return ChangeInWords(
            prefix=prefix,
            sentence=sentence.format(dates=on),
            dates=on if len(named) <= MOST_NAMED else "",
        )

    def day(self, day: date) -> str:
        """Write one day."""
        return days(day, day, self.dates)


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """One occurrence as it is before or after a change."""

    when: Settled
    is_off: bool
    status: Status
    title: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Slot:
    """A day that a rule gives, or one beside it, and what is held for it before and after a change."""

    day: date
    was: _State | None
    now: _State | None
    is_extra: bool


def single_dates(
    before: Facts, after: Facts, language: str, dates_in: str
) -> Iterator[ChangeInWords]:
    """Tell what became of single dates of a series: off, on again, added, moved, other.

    Of a series that has another rule or other times now, only what is said of it newly. However it
    is written, each date is told of once, and there is always something to tell.

    Args:
        before: The event as it was.
        after: The series as it is.
        language: The language of the words.
        dates_in: That of the dates.
    """
    new, when = after.repeat, after.when
    if new is None:
        return
    old = before.repeat or Repeat(rule=new.rule)
    if (before.when, old.rule) != (when, new.rule):
        old = _in_both(old, new)
    tongue = _Tongue(words=language, dates=dates_in)
    slots = tuple(_slots(before, old, after, new))
    told = [*_held_or_not(slots, when, tongue)]
    for slot in slots:
        if slot.was and slot.now:
            told += _told(slot.day, slot.was, slot.now, tongue)
    states = [slot.now or slot.was for slot in slots]
    yield from told or _details([state.when.first for state in states if state], tongue)


def _slots(before: Facts, old: Repeat, after: Facts, new: Repeat) -> Iterator[_Slot]:
    """Give what was said otherwise before than now."""
    known, named = _by_day(old.changes), _by_day(new.changes)
    had, has = ({each.first: each for each in repeat.also} for repeat in (old, new))
    days_said = {*old.without, *new.without, *had, *has, *known, *named}
    for day in sorted(days_said):
        usual = None if day in had or day in has else _on(after.when, day)
        was = had.get(day, None if day in old.without else usual)
        now = has.get(day, None if day in new.without else usual)
        if (was, known.get(day)) != (now, named.get(day)):
            series = before if day in known else after
            yield _Slot(
                day=day,
                was=_state(was, known.get(day), series) if was else None,
                now=_state(now, named.get(day), after) if now else None,
                is_extra=day in has,
            )


def apart(series: Facts, language: str) -> Iterator[str]:
    """Say of a series on which dates it is other than its rule says, a sentence each.

    Args:
        series: The series.
        language: The language of words and dates.
    """
    if series.repeat:
        texts = tuple(change for change in series.repeat.changes if not _is_other(change))
        plain = replace(series, repeat=Repeat(rule=series.repeat.rule, changes=texts))
        yield from (each.sentence for each in single_dates(plain, series, language, language))


def _is_other(change: OccurrenceChange) -> bool:
    """Tell whether more is other than the texts on it."""
    return bool(change.when or change.title or change.status or change.location)


def _in_both(old: Repeat, new: Repeat) -> Repeat:
    """Leave of what was said what still is."""
    return Repeat(
        rule=new.rule,
        without=tuple(day for day in old.without if day in new.without),
        also=tuple(extra for extra in old.also if extra in new.also),
        changes=tuple(change for change in old.changes if change in new.changes),
    )


def _by_day(changes: Iterable[OccurrenceChange]) -> Mapping[date, OccurrenceChange]:
    return {each.day: each for each in changes}


def _on(when: When, day: date) -> Settled:
    return Days(first=day, last=day) if not isinstance(when, Settled) else when.on(day)


def _state(usual: Settled, change: OccurrenceChange | None, series: Facts) -> _State:
    change = change or OccurrenceChange(day=usual.first)
    status = change.status or series.status
    is_put_off = status == "postponed" and change.when is None  # new days revive it (R39)
    return _State(
        when=change.when or usual,
        is_off=status == "cancelled" or is_put_off,
        status=status,
        title=change.title or series.title,
        place=str(change.location) if change.location else series.place,
    )


def _held_or_not(slots: Sequence[_Slot], when: When, tongue: _Tongue) -> Iterator[ChangeInWords]:
    """Tell which dates are taken out, put back and added.

    Of one that was cancelled already, or is held at the same time beside the rule, there is nothing
    to tell.
    """
    spoken = translation(tongue.words)
    gone = [slot.was for slot in slots if slot.was and not slot.now]
    came = [(slot, slot.now) for slot in slots if slot.now and not slot.was]
    held = {now.when for _, now in came if not now.is_off}
    left = {was.when for was in gone if not was.is_off}
    out = [was.when.first for was in gone if was.status != "cancelled" and was.when not in held]
    news = [(slot, now) for slot, now in came if not now.is_off and now.when not in left]
    back = [now for slot, now in news if not slot.is_extra and now.when.first == slot.day]
    extra = [now for _, now in news if now not in back]
    if out:
        said = spoken.ngettext("Not on {dates}.", "Not on {dates}.", len(out))
        yield tongue.say(spoken.gettext("Cancelled"), said, [*map(tongue.day, sorted(out))])
    if back:
        planned = _as_planned(len(back), tongue)
        on = [tongue.day(each.when.first) for each in back]
        yield tongue.say(spoken.gettext("Going ahead again"), planned, on)
    if extra:
        on = [_named(each.when, when, tongue) for each in extra]
        yield tongue.say(spoken.gettext("New dates"), _added(len(extra), tongue), on)


def _as_planned(count: int, tongue: _Tongue) -> str:
    spoken = translation(tongue.words)
    return spoken.ngettext("Held as planned on {dates}.", "Held as planned on {dates}.", count)


def _added(count: int, tongue: _Tongue) -> str:
    return translation(tongue.words).ngettext("Also on {dates}.", "Also on {dates}.", count)


def _named(extra: Settled, when: When, tongue: _Tongue) -> str:
    """Write an added date, with its hours where they are not those of the series."""
    if extra == _on(when, extra.first):
        return days(extra.first, extra.last, tongue.dates)
    return occasion(extra, tongue.dates)


def _told(day: date, was: _State, now: _State, tongue: _Tongue) -> Sequence[ChangeInWords]:
    """Tell what became of the occurrence of a day; there is always something to tell."""
    said = (*_turned(day, was, now, tongue), *_looks(was, now, tongue))
    return said or _details([now.when.first], tongue)


def _details(on: Sequence[date], tongue: _Tongue) -> Sequence[ChangeInWords]:
    """Tell that something else is other on some dates."""
    if not on:
        return ()
    _ = translation(tongue.words).gettext
    named = [tongue.day(day) for day in sorted(set(on))]
    return (tongue.say(_("Changed"), _("Details changed for {dates}."), named),)


def _turned(day: date, was: _State, now: _State, tongue: _Tongue) -> Iterator[ChangeInWords]:
    _ = translation(tongue.words).gettext
    if now.is_off:
        if was.is_off and was.status == now.status:
            return
        on = [tongue.day(was.when.first)]
        if now.status == "postponed":
            yield tongue.say(_("Postponed"), _("The event on {dates} is postponed."), on)
        else:
            yield tongue.say(_("Cancelled"), _("The event on {dates} is cancelled."), on)
    elif was.when != now.when and not (was.is_off and was.status == "cancelled"):
        yield moved(was.when, now.when, now.status, tongue.words, tongue.dates)
    elif was.is_off:
        on = [tongue.day(now.when.first)]
        is_usual = now.when.first == day
        sentence = _as_planned(1, tongue) if is_usual else _added(1, tongue)
        yield tongue.say(_("Going ahead again"), sentence, on)


def _looks(was: _State, now: _State, tongue: _Tongue) -> Iterator[ChangeInWords]:
    """Tell the title, place or standing that an occurrence has got."""
    if now.is_off:
        return
    _ = translation(tongue.words).gettext
    said = []
    if was.title != now.title:
        said.append(quoted(now.title, tongue.words))
    if was.place != now.place and now.place:
        said.append(now.place)
    if was.status != now.status and now.status == "tentative":
        said.append(status_name(now.status, tongue.words).lower())
    if said:
        on = tongue.day(now.when.first)
        sentence = _("On {day}: {what}.").format(day=on, what=", ".join(said))
        yield ChangeInWords(prefix=_("Changed"), sentence=sentence, dates=on)
