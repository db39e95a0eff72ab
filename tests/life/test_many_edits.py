"""Ten thousand edits of one event cost no more than a few."""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from making import ANNOUNCED, make_calendar, make_event

from feeds.formats import FORMATS
from feeds.history import History, advance, format_history, write_history
from feeds.model import Vocabulary
from feeds.publication import ListFiles, Publication
from feeds.selection import Selection
from feeds.settings import Settings

FEW, MANY = 40, 10_000
"""After both the event stands alike: the edits come round every thirty."""
NO_TERMS = Vocabulary(terms={})
LIST = """\
calendar: {{title: Events, domain: events.example.org, timezone: Europe/Zurich, language: en}}
events:
- {{id: one, title: Title {number}, start: 2008-11-25, regions: []}}
"""


def edited(times: int) -> History:
    """Edit an event many times, each time in another way: title, days, status, text."""
    history = None
    for number in range(times):
        event = make_event(
            announced=None,
            title=f"Title {number - number % 2:06}",
            end=date(2008, 11, 25) + timedelta(days=number % 3),
            status=("confirmed", "postponed", "cancelled")[number // 5 % 3],
            summary=f"Text {number:06}",
        )
        calendar = make_calendar(event, announced=None, themes=NO_TERMS, regions=NO_TERMS)
        history = advance(history, calendar, moment=ANNOUNCED, edition="")
    assert history is not None
    assert history.records["one"].revision.sequence == times - 1
    return history


def calls_in(work: Callable[[], object]) -> int:
    """Count the functions that a piece of work calls: its cost, on however busy a machine."""
    count = 0

    def called(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def cost_of_reload(folder: Path, history: History) -> int:
    """Return what it costs to take up an edit of a list with a history, and give every feed."""
    folder.mkdir()
    files = ListFiles.beside(folder / "events.yaml")
    files.events.write_text(LIST.format(number=1), "utf-8")
    write_history(files.history, history)
    publication = Publication(Settings(events=files.events), records=True)

    def work() -> None:
        publication.reload()
        for kind in FORMATS.values():
            publication.snapshot.feed(Selection(), kind, publication.clock())

    work()
    files.events.write_text(LIST.format(number=2), "utf-8")
    cost = calls_in(work)
    assert publication.snapshot.entries["one"].event.title == "Title 2"
    return cost


def test_ten_thousand_edits_leave_one_short_line_and_cost_nothing_later(tmp_path: Path) -> None:
    """The record is as long as after a few edits, and so is the way through a reload."""
    few, many = edited(FEW), edited(MANY)
    texts = [format_history(history) for history in (few, many)]
    assert [len(text.split("\n\n")) for text in texts] == [2, 2]
    assert len(texts[1]) < 4000
    assert abs(len(texts[1]) - len(texts[0])) < 100
    cost, cost_of_many = (
        cost_of_reload(tmp_path / name, history) for name, history in (("few", few), ("many", many))
    )
    assert abs(cost_of_many - cost) < cost / 100
