"""Views are understood before anything is published, and leave the list only where it says so."""

from pathlib import Path

import pytest

from feeds.publication import Publication
from feeds.selection import find_view

from .desk import LIST, Desk, codes_of

VIEWS = """\
views:
  business: {title: Business, theme: business, region: "europe,moldova"}
  soon: {from: today, to: 12m}
  old: {retired: soon}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Lay out a list with views that was published once."""
    desk = Desk(tmp_path, LIST + VIEWS)
    desk.open()
    return desk


def told_after(desk: Desk, old: str, new: str) -> list[str]:
    """Reload after an edit that cannot be published; return what is said of it."""
    publication = desk.open()
    before = publication.snapshot
    desk.edit(old, new)
    publication.reload()
    assert publication.health.is_stale
    assert publication.snapshot is before
    assert publication.health.problems
    return [
        f"{problem.line}:{problem.column} {problem.code}: {problem.message}; {problem.hint}"
        for problem in publication.health.problems
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "theme: business",
            "theme: busines",
            ["25:38 view: there is no theme “busines”; did you mean `employers`?"],
        ),
        (
            '"europe,moldova"',
            "[europe, mars, -moldva]",
            [
                "25:65 view: there is no region “mars”; write one of europe, moldova",
                "25:71 view: there is no region “moldva”; did you mean `moldova`?",
            ],
        ),
        (
            "{from: today, to: 12m}",
            "{from: tomorrow, status: canceled}",
            [
                (
                    "26:16 view: “from=tomorrow” is not a date; write one of 2008, 2008-11, "
                    "2008-11-25, today, -90d, -6w, 18m, 1y"
                ),
                "26:34 view: “canceled” is not a valid value for “status”; did you mean `cancelled`?",
            ],
        ),
        (
            "{from: today, to: 12m}",
            "{from: 2009, to: 2008}",
            ["26:9 view: “from=2009” is after “to=2008”; "],
        ),
    ],
)
def test_a_view_that_cannot_be_understood_is_told_and_not_published(
    desk: Desk, old: str, new: str, told: list[str]
) -> None:
    """With its place, each mistake of each view; subscribers keep what they had."""
    assert told_after(desk, old, new) == told


def test_a_theme_that_a_view_uses_can_be_retired_to_another(desk: Desk) -> None:
    """The view goes on with the successor; one without is an error to the editor."""
    publication = desk.open()
    desk.edit("theme: business", "theme: recruitment")
    publication.reload()
    desk.edit("  recruitment: Recruitment\n", "  recruitment: {retired: employers}\n")
    publication.reload()
    assert codes_of(publication) == []
    base = find_view("business", publication.snapshot.calendar)
    assert base.selection.theme.wanted == ("employers",)
    assert told_after(desk, "{retired: employers}", "{retired: gone}") == [
        "25:38 view: the theme “recruitment” is no longer used; remove it"
    ]


def test_a_broken_view_is_told_together_with_what_has_left(desk: Desk) -> None:
    """An editor mends all of it at once."""
    publication = desk.open()
    desk.save(
        (LIST + VIEWS)
        .replace("domain: meetings", "domain: others")
        .replace("from: today", "from: monday")
    )
    publication.reload()
    assert codes_of(publication) == ["view", "domain-changed"]


@pytest.mark.parametrize("name", ["business", "soon", "old"])
def test_a_view_that_was_published_cannot_vanish(desk: Desk, name: str) -> None:
    """R10: a retired one neither; the editor is told what to write."""
    publication: Publication = desk.open()
    lines = [line for line in VIEWS.splitlines(keepends=True) if f"  {name}: " not in line]
    desk.save(LIST + "".join(lines).replace("{retired: soon}", "{retired: gone}"))
    publication.reload()
    assert publication.health.is_stale
    (problem,) = publication.health.problems
    assert (problem.line, problem.column, problem.code) == (25, 3, "view-gone")
    assert problem.message == f"the view `{name}` was published and is gone; people follow it"
    assert f"“{name}: {{retired: …}}”" in problem.hint


def test_all_views_can_vanish_only_where_the_list_says_so(desk: Desk) -> None:
    """Each is told, where the list begins; years later, too."""
    publication = desk.open()
    desk.save(LIST)
    publication.reload()
    assert codes_of(publication) == ["view-gone"] * 3
    desk.save(
        f"{LIST}views: {{business: {{retired: gone}}, soon: {{retired: gone}}, old: {{retired: gone}}}}\n"
    )
    publication.reload()
    assert codes_of(publication) == []
    assert desk.history().views == ("business", "old", "soon")


def test_a_view_may_be_made_of_something_else(desk: Desk) -> None:
    """Its address, and so its id, stays; the whole list is younger for it."""
    publication = desk.open()
    before = publication.snapshot
    desk.edit("theme: business", "theme: recruitment")
    publication.reload()
    after = publication.snapshot
    assert codes_of(publication) == []
    assert after.changed > before.changed
    assert after.entries == before.entries
    wanted = [find_view("business", each.calendar).selection.theme for each in (before, after)]
    assert [choice.wanted for choice in wanted] == [("employers",), ("recruitment",)]


def test_a_list_without_views_has_none_in_its_record(tmp_path: Path) -> None:
    """So a record that an earlier version wrote stays as it is, byte for byte."""
    desk = Desk(tmp_path)
    desk.open()
    assert b'"views"' not in desk.files.history.read_bytes()
