"""What the server does before it has web workers."""

from typing import Any

import pytest
from django.db import connection

from motcua.project import server


@pytest.mark.postgresql
def test_web_workers_inherit_no_connection(committing: None, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Two processes on one connection would read each other's answers."""
    open_then: list[Any] = []

    class Workers:
        """Stands in for granian, where it forks."""

        def __init__(self, *arguments: object, **options: object) -> None:
            pass

        def serve(self, **options: object) -> None:
            """See what is open."""
            open_then.extend([connection.connection, *connection._connection_pools])  # type: ignore[attr-defined]

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    monkeypatch.setattr(server, "Granian", Workers)
    monkeypatch.setattr(server, "refuse_taken", lambda *_address: None)
    monkeypatch.setattr("signal.signal", lambda *_heard: None)
    settings.WORKER_INSIDE = False
    server.serve("127.0.0.1", 1, 2, 1)
    assert open_then == [None]
