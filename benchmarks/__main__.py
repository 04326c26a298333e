"""Runs the measurements and prints a table of each: `python -m benchmarks [--write] [NAME …]`."""

import argparse
import importlib
import os
import re
import sys

from benchmarks.rows import ROOT, table

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")

NAMES = (
    "working_time",
    "derivation",
    "receipts",
    "acceptance",
    "over_http",
    "work_list",
    "foresight",
    "scenarios",
    "figures",
    "dashboards",
)
README = ROOT / "README.md"


def main() -> int:
    """Measure what is named, or everything; with --write put each table into README.md, where its name stands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], default=[])
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    for name in given.names or NAMES:
        sys.stderr.write(f"… {name}\n")
        measured = table(importlib.import_module(f"benchmarks.{name}").measure())
        print(measured, flush=True)
        if given.write:
            _write(name, measured)
    return 0


def _write(name: str, measured: str) -> None:
    begin, end = f"<!-- measured: {name} -->\n", "<!-- /measured -->"
    text = README.read_text(encoding="utf-8")
    assert begin in text, name
    README.write_text(re.sub(f"{begin}.*?{end}", lambda _: begin + measured + end, text, flags=re.S), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
