"""What calendar programs show of any iCalendar file: each occurrence that they put on a day."""
