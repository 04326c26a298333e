"""What a dossier waits for while others do their part, for its page."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from motcua.common.formats import instant_table
from motcua.dossiers.queries.consultations import open_questions

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing awaited: what, since or until when; `late` says that its term has passed."""

    icon: str
    what: str
    when: str
    late: bool = False


def awaited(dossier: "Dossier", at: datetime) -> list[Awaited]:
    """Everything that the dossier waits for, opinions first. One query where opinions are awaited, else none."""
    since = _("từ %(when)s")
    found = [
        Awaited(
            "chat-left-text",
            _("Ý kiến của %(unit)s") % {"unit": row.asked_unit.name},
            (_("quá hạn trả lời %(when)s") if at > row.due_at else _("trả lời trước %(when)s"))
            % {"when": instant_table(row.due_at)},
            late=at > row.due_at,
        )
        for row in open_questions(dossier)
    ]
    if dossier.verifying_since is not None:
        found.append(
            Awaited("binoculars", _("Đang xác minh"), since % {"when": instant_table(dossier.verifying_since)})
        )
    if dossier.payment_asked_at is not None:
        when = since % {"when": instant_table(dossier.payment_asked_at)}
        found.append(Awaited("cash-coin", _("Chờ nghĩa vụ tài chính"), when))
    return found
