"""The permission table: every URL has a row and every row a URL, and each role gets what its row says.

What a page answers to those who may open it (200, a redirect, 400 for an empty form, 404 for an object that is not
there, 405 for the wrong method) is its own business; who may not open it gets 403, or is led to sign in.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import get_converters

from motcua.organisation import queries, services
from motcua.organisation.actors import system_actor
from motcua.organisation.kinds import Level
from motcua.organisation.models import Account
from motcua.organisation.roles import STORE_WIDE, Role
from motcua.project.access import PUBLIC, SIGNED_IN, TABLE, AccessMiddleware, roles
from tests.cast import AT

PASSED = {200, 204, 302, 303, 400, 404, 405, 409}
"""What a URL may answer to somebody who was let in with made-up arguments."""

SAMPLES: dict[str, Any] = {
    "int": 987654321,
    "uuid": UUID("00000000-0000-4000-8000-000000000000"),
    "str": "khong-co",
    "slug": "khong-co",
    "path": "khong/co",
}


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern, list[URLResolver]]]:
    """Yield every pattern of the URL conf with its full name."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = ":".join(part for part in (namespace, entry.namespace) if part)
            for name, pattern, above in patterns(entry, inner):
                yield name, pattern, [entry, *above]
        else:
            yield ":".join(part for part in (namespace, entry.name) if part), entry, []


ALL = list(patterns(get_resolver()))


def sample_arguments(pattern: URLPattern, above: list[URLResolver]) -> dict[str, Any]:
    """Return an argument of the right form for every converter of a pattern."""
    names = {converter: name for name, converter in get_converters().items()}
    found: dict[str, Any] = {}
    parts: list[URLPattern | URLResolver] = [*above, pattern]
    for part in parts:
        for argument, converter in part.pattern.converters.items():
            kind = names.get(converter, "str")
            found[argument] = SAMPLES.get(kind, getattr(type(converter), "sample", SAMPLES["str"]))
    return found


def address(name: str) -> str:
    """Return the address of a URL name with made-up arguments."""
    pattern, above = next((pattern, above) for found, pattern, above in ALL if found == name)
    return reverse(name, kwargs=sample_arguments(pattern, above))


def test_every_url_has_a_name_and_a_row_and_every_row_a_url() -> None:
    names = [name for name, _, _ in ALL]
    assert [pattern for name, pattern, _ in ALL if not pattern.name] == []
    assert sorted(set(names) - set(TABLE)) == []
    assert sorted(set(TABLE) - set(names)) == []


def account_with(role: Role | None) -> Account:
    """Return an account of a person who holds one role, in a commune or store-wide, or none."""
    system = system_actor()
    unit = services.create_unit(
        level=Level.COMMUNE, name="Xã A", parent_id=None, valid_from=date(2020, 1, 1), actor=system, at=AT
    )
    person = services.add_person(full_name="Người Thử", actor=system, at=AT)
    if role is not None:
        place = None if role in STORE_WIDE else unit.pk
        services.grant_role(person_id=person.pk, role=role, unit_id=place, actor=system, at=AT)
    return services.create_account(
        person_id=person.pk, username="thu", password="thu-mot-lan", must_change=False, actor=system, at=AT
    )


@pytest.fixture
def empty_views(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is let in gets an empty answer: all middleware runs, no page is drawn."""

    def nothing(self: BaseHandler, view: object) -> Callable[..., HttpResponse]:
        return lambda *arguments, **named: HttpResponse(status=204)

    monkeypatch.setattr(BaseHandler, "make_view_atomic", nothing)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "no role")
@pytest.mark.usefixtures("empty_views")
def test_each_role_is_let_in_or_refused_as_its_row_says(role: Role | None) -> None:
    expect_rows_kept(role)


@pytest.mark.django_db
def test_no_page_falls_over_made_up_arguments() -> None:
    expect_rows_kept(Role.ADMINISTRATOR)


def expect_rows_kept(role: Role | None) -> None:
    """Ask for every address as somebody with that role and hold the status against the row."""
    client = Client(raise_request_exception=False)
    client.force_login(account_with(role))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    held = frozenset({role} if role else ())
    wrong = {}
    for name, row in TABLE.items():
        client.cookies.clear()
        client.cookies[settings.SESSION_COOKIE_NAME] = session
        status = client.get(address(name)).status_code
        expected = PASSED if row.admits(signed_in=True, held=held) else {403}
        if status not in expected:
            wrong[name] = status
    assert wrong == {}


@pytest.mark.django_db
def test_whoever_is_not_signed_in_opens_public_pages_only_and_is_led_to_sign_in_and_back() -> None:
    client = Client(raise_request_exception=False)
    wrong = {}
    for name, row in TABLE.items():
        url = address(name)
        response = client.get(url)
        if row.public:
            good = response.status_code in PASSED
        else:
            good = response.status_code == 302 and response.headers["Location"].startswith(reverse("account_login"))
        if not good:
            wrong[name] = response.status_code
    assert wrong == {}


@pytest.mark.django_db
def test_a_part_of_a_page_asked_for_without_session_makes_the_whole_page_go_to_sign_in() -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/to-chuc/can-bo/?q=ha"}
    response = Client().get(reverse("organisation:people"), headers=headers)
    assert response.headers["HX-Redirect"] == reverse("account_login") + "?next=/to-chuc/can-bo/%3Fq%3Dha"


def test_a_url_without_a_row_is_an_error_not_a_way_in(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.resolver_match = type("Match", (), {"view_name": "somebody:forgot"})()
    with pytest.raises(ImproperlyConfigured, match="somebody:forgot"):
        AccessMiddleware(lambda request: HttpResponse()).process_view(request, None, (), {})


def test_a_row_admits_whom_it_names() -> None:
    nobody: frozenset[Role] = frozenset()
    assert PUBLIC.admits(signed_in=False, held=nobody)
    assert not SIGNED_IN.admits(signed_in=False, held=nobody)
    assert SIGNED_IN.admits(signed_in=True, held=nobody)
    clerks = roles(Role.CLERK, Role.LEADER)
    assert clerks.admits(signed_in=True, held=frozenset({Role.CLERK}))
    assert not clerks.admits(signed_in=True, held=frozenset({Role.HANDLER}))
    assert not clerks.admits(signed_in=False, held=frozenset({Role.CLERK}))


@pytest.mark.django_db
def test_a_revoked_role_closes_the_page_at_the_next_click() -> None:
    account = account_with(Role.AUDITOR)
    client = Client()
    client.force_login(account)
    services.grant_role(person_id=account.person_id, role=Role.ADMINISTRATOR, unit_id=None, actor=system_actor(), at=AT)
    assert client.get(reverse("organisation:add_person")).status_code == 200
    (line,) = [g for g in queries.grants_of(system_actor(), account.person_id, AT) if g.grant.role == "administrator"]
    line.grant.ends_at = AT
    line.grant.save()
    assert client.get(reverse("organisation:add_person")).status_code == 403
