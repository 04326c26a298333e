"""The head of the one-stop sheet: columns in groups, in the order of its codes. No official form was found."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop


@dataclass(frozen=True)
class HeadGroup:
    """Columns under one heading: its words, and the short name of each column."""

    name: str
    columns: tuple[str, ...]


_ALL: Final = gettext_noop("Tổng số")
_LATE: Final = gettext_noop("Quá hạn")
_ONE_STOP: Final = (
    (gettext_noop("Nộp đến"), (_ALL, gettext_noop("Từ chối tiếp nhận"), gettext_noop("Tiếp nhận trong kỳ"))),
    (
        gettext_noop("Số hồ sơ nhận giải quyết"),
        (
            _ALL,
            gettext_noop("Mới, trực tuyến"),
            gettext_noop("Mới, trực tiếp, bưu chính"),
            gettext_noop("Kỳ trước chuyển qua"),
        ),
    ),
    (
        gettext_noop("Số hồ sơ đã giải quyết"),
        (_ALL, gettext_noop("Trước hạn"), gettext_noop("Đúng hạn"), _LATE),
    ),
    (gettext_noop("Số hồ sơ đang giải quyết"), (_ALL, gettext_noop("Trong hạn"), _LATE)),
    (
        gettext_noop("Đã kết thúc bằng"),
        (
            gettext_noop("Kết quả như đề nghị"),
            gettext_noop("Từ chối giải quyết"),
            gettext_noop("Người nộp rút"),
            gettext_noop("Dừng giải quyết"),
        ),
    ),
    (gettext_noop("Trong đó, kèm theo"), (gettext_noop("Đang tạm dừng"), gettext_noop("Thư xin lỗi phải gửi"))),
)


def one_stop_head() -> list[HeadGroup]:
    """The head in the reader's language."""
    return [HeadGroup(_(name), tuple(_(each) for each in columns)) for name, columns in _ONE_STOP]
