"""The programs that people follow a list with: what each does with a link, how often it looks.

The intervals are what is known of each program, not a promise of it (R19, R23).
"""

from collections.abc import Callable
from dataclasses import dataclass

from feeds.web.subscribing import SubscribeLinks
from feeds.wording import Phrase, phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program, or a kind of it.

    ``link`` gives where its button leads; without one, the address is copied. ``what`` says what
    will happen, ``looks`` how often it looks for changes.
    """

    name: Phrase
    what: Phrase
    looks: Phrase
    link: Callable[[SubscribeLinks], str] | None = None


CALENDARS = (
    Program(
        name=phrase("Apple Calendar"),
        link=lambda links: links.apple,
        what=phrase("On an iPhone, iPad or Mac this opens Calendar, which asks you to confirm."),
        looks=phrase(
            "It checks for changes as often as its settings say; on a Mac, choose “every hour”."
        ),
    ),
    Program(
        name=phrase("Google Calendar"),
        link=lambda links: links.google,
        what=phrase(
            "On a computer, copy the address for Google below and paste it into the page that"
            " opens; the calendar then appears on your phone too."
        ),
        looks=phrase("Google checks for changes every 8 to 24 hours."),
    ),
    Program(
        name=phrase("Outlook.com"),
        link=lambda links: links.outlook,
        what=phrase(
            "This opens your personal Outlook with the address filled in; just confirm it."
        ),
        looks=phrase(
            "Outlook checks for changes a few times a day; a change can take a day to arrive."
        ),
    ),
    Program(
        name=phrase("Outlook for work or school"),
        link=lambda links: links.outlook_work,
        what=phrase("This opens your organisation’s Outlook; confirm the address there."),
        looks=phrase(
            "Outlook checks for changes a few times a day; a change can take a day to arrive."
        ),
    ),
    Program(
        name=phrase("Thunderbird and others"),
        what=phrase(
            "Copy the address, then add it as a calendar “on the network”, “from the internet” "
            "or “by URL”."
        ),
        looks=phrase("Most check for changes every 30 to 60 minutes."),
    ),
)
"""Those that hold calendars (R16 to R19)."""

READERS: dict[str, Phrase] = {
    "rss": phrase("For every feed reader, and for Outlook on Windows."),
    "atom": phrase("For feed readers, with the date of every change."),
    "json": phrase("For newer feed readers, and for your own programs."),
}
"""What each feed is for, by its extension."""

LOOKS_OF_READERS = phrase("Feed readers check about once an hour.")

ADVICE = (
    (
        phrase("On Android"),
        phrase(
            "The phone’s own calendar app cannot subscribe to calendars. Use Google Calendar on a"
            " computer, or paste the address into an app such as ICSx⁵."
        ),
    ),
    (
        phrase("In the new Outlook"),
        phrase(
            "It does not open calendar links: copy the address, choose Add calendar, then"
            " Subscribe from web, and paste it."
        ),
    ),
    (
        phrase("On a Mac"),
        phrase(
            "If Calendar asks for a location, choose iCloud to have the calendar on your other"
            " devices too."
        ),
    ),
)
"""What to do where a link alone is not enough (R19)."""
