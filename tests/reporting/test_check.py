"""`motcua report check` on the tables of four articles, and on lines that cannot be read."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.domain.errors import FileUnreadable
from motcua.domain.published import Column, Count, Qualifier
from motcua.reporting.published_table import COUNTS, TEXTS, read_file

TABLES = Path(__file__).parent / "tables"
PAGE = Path(__file__).parents[2] / "docs" / "formats" / "published-table.md"
Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *words: str) -> tuple[int, str]:
    """Exit status and output of a command."""
    try:
        call_command("report", "check", *words)
    except CommandError as leaving:
        return leaving.returncode, capsys.readouterr().out
    return 0, capsys.readouterr().out


def told(capsys: Capture, name: str) -> tuple[int, dict[str, Any], list[tuple[str, str, int]]]:
    """Status, the object, and what is not right: rule, verdict, line."""
    status, out = run(capsys, str(TABLES / f"{name}.csv"), "--json")
    found = json.loads(out)
    wrong = [
        (each["rule"], each["verdict"], each["line"])
        for each in found["findings"]
        if each["verdict"] in {"fails", "warns"}
    ]
    return status, found, wrong


def test_bac_quang_calls_resolved_over_received_a_rate_on_time(capsys: Capture) -> None:
    status, found, wrong = told(capsys, "bac-quang-2021")
    assert (status, found["rows"], found["rejections"]) == (1, 3, [])
    assert wrong == [("K-04", "fails", 3), ("K-05", "warns", 5)]
    named = next(each for each in found["findings"] if each["rule"] == "K-04" and each["line"] == 3)
    assert named["numbers"]["rate"] == "87.03"
    assert named["numbers"]["computed"] == "100.00"
    assert named["numbers"]["explained_by"].split("; ") == ["in_time/received", "resolved/received"]
    assert named["message"] == (
        "87,03 % không phải «trước và đúng hạn» trên «đã giải quyết»: 5.033 / 5.033 = 100,00 %. Tỷ lệ này là: "
        "trước và đúng hạn / tiếp nhận trong kỳ = 5.033 / 5.783; đã giải quyết / tiếp nhận trong kỳ = 5.033 / 5.783."
    )
    held = [each["message"] for each in found["findings"] if each["verdict"] == "holds"]
    assert "tiếp nhận trong kỳ: 52.031 khớp các phần (52.031)." in held
    assert "đang giải quyết: 750 khớp các phần (750)." in held
    assert "12,97 % «đang giải quyết, chưa đến hạn» trên «tiếp nhận trong kỳ» đúng bằng 750 / 5.783." in held


def test_a_base_without_a_rate_is_said_and_not_dropped(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    lines = ("scope,period,closing,source,received,resolved,base", "Xã A,quý I/2026,14/03/2026,BC 5,7,7,resolved")
    file.write_text("\n".join(lines), encoding="utf-8")
    status, out = run(capsys, str(file), "--json")
    [warned] = [each for each in json.loads(out)["findings"] if each["verdict"] == "warns"]
    assert (status, warned["rule"], warned["line"], warned["numbers"]["base"]) == (0, "K-03", 2, "resolved")
    assert warned["message"] == "Ghi mẫu số «đã giải quyết» mà không ghi tỷ lệ nào: không có gì để tính lại."


def test_dak_glong_leaves_927_dossiers_nowhere(capsys: Capture) -> None:
    status, found, wrong = told(capsys, "dak-glong-2017")
    assert (status, wrong) == (1, [("K-02", "fails", 2)])
    missing = next(each for each in found["findings"] if each["verdict"] == "fails")
    assert missing["numbers"]["missing"] == 927
    assert missing["message"].startswith("927 trong 6.952 hồ sơ không thấy ở đâu: đã giải quyết 6.025")


def test_cao_lanh_gives_a_rate_without_base_a_share_without_number_and_a_period_not_over(capsys: Capture) -> None:
    status, found, wrong = told(capsys, "cao-lanh-2022")
    assert status == 1
    assert wrong == [
        ("K-03", "fails", 2),
        ("K-08", "warns", 2),
        ("K-03", "fails", 3),
        ("K-08", "warns", 4),
        ("K-08", "warns", 5),
    ]
    said = " ".join(each["message"] for each in found["findings"])
    assert "Có 186 hồ sơ quá hạn thì mẫu số phải từ 12.872 đến 12.961." in said
    assert "Tỷ lệ «quá hạn» được nhắc đến mà không có con số." in said
    assert "quá hạn: 186 khớp các phần (186)." in said
    assert "Kỳ «quý II/2022» đến 14/06/2022 mới hết, mà số liệu chốt ngày 26/04/2022." in said


def test_ha_dong_adds_up_and_is_still_doubtful(capsys: Capture) -> None:
    status, found, wrong = told(capsys, "ha-dong-2019")
    assert (status, wrong) == (0, [("K-05", "warns", 2)])
    assert found["fails"] == 0
    assert any("107.103 khớp các phần (107.103)" in each["message"] for each in found["findings"])


def test_people_read_one_line_for_each_finding(capsys: Capture) -> None:
    status, out = run(capsys, str(TABLES / "dak-glong-2017.csv"))
    lines = out.strip().splitlines()
    assert status == 1
    assert lines[0].startswith(
        "Dòng 2, Bộ phận Một cửa huyện: K-02 đúng (Nhận bằng đã giải quyết cộng đang giải quyết)."
    )
    assert any("K-02 SAI" in line and "927 trong 6.952" in line for line in lines)
    assert lines[-1].startswith("1 dòng: 1 điều sai, 0 điều lưu ý")


HEAD = "đơn vị,thuộc,kỳ,từ ngày,đến ngày,tiếp nhận,tỷ lệ,tỷ lệ của,mẫu số,còn nhắc trễ hạn\n"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("A,,,,,5.78,,,,", "“5.78” không phải là số hồ sơ; viết như 5783, 5.783 hoặc trên 5.783"),
        ("A,,,,,nhiều 5,,,,", "“nhiều 5” không phải là số hồ sơ"),
        ('A,,,,,"5,783",,,,', "“5,783” không phải là số hồ sơ"),
        ("A,,,,,98 %,,,,", "“98 %” không phải là số hồ sơ"),
        (f"A,,,,,{'9' * 5000},,,,", "“999"),
        ("A,,,,,,nhiều,,,", "“nhiều” không phải là tỷ lệ; viết như 87,03 %"),
        ("A,,,,,,90,lạ,,", "“lạ” không phải là tên số liệu; dùng một trong: nộp đến"),
        ("A,,,31/02/2022,,,,,,", "“31/02/2022” không phải là ngày; viết như 14/06/2021"),
        ("A,,,hôm qua,,,,,,", "“hôm qua” không phải là ngày"),
        ("A,,,2022-02-01,2022-01-01,,,,,", "ngày đầu kỳ sau ngày cuối kỳ"),
        ("A,,,,,,,,,có lẽ", "“có lẽ” không phải là có hoặc không"),
        (",,,,,,90,,,", "không có đơn vị; dòng như vậy chỉ được ghi thêm một tỷ lệ"),
        ("A,Toàn huyện,,,,,,,,", "thuộc “Toàn huyện” nhưng không có dòng nào"),
        ("A,B", "có 2 ô, cần 10 ô như dòng tên cột"),
    ],
)
def test_a_bad_line_is_named_with_its_remedy(tmp_path: Path, capsys: Capture, line: str, reason: str) -> None:
    file = tmp_path / "bang.csv"
    file.write_text(HEAD + line + "\n", encoding="utf-8")
    status, out = run(capsys, str(file))
    assert status == 1
    assert f"Dòng 2: {reason}" in out
    assert "1 dòng không đọc được." in out


def test_a_scope_stands_once_in_a_period(tmp_path: Path) -> None:
    file = tmp_path / "bang.csv"
    file.write_text(HEAD + "A,,năm 2020,,,1,,,,\nA,,năm 2021,,,1,,,,\nA,,năm 2020,,,2,,,,\n", encoding="utf-8")
    reading = read_file(file)
    assert [row.line for row in reading.rows] == [2, 3]
    assert [(each.line, each.reason[:30]) for each in reading.rejected] == [(4, "“A” đã có một dòng trong kỳ này"[:30])]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("52.031", Count(52031)),
        ("52031", Count(52031)),
        ("trên 12.375", Count(12375, Qualifier.OVER)),
        ("> 12.375", Count(12375, Qualifier.OVER)),
        ("ít nhất 5", Count(5, Qualifier.AT_LEAST)),
        ("khoảng 500", Count(500, Qualifier.ABOUT)),
    ],
)
def test_numbers_are_read_with_what_stands_before_them(tmp_path: Path, text: str, count: Count) -> None:
    file = tmp_path / "bang.csv"
    file.write_text(f"scope,received\nA,{text}\n", encoding="utf-8-sig")
    assert read_file(file).rows[0].counts == {Column.RECEIVED: count}


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"\xff\xfe", "mã UTF-8"),
        (b"", "Tệp trống"),
        (b"scope,x\nA,1\n", "Không biết cột “x”"),
        ("scope,đơn vị\n".encode(), "Cột “scope” có hai lần"),
        (b"received\n1\n", "Thiếu cột “đơn vị”"),
        (b'scope,received\n"A,1\n', "dấu ngoặc kép"),
        (b"scope,received\n", "không có dòng số liệu nào"),
        (b"scope\n" + b"x" * 5_000_001, "lớn hơn 5 MB"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_as_a_whole(tmp_path: Path, content: bytes, remedy: str) -> None:
    file = tmp_path / "bang.csv"
    file.write_bytes(content)
    with pytest.raises(FileUnreadable, match=remedy):
        read_file(file)


def test_a_missing_file_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="tệp CSV có thật"):
        read_file(tmp_path / "không có.csv")


def test_the_format_is_told_with_every_name_that_is_tried() -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = [name for group in (*TEXTS.values(), *COUNTS.values()) for name in group]
    assert [name for name in names if f"`{name}`" not in page] == []
