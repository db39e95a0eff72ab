"""Any change of an event in words: what followers get a notice of, and what they get none of."""

from collections.abc import Iterator

from feeds.model import Change
from feeds.wording.catalogues import translation
from feeds.wording.names import quoted, status_name
from feeds.wording.news import change


def remembered(told: Change, language: str) -> str:
    """Tell all that a change was: new days, another title, another place, another standing.

    Nothing is told of a title that changed in other languages alone.
    """
    sentences = [change(told, language).sentence] if told.is_news else []
    return " ".join((*sentences, *_quietly(told, language)))


def _quietly(told: Change, language: str) -> Iterator[str]:
    """Tell what is no news."""
    _ = translation(language).gettext
    before, after = told.before, told.after
    titles = [quoted(facts.title_in(language), language) for facts in (before, after)]
    if titles[0] != titles[1]:
        new_title = _("New title: {after} instead of {before}.")
        yield new_title.format(before=titles[0], after=titles[1])
    if before.place != after.place:
        yield _moved(before.place, after.place, language)
    if told.is_turn and not told.is_news:
        yield f"{status_name(after.status, language)}."


def _moved(before: str, after: str, language: str) -> str:
    """Tell another place; what is not known is empty."""
    _ = translation(language).gettext
    if not before:
        return _("The place is set: {place}.").format(place=after)
    if not after:
        return _("The place is no longer set; it was {place}.").format(place=before)
    return _("New place: {after} instead of {before}.").format(before=before, after=after)
