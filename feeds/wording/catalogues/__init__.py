"""The program's words in other languages: one reviewed .po file a language, beside this module.

A new language is a new file here (`make messages` fills it with what is to be translated).
"""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

_SUFFIX = ".po"


@lru_cache(maxsize=64)
def translation(language: str) -> NullTranslations:
    """Return the words of a language tag: those of "fr-CH" are French.

    A language without a catalogue speaks English.
    """
    known = {
        entry.name.removesuffix(_SUFFIX).lower(): entry
        for entry in files(__name__).iterdir()
        if entry.name.endswith(_SUFFIX)
    }
    parts = language.lower().replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        if found := known.get("_".join(parts[:length])):
            return _compiled(found.read_bytes())
    return NullTranslations()


def _compiled(text: bytes) -> GNUTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(text), abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)
