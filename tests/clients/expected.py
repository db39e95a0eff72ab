"""What must be seen of the ten meetings, copied by hand from the page that first listed them."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Shown(NamedTuple):
    """What a calendar shows of an event: its days, both included."""

    title: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting: its title, its days, how people write them, and where it was, if stated."""

    title: str
    first: date
    last: date
    when: str
    place: str = ""

    @property
    def shown(self) -> Shown:
        """What a calendar shows of it."""
        return Shown(self.title, self.first, self.last)


MEETINGS = (
    Meeting(
        title=(
            "Regional Workshop to prepare a network of Trade Union Focal Points in source and"
            " destination countries"
        ),
        first=date(2008, 11, 25),
        last=date(2008, 11, 26),
        when="25–26 November 2008",
    ),
    Meeting(
        title=(
            "International Trade Union Conference on Combating Forced Labour and Human Trafficking"
        ),
        first=date(2008, 11, 21),
        last=date(2008, 11, 23),
        when="21–23 November 2008",
    ),
    Meeting(
        title=(
            "National Workshop on “Labour Market and Socio-Economic Opportunities in the Rasht"
            " Valley” and “Vocational Education and Training System in Tajikistan with focus on"
            " the Rasht valley”"
        ),
        first=date(2008, 10, 21),
        last=date(2008, 10, 21),
        when="21 October 2008",
        place="Dushanbe",
    ),
    Meeting(
        title="Training of labour inspectors on forced labour and human trafficking",
        first=date(2008, 9, 8),
        last=date(2008, 9, 10),
        when="8–10 September 2008",
    ),
    Meeting(
        title=(
            "Preventing Human Trafficking for Forced Labour and the Worst Forms of Child Labour"
        ),
        first=date(2008, 8, 19),
        last=date(2008, 8, 19),
        when="19 August 2008",
    ),
    Meeting(
        title="Regional workshop on forced labour and human trafficking",
        first=date(2008, 7, 7),
        last=date(2008, 7, 9),
        when="7–9 July 2008",
    ),
    Meeting(
        title=("Addressing Forced Labour: The Role of Employers' Organisations and Business"),
        first=date(2008, 6, 30),
        last=date(2008, 7, 1),
        when="30 June – 1 July 2008",
    ),
    Meeting(
        title="Regional Workshop on Labour inspection and Forced Labour in Latin America",
        first=date(2008, 6, 18),
        last=date(2008, 6, 20),
        when="18–20 June 2008",
    ),
    Meeting(
        title=(
            "Regional Workshop for Employers’ Organizations on Strategies against Trafficking"
            " and Forced Labour"
        ),
        first=date(2008, 5, 21),
        last=date(2008, 5, 22),
        when="21–22 May 2008",
    ),
    Meeting(
        title="Engaging Business: Addressing Forced Labour",
        first=date(2008, 2, 20),
        last=date(2008, 2, 20),
        when="20 February 2008",
        place="Atlanta",
    ),
)

TRAFFICKING = tuple(
    meeting
    for meeting in MEETINGS
    if meeting.first
    in {
        date(2008, 11, 25),
        date(2008, 11, 21),
        date(2008, 9, 8),
        date(2008, 8, 19),
        date(2008, 7, 7),
        date(2008, 5, 21),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A selection of the list: its address without the extension, and what it holds."""

    path: str
    query: str = ""
    meetings: tuple[Meeting, ...]

    def __str__(self) -> str:
        return self.path + self.query

    def address(self, extension: str) -> str:
        """Return the path, and query, of the selection's feed in one format."""
        return f"{self.path}.{extension}{self.query}"

    @property
    def shown(self) -> list[Shown]:
        """What a calendar shows, in the order of dates."""
        return sorted((meeting.shown for meeting in self.meetings), key=_by_day)


EVERYTHING = Choice(path="/events", meetings=MEETINGS)
ONE_THEME = Choice(path="/theme/human-trafficking", meetings=TRAFFICKING)
NOTHING = Choice(path="/events", query="?from=2030", meetings=())
CHOICES = (EVERYTHING, ONE_THEME, NOTHING)


def by_day(shown: list[Shown]) -> list[Shown]:
    """Put what a client shows into the order of dates."""
    return sorted(shown, key=_by_day)


def _by_day(shown: Shown) -> tuple[date, date, str]:
    return shown.first, shown.last, shown.title


def title_faults(titles: list[str], meetings: tuple[Meeting, ...]) -> list[str]:
    """Compare a feed's titles, in any order, with the meetings they must announce (R46).

    A title is the meeting's own, a dash, the days as people write them and, where the source
    states one, the place. Spaces of any width count as spaces.
    """
    left = [" ".join(title.split()) for title in titles]
    faults = []
    for meeting in meetings:
        fits = [title for title in left if _announces(title, meeting)]
        if len(fits) != 1:
            faults.append(f"{len(fits)} titles announce {meeting.title!r}")
        left = [title for title in left if title not in fits]
    return faults + [f"unexpected title {title!r}" for title in left]


def _announces(title: str, meeting: Meeting) -> bool:
    begin = f"{meeting.title} — {meeting.when}"
    if not meeting.place:
        return title == begin
    return title.startswith(f"{begin}, ") and meeting.place in title
