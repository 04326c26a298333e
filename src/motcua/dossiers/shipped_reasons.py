"""The reasons for lateness that come with the product: code, name for lists, words for the letter.

No text of law fixes such a list; these are the causes that reports of one-stop shops give (tables 07a, 07b of the
reporting regime ask for reasons). An office closes and adds rows as it needs them.
"""

from typing import Final, NamedTuple


class Reason(NamedTuple):
    """One reason."""

    code: str
    name: str
    words: str


SHIPPED: Final = (
    Reason(
        "workload",
        "Hồ sơ nhiều hơn khả năng giải quyết",
        "số hồ sơ phải giải quyết cùng lúc nhiều hơn khả năng của bộ phận thụ lý",
    ),
    Reason(
        "staff",
        "Thiếu người, người thụ lý vắng",
        "người thụ lý vắng mặt và chúng tôi chưa bố trí người thay thế kịp thời",
    ),
    Reason(
        "other_agency",
        "Cơ quan phối hợp trả lời chậm",
        "chúng tôi chưa nhận được ý kiến của cơ quan phối hợp trong thời gian đã đề nghị",
    ),
    Reason(
        "verification",
        "Xác minh, kiểm tra thực địa kéo dài",
        "việc xác minh, kiểm tra thực tế cần nhiều thời gian hơn dự kiến",
    ),
    Reason(
        "unclear_rule",
        "Vướng mắc về quy định",
        "hồ sơ có nội dung mà quy định hiện hành chưa rõ, chúng tôi phải xin ý kiến hướng dẫn",
    ),
    Reason(
        "rework",
        "Dự thảo kết quả phải sửa lại",
        "dự thảo kết quả có sai sót do chúng tôi và phải làm lại trước khi ký",
    ),
    Reason(
        "transfer",
        "Luân chuyển hồ sơ giữa các bộ phận chậm",
        "hồ sơ được chuyển giữa các bộ phận của chúng tôi chậm hơn quy định",
    ),
    Reason(
        "signature",
        "Chờ ký duyệt",
        "hồ sơ chờ ký duyệt lâu hơn thời gian quy định",
    ),
    Reason(
        "system_outage",
        "Hệ thống thông tin gặp sự cố",
        "hệ thống thông tin phục vụ giải quyết hồ sơ gặp sự cố",
    ),
    Reason(
        "force_majeure",
        "Thiên tai, sự kiện bất khả kháng",
        "thiên tai hoặc sự kiện bất khả kháng làm gián đoạn công việc của cơ quan",
    ),
    Reason(
        "other",
        "Nguyên nhân khác",
        "một nguyên nhân về phía cơ quan giải quyết",
    ),
)
