"""Texts in several languages, and in Markdown: what each reader gets, and what is said of the rest."""

import pytest

from feeds.model import Calendar
from feeds.reading import parse_list
from feeds.reading.checks import LONG_TITLE

from .lists import PATH, Place, only_problem, place_of, places_of, read

LIST = """\
calendar:
  title: {en: Meetings, fr: Réunions}
  description: {fr: Toutes les réunions., es: Todas las reuniones.}
  domain: meetings.example.org
  timezone: Europe/Zurich
  languages: [en, fr, fr-CH, es]
themes:
  strikes: {label: {en: Strikes, fr: Grèves}}
regions: {}
events:
  - id: autumn-meeting
    title: {en: Autumn meeting, fr: Réunion d’automne}
    start: 2008-11-25
    themes: [strikes]
    regions: []
"""
"""A list in several languages, whose event begins on line 11."""


def in_event(*lines: str) -> str:
    """Return the list with more lines in its event, the first of which is line 16."""
    return LIST + "".join(f"    {line}\n" for line in lines)


def calendars(text: str) -> dict[str, Calendar]:
    """Read a list, of which nothing is to be said, in each of its languages."""
    reading = parse_list(text.encode(), PATH)
    assert reading.warnings == ()
    calendar = reading.calendar
    return {each.language: each for each in (calendar, *calendar.translations)}


def in_each(text: str, field: str) -> dict[str, str]:
    """Return a text of the one event in each language."""
    return {name: getattr(each.events[0], field) for name, each in calendars(text).items()}


def test_the_first_language_is_the_list_s_own() -> None:
    """Unless the list says which, and each is there once."""
    assert list(calendars(LIST)) == ["en", "fr", "fr-CH", "es"]
    own = LIST.replace("languages: [en, ", "language: es\n  languages: [en, ")
    assert list(calendars(own)) == ["es", "en", "fr", "fr-CH"]
    twice = LIST.replace("fr-CH, es]", "fr-CH, es, fr]")
    assert list(calendars(twice)) == ["en", "fr", "fr-CH", "es"]


def test_a_text_in_languages_stands_where_a_plain_one_can() -> None:
    """For a label, a place, an organisation of which nothing else is said."""
    text = in_event("location: {en: Geneva, fr: Genève}", "hosts: [{en: Town, fr: Ville}, Both]")
    text = text.replace("{label: {en: Strikes, fr: Grèves}}", "{en: Strikes, fr: Grèves}")
    french = calendars(text)["fr"]
    assert french.themes.terms["strikes"].label == "Grèves"
    assert str(french.events[0].location) == "Genève"
    assert [str(host) for host in french.events[0].hosts] == ["Ville", "Both"]


def test_a_language_that_the_list_has_not_is_told_there_too() -> None:
    """At its place, as in every other text."""
    problem = only_problem(in_event("location: {en: Geneva, it: Ginevra}"))
    assert place_of(problem) == (16, 28, "text-language")


def test_a_reader_gets_the_nearest_language() -> None:
    """The language itself, that without a region, the list's own, and at last any."""
    summary = in_event("summary: {en: One, fr: Un, fr-CH: Ün}")
    assert in_each(summary, "summary") == {"en": "One", "fr": "Un", "fr-CH": "Ün", "es": "One"}
    assert in_each(LIST, "title") == {
        "en": "Autumn meeting",
        "fr": "Réunion d’automne",
        "fr-CH": "Réunion d’automne",
        "es": "Autumn meeting",
    }
    foreign = in_event("summary: {es: Uno, fr: Un}")
    assert in_each(foreign, "summary") == {"en": "Uno", "fr": "Un", "fr-CH": "Un", "es": "Uno"}


def test_a_text_in_another_language_is_known_for_it() -> None:
    """So that pages and screen readers can say so."""
    text = in_event("summary: {es: Uno}", "note: All the same", "description: {fr: Un}")
    spoken = {name: each.events[0].spoken for name, each in calendars(text).items()}
    assert spoken == {
        "en": (("summary", "es"), ("description", "fr")),
        "fr": (("summary", "es"), ("note", "en")),
        "fr-CH": (("title", "fr"), ("summary", "es"), ("description", "fr"), ("note", "en")),
        "es": (("title", "en"), ("description", "fr"), ("note", "en")),
    }


def test_every_text_can_be_in_several_languages() -> None:
    """Of the calendar, of terms, of events and all that belongs to them."""
    text = in_event(
        "location: {name: {en: Geneva, fr: Genève}, address: {en: Lake, fr: Lac}}",
        "organisers: [{name: {en: Union, fr: Syndicat}, short: {en: U, fr: S}}]",
        "contact: {name: {en: Office, fr: Bureau}}",
        "links: [{url: https://example.org, label: {en: Paper, fr: Rapport}}]",
        "image: {url: https://example.org/a.jpg, alt: {en: Hall, fr: Salle}}",
        "repeat:",
        "  every: week",
        "  changes: {2008-12-02: {title: {en: Other, fr: Autre}, note: {en: Ill, fr: Malade}}}",
    )
    french = calendars(text)["fr"]
    event = french.events[0]
    assert (french.title, french.description) == ("Réunions", "Toutes les réunions.")
    assert french.themes.terms["strikes"].label == "Grèves"
    assert str(event.location) == "Genève, Lac"
    assert [str(each) for each in event.organisers] == ["Syndicat (S)"]
    assert str(event.contact) == "Bureau"
    assert [each.label for each in event.links] == ["Rapport"]
    assert event.image is not None
    assert event.image.alt == "Salle"
    assert event.repeat is not None
    assert [(each.title, each.note) for each in event.repeat.changes] == [("Autre", "Malade")]


def test_an_empty_text_counts_as_left_out() -> None:
    """In any language but all of them."""
    assert in_each(in_event("summary: {en: One, fr: , es: ~}"), "summary")["fr"] == "One"
    problem = only_problem(in_event("summary: {fr: }"))
    assert place_of(problem) == (16, 14, "empty")
    assert str(problem).endswith("the text is empty; write it, or leave the key out")


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        (
            "summary: {en: A, de: B}",
            (16, 22, "text-language"),
            "this list has no language “de”; the list is in en, fr, fr-CH, es; add it to “languages” of the calendar",
        ),
        (
            "summary: {en: A, FR: B}",
            (16, 22, "text-language"),
            "this list has no language “FR”; did you mean `fr`?",
        ),
        (
            "summary: {en: A, de: }",
            (16, 22, "text-language"),
            "this list has no language “de”; the list is in en, fr, fr-CH, es; add it to “languages” of the calendar",
        ),
        (
            "location: {name: {en: A, de: B}}",
            (16, 30, "text-language"),
            "this list has no language “de”; the list is in en, fr, fr-CH, es; add it to “languages” of the calendar",
        ),
        (
            'summary: {"": A}',
            (16, 14, "text-language"),
            "a text stands here without its language; write “en: …”",
        ),
        (
            "summary: {fr: [a]}",
            (16, 19, "type"),
            "a list stands where text is needed; write one text; put quotes around one that begins with a bracket",
        ),
        (
            "summary: {fr: {a: b}}",
            (16, 19, "type"),
            "a group of keys stands where text is needed; write one text; put quotes around one that holds a brace or “: ”",
        ),
    ],
)
def test_a_language_or_text_that_cannot_be_is_told(line: str, place: Place, words: str) -> None:
    """With the languages that the list has."""
    problem = only_problem(in_event(line))
    assert place_of(problem) == place
    assert f"{problem.message}; {problem.hint}" == words


def test_without_a_language_of_the_list_none_of_a_text_is_wrong() -> None:
    """The calendar alone is told."""
    text = LIST.replace("  languages: [en, fr, fr-CH, es]\n", "")
    assert [code for _, _, code in places_of(text)] == ["missing"]


@pytest.mark.parametrize(
    ("title", "place"),
    [
        (f"title: {'x' * (LONG_TITLE + 1)}", (12, 12, "long-title")),
        (f"title: {{en: A, fr: {'x' * (LONG_TITLE + 1)}}}", (12, 24, "long-title")),
    ],
)
def test_a_long_title_is_pointed_out_in_any_language(title: str, place: Place) -> None:
    """At the text that calendars cut."""
    (warning,) = read(
        LIST.replace("title: {en: Autumn meeting, fr: Réunion d’automne}", title)
    ).warnings
    assert place_of(warning) == place
    assert warning.message == f"the title has {LONG_TITLE + 1} characters; calendars cut it"


HTML = "HTML is shown as it is written; write it in Markdown, or remove it"
IMAGE = "the image is not shown; its label stands in its place; give the event an “image”, or write a link"
ADDRESS = "the link leads neither to http, https nor mailto, and stays plain text; write the whole address, with https:// or mailto:"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            (
                "description: |",
                "  ## Programme",
                "",
                "  - <b>Welcome</b>",
                "  - ![The hall](https://www.example.org/hall.jpg)",
                "",
                "  [Talk](talk.html) and [paper](ftp://example.org/p)",
            ),
            [(19, 7, HTML), (20, 7, IMAGE), (22, 7, ADDRESS)],
        ),
        (("description: |2-  # with a margin", "", "", "    <b>Welcome</b>"), [(19, 9, HTML)]),
        (
            (
                "description:",
                "  en: All well",
                "  fr: |+",
                "    Bien.",
                "",
                "    <i>Très</i> bien.",
            ),
            [(21, 9, HTML)],
        ),
        (("description: >-", "  All", "  <b>well</b>, <i>really</i>"), [(16, 18, HTML)]),
        (('description: "All\\n\\n<b>well</b>"',), [(16, 18, HTML)]),
        (("description: A <b>b</b> [c](d)",), [(16, 18, HTML), (16, 18, ADDRESS)]),
        (("description: {en: 'ok', es: '<br>'}",), [(16, 33, HTML)]),
        (
            (
                "description: |",
                "  All **well**, [really](https://www.example.org).",
                "  A < b & c.",
            ),
            [],
        ),
        (("summary: A <b>b</b>",), []),
    ],
)
def test_what_a_description_loses_is_pointed_out(
    lines: tuple[str, ...], expected: list[tuple[int, int, str]]
) -> None:
    """On its line in a block of text as it is, elsewhere where the text begins; each once."""
    warnings = read(in_event(*lines)).warnings
    assert [
        (each.line, each.column, f"{each.message}; {each.hint}") for each in warnings
    ] == expected
    assert all(each.code == "markdown" and not each.is_error for each in warnings)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_are_counted_in_files_of_other_systems_too(end: str) -> None:
    """Whatever ends them."""
    text = in_event("description: |", "  One", "", "  <b>two</b>").replace("\n", end)
    (warning,) = parse_list(text.encode(), PATH).warnings
    assert (warning.line, warning.column, warning.text) == (19, 7, "      <b>two</b>")


def test_a_description_of_an_event_that_is_wrong_is_told_of_as_well() -> None:
    """All at once."""
    text = in_event("description: <b>A</b>", "status: canceled")
    assert places_of(text) == [(16, 18, "markdown"), (17, 13, "status")]
