"""Changes of events as followers are told of them."""

from dataclasses import dataclass

from feeds.model import Change
from feeds.wording.catalogues import translation
from feeds.wording.dates import days, from_to, move_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeInWords:
    """A change told: one word for it, a sentence, and the days it is about."""

    prefix: str
    sentence: str
    days: str


def change(told: Change, language: str, dates_in: str = "") -> ChangeInWords:
    """Tell a change that followers get a notice of.

    "Moved from 25–26 November to 2–3 December 2008.", "Cancelled. It was to be held on …"

    Args:
        told: The change.
        language: The language of the words.
        dates_in: That of the dates, where it is another.
    """
    if told.is_move and not (told.is_turn and told.after.status == "cancelled"):
        return _move(told, language, dates_in or language)
    return _turn(told, language, dates_in or language)


def _move(told: Change, language: str, dates_in: str) -> ChangeInWords:
    _ = translation(language).gettext
    old, new = (told.before.start, told.before.end), (told.after.start, told.after.end)
    before, after = move_of(old, new, dates_in)
    if told.is_turn and told.after.status == "postponed":
        prefix, sentence = _("Postponed"), _("Postponed from {before} to {after}.")
    else:
        prefix, sentence = _("Moved"), _("Moved from {before} to {after}.")
    return ChangeInWords(
        prefix=prefix,
        sentence=sentence.format(before=before, after=after),
        days=from_to(before, after, language),
    )


def _turn(told: Change, language: str, dates_in: str) -> ChangeInWords:
    _ = translation(language).gettext
    on = days(told.after.start, told.after.end, dates_in)
    match told.after.status:
        case "cancelled":
            prefix, sentence = _("Cancelled"), _("Cancelled. It was to be held on {days}.")
        case "postponed":
            prefix = _("Postponed")
            sentence = _("Postponed. New dates will follow; it was to be held on {days}.")
        case _:
            prefix, sentence = _("On again"), _("On again, on {days}.")
    return ChangeInWords(prefix=prefix, sentence=sentence.format(days=on), days=on)
