"""Vietnamese words for the life of a dossier: what an official and an applicant read.

Keys are the values of the enumerations in ``lifecycle``, which imports this module, so nothing is imported from there;
a ``StrEnum`` member finds its word because it is a string. Every text is a message id for translation.
"""

from typing import Final

from motcua.domain.texts import gettext_noop as _

STATE_WORDS: Final[dict[str, str]] = {
    "DRAFT": _("Bản nháp"),
    "SUBMITTED": _("Chờ tiếp nhận"),
    "INTAKE_SUPPLEMENT": _("Chờ bổ sung trước tiếp nhận"),
    "REFUSED_AT_INTAKE": _("Từ chối tiếp nhận"),
    "ACCEPTED": _("Đã tiếp nhận"),
    "IN_PROGRESS": _("Đang giải quyết"),
    "AWAITING_SUPPLEMENT": _("Chờ bổ sung"),
    "AWAITING_PAYMENT": _("Chờ thực hiện nghĩa vụ tài chính"),
    "AWAITING_SIGNATURE": _("Đang trình ký"),
    "WITHDRAWAL_REQUESTED": _("Yêu cầu rút hồ sơ"),
    "RESOLVED": _("Đã có kết quả"),
    "RETURNED": _("Đã trả kết quả"),
    "ENDED": _("Đã kết thúc"),
}

OUTCOME_WORDS: Final[dict[str, str]] = {
    "GRANTED": _("Đồng ý giải quyết"),
    "REFUSED": _("Từ chối giải quyết"),
    "WITHDRAWN": _("Người nộp rút hồ sơ"),
    "STOPPED": _("Dừng giải quyết"),
    "NO_SUPPLEMENT": _("Đóng vì không bổ sung"),
}

ACTION_WORDS: Final[dict[str, str]] = {
    "submit": _("Ghi nhận hồ sơ nộp"),
    "discard_draft": _("Bỏ bản nháp"),
    "accept": _("Tiếp nhận"),
    "refuse_intake": _("Từ chối tiếp nhận"),
    "ask_supplement": _("Yêu cầu bổ sung"),
    "receive_supplement": _("Nhận giấy tờ bổ sung"),
    "lapse": _("Đóng vì không bổ sung"),
    "take": _("Nhận xử lý"),
    "forward": _("Chuyển bước sau"),
    "send_back": _("Trả lại bước trước"),
    "undo": _("Hoàn tác"),
    "consult": _("Lấy ý kiến"),
    "answer": _("Trả lời ý kiến"),
    "send_legs": _("Giao việc phối hợp"),
    "take_leg": _("Nhận việc phối hợp"),
    "answer_leg": _("Trả kết quả phối hợp"),
    "recall_leg": _("Thu hồi việc phối hợp"),
    "verify": _("Thẩm tra, xác minh"),
    "finish_verify": _("Kết thúc xác minh"),
    "ask_payment": _("Yêu cầu nghĩa vụ tài chính"),
    "confirm_payment": _("Xác nhận nghĩa vụ tài chính"),
    "submit_for_signature": _("Trình ký"),
    "resolve": _("Ghi kết quả giải quyết"),
    "return_result": _("Trả kết quả"),
    "hand_back": _("Trả lại giấy tờ"),
    "request_withdrawal": _("Ghi yêu cầu rút hồ sơ"),
    "decide_withdrawal": _("Quyết định việc rút hồ sơ"),
    "stop": _("Dừng giải quyết"),
    "reappoint": _("Xin lỗi và hẹn lại"),
    "correct": _("Đính chính kết quả"),
    "adopt": _("Nhận từ hệ thống khác"),
}

EVENT_WORDS: Final[dict[str, str]] = {
    "SUBMITTED": _("Nộp hồ sơ"),
    "DRAFT_DISCARDED": _("Bỏ bản nháp"),
    "ACCEPTED": _("Tiếp nhận, hẹn trả kết quả"),
    "INTAKE_REFUSED": _("Từ chối tiếp nhận"),
    "SUPPLEMENT_ASKED": _("Yêu cầu bổ sung giấy tờ"),
    "SUPPLEMENT_RECEIVED": _("Nhận giấy tờ bổ sung"),
    "LAPSED": _("Đóng hồ sơ vì không bổ sung"),
    "TAKEN": _("Nhận xử lý"),
    "FORWARDED": _("Chuyển bước sau"),
    "SENT_BACK": _("Trả lại bước trước"),
    "UNDONE": _("Hoàn tác"),
    "CONSULTED": _("Lấy ý kiến"),
    "ANSWERED": _("Nhận ý kiến"),
    "LEG_SENT": _("Giao việc phối hợp"),
    "LEG_TAKEN": _("Nhận việc phối hợp"),
    "LEG_ANSWERED": _("Trả kết quả phối hợp"),
    "LEG_RECALLED": _("Thu hồi việc phối hợp"),
    "VERIFYING": _("Thẩm tra, xác minh"),
    "VERIFIED": _("Kết thúc xác minh"),
    "PAYMENT_ASKED": _("Yêu cầu nghĩa vụ tài chính"),
    "PAYMENT_CONFIRMED": _("Đã thực hiện nghĩa vụ tài chính"),
    "SENT_FOR_SIGNATURE": _("Trình ký"),
    "RESOLVED": _("Có kết quả giải quyết"),
    "RETURNED": _("Trả kết quả"),
    "HANDED_BACK": _("Trả lại giấy tờ"),
    "WITHDRAWAL_REQUESTED": _("Người nộp yêu cầu rút hồ sơ"),
    "WITHDRAWAL_DECIDED": _("Quyết định việc rút hồ sơ"),
    "STOPPED": _("Dừng giải quyết"),
    "REAPPOINTED": _("Xin lỗi và hẹn lại"),
    "CORRECTION_OPENED": _("Đính chính kết quả"),
    "ADOPTED": _("Sự kiện từ hệ thống trước"),
    "CALENDAR_APPLIED": _("Áp dụng lịch làm việc mới"),
}

GUARD_REASONS: Final[dict[str, str]] = {
    "always": _("Việc này làm được lúc nào cũng được."),
    "at_counter": _(
        "Chỉ hồ sơ nộp tại quầy hoặc qua bưu chính mới tiếp nhận thẳng; hồ sơ trực tuyến phải được nộp trước."
    ),
    "supplement_left": _(
        "Đã yêu cầu bổ sung một lần. Yêu cầu lần nữa cần mã lý do và do người đứng đầu bộ phận Một cửa thực hiện."
    ),
    "closing_passed": _("Chưa hết thời hạn chờ bổ sung, hoặc quy định áp dụng cho hồ sơ không có thời hạn đóng."),
    "has_next_step": _("Bước này là bước cuối của quy trình hoặc phải ghi kết quả trước khi chuyển."),
    "has_previous_step": _("Hồ sơ đang ở bước đầu, không có bước trước để trả lại."),
    "next_is_sign": _("Bước kế tiếp của quy trình không phải là bước ký."),
    "last_work_step": _("Hồ sơ chưa đến bước cuối trước khi trả kết quả."),
    "just_now": _("Chỉ hoàn tác được trong 10 giây, bởi chính người vừa làm, khi chưa có việc gì tiếp theo."),
    "agreed": _("Yêu cầu rút hồ sơ chưa được đồng ý."),
    "denied": _("Yêu cầu rút hồ sơ chưa bị từ chối."),
    "papers_held": _("Giấy tờ của hồ sơ đã được trả lại."),
    "not_reappointed": _("Hồ sơ đã được hẹn lại một lần; pháp luật không cho hẹn lại lần nữa."),
    "answer_awaited": _("Không có ý kiến nào đang chờ trả lời."),
    "leg_open": _("Không có việc phối hợp nào đang chờ kết quả."),
    "not_verifying": _("Hồ sơ đang được xác minh. Ghi kết quả của lần này trước."),
    "verifying": _("Hồ sơ không có việc xác minh nào đang làm."),
    "source_open": _("Hồ sơ ở hệ thống trước đã kết thúc."),
    "source_ended": _("Hồ sơ ở hệ thống trước chưa kết thúc."),
    "source_resolved": _("Hệ thống trước không ghi là có kết quả chờ trả."),
    "source_closed": _("Hệ thống trước không ghi là kết thúc mà không có kết quả."),
}
