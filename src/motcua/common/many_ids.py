"""Many ids in one condition: as one parameter, where Django would look at each of them by itself, several times."""

import json
from collections.abc import Collection

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL


def among(ids: Collection[int]) -> RawSQL:
    """The ids as what follows `__in`: `filter(pk__in=among(ids))`."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(ids)], output_field=BigIntegerField())
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))], output_field=BigIntegerField())
