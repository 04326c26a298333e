"""What an officer wants to be told, and by which way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.notifications.models import Preference
from motcua.notifications.queries.preferences import wants
from motcua.notifications.topics import Topic, of_audience
from motcua.notifications.vocabulary import Channel, Language, RecipientKind


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic with a tick for each way."""

    label: str
    ticks: tuple[BoundField, ...]


class PreferencesForm(forms.Form):
    """A tick for each topic and way, and the language of what leaves the house. Bells of duties cannot be silenced."""

    language = forms.ChoiceField(label=gettext_lazy("Ngôn ngữ của tin gửi đi"), choices=Language.choices)

    def __init__(
        self, data: Mapping[str, Any] | None, *, wishes: Mapping[str, Preference], channels: Sequence[Channel]
    ) -> None:
        super().__init__(data)
        self.channels = (Channel.BELL, *channels)
        self.topics = of_audience(RecipientKind.PERSON)
        outward = [wish for channel, wish in wishes.items() if channel != Channel.BELL]
        self.fields["language"].initial = outward[0].language if outward else Language.VI.value
        for topic in self.topics:
            for channel in self.channels:
                self.fields[_name(channel, topic)] = self._tick(topic, channel, wishes.get(channel.value))

    def _tick(self, topic: Topic, channel: Channel, wish: Preference | None) -> forms.BooleanField:
        label = _("%(topic)s: %(channel)s") % {"topic": _(topic.label), "channel": channel.label}
        fixed = topic.duty and channel is Channel.BELL
        on = fixed or (channel is Channel.BELL if wish is None else wants(wish, topic))
        return forms.BooleanField(
            label=label,
            required=False,
            initial=on,
            disabled=fixed,
            widget=forms.CheckboxInput(attrs={"class": "form-check-input", "aria-label": label}),
        )

    @property
    def rows(self) -> list[TopicRow]:
        """The topics in their order."""
        return [TopicRow(_(t.label), tuple(self[_name(c, t)] for c in self.channels)) for t in self.topics]

    def wanted(self) -> dict[Channel, list[str]]:
        """The topics ticked for each way."""
        good = self.cleaned_data
        return {c: [t.key for t in self.topics if good.get(_name(c, t))] for c in self.channels}


def _name(channel: Channel, topic: Topic) -> str:
    return f"{channel.value}-{topic.key}"
