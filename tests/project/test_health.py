"""Addresses for whoever watches, and error pages with an incident number."""

import json
import logging

import pytest
from django.test import Client

from motcua.domain import errors
from motcua.figures import fact_tables
from motcua.project import incidents, logs

pytestmark = pytest.mark.django_db


def test_the_process_says_that_it_lives_and_is_ready(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok"}


def test_a_store_whose_figures_are_not_filled_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fact_tables, "_asked", [lambda: False])
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "figures_incomplete"})


def test_what_is_not_there_is_told_in_vietnamese_with_an_incident_number(client: Client) -> None:
    answer = client.get("/khong-co/")
    assert answer.status_code == 404
    assert answer.headers["X-Request-Id"] in answer.content.decode()


def test_what_is_too_large_is_refused_in_vietnamese(client: Client) -> None:
    answer = client.post("/tai-khoan/dang-nhap/", {f"f{each}": "1" for each in range(1001)})
    assert answer.status_code == 400
    assert "Nội dung gửi lên quá lớn" in answer.content.decode()
    assert client.get("/", HTTP_HOST="evil.example").status_code == 400


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.NotFound(), 404),
        (errors.NotAllowed(), 403),
        (errors.Conflict(), 409),
        (errors.RuleBroken(), 409),
        (errors.BadInput(value="x", remedy="y", field="z"), 400),
    ],
)
def test_errors_of_ours_are_translated_once_at_the_edge(rf: object, error: Exception, status: int) -> None:
    from django.test import RequestFactory

    middleware = incidents.IncidentMiddleware(lambda _: incidents.server_error(RequestFactory().get("/")))
    answer = middleware.process_exception(RequestFactory().get("/"), error)
    assert answer is not None
    assert answer.status_code == status


def test_log_lines_are_json_without_personal_data() -> None:
    token = logs.request_id.set("abcd1234")
    try:
        record = logging.LogRecord("motcua", logging.WARNING, "f", 1, "import_rejected %s", (3,), None)
        line = json.loads(logs.JsonFormatter().format(record))
    finally:
        logs.request_id.reset(token)
    assert line["event"] == "import_rejected 3"
    assert line["request"] == "abcd1234"
    assert "actor" not in line


def test_a_log_line_says_what_the_caller_named_if_it_is_plain() -> None:
    record = logging.makeLogRecord({"msg": "job_failed", "incident": "ab12cd34", "attempt": 2, "request": object()})
    line = json.loads(logs.JsonFormatter().format(record))
    assert (line["incident"], line["attempt"]) == ("ab12cd34", 2)
    assert "request" not in line
    assert set(line) == {"at", "level", "logger", "event", "incident", "attempt"}
