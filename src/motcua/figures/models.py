"""Which store this is: what leaves it as a snapshot says so."""

import uuid
from typing import ClassVar

from django.db import models

from motcua.common.privacy import PersonalData


class Installation(models.Model):
    """The one row that names this store; a restored backup keeps it (design: rule 10)."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="figures_one_installation"),
        ]
