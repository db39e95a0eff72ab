"""Tests of how an event list is read."""
