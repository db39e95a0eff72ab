"""The formats, item by item."""
