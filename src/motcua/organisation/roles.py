"""Roles that a grant can give. What each role may do stands in the policies of the apps and in the permission table."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """A role held by a person in one unit, or everywhere in the store when the grant names no unit."""

    DESK_OFFICER = "desk_officer"
    HANDLER = "handler"
    UNIT_HEAD = "unit_head"
    LEADER = "leader"
    CLERK = "clerk"
    ONE_STOP_HEAD = "one_stop_head"
    PROCEDURE_CONTROLLER = "procedure_controller"
    REFORM_OFFICER = "reform_officer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLE_LABELS: dict[Role, Promise] = {
    Role.DESK_OFFICER: _("Công chức một cửa"),
    Role.HANDLER: _("Công chức thụ lý"),
    Role.UNIT_HEAD: _("Trưởng đơn vị"),
    Role.LEADER: _("Lãnh đạo ký duyệt"),
    Role.CLERK: _("Văn thư"),
    Role.ONE_STOP_HEAD: _("Người đứng đầu Bộ phận Một cửa"),
    Role.PROCEDURE_CONTROLLER: _("Công chức kiểm soát thủ tục hành chính"),
    Role.REFORM_OFFICER: _("Công chức cải cách hành chính"),
    Role.ADMINISTRATOR: _("Quản trị hệ thống"),
    Role.AUDITOR: _("Thanh tra, kiểm tra"),
}

STORE_WIDE = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
"""Roles that are granted without a unit: they reach the whole store. Every other role needs a unit."""
