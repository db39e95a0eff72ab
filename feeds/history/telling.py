"""What a change of the list does to its subscribers, in words."""

from collections.abc import Iterator

from feeds import wording
from feeds.history.records import History, Record
from feeds.model import Change, Facts
from feeds.schedule import Unsettled

_AGAIN = "readers show it again"


def tell(old: History | None, new: History, language: str) -> Iterator[str]:
    """Give a line for each event that subscribers see differently, in the order of ids.

    What the list says of itself comes first.
    """
    known = old.records if old else {}
    if old and old.heading != new.heading:
        yield "the list: its title, description, terms or views change; readers get no notice of that"
    for name, record in new.records.items():
        before = known.get(name)
        if before == record:
            continue
        told = _tell_new(record, language) if before is None else _tell(before, record, language)
        yield f"{name}: {told}"


def _tell_new(record: Record, language: str) -> str:
    dates = wording.dates(record.facts.when, record.facts.repeat, language)
    if isinstance(record.facts.when, Unsettled):
        return f"new, {dates}: readers show it, calendars once its date is set"
    return f"new, {dates}: calendars and readers show it"


def _tell(before: Record, record: Record, language: str) -> str:
    if record.gone:
        return "leaves the list: most calendars drop it, some keep it; its page says so"
    if before.gone and before.facts == record.facts:
        return "is back on the list: calendars show it again"
    if before.facts == record.facts:
        is_news = record.revision.updated > before.revision.updated
        return f"other text: calendars take it, {_AGAIN if is_news else 'readers are not notified'}"
    changes = record.revision.changes
    return _tell_change(changes[-1], language) if changes else f"changed: {_AGAIN}"


def _tell_change(change: Change, language: str) -> str:
    before, after = change.before, change.after
    said = list(_differences(before, after))
    if change.is_news:
        told = wording.change(change, "en", dates_in=language).sentence.removesuffix(".")
        said.insert(0, told[0].lower() + told[1:])
    return f"{'; '.join(said)}: {_deed(change)}, {_AGAIN}"


def _deed(change: Change) -> str:
    """Say what calendars do."""
    before, after = change.before, change.after
    was_open, is_open = (isinstance(facts.when, Unsettled) for facts in (before, after))
    if is_open or was_open:
        return _OPEN[was_open, is_open]
    is_put_off = after.status == "postponed" and not change.is_move
    if change.is_turn and (after.status == "cancelled" or is_put_off):
        return "calendars mark it as off"
    return "calendars move it" if before.when != after.when else "calendars change it"


_OPEN = {
    (True, False): "calendars show it",
    (False, True): "calendars drop it until its date is set",
    (True, True): "calendars show nothing while its date is open",
}
"""What calendars do about an event without a date, by whether it had and has none."""


def _differences(before: Facts, after: Facts) -> Iterator[str]:
    """Say what became other than days, and than going off and on again."""
    if before.title != after.title:
        yield f"title “{before.title}” becomes “{after.title}”"
    if before.place != after.place:
        yield f"place “{before.place or 'none'}” becomes “{after.place or 'none'}”"
    quiet = ("confirmed", "tentative")
    if before.status != after.status and before.status in quiet and after.status in quiet:
        yield f"{before.status} becomes {after.status}"
