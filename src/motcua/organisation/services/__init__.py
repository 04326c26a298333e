"""Writes of the organisation: one function for each act, each a transaction, each with an actor and an instant."""

from motcua.organisation.services.access import grant_role, revoke_role
from motcua.organisation.services.accounts import (
    add_administrator,
    change_own_password,
    create_account,
    lock_account,
    note_sign_in,
    random_password,
    reset_password,
    unlock_account,
)
from motcua.organisation.services.people import add_person, change_person, close_assignment, open_assignment
from motcua.organisation.services.structure import Code
from motcua.organisation.services.unit_events import NewUnit, OnChildren, dissolve_unit, merge_units, split_unit
from motcua.organisation.services.units import change_contact, create_unit, move_unit, recode_unit, rename_unit

__all__ = [
    "Code",
    "NewUnit",
    "OnChildren",
    "add_administrator",
    "add_person",
    "change_contact",
    "change_own_password",
    "change_person",
    "close_assignment",
    "create_account",
    "create_unit",
    "dissolve_unit",
    "grant_role",
    "lock_account",
    "merge_units",
    "move_unit",
    "note_sign_in",
    "open_assignment",
    "random_password",
    "recode_unit",
    "rename_unit",
    "reset_password",
    "revoke_role",
    "split_unit",
    "unlock_account",
]
