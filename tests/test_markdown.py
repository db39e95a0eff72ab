"""Markdown becomes HTML and text: nothing harmful comes through, and no word is lost."""

import re
import time
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feeds.markdown import html_of, problems_of, text_of
from feeds.words import words_of

ADDRESS = "the link leads neither to http, https nor mailto, and stays plain text"
HTML = "HTML is shown as it is written"
IMAGE = "the image is not shown; its label stands in its place"

HARMFUL = ("javascript", "data", "vbscript")
ELEMENTS = {
    *("p", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "br"),
    *("ul", "ol", "li", "em", "strong", "a", "code"),
}
ATTRIBUTES = {"href", "title", "rel", "start", "class"}

REL = 'rel="noopener"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain.", "<p>Plain.</p>"),
        ("One,\ntwo.\n\nThree.", "<p>One,\ntwo.</p>\n<p>Three.</p>"),
        ("One\\\ntwo", "<p>One<br />\ntwo</p>"),
        ("*a* **b** `c < d`", "<p><em>a</em> <strong>b</strong> <code>c &lt; d</code></p>"),
        ('"Quoted" -- (c) ...', "<p>&quot;Quoted&quot; -- (c) ...</p>"),
        ("# A", "<h3>A</h3>"),
        ("A\n=\n\nB\n-", "<h3>A</h3>\n<h4>B</h4>"),
        ("#### A", "<h6>A</h6>"),
        ("###### A", "<h6>A</h6>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("[a](https://example.org)", f'<p><a href="https://example.org" {REL}>a</a></p>'),
        ("[a](HTTP://example.org)", f'<p><a href="HTTP://example.org" {REL}>a</a></p>'),
        ("[a][b]\n\n[b]: http://example.org", f'<p><a href="http://example.org" {REL}>a</a></p>'),
        ("<a@example.org>", f'<p><a href="mailto:a@example.org" {REL}>a@example.org</a></p>'),
        (
            "[](https://a.example)",
            f'<p><a href="https://a.example" {REL}>https://a.example</a></p>',
        ),
        ("![a *b*](https://a.example)", f'<p><a href="https://a.example" {REL}>a b</a></p>'),
        (
            "![](https://a.example)",
            f'<p><a href="https://a.example" {REL}>https://a.example</a></p>',
        ),
        (
            "[![a](https://a.example) b](https://b.example)",
            f'<p><a href="https://b.example" {REL}>a b</a></p>',
        ),
        (
            "[a <https://a.example>](https://b.example)",
            f'<p><a href="https://b.example" {REL}>a https://a.example</a></p>',
        ),
        ("[a]() ![b]( )", "<p>a b</p>"),
        ("<b>a</b> <!-- c -->", "<p>&lt;b&gt;a&lt;/b&gt; &lt;!-- c --&gt;</p>"),
        ("<script>\na\n</script>", "<p>&lt;script&gt;\na\n&lt;/script&gt;</p>"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    """CommonMark, with headings that are not the page's, and links that let nobody in."""
    assert html_of(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "[a](ftp://example.org/)",
        "[a](/event/a)",
        "[a](//example.org)",
        "[a](#a)",
        "[a](https:///)",
        "[a](mailto:)",
        "![a](data:image/png;base64,AAAA)",
        "<ftp://example.org/>",
        "[a]: ftp://example.org",
    ],
)
def test_links_elsewhere_stay_as_they_are_written(text: str) -> None:
    """Neither a link nor a gap: what the editor wrote can be read, and is reported."""
    assert text_of(text) == text
    assert "href" not in html_of(text)
    assert list(problems_of(text)) == [(0, ADDRESS)]


def spelt(scheme: str) -> list[str]:
    """Spell an address that would run in ways that browsers or parsers may undo."""
    first, rest = scheme[0], scheme[1:]
    return [
        f"{scheme}:alert(1)",
        f"{scheme.upper()}:alert(1)",
        f"{first.upper()}{rest}:alert(1)",
        f"&#{ord(first)};{rest}:alert(1)",
        f"&#x{ord(first):X};{rest}&colon;alert(1)",
        f"{scheme}&#58;alert(1)",
        f"%{ord(first):02x}{rest}:alert(1)",
        f"{scheme}%3Aalert(1)",
        f"&#1;{scheme}:alert(1)",
        f"{first}&Tab;{rest}:alert(1)",
        f"{first}&NewLine;{rest}:alert(1)",
        f"{first}\\{rest}:alert(1)",
        f"https:{scheme}:alert(1)",
        f"//{scheme}:alert(1)",
    ]


SPELLINGS = [spelling for scheme in HARMFUL for spelling in spelt(scheme)]
PLACES = [
    "[a]({})",
    "[a](<{}>)",
    "[a](< {}>)",
    "![a]({})",
    "<{}>",
    "[a]: {}\n\n[a]",
    "[a]: <{}>\n\n![a]",
    "[![a]({})](https://example.org)",
    "[a](https://example.org '{}')",
    '<a href="{}">a</a>',
    '<img src=x onerror="{}">',
    "<svg/onload={}>",
]


def elements(html: str) -> etree._Element:
    """Parse HTML as XML, which forgives nothing."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
    return etree.fromstring(f"<div>{html}</div>", parser)


def assert_harmless(html: str) -> None:
    """Hold HTML against what may stand in it."""
    assert "<script" not in html.lower()
    for element in elements(html).iterdescendants():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
        if element.tag == "a":
            assert element.get("rel") == "noopener"
            assert not any(above.tag == "a" for above in element.iterancestors())
            assert re.match(
                r"https?://[^/]|mailto:.", unquote(element.get("href", "")), re.IGNORECASE
            )


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("address", SPELLINGS)
def test_nothing_that_runs_comes_through(place: str, address: str) -> None:
    """However it is spelt, and wherever it stands."""
    html = html_of(place.format(address))
    assert_harmless(html)
    for harmful in HARMFUL:
        assert f'href="{harmful}' not in unquote(html).lower()


MARKS = st.sampled_from(
    [
        *"*_`[]()<>!#-+=>&\\\"'|~:;/ \t\n",
        *("\n\n", "  \n", "    ", "```", "~~~", "---", "1. ", "- ", "> ", "](", "![", "[a]: "),
        *(
            "<script>",
            "</p>",
            "<a href='",
            "onclick=",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?",
            "?>",
        ),
        *("javascript:", "&#106;avascript:", "data:text/html,", "http://", "https://a.example/"),
        *("mailto:", "a@example.org", "&lt;", "&#12;", "&#0;", "%01", "%EF%BF%BE", "word", "é"),
    ]
)
READABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"))
MESSES = st.one_of(
    st.lists(MARKS, max_size=30).map("".join),
    st.lists(st.one_of(MARKS, READABLE), max_size=10).map("".join),
    READABLE,
)


@settings(deadline=None, max_examples=400)
@given(MESSES)
def test_any_text_becomes_harmless_html_and_text(text: str) -> None:
    """Whatever is written: well-formed, of known elements, and each time the same."""
    html = html_of(text)
    assert_harmless(html)
    assert html == html_of(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", html + text_of(text))


@settings(deadline=None, max_examples=400)
@given(MESSES)
def test_problems_stand_on_lines_of_the_text(text: str) -> None:
    """In their order, each once, and never past the end."""
    found = list(problems_of(text))
    assert found == sorted(set(found))
    assert all(0 <= line <= text.count("\n") for line, _ in found)
    assert {reason for _, reason in found} <= {ADDRESS, HTML, IMAGE}


WORDS = st.from_regex(r"[a-zé]{1,8}", fullmatch=True)
MARKED = st.tuples(
    WORDS,
    st.sampled_from(
        [
            *("{}", "*{}*", "**{}**", "***{}***", "`{}`", "\\*{}\\*", "<b>{}</b>"),
            *("[{}](https://example.org)", "[*{}*](mailto:a@example.org 'tip')", "[{}](ftp://a)"),
            *("![{}](https://example.org)", "[![{}](https://a.example)](https://b.example)"),
        ]
    ),
)
LINES = st.tuples(
    st.sampled_from(["", "# ", "> ", "> > ", "- ", "7. ", "- - ", "    ", "<div>", "- ```\n  "]),
    st.lists(MARKED, min_size=1, max_size=4),
    st.sampled_from(["\n", "\n\n", "\\\n", "  \n", "\n\n---\n\n", "\n===\n\n", "\n\n\n"]),
)


@settings(deadline=None, max_examples=400)
@given(st.lists(LINES, max_size=6))
def test_every_word_of_a_text_is_in_the_plain_text(
    lines: list[tuple[str, list[tuple[str, str]], str]],
) -> None:
    """In whatever it stands: nested, marked up, linked, or in what is not Markdown here."""
    text = "".join(
        start + " ".join(mark.format(word) for word, mark in marked) + end
        for start, marked, end in lines
    )
    written = [word for _, marked, _ in lines for word, _ in marked]
    left = iter(words_of(text_of(text)))
    assert all(any(word == other for other in left) for word in words_of(" ".join(written)))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("One,\ntwo.\n\n\nThree.", "One, two.\n\nThree."),
        ("One\\\ntwo  \nthree", "One\ntwo\nthree"),
        ("*a* **b** _c_ `d * e`", "a b c d * e"),
        ("a & b &amp; \\*c\\* 5 < 6", "a & b & *c* 5 < 6"),
        ("# A\nB", "A\n\nB"),
        ("[a](https://example.org/)", "a (https://example.org/)"),
        ("[*a* b](https://example.org/ 'c')", "a b (c, https://example.org/)"),
        ("<https://example.org/>", "https://example.org/"),
        ("[https://example.org/é](https://example.org/é)", "https://example.org/%C3%A9"),
        ("[](https://example.org/)", "https://example.org/"),
        ("<a@example.org>", "a@example.org"),
        ("<mailto:a@example.org>", "a@example.org"),
        ("[a@example.org](mailto:a@example.org)", "a@example.org"),
        ("[Ann](mailto:a@example.org?subject=b)", "Ann (a@example.org)"),
        ("![a](https://example.org/b.png)", "a (https://example.org/b.png)"),
        ("[a <https://a.example>](https://b.example)", "a https://a.example (https://b.example)"),
        ("- a\n- b\n  c", "- a\n- b c"),
        ("- a\n\n- b\n\n  c", "- a\n\n- b\n\n  c"),
        ("- a\n  - b\n    - c\n- d", "- a\n  - b\n    - c\n- d"),
        ("1. a\n1. b\n   - c", "1. a\n2. b\n  - c"),
        ("9) a\n9) b", "9. a\n10. b"),
        ("0. a", "0. a"),
        ("-\n- a", "-\n- a"),
        ("-     a\n       b", "- a\n   b"),
        ("> a\n> b\n>\n> - c\n>\n> > d", "> a b\n>\n> - c\n>\n> > d"),
        ("```python\na\n\n    *b*\n```", "a\n\n    *b*"),
        ("a\n\n    b\n      c", "a\n\nb\n  c"),
        ("a\n\n***\n\nb", "a\n\n—\n\nb"),
        ("<b>a</b>\n\n<div>\nb", "<b>a</b>\n\n<div> b"),
        ("[a]: https://example.org\n\nb", "b"),
        ("", ""),
    ],
)
def test_markdown_becomes_plain_text(text: str, plain: str) -> None:
    """As people write in calendars and letters."""
    assert text_of(text) == plain


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a *b* [c](https://example.org) <d@example.org> `<b>` 1 < 2", []),
        ("a\n<b>c</b>\n<b>", [(1, HTML), (2, HTML)]),
        ("[a]() ![b]()", [(0, ADDRESS)]),
        ("a\n\n<div>\n[b](ftp://b)\n</div>", [(2, HTML)]),
        ("a `b\nc` \\\n[d](ftp://d\n'e') <foo:g>", [(2, ADDRESS), (3, ADDRESS)]),
        ("> - a\n>   ![b](https://c.example)", [(1, IMAGE)]),
        ("[![a\nb](https://c.example)](d)", [(0, IMAGE), (0, ADDRESS)]),
        ("![a ![b](https://b.example)](c)", [(0, IMAGE), (0, ADDRESS)]),
        ("[a] ![a]\n\n[a]: ftp://a", [(2, ADDRESS)]),
        ("[a]\n\n[a]: https://a.example\n[a]: /a", [(3, ADDRESS)]),
        ("# [a](b)\n\n[c](d)\n=", [(0, ADDRESS), (2, ADDRESS)]),
    ],
)
def test_what_readers_will_not_get_is_found_with_its_line(
    text: str, problems: list[tuple[int, str]]
) -> None:
    """Once a line for each reason, whatever the line is part of."""
    assert list(problems_of(text)) == problems


@pytest.mark.parametrize("depth", [5, 6, 7, 12, 13, 40])
@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "> - "])
def test_what_lies_too_deep_is_text_with_its_marks(mark: str, depth: int) -> None:
    """A limit there must be, and no word may be lost to it."""
    text = mark * depth + "deep"
    assert words_of(text_of(text))[-1] == "deep"
    assert "deep" in html_of(text)
    assert html_of(text).count("<blockquote>") <= 12


@pytest.mark.parametrize(
    "text",
    [
        *(
            mark * 10_000 + "a"
            for mark in ("> ", ">", "- ", "1. ", "[", "![", "*", "_", "`", "<", "&")
        ),
        *(
            mark * 10_000 + "a"
            for mark in ("\\", "[a](", "<a", "<!--", "a *", "a **b ", "[]", "#", "(")
        ),
        *(mark * 10_000 for mark in ("]", "- a\n", "> a\n", "[a]: b\n", "`a``", "<http://", "&#")),
        "[" * 10_000 + "a" + "](https://example.org)" * 10_000,
        "![" * 10_000 + "a" + "](https://example.org)" * 10_000,
        "*" * 10_000 + "a" + "*" * 10_000,
        "".join(f"{'  ' * depth}- a\n" for depth in range(200)),
        "".join("`" * length + " " for length in range(300)),
    ],
    ids=lambda text: f"{text[:9]!r}-{len(text)}",
)
def test_awkward_texts_end_soon(text: str) -> None:
    """In seconds at the worst, and with an answer."""
    before = time.process_time()
    assert html_of(text)
    text_of(text)
    list(problems_of(text))
    assert time.process_time() - before < 20
