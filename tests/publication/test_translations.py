"""A list in several languages is one publication: a snapshot a language, swapped in together."""

from pathlib import Path

from feeds.formats import FORMATS
from feeds.publication import Publication, Snapshot, system_clock
from feeds.selection import Selection

from .desk import Desk

LIST = """\
calendar:
  title: {en: Round, fr: Ronde}
  domain: ronda.example.org
  timezone: Etc/UTC
  languages: [en, fr]
themes: {}
regions: {}
events:
  - {id: one, title: {en: First, fr: Premier}, start: 2008-07-01, themes: [], regions: []}
  - {id: two, title: Second, start: 2008-08-01, themes: [], regions: []}
"""


def opened(folder: Path, text: str = LIST) -> tuple[Desk, Publication]:
    """Open a list as a server does."""
    desk = Desk(folder, text)
    return desk, desk.open()


def feed(snapshot: Snapshot) -> str:
    """Render the calendar of everything."""
    return snapshot.feed(Selection(), FORMATS["ics"], system_clock()).body.decode()


def test_there_is_a_snapshot_a_language_the_lists_own_first(tmp_path: Path) -> None:
    """Of one history, so that an event is the same in all of them."""
    _, publication = opened(tmp_path)
    state = publication.state
    assert tuple(state.snapshots) == ("en", "fr")
    assert state.snapshot is publication.snapshot is state.snapshots["en"]
    english, french = state.snapshots.values()
    assert english.languages == french.languages == ("en", "fr")
    assert english.history is french.history is state.history
    assert "SUMMARY;LANGUAGE=fr:Premier" in feed(french)
    assert "SUMMARY;LANGUAGE=en:First" in feed(english)


def test_nothing_is_rendered_in_a_language_that_nobody_asks_for(tmp_path: Path) -> None:
    """Nor what somebody asks for in one rendered in another."""
    desk, publication = opened(tmp_path)
    feed(publication.state.snapshots["fr"])
    assert [len(each) for each in publication.state.snapshots["fr"].items.values()] == [2]
    assert publication.snapshot.items == {}
    desk.edit("title: Second", "title: The second")
    publication.reload()
    assert publication.snapshot.items == {}
    ((sort, kept),) = publication.state.snapshots["fr"].items.items()
    assert sort[0] == "ics"
    assert list(kept) == ["one"]


def test_a_language_comes_and_goes_with_the_list(tmp_path: Path) -> None:
    """Without a new start; the others stay as they are."""
    desk, publication = opened(tmp_path)
    english = feed(publication.snapshot)
    desk.edit("languages: [en, fr]", "languages: [en, fr, es]")
    publication.reload()
    assert tuple(publication.state.snapshots) == ("en", "fr", "es")
    assert publication.snapshot.languages == ("en", "fr", "es")
    spanish = publication.state.snapshots["es"]
    assert spanish.url("/event/one") == f"{spanish.base_url}/es/event/one"
    assert "SUMMARY;LANGUAGE=en:First" in feed(spanish)
    desk.edit("languages: [en, fr, es]", "languages: [en, fr]")
    publication.reload()
    assert tuple(publication.state.snapshots) == ("en", "fr")
    assert [line for line in feed(publication.snapshot).splitlines() if "SUMMARY" in line] == [
        line for line in english.splitlines() if "SUMMARY" in line
    ]


def test_another_language_becomes_the_lists_own(tmp_path: Path) -> None:
    """Then its addresses have no prefix, in what was rendered before too."""
    desk, publication = opened(tmp_path)
    for snapshot in publication.state.snapshots.values():
        feed(snapshot)
    desk.edit("languages: [en, fr]", "languages: [fr, en]")
    desk.edit("title: Second", "title: {en: Second}")
    publication.reload()
    assert tuple(publication.state.snapshots) == ("fr", "en")
    french, english = (feed(each) for each in publication.state.snapshots.values())
    assert "/event/one" in french
    assert "/fr/event/one" not in french
    assert "/en/event/one" in english


def test_a_translation_is_no_news_and_reaches_calendars(tmp_path: Path) -> None:
    """It raises the sequence in all languages; readers are shown nothing again."""
    desk, publication = opened(tmp_path)
    before = desk.record("two").revision
    desk.edit("title: Second", "title: {en: Second, fr: Deuxième}")
    publication.reload()
    after = desk.record("two").revision
    assert (after.sequence, after.updated) == (before.sequence + 1, before.updated)
    assert after.modified > before.modified
    assert not after.changes
    assert "SUMMARY;LANGUAGE=fr:Deuxième" in feed(publication.state.snapshots["fr"])


def test_a_broken_translation_is_seen_by_nobody(tmp_path: Path) -> None:
    """The list is good in all its languages, or the one before is served in all."""
    desk, publication = opened(tmp_path)
    desk.edit("title: Second", "title: {en: Second, de: Zweiter}")
    publication.reload()
    assert publication.health.is_stale
    (problem,) = publication.health.problems
    assert "de" in problem.message
    assert tuple(publication.state.snapshots) == ("en", "fr")
    assert "SUMMARY;LANGUAGE=en:Second" in feed(publication.state.snapshots["fr"])
