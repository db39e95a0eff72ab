"""Colours of pages: whether they can be read on the ground that they stand on (WCAG 2.2, 1.4.3)."""

PAPER = {"light": "#fdfcf9", "dark": "#16181c"}
"""The ground of pages, in the light and in the dark; the style sheet has the same."""
PANEL = {"light": "#f4f1e9", "dark": "#1e2126"}
"""The ground of what stands out on them, which is nearer to the colour of links."""
LEAST_CONTRAST = 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours written as #rrggbb, from 1 to 21."""
    dark, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def readable(color: str, scheme: str) -> str:
    """Return the colour most like one that can be read on the grounds of a scheme.

    It is that colour itself, or one that is mixed with black in the light, with white in the dark.
    """
    end = 0 if scheme == "light" else 255
    for step in range(101):
        parts = [round(part + (end - part) * step / 100) for part in _parts(color)]
        mixed = "#{:02x}{:02x}{:02x}".format(*parts)
        if all(contrast(mixed, each[scheme]) >= LEAST_CONTRAST for each in (PAPER, PANEL)):
            return mixed
    return f"#{end:02x}{end:02x}{end:02x}"


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    """Return the relative luminance of a colour in sRGB (WCAG 2.2)."""
    red, green, blue = (_linear(part / 255) for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= _DARKEST else ((share + 0.055) / 1.055) ** 2.4


_DARKEST = 0.04045
