"""What clients show of the two hundred events, made comparable with what they must show."""

from collections import Counter
from collections.abc import Iterable, Sequence

from clients.occurrences.seen import Seen

from .expected import Shown


def shown(seen: Iterable[Seen]) -> list[Shown]:
    """Name each occurrence by its event: one that is a VEVENT of its own has its day in its UID."""
    return sorted(Shown(each.uid.partition("@")[0].partition(".")[0], *each[1:]) for each in seen)


def differences(seen: Sequence[Shown], expected: Sequence[Shown]) -> list[str]:
    """List what is shown too often (+), and what is not shown often enough (-)."""
    counts = Counter(seen)
    counts.subtract(Counter(expected))
    return [f"{counts[each]:+} {each}" for each in sorted(counts) if counts[each]]
