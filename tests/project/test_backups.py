"""What a file must be before it is restored: members that would lie elsewhere, or are no files, are refused."""

import io
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.domain.errors import StoreRefused
from motcua.project import backups


def archive(folder: Path, member: tarfile.TarInfo, content: bytes = b"") -> Path:
    """A tar file that holds one member."""
    member.size = len(content)
    file = folder / "kho.tar"
    with tarfile.open(file, "w") as made:
        made.addfile(member, io.BytesIO(content))
    return file


def link(name: str) -> tarfile.TarInfo:
    """A member that points elsewhere."""
    member = tarfile.TarInfo(name)
    member.type, member.linkname = tarfile.SYMTYPE, "/etc"
    return member


@pytest.mark.parametrize("member", [tarfile.TarInfo("../manifest.json"), tarfile.TarInfo("/manifest.json"), link("x")])
@pytest.mark.django_db
def test_a_backup_never_writes_outside_its_folder(member: tarfile.TarInfo, tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    with pytest.raises(StoreRefused, match="không phải bản sao lưu"):
        backups.restore(archive(tmp_path, member, b"{}" if member.isfile() else b""))
    assert not (tmp_path / "manifest.json").exists()


def test_a_backup_into_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="thư mục không có"):
        backups.backup(tmp_path / "usb" / "motcua.tar", at=datetime(2026, 2, 11, tzinfo=UTC))
