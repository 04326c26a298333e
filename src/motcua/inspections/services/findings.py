"""Record what the shelf says of a drawn dossier: it agrees, it differs (in what), or it is not there."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from motcua.domain.errors import BadInput, Conflict
from motcua.inspections import policies
from motcua.inspections.models import Finding, FindingDraft, FindingNote, SpotCheck, SpotCheckItem
from motcua.inspections.vocabulary import Field, Verdict
from motcua.organisation.actors import Actor

LONGEST = 500
"""Characters of what stands on paper, for one field."""


def record_finding(
    item: SpotCheckItem,
    *,
    verdict: Verdict,
    differing: Mapping[str, str] | None = None,
    actor: Actor,
    at: datetime,
) -> Finding:
    """Record a finding; `differing` says for each field that differs what stands on paper. It clears the draft.

    A later finding of the same dossier corrects an earlier one; both stay. Raises NotAllowed, BadInput, Conflict.
    """
    person_id = _may(actor, item.check_of)
    words = _checked(verdict, differing or {})
    salt = secrets.token_hex(16) if any(words.values()) else ""
    try:
        with transaction.atomic():
            finding = Finding.objects.create(
                item=item,
                seq=item.findings.count() + 1,
                verdict=verdict.value,
                fields=sorted(words),
                note_hash=hash_of(salt, words) if salt else "",
                found_at=at,
                found_by_id=person_id,
            )
            if salt:
                FindingNote.objects.create(finding=finding, salt=salt, words=words)
            FindingDraft.objects.filter(item=item, person_id=person_id).delete()
    except IntegrityError as error:
        raise Conflict from error
    return finding


def save_draft(item: SpotCheckItem, *, data: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    """Keep what somebody has typed about a dossier. Raises NotAllowed."""
    person_id = _may(actor, item.check_of)
    values = {"data": dict(data), "updated_at": at}
    FindingDraft.objects.update_or_create(item=item, person_id=person_id, defaults=values)


def hash_of(salt: str, words: Mapping[str, str]) -> str:
    """What stands in the finding for the words on paper."""
    return sha256(f"{salt}{json.dumps(dict(sorted(words.items())), ensure_ascii=False)}".encode()).hexdigest()


def _may(actor: Actor, check: SpotCheck) -> int:
    """Who records; refuses whoever may not, and anybody once the check is closed."""
    person_id = policies.inspector(actor, check.unit_id)
    if check.closed_at is not None:
        raise BadInput(field="verdict", value="", remedy=_("Đợt kiểm tra đã kết thúc, không ghi thêm được."))
    return person_id


def _checked(verdict: Verdict, differing: Mapping[str, str]) -> dict[str, str]:
    """The fields that differ with the words on paper; none but where it differs, and there at least one."""
    if verdict is not Verdict.DIFFERS:
        return {}
    words = {Field(name).value: " ".join(text.split())[:LONGEST] for name, text in differing.items()}
    if not words:
        raise BadInput(field="fields", value="", remedy=_("Chọn ít nhất một mục khác với phần mềm."))
    if Field.OTHER.value in words and not words[Field.OTHER.value]:
        raise BadInput(field="other", value="", remedy=_("Ghi rõ nội dung khác là gì."))
    return words
