"""Figures on pages: each is linked to the rows that it counts."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.common import formats
from motcua.domain.indicators import registry
from motcua.domain.indicators.definitions import Figure, Source
from motcua.figures.questions import Part, Question
from motcua.reporting.opening import words
from motcua.reporting.opening.addresses import definition_url, figure_url

register = template.Library()


@register.filter
def said(text: str) -> str:
    """`{{ definition.name|said }}`: words of a definition in the reader's language, with their signs of per cent.

    `{% translate definition.name %}` looks for the words with that sign doubled and does not find them.
    """
    return _(text) if text else ""


@register.simple_tag
def figure_link(figure: Figure | None, question: Question, label: str = "") -> SafeString:
    """`{% figure_link fig question %}`: the value, linked to exactly its rows; nothing opens nothing and is grey.

    A rate of which nothing is counted opens what it divides by.
    """
    if figure is None or figure.value is None:
        return format_html('<span class="mc-zero">{}</span>', "–")
    part = Part.COUNTED if figure.numerator else Part.BASE
    return _linked(figure, question, part, words.value_words(figure), label)


@register.simple_tag
def figure_parts(figure: Figure, question: Question) -> SafeString:
    """`{% figure_parts fig question %}`: the two numbers of a rate, `186 / 3.204`, each linked to its rows."""
    counted = _linked(figure, question, Part.COUNTED, formats.number(figure.numerator), "")
    base = _linked(figure, question, Part.BASE, formats.number(figure.denominator), "")
    return format_html('<span class="mc-nowrap">{} / {}</span>', counted, base)


@register.simple_tag
def definition_link(code: str, text: str = "") -> SafeString:
    """`{% definition_link "form06.3" %}`: the name of a figure, linked to what it means."""
    return format_html('<a href="{}">{}</a>', definition_url(code), text or _(registry.ALL[code].name))


@register.simple_tag
def source_words(source: Source) -> str:
    """`{% source_words source %}`: a text of law with the dates between which it is in force."""
    return words.source_words(source)


def _linked(figure: Figure, question: Question, part: Part, written: str, label: str) -> SafeString:
    rows = figure.numerator if part is Part.COUNTED else figure.denominator
    if not rows:
        return format_html('<span class="mc-num mc-zero">{}</span>', written)
    url = figure_url(figure.code, question, part)
    if label:
        return format_html('<a class="mc-fig mc-num" href="{}" aria-label="{}">{}</a>', url, label, written)
    return format_html('<a class="mc-fig mc-num" href="{}">{}</a>', url, written)
