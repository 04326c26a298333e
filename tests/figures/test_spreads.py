"""How long rows took, told one by one: what distributions are drawn from agrees with median and p90."""

from __future__ import annotations

import pytest

from motcua.domain.indicators.definitions import nearest_rank_of
from motcua.domain.indicators.values import Dimension, DossierFigures, StepFigures
from motcua.figures import queries
from motcua.figures.questions import Question
from tests.domain.indicators.rows import PERIOD
from tests.figures.engines import fill, sqlite
from tests.figures.test_readings import stay


@pytest.mark.parametrize("seed", [1, 7])
def test_the_spread_of_a_step_gives_its_median_and_its_p90(seed: int) -> None:
    rows = [stay(number, seed) for number in range(60)]
    engine = sqlite()
    fill(engine, DossierFigures, [])
    fill(engine, StepFigures, rows)
    question = Question(period=PERIOD)
    told = queries.figures_by(["steps.median", "steps.p90"], question, Dimension.STEP, engine=engine)
    spreads = queries.spreads("steps.median", question, Dimension.STEP, engine=engine)
    assert spreads
    for step, spread in spreads.items():
        assert told[step]["steps.median"].value == nearest_rank_of(spread, 50)
        assert told[step]["steps.p90"].value == nearest_rank_of(spread, 90)
        assert told[step]["steps.median"].numerator == sum(spread.values())
    whole = queries.spreads("steps.median", question, engine=engine)
    assert sum(whole[None].values()) == sum(sum(spread.values()) for spread in spreads.values())


def test_the_rows_of_a_time_go_from_the_quickest_to_the_slowest() -> None:
    rows = [stay(number, 3) for number in range(60)]
    engine, question = sqlite(), Question(period=PERIOD)
    fill(engine, DossierFigures, [])
    fill(engine, StepFigures, rows)
    whole = queries.timed_row_ids("steps.median", question, limit=100, engine=engine)
    assert sorted(whole) == queries.row_ids("steps.median", question, engine=engine)
    found = queries.spreads("steps.median", question, engine=engine)[None]
    used = [rows[pk - 1].minutes_used for pk in whole]
    assert used == [minutes for minutes in sorted(found) for _ in range(found[minutes])]
    assert queries.timed_row_ids("steps.median", question, skip=2, limit=3, engine=engine) == whole[2:5]
