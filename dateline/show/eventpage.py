"""The page of one event: what is said, which words carry each part of it, what came before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import quote as percent

from markupsafe import Markup

from dateline.core.model import Entry, EntrySource, Factuality, Status, Tier
from dateline.core.text import digest
from dateline.core.when import When
from dateline.show import exports, pictures
from dateline.show.dates import DateText
from dateline.show.passages import safe_url, with_fragment
from dateline.show.pieces import Link
from dateline.show.prose import direction, highlighted, prose
from dateline.show.site import Kind, event_path, members
from dateline.show.views import Desk, downloads

_CAME_TO_PASS = frozenset({Factuality.HAPPENED, Factuality.ONGOING})
_NEIGHBOURS_AT_MOST = 4
_NUMBERS_AT_MOST = 3
_QUOTES_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact, with the numbers of the sources that carry it."""

    text: str
    href: str = ""
    note: str = ""
    """A role, or how the value came about."""
    sources: tuple[int, ...] = ()
    time: str = ""
    """Machine form, when the value is a date."""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    values: tuple[Value, ...]
    note: str = ""
    by_hand: str = ""
    wordy: bool = False
    """Its values are text, not names."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """One quoted passage with all that is known of where it stands."""

    number: int
    quote: Markup
    lang: str
    dir: str
    language: str
    outlet: str
    title: str
    published: str
    copy_of: str
    ours: str
    original: str
    """With a text fragment that leads to the words."""
    plain: str
    """The same address without it, for paper."""
    archived: str
    lost: str
    supports: str


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the event's life: when, what."""

    date: DateText
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The next entry before or after this one on the whole timeline, in some of its countries, with some of its
    organisations; each entry stands once."""

    link: Link
    within: tuple[Link, ...]
    before: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """Everything the page of an event shows."""

    id: str
    title: str
    title_lang: str
    kind: Link
    date: DateText
    state: str
    state_note: str
    factuality: str
    tier: str
    tier_word: str
    status: str
    status_text: str
    told: str
    summary: Markup
    summary_lang: str
    quoted: bool
    summary_sources: tuple[int, ...]
    facts: tuple[Fact, ...]
    public_note: Markup
    sources: tuple[SourceView, ...]
    """Those that stand open."""
    more_sources: tuple[SourceView, ...]
    """The rest of many, folded away; copies of what stands open are among them first."""
    more: str
    doubts: tuple[str, ...]
    position: Markup | None
    life: Markup | None
    steps: tuple[Step, ...]
    related: tuple[tuple[str, tuple[Link, ...]], ...]
    neighbours: tuple[Neighbour, ...]
    corrections: tuple[CorrectionView, ...]
    cite: str
    bibtex: str
    csl: str
    suggest: str
    version: str
    downloads: tuple[Link, ...]
    refs: Sequence[Markup]
    """By number of source: the small number that links to its words."""


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """One change of a published entry."""

    date: DateText
    field: str
    was: str
    now: str
    why: str
    entry: Link


class EventPages:
    """Makes the views of event pages; holds what they share."""

    def __init__(self, desk: Desk, *, ref: Callable[[int, str], Markup]) -> None:
        self._desk = desk
        self._words = desk.words
        self._t = desk.t
        self._ref = ref
        self._made_refs: list[Markup] = []

    @cached_property
    def _order(self) -> dict[str, tuple[Entry | None, Entry | None]]:
        return _neighbours(self._desk.site.entries)

    @cached_property
    def _in_term(self) -> dict[tuple[Kind, str], dict[str, tuple[Entry | None, Entry | None]]]:
        return {
            (kind, ident): _neighbours(term.entries)
            for kind in (Kind.COUNTRY, Kind.ORGANISATION)
            for ident, term in self._desk.site.terms[kind].items()
        }

    def view(self, entry: Entry) -> EventView:
        desk, words = self._desk, self._words
        title, title_lang = desk.title(entry)
        date = desk.dates.text(entry.date)
        numbers = {source.key or str(n): n for n, source in enumerate(entry.sources, 1)}
        happened = entry.factuality is Factuality.HAPPENED
        version = desk.records.version(entry)
        sources = self.sources(entry)
        shown = _shown(sources)
        folded = tuple(source for source in sources if source.number not in shown)
        return EventView(
            id=entry.id,
            title=title,
            title_lang=title_lang,
            kind=desk.link(Kind.TYPE, entry.type.value),
            date=date,
            state="" if happened else words.sections["factuality"][entry.factuality.value],
            state_note=words.sections["factuality_note"].get(entry.factuality.value, ""),
            factuality=entry.factuality.value,
            tier=entry.tier.value,
            tier_word="" if entry.tier is Tier.MAIN else words.sections["tiers"][entry.tier.value],
            status=entry.status.value,
            status_text=self._status(entry),
            told=desk.told(entry),
            summary=desk.summary(entry),
            summary_lang=desk.summary_lang(entry),
            quoted=desk.quoted(entry) is not None,
            summary_sources=_few(range(1, len(entry.sources) + 1)) if entry.summary else (),
            facts=tuple(self._facts(entry, date, numbers)),
            public_note=prose(entry.public_note),
            sources=tuple(source for source in sources if source.number in shown),
            more_sources=folded,
            more=words.count("more_quotes", len(folded)) if folded else "",
            doubts=tuple(words.sections["reviews"][reason.value] for reason in entry.review),
            position=self._position(entry, date),
            life=self._life(entry),
            steps=self._steps(entry, date),
            related=tuple(self._related(entry)),
            neighbours=tuple(self._neighbourhood(entry)),
            corrections=corrections_of(desk, entry),
            cite=exports.citation(desk, entry, title, date.phrase, version),
            bibtex=exports.bibtex(desk, entry, title, version),
            csl=exports.csl(desk, entry, title, version),
            suggest=self._suggest(entry, title),
            version=version,
            downloads=self._downloads,
            refs=self._refs(len(entry.sources)),
        )

    @cached_property
    def _downloads(self) -> tuple[Link, ...]:
        return downloads(self._desk)[:2]

    def _refs(self, most: int) -> Sequence[Markup]:
        made = self._made_refs
        while len(made) <= most:
            made.append(self._ref(len(made), self._t.source_n.format(n=len(made)) if made else ""))
        return made

    # ------------------------------------------------------------------------------------------------------ facts

    def _facts(self, entry: Entry, date: DateText, numbers: dict[str, int]) -> list[Fact]:
        desk, t, words = self._desk, self._t, self._words
        facts = []

        def carried(field: str) -> tuple[int, ...]:
            return _few([n for n, source in enumerate(entry.sources, 1) if field in source.supports])

        def add(label: str, field: str, values: Sequence[Value], note: str = "") -> None:
            if values:
                facts.append(Fact(label, tuple(values), note, t.set_by_hand if field in entry.by_hand else ""))

        add(t.date, "date", [Value(date.phrase, "", "", carried("date"), date.machine)], entry.date_note or "")
        if entry.planned:
            planned = desk.dates.text(entry.planned)
            add(t.planned_for, "planned", [Value(planned.phrase, "", "", carried("planned"), planned.machine)])
        if entry.time:
            add(t.time, "time", [Value(entry.time, "", "", carried("time"))])
        first = self._report_dates(entry)[:1]
        for when, outlet, href in first:
            said = desk.dates.text(when)
            add(t.first_reported, "", [Value(said.phrase, href, outlet, (), "")])
        kind = desk.link(Kind.TYPE, entry.type.value)
        add(t.kind, "type", [Value(kind.text, kind.href, "", carried("type"))])
        labels = {
            Kind.PLACE: t.places,
            Kind.COUNTRY: t.countries,
            Kind.ORGANISATION: t.organisations,
            Kind.PERSON: t.people,
        }
        held = dict(members(entry))
        for group in (Kind.PLACE, Kind.COUNTRY, Kind.ORGANISATION, Kind.PERSON):
            values = []
            for ident in held[group]:
                link = desk.link(group, ident)
                role = entry.roles.get(ident, "")
                role_word = words.sections["roles"].get(role, role)
                values.append(Value(link.text, link.href, role_word, carried(f"{group.value}/{ident}")))
            add(labels[group], group.value, values)
        for figure in entry.figures:
            label = words.sections["figure_names"].get(figure.what, figure.what)
            values = [
                Value(words.number(v.value), "", "", tuple(numbers[key] for key in v.sources if key in numbers))
                for v in figure.versions
            ]
            note = ""
            if figure.use is not None and len(figure.versions) > 1:
                note = t.we_use.format(value=words.number(figure.use)) + (
                    f": {figure.because}" if figure.because else ""
                )
            elif figure.use is not None and not values:
                values = [Value(words.number(figure.use))]
            elif len(values) > 1:
                note = t.disagreement
            add(label, "figures", values, note)
        title, title_lang = desk.title(entry)
        others = [(tag, text) for tag, text in sorted(entry.title_in.items()) if text != title]
        if title_lang == "" and words.tag != desk.site.config.language:
            others.insert(0, (desk.site.config.language, entry.title))
        if others:
            values = [Value(text, "", words.language(tag), (), "", tag) for tag, text in others]
            facts.append(Fact(t.other_titles, tuple(values), wordy=True))
        return facts

    def _status(self, entry: Entry) -> str:
        """Who answers for the entry, and that its reports are gone, where no report is left."""
        word, gone = self._answered_for(entry), str(self._t.orphaned)
        reports = self._desk.site.reports
        left = any(not source.lost or source.article in reports for source in entry.sources)
        orphaned = entry.status is Status.ORPHANED or (bool(entry.sources) and not left)
        return f"{word} · {gone}" if orphaned and word != gone else word

    def _answered_for(self, entry: Entry) -> str:
        t = self._t
        if entry.checked is not None:
            if entry.checked.on:
                try:
                    day = self._desk.dates.phrase(When.parse(entry.checked.on))
                except ValueError:
                    day = entry.checked.on
                return str(t.checked_by_on.format(name=entry.checked.by, date=day))
            return str(t.checked_by.format(name=entry.checked.by))
        if entry.status is Status.PROPOSED:
            return str(t.machine)
        return self._desk.status_word(entry)

    # --------------------------------------------------------------------------------------------------- evidence

    def sources(self, entry: Entry) -> tuple[SourceView, ...]:
        """The quoted passages an entry rests on, numbered."""
        return tuple(self._source(n, source, entry) for n, source in enumerate(entry.sources, 1))

    def _source(self, number: int, source: EntrySource, entry: Entry) -> SourceView:
        desk, t = self._desk, self._t
        report = desk.site.reports.get(source.article or "")
        article = report.article if report else None
        lang = desk.source_language(source)
        url = source.url or (article.url if article else None)
        earlier = next(
            (
                other
                for other in entry.sources[: number - 1]
                if source.origin and other.origin == source.origin and other.article != source.article
            ),
            None,
        )
        first = desk.site.reports.get(earlier.article or "") if earlier else None
        return SourceView(
            number=number,
            quote=highlighted(source.quote or "", source.when),
            lang=lang,
            dir=direction(lang),
            language=self._words.language(lang) if lang != self._words.tag else "",
            outlet=desk.outlet(article) if article else source.publisher or "",
            title=(article.title if article and article.publisher else source.title) or "",
            published=desk.published(article) if article else "",
            copy_of=f"{t.copy_of} {desk.outlet(first.article)}" if first else "",
            ours=desk.passage_href(source),
            original=with_fragment(url, source.quote) or "",
            plain=safe_url(url) or "",
            archived=safe_url(source.archived or (article.archived if article else None)) or "",
            lost=t.quote_lost if source.lost else "",
            supports=" ".join(source.supports),
        )

    # --------------------------------------------------------------------------------------------------- pictures

    def _position(self, entry: Entry, date: DateText) -> Markup | None:
        axis = self._desk.axis
        if axis is None or entry.date is None:
            return None
        return pictures.position(axis, self._scale, entry.date, label=date.phrase)

    @cached_property
    def _scale(self) -> str:
        """The axis with its years: the same on every page."""
        desk = self._desk
        assert desk.axis is not None
        return pictures.axis_labels(desk.axis, desk.labels)

    def _life(self, entry: Entry) -> Markup | None:
        state = "happened" if entry.factuality in _CAME_TO_PASS else "open"
        moments: list[tuple[str, When]] = [(state, entry.date)] if entry.date else []
        moments += [("open", entry.planned)] if entry.planned else []
        moments += [("report", when) for when, _, _ in self._report_dates(entry)]
        moments += [("correction", when) for when in _correction_dates(entry)]
        return pictures.life(moments, label=self._t.life)

    def _report_dates(self, entry: Entry) -> list[tuple[When, str, str]]:
        found = {}
        for source in entry.sources:
            report = self._desk.site.reports.get(source.article or "")
            if report and report.article.published and report.article.id not in found:
                found[report.article.id] = (
                    report.article.published,
                    self._desk.named(report.article),
                    f"../{report.path}",
                )
        return sorted(found.values(), key=lambda item: (item[0].sort_key, item[2]))

    def _steps(self, entry: Entry, date: DateText) -> tuple[Step, ...]:
        t, dates = self._t, self._desk.dates
        words = self._words.sections["factuality"]
        happened = t.life_happened if entry.factuality in _CAME_TO_PASS else words[entry.factuality.value]
        steps = [Step(date, happened)] if entry.date else []
        if entry.planned:
            steps.append(Step(dates.text(entry.planned), t.planned_for))
        for index, (when, outlet, href) in enumerate(self._report_dates(entry)):
            label = t.life_first if index == 0 else t.life_more
            steps.append(Step(dates.text(when), f"{label}{t.colon} {outlet}" if outlet else label, href))
        steps += [Step(dates.text(when), t.life_corrected) for when in _correction_dates(entry)]
        return tuple(replace(s, text=s.text[:1].upper() + s.text[1:]) for s in steps) if len(steps) > 1 else ()

    # ------------------------------------------------------------------------------------------------ connections

    def _related(self, entry: Entry) -> list[tuple[str, tuple[Link, ...]]]:
        site, t = self._desk.site, self._t
        rows = (
            (t.part_of, entry.part_of),
            (t.parts, site.parts.get(entry.id, ())),
            (t.follows, entry.follows),
            (t.followed_by, site.followers.get(entry.id, ())),
        )
        found = []
        for label, ids in rows:
            links = tuple(self._desk.entry_link(site.by_id[i]) for i in ids if i in site.by_id)
            if links:
                found.append((label, links))
        return found

    def _neighbourhood(self, entry: Entry) -> list[Neighbour]:
        """The next entries before and after, in order of time, each with all in which it is the next."""
        t, desk = self._t, self._desk
        sides: tuple[dict[str, list[Link]], dict[str, list[Link]]] = ({}, {})

        def found(around: tuple[Entry | None, Entry | None] | None, link: Link) -> None:
            for side, other in zip(sides, around or (), strict=False):
                if other is not None:
                    side.setdefault(other.id, []).append(link)

        found(self._order.get(entry.id), Link("", t.everywhere))
        for kind in (Kind.COUNTRY, Kind.ORGANISATION):
            for ident in dict(members(entry))[kind]:
                found(self._in_term[kind, ident].get(entry.id), desk.link(kind, ident))
        rows = []
        for before, side in zip((True, False), sides, strict=True):
            nearest = sorted(side, key=self._rank.__getitem__, reverse=before)[:_NEIGHBOURS_AT_MOST]
            for ident in sorted(nearest, key=self._rank.__getitem__):
                rows.append(Neighbour(desk.entry_link(desk.site.by_id[ident]), tuple(side[ident]), before))
        return rows

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {entry.id: rank for rank, entry in enumerate(self._desk.site.everything)}

    def beside(self, entry: Entry) -> Iterator[Entry]:
        """The other entries an entry's page leads to."""
        site = self._desk.site
        ids = (*entry.part_of, *site.parts.get(entry.id, ()), *entry.follows, *site.followers.get(entry.id, ()))
        yield from (site.by_id[i] for i in ids if i in site.by_id)
        rows = [self._order.get(entry.id)]
        rows += [self._in_term[kind, i].get(entry.id) for kind, found in members(entry)[:2] for i in found]
        for row in rows:
            yield from (other for other in row or () if other is not None)

    def _suggest(self, entry: Entry, title: str) -> str:
        contact = self._desk.site.config.contact or ""
        if not contact:
            return ""
        if contact.startswith("mailto:") or ("@" in contact and "://" not in contact):
            subject = percent(self._t.suggest_subject.format(title=title))
            body = percent(self._t.suggest_body.format(id=entry.id).replace("\n", "\r\n"))
            return f"mailto:{contact.removeprefix('mailto:')}?subject={subject}&body={body}"
        url = safe_url(contact)
        if url is None:
            return ""
        joint = "&" if "?" in url else "?"
        title_part = percent(self._t.suggest_subject.format(title=title))
        return f"{url}{joint}title={title_part}&body={percent(self._t.suggest_body.format(id=entry.id))}"


def _few(numbers: Sequence[int]) -> tuple[int, ...]:
    """The first numbers of sources; where they are many, the rest would be a row of figures that nobody reads."""
    return tuple(numbers if len(numbers) <= _NUMBERS_AT_MOST + 1 else (*numbers[:_NUMBERS_AT_MOST], 0))


def _shown(sources: Sequence[SourceView]) -> frozenset[int]:
    """The numbers of the sources that stand open: all of few, of many the first that are no copies of another."""
    if len(sources) <= _QUOTES_AT_MOST + 1:
        return frozenset(source.number for source in sources)
    own = sorted(sources, key=lambda source: (bool(source.copy_of), source.number))
    return frozenset(source.number for source in own[:_QUOTES_AT_MOST])


def corrections_of(desk: Desk, entry: Entry) -> tuple[CorrectionView, ...]:
    """The corrections of an entry, newest first."""
    if not entry.corrections:
        return ()
    title, lang = desk.title(entry)
    link = Link(f"../{event_path(entry.id)}", title, "", lang)
    t = desk.t
    fields = {"date": t.date, "type": t.kind, "countries": t.countries, "organisations": t.organisations}
    fields |= {"people": t.people, "places": t.places, "figures": t.figures, "summary": t.summary, "time": t.time}
    fields |= {"title": t.name, "status": t.status, "planned": t.planned_for}
    views = []
    for correction in sorted(entry.corrections, key=lambda c: (c.on, c.field), reverse=True):
        date = desk.dates.text(parse_date(correction.on))
        name = fields.get(correction.field, correction.field)
        views.append(CorrectionView(date, name, correction.was or "", correction.now or "", correction.why or "", link))
    return tuple(views)


def parse_date(text: str | None) -> When | None:
    """The date, or None where it cannot be read."""
    try:
        return When.parse(text) if text else None
    except ValueError:
        return None


def _correction_dates(entry: Entry) -> list[When]:
    dates = (parse_date(correction.on) for correction in entry.corrections)
    return sorted((when for when in dates if when), key=lambda when: when.sort_key)


def _neighbours(entries: Sequence[Entry]) -> dict[str, tuple[Entry | None, Entry | None]]:
    around: dict[str, tuple[Entry | None, Entry | None]] = {}
    dated = [entry for entry in entries if entry.date is not None]
    for index, entry in enumerate(dated):
        before = dated[index - 1] if index else None
        after = dated[index + 1] if index + 1 < len(dated) else None
        around[entry.id] = (before, after)
    return around


__all__ = ["CorrectionView", "EventPages", "EventView", "corrections_of", "digest", "parse_date"]
