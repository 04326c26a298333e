"""Small files with one subject: a room that would pass 400 lines becomes a folder (design: rule 19)."""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MOST_LINES = 400


def test_no_python_file_passes_400_lines() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for folder in ("src", "tests", "benchmarks")
        for file in (ROOT / folder).rglob("*.py")
        if "migrations" not in file.parts and (lines := len(file.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not long


def test_no_module_is_called_utils_or_helpers() -> None:
    vague = {"utils", "util", "helpers", "helper", "misc", "tools"}
    assert not [str(p.relative_to(ROOT)) for p in (ROOT / "src/motcua").rglob("*.py") if p.stem in vague]
