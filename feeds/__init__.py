"""One hand-written list of events, published as calendars, feeds and pages."""

__version__ = "0.1.0"
