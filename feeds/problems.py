"""What can be wrong with an event list, and where: every fault an editor can mend."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault in a file, told to the person who keeps it.

    Lines and columns count from 1, columns in characters, as text editors do; ``text`` is the
    line itself, where there is one.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    text: str = ""

    def __str__(self) -> str:
        """Write the problem in the one-line form that editors can jump to."""
        text = f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message}"
        return f"{text}; {self.hint}" if self.hint else text

    @property
    def is_error(self) -> bool:
        """Whether it keeps the list from being published."""
        return self.severity == "error"


class FeedsError(Exception):
    """A fault that the person who made the request, or keeps the list, can mend."""


class ListError(FeedsError):
    """An event list that cannot be published, with everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class SettingError(FeedsError):
    """A setting of the server that cannot be used."""

    def __init__(self, name: str, value: str, wanted: str) -> None:
        super().__init__(f"{name} is “{value}”, but must be {wanted}.")
        self.name = name
        self.value = value
        self.wanted = wanted


class TemplateFault(FeedsError):
    """A template of the organisation's own that cannot be used."""
