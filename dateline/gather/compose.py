"""Composition: the tellings of one event become the event, every field of it backed by quoted words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dateline.core.model import (
    ENTRY_FACTUALITY,
    Basis,
    ClauseKind,
    Document,
    Event,
    EventFigure,
    EventMention,
    EventType,
    Evidence,
    Factuality,
    FigureVersion,
    Gate,
    Label,
    Review,
    Span,
    Tier,
)
from dateline.gather.dating import HAPPENED, Dated, date_of, unconfirmed, without_date_reviews
from dateline.gather.quotes import LIMIT, quote_span
from dateline.gather.roles import Roles
from dateline.gather.sketch import Sketch
from dateline.gather.titles import make

if TYPE_CHECKING:
    from dateline.lexicon.language import Lexicon

QUOTES_PER_ARTICLE = 4
MARGIN = 0.04
_STATUS = (
    Factuality.HAPPENED,
    Factuality.ONGOING,
    Factuality.CANCELLED,
    Factuality.REFUSED,
    Factuality.DENIED,
    Factuality.PLANNED,
    Factuality.ALLEGED,
)
"""Which status an event has when its tellings differ: a fact outranks a plan, a denial what is only said to be."""


def compose(
    members: Sequence[Sketch],
    documents: Mapping[str, Document],
    *,
    reasons: tuple[str, ...],
    margin: float,
    lexicon: Lexicon,
    language: str,
    languages: Sequence[str],
    as_of: date | None,
) -> Event:
    """One event from its tellings, which come in the order of their articles."""
    factuality, status_review = _factuality(members)
    dated = date_of(members, factuality, documents)
    kind, mode = _kind(members, dated)
    # A headline in words of no kind is evidence; who takes part, the tellings of the event itself say.
    named = [member for member in members if member.mention.type is not EventType.OTHER]
    below = any(member.label is not Label.TITLE for member in named)
    roles = Roles(named if below else members, lexicon.gazetteer)
    evidence = _evidence(members, documents, dated, roles)
    figures = _figures(members, evidence)
    tags = _tags(members, lexicon, language, languages)
    frame = roles.frame(kind, mode, factuality, figures, documents, lexicon.packs)
    titles, made = make(
        frame,
        [(member.mention, documents[member.article]) for member in members],
        tags,
        {tag: pack.titles for tag, pack in lexicon.packs.items() if pack.titles is not None},
        lexicon.gazetteer,
    )
    summary, summary_language = _summary(members, documents, dated, kind, factuality, language)
    origins = {member.origin for member in members}
    review = list(dict.fromkeys([*status_review, *dated.review, *_member_reviews(members, dated)]))
    if any(len(figure.versions) > 1 for figure in figures):
        review.append(Review.COUNT_CONFLICT)
    if margin < MARGIN and len(members) > 1:
        review.append(Review.MERGE_LOW_MARGIN)
    if made:
        review.append(Review.TITLE_TEMPLATE)
    if unconfirmed(factuality, dated.when, as_of):
        review.append(Review.PLANNED_UNCONFIRMED)
    index = {item.mention: place for place, item in enumerate(evidence)}
    return Event(
        key=members[0].id,
        mentions=tuple(member.id for member in members),
        type=kind,
        factuality=factuality,
        tier=_tier(members),
        when=dated.when,
        title=titles,
        summary=summary,
        summary_language=summary_language,
        evidence=evidence,
        planned=dated.planned,
        time=dated.time,
        countries=roles.countries,
        organisations=roles.organisations,
        roles=roles.named_roles(),
        people=roles.people,
        places=roles.places,
        figures=figures,
        date_versions=tuple(
            (edtf, tuple(sorted({index[i] for i in ids if i in index}))) for edtf, ids in dated.versions
        ),
        unknown=roles.unknown(documents),
        confidence=_confidence(members, dated, len(origins), review),
        importance=round(min(1.0, max(m.mention.importance for m in members) + min(0.2, 0.1 * (len(origins) - 1))), 3),
        review=tuple(sorted(dict.fromkeys(review), key=list(Review).index)),
        reasons=reasons,
    )


def _factuality(members: Sequence[Sketch]) -> tuple[Factuality, list[Review]]:
    """Whether it came to pass, from the tellings that say so; those of little weight only where no other does."""
    said = {m.mention.factuality for m in members if m.mention.factuality in ENTRY_FACTUALITY}
    status = next((status for status in _STATUS if status in said), members[0].mention.factuality)
    review = []
    if Factuality.DENIED in said and said & {*HAPPENED, Factuality.ALLEGED}:
        review.append(Review.DISPUTED)
        if not said & HAPPENED:
            status = Factuality.DENIED
    if status is Factuality.ALLEGED:
        review.append(Review.ALLEGED_ONLY)
    return status, review


def _kind(members: Sequence[Sketch], dated: Dated) -> tuple[EventType, str | None]:
    """The type most tellings give, weighed by their triggers; then the mode most tellings of that type give."""
    weights: dict[EventType, float] = defaultdict(float)
    for member in members:
        known = 0.2 if member.type is EventType.OTHER else 1.0
        weights[member.type] += known * (member.mention.weight + (0.01 if member is dated.best else 0.0))
    order = list(EventType)
    kind = min(weights, key=lambda item: (-round(weights[item], 6), order.index(item)))
    return kind, mode_of(members, kind)


def mode_of(members: Sequence[Sketch], kind: EventType) -> str | None:
    """The finer kind that most tellings of a type give, for the headline."""
    own = [member for member in members if member.type is kind]
    modes = Counter(m.concept for m in own if m.concept) or Counter(m.shade for m in own if m.shade)
    return min(modes, key=lambda item: (-modes[item], item)) if modes else None


def _tier(members: Sequence[Sketch]) -> Tier:
    order = list(Tier)
    return min((m.mention.tier for m in members), key=order.index)


def _tags(members: Sequence[Sketch], lexicon: Lexicon, language: str, languages: Sequence[str]) -> tuple[str, ...]:
    """The languages to title it in: the site's, its further ones, then those of the tellings."""
    told = sorted({member.language.split("-")[0] for member in members if member.language})
    tags = [tag.split("-")[0] for tag in (language, *languages, *told)]
    return tuple(dict.fromkeys(tag for tag in tags if tag in lexicon.packs))


# ------------------------------------------------------------------------------------------------------- evidence


def _evidence(
    members: Sequence[Sketch], documents: Mapping[str, Document], dated: Dated, roles: Roles
) -> tuple[Evidence, ...]:
    """The quoted passages, at most a few per article: those that carry the date and more of the fields first."""
    rows: dict[str, list[tuple[Sketch, tuple[str, ...]]]] = defaultdict(list)
    for member in members:
        rows[member.article].append((member, _supports(member, dated, roles)))
    out: list[Evidence] = []
    for article in sorted(rows):
        seen: set[Span] = set()
        carried: set[str] = set()
        ranked = sorted(rows[article], key=lambda row: ("date" not in row[1], -len(row[1]), row[0].mention.trigger))
        kept: list[Evidence] = []
        for member, supports in ranked:
            mention = member.mention
            source = documents[article].article
            span = quote_span(source, mention.sentence, mention.span)
            if span in seen or len(kept) >= QUOTES_PER_ARTICLE:
                continue
            if carried and member.label is Label.TITLE and set(supports) <= carried and len(kept) > 1:
                continue
            seen.add(span)
            carried.update(supports)
            kept.append(
                Evidence(
                    article=article,
                    span=span,
                    quote=source.text[span.start : span.end],
                    language=source.paragraphs[source.sentences[mention.sentence].paragraph].language
                    if source.paragraphs
                    else source.language,
                    supports=supports,
                    when=_when_words(mention, documents[article]),
                    origin=member.origin,
                    mention=mention.id,
                )
            )
        out += sorted(kept, key=lambda item: item.span)
    return tuple(out)


def _supports(member: Sketch, dated: Dated, roles: Roles) -> tuple[str, ...]:
    mention = member.mention
    fields = []
    words = mention.timex is not None and mention.when is not None
    if words and dated.when is not None and mention.when.overlaps(dated.when):  # type: ignore[union-attr]
        fields.append("date")
    if dated.planned is not None and mention.planned_timex is not None:
        fields.append("planned")
    fields += ["type", "factuality"]
    fields += [f"countries/{country}" for country in mention.countries if country in roles.countries]
    fields += [f"organisations/{body}" for body in sorted(member.organisations) if body in roles.organisations]
    fields += [f"people/{person}" for person in sorted(member.people) if person in roles.people]
    fields += [f"places/{place}" for place in mention.places if place in roles.places]
    fields += [f"figures/{what}" for what in sorted(member.figures)]
    return tuple(fields)


def _when_words(mention: EventMention, document: Document) -> str | None:
    for timex in (mention.timex, mention.planned_timex):
        if timex is not None and timex < len(document.times):
            span = document.times[timex].span
            return document.article.text[span.start : span.end]
    return None


def _figures(members: Sequence[Sketch], evidence: Sequence[Evidence]) -> tuple[EventFigure, ...]:
    """What is counted, with every value told and who told it."""
    index = {item.mention: place for place, item in enumerate(evidence)}
    spans = defaultdict(list)
    for place, item in enumerate(evidence):
        spans[item.article].append((item.span, place))
    values: dict[str, dict[float, set[int]]] = defaultdict(lambda: defaultdict(set))
    for member in members:
        for figure in member.mention.figures:
            around = (p for span, p in spans[member.article] if span.start <= figure.span.start < span.end)
            said = index.get(member.id, next(around, None))
            if said is not None:
                values[figure.what][figure.value].add(said)
    return tuple(
        EventFigure(what, tuple(FigureVersion(value, tuple(sorted(by[value]))) for value in sorted(by)))
        for what, by in sorted(values.items())
    )


def _summary(
    members: Sequence[Sketch],
    documents: Mapping[str, Document],
    dated: Dated,
    kind: EventType,
    factuality: Factuality,
    language: str,
) -> tuple[str | None, str | None]:
    """One or two sentences that tell the event itself, the best-dated; among equals in the site's language.

    A witness tells of something else, a plan only of what was to come, a side clause in passing.
    """
    usable = [m for m in members if m.label is not Label.TITLE] or list(members)
    width = dated.when.days if dated.when is not None else None

    def rank(member: Sketch) -> tuple[bool | float | str, ...]:
        when = member.mention.when
        exact = when is not None and (when.days == width or when == dated.when)
        clauses = documents[member.article].clauses
        at = member.mention.clause
        return (
            member.mention.gate is Gate.TRIGGER,
            factuality in HAPPENED and member.mention.factuality not in HAPPENED,
            member.type is not kind,
            not exact,
            not member.language.startswith(language.partition("-")[0]),
            at < len(clauses) and clauses[at].kind is not ClauseKind.MAIN,
            _inferred(documents[member.article]),
            -member.mention.confidence,
            member.id,
        )

    best = min(usable, key=rank)
    article = documents[best.article].article
    span = quote_span(article, best.mention.sentence, best.mention.span)
    text = " ".join(article.text[span.start : span.end].split())
    following = best.mention.sentence + 1
    if following < len(article.sentences) and any(
        m.article == best.article and m.mention.sentence == following for m in members
    ):
        sentence = article.sentences[following]
        more = " ".join(article.text[sentence.span.start : sentence.span.end].split())
        if sentence.paragraph == article.sentences[best.mention.sentence].paragraph and len(text) + len(more) < LIMIT:
            text = f"{text} {more}"
    return (text or None), article.paragraphs[article.sentences[best.mention.sentence].paragraph].language if (
        article.paragraphs
    ) else article.language


def _inferred(document: Document) -> bool:
    return document.days is not None and document.days.basis in (Basis.INFERRED, Basis.UNKNOWN)


# ---------------------------------------------------------------------------------------------- doubt and certainty


def _member_reviews(members: Sequence[Sketch], dated: Dated) -> list[Review]:
    """Doubts about the event that every telling has: what one telling knows clears the others."""
    sets = [set(without_date_reviews(member.mention.review)) for member in members]
    shared = set.intersection(*sets) if sets else set()
    every = {review for own in sets for review in own}
    any_of = {Review.UNKNOWN_ORGANISATION, Review.GARBLED_TEXT} & every
    if dated.when is not None:
        shared -= {Review.DOCUMENT_DATE_UNKNOWN}
    return [review for review in Review if review in shared | any_of]


_HARD = frozenset({Review.DATE_CONFLICT, Review.DISPUTED, Review.NEGATION_UNCLEAR, Review.TYPE_CONFLICT})


def _confidence(members: Sequence[Sketch], dated: Dated, origins: int, review: Sequence[Review]) -> float:
    """The best telling's confidence, a little more for every further origin, less for a hard doubt."""
    best = max(member.mention.confidence for member in members)
    value = best + min(0.15, 0.05 * (origins - 1)) - (0.1 if set(review) & _HARD else 0.0)
    return round(min(0.99, max(0.05, value)), 2)


def with_review(event: Event, *reasons: Review) -> Event:
    """The event with further reasons for doubt."""
    return replace(event, review=tuple(sorted({*event.review, *reasons}, key=list(Review).index)))
