"""Lists invented by hypothesis, whole or in folders, and edits of every kind that people make."""

import re
from collections.abc import Sequence

from hypothesis import strategies as st

from feeds.reading import ListFile

HEADS = (
    """\
calendar:
  title: {en: Meetings, fr: Réunions}
  domain: meetings.example.org
  announced: 2026-11-24
  timezone: Europe/Zurich
  languages: [en, fr]
""",
    """\
themes:
  employers: {label: Employers, aliases: [business]}
  unions: {en: Unions, fr: Syndicats}
  past: {retired: unions}
""",
    "regions:\n  europe: Europe\n  moldova: {label: Moldova, within: europe}\n",
    "# What people look for.\nviews:\n  soon: {from: today, theme: unions}\n",
)
EVENTS = (
    "- id: plain\n  title: Plain\n  start: 2026-03-01\n  regions: [europe]\n",
    "- {id: in-braces, title: In braces, start: 2026-04-01, regions: [moldova]}\n",
    "- id: without-region\n  title: Warned of\n  start: 2026-05\n\n",
    """\
- id: described
  title: {en: Described, fr: Décrit}
  start: 2026-03-29 02:30
  end: 2026-03-29 09:00
  regions: []
  description:
    en: |
      <b>Bold</b>

      - one
      - [two](relative)
    fr: "[un](lien)"
""",
    "- id: folded\n  title: >-\n    Over\n    lines\n  start: 2026\n  note: |+\n    kept\n\n\n",
    """\
# A series.
- id: series
  title: Series
  start: 2026-10-25 02:30
  end: 03:30
  themes: [employers, unions]
  repeat: {every: week, until: 2026-12-31, except: [2026-11-01]}
""",
    "-   id: wide\n    title: Wide\n    start: 2026-06-01\n    regions:\n    - europe\n  # so\n",
    f"- id: long\n  title: {'Long ' * 50}\n  start: 2026-06-01\n  end: 2026-06-02\n",
    "- id: hosted\n  title: Hosted\n  start: 2026-06-01\n  hosts:\n  - One\n  - {name: Two}\n",
)
ODD = (
    '- id: quoted\n  title: "Quoted:\n- id: within\n  and on"\n  start: tbc\n  regions: []\n',
    "-\n  id: below\n  title: Below\n  start: 2026-07-01\n",
    "- # first a word\n  id: remarked\n  title: Remarked\n  start: 2026-07-01\n",
)
"""Events of which a line seems to begin another, or none seems to begin them."""
LINES = (
    *("---", "...", "--- ", "%YAML 1.1", "events:", "events: []", "views: {}", "# a remark", ""),
    *("- id: more", "  - id: more", "  -", "-", "  - {}", "    - x", "\t", "  \t- x", "  # - id"),
    *('  note: "open', "  note: 'open", '"', "  note: [", "  ]", "  note: {a", "  note: |", ">"),
    *("  note: &a x", "  note: *a", "  note: !t x", "  <<: {note: x}", "  note: a: b", "  ? note"),
    *("  note: <b>x</b>", "  title: Again", "  themes: [unions, unions]", "  regions: [nowhere]"),
    *("  start: 2026-02-30", "  end: 2020-01-01", "  titel: x", "  id: plain", "      deep", "x"),
    *("  description: <i>", "  timezone: Europe/Zurich", "  note: \u2028\x85x", "  note: \x07"),
)
PIECES = (
    "1",
    "-",
    ":",
    " ",
    "  ",
    "\n",
    "\t",
    '"',
    "'",
    "#",
    "|",
    "\r",
    "\r\n",
    "x",
    "é",
    "[",
    "}",
)


_FIRST = re.compile("^events:\n(?:#.*\n)*( *)- *", re.MULTILINE)


def indented(events: Sequence[str], indentation: str) -> str:
    """Write events below “events:”, so many blanks from the margin."""
    lines = "".join(events).splitlines(keepends=True)
    return "".join(line if not line.strip() else indentation + line for line in lines)


@st.composite
def texts(draw: st.DrawFn, heads: Sequence[str], events: Sequence[str]) -> str:
    """Invent a file with these parts and some of these events, in any order."""
    parts = list(draw(st.permutations(heads)))
    if events:
        chosen = draw(st.lists(st.sampled_from(events), min_size=1, unique=True))
        if draw(st.integers(0, 4)) == 4:
            chosen.append(draw(st.sampled_from(ODD)))
        listed = indented(chosen, draw(st.sampled_from(["", "  ", "    "])))
        parts.insert(draw(st.integers(0, len(parts))), f"events:\n{listed}")
    return "".join(parts)


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, ...]:
    """Invent a list in one file, or in three, of which the first has no events."""
    if draw(st.booleans()):
        return (draw(texts(HEADS, EVENTS)),)
    half = len(EVENTS) // 2
    return (
        draw(texts(HEADS[:2], ())),
        draw(texts(HEADS[2:3], EVENTS[:half])),
        draw(texts(HEADS[3:], EVENTS[half:])),
    )


def as_files(texts: Sequence[str]) -> tuple[ListFile, ...]:
    """Return texts as the files of a folder."""
    return tuple(
        ListFile(path=f"list/{place}.yaml", data=text.encode()) for place, text in enumerate(texts)
    )


def blocks_in(text: str) -> tuple[str, list[str]]:
    """Cut a text where its events seem to begin: what is before the first, and each."""
    found = _FIRST.search(text)
    if found is None:
        return text, []
    before, *blocks = re.split(f"^(?={found[1]}- )", text, flags=re.MULTILINE)
    return before, blocks


@st.composite
def _with_other_events(draw: st.DrawFn, text: str) -> str:
    """Take an event out, double one, move one, put one in place of another, or add one."""
    before, blocks = blocks_in(text)
    if not blocks:
        return text
    place = draw(st.integers(0, len(blocks) - 1))
    indentation = blocks[0][: len(blocks[0]) - len(blocks[0].lstrip(" "))]
    way = draw(st.sampled_from(["remove", "double", "move", "replace", "add"]))
    other = blocks[place] if way == "double" else draw(st.sampled_from((*EVENTS, *ODD)))
    if way in {"remove", "move", "replace"}:
        taken = blocks.pop(place)
        other = taken if way == "move" else other
    if way != "remove":
        other = other if other[:1] == " " else indented([other], indentation)
        blocks.insert(draw(st.integers(0, len(blocks))), other)
    return before + "".join(blocks)


@st.composite
def _with_another_title(draw: st.DrawFn, text: str) -> str:
    """Do what people do most: write a few words anew."""
    titles = list(re.finditer(r"(?<=title: )[^{>\n][^,\n]*", text))
    if not titles:
        return text
    title = draw(st.sampled_from(titles))
    words = draw(st.sampled_from(["Other", '"Other: [words]"', "Autres\u2028mots", "One " * 60]))
    return text[: title.start()] + words + text[title.end() :]


@st.composite
def _with_other_lines(draw: st.DrawFn, text: str) -> str:
    """Take a line out, double or move one, or put one in."""
    lines = text.splitlines(keepends=True)
    place = draw(st.integers(0, len(lines) - 1))
    way = draw(st.sampled_from(["remove", "double", "move", "add"]))
    line = lines.pop(place) if way in {"remove", "move"} else lines[place]
    if way == "add":
        line = draw(st.sampled_from(LINES)) + "\n"
    if way != "remove":
        lines.insert(draw(st.integers(0, len(lines))), line)
    return "".join(lines)


@st.composite
def _with_other_characters(draw: st.DrawFn, text: str) -> str:
    """Put something in place of a few characters."""
    place, length = draw(st.integers(0, len(text))), draw(st.integers(0, 3))
    return text[:place] + draw(st.sampled_from(["", *PIECES])) + text[place + length :]


@st.composite
def _with_other_words(draw: st.DrawFn, text: str) -> str:
    """Put a word of the list in place of another."""
    words = sorted(set(re.findall(r"[\w-]+", text)))
    old, new = draw(st.sampled_from(words)), draw(st.sampled_from(words))
    return re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, text, count=1)


@st.composite
def _with_other_ends(draw: st.DrawFn, text: str) -> str:
    """Change how the file, or how every line ends, or how the file begins."""
    return draw(
        st.sampled_from(
            [
                text.replace("\n", "\r\n"),
                text.removesuffix("\n"),
                text.rstrip(),
                f"{text}\n\n",
                f"{text}...\n",
                f"---\n{text}",
                f"\ufeff{text}",
                f"# a remark\n{text}",
            ]
        )
    )


@st.composite
def edits(draw: st.DrawFn, files: tuple[str, ...]) -> tuple[str, ...]:
    """Edit one of the files of a list, in whatever way; what comes of it may be no list."""
    place = draw(st.integers(0, len(files) - 1))
    edited = files[place]
    if edited.strip():
        way = draw(st.sampled_from(_WAYS))
        edited = draw(way(edited))
    return *files[:place], edited, *files[place + 1 :]


_WAYS = (
    _with_another_title,
    _with_another_title,
    _with_another_title,
    _with_other_events,
    _with_other_events,
    _with_other_lines,
    _with_other_lines,
    _with_other_characters,
    _with_other_words,
    _with_other_ends,
)
