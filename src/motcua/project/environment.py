"""Typed reading of settings from the environment: `NAME`, or the file that `NAME_FILE` names (container secrets)."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}

PREPARED_AFTER = 5
"""How often a connection runs a statement before PostgreSQL keeps it, parsed and planned (0029)."""


def text(name: str, default: str = "") -> str:
    """Return the value of `name`, else the stripped content of the file `name_FILE` names, else `default`."""
    if name in os.environ:
        return os.environ[name]
    file = os.environ.get(f"{name}_FILE")
    if file is None:
        return default
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE={file}: không đọc được tệp ({error.strerror}).") from error


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no setting; any other word is refused."""
    value = text(name, "1" if default else "0").lower()
    if value not in _TRUE | _FALSE:
        raise ImproperlyConfigured(f"{name}={value!r}: hãy ghi 1 hoặc 0.")
    return value in _TRUE


def whole(name: str, default: int) -> int:
    """Return a whole-number setting."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={value!r}: hãy ghi một số nguyên.") from error


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated setting as a list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def one_of(name: str, choices: Sequence[str]) -> str:
    """Return a setting that is one of some words, the first where it is not set."""
    value = text(name, choices[0]).strip().lower()
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r}: hãy ghi một trong {', '.join(choices)}.")
    return value


def address(name: str) -> str:
    """Return an address of the web, or nothing where it is not set."""
    value = text(name).strip()
    if value and urlsplit(value).scheme not in {"http", "https"}:
        raise ImproperlyConfigured(f"{name}={value!r}: hãy ghi địa chỉ http:// hoặc https://.")
    return value


def secret(name: str, file: Path) -> str:
    """Return the secret `name`; where it is not set, the one in `file`, which is made on first use (mode 600)."""
    value = text(name)
    if value:
        return value
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return file.read_text(encoding="utf-8").strip()


def database(url: str, home: Path) -> dict[str, Any]:
    """Return Django's settings of the database that `url` names; without one, SQLite under `home`."""
    if not url:
        return _sqlite(home / "motcua.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL: chỉ nhận postgresql:// hoặc sqlite://, không nhận {parts.scheme!r}.")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": whole("MOTCUA_DATABASE_POOL", 8)},
            "server_side_binding": True,
            "prepare_threshold": PREPARED_AFTER if flag("MOTCUA_DATABASE_PREPARED", default=True) else None,
            **query,
        },
    }


def _sqlite(file: Path) -> dict[str, Any]:
    """WAL and IMMEDIATE: read-then-write transactions of many threads lose nothing; REPLACE fires triggers too.

    Connections stay open: with each goes the cache of the file's pages, which every request would fill anew.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON; "
                "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
            ),
        },
    }
