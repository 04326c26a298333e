"""One dossier in each situation that a page can meet, made by the services in the order in which people would do it."""

from datetime import datetime, timedelta

from motcua.domain.lifecycle import State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.ask_supplement import ask_supplement
from motcua.dossiers.services.notices import Item
from motcua.dossiers.services.refuse_intake import refuse_intake
from motcua.dossiers.services.stop import stop
from motcua.dossiers.services.submit import submit
from motcua.dossiers.services.withdrawal import request_withdrawal
from motcua.dossiers.vocabulary import StopReason
from motcua.organisation.actors import Actor
from tests.factories import World, a_dossier, a_filing, a_party, at_step, later

ITEMS = (Item(name="Bản vẽ", quantity=2, problem="thiếu tỉ lệ", component_no=2),)


def make(world: World, now: datetime) -> dict[str, Dossier]:
    """Each situation by its name; all began a day before `now`."""
    at = now - timedelta(days=1)
    desk, handler, head = world.cast.desk_officer, world.cast.handler, world.cast.unit_head
    asking = a_party(email="khai@vidu.example", notify_email=True)

    def submitted() -> Dossier:
        return submit(a_filing(world, channel="online"), actor=desk, at=at)

    def asked(dossier: Dossier, actor: Actor, on: datetime | None = None) -> Dossier:
        return ask_supplement(dossier, items=ITEMS, note="Bản vẽ thiếu tỉ lệ", actor=actor, at=on or later(at, 2))

    def forgotten() -> Dossier:
        long_ago = at - timedelta(days=35)
        return asked(at_step(world, 3, long_ago), handler, later(long_ago, 2))

    def withdrawn() -> Dossier:
        return request_withdrawal(at_step(world, 3, at), note="Đổi ý", actor=desk, at=later(at, 2))

    def stopped() -> Dossier:
        reason = StopReason.values[0]
        return stop(at_step(world, 3, at), reason=reason, note="Đã hủy", actor=head, at=later(at, 2))

    return {
        "submitted": submitted(),
        "intake_supplement": asked(submitted(), desk),
        "refused": refuse_intake(submitted(), note="Không thuộc thẩm quyền", actor=desk, at=at),
        "accepted": a_dossier(world, State.ACCEPTED, at),
        "at_head": at_step(world, 2, at),
        "in_progress": a_dossier(world, State.IN_PROGRESS, at, owner=asking),
        "at_review": at_step(world, 4, at),
        "awaiting_signature": a_dossier(world, State.AWAITING_SIGNATURE, at),
        "at_clerk": at_step(world, 6, at),
        "awaiting_supplement": asked(at_step(world, 3, at), handler),
        "forgotten": forgotten(),
        "withdrawal_requested": withdrawn(),
        "stopped": stopped(),
        "resolved": a_dossier(world, State.RESOLVED, at),
        "returned": a_dossier(world, State.RETURNED, at),
    }
