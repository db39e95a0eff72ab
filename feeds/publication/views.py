"""Whether every view of a list can be understood; one that cannot stops the publication.

A view is written with the parameters of addresses, which reading knows nothing of.
"""

from collections.abc import Iterator

from feeds.model import View
from feeds.problems import Problem
from feeds.reading import Reading
from feeds.selection import GoneTerm, Refusal, refusal_of

_CHOICES_SHOWN = 10


def misread_views(reading: Reading) -> Iterator[Problem]:
    """Give a problem for each parameter of a view that an address would be refused for.

    Where each can be meant by itself, all of them together must be as well.
    """
    for view in reading.calendar.views.named.values():
        found = tuple(_misread(view, reading))
        yield from found
        refusal = None if found else refusal_of(view.parameters, reading.calendar)
        if refusal:
            yield _problem(("views", view.name), refusal, reading)


def _misread(view: View, reading: Reading) -> Iterator[Problem]:
    for name, _ in view.parameters:
        for place, text in _written(view, name, reading):
            if refusal := refusal_of(((name, text),), reading.calendar):
                yield _problem(("views", view.name, name, *place), refusal, reading)


def _written(view: View, name: str, reading: Reading) -> Iterator[tuple[tuple[int, ...], str]]:
    """Give the texts of a parameter as they are written: one, or those of a list by place."""
    value = reading.document.data["views"][view.name][name]
    if isinstance(value, list):
        yield from (((place,), text) for place, text in enumerate(value))
    else:
        yield (), value


def _problem(loc: tuple[str | int, ...], refusal: Refusal, reading: Reading) -> Problem:
    message = refusal.message.removesuffix(".")
    return reading.problem(loc, "view", message[:1].lower() + message[1:], _hint(refusal))


def _hint(refusal: Refusal) -> str:
    if isinstance(refusal, GoneTerm):
        return "remove it"
    if refusal.meant:
        return f"did you mean `{refusal.meant}`?"
    listed = ", ".join(refusal.choices[:_CHOICES_SHOWN])
    return f"write one of {listed}" if listed else ""
