"""The site as a whole, before any word or picture: what is published, in order, and who belongs to what.

Nothing here depends on the interface language. Addresses are made here once and never change: an entry's from its
id (a title may be corrected, an id never is), a country's from its English name, an organisation's, person's and
place's from its gazetteer id, an article's from its file stem.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dateline.core.config import Config
from dateline.core.model import Article, Entry, Status, Tier
from dateline.core.text import digest, slug
from dateline.core.when import Day

if TYPE_CHECKING:
    from dateline.show.seen import Seen

PUBLISHED = frozenset({Status.PROPOSED, Status.CHECKED, Status.DISPUTED})


class Kind(StrEnum):
    """A way of grouping entries; the value is the folder of its pages."""

    COUNTRY = "countries"
    ORGANISATION = "organisations"
    PERSON = "people"
    PLACE = "places"
    TYPE = "types"


@dataclass(frozen=True, slots=True)
class Term:
    """One group of entries: a country, an organisation, a type."""

    kind: Kind
    id: str
    path: str
    entries: tuple[Entry, ...]
    """In the order of the timeline."""


@dataclass(frozen=True, slots=True)
class Report:
    """One article that is a source of something published, with what rests on it."""

    article: Article
    path: str
    entries: tuple[Entry, ...]
    origin: str
    copies: tuple[str, ...] = ()
    """Ids of the other articles of the same origin."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address that was given up: joined with another entry, or withdrawn."""

    path: str
    target: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Site:
    """Everything the pages are made of."""

    config: Config
    entries: tuple[Entry, ...]
    """Published entries with a date, in order."""
    undated: tuple[Entry, ...]
    by_id: Mapping[str, Entry]
    """Every published entry."""
    terms: Mapping[Kind, Mapping[str, Term]]
    """By kind and id, in order of id."""
    reports: Mapping[str, Report]
    """Every article by id, in order of publication."""
    redirects: tuple[Redirect, ...]
    pages: Mapping[str, str] = field(default_factory=dict)
    """Pages written by people: name to Markdown."""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of the entries that are part of an entry."""
    followers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seen: Mapping[str, Seen] = field(default_factory=dict)
    """Dates and names found in the reports, by the id of the article."""

    @property
    def everything(self) -> tuple[Entry, ...]:
        """Dated entries, then undated ones."""
        return self.entries + self.undated


def build_site(
    entries: Sequence[Entry],
    articles: Mapping[str, Article],
    origins: Mapping[str, str],
    config: Config,
    *,
    pages: Mapping[str, str] | None = None,
    country_name: Callable[[str], str] = str,
    seen: Mapping[str, Seen] | None = None,
) -> Site:
    """The site that these entries make.

    `country_name` gives the name a country's address is made of, the same in whatever language the site is. Of
    entries only the published ones are shown: those proposed, checked and disputed, and of the orphaned those that a
    person has worked on. The order is that of the dates, then of the ids.
    """
    ordered = sorted(entries, key=_order)
    shown = [entry for entry in ordered if is_published(entry) and _is_wanted(entry, config)]
    by_id = {entry.id: entry for entry in shown}
    paths = _Paths(country_name)
    return Site(
        config=config,
        entries=tuple(entry for entry in shown if _is_dated(entry)),
        undated=tuple(entry for entry in shown if not _is_dated(entry)),
        by_id=by_id,
        terms=_terms(shown, paths),
        reports=_reports(shown, articles, origins, paths),
        redirects=_redirects(ordered, by_id),
        pages=dict(sorted((pages or {}).items())),
        parts=_inverse(shown, by_id, lambda entry: entry.part_of),
        followers=_inverse(shown, by_id, lambda entry: entry.follows),
        seen=seen or {},
    )


def is_published(entry: Entry) -> bool:
    """Whether readers see the entry."""
    return entry.status in PUBLISHED or (entry.status is Status.ORPHANED and _is_worked_on(entry))


def _is_worked_on(entry: Entry) -> bool:
    """Whether a person has left a word in an entry: without its reports it stands on that."""
    own = (entry.by_hand, entry.tags, entry.corrections, entry.date_note, entry.note, entry.public_note)
    return entry.checked is not None or any(own)


def _is_wanted(entry: Entry, config: Config) -> bool:
    """Whether the project's settings let the entry be seen."""
    if entry.tier is Tier.BACKGROUND and not config.show_background:
        return False
    return config.show_unchecked or entry.status is not Status.PROPOSED


@lru_cache(maxsize=1 << 16)
def event_path(entry_id: str) -> str:
    """The permanent address of an entry's page."""
    return f"events/{_safe(entry_id)}.html"


def anchor_day(entry: Entry) -> Day | None:
    """The day an entry stands under: the first it may have happened on."""
    if entry.date is None:
        return None
    return entry.date.earliest or entry.date.latest


def independent(entry: Entry) -> int:
    """How many independent origins tell of an entry."""
    return len({source.origin or source.article or source.url or source.publisher for source in entry.sources})


def told_by(entry: Entry) -> tuple[str, ...]:
    """The reports that tell of an entry, in order of its sources: ids of articles, addresses of others."""
    return tuple(dict.fromkeys(s.article or s.url or s.publisher or "" for s in entry.sources))


# --------------------------------------------------------------------------------------------------------- parts


class _Paths:
    """Addresses of terms and reports, with collisions told apart."""

    def __init__(self, country_name: Callable[[str], str]) -> None:
        self._country_name = country_name
        self._taken: dict[str, str] = {}

    def term(self, kind: Kind, ident: str) -> str:
        return self._free(
            f"{kind.value}/{slug(self._country_name(ident)) if kind is Kind.COUNTRY else _safe(ident)}", ident
        )

    def report(self, ident: str) -> str:
        return self._free(f"sources/{_safe(ident)}", ident)

    def _free(self, stem: str, ident: str) -> str:
        # `index` is the list of all; two ids that fold to one slug are told apart by a digest of the id.
        if stem.endswith("/index") or self._taken.setdefault(stem, ident) != ident:
            stem = f"{stem}-{digest(ident, length=6)}"
            self._taken[stem] = ident
        return f"{stem}.html"


def _safe(ident: str) -> str:
    """An id as the name of a file: kept as it is where it is harmless, else its slug with a digest."""
    if (
        ident.isascii()
        and len(ident) <= 80
        and ident.replace("-", "").replace("_", "").isalnum()
        and ident == ident.lower()
    ):
        return ident
    return f"{slug(ident)}-{digest(ident, length=6)}"


def _order(entry: Entry) -> tuple[Any, ...]:
    if entry.date is None:
        return ((99999, 1, 1), 0, "", entry.id)
    start, length, edtf = entry.date.sort_key
    return (start, length, entry.time or "99", edtf, entry.id)


def _is_dated(entry: Entry) -> bool:
    return anchor_day(entry) is not None


def _terms(entries: Sequence[Entry], paths: _Paths) -> dict[Kind, dict[str, Term]]:
    grouped: dict[Kind, dict[str, list[Entry]]] = {kind: defaultdict(list) for kind in Kind}
    for entry in entries:
        for kind, ids in members(entry):
            for ident in dict.fromkeys(ids):
                grouped[kind][ident].append(entry)
    return {
        kind: {
            ident: Term(kind, ident, paths.term(kind, ident), tuple(found)) for ident, found in sorted(groups.items())
        }
        for kind, groups in grouped.items()
    }


def members(entry: Entry) -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    """The terms an entry belongs to, by kind."""
    return (
        (Kind.COUNTRY, entry.countries),
        (Kind.ORGANISATION, entry.organisations),
        (Kind.PERSON, entry.people),
        (Kind.PLACE, entry.places),
        (Kind.TYPE, (entry.type.value,)),
    )


def _reports(
    entries: Sequence[Entry], articles: Mapping[str, Article], origins: Mapping[str, str], paths: _Paths
) -> dict[str, Report]:
    told: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for ident in dict.fromkeys(source.article for source in entry.sources if source.article):
            told[ident].append(entry)
    groups: dict[str, list[str]] = defaultdict(list)
    for ident in sorted(articles):
        groups[origins.get(ident, ident)].append(ident)

    def published(article: Article) -> tuple[Any, ...]:
        return (article.published.sort_key if article.published else ((99999, 1, 1), 0, ""), article.id)

    found = {}
    for article in sorted(articles.values(), key=published):
        origin = origins.get(article.id, article.id)
        copies = tuple(other for other in groups[origin] if other != article.id)
        path = paths.report(article.id)
        found[article.id] = Report(article, path, tuple(told.get(article.id, ())), origin, copies)
    return found


def _redirects(entries: Sequence[Entry], by_id: Mapping[str, Entry]) -> tuple[Redirect, ...]:
    """Pages for what is no longer there, so that a link someone has kept still says what became of it."""
    all_ids = {entry.id: entry for entry in entries}
    moved: dict[str, Redirect] = {}
    for entry in entries:
        if entry.id in by_id:
            for old in entry.merged_from:
                if old not in by_id:
                    moved[old] = Redirect(event_path(old), event_path(entry.id), entry.title)
        elif entry.status is Status.MERGED and entry.merged_into:
            target, seen = entry.merged_into, {entry.id}
            while target not in by_id and target in all_ids and target not in seen:
                seen.add(target)
                target = all_ids[target].merged_into or ""
            if target in by_id:
                moved[entry.id] = Redirect(event_path(entry.id), event_path(target), by_id[target].title)
        elif entry.status is Status.WITHDRAWN:
            moved[entry.id] = Redirect(event_path(entry.id), None, "")
    return tuple(moved[old] for old in sorted(moved))


def _inverse(
    entries: Sequence[Entry], by_id: Mapping[str, Entry], links: Callable[[Entry], tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for target in links(entry):
            if target in by_id and target != entry.id:
                found[target].append(entry.id)
    return {target: tuple(sources) for target, sources in found.items()}


def together(term: Term, kind: Kind, *, limit: int = 8) -> tuple[tuple[str, int], ...]:
    """The terms of a kind that share most entries with this one, and how many; ties by id."""
    counts: Counter[str] = Counter()
    for entry in term.entries:
        for other_kind, ids in members(entry):
            if other_kind is kind:
                counts.update(set(ids))
    if term.kind is kind:
        counts.pop(term.id, None)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit])


def years_of(site: Site) -> dict[int, tuple[Entry, ...]]:
    """Dated entries by the year they stand under."""
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in site.entries:
        day = anchor_day(entry)
        if day:
            found[day[0]].append(entry)
    return {year: tuple(found[year]) for year in sorted(found)}


def span_days(site: Site) -> tuple[Day, Day] | None:
    """The first days on which the first and the last entry may fall; history told in passing does not count."""
    dated = [e for e in site.entries if e.tier is not Tier.BACKGROUND] or list(site.entries)
    days = [day for entry in dated if (day := anchor_day(entry))]
    return (min(days), max(days)) if days else None
