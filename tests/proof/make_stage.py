"""Makes the store that browser and HTTP tests work on: `python -m tests.proof.make_stage FILE NOW` tells what is in it.

The cast, every shipped offering, some lives of the demo, and one dossier of known code in each situation.
"""

import json
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")

LIVES = 60
"""Dossiers of the demo beside the named ones, so that lists show late, near and paused ones too."""


def main(file: Path, now: datetime) -> None:
    """Fill a new store and write its facts as JSON."""
    django.setup()
    from django.core.management import call_command

    from motcua.common import clock
    from motcua.project.demo import store
    from tests.proof import samples

    call_command("migrate", interactive=False, verbosity=0)
    cast = store.fill(dossiers=LIVES, seed=2026, now=now - timedelta(hours=1), progress=lambda _done: None)
    with clock.set_to(now):
        facts = samples.gather(cast, now)
    file.write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
