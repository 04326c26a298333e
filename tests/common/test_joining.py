"""Joined statements do what they do one by one, and what fails is told."""

import pytest
from django.db import IntegrityError, transaction

from motcua.common import writing
from motcua.common.joining import joined
from motcua.documents.models import NumberSeries

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_joined_statements_write_what_single_ones_write() -> None:
    with transaction.atomic(), joined():
        first, second = NumberSeries(key="a"), NumberSeries(key="b")
        writing.insert([first])
        with joined():
            writing.insert([second], keyless=True)
        assert writing.update_if(first, {"next": 1}, {"next": 5})
        assert not writing.update_if(first, {"next": 1}, {"next": 9})
    assert dict(NumberSeries.objects.values_list("key", "next")) == {"a": 5, "b": 1}


def begin(*keys: str) -> None:
    """Begin series in one transaction, joined; a mark of ours breaks it off."""
    with transaction.atomic(), joined():
        for key in keys:
            if not key:
                raise LookupError
            writing.insert([NumberSeries(key=key)], keyless=True)


def test_what_fails_unread_is_told_at_the_end_and_nothing_is_written() -> None:
    with pytest.raises(IntegrityError):
        begin("a", "a", "b")
    assert not NumberSeries.objects.filter(key__in=["a", "b"]).exists()


def test_the_callers_own_fault_is_told_as_it_is() -> None:
    with pytest.raises(LookupError):
        begin("a", "")
    assert not NumberSeries.objects.filter(key="a").exists()
