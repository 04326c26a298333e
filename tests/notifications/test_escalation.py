"""Rules of watching: who is told when, once; changed by who may, with a preview; never a level above alone."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.common import clock
from motcua.domain.errors import BadInput, LadderBroken, NotAllowed
from motcua.domain.watching import Level, Thresholds, Trigger
from motcua.dossiers.models import NearShare
from motcua.dossiers.queries.watching import watched_dossiers
from motcua.dossiers.services.accept import accept_all
from motcua.dossiers.services.consult import consult
from motcua.dossiers.services.forward import forward
from motcua.jobs import registry
from motcua.notifications import rendering
from motcua.notifications.models import BellItem, EscalationRule, EscalationSending, WatchThreshold
from motcua.notifications.queries.escalation import rules_of, sets_at, thresholds_near
from motcua.notifications.services import escalate
from motcua.notifications.services.escalation_rules import Draft, as_rule, end_rule, own_rules, put_rule, set_thresholds
from motcua.organisation.actors import system_actor
from tests.cast import AT
from tests.factories import World, a_filing, at_step

pytestmark = pytest.mark.django_db

DUE = AT + timedelta(days=7)
"""A dossier of five working days accepted at `AT` is due a week later."""


def told() -> list[tuple[str, int]]:
    """Which rule told whom, in the order of telling."""
    rows = EscalationSending.objects.order_by("pk").values_list("rule__trigger", "rule__after_days", "person_id")
    return [(f"{trigger}+{days}" if days else trigger, person_id) for trigger, days, person_id in rows]


def words_of(bell: BellItem, language: str) -> str:
    """By which rule the bell rang, as people of a language read it."""
    return rendering.written(bell.values, language)["rule"]


def near(dossier: Any) -> datetime:
    assert dossier.near_at is not None
    return dossier.near_at  # type: ignore[no-any-return]


def test_the_shipped_rules_tell_officer_head_and_leader_one_after_the_other(world: World) -> None:
    cast = world.cast
    dossier = at_step(world, 3)
    assert escalate.run(near(dossier) - timedelta(minutes=1)) == 0
    for at in (near(dossier), DUE.replace(hour=1), DUE + timedelta(minutes=5), DUE + timedelta(days=1, minutes=5)):
        escalate.run(at)
        escalate.run(at + timedelta(minutes=5))
    escalate.run(DUE + timedelta(days=3, minutes=5))
    assert told() == [
        ("near", cast.handler.id),
        ("today", cast.handler.id),
        ("late", cast.handler.id),
        ("late+1", cast.unit_head.id),
        ("late+3", cast.leader.id),
    ]
    bells = BellItem.objects.filter(topic__startswith="watch.").order_by("pk")
    assert [bell.topic for bell in bells] == ["watch.near", "watch.today", "watch.late", "watch.late", "watch.late"]
    assert words_of(bells[3], "vi") == "Quá hạn, đã 1 ngày làm việc"
    assert words_of(bells[3], "en") == "Late, for 1 working day"
    assert bells[0].path == f"/ho-so/{dossier.code}"


def test_a_worker_that_stood_still_tells_the_latest_only_and_the_officer_first(world: World) -> None:
    cast = world.cast
    at_step(world, 3)
    escalate.run(DUE + timedelta(days=3, minutes=5))
    assert told() == [("late", cast.handler.id), ("late+1", cast.unit_head.id), ("late+3", cast.leader.id)]


def test_what_nobody_has_taken_is_told_to_all_who_may_take_it(world: World) -> None:
    cast = world.cast
    dossier = forward(at_step(world, 2), actor=cast.unit_head, at=AT + timedelta(minutes=40))
    escalate.run(near(dossier))
    assert {person for _rule, person in told()} == {cast.handler.id, cast.members["economy_handler"].person_id}


def test_an_overdue_opinion_is_told_to_the_head_of_one_stop(world: World) -> None:
    cast = world.cast
    asked = consult(
        at_step(world, 3), unit_id=cast.commune.culture, note="x", actor=cast.handler, at=AT + timedelta(hours=1)
    )
    assert asked.opinion_due_at is not None
    escalate.run(asked.opinion_due_at + timedelta(minutes=2))
    assert ("opinion", cast.one_stop_head.id) in told()


def test_two_workers_tell_once(world: World) -> None:
    dossier = at_step(world, 3)
    at = near(dossier)
    stale = sets_at(at)
    for _ in range(2):
        for portion in watched_dossiers(at):
            said_nothing: dict[int, set[Any]] = {}
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(escalate, "_said", lambda ids, nothing=said_nothing: nothing)
                escalate._tell(portion, stale, at)
    assert EscalationSending.objects.count() == BellItem.objects.filter(topic="watch.near").count() == 1


def test_the_number_of_queries_does_not_grow_with_the_dossiers(world: World) -> None:
    def counted(at: datetime) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert escalate.run(at) > 0
        return len(seen)

    desk = world.cast.desk_officer
    accept_all([a_filing(world) for _ in range(10)], actor=desk, at=AT)
    few = counted(DUE + timedelta(minutes=5))
    accept_all([a_filing(world) for _ in range(100)], actor=desk, at=AT)
    assert counted(DUE + timedelta(minutes=10)) == few


def test_the_task_is_registered() -> None:
    assert "notifications.watch" in {task.name for task in registry.tasks()}


# --- changing the rules


def _open(unit_id: int | None = None) -> dict[tuple[str, str], EscalationRule]:
    return {(row.trigger, row.level): row for row in rules_of(unit_id, AT)}


def test_a_level_above_is_never_set_first_nor_left_alone(world: World) -> None:
    admin = world.cast.administrator
    with pytest.raises(LadderBroken, match="Trưởng đơn vị đang xử lý phải được báo trước"):
        put_rule(Draft(trigger=Trigger.PAUSED, level=Level.LEADER), unit_id=None, actor=admin, at=AT)
    with pytest.raises(LadderBroken):
        end_rule(_open()["late", "unit_head"], actor=admin, at=AT)
    assert len(rules_of(None, AT)) == 9
    put_rule(Draft(trigger=Trigger.PAUSED, level=Level.UNIT_HEAD, after_days=2), unit_id=None, actor=admin, at=AT)
    end_rule(_open()["paused", "unit_head"], actor=admin, at=AT)
    assert len(rules_of(None, AT)) == 9


def test_a_changed_rule_is_a_new_row_that_does_not_repeat_what_was_told(world: World) -> None:
    admin, dossier = world.cast.administrator, at_step(world, 3)
    at = near(dossier)
    escalate.run(at)
    row = _open()["near", "officer"]
    new = put_rule(
        Draft(trigger=Trigger.NEAR, level=Level.OFFICER, channel="email"),
        unit_id=None,
        actor=admin,
        at=at,
        series=row.series,
    )
    escalate.run(at + timedelta(minutes=5))
    assert EscalationSending.objects.count() == 1
    row.refresh_from_db()
    assert (row.valid_to, new.series, new.valid_to) == (new.valid_from, row.series, None)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (Draft(trigger=Trigger.LATE, level=Level.OFFICER, after_days=21), "after_days"),
        (Draft(trigger=Trigger.NEAR, level=Level.OFFICER, after_days=1), "after_days"),
        (Draft(trigger=Trigger.LATE, level=Level.OFFICER, channel="pigeon"), "channel"),
    ],
)
def test_a_rule_that_makes_no_sense_names_its_field(world: World, draft: Draft, field: str) -> None:
    with pytest.raises(BadInput) as caught:
        put_rule(draft, unit_id=None, actor=world.cast.administrator, at=AT)
    assert caught.value.field == field


def test_a_desk_with_rules_of_its_own_follows_only_those(world: World) -> None:
    cast = world.cast
    desk, head = cast.commune.one_stop, cast.one_stop_head
    with pytest.raises(NotAllowed):
        own_rules(desk, actor=cast.handler, at=AT)
    with pytest.raises(NotAllowed):
        put_rule(Draft(trigger=Trigger.LATE, level=Level.OFFICER), unit_id=None, actor=head, at=AT)
    assert own_rules(desk, actor=head, at=AT) == 9
    assert own_rules(desk, actor=head, at=AT) == 0
    end_rule(_open(desk)["near", "officer"], actor=head, at=AT)
    dossier = at_step(world, 3)
    assert escalate.run(near(dossier)) == 0
    assert escalate.run(DUE + timedelta(minutes=5)) == 1


def test_thresholds_hold_from_today_on_for_the_agency_of_the_desk(world: World) -> None:
    cast = world.cast
    set_thresholds(Thresholds(4, 2, 9), unit_id=cast.commune.one_stop, actor=cast.one_stop_head, at=AT)
    set_thresholds(Thresholds(5, 2, 9), unit_id=cast.commune.one_stop, actor=cast.one_stop_head, at=AT)
    assert WatchThreshold.objects.filter(unit_id=cast.commune.one_stop, valid_to__isnull=True).count() == 1
    for actor in (cast.one_stop_head, cast.leader, cast.handler):
        assert thresholds_near(actor.unit_ids, AT) == Thresholds(5, 2, 9)
    assert thresholds_near(cast.outsider.unit_ids, AT) == Thresholds(10, 5, 7)
    with pytest.raises(BadInput):
        set_thresholds(Thresholds(0, 2, 9), unit_id=None, actor=cast.administrator, at=AT)


def test_a_preview_counts_what_a_rule_would_touch_and_writes_nothing(world: World) -> None:
    for _ in range(3):
        at_step(world, 3)
    rule = as_rule(Draft(trigger=Trigger.LATE, level=Level.UNIT_HEAD, after_days=1, at_time=time(8)))
    limits = Thresholds(10, 5, 7)
    assert escalate.preview(rule, limits, DUE) == escalate.Touched(0, 0)
    found = escalate.preview(rule, limits, DUE + timedelta(days=1, minutes=5))
    assert found == escalate.Touched(3, 1)
    own_rules(world.cast.commune.one_stop, actor=system_actor(), at=AT)
    assert escalate.preview(rule, limits, DUE + timedelta(days=1, minutes=5)) == escalate.Touched(0, 0)
    assert EscalationSending.objects.count() == 0


# --- the pages


def test_the_administrator_adds_changes_and_ends_rules_with_a_preview(world: World, browser: Any) -> None:
    at_step(world, 3)
    client = browser("administrator")
    with clock.set_to(DUE + timedelta(minutes=5)):
        page = client.get(reverse("notifications:escalation")).content.decode()
        assert "Quá hạn, đã 3 ngày làm việc" in page
        row = _open()["late", "officer"]
        assert "1 hồ sơ" in client.get(reverse("notifications:escalation_rule", args=[row.public_id])).content.decode()
        typed = {"trigger": "late", "level": "unit_head", "after_days": "0", "at_time": "", "channel": "bell"}
        seen = client.post(reverse("notifications:escalation_new"), {**typed, "xem": "1"})
        assert (seen.status_code, EscalationRule.objects.count()) == (200, 9)
        assert "1 hồ sơ" in seen.content.decode()
        assert client.post(reverse("notifications:escalation_new"), typed).status_code == 302
        wrong = client.post(reverse("notifications:escalation_new"), {**typed, "level": "leader", "trigger": "paused"})
        assert wrong.status_code == 422
        assert "phải được báo trước" in wrong.content.decode()
        bad = client.post(reverse("notifications:escalation_new"), {**typed, "trigger": "near", "after_days": "3"})
        assert "để 0" in bad.content.decode()
        url = reverse("notifications:escalation_end", args=[row.public_id])
        assert "thôi áp dụng" in client.post(url, follow=True).content.decode()
        put_rule(Draft(trigger=Trigger.OPINION, level=Level.OFFICER), unit_id=None, actor=system_actor(), at=AT)
        put_rule(Draft(trigger=Trigger.OPINION, level=Level.UNIT_HEAD), unit_id=None, actor=system_actor(), at=AT)
        below = _open()["opinion", "officer"]
        url = reverse("notifications:escalation_end", args=[below.public_id])
        assert "phải được báo trước" in client.post(url, follow=True).content.decode()
        days = {"paused_days": "3", "waiting_days": "4", "uncollected_days": "5"}
        assert client.post(reverse("notifications:escalation"), days).status_code == 302
        assert client.post(reverse("notifications:escalation"), {**days, "paused_days": ""}).status_code == 422
    assert thresholds_near((), DUE + timedelta(days=1)) == Thresholds(3, 4, 5)


def test_the_head_of_one_stop_sets_the_rules_of_the_own_desk(world: World, browser: Any) -> None:
    client = browser("one_stop_head")
    page = client.get(reverse("notifications:escalation")).content.decode()
    assert "Quầy đang theo quy tắc chung" in page
    general = _open()["near", "officer"]
    assert client.get(reverse("notifications:escalation_rule", args=[general.public_id])).status_code == 403
    assert client.post(reverse("notifications:escalation_own")).status_code == 302
    own = _open(world.cast.commune.one_stop)
    assert len(own) == 9
    url = reverse("notifications:escalation_end", args=[own["near", "officer"].public_id])
    assert "thôi áp dụng" in client.post(url, follow=True).content.decode()
    assert browser("handler").get(reverse("notifications:escalation")).status_code == 403


def test_the_administrator_sets_how_little_is_near_and_others_read_it(world: World, browser: Any) -> None:
    client, url = browser("administrator"), reverse("notifications:escalation")
    with clock.set_to(AT):
        page = client.get(url).content.decode()
        assert "Tính hạn từ 21/06/2018" in page
        wrong = client.post(url, {"percent": "80"})
        assert (wrong.status_code, NearShare.objects.count()) == (422, 1)
        seen = client.post(url, {"percent": "30"}, follow=True).content.decode()
        assert "từ ngày mai" in seen
        assert "Tính hạn từ 21/06/2018, trước 13/01/2026" in seen
        assert "30 %" in seen
        head = browser("one_stop_head")
        told = head.get(url).content.decode()
        assert "khi còn không quá 20 % thời hạn" in told
        assert 'name="percent"' not in told
        assert head.post(url, {"percent": "10"}).status_code == 422
    assert NearShare.objects.filter(valid_to__isnull=True).get().percent == 30
    with clock.set_to(AT + timedelta(days=1)):
        assert "còn ≤ 30 % hạn" in browser("handler").get(reverse("desk:my_work")).content.decode()
