"""Return what the asked unit's part came to (NĐ 118/2025 art. 20(2)): in a word and in full, to everybody who sees the
dossier.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.domain.lifecycle import Action
from motcua.dossiers import policies
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.legs import on_leg, open_leg, write_leg
from motcua.dossiers.services.moving import words_given
from motcua.dossiers.vocabulary import LegAnswer
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, actor: Actor, no: int | None, result: str, note: str, at: datetime) -> Change:
    """The leg ends; its own time, and whether it came after its date, stand in the event."""
    leg = open_leg(facts.dossier, no, Action.ANSWER_LEG, actor, lambda leg: policies.works_on_leg(actor, leg.unit_id))
    data: dict[str, object] = {}
    if leg is not None:
        data = {
            "from_unit": leg.unit_id,
            "answer": LegAnswer(result).value,
            "late": at > leg.due_at,
            "minutes_used": leg.times.minutes(facts.office_calendar, at),
        }
    words = words_given(note, _("Ghi kết quả bằng lời."))
    return on_leg(facts, Action.ANSWER_LEG, leg, at, ends=True, note=words, data=data)


def answer_leg(
    dossier: Dossier,
    *,
    note: str,
    actor: Actor,
    at: datetime,
    result: str = LegAnswer.DONE,
    no: int | None = None,
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Return the result of the actor's unit: `result` in a word, `note` in full."""

    def written(facts: Facts, made: Change) -> None:
        answer = made.event.data["answer"]
        write_leg(made, answered_seq=made.dossier.version, answered_at=at, ended_at=at, answer=answer)

    return perform(
        Action.ANSWER_LEG,
        dossier,
        lambda f: plan(f, actor=actor, no=no, result=result, note=note, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        after=written,
    )
