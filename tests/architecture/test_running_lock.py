"""What the product imports is in the lock that running installs: a bare machine has nothing of what checking adds."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
OURS = {"motcua", "motcua_assets"}
EXTRAS = {"pyspark"}
"""Packages of extras: imported where they are asked for, with a sentence of what to install where they are not."""


def running() -> set[str]:
    """Return the packages that running installs, by their normalised names."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return {normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(node: ast.AST) -> Iterator[str]:
    """The modules that a file imports when it runs: what stands under TYPE_CHECKING is left out."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and child.level == 0 and child.module:
            yield child.module
        yield from imported(child)


def test_the_product_imports_only_what_running_installs() -> None:
    packages = metadata.packages_distributions()
    known = running()
    foreign: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for module in imported(ast.parse(path.read_text(encoding="utf-8"))):
            top = module.partition(".")[0]
            if top not in OURS | EXTRAS and top not in sys.stdlib_module_names:
                foreign |= (
                    {f"{top} in {path.name}"} if not {normal(n) for n in packages.get(top, [])} & known else set()
                )
    assert not foreign
