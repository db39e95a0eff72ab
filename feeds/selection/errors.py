"""Why a selection is refused, as facts; how they are told is the business of the web."""

from feeds.problems import FeedsError
from feeds.selection.selection import Selection


class Refusal(FeedsError):
    """A request for a selection that cannot be given as asked.

    Attributes:
        message: What is wrong, in plain words.
        meant: The valid spelling most like what was written, if one is.
        choices: Valid spellings.
        kind: What the choices are: "themes", "parameters", "values" …
        selection: What was meant, where that is certain: its address is the right one.
    """

    def __init__(
        self,
        message: str,
        *,
        meant: str = "",
        choices: tuple[str, ...] = (),
        kind: str = "values",
        selection: Selection | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.meant = meant
        self.choices = choices
        self.kind = kind
        self.selection = selection


class GoneTerm(Refusal):
    """A theme or region that this calendar had once, and that nothing took the place of."""


class UnknownTerm(Refusal):
    """A theme or region that this calendar does not have."""


def shown(text: str) -> str:
    """Shorten what was asked for, and make it fit to be shown."""
    most = 60
    printable = "".join(each if each.isprintable() else "\ufffd" for each in text[: most + 1])
    return printable if len(text) <= most else f"{printable[:most]}…"
