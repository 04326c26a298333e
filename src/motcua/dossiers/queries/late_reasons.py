"""The reasons for lateness in force on a day."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from motcua.domain.errors import BadInput
from motcua.dossiers.models import LateReason


def reasons(on: date) -> list[LateReason]:
    """The reasons in force on a day, in the order in which they came."""
    return list(every_reason().filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on))


def every_reason() -> QuerySet[LateReason]:
    """All reasons that ever were."""
    return LateReason.objects.order_by("id")


def reason_of(code: str, on: date) -> LateReason:
    """The reason of a code on a day; raises BadInput (field `reason`)."""
    found = next((reason for reason in reasons(on) if reason.code == code), None)
    if found is None:
        raise BadInput(field="reason", value=code, remedy=_("Chọn một nguyên nhân trong danh mục."))
    return found
