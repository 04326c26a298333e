"""Settings come from NAME or NAME_FILE, typed, and a bad value is refused with a sentence."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from motcua.project import environment


def test_a_value_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("bí mật\n", encoding="utf-8")
    monkeypatch.setenv("MOTCUA_X_FILE", str(tmp_path / "key"))
    assert environment.text("MOTCUA_X") == "bí mật"
    monkeypatch.setenv("MOTCUA_X", "trực tiếp")
    assert environment.text("MOTCUA_X") == "trực tiếp"


def test_a_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_X_FILE", "/không/có")
    with pytest.raises(ImproperlyConfigured, match="MOTCUA_X_FILE=/không/có"):
        environment.text("MOTCUA_X")


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("no", False), ("", False), ("TRUE", True)])
def test_flags(value: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_X", value)
    assert environment.flag("MOTCUA_X", default=False) is expected


def test_words_that_are_no_flag_or_number_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_X", "có lẽ")
    with pytest.raises(ImproperlyConfigured, match="hãy ghi 1 hoặc 0"):
        environment.flag("MOTCUA_X", default=False)
    with pytest.raises(ImproperlyConfigured, match="số nguyên"):
        environment.whole("MOTCUA_X", 1)


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    made = environment.secret("MOTCUA_X", tmp_path / "new" / "key")
    assert len(made) > 50
    assert environment.secret("MOTCUA_X", tmp_path / "new" / "key") == made
    assert (tmp_path / "new" / "key").stat().st_mode & 0o077 == 0


def test_without_an_address_the_database_is_sqlite_under_home(tmp_path: Path) -> None:
    made = environment.database("", tmp_path)
    assert made["NAME"] == str(tmp_path / "motcua.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "recursive_triggers=ON" in made["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_taken_apart(tmp_path: Path) -> None:
    made = environment.database("postgresql://ng%C6%B0%E1%BB%9Di:m%40t@db:5433/mot%20cua?sslmode=require", tmp_path)
    assert (made["NAME"], made["USER"], made["PASSWORD"]) == ("mot cua", "người", "m@t")
    assert (made["HOST"], made["PORT"]) == ("db", "5433")
    assert made["OPTIONS"]["sslmode"] == "require"
    assert made["OPTIONS"]["pool"]["max_size"] == 8


def test_statements_are_prepared_unless_a_pooler_shares_connections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = environment.database("postgresql://m@db/motcua", tmp_path)
    assert made["OPTIONS"]["prepare_threshold"] == environment.PREPARED_AFTER
    monkeypatch.setenv("MOTCUA_DATABASE_PREPARED", "0")
    made = environment.database("postgresql://m@db/motcua", tmp_path)
    assert made["OPTIONS"]["prepare_threshold"] is None


def test_other_databases_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="mysql"):
        environment.database("mysql://x/y", tmp_path)
