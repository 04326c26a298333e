"""Docs lag behind only until the next run: settings, commands, decisions and links are looked up in them."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
READERS = re.compile(
    r"""(?:text|flag|whole|words|one_of|address|secret|environ\.get)\(\s*["']((?:MOTCUA|DATABASE)_[A-Z_]+)["']"""
)


def written() -> str:
    """Return all docs as one text."""
    return "\n".join(file.read_text(encoding="utf-8") for file in DOCS)


def test_every_setting_is_in_the_operators_table() -> None:
    told = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    code = "\n".join(f.read_text(encoding="utf-8") for f in (ROOT / "src/motcua/project").rglob("*.py"))
    names = set(READERS.findall(code))
    assert names
    assert sorted(name for name in names if f"`{name}`" not in told) == []


def test_every_command_is_told_somewhere() -> None:
    commands = {f.stem for f in (ROOT / "src/motcua").glob("*/management/commands/*.py") if f.stem != "__init__"}
    assert "demo" in commands
    text = written()
    assert sorted(name for name in commands if f"motcua {name}" not in text) == []


@pytest.mark.parametrize("file", [*DOCS, ROOT / "README.vi.md", ROOT / "CONTRIBUTING.md"], ids=lambda f: f.name)
def test_links_lead_to_files_that_exist(file: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", file.read_text(encoding="utf-8"))
    assert [t for t in targets if not (file.parent / t).exists()] == []


def test_decisions_have_numbers_of_their_own_and_say_what_was_rejected() -> None:
    files = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [f.name[:4] for f in files]
    assert len(set(numbers)) == len(numbers)
    assert [f.name for f in files if "**Rejected.**" not in f.read_text(encoding="utf-8")] == []
