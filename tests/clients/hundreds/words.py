"""The words of the two hundred events: titles, places and everything that no calendar lists."""

from typing import Any

from .rows import Place, Texts

_KINDS = (
    ("Workshop", "Atelier", "Taller"),
    ("Conference", "Conférence", "Conferencia"),
    ("Hearing", "Audition", "Audiencia"),
    ("Training", "Formation", "Formación"),
    ("Round table", "Table ronde", "Mesa redonda"),
    ("Seminar", "Séminaire", "Seminario"),
    ("Exhibition", "Exposition", "Exposición"),
    ("General assembly", "Assemblée générale", "Asamblea general"),
    ("Film and discussion", "Film et débat", "Cine y debate"),
    ("Study visit", "Visite d’étude", "Visita de estudio"),
)
_SUBJECTS = (
    ("recruitment, fees and debts", "recrutement, frais et dettes", "contratación y deudas"),
    ("domestic work", "travail domestique", "trabajo doméstico"),
    ("fishing; seafarers", "pêche ; gens de mer", "pesca; gente de mar"),
    ("“decent” work", "travail « décent »", "trabajo «decente»"),
    ("children's rights", "droits de l'enfant", "derechos de la niñez"),
    ("labour inspection", "inspection du travail", "inspección del trabajo"),
    ("law & practice", "droit & pratique", "derecho & práctica"),
    ("supply chains 🚢", "chaînes d’approvisionnement 🚢", "cadenas de suministro 🚢"),
    ("statistics: 1 < 2", "statistiques : 1 < 2", "estadística: 1 < 2"),
    ("the Code (No. 29)", "la convention (n° 29)", "el Convenio (núm. 29)"),
)
_AWKWARD: tuple[Texts, ...] = (
    {"en": "Commas, semicolons; colons: and “all” 'the' \"rest\""},
    {"en": "Emoji 👩🏽‍🔧🇨🇭 and e\u0301 combining", "es": "Emoji 👩🏽‍🔧🇨🇭 y tilde"},
    {"en": "ورشة عمل: العمل الجبري", "fr": "Atelier: ورشة عمل، العمل"},
    {"fr": "Seulement en français, « ici » ; là"},
    {"es": "Solo en español: ¿y ahora?"},
    {"en": "C:\\New\\table, a \\, backslash\\; and \\n"},
    {"en": "# no comment - [not a list] {nor: a mapping} & *no anchor ! %"},
    {"en": "Very long " + "and longer " * 16 + "title", "fr": "Très long " + "et " * 60 + "titre"},
    {"en": "הרצאה (עברית) 2026", "fr": "Conférence הרצאה", "es": "Charla הרצאה"},
    {"en": "NO", "fr": "Nul", "es": "Sí"},
    {"en": "12:30", "fr": "Midi", "es": "null and void"},
    {"en": "会議：強制労働について、東京", "es": "Reunión 会議"},
    {"en": "Ends in a backslash \\", "fr": "Fin: \\", "es": "Con & y %0A; fin\\"},
)
_PLACES = (
    Place(name={"en": "Athens", "fr": "Athènes", "es": "Atenas"}, geo="37.98, 23.72"),
    Place(name={"en": "Dushanbe"}, address="Rudaki Avenue 1, 734000", geo="38.5737, 68.7738"),
    Place(name={"en": "Geneva; Room XI", "fr": "Genève ; salle XI"}, geo="46.2276, 6.1394"),
    Place(name={"en": "São Paulo"}, address="Praça 1; 2º andar, sala “B”", geo="-23.55, -46.63"),
    Place(name={"fr": "Salle des fêtes"}, geo="-31.55, 159.08"),
    Place(name={"en": "قاعة المؤتمرات", "es": "Sala"}, address="Cairo, القاهرة"),
    Place(name={"en": "Harbour 🚢", "fr": "Port 🚢", "es": "Puerto 🚢"}, geo="+47.56, -52.71"),
)


def title(number: int) -> Texts:
    """Return the title of an event by its number in the table."""
    if number % 16 == 5:
        return _AWKWARD[number // 16]
    kind, subject = _KINDS[number % 10], _SUBJECTS[number // 10 % 10]
    en, fr, es = zip(kind, subject, strict=True)
    texts = {
        "en": ": ".join(en) + f" ({number})",
        "fr": " : ".join(fr) + f" ({number})",
        "es": ": ".join(es) + f" ({number})",
    }
    given = {1: ("en",), 4: ("en", "fr"), 7: ("fr",), 10: ("es", "fr")}.get(number % 13)
    return {language: texts[language] for language in given or texts}


def place(number: int) -> Place | None:
    """Return where an event is held; of every fourth that is not known."""
    return None if number % 4 == 3 else _PLACES[number % len(_PLACES)]


def status(number: int) -> str:
    """Return the status of an event; most are confirmed."""
    other = {2: "tentative", 6: "postponed", 10: "cancelled"}
    return other.get(number % 13, "confirmed")


def details(number: int) -> dict[str, Any]:
    """Return the keys of an event that calendars do not list, each with a beat of its own."""
    keys = {key: make(number) for key, (beat, make) in _DETAILS.items() if number % beat == 0}
    return {**keys, "regions": _REGIONS[number % len(_REGIONS)]}


def _organisations(role: str) -> tuple[Any, ...]:
    english, french = f"{role} organisation", f"Organisation ({role})"
    return (
        [english.capitalize()],
        [{"name": {"en": english.capitalize(), "fr": french}, "short": {"en": "EO", "fr": "OE"}}],
        [
            {"name": f"{role}, A; B", "url": f"https://{role}.example.org/"},
            {"name": {"es": f"Organización ({role})"}, "short": "O&P", "url": "https://o.example"},
        ],
    )


def _in_turn(*values: Any) -> Any:
    return lambda number: values[number % len(values)]


_MARKDOWN = """\
## Programme, *draft*

- **09:30** Welcome; coffee
- 10:00 [Talk](https://www.example.org/talk?a=1&b=2)

> Bring a “badge”.

| no | table |
`code, with \\ and <b>`
"""
_REGIONS: tuple[list[str], ...] = ([], ["europe"], ["moldova"], ["africa", "europe"], ["asia"])
_DETAILS: dict[str, tuple[int, Any]] = {
    "summary": (
        2,
        _in_turn(
            {"en": "What it is about.", "fr": "De quoi il s’agit.", "es": "De qué se trata."},
            "One language, two paragraphs.\n\nThe “second”, with; everything \\ in it 👍.",
            {"fr": "Résumé en français : « oui »."},
        ),
    ),
    "description": (
        5,
        _in_turn(_MARKDOWN, {"en": _MARKDOWN, "fr": "## Programme\n\n1. Accueil\n2. Débat"}),
    ),
    "note": (
        7,
        _in_turn({"en": "The hall changed.", "fr": "La salle change."}, "Doors open at 9."),
    ),
    "themes": (3, _in_turn(["law"], ["law", "labour-inspection"], ["recruitment"], ["children"])),
    **{
        role: (beat, _in_turn(*_organisations(role)))
        for role, beat in {
            "organisers": 4,
            "hosts": 7,
            "sponsors": 11,
            "funders": 13,
            "partners": 6,
        }.items()
    },
    "contact": (
        5,
        _in_turn(
            "info@example.org",
            {"name": {"en": "Conference office", "fr": "Secrétariat"}, "phone": "+41 22 555 01 00"},
            {"name": "Office, 2nd floor; left", "email": "office@example.org"},
        ),
    ),
    "registration": (
        7,
        _in_turn(
            "https://www.example.org/register?event=1&lang=en",
            {"url": "https://www.example.org/register", "deadline": "2026-02-20"},
            {"deadline": "2027-01-31"},
        ),
    ),
    "url": (6, lambda number: f"https://www.example.org/events/{number}?a=1;b=2,3"),
    "links": (
        9,
        _in_turn(
            ["https://www.example.org/paper"],
            [
                {
                    "url": "https://www.example.org/p",
                    "label": {"en": "Programme", "es": "Programa"},
                },
                "https://www.example.org/recording",
            ],
        ),
    ),
    "image": (
        11,
        _in_turn(
            {"url": "https://www.example.org/hall.jpg", "alt": {"en": "A hall", "fr": "Une salle"}},
            {"url": "https://www.example.org/flag.png", "alt": "A flag, “waving”"},
        ),
    ),
    "updated": (15, _in_turn("2026-03-01", "2026-04-02 09:30", "2026-05-03T09:30:00Z")),
}
