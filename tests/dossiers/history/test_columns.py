"""Which column holds what, and what the source's words mean."""

from pathlib import Path

import pytest

from motcua.domain.errors import BadInput, FileUnreadable
from motcua.domain.lifecycle import Outcome, State
from motcua.domain.worktime import ZONE
from motcua.dossiers.services.history.columns import CASE_COLUMNS, Ending, find, layout_of, slug_of_file
from tests.dossiers.history.samples import layout, write

MAPPING = """
[source]
slug = "cu"
name = "Phần mềm cũ"
procedure = "Cấp phép xây dựng"
zone = "Europe/Amsterdam"

[cases]
case = "Số hồ sơ"
end = "Xong"

[events]
activity = "Việc"

[channels]
"e-mail" = "online"

[results]
"Đã cấp" = "GRANTED"
"Công dân rút" = "WITHDRAWN"

[activities]
"Ban hành văn bản từ chối" = "REFUSED"

[ended]
state = "RESOLVED"
"""

JSON = '{"source": {"slug": "cu"}, "channels": {"e-mail": "online"}}'


@pytest.mark.parametrize(
    ("file", "slug"),
    [
        ("receipt_cases.csv", "receipt"),
        ("receipt.xes.gz", "receipt"),
        ("Receipt-Cases.CSV.gz", "receipt"),
        ("cases.csv", "cases"),
        ("Hồ sơ đất đai 2024.csv", "ho-so-dat-dai-2024"),
        ("đất đai_hồ sơ.csv", "dat-dai"),
        ("….csv", "nguon"),
        ("x" * 50 + ".csv", "x" * 32),
    ],
)
def test_a_source_is_named_after_its_file(file: str, slug: str) -> None:
    assert slug_of_file(file) == slug


def test_columns_are_found_by_many_names_without_case_and_diacritics() -> None:
    found = find(["MÃ HỒ SƠ", "Ngay hen tra", "startdate", "other"], CASE_COLUMNS, {})
    assert found == {"case": "MÃ HỒ SƠ", "deadline": "Ngay hen tra", "start": "startdate"}


def test_a_column_that_was_told_wins_and_must_be_there() -> None:
    assert find(["case", "Số"], CASE_COLUMNS, {"case": "số"})["case"] == "Số"
    with pytest.raises(BadInput, match="Không có cột này; tệp có: case"):
        find(["case"], CASE_COLUMNS, {"case": "nope"})


def test_a_mapping_file_says_everything(tmp_path: Path) -> None:
    told = layout_of(write(tmp_path, "m.toml", MAPPING), "old_cases.csv")
    assert (told.slug, told.name, told.procedure, told.zone.key) == (
        "cu", "Phần mềm cũ", "Cấp phép xây dựng", "Europe/Amsterdam",
    )  # fmt: skip
    assert told.case_columns == {"case": "Số hồ sơ", "end": "Xong"}
    assert told.channel_of("E-Mail") == told.channel_of("internet") == "online"
    assert told.channel_of("Intern") == ""
    assert told.ending_of("đã cấp", "") == Ending(State.RESOLVED, Outcome.GRANTED)
    assert told.ending_of("Công dân rút", "") == Ending(State.ENDED, Outcome.WITHDRAWN)
    assert told.ending_of("", "ban hành văn bản từ chối").outcome is Outcome.REFUSED
    assert told.ending_of("", "Lưu") == Ending(State.RESOLVED, None)
    assert told.as_data()["results"] == {"da cap": "GRANTED", "cong dan rut": "WITHDRAWN"}


def test_a_mapping_file_may_be_json_and_say_little(tmp_path: Path) -> None:
    told = layout_of(write(tmp_path, "m.json", JSON), "old_cases.csv")
    assert (told.slug, told.name, told.zone, told.channel_of("e-mail")) == ("cu", "cu", ZONE, "online")


def test_without_a_mapping_nothing_is_guessed_about_the_outcome() -> None:
    assert layout().ending_of("Verleend", "T10") == Ending(State.RETURNED, None)


def test_the_name_on_the_command_line_wins(tmp_path: Path) -> None:
    assert layout_of(write(tmp_path, "m.json", JSON), "old_cases.csv", "moi").slug == "moi"


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        ("[sources]\n", BadInput, "sources"),
        ("[cases]\ncolour = 'x'\n", BadInput, r"cases\.colour"),
        ("[cases]\ncase = 3\n", BadInput, "phải là chữ"),
        ("cases = 3\n", BadInput, "phải là một bảng"),
        ("[channels]\nx = 'pigeon'\n", BadInput, "direct, post, online"),
        ("[results]\nx = 'YES'\n", BadInput, "GRANTED"),
        ("[ended]\nstate = 'DRAFT'\n", BadInput, "RETURNED, RESOLVED"),
        ("[source]\nzone = 'Mars/Base'\n", BadInput, "múi giờ"),
        ("[source]\nslug = 'A B'\n", BadInput, "Tên ngắn"),
        ("{]", FileUnreadable, "TOML hoặc JSON"),
        ("= 3", FileUnreadable, "TOML hoặc JSON"),
        ('{"a":' * 100_000, FileUnreadable, "TOML hoặc JSON"),
        (b"\xff\xfe\xff", FileUnreadable, "UTF-8"),
    ],
)
def test_a_mapping_that_cannot_be_followed_is_refused(
    tmp_path: Path, content: str | bytes, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        layout_of(write(tmp_path, "m.toml", content), "old_cases.csv")
