"""Errors about units, people and access: a branch of the one tree in `errors`."""

from motcua.domain.errors import BadInput, Conflict, RuleBroken
from motcua.domain.texts import gettext_noop


class CodeNotValid(BadInput):
    """A unit code that is not written as its scheme writes codes."""

    code = "code_not_valid"
    template = gettext_noop(
        "“%(value)s” không đúng dạng của %(scheme)s. Viết như H72.15 (nay), 000.00.15.H72 (2016), 00004 (thống kê)."
    )


class CodeTaken(RuleBroken):
    """The `value` of a code belongs to another unit (`unit`) in a period that overlaps."""

    code = "code_taken"
    template = gettext_noop(
        "Mã “%(value)s” đang thuộc về %(unit)s trong khoảng thời gian này. Chọn mã khác hoặc ngày khác."
    )


class PeriodNotValid(BadInput):
    """A period that ends before or when it starts."""

    code = "period_not_valid"
    template = gettext_noop("Ngày kết thúc %(value)s phải sau ngày bắt đầu %(start)s.")


class UnitNotInForce(RuleBroken):
    """The `unit` does not exist, or no longer exists, on the day `on`."""

    code = "unit_not_in_force"
    template = gettext_noop("%(unit)s không hoạt động ngày %(on)s. Chọn ngày khác hoặc đơn vị khác.")


class UnitHasLaterRows(RuleBroken):
    """Something of the `unit` begins on or after the day `on`: history is not rewritten behind it."""

    code = "unit_has_later_rows"
    template = gettext_noop("%(unit)s đã có thay đổi ghi từ ngày %(on)s trở đi (%(what)s). Chọn ngày sau thay đổi đó.")


class ChildrenInForce(RuleBroken):
    """A unit cannot end while `count` units below it are in force and nobody said what becomes of them."""

    code = "children_in_force"
    template = gettext_noop(
        "%(unit)s còn %(count)s đơn vị trực thuộc đang hoạt động ngày %(on)s. Chuyển hoặc kết thúc các đơn vị đó trước."
    )


class ParentNotValid(RuleBroken):
    """The parent lies below the unit itself, or is the unit."""

    code = "parent_not_valid"
    template = gettext_noop(
        "%(parent)s nằm trong %(unit)s nên không thể là cấp trên của đơn vị này. Chọn cấp trên khác."
    )


class UnitPartsMissing(BadInput):
    """A merger needs two units or a unit and another target, a split two results, one of them the heir."""

    code = "unit_parts_missing"
    template = gettext_noop(
        "Sự kiện cần ít nhất %(least)s đơn vị và đúng một đơn vị kế thừa hồ sơ, hiện có %(value)s đơn vị."
    )


class NameMissing(BadInput):
    """A name that is empty, longer than `most` characters, or holds signs that nobody sees."""

    code = "name_missing"
    template = gettext_noop("Tên không được để trống và dài nhất %(most)s ký tự. Nhập lại tên.")


class AssignmentOverlaps(RuleBroken):
    """The person already holds this post in an overlapping period."""

    code = "assignment_overlaps"
    template = gettext_noop(
        "%(person)s đã giữ chức vụ %(title)s trong thời gian này. Chọn ngày sau khi lần giữ trước kết thúc."
    )


class MainPostHeld(RuleBroken):
    """A person has one main post at a time; others are concurrent (kiêm nhiệm)."""

    code = "main_post_held"
    template = gettext_noop(
        "%(person)s đang có chức vụ chính là %(title)s. Chọn “Kiêm nhiệm”, hoặc kết thúc chức vụ chính cũ trước."
    )


class UsernameNotValid(BadInput):
    """A user name that is not 3–64 small letters, digits, dots, hyphens."""

    code = "username_not_valid"
    template = gettext_noop(
        "Tên đăng nhập “%(value)s” không dùng được. Dùng 3–64 chữ thường không dấu, chữ số, dấu chấm hoặc gạch nối."
    )


class UsernameTaken(Conflict):
    """The user name belongs to another account."""

    code = "username_taken"
    template = gettext_noop("Tên đăng nhập “%(value)s” đã có người dùng. Chọn tên khác.")


class EmailTaken(Conflict):
    """The e-mail address belongs to another account."""

    code = "email_taken"
    template = gettext_noop("Thư điện tử “%(value)s” đã gắn với tài khoản khác. Dùng địa chỉ khác hoặc để trống.")


class AccountExists(Conflict):
    """The person already has an account."""

    code = "account_exists"
    template = gettext_noop(
        "%(person)s đã có tài khoản %(value)s. Đặt lại mật khẩu nếu người này không đăng nhập được."
    )


class GrantUnitWrong(BadInput):
    """A role of a unit was granted without a unit, or a store-wide role with one."""

    code = "grant_unit_wrong"
    template = gettext_noop("Vai trò %(value)s: %(remedy)s")


class GrantExists(Conflict):
    """The person already holds the role in the unit."""

    code = "grant_exists"
    template = gettext_noop("%(person)s đã có vai trò %(value)s ở đơn vị này. Không cần giao lại.")


class LastAdministrator(RuleBroken):
    """The store would be left without an administrator who can sign in."""

    code = "last_administrator"
    template = gettext_noop(
        "%(person)s là người quản trị duy nhất còn đăng nhập được. Giao vai trò quản trị cho người khác trước."
    )


class AlreadyClosed(Conflict):
    """The assignment, grant or period was ended before."""

    code = "already_closed"
    template = gettext_noop("Mục này đã kết thúc từ %(since)s. Tải lại trang để xem tình trạng mới.")


class FileNotReadable(BadInput):
    """A file that is missing, is not UTF-8 text, or lacks columns; `remedy` says which."""

    code = "file_not_readable"
    template = gettext_noop("Không đọc được tệp “%(value)s”: %(remedy)s")
