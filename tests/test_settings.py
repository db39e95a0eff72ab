"""What the surroundings decide is read once, and refused in plain words."""

from pathlib import Path

import pytest

from feeds.problems import SettingError
from feeds.settings import Settings, read_settings


def test_nothing_needs_to_be_set() -> None:
    """The list beside the program, on port 8000 of this machine alone."""
    settings = read_settings({"HOME": "/home/editor", "PATH": "/bin"})
    assert settings == Settings()
    assert settings == Settings(
        events=Path("events.yaml"),
        base_url=None,
        host="127.0.0.1",
        port=8000,
        compress_calendars=True,
    )
    assert settings.own_url == "http://localhost:8000"


def test_everything_can_be_set(tmp_path: Path) -> None:
    """Each by its environment variable."""
    settings = read_settings(
        {
            "FEEDS_EVENTS": "/srv/list.yaml",
            "FEEDS_BASE_URL": "https://events.example.org/feeds/",
            "HOST": "0.0.0.0",
            "PORT": "80",
            "FEEDS_COMPRESS_ICS": "0",
            "FEEDS_TEMPLATES": str(tmp_path),
        }
    )
    assert settings == Settings(
        events=Path("/srv/list.yaml"),
        base_url="https://events.example.org/feeds",
        host="0.0.0.0",
        port=80,
        compress_calendars=False,
        templates=tmp_path,
    )
    assert settings.own_url == "http://localhost:80"


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.0.2.1", "http://192.0.2.1:8000"),
        ("events.example.org", "http://events.example.org:8000"),
        ("2001:db8::1", "http://[2001:db8::1]:8000"),
        ("[2001:db8::1]", "http://[2001:db8::1]:8000"),
        ("::", "http://localhost:8000"),
        ("[::1]", "http://localhost:8000"),
    ],
)
def test_a_server_without_an_address_is_where_it_listens(host: str, address: str) -> None:
    """An address of IPv6 with brackets or without; what is this machine is called so."""
    assert read_settings({"HOST": host}).own_url == address


@pytest.mark.parametrize(
    "name",
    ["FEEDS_EVENTS", "FEEDS_BASE_URL", "HOST", "PORT", "FEEDS_COMPRESS_ICS", "FEEDS_TEMPLATES"],
)
def test_an_empty_variable_is_one_that_is_not_set(name: str) -> None:
    """`PORT= feeds serve` asks for nothing."""
    assert read_settings({name: ""}) == Settings()


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("http://localhost:8000/a/b//", "http://localhost:8000/a/b"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("HTTPS://example.org/A", "https://example.org/A"),
    ],
)
def test_the_address_has_no_slash_at_its_end(written: str, address: str) -> None:
    """Paths are put behind it as they are."""
    assert read_settings({"FEEDS_BASE_URL": written}).base_url == address


@pytest.mark.parametrize(
    "written",
    [
        *("example.org", "/feeds", "//example.org", "ftp://example.org", "https://", "https:///a"),
        *("https://example.org?a=b", "https://example.org/?", "https://example.org/#a"),
        *("https://me:secret@example.org", "https://me@example.org"),
        *("https://example.org#", "http://[::1", "http://a:b", "http://a:99999"),
        *(" https://example.org", "https://exam ple.org", 'https://example.org/"'),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(written: str) -> None:
    """Everything published would carry it."""
    with pytest.raises(SettingError) as refused:
        read_settings({"FEEDS_BASE_URL": written})
    assert (refused.value.name, refused.value.value) == ("FEEDS_BASE_URL", written)
    assert refused.value.wanted == "an address such as https://events.example.org"
    assert str(refused.value) == (
        f"FEEDS_BASE_URL is “{written}”, but must be an address such as https://events.example.org."
    )


@pytest.mark.parametrize(("written", "port"), [("1", 1), ("08000", 8000), ("65535", 65535)])
def test_a_port_is_a_number(written: str, port: int) -> None:
    """From the first to the last that there is."""
    assert read_settings({"PORT": written}).port == port


@pytest.mark.parametrize(
    "written", ["0", "65536", "-1", "+80", "8000 ", "80.0", "http", "٣", "²", "1" * 5000]
)
def test_a_port_that_cannot_be_used_is_refused(written: str) -> None:
    """With the ones that can."""
    with pytest.raises(SettingError) as refused:
        read_settings({"PORT": written})
    assert (refused.value.name, refused.value.value) == ("PORT", written)
    assert str(refused.value).endswith("but must be a number from 1 to 65535.")


@pytest.mark.parametrize("written", ["1", "yes", "On", "TRUE"])
def test_compression_is_left_on(written: str) -> None:
    """In any of the usual words."""
    assert read_settings({"FEEDS_COMPRESS_ICS": written}).compress_calendars


@pytest.mark.parametrize("written", ["0", "no", "Off", "FALSE"])
def test_compression_is_turned_off(written: str) -> None:
    """For the one client that cannot unpack a calendar."""
    assert not read_settings({"FEEDS_COMPRESS_ICS": written}).compress_calendars


@pytest.mark.parametrize("written", ["2", "maybe", " 1", "10"])
def test_another_word_is_refused(written: str) -> None:
    """It is not taken for either."""
    with pytest.raises(SettingError, match=r"^FEEDS_COMPRESS_ICS is “.*”, but must be 1 or 0\.$"):
        read_settings({"FEEDS_COMPRESS_ICS": written})
