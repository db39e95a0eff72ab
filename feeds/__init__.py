"""One hand-written list of events, published as calendars, feeds and pages."""
