"""Fills a store with NUMBER dossiers and asks for the pages of its dashboards. Prints medians (ms) as JSON."""

import json
import sys
import time
from statistics import median
from typing import Any

from benchmarks.workers.store import open_store

TIMES = 5


def main() -> None:
    """Fill the store that DATABASE_URL or MOTCUA_HOME names, and measure."""
    open_store()
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from motcua.common import clock
    from motcua.organisation.models import Account
    from motcua.project.bench import store
    from motcua.project.bench.chances import Chances
    from motcua.reporting.dashboards.sections import Section

    settings.ALLOWED_HOSTS = ["testserver"]
    cast, source = store.make_source(int(sys.argv[1]), seed=7, now=clock.now(), chances=Chances())
    store.fill(source, lambda _done: None)
    told: dict[str, dict[str, float]] = {}
    for key in ("leader", "auditor"):
        client = Client()
        client.force_login(Account.objects.get(username=cast.members[key].username))
        told[key] = {
            section.value: _median(client, reverse("reporting:dashboard", args=[section.value])) for section in Section
        }
    print(json.dumps(told))


def _median(client: Any, url: str) -> float:
    """The first answer compiles what the figures ask, and is left out."""
    times = []
    for _ in range(TIMES + 1):
        started = time.perf_counter()
        answer = client.get(url)
        times.append(time.perf_counter() - started)
        assert answer.status_code == 200, (url, answer.status_code)
    return 1000 * median(times[1:])


if __name__ == "__main__":
    main()
