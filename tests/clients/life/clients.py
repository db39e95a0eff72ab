"""What every client of the life can do, whatever program is behind it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from .script import Step

T = TypeVar("T", bound=tuple[str, ...])
T_co = TypeVar("T_co", bound=tuple[str, ...], covariant=True)


class Client(Protocol[T_co]):
    """A calendar or a feed reader with one subscription, and a memory of its own."""

    def refresh(self) -> None:
        """Look for what is new as the client does, and come back when it is taken in."""
        ...

    def shown(self) -> Sequence[T_co]:
        """List what it shows now, in any order: what is there twice is listed twice."""
        ...


Subscribe = Callable[[str, Path], AbstractContextManager[Client[T_co]]]
"""Has a client follow an address, with a folder of its own, and ends it surely."""


class Follower(Generic[T]):
    """A client and what it showed after each step; if it fails, the others live on.

    Args:
        subscribe: Starts the client.
        address: What it follows.
        home: Its folder, which is made here.
    """

    def __init__(self, subscribe: Subscribe[T], address: str, home: Path) -> None:
        home.mkdir()
        self._subscription = subscribe(address, home)
        self._ending = ExitStack()
        self._client: Client[T] | None = None
        self._shown: dict[Step, list[T]] = {}
        self.failure: Exception | None = None

    def look(self, step: Step) -> None:
        """Look for what is new after a step, and keep what is shown then."""
        if self.failure:
            return
        try:
            if self._client is None:
                self._client = self._ending.enter_context(self._subscription)
            self._client.refresh()
            self._shown[step] = sorted(self._client.shown())
        except Exception as failure:  # noqa: BLE001 - raised again by the test of this client
            self.failure = failure

    def end(self) -> None:
        """End the client."""
        try:
            self._ending.close()
        except Exception as failure:  # noqa: BLE001 - the same
            self.failure = self.failure or failure

    def shown_after(self, step: Step) -> list[T]:
        """Return what was shown after a step, sorted.

        Raises:
            Exception: What the client failed with, then or earlier.
        """
        if step not in self._shown and self.failure:
            raise self.failure
        return self._shown[step]
