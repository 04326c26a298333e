"""Every command, server and worker starts without the libraries that only figures, charts and exports need."""

import subprocess
import sys
from pathlib import Path

from tests.proof.processes import environment

HEAVY = ("altair", "duckdb", "ibis", "pyarrow", "vl_convert", "xlsxwriter")

STARTED = f"""
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.project.settings"
import django
django.setup()
import motcua.project.urls
print(*sorted(set({HEAVY!r}) & set(sys.modules)))
"""


def test_what_is_heavy_is_loaded_at_its_first_use(tmp_path: Path) -> None:
    """They took a second and a half of each start."""
    done = subprocess.run(
        [sys.executable, "-c", STARTED], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
