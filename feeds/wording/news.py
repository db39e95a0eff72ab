"""What followers get a notice of, in words: new days, going off, coming on again."""

from feeds.model import Change, Facts
from feeds.schedule import Unsettled
from feeds.wording.catalogues import translation
from feeds.wording.changes import ChangeInWords, moved, planned
from feeds.wording.names import listed
from feeds.wording.schedules import dates
from feeds.wording.single_dates import MOST_NAMED, single_dates


def change(told: Change, language: str, dates_in: str = "") -> ChangeInWords:
    """Tell a change that followers get a notice of.

    "Moved from 25–26 November to 2–3 December 2008.", "Cancelled. It was to be held on …"

    Args:
        told: The change.
        language: The language of the words.
        dates_in: That of the dates, where it is another.
    """
    dates_in = dates_in or language
    before, after = told.before, told.after
    is_of_all = told.is_turn or told.is_rescheduling
    if not told.is_move or (is_of_all and "cancelled" in {before.status, after.status}):
        return _turn(told, language, dates_in)
    if before.repeat or after.repeat:
        return _series(before, after, language, dates_in)
    return moved(
        before.when,
        after.when,
        after.status if told.is_turn or _is_open(after) else "confirmed",
        language,
        dates_in,
    )


def _is_open(facts: Facts) -> bool:
    return isinstance(facts.when, Unsettled)


def _series(before: Facts, after: Facts, language: str, dates_in: str) -> ChangeInWords:
    """Tell what became of a series: how it is held now where that changed, and single dates."""
    _ = translation(language).gettext
    if _is_open(after):
        return _withdrawn(before, after, language, dates_in)
    singly = tuple(single_dates(before, after, language, dates_in))
    held = dates(after.when, after.repeat, dates_in)
    rules = [each.repeat and each.repeat.rule for each in (before, after)]
    if before.when == after.when and rules[0] == rules[1]:
        return _joined(singly, held, language)
    sentence = (
        _("It is now held once: {dates}.") if not after.repeat else _("It is now held {dates}.")
    )
    sentences = (sentence.format(dates=held), *(each.sentence for each in singly))
    return ChangeInWords(prefix=_("New dates"), sentence=" ".join(sentences), dates=held)


def _withdrawn(before: Facts, after: Facts, language: str, dates_in: str) -> ChangeInWords:
    """Tell that a series gave way to an event whose days are to come."""
    _ = translation(language).gettext
    old = dates(before.when, before.repeat, dates_in)
    sentence = planned(old, dates(after.when, None, dates_in), language)
    return ChangeInWords(prefix=_("Date withdrawn"), sentence=sentence, dates=old)


def _joined(singly: tuple[ChangeInWords, ...], held: str, language: str) -> ChangeInWords:
    """Tell what became of several single dates at once."""
    sentence = " ".join(each.sentence for each in singly)
    if len(singly) > MOST_NAMED or not all(each.dates for each in singly):
        prefix = translation(language).gettext("New dates")
        return ChangeInWords(prefix=prefix, sentence=sentence, dates=held)
    if len(singly) == 1:
        return singly[0]
    if len({each.prefix for each in singly}) == 1:
        on = listed((each.dates for each in singly), language)
        return ChangeInWords(prefix=singly[0].prefix, sentence=sentence, dates=on)
    prefix = translation(language).gettext("New dates")
    return ChangeInWords(prefix=prefix, sentence=sentence, dates=sentence.removesuffix("."))


def _turn(told: Change, language: str, dates_in: str) -> ChangeInWords:
    _ = translation(language).gettext
    on = dates(told.after.when, told.after.repeat, dates_in)
    match told.after.status:
        case "cancelled":
            prefix, sentence = _("Cancelled"), _("Cancelled. It was to be held on {days}.")
        case "postponed":
            prefix = _("Postponed")
            sentence = _("Postponed. New dates will follow; it was to be held on {days}.")
        case _:
            prefix, sentence = _("Going ahead again"), _("Going ahead again, on {days}.")
    if told.after.repeat or isinstance(told.after.when, Unsettled):
        return ChangeInWords(prefix=prefix, sentence=f"{prefix}.", dates=on)
    return ChangeInWords(prefix=prefix, sentence=sentence.format(days=on), dates=on)
