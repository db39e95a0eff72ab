"""What docs/scale.md says of many subscribers follows from what was measured."""

import re

import pytest
from serving import ROOT

from benchmarks.scale import CLIENTS, PAGE, RESULTS, TABLES, Figures, read_figures, renewed

FIGURES = Figures(
    unchanged_rate=50_000, changed_rate=25_000, unchanged_bytes=200, changed_bytes=40_000
)


def cells(table: str, line: str) -> list[str]:
    """Return what stands in a line of a table, after its name."""
    rows = {name: rest for name, *rest in TABLES[table](FIGURES)}
    return list(rows[line])


def test_the_page_follows_from_what_was_measured() -> None:
    """If this fails, say `python benchmarks/scale.py` and read the difference."""
    page = PAGE.read_text("utf-8")
    assert renewed(page, read_figures(RESULTS.read_text("utf-8"))) == page


def test_the_page_has_every_table() -> None:
    """And none that nobody reckons."""
    assert re.findall(r"<!-- (?!end)(\w+) -->\n\| ", PAGE.read_text("utf-8")) == list(TABLES)


def test_figures_are_read_from_the_first_row_of_a_name() -> None:
    """A row of another name that begins alike is another row."""
    results = (
        "| what | ours | beside it |\n"
        "| 304 of a feed | 51,234 /s | 48,000 /s nginx |\n"
        "| 304 of a feed | 50,000 /s | 5,000 /s plain Flask |\n"
        "| bytes of a 304 | 216 B | 394 B nginx |\n"
        "| 304 of a filtered feed, again | 9 /s | |\n"
        "| 200 of 400 KB as gzip | 30,000 /s | |\n"
        "| bytes of a 200 of 400 KB as gzip | 48,001 B | |\n"
    )
    assert read_figures(results) == Figures(
        unchanged_rate=51_234, changed_rate=30_000, unchanged_bytes=216, changed_bytes=48_001
    )


def test_everybody_uses_some_program() -> None:
    """The shares are those of all subscribers."""
    assert sum(client.share for client in CLIENTS) == pytest.approx(1)


def test_polls_grow_with_those_who_ask_by_themselves() -> None:
    """Of a million, 350 + 150 + 20 + 50 thousand ask each hour, and 30 thousand each half hour.

    Services ask for a thousand addresses each, every hour and every eight.
    """
    once = (570_000 / 3600 + 30_000 / 1800, 1000 / 3600 + 1000 / 28_800)
    expected = [f"{millions * once[0] + once[1]:,.0f}" for millions in (1, 10, 100)]
    assert cells("direct", "polls a second") == expected == ["175", "1,750", "17,500"]


def test_cores_and_bytes_follow_from_polls() -> None:
    """By the busiest seconds, five times the mean of 17,500.3 a second at a hundred millions."""
    assert cells("direct", "cores of the program, busiest")[-1] == "1.75"
    assert cells("direct", "cores of the proxy for TLS, busiest")[-1] == "87.50"
    assert cells("direct", "Mbit/s of 304s, busiest")[-1] == "140.0"
    assert cells("edited", "GB for it") == ["24", "240", "2,400"]


def test_a_cdn_asks_no_more_than_its_places_may() -> None:
    """300 places, a thousand addresses and two codings, once in 300 seconds: 2,000 a second."""
    many, shielded = (
        cells("cdn", f"polls a second at most, {name}")
        for name in ("300 places", "a shield before them")
    )
    assert many == ["175.3", "1,750.3", "2,000.0"]
    assert shielded == ["6.7", "6.7", "6.7"]


def test_the_page_is_reached_from_the_results() -> None:
    """Both stand where the links say."""
    assert ROOT / "docs/scale.md" == PAGE
    assert ROOT / "benchmarks/RESULTS.md" == RESULTS
