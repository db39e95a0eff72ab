"""What an entry says to people, for the formats to set as text or as HTML."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from feeds import wording
from feeds.model import Entry


def title_of(entry: Entry) -> str:
    """Return the title; what is not confirmed says so first (R39)."""
    event = entry.event
    if event.status == "confirmed":
        return event.title
    return f"{wording.status_name(event.status)}: {event.title}"


def dated_title_of(entry: Entry) -> str:
    """Return the title with date and place, for readers that show no other date (R46)."""
    return f"{title_of(entry)} — {', '.join(when_and_where(entry))}"


def when_and_where(entry: Entry) -> tuple[str, ...]:
    """Return the days in words, and the place where it is known."""
    event = entry.event
    days = wording.days(event.start, event.end, entry.language)
    return (days, str(event.location)) if event.location else (days,)


def facts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Give name and value of all else that is known: who organises, hosts, pays, joins in."""
    for role, named in entry.event.organisations():
        names = wording.listed(map(str, named), entry.language)
        yield wording.role_name(role, len(named)), names


def labels(entry: Entry) -> tuple[str, ...]:
    """Return the labels of the entry's themes and regions."""
    return tuple(term.label for term in (*entry.themes, *entry.regions))


def text_of(entry: Entry) -> str:
    """Return the description as plain text, with the event's page as its last line (R36)."""
    paragraphs = [entry.event.summary] if entry.event.summary else []
    if lines := [f"{name}: {value}" for name, value in facts(entry)]:
        paragraphs.append("\n".join(lines))
    return "\n\n".join((*paragraphs, entry.page))


def html_of(entry: Entry) -> str:
    """Return the content as HTML: days and place first, then everything else (R46, R51)."""
    lines = [Markup("<p><strong>{}</strong></p>").format(" · ".join(when_and_where(entry)))]
    lines += [_paragraph(text) for text in entry.event.summary.split("\n\n") if text]
    if listed := [Markup("<li>{}: {}</li>").format(*fact) for fact in facts(entry)]:
        lines.append(Markup("<ul>{}</ul>").format(Markup("").join(listed)))
    lines.append(
        Markup(
            '<p><a href="{}">Add to calendar</a> · <a href="{}">More on this event</a></p>'
        ).format(entry.ics, entry.page)
    )
    return "".join(lines)


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(Markup("<br>").join(map(escape, text.splitlines())))
