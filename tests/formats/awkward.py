"""Events that an editor may well write and a format may well trip over."""

from datetime import date

from hypothesis import strategies as st
from making import make_entry, make_event

from feeds.model import Entry, Location, Organisation

EMOJI = "🧑🏽‍🏭🇲🇩"
TITLES = {
    "marks": "R&D <b>“bold”</b> & 'plain' \"quoted\" > ]]> &amp; &#39; <!-- -->",
    "separators": r"Unions, employers; governments: C:\New\; a,b;c\, \\n",
    "long": "Organisation " * 23 + "x",
    "unbroken": "é" * 300,
    "emoji": f"Workers {EMOJI} " * 12,
    "scripts": "Женева, 東京、القاهرة e\u0301 \u202e\u2028end".replace("\u2028", " "),
    "formula": "=1+1",
    "hash": "#1: @all -- 100 %",
}
"""Titles, by what is awkward in them."""

SUMMARY = 'First & <i>line</i>,\nsecond; "line".\n\nNext ‘paragraph’ \\n ends.\n\n\n  Indented.'
NAMED = (Organisation(name="A & B; C, D", short="A<B"), Organisation(name='The "Other"'))


def awkward_entry(name: str, title: str) -> Entry:
    """Make an entry that has everything, with this title."""
    return make_entry(
        make_event(
            name,
            date(2008, 6, 30),
            end=date(2008, 7, 1),
            title=title,
            summary=SUMMARY,
            location=Location(name="Hall <1>, “A&B”", address="Rue de l'Été 1; Genève\\"),
            themes=("employers", "ilo-standards"),
            regions=("mali",),
            organisers=NAMED,
            partners=NAMED[:1],
        )
    )


ENTRIES = tuple(awkward_entry(f"event-{name}", title) for name, title in TITLES.items())
"""An entry for each awkward title."""

BARE = make_entry(make_event("bare", title="Bare"))
"""An entry of which nothing is known but title and day."""

_CHARACTERS = st.characters(
    exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff\u2028\u2029"
)


def lines() -> st.SearchStrategy[str]:
    """Invent a text of one line, as the reading of a list lets it through."""
    text = st.text(_CHARACTERS, min_size=1, max_size=300)
    return text.map(lambda each: " ".join(each.split())).filter(bool)


def entries() -> st.SearchStrategy[Entry]:
    """Invent an entry with any texts."""
    prose = st.lists(lines() | st.just(""), max_size=4).map("\n".join).map(str.strip)
    return st.builds(
        lambda title, summary, place: make_entry(
            make_event(title=title, summary=summary, location=Location(name=place))
        ),
        lines(),
        prose,
        lines(),
    )
