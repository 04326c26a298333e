"""Record the opinion of a unit that was asked (NĐ 118/2025 art. 19(4)(c-d)): its own people write it, or the unit that
asked writes down what came to it on paper or was said in a meeting.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.domain.errors import BadInput, NotAllowed
from motcua.domain.lifecycle import Action
from motcua.domain.texts import Text, gettext_noop
from motcua.dossiers import policies
from motcua.dossiers.guards import of_awaiting
from motcua.dossiers.models import Consultation, Dossier
from motcua.dossiers.services.awaiting import answered
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.moving import words_given
from motcua.dossiers.vocabulary import Stance
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, actor: Actor, unit_id: int | None, stance: str, note: str, at: datetime) -> Change:
    """The unit owes nothing any more; whether it came after its term stands in the event."""
    dossier = facts.dossier
    said_by = answering_unit(actor, dossier, unit_id) if dossier.asked_units else None
    asked = Consultation.objects.filter(dossier=dossier, asked_unit_id=said_by, closed_at__isnull=True).first()
    data: dict[str, object] = {}
    if asked is not None:
        data = {
            "from_unit": said_by,
            "asked": asked.asked_seq,
            "stance": Stance(stance).value,
            "late": at > asked.due_at,
        }
    return change(
        facts,
        Action.ANSWER,
        at,
        holds=of_awaiting(dossier),
        fields=answered(dossier, said_by) if said_by is not None else {},
        note=words_given(note, _("Ghi nội dung ý kiến.")),
        data=data,
    )


def answering_unit(actor: Actor, dossier: Dossier, unit_id: int | None) -> int:
    """Which of the asked units speaks: the one named, or the only one for which this actor may."""
    asked: list[int] = dossier.asked_units
    open_to = [asked_id for asked_id in asked if policies.answers_for(actor, dossier, asked_id)]
    if unit_id is None and len(open_to) == 1:
        return open_to[0]
    if unit_id is None or unit_id not in asked:
        remedy = Text(gettext_noop("Chọn đơn vị đã được hỏi ý kiến."))
        raise BadInput(field="unit_id", value=unit_id or "", remedy=remedy)
    if unit_id not in open_to:
        raise NotAllowed(action=Action.ANSWER.value, actor=actor.label)
    return unit_id


def answer(
    dossier: Dossier,
    *,
    note: str,
    actor: Actor,
    at: datetime,
    stance: str = Stance.AGREES,
    unit_id: int | None = None,
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Record what the asked unit says: `stance` in a word, `note` in full. `unit_id` where several were asked."""

    def written(facts: Facts, made: Change) -> None:
        data = made.event.data
        Consultation.objects.filter(dossier=made.dossier, asked_seq=data["asked"]).update(
            answered_seq=made.dossier.version, answered_at=at, stance=data["stance"], closed_at=at
        )

    return perform(
        Action.ANSWER,
        dossier,
        lambda f: plan(f, actor=actor, unit_id=unit_id, stance=stance, note=note, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        after=written,
    )
