"""What becomes of what readers do not get as it was written."""

ADDRESS = "the link leads neither to http, https nor mailto, and stays plain text"
HTML = "HTML is shown as it is written"
IMAGE = "the image is not shown; its label stands in its place"
"""What becomes of a link, of HTML and of an image that readers do not get."""
