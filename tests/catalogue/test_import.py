"""`motcua catalogue import`: every record arrives, twice changes nothing, bad lines are told."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.catalogue.models import ChannelLimit, Component, Procedure, ProcedureVersion
from motcua.catalogue.services.import_national import import_reading, read_file
from motcua.catalogue.vocabulary import LimitStatus
from motcua.common import clock
from motcua.domain.errors import FileUnreadable
from motcua.organisation.actors import import_actor
from tests.catalogue.records import method, record, write_file

pytestmark = pytest.mark.django_db

AT = datetime(2026, 2, 11, 2, 0, tzinfo=UTC)
NATIONAL = Path(__file__).parents[2].parent / "shared/data/tthc/tthc_dvcqg_2026-07.jsonl.gz"
COUNTS = {
    "records": 2642,
    "imported": 2642,
    "rejected": 0,
    "with_limit_unit": 2149,
    "number_without_unit": 313,
    "prose_only": 180,
    "with_components": 2581,
    "with_cases": 625,
    "ambiguous": 58,
}


def run(*args: str, capsys: pytest.CaptureFixture[str], at: datetime = AT) -> tuple[int, dict[str, Any]]:
    """The command's exit status and what it printed as JSON."""
    status = 0
    with clock.set_to(at):
        try:
            call_command("catalogue", *args, "--json")
        except CommandError as end:
            status = end.returncode
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.untraced
def test_the_national_file_arrives_whole(capsys: pytest.CaptureFixture[str]) -> None:
    if not NATIONAL.exists():
        pytest.skip("the national file is not beside the checkout (../shared/data/tthc)")
    shipped = set(Procedure.objects.values_list("code", flat=True))
    status, said = run("import", str(NATIONAL), capsys=capsys)
    assert status == 0
    assert {key: said[key] for key in COUNTS} == COUNTS
    assert said["new_versions"] + said["unchanged"] == 2642
    with gzip.open(NATIONAL, "rt", encoding="utf-8") as lines:
        codes = {json.loads(line)["code"] for line in lines}
    assert set(Procedure.objects.values_list("code", flat=True)) == codes | shipped
    _, again = run("import", str(NATIONAL), capsys=capsys, at=AT + timedelta(days=1))
    assert (again["new_procedures"], again["new_versions"], again["unchanged"]) == (0, 0, 2642)


def test_a_record_arrives_with_cases_papers_limits_fees_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = run("import", str(write_file(tmp_path, record())), capsys=capsys)
    assert (status, said["imported"], said["new_procedures"]) == (0, 1, 1)
    version = ProcedureVersion.objects.get(procedure__code="9.000001")
    assert (version.number, str(version.valid_from), version.limit_class) == (1, "2026-02-11", "with_limit_unit")
    assert version.sector.name == "Thử nghiệm"
    assert [(limit.channel, limit.limit, limit.status) for limit in version.limits.all()] == [
        ("direct", "5 working_days", "confirmed"),
        ("online", "5 working_days", "confirmed"),
    ]
    assert version.limits.first().confirmed_by_label == "danh-muc.jsonl"  # type: ignore[union-attr]
    papers = Component.objects.filter(case__version=version)
    assert [(paper.kind, paper.required) for paper in papers] == [("document", True), ("note", False)]
    assert version.results.get().code == "KQ.G15.000999"


def test_importing_twice_changes_nothing_and_a_changed_record_is_a_new_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", str(write_file(tmp_path, record())), capsys=capsys)
    _, same = run("import", str(write_file(tmp_path, record())), capsys=capsys, at=AT + timedelta(days=2))
    assert (same["new_versions"], same["unchanged"]) == (0, 1)
    changed = record(methods=[method(amount=7.0)])
    _, said = run("import", str(write_file(tmp_path, changed)), capsys=capsys, at=AT + timedelta(days=3))
    assert (said["new_procedures"], said["new_versions"]) == (0, 1)
    first, second = ProcedureVersion.objects.filter(procedure__code="9.000001").order_by("number")
    assert (str(first.valid_to), str(second.valid_from), second.valid_to) == ("2026-02-14", "2026-02-14", None)
    assert ChannelLimit.objects.get(version=second).limit == "7 working_days"
    # Back to the first text: that is a third publication, not the first one again.
    _, back = run("import", str(write_file(tmp_path, record())), capsys=capsys, at=AT + timedelta(days=3))
    assert back["new_versions"] == 1
    assert ProcedureVersion.objects.filter(procedure__code="9.000001", valid_to__isnull=True).get().number == 3


def test_bad_lines_are_told_by_number_and_the_rest_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_file(
        tmp_path, record(), "", "{hỏng", record(), record("x"), record("9.000002"), name="danh-muc.jsonl.gz"
    )
    status, said = run("import", str(file), capsys=capsys)
    assert status == 1
    assert (said["records"], said["imported"], said["rejected"]) == (5, 2, 3)
    assert [each["line"] for each in said["rejections"]] == [3, 4, 5]
    assert "dòng 1" in said["rejections"][1]["reason"]
    assert Procedure.objects.filter(code__startswith="9.").count() == 2


def test_all_or_nothing_and_dry_run_write_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_file(tmp_path, record(), "{")
    status, said = run("import", str(file), "--all-or-nothing", capsys=capsys)
    assert (status, said["imported"], said["new_versions"]) == (1, 0, 0)
    _, neither = run("import", str(file), "--all-or-nothing", "--dry-run", capsys=capsys)
    assert (neither["imported"], neither["new_versions"]) == (0, 0)
    _, dry = run("import", str(file), "--dry-run", capsys=capsys)
    assert (dry["imported"], dry["dry_run"]) == (1, True)
    assert not Procedure.objects.filter(code__startswith="9.").exists()


def test_a_dry_run_tells_what_an_import_would_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("new_procedures", "new_versions", "unchanged")
    read_before = ProcedureVersion.objects.filter(origin="shipped", published_hash="").exclude(decision_no="").first()
    assert read_before is not None
    again = record(read_before.procedure.code, decision_no=read_before.decision_no)
    for lines in ((record(), again), (record(name="Tên khác"), again, record("9.000002"))):
        file = write_file(tmp_path, *lines)
        _, dry = run("import", str(file), "--dry-run", capsys=capsys)
        _, twice = run("import", str(file), "--dry-run", capsys=capsys)
        _, done = run("import", str(file), capsys=capsys)
        assert [dry[name] for name in names] == [twice[name] for name in names] == [done[name] for name in names]
        assert done["unchanged"] == 1


def test_words_are_printed_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError):
        call_command("catalogue", "import", str(write_file(tmp_path, record(), "{")))
    said = capsys.readouterr().out
    assert "Dòng 2: JSON hỏng" in said
    assert "bản ghi trong tệp" in said


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileUnreadable):
        read_file(tmp_path / "không-có.jsonl")
    broken = write_file(tmp_path, record(), name="x.jsonl.gz")
    broken.write_bytes(broken.read_bytes()[:-12])
    with pytest.raises(FileUnreadable):
        read_file(broken)
    monkeypatch.setattr("motcua.catalogue.services.import_national.MOST_BYTES", 10)
    with pytest.raises(FileUnreadable):
        read_file(write_file(tmp_path, record()))


def test_lines_that_are_no_text_or_too_deep_are_rejected(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(b'{"name": "\xff"}\n' + b"[" * 100_000 + b"\n")
    assert [each.line for each in read_file(file).rejected] == [1, 2]


@pytest.mark.parametrize("sign", ["\\u0000", "\\ud800"])
def test_signs_that_no_database_keeps_are_rejected_wherever_they_stand(tmp_path: Path, sign: str) -> None:
    lines = [json.dumps(record()), json.dumps(record("9.000002", conditions="X")).replace('"X"', f'"a{sign}b"')]
    file = tmp_path / "x.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    reading = read_file(file)
    assert (len(reading.publications), [each.line for each in reading.rejected]) == (1, [2])


def test_a_shipped_version_under_the_same_decision_keeps_its_confirmed_limits(tmp_path: Path) -> None:
    shipped = ProcedureVersion.objects.select_related("procedure", "sector").filter(origin="shipped").first()
    assert shipped is not None
    published = record(shipped.procedure.code, decision_no=shipped.decision_no, methods=[method(amount=1.0, unit=None)])
    actor = import_actor("thử")
    first = import_reading(read_file(write_file(tmp_path, published)), actor=actor, at=AT)
    assert (first.new_versions, first.unchanged) == (0, 1)
    shipped.refresh_from_db()
    assert shipped.valid_to is None
    # When the publication itself changes, that is a new version, doubtful as published.
    later = import_reading(
        read_file(write_file(tmp_path, published | {"conditions": "mới"})), actor=actor, at=AT + timedelta(days=1)
    )
    assert later.new_versions == 1
    new = ProcedureVersion.objects.get(procedure=shipped.procedure, valid_to__isnull=True)
    assert {limit.status for limit in new.limits.all()} == {LimitStatus.NUMBER_WITHOUT_UNIT}
