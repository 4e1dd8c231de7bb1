"""The fields of an entry and of the decisions, declared once, with who writes them and in which form they meet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from dateline.core.model import ENTRY_FACTUALITY, EventType, Review, Status, Tier
from dateline.core.schema import (
    CLOCK,
    COUNTRY,
    EVENT_ID,
    LANGUAGE,
    SLUG,
    Address,
    Choice,
    Code,
    Date,
    Field,
    ListOf,
    MapOf,
    Number,
    Record,
    Text,
    describe,
)

_LINE = Text(line=True)
_SOURCE_KEY = Code(r"[A-Za-z][A-Za-z0-9_-]*", "a key: a letter, then letters and digits", "s1")
_SUPPORT = Text(line=True)

SOURCE = Record(
    "a source",
    (
        Field("key", _SOURCE_KEY, "A short name by which figures of this entry refer to the source."),
        Field("article", _LINE, "The article's id: its file name in seeds/ without the ending."),
        Field("quote", Text(), "The article's own words, exactly; one sentence or two."),
        Field("before", Text(), "The words before the quote, where the quote stands in the article more than once."),
        Field("supports", ListOf(_SUPPORT), "The fields these words carry: date, type, organisations/cis."),
        Field("when", _LINE, "The words of the quote that tell the time."),
        Field("lang", LANGUAGE, "The language of the quote."),
        Field("origin", _LINE, "The text this one is a copy of: the same origin is not independent."),
        Field("url", Address(), "Where a source stands that is no article of this project."),
        Field("archived", Address(), "An archived copy of it."),
        Field("publisher", _LINE, "Who published it."),
        Field("title", _LINE, "Its title."),
    ),
)

FIGURE = Record(
    "a figure",
    (
        Field("what", _LINE, "What is counted: deaths, troops, votes_for.", required=True),
        Field("use", Number(), "The value to show where sources differ."),
        Field("because", _LINE, "Why this value."),
        Field(
            "versions",
            ListOf(
                Record(
                    "a version of a figure",
                    (
                        Field("value", Number(), "The number.", required=True),
                        Field("sources", ListOf(_SOURCE_KEY), "Keys of the sources that say so."),
                    ),
                )
            ),
            "What each source says.",
        ),
    ),
)

DATE_VERSION = Record(
    "a version of the date",
    (
        Field("date", Date(), "The day according to these sources.", required=True),
        Field("sources", ListOf(_SOURCE_KEY), "Keys of the sources that say so."),
    ),
)

CORRECTION = Record(
    "a correction",
    (
        Field("on", Date(), "The day of the correction.", required=True),
        Field("field", _LINE, "The field that was changed.", required=True),
        Field("from", Text(), "What stood there."),
        Field("to", Text(), "What stands there now."),
        Field("why", Text(), "Why."),
    ),
)

ENTRY = Record(
    "an entry",
    (
        Field("id", EVENT_ID, "Permanent; added by the program, never changed, never used again."),
        Field(
            "status",
            Choice(tuple(map(str, Status))),
            "proposed until a person has looked: checked (nothing is written here any more, only proposed), disputed, "
            "draft (not shown), rejected or withdrawn; the program writes proposed, merged and orphaned.",
            auto=True,
        ),
        Field("title", _LINE, "The event in one line, in the site's language.", required=True, auto=True),
        Field("title_in", MapOf(LANGUAGE, _LINE), "The title in other languages.", auto=True),
        Field("summary", Text(), "Two to four sentences; a little Markdown.", auto=True),
        Field("summary_lang", LANGUAGE, "The summary's language where it is not the site's.", auto=True),
        Field("date", Date(), "When it happened, as EDTF, no more exact than the sources are.", auto=True),
        Field("planned", Date(), "The day it was planned for, where it came otherwise.", auto=True),
        Field("time", CLOCK, "Time of day, local to the place.", auto=True),
        Field("date_note", Text(), "A word on the date, shown beside it."),
        Field("date_versions", ListOf(DATE_VERSION), "What sources that differ say of the date.", auto=True),
        Field("factuality", Choice(tuple(map(str, ENTRY_FACTUALITY))), "Whether it came to pass.", auto=True),
        Field("type", Choice(tuple(map(str, EventType))), "What kind of event it is.", auto=True),
        Field(
            "tier",
            Choice(tuple(map(str, Tier))),
            "main; side: a detail of another; background: told in passing.",
            auto=True,
        ),
        Field("tags", ListOf(_LINE), "Your own words to group events by."),
        Field(
            "countries", ListOf(COUNTRY), "Countries that took part, by ISO 3166-1 code, in quotation marks.", auto=True
        ),
        Field("organisations", ListOf(SLUG), "Organisations that took part, by gazetteer id.", auto=True),
        Field("roles", MapOf(_LINE, _LINE), "What they did: {cis: host}.", auto=True),
        Field("people", ListOf(SLUG), "People who took part, by gazetteer id.", auto=True),
        Field("places", ListOf(SLUG), "Where it happened, by gazetteer id.", auto=True),
        Field("figures", ListOf(FIGURE), "Numbers, with what each source says.", auto=True),
        Field("part_of", ListOf(EVENT_ID), "Entries this one is a part of.", auto=True),
        Field("follows", ListOf(EVENT_ID), "Entries this one follows from.", auto=True),
        Field("maybe_same_as", ListOf(EVENT_ID), "Entries that may tell the same event: a question to you.", auto=True),
        Field("not_same_as", ListOf(EVENT_ID), "Entries that are another event, for good."),
        Field("merged_into", EVENT_ID, "The entry this one became part of; its page leads there.", auto=True),
        Field("merged_from", ListOf(EVENT_ID), "Entries that became part of this one.", auto=True),
        Field("sources", ListOf(SOURCE), "The words it rests on.", auto=True),
        Field("locked", ListOf(_LINE), "Fields that are yours although you did not change them."),
        Field(
            "checked",
            Record(
                "the check",
                (
                    Field("by", _LINE, "Who checked it.", required=True),
                    Field("on", Date(), "The day."),
                ),
            ),
            "Who checked the entry, and when.",
        ),
        Field("note", Text(), "For yourself; never published."),
        Field("public_note", Text(), "A note on the entry's page."),
        Field("corrections", ListOf(CORRECTION), "Changes readers are told of."),
        Field("why", Text(), "Why it was rejected or withdrawn."),
        Field("confidence", Number(least=0, most=1), "How sure the program is.", auto=True),
        Field("review", ListOf(Choice(tuple(map(str, Review)))), "The program's reasons for doubt.", auto=True),
    ),
)

KEY_ORDER = tuple(field.name for field in ENTRY.fields)


class Form(StrEnum):
    """How the values of a field meet: as one value, item by item, key by key, or as items that have keys."""

    VALUE = "value"
    SET = "set"
    MAP = "map"
    ITEMS = "items"


FORMS: dict[str, Form] = {
    **dict.fromkeys(("status", "title", "summary", "summary_lang", "date", "planned", "time"), Form.VALUE),
    **dict.fromkeys(("factuality", "type", "tier", "merged_into", "confidence"), Form.VALUE),
    **dict.fromkeys(("countries", "organisations", "people", "places", "part_of", "follows"), Form.SET),
    **dict.fromkeys(("maybe_same_as", "merged_from", "review"), Form.SET),
    **dict.fromkeys(("title_in", "roles"), Form.MAP),
    **dict.fromkeys(("sources", "figures", "date_versions"), Form.ITEMS),
}
"""The fields the program writes; the others are a person's alone."""


DOUBTED: Mapping[Review, str] = {
    **dict.fromkeys((Review.DATE_AMBIGUOUS, Review.DATE_CONFLICT, Review.DATE_INHERITED, Review.VAGUE_DATE), "date"),
    **dict.fromkeys((Review.DOCUMENT_DATE_UNKNOWN, Review.DOCUMENT_DATE_INFERRED, Review.DATE_FROM_ANCHOR), "date"),
    **dict.fromkeys((Review.NEGATION_UNCLEAR, Review.OUTCOME_UNKNOWN, Review.ALLEGED_ONLY), "factuality"),
    **dict.fromkeys((Review.PLANNED_UNCONFIRMED, Review.DISPUTED), "factuality"),
    **dict.fromkeys((Review.UNKNOWN_ORGANISATION, Review.AMBIGUOUS_ACRONYM), "organisations"),
    Review.TYPE_CONFLICT: "type",
    Review.TITLE_TEMPLATE: "title",
    Review.PLACE_AMBIGUOUS: "places",
    Review.PERSON_UNRESOLVED: "people",
    Review.COUNT_CONFLICT: "figures",
}
"""The field that a reason for doubt is about: once a person has written that field, the doubt is answered."""


def unanswered(reasons: Iterable[str], by_hand: Collection[str]) -> list[str]:
    """The reasons for doubt that are about no field of a person's."""
    return [reason for reason in reasons if DOUBTED.get(Review(reason)) not in by_hand]


def fields_table(record: Record, *, who: bool) -> str:
    """The rows of docs/entries.md: each field with what it holds and what it is."""
    rows = []
    for field in record:
        kind = "text" if isinstance(field.kind, Text) else describe(field.kind)
        kind = kind.replace("a list; each item keys: ", "a list of records: ").replace("|", "\\|")
        name = f"`{field.name}`" + (" (required)" if field.required else "")
        writer = "the program" if field.name == "id" else "both" if field.auto else "people"
        rows.append(f"| {name} | {kind} |{f' {writer} |' if who else ''} {field.doc} |")
    return "\n".join(rows)
