"""`motcua dossiers import`, from files to what is printed; and the real log of a municipality."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from motcua.domain.errors import BadInput, FileUnreadable
from motcua.domain.lifecycle import State
from motcua.dossiers.models import Dossier, DossierEvent, DossierFact, ImportSource
from motcua.dossiers.services.take_over import Wanted, take_over
from tests.cast import AT, Cast
from tests.clock_columns import cached, rederive
from tests.dossiers.history.samples import CASES, EVENTS, LOG, MISSING, REAL, tables, write

pytestmark = pytest.mark.django_db

Capture = pytest.CaptureFixture[str]


def run(capsys: Capture, *arguments: Any) -> tuple[int, str]:
    """Exit status and what was printed."""
    status = 0
    try:
        call_command("dossiers", "import", *map(str, arguments))
    except CommandError as stop:
        status = stop.returncode
    return status, capsys.readouterr().out


def test_two_tables_are_imported_and_told_in_words(tmp_path: Path, capsys: Capture) -> None:
    status, said = run(capsys, *tables(tmp_path))
    assert status == 0
    assert "Nguồn old: 3 hồ sơ, 6 sự kiện; 2 đã kết thúc, 1 đang mở." in said
    assert "Kết thúc sau hạn đã hẹn: 1." in said
    assert "Đã ghi: 3 hồ sơ mới" in said
    assert "3 hồ sơ đã có, để nguyên" in run(capsys, *tables(tmp_path))[1]
    assert Dossier.objects.count() == 3


def test_one_json_object_has_the_figures_the_findings_and_the_bad_rows(tmp_path: Path, capsys: Capture) -> None:
    cases = CASES + "A-4,2025-03-09T08:00,2025-03-08T08:00,,e-mail,,\nA-1,,,,,,\n"
    status, said = run(capsys, *tables(tmp_path, cases), "--json")
    told = json.loads(said)
    assert status == 1
    assert {name: told[name] for name in ("dossiers", "events", "ended", "open", "ended_late")} == {
        "dossiers": 4, "events": 6, "ended": 3, "open": 1, "ended_late": 1,
    }  # fmt: skip
    assert (told["source"], told["new"], told["known"], told["rejected"], told["written"]) == ("old", 4, 0, 1, True)
    assert [(each["case"], each["code"], each["line"]) for each in told["anomalies"]] == [
        ("A-4", "ends_before_start", 5)
    ]
    assert {each["code"] for each in told["warnings"]} == {"no_deadline", "unknown_channel", "no_events"}
    assert told["rejections"] == [{"file": "old_cases.csv", "line": 6, "reason": "mã A-1 đã có ở dòng 2"}]


def test_bad_rows_are_told_in_words_up_to_twenty(tmp_path: Path, capsys: Capture) -> None:
    status, said = run(capsys, *tables(tmp_path, events=EVENTS + "B,x,2025-03-03,,,\n" * 25))
    assert status == 1
    assert "Không nhận, old_events.csv dòng 8: không có hồ sơ B" in said
    assert "… và 5 dòng nữa" in said


def test_one_bad_row_stops_all_when_asked(tmp_path: Path, capsys: Capture) -> None:
    files = tables(tmp_path, CASES + ",,,,,,\n")
    status, said = run(capsys, *files, "--all-or-nothing")
    assert (status, Dossier.objects.count(), ImportSource.objects.count()) == (1, 0, 0)
    assert "Chưa ghi gì vào kho." in said
    assert run(capsys, *tables(tmp_path), "--all-or-nothing")[0] == 0
    assert Dossier.objects.count() == 3


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: Capture) -> None:
    told = json.loads(run(capsys, *tables(tmp_path), "--dry-run", "--json")[1])
    assert (told["dossiers"], told["written"], Dossier.objects.count()) == (3, False, 0)


def test_a_log_and_its_tables_are_the_same_source(tmp_path: Path, capsys: Capture) -> None:
    run(capsys, *tables(tmp_path))
    told = json.loads(run(capsys, write(tmp_path, "old.xes.gz", LOG), "--json")[1])
    assert (told["new"], told["known"]) == (0, 2)
    assert {each["code"] for each in told["warnings"]} >= {"changed_since"}


def test_a_mapping_and_a_name_are_followed(tmp_path: Path, capsys: Capture) -> None:
    mapping = write(tmp_path, "m.toml", "[source]\nname='Phần mềm cũ'\n[activities]\n'Từ chối'='REFUSED'\n")
    assert "Nguồn Phần mềm cũ" in run(capsys, *tables(tmp_path), "--mapping", mapping, "--source", "moi")[1]
    assert Dossier.objects.get(code="moi:A-2").outcome == "REFUSED"
    assert ImportSource.objects.get().mapping["activities"] == {"tu choi": "REFUSED"}


def test_a_unit_is_named_by_its_code(cast: Cast, tmp_path: Path) -> None:
    cases, events = tables(tmp_path)
    take_over(Wanted(cases, events, unit="H72.15"), at=AT)
    assert ImportSource.objects.get().unit_id == cast.commune.id
    with pytest.raises(BadInput, match=r"H99\.99"):
        take_over(Wanted(cases, events, unit="H99.99"), at=AT)


def test_tables_need_two_files_and_a_log_one(tmp_path: Path) -> None:
    cases, events = tables(tmp_path)
    with pytest.raises(FileUnreadable, match="tệp CSV sự kiện"):
        take_over(Wanted(cases), at=AT)
    with pytest.raises(FileUnreadable, match=r"nowhere\.csv"):
        take_over(Wanted(tmp_path / "nowhere.csv", events), at=AT)
    with pytest.raises(FileUnreadable, match="chỉ đưa một tệp"):
        take_over(Wanted(write(tmp_path, "old.xes", LOG), events), at=AT)
    assert ImportSource.objects.count() == 0


def test_a_file_that_is_broken_in_the_middle_writes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "old.xes", LOG[:-20])
    with pytest.raises(FileUnreadable):
        take_over(Wanted(path), at=AT)
    assert Dossier.objects.count() == 0


@pytest.mark.skipif(not REAL.exists(), reason=MISSING)
@pytest.mark.parametrize("files", [("receipt_cases.csv", "receipt_events.csv.gz"), ("receipt.xes.gz",)])
@pytest.mark.untraced
def test_the_real_log_arrives_whole(files: tuple[str, ...], capsys: Capture) -> None:
    status, said = run(capsys, *(REAL / name for name in files), "--json")
    told = json.loads(said)
    assert status == 0
    assert {name: told[name] for name in ("dossiers", "events", "ended", "open", "ended_late", "new")} == {
        "dossiers": 1434, "events": 8577, "ended": 1329, "open": 105, "ended_late": 377, "new": 1434,
    }  # fmt: skip
    assert sorted(each["case"] for each in told["anomalies"]) == ["case-10862", "case-8267"]
    assert {each["code"] for each in told["warnings"]} == {"event_after_end", "unknown_channel", "event_before_start"}
    assert told["rejections"] == []
    _check_store()
    again = json.loads(run(capsys, *(REAL / name for name in files), "--json")[1])
    assert (again["new"], again["grown"], again["known"], again["dossiers"]) == (0, 0, 1434, 1434)


def _check_store() -> None:
    """What stands in the store gives the same figures, and every due date derives again."""
    assert Dossier.objects.count() == 1434
    assert DossierEvent.objects.filter(data__has_key="activity").count() == 8577
    assert Dossier.objects.filter(state=State.RETURNED).count() == 1329
    assert Dossier.objects.filter(state=State.IN_PROGRESS, processing_ended_at=None).count() == 105
    assert Dossier.objects.filter(processing_ended_at__gt=F("due_at")).count() == 377
    assert DossierFact.objects.filter(official=True).count() == 0
    assert not DossierEvent.objects.filter(data__icontains="Resource").exists()
    for dossier in Dossier.objects.order_by("pk")[:50]:
        assert rederive(dossier) == cached(dossier)
