"""Texts of a list in one language, or in several: `{en: …, fr: …}`.

A text in one language is in the list's own. Each is read into a mapping by language, in which
an empty key stands for that one.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo

from feeds import wording
from feeds.reading import written
from feeds.reading.places import Loc
from feeds.reading.source import shown
from feeds.reading.values import Line, Prose, fault, nearest

OWN = ""
"""The key of a text whose language is not said: the list's own."""


def languages_of(data: Any) -> tuple[str, ...]:
    """Return the languages that a list says it is in, its own first, as far as they can be read."""
    head = data.get("calendar") if isinstance(data, dict) else None
    if not isinstance(head, dict):
        return ()
    own, several = head.get("language"), head.get("languages")
    named = [own, *(several if isinstance(several, list) else ())]
    return tuple(dict.fromkeys(each for each in named if isinstance(each, str)))


def each_text(value: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Give the texts of plain data that is one, or one for each language, with their places."""
    if isinstance(value, str):
        yield loc, value
    for language, text in value.items() if isinstance(value, dict) else ():
        if isinstance(text, str):
            yield (*loc, language), text


def in_language(texts: Mapping[str, str], language: str, own: str) -> tuple[str, str]:
    """Return a text in a language, or the nearest to it, and the language it is in.

    That is the language without its region ("fr" for "fr-CH"), else the list's own, else the
    first that is given.
    """
    if len(texts) == 1:
        ((only, text),) = texts.items()
        return text, only or own
    known = {key or own: text for key, text in texts.items()}
    for wanted in (language, language.partition("-")[0], own, *known):
        if wanted in known:
            return known[wanted], wanted
    return "", own


def _widen(value: Any, info: ValidationInfo) -> Any:
    """Let a plain text stand for one in the list's own language, and leave out what is empty.

    An unknown language stays, empty or not, to be complained of once.
    """
    if not isinstance(value, dict):
        return {OWN: value}
    if OWN in value:
        raise fault("text-language", "a text stands here without its language", "write “en: …”")
    given = {
        language: "-" if text is None else text
        for language, text in value.items()
        if text is not None or language not in _known(info)
    }
    if not given:
        raise fault("empty", "the text is empty", "write it, or leave the key out")
    return given


def _known(info: ValidationInfo) -> tuple[str, ...]:
    return tuple((info.context or {}).get("languages", ()))


def is_in_languages(value: Any, info: ValidationInfo) -> bool:
    """Tell whether a group of keys is a text in several languages, one of them the list's."""
    known: tuple[str, ...] = (info.context or {}).get("languages", ())
    if not isinstance(value, dict) or not any(key in known for key in value):
        return False
    return all(wording.is_language(key) for key in value)


def _language_key(value: str, info: ValidationInfo) -> str:
    known = _known(info)
    if value != OWN and known and value not in known:  # without any, the calendar is complained of
        hint = nearest(value, known) or (
            f"the list is in {', '.join(known)}; add it to “languages” of the calendar"
        )
        raise fault("text-language", f"this list has no language “{shown(value)}”", hint)
    return value


_LanguageKey = Annotated[str, BeforeValidator(_language_key)]
_IN_SEVERAL = BeforeValidator(_widen, json_schema_input_type=written.TEXT | written.TEXTS)

LineText = Annotated[dict[_LanguageKey, Line], _IN_SEVERAL]
"""A text on one line."""
ProseText = Annotated[dict[_LanguageKey, Prose], _IN_SEVERAL]
"""A text of one or more paragraphs."""
