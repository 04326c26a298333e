"""Closed lists of words of a dossier, with what people read for each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResultChannel(models.TextChoices):
    """How the applicant wants the result (independent of how the dossier came in; Decree 118/2025 article 22)."""

    DESK = "desk", _("Tại quầy")
    POST = "post", _("Qua dịch vụ bưu chính")
    ELECTRONIC = "electronic", _("Bản điện tử")


class Confirmation(models.TextChoices):
    """What proves that the result came into the right hands."""

    SIGNED = "signed", _("Ký nhận trên giấy hẹn hoặc trong sổ")
    IDENTITY = "identity", _("Đã xuất trình giấy tờ, giấy ủy quyền")
    POSTAL = "postal", _("Có báo phát của bưu chính")
    ELECTRONIC = "electronic", _("Có xác nhận đã nhận bản điện tử")


class PartyRole(models.TextChoices):
    """Whose dossier it is, and who brings it when that is someone else."""

    OWNER = "owner", _("Chủ hồ sơ")
    SUBMITTER = "submitter", _("Người nộp")


class PartyKind(models.TextChoices):
    """What kind of applicant."""

    CITIZEN = "citizen", _("Công dân")
    ENTERPRISE = "enterprise", _("Doanh nghiệp, hộ kinh doanh, hợp tác xã")
    STATE_BODY = "state_body", _("Cơ quan nhà nước")
    ORGANISATION = "organisation", _("Tổ chức khác")


class IdentityKind(models.TextChoices):
    """What the identity number is."""

    PERSONAL = "personal", _("Số định danh cá nhân (12 chữ số)")
    OLD_CARD = "old_card", _("Chứng minh nhân dân (9 chữ số)")
    PASSPORT = "passport", _("Hộ chiếu")
    BUSINESS = "business", _("Mã số doanh nghiệp, hộ kinh doanh")
    OTHER = "other", _("Giấy tờ khác")


class ComponentSource(models.TextChoices):
    """Where a component came from (indicators on digitising depend on it; Decree 118/2025 article 17)."""

    PAPER = "paper", _("Bản giấy")
    SCAN = "scan", _("Bản giấy đã quét, ký số")
    ELECTRONIC = "electronic", _("Bản điện tử")
    DATABASE = "database", _("Từ cơ sở dữ liệu")
    REUSED = "reused", _("Dùng lại từ hồ sơ trước")


class NoticeChannel(models.TextChoices):
    """By which way a party asks at intake to be told what happens to the dossier."""

    EMAIL = "email", _("Thư điện tử")
    SMS = "sms", _("Tin nhắn SMS")
    ZALO = "zalo", _("Zalo")


class SupplementReason(models.TextChoices):
    """Why a further supplement is asked although one was asked already."""

    GUIDANCE_NOT_FOLLOWED = "guidance_not_followed", _("Người nộp không làm theo hướng dẫn")
    STILL_INCOMPLETE = "still_incomplete", _("Giấy tờ bổ sung chưa đủ")
    NEW_FINDING = "new_finding", _("Thẩm định phát hiện nội dung mới")
    SECTOR_LAW = "sector_law", _("Luật chuyên ngành cho phép")


class StopReason(models.TextChoices):
    """Why the agency stops handling."""

    OTHER_AGENCY = "other_agency", _("Thuộc thẩm quyền cơ quan khác")
    DISPUTE = "dispute", _("Có tranh chấp, khiếu nại đang giải quyết")
    COURT = "court", _("Có yêu cầu của tòa án, cơ quan điều tra")
    DUPLICATE = "duplicate", _("Trùng với hồ sơ khác")
    FALSE_PAPERS = "false_papers", _("Giấy tờ có dấu hiệu giả mạo")
    OTHER = "other", _("Lý do khác")


class PaymentWay(models.TextChoices):
    """How a fee or duty was paid (Decree 118/2025 article 24)."""

    ONLINE = "online", _("Trực tuyến, qua Cổng Dịch vụ công hoặc nền tảng thanh toán")
    TRANSFER = "transfer", _("Chuyển khoản, nộp vào Kho bạc")
    CASH = "cash", _("Nộp trực tiếp")


class AnswerMode(models.TextChoices):
    """How an opinion is to be given (Decree 118/2025 article 19(4))."""

    WRITTEN = "written", _("Bằng văn bản")
    SYSTEM = "system", _("Trên hệ thống")
    MEETING = "meeting", _("Tại cuộc họp")


class LegAnswer(models.TextChoices):
    """What a unit that works on a part of a dossier comes to, in a word."""

    DONE = "done", _("Đã làm xong")
    AGREES = "agrees", _("Đồng ý")
    AGREES_WITH_CONDITIONS = "with_conditions", _("Đồng ý, kèm điều kiện")
    DISAGREES = "disagrees", _("Không đồng ý")


class Stance(models.TextChoices):
    """What an opinion comes to, in a word."""

    AGREES = "agrees", _("Đồng ý")
    AGREES_WITH_REMARKS = "with_remarks", _("Đồng ý, có ý kiến thêm")
    DISAGREES = "disagrees", _("Không đồng ý")
    NOT_COMPETENT = "not_competent", _("Không thuộc thẩm quyền")
