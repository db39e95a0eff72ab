"""Changes of events in three languages."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from feeds import wording
from feeds.model import Change, Facts, OccurrenceChange, Repeat, Status
from feeds.schedule import Days, Times, Unsettled, When, parse_rule, times

OLD = Days(first=date(2008, 11, 25), last=date(2008, 11, 26))
NEW = Days(first=date(2008, 12, 1), last=date(2008, 12, 1))
MONTH = Unsettled(year=2009, month=3)
NO_DATE = Unsettled()


def change(
    when: When = OLD,
    before: Status = "confirmed",
    after: Status = "confirmed",
    *,
    was: When = OLD,
    repeats: tuple[Repeat | None, Repeat | None] = (None, None),
) -> Change:
    """Make a change from old dates and a status to others."""
    old = Facts(title="A", when=was, repeat=repeats[0], place="", status=before)
    new = Facts(title="A", when=when, repeat=repeats[1], place="", status=after)
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
        (ON_AGAIN, "en", "Going ahead again", "Going ahead again, on 25–26 November 2008."),
        (
            *(ON_AGAIN, "fr", "De nouveau au programme"),
            "De nouveau au programme\u00a0: 25–26 novembre 2008.",
        ),
        (
            *(ON_AGAIN, "es", "De nuevo en el programa"),
            "De nuevo en el programa: 25–26 de noviembre de 2008.",
        ),
        (ON_AGAIN, "de", "Going ahead again", "Going ahead again, on 25.–26. November 2008."),
    ],
)
def test_a_change_is_told(told: Change, language: str, prefix: str, sentence: str) -> None:
    """In a word that stands before a title, and in a sentence."""
    said = wording.change(told, language)
    assert (said.prefix, said.sentence) == (prefix, sentence)


def test_the_days_of_a_change_stand_beside_its_title() -> None:
    """Of a move, both the old and the new ones."""
    assert wording.change(MOVED, "fr").dates == "du 25–26 novembre au 1er décembre 2008"
    assert wording.change(CANCELLED, "fr").dates == "25–26 novembre 2008"


def test_words_and_dates_may_be_of_two_languages() -> None:
    """An editor is told in English what becomes of dates that are written in French."""
    said = wording.change(MOVED, "en", dates_in="fr")
    assert said.sentence == "Moved from 25–26 novembre to 1er décembre 2008."
    assert said.dates == "from 25–26 novembre to 1er décembre 2008"
    said = wording.change(CANCELLED, "en", dates_in="fr")
    assert said.sentence == "Cancelled. It was to be held on 25–26 novembre 2008."


def at(day: int, hour: int, zone: str = "Europe/Zurich") -> Times:
    """Make times of an hour in March 2026."""
    return span(f"2026-03-{day:02} {hour:02}:00", f"2026-03-{day:02} {hour + 1:02}:00", zone)


def span(start: str, end: str, zone: str = "Europe/Zurich") -> Times:
    """Make times from one to another, as the clocks of a zone show them."""
    return times(datetime.fromisoformat(start), datetime.fromisoformat(end), zone)


def before_new_rules(when: Times) -> Times:
    """Give times the distance from UTC that older rules of the zone gave them."""
    offset = timezone(timedelta(hours=2))
    start, end = (each.replace(tzinfo=offset) for each in (when.start, when.end))
    return replace(when, start=start, end=end)


DATE_SET = change(NEW, was=MONTH)
TO_MONTH = change(MONTH)
MONTH_SET = change(MONTH, was=NO_DATE)
TIMES_MOVED = change(at(5, 14), was=at(4, 9))
TIMES_GIVEN = change(at(4, 9), was=Days(first=date(2026, 3, 4), last=date(2026, 3, 4)))
CLOCKS = change(at(4, 9), was=before_new_rules(at(4, 9)))
TO_MONTH_PUT_OFF = change(MONTH, after="postponed")
CANCELLED_OF_A_MONTH = change(MONTH, was=MONTH, after="cancelled")


@pytest.mark.parametrize(
    ("told", "language", "prefix", "sentence"),
    [
        (DATE_SET, "en", "Date set", "The date is set: 1 December 2008."),
        (DATE_SET, "fr", "Date fixée", "La date est fixée\u00a0: 1er décembre 2008."),
        (DATE_SET, "es", "Fecha fijada", "La fecha ya está fijada: 1 de diciembre de 2008."),
        (
            *(TO_MONTH, "en", "Date withdrawn"),
            "Previously: 25–26 November 2008. Now: March 2009, date to be confirmed.",
        ),
        (
            *(TO_MONTH, "fr", "Date retirée"),
            ("Auparavant\u00a0: 25–26 novembre 2008. Désormais\u00a0: mars 2009, date à préciser."),
        ),
        (
            *(TO_MONTH, "es", "Fecha retirada"),
            "Antes: 25–26 de noviembre de 2008. Ahora: marzo de 2009, fecha por confirmar.",
        ),
        (
            *(MONTH_SET, "fr", "Nouvelles dates"),
            "Auparavant\u00a0: date à préciser. Désormais\u00a0: mars 2009, date à préciser.",
        ),
        (
            *(TO_MONTH_PUT_OFF, "en", "Postponed"),
            ("Postponed. Previously: 25–26 November 2008. Now: March 2009, date to be confirmed."),
        ),
        (
            *(TO_MONTH_PUT_OFF, "fr", "Reporté"),
            (
                "Reporté. Auparavant\u00a0: 25–26 novembre 2008. "
                "Désormais\u00a0: mars 2009, date à préciser."
            ),
        ),
        (
            *(TO_MONTH_PUT_OFF, "es", "Aplazado"),
            (
                "Aplazado. Antes: 25–26 de noviembre de 2008. "
                "Ahora: marzo de 2009, fecha por confirmar."
            ),
        ),
        (CANCELLED_OF_A_MONTH, "fr", "Annulé", "Annulé."),
        (
            *(TIMES_MOVED, "en", "Moved"),
            "Moved from 4 March, 09:00–10:00, to 5 March 2026, 14:00–15:00 (Zurich time).",
        ),
        (
            *(TIMES_MOVED, "fr", "Déplacé"),
            ("Déplacé du 4 mars, 09:00–10:00, au 5 mars 2026, 14:00–15:00 (heure\u00a0: Zurich)."),
        ),
        (
            *(TIMES_MOVED, "es", "Cambio de fecha"),
            (
                "Cambio de fecha: del 4 de marzo, 9:00–10:00, "
                "al 5 de marzo de 2026, 14:00–15:00 (hora de Zúrich)."
            ),
        ),
        (
            *(TIMES_GIVEN, "en", "Time set"),
            "The time is set: 4 March 2026, 09:00–10:00 (Zurich time).",
        ),
        (
            *(TIMES_GIVEN, "fr", "Horaire fixé"),
            "L’horaire est fixé\u00a0: 4 mars 2026, 09:00–10:00 (heure\u00a0: Zurich).",
        ),
        (
            *(CLOCKS, "fr", "Changement de l’heure locale"),
            (
                "Les règles de l’heure locale ont changé\u00a0; en heure locale, "
                "c’est toujours\u00a0: 4 mars 2026, 09:00–10:00 (heure\u00a0: Zurich)."
            ),
        ),
        (
            *(CLOCKS, "es", "Cambio de la hora local"),
            (
                "Las reglas de la hora local han cambiado; en hora local, "
                "sigue siendo: 4 de marzo de 2026, 9:00–10:00 (hora de Zúrich)."
            ),
        ),
    ],
)
def test_a_change_of_times_and_of_what_is_known_is_told(
    told: Change, language: str, prefix: str, sentence: str
) -> None:
    """What is known of a month has no article, so that it stands after a colon."""
    said = wording.change(told, language)
    assert (said.prefix, said.sentence) == (prefix, sentence)


def test_what_is_known_of_the_dates_stands_beside_the_title() -> None:
    """What was set, or is no longer so; of what is off, what was known."""
    assert wording.change(DATE_SET, "en").dates == "1 December 2008"
    assert wording.change(TO_MONTH, "en").dates == "25–26 November 2008"
    assert wording.change(TO_MONTH_PUT_OFF, "fr").dates == "mars 2009, date à préciser"
    assert wording.change(MONTH_SET, "es").dates == "marzo de 2009, fecha por confirmar"
    assert wording.change(CANCELLED_OF_A_MONTH, "fr").dates == "mars 2009, date à préciser"


FIRST = at(10, 9)
RULE = parse_rule("FREQ=MONTHLY;BYDAY=2TU;COUNT=12", FIRST)
APRIL, MAY, JUNE = date(2026, 4, 14), date(2026, 5, 12), date(2026, 6, 9)
JULY = span("2026-07-01 09:00", "2026-07-01 10:00", "Europe/Zurich")
AUGUST = span("2026-08-05 11:00", "2026-08-05 12:00", "Europe/Zurich")
JULY_LATER = span("2026-07-01 11:00", "2026-07-01 12:00", "Europe/Zurich")


def edited(old: dict[str, Any], new: dict[str, Any]) -> Change:
    """Make a change of what is other than the rule of a series."""
    repeats = (Repeat(rule=RULE, **old), Repeat(rule=RULE, **new))
    return change(FIRST, was=FIRST, repeats=repeats)


def other(day: date = APRIL, **fields: Any) -> dict[str, tuple[OccurrenceChange]]:
    """Say that one occurrence is other than the series."""
    return {"changes": (OccurrenceChange(day=day, **fields),)}


@pytest.mark.parametrize(
    ("old", "new", "english", "french", "spanish"),
    [
        (
            *({}, {"without": (APRIL,)}),
            "Not on 14 April 2026.",
            "Date supprimée : 14 avril 2026.",
            "Fecha suprimida: 14 de abril de 2026.",
        ),
        (
            *({"without": (APRIL,)}, {"without": (APRIL, JUNE, MAY)}),
            "Not on 12 May 2026 and 9 June 2026.",
            "Dates supprimées : 12 mai 2026 et 9 juin 2026.",
            "Fechas suprimidas: 12 de mayo de 2026 y 9 de junio de 2026.",
        ),
        (
            *({"without": (APRIL,)}, {}),
            "Held as planned on 14 April 2026.",
            "Date maintenue comme prévu : 14 avril 2026.",
            "Se mantiene según lo previsto: 14 de abril de 2026.",
        ),
        (
            *({"without": (JUNE, MAY)}, {}),
            "Held as planned on 12 May 2026 and 9 June 2026.",
            "Dates maintenues comme prévu : 12 mai 2026 et 9 juin 2026.",
            "Se mantienen según lo previsto: 12 de mayo de 2026 y 9 de junio de 2026.",
        ),
        (
            *({}, {"also": (JULY,)}),
            "Also on 1 July 2026.",
            "Date ajoutée : 1er juillet 2026.",
            "Fecha añadida: 1 de julio de 2026.",
        ),
        (
            *({}, {"also": (JULY, AUGUST)}),
            "Also on 1 July 2026 and 5 August 2026, 11:00–12:00 (Zurich time).",
            "Dates ajoutées : 1er juillet 2026 et 5 août 2026, 11:00–12:00 (heure : Zurich).",
            (
                "Fechas añadidas: 1 de julio de 2026 y 5 de agosto de 2026, "
                "11:00–12:00 (hora de Zúrich)."
            ),
        ),
        (
            *({"also": (JULY,)}, {"without": (APRIL,)}),
            "Not on 14 April 2026 and 1 July 2026.",
            "Dates supprimées : 14 avril 2026 et 1er juillet 2026.",
            "Fechas suprimidas: 14 de abril de 2026 y 1 de julio de 2026.",
        ),
        (
            *({"also": (JULY,)}, {"also": (JULY_LATER,)}),
            "New time on 1 July 2026: 11:00–12:00 (Zurich time) instead of 09:00–10:00.",
            (
                "Nouvel horaire le 1er juillet 2026 : 11:00–12:00 (heure : Zurich) "
                "au lieu de 09:00–10:00."
            ),
            (
                "Nuevo horario el 1 de julio de 2026: 11:00–12:00 (hora de Zúrich) "
                "en lugar de 9:00–10:00."
            ),
        ),
        (
            *({}, other(when=JULY)),
            "Moved from 14 April to 1 July 2026, 09:00–10:00 (Zurich time).",
            "Déplacé du 14 avril au 1er juillet 2026, 09:00–10:00 (heure : Zurich).",
            (
                "Cambio de fecha: del 14 de abril al 1 de julio de 2026, "
                "9:00–10:00 (hora de Zúrich)."
            ),
        ),
        (
            *({}, other(status="cancelled")),
            "The event on 14 April 2026 is cancelled.",
            "La date du 14 avril 2026 est annulée.",
            "La fecha del 14 de abril de 2026 queda cancelada.",
        ),
        (
            *({}, other(when=JULY, status="cancelled")),
            "The event on 14 April 2026 is cancelled.",
            "La date du 14 avril 2026 est annulée.",
            "La fecha del 14 de abril de 2026 queda cancelada.",
        ),
        (
            *({}, other(status="postponed")),
            "The event on 14 April 2026 is postponed.",
            "La date du 14 avril 2026 est reportée.",
            "La fecha del 14 de abril de 2026 queda aplazada.",
        ),
        (
            *({}, other(title="B")),
            "On 14 April 2026: “B”.",
            "Le 14 avril 2026 : «\u00a0B\u00a0».",
            "El 14 de abril de 2026: «B».",
        ),
        (
            *({}, other(summary="By boat.")),
            "Details changed for 14 April 2026.",
            "Changement pour la date du 14 avril 2026.",
            "Cambios para la fecha del 14 de abril de 2026.",
        ),
        (
            *(other(status="cancelled"), {}),
            "Held as planned on 14 April 2026.",
            "Date maintenue comme prévu : 14 avril 2026.",
            "Se mantiene según lo previsto: 14 de abril de 2026.",
        ),
        (
            *({"without": (MAY,)}, {"without": (JUNE,), **other(status="cancelled")}),
            (
                "Not on 9 June 2026. Held as planned on 12 May 2026. "
                "The event on 14 April 2026 is cancelled."
            ),
            (
                "Date supprimée : 9 juin 2026. Date maintenue comme prévu : 12 mai 2026. "
                "La date du 14 avril 2026 est annulée."
            ),
            (
                "Fecha suprimida: 9 de junio de 2026. "
                "Se mantiene según lo previsto: 12 de mayo de 2026. "
                "La fecha del 14 de abril de 2026 queda cancelada."
            ),
        ),
    ],
)
def test_single_dates_of_a_series_are_told(
    old: dict[str, Any], new: dict[str, Any], english: str, french: str, spanish: str
) -> None:
    """One by one, where the rest of it stays as it is."""
    told = edited(old, new)
    texts = {"en": english, "fr": french.replace(" :", "\u00a0:"), "es": spanish}
    assert {language: wording.change(told, language).sentence for language in texts} == texts


@pytest.mark.parametrize(
    ("old", "new", "prefix", "dates"),
    [
        ({}, {"without": (APRIL, MAY)}, "Annulé", "14 avril 2026 et 12 mai 2026"),
        ({"without": (APRIL,)}, {}, "De nouveau au programme", "14 avril 2026"),
        ({}, {"also": (JULY,)}, "Nouvelles dates", "1er juillet 2026"),
        (
            *({"also": (JULY,)}, {"also": (JULY_LATER,)}),
            *("Nouvel horaire", "1er juillet 2026, 11:00–12:00 (heure\u00a0: Zurich)"),
        ),
        (
            *({}, other(when=JULY), "Déplacé"),
            "du 14 avril au 1er juillet 2026, 09:00–10:00 (heure\u00a0: Zurich)",
        ),
        ({}, other(status="postponed"), "Reporté", "14 avril 2026"),
        ({}, other(title="B"), "Modifié", "14 avril 2026"),
        (
            *({}, {"without": (JUNE,), **other(status="cancelled")}, "Annulé"),
            "9 juin 2026 et 14 avril 2026",
        ),
        (
            *({"without": (MAY,)}, {"without": (JUNE,)}, "Nouvelles dates"),
            ("Date supprimée\u00a0: 9 juin 2026. Date maintenue comme prévu\u00a0: 12 mai 2026"),
        ),
    ],
)
def test_what_became_of_single_dates_stands_beside_the_title_of_a_series(
    old: dict[str, Any], new: dict[str, Any], prefix: str, dates: str
) -> None:
    """The dates alone where one word fits them all; else what became of each."""
    said = wording.change(edited(old, new), "fr")
    assert (said.prefix, said.dates) == (prefix, dates)


WEEKLY = Repeat(rule=parse_rule("FREQ=WEEKLY;BYDAY=TU", FIRST))


@pytest.mark.parametrize(
    ("repeats", "english", "french", "spanish"),
    [
        (
            (Repeat(rule=RULE), WEEKLY),
            "It is now held every week on Tuesday, from 10 March 2026, 09:00–10:00 (Zurich time).",
            (
                "Désormais : chaque semaine, le mardi, à partir du 10 mars 2026, "
                "09:00–10:00 (heure : Zurich)."
            ),
            (
                "A partir de ahora: cada semana, el martes, a partir del 10 de marzo de 2026, "
                "9:00–10:00 (hora de Zúrich)."
            ),
        ),
        (
            (None, Repeat(rule=RULE)),
            (
                "It is now held every month on the second Tuesday, "
                "from 10 March 2026 to 9 February 2027, 09:00–10:00 (Zurich time)."
            ),
            (
                "Désormais : chaque mois, le deuxième mardi, du 10 mars 2026 au 9 février 2027, "
                "09:00–10:00 (heure : Zurich)."
            ),
            (
                "A partir de ahora: cada mes, el segundo martes, del 10 de marzo de 2026 "
                "al 9 de febrero de 2027, 9:00–10:00 (hora de Zúrich)."
            ),
        ),
        (
            (WEEKLY, None),
            "It is now held once: 10 March 2026, 09:00–10:00 (Zurich time).",
            "N’a plus lieu qu’une fois : 10 mars 2026, 09:00–10:00 (heure : Zurich).",
            "Ahora se celebra una sola vez: 10 de marzo de 2026, 9:00–10:00 (hora de Zúrich).",
        ),
    ],
)
def test_another_rule_is_told_as_a_whole(
    repeats: tuple[Repeat | None, Repeat | None], english: str, french: str, spanish: str
) -> None:
    """How it is held now; how it was held until then would be too much."""
    told = change(FIRST, was=FIRST, repeats=repeats)
    texts = {"en": english, "fr": french.replace(" :", "\u00a0:"), "es": spanish}
    assert {language: wording.change(told, language).sentence for language in texts} == texts


def test_a_series_that_goes_off_or_comes_on_again_says_so_alone() -> None:
    """How often it is held stands beside it anyway."""
    off = change(FIRST, was=FIRST, repeats=(WEEKLY, WEEKLY), after="cancelled")
    assert wording.change(off, "fr").sentence == "Annulé."
    assert wording.change(off, "fr").dates.startswith("chaque semaine, le mardi, ")
    on = change(FIRST, was=FIRST, repeats=(WEEKLY, WEEKLY), before="cancelled")
    assert wording.change(on, "es").sentence == "De nuevo en el programa."
