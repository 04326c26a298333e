"""Work off what waits, as `motcua worker --once` does, at an instant: `python -m tests.proof.working NOW`."""

import os
import sys
from datetime import datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")

TURNS = 2
"""What one turn hands over the next one sends."""


def main(at: datetime) -> None:
    """Do all that is due."""
    django.setup()
    from motcua.common import clock
    from motcua.jobs.services.run import work_once

    with clock.set_to(at):
        for _ in range(TURNS):
            work_once(at)


if __name__ == "__main__":
    main(datetime.fromisoformat(sys.argv[1]))
