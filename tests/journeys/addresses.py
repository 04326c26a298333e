"""For every URL name of the permission table: whom to send there, and with what; a name without a row fails a test.

Values in braces are filled from the facts of the stage: `{accepted}` is a dossier's code, `{ids.unit}` a sample id.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from tests.journeys.stage import Stage


class Kind(Enum):
    """What an address answers with."""

    PAGE = "a whole page"
    PART = "a part of a page, or plain text"
    FILE = "a file"
    PRESS = "nothing: it is only posted to"


@dataclass(frozen=True, slots=True)
class Visit:
    """One opening of an address: by whom ("" is a stranger), with which values in the path and which query."""

    by: str = ""
    values: dict[str, str] = field(default_factory=dict)
    query: str = ""
    kind: Kind = Kind.PAGE
    status: int = 200
    twin: str = ""
    """Another name that the visit may be led to."""

    def filled(self, stage: Stage) -> tuple[dict[str, str], str]:
        """Values and query with the braces filled."""
        known: dict[str, Any] = {name: row["code"] for name, row in stage.facts["dossiers"].items()}
        known |= {f"token_{name}": row["token"] for name, row in stage.facts["dossiers"].items()}
        known |= {f"id_{name}": value for name, value in stage.facts["ids"].items()}
        return {k: v.format_map(known) for k, v in self.values.items()}, self.query.format_map(known)


def _press(**values: str) -> list[Visit]:
    return [Visit("administrator", values, kind=Kind.PRESS)]


DESK, ADMIN = "desk_officer", "administrator"
_PERSON = {"public_id": "{id_person}"}
_NOTHING = "00000000-0000-4000-8000-000000000000"
_CALENDAR = {"public_id": "{id_calendar}", "year": "2026"}
_ONE_CALENDAR = {"public_id": "{id_calendar}"}
_APPLICATION = {"public_id": "{id_calendar_application}"}
_PROCEDURE = {"code": "1.013061"}
_CHECK = {"public_id": "{id_spot_check}"}
_MONTH = "?tu=01/01/2026&den=31/01/2026"
_SITUATIONS = {
    "submitted": DESK,
    "accepted": DESK,
    "in_progress": "handler",
    "awaiting_signature": "leader",
    "awaiting_supplement": "handler",
    "forgotten": DESK,
    "withdrawal_requested": "unit_head",
    "stopped": DESK,
    "resolved": DESK,
    "returned": "auditor",
}

VISITS: dict[str, list[Visit]] = {
    "healthz": [Visit(kind=Kind.PART)],
    "readyz": [Visit(kind=Kind.PART)],
    "home": [Visit(), Visit(DESK, twin="desk:my_work")],
    "ui:preferences": _press(),
    "portal:dossier": [Visit(values={"token": f"{{token_{name}}}"}) for name in _SITUATIONS if name != "submitted"],
    "portal:apologies": [Visit(), Visit(query="?nam=2025")],
    "portal:explanation": [Visit(values={"token": f"{{token_{name}}}"}) for name in _SITUATIONS if name != "submitted"],
    "portal:explanation_json": [Visit(values={"token": "{token_in_progress}"}, kind=Kind.PART)],
    "portal:explanation_pdf": [Visit(values={"token": "{token_in_progress}"}, kind=Kind.FILE)],
    "portal:lookup": [Visit(), Visit(query="?ma={in_progress}"), Visit(query="?ma=H72.15-1", status=404)],
    "calendars:due": [
        Visit(),
        Visit(query="?luc=2026-02-11T09:00&so=5&don_vi_tinh=working_days"),
    ],
    "calendars:public_year": [Visit(values={"year": "2026"}), Visit(values={"year": "1999"}, status=404)],
    "calendars:index": [Visit("handler", twin="calendars:year")],
    "calendars:year": [
        Visit("handler", _CALENDAR),
        Visit("handler", {**_CALENDAR, "year": "2027"}),
    ],
    "calendars:create": _press(),
    "calendars:draft": [Visit(ADMIN, _CALENDAR)],
    "calendars:open_draft": _press(**_CALENDAR),
    "calendars:discard": _press(**_CALENDAR),
    "calendars:remove_day": _press(**_CALENDAR, row_id="1"),
    "calendars:remove_closure": _press(**_CALENDAR, row_id="1"),
    "calendars:remove_session": _press(**_CALENDAR, row_id="1"),
    "desk:my_work": [Visit(who) for who in (DESK, "handler", "unit_head", "leader", "clerk", "auditor")],
    "desk:watch": [
        Visit("handler"),
        Visit("unit_head"),
        Visit("leader"),
        Visit("leader", query="?cua=phu-trach"),
        Visit("one_stop_head"),
    ],
    "desk:intake": [
        Visit(DESK),
        Visit(DESK, query="?q=cap+phep"),
        Visit(DESK, query="?thu-tuc={id_offering}"),
        Visit(DESK, query="?nhap={id_draft}"),
    ],
    "desk:intake_search": [Visit(DESK, query="?q=dat+dai", kind=Kind.PART)],
    "desk:intake_part": [Visit(DESK, kind=Kind.PRESS)],
    "desk:intake_save": [Visit(DESK, kind=Kind.PRESS)],
    "desk:intake_discard": [Visit(DESK, {"public_id": "{id_draft}"}, kind=Kind.PRESS)],
    "desk:search": [Visit(DESK), Visit(DESK, query="?q=nguyen"), Visit(DESK, query="?q=khong+co+ai+ten+nhu+the")],
    "desk:results": [Visit(DESK), Visit(DESK, query="?q=khong+co+ai")],
    "desk:register": [Visit(DESK), Visit(DESK, query="?tu=2026-01-01&den=2026-01-14")],
    "desk:register_pdf": [
        Visit(DESK, {"unit_id": "{id_desk}"}, "?tu=2026-01-01&den=2026-01-14", kind=Kind.FILE),
    ],
    "desk:list": [
        Visit(DESK),
        Visit("leader", query="?thoi_gian=late"),
        Visit("auditor"),
        Visit(DESK, query="?q=khong+co+ai+ten+nhu+the"),
    ],
    "desk:bulk_plan": [Visit(DESK, kind=Kind.PRESS)],
    "desk:bulk_forward": [Visit(DESK, kind=Kind.PRESS)],
    "desk:bulk_undo": [Visit(DESK, kind=Kind.PRESS)],
    "desk:foresight": [Visit("handler"), Visit("auditor")],
    "desk:foresight_rows": [Visit("handler", query="?don_vi={id_commune}&phan=learnt")],
    "desk:foresight_threshold": [Visit("procedure_controller")],
    "desk:dossier": [Visit(who, {"code": f"{{{name}}}"}) for name, who in _SITUATIONS.items()],
    "desk:explanation": [
        Visit(who, {"code": f"{{{name}}}"}) for name, who in _SITUATIONS.items() if name != "submitted"
    ],
    "desk:explanation_json": [Visit(DESK, {"code": "{accepted}"}, kind=Kind.PART)],
    "desk:explanation_pdf": [Visit(DESK, {"code": "{accepted}"}, kind=Kind.FILE)],
    "desk:reveal": [Visit(DESK, {"code": "{accepted}"}, kind=Kind.PRESS)],
    "desk:control_slip": [Visit(DESK, {"code": "{in_progress}"}, kind=Kind.FILE)],
    "desk:paper": [
        Visit(
            DESK,
            {"code": "{accepted}", "public_id": "{id_paper}", "name": "{id_paper_name}"},
            kind=Kind.FILE,
        )
    ],
    "desk:jobs": [Visit(ADMIN)],
    "desk:job": [
        Visit(ADMIN, {"public_id": f"{{id_job_{state}}}"}) for state in ("running", "queued", "failed", "done")
    ],
    "desk:cancel_job": [Visit(ADMIN, {"public_id": "{id_job_running}"})],
    "desk:retry_job": _press(public_id="{id_job_failed}"),
    "desk:resend_message": _press(public_id="{id_job_failed}"),
    "desk:act": [],  # one visit for each action that the stage offers somebody: test_addresses
    "notifications:bell": [Visit(DESK), Visit("handler", query="?xem=tat-ca"), Visit(ADMIN)],
    "notifications:bell_count": [Visit(DESK, query="?truoc=0", kind=Kind.PART)],
    "notifications:read_all": [Visit(DESK, kind=Kind.PRESS)],
    "notifications:open": [Visit(DESK, {"public_id": _NOTHING}, status=404)],
    "notifications:read": [Visit(DESK, {"public_id": _NOTHING}, kind=Kind.PRESS)],
    "notifications:preferences": [Visit("handler"), Visit(ADMIN)],
    "notifications:templates": [Visit(ADMIN)],
    "notifications:template": [
        Visit(ADMIN, {"topic": "dossier.accepted", "channel": channel}) for channel in ("email", "sms", "zalo")
    ]
    + [Visit(ADMIN, {"topic": "digest", "channel": "bell"})],
    "notifications:preview": _press(topic="digest", channel="email"),
    "notifications:deliveries": [Visit(ADMIN), Visit(ADMIN, query="?tinh_trang=dead"), Visit(ADMIN, query="?ma=x")],
    "notifications:resend": _press(),
    "notifications:rules": [Visit(ADMIN)],
    "notifications:escalation": [Visit(ADMIN), Visit("one_stop_head")],
    "notifications:escalation_own": [Visit("one_stop_head", kind=Kind.PRESS)],
    "notifications:escalation_new": [Visit(ADMIN)],
    "notifications:escalation_rule": [Visit(ADMIN, {"public_id": _NOTHING}, status=404)],
    "notifications:escalation_end": _press(public_id=_NOTHING),
    "notifications:stop": [Visit(values={"token": "{token_accepted}", "party": "o"})],
    "desk:say_late": [Visit("handler", {"code": "{in_progress}"})],
    "desk:apologies": [
        Visit("leader"),
        Visit("auditor", query="?theo=nguyen-nhan&tinh_trang=con-no"),
        Visit("handler", query="?tu=01/01/2031"),
    ],
    "desk:apologies_csv": [Visit("leader", kind=Kind.PART)],
    "desk:apologies_xlsx": [Visit("leader", kind=Kind.PART)],
    "desk:apology": [Visit("handler", {"public_id": "{id_apology}"}), Visit("clerk", {"public_id": "{id_letter}"})],
    "desk:apology_act": [
        Visit("handler", {"public_id": "{id_apology}", "act": "draft"}),
        Visit("clerk", {"public_id": "{id_letter}", "act": "send"}),
        Visit("clerk", {"public_id": "{id_letter}", "act": "rework"}),
    ],
    "desk:late_reasons": [Visit("procedure_controller")],
    "desk:close_reason": [Visit(ADMIN, {"public_id": "{id_reason}"})],
    "desk:name_signer": [Visit(ADMIN)],
    "desk:calendar_trial": [Visit(ADMIN, _ONE_CALENDAR), Visit(ADMIN, {"public_id": "{id_calendar_untried}"})],
    "desk:calendar_trial_csv": [Visit(ADMIN, _ONE_CALENDAR, kind=Kind.PART)],
    "desk:calendar_apply": [Visit(ADMIN, _ONE_CALENDAR)],
    "desk:calendar_application": [Visit(who, _APPLICATION) for who in (ADMIN, "leader")],
    "desk:calendar_application_csv": [Visit("leader", _APPLICATION, kind=Kind.PART)],
    "desk:calendar_undo": [Visit(ADMIN, _APPLICATION)],
    "reporting:dashboards": [Visit("leader")],
    "reporting:dashboard": [
        Visit("reform_officer", {"section": section}) for section in ("don-vi", "linh-vuc", "thoi-gian", "tre-han")
    ],
    "reporting:public": [Visit()],
    "reporting:chart": [Visit("leader", {"wide": "0" * 64, "phone": "0" * 64}, kind=Kind.PART)],
    "reporting:briefing": [Visit("leader", kind=Kind.PRESS)],
    "reporting:briefing_pdf": [Visit("leader", {"public_id": _NOTHING}, status=404)],
    "reporting:export_figures": [Visit("leader"), Visit("auditor")],
    "reporting:export_rows": [Visit("leader", {"code": "form06.3"}, kind=Kind.PRESS)],
    "reporting:export_file": [Visit("leader", {"token": _NOTHING}, status=404)],
    "reporting:definitions": [Visit(), Visit("leader")],
    "reporting:definition": [Visit(values={"code": "on_time.resolved"}), Visit("leader", {"code": "form06.3"})],
    "reporting:figure_rows": [
        Visit("leader", {"code": "form06.3"}, _MONTH),
        Visit("auditor", {"code": "steps.median"}, _MONTH),
    ],
    "reporting:reports": [Visit("reform_officer"), Visit("auditor"), Visit("superior")],
    "reporting:report": [
        Visit("leader", {"public_id": "{id_report_sent}"}),
        Visit("procedure_controller", {"public_id": "{id_report_index}"}),
    ],
    "reporting:report_act": [
        Visit("procedure_controller", {"public_id": "{id_report_index}", "action": "check"}),
        Visit("superior", {"public_id": "{id_report_sent}", "action": "return_report"}),
    ],
    "reporting:report_parts": [
        Visit("leader", {"public_id": "{id_report_sent}"}, "?so=form06.3&ca=tong"),
    ],
    "reporting:report_version": [
        Visit("superior", {"public_id": "{id_report_sent}", "version": "1"}, "?kiem-tra=co"),
    ],
    "reporting:report_pdf": [Visit("leader", {"public_id": "{id_report_sent}"}, kind=Kind.FILE)],
    "reporting:report_table": [
        Visit("leader", {"public_id": "{id_report_sent}", "version": "1", "format_": "csv"}, kind=Kind.PART)
    ],
    "reporting:report_xlsx": [Visit("leader", {"public_id": "{id_report_sent}"}, kind=Kind.PART)],
    "reporting:declared": [Visit("procedure_controller"), Visit("auditor")],
    "reporting:declared_figure": [Visit("superior", {"public_id": "{id_declared}"})],
    "inspections:signs": [Visit("leader"), Visit("auditor", query=f"{_MONTH}&theo=nguoi")],
    "inspections:rows": [Visit("leader", query=f"{_MONTH}&dau_hieu={sign}") for sign in ("late_entry", "unconfirmed")],
    "inspections:among": [
        Visit("leader", query=f"{_MONTH}&cua=late_entry"),
        Visit("auditor", query=f"{_MONTH}&cua=adopted"),
    ],
    "inspections:population": [Visit("auditor", _CHECK)],
    "inspections:checks": [Visit("auditor"), Visit("one_stop_head")],
    "inspections:check": [Visit("auditor", _CHECK), Visit("auditor", _CHECK, "?xem=khong-khop")],
    "inspections:sheet": [Visit("auditor", _CHECK)],
    "inspections:item": [Visit("auditor", {**_CHECK, "place": place}) for place in ("1", "2")],
    "inspections:close": [Visit("auditor", _CHECK, kind=Kind.PRESS)],
    "inspections:draft": [Visit("auditor", {**_CHECK, "place": "1"}, kind=Kind.PRESS)],
    "catalogue:public_procedures": [Visit(), Visit(query="?q=ket+hon"), Visit(query="?q=khong+co+thu+tuc+nay")],
    "catalogue:public_procedure": [Visit(values=_PROCEDURE), Visit(values={"code": "1.001193"})],
    "catalogue:procedures": [Visit(DESK), Visit(ADMIN, query="?q=ket+hon")],
    "catalogue:procedure": [Visit(DESK, _PROCEDURE), Visit(ADMIN, _PROCEDURE)],
    "catalogue:confirm_limit": [Visit(ADMIN, {**_PROCEDURE, "public_id": "{id_limit}"})],
    "catalogue:open_offering": [Visit(ADMIN, _PROCEDURE)],
    "catalogue:close_offering": [Visit(ADMIN, {"public_id": "{id_offering}"})],
    "catalogue:edit_process": [Visit(ADMIN, {"public_id": "{id_process}"})],
    "account_login": [Visit()],
    "account_inactive": [Visit()],
    "mfa_authenticate": [Visit(twin="account_login")],
    "account_logout": [Visit(DESK)],
    "account_reauthenticate": [Visit(DESK)],
    "account_change_password": [Visit(DESK)],
    "mfa_index": [Visit(DESK)],
    "mfa_reauthenticate": [Visit(DESK, twin="account_reauthenticate")],
    "mfa_activate_totp": [Visit(DESK, twin="account_reauthenticate")],
    "mfa_deactivate_totp": [Visit(DESK, status=404)],
    "mfa_view_recovery_codes": [Visit(DESK, status=404)],
    "mfa_generate_recovery_codes": [Visit(DESK, twin="account_reauthenticate")],
    "mfa_download_recovery_codes": [Visit(DESK, status=404)],
    "organisation:tree": [Visit("handler"), Visit("handler", query="?q=thanh+lam"), Visit(ADMIN)],
    "organisation:unit": [Visit("handler", {"public_id": "{id_unit}"}), Visit(ADMIN, {"public_id": "{id_unit}"})],
    "organisation:unit_contact": [Visit(ADMIN, {"public_id": "{id_unit}"})],
    "organisation:unit_event": [
        Visit(ADMIN, {"public_id": "{id_unit}", "kind": kind})
        for kind in ("them", "doi-ten", "chuyen", "doi-ma", "sap-nhap", "chia-tach", "ket-thuc")
    ],
    "organisation:people": [Visit("handler"), Visit(ADMIN, query="?q=nguyen")],
    "organisation:person": [Visit("leader", _PERSON), Visit(ADMIN, _PERSON)],
    "organisation:profile": [Visit("handler")],
    "organisation:add_person": [Visit(ADMIN)],
    "organisation:change_person": [Visit(ADMIN, _PERSON)],
    "organisation:assign": [Visit(ADMIN, _PERSON)],
    "organisation:close_assignment": [Visit(ADMIN, {**_PERSON, "assignment_id": "{id_assignment}"})],
    "organisation:grant": [Visit(ADMIN, _PERSON)],
    "organisation:revoke": [Visit(ADMIN, {**_PERSON, "grant_id": "{id_grant}"})],
    "organisation:create_account": [Visit(ADMIN, {"public_id": "{id_person_without_account}"})],
    "organisation:reset_password": [Visit(ADMIN, _PERSON)],
    "organisation:lock_account": [Visit(ADMIN, _PERSON)],
    "organisation:unlock_account": _press(**_PERSON),
}
