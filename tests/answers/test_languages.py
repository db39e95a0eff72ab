"""Lists in French and Spanish: their pages, refusals and feeds speak no English."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fetching import get, get_ok
from lxml import html
from publication.desk import Desk
from serving import ROOT, Server, running_server

HEAD = """\
calendar:
  title: Ronda
  domain: ronda.example.org
  timezone: Etc/UTC
  language: {language}
  publisher: {{name: Alba, url: "https://alba.example.org"}}
themes: {{arte: Arte, oro: Oro, nada: {{retired: gone}}}}
regions: {{lima: Lima, zona: {{label: Zona, within: lima}}}}
events:
"""
FIRST = """\
- {id: uno, title: Uno, start: 2008-07-01, end: 2008-07-03, themes: [arte], regions: [zona],
   location: Lima, organisers: [Alba, Brisa], hosts: [Alba], sponsors: [Alba], funders: [Brisa],
   partners: [Brisa]}
- {id: dos, title: Dos, start: 2008-07-01, themes: [oro]}
- {id: tres, title: Tres, start: 2008-07-04}
- {id: cuatro, title: Cuatro, start: 2008-08-01, status: tentative}
- {id: cinco, title: Cinco, start: 2008-08-05}
"""
SECOND = (
    FIRST.replace("title: Dos, start: 2008-07-01", "title: Dos, start: 2008-09-01")
    .replace("start: 2008-07-04", "start: 2008-07-04, status: cancelled")
    .replace("title: Uno, start", "title: Uno, status: postponed, start")
    .replace("- {id: cinco, title: Cinco, start: 2008-08-05}\n", "")
)
LANGUAGES = ("fr", "es")
ADDRESSES = (
    "/",
    "/theme/arte",
    "/?theme=arte,oro&region=-lima&from=2008-07&to=2030-01-01&order=start&limit=5",
    "/?from=-90d&to=18m&when=past&status=-cancelled",
    "/?theme=oro,-arte&q=dos&order=updated",
    "/?from=2030",
    "/event/uno",
    "/event/dos",
    "/event/tres",
    "/event/cuatro",
    "/event/cinco",
    "/addresses",
    "/feeds",
    "/embed?theme=arte&limit=1",
    "/embed?q=nada",
    "/embed/event/uno",
    "/subscribe",
    "/subscribe?theme=oro&alarm=-P1D&cancelled=show",
    "/subscribe?theme=oro&region=-lima&from=2009",
    "/subscribe?link=/theme/arte.ics",
    "/subscribe?link=/event/uno",
    "/subscribe?link=https://example.org/",
    "/subscribe?link=/theme/artt.ics",
    "/embed",
    "/embed?from=2030&scheme=dark",
    "/embed/event/dos",
)
REFUSED = (
    "/nada",
    "/theme/artt",
    "/theme/nada",
    "/region/limo",
    "/event/unoo",
    "/event/uno?x=1",
    "/?regoin=lima",
    "/?status=x",
    "/?limit=0",
    "/?limit=5&limit=5",
    "/?from=x",
    "/?from=2009&to=2008",
    "/?page=9",
    "/?q=",
    "/?q=%E2%80%A6",
    "/?q=%FF",
    "/?q=%00",
    "/?theme=,arte",
    "/?cancelled=show",
    "/theme/arte?theme=oro",
    "/?q=" + "a" * 3000,
    "/?q=" + "+".join(map(str, range(30))),
)
REFUSED_FEEDS = (
    *(
        f"/events.ics{each[1:]}"
        for each in REFUSED
        if each.startswith("/?") and not each.endswith(("page=9", "=show"))
    ),
    "/events.ics?limit=5",
    "/events.csv?page=2",
    "/events.rss?page=9",
    "/theme/artt.rss",
    "/theme/nada.ics",
    "/event/unoo.ics",
    "/event/cinco.ics",
    "/events.pdf",
    "/nada.ics",
)
ENGLISH = re.compile(
    r"\b(a|about|add|all|an|and|any|are|at|be|by|cancelled|choose|did|each|event|events|feed|file|"
    r"for|from|gone|has|host|in|is|it|latest|leave|like|lies|moved|must|next|no|not|of|on|once|only|"
    r"organisers?|page=|partner|past|postponed|previous|query|search|show|sponsor|tentative|the|"
    r"theme|there|this|today|upcoming|values?|was|what|with|words|you)\b",
    re.IGNORECASE,
)
CODE = re.compile(
    r"\S*[/=]\S*|[\[(«]\s*[-\w]+\s*[\])»]|\b(start|today|mark|show|drop|from|to|limit|GET|HEAD)\b"
    r"|JSON Feed|theme, region, .+|confirmed, tentative, .+|\(next\s?:"
)
"""What is the same in every language: addresses, names, and values of the grammar."""
THEIRS_TOO = {"es": {"a", "no"}, "fr": {"a", "on"}}
"""Words that are these languages' own as well."""


@pytest.fixture(scope="module", params=LANGUAGES)
def spoken(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Server]]:
    """Run a server on a list in a language, that was edited once."""
    head = HEAD.format(language=request.param)
    desk = Desk(tmp_path_factory.mktemp(request.param), head + FIRST)
    publication = desk.open()
    desk.save(head + SECOND)
    publication.reload()
    with running_server(desk.files.events) as server:
        yield request.param, server


def english_in(text: str, language: str) -> set[str]:
    """Return the telling English words of a text."""
    found = {word.lower() for word in ENGLISH.findall(CODE.sub(" ", text))}
    return found - THEIRS_TOO[language]


def said_by(page: str) -> str:
    """Return all that a page says: its text, its title, and the attributes that are read out."""
    document: Any = html.document_fromstring(page)
    for code in document.xpath("//code | //script"):
        code.text = ""
    spoken = document.xpath("//@title | //@aria-label | //meta[@name='description']/@content")
    return " \n".join((*document.itertext(), *spoken))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_speaks_the_language_of_its_list(spoken: tuple[str, Server], address: str) -> None:
    """Every word of it, also those that are only heard."""
    language, server = spoken
    page = get_ok(server.url + address).text
    assert re.search(rf'<html (?:class="framed" )?lang="{language}" dir="ltr"', page)
    assert english_in(said_by(page), language) == set()


@pytest.mark.parametrize("address", REFUSED)
def test_a_refusal_is_a_page_in_the_language_of_the_list(
    spoken: tuple[str, Server], address: str
) -> None:
    """Whoever mistyped the address reads the other pages too."""
    language, server = spoken
    answer = get(server.url + address)
    assert answer.status in (400, 404, 410)
    assert english_in(said_by(answer.text), language) == set()


@pytest.mark.parametrize("address", REFUSED_FEEDS)
def test_a_refused_feed_is_told_in_the_language_of_the_list(
    spoken: tuple[str, Server], address: str
) -> None:
    """In plain text."""
    language, server = spoken
    answer = get(server.url + address)
    assert answer.status in (400, 404, 410)
    assert answer.header("Content-Type") == "text/plain; charset=utf-8"
    assert english_in(answer.text, language) == set()


def test_the_words_that_are_looked_for_are_those_of_english_pages(server: Server) -> None:
    """The search is able to find."""
    for address in ("/", "/addresses", "/event/engaging-business", "/nothing", "/?page=9"):
        for language in LANGUAGES:
            assert len(english_in(said_by(get(server.url + address).text), language)) > 3, address
    for address in REFUSED_FEEDS:
        text = get(server.url + address).text
        assert english_in(text.splitlines()[0], "fr"), text


@pytest.mark.parametrize(
    ("address", "french", "spanish"),
    [
        (
            "/events.ics?theme=artt",
            (
                "Il n’existe pas de thème «\u00a0artt\u00a0».\n"
                "Vouliez-vous dire arte\u00a0?\n"
                "Thèmes possibles\u00a0: arte, oro\n"
                "Tout ce qu’une adresse peut indiquer\u00a0: {base}/addresses\n"
            ),
            (
                "No existe el tema «artt».\n"
                "¿Quería decir arte?\n"
                "Temas posibles: arte, oro\n"
                "Todo lo que puede indicar una dirección: {base}/addresses\n"
            ),
        ),
        (
            "/theme/arte.rss?theme=oro",
            (
                "«\u00a0theme\u00a0» figure dans le chemin et de nouveau dans la requête\u00a0; "
                "ne l’écrivez qu’une fois.\n"
                "La bonne adresse est /events.rss?theme=arte,oro\n"
                "Tout ce qu’une adresse peut indiquer\u00a0: {base}/addresses\n"
            ),
            (
                "«theme» figura en la ruta y de nuevo en la consulta; escríbalo una sola vez.\n"
                "La dirección correcta es /events.rss?theme=arte,oro\n"
                "Todo lo que puede indicar una dirección: {base}/addresses\n"
            ),
        ),
    ],
)
def test_a_refusal_is_whole_in_every_language(
    spoken: tuple[str, Server], address: str, french: str, spanish: str
) -> None:
    """With what was meant, and what is possible."""
    language, server = spoken
    told = {"fr": french, "es": spanish}[language].format(base=server.base)
    assert get(server.url + address).text == told


@pytest.mark.parametrize(
    ("address", "french", "spanish"),
    [
        ("/?theme=artt", "Il n’existe pas de thème « artt ».", "No existe el tema «artt»."),
        ("/?theme=artt", "Vouliez-vous dire arte ?", "¿Quería decir arte?"),
        (
            "/theme/arte?theme=oro",
            "La bonne adresse est /?theme=arte,oro.",
            "La dirección correcta es /?theme=arte,oro.",
        ),
        ("/", "4 événements", "4 eventos"),
        ("/", "Septembre 2008", "Septiembre de 2008"),
        ("/theme/arte", "Un événement", "Un evento"),
        (
            "/?from=2030",
            (
                "Aucun événement de cette liste ne correspond à cette sélection. "
                "Retirez l’une des limites : dès 2030. Afficher tous les événements"
            ),
            (
                "Ningún evento de esta lista corresponde a esta selección. "
                "Quite uno de los límites: desde 2030. Mostrar todos los eventos"
            ),
        ),
        (
            "/event/dos",
            "Déplacé du 1er juillet au 1er septembre 2008.",
            "Cambio de fecha: del 1 de julio al 1 de septiembre de 2008.",
        ),
        ("/event/uno", "Organisateurs Alba Brisa Hôte Alba", "Organizadores Alba Brisa Anfitrión"),
        ("/event/uno", "Publié par Alba.", "Publicado por Alba."),
        (
            "/event/cinco",
            "il en a été retiré le 5 janvier 2026.",
            "se retiró el 5 de enero de 2026.",
        ),
    ],
)
def test_a_page_says_it_in_every_language(
    spoken: tuple[str, Server], address: str, french: str, spanish: str
) -> None:
    """In whole sentences, whatever links stand in them."""
    language, server = spoken
    document: Any = html.document_fromstring(get(server.url + address).text)
    said = " ".join(document.xpath("//body")[0].text_content().split())
    assert {"fr": french, "es": spanish}[language] in said


def test_feeds_speak_the_language_of_the_list(spoken: tuple[str, Server]) -> None:
    """Titles, notices, links and what the feed says of itself."""
    language, server = spoken
    feed = json.loads(get_ok(f"{server.url}/events.json").text)
    items = {item["id"].partition(":")[2].partition(":")[2]: item for item in feed["items"]}
    if language == "fr":
        title, moved = "Annulé\u00a0: Tres — 4 juillet 2008", "Déplacé\u00a0: Dos — du 1er juillet "
        count, fact = "4 événements.", "<li>Bailleur de fonds\u00a0: Brisa</li>"
        links = ("Ajouter au calendrier", "En savoir plus sur cet événement")
    else:
        title, moved = "Cancelado: Tres — 4 de julio de 2008", "Cambio de fecha: Dos — del 1 de "
        count, fact = "4 eventos.", "<li>Financiador: Brisa</li>"
        links = ("Añadir al calendario", "Más sobre este evento")
    assert items["tres"]["title"] == title
    assert items["dos/1"]["title"].startswith(moved)
    assert feed["description"] == count
    assert fact in items["uno"]["content_html"]
    for item in feed["items"]:
        assert all(f">{link}</a>" in item["content_html"] for link in links)
        assert item["attachments"][0]["title"] == links[0]
        assert english_in(item["title"] + item.get("summary", ""), language) == set()
    for extension in ("ics", "rss", "atom"):
        text = get_ok(f"{server.url}/events.{extension}").text
        assert count in text
        assert title.partition(" — ")[0] in text


def test_a_feed_names_its_selection_in_the_language_of_the_list(
    spoken: tuple[str, Server],
) -> None:
    """As the calendar is called in every program."""
    language, server = spoken
    text = get_ok(f"{server.url}/events.ics?theme=arte,oro&from=2008-07-01").text
    (name,) = re.findall(r"X-WR-CALNAME:(.+)\r\n", text.replace("\r\n ", ""))
    assert (
        name
        == {
            "fr": "Ronda · Arte ou Oro · dès le 1er juillet 2008",
            "es": "Ronda · Arte u Oro · desde el 1 de julio de 2008",
        }[language]
    )


def test_what_is_wrong_with_a_list_is_told_in_english_and_says_so(
    spoken: tuple[str, Server], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It is for the editor; a screen reader must know to read it in another voice."""
    language, _ = spoken
    path = tmp_path_factory.mktemp("preview") / "events.yaml"
    path.write_text(HEAD.format(language=language) + "- {id: uno, title: Uno, start: 2008-07-01}\n")
    with running_server(path, {"FEEDS_PREVIEW": "1"}) as server:
        document: Any = html.document_fromstring(get_ok(server.url).text)
    (aside,) = document.xpath("//aside[@class='problems']")
    assert aside.get("lang") == "en"
    assert "problems in the list" in aside.text_content()
    assert document.get("lang") == language


def test_an_english_page_has_no_second_language(tmp_path_factory: pytest.TempPathFactory) -> None:
    """There is nothing to say."""
    path = tmp_path_factory.mktemp("preview") / "events.yaml"
    path.write_text(HEAD.format(language="en-GB") + "- {id: uno, title: U, start: 2008-07-01}\n")
    with running_server(path, {"FEEDS_PREVIEW": "1"}) as server:
        document: Any = html.document_fromstring(get_ok(server.url).text)
    assert [each.get("lang") for each in document.xpath("//*[@lang]")] == ["en-GB"]
    assert document.xpath("//aside[@class='problems']")


def test_every_template_is_looked_at() -> None:
    """A new kind of page must be asked for above."""
    templates = {path.name for path in (ROOT / "feeds/web/templates").glob("*.html")}
    assert templates == {
        *("addresses.html", "base.html", "error.html", "event.html", "feeds.html", "hevent.html"),
        *("history.html", "list.html", "meta.html", "panel.html", "parts.html", "snippets.html"),
        *("discovery.html", "embed.html", "subscribe.html", "withdrawn.html"),
    }
