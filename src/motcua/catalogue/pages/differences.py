"""What changed between two versions of a procedure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.catalogue.pages.procedure import facts, fee_lines, limit_lines
from motcua.catalogue.queries.procedure import ProcedureData


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of the record: what only the older version says, and what only the newer one says."""

    part: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def differences(older: ProcedureData, newer: ProcedureData) -> list[Difference]:
    """The parts that differ, in the order of the page; empty when only the wording of kept texts changed."""
    before, after = _parts(older), _parts(newer)
    found = []
    for part, lines in after.items():
        was = before[part]
        gone = tuple(line for line in was if line not in set(lines))
        new = tuple(line for line in lines if line not in set(was))
        if gone or new:
            found.append(Difference(part, gone, new))
    return found


def _parts(data: ProcedureData) -> dict[str, list[str]]:
    return {
        _("Tên"): [data.version.name],
        _("Thông tin chung"): [f"{label}: {value}" for label, value in facts(data)],
        _("Thời hạn"): [
            ": ".join(part for part in (line.case, line.channel, line.words or line.published or line.status) if part)
            for line in limit_lines(data.limits)
        ],
        _("Thành phần hồ sơ"): [
            ": ".join(part for part in (case.name, component.name) if part)
            for case in data.cases
            for component in case.components
        ],
        _("Phí, lệ phí"): [f"{line.channel}: {line.amount}" for line in fee_lines(data.fees)],
        _("Kết quả"): [result.name for result in data.results],
        _("Căn cứ pháp lý"): [" ".join(part for part in (row.number, row.title) if part) for row in data.grounds],
        _("Yêu cầu, điều kiện"): [data.version.conditions] if data.version.conditions else [],
        _("Trình tự thực hiện"): [data.version.steps_text] if data.version.steps_text else [],
    }
