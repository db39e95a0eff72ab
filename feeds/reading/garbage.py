"""Python's search for garbage, held off while very much is made at once and kept.

It looks at everything there is again and again as more comes to be; while a long list is read,
that takes longer than the reading, and finds nothing.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_off() -> Iterator[None]:
    """Let no garbage be searched for meanwhile, in any thread; what nobody holds goes as ever."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
