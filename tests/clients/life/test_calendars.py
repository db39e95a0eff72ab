"""What calendars show through the life of a list: each event once, in its newest form."""

from pathlib import Path

import pytest
from fetching import get_ok
from serving import Server

from .clients import Follower, Subscribe
from .evolution import evolution
from .icaljs import Rule, icaljs
from .khal import khal
from .living import live
from .rival import rival_of
from .script import STATES, STEPS, Step
from .seen import Shown
from .thunderbird import thunderbird

CALENDARS: dict[str, Subscribe[Shown]] = {
    "Evolution": evolution,
    "Thunderbird": thunderbird,
    "vdirsyncer and khal": khal,
    "ical.js by LAST-MODIFIED": icaljs("LAST-MODIFIED"),
    "ical.js by SEQUENCE": icaljs("SEQUENCE"),
}

Followers = dict[str, Follower[Shown]]


@pytest.fixture(scope="module")
def followers(tmp_path_factory: pytest.TempPathFactory) -> Followers:
    """Let every calendar live through the script."""
    home = tmp_path_factory.mktemp("calendars")
    return live(home, {name: (client, "/events.ics") for name, client in CALENDARS.items()})


@pytest.mark.parametrize("step", STEPS, ids=str)
@pytest.mark.parametrize("name", CALENDARS)
def test_a_calendar_holds_each_event_once_in_its_newest_form(
    followers: Followers, name: str, step: Step
) -> None:
    """R27 to R31, R39: nothing doubled, nothing stale, nothing lost when the list is broken."""
    assert followers[name].shown_after(step) == STATES[step].events


@pytest.mark.parametrize("name", CALENDARS)
def test_a_calendar_comes_through_the_life_of_a_list(followers: Followers, name: str) -> None:
    """It answers whatever it is asked, ends when told to, and leaves no process behind."""
    assert followers[name].failure is None


@pytest.mark.parametrize("rule", ["LAST-MODIFIED", "SEQUENCE"])
def test_a_calendar_keeps_what_does_not_say_that_it_changed(
    server: Server, tmp_path: Path, rule: Rule
) -> None:
    """R29, R30: the check is able to fail."""
    with (
        rival_of(get_ok(f"{server.url}/events.ics")) as rival,
        icaljs(rule)(rival.url, tmp_path) as calendar,
    ):
        calendar.refresh()
        before = calendar.shown()
        rival.replace("DTEND;VALUE=DATE:20081022", "DTEND;VALUE=DATE:20081023")
        calendar.refresh()
        assert calendar.shown() == before
