"""Why a selection is refused, as facts; how they are told is the business of the web."""

from feeds.problems import FeedsError


class Refusal(FeedsError):
    """A request for a selection that cannot be given as asked.

    Attributes:
        message: What is wrong, in plain words.
        meant: The valid spelling most like what was written, if one is.
        choices: Valid spellings.
        kind: What the choices are: "themes", "parameters", "values" …
        address: The right address (canonical path and query), where there is one.
    """

    def __init__(
        self,
        message: str,
        *,
        meant: str = "",
        choices: tuple[str, ...] = (),
        kind: str = "values",
        address: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.meant = meant
        self.choices = choices
        self.kind = kind
        self.address = address


class UnknownTerm(Refusal):
    """A theme or region that this calendar does not have."""
