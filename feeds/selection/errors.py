"""Why a selection is refused, as facts; how they are told is the business of the web."""

from typing import Literal

from feeds.problems import FeedsError
from feeds.selection.selection import Selection
from feeds.wording import Phrase, phrase

Kind = Literal[
    "themes", "regions", "views", "parameters", "values", "forms", "formats", "languages"
]

_OFFERS: dict[Kind, Phrase] = {
    "themes": phrase("Valid themes:"),
    "regions": phrase("Valid regions:"),
    "views": phrase("Valid views:"),
    "parameters": phrase("Valid parameters:"),
    "values": phrase("Valid values:"),
    "forms": phrase("Valid forms:"),
    "formats": phrase("Valid formats:"),
    "languages": phrase("Available languages:"),
}


class Refusal(FeedsError):
    """A request for a selection that cannot be given as asked.

    Attributes:
        phrase: What is wrong, in plain words of any language.
        meant: The valid spelling most like what was written, if one is.
        choices: Valid spellings.
        kind: What the choices are: "themes", "parameters", "values" …
        selection: What was meant, where that is certain: its address is the right one.
        language: The language that was meant, if another than that of the address.
    """

    def __init__(  # noqa: PLR0913 - all of them facts of one refusal
        self,
        phrase: Phrase,
        *,
        meant: str = "",
        choices: tuple[str, ...] = (),
        kind: Kind = "values",
        selection: Selection | None = None,
        language: str = "",
    ) -> None:
        super().__init__(str(phrase))
        self.phrase = phrase
        self.meant = meant
        self.choices = choices
        self.kind = kind
        self.selection = selection
        self.language = language

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return str(self.phrase)

    @property
    def offer(self) -> Phrase:
        """What stands before the choices."""
        return _OFFERS[self.kind]


class GoneTerm(Refusal):
    """A theme, region or view that this calendar had once, and that nothing took the place of."""


class UnknownTerm(Refusal):
    """A theme, region or view that this calendar does not have."""


def shown(text: str) -> str:
    """Shorten what was asked for, and make it fit to be shown."""
    most = 60
    printable = "".join(each if each.isprintable() else "\ufffd" for each in text[: most + 1])
    return printable if len(text) <= most else f"{printable[:most]}…"
