"""Files that are packed, broken, too large, or bombs."""

import gzip
from pathlib import Path

import pytest

from motcua.domain.errors import FileUnreadable
from motcua.dossiers.services.history import files, tables, xes
from motcua.dossiers.services.history.values import Record, Rejection
from tests.dossiers.history.samples import LOG, write


def rows(path: Path) -> tuple[list[Record], list[Rejection]]:
    rejected: list[Rejection] = []
    return list(tables.records(path, rejected, lambda names: None)), rejected


def drain(path: Path) -> int:
    with files.opened(path) as stream:
        return sum(len(chunk) for chunk in iter(lambda: stream.read(1 << 20), b""))


def test_a_packed_file_is_read_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(gzip.compress(b"a,b\n1,2\n"))
    assert rows(path)[0] == [Record(2, {"a": "1", "b": "2"})]


def test_a_gzip_bomb_is_stopped_at_the_limit(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.csv.gz"
    bomb.write_bytes(gzip.compress(b"0" * 1_000_000) * (files.MOST_UNPACKED // 1_000_000 + 1))
    assert bomb.stat().st_size < 1_000_000
    with pytest.raises(FileUnreadable, match="200 MB"):
        drain(bomb)


def test_a_plain_file_has_the_same_limit(tmp_path: Path) -> None:
    path = write(tmp_path, "long.csv", b"a\n" + b"0\n" * 100)
    with pytest.raises(FileUnreadable), files.opened(path, most=100) as stream:
        stream.read()
    with files.opened(path, most=202) as stream:
        assert len(stream.read()) == 202


def test_a_packed_file_that_is_cut_off_is_no_file(tmp_path: Path) -> None:
    whole = write(tmp_path, "whole.csv.gz", "a,b\n" + "1,2\n" * 5000).read_bytes()
    for broken in (whole[: len(whole) // 2], whole[:-4] + b"xxxx", b"\x1f\x8b\x08rubbish"):
        path = tmp_path / "cut.csv.gz"
        path.write_bytes(broken)
        with pytest.raises(FileUnreadable, match="gzip"):
            rows(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match=r"nowhere\.csv"):
        rows(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("text", ["a;b\n1;2\n", "a\tb\n1\t2\n", '\ufeff"a",b\r\n"1",2\r\n', "a|b\n1|2"])
def test_the_usual_ways_to_write_a_table_are_understood(tmp_path: Path, text: str) -> None:
    assert rows(write(tmp_path, "t.csv", text)) == ([Record(2, {"a": "1", "b": "2"})], [])


def test_lines_are_counted_through_cells_with_line_breaks_and_empty_lines(tmp_path: Path) -> None:
    found, rejected = rows(write(tmp_path, "t.csv", 'a,b\n1,"x\ny"\n\n2,z\n3\n4,5,6\n'))
    assert [(r.line, r.values["a"]) for r in found] == [(2, "1"), (5, "2")]
    assert [(r.line, r.reason) for r in rejected] == [
        (6, "có 1 ô, dòng tiêu đề có 2 cột"),
        (7, "có 3 ô, dòng tiêu đề có 2 cột"),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tên các cột"),
        (b"\n1,2\n", "tên các cột"),
        (b"a,b,a\n1,2,3\n", "trùng tên: a"),
        ("a,b\nđ,1\n".encode("cp1258"), "UTF-8"),
        (b"a,b\n" + b"x" * 200_000 + b",1\n", "CSV"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_what_to_do(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(FileUnreadable, match=words):
        rows(write(tmp_path, "t.csv", content))


def test_a_log_is_told_from_a_table_by_its_first_sign(tmp_path: Path) -> None:
    assert files.is_xml(write(tmp_path, "a.csv", LOG))
    assert files.is_xml(write(tmp_path, "b.xes.gz", "\ufeff  " + LOG))
    assert files.is_xml(write(tmp_path, "c.xes", LOG.replace("UTF-8", "UTF-16").encode("utf-16")))
    assert not files.is_xml(write(tmp_path, "d.xes", "case,start\n"))


def test_a_log_gives_only_what_stands_directly_below_trace_and_event(tmp_path: Path) -> None:
    first, second = xes.traces(write(tmp_path, "old.xes.gz", LOG))
    assert (first.record.line, first.record.values["concept:name"], len(first.record.values)) == (5, "A-1", 5)
    assert [event.values["concept:name"] for event in first.events] == ["Nhận hồ sơ", "Thẩm định"]
    assert (second.record.values["concept:name"], second.events) == ("A-3", [])


def test_a_log_in_another_encoding_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "old.xes", LOG.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert next(xes.traces(path)).events[0].values["concept:name"] == "Nhận hồ sơ"


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<log><trace><string key="concept:name" value="&b;"/></trace></log>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>'


@pytest.mark.parametrize("content", [LAUGHS, OUTSIDE, "<!DOCTYPE log><log/>"])
def test_a_log_that_declares_entities_or_a_document_type_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(FileUnreadable, match="DTD"):
        list(xes.traces(write(tmp_path, "bad.xes", content)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<html/>", "phần tử gốc"),
        ("<log><trace>", "hỏng ở dòng 1"),
        ("<log>&unknown;</log>", "hỏng"),
        ("", "hỏng"),
        ("<log>" + "<string>" * 100, "quá sâu"),
        ('<?xml version="1.0" encoding="klingon"?><log/>', "không đọc được|hỏng"),
    ],
)
def test_what_is_no_log_is_refused_with_what_is_wrong(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(FileUnreadable, match=words):
        list(xes.traces(write(tmp_path, "bad.xes", content)))
