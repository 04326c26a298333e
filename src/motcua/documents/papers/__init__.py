"""Papers as PDF/A-2b, typeset on demand from frozen data and the form set pinned on the dossier."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from motcua.common.folding import fold
from motcua.documents.papers import contracts, forms, freezing, sealing, typesetting, words
from motcua.domain import errors

if TYPE_CHECKING:
    from motcua.documents.models import IssuedPaper


def render(paper: str, form_set: str, data: Mapping[str, Any] | contracts.Paper) -> bytes:
    """Return the paper as PDF/A-2b bytes, all its copies one after another.

    paper: a `PaperKind` value; form_set: `tt01_2018` or `tt03_2025`; data: the contract of that paper, or the JSON
    frozen from it. Raises PaperUnknown, PaperDataInvalid, PaperNotTypeset.
    """
    form = forms.form_of(paper, form_set)
    content = data if isinstance(data, contracts.Paper) else freezing.thaw(paper, data)
    if content.kind is not form.kind:
        raise errors.PaperDataInvalid(paper=paper, field="kind", wanted=paper)
    address = content.public_url if isinstance(content, contracts.Receipt | contracts.ExplanationSheet) else ""
    inputs = {
        "form": {
            "number": form.number,
            "title": form.title,
            "act": form.act,
            "page": form.page,
            "copies": list(form.copies),
        },
        "data": words.shown(content),
        "qr": typesetting.qr_code(address) if address else "",
    }
    return typesetting.typeset(form, inputs, at=content.issued_at)


def render_issued(issued: "IssuedPaper") -> bytes:
    """Return an issued paper as it was; raises PaperAltered when its content was erased or no longer fits its seal."""
    content = getattr(issued, "content", None)  # the reverse side of a one-to-one row raises AttributeError when absent
    if content is None or sealing.seal(content.data, content.salt) != issued.seal:
        raise errors.PaperAltered(number=issued.number)
    return render(issued.paper, issued.form_set, content.data)


def file_name(issued: "IssuedPaper") -> str:
    """Return the name under which the paper is saved: `giay-tiep-nhan-ho-so-va-hen-tra-ket-qua-00042-GTN.pdf`."""
    title = "-".join(fold(forms.form_of(issued.paper, issued.form_set).title).replace(",", "").split())
    return f"{title}-{issued.number.replace('/', '-')}.pdf"


def render_report(data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return a report of figures as PDF/A-2b bytes.

    data: JSON values as `typst/reports/report.typ` reads them, texts as they are to be printed. Raises PaperNotTypeset.
    """
    template = forms.TEMPLATES / "reports" / "report.typ"
    return typesetting.typeset_layout(template, "report", words.clean(data), at=at)


def render_slides(data: Mapping[str, Any], *, at: datetime) -> bytes:
    """Return slides for a briefing as PDF/A-2b bytes, 16:9.

    data: JSON values as `typst/reports/briefing.typ` reads them; pictures are SVG of ours. Raises PaperNotTypeset.
    """
    return typesetting.typeset_layout(forms.TEMPLATES / "reports" / "briefing.typ", "briefing", data, at=at)
