"""People, their posts, and who holds which from when to when."""

from datetime import date, datetime

from django.db import transaction

from motcua.audit import log
from motcua.common import formats
from motcua.common.folding import fold, sort_key_person
from motcua.domain.errors import NotFound
from motcua.domain.errors_organisation import (
    AlreadyClosed,
    AssignmentOverlaps,
    MainPostHeld,
    NameMissing,
    PeriodNotValid,
    UnitNotInForce,
)
from motcua.organisation import queries
from motcua.organisation.actors import Actor
from motcua.organisation.kinds import AssignmentKind, Sphere
from motcua.organisation.models import Assignment, Person, Post
from motcua.organisation.policies import Action, require
from motcua.organisation.queries.periods import in_force, overlapping
from motcua.organisation.services.structure import check_in_force, check_period, structure_lock

MOST_NAME = 120


@transaction.atomic
def add_person(*, full_name: str, phone: str = "", email: str = "", actor: Actor, at: datetime) -> Person:
    """Add a person; raises NotAllowed, NameMissing."""
    require(actor, Action.MANAGE_PEOPLE)
    name = _name(full_name, "full_name")
    person = Person.objects.create(
        full_name=name,
        sort_key=sort_key_person(name),
        search_key=fold(name),
        phone=phone.strip(),
        email=email.strip().lower(),
    )
    log.write(actor.ref, "organisation.person_added", "person", person.public_id, at=at)
    return person


@transaction.atomic
def change_person(*, person_id: int, full_name: str, phone: str, email: str, actor: Actor, at: datetime) -> Person:
    """Correct name and contact of a person; the log names the fields that changed, not their values."""
    require(actor, Action.MANAGE_PEOPLE)
    person = _person(person_id)
    name = _name(full_name, "full_name")
    before = (person.full_name, person.phone, person.email)
    person.full_name, person.phone, person.email = name, phone.strip(), email.strip().lower()
    person.sort_key, person.search_key = sort_key_person(name), fold(name)
    person.save(update_fields=["full_name", "phone", "email", "sort_key", "search_key"])
    after = (person.full_name, person.phone, person.email)
    changed = [
        field for field, old, new in zip(("full_name", "phone", "email"), before, after, strict=True) if old != new
    ]
    log.write(actor.ref, "organisation.person_changed", "person", person.public_id, at=at, data={"fields": changed})
    return person


def ensure_post(*, unit_id: int, title: str, sphere: Sphere, on: date, actor: Actor) -> Post:
    """Return the unit's post of that title on the day, made if it is new; called inside a service's transaction."""
    require(actor, Action.MANAGE_PEOPLE)
    title = _name(title, "title")
    unit = queries.unit(unit_id)
    check_in_force(unit, on)
    post = Post.objects.filter(in_force(on), unit=unit, title=title, sphere=sphere).first()
    if post is not None:
        return post
    later = Post.objects.filter(unit=unit, title=title, sphere=sphere, valid_from__gt=on).order_by("valid_from").first()
    if later is not None:
        # The post was first written with a later day than now known: it begins earlier.
        later.valid_from = on
        later.save(update_fields=["valid_from"])
        return later
    return Post.objects.create(unit=unit, title=title, sphere=sphere, valid_from=on, valid_to=unit.valid_to)


@transaction.atomic
def open_assignment(
    *,
    person_id: int,
    unit_id: int,
    title: str,
    sphere: Sphere = Sphere.STATE,
    kind: AssignmentKind = AssignmentKind.MAIN,
    valid_from: date,
    valid_to: date | None = None,
    decision: str = "",
    actor: Actor,
    at: datetime,
) -> Assignment:
    """Let a person hold a post of a unit in [valid_from, valid_to); several at once are normal, one of them the main.

    Raises UnitNotInForce, PeriodNotValid, AssignmentOverlaps (the same post twice), MainPostHeld.
    """
    require(actor, Action.MANAGE_PEOPLE)
    structure_lock()
    person = _person(person_id)
    check_period(valid_from, valid_to)
    post = ensure_post(unit_id=unit_id, title=title, sphere=sphere, on=valid_from, actor=actor)
    ends = _within(post, valid_to)
    meanwhile = Assignment.objects.filter(overlapping(valid_from, ends), person=person).select_related("post")
    if meanwhile.filter(post=post).exists():
        raise AssignmentOverlaps(person=person.full_name, title=post.title)
    main = meanwhile.filter(kind=AssignmentKind.MAIN).first() if kind == AssignmentKind.MAIN else None
    if main is not None:
        raise MainPostHeld(person=person.full_name, title=main.post.title)
    assignment = Assignment.objects.create(
        person=person, post=post, kind=kind, decision=decision.strip(), valid_from=valid_from, valid_to=ends
    )
    data = {"unit": unit_id, "post": post.pk, "kind": str(kind), "valid_from": valid_from.isoformat()}
    log.write(actor.ref, "organisation.assignment_opened", "person", person.public_id, at=at, data=data)
    return assignment


@transaction.atomic
def close_assignment(*, assignment_id: int, on: date, actor: Actor, at: datetime) -> Assignment:
    """End an assignment: `on` is the first day on which the post is no longer held."""
    require(actor, Action.MANAGE_PEOPLE)
    structure_lock()
    assignment = Assignment.objects.select_related("person", "post").filter(pk=assignment_id).first()
    if assignment is None:
        raise NotFound(subject="assignment", value=assignment_id)
    if assignment.valid_to is not None and assignment.valid_to <= on:
        raise AlreadyClosed(since=formats.day(assignment.valid_to))
    if on <= assignment.valid_from:
        raise PeriodNotValid(field="on", value=formats.day(on), start=formats.day(assignment.valid_from))
    assignment.valid_to = on
    assignment.save(update_fields=["valid_to"])
    data = {"post": assignment.post_id, "valid_to": on.isoformat()}
    log.write(actor.ref, "organisation.assignment_closed", "person", assignment.person.public_id, at=at, data=data)
    return assignment


def _within(post: Post, ends: date | None) -> date | None:
    """Return the end of an assignment, which cannot outlive its post."""
    if post.valid_to is None:
        return ends
    if ends is not None and ends > post.valid_to:
        raise UnitNotInForce(unit=post.title, on=formats.day(ends))
    return ends or post.valid_to


def _person(person_id: int) -> Person:
    found = Person.objects.filter(pk=person_id).first()
    if found is None:
        raise NotFound(subject="person", value=person_id)
    return found


def _name(text: str, field: str) -> str:
    clean = " ".join(text.split())
    if not clean or len(clean) > MOST_NAME:
        raise NameMissing(field=field, value=text, most=MOST_NAME)
    return clean
