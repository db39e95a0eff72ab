"""The script of the life: what the editor does, and what every client must show after it.

The list it begins with is ``events.yaml``, beside this file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from . import seen
from .seen import Item, Shown

FIRST_LIST = Path(__file__).with_name("events.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What happens, and what of it clients show once they have looked again.

    Attributes:
        name: What has happened by then.
        edit: A piece of the list and what takes its place, if the list is edited.
        is_at_once: Whether the edit is made in the same second as the one before.
        starts: Whether the server is started, anew if it runs.
        is_broken: Whether the list is broken by then.
        events: What calendars show that they did not, in place of what had the same UID.
        dropped: What calendars no longer show.
        items: What feed readers show that they did not, in place of what had the same id;
            what they once had, they keep.
    """

    name: str
    edit: tuple[str, str] | None = None
    is_at_once: bool = False
    starts: bool = False
    is_broken: bool = False
    events: tuple[Shown, ...] = ()
    dropped: tuple[Shown, ...] = ()
    items: tuple[Item, ...] = ()

    def __str__(self) -> str:
        return self.name


_HEARING = """\
  - id: hearing
    title: Public hearing
    start: 2027-06-14
    summary: Everyone may speak.

"""
_WORKSHOP_DAYS = """\
    start: 2027-03-09
    end: 2027-03-11
"""
_WORKSHOP_NEW_DAYS = """\
    start: 2027-03-16
    end: 2027-03-18
"""
_CONFERENCE_DAYS = """\
    start: 2027-05-20
    end: 2027-05-21
"""
_CONFERENCE_POSTPONED = """\
    start: 2027-05-20
    end: 2027-05-21
    status: postponed
    note: The hall is not ready.
"""
_CONFERENCE_REVIVED = """\
    start: 2027-10-06
    end: 2027-10-07
    status: postponed
"""
_TRAINING = """\
  - id: training
    title: Training of labour inspectors
    start: 2027-09-08
    end: 2027-09-10
    summary: Inspectors learn to see what is hidden.

"""
_TRAINING_CANCELLED = """\
  - id: training
    title: Training of labour inspectors
    start: 2027-09-08
    end: 2027-09-10
    status: cancelled
    note: Too few have registered.
    summary: Inspectors learn to see what is hidden.

"""
_ASSEMBLY = """\
  - id: assembly
    title: Yearly assembly
    start: 2027-11-16
"""
_ASSEMBLY_BROKEN = """\
  - id: assembly
    title: Assembly of the year
    start: 2027-11-61
"""

ANNOUNCED = Step(
    name="list published",
    starts=True,
    events=(seen.WORKSHOP, seen.CONFERENCE, seen.TRAINING, seen.ASSEMBLY),
    items=(seen.WORKSHOP_ITEM, seen.CONFERENCE_ITEM, seen.TRAINING_ITEM, seen.ASSEMBLY_ITEM),
)
MOVED = Step(
    name="event moved",
    edit=(_WORKSHOP_DAYS, _WORKSHOP_NEW_DAYS),
    events=(seen.WORKSHOP_MOVED,),
    items=(seen.WORKSHOP_ITEM_MOVED, seen.MOVED),
)
CANCELLED = Step(
    name="event cancelled",
    edit=(_TRAINING, _TRAINING_CANCELLED),
    is_at_once=True,
    events=(seen.TRAINING_CANCELLED,),
    items=(seen.TRAINING_ITEM_CANCELLED, seen.CANCELLED),
)

STEPS = (
    ANNOUNCED,
    Step(
        name="event added",
        edit=(_TRAINING, _HEARING + _TRAINING),
        events=(seen.HEARING,),
        items=(seen.HEARING_ITEM,),
    ),
    MOVED,
    Step(
        name="summary corrected",
        edit=("three dyas", "three days"),
        events=(seen.WORKSHOP_CORRECTED,),
    ),
    Step(
        name="event renamed",
        edit=("Conference on forced labour\n", "Conference on forced labour and trafficking\n"),
        events=(seen.CONFERENCE_RENAMED,),
        items=(seen.CONFERENCE_ITEM_RENAMED,),
    ),
    Step(
        name="event postponed",
        edit=(_CONFERENCE_DAYS, _CONFERENCE_POSTPONED),
        events=(seen.CONFERENCE_POSTPONED,),
        items=(seen.CONFERENCE_ITEM_POSTPONED, seen.POSTPONED),
    ),
    Step(
        name="new dates given",
        edit=(_CONFERENCE_POSTPONED, _CONFERENCE_REVIVED),
        events=(seen.CONFERENCE_REVIVED,),
        items=(seen.CONFERENCE_ITEM_REVIVED, seen.NEW_DATES),
    ),
    CANCELLED,
    Step(
        name="event withdrawn",
        edit=(_TRAINING_CANCELLED, ""),
        dropped=(seen.TRAINING_CANCELLED,),
    ),
    Step(name="list broken", edit=(_ASSEMBLY, _ASSEMBLY_BROKEN), is_broken=True),
    Step(name="restarted on the broken list", starts=True, is_broken=True),
    Step(name="list mended", edit=(_ASSEMBLY_BROKEN, _ASSEMBLY)),
    Step(name="restarted", starts=True),
    Step(
        name="event back on the list",
        edit=(_ASSEMBLY, _TRAINING + _ASSEMBLY),
        events=(seen.TRAINING_ON_AGAIN,),
        items=(seen.TRAINING_ITEM, seen.ON_AGAIN),
    ),
)


class State(NamedTuple):
    """All that clients show at a moment."""

    events: list[Shown]
    items: list[Item]


def _states() -> Iterator[tuple[Step, State]]:
    events: dict[str, Shown] = {}
    items: dict[str, Item] = {}
    for step in STEPS:
        events |= {shown.uid: shown for shown in step.events}
        for dropped in step.dropped:
            del events[dropped.uid]
        items |= {item.id: item for item in step.items}
        yield step, State(sorted(events.values()), sorted(items.values()))


STATES = dict(_states())
"""What is shown in all after each step."""
