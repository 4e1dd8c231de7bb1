"""Countries, organisations, people and places of the world, with their names in several languages.

The built-in records stand in `data/gazetteer/*.yaml`; a project's `content/gazetteer.yaml` overrides and extends
them. Notation of the data files: names are divided by `;`, facts by `|`; a name may begin with the language it is the
display name of (`sv Moskva`), and `?` after an acronym says that it needs evidence in the same article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from dateline.core import files, yamltext
from dateline.core.model import EntityKind, Form
from dateline.lexicon.records import Alias, Office, Record, WorldEvent

__all__ = ["Alias", "Gazetteer", "Office", "Record", "WorldEvent", "load_gazetteer"]

DATA = Path(__file__).resolve().parent.parent / "data" / "gazetteer"
LANGUAGES = ("en", "sv", "de", "fr")
"""Languages a name of the data files may be marked with, besides `ru` for transliterated Russian."""
_MARKS = frozenset((*LANGUAGES, "ru"))
_GOVERNMENT = frozenset({"ministry", "government"})
"""Sorts of bodies that act for their state."""


class Gazetteer:
    """All records, the built-in ones and the project's."""

    def __init__(self, records: Iterable[Record], *, words: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
        self._records = {record.id: record for record in records}
        self._words = words
        """Country to language to adjectives and inhabitants, as the data file notes them."""

    def get(self, entity: str | None) -> Record | None:
        """The record of an id; a derived body (`RU/mfa`) has none of its own unless the data holds one."""
        return None if entity is None else self._records.get(entity)

    def __contains__(self, entity: object) -> bool:
        return entity in self._records

    def __iter__(self) -> Iterator[Record]:
        return iter(self._records.values())

    def name(self, entity: str, language: str) -> str:
        """The display name, in the language if there is one, else in English, else as the data has it."""
        record = self._records.get(entity)
        if record is None:
            return self._derived_name(entity, language)
        names = record.names
        return names.get(language) or names.get("en") or next(iter(names.values()), entity)

    def short(self, entity: str, language: str) -> str:
        """What a headline calls it: `CIS`, in Swedish `OSS`, in German `GUS`; else its name."""
        record = self._records.get(entity)
        if record is None:
            return self._derived_name(entity, language)
        return record.short.get(language) or record.short.get("") or self.name(entity, language)

    def all(self, kind: EntityKind | str) -> tuple[Record, ...]:
        """Every record of a kind, by id."""
        return tuple(sorted((r for r in self._records.values() if r.kind == kind), key=lambda r: r.id))

    def capital(self, country: str) -> Record | None:
        """The place that is a country's capital."""
        return self._capitals.get(country)

    def country_of(self, entity: str | None) -> str | None:
        """The country that follows from an id: itself, that of a place, person or body, that of `RU/mfa`."""
        if entity is None:
            return None
        record = self._records.get(entity)
        if record is None:
            head = entity.split("/")[0]
            return head if "/" in entity and head in self._records else None
        return record.id if record.kind is EntityKind.COUNTRY else record.country

    def state_of(self, entity: str | None) -> str | None:
        """The country whose government speaks through an id: that of a ministry or a seat of government, else None."""
        if entity is None or "/" not in entity:
            return None
        record = self._records.get(entity)
        if record is not None:
            return record.country if record.sort in _GOVERNMENT else None
        country, _, suffix = entity.partition("/")
        return country if country in self._records and "ministry" in self._derived.get(suffix, {}) else None

    def has_body(self, country: str, suffix: str) -> bool:
        """Whether a country has a body of a kind: the United Kingdom has no national team, its parts have."""
        return country not in self._derived.get(suffix, {}).get("none_of", "").split()

    def members(self, organisation: str) -> frozenset[str]:
        """Member countries of an alliance, as far as the data lists them."""
        record = self._records.get(organisation)
        return frozenset(record.members) if record else frozenset()

    def adjectives(self, country: str, language: str) -> tuple[str, ...]:
        """Adjectives of a country (or of a place that has them) in their base form."""
        return self._words.get(country, {}).get(f"{language}/adjectives", ())

    def inhabitants(self, country: str, language: str) -> tuple[str, ...]:
        """Words for its people, in the notation that `Names.inhabitants` inflects."""
        return self._words.get(country, {}).get(f"{language}/inhabitants", ())

    def worded(self) -> tuple[str, ...]:
        """Ids of all records with adjectives or inhabitants, sorted."""
        return tuple(sorted(self._words))

    def aliases(self) -> Iterator[Alias]:
        """Every name, further name and acronym; adjectives and inhabitants are left to the language packs."""
        for record in self._records.values():
            seen: set[str] = set(record.never)
            # An acronym says best where it counts, then an alias; the display name of the same words adds nothing.
            for form, texts in (
                (Form.ACRONYM, record.acronyms),
                (Form.NAME, record.aliases),
                (Form.NAME, tuple(record.names.values())),
            ):
                for text in dict.fromkeys(texts):
                    body, languages, evidence = _alias(text)
                    if body not in seen:
                        yield Alias(body, record.id, record.kind, form, languages, evidence)
                seen.update(_alias(text)[0] for text in texts)

    @cached_property
    def anchors(self) -> tuple[WorldEvent, ...]:
        """Dated events of the world, by id."""
        return tuple(_world_events(_load("anchors.yaml")))

    def _derived_name(self, entity: str, language: str) -> str:
        """The name of a body that has only an id: `Foreign Ministry of Kazakhstan` for `KZ/mfa`."""
        country, _, suffix = entity.partition("/")
        patterns = self._derived.get(suffix)
        if patterns is None or country not in self._records:
            return entity
        name = self.name(country, language)
        genitive = name if name.endswith(("s", "x", "z")) else f"{name}s"
        return patterns.get(language, patterns["en"]).replace("{s}", genitive).replace("{}", name)

    @cached_property
    def _derived(self) -> Mapping[str, Mapping[str, str]]:
        return _load("derived.yaml")

    @cached_property
    def _capitals(self) -> Mapping[str, Record]:
        return {record.capital_of: record for record in self._records.values() if record.capital_of}


def load_gazetteer(project: str | None = None) -> Gazetteer:
    """The built-in gazetteer with the project's records over it.

    `project` is the text of `content/gazetteer.yaml`; what stands under `proposed:` there is for people to judge and
    is not read. Raises yaml.YAMLError when the text is no YAML.
    """
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    records: dict[str, Record] = {}
    for record in (
        *_countries(words),
        *_places(_load("places.yaml")),
        *_territories(_load("territories.yaml"), words),
        *_organisations(_load("organisations.yaml")),
        *_lines(_load("bodies.yaml")),
        *_lines(_load("companies.yaml")),
        *_people(_load("people.yaml")),
    ):
        if record.id in records:
            raise ValueError(f"gazetteer: two records with the id {record.id!r}")
        records[record.id] = record
    data = yamltext.load_data(project) if project else None
    if isinstance(data, Mapping):
        for key, fields in data.items():
            if key != "proposed" and isinstance(fields, Mapping):
                records[key] = _merged(records.get(key), key, fields)
    return Gazetteer(records.values(), words=words)


def _load(name: str) -> Mapping[str, Any]:
    raw = files.read_bytes(DATA / name)
    return {} if raw is None else yamltext.load_data(raw.decode("utf-8")) or {}


# ------------------------------------------------------------------------------------------------- the data files


def _countries(words: dict[str, dict[str, tuple[str, ...]]]) -> Iterator[Record]:
    """Names from CLDR (`countries.yaml`), everything else from `nations.yaml`."""
    nations = _load("nations.yaml")
    for code, names in _load("countries.yaml").items():
        own = nations.get(code, {})
        words[code] = _words_of(own)
        display = {language: text.split(";")[0].strip() for language, text in names.items() if language in LANGUAGES}
        further = [part for text in names.values() for part in _parts(text)]
        short = _by_language(own.get("short"))
        yield Record(
            id=code,
            kind=EntityKind.COUNTRY,
            names={**display, **_by_language(own.get("name"))},
            short=short,
            aliases=(*further, *_parts(own.get("also"))),
            acronyms=_parts(own.get("acronyms")),
            status=own.get("status"),
            note=own.get("note"),
            context=_parts(own.get("context")),
            surname_first=own.get("order") == "surname first",
        )


def _territories(
    data: Mapping[str, Mapping[str, str]], words: dict[str, dict[str, tuple[str, ...]]]
) -> Iterator[Record]:
    """Historic states and disputed territories: places with a note."""
    for key, own in data.items():
        words[key] = _words_of(own)
        names = _parts(own.get("name"))
        display = _by_language(own.get("name"))
        if "" in display:
            display["en"] = display.pop("")
        yield Record(
            id=key,
            kind=EntityKind.PLACE,
            sort=own.get("status"),
            names=display,
            aliases=(*(_unmarked(name) for name in names), *_parts(own.get("also"))),
            acronyms=_parts(own.get("acronyms")),
            status=own.get("status"),
            country=own.get("country"),
            successors=tuple((own.get("successors") or "").split()),
            founded=own.get("founded"),
            ended=own.get("ended"),
            note=own.get("note"),
        )


def _words_of(own: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        text = own.get(language)
        if text:
            adjectives, _, people = text.partition("|")
            out[f"{language}/adjectives"] = _parts(adjectives)
            out[f"{language}/inhabitants"] = _parts(people)
    return out


def _places(data: Mapping[str, str]) -> Iterator[Record]:
    """One line a place: `CC latitude longitude sort | names`; `capital` makes it the capital of its country."""
    for key, line in data.items():
        facts, *names = (part.strip() for part in line.split("|"))
        country: str | None = None
        sort = "city"
        numbers: list[float] = []
        for fact in facts.split():
            if len(fact) == 2 and fact.isupper():
                country = fact
            elif fact[-1].isdigit():
                numbers.append(float(fact))
            else:
                sort = fact
        context = tuple(_parts(names.pop().removeprefix("near "))) if names and names[-1].startswith("near ") else ()
        display, aliases = _display(names)
        yield Record(
            id=key,
            kind=EntityKind.PLACE,
            sort="city" if sort == "capital" else sort,
            names=display,
            aliases=aliases,
            country=country,
            capital_of=country if sort == "capital" else None,
            latitude=numbers[0] if numbers else None,
            longitude=numbers[1] if len(numbers) > 1 else None,
            context=context,
        )


def _organisations(data: Mapping[str, Mapping[str, str]]) -> Iterator[Record]:
    for key, own in data.items():
        display: dict[str, str] = {}
        aliases: list[str] = []
        for language in (*LANGUAGES, "ru"):
            parts = _parts(own.get(language))
            if parts and language != "ru":
                display[language] = _alias(parts[0])[0]
            aliases += parts
        yield Record(
            id=key,
            kind=EntityKind.ORGANISATION,
            sort=own.get("kind"),
            names=display,
            short=_by_language(own.get("short")),
            aliases=(*aliases, *_parts(own.get("also"))),
            acronyms=_parts(own.get("acronyms")),
            country=own.get("country"),
            members=tuple((own.get("members") or "").split()),
            seat=own.get("seat"),
            founded=own.get("founded"),
            ended=own.get("ended"),
            wikidata=own.get("wikidata"),
            note=own.get("note"),
            context=_parts(own.get("context")),
        )


def _lines(data: Mapping[str, str]) -> Iterator[Record]:
    """One line an organisation: `kind CC | names | acronyms`; `-` for no country."""
    for key, line in data.items():
        facts, names, *acronyms = (part.strip() for part in line.split("|"))
        kind, country = facts.split()
        display, aliases = _display(_parts(names))
        yield Record(
            id=key,
            kind=EntityKind.ORGANISATION,
            sort=kind,
            names=display,
            aliases=aliases,
            acronyms=_parts(acronyms[0]) if acronyms else (),
            country=None if country == "-" else country,
        )


def _people(data: Mapping[str, str]) -> Iterator[Record]:
    """One line a person: `CC born | names | role first/last, role first/last`; the parts may be fewer."""
    for key, line in data.items():
        facts, names, *offices = (part.strip() for part in line.split("|"))
        country, _, born = facts.partition(" ")
        display, aliases = _display(_parts(names))
        yield Record(
            id=key,
            kind=EntityKind.PERSON,
            names=display,
            aliases=aliases,
            country=None if country == "-" else country,
            born=born.strip() or None,
            offices=tuple(_office(text) for text in offices[0].split(",")) if offices and offices[0] else (),
        )


def _office(text: str) -> Office:
    role, _, period = text.strip().rpartition(" ")
    if "/" not in period:
        return Office(text.strip(), "", "")
    first, last = period.split("/")
    return Office(role, first, "" if last == ".." else last)


def _world_events(data: Mapping[str, Mapping[str, str]]) -> Iterator[WorldEvent]:
    for key, own in sorted(data.items()):
        names = {language: _parts(own.get(language)) for language in LANGUAGES if own.get(language)}
        yield WorldEvent(id=key, when=own["when"], names=names, source=own["source"])


# ----------------------------------------------------------------------------------------------- a project's own


def _merged(old: Record | None, key: str, fields: Mapping[str, Any]) -> Record:
    """A record of the project's gazetteer, laid over the built-in one if there is one."""
    names = fields.get("names")
    names = {str(k): str(v) for k, v in names.items()} if isinstance(names, Mapping) else {}
    kind = fields.get("kind")
    base = old or Record(id=key, kind=_kind(kind, key), sort=None if kind in set(EntityKind) else kind)
    return replace(
        base,
        kind=_kind(kind, key) if old is None or kind in set(EntityKind) else base.kind,
        sort=base.sort if kind is None or kind in set(EntityKind) else str(kind),
        names={**names, **{k: v for k, v in base.names.items() if k not in names}},
        # Who gives a new name and no short one wants to read the new name, in headlines too.
        short={**base.short, **names, **_texts(fields.get("short"))},
        aliases=(*base.aliases, *base.names.values(), *_list(fields.get("aliases"))),
        acronyms=(*base.acronyms, *_list(fields.get("acronyms"))),
        never=(*base.never, *_list(fields.get("never"))),
        not_same_as=(*base.not_same_as, *_list(fields.get("not_same_as"))),
        country=fields.get("country") or base.country,
        members=tuple(_list(fields.get("members"))) or base.members,
        born=fields.get("born") or base.born,
        wikidata=fields.get("wikidata") or base.wikidata,
        note=fields.get("note") or base.note,
    )


def _kind(kind: Any, key: str) -> EntityKind:
    if kind in set(EntityKind):
        return EntityKind(kind)
    return EntityKind.COUNTRY if len(key) == 2 and key.isupper() else EntityKind.ORGANISATION


def _list(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return (value,) if isinstance(value, str) and value else ()


def _texts(value: Any) -> dict[str, str]:
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, Mapping) else {}


# ---------------------------------------------------------------------------------------------------- the notation


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in text.split(";")) if part) if text else ()


def _by_language(text: str | None) -> dict[str, str]:
    """`CIS; sv OSS` as {"": "CIS", "sv": "OSS"}; what has no mark counts for every language."""
    out: dict[str, str] = {}
    for part in _parts(text):
        mark, _, rest = part.partition(" ")
        if mark in _MARKS and rest:
            out[mark] = rest
        else:
            out.setdefault("", part)
    return out


def _unmarked(text: str) -> str:
    mark, _, rest = text.partition(" ")
    return rest if mark in _MARKS and rest else text


def _display(names: Iterable[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Display names and all aliases of a list in which the first name is the English one unless marked."""
    display: dict[str, str] = {}
    aliases: list[str] = []
    for name in names:
        mark, _, rest = name.partition(" ")
        if mark in _MARKS and rest:
            display.setdefault(mark, _alias(rest)[0])
            aliases.append(rest)
        else:
            display.setdefault("en", _alias(name)[0])
            aliases.append(name)
    return display, tuple(aliases)


def _alias(text: str) -> tuple[str, tuple[str, ...], bool]:
    """`OSS?@sv,de` as its text, the languages it counts in, and whether it needs evidence."""
    body, _, languages = text.partition("@")
    evidence = body.endswith("?")
    return body.rstrip("?"), tuple(languages.split(",")) if languages else (), evidence
