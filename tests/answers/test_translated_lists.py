"""A list in several languages: each has every address, and feeds of its own of the same events."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fetching import Answer, get, get_ok
from lxml import etree, html
from publication.desk import Desk
from serving import Serve, Server, running_server

from feeds.web.prefixes import nearest_language, right_language

from .seen import filters, page, words

BASE = "https://events.example.org"
LIST = """\
calendar:
  title: {en: Round, fr: Ronde, es: Ronda}
  domain: ronda.example.org
  timezone: Etc/UTC
  languages: [en, fr, es]
themes:
  art: {label: {en: Art, fr: Beaux-arts, es: Arte}, aliases: [arts]}
  gold: {label: {en: Gold, fr: Or, es: Oro}}
  nada: {retired: gone}
regions:
  lima: Lima
views:
  best: {title: {en: The best, fr: Les meilleurs, es: Lo mejor}, theme: art}
events:
  - id: one
    title: {en: First, fr: Premier, es: Primero}
    start: 2008-07-01
    end: 2008-07-03
    themes: [art]
    regions: [lima]
    summary: {en: Hello., fr: Bonjour., es: Hola.}
  - id: two
    title: Second
    start: 2008-08-01
    themes: [art, gold]
    regions: []
    summary: {en: It is., fr: C’est.}
    description: Much *more*.
  - id: three
    title: {en: Third, fr: Troisième}
    start: 2008-09-01
    status: cancelled
    themes: []
    regions: []
    summary: Only so.
    note: Too late.
"""
LANGUAGES = ("en", "fr", "es")
PREFIXES = {"en": "", "fr": "/fr", "es": "/es"}
EXTENSIONS = ("ics", "rss", "atom", "json", "csv")
PAGES = (
    *("/", "/theme/art", "/theme/art/region/lima", "/?from=2008&theme=art,gold", "/?q=hola"),
    *("/view/best", "/event/one", "/event/two", "/addresses", "/feeds", "/?from=2030"),
    *("/subscribe", "/subscribe?theme=art", "/subscribe?view=best&alarm=-P1D"),
)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list in three languages."""
    desk = Desk(tmp_path_factory.mktemp("spoken"), LIST)
    with running_server(desk.files.events, {"FEEDS_BASE_URL": BASE}) as server:
        yield server


def parsed(server: Server, address: str) -> Any:
    """Fetch a feed in XML."""
    return etree.fromstring(get_ok(server.url + address).body)


def entries(server: Server, address: str) -> dict[str, Any]:
    """Return the entries of an Atom feed by the names of their events."""
    feed = parsed(server, address)
    return {
        each.findtext(f"{_ATOM}id").rpartition(":")[2]: each for each in feed.iter(f"{_ATOM}entry")
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_in_every_language_and_leads_to_the_others(
    spoken: Server, address: str, language: str
) -> None:
    """By links that people see, and by those that search engines follow."""
    document = page(spoken, PREFIXES[language] + address)
    assert document.get("lang") == language
    (canonical,) = document.xpath("//link[@rel='canonical']/@href")
    assert canonical == BASE + PREFIXES[language] + address
    alternates = {
        each.get("hreflang"): each.get("href")
        for each in document.xpath("//link[@rel='alternate'][@hreflang]")
    }
    translated = {tag: BASE + prefix + address for tag, prefix in PREFIXES.items()}
    assert alternates == {**translated, "x-default": BASE + address}
    (switch,) = document.xpath("//ul[@class='languages']")
    assert words(switch) == "English français español"
    assert (
        words(switch.xpath(".//span[@aria-current='true']")[0])
        == {"en": "English", "fr": "français", "es": "español"}[language]
    )
    links = {each.get("lang"): each.get("href") for each in switch.findall("li/a")}
    others = {tag: prefix + address for tag, prefix in PREFIXES.items() if tag != language}
    assert links == others


@pytest.mark.parametrize("address", PAGES)
def test_a_page_leads_on_in_its_language(spoken: Server, address: str) -> None:
    """Whatever it links to within the site, but for the switch of languages, and for oEmbed.

    That answers in the language of the link that it is asked about.
    """
    document = page(spoken, "/fr" + address)
    for switch in document.xpath(
        "//ul[@class='languages'] | //link[@hreflang] | //link[contains(@type, '+oembed')]"
    ):
        switch.drop_tree()
    own = [
        link
        for link in document.xpath("//a/@href | //form/@action | //head/link/@href")
        if link.startswith(("/", BASE)) and not re.search("/(static|oembed)[/?]", link)
    ]
    assert len(own) > 4
    assert all(link.removeprefix(BASE).startswith("/fr/") for link in own), own
    files = document.xpath("//link/@href[contains(., '/static/')]")
    assert files
    assert all(file.startswith("/static/") for file in files)
    sent_on = {f"/fr/find{more}": 303 for more in ("", "/subscribe")}  # who filled in a form
    for link in {link for link in own if link.startswith("/")}:
        assert get(spoken.url + link).status == sent_on.get(link, 200), link


def test_what_is_the_same_in_all_languages_has_one_address(spoken: Server) -> None:
    """Health and files; a browser's guess at an icon leads to it from everywhere."""
    for address in ("/healthz", "/static/style.css", "/static/icon.svg"):
        assert get_ok(spoken.url + address)
        assert get(f"{spoken.url}/fr{address}").status == 404
    assert get(f"{spoken.url}/fr/favicon.ico").header("Location") == "/static/icon-144.png"


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("/fr", "/fr/"),
        ("/FR", "/fr/"),
        ("/FR/events.ics?q=a%20b", "/fr/events.ics?q=a%20b"),
        ("/Es/theme/art", "/es/theme/art"),
        ("/en", "/"),
        ("/en/", "/"),
        ("/EN/events.ics?q=a", "/events.ics?q=a"),
        ("/en/event/one", "/event/one"),
        ("/fr/theme/arts", "/fr/theme/art"),
        ("/fr/theme/arts.rss?q=a", "/fr/theme/art.rss?q=a"),
        ("/fr/region/lima/theme/art", "/fr/theme/art/region/lima"),
        ("/fr/events.ICS", "/fr/events.ics"),
        ("/fr/theme//art.ics", "/fr/theme/art.ics"),
        ("/es/feed", "/es/events.rss"),
        ("/es/events/", "/es/"),
    ],
)
def test_another_spelling_leads_to_the_same_language(
    spoken: Server, address: str, location: str
) -> None:
    """The list's own stands in no address."""
    answer = get(spoken.url + address)
    assert answer.status == 308
    assert answer.header("Location") == location
    assert answer.header("Cache-Control").startswith("public, max-age=")
    assert get(spoken.url + location).status == 200


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("/fr/events.ics", None),
        ("/fr/", None),
        ("/fr", "/fr/"),
        ("/fr-ch/events.ics", None),
        ("/fr-CH/events.ics", "/fr-ch/events.ics"),
        ("/DE/a//b", "/a//b"),
        ("/de", "/"),
        ("/", None),
        ("/events.ics", None),
        ("/frr/", None),
    ],
)
def test_a_path_that_names_a_language_amiss_is_put_right(path: str, right: str | None) -> None:
    """The rest of it is left to others."""
    assert right_language(path, ("de", "fr", "fr-CH")) == right


@pytest.mark.parametrize(
    ("tag", "nearest"),
    [("fr", "fr"), ("FR-ch", "fr-CH"), ("fr-CA", "fr"), ("en-GB", None), ("", None), ("f", None)],
)
def test_a_tag_means_a_language_of_the_list(tag: str, nearest: str | None) -> None:
    """The very one, or the same without its region."""
    assert nearest_language(tag, ("de", "fr", "fr-CH")) == nearest


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("/?lang=fr", "/fr/"),
        ("/theme/art?lang=es-MX", "/es/theme/art"),
        ("/fr/?lang=en", "/"),
        ("/events.ics?lang=FR&theme=art", "/fr/theme/art.ics"),
        ("/fr/events.rss?lang=es&q=Hola", "/es/events.rss?q=hola"),
        ("/view/best.ics?lang=fr", "/fr/view/best.ics"),
        ("/event/one?lang=fr", "/fr/event/one"),
        ("/event/one.ics?lang=fr", "/fr/event/one.ics"),
        ("/addresses?lang=fr", "/fr/addresses"),
    ],
)
def test_a_language_in_the_query_is_refused_with_the_right_address(
    spoken: Server, address: str, right: str
) -> None:
    """Or the feed would be in another language than its address says."""
    answer = get(spoken.url + address)
    assert answer.status == 400
    if "." in address:
        said = answer.text.splitlines()[1]
    else:
        document: Any = html.document_fromstring(answer.text)
        said = words(document.xpath("//main//p")[0])
        assert document.xpath("//main//p/a/@href")[0] == right
    assert said.removesuffix(".").endswith(f" {right}")
    assert get(spoken.url + right).status == 200


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/de/events.ics", "This list is not available in the language “de”."),
        ("/de", "This list is not available in the language “de”."),
        ("/pt-BR/theme/art", "This list is not available in the language “pt-br”."),
        ("/?lang=de", "This list is not available in the language “de”."),
        ("/events.rss?lang=de", "This list is not available in the language “de”."),
        ("/es/events.ics?lang=de", "Esta lista no existe en el idioma «de»."),
    ],
)
def test_a_language_that_the_list_is_not_in_is_refused_with_those_that_it_is_in(
    spoken: Server, address: str, told: str
) -> None:
    """In the language of the address that was asked."""
    answer = get(spoken.url + address)
    if answer.status == 308:
        answer = get(spoken.url + answer.header("Location"))
    assert answer.status == 404
    said = " ".join(re.sub("<[^>]+>", "", answer.text).split())
    assert told in said
    assert re.search(r": en, fr, es\b", said)


@pytest.mark.parametrize(
    ("address", "status", "told", "leads_to"),
    [
        ("/fr/nothing", 404, "Il n’y a rien à cette adresse.", "/fr/"),
        ("/fr/theme/artt", 404, "Il n’existe pas de thème «\u00a0artt\u00a0».", "/fr/"),
        ("/fr/theme/nada", 410, "Le thème «\u00a0nada\u00a0» n’est plus utilisé.", "/fr/"),
        ("/fr/event/onne", 404, "Aucun événement ne porte ce nom.", "/fr/event/one"),
        ("/es/view/bestt", 404, "No existe la vista «bestt».", "/es/"),
        ("/es/theme/art?theme=gold", 400, "«theme» figura en la ruta", "/es/?theme=art,gold"),
    ],
)
def test_an_error_is_a_page_in_the_language_of_the_address(
    spoken: Server, address: str, status: int, told: str, leads_to: str
) -> None:
    """With links that stay in it."""
    answer = get(spoken.url + address)
    assert answer.status == status
    document: Any = html.document_fromstring(answer.text)
    assert document.get("lang") == address[1:3]
    assert document.xpath("//h1")[0].text_content().startswith(told)
    links = document.xpath("//main//a/@href")
    assert links[0] == leads_to
    assert all(link.startswith(address[:4]) for link in links)
    assert document.xpath("//p[@class='title']/a/@href") == [address[:4]]


def test_an_error_of_a_feed_is_told_in_the_language_of_the_address(spoken: Server) -> None:
    """With addresses in it."""
    assert get(f"{spoken.url}/fr/theme/art.ics?theme=gold").text.splitlines()[1:] == [
        "La bonne adresse est /fr/events.ics?theme=art,gold",
        f"Tout ce qu’une adresse peut indiquer\u00a0: {BASE}/fr/addresses",
    ]
    said = get(f"{spoken.url}/es/event/onne.ics").text.splitlines()
    assert said[1] == "¿Quería decir /es/event/one?"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_feed_says_its_language_and_its_own_address(spoken: Server, language: str) -> None:
    """In each format's own way; and leads to pages in it."""
    start = BASE + PREFIXES[language]
    title = {"en": "Round · Art", "fr": "Ronde · Beaux-arts", "es": "Ronda · Arte"}[language]
    address = f"{PREFIXES[language]}/theme/art"
    ics = get_ok(f"{spoken.url}{address}.ics").text.replace("\r\n ", "")
    assert f"\r\nX-WR-CALNAME:{title}\r\n" in ics
    assert f"\r\nSOURCE;VALUE=URI:{start}/theme/art.ics\r\n" in ics
    assert f"\r\nURL:{start}/theme/art\r\n" in ics
    assert f"\r\nURL;VALUE=URI:{start}/event/one\r\n" in ics
    feed = json.loads(get_ok(f"{spoken.url}{address}.json").text)
    assert (feed["language"], feed["title"]) == (language, title)
    assert feed["feed_url"] == f"{start}/theme/art.json"
    assert feed["home_page_url"] == f"{start}/theme/art"
    assert {item["url"] for item in feed["items"]} == {f"{start}/event/one", f"{start}/event/two"}
    atom = parsed(spoken, f"{address}.atom")
    assert (atom.get(_XML_LANG), atom.findtext(f"{_ATOM}title")) == (language, title)
    links = {each.get("rel"): each.get("href") for each in atom.findall(f"{_ATOM}link")}
    assert links == {"alternate": f"{start}/theme/art", "self": f"{start}/theme/art.atom"}
    channel = parsed(spoken, f"{address}.rss").find("channel")
    assert channel.findtext("language") == language
    assert channel.find(f"{_ATOM}link").get("href") == f"{start}/theme/art.rss"


def ids_in(answer: Answer) -> list[str]:
    """Return the ids of the events of a feed, in its order."""
    return re.findall(r"UID:\S+|tag:ronda[^<\"]+", answer.text)


def test_an_event_has_the_same_id_in_all_languages_and_a_feed_its_own(spoken: Server) -> None:
    """So that who changes the language gets no event twice, and no feed for another."""
    feeds_ids, tags = set(), set()
    for extension in EXTENSIONS:
        answers = [
            get_ok(f"{spoken.url}{prefix}/events.{extension}") for prefix in PREFIXES.values()
        ]
        ids = [ids_in(answer) for answer in answers]
        assert ids[0] == ids[1] == ids[2]
        assert len(ids[0]) == (3 if extension != "csv" else 0)
        tags |= {answer.header("ETag") for answer in answers}
        if extension == "atom":
            feeds_ids |= {re.findall("<id>(urn:[^<]+)", answer.text)[0] for answer in answers}
    assert len(feeds_ids) == 3
    assert len(tags) == 3 * len(EXTENSIONS)


def test_a_feed_that_a_reader_has_is_not_taken_for_that_of_another_language(
    spoken: Server,
) -> None:
    """Each has a validator of its own."""
    known = get_ok(f"{spoken.url}/fr/events.ics").header("ETag")
    assert get(f"{spoken.url}/fr/events.ics", if_none_match=known).status == 304
    assert get(f"{spoken.url}/es/events.ics", if_none_match=known).status == 200
    assert get(f"{spoken.url}/events.ics", if_none_match=known).status == 200


def test_a_text_that_is_not_translated_says_its_language_in_calendars(spoken: Server) -> None:
    """Each in its own, else in that of the list."""
    ics = get_ok(f"{spoken.url}/es/events.ics").text.replace("\r\n ", "")
    assert re.findall(r"SUMMARY;(.+)\r\n", ics) == [
        "LANGUAGE=es:Primero",
        "LANGUAGE=en:Second",
        "LANGUAGE=en:Cancelado: Third",
    ]


def test_a_text_that_is_not_translated_says_its_language_in_atom(spoken: Server) -> None:
    """Title, summary, and what stands in the content (RFC 4287 §2)."""
    held = entries(spoken, "/es/events.atom")
    languages = {
        name: [entry.find(_ATOM + part).get(_XML_LANG) for part in ("title", "summary")]
        for name, entry in held.items()
    }
    assert languages == {"one": [None, None], "two": ["en", "en"], "three": ["en", None]}
    assert held["one"].findtext(f"{_ATOM}content").count(" lang=") == 0
    content = held["two"].findtext(f"{_ATOM}content")
    assert '<p lang="en">It is.</p>' in content
    assert '<div lang="en"><p>Much <em>more</em>.</p></div>' in content
    french = entries(spoken, "/fr/events.atom")
    assert [french["two"].find(_ATOM + part).get(_XML_LANG) for part in ("title", "summary")] == [
        "en",
        None,
    ]
    assert french["three"].find(f"{_ATOM}title").get(_XML_LANG) is None
    english = get_ok(f"{spoken.url}/events.atom").text
    assert english.count("xml:lang=") == 1
    assert " lang=" not in english


def test_a_text_that_is_not_translated_says_its_language_in_json_and_rss(spoken: Server) -> None:
    """An item is in the language of its title."""
    feed = json.loads(get_ok(f"{spoken.url}/es/events.json").text)
    assert {item["_event"]["uid"]: item["language"] for item in feed["items"]} == {
        "one@ronda.example.org": "es",
        "two@ronda.example.org": "en",
        "three@ronda.example.org": "en",
    }
    encoded = parsed(spoken, "/es/events.rss").findall(
        ".//{http://purl.org/rss/1.0/modules/content/}encoded"
    )
    assert sum('<p lang="en">' in each.text for each in encoded) == 2


def test_a_text_that_is_not_translated_says_its_language_on_pages(spoken: Server) -> None:
    """So that it is read aloud by another voice; what the program adds is not in it."""
    document = page(spoken, "/es/")
    foreign = [(each.get("lang"), words(each)) for each in document.xpath("//article//*[@lang]")]
    assert foreign == [
        *(("en", "Third"), ("en", "Too late."), ("en", "Only so.")),
        *(("en", "Second"), ("en", "It is.")),
    ]
    single = page(spoken, "/es/event/three")
    own = single.xpath("//main//article//*[@lang]")
    assert [(each.get("lang"), words(each)) for each in own] == [
        *(("en", "Third"), ("en", "Too late."), ("en", "Only so.")),
    ]
    assert words(single.xpath("//h1")[0]) == "Cancelado Third"
    description = page(spoken, "/fr/event/two").xpath("//div[@class='description']")[0]
    assert (description.get("lang"), words(description)) == ("en", "Much more.")
    assert not page(spoken, "/").xpath("//main//*[@lang]")


def test_terms_stand_in_the_order_of_their_letters_in_each_language(server: Server) -> None:
    """With or without an accent: “États arabes” stands before “Europe”."""
    document = page(server, "/fr/")
    assert [label for label, link in filters(document, "region").items() if not link.depth] == [
        *("Afrique", "Amériques", "Asie", "États arabes", "Europe"),
    ]


def test_addresses_are_explained_as_they_are_in_the_language(spoken: Server) -> None:
    """So that what is copied from there stays in it."""
    shown = [words(each) for each in page(spoken, "/fr/addresses").xpath("//main//code")]
    assert shown[:8] == [
        *("/fr/", "/fr/events.ics", "/fr/events.rss", "/fr/events.atom", "/fr/events.json"),
        *("/fr/events.csv", "/fr/theme/…/region/….ics", "/fr/events.ics?from=2008-06&to=2008-07"),
    ]
    assert "/fr/view/….ics" in shown
    assert not [each for each in shown if each.startswith("/") and not each.startswith("/fr/")]
    own = [words(each) for each in page(spoken, "/addresses").xpath("//main//code")]
    assert own[0] == "/"
    assert "/fr/" not in "".join(own)


def test_words_are_looked_for_in_the_language_of_the_address(spoken: Server) -> None:
    """Who reads Spanish searches in Spanish."""
    assert "UID:one@" in get_ok(f"{spoken.url}/es/events.ics?q=hola").text
    assert "UID:" not in get_ok(f"{spoken.url}/fr/events.ics?q=hola").text


def test_a_list_whose_own_language_is_french(serve: Serve, tmp_path_factory: Any) -> None:
    """Then English has the prefix, and the region of Swiss French stands in its own."""
    text = LIST.replace("[en, fr, es]", "[fr, en, fr-CH]").replace(", es: Ronda}", "}")
    text = re.sub(r"(, es: [^}]+)(?=})", "", text).replace("title: Second", "title: {en: Second}")
    desk = Desk(tmp_path_factory.mktemp("french"), text)
    server = serve(desk.files.events, {"FEEDS_BASE_URL": BASE})
    assert page(server, "/").get("lang") == "fr"
    assert page(server, "/en/").get("lang") == "en"
    swiss = page(server, "/fr-ch/event/one")
    assert swiss.get("lang") == "fr-CH"
    assert words(swiss.xpath("//ul[@class='languages']")[0]) == "français English français (Suisse)"
    assert [each.get("lang") for each in swiss.xpath("//h1/span[@lang]")] == ["fr"]
    for address, location in (
        *(("/fr/events.ics", "/events.ics"), ("/fr-CH/events.ics", "/fr-ch/events.ics")),
        ("/fr-ch", "/fr-ch/"),
    ):
        assert get(server.url + address).header("Location") == location
    assert "LANGUAGE=en:Second" in get_ok(f"{server.url}/events.ics").text
    assert "LANGUAGE=fr:Premier" in get_ok(f"{server.url}/fr-ch/events.ics").text
    refused = get(f"{server.url}/es/")
    assert get(server.url + refused.header("Location")).status == 404


def test_a_list_in_one_language_has_no_switch(serve: Serve, tmp_path_factory: Any) -> None:
    """And its language still stands in no address."""
    server = serve(Desk(tmp_path_factory.mktemp("one")).files.events)
    document = page(server, "/")
    assert not document.xpath("//ul[@class='languages'] | //link[@hreflang]")
    assert get(f"{server.url}/en/events.ics").header("Location") == "/events.ics"
    assert "Available languages: en" in get(f"{server.url}/fr/events.ics").text
