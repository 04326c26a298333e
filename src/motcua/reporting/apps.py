"""Configuration of reporting."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    """What leaves the office as a report, and whether published figures agree with each other."""

    name = "motcua.reporting"
    label = "reporting"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the work of reporting that takes long."""
        from motcua.jobs.registry import register_job, register_task
        from motcua.reporting.charts import keeping
        from motcua.reporting.dashboards import public, work
        from motcua.reporting.exports import exporting
        from motcua.reporting.exports.keeping import forget
        from motcua.reporting.reports.services import background

        register_job(keeping.JOB, keeping.run, title=_("Vẽ biểu đồ"))
        title = _("Bỏ biểu đồ cũ đã lưu")
        register_task("reporting.charts", timedelta(days=1), keeping.forget, title=title)
        register_task("reporting.public", timedelta(hours=1), public.draw, title=_("Vẽ biểu đồ của trang công khai"))
        register_job(
            exporting.JOB,
            exporting.run,
            title=_("Xuất dữ liệu"),
            result_text=exporting.result_text,
            result_url=exporting.result_url,
        )
        register_task("reporting.exports", timedelta(days=1), forget, title=_("Xóa tệp xuất đã quá 7 ngày"))
        register_job(
            background.JOB,
            background.run,
            title=_("Tổng hợp báo cáo"),
            lease=background.LEASE,
            result_text=background.result_text,
            result_url=background.result_url,
        )
        title = _("Lập trang trình chiếu giao ban")
        register_job(work.JOB, work.run, title=title, result_text=work.result_text, result_url=work.result_url)
        title = _("Bỏ trang trình chiếu cũ")
        register_task("reporting.briefings", timedelta(days=1), work.forget, title=title)
