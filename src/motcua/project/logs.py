"""Logs as one JSON object a line, with request and actor id and no personal data."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("motcua_request_id", default="")
actor_id: ContextVar[int | None] = ContextVar("motcua_actor_id", default=None)


class JsonFormatter(logging.Formatter):
    """Writes time, level, logger, event, request and actor id, what the caller named, and the traceback if any.

    `logger.error("job_failed", extra={"incident": number})` adds `incident`: plain values only, ids and codes.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for `record`."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if request_id.get():
            line["request"] = request_id.get()
        if actor_id.get() is not None:
            line["actor"] = actor_id.get()
        line |= {name: value for name, value in vars(record).items() if _is_told(name, value)}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


def _is_told(name: str, value: object) -> bool:
    """Whether an attribute of a record was given as `extra`, and is plain."""
    return name not in _OWN and isinstance(value, str | int | float | None)
