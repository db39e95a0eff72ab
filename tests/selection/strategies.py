"""Selections invented by hypothesis, and the many ways in which an address may spell them."""

from dataclasses import dataclass
from urllib.parse import quote_plus

from hypothesis import strategies as st
from making import REGIONS, THEMES

from feeds.model import STATUSES, Vocabulary
from feeds.selection import Choice, Order, Selection
from feeds.selection.bounds import Bound, parse_bound
from feeds.selection.selection import ORDERS, WHENS
from feeds.words import words_of

_FIXED = st.one_of(
    st.integers(1, 9999).map("{:04}".format),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(str),
)
_RELATIVE = st.one_of(
    st.just("today"),
    st.builds("{}{}".format, st.integers(-999, 999), st.sampled_from("dwmy")),
)
_WORDS = st.lists(st.text(max_size=8), max_size=4).map(" ".join).map(words_of)


def bounds() -> st.SearchStrategy[Bound | None]:
    """Invent one end of a span of days, or none."""
    return st.none() | (_FIXED | _RELATIVE).map(parse_bound)


@st.composite
def choices(draw: st.DrawFn, values: tuple[str, ...], most: int = 3) -> Choice:
    """Invent a choice among values, some of them shut out."""
    drawn = draw(st.lists(st.sampled_from(values), unique=True, max_size=most))
    split = draw(st.integers(0, len(drawn)))
    return Choice(tuple(sorted(drawn[:split])), tuple(sorted(drawn[split:])))


@st.composite
def selections(draw: st.DrawFn, order: Order = "next") -> Selection:
    """Invent a selection in canonical form, for a format whose own order is the given one."""
    theme, region = draw(choices(tuple(THEMES.terms))), draw(choices(tuple(REGIONS.terms)))
    several = len(theme.wanted) > 1 or len(region.wanted) > 1
    since, until = draw(bounds()), draw(bounds())
    if since and until and since.is_after(until):
        since, until = until, since
    when = draw(st.sampled_from([None, *WHENS]))
    orders = [each for each in ORDERS if each != order]
    return Selection(
        theme=theme,
        region=region,
        match_all=several and draw(st.booleans()),
        since=since,
        until=until,
        when=when,
        words=tuple(sorted(set(draw(_WORDS)))),
        status=draw(choices(STATUSES)),
        order=draw(st.sampled_from([None, *orders])),
        limit=draw(st.none() | st.integers(1, 1000)),
        page=draw(st.just(1) | st.integers(1, 100_000)),
    )


@dataclass(frozen=True, slots=True)
class Spelling:
    """An address, in some spelling: the terms in its path by parameter, and its query."""

    path: dict[str, str]
    query: str


@st.composite
def spellings(draw: st.DrawFn, selection: Selection) -> Spelling:
    """Spell a selection in one of the ways that mean the same."""
    path: dict[str, str] = {}
    pairs: list[str] = []
    for name, terms in (("theme", THEMES), ("region", REGIONS)):
        choice: Choice = getattr(selection, name)
        if len(choice.wanted) == 1 and not choice.unwanted and draw(st.booleans()):
            path[name] = draw(_names(choice.wanted[0], terms))
        elif choice:
            pairs += draw(_choice(name, choice, terms))
    if selection.status:
        pairs += draw(_choice("status", selection.status, None))
    pairs += draw(_single_values(selection))
    noise = st.sampled_from(["utm_source=a%FF", "fbclid=b", "_=1", "v=", "nocache", ""])
    pairs += draw(st.lists(noise, max_size=2))
    shuffled = draw(st.permutations(pairs))
    joint = st.sampled_from(["&", "&amp;", "&&"])
    return Spelling(path, "".join(f"{pair}{draw(joint)}" for pair in shuffled))


def _names(slug: str, terms: Vocabulary | None) -> st.SearchStrategy[str]:
    known = (slug, *(terms.terms[slug].aliases if terms else ()))
    return st.sampled_from([*known, *(name.upper() for name in known), slug.title()])


@st.composite
def _choice(
    draw: st.DrawFn, name: str, choice: Choice, terms: Vocabulary | None
) -> tuple[str, ...]:
    values = [draw(_names(value, terms)) for value in choice.wanted]
    values += [f"-{draw(_names(value, terms))}" for value in choice.unwanted]
    values = draw(st.permutations([*values, *draw(st.lists(st.sampled_from(values), max_size=2))]))
    comma = draw(st.sampled_from([",", "%2C", "+,%20"]))
    split = draw(st.integers(0, len(values)))
    parts = (values[:split], values[split:])
    return tuple(f"{name}={comma.join(part)}" for part in parts if part)


@st.composite
def _single_values(draw: st.DrawFn, selection: Selection) -> tuple[str, ...]:
    pairs = {
        "match": st.just("all") if selection.match_all else st.sampled_from(["", "any", "ANY"]),
        "from": _bound(selection.since),
        "to": _bound(selection.until),
        "when": _cased(selection.when or ""),
        "q": st.permutations(selection.words).map(" ".join),
        "order": _cased(selection.order or ""),
        "limit": _number(selection.limit),
        "page": _number(selection.page) if selection.page > 1 else st.sampled_from(["", "1", "01"]),
    }
    drawn = {name: draw(values) for name, values in pairs.items()}
    return tuple(f"{name}={quote_plus(value)}" for name, value in drawn.items() if value)


def _cased(value: str) -> st.SearchStrategy[str]:
    return st.sampled_from([value, value.upper(), value.title()])


def _number(value: int | None) -> st.SearchStrategy[str]:
    return st.sampled_from([str(value), f"0{value}"]) if value else st.just("")


def _bound(bound: Bound | None) -> st.SearchStrategy[str]:
    if bound is None:
        return st.just("")
    if not bound.is_relative:
        return st.just(bound.text)
    if bound.text == "today":
        return st.sampled_from(["today", "Today", "0d", "-0y", "+0w"])
    forms = [bound.text, bound.text.upper()]
    if bound.count > 0:
        forms += [f"+{bound.text}", f" {bound.text}", f"0{bound.text}"]
    return st.sampled_from(forms)
