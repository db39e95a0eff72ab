"""What pages show to whoever reads them: events, months, filters, forms."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from fetching import get_ok
from lxml import html
from serving import Server


def page(server: Server, address: str) -> Any:
    """Fetch a page."""
    return html.document_fromstring(get_ok(server.url + address).body.decode())


def words(element: Any) -> str:
    """Return what an element says, with single spaces."""
    return " ".join(element.text_content().split())


def sections(document: Any) -> list[tuple[str, list[str]]]:
    """Return the sections of a list, from its top: the heading of each, and its months."""
    return [
        (words(each.find("h2")), [words(month) for month in each.xpath("./div/h3")])
        for each in document.xpath("//div[contains(@class, 'h-feed')]/section")
    ]


def shown_events(document: Any) -> list[str]:
    """Return the ids of the events of a list, from its top."""
    links = document.xpath("//article[contains(@class, 'h-event')]//h4/a/@href")
    return [link.rpartition("/event/")[2] for link in links]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A link that filters: where it leads, to how many events, and whether it is chosen.

    Where a term lies within others, it stands as deep. ``field`` is the name, value and state of the field of the form beside it, where one is.
    """

    address: str
    count: int
    is_chosen: bool
    depth: int
    field: tuple[str, str, bool] | None


def filters(document: Any, name: str) -> dict[str, Filter]:
    """Return the filter links of a page by what they say."""
    found = {}
    for item in document.xpath(f"//fieldset[contains(@class, '{name}')]//li[a]"):
        (link,) = item.findall("a")
        fields = [
            (each.get("name"), each.get("value"), each.get("checked") is not None)
            for each in item.findall("input")
        ]
        found[words(link)] = Filter(
            address=link.get("href"),
            count=int(words(item.xpath("./span[@class='count']")[0])),
            is_chosen=link.get("aria-current") == "true",
            depth=int(item.get("class").removeprefix("depth-")),
            field=fields[0] if fields else None,
        )
    return found


def filter_names(document: Any) -> list[str]:
    """Return the groups of filters that a page has."""
    classes = document.xpath("//form[@id='filters']//fieldset/@class")
    return [each.split()[-1] for each in classes]


def fields(form: Any) -> list[tuple[str, str]]:
    """Return what a browser sends of a form as it stands, in order (HTML §4.10.22.4)."""
    sent = []
    for each in form.xpath(".//input[@name] | .//select[@name]"):
        if each.tag == "select":
            chosen = each.xpath("./option[@selected]") or each.findall("option")
            sent.append((each.get("name"), chosen[0].get("value")))
        elif each.get("type") not in {"checkbox", "radio"} or each.get("checked") is not None:
            sent.append((each.get("name"), each.get("value") or ""))
    return sent


def form_of_filters(document: Any) -> Any:
    """Return the form that filters."""
    (form,) = document.xpath("//form[@id='filters']")
    return form


def query_of(address: str) -> dict[str, str]:
    """Return the query of an address."""
    return dict(parse_qsl(urlsplit(address).query))


def count_of(document: Any) -> int:
    """Return how many events a page of a list says that there are."""
    number, _, _ = words(document.xpath("//p[@class='meta']/span[1]")[0]).partition(" ")
    return {"No": 0, "One": 1}[number] if number.isalpha() else int(number.replace(",", ""))
