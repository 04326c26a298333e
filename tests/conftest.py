"""What every test may rely on: fast password hashing, PostgreSQL marks, append-only tables around flush."""

import sys
import threading
from collections.abc import Generator, Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_migrate

from motcua.audit import append_only
from motcua.catalogue.queries.details import cases_of
from motcua.dossiers.queries import near
from motcua.dossiers.queries.steps import kept_steps
from motcua.reporting.dashboards.public import kept_panels
from tests.roomy import roomy

pytest_plugins = ["tests.browsing", "tests.cast"]


def pytest_configure() -> None:
    """Hash passwords cheaply: what is tested is who may sign in, not Argon2. Give a flushed store its calendar back."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    post_migrate.connect(_seed, sender=apps.get_app_config("calendars"))


def _seed(**_: Any) -> None:
    """Put back what the data migration seeded: a test that commits empties the store for whoever comes after it.

    The flush itself does so, because fixtures are torn down in an order that the test's marks change.
    """
    import_module("motcua.calendars.migrations.0002_seed_national_calendar").seed(
        apps, SimpleNamespace(connection=connection)
    )


UNTRACED = ("architecture", "figures", "journeys", "oracle", "project", "proof")
"""Folders of tests that go the same lines very often, or in processes of their own; single ones carry the mark."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test room; leave out of coverage what it would only slow down; skip what needs PostgreSQL where the
    tests run on SQLite.
    """
    for item in items:
        item.setup = roomy(item.setup)  # type: ignore[method-assign]
        item.runtest = roomy(item.runtest)  # type: ignore[method-assign]
        folder = item.path.relative_to(Path(__file__).parent).parts[0]
        if folder in UNTRACED or getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.untraced)
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL: python -m tests.with_postgresql pytest …")
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(skip)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run what is marked `untraced` without its fixtures or itself being traced: that doubles the time of a test.

    The mark `no_cover` does not do so in a worker of xdist: two tracers are started there, and it stops one.
    """
    if item.get_closest_marker("untraced") is None:
        return (yield)
    tracers = sys.gettrace(), threading.gettrace()
    sys.settrace(None)
    threading.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracers[0])
        threading.settrace(tracers[1])


@pytest.fixture(autouse=True)
def forget_versions() -> Iterator[None]:
    """What versions say is kept by id for good, and public figures for a while; a test that rolls back gives the same
    ids to others, at the same hour.
    """
    yield
    kept_steps.cache_clear()
    near.forget()
    cases_of.cache_clear()
    kept_panels.cache_clear()


@pytest.fixture
def committing(transactional_db: None) -> Iterator[None]:
    """Let a test commit for real. Append-only tables refuse the flush afterwards, so their triggers rest meanwhile."""
    append_only.install(connection)
    yield
    append_only.remove(connection)
