"""The real server's answers and pages, before browsers, checkers and robots."""
