"""Links that put a calendar, or one event, into the programs people have (R16 to R19)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode, urlsplit

from feeds.formats.content import dated_title_of, title_of
from feeds.model import Entry
from feeds.schedule import Days, Settled, Unsettled

_GOOGLE = "https://calendar.google.com/calendar/r"
_OUTLOOK = "https://outlook.{}/calendar/0/addfromweb?url={}&name={}"
_ONE_IN_GOOGLE = "https://calendar.google.com/calendar/render"
_ONE_IN_OUTLOOK = "https://outlook.{}/calendar/0/action/compose?{}"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeLinks:
    """One calendar's address, and the ways into each program.

    Google hides what is cancelled; ``google_address`` asks for it to be shown (R39).
    """

    address: str
    apple: str
    google: str
    google_address: str
    google_shortcut: str
    outlook: str
    outlook_work: str


def subscribe_links(address: str, name: str, google_address: str) -> SubscribeLinks:
    """Make the links for a calendar's absolute address, and its address for Google.

    ``name`` is what Outlook calls it.
    """
    url, title = quote(address, safe=""), quote(name, safe="")
    return SubscribeLinks(
        address=address,
        apple=_webcal(address),
        google=f"{_GOOGLE}/settings/addbyurl",
        google_address=google_address,
        google_shortcut=f"{_GOOGLE}?cid={quote(_webcal(google_address), safe='')}",
        outlook=_OUTLOOK.format("live.com", url, title),
        outlook_work=_OUTLOOK.format("office.com", url, title),
    )


def _webcal(address: str) -> str:
    return "webcal" + address.removeprefix(urlsplit(address).scheme)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLinks:
    """The forms in which each program offers to keep one event."""

    google: str
    outlook: str
    outlook_work: str


def add_links(entry: Entry, about: str) -> AddLinks | None:
    """Make the links for an event, or none for what these forms cannot hold.

    That is a series, an event whose days are not settled, and one that is off.

    Args:
        entry: The event.
        about: A few words on it; the address of its page follows them (R36).
    """
    event = entry.event
    if event.repeat or entry.is_off or isinstance(event.when, Unsettled):
        return None
    title, place = title_of(entry), str(event.location or event.online or "")
    details = "\n\n".join(filter(None, (about, entry.page)))
    outlook = _outlook_form(title, event.when, details, place)
    return AddLinks(
        google=_google_form(title, event.when, details, place),
        outlook=_ONE_IN_OUTLOOK.format("live.com", outlook),
        outlook_work=_ONE_IN_OUTLOOK.format("office.com", outlook),
    )


def _google_form(title: str, when: Settled, details: str, place: str) -> str:
    """Fill in Google's form; its days end before the last one given, as in ICS (R32)."""
    if isinstance(when, Days):
        dates = f"{when.first:%Y%m%d}/{when.last + _DAY:%Y%m%d}"
    else:
        dates = "/".join(f"{_utc(each):%Y%m%dT%H%M%SZ}" for each in (when.start, when.end))
    known = {
        "action": "TEMPLATE",
        "text": title,
        "dates": dates,
        "details": details,
        "location": place,
    }
    return f"{_ONE_IN_GOOGLE}?{_query(known)}"


def _outlook_form(title: str, when: Settled, details: str, place: str) -> str:
    """Fill in Outlook's form; its whole days end at the midnight after the last."""
    if isinstance(when, Days):
        dates = {
            "allday": "true",
            "startdt": when.first.isoformat(),
            "enddt": (when.last + _DAY).isoformat(),
        }
    else:
        start, end = (f"{_utc(each):%Y-%m-%dT%H:%M:%SZ}" for each in (when.start, when.end))
        dates = {"startdt": start, "enddt": end}
    form = {"path": "/calendar/action/compose", "rru": "addevent"}
    return _query({**form, **dates, "subject": title, "body": details, "location": place})


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _query(known: dict[str, str]) -> str:
    return urlencode({name: each for name, each in known.items() if each}, quote_via=quote)


def mail_to_share(entry: Entry) -> str:
    """Return the link that begins a mail about an event (RFC 6068)."""
    return f"mailto:?{_query({'subject': dated_title_of(entry), 'body': entry.page})}"
