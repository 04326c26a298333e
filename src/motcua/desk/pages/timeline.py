"""What happened to a dossier, newest first, in words; every change says old and new."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.common.formats import instant_table, number
from motcua.desk.pages.words import event_words, outcome_words
from motcua.domain.lifecycle import EventKind
from motcua.dossiers.queries import history
from motcua.dossiers.services.adopt import ENDED, RECEIVED
from motcua.dossiers.vocabulary import AnswerMode, LegAnswer, Stance, StopReason, SupplementReason
from motcua.ui.parts import TimelineEntry

_ICONS: Final[dict[str, str]] = {
    EventKind.SUBMITTED: "globe2",
    EventKind.ACCEPTED: "inbox",
    EventKind.INTAKE_REFUSED: "x-circle",
    EventKind.SUPPLEMENT_ASKED: "pause-circle",
    EventKind.SUPPLEMENT_RECEIVED: "play-circle",
    EventKind.LAPSED: "archive",
    EventKind.TAKEN: "hand-index",
    EventKind.FORWARDED: "send",
    EventKind.SENT_BACK: "arrow-return-left",
    EventKind.UNDONE: "arrow-counterclockwise",
    EventKind.SENT_FOR_SIGNATURE: "pen",
    EventKind.RESOLVED: "file-earmark-check",
    EventKind.RETURNED: "box-arrow-right",
    EventKind.HANDED_BACK: "folder-symlink",
    EventKind.WITHDRAWAL_REQUESTED: "box-arrow-left",
    EventKind.WITHDRAWAL_DECIDED: "check2-square",
    EventKind.STOPPED: "stop-circle",
    EventKind.CORRECTION_OPENED: "eraser",
    EventKind.CONSULTED: "chat-left-text",
    EventKind.ANSWERED: "reply",
    EventKind.LEG_SENT: "diagram-3",
    EventKind.LEG_TAKEN: "hand-index",
    EventKind.LEG_ANSWERED: "reply-all",
    EventKind.LEG_RECALLED: "arrow-90deg-left",
    EventKind.VERIFYING: "binoculars",
    EventKind.VERIFIED: "clipboard-check",
    EventKind.PAYMENT_ASKED: "cash-coin",
    EventKind.PAYMENT_CONFIRMED: "cash-stack",
    EventKind.REAPPOINTED: "envelope-exclamation",
    EventKind.ADOPTED: "box-arrow-in-down",
    EventKind.CALENDAR_APPLIED: "calendar3",
}

_REASONS: Final = {**dict(SupplementReason.choices), **dict(StopReason.choices)}


def timeline(entries: Sequence[history.TimelineEntry]) -> list[TimelineEntry]:
    """The story of a dossier (newest first, as read), each entry saying old and new where a promise moved."""
    told: list[TimelineEntry] = []
    promised: datetime | None = None
    for entry in reversed(entries):
        told.append(_told(entry, promised))
        promised = entry.event.promised_at or promised
    return told[::-1]


def _told(entry: history.TimelineEntry, promised: datetime | None) -> TimelineEntry:
    event = entry.event
    moved = event.promised_at is not None and promised is not None and event.promised_at != promised
    if entry.kind is EventKind.CALENDAR_APPLIED:
        return _calendar(entry)
    return TimelineEntry(
        what=_what(entry),
        at=event.at,
        icon=_ICONS.get(event.kind, "dot"),
        who=_who(entry),
        detail=_detail(entry),
        before=_due(promised) if moved else "",
        after=_due(event.promised_at) if moved else "",
    )


def _calendar(entry: history.TimelineEntry) -> TimelineEntry:
    """A calendar that reached the dossier: by which decision, and the old and the new date where it moved."""
    data = entry.event.data
    moved = bool(data.get("moved"))
    return TimelineEntry(
        what=event_words(entry.event.kind),
        at=entry.event.at,
        icon=_ICONS[EventKind.CALENDAR_APPLIED],
        who=_who(entry),
        detail=entry.decision if moved else ". ".join(part for part in (entry.decision, _("Hạn không đổi")) if part),
        before=_limit(data["due_before"]) if moved else "",
        after=_limit(data["due"]) if moved else "",
    )


def _limit(at: str) -> str:
    return _("Hạn %(due)s") % {"due": instant_table(datetime.fromisoformat(at))}


def _due(at: datetime | None) -> str:
    return "" if at is None else _("Hẹn trả %(due)s") % {"due": instant_table(at)}


def _what(entry: history.TimelineEntry) -> str:
    event = entry.event
    words = event_words(event.kind)
    if entry.kind is EventKind.ACCEPTED and event.promised_at is not None:
        return _("Tiếp nhận, hẹn trả %(due)s") % {"due": instant_table(event.promised_at)}
    if entry.kind is EventKind.ADOPTED:
        words = str(event.data.get("activity") or _marks().get(event.data.get("mark", ""), words))
    outcome = str(event.data.get("outcome") or event.data.get("proposed") or "")
    return f"{words}: {outcome_words(outcome).lower()}" if outcome else words


def _marks() -> dict[str, str]:
    """What the first and the last event of history taken over from another system are called."""
    return {RECEIVED: _("Hệ thống trước tiếp nhận"), ENDED: _("Hệ thống trước kết thúc")}


def _who(entry: history.TimelineEntry) -> str:
    """From whom to whom, or who did it."""
    actor = entry.actor or _("Hệ thống")
    to = ", ".join(part for part in (entry.to_person, entry.to_unit) if part)
    if not to or entry.to_person == actor:
        return actor
    return _("%(actor)s → %(to)s") % {"actor": actor, "to": to}


def _facts(data: Mapping[str, Any]) -> Iterator[str]:
    """What the data of an event say in words: until when an answer is due, what it came to, how much is to be paid."""
    if data.get("mode") in AnswerMode.values and data.get("due"):
        yield _("Trả lời trước %(due)s") % {"due": instant_table(datetime.fromisoformat(data["due"]))}
    if data.get("stance"):
        yield str(Stance(data["stance"]).label)
        if data.get("late"):
            yield _("trả lời quá hạn")
    yield from _of_leg(data)
    if data.get("amount"):
        yield _("%(amount)s đồng") % {"amount": number(data["amount"])}
    if data.get("receipt"):
        yield _("chứng từ %(receipt)s") % {"receipt": data["receipt"]}
    if data.get("source"):
        yield _("dừng tính hạn theo %(source)s") % {"source": data["source"]}


def _of_leg(data: Mapping[str, Any]) -> Iterator[str]:
    """What the data say of a parallel leg: its own date, its answer, and that the lead went on without some."""
    if "after_dossier" in data:
        yield _("Trả kết quả trước %(due)s") % {"due": instant_table(datetime.fromisoformat(data["due"]))}
    if data.get("answer"):
        yield str(LegAnswer(data["answer"]).label)
        if data.get("late"):
            yield _("trả kết quả quá hạn")
    if data.get("without_units"):
        count = len(data["without_units"])
        yield ngettext("không chờ %(count)s đơn vị phối hợp", "không chờ %(count)s đơn vị phối hợp", count) % {
            "count": count
        }


def _detail(entry: history.TimelineEntry) -> str:
    """The reason by its code and the words of the note; erased words are said to be."""
    parts = [str(_REASONS.get(entry.event.reason, "")), *_facts(entry.event.data)]
    if entry.event.note_hash:
        parts.append(entry.note or _("Nội dung đã được xóa theo quy định."))
    return ". ".join(part for part in parts if part)
