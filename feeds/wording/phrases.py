"""A sentence that is kept until it is known to whom, and in which language, it is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from feeds.wording.catalogues import translation


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the program with named fields.

    ``template`` is its English text, by which the catalogues know it. ``fields`` are what its
    ``{names}`` stand for; a phrase among them is told in the same language. With ``plural``, the
    field "count" says which of the two is told.
    """

    template: str
    fields: Mapping[str, object] = field(default_factory=dict, hash=False)
    plural: str = ""

    def __str__(self) -> str:
        """Tell it in English."""
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """Tell it in a language, or in English where there is no catalogue."""
        told = {
            name: each.in_language(language) if isinstance(each, Phrase) else each
            for name, each in self.fields.items()
        }
        return self._template_in(language).format_map(told)

    def _template_in(self, language: str) -> str:
        spoken, count = translation(language), self.fields.get("count")
        if self.plural and isinstance(count, int):
            return spoken.ngettext(self.template, self.plural, count)
        return spoken.gettext(self.template)


def phrase(template: str, /, **fields: object) -> Phrase:
    """Make a phrase; `make messages` takes its template from here into the catalogues."""
    return Phrase(template, fields)


def counted(one: str, many: str, /, *, count: int, **fields: object) -> Phrase:
    """Make a phrase that is told otherwise of one than of more."""
    return Phrase(one, {"count": count, **fields}, many)
