"""Roles, statuses and rows of names in three languages."""

import pytest

from feeds import wording
from feeds.model import ROLES, STATUSES, Role, Status


@pytest.mark.parametrize(
    ("names", "language", "text"),
    [
        ([], "en", ""),
        ([], "es", ""),
        (["A"], "en", "A"),
        (["A", "B"], "en", "A and B"),
        (["A", "B", "C"], "en", "A, B and C"),
        (["A", "B", "C"], "en-US", "A, B, and C"),
        (["A", "B", "C"], "fr", "A, B et C"),
        (["A", "B", "C"], "es", "A, B y C"),
        (["Francia", "Italia"], "es", "Francia e Italia"),
        (["Agua", "hielo"], "es", "Agua y hielo"),
        (
            ["Agua", '<a href="https://example.org">Italia</a>'],
            "es",
            'Agua e <a href="https://example.org">Italia</a>',
        ),
        (["A", "B", "C"], "ja", "A、B、C"),
    ],
)
def test_names_are_written_in_a_row(names: list[str], language: str, text: str) -> None:
    """With the commas and the word for "and" of the language."""
    assert wording.listed(iter(names), language) == text


@pytest.mark.parametrize(
    ("names", "language", "text"),
    [
        (["A", "B"], "en", "A or B"),
        (["A", "B", "C"], "en", "A, B or C"),
        (["A", "B", "C"], "fr", "A, B ou C"),
        (["A", "B", "C"], "es", "A, B o C"),
        (["Francia", "Italia"], "es", "Francia o Italia"),
        (["Plata", "oro"], "es", "Plata u oro"),
        (["Mujeres", "Hombres"], "es", "Mujeres u Hombres"),
        (["Plata o oro"], "es", "Plata o oro"),
    ],
)
def test_names_to_choose_from_are_written_in_a_row(
    names: list[str], language: str, text: str
) -> None:
    """With the word for "or"; what stands in a name itself is left alone."""
    assert wording.listed(names, language, "or") == text


@pytest.mark.parametrize(
    ("role", "language", "one", "more"),
    [
        ("organisers", "en", "Organiser", "Organisers"),
        ("organisers", "fr", "Organisateur", "Organisateurs"),
        ("organisers", "es", "Organizador", "Organizadores"),
        ("hosts", "en-GB", "Host", "Hosts"),
        ("hosts", "fr", "Hôte", "Hôtes"),
        ("hosts", "es", "Anfitrión", "Anfitriones"),
        ("sponsors", "en", "Sponsor", "Sponsors"),
        ("sponsors", "fr-CH", "Parrain", "Parrains"),
        ("sponsors", "es-419", "Patrocinador", "Patrocinadores"),
        ("funders", "en", "Funder", "Funders"),
        ("funders", "fr", "Bailleur de fonds", "Bailleurs de fonds"),
        ("funders", "es", "Financiador", "Financiadores"),
        ("partners", "en", "Partner", "Partners"),
        ("partners", "fr", "Partenaire", "Partenaires"),
        ("partners", "es", "Socio", "Socios"),
    ],
)
def test_a_role_is_named_for_one_or_more(role: Role, language: str, one: str, more: str) -> None:
    """As it stands before the names."""
    assert role in ROLES
    assert [wording.role_name(role, count, language) for count in (1, 2)] == [one, more]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_role_has_a_name(role: Role, language: str) -> None:
    """A new role cannot be forgotten."""
    assert wording.role_name(role, 1, language)


@pytest.mark.parametrize(
    ("status", "english", "french", "spanish"),
    [
        ("confirmed", "Confirmed", "Confirmé", "Confirmado"),
        ("tentative", "Tentative", "Provisoire", "Provisional"),
        ("postponed", "Postponed", "Reporté", "Aplazado"),
        ("cancelled", "Cancelled", "Annulé", "Cancelado"),
    ],
)
def test_a_status_is_named_as_it_stands_before_a_title(
    status: Status, english: str, french: str, spanish: str
) -> None:
    """With a capital."""
    assert status in STATUSES
    named = [wording.status_name(status, language) for language in ("en", "fr", "es")]
    assert named == [english, french, spanish]


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_a_name(status: Status) -> None:
    """A new status cannot be forgotten."""
    assert wording.status_name(status, "en").lower() == status


@pytest.mark.parametrize(
    ("language", "labelled", "quoted"),
    [
        ("en", "Cancelled: {x}", "“{x}”"),
        ("fr", "Cancelled\u00a0: {x}", "«\u00a0{x}\u00a0»"),
        ("es", "Cancelled: {x}", "«{x}»"),
    ],
)
def test_marks_are_those_of_the_language(language: str, labelled: str, quoted: str) -> None:
    """With its spaces; a text with braces is left as it is."""
    assert wording.labelled("Cancelled", "{x}", language) == labelled
    assert wording.quoted("{x}", language) == quoted
