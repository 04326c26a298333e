"""Every package that running or checking installs has a licence that this project may use."""

import json
import re
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from email.message import Message

ROOT = Path(__file__).parent.parent.parent
ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "PSF-2.0",
    "PostgreSQL",
    "Python-2.0",
    "Unlicense",
    "Zlib",
    "HPND",
    "CC0-1.0",
    "OFL-1.1",
}
LGPL_AS_LIBRARY = {"psycopg", "psycopg-binary", "psycopg-pool"}
"""LGPL-3.0: used unchanged as libraries, which the licence allows beside Apache-2.0."""

READ_BY_HAND = {"axe-playwright-python": "MIT", "qrcode": "BSD-3-Clause"}
"""Their metadata says nothing usable; the licence file in the package was read."""

NAMES = {
    "apache license": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd license": "BSD",
    "bsd": "BSD",
    "mit license": "MIT",
    "mit": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "isc license (iscl)": "ISC",
    "python software foundation license": "PSF-2.0",
    "dual license": "BSD",
    "the unlicense (unlicense)": "Unlicense",
    "postgresql license": "PostgreSQL",
}


def locked() -> list[str]:
    """Return the names of all locked packages that are installed on this platform."""
    text = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    names = re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)
    installed = {d.metadata["Name"].lower().replace("_", "-") for d in metadata.distributions()}
    return [name for name in names if name.lower().replace("_", "-") in installed]


def licences(package: str) -> set[str]:
    """Return the licence identifiers that the package's metadata tells."""
    if package in READ_BY_HAND:
        return {READ_BY_HAND[package]}
    told: Message = metadata.metadata(package)  # type: ignore[assignment]  # typeshed tells less than there is
    if expression := told.get("License-Expression"):
        return set(re.split(r"\s+(?:AND|OR|WITH)\s+", expression.replace("(", "").replace(")", "")))
    classifiers = [c.split(" :: ")[-1] for c in told.get_all("Classifier") or [] if c.startswith("License ::")]
    raw = classifiers or [told.get("License") or ""]
    return {NAMES.get(name.strip().lower(), name.strip()) for name in raw if name != "OSI Approved"}


@pytest.mark.parametrize("package", locked())
def test_the_licence_of_each_locked_package_is_on_the_list(package: str) -> None:
    if package in LGPL_AS_LIBRARY:
        assert any("LGPL" in name or "Lesser" in name for name in licences(package))
    else:
        assert licences(package) <= ALLOWED, licences(package)


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert text.count("==") <= text.count("--hash=sha256:")


def test_the_lock_of_the_assets_holds_hashes_and_no_addresses() -> None:
    text = (ROOT / "assets" / "package-lock.json").read_text(encoding="utf-8")
    assert "http" not in text
    assert "://" not in text
    _itself, *packages = json.loads(text)["packages"].values()
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages)
