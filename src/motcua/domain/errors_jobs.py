"""Errors about work in the background: a branch of the one tree in `errors`."""

from motcua.domain.errors import Conflict
from motcua.domain.texts import gettext_noop


class JobOver(Conflict):
    """A job that is over cannot be cancelled."""

    code = "job_over"
    template = gettext_noop("Việc này đã kết thúc nên không hủy được nữa.")


class JobNotStopped(Conflict):
    """Only a job that failed or was cancelled can be tried again."""

    code = "job_not_stopped"
    template = gettext_noop("Việc này đang chờ, đang chạy hoặc đã xong nên không cần chạy lại.")
