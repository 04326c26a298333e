"""The peer's process: the same five steps as ours."""

from typing import Any

from django.views import View
from viewflow import this
from viewflow.workflow import flow


class Dossier(flow.Flow):  # type: ignore[misc]  # the peer has no types
    """Accept, then assign, appraise, review, sign, issue."""

    start = flow.StartHandle(this.accept).Next(this.assign)
    assign = flow.View(View.as_view()).Next(this.appraise)
    appraise = flow.View(View.as_view()).Next(this.review)
    review = flow.View(View.as_view()).Next(this.sign)
    sign = flow.View(View.as_view()).Next(this.issue)
    issue = flow.View(View.as_view()).Next(this.end)
    end = flow.End()

    def accept(self, activation: Any) -> None:
        """Take the dossier in: the process row itself is what viewflow keeps."""
        activation.process.data = {"procedure": "1.001193", "applicant": "Nguyễn Thị Quỳnh Trang"}
