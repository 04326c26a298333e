"""Reports through the real services: counted, checked, approved, frozen, received, returned, corrected."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from motcua.common import clock
from motcua.domain.errors import BadInput, Conflict, NotAllowed, NotFound
from motcua.domain.errors_reporting import (
    CheckedByCollector,
    PeriodNotOver,
    ReportExists,
    ReportNotCollected,
    ReportStepNotPossible,
    ReportTampered,
    ReportUnbalanced,
)
from motcua.domain.published import Count, Qualifier
from motcua.domain.report_periods import PeriodKind, period_of
from motcua.domain.report_sheets import DENOMINATOR, Origin, SheetKind, merged, total
from motcua.domain.report_states import ReportAction, ReportState
from motcua.domain.typed_figures import TypedFigure
from motcua.dossiers.models import Dossier
from motcua.organisation.actors import system_actor
from motcua.reporting.models import Report, ReportEvent, ReportVersion
from motcua.reporting.reports.freezing import thawed
from motcua.reporting.reports.layout import Cell
from motcua.reporting.reports.opening import Opener
from motcua.reporting.reports.queries.reports import access_report, sheet_of, version_of
from motcua.reporting.reports.services.declare import declare
from motcua.reporting.reports.services.reporting import act, collect, findings_of, open_report
from motcua.reporting.reports.services.verifying import differences, said, verify
from motcua.reporting.reports.told import changed_lines
from tests.cast import AT, Cast
from tests.factories import a_world, an_accepted, later
from tests.reporting.reported import (
    AFTER,
    MONTH,
    a_late_entry,
    brought_to,
    collected,
    some_dossiers,
    superior,
    tampered,
)


def cells_of(report: Report) -> dict[str, int]:
    sheet = sheet_of(report)
    assert sheet is not None
    whole = total(merged(sheet.parts, sheet.codes), sheet.codes)
    return {code.removeprefix("form06."): count.value for code, count in whole.cells.items()}


def test_form_06_counts_the_dossiers_of_the_unit_with_its_offices(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = collected(cast)
    found = cells_of(report)
    assert (found["3"], found["5"], found["6"], found["7"], found["11"]) == (5, 5, 0, 2, 3)
    assert found["8"] + found["9"] == 2
    sheet = sheet_of(report)
    assert sheet is not None
    [part] = sheet.parts
    assert [row.section for row in part.rows] == ["commune"]
    assert part.rows[0].name
    assert part.total == part.rows[0].cells
    assert set(cast.commune.ids) <= set(part.unit_ids)
    ids = Dossier.objects.filter(accepted_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    lines = "".join(f"{pk}\n" for pk in ids)
    assert part.seals[f"commune|{part.rows[0].key}|form06.3"] == sha256(lines.encode()).hexdigest()


def test_a_report_goes_from_collecting_to_received_by_four_hands(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = collected(cast)
    with pytest.raises(CheckedByCollector):
        act(report, ReportAction.CHECK, actor=cast.reform_officer, at=AFTER)
    report = brought_to(report, ReportAction.SUBMIT, cast)
    report = act(report, ReportAction.RECEIVE, actor=superior(cast), at=later(AFTER, 9))
    assert report.state == ReportState.RECEIVED
    events = ReportEvent.objects.filter(report=report).order_by("seq")
    assert [event.action for event in events] == ["collect", "check", "approve_report", "submit_report", "receive"]
    assert [event.actor_id for event in events][:4] == [
        cast.reform_officer.id,
        cast.procedure_controller.id,
        cast.leader.id,
        cast.procedure_controller.id,
    ]
    version = version_of(report, 1)
    assert len(version.row_seal) == len(version.seal) == 64
    assert version.changes == []
    assert verify(version) == []


@pytest.mark.parametrize(
    ("action", "who"),
    [
        (ReportAction.COLLECT, "handler"),
        (ReportAction.CHECK, "desk_officer"),
        (ReportAction.APPROVE, "procedure_controller"),
        (ReportAction.RECEIVE, "procedure_controller"),
        (ReportAction.COLLECT, "outsider"),
        (ReportAction.RECEIVE, "auditor"),
    ],
)
def test_each_step_has_its_people(cast: Cast, action: ReportAction, who: str) -> None:
    with pytest.raises(NotAllowed):
        act(collected(cast), action, actor=getattr(cast, who), at=AFTER)


def test_steps_come_in_their_order_and_only_once(cast: Cast) -> None:
    report = collected(cast)
    with pytest.raises(ReportStepNotPossible):
        act(report, ReportAction.SUBMIT, actor=cast.procedure_controller, at=AFTER)
    stale = Report.objects.get(pk=report.pk)
    act(report, ReportAction.CHECK, actor=cast.procedure_controller, at=AFTER)
    with pytest.raises(Conflict):
        act(stale, ReportAction.CHECK, actor=cast.one_stop_head, at=AFTER)
    with pytest.raises(ReportExists):
        open_report(kind=SheetKind.FORM_06, unit_id=cast.commune.id, period=MONTH, actor=cast.reform_officer, at=AFTER)


def test_a_report_is_of_an_authority_and_says_something(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        open_report(kind=SheetKind.FORM_06, unit_id=cast.neighbour.id, period=MONTH, actor=cast.leader, at=AFTER)
    report = open_report(
        kind=SheetKind.FORM_06, unit_id=cast.commune.id, period=MONTH, actor=cast.reform_officer, at=AFTER
    )
    with pytest.raises(ReportNotCollected):
        act(report, ReportAction.CHECK, actor=cast.procedure_controller, at=AFTER)


def test_figures_of_a_period_that_still_runs_cannot_be_checked(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = collected(cast, at=AFTER - timedelta(days=1))
    with pytest.raises(PeriodNotOver):
        act(report, ReportAction.CHECK, actor=cast.procedure_controller, at=AFTER)
    collect(report, actor=cast.reform_officer, at=AFTER)
    act(report, ReportAction.CHECK, actor=cast.procedure_controller, at=AFTER)


def test_a_report_that_does_not_balance_cannot_be_issued(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = collected(cast)
    assert report.content is not None
    report.content["parts"][0]["rows"][0][3]["form06.11"] = 4
    report.content["parts"][0]["total"]["form06.11"] = 4
    report.save(update_fields=["content"])
    with pytest.raises(ReportUnbalanced) as refused:
        act(report, ReportAction.CHECK, actor=cast.procedure_controller, at=AFTER)
    assert "thừa 1" in str(refused.value).lower() or "thiếu 1" in str(refused.value).lower()


def test_rows_that_are_tampered_with_after_the_collection_stop_the_submission(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = brought_to(collected(cast), ReportAction.APPROVE, cast)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossierfact SET channel = 'online' WHERE ended_on IS NULL")
    with pytest.raises(ReportTampered) as refused:
        act(report, ReportAction.SUBMIT, actor=cast.procedure_controller, at=AFTER)
    assert "số form06.4: lúc tổng hợp 0 hồ sơ, nay 3" in str(refused.value)
    assert not ReportVersion.objects.exists()
    assert Report.objects.get(pk=report.pk).state == ReportState.APPROVED


def test_rows_that_are_tampered_with_later_are_found_by_verifying(cast: Cast) -> None:
    world = a_world(cast)
    some_dossiers(world)
    report = brought_to(collected(cast), ReportAction.SUBMIT, cast)
    version = version_of(report, 1)
    a_late_entry(world, later(AFTER, 5))
    assert verify(version) == [], "what happens later changes nothing of what was known then"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossierfact SET ended_on = NULL WHERE ended_on IS NOT NULL")
    found = {difference.code for difference in verify(version)}
    assert {"form06.7", "form06.11"} <= found


def test_one_row_of_a_base_that_is_tampered_with_stops_the_submission_and_is_named(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = brought_to(collected(cast, kind=SheetKind.INDEX_766), ReportAction.APPROVE, cast)
    ended = list(Dossier.objects.filter(processing_ended_at__isnull=False).values_list("pk", flat=True))
    tampered("outcome", {ended[0]: "WITHDRAWN"})
    with pytest.raises(ReportTampered) as refused:
        act(report, ReportAction.SUBMIT, actor=cast.procedure_controller, at=AFTER)
    assert "4.1 Cấp kết quả điện tử, mẫu số của index766.4.1: lúc tổng hợp 2 hồ sơ, nay 1" in str(refused.value)
    assert not ReportVersion.objects.exists()


def test_rows_of_a_base_that_change_places_are_found_though_their_number_stays(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    rows = Dossier.objects.filter(accepted_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    with_fee, without = rows[:2]
    tampered("with_fee", {pk: pk != without for pk in rows})
    report = brought_to(collected(cast, kind=SheetKind.INDEX_766), ReportAction.SUBMIT, cast)
    version = version_of(report, 1)
    assert verify(version) == []
    tampered("with_fee", {with_fee: False, without: True})
    [found] = verify(version)
    assert (found.code, found.base, found.before, found.after) == ("index766.3.6", True, 4, 4)
    assert "mẫu số của index766.3.6: vẫn 4 hồ sơ, nhưng không còn đúng những hồ sơ ấy" in said([found])


@pytest.mark.parametrize("kind", list(SheetKind))
def test_the_year_before_is_sealed_too(cast: Cast, kind: SheetKind) -> None:
    world, year = a_world(cast), timedelta(days=365)
    some_dossiers(world)
    with clock.set_to(AT + year):
        an_accepted(world, AT + year)
    then = AFTER + year
    report = brought_to(
        collected(cast, kind=kind, period=period_of(PeriodKind.MONTH, 2027, 1), at=then),
        ReportAction.APPROVE,
        cast,
        at=then,
    )
    tampered("official", {Dossier.objects.filter(processing_ended_at__isnull=False)[0].pk: False})
    with pytest.raises(ReportTampered) as refused:
        act(report, ReportAction.SUBMIT, actor=cast.procedure_controller, at=later(then, 5))
    assert "cùng kỳ năm trước" in str(refused.value)


def test_where_there_are_no_dossiers_of_last_year_what_was_declared_stands_there(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    before = MONTH.year_before()
    figure = TypedFigure(
        unit_id=cast.commune.id,
        code="form06.7",
        period=before.period,
        value=Decimal(351),
        label=str(before.label),
        source="Sổ giấy của xã",
    )
    declare([figure], actor=cast.procedure_controller, at=AFTER)
    report = brought_to(collected(cast), ReportAction.SUBMIT, cast)
    version = version_of(report, 1)
    sheet = thawed(version.content)
    assert sheet.year_before is not None
    assert sheet.year_before.origin is Origin.DECLARED
    assert sheet.year_before.total["form06.7"] == Count(351)
    assert verify(version) == []
    cell = Cell("form06.7", Count(351), "", "", whole=True)
    assert Opener(report, sheet).year_before(cell) == reverse("reporting:declared")


def test_a_version_of_before_bases_were_sealed_is_held_by_its_numbers(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    sheet = sheet_of(collected(cast, kind=SheetKind.INDEX_766))
    assert sheet is not None
    [part] = sheet.parts
    kept = {name: seal for name, seal in part.seals.items() if not name.endswith(DENOMINATOR)}
    assert len(kept) * 2 == len(part.seals)
    assert differences(replace(sheet, parts=(replace(part, seals=kept),)), MONTH) == []


def test_a_corrected_index_names_its_items_and_adds_up_nothing(cast: Cast) -> None:
    world = a_world(cast)
    some_dossiers(world)
    report = brought_to(collected(cast, kind=SheetKind.INDEX_766), ReportAction.SUBMIT, cast)
    a_late_entry(world, later(AFTER, 5))
    act(report, ReportAction.CORRECT, actor=cast.reform_officer, at=later(AFTER, 6), reason="Ghi muộn")
    collect(report, actor=cast.reform_officer, at=later(AFTER, 7))
    version = version_of(brought_to(report, ReportAction.SUBMIT, cast, at=later(AFTER, 7)), 2)
    assert version.changes
    assert all(change["key"] for change in version.changes)
    words = [line.words for line in changed_lines(SheetKind.INDEX_766, version.changes)]
    assert "2.1 Giải quyết trước hạn và đúng hạn, mẫu số (index766.2.1): 5 → 6" in words


def test_frozen_versions_and_events_are_append_only(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = brought_to(collected(cast), ReportAction.SUBMIT, cast)
    for rows in (ReportVersion.objects.filter(report=report), ReportEvent.objects.filter(report=report)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(version=7)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.delete()


def test_a_returned_report_is_corrected_as_a_new_version_that_says_what_changed(cast: Cast) -> None:
    world = a_world(cast)
    some_dossiers(world)
    report = brought_to(collected(cast), ReportAction.SUBMIT, cast)
    boss = superior(cast)
    with pytest.raises(BadInput):
        act(report, ReportAction.RETURN, actor=boss, at=later(AFTER, 9))
    act(report, ReportAction.RETURN, actor=boss, at=later(AFTER, 9), reason="Thiếu một hồ sơ ghi muộn")
    a_late_entry(world, later(AFTER, 10))
    act(report, ReportAction.CORRECT, actor=cast.reform_officer, at=later(AFTER, 10), reason="Bổ sung hồ sơ ghi muộn")
    assert (report.version, report.state) == (2, ReportState.COLLECTING)
    collect(report, actor=cast.reform_officer, at=later(AFTER, 11))
    brought_to(report, ReportAction.SUBMIT, cast, at=later(AFTER, 12))
    second = version_of(report, 2)
    assert second.reason == "Bổ sung hồ sơ ghi muộn"
    assert [(each["code"], each["before"], each["after"]) for each in second.changes if not each["key"]][:2] == [
        ("form06.3", 5, 6),
        ("form06.5", 5, 6),
    ]
    assert version_of(report, 1).content != second.content
    assert verify(version_of(report, 1)) == verify(second) == []


def test_other_communes_do_not_know_the_report_and_the_superior_does(cast: Cast) -> None:
    report = collected(cast)
    assert access_report(superior(cast), report.public_id) == report
    for actor in (cast.outsider, cast.desk_officer, cast.citizen):
        with pytest.raises(NotFound):
            access_report(actor, report.public_id)


def test_the_index_has_two_numbers_for_each_item_and_leaves_the_others_out(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    sheet = sheet_of(collected(cast, kind=SheetKind.INDEX_766))
    assert sheet is not None
    rows = {row.key: row for row in sheet.parts[0].rows}
    assert "2.1" in rows
    assert "1.1" not in rows
    assert rows["2.1"].cells["denominator"].value == 5


def test_the_one_stop_sheet_counts_what_its_desk_received(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    report = collected(cast, kind=SheetKind.ONE_STOP)
    found = cells_of(report)
    assert (found["dossiers.presented"], found["dossiers.received"], found["dossiers.not_accepted"]) == (5, 5, 0)
    brought_to(report, ReportAction.SUBMIT, cast)


def test_the_province_adds_up_what_communes_sent_and_names_who_did_not(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    brought_to(collected(cast), ReportAction.SUBMIT, cast)
    declared = TypedFigure(
        unit_id=cast.neighbour.id,
        code="form06.7",
        period=MONTH.period,
        value=Decimal(12),
        qualifier=Qualifier.OVER,
        source="Báo cáo giấy của xã",
    )
    declare([declared], actor=system_actor(), at=AFTER)
    report = collected(cast, unit_id=cast.province, at=later(AFTER, 20))
    sheet = sheet_of(report)
    assert sheet is not None
    assert [(part.unit_id, part.origin.value, part.version) for part in sheet.parts] == [
        (cast.commune.id, "records", 1),
        (cast.neighbour.id, "declared", 0),
    ]
    assert [each.unit_id for each in sheet.missing] == [cast.second_neighbour.id]
    whole = total(merged(sheet.parts, sheet.codes), sheet.codes)
    assert whole.cells["form06.7"] == Count(14, Qualifier.OVER)
    assert whole.cells["form06.3"] == Count(5, Qualifier.AT_LEAST)
    assert any(each.rule.value == "K-01" and each.verdict.value == "warns" for each in findings_of(report))
    brought_to(report, ReportAction.SUBMIT, cast, at=later(AFTER, 21))
    assert verify(version_of(report, 1)) == []


def test_what_is_carried_over_is_what_the_last_report_left_pending(cast: Cast) -> None:
    world = a_world(cast)
    some_dossiers(world)
    brought_to(collected(cast), ReportAction.SUBMIT, cast)
    february = period_of(PeriodKind.MONTH, 2026, 2)
    at = AFTER + timedelta(days=31)
    report = collected(cast, period=february, at=at)
    assert cells_of(report)["6"] == 3
    assert any("khớp số đang giải quyết" in str(each.text) for each in findings_of(report))
    a_late_entry(world, later(at, 1))
    collect(report, actor=cast.reform_officer, at=later(at, 2))
    with pytest.raises(ReportUnbalanced) as refused:
        act(report, ReportAction.CHECK, actor=cast.procedure_controller, at=later(at, 3))
    assert "kỳ trước báo cáo còn 3 hồ sơ đang giải quyết, kỳ này nhận 4 từ kỳ trước, lệch 1" in str(refused.value)


def test_the_same_period_of_last_year_stands_beside(cast: Cast) -> None:
    some_dossiers(a_world(cast))
    brought_to(collected(cast), ReportAction.SUBMIT, cast)
    report = collected(cast, period=period_of(PeriodKind.MONTH, 2027, 1), at=AFTER + timedelta(days=366))
    sheet = sheet_of(report)
    assert sheet is not None
    assert sheet.year_before is not None
    assert sheet.year_before.version == 1
    assert sheet.year_before.total["form06.3"] == Count(5)
    december = period_of(PeriodKind.CALENDAR_MONTH, 2027, 1)
    counted = sheet_of(collected(cast, period=december, at=AFTER + timedelta(days=400)))
    assert counted is not None
    assert counted.year_before is not None
    assert (counted.year_before.version, counted.year_before.total["form06.3"]) == (0, Count(5))
