"""Runs the measurements and prints one table: `python -m benchmarks [--write] [NAME …]`."""

import argparse
import importlib
import re
import sys

from benchmarks.rows import ROOT, Row, table

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
)
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->"


def main() -> int:
    """Measure what is named, or everything; with --write put the table into README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], default=[])
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    rows: list[Row] = []
    for name in given.names or NAMES:
        sys.stderr.write(f"… {name}\n")
        rows += importlib.import_module(f"benchmarks.{name}").measure()
    print(table(rows))
    if given.write:
        readme = ROOT / "README.md"
        text = readme.read_text(encoding="utf-8")
        readme.write_text(re.sub(f"{BEGIN}.*?{END}", lambda _: BEGIN + table(rows) + END, text, flags=re.S), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
