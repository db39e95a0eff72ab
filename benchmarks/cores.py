"""Which core does what: the server under test has one to itself, whoever asks it the other."""

import os

_CORES = sorted(os.sched_getaffinity(0))
SERVER, CLIENT = (_CORES[0], _CORES[1]) if len(_CORES) > 1 else (None, None)
"""None where there is but one core."""


def on_core(core: int | None) -> tuple[str, ...]:
    """Return what stands before a command to keep it to a core."""
    return () if core is None else ("taskset", "--cpu-list", str(core))


def environment() -> dict[str, str]:
    """Return the environment of what is measured: compiled modules may be kept, as when installed."""
    left_out = ("FEEDS_", "PYTHONDONTWRITEBYTECODE")
    return {name: text for name, text in os.environ.items() if not name.startswith(left_out)}
