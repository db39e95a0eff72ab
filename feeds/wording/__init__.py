"""What the program says in its own words, in the language it is asked for.

Words come from the catalogues (gettext), dates and lists from CLDR (by Babel). A function
takes the language as a tag ("fr", "en-GB"); a language without a catalogue speaks English,
with its own dates.
"""

from feeds.wording.catalogues import translation
from feeds.wording.changes import ChangeInWords
from feeds.wording.dates import days, month
from feeds.wording.history import remembered
from feeds.wording.locales import direction, is_language, locale, open_graph_locale
from feeds.wording.names import (
    as_sentence,
    labelled,
    language_name,
    listed,
    quoted,
    role_name,
    status_name,
)
from feeds.wording.news import change
from feeds.wording.phrases import Phrase, counted, phrase
from feeds.wording.schedules import dates, next_dates, occasion
from feeds.wording.single_dates import apart

__all__ = [
    "ChangeInWords",
    "Phrase",
    "apart",
    "as_sentence",
    "change",
    "counted",
    "dates",
    "days",
    "direction",
    "is_language",
    "labelled",
    "language_name",
    "listed",
    "locale",
    "month",
    "next_dates",
    "occasion",
    "open_graph_locale",
    "phrase",
    "quoted",
    "remembered",
    "role_name",
    "status_name",
    "translation",
]
