"""A selection as a value: which events, and in what order and number they are wanted."""

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from feeds.model import NO_WISHES, View, Wishes
from feeds.selection.bounds import Bound

When = Literal["upcoming", "past"]
WHENS: tuple[When, ...] = get_args(When)

Order = Literal["next", "start", "-start", "announced", "updated"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""By date ("next": what is to come, soonest first, then what is past, latest first), or by news."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Values asked for (any of them, or all) and values shut out, which win.

    Both are sorted and without repetition, so equal choices are written alike.
    """

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    def without(self, value: str) -> "Choice":
        """Return the choice with a value no longer asked for."""
        return Choice(tuple(each for each in self.wanted if each != value), self.unwanted)

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    def __str__(self) -> str:
        """Write the choice as an address does: "a,b,-c"."""
        return ",".join((*self.wanted, *(f"-{value}" for value in self.unwanted)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewBase:
    """A view as a selection, to which an address may add.

    ``fields`` are those of the selection that the view sets.
    """

    view: View
    selection: "Selection"
    fields: frozenset[str]

    @property
    def set_fields(self) -> dict[str, Any]:
        """The fields that the view sets, with their values."""
        return {name: getattr(self.selection, name) for name in self.fields}

    def holds_in(self, selection: "Selection") -> bool:
        """Tell whether a selection asks for all that the view does."""
        return _matching(replace(selection, **self.set_fields)) == _matching(selection)

    def rest_of(self, selection: "Selection") -> "Selection":
        """Return what a selection asks for beside the view, in the same kind of match."""
        unset = {name: getattr(EVERYTHING, name) for name in self.fields - {"match_all"}}
        return replace(selection, view=None, **unset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What an address asks for, in canonical form; everything absent means no limit.

    With a ``view`` the other fields hold what the view asks for, and whatever is asked beside it.
    """

    theme: Choice = Choice()
    region: Choice = Choice()
    match_all: bool = False
    since: Bound | None = None
    until: Bound | None = None
    when: When | None = None
    words: tuple[str, ...] = ()
    status: Choice = Choice()
    order: Order | None = None
    limit: int | None = None
    page: int = 1
    wishes: Wishes = NO_WISHES
    view: ViewBase | None = None

    def choosing(self, parameter: str, choice: Choice) -> "Selection":
        """Return the selection with another choice of themes ("theme") or regions ("region")."""
        if parameter == "theme":
            return replace(self, theme=choice).settled()
        return replace(self, region=choice).settled()

    def settled(self) -> "Selection":
        """Return the selection without a match where there are not several to match.

        It is of a view no longer if that asks for something else.
        """
        return _matching(replace(self, view=self.held_view))

    @property
    def has_several(self) -> bool:
        """Whether there are several themes or several regions to match."""
        return len(self.theme.wanted) > 1 or len(self.region.wanted) > 1

    @property
    def held_view(self) -> ViewBase | None:
        """The view, as long as the selection asks for all that it does."""
        return self.view if self.view and self.view.holds_in(self) else None

    @property
    def depends_on_day(self) -> bool:
        """Whether the same selection can hold other events tomorrow, or in another order."""
        bounds = (self.since, self.until)
        by_day = self.when is not None or self.order == "next"
        return by_day or any(bound and bound.is_relative for bound in bounds)


EVERYTHING = Selection()
"""The whole list."""


def _matching(selection: Selection) -> Selection:
    """Leave out a match where there are not several to match."""
    return replace(selection, match_all=selection.match_all and selection.has_several)


def identity_of(selection: Selection) -> Selection:
    """Return what a feed is, for ever: the selection without its page and the reader's wishes."""
    return replace(selection, page=1, wishes=NO_WISHES)
