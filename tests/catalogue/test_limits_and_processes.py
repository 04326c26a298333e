"""Confirming limits, and internal processes that are never changed once used."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from motcua.audit.models import LogEntry
from motcua.catalogue import queries
from motcua.catalogue.models import Case, ChannelLimit, Process, ProcessVersion
from motcua.catalogue.queries.sums import doubtful_offerings, sum_findings
from motcua.catalogue.services.confirm_limit import confirm_limit, dismiss_limit
from motcua.catalogue.services.processes import NewProcess, create_process, edit_step, new_process_version
from motcua.catalogue.services.publish import publish
from motcua.catalogue.services.ship import ship
from motcua.catalogue.vocabulary import LimitStatus, Origin
from motcua.domain.errors import Conflict, NotAllowed, NotFound, ProcessFaulty, SourceMissing, VersionInUse
from motcua.domain.limits import TimeLimit
from motcua.domain.routing import Fit
from motcua.organisation.actors import import_actor, system_actor
from tests.cast import AT, FOUNDED, Cast
from tests.catalogue.offices import BIRTH, offer, version_of
from tests.catalogue.records import method, record

if TYPE_CHECKING:
    from motcua.catalogue.publications import Publication

pytestmark = pytest.mark.django_db


def doubtful_row() -> ChannelLimit:
    from motcua.catalogue.national import read_record

    each = read_record(record(methods=[method(amount=1.0, unit=None)]))
    publish([each], origin=Origin.NATIONAL, actor=import_actor("thử"), at=AT)
    return ChannelLimit.objects.get(version__procedure__code="9.000001")


def shipped_process(code: str = BIRTH) -> ProcessVersion:
    found = ProcessVersion.objects.filter(process__procedure__code=code, valid_to__isnull=True).order_by("pk").first()
    assert found is not None
    return found


def test_a_person_confirms_what_a_number_means_with_its_source(cast: Cast) -> None:
    row = doubtful_row()
    confirmed = confirm_limit(
        limit_id=row.pk,
        limit=TimeLimit.parse("same_day"),
        source=" Điều 16 Luật Hộ tịch 60/2014/QH13 ",
        actor=cast.procedure_controller,
        at=AT,
    )
    assert (confirmed.status, confirmed.limit, confirmed.doubt) == ("confirmed", "same_day", "number_without_unit")
    assert (confirmed.source, confirmed.confirmed_by_label, confirmed.confirmed_at) == (
        "Điều 16 Luật Hộ tịch 60/2014/QH13",
        cast.procedure_controller.label,
        AT,
    )
    assert LogEntry.objects.get(verb="catalogue.limit_confirmed").data == {"limit": "same_day"}


def test_a_limit_needs_its_source_and_the_right_officer(cast: Cast) -> None:
    row = doubtful_row()
    term = TimeLimit.parse("1 working_days")
    with pytest.raises(SourceMissing):
        confirm_limit(limit_id=row.pk, limit=term, source="  ", actor=cast.procedure_controller, at=AT)
    for actor in (cast.desk_officer, cast.leader, cast.citizen, import_actor("x")):
        with pytest.raises(NotAllowed):
            confirm_limit(limit_id=row.pk, limit=term, source="Điều 1", actor=actor, at=AT)
    with pytest.raises(NotFound):
        confirm_limit(limit_id=0, limit=term, source="Điều 1", actor=cast.procedure_controller, at=AT)
    row.refresh_from_db()
    assert row.status == LimitStatus.NUMBER_WITHOUT_UNIT


def test_a_limit_can_be_confirmed_for_one_case_of_its_own_version(cast: Cast) -> None:
    row = doubtful_row()
    own = Case.objects.get(version_id=row.version_id)
    other = Case.objects.exclude(version_id=row.version_id).first()
    assert other is not None
    term = TimeLimit.parse("1 working_days")
    confirm = {"limit_id": row.pk, "limit": term, "source": "Điều 1", "actor": cast.procedure_controller, "at": AT}
    assert confirm_limit(**confirm, case_id=own.pk).case_id == own.pk  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        confirm_limit(**confirm, case_id=other.pk)  # type: ignore[arg-type]


def test_a_row_that_does_not_apply_is_dismissed_and_counts_no_more(cast: Cast) -> None:
    row = doubtful_row()
    done = dismiss_limit(limit_id=row.pk, source="Chỉ cho cơ quan đại diện", actor=cast.procedure_controller, at=AT)
    assert (done.status, done.limit) == ("dismissed", "")


def test_limits_of_a_version_in_use_stay_as_they_are(cast: Cast) -> None:
    offer(cast)
    row = version_of().limits.first()
    assert row is not None
    with pytest.raises(VersionInUse):
        confirm_limit(
            limit_id=row.pk,
            limit=TimeLimit.parse("9 working_days"),
            source="Điều 9",
            actor=cast.procedure_controller,
            at=AT,
        )


def test_a_used_process_version_is_followed_by_a_new_one(cast: Cast) -> None:
    offering = offer(cast)
    steps = queries.steps_of(offering.process_version_id)
    slower = replace(steps[2], limit=TimeLimit.parse("3 working_hours"))
    with pytest.raises(VersionInUse):
        edit_step(process_version_id=offering.process_version_id, step=slower, actor=system_actor(), at=AT)
    process_id = offering.process_version.process_id
    same = new_process_version(
        process_id=process_id, steps=steps, valid_from=date(2026, 2, 1), actor=system_actor(), at=AT
    )
    assert same.pk == offering.process_version_id
    changed = [slower if step.no == slower.no else step for step in steps]
    second = new_process_version(
        process_id=process_id,
        steps=changed,
        valid_from=date(2026, 2, 1),
        decision_no="7/QĐ-UBND",
        actor=system_actor(),
        at=AT,
    )
    assert (second.number, second.valid_to) == (2, None)
    assert ProcessVersion.objects.get(pk=same.pk).valid_to == date(2026, 2, 1)
    assert queries.steps_of(same.pk) == steps


def test_a_step_of_an_unused_version_can_be_edited(cast: Cast) -> None:
    version = shipped_process()
    steps = queries.steps_of(version.pk)
    edit_step(process_version_id=version.pk, step=steps[1], actor=system_actor(), at=AT)
    assert not LogEntry.objects.filter(verb="catalogue.step_changed").exists()
    renamed = replace(steps[1], name="Giao việc")
    edit_step(process_version_id=version.pk, step=renamed, actor=system_actor(), at=AT)
    assert queries.steps_of(version.pk)[1].name == "Giao việc"
    with pytest.raises(ProcessFaulty):
        edit_step(process_version_id=version.pk, step=replace(steps[1], next=()), actor=system_actor(), at=AT)
    with pytest.raises(NotFound):
        edit_step(process_version_id=0, step=renamed, actor=system_actor(), at=AT)
    with pytest.raises(NotAllowed):
        edit_step(process_version_id=version.pk, step=renamed, actor=cast.handler, at=AT)


def test_a_unit_has_one_process_of_a_procedure_and_faulty_steps_are_refused(cast: Cast) -> None:
    version = version_of()
    steps = queries.steps_of(shipped_process().pk)
    new = NewProcess(version.procedure_id, cast.commune.id, "Quy trình của xã", steps, FOUNDED)

    def attempt(each: NewProcess) -> None:
        create_process(each, actor=cast.procedure_controller, at=AT)

    attempt(new)
    with pytest.raises(Conflict):
        attempt(new)
    with pytest.raises(ProcessFaulty):
        attempt(replace(new, owner_id=cast.commune.office, steps=steps[1:]))
    with pytest.raises(NotFound):
        attempt(replace(new, procedure_id=0))
    with pytest.raises(NotFound):
        new_process_version(process_id=0, steps=steps, valid_from=FOUNDED, actor=system_actor(), at=AT)


def test_shipped_processes_fit_their_limits_and_a_longer_one_is_found() -> None:
    compared, found = sum_findings()
    assert compared >= 60
    assert not [each for each in found if each.check.fit is Fit.LONGER]
    version = shipped_process()
    steps = queries.steps_of(version.pk)
    longer = replace(steps[2], limit=TimeLimit.parse("90 working_days"))
    edit_step(process_version_id=version.pk, step=longer, actor=system_actor(), at=AT)
    assert BIRTH in {each.code for each in sum_findings()[1] if each.check.fit is Fit.LONGER}


def test_the_check_command_tells_what_is_wrong(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("catalogue", "check", "--json")
    assert '"longer": 0' in capsys.readouterr().out
    offering = offer(cast)
    ChannelLimit.objects.filter(version_id=offering.procedure_version_id).update(
        status=LimitStatus.PROSE_ONLY, limit=""
    )
    assert [each.code for each in doubtful_offerings()] == [BIRTH]
    with pytest.raises(CommandError):
        call_command("catalogue", "check")
    assert f"{BIRTH}: đang mở tiếp nhận" in capsys.readouterr().out


def test_shipping_again_changes_nothing() -> None:
    before = (ProcessVersion.objects.count(), Process.objects.count(), ChannelLimit.objects.count())
    done = ship(actor=system_actor(), at=AT)
    assert (done.new_versions, done.unchanged >= 60) == (0, True)
    assert (ProcessVersion.objects.count(), Process.objects.count(), ChannelLimit.objects.count()) == before


def test_what_is_shipped_is_confirmed_with_source_in_eight_fields_or_more() -> None:
    rows = ChannelLimit.objects.filter(version__origin=Origin.SHIPPED)
    assert not rows.exclude(status=LimitStatus.CONFIRMED).exists()
    assert not rows.filter(source="").exists()
    assert {row.confirmed_by_label for row in rows} == {"motcua"}
    assert rows.values("version__sector").distinct().count() >= 8
    assert rows.values("version__procedure").distinct().count() >= 60


def test_only_those_who_may_import_publish(cast: Cast) -> None:
    none: list[Publication] = []
    with pytest.raises(NotAllowed):
        publish(none, origin=Origin.NATIONAL, actor=cast.desk_officer, at=AT)
