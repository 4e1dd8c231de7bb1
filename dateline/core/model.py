"""Every value that crosses a wing's door, in the order in which it comes to be.

Read from top to bottom this file is the program: an `Article` is read, its `Document` found, `Event`s gathered,
`Entry`s kept. The types hold data and do no work; each is frozen, and a stage returns new values. Spans are
half-open ranges of code points in `Article.text`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from dateline.core.values import quickly_made
from dateline.core.when import When

# ---------------------------------------------------------------------------------------------------------- read


class Span(NamedTuple):
    """A half-open range of code points in an article's text."""

    start: int
    end: int


class Label(StrEnum):
    """What a line of an article is (extraction 2.2). Nothing is deleted: a label decides who may use the line."""

    TITLE = "title"
    SUBHEAD = "subhead"
    LEDE = "lede"
    BODY = "body"
    FACT_BOX = "fact_box"
    BYLINE = "byline"
    CAPTION = "caption"
    PROMO = "promo"
    COMMENT_FORM = "comment_form"
    AUTHOR_BIO = "author_bio"
    LIST_NAV = "list_nav"


TELLING_LABELS = frozenset({Label.TITLE, Label.LEDE, Label.BODY, Label.FACT_BOX})
"""The labels whose words may tell an event."""


class Token(NamedTuple):
    """A word, number or mark of punctuation."""

    start: int
    end: int
    text: str


@quickly_made
@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph, with its tokens and the direct speech in it."""

    span: Span
    paragraph: int
    """Index into `Article.paragraphs`."""
    tokens: tuple[Token, ...]
    quotes: tuple[Span, ...] = ()
    """Direct speech: the quoted words without their marks; a Swedish dash quote runs to its reporting clause."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, rejoined where the source broke them."""

    span: Span
    label: Label
    language: str | None
    """BCP 47 tag of the pack that reads it; None when no pack does."""
    section: int = 0
    """Grows by one at every subhead: narrative reference never crosses it."""


class Basis(StrEnum):
    """Where an article's day of publication comes from."""

    GIVEN = "given"
    HEAD = "head"
    DOCUMENT = "document"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Article:
    """One source text as read, with what is known of it."""

    id: str
    path: str
    text: str
    """NFC, line ends as \\n; quotes are cut from it."""
    digest: str
    """SHA-256 of the text, hexadecimal."""
    language: str | None = None
    title: str | None = None
    published: When | None = None
    """The document creation time (DCT) as given: a day, or a set of days."""
    published_basis: Basis = Basis.UNKNOWN
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    archived: str | None = None
    translated_from: str | None = None
    rights: str | None = None
    """`full` lets the site show the whole text; anything else, excerpts."""
    head: Span | None = None
    """The place-and-date line at the start of the lede, as in `OSLO, 3 May (NTB) –`."""
    labels: tuple[tuple[Span, Label], ...] = ()
    """Every line with its label, in order."""
    paragraphs: tuple[Paragraph, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    offsets: tuple[int, ...] | None = None
    """For each code point of `text` its offset in the text as it came; None when the two are the same."""


# ---------------------------------------------------------------------------------------------------------- find


class TimexType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@quickly_made
@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression as the words have it (TIMEX3), before it is resolved."""

    span: Span
    sentence: int
    type: TimexType
    value: str
    """TIMEX3 value; open parts are X, as in `XXXX-03-07`; `PAST_REF`, `P2W` and the like stand for themselves."""
    rule: str
    """Language and name of the rule that found it: `sv/day-month`."""
    mod: str | None = None
    """TIMEX3 modifier: START, MID, END, APPROX, BEFORE, AFTER."""
    steps: tuple[str, ...] = ()
    """How to close an open value, in the words of `find/anchor.py`."""


class Anchor(StrEnum):
    """That against which an open value was resolved."""

    NONE = "none"
    """The words alone name the days."""
    DCT = "dct"
    MENTION = "mention"
    """An earlier expression of the text."""
    BIRTH = "birth"
    WORLD = "world"
    """A dated world event of the gazetteer."""


@quickly_made
@dataclass(frozen=True, slots=True)
class AnchoredTimex:
    """A temporal expression with the days it means."""

    timex: Timex
    value: str
    """TIMEX3 value as far as it could be closed."""
    when: When | None
    """The days it names as a period (a week is `Mon/Sun`); None for durations, sets and what stayed open."""
    anchor: Anchor = Anchor.NONE
    confidence: float = 0.0
    vague: bool = False
    """A vague word was involved: the entry says so with `~` or a review reason."""
    alternatives: tuple[When, ...] = ()
    """Other readings that stayed possible, the likelier first."""


class EntityKind(StrEnum):
    COUNTRY = "country"
    ORGANISATION = "organisation"
    PERSON = "person"
    PLACE = "place"
    GROUP = "group"


class Form(StrEnum):
    """How a mention names its entity (extraction 2.5)."""

    NAME = "name"
    DEMONYM = "demonym"
    ADJECTIVE = "adjective"
    CAPITAL = "capital"
    ACRONYM = "acronym"
    ROLE = "role"
    PATTERN = "pattern"
    COREFERENCE = "coreference"


@quickly_made
@dataclass(frozen=True, slots=True)
class EntityMention:
    """A span that names a country, organisation, person, place or nameless group."""

    span: Span
    sentence: int
    kind: EntityKind
    entity: str | None
    """Gazetteer id (`SE`, `cis`, `vladimir-putin`, `astana`), a slug for the unknown, None for a nameless group."""
    form: Form
    confidence: float
    """0–1: how surely the entity takes part (name 1.0, demonym .9, adjective + role noun .9, adjective .4, …)."""
    country: str | None = None
    """The country that follows from it: of a place, a leader, a ministry, an adjective."""
    role: str | None = None
    """Role noun of a person or adjective, as it stands."""
    commentator: bool = False
    """An expert, journalist or byline: never takes part in an event."""
    known: bool = True
    """False when no gazetteer holds it."""


class Tense(StrEnum):
    PAST = "past"
    PERFECT = "perfect"
    PLUPERFECT = "pluperfect"
    PRESENT = "present"
    FUTURE = "future"
    CONDITIONAL = "conditional"
    INFINITIVE = "infinitive"
    NONE = "none"


@quickly_made
@dataclass(frozen=True, slots=True)
class VerbGroup:
    """The finite verb of a clause with its auxiliaries."""

    span: Span
    tense: Tense
    passive: bool = False
    negated: bool = False
    modal: str | None = None
    """Class of the modal: `ability`, `duty`, `wish`, `plan`, `hearsay`."""
    head: int = -1
    """Index of the token, within the sentence, that carries the meaning."""
    perfect: bool = False
    """A modal with a perfect infinitive: `may have struck`, `would have held`, `soll gewesen sein`."""


class ClauseKind(StrEnum):
    MAIN = "main"
    SUBORDINATE = "subordinate"
    RELATIVE = "relative"
    CONDITION = "condition"
    REPORTED = "reported"
    """What somebody is said to have said: the complement of a speech verb."""
    QUOTE = "quote"
    """Direct speech."""
    QUESTION = "question"
    """Indirect question: whether, ob, huruvida."""
    FRAGMENT = "fragment"
    """No finite verb, as in a headline."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence with one verb group."""

    span: Span
    sentence: int
    kind: ClauseKind
    verb: VerbGroup | None
    connective: str | None = None
    subject: Span | None = None
    governor: int | None = None
    """Index of the governing clause in `Document.clauses`."""
    commentary: bool = False
    """An expert's, a correspondent's or the author's view: makes no event."""
    generic: bool = False
    """A habit, a description, a comparison: makes no event."""
    speaker: str | None = None
    """Entity id of who is said to have said it."""
    cues: tuple[str, ...] = ()
    """What decided, for `explain`: `condition: if`, `plan: ska`."""


class Factuality(StrEnum):
    """Whether it came to pass (extraction 2.10); the first seven may stand in an entry."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    DENIED = "denied"
    ALLEGED = "alleged"
    HYPOTHETICAL = "hypothetical"
    CALLED_FOR = "called_for"
    NEGATED = "negated"


ENTRY_FACTUALITY = tuple(Factuality)[:7]


class EventType(StrEnum):
    """The twenty types of event, and `other`; the order is the precedence where two meet in one clause."""

    ATTACK = "attack"
    COERCE = "coerce"
    DEESCALATE = "deescalate"
    AGREEMENT = "agreement"
    VOTE = "vote"
    LAW = "law"
    SANCTION = "sanction"
    PEOPLE = "people"
    MEETING = "meeting"
    AID = "aid"
    MOBILISE = "mobilise"
    PROTEST = "protest"
    MEMBERSHIP = "membership"
    COURT = "court"
    DISASTER = "disaster"
    ECONOMY = "economy"
    TECHNOLOGY = "technology"
    DEMAND = "demand"
    CRITICISM = "criticism"
    STATEMENT = "statement"
    OTHER = "other"


class Tier(StrEnum):
    MAIN = "main"
    SIDE = "side"
    BACKGROUND = "background"


class Role(StrEnum):
    ACTOR = "actor"
    TARGET = "target"
    HOST = "host"
    OTHER = "other"


@quickly_made
@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part in an event, and as what."""

    kind: EntityKind
    entity: str | None
    role: Role
    confidence: float
    country: str | None = None
    span: Span | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A number told of an event, with its words."""

    what: str
    """`deaths`, `injured`, `detained`, `votes_for`, `votes_against`, `abstained`, `troops`, `money`, `magnitude`, …"""
    value: float
    span: Span
    """The words that say it, in the article's text."""
    approximate: bool = False
    bound: str | None = None
    """`min` for "at least", `max` for "up to"."""


class Attachment(StrEnum):
    """How a date came to a clause (extraction 2.11), surest first."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    INHERITED = "inherited"
    """From the sentence before, or from the event this one is a detail of."""
    LEDE = "lede"
    """No words at all: a title or lede in the past tense of a dated article: `[DCT-3..DCT]`."""
    NONE = "none"


class Gate(StrEnum):
    """Which of the four gates a candidate failed."""

    TRIGGER = "trigger"
    FACTUALITY = "factuality"
    COMMENTARY = "commentary"
    GENERIC = "generic"
    TIME = "time"
    PARTICIPANT = "participant"
    IMPORTANCE = "importance"


class Review(StrEnum):
    """Reasons for doubt: the closed list of extraction 2.16."""

    DOCUMENT_DATE_UNKNOWN = "document_date_unknown"
    DOCUMENT_DATE_INFERRED = "document_date_inferred"
    DATE_AMBIGUOUS = "date_ambiguous"
    DATE_INHERITED = "date_inherited"
    DATE_CONFLICT = "date_conflict"
    DATE_FROM_ANCHOR = "date_from_anchor"
    VAGUE_DATE = "vague_date"
    PLANNED_UNCONFIRMED = "planned_unconfirmed"
    OUTCOME_UNKNOWN = "outcome_unknown"
    ALLEGED_ONLY = "alleged_only"
    DISPUTED = "disputed"
    NEGATION_UNCLEAR = "negation_unclear"
    ACTOR_MISSING = "actor_missing"
    ACTOR_ROLE_UNCLEAR = "actor_role_unclear"
    UNKNOWN_ORGANISATION = "unknown_organisation"
    AMBIGUOUS_ACRONYM = "ambiguous_acronym"
    PERSON_UNRESOLVED = "person_unresolved"
    PLACE_AMBIGUOUS = "place_ambiguous"
    TYPE_CONFLICT = "type_conflict"
    MAYBE_DUPLICATE = "maybe_duplicate"
    MERGE_LOW_MARGIN = "merge_low_margin"
    QUOTE_ONLY = "quote_only"
    BACKGROUND_ITEM = "background_item"
    TITLE_TEMPLATE = "title_template"
    COUNT_CONFLICT = "count_conflict"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    GARBLED_TEXT = "garbled_text"


@quickly_made
@dataclass(frozen=True, slots=True)
class EventMention:
    """One telling of an event: a trigger in a clause, whether it happened, when, and who takes part."""

    id: str
    """Article id, `#`, and the trigger's start: `n03#412`."""
    article: str
    sentence: int
    clause: int
    """Index into `Document.clauses`."""
    span: Span
    """The clause's words (the whole sentence's where the clause does not stand alone)."""
    trigger: Span
    lemma: str
    type: EventType
    factuality: Factuality
    weight: float
    """How surely the trigger means this type, 0–1."""
    mode: str | None = None
    """A finer kind in the lexicon's words: `summit`, `ceasefire`, `referendum`."""
    phase: str | None = None
    """`start`, `end` or None."""
    attempt: bool = False
    timex: int | None = None
    """Index into `Document.times` of the expression that dates it."""
    attachment: Attachment = Attachment.NONE
    when: When | None = None
    """Set when the document is dated."""
    planned_timex: int | None = None
    planned: When | None = None
    time: str | None = None
    """Clock time, `HH:MM`, local."""
    date_confidence: float = 0.0
    participants: tuple[Participant, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """Countries that take part (confidence ≥ .6), the place's included; ISO 3166-1 alpha-2, sorted."""
    mentioned: tuple[str, ...] = ()
    """Countries named only adjectivally or in passing."""
    figures: tuple[Figure, ...] = ()
    detail_of: str | None = None
    """Id of the dated mention in this document that this undated one belongs to."""
    attributed_to: str | None = None
    """Entity id of the official who is the source of a reported statement."""
    tier: Tier = Tier.MAIN
    importance: float = 0.0
    confidence: float = 0.0
    gate: Gate | None = None
    """The gate it failed: then it is a candidate for the reviewer, not an event for the site."""
    review: tuple[Review, ...] = ()
    cues: tuple[str, ...] = ()
    """What decided whether it happened, for `explain`: `FR2 cancelled: ställdes in`."""
    meanwhile: When | None = None
    """For what has no date and no dated telling: the days between the fresh news told just before it and publication.
    It dates the event, openly, only where no article tells it with a date."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article with all that was found in it."""

    article: Article
    times: tuple[Timex, ...] = ()
    entities: tuple[EntityMention, ...] = ()
    clauses: tuple[Clause, ...] = ()
    events: tuple[EventMention, ...] = ()
    anchored: tuple[AnchoredTimex, ...] = ()
    """As long as `times` once the document is dated; empty before."""
    days: DaySet | None = None
    """The days of publication it was dated under."""
    gaps: tuple[str, ...] = ()
    """Verbs of clauses that look like events and that the lexicon does not know."""


@dataclass(frozen=True, slots=True)
class DaySet:
    """The days on which an article may have been published, with weights that add up to 1."""

    days: tuple[int, ...]
    """Proleptic Gregorian ordinals as of `datetime.date.toordinal`, ascending; empty: nothing is known."""
    weights: tuple[float, ...]
    basis: Basis
    reasons: tuple[str, ...] = ()
    """What narrowed it, in words, for `explain` and the review page."""


# -------------------------------------------------------------------------------------------------------- gather


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of an article that an event rests on."""

    article: str
    span: Span
    quote: str
    """Raw article text, one sentence or two, at most 300 characters."""
    language: str | None
    supports: tuple[str, ...] = ()
    """Fields of the entry that these words carry: `date`, `type`, `countries/KZ`, `organisations/cis`, …"""
    when: str | None = None
    """The time expression, as it stands."""
    origin: str | None = None
    """Id of the group of copies the article belongs to: the same origin is not independent."""
    mention: str | None = None


@dataclass(frozen=True, slots=True)
class FigureVersion:
    value: float
    evidence: tuple[int, ...]
    """Indices into the event's evidence."""


@dataclass(frozen=True, slots=True)
class EventFigure:
    what: str
    versions: tuple[FigureVersion, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What the program believes now: one happening, with every telling of it."""

    key: str
    """Id of its first mention; how events refer to each other before entries give them ids."""
    mentions: tuple[str, ...]
    type: EventType
    factuality: Factuality
    tier: Tier
    when: When | None
    title: Mapping[str, str]
    """By language; holds at least the site's."""
    summary: str | None
    summary_language: str | None
    evidence: tuple[Evidence, ...]
    planned: When | None = None
    time: str | None = None
    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    figures: tuple[EventFigure, ...] = ()
    part_of: tuple[str, ...] = ()
    """Keys of other events."""
    follows: tuple[str, ...] = ()
    maybe_same_as: tuple[tuple[str, str], ...] = ()
    """Key of another event and the reason, in words."""
    date_versions: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Where sources disagree: EDTF and indices into the evidence."""
    unknown: tuple[tuple[str, str, str], ...] = ()
    """Organisations no gazetteer holds: slug id, the name as it stands, its language."""
    confidence: float = 0.0
    importance: float = 0.0
    review: tuple[Review, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why its mentions were joined, for `explain`."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of an event, as far as its titles depend on it: the program's word, or with people's corrections."""

    type: EventType
    factuality: Factuality
    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """What is counted, and every number told; where people chose one, that alone."""


# ---------------------------------------------------------------------------------------------------------- keep


class Status(StrEnum):
    PROPOSED = "proposed"
    MERGED = "merged"
    ORPHANED = "orphaned"
    CHECKED = "checked"
    DISPUTED = "disputed"
    DRAFT = "draft"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class EntrySource:
    """One quoted passage of an entry."""

    article: str | None = None
    quote: str | None = None
    key: str | None = None
    before: str | None = None
    supports: tuple[str, ...] = ()
    when: str | None = None
    lang: str | None = None
    origin: str | None = None
    url: str | None = None
    archived: str | None = None
    publisher: str | None = None
    title: str | None = None
    lost: bool = False
    """Set while reading: the quote does not stand in the stored article."""


@dataclass(frozen=True, slots=True)
class EntryFigureVersion:
    value: float
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryFigure:
    what: str
    use: float | None = None
    because: str | None = None
    versions: tuple[EntryFigureVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryDateVersion:
    date: When
    sources: tuple[str, ...] = ()
    """Keys of the entry's sources that say so."""


@dataclass(frozen=True, slots=True)
class Checked:
    by: str
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A change of a published entry that readers are told of."""

    on: str
    field: str
    was: str | None = None
    """Written `from` in the file."""
    now: str | None = None
    """Written `to` in the file."""
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What the site says: one YAML file, as it stands after a person's corrections."""

    id: str
    path: str
    title: str
    status: Status = Status.PROPOSED
    title_in: Mapping[str, str] = field(default_factory=dict)
    summary: str | None = None
    summary_lang: str | None = None
    date: When | None = None
    planned: When | None = None
    time: str | None = None
    date_note: str | None = None
    factuality: Factuality = Factuality.HAPPENED
    type: EventType = EventType.OTHER
    tier: Tier = Tier.MAIN
    tags: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    figures: tuple[EntryFigure, ...] = ()
    sources: tuple[EntrySource, ...] = ()
    part_of: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()
    maybe_same_as: tuple[str, ...] = ()
    merged_into: str | None = None
    merged_from: tuple[str, ...] = ()
    checked: Checked | None = None
    note: str | None = None
    public_note: str | None = None
    corrections: tuple[Correction, ...] = ()
    confidence: float | None = None
    review: tuple[Review, ...] = ()
    why: str | None = None
    """Reason of a rejection."""
    by_hand: tuple[str, ...] = ()
    """Fields a person wrote, from the ledger; the site marks them."""
    date_versions: tuple[EntryDateVersion, ...] = ()
    """What sources that differ say of the date."""


class Passage(NamedTuple):
    """Quoted words of an article: what decisions of people are stored against."""

    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class Links:
    """What people decided about which passages tell the same event."""

    same: tuple[tuple[Passage, Passage], ...] = ()
    not_same: tuple[tuple[Passage, Passage], ...] = ()


class QuestionKind(StrEnum):
    """What a reviewer is asked, in the order of what matters most."""

    BROKEN_FILE = "broken_file"
    LOST_QUOTE = "lost_quote"
    DIFFERS = "differs"
    """The articles now say something else than what a person wrote or checked."""
    REJECTED_BEFORE = "rejected_before"
    SAME = "same"
    DATE = "date"
    ORGANISATION = "organisation"
    FACTUALITY = "factuality"
    NEW = "new"
    UNDATED = "undated"


class AnswerKind(StrEnum):
    """What a reviewer may answer."""

    KEEP = "keep"
    TAKE = "take"
    SAME = "same"
    NOT_SAME = "not_same"
    CHECKED = "checked"
    REJECT = "reject"
    REMOVE = "remove"
    LATER = "later"


class Cause(StrEnum):
    """Why a question is asked."""

    BROKEN = "broken"
    WORDS_GONE = "words_gone"
    ARTICLE_GONE = "article_gone"
    CHECKED = "checked"
    """The articles say something else than a checked entry."""
    BY_HAND = "by_hand"
    """The articles say something else than a person wrote."""
    AGAIN = "again"
    """Rejected before, and now told by a further source that is independent."""
    MAYBE_SAME = "maybe_same"
    BOTH_EDITED = "both_edited"
    """Two entries tell one event now, and a person has worked on both."""
    DOUBT = "doubt"
    UNDATED = "undated"
    UNSEEN = "unseen"
    PROPOSED_NAME = "proposed_name"


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer, with the exact lines that give it."""

    kind: AnswerKind
    path: str
    """The file to write to, relative to the project."""
    lines: str
    """What to write there, as it would stand in the file."""
    value: str | None = None
    """What it would make of the field, for the label."""
    id: str = ""
    """Tells it from the other answers to its question, and from what it was when the files stood otherwise."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of an entry as text, to be written anew by people who do not open its file."""

    name: str
    text: str
    """What stands there; the items of a list have semicolons between them."""
    choices: tuple[str, ...] = ()
    """The words of a closed list."""
    is_list: bool = False
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A closed question to a person, for the review page."""

    id: str
    """Stays the same while the question does."""
    kind: QuestionKind
    weight: float
    """Importance times doubt: the higher, the sooner it is asked."""
    entry: str
    """Id of the entry; empty where there is none."""
    path: str
    """File, relative to the project."""
    line: int
    title: str
    field: str = ""
    here: str | None = None
    """What stands in the file."""
    now: str | None = None
    """What the articles say."""
    sources: tuple[EntrySource, ...] = ()
    answers: tuple[Answer, ...] = ()
    later: bool = False
    """A person put it off: it sinks to the end."""
    cause: Cause = Cause.UNSEEN
    subject: str = ""
    """What the reason is about: an article, another entry."""
    doubts: tuple[Review, ...] = ()
    """The program's reasons, where it is in doubt itself."""
    cells: tuple[Cell, ...] = ()
    """Fields of the entry for which no answer may be right, so that another value can be written."""
