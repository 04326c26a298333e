"""The letter goes out: with it the date is moved, once; later its delivery is noted with the proof."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.domain.apologies import Act, LetterState, SentBy, next_state
from motcua.domain.errors import BadInput
from motcua.domain.errors_apologies import LetterOutdated
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import local_date
from motcua.dossiers import apology_policies as policies
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.services.apologies import telling
from motcua.dossiers.services.apologies.drafting import check_promise, may_promise
from motcua.dossiers.services.apologies.moving import Said, move
from motcua.dossiers.services.apologies.opening import check_once
from motcua.dossiers.services.reappoint import reappoint
from motcua.organisation.actors import Actor

_ENDED = gettext_noop("hồ sơ không còn chạy theo ngày hẹn cũ, thư không hẹn lại được nữa.")
_RUNS = gettext_noop("hồ sơ vẫn đang giải quyết mà thư không ghi ngày hẹn lại.")


def send(
    apology: Apology, *, by: str, actor: Actor, at: datetime, note: str = "", expected: int | None = None
) -> Apology:
    """Record that the signed letter went out, and how; where it names a new date, re-appoint by it.

    Raises NotAllowed, ApologyActNotPossible, ApologyChanged, LetterOutdated, ReappointedAlready, NewDateNotPossible,
    BadInput (way of sending), and what the lifecycle refuses.
    """
    policies.require(actor, Act.SEND, apology, at)
    next_state(LetterState(apology.state), Act.SEND)
    way = _way(by)
    dossier = apology.dossier = Dossier.objects.get(pk=apology.dossier_id)
    promised = apology.new_due_at
    if (promised is not None) != may_promise(apology, dossier):
        raise LetterOutdated(dossier=dossier.code, reason=Text(_ENDED if promised is not None else _RUNS))
    if promised is not None:
        check_once(dossier)
        check_promise(apology, promised, at)
    with transaction.atomic():
        fields = {"sent_at": at, "sent_by": way.value}
        said = Said(data={"by": way.value, "number": apology.number, "letter": apology.letters}, note=note.strip())
        if promised is not None:
            apology.dossier = reappoint(dossier, promised_at=promised, letter=apology.public_id, actor=actor, at=at)
        move(apology, Act.SEND, actor=actor, at=at, fields=fields, said=said, expected=expected)
        telling.sent(apology, at=at)
    return apology


def _way(by: str) -> SentBy:
    if by not in set(SentBy):
        raise BadInput(field="by", value=by, remedy=_("Chọn cách gửi: qua bưu chính, thư điện tử hoặc trao tận tay."))
    return SentBy(by)


def deliver(
    apology: Apology, *, on: date, note: str, actor: Actor, at: datetime, expected: int | None = None
) -> Apology:
    """Record the day on which the letter reached the applicant, and the proof.

    Raises NotAllowed, ApologyActNotPossible, BadInput (a day before the sending or to come, no proof).
    """
    policies.require(actor, Act.DELIVER, apology, at)
    next_state(LetterState(apology.state), Act.DELIVER)
    assert apology.sent_at is not None
    first, last = local_date(apology.sent_at), local_date(at)
    if not first <= on <= last:
        remedy = _("Chọn một ngày từ %(first)s đến %(last)s.") % {
            "first": f"{first:%d/%m/%Y}",
            "last": f"{last:%d/%m/%Y}",
        }
        raise BadInput(field="on", value=f"{on:%d/%m/%Y}", remedy=remedy)
    if not note.strip():
        remedy = _("Ghi bằng chứng: số phiếu báo phát, người ký nhận, thư trả lời.")
        raise BadInput(field="note", value="", remedy=remedy)
    said = Said(data={"on": on.isoformat()}, note=note.strip())
    return move(apology, Act.DELIVER, actor=actor, at=at, fields={"delivered_on": on}, said=said, expected=expected)
