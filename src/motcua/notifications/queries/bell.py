"""What rings for one officer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import translation

from motcua.common.pagination import Count, KeysetPage, count, keyset
from motcua.domain.errors import NotFound
from motcua.notifications import rendering
from motcua.notifications.models import BellItem, NoticeTemplate
from motcua.notifications.queries.templates import all_in_use
from motcua.notifications.topics import topic_of
from motcua.notifications.vocabulary import Channel, Language
from motcua.organisation.actors import Actor

ORDER = ("-id",)
PAGE = 50
MOST_UNREAD = 99

# Every page of an officer asks: as text, because making it by the ORM costs many times what the answer costs.
_UNREAD = """
SELECT COUNT(*) FROM (
    SELECT 1 FROM notifications_bellitem WHERE person_id = %s AND read_at IS NULL LIMIT %s
) unread
"""


@dataclass(frozen=True, slots=True)
class BellLine:
    """One item as the reader sees it."""

    public_id: UUID
    at: datetime
    head: str
    text: str
    path: str
    unread: bool


def unread_count(actor: Actor) -> int:
    """How many items the actor has not read, up to one more than the bell shows. One query."""
    if actor.id is None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [actor.id, MOST_UNREAD + 1])
        (number,) = cursor.fetchone()
    return int(number)


def items_of(actor: Actor, *, unread: bool = False) -> QuerySet[BellItem]:
    """The actor's own items; nobody sees another's."""
    rows = BellItem.objects.filter(person_id=actor.id or 0)
    return rows.filter(read_at__isnull=True) if unread else rows


def page_of(
    actor: Actor, *, unread: bool, after: str | None = None, before: str | None = None
) -> tuple[KeysetPage[BellItem], Count]:
    """A page of the actor's items, newest first, and how many there are."""
    rows = items_of(actor, unread=unread)
    return keyset(rows, ORDER, after=after, before=before, size=PAGE), count(rows)


def lines(rows: list[BellItem]) -> list[BellLine]:
    """Items in words of the language that is active. Two queries, however many items."""
    texts = all_in_use() if rows else {}
    language = Language((translation.get_language() or "vi")[:2])
    return [_line(row, texts[topic_of(row.topic).key, Channel.BELL, language], language) for row in rows]


def _line(row: BellItem, text: NoticeTemplate, language: Language) -> BellLine:
    words = rendering.written(row.values, language)
    return BellLine(
        public_id=row.public_id,
        at=row.at,
        head=rendering.fill(text.subject, words),
        text=rendering.fill(text.body, words),
        path=row.path,
        unread=row.read_at is None,
    )


def access_item(actor: Actor, public_id: UUID) -> BellItem:
    """One of the actor's own items; NotFound otherwise."""
    found = items_of(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound(subject="bell_item", value=public_id)
    return found
