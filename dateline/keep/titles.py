"""The program's titles follow a person's corrections: they are made anew of the fields as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dateline.core.model import Event, EventType, Facts, Factuality, Review
from dateline.core.schema import AUTO
from dateline.keep.entries import Values
from dateline.keep.held import Work

TITLES: Final = ("title", "title_in", "review")
"""The fields that say what the others say, in words; and the doubts, one of which is about the words."""


def retitled(event: Event, new: Values, by_hand: Values, *, own: bool, work: Work) -> Values | None:
    """What the program says of an event, with titles made of its fields as a person left them; None where they agree.

    `by_hand` are the fields that a person has corrected. A title in the site's language that a person wrote (`own`) is
    compared with what it always was: that the program would word it otherwise after a correction is no news from the
    articles.
    """
    facts = facts_of(event, by_hand)
    if work.titler is None or facts == facts_of(event, {}):
        return None
    titles, made = work.titler(event, facts)
    language = work.config.language
    title = " ".join(titles.get(language, "").split())
    out = {**new, "title_in": {tag: " ".join(titles[tag].split()) for tag in sorted(titles) if tag != language}}
    if title and not own:
        out["title"] = title
        doubts = {*new.get("review", ()), Review.TITLE_TEMPLATE.value} - (set() if made else {Review.TITLE_TEMPLATE})
        out["review"] = [reason.value for reason in Review if reason in doubts]
    return {name: value for name, value in out.items() if value or value == 0}


def facts_of(event: Event, by_hand: Mapping[str, Any]) -> Facts:
    """What an event's entry says with these fields in it; in the others it says what the program does.

    A field that a person took out says nothing, and that it came to pass goes without saying.
    """

    def one(name: str, otherwise: Any) -> Any:
        here = by_hand.get(name, AUTO)
        return getattr(event, name) if here == AUTO else here or otherwise

    def many(name: str) -> tuple[str, ...]:
        said, here = getattr(event, name), one(name, ())
        return tuple(said if set(here) == set(said) else here)

    roles = one("roles", {})
    return Facts(
        EventType(one("type", event.type)),
        Factuality(one("factuality", Factuality.HAPPENED)),
        many("countries"),
        many("organisations"),
        many("people"),
        many("places"),
        {entity: role for entity, role in roles.items() if role != AUTO},
        _figures(event, by_hand.get("figures", AUTO)),
    )


def _figures(event: Event, here: Any) -> dict[str, tuple[float, ...]]:
    if here == AUTO:
        return {figure.what: tuple(version.value for version in figure.versions) for figure in event.figures}
    out = {}
    for item in here or ():
        told = tuple(sorted(version["value"] for version in item.get("versions", ())))
        out[item["what"]] = (item["use"],) if "use" in item else told
    return {what: values for what, values in out.items() if values}
