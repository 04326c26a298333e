"""Opening a file, packed or not, without letting it unpack into more than the product is willing to read."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import BadGzipFile, GzipFile
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from motcua.domain.errors import FileUnreadable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_UNPACKED = 200_000_000
"""Bytes of one file after unpacking; beyond it is a mistake or a bomb."""

CHUNK = 1 << 18

_GZIP = b"\x1f\x8b"

_BEFORE_XML = b"\xef\xbb\xbf\xfe\xff \t\r\n"


class _Measured(io.RawIOBase):
    """Counts what is read from a file and stops it at the limit, so that a bomb is never held in memory."""

    def __init__(self, inner: io.BufferedIOBase, name: str, most: int) -> None:
        super().__init__()
        self._inner, self._name, self._left = inner, name, most

    def readable(self) -> bool:
        """It is only read."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read the next bytes; raises FileUnreadable beyond the limit."""
        view = memoryview(buffer).cast("B")
        chunk = self._inner.read(len(view))
        self._left -= len(chunk)
        if self._left < 0:
            raise unreadable(
                self._name,
                _("Nội dung sau giải nén vượt quá %(most)s MB. Chia nhỏ tệp rồi nhập từng phần.")
                % {"most": MOST_UNPACKED // 1_000_000},
            )
        view[: len(chunk)] = chunk
        return len(chunk)


def unreadable(name: str, remedy: str) -> FileUnreadable:
    """The error of a file that cannot be read as a whole."""
    return FileUnreadable(field="file", value=name, remedy=remedy)


@contextmanager
def opened(path: Path, most: int = MOST_UNPACKED) -> Iterator[io.BufferedReader]:
    """The bytes of a file, unpacked if it is packed with gzip (by its content, not its name).

    Raises FileUnreadable: not there, not whole, or more than `most` bytes.
    """
    try:
        with path.open("rb") as plain:
            packed = plain.read(2) == _GZIP
            plain.seek(0)
            inner: io.BufferedIOBase = GzipFile(fileobj=plain) if packed else plain
            yield io.BufferedReader(_Measured(inner, path.name, most), CHUNK)
    except (BadGzipFile, EOFError, zlib.error) as error:
        raise unreadable(path.name, _("Tệp nén gzip bị hỏng hoặc thiếu phần cuối. Chép lại tệp gốc.")) from error
    except OSError as error:
        raise unreadable(path.name, _("Kiểm tra đường dẫn và quyền đọc tệp.")) from error


def is_xml(path: Path) -> bool:
    """Whether a file holds XML: its first character that is not blank is `<` (in UTF-8 or UTF-16)."""
    with opened(path) as stream:
        return stream.read(512).replace(b"\0", b"").lstrip(_BEFORE_XML).startswith(b"<")
