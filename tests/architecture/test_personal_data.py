"""Every field of every model of ours has a class of personal data (design: rule 12)."""

import pytest
from django.apps import apps
from django.db.models import Model

from motcua.common.privacy import PersonalData

OURS = [model for model in apps.get_models() if model.__module__.startswith("motcua.")]


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_the_model_names_its_personal_fields(model: type[Model]) -> None:
    declared = vars(model).get("personal_data")
    assert declared is not None, "give the model `personal_data`, empty where it holds none"
    fields = {field.name for field in model._meta.concrete_fields}
    assert set(declared) <= fields
    assert all(isinstance(value, PersonalData) for value in declared.values())


@pytest.mark.parametrize("model", OURS, ids=lambda m: m._meta.label)
def test_fields_that_sound_personal_are_named(model: type[Model]) -> None:
    telling = {"full_name", "phone", "email", "address", "identity_number", "birth_date", "note", "search_key"}
    sounding = {field.name for field in model._meta.concrete_fields} & telling
    declared = vars(model).get("personal_data", {})
    about_people = {"organisation.Person", "organisation.Account"} | {
        m._meta.label for m in OURS if m._meta.app_label == "dossiers"
    }
    if model._meta.label in about_people:
        assert sounding <= set(declared)
