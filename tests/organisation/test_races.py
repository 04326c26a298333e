"""Two administrators at once: one code, one grant, one account, whoever comes first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from motcua.domain.errors import MotcuaError
from motcua.organisation import services
from motcua.organisation.actors import system_actor
from motcua.organisation.kinds import Level
from motcua.organisation.models import Account, RoleGrant, UnitCode
from motcua.organisation.roles import Role
from tests.cast import AT

pytestmark = [pytest.mark.postgresql, pytest.mark.usefixtures("committing")]

THREADS = 8


def at_once(act: Callable[[int], object]) -> list[str]:
    """Run the act in threads that begin together; return what each came to: 'done' or the refusal's code."""
    barrier = Barrier(THREADS)

    def run(number: int) -> str:
        try:
            barrier.wait(timeout=30)
            act(number)
        except MotcuaError as error:
            return error.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(THREADS) as pool:
        return sorted(pool.map(run, range(THREADS)))


def test_a_code_is_given_once_even_with_periods_that_only_overlap() -> None:
    def create(number: int) -> None:
        services.create_unit(
            level=Level.COMMUNE,
            name=f"Xã {number}",
            parent_id=None,
            valid_from=date(2020 + number, 1, 1),
            valid_to=date(2040 + number, 1, 1),
            codes=[services.Code("H72.99")],
            actor=system_actor(),
            at=AT,
        )

    assert at_once(create) == ["code_taken"] * (THREADS - 1) + ["done"]
    assert UnitCode.objects.filter(code="H72.99").count() == 1


def test_a_role_and_an_account_are_given_once() -> None:
    person = services.add_person(full_name="Người Thử", actor=system_actor(), at=AT)

    def grant(number: int) -> None:
        services.grant_role(person_id=person.pk, role=Role.AUDITOR, unit_id=None, actor=system_actor(), at=AT)

    def account(number: int) -> None:
        services.create_account(
            person_id=person.pk, username=f"thu{number}", password="mot-lan", actor=system_actor(), at=AT
        )

    assert at_once(grant) == ["done"] + ["grant_exists"] * (THREADS - 1)
    assert at_once(account) == ["account_exists"] * (THREADS - 1) + ["done"]
    assert (RoleGrant.objects.count(), Account.objects.count()) == (1, 1)
