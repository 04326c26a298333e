"""An export holds exactly the rows that a figure counts, in every format, without what its reader may not see."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.db import connection
from django.urls import reverse
from openpyxl.utils.escape import unescape

from motcua.audit.models import LogEntry
from motcua.common import clock
from motcua.common.formats import ZONE
from motcua.domain.errors import NotAllowed, NotFound
from motcua.domain.indicators.values import Dimension, Period
from motcua.domain.instants import local_date
from motcua.domain.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.figures.queries import figures, figures_by
from motcua.figures.questions import Part, Question
from motcua.jobs.models import Job
from motcua.jobs.registry import JobCancelled
from motcua.jobs.services.run import run_here
from motcua.organisation import services as organisation
from motcua.organisation.queries import actor_of_person
from motcua.organisation.roles import Role
from motcua.reporting.exports import dossier_rows, exporting, keeping, reading
from motcua.reporting.exports.asked import Asked, What, read
from motcua.reporting.exports.formats import FORMATS, Column, Kind, Table, spreadsheet
from motcua.reporting.opening.addresses import figure_url
from tests.cast import AT
from tests.factories import a_dossier, an_accepted, later

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from motcua.organisation.actors import Actor
    from tests.desk.conftest import Browser
    from tests.factories import World

pytestmark = pytest.mark.django_db

TODAY = local_date(AT)
QUESTION = Question(period=Period(TODAY - timedelta(days=20), TODAY + timedelta(days=1)))
NOW = later(AT, 30)


@pytest.fixture
def dossiers(world: World) -> list[str]:
    """The codes of three dossiers, one of them over."""
    return [each.code for each in (an_accepted(world), a_dossier(world, State.RESOLVED), an_accepted(world))]


def rows_asked(format_: str, code: str = "form06.3", **changes: Any) -> Asked:
    return Asked(what=What.ROWS, codes=(code,), question=QUESTION, format=format_, **changes)


def made(asked: Asked, actor: Actor) -> Path:
    """The file of an export, made by its job."""
    job = run_here(exporting.ask(asked, actor=actor, at=NOW), at=NOW)
    assert job.state == "done", job.note
    assert job.result["rows"] >= 0
    return keeping.file_of(actor.id, UUID(job.result["token"]))


def read_back(path: Path) -> list[dict[str, Any]]:
    """The rows of a file as a program reads them."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    if path.suffix == ".json":
        whole = json.loads(path.read_text(encoding="utf-8"))
        assert set(whole) == {"title", "about", "columns", "rows"}
        return list(whole["rows"])
    if path.suffix == ".parquet":
        found: list[dict[str, Any]] = pq.ParquetFile(path).read().to_pylist()
        return found
    names = [column.name for column in (dossier_rows.columns())]
    sheet = openpyxl.load_workbook(path)["Dữ liệu"]
    return [dict(zip(names, row, strict=True)) for row in list(sheet.iter_rows(values_only=True))[1:]]


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_each_format_holds_exactly_the_rows_of_the_figure(world: World, dossiers: list[str], format_: str) -> None:
    rows = read_back(made(rows_asked(format_), world.cast.leader))
    assert sorted(row["code"] for row in rows) == sorted(dossiers)
    assert len(rows) == figures(["form06.3"], QUESTION)["form06.3"].numerator
    outcomes = [row["outcome"] for row in rows if row["outcome"]]
    assert len(outcomes) == 1
    assert (outcomes == ["GRANTED"]) is (format_ != "xlsx")


def test_a_sheet_has_real_dates_and_says_what_it_is(world: World, dossiers: list[str]) -> None:
    book = openpyxl.load_workbook(made(rows_asked("xlsx"), world.cast.leader))
    about = {row[0]: row[1] for row in book["Giải thích"].iter_rows(values_only=True)}
    assert about["Mã số liệu"] == "form06.3"
    assert about["Địa chỉ định nghĩa"].endswith("/so-lieu/form06.3")
    accepted = book["Dữ liệu"]["J2"]
    assert accepted.value.date() == TODAY
    assert accepted.is_date


def test_text_that_looks_like_a_formula_is_text_in_every_file(world: World) -> None:
    an_accepted(world)
    Dossier.objects.update(title="=HYPERLINK(1)")
    sheet = openpyxl.load_workbook(made(rows_asked("xlsx"), world.cast.leader))["Dữ liệu"]
    assert (sheet["B2"].data_type, sheet["B2"].value) == ("s", "=HYPERLINK(1)")
    assert read_back(made(rows_asked("csv"), world.cast.leader))[0]["title"] == "'=HYPERLINK(1)"


def test_who_sees_the_dossier_gets_the_owner_and_a_superior_does_not(world: World, dossiers: list[str]) -> None:
    cast = world.cast
    assert all(row["owner_name"] for row in read_back(made(rows_asked("jsonl"), cast.leader)))
    person = organisation.add_person(full_name="Trịnh Thị Tỉnh", actor=cast.administrator, at=AT)
    organisation.grant_role(
        person_id=person.pk, role=Role.LEADER, unit_id=cast.province, starts_at=AT, actor=cast.administrator, at=AT
    )
    rows = read_back(made(rows_asked("jsonl"), actor_of_person(person.pk, NOW)))
    assert sorted(row["code"] for row in rows) == sorted(dossiers)
    assert {row["owner_name"] for row in rows} == {None}


def test_the_leader_of_another_commune_gets_none_of_the_rows(world: World, dossiers: list[str]) -> None:
    stranger = world.cast.members["neighbour_leader"].actor
    assert read_back(made(rows_asked("csv"), stranger)) == []
    asked = Asked(
        what=What.ROWS,
        codes=("form06.3",),
        question=Question(period=QUESTION.period, units=frozenset({world.cast.commune.id})),
        format="csv",
    )
    with pytest.raises(NotAllowed):
        exporting.ask(asked, actor=stranger, at=NOW)


def test_what_became_known_later_is_not_in_it(world: World, dossiers: list[str]) -> None:
    job = exporting.ask(rows_asked("csv", "form06.7"), actor=world.cast.leader, at=AT)
    assert job.arguments["known_at"] == AT.isoformat()
    with clock.set_to(NOW):
        assert figures(["form06.7"], QUESTION)["form06.7"].numerator == 1
    assert run_here(job, at=AT).result["rows"] == 0


def test_figures_are_one_row_for_each_unit_and_definition(world: World, dossiers: list[str]) -> None:
    asked = Asked(what=What.FIGURES, codes=("form06.3", "form06.7"), question=QUESTION, format="parquet")
    rows = read_back(made(asked, world.cast.leader))
    told = {(row["unit_code"], row["code"]): row["numerator"] for row in rows}
    whole = figures(asked.codes, QUESTION)
    assert {code: told[None, code] for code in asked.codes} == {code: whole[code].numerator for code in asked.codes}
    by_unit = figures_by(asked.codes, QUESTION, Dimension.COMPETENT_UNIT)[world.cast.commune.id]
    assert told["H72.15", "form06.3"] == by_unit["form06.3"].numerator
    assert (rows[0]["period_from"], rows[0]["period_to"]) == (QUESTION.period.starts, TODAY)
    assert rows[0]["definition"].endswith("/so-lieu/form06.3")
    assert rows[0]["value"] == Decimal(whole["form06.3"].numerator)


def test_the_stays_of_a_figure_of_steps_are_rows_too(world: World, dossiers: list[str]) -> None:
    asked = rows_asked("json", "steps.done")
    rows = read_back(made(asked, world.cast.leader))
    assert len(rows) == figures(["steps.done"], QUESTION)["steps.done"].numerator > 0
    assert {row["code"] for row in rows} <= set(dossiers)
    assert all(row["step"] and row["left_at"] for row in rows)
    assert read_back(made(rows_asked("csv", "steps.done"), world.cast.members["neighbour_leader"].actor)) == []


def test_a_file_of_no_row_is_whole_json(world: World) -> None:
    assert read_back(made(rows_asked("json"), world.cast.leader)) == []


def test_a_question_comes_back_from_its_job_as_it_was() -> None:
    question = Question(
        period=Period(date(2026, 1, 1), date(2026, 2, 1)),
        known_at=NOW,
        unit_by=Dimension.RECEIVING_UNIT,
        units=frozenset({3, 1}),
        only=((Dimension.CHANNEL, frozenset({"online"})), (Dimension.OFFICER, frozenset({None, 7}))),
    )
    asked = Asked(what=What.ROWS, codes=("form06.3",), question=question, format="csv", part=Part.BASE)
    assert read(json.loads(json.dumps(asked.as_json()))) == asked


@pytest.mark.parametrize("changes", [{"format": "exe"}, {"codes": ("no.such",)}, {"codes": ()}])
def test_what_nobody_knows_is_not_exported(changes: dict[str, Any]) -> None:
    with pytest.raises(NotFound):
        Asked(**{"what": What.ROWS, "codes": ("form06.3",), "question": QUESTION, "format": "csv", **changes})


def test_a_cancelled_or_broken_export_leaves_no_file(
    world: World, dossiers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_arguments: object) -> None:
        raise JobCancelled

    monkeypatch.setattr("motcua.jobs.services.running.Running.advance", stop)
    job = run_here(exporting.ask(rows_asked("xlsx"), actor=world.cast.leader, at=NOW), at=NOW)
    assert job.state == "cancelled"
    assert [path for path in keeping.folder().rglob("*") if path.is_file()] == []


def test_asked_again_by_a_worker_that_died_it_is_written_anew(world: World, dossiers: list[str]) -> None:
    job = exporting.ask(rows_asked("csv"), actor=world.cast.leader, at=NOW)
    first = run_here(job, at=NOW)
    type(job).objects.filter(pk=job.pk).update(state="running", leased_by="gone", next_at=NOW)
    again = run_here(type(job).objects.get(pk=job.pk), at=later(NOW, 1))
    assert (again.result["rows"], again.result["bytes"]) == (first.result["rows"], first.result["bytes"])
    assert len([path for path in keeping.folder().rglob("*") if path.is_file()]) == 1


def test_files_are_gone_after_a_week(world: World, dossiers: list[str]) -> None:
    path = made(rows_asked("csv"), world.cast.leader)
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC) + timedelta(minutes=1)
    keeping.forget(written)
    assert path.exists()
    keeping.forget(written + keeping.KEPT)
    assert not path.exists()


def test_taking_data_out_is_written_down(world: World, dossiers: list[str]) -> None:
    made(rows_asked("csv"), world.cast.leader)
    entry = LogEntry.objects.get(verb="reporting.exported")
    assert (entry.data["rows"], entry.data["codes"], entry.actor_id) == (3, ["form06.3"], world.cast.leader.id)


def test_from_the_rows_of_a_figure_to_the_file(browser: Browser, stranger: Client, dossiers: list[str]) -> None:
    leader = browser("leader")
    page = leader.get(figure_url("form06.3", QUESTION))
    action = page.content.decode().split('action="')[-1].split('"')[0].replace("&amp;", "&")
    assert action.startswith("/xuat-du-lieu/ho-so/form06.3?")
    job_url = leader.post(action, {"dinh_dang": "csv"}).headers["Location"]
    job = run_here(Job.objects.get(kind=exporting.JOB), at=clock.now())
    url = reverse("reporting:export_file", args=[job.result["token"]])
    assert url in leader.get(job_url).content.decode()
    answer = leader.get(url)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="form06.3-')
    file: Any = answer
    text = file.getvalue().decode()
    assert all(code in text for code in dossiers)
    assert stranger.get(url).status_code == 404


def test_figures_are_chosen_on_a_page(browser: Browser, dossiers: list[str]) -> None:
    leader = browser("leader")
    url = reverse("reporting:export_figures")
    assert leader.get(url).status_code == 200
    asked = {"nhom": "0", "tu": "01/01/2026", "den": "31/01/2026", "theo": "giai-quyet", "dinh_dang": "xlsx"}
    assert "/viec-nen/" in leader.post(url, asked).headers["Location"]
    wrong = leader.post(url, {**asked, "den": "01/01/2025"})
    assert (wrong.status_code, "Ngày kết thúc trước ngày bắt đầu" in wrong.content.decode()) == (422, True)


def test_a_sheet_keeps_what_is_hard_to_write(tmp_path: Path) -> None:
    columns = tuple(Column(kind.value, f"<{kind.value}>", kind) for kind in Kind)
    at = datetime(2026, 11, 18, 23, 59, 59, tzinfo=ZONE)
    hard = 'Đỗ & Con <ở> "5"\tdòng\nhai \x07 _x0041_'
    path = tmp_path / "hard.xlsx"
    with FORMATS["xlsx"](path, Table("A & B", columns, (("Kỳ", "<1>"),))) as writer:
        writer.write([(hard, 12, Decimal("0.5"), at.date(), at, True), ("", None, None, None, None, False)])
    book = openpyxl.load_workbook(path)
    assert (book.properties.title, book.active.title) == ("A & B", "Dữ liệu")
    sheet = book["Dữ liệu"]
    first, second, third = sheet.iter_rows(values_only=True)
    assert first == tuple(f"<{kind.value}>" for kind in Kind)
    assert unescape(second[0]) == hard
    assert second[1:] == (12, 0.5, datetime(2026, 11, 18), datetime(2026, 11, 18, 23, 59, 59), True)  # noqa: DTZ001
    assert third[1:] == (None, None, None, None, False)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F3")
    assert sheet["E2"].number_format == "hh:mm dd/mm/yyyy"
    assert sheet["A1"].font.bold


def test_what_does_not_fit_goes_on_in_the_next_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 2)
    path = tmp_path / "long.xlsx"
    with FORMATS["xlsx"](path, Table("Dài", (Column("n", "Số", Kind.WHOLE),))) as writer:
        writer.write([(number,) for number in range(5)])
    book = openpyxl.load_workbook(path)
    found = [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets[1:]]
    assert found == [["Số", 0, 1], ["Số", 2, 3], ["Số", 4]]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps pages in the process")
def test_an_export_leaves_the_store_its_memory() -> None:
    def kept() -> int:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size")
            return int(cursor.fetchone()[0])

    usual = kept()
    with reading.once():
        assert kept() == reading.CACHE
    assert kept() == usual
