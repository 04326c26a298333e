"""The texts that the product ships: one file, by topic, then by language; SMS and Zalo begin with the same words."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Final

from motcua.notifications.topics import TOPICS
from motcua.notifications.vocabulary import Channel, Language

FILE: Final = Path(__file__).parent / "shipped" / "texts.toml"
PART_OF: Final = {Channel.BELL: "bell", Channel.EMAIL: "email", Channel.SMS: "short", Channel.ZALO: "short"}

QUIET: Final = (time(21), time(7))
"""Nobody's telephone rings at night: SMS and Zalo wait from 21:00 to 07:00."""

KEEP_DAYS: Final = 14
FIRST_DAY: Final = date(2018, 1, 1)
"""Rules hold from before the first day that the shipped calendar knows."""


@dataclass(frozen=True, slots=True)
class ShippedText:
    """One text of the file."""

    topic: str
    channel: Channel
    language: Language
    subject: str
    body: str


def texts() -> Iterator[ShippedText]:
    """Every text, for every topic, channel and language; KeyError where the file lacks one."""
    with FILE.open("rb") as file:
        found = tomllib.load(file)
    for topic in TOPICS.values():
        for channel in topic.channels:
            for language in Language:
                part = found[topic.key][language.value][PART_OF[channel]]
                yield ShippedText(topic.key, channel, language, part.get("subject", ""), part["body"].strip())
