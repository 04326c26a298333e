"""The one permission table: every URL name, and who may open it. The middleware enforces it and fails closed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect

from motcua.organisation.roles import Role


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open a URL: anybody, whoever signed in, or holders of one of the roles in any unit.

    Which *objects* they see there is decided by the queries of each app, not here (design: rule 7).
    """

    public: bool = False
    roles: frozenset[Role] | None = None

    def admits(self, *, signed_in: bool, held: frozenset[Role]) -> bool:
        """Return whether a visitor with these roles may open the URL."""
        return self.public or (signed_in and (self.roles is None or bool(self.roles & held)))


EXECUTIVE = (Role.DESK_OFFICER, Role.HANDLER, Role.CLERK, Role.UNIT_HEAD, Role.LEADER, Role.ONE_STOP_HEAD)
"""Roles that work on dossiers."""

PUBLIC = Access(public=True)
SIGNED_IN = Access()


def roles(*names: Role) -> Access:
    """Return the access of those who hold at least one of the roles."""
    return Access(roles=frozenset(names))


CALENDAR_READERS = (
    Role.ADMINISTRATOR,
    Role.LEADER,
    Role.UNIT_HEAD,
    Role.ONE_STOP_HEAD,
    Role.PROCEDURE_CONTROLLER,
    Role.AUDITOR,
)
"""Who reads what an applied calendar did to dossiers; the rows name no applicant."""
LOOKERS = roles(
    Role.LEADER, Role.ONE_STOP_HEAD, Role.PROCEDURE_CONTROLLER, Role.REFORM_OFFICER, Role.AUDITOR
)  # fmt: skip
"""Who looks whether what the record says is true."""
COUNTERS = roles(
    Role.LEADER,
    Role.UNIT_HEAD,
    Role.ONE_STOP_HEAD,
    Role.PROCEDURE_CONTROLLER,
    Role.REFORM_OFFICER,
    Role.AUDITOR,
)
"""Who asks for figures of a unit and opens their rows."""

TABLE: dict[str, Access] = {
    # project
    "healthz": PUBLIC,
    "readyz": PUBLIC,
    "home": PUBLIC,
    # ui
    "ui:preferences": PUBLIC,
    # portal
    "portal:dossier": PUBLIC,
    "portal:lookup": PUBLIC,
    "portal:apologies": PUBLIC,
    "portal:explanation": PUBLIC,
    "portal:explanation_json": PUBLIC,
    "portal:explanation_pdf": PUBLIC,
    # calendars
    "calendars:due": PUBLIC,
    "calendars:public_year": PUBLIC,
    "calendars:index": SIGNED_IN,
    "calendars:year": SIGNED_IN,
    "calendars:create": roles(Role.ADMINISTRATOR),
    "calendars:draft": roles(Role.ADMINISTRATOR),
    "calendars:open_draft": roles(Role.ADMINISTRATOR),
    "calendars:discard": roles(Role.ADMINISTRATOR),
    "calendars:remove_day": roles(Role.ADMINISTRATOR),
    "calendars:remove_closure": roles(Role.ADMINISTRATOR),
    "calendars:remove_session": roles(Role.ADMINISTRATOR),
    # desk
    "desk:my_work": SIGNED_IN,
    "desk:watch": roles(*EXECUTIVE),
    "desk:intake": roles(Role.DESK_OFFICER, Role.ONE_STOP_HEAD),
    "desk:intake_search": roles(Role.DESK_OFFICER, Role.ONE_STOP_HEAD),
    "desk:intake_part": roles(Role.DESK_OFFICER, Role.ONE_STOP_HEAD),
    "desk:intake_save": roles(Role.DESK_OFFICER, Role.ONE_STOP_HEAD),
    "desk:intake_discard": roles(Role.DESK_OFFICER, Role.ONE_STOP_HEAD),
    "desk:search": SIGNED_IN,
    "desk:results": roles(Role.DESK_OFFICER, Role.ONE_STOP_HEAD),
    "desk:register": roles(Role.DESK_OFFICER, Role.ONE_STOP_HEAD),
    "desk:register_pdf": roles(Role.DESK_OFFICER, Role.ONE_STOP_HEAD),
    "desk:list": SIGNED_IN,
    "desk:bulk_plan": SIGNED_IN,
    "desk:bulk_forward": SIGNED_IN,
    "desk:bulk_undo": SIGNED_IN,
    "desk:foresight": SIGNED_IN,
    "desk:foresight_rows": SIGNED_IN,
    "desk:foresight_threshold": roles(Role.PROCEDURE_CONTROLLER, Role.ADMINISTRATOR),
    "desk:dossier": SIGNED_IN,
    "desk:reveal": SIGNED_IN,
    "desk:explanation": SIGNED_IN,
    "desk:explanation_json": SIGNED_IN,
    "desk:explanation_pdf": SIGNED_IN,
    "desk:control_slip": SIGNED_IN,
    "desk:paper": SIGNED_IN,
    "desk:act": SIGNED_IN,
    "desk:say_late": SIGNED_IN,
    "desk:apologies": SIGNED_IN,
    "desk:apologies_csv": SIGNED_IN,
    "desk:apologies_xlsx": SIGNED_IN,
    "desk:apology": SIGNED_IN,
    "desk:apology_act": SIGNED_IN,
    "desk:late_reasons": roles(Role.PROCEDURE_CONTROLLER, Role.ADMINISTRATOR),
    "desk:close_reason": roles(Role.PROCEDURE_CONTROLLER, Role.ADMINISTRATOR),
    "desk:name_signer": roles(Role.PROCEDURE_CONTROLLER, Role.ADMINISTRATOR),
    "desk:calendar_trial": roles(Role.ADMINISTRATOR),
    "desk:calendar_trial_csv": roles(Role.ADMINISTRATOR),
    "desk:calendar_apply": roles(Role.ADMINISTRATOR),
    "desk:calendar_application": roles(*CALENDAR_READERS),
    "desk:calendar_application_csv": roles(*CALENDAR_READERS),
    "desk:calendar_undo": roles(Role.ADMINISTRATOR),
    "desk:jobs": roles(Role.ADMINISTRATOR),
    "desk:job": SIGNED_IN,
    "desk:cancel_job": SIGNED_IN,
    "desk:retry_job": SIGNED_IN,
    "desk:resend_message": roles(Role.ADMINISTRATOR),
    # notifications
    "notifications:bell": SIGNED_IN,
    "notifications:bell_count": SIGNED_IN,
    "notifications:read_all": SIGNED_IN,
    "notifications:open": SIGNED_IN,
    "notifications:read": SIGNED_IN,
    "notifications:preferences": SIGNED_IN,
    "notifications:templates": roles(Role.ADMINISTRATOR, Role.REFORM_OFFICER),
    "notifications:template": roles(Role.ADMINISTRATOR, Role.REFORM_OFFICER),
    "notifications:preview": roles(Role.ADMINISTRATOR, Role.REFORM_OFFICER),
    "notifications:deliveries": roles(Role.ADMINISTRATOR),
    "notifications:resend": roles(Role.ADMINISTRATOR),
    "notifications:rules": roles(Role.ADMINISTRATOR),
    "notifications:escalation": roles(Role.ADMINISTRATOR, Role.ONE_STOP_HEAD),
    "notifications:escalation_own": roles(Role.ONE_STOP_HEAD),
    "notifications:escalation_new": roles(Role.ADMINISTRATOR, Role.ONE_STOP_HEAD),
    "notifications:escalation_rule": roles(Role.ADMINISTRATOR, Role.ONE_STOP_HEAD),
    "notifications:escalation_end": roles(Role.ADMINISTRATOR, Role.ONE_STOP_HEAD),
    "notifications:stop": PUBLIC,
    # reporting
    "reporting:dashboards": COUNTERS,
    "reporting:dashboard": COUNTERS,
    "reporting:public": PUBLIC,
    "reporting:chart": SIGNED_IN,
    "reporting:briefing": COUNTERS,
    "reporting:briefing_pdf": COUNTERS,
    "reporting:definitions": PUBLIC,
    "reporting:definition": PUBLIC,
    "reporting:figure_rows": COUNTERS,
    "reporting:export_rows": COUNTERS,
    "reporting:export_figures": COUNTERS,
    "reporting:export_file": COUNTERS,
    "reporting:reports": COUNTERS,
    "reporting:report": COUNTERS,
    "reporting:report_act": COUNTERS,
    "reporting:report_parts": COUNTERS,
    "reporting:report_version": COUNTERS,
    "reporting:report_pdf": COUNTERS,
    "reporting:report_xlsx": COUNTERS,
    "reporting:report_table": COUNTERS,
    "reporting:declared": COUNTERS,
    "reporting:declared_figure": COUNTERS,
    # inspections
    "inspections:signs": LOOKERS,
    "inspections:rows": LOOKERS,
    "inspections:among": LOOKERS,
    "inspections:checks": LOOKERS,
    "inspections:check": LOOKERS,
    "inspections:population": LOOKERS,
    "inspections:sheet": LOOKERS,
    "inspections:close": LOOKERS,
    "inspections:item": LOOKERS,
    "inspections:draft": LOOKERS,
    # catalogue
    "catalogue:public_procedures": PUBLIC,
    "catalogue:public_procedure": PUBLIC,
    "catalogue:procedures": SIGNED_IN,
    "catalogue:procedure": SIGNED_IN,
    "catalogue:confirm_limit": roles(Role.PROCEDURE_CONTROLLER, Role.ADMINISTRATOR),
    "catalogue:open_offering": roles(Role.PROCEDURE_CONTROLLER, Role.ADMINISTRATOR),
    "catalogue:close_offering": roles(Role.PROCEDURE_CONTROLLER, Role.ADMINISTRATOR),
    "catalogue:edit_process": roles(Role.PROCEDURE_CONTROLLER, Role.ADMINISTRATOR),
    # sign-in, under the names that allauth looks up
    "account_login": PUBLIC,
    "account_inactive": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "account_logout": PUBLIC,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    # organisation
    "organisation:tree": SIGNED_IN,
    "organisation:unit": SIGNED_IN,
    "organisation:unit_contact": roles(Role.ADMINISTRATOR),
    "organisation:unit_event": roles(Role.ADMINISTRATOR),
    "organisation:people": SIGNED_IN,
    "organisation:person": SIGNED_IN,
    "organisation:profile": SIGNED_IN,
    "organisation:add_person": roles(Role.ADMINISTRATOR),
    "organisation:change_person": roles(Role.ADMINISTRATOR),
    "organisation:assign": roles(Role.ADMINISTRATOR),
    "organisation:close_assignment": roles(Role.ADMINISTRATOR),
    "organisation:grant": roles(Role.ADMINISTRATOR),
    "organisation:revoke": roles(Role.ADMINISTRATOR),
    "organisation:create_account": roles(Role.ADMINISTRATOR),
    "organisation:reset_password": roles(Role.ADMINISTRATOR),
    "organisation:lock_account": roles(Role.ADMINISTRATOR),
    "organisation:unlock_account": roles(Role.ADMINISTRATOR),
}


class AccessMiddleware:
    """Looks up the row of the URL that was matched; a URL without a row is an error of ours, not a way in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; the decision needs the matched URL, so it is made in `process_view`."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Let the visitor through, send him to sign in, or refuse."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if name not in TABLE:
            raise ImproperlyConfigured(f"URL {name!r} has no row in motcua.project.access.TABLE")
        actor = getattr(request, "actor", None)
        held = frozenset(grant.role for grant in actor.grants) if actor else frozenset()
        if TABLE[name].admits(signed_in=actor is not None, held=held):
            return None
        if actor is None:
            return _to_sign_in(request)
        raise PermissionDenied


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead to sign-in and back; a part of a page that htmx asks for makes the whole page go, not the part."""
    htmx = getattr(request, "htmx", None)
    if not htmx:
        return redirect_to_login(request.get_full_path())
    target: str = redirect_to_login(htmx.current_url_abs_path or "/").url
    return HttpResponseClientRedirect(target)
