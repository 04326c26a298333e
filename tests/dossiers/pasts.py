"""A past to learn from, lived through the real services, many dossiers at once: one by one would take minutes."""

from datetime import datetime, timedelta

from motcua.dossiers.models import Dossier
from motcua.dossiers.services.accept import accept_all
from motcua.dossiers.services.forward import forward_all
from motcua.dossiers.services.resolve import resolve_all
from motcua.dossiers.services.submit_for_signature import submit_all_for_signature
from motcua.dossiers.services.take import take_all
from tests.cast import AT
from tests.factories import World, a_filing

DAY = timedelta(days=1)
MONDAY = AT + 49 * DAY
"""08:30 on 02/03/2026: eight weeks without a holiday follow."""

WAVES = 10
EACH = 30
SLOW_OF_TEN = 3


def to_appraisal(world: World, at: datetime, number: int = EACH) -> list[Dossier]:
    """Dossiers accepted at `at` and with the handler two hours later."""
    cast = world.cast
    dossiers = accept_all([a_filing(world) for _ in range(number)], actor=cast.desk_officer, at=at)
    dossiers = forward_all(dossiers, actor=cast.desk_officer, at=at + timedelta(hours=1))
    return forward_all(dossiers, actor=cast.unit_head, at=at + timedelta(hours=2), person_id=cast.handler.id)


def to_review(world: World, dossiers: list[Dossier], at: datetime) -> list[Dossier]:
    """Through the appraisal."""
    return forward_all(dossiers, actor=world.cast.handler, at=at)


def to_result(world: World, dossiers: list[Dossier], at: datetime) -> list[Dossier]:
    """From the review to the result, an hour for each step."""
    cast = world.cast
    dossiers = submit_all_for_signature(dossiers, actor=cast.unit_head, at=at)
    dossiers = take_all(dossiers, actor=cast.leader, at=at + timedelta(hours=1))
    dossiers = forward_all(dossiers, actor=cast.leader, at=at + timedelta(hours=1))
    return resolve_all(dossiers, actor=cast.clerk, at=at + timedelta(hours=2))


def a_past(world: World, begins: datetime = MONDAY, waves: int = WAVES) -> datetime:
    """So many waves of dossiers with a term of five working days, on Mondays and Thursdays; return the Tuesday by which
    all have ended.

    Three of ten lie with the handler beyond their date; of the others half reach the last fifth of their term.
    """
    for wave in range(waves):
        at = begins + (7 * (wave // 2) + 3 * (wave % 2)) * DAY
        dossiers = to_appraisal(world, at)
        slow = EACH * SLOW_OF_TEN // 10
        quick = slow + (EACH - slow) // 2
        to_result(world, to_review(world, dossiers[quick:], at + DAY), at + DAY + timedelta(hours=1))
        to_result(world, to_review(world, dossiers[slow:quick], at + DAY), at + 6.7 * DAY)
        to_result(world, to_review(world, dossiers[:slow], at + 9 * DAY), at + 10 * DAY)
    return begins + (7 * ((waves + 1) // 2) + 8) * DAY
