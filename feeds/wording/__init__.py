"""What the program says in its own words, in the language it is asked for.

Words come from the catalogues (gettext), dates and lists from CLDR (by Babel). A function
takes the language as a tag ("fr", "en-GB"); a language without a catalogue speaks English,
with its own dates.
"""

from feeds.wording.catalogues import translation
from feeds.wording.changes import ChangeInWords, change
from feeds.wording.dates import days, days_from_to, month
from feeds.wording.locales import locale
from feeds.wording.names import labelled, listed, quoted, role_name, status_name
from feeds.wording.phrases import Phrase, counted, phrase

__all__ = [
    "ChangeInWords",
    "Phrase",
    "change",
    "counted",
    "days",
    "days_from_to",
    "labelled",
    "listed",
    "locale",
    "month",
    "phrase",
    "quoted",
    "role_name",
    "status_name",
    "translation",
]
