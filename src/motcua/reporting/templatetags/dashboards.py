"""What the templates of dashboards need besides figures."""

from collections.abc import Sequence
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(values: Sequence[Any], place: int) -> Any:
    """`{{ table.heads|at:forloop.counter0 }}`: the value at a place."""
    return values[place]
