"""One door per write: retries, two at once, undo, who may, and one or many the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.domain.errors import BadInput, Conflict, GuardFails, IdentityNotValid, NotAllowed, OfferingNotOpen
from motcua.domain.lifecycle import LANDED, Action, EventKind, State
from motcua.dossiers import queries
from motcua.dossiers.models import (
    Applicant,
    Dossier,
    DossierComponent,
    DossierEvent,
    DossierFact,
    DossierUnit,
    Draft,
)
from motcua.dossiers.services import drafts
from motcua.dossiers.services.accept import accept, accept_all
from motcua.dossiers.services.forward import forward, forward_all
from motcua.dossiers.services.resolve import resolve
from motcua.dossiers.services.send_back import send_back
from motcua.dossiers.services.submit_for_signature import submit_for_signature
from motcua.dossiers.services.take import take
from motcua.dossiers.services.undo import undo
from motcua.organisation.actors import system_actor
from tests.cast import AT
from tests.factories import World, a_filing, a_party, an_accepted, at_step

SOON = AT + timedelta(hours=1)


def test_the_same_key_again_returns_the_first_result_and_writes_nothing(world: World) -> None:
    desk = world.cast.desk_officer
    first = accept(a_filing(world), actor=desk, at=AT, key="k1")
    again = accept(a_filing(world), actor=desk, at=AT, key="k1")
    assert (again.pk, again.version) == (first.pk, 1)
    moved = forward(first, actor=desk, at=SOON, key="k2")
    assert forward(Dossier.objects.get(pk=first.pk), actor=desk, at=SOON, key="k2").version == moved.version == 2
    assert (Dossier.objects.count(), DossierEvent.objects.count()) == (1, 2)


def test_of_two_who_read_the_same_version_the_second_gets_a_clear_message(world: World) -> None:
    dossier = at_step(world, 2)
    mine, theirs = (Dossier.objects.get(pk=dossier.pk) for _ in range(2))
    forward(mine, actor=world.cast.unit_head, at=SOON)
    with pytest.raises(Conflict, match=dossier.code):
        forward(theirs, actor=world.cast.unit_head, at=SOON)
    assert Dossier.objects.get(pk=dossier.pk).step_no == 3
    assert DossierEvent.objects.filter(dossier=dossier).count() == 3


def test_a_page_drawn_from_an_older_version_is_refused(world: World) -> None:
    dossier = at_step(world, 2)
    with pytest.raises(Conflict):
        forward(dossier, actor=world.cast.unit_head, at=SOON, expected=dossier.version - 1)


def test_a_forward_is_undone_within_ten_seconds_by_who_did_it(world: World) -> None:
    cast = world.cast
    dossier = an_accepted(world)
    moved = forward(dossier, actor=cast.desk_officer, at=SOON)
    with pytest.raises(GuardFails):
        undo(Dossier.objects.get(pk=moved.pk), actor=cast.unit_head, at=SOON + timedelta(seconds=5))
    with pytest.raises(GuardFails):
        undo(Dossier.objects.get(pk=moved.pk), actor=cast.desk_officer, at=SOON + timedelta(seconds=11))
    back = undo(moved, actor=cast.desk_officer, at=SOON + timedelta(seconds=10))
    assert (back.state, back.step_no, back.holder_id, back.step_since) == (
        State.ACCEPTED,
        1,
        cast.desk_officer.id,
        AT,
    )
    assert back.events.order_by("-seq")[0].kind == EventKind.UNDONE
    with pytest.raises(GuardFails):
        undo(back, actor=cast.desk_officer, at=SOON + timedelta(seconds=10))


def test_nothing_is_undone_once_something_happened_since(world: World) -> None:
    cast = world.cast
    moved = forward(an_accepted(world), actor=cast.desk_officer, at=SOON)
    taken = take(moved, actor=cast.unit_head, at=SOON + timedelta(seconds=2))
    with pytest.raises(GuardFails):
        undo(taken, actor=cast.desk_officer, at=SOON + timedelta(seconds=3))
    free = undo(taken, actor=cast.unit_head, at=SOON + timedelta(seconds=4))
    assert (free.holder_id, free.step_no) == (None, 2)


def test_a_dossier_sent_back_returns_to_the_person_it_came_from(world: World) -> None:
    cast = world.cast
    dossier = at_step(world, 5)
    with pytest.raises(BadInput):
        send_back(dossier, note="", actor=cast.leader, at=SOON)
    back = send_back(dossier, note="Sửa dự thảo", actor=cast.leader, at=SOON)
    assert (back.state, back.step_no, back.proposed_outcome) == (State.IN_PROGRESS, 4, "")
    back = take(back, actor=cast.unit_head, at=SOON) if back.holder_id is None else back
    again = send_back(back, note="Thẩm định lại", actor=cast.unit_head, at=SOON)
    assert (again.step_no, again.holder_id) == (3, cast.handler.id)


def test_only_who_holds_a_dossier_or_heads_the_unit_passes_it_on(world: World) -> None:
    cast = world.cast
    dossier = at_step(world, 3)
    for stranger in (cast.desk_officer, cast.leader, cast.clerk, cast.outsider, cast.auditor, system_actor()):
        with pytest.raises(NotAllowed):
            forward(dossier, actor=stranger, at=SOON)
    assert forward(dossier, actor=cast.unit_head, at=SOON).step_no == 4


def test_a_colleague_with_the_role_takes_only_what_nobody_holds_and_the_head_takes_over(world: World) -> None:
    cast = world.cast
    dossier = at_step(world, 3)
    colleague = cast.members["economy_handler"].actor
    with pytest.raises(NotAllowed):
        take(dossier, actor=colleague, at=SOON)
    assert take(dossier, actor=cast.unit_head, at=SOON).holder_id == cast.unit_head.id


def test_a_dossier_is_passed_only_to_a_person_who_holds_the_role_of_the_step_there(world: World) -> None:
    cast = world.cast
    dossier = at_step(world, 2)
    for wrong in (cast.leader, cast.members["culture_handler"].actor):
        with pytest.raises(BadInput) as caught:
            forward(dossier, actor=cast.unit_head, at=SOON, person_id=wrong.id)
        assert (caught.value.field, caught.value.params["value"]) == ("person_id", wrong.label)
    assert Dossier.objects.get(pk=dossier.pk).version == dossier.version
    right = cast.members["economy_handler"].actor.id
    assert (
        forward(Dossier.objects.get(pk=dossier.pk), actor=cast.unit_head, at=SOON, person_id=right).holder_id == right
    )


def test_accepting_is_for_the_desk_of_the_offering(world: World) -> None:
    for actor in (world.cast.outsider, world.cast.handler, world.cast.citizen, system_actor()):
        with pytest.raises(NotAllowed):
            accept(a_filing(world), actor=actor, at=AT)
    assert accept(a_filing(world), actor=world.cast.one_stop_head, at=AT).state == State.ACCEPTED


def test_an_offering_that_had_not_begun_receives_nothing(world: World) -> None:
    with pytest.raises(OfferingNotOpen):
        accept(a_filing(world), actor=world.cast.desk_officer, at=AT - timedelta(days=300))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"owner": a_party("")}, "owner_full_name"),
        ({"owner": a_party(identity_number="12345")}, "owner_identity_number"),
        ({"owner": a_party(phone="12")}, "owner_phone"),
        ({"owner": a_party(email="khong phai")}, "owner_email"),
        ({"submitter": a_party(phone="abc")}, "submitter_phone"),
        ({"channel": "pigeon"}, "channel"),
    ],
)
def test_wrong_input_names_its_field(world: World, changes: dict[str, Any], field: str) -> None:
    with pytest.raises((BadInput, IdentityNotValid)) as caught:
        accept(a_filing(world, **changes), actor=world.cast.desk_officer, at=AT)
    assert caught.value.field == field
    assert not Dossier.objects.exists()


def test_a_refusal_after_appraisal_is_a_result_with_a_reason(world: World) -> None:
    cast = world.cast
    dossier = submit_for_signature(at_step(world, 4), actor=cast.unit_head, at=SOON, proposed="REFUSED")
    signed = forward(take(dossier, actor=cast.leader, at=SOON), actor=cast.leader, at=SOON)
    resolved = resolve(signed, actor=cast.clerk, at=SOON)
    assert (resolved.state, resolved.outcome) == (State.RESOLVED, "REFUSED")
    unsigned = at_step(world, 6)
    with pytest.raises(BadInput):
        resolve(unsigned, actor=cast.clerk, at=SOON, outcome="REFUSED")
    with pytest.raises(BadInput):
        resolve(unsigned, actor=cast.clerk, at=SOON, outcome="WITHDRAWN")


def test_a_step_cannot_be_jumped(world: World) -> None:
    cast = world.cast
    with pytest.raises(GuardFails):
        submit_for_signature(at_step(world, 3), actor=cast.handler, at=SOON)
    with pytest.raises(GuardFails):
        resolve(at_step(world, 3), actor=cast.handler, at=SOON)
    with pytest.raises(GuardFails):
        forward(at_step(world, 4), actor=cast.unit_head, at=SOON)


def test_a_draft_is_kept_used_and_emptied(world: World) -> None:
    desk = world.cast.desk_officer
    draft = drafts.save_draft(data={"owner_full_name": "Khải"}, actor=desk, at=AT)
    drafts.save_draft(data={"owner_full_name": "Nguyễn Văn Khải"}, actor=desk, at=SOON, public_id=draft.public_id)
    dossier = accept(a_filing(world), actor=desk, at=SOON, draft_id=draft.pk)
    used = Draft.objects.get()
    assert (used.dossier, used.closed_at, used.data) == (dossier, SOON, {})
    other = drafts.save_draft(data={"a": 1}, actor=desk, at=AT)
    drafts.discard_draft(other.public_id, actor=desk, at=SOON)
    assert Draft.objects.filter(closed_at__isnull=True).count() == 0


def _rows(model: Any, dossiers: list[Dossier]) -> list[dict[str, Any]]:
    """The rows of dossiers without what must differ: ids, tokens, instants of recording, salts."""
    field = "pk" if model is Dossier else "dossier"
    unlike = {"id", "public_id", "public_token", "dossier_id", "recorded_at", "recorded_from", "code", "search_key"}
    order = {d.pk: n for n, d in enumerate(dossiers)}
    rows = model.objects.filter(**{f"{field}__in": list(order)}).order_by("pk").values()
    return [
        {
            "of": order[row["id" if model is Dossier else "dossier_id"]],
            **{k: v for k, v in row.items() if k not in unlike},
        }
        for row in rows
    ]


def test_many_at_once_write_the_same_rows_as_one_by_one(world: World) -> None:
    cast = world.cast
    filings = [a_filing(world, owner=a_party(name)) for name in ("Lê Thành", "Bùi Mão", "Đỗ Hường")]
    single = [accept(filing, actor=cast.desk_officer, at=AT) for filing in filings]
    single = [forward(dossier, actor=cast.desk_officer, at=SOON) for dossier in single]
    many = accept_all(filings, actor=cast.desk_officer, at=AT)
    many = forward_all(many, actor=cast.desk_officer, at=SOON)
    for model in (Dossier, DossierUnit, Applicant, DossierComponent, DossierFact):
        assert _rows(model, single) == _rows(model, many), model.__name__
    events = [sorted(map(str, _rows(DossierEvent, dossiers))) for dossiers in (single, many)]
    assert events[0] == events[1]
    assert len({dossier.code for dossier in single + many}) == 6


def test_one_of_many_that_cannot_go_stops_all(world: World) -> None:
    here, there = an_accepted(world), at_step(world, 4)
    with pytest.raises((GuardFails, NotAllowed)):
        forward_all([here, there], actor=world.cast.desk_officer, at=SOON)
    assert Dossier.objects.get(pk=here.pk).step_no == 1


@pytest.mark.database
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE dossiers_dossierevent SET reason = 'x'",
        "DELETE FROM dossiers_dossierevent",
        "INSERT OR REPLACE INTO dossiers_dossierevent SELECT * FROM dossiers_dossierevent",
        "TRUNCATE dossiers_dossierevent CASCADE",
    ],
)
def test_the_database_itself_refuses_to_change_an_event(world: World, sql: str) -> None:
    if ("REPLACE" in sql) != (connection.vendor == "sqlite") and ("REPLACE" in sql or "TRUNCATE" in sql):
        pytest.skip("the statement belongs to the other engine")
    if "TRUNCATE" in sql and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    an_accepted(world)
    connection.check_constraints()  # nothing of the test itself is still to be checked when TRUNCATE asks
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert DossierEvent.objects.count() == 1


def test_every_action_that_landed_has_a_service() -> None:
    import importlib

    modules = {
        Action.DISCARD_DRAFT: "drafts",
        Action.REQUEST_WITHDRAWAL: "withdrawal",
        Action.DECIDE_WITHDRAWAL: "withdrawal",
    }
    for action in LANDED:
        module = importlib.import_module(f"motcua.dossiers.services.{modules.get(action, action.value)}")
        assert hasattr(module, action.value), action


def test_the_track_shows_what_was_spent_beside_what_was_allowed(world: World) -> None:
    track = queries.step_track(at_step(world, 3), SOON)
    assert [step.progress.value for step in track] == ["done", "done", "current", "todo", "todo", "todo", "todo"]
    assert [step.minutes for step in track[:3]] == [15, 15, 30]
    assert track[0].person == "Nguyễn Thị Thu Hà"
