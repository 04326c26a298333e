"""Texts in use, and how they came to be."""

from typing import TypeAlias

from django.db.models import Max

from motcua.domain.errors import NotFound
from motcua.notifications.models import NoticeTemplate
from motcua.notifications.topics import TOPICS, Topic
from motcua.notifications.vocabulary import Channel, Language

TemplateKey: TypeAlias = tuple[str, Channel, Language]
Pair: TypeAlias = dict[Language, NoticeTemplate]


def templates_in_use() -> dict[TemplateKey, int]:
    """The id of the text in use for every topic, channel and language. One query."""
    latest = NoticeTemplate.objects.values("topic", "channel", "language").annotate(latest=Max("id"))
    return {(row["topic"], Channel(row["channel"]), Language(row["language"])): row["latest"] for row in latest}


def all_in_use() -> dict[TemplateKey, NoticeTemplate]:
    """The texts in use. Two queries."""
    ids = templates_in_use()
    rows = NoticeTemplate.objects.in_bulk(list(ids.values()))
    return {key: rows[pk] for key, pk in ids.items()}


def access_topic(key: str, channel: str) -> tuple[Topic, Channel]:
    """A topic and one of its channels as an address names them; NotFound for any other words."""
    topic = TOPICS.get(key)
    if topic is None or channel not in {each.value for each in topic.channels}:
        raise NotFound(subject="notice_template", value=f"{key}/{channel}")
    return topic, Channel(channel)


def pair_in_use(topic: Topic, channel: Channel) -> Pair:
    """The texts in use of one topic and channel in every language. One query."""
    rows = NoticeTemplate.objects.filter(topic=topic.key, channel=channel.value).order_by("number")
    return {Language(row.language): row for row in rows}


def history(topic: Topic, channel: Channel) -> list[NoticeTemplate]:
    """Every version of the texts of one topic and channel, newest first."""
    rows = NoticeTemplate.objects.filter(topic=topic.key, channel=channel.value)
    return list(rows.order_by("-made_at", "-number", "-language"))
