"""Drawing a snippet with the tags, and reading what came out."""

from html.parser import HTMLParser
from typing import Any

from django.template import Context, Template


def draw(snippet: str, **context: Any) -> str:
    """Render `snippet` with `{% load mc %}`."""
    return Template("{% load mc %}" + snippet).render(Context(context)).strip()


class Reader(HTMLParser):
    """Collects (tag, attributes) in the order of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Attributes of all elements of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    def by_id(self, name: str | None) -> dict[str, str | None]:
        """Attributes of the one element with this id."""
        (found,) = [attributes for _tag, attributes in self.elements if attributes.get("id") == name]
        return found
