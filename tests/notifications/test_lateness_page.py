"""The tables of docs/rules/lateness.md that tell what is shipped: rules of watching and reasons for lateness."""

from motcua.dossiers.shipped_reasons import SHIPPED
from motcua.notifications.services.ship import WATCH_RULES
from tests.domain.test_lateness_page import LEVELS, PAGE, REASONS_HEAD, RULES_HEAD, TRIGGERS

TABLES = dict(PAGE)


def test_the_rules_of_watching_are_those_that_are_shipped() -> None:
    told = [
        (TRIGGERS[row["Báo khi"]], LEVELS[row["Báo cho"]], int(row["Sau"]), row["Giờ"]) for row in TABLES[RULES_HEAD]
    ]
    assert told == [
        (trigger, level, days, f"{hour:%H:%M}" if hour is not None else "–")
        for trigger, level, days, hour in WATCH_RULES
    ]


def test_the_reasons_for_lateness_are_those_that_are_shipped() -> None:
    told = [(row["Mã nguyên nhân"].strip("`"), row["Nguyên nhân"]) for row in TABLES[REASONS_HEAD]]
    assert told == [(reason.code, reason.name) for reason in SHIPPED]
