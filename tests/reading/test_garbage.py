"""The search for garbage is held off for a while, and never for good."""

import gc
import threading

import pytest

from feeds.reading.garbage import held_off


def test_garbage_is_not_searched_for_meanwhile() -> None:
    """And is again, whatever happens."""
    with held_off():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), held_off():
        raise KeyError
    assert gc.isenabled()


def test_within_another_it_changes_nothing() -> None:
    """The outer one ends it, and what was off before stays off."""
    with held_off():
        with held_off():
            pass
        assert not gc.isenabled()
    gc.disable()
    try:
        with held_off():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_two_threads_do_not_hold_it_off_for_good() -> None:
    """Whichever ends first."""
    entered, left = threading.Event(), threading.Event()

    def hold() -> None:
        with held_off():
            entered.set()
            left.wait(10)

    thread = threading.Thread(target=hold)
    with held_off():
        thread.start()
        assert entered.wait(10)
    left.set()
    thread.join(10)
    assert gc.isenabled()
