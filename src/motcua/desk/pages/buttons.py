"""The actions panel of a dossier: what this actor may do now, first what moves it on, and why something is blocked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.common.formats import day
from motcua.desk.pages.words import ACTION_ICONS, action_words
from motcua.desk.pages.work import STEP_VERBS, main_action, verb
from motcua.domain.lifecycle import Action, EventKind, State
from motcua.dossiers import policies
from motcua.dossiers.guards import Route
from motcua.dossiers.queries.history import TimelineEntry
from motcua.organisation.actors import Actor

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

AT_ONCE: Final = frozenset({Action.TAKE})
"""Actions that a press does at once; the others show a page first."""

NOT_HERE: Final = frozenset(
    {Action.UNDO, Action.ADOPT, Action.SUBMIT, Action.DISCARD_DRAFT, Action.TAKE_LEG, Action.RECALL_LEG}
)
"""Actions without a button on this panel: undoing is offered by the bar that follows what was done, and a part of
another unit is taken and recalled where it stands.
"""


@dataclass(frozen=True, slots=True)
class Button:
    """One action; `post` says that pressing does it at once, `main` that it is the one primary button."""

    action: str
    label: str
    icon: str
    url: str
    post: bool
    main: bool


def buttons(actor: Actor, dossier: "Dossier", route: Route, open_now: Sequence[Action]) -> list[Button]:
    """The buttons, the main one first."""
    main = main_action(actor, dossier, route)
    if main not in open_now:
        main = None
    shown = [action for action in open_now if action not in NOT_HERE]
    shown.sort(key=lambda action: action is not main)
    return [
        Button(
            action.value,
            verb(action, route) if action in STEP_VERBS else action_words(action),
            ACTION_ICONS[action],
            reverse("desk:act", args=[dossier.code, action.value]),
            post=action in AT_ONCE,
            main=action is main,
        )
        for action in shown
    ]


def blocked(
    actor: Actor, dossier: "Dossier", open_now: Sequence[Action], entries: Sequence[TimelineEntry]
) -> list[str]:
    """Why something that one would look for is not there now."""
    found = []
    allowed = policies.allowed_actions(actor, dossier)
    if Action.ASK_SUPPLEMENT in allowed and Action.ASK_SUPPLEMENT not in open_now:
        asked = next((e.event.at for e in entries if e.kind is EventKind.SUPPLEMENT_ASKED), None)
        if asked is not None:
            found.append(
                _("Đã yêu cầu bổ sung một lần ngày %(day)s. Lần nữa do người đứng đầu Bộ phận Một cửa.")
                % {"day": day(asked)}
            )
    if Action.LAPSE in allowed and Action.LAPSE not in open_now and dossier.closing_at is not None:
        found.append(
            _("Chưa đóng được: người nộp còn được bổ sung đến hết %(day)s.") % {"day": day(dossier.closing_at)}
        )
    if State(dossier.state) is State.WITHDRAWAL_REQUESTED and Action.DECIDE_WITHDRAWAL not in allowed:
        found.append(_("Người nộp xin rút hồ sơ; chờ cơ quan giải quyết quyết định."))
    return found
