"""CSV tables as raw records. Quotes, line breaks in cells, comma, semicolon and tab are understood; UTF-8 only."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from motcua.dossiers.services.history.files import opened, unreadable
from motcua.dossiers.services.history.values import Record, Rejection

DELIMITERS = (",", ";", "\t", "|")


def records(path: Path, rejected: list[Rejection], on_header: Callable[[list[str]], None]) -> Iterator[Record]:
    """The rows of a table in their order; `on_header` gets the column names before the first row.

    A row with more or fewer cells than the header is put on `rejected`. Raises FileUnreadable.
    """
    try:
        with opened(path) as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            header = text.readline()
            rows = csv.reader(text, delimiter=delimiter_of(header))
            names = names_of(header, path.name)
            on_header(names)
            line = 2
            for cells in rows:
                if len(cells) == len(names):
                    yield Record(line, dict(zip(names, cells, strict=True)))
                elif cells:
                    rejected.append(Rejection(path.name, line, _ragged(len(cells), len(names))))
                line = rows.line_num + 2
    except UnicodeDecodeError as error:
        raise unreadable(path.name, _("Tệp không phải UTF-8. Lưu lại dạng “CSV UTF-8”.")) from error
    except csv.Error as error:
        raise unreadable(path.name, _("Tệp không phải bảng CSV: %(detail)s.") % {"detail": error}) from error


def delimiter_of(header: str) -> str:
    """What separates the columns: whatever the first line has most of."""
    return max(DELIMITERS, key=header.count)


def names_of(header: str, file: str) -> list[str]:
    """The column names of the first line; raises FileUnreadable when there are none or two alike."""
    names = [name.strip() for name in next(csv.reader([header], delimiter=delimiter_of(header)), [])]
    if not any(names):
        raise unreadable(file, _("Dòng đầu phải là tên các cột."))
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise unreadable(file, _("Hai cột trùng tên: %(names)s.") % {"names": ", ".join(twice)})
    return names


def _ragged(found: int, wanted: int) -> str:
    return _("có %(found)s ô, dòng tiêu đề có %(wanted)s cột") % {"found": found, "wanted": wanted}
