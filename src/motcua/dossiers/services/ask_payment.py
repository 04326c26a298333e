"""Ask the applicant to meet a financial duty (tax, fee, land levy) before the dossier goes on.

The clock stops only where the procedure's own law says so: its offering then names the source. Otherwise it runs on.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalogue import queries as catalogue
from motcua.domain.clock_facts import ClockEvent, ClockKind
from motcua.domain.errors import BadInput
from motcua.domain.lifecycle import Action
from motcua.domain.texts import Text, gettext_noop
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.clock import after as clock_after
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.moving import words_given
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, note: str, amount: int | None, stops: str, at: datetime) -> Change:
    """Wait for the payment; `stops` is the source of law that stops the clock, empty where none does."""
    if amount is not None and amount <= 0:
        remedy = Text(gettext_noop("Nhập số tiền lớn hơn 0, hoặc bỏ trống."))
        raise BadInput(field="amount", value=amount, remedy=remedy)
    columns: dict[str, Any] = {"payment_asked_at": at}
    clock = None
    if stops:
        event = ClockEvent(ClockKind.PAUSED, at)
        columns |= clock_after(facts, event)
        clock = event.kind
    made = change(
        facts,
        Action.ASK_PAYMENT,
        at,
        fields=columns,
        note=words_given(note, _("Ghi nghĩa vụ tài chính cần thực hiện.")),
        clock=clock,
        data={"amount": amount, "source": stops},
    )
    made.fact = bool(stops)
    return made


def ask_payment(
    dossier: Dossier,
    *,
    note: str,
    actor: Actor,
    at: datetime,
    amount: int | None = None,
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Ask for the payment that `note` names; `amount` in đồng where it is known."""
    stops = catalogue.payment_stop(dossier.offering_id) if dossier.offering_id is not None else ""
    return perform(
        Action.ASK_PAYMENT,
        dossier,
        lambda f: plan(f, note=note, amount=amount, stops=stops, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        with_clock=bool(stops),
    )
