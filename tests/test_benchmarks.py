"""What the benchmarks say of a figure is right, and their lists are what they are taken for."""

from pathlib import Path

import pytest
import yaml

from benchmarks.lists import MIDDLE, SMALL, write_list, write_yaml2ics_list
from benchmarks.rows import HEAD, Row, table
from feeds.formats import FORMATS
from feeds.publication import Publication, system_clock
from feeds.selection import Selection
from feeds.settings import Settings


def rate(ours: float, peer: float) -> Row:
    """Make a row of answers a second, of which there must be 0.95 times as many."""
    return Row(what="a", ours=[ours], unit="/s", peer=[peer], beside="b", least=0.95, reach=1.1)


def duration(ours: float, peer: float) -> Row:
    """Make a row of seconds, of which there must be a quarter."""
    return Row(what="a", ours=[ours], unit="s", peer=[peer], beside="b", least=4, reach=8)


def alone(ours: float) -> Row:
    """Make a row of milliseconds that nothing stands beside."""
    return Row(what="a", ours=[ours], unit="ms", least=15, reach=7)


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        pytest.param(rate(94, 100), "**not met**", id="too few"),
        pytest.param(rate(95, 100), "met", id="enough"),
        pytest.param(rate(110, 100), "reached", id="many"),
        pytest.param(duration(1, 3.9), "**not met**", id="too slow beside the other"),
        pytest.param(duration(1, 4), "met", id="fast beside the other"),
        pytest.param(duration(1, 8), "reached", id="very fast beside the other"),
        pytest.param(alone(15.1), "**not met**", id="too slow"),
        pytest.param(alone(15), "met", id="fast"),
        pytest.param(alone(7), "reached", id="very fast"),
        pytest.param(Row(what="a", ours=[9], unit="s"), "", id="nothing promised"),
    ],
)
def test_a_figure_is_held_against_its_bar(row: Row, verdict: str) -> None:
    """Of rates more is better, of times less."""
    assert row.verdict == row.cells[-1] == verdict


def test_a_ratio_is_the_median_of_the_turns() -> None:
    """A turn in which the machine was busy for both counts as any other."""
    row = Row(what="a", ours=[100, 10, 60], unit="/s", peer=[100, 10, 20], beside="b")
    assert row.ratio == 1
    assert row.cells[1:4] == ("60.0 /s", "20.0 /s b", "1.00")


def test_the_table_is_markdown() -> None:
    """With as many cells in each line as there are columns."""
    lines = table([rate(94, 100), alone(1)]).splitlines()
    assert len(lines) == 4
    assert {line.count("|") for line in lines} == {len(HEAD) + 1}


@pytest.mark.parametrize(("count", "size"), [(SMALL, 6_000), (MIDDLE, 400_000)])
def test_lists_give_calendars_of_the_size_they_are_named_for(
    count: int, size: int, tmp_path: Path
) -> None:
    """Within a twentieth."""
    settings = Settings(events=write_list(tmp_path / "events.yaml", count))
    snapshot = Publication(settings).snapshot
    document = snapshot.feed(Selection(), FORMATS["ics"], system_clock())
    assert len(document.body) == pytest.approx(size, rel=0.05)


def test_yaml2ics_is_given_the_same_events(tmp_path: Path) -> None:
    """The same titles, places and texts, on the same first days."""
    ours = yaml.safe_load(write_list(tmp_path / "a.yaml", 50).read_text())["events"]
    theirs = yaml.safe_load(write_yaml2ics_list(tmp_path / "b.yaml", 50).read_text())["events"]
    assert [(each["title"], each["start"], each["location"], each["summary"]) for each in ours] == [
        (each["summary"], each["begin"], each["location"], each["description"]) for each in theirs
    ]
