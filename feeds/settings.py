"""What the surroundings decide: the list, the address it is published at, the socket."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from feeds.problems import SettingError
from feeds.urls import is_web_address, names_user

DEFAULT_PORT = 8000
_HIGHEST_PORT = 65535
_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "0.0.0.0", "::"})  # noqa: S104 - compared with alone
_DIGITS = re.compile("[0-9]{1,5}")
_YES = frozenset({"1", "yes", "on", "true"})
_NO = frozenset({"0", "no", "off", "false"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one process; each is an environment variable.

    Attributes:
        events: ``FEEDS_EVENTS``, the event list: a file, or a folder of files.
        base_url: ``FEEDS_BASE_URL``, the address the world sees, without a slash at its end.
        host: ``HOST``, the interface to listen on.
        port: ``PORT``, the port to listen on.
        compress_calendars: ``FEEDS_COMPRESS_ICS``, whether ICS is compressed too (R12).
        templates: ``FEEDS_TEMPLATES``, a folder of templates and files that take the place of those
            of the program.
        preview: ``FEEDS_PREVIEW``, whether pages tell the editor what is wrong with the list;
            nothing is recorded then.
    """

    events: Path = Path("events.yaml")
    base_url: str | None = None
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    compress_calendars: bool = True
    templates: Path | None = None
    preview: bool = False

    @property
    def own_url(self) -> str:
        """The address of a server that has been given none."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{'localhost' if self.host in _THIS_MACHINE else host}:{self.port}"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings from environment variables.

    Raises:
        SettingError: One of them cannot be used.
    """
    given = {name: value for name, value in environment.items() if value}
    base_url = given.get("FEEDS_BASE_URL")
    return Settings(
        events=Path(given.get("FEEDS_EVENTS", "events.yaml")),
        base_url=_base_url(base_url) if base_url else None,
        host=given.get("HOST", "127.0.0.1").strip("[]"),
        port=_port(given.get("PORT", str(DEFAULT_PORT))),
        compress_calendars=_flag("FEEDS_COMPRESS_ICS", given.get("FEEDS_COMPRESS_ICS", "1")),
        templates=_folder(given["FEEDS_TEMPLATES"]) if "FEEDS_TEMPLATES" in given else None,
        preview=_flag("FEEDS_PREVIEW", given.get("FEEDS_PREVIEW", "0")),
    )


def _base_url(value: str) -> str:
    if not is_web_address(value) or "?" in value or "#" in value or names_user(value):
        raise SettingError("FEEDS_BASE_URL", value, "an address such as https://events.example.org")
    scheme, _, rest = value.rstrip("/").partition(":")
    return f"{scheme.lower()}:{rest}"


def _folder(value: str) -> Path:
    folder = Path(value)
    if not folder.is_dir():
        raise SettingError("FEEDS_TEMPLATES", value, "an existing folder")
    files = (path for path in folder.rglob("*") if path.is_file())
    if not all(os.access(path, os.R_OK) for path in files):
        raise SettingError("FEEDS_TEMPLATES", value, "a folder whose files can be read")
    return folder


def _port(value: str) -> int:
    if not _DIGITS.fullmatch(value) or not 1 <= int(value) <= _HIGHEST_PORT:
        raise SettingError("PORT", value, f"a number from 1 to {_HIGHEST_PORT}")
    return int(value)


def _flag(name: str, value: str) -> bool:
    if value.lower() not in _YES | _NO:
        raise SettingError(name, value, "1 or 0")
    return value.lower() in _YES
