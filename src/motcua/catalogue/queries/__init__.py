"""Reads of the catalogue, for its own pages and for other apps."""

from motcua.catalogue.queries.details import cases_of, labels, version_on
from motcua.catalogue.queries.listing import Filters, search, sector_names, sectors
from motcua.catalogue.queries.offerings import access_offering, offering_row, offerings_for, payment_stop
from motcua.catalogue.queries.terms import steps_of, terms_of, with_fee

__all__ = [
    "Filters",
    "access_offering",
    "cases_of",
    "labels",
    "offering_row",
    "offerings_for",
    "payment_stop",
    "search",
    "sector_names",
    "sectors",
    "steps_of",
    "terms_of",
    "version_on",
    "with_fee",
]
