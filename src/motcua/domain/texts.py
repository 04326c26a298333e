"""Sentences that the domain says and others translate.

The domain knows no translation engine: it marks Vietnamese msgids with `gettext_noop` so that extraction finds them,
and hands out `Text` values (template and named parameters) which the edge renders in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Translate = Callable[[str], str]


def gettext_noop(message: str) -> str:
    """Mark `message` (a Vietnamese msgid) for extraction and return it unchanged."""
    return message


def as_written(message: str) -> str:
    """The translation that changes nothing: Vietnamese, as the msgids are written."""
    return message


@dataclass(frozen=True)
class Text:
    """One sentence or phrase: `template` with %(name)s placeholders, `params` by name; a parameter may be a `Text` or
    a tuple of them (said one after the other).
    """

    template: str
    params: Mapping[str, object] = field(default_factory=dict)

    def render(self, translate: Translate = as_written) -> str:
        """The text in the language of `translate` (msgid → translated msgid), parameters rendered in the same
        language.
        """
        return render(self.template, self.params, translate)

    def __str__(self) -> str:
        return self.render()


def render(template: str, params: Mapping[str, object], translate: Translate) -> str:
    """Fill `template` (translated first) with `params`; nested texts are rendered with the same `translate`."""
    if not params:
        return translate(template)
    return translate(template) % {name: _filled(value, translate) for name, value in params.items()}


def _filled(value: object, translate: Translate) -> object:
    if isinstance(value, Text):
        return value.render(translate)
    if isinstance(value, tuple):
        return "; ".join(str(_filled(part, translate)) for part in value)
    return value
