"""The catalogues hold every word of the program, once, whole, and with the same fields."""

import re
import subprocess
import sys
import zipfile
from gettext import NullTranslations
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po
from serving import ROOT

from feeds.wording import translation

FOLDER = ROOT / "feeds/wording/catalogues"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.po"))
NO_BREAK = "\u00a0"
_FIELD = re.compile(r"%\(\w+\)s|\{\w+\}")


def catalogue(language: str) -> Catalog:
    """Read a catalogue as it lies in the repository."""
    with FOLDER.joinpath(f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(catalog: Catalog) -> dict[tuple[str | None, str], Message]:
    """Return the messages by context and English text."""
    return {(each.context, forms(each.id)[0]): each for each in catalog if each.id}


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return the forms of a text that may have a plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Take the words out of the code as `make messages` does."""
    path = tmp_path_factory.mktemp("extracted") / "messages.pot"
    command = (sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract")
    options = ("--mapping-file", ROOT / "pyproject.toml", "--output-file", path)
    subprocess.run((*command, *options, ROOT / "feeds"), check=True)
    with path.open("rb") as file:
        return read_po(file)


def test_there_are_catalogues_in_french_and_spanish() -> None:
    """As plain text: what is made of them is made where it is needed."""
    assert LANGUAGES == ["es", "fr"]
    assert {path.suffix for path in FOLDER.iterdir() if path.is_file()} == {".po", ".py"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_exactly_the_words_of_the_code(language: str, extracted: Catalog) -> None:
    """If this fails, say `make messages`, and translate what is new."""
    held, asked = messages(catalogue(language)), messages(extracted)
    assert held.keys() == asked.keys()
    assert len(held) > 100
    for key, message in held.items():
        assert forms(message.id) == forms(asked[key].id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated_and_nothing_is_a_guess(language: str) -> None:
    """Neither left empty, nor marked as fuzzy, nor kept from before."""
    catalog = catalogue(language)
    assert not catalog.obsolete
    for message in messages(catalog).values():
        assert not message.fuzzy
        assert forms(message.string), message.id
        assert all(text.strip() for text in forms(message.string)), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_fields_of_the_original(language: str) -> None:
    """Each that stands in one stands in the other; of one, the number may go unsaid."""
    for message in messages(catalogue(language)).values():
        originals, translations = forms(message.id), forms(message.string)
        for original, translated in zip(
            (originals[0], *[originals[-1]] * (len(translations) - 1)), translations, strict=True
        ):
            left_out = {"{count}"} if "{count}" not in original else set()
            fields = set(_FIELD.findall(translated)) - left_out
            assert fields == set(_FIELD.findall(original)), translated
            assert not re.sub(_FIELD, "", translated).strip("%").count("{"), translated


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_counts_has_every_plural_of_the_language(language: str) -> None:
    """By the rule that the catalogue itself names."""
    catalog = catalogue(language)
    number, rule = get_plural(language)[:2]
    assert catalog.plural_forms == f"nplurals={number}; plural={rule};"
    counting = [each for each in messages(catalog).values() if each.pluralizable]
    assert counting
    assert all(len(forms(message.string)) == number for message in counting)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_written_as_the_tool_writes_it(language: str, tmp_path: Path) -> None:
    """So that the next `make messages` changes nothing but what is new."""
    path = tmp_path / "written.po"
    with path.open("wb") as file:
        write_po(file, catalogue(language), no_location=True, sort_output=True)
    header = ("Project", "Report", "POT", "PO-", "Last", "Language-Team", "Generated")
    lines = path.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(tuple(f'"{name}' for name in header))]
    assert FOLDER.joinpath(f"{language}.po").read_text("utf-8").splitlines() == kept


def test_french_has_its_spaces() -> None:
    """No-break ones before tall marks and inside guillemets; and typographic apostrophes."""
    for message in messages(catalogue("fr")).values():
        for text in forms(message.string):
            assert not re.search(rf"(?<!{NO_BREAK})[;:!?»]", text), text
            assert not re.search(rf"«(?!{NO_BREAK})", text), text
            assert not set("'\"“”") & set(text), text


def test_spanish_opens_its_questions_and_has_its_quotation_marks() -> None:
    """Without spaces."""
    for message in messages(catalogue("es")).values():
        for text in forms(message.string):
            assert text.count("?") == text.count("¿"), text
            assert not re.search(r"\s[;:!?»]|«\s", text), text
            assert not set("'\"“”") & set(text), text


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("fr", "Annulé"),
        ("fr-CH", "Annulé"),
        ("fr_CA", "Annulé"),
        ("FR", "Annulé"),
        ("es-419", "Cancelado"),
        ("en", "Cancelled"),
        ("en-GB", "Cancelled"),
        ("de", "Cancelled"),
        ("frr", "Cancelled"),
        ("", "Cancelled"),
    ],
)
def test_a_tag_has_the_words_of_its_language(language: str, word: str) -> None:
    """Where there is no catalogue, English ones."""
    assert translation(language).gettext("Cancelled") == word
    assert translation(language) is translation(language)


def test_english_needs_no_catalogue() -> None:
    """It is what stands in the code."""
    assert type(translation("en")) is NullTranslations


def test_the_package_that_is_built_has_the_catalogues(tmp_path: Path) -> None:
    """Or what is installed would speak English alone."""
    program = (
        "import os, sys; os.chdir(sys.argv[1]); from hatchling.build import build_wheel; "
        "print(build_wheel(sys.argv[2]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, ROOT, tmp_path], capture_output=True, text=True, check=True
    )
    with zipfile.ZipFile(tmp_path / done.stdout.splitlines()[-1]) as wheel:
        held = set(wheel.namelist())
    assert held >= {f"feeds/wording/catalogues/{language}.po" for language in LANGUAGES}
    assert files("feeds.wording.catalogues").joinpath("fr.po").is_file()
