"""What the program says in its own words."""
