"""The words of a letter, drafted from what the derivation and the steps say; an officer edits them.

Letters are Vietnamese, whatever the language in which the officer works: they are not for translation.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from motcua.documents.papers.words import instant_words

NO_MORE: Final = "Ông (bà) không phải nộp thêm giấy tờ hay chi phí nào vì việc chậm trễ này."


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What a letter is drafted from; durations are in words of working time, empty where there is none.

    `late` is how much has passed since the due date, `spent` and `allowed` tell of the step that cost the date
    (`beyond`: by more than it allows), `ready_at` is when a dossier that ended late had its result, `promises` whether
    a new date is proposed.
    """

    agency: str
    due_at: datetime
    late: str
    step: str
    unit: str
    spent: str
    allowed: str
    beyond: bool
    reason: str
    ready_at: datetime | None
    promises: bool


def body_of(facts: LetterFacts) -> str:
    """The letter's body, paragraph by paragraph: what was promised, which step, how long, why, what now."""
    parts = (_missed(facts), _why(facts), _now(facts), NO_MORE)
    return "\n\n".join(part for part in parts if part)


def _missed(facts: LetterFacts) -> str:
    promised = f"Hồ sơ của ông (bà) được hẹn trả kết quả lúc {instant_words(facts.due_at)}."
    if facts.late:
        done = "đã giải quyết xong" if facts.ready_at is not None else "chưa giải quyết xong hồ sơ"
        missed = (
            f"{facts.agency} {done} chậm {facts.late} làm việc so với ngày hẹn."
            if facts.ready_at is not None
            else f"{facts.agency} {done}, đến nay chậm {facts.late} làm việc so với ngày hẹn."
        )
    else:
        missed = f"{facts.agency} không giải quyết kịp hồ sơ theo ngày hẹn này."
    return f"{promised} {missed} Chúng tôi chân thành xin lỗi ông (bà)."


def _why(facts: LetterFacts) -> str:
    where = f" tại {facts.unit}" if facts.unit else ""
    if not facts.step:
        told = ""
    elif facts.beyond:
        told = (
            f"Hồ sơ chậm ở bước “{facts.step}”{where}: bước này đã mất {facts.spent} làm việc, "
            f"quy định là {facts.allowed}. "
        )
    elif facts.spent:
        told = f"Hồ sơ ở bước “{facts.step}”{where} đã {facts.spent} làm việc. "
    else:
        told = f"Hồ sơ đang ở bước “{facts.step}”{where}. "
    return f"{told}Nguyên nhân: {facts.reason}." if facts.reason else told.strip()


def _now(facts: LetterFacts) -> str:
    if facts.ready_at is not None:
        return f"Kết quả đã có từ {instant_words(facts.ready_at)}. Mời ông (bà) đến nhận tại nơi nộp hồ sơ."
    if facts.promises:
        return (
            "Chúng tôi đề nghị hẹn lại ngày trả kết quả như ghi dưới đây. Ngày này tính từ thời gian của các bước còn "
            "lại và là lần hẹn lại duy nhất của hồ sơ."
        )
    return "Hồ sơ vẫn được giải quyết; chúng tôi báo ông (bà) ngay khi có kết quả."
