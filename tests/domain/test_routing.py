"""The longest way through a process, its sum against the limit, and what is no process."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.limits import LimitUnit, TimeLimit
from motcua.domain.routing import (
    Fault,
    Fit,
    Measure,
    Place,
    Span,
    Step,
    StepKind,
    check_sum,
    critical_path,
    faults,
    measure_of,
    span_of,
)


def step(no: int, limit: str, *after: int, kind: StepKind = StepKind.OTHER) -> Step:
    return Step(no, f"Bước {no}", "handler", Place.EXECUTING, TimeLimit.parse(limit), kind, next=after)


def chain(*limits: str) -> list[Step]:
    last = len(limits)
    kinds = {1: StepKind.RECEIVE, last: StepKind.RETURN}
    return [
        step(no, limit, *([no + 1] if no < last else []), kind=kinds.get(no, StepKind.OTHER))
        for no, limit in enumerate(limits, 1)
    ]


SEVEN = chain(
    "2 working_hours",
    "2 working_hours",
    "20 working_hours",
    "8 working_hours",
    "4 working_hours",
    "2 working_hours",
    "2 working_hours",
)


def test_a_chain_takes_all_its_steps() -> None:
    path = critical_path(SEVEN)
    assert path.steps == (1, 2, 3, 4, 5, 6, 7)
    assert path.total == Span(40 * 60, 40 * 60)
    assert path.measure is Measure.WORKING_MINUTES


def test_of_parallel_branches_the_longer_one_counts() -> None:
    steps = [
        step(1, "2 working_hours", 2, 3, kind=StepKind.RECEIVE),
        step(2, "1 working_days", 4),
        step(3, "2 working_days", 4),
        step(4, "1 working_hours", kind=StepKind.RETURN),
    ]
    path = critical_path(steps)
    assert path.steps == (1, 3, 4)
    assert path.total.most == 120 + 960 + 60
    assert faults(steps) == ()


def test_of_equally_long_branches_that_with_the_smaller_numbers_is_named() -> None:
    steps = [
        step(1, "1 working_hours", 3, 2),
        step(2, "1 working_hours", 4),
        step(3, "1 working_hours", 4),
        step(4, "1 working_hours"),
    ]
    assert critical_path(steps).steps == (1, 2, 4)


@pytest.mark.parametrize(
    ("limit", "fit", "difference"),
    [
        ("5 working_days", Fit.EQUAL, Span(0, 0)),
        ("40 working_hours", Fit.EQUAL, Span(0, 0)),
        ("6 working_days", Fit.SHORTER, Span(-480, -480)),
        ("4 working_days", Fit.LONGER, Span(480, 480)),
        ("same_day", Fit.LONGER, Span(1920, 1920)),
        # 5 calendar days hold 3 to 5 working days, 10 hold 6 to 8, 3 hold 1 to 3.
        ("5 calendar_days", Fit.UNCLEAR, Span(0, 960)),
        ("10 calendar_days", Fit.SHORTER, Span(-1440, -480)),
        ("3 calendar_days", Fit.LONGER, Span(960, 1920)),
        # A month holds at least four whole weeks.
        ("1 calendar_months", Fit.SHORTER, Span(40 * 60 - 23 * 480, 40 * 60 - 20 * 480)),
    ],
)
def test_the_sum_is_compared_with_the_limit(limit: str, fit: Fit, difference: Span) -> None:
    check = check_sum(SEVEN, TimeLimit.parse(limit))
    assert (check.fit, check.difference) == (fit, difference)


def test_published_tables_are_found_out_when_their_steps_exceed_their_total() -> None:
    """Real tables of a former district: 12 = 1+10+1 agrees, 17 ≠ 1+10+5+1+1."""
    agrees = chain("1 working_days", "10 working_days", "1 working_days")
    differs = chain("1 working_days", "10 working_days", "5 working_days", "1 working_days", "1 working_days")
    assert check_sum(agrees, TimeLimit.parse("12 working_days")).fit is Fit.EQUAL
    found = check_sum(differs, TimeLimit.parse("17 working_days"))
    assert (found.fit, found.difference) == (Fit.LONGER, Span(480, 480))


def test_limits_in_calendar_units_only_are_compared_in_days() -> None:
    check = check_sum(chain("5 calendar_days", "20 calendar_days"), TimeLimit.parse("30 calendar_days"))
    assert (check.measure, check.fit, check.difference) == (Measure.CALENDAR_DAYS, Fit.SHORTER, Span(-5, -5))
    assert check_sum(chain("1 calendar_months"), TimeLimit.parse("1 calendar_months")).fit is Fit.EQUAL


def test_the_length_of_a_working_day_can_be_told() -> None:
    assert check_sum(chain("450 working_hours"), TimeLimit.parse("60 working_days"), 450).fit is Fit.EQUAL


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], (Fault.EMPTY,)),
        ([step(1, "same_day"), step(1, "same_day")], (Fault.DUPLICATE_NUMBER,)),
        ([step(1, "same_day", 9)], (Fault.UNKNOWN_NEXT,)),
        ([step(1, "same_day", 2), step(2, "same_day", 1)], (Fault.CYCLE,)),
        ([step(1, "same_day", 1)], (Fault.CYCLE,)),
        ([step(1, "same_day")], (Fault.NOT_RECEIVED_FIRST, Fault.NOT_RETURNED_LAST)),
        (
            [
                step(1, "same_day", 3, kind=StepKind.RECEIVE),
                step(2, "same_day", 3, kind=StepKind.RECEIVE),
                step(3, "same_day", kind=StepKind.RETURN),
            ],
            (Fault.SEVERAL_STARTS,),
        ),
        (SEVEN, ()),
    ],
)
def test_faulty_processes_are_named(steps: Sequence[Step], expected: tuple[Fault, ...]) -> None:
    assert faults(steps) == expected


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [step(1, "same_day"), step(1, "same_day")],
        [step(1, "same_day", 9)],
        [step(1, "same_day", 2), step(2, "same_day", 1)],
    ],
)
def test_no_path_through_what_is_no_process(steps: Sequence[Step]) -> None:
    with pytest.raises(ValueError, match="no process"):
        critical_path(steps)


limits = st.builds(
    TimeLimit,
    st.integers(1, 60),
    st.sampled_from([LimitUnit.WORKING_HOURS, LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS]),
)


@given(st.lists(limits, min_size=1, max_size=8))
def test_the_sum_of_a_chain_is_the_sum_of_its_spans(terms: list[TimeLimit]) -> None:
    path = critical_path(chain(*map(str, terms)))
    spans = [span_of(term, measure_of(terms)) for term in terms]
    assert path.total == Span(sum(s.least for s in spans), sum(s.most for s in spans))


@given(limits)
def test_a_term_equals_itself_and_never_holds_less_than_its_least(term: TimeLimit) -> None:
    assert check_sum(chain(str(term)), term).fit is Fit.EQUAL
    for measure in (measure_of([term]), Measure.WORKING_MINUTES):
        span = span_of(term, measure)
        assert 0 <= span.least <= span.most


@given(st.lists(limits, min_size=2, max_size=6), st.integers(0, 4))
def test_a_longer_step_never_shortens_the_path(terms: list[TimeLimit], place: int) -> None:
    place %= len(terms)
    longer = [*terms]
    longer[place] = TimeLimit(terms[place].amount + 1, terms[place].unit)
    before, after = (critical_path(chain(*map(str, each))) for each in (terms, longer))
    assert after.total.most >= before.total.most
