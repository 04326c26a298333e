"""Many ids as one parameter: the same rows as with a list."""

import pytest

from motcua.common.many_ids import among
from motcua.organisation.models import Unit
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_many_ids_find_the_same_rows_as_a_list(cast: Cast) -> None:
    ids = list(Unit.objects.order_by("-pk").values_list("pk", flat=True)[:3])
    assert sorted(Unit.objects.filter(pk__in=among(ids)).values_list("pk", flat=True)) == sorted(ids)
    assert not Unit.objects.filter(pk__in=among([])).exists()
