"""What notices say: texts by topic, channel and language; an edit is a new version."""

from typing import ClassVar

from django.db import models

from motcua.common.privacy import PersonalData
from motcua.notifications.vocabulary import Channel, Language


class NoticeTemplate(models.Model):
    """One version of one text; the one with the highest number is in use. Versions are never changed or deleted.

    `subject` is the subject of an e-mail and the first line of a bell item; SMS and Zalo have none.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {"made_by_label": PersonalData.NAME}

    topic = models.CharField(max_length=64)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    language = models.CharField(max_length=2, choices=Language.choices)
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    made_at = models.DateTimeField()
    made_by_kind = models.CharField(max_length=16)
    made_by_id = models.BigIntegerField(null=True, blank=True)
    made_by_label = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["topic", "channel", "language", "number"], name="notifications_template_number"
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values, language__in=Language.values),
                name="notifications_template_words",
            ),
        ]
