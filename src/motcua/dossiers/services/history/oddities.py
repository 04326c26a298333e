"""What is strange about a case. Nothing is dropped for it: the source's words are kept, and this says what to look at.

An anomaly contradicts itself: the case ends before it starts. Everything else is a warning.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.dossiers.services.history.columns import Layout
from motcua.dossiers.services.history.values import SourceCase

ENDS_BEFORE_START = "ends_before_start"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something strange about one case: `code` says what, `message` says it to a person, `count` how many events."""

    case: str
    code: str
    message: str
    line: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class Oddities:
    """Everything strange in a history, in the order of its cases."""

    anomalies: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def oddities(cases: Sequence[SourceCase], layout: Layout, at: datetime) -> Oddities:
    """What is strange about these cases as seen at the instant `at`."""
    found = [finding for case in cases for finding in _of_case(case, layout, at)]
    return Oddities(
        anomalies=tuple(f for f in found if f.code == ENDS_BEFORE_START),
        warnings=tuple(f for f in found if f.code != ENDS_BEFORE_START),
    )


def _of_case(case: SourceCase, layout: Layout, at: datetime) -> Iterator[Finding]:
    for code, message, count in (*_of_dates(case, at), *_of_words(case, layout), *_of_events(case, at)):
        if count:
            yield Finding(case.case_id, code, message, case.line, int(count))


def _of_dates(case: SourceCase, at: datetime) -> Iterator[tuple[str, str, int]]:
    ended, deadline = case.end, case.deadline
    yield (ENDS_BEFORE_START, _("kết thúc trước khi bắt đầu"), ended is not None and ended < case.start)
    yield (
        "no_start",
        _("không ghi thời điểm tiếp nhận; lấy thời điểm của sự kiện đầu tiên"),
        not case.start_given,
    )
    yield ("no_deadline", _("không ghi hạn trả"), deadline is None)
    yield ("deadline_before_start", _("hạn trả trước khi tiếp nhận"), deadline is not None and deadline < case.start)
    yield ("in_future", _("tiếp nhận hoặc kết thúc sau lúc nhập"), max(case.start, ended or case.start) > at)


def _of_words(case: SourceCase, layout: Layout) -> Iterator[tuple[str, str, int]]:
    unknown = _("không rõ hình thức nộp “%(word)s”") % {"word": case.channel}
    yield ("no_channel", _("không ghi hình thức nộp"), not case.channel)
    yield ("unknown_channel", unknown, bool(case.channel) and not layout.channel_of(case.channel))
    told = case.end is not None and case.result and layout.ending_of(case.result, case.last_activity).outcome is None
    yield ("unknown_result", _("không rõ kết quả “%(word)s”") % {"word": case.result}, bool(told))


def _of_events(case: SourceCase, at: datetime) -> Iterator[tuple[str, str, int]]:
    # A file without seconds in its start but with seconds in its events is no contradiction.
    begin = case.start.replace(second=0, microsecond=0)
    early = sum(event.at < begin for event in case.events)
    late = sum(event.at > case.end for event in case.events) if case.end is not None else 0
    coming = sum(event.at > at for event in case.events)
    twice = sum(n - 1 for n in Counter((e.at, e.activity, e.reference) for e in case.events).values())
    yield ("no_events", _("không có sự kiện nào"), not case.events)
    yield ("event_before_start", _("%(count)s sự kiện trước lúc tiếp nhận") % {"count": early}, early)
    yield ("event_after_end", _("%(count)s sự kiện sau lúc kết thúc") % {"count": late}, late)
    yield ("event_in_future", _("%(count)s sự kiện sau lúc nhập") % {"count": coming}, coming)
    yield ("event_twice", _("%(count)s sự kiện lặp lại y hệt") % {"count": twice}, twice)
