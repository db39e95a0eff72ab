"""When events are held, in three languages: days, times, what is not settled, series."""

from datetime import date, datetime

import pytest
from babel.localedata import locale_identifiers

from feeds import wording
from feeds.model import Repeat
from feeds.schedule import Days, Settled, Times, Unsettled, When, parse_rule, times
from feeds.wording.schedules import pattern, zone_name


def span(start: str, end: str, zone: str) -> Times:
    """Make times from one to another, as the clocks of a zone show them."""
    return times(datetime.fromisoformat(start), datetime.fromisoformat(end), zone)


FIRST = date(2026, 3, 10)
ONE_DAY = Days(first=FIRST, last=FIRST)
MORNING = span("2026-03-10 09:30", "2026-03-10 11:00", "Europe/Zurich")
MOMENT = span("2026-03-10 09:30", "2026-03-10 09:30", "Europe/Athens")
NIGHT = span("2026-05-01 22:00", "2026-05-02 02:00", "Africa/Cairo")
TO_MIDNIGHT = span("2026-05-01 22:00", "2026-05-02 00:00", "UTC")
DAYS_ON_END = span("2026-04-30 09:00", "2026-05-02 17:00", "Etc/UTC")
LANGUAGES = ("en", "fr", "es")


def spaced(text: str) -> str:
    """Return French text with the no-break space before its colons."""
    return text.replace(" :", "\u00a0:")


def said(when: When, rule: str = "") -> list[str]:
    """Say in each language when something is held."""
    repeat = None
    if rule and not isinstance(when, Unsettled):
        repeat = Repeat(rule=parse_rule(rule, when))
    return [wording.dates(when, repeat, language) for language in LANGUAGES]


@pytest.mark.parametrize(
    ("when", "english", "french", "spanish"),
    [
        (ONE_DAY, "10 March 2026", "10 mars 2026", "10 de marzo de 2026"),
        (
            Days(first=FIRST, last=date(2026, 4, 1)),
            "10 March – 1 April 2026",
            "10 mars – 1er avril 2026",
            "10 de marzo – 1 de abril de 2026",
        ),
        (
            MORNING,
            "10 March 2026, 09:30–11:00 (Zurich time)",
            "10 mars 2026, 09:30–11:00 (heure : Zurich)",
            "10 de marzo de 2026, 9:30–11:00 (hora de Zúrich)",
        ),
        (
            MOMENT,
            "10 March 2026, 09:30 (Athens time)",
            "10 mars 2026, 09:30 (heure : Athènes)",
            "10 de marzo de 2026, 9:30 (hora de Atenas)",
        ),
        (
            NIGHT,
            "1 May 2026, 22:00 – 2 May 2026, 02:00 (Cairo time)",
            "1er mai 2026, 22:00 – 2 mai 2026, 02:00 (heure : Le Caire)",
            "1 de mayo de 2026, 22:00 – 2 de mayo de 2026, 2:00 (hora de El Cairo)",
        ),
        (
            TO_MIDNIGHT,
            "1 May 2026, 22:00–00:00 (UTC)",
            "1er mai 2026, 22:00–00:00 (UTC)",
            "1 de mayo de 2026, 22:00–0:00 (UTC)",
        ),
        (
            DAYS_ON_END,
            "30 April 2026, 09:00 – 2 May 2026, 17:00 (UTC)",
            "30 avril 2026, 09:00 – 2 mai 2026, 17:00 (UTC)",
            "30 de abril de 2026, 9:00 – 2 de mayo de 2026, 17:00 (UTC)",
        ),
        (
            Unsettled(year=2026, month=9),
            "September 2026, date to be confirmed",
            "septembre 2026, date à préciser",
            "septiembre de 2026, fecha por confirmar",
        ),
        (
            Unsettled(year=2027),
            "2027, date to be confirmed",
            "2027, date à préciser",
            "2027, fecha por confirmar",
        ),
        (Unsettled(), "date to be confirmed", "date à préciser", "fecha por confirmar"),
    ],
)
def test_an_event_that_is_held_once(when: When, english: str, french: str, spanish: str) -> None:
    """Midnight ends a day; a time over midnight names both days."""
    assert said(when) == [english, spaced(french), spanish]
    assert [wording.occasion(when, language) for language in LANGUAGES] == said(when)


@pytest.mark.parametrize(
    ("rule", "english", "french", "spanish"),
    [
        ("FREQ=DAILY", "every day", "chaque jour", "cada día"),
        ("FREQ=DAILY;INTERVAL=2", "every 2 days", "tous les 2 jours", "cada 2 días"),
        (
            "FREQ=WEEKLY;BYDAY=TU",
            "every week on Tuesday",
            "chaque semaine, le mardi",
            "cada semana, el martes",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH,SU",
            "every 2 weeks on Monday, Thursday and Sunday",
            "toutes les 2 semaines, le lundi, le jeudi et le dimanche",
            "cada 2 semanas, el lunes, el jueves y el domingo",
        ),
        (
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            "every week from Monday to Friday",
            "chaque semaine, du lundi au vendredi",
            "cada semana, de lunes a viernes",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR",
            "every 2 weeks on Monday, Tuesday, Wednesday, Thursday and Friday",
            "toutes les 2 semaines, le lundi, le mardi, le mercredi, le jeudi et le vendredi",
            "cada 2 semanas, el lunes, el martes, el miércoles, el jueves y el viernes",
        ),
        (
            "FREQ=MONTHLY;BYDAY=2TU",
            "every month on the second Tuesday",
            "chaque mois, le deuxième mardi",
            "cada mes, el segundo martes",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,3MO",
            "every 2 months on the first Monday and the third Monday",
            "tous les 2 mois, le premier lundi et le troisième lundi",
            "cada 2 meses, el primer lunes y el tercer lunes",
        ),
        (
            "FREQ=MONTHLY;BYDAY=4WE",
            "every month on the fourth Wednesday",
            "chaque mois, le quatrième mercredi",
            "cada mes, el cuarto miércoles",
        ),
        (
            "FREQ=MONTHLY;BYDAY=5SA",
            "every month on the fifth Saturday",
            "chaque mois, le cinquième samedi",
            "cada mes, el quinto sábado",
        ),
        (
            "FREQ=MONTHLY;BYDAY=-1FR",
            "every month on the last Friday",
            "chaque mois, le dernier vendredi",
            "cada mes, el último viernes",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1,15",
            "every month on day 1 and day 15",
            "chaque mois, le 1er et le 15",
            "cada mes, el día 1 y el día 15",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1",
            "every 2 months on the last day",
            "tous les 2 mois, le dernier jour",
            "cada 2 meses, el último día",
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
            "every month on the first weekday (Monday to Friday)",
            "chaque mois, le premier jour de semaine (du lundi au vendredi)",
            "cada mes, el primer día de lunes a viernes",
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "every month on the last weekday (Monday to Friday)",
            "chaque mois, le dernier jour de semaine (du lundi au vendredi)",
            "cada mes, el último día de lunes a viernes",
        ),
        (
            "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10",
            "every year on 10 March",
            "chaque année, le 10 mars",
            "cada año, el 10 de marzo",
        ),
        (
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=4;BYMONTHDAY=1",
            "every 2 years on 1 April",
            "tous les 2 ans, le 1er avril",
            "cada 2 años, el 1 de abril",
        ),
        (
            "FREQ=YEARLY;BYMONTH=4;BYDAY=2TU",
            "every year in April, on the second Tuesday",
            "chaque année en avril, le deuxième mardi",
            "cada año en abril, el segundo martes",
        ),
        (
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=8;BYMONTHDAY=-1",
            "every 2 years in August, on the last day",
            "tous les 2 ans en août, le dernier jour",
            "cada 2 años en agosto, el último día",
        ),
        *(
            (rule, "on several dates", "à plusieurs dates", "en varias fechas")
            for rule in (
                "FREQ=DAILY;BYMONTH=3",
                "FREQ=WEEKLY;BYDAY=TU;BYMONTH=3",
                "FREQ=MONTHLY;BYDAY=TU",
                "FREQ=MONTHLY;BYMONTHDAY=-2",
                "FREQ=MONTHLY;BYMONTHDAY=10;BYMONTH=3",
                "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2",
                "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
                "FREQ=YEARLY;BYMONTH=3,9;BYDAY=2TU",
                "FREQ=YEARLY;BYMONTH=3;BYDAY=TU",
                "FREQ=YEARLY;BYYEARDAY=100",
            )
        ),
    ],
)
def test_how_often_a_series_is_held(rule: str, english: str, french: str, spanish: str) -> None:
    """What has no short name in a language is not made up: the next dates stand beside it."""
    texts = [pattern(parse_rule(rule), language) for language in LANGUAGES]
    assert texts == [english, french, spanish]


@pytest.mark.parametrize(
    ("rule", "spelled_out"),
    [
        ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU"),
        ("FREQ=WEEKLY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU"),
        ("FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=10"),
        ("FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10"),
        ("FREQ=YEARLY;BYMONTH=4", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=10"),
    ],
)
def test_what_a_rule_leaves_open_is_said_by_its_first_day(rule: str, spelled_out: str) -> None:
    """As iCalendar has it (RFC 5545 §3.3.10)."""
    assert said(ONE_DAY, rule) == said(ONE_DAY, spelled_out)
    assert "several" not in said(ONE_DAY, rule)[0]


@pytest.mark.parametrize(
    ("when", "rule", "english", "french", "spanish"),
    [
        (
            *(MORNING, "FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270630"),
            (
                "every month on the second Tuesday, from 10 March 2026 to 8 June 2027, "
                "09:30–11:00 (Zurich time)"
            ),
            (
                "chaque mois, le deuxième mardi, du 10 mars 2026 au 8 juin 2027, "
                "09:30–11:00 (heure : Zurich)"
            ),
            (
                "cada mes, el segundo martes, del 10 de marzo de 2026 al 8 de junio de 2027, "
                "9:30–11:00 (hora de Zúrich)"
            ),
        ),
        (
            *(ONE_DAY, "FREQ=WEEKLY;BYDAY=TU;COUNT=4"),
            "every week on Tuesday, from 10 March 2026 to 31 March 2026",
            "chaque semaine, le mardi, du 10 mars 2026 au 31 mars 2026",
            "cada semana, el martes, del 10 de marzo de 2026 al 31 de marzo de 2026",
        ),
        (
            *(Days(first=date(2026, 4, 1), last=date(2026, 4, 2)), "FREQ=YEARLY"),
            "every year on 1 April, from 1 April 2026",
            "chaque année, le 1er avril, à partir du 1er avril 2026",
            "cada año, el 1 de abril, a partir del 1 de abril de 2026",
        ),
        (
            *(NIGHT, "FREQ=DAILY;COUNT=2"),
            "every day, from 1 May 2026 to 2 May 2026, 22:00–02:00 (Cairo time)",
            "chaque jour, du 1er mai 2026 au 2 mai 2026, 22:00–02:00 (heure : Le Caire)",
            "cada día, del 1 de mayo de 2026 al 2 de mayo de 2026, 22:00–2:00 (hora de El Cairo)",
        ),
    ],
)
def test_a_series_says_how_often_and_from_when_to_when(
    when: Settled, rule: str, english: str, french: str, spanish: str
) -> None:
    """One without an end says none; the times are those of each occurrence."""
    assert said(when, rule) == [english, spaced(french), spanish]


def test_the_next_dates_are_named_by_their_days() -> None:
    """One, or several."""
    after = Days(first=date(2026, 4, 1), last=date(2026, 4, 2))
    assert [wording.next_dates((MORNING,), language) for language in LANGUAGES] == [
        "Next: 10 March 2026",
        "Prochaine date\u00a0: 10 mars 2026",
        "Próxima fecha: 10 de marzo de 2026",
    ]
    assert [wording.next_dates(iter((MORNING, after)), language) for language in LANGUAGES] == [
        "Next: 10 March 2026 and 1–2 April 2026",
        "Prochaines dates\u00a0: 10 mars 2026 et 1er–2 avril 2026",
        "Próximas fechas: 10 de marzo de 2026 y 1–2 de abril de 2026",
    ]


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Europe/Zurich", "Zurich time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("US/Eastern", "New York time"),
        ("Europe/Kyiv", "Kyiv time"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
        ("GMT", "UTC"),
        ("Etc/Greenwich", "UTC"),
        ("Etc/GMT+5", "UTC−5"),
        ("Etc/GMT-14", "UTC+14"),
    ],
)
def test_a_zone_is_named_by_its_city_or_its_distance_from_utc(zone: str, name: str) -> None:
    """The names of zones without a city have the sign the other way round (POSIX)."""
    assert zone_name(zone, "en") == name


def test_clocks_are_those_of_the_language() -> None:
    """With spaces that people type."""
    assert wording.occasion(MORNING, "en-US") == ("March 10, 2026, 9:30 AM–11:00 AM (Zurich time)")
    assert wording.occasion(MORNING, "de") == "10. März 2026, 09:30–11:00 (Zürich time)"


def test_every_language_can_say_every_date() -> None:
    """Whatever tag a list has: English words where there are no others."""
    weekly = Repeat(rule=parse_rule("FREQ=MONTHLY;BYDAY=2TU;COUNT=3", MORNING))
    for name in locale_identifiers():
        language = name.replace("_", "-")
        texts = [
            wording.occasion(when, language) for when in (MORNING, NIGHT, Unsettled(year=2027))
        ]
        texts.append(wording.dates(MORNING, weekly, language))
        assert all(texts), language
        assert not {"\u2009", "\u202f"} & set("".join(texts)), language
