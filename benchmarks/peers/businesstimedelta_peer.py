"""businesstimedelta 1.0: additions of working minutes under the same office hours; prints additions a second."""

import datetime as dt
import json
import random
import sys
import time

import businesstimedelta


def main() -> None:
    """Do NUMBER additions."""
    number = int(sys.argv[1])
    morning = businesstimedelta.WorkDayRule(
        start_time=dt.time(7), end_time=dt.time(11, 30), working_days=[0, 1, 2, 3, 4]
    )
    afternoon = businesstimedelta.WorkDayRule(
        start_time=dt.time(13, 30), end_time=dt.time(17), working_days=[0, 1, 2, 3, 4]
    )
    hours = businesstimedelta.Rules([morning, afternoon])
    chance = random.Random(7)
    first = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
    starts = [first + dt.timedelta(minutes=chance.randrange(600_000)) for _ in range(number)]
    amounts = [businesstimedelta.BusinessTimeDelta(hours, seconds=60 * chance.randrange(60, 12_000)) for _ in starts]
    started = time.process_time()
    for start, amount in zip(starts, amounts, strict=True):
        start + amount
    print(json.dumps({"per_second": number / (time.process_time() - started)}))


if __name__ == "__main__":
    main()
