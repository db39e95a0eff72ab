"""The real server before real calendars, feed readers and validators."""
