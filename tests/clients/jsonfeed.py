"""A strict reading of JSON Feed 1.1: every rule of the format, and what it calls strongly advised.

``faults(text)`` lists what is wrong, each with its place. Deprecated members of version 1.0 are
faults here too, since a new feed has no reason to use them.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

VERSION = "https://jsonfeed.org/version/1.1"

Check = Callable[[Any], str]
"""Says what is wrong with a value; nothing if it is right."""

RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
)
LANGUAGE_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?"
    r"|x(?:-[a-z\d]{1,8})+",
    re.IGNORECASE,
)
"""RFC 5646 §2.1, without the grandfathered tags."""
MIME_TYPE = re.compile(
    r"[A-Za-z0-9][\w!#$&^.+-]{0,126}/[A-Za-z0-9][\w!#$&^.+-]{0,126}"
    r"(?: *; *[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|\"[^\"]*\"))*"
)
"""RFC 6838 §4.2, with parameters."""
EXTENSION = re.compile(r"_[A-Za-z][^.]*")
MARKUP = re.compile(r"</?[a-z][^>]*>|&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.IGNORECASE)


def faults(text: str) -> list[str]:
    """List every rule that a feed breaks, each with the place where it does.

    Args:
        text: The feed, decoded.
    """
    try:
        feed = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_number)
    except ValueError as error:
        return [f"not JSON: {error}"]
    if not isinstance(feed, dict):
        return ["the feed is not an object"]
    return [*_members("feed", feed, FEED, required=FEED_REQUIRED), *_feed(feed)]


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if doubled := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"a name stands twice: {doubled}")
    return dict(pairs)


def _no_number(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _string(value: Any) -> str:
    return "" if isinstance(value, str) else "is not a string"


def _filled(value: Any) -> str:
    return _string(value) or ("" if value.strip() else "is empty")


def _plain(value: Any) -> str:
    """Check that a text is plain; HTML is allowed in content_html alone."""
    return _filled(value) or ("holds HTML" if MARKUP.search(value) else "")


def _url(value: Any) -> str:
    if fault := _filled(value):
        return fault
    if re.search(r"[\s<>\"{}|\\^`\x00-\x1f\x7f]", value) or not value.isascii():
        return "is not written as a URL"
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "is not an absolute web address"
    return ""


def _author_url(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", value):
        return ""
    return _url(value)


def _date(value: Any) -> str:
    if fault := _filled(value):
        return fault
    if not RFC_3339.fullmatch(value):
        return "is not an RFC 3339 date"
    try:
        datetime.fromisoformat(value.upper())
    except ValueError:
        return "is no day or time that there is"
    return ""


def _language(value: Any) -> str:
    return _filled(value) or ("" if LANGUAGE_TAG.fullmatch(value) else "is not an RFC 5646 tag")


def _mime_type(value: Any) -> str:
    return _filled(value) or ("" if MIME_TYPE.fullmatch(value) else "is not a media type")


def _boolean(value: Any) -> str:
    return "" if isinstance(value, bool) else "is not true or false"


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "is not a number"
    return "" if value >= 0 else "is below zero"


def _size(value: Any) -> str:
    return _number(value) or ("" if value == int(value) else "is not a whole number")


def _version(value: Any) -> str:
    return "" if value == VERSION else f"is not {VERSION}"


def _array(value: Any) -> str:
    return "" if isinstance(value, list) else "is not an array"


def _array_of(check: Check) -> Check:
    """Make a check of an array from the check of its members."""

    def checked(value: Any) -> str:
        return _array(value) or "; ".join(
            f"[{place}] {fault}" for place, member in enumerate(value) if (fault := check(member))
        )

    return checked


FEED: dict[str, Check] = {
    "version": _version,
    "title": _plain,
    "home_page_url": _url,
    "feed_url": _url,
    "description": _plain,
    "user_comment": _plain,
    "next_url": _url,
    "icon": _url,
    "favicon": _url,
    "authors": _array,
    "language": _language,
    "expired": _boolean,
    "hubs": _array,
    "items": _array,
}
FEED_REQUIRED = ("version", "title", "items", "home_page_url", "feed_url")
"""The last two are required of feeds on the public web."""

ITEM: dict[str, Check] = {
    "id": _filled,
    "url": _url,
    "external_url": _url,
    "title": _plain,
    "content_html": _filled,
    "content_text": _filled,
    "summary": _plain,
    "image": _url,
    "banner_image": _url,
    "date_published": _date,
    "date_modified": _date,
    "authors": _array,
    "tags": _array_of(_plain),
    "language": _language,
    "attachments": _array,
}
AUTHOR: dict[str, Check] = {"name": _plain, "url": _author_url, "avatar": _url}
HUB: dict[str, Check] = {"type": _plain, "url": _url}
ATTACHMENT: dict[str, Check] = {
    "url": _url,
    "mime_type": _mime_type,
    "title": _plain,
    "size_in_bytes": _size,
    "duration_in_seconds": _number,
}


def _members(
    place: str, value: Any, checks: dict[str, Check], *, required: tuple[str, ...] = ()
) -> Iterator[str]:
    """Check an object: what must be there, what may be, and of what kind each is."""
    if not isinstance(value, dict):
        yield f"{place} is not an object"
        return
    for name in required:
        if name not in value:
            yield f"{place}.{name} is missing"
    for name, member in value.items():
        if name.startswith("_"):
            yield from _extension(f"{place}.{name}", name, member)
        elif name not in checks:
            yield f"{place}.{name} is unknown"
        elif fault := checks[name](member):
            yield f"{place}.{name} {fault}"


def _extension(place: str, name: str, value: Any) -> Iterator[str]:
    if not EXTENSION.fullmatch(name):
        yield f"{place} is not named as an extension: _, a letter, no full stop"
    if not isinstance(value, dict):
        yield f"{place} is not an object"
        return
    for member in _names(value):
        if member.startswith("_") or "." in member:
            yield f"{place}: a member is named {member!r}, with a _ before or a full stop in it"
    if "about" in value and (fault := _filled(value["about"])):
        yield f"{place}.about {fault}"


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, member in value.items():
            yield name
            yield from _names(member)
    elif isinstance(value, list):
        for member in value:
            yield from _names(member)


def _objects(place: str, owner: dict[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    """Yield the members of an array, each with its place; nothing if it is no array."""
    members = owner.get(name)
    if isinstance(members, list):
        for number, member in enumerate(members):
            yield f"{place}.{name}[{number}]", member


def _feed(feed: dict[str, Any]) -> Iterator[str]:
    yield from _authors("feed", feed)
    for place, hub in _objects("feed", feed, "hubs"):
        yield from _members(place, hub, HUB, required=("type", "url"))
    if "next_url" in feed and feed["next_url"] == feed.get("feed_url"):
        yield "feed.next_url is the feed itself"
    ids = []
    for place, item in _objects("feed", feed, "items"):
        yield from _members(place, item, ITEM, required=("id",))
        if isinstance(item, dict):
            yield from _item(place, item)
            ids.append(str(item.get("id")))
    yield from (f"the id {name!r} stands twice" for name in set(ids) if ids.count(name) > 1)


def _authors(place: str, owner: dict[str, Any]) -> Iterator[str]:
    for author_place, author in _objects(place, owner, "authors"):
        yield from _members(author_place, author, AUTHOR)
        if isinstance(author, dict) and not author.keys() & AUTHOR.keys():
            yield f"{author_place} says nothing of the author"


def _item(place: str, item: dict[str, Any]) -> Iterator[str]:
    if not item.keys() & {"content_html", "content_text"}:
        yield f"{place} has neither content_html nor content_text"
    yield from _authors(place, item)
    for attachment_place, attachment in _objects(place, item, "attachments"):
        yield from _members(attachment_place, attachment, ATTACHMENT, required=("url", "mime_type"))
