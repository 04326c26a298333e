"""Classes of personal data: every model says which of its fields hold which (Law 91/2025/QH15)."""

from enum import StrEnum


class PersonalData(StrEnum):
    """What a field can tell about a person. A field that is not named holds none."""

    NAME = "name"
    IDENTITY = "identity"
    CONTACT = "contact"
    FREE_TEXT = "free_text"
