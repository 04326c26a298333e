"""Ask another unit for its opinion: who, what, until when, how (NĐ 118/2025 art. 19(4)(b-c)).

The clock runs on: the decree gives no stop for it. The asked unit sees the dossier from now on and may answer.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from motcua.domain.errors import BadInput
from motcua.domain.lifecycle import Action
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import CountingMode
from motcua.dossiers.models import Consultation, Dossier
from motcua.dossiers.services.awaiting import asking, require_in_being
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.moving import words_given
from motcua.dossiers.vocabulary import AnswerMode
from motcua.organisation.actors import Actor

MOST_DAYS = 30
USUAL_DAYS = 3


def plan(facts: Facts, *, unit_id: int, days: int, note: str, mode: str, at: datetime) -> Change:
    """One more unit is asked; the answer is due at the end of so many working days."""
    dossier = facts.dossier
    if unit_id == dossier.holder_unit_id or unit_id in dossier.asked_units:
        remedy = Text(gettext_noop("Chọn đơn vị khác đơn vị đang xử lý và chưa được hỏi."))
        raise BadInput(field="unit_id", value=unit_id, remedy=remedy)
    if not 1 <= days <= MOST_DAYS:
        remedy = Text(gettext_noop("Nhập từ 1 đến %(most)s ngày làm việc."), {"most": MOST_DAYS})
        raise BadInput(field="days", value=days, remedy=remedy)
    due = facts.office_calendar.add_days(at, days, CountingMode.CIVIL)
    made = change(
        facts,
        Action.CONSULT,
        at,
        fields=asking(dossier, unit_id, due, at),
        note=words_given(note, _("Ghi nội dung cần hỏi ý kiến.")),
        data={
            "from_unit": dossier.holder_unit_id,
            "to_unit": unit_id,
            "due": due.isoformat(),
            "mode": AnswerMode(mode).value,
        },
    )
    made.units = frozenset({unit_id})
    return made


def consult(
    dossier: Dossier,
    *,
    unit_id: int,
    note: str,
    actor: Actor,
    at: datetime,
    days: int = USUAL_DAYS,
    mode: str = AnswerMode.WRITTEN,
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Ask the unit for its opinion on `note` within `days` working days, to be answered in the way of `mode`."""

    def written(facts: Facts, made: Change) -> None:
        data = made.event.data
        Consultation.objects.create(
            dossier=made.dossier,
            asking_unit_id=data["from_unit"],
            asked_unit_id=unit_id,
            mode=data["mode"],
            asked_seq=made.dossier.version,
            asked_at=at,
            due_at=datetime.fromisoformat(data["due"]),
        )

    return perform(
        Action.CONSULT,
        dossier,
        lambda f: plan(f, unit_id=unit_id, days=days, note=note, mode=mode, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        check=lambda facts, made: require_in_being([unit_id], at),
        after=written,
    )
