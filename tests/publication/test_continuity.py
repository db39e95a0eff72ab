"""Nothing that subscribers follow leaves the list unannounced."""

from pathlib import Path

import pytest
from fetching import get
from serving import Serve

from feeds.problems import Problem
from feeds.publication import Publication

from .desk import LIST, Desk, codes_of

RECRUITMENT = "  recruitment: Recruitment\n"
REGIONS = LIST[LIST.index("regions:") : LIST.index("events:\n")]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Lay out a list that was published once."""
    desk = Desk(tmp_path)
    desk.open()
    return desk


def problem_after(desk: Desk, old: str, new: str) -> Problem:
    """Reload after an edit that has one consequence; return what is said of it."""
    publication = desk.open()
    before = publication.snapshot
    desk.edit(old, new)
    publication.reload()
    (problem,) = publication.health.problems
    assert publication.health.is_stale == problem.is_error
    assert (publication.snapshot is before) == problem.is_error
    return problem


@pytest.mark.parametrize(
    ("old", "new", "code", "name"),
    [
        (RECRUITMENT, "", "theme-gone", "recruitment"),
        (RECRUITMENT, "  hiring: Recruitment\n", "theme-gone", "recruitment"),
        (", aliases: [business]", "", "theme-gone", "business"),
        ("aliases: [business]", "aliases: [trade]", "theme-gone", "business"),
        (REGIONS, "regions:\n  moldova: Moldova\n  all: All\n", "unknown-region", "europe"),
    ],
)
def test_a_term_that_was_published_cannot_vanish(
    desk: Desk, old: str, new: str, code: str, name: str
) -> None:
    """R10: subscribers keep what they had, and the editor is told what is missing."""
    problem = problem_after(desk, old, new)
    assert (problem.code, problem.is_error) == (code, True)
    assert f"`{name}`" in problem.message


def test_a_region_that_no_event_has_cannot_vanish_either(desk: Desk) -> None:
    """Someone may follow it all the same, waiting for the next event there."""
    desk.save(LIST.replace("regions: [moldova]", "regions: []"))
    problem = problem_after(desk, "  moldova: {label: Moldova, within: europe}\n", "")
    assert (problem.line, problem.code) == (10, "region-gone")
    assert problem.message == "the region `moldova` was published and is gone; people follow it"
    assert problem.hint == (
        "add `moldova` to the aliases of another, or the line “moldova: {retired: …}” "
        "with the region that takes its place, or with `gone`"
    )


def test_the_themes_can_not_all_vanish(desk: Desk) -> None:
    """Each of their names is told, aliases too, where the list begins."""
    publication = desk.open()
    themes = LIST[LIST.index("themes:") : LIST.index("regions:")]
    desk.save(LIST.replace(themes, "").replace("    themes: [employers]\n", ""))
    publication.reload()
    assert codes_of(publication) == ["theme-gone"] * 3
    assert {problem.line for problem in publication.health.problems} == {1}


@pytest.mark.parametrize(
    "line",
    [
        "  hiring: {label: Recruitment, aliases: [recruitment]}\n",
        "  recruitment: {retired: employers}\n",
        "  recruitment: {retired: gone}\n",
        "  recruitment: Hiring\n",
    ],
)
def test_a_term_may_go_where_the_list_says_so(desk: Desk, line: str) -> None:
    """By an alias, to a successor, or for good; another label is no other term."""
    publication = desk.open()
    desk.edit(RECRUITMENT, line)
    publication.reload()
    assert codes_of(publication) == []
    assert codes_of(desk.open()) == []


def test_what_was_said_of_a_term_must_stay(desk: Desk) -> None:
    """Years later, too: the record has every name that an address could have."""
    desk.edit(RECRUITMENT, "  hiring: {label: Recruitment, aliases: [recruitment]}\n")
    desk.open()
    problem = problem_after(desk, ", aliases: [recruitment]", "")
    assert problem.code == "theme-gone"
    desk.save(LIST.replace(RECRUITMENT, "  hiring: {retired: employers}\n"))
    publication = desk.open()
    assert codes_of(publication) == ["theme-gone"]
    assert "`recruitment`" in publication.health.problems[0].message


ADDRESSES = [
    ("/theme/business.ics", 308, "/theme/employers.ics"),
    ("/theme/business", 308, "/theme/employers"),
    ("/theme/recruitment.rss?q=a", 308, "/theme/employers.rss?q=a"),
    ("/theme/recruitment", 308, "/theme/employers"),
    ("/theme/recruitment/region/bessarabia.json", 308, "/theme/employers/region/moldova.json"),
    ("/region/asia.ics", 410, ""),
    ("/region/asia", 410, ""),
    ("/events.atom?region=asia", 410, ""),
    ("/?region=-asia", 410, ""),
    ("/region/africa.ics", 404, ""),
]


def test_addresses_of_what_has_gone_lead_on_or_say_so(serve: Serve, tmp_path: Path) -> None:
    """R10: clients remember a redirect (308) and give up what is gone (410), not what is mistyped."""
    text = LIST.replace(RECRUITMENT, "  recruitment: {retired: employers}\n")
    retired = "  bessarabia: {retired: moldova}\n  asia: {retired: gone}\n"
    server = serve(Desk(tmp_path, text.replace("events:\n", retired + "events:\n")).files.events)
    for address, status, location in ADDRESSES:
        answer = get(server.url + address)
        assert (answer.status, answer.header("Location")) == (status, location), address
        kept = "public, max-age=300" if location else "no-store"
        assert answer.header("Cache-Control") == kept, address
        if status == 410:
            assert "The region “asia” is no longer used." in answer.text
    asked = "/events.ics?theme=recruitment"
    assert get(server.url + asked).body == get(f"{server.url}/theme/employers.ics").body


def test_an_event_that_left_is_warned_of_as_long_as_the_list_stands_so(desk: Desk) -> None:
    """The record soon knows; the editor is still to be told to cancel it first."""
    problem = problem_after(desk, LIST[LIST.index("  - id: winter") :], "")
    assert (problem.code, problem.severity, problem.line) == ("event-gone", "warning", 13)
    assert problem.message == "the event `winter` has left the list; some calendars keep it"
    assert "put it back with “status: cancelled”" in problem.hint
    publication = desk.open()
    assert codes_of(publication) == []
    desk.edit(
        "  - id: autumn", "  - id: other\n    title: O\n    start: 2008-01-01\n  - id: autumn"
    )
    publication.reload()
    assert codes_of(publication) == ["no-region"]


def test_a_warning_outlives_the_reload_that_its_own_record_causes(desk: Desk) -> None:
    """Whoever looks at the health a second later still finds it."""
    publication = desk.open()
    desk.edit(LIST[LIST.index("  - id: winter") :], "")
    publication.reload()
    publication.reload()
    assert codes_of(publication) == ["event-gone"]
    desk.edit("We meet.", "We met.")
    publication.reload()
    assert codes_of(publication) == []


def test_a_file_that_was_cut_off_is_not_published(desk: Desk) -> None:
    """As when sending it got stuck: what is there may be a good list, but events are gone."""
    cut = LIST[: LIST.index("  - id: winter")].removesuffix("\n")
    publication = desk.open()
    before = publication.snapshot
    desk.save(cut)
    publication.reload()
    assert (publication.snapshot is before, publication.health.is_stale) == (True, True)
    problem = next(each for each in publication.health.problems if each.is_error)
    assert (problem.code, problem.line) == ("cut-off", cut.count("\n") + 1)
    assert "`winter` has left the list" in problem.message
    desk.save(f"{cut}\n")
    publication.reload()
    assert codes_of(publication) == ["event-gone"]
    assert not publication.health.is_stale


def test_a_list_needs_no_line_break_at_its_end(desk: Desk) -> None:
    """As long as nothing is missing."""
    publication = desk.open()
    desk.save(LIST.removesuffix("\n"))
    publication.reload()
    assert publication.health.problems == ()


def test_an_id_that_was_only_renamed_is_an_error(desk: Desk) -> None:
    """R27: else subscribers would have the event twice."""
    problem = problem_after(desk, "id: winter", "id: winter-meeting")
    assert (problem.code, problem.line, problem.column) == ("id-changed", 20, 9)
    assert "the event `winter` seems to have become `winter-meeting`" in problem.message
    assert problem.hint == "write `winter` again: ids are permanent"


def test_an_event_that_takes_the_place_of_another_is_new(desk: Desk) -> None:
    """Where more than the id is other, it is no renaming."""
    publication = desk.open()
    desk.edit("id: winter\n    title: Winter", "id: summer\n    title: Summer")
    publication.reload()
    assert codes_of(publication) == ["event-gone"]
    assert list(publication.snapshot.entries) == ["autumn", "summer"]
    assert list(publication.snapshot.withdrawn) == ["winter"]


def test_a_copy_of_an_event_is_no_renaming(desk: Desk) -> None:
    """As long as the first is still there."""
    publication = desk.open()
    copied = LIST[LIST.index("  - id: winter") :].replace("id: winter", "id: winter-too")
    desk.save(LIST + copied)
    publication.reload()
    assert codes_of(publication) == []


def test_the_domain_cannot_change(desk: Desk) -> None:
    """R27, R43: it is in every id that subscribers have."""
    problem = problem_after(desk, "domain: meetings", "domain: events")
    assert (problem.code, problem.line, problem.column) == ("domain-changed", 3, 11)
    assert problem.message.startswith("the domain was `meetings.example.org`")
    assert "write `meetings.example.org` again" in problem.hint


def test_the_address_can_change_and_no_id_with_it(desk: Desk) -> None:
    """The identity is the one first used; every document is younger for it."""
    publication = desk.open()
    before = publication.snapshot
    desk.edit("  language: en\n", "  language: en\n  url: https://new.example.org\n")
    publication.reload()
    old, new = before.entries["autumn"], publication.snapshot.entries["autumn"]
    assert (old.uid, old.tag, old.revision) == (new.uid, new.tag, new.revision)
    assert new.page == "https://new.example.org/event/autumn"
    assert publication.snapshot.changed > before.changed


def test_everything_that_left_is_told_at_once(desk: Desk) -> None:
    """Errors and warnings together; nothing of it is recorded."""
    publication: Publication = desk.open()
    recorded = desk.files.history.read_bytes()
    desk.save(
        LIST.replace("domain: meetings", "domain: events")
        .replace(RECRUITMENT, "")
        .replace(LIST[LIST.index("  - id: winter") :], "")
    )
    publication.reload()
    assert codes_of(publication) == ["domain-changed", "theme-gone", "event-gone"]
    assert desk.files.history.read_bytes() == recorded
