"""Elements that feedgen has no word for, added to a feed or an entry as an extension of it."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from feeds.model import Entry
from feeds.schedule import plain_when

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Element:
    """An element to add: its tag in lxml's form, its text, its attributes."""

    tag: str
    text: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)


class Elements:
    """A feedgen extension: one instance a feed and one an entry, filled as they are built.

    It has the methods that feedgen calls; namespaces are declared once, on the root.
    """

    namespaces: ClassVar[dict[str, str]] = {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "ev": "http://purl.org/rss/1.0/modules/event/",
    }

    def __init__(self) -> None:
        self._elements: list[Element] = []
        self._spoken: dict[str, str] = {}

    def add(self, tag: str, text: str | None = None, **attributes: str) -> None:
        """Add an element; ``tag`` may begin with a namespace's short name, "ev:startdate"."""
        prefix, _, name = tag.rpartition(":")
        full = f"{{{self.namespaces[prefix]}}}{name}" if prefix else name
        self._elements.append(Element(full, text, attributes))

    def add_link(self, namespace: str, rel: str, href: str, **attributes: str) -> None:
        """Add an Atom link, in RSS with Atom's namespace."""
        tag = f"{{{namespace}}}link" if namespace else "link"
        self._elements.append(Element(tag, None, {"rel": rel, "href": href, **attributes}))

    def speak(self, tag: str, language: str) -> None:
        """Say of an element of Atom which language it is in, if not the feed's (RFC 4287 §2)."""
        self._spoken[tag] = language

    def add_days(self, entry: Entry) -> None:
        """Add the event module's machine-readable dates and place; the end is the last day (R50)."""
        dates = plain_when(entry.event.when)
        if dates["start"] != "tbc":
            self.add("ev:startdate", dates["start"])
        if "end" in dates:
            self.add("ev:enddate", dates["end"])
        if entry.event.location:
            self.add("ev:location", str(entry.event.location))

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces to declare, as feedgen asks for."""
        return self.namespaces

    def extend_rss(self, root: Any) -> Any:
        """Add the elements to an RSS channel or item, as feedgen asks for."""
        return self._extend(root.find("channel") if root.tag == "rss" else root, root)

    def extend_atom(self, root: Any) -> Any:
        """Add the elements to an Atom feed or entry, as feedgen asks for."""
        for tag, language in self._spoken.items():
            if (element := root.find(tag)) is not None:
                element.set(_XML_LANG, language)
        return self._extend(root, root)

    def _extend(self, parent: Any, root: Any) -> Any:
        from lxml import etree

        for element in self._elements:
            etree.SubElement(parent, element.tag, element.attributes).text = element.text
        return root
