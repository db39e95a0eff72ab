"""Changes of events in three languages."""

from datetime import UTC, date, datetime

import pytest

from feeds import wording
from feeds.model import Change, Facts, Status

OLD = (date(2008, 11, 25), date(2008, 11, 26))
NEW = (date(2008, 12, 1), date(2008, 12, 1))


def change(
    days: tuple[date, date] = OLD, before: Status = "confirmed", after: Status = "confirmed"
) -> Change:
    """Make a change from old days and a status to others."""
    old = Facts(title="A", start=OLD[0], end=OLD[1], place="", status=before)
    new = Facts(title="A", start=days[0], end=days[1], place="", status=after)
    return Change(at=datetime(2026, 1, 5, tzinfo=UTC), sequence=1, before=old, after=new)


MOVED = change(NEW)
PUT_OFF = change(NEW, after="postponed")
NEW_DAYS = change(NEW, before="postponed", after="postponed")
POSTPONED = change(after="postponed")
CANCELLED = change(after="cancelled")
CANCELLED_ELSEWHERE = change(NEW, after="cancelled")
ON_AGAIN = change(before="cancelled")


@pytest.mark.parametrize(
    ("told", "language", "prefix", "sentence"),
    [
        (MOVED, "en", "Moved", "Moved from 25–26 November to 1 December 2008."),
        (MOVED, "fr", "Déplacé", "Déplacé du 25–26 novembre au 1er décembre 2008."),
        (
            *(MOVED, "es", "Cambio de fecha"),
            "Cambio de fecha: del 25–26 de noviembre al 1 de diciembre de 2008.",
        ),
        (NEW_DAYS, "en", "Moved", "Moved from 25–26 November to 1 December 2008."),
        (PUT_OFF, "en", "Postponed", "Postponed from 25–26 November to 1 December 2008."),
        (PUT_OFF, "fr", "Reporté", "Reporté du 25–26 novembre au 1er décembre 2008."),
        (
            *(PUT_OFF, "es", "Aplazado"),
            "Aplazado del 25–26 de noviembre al 1 de diciembre de 2008.",
        ),
        (
            *(POSTPONED, "en", "Postponed"),
            "Postponed. New dates will follow; it was to be held on 25–26 November 2008.",
        ),
        (
            *(POSTPONED, "fr", "Reporté"),
            "Reporté. De nouvelles dates suivront\u00a0; date prévue\u00a0: 25–26 novembre 2008.",
        ),
        (
            *(POSTPONED, "es", "Aplazado"),
            "Aplazado. Se anunciarán nuevas fechas; fecha prevista: 25–26 de noviembre de 2008.",
        ),
        (
            *(CANCELLED, "en", "Cancelled"),
            "Cancelled. It was to be held on 25–26 November 2008.",
        ),
        (CANCELLED, "fr", "Annulé", "Annulé. Date prévue\u00a0: 25–26 novembre 2008."),
        (
            *(CANCELLED, "es", "Cancelado"),
            "Cancelado. Fecha prevista: 25–26 de noviembre de 2008.",
        ),
        (
            *(CANCELLED_ELSEWHERE, "en", "Cancelled"),
            "Cancelled. It was to be held on 1 December 2008.",
        ),
        (ON_AGAIN, "en", "On again", "On again, on 25–26 November 2008."),
        (
            *(ON_AGAIN, "fr", "De nouveau au programme"),
            "De nouveau au programme\u00a0: 25–26 novembre 2008.",
        ),
        (
            *(ON_AGAIN, "es", "De nuevo en el programa"),
            "De nuevo en el programa: 25–26 de noviembre de 2008.",
        ),
        (ON_AGAIN, "de", "On again", "On again, on 25.–26. November 2008."),
    ],
)
def test_a_change_is_told(told: Change, language: str, prefix: str, sentence: str) -> None:
    """In a word that stands before a title, and in a sentence."""
    said = wording.change(told, language)
    assert (said.prefix, said.sentence) == (prefix, sentence)


def test_the_days_of_a_change_stand_beside_its_title() -> None:
    """Of a move, both the old and the new ones."""
    assert wording.change(MOVED, "fr").days == "du 25–26 novembre au 1er décembre 2008"
    assert wording.change(CANCELLED, "fr").days == "25–26 novembre 2008"


def test_words_and_dates_may_be_of_two_languages() -> None:
    """An editor is told in English what becomes of dates that are written in French."""
    said = wording.change(MOVED, "en", dates_in="fr")
    assert said.sentence == "Moved from 25–26 novembre to 1er décembre 2008."
    assert said.days == "from 25–26 novembre to 1er décembre 2008"
    said = wording.change(CANCELLED, "en", dates_in="fr")
    assert said.sentence == "Cancelled. It was to be held on 25–26 novembre 2008."
