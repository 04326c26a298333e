"""Numbers of a series: consecutive, given back on rollback, never twice."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from motcua.documents.models import NumberSeries
from motcua.documents.services import numbers
from tests.cast import AT

pytestmark = pytest.mark.database


def test_a_series_begins_with_one_and_counts_on(db: None) -> None:
    assert [numbers.take("a", at=AT) for _ in range(3)] == [1, 2, 3]
    assert numbers.take("b", at=AT) == 1
    assert numbers.take_many("a", 5, at=AT) == range(4, 9)
    assert numbers.take("a", at=AT) == 9
    assert NumberSeries.objects.get(key="a").taken_at == AT


def test_fewer_than_one_number_cannot_be_taken(db: None) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        numbers.take_many("a", 0, at=AT)


def test_a_number_taken_in_vain_is_given_again_so_that_no_gap_stays(db: None) -> None:
    numbers.take("a", at=AT)
    with transaction.atomic():
        assert numbers.take("a", at=AT) == 2
        transaction.set_rollback(True)
    assert numbers.take("a", at=AT) == 2


def in_threads(count: int, work: Callable[[], None]) -> None:
    def body() -> None:
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=body) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.postgresql
def test_many_writers_get_consecutive_numbers(committing: None) -> None:
    taken: list[int] = []
    in_threads(16, lambda: taken.extend(numbers.take("race", at=AT) for _ in range(50)))
    assert sorted(taken) == list(range(1, 801))
