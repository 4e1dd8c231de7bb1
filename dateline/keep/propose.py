"""What the program says of an event, in the form of an entry's fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from dateline.core.model import Event, Evidence, Status
from dateline.core.text import digest
from dateline.keep.quotes import Texts, fold_quote, is_edited


def propose(
    event: Event, *, language: str, ids: Mapping[str, str], here: Sequence[Mapping[str, Any]] = (), texts: Texts
) -> dict[str, Any]:
    """The fields of an event as the program would write them; what it does not know is left out.

    `ids` turns keys of events into ids of entries. `here` are the sources that stand in the entry's file: a source
    that has a key there keeps it.
    """
    title = event.title.get(language) or (event.title[min(event.title)] if event.title else event.key)
    keys = _keys(event, here, texts)
    values: dict[str, Any] = {
        "status": Status.PROPOSED.value,
        "title": _line(title),
        "title_in": {tag: _line(text) for tag, text in sorted(event.title.items()) if tag != language},
        "summary": event.summary.strip() if event.summary else None,
        "summary_lang": event.summary_language if event.summary and event.summary_language != language else None,
        "date": event.when.edtf if event.when else None,
        "planned": event.planned.edtf if event.planned else None,
        "time": event.time,
        "date_versions": [{"date": date, "sources": _named(keys, indices)} for date, indices in event.date_versions],
        "factuality": event.factuality.value,
        "type": event.type.value,
        "tier": event.tier.value,
        "countries": _unique(event.countries),
        "organisations": _unique(event.organisations),
        "roles": dict(sorted(event.roles.items())),
        "people": _unique(event.people),
        "places": _unique(event.places),
        "figures": [
            {
                "what": figure.what,
                "versions": [
                    {"value": _number(version.value), "sources": _named(keys, version.evidence)}
                    for version in figure.versions
                ],
            }
            for figure in event.figures
        ],
        "part_of": _ids(event.part_of, ids),
        "follows": _ids(event.follows, ids),
        "maybe_same_as": _ids([key for key, _ in event.maybe_same_as], ids),
        "sources": _sources(event, keys),
        "confidence": round(event.confidence, 2) if event.confidence else None,
        "review": _unique([reason.value for reason in event.review]),
    }
    return {name: value for name, value in values.items() if value or value == 0}


def _line(text: str) -> str:
    return " ".join(text.split())


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _unique(items: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(items)) if len(items) > 1 else list(items)


def _ids(keys: Sequence[str], ids: Mapping[str, str]) -> list[str]:
    return _unique([ids[key] for key in keys if key in ids])


def _sources(event: Event, keys: Mapping[int, str]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    seen: dict[str, dict[str, Any]] = {}
    for n, evidence in enumerate(event.evidence):
        name = source_name({"article": evidence.article, "quote": evidence.quote})
        if name in seen:
            # One passage twice: the fields it carries add up.
            seen[name]["supports"] = _unique([*seen[name].get("supports", ()), *evidence.supports])
            continue
        item = _source(evidence, keys.get(n))
        seen[name] = item
        out.append(item)
    return [{key: value for key, value in item.items() if value or value == 0} for item in out]


def _source(evidence: Evidence, key: str | None) -> dict[str, Any]:
    return {
        "key": key,
        "article": evidence.article,
        "quote": evidence.quote.strip(),
        "supports": _unique(evidence.supports),
        "when": _line(evidence.when) if evidence.when else None,
        "lang": evidence.language,
        "origin": evidence.origin if evidence.origin != evidence.article else None,
    }


def _keys(event: Event, here: Sequence[Mapping[str, Any]], texts: Texts) -> dict[int, str]:
    """Short names of the sources that figures and dates refer to; one that stands in the file is kept."""
    wanted = {n for figure in event.figures for version in figure.versions for n in version.evidence}
    wanted |= {n for _, indices in event.date_versions for n in indices}
    if not wanted and not any("key" in item for item in here):
        return {}
    used = {item["key"] for item in here if "key" in item}
    proposed = [{"article": item.article, "quote": item.quote} for item in event.evidence]
    paired = pair_sources(proposed, here, texts)
    keys: dict[int, str] = {}
    by_name: dict[str, str] = {}
    for n, item in enumerate(proposed):
        name = source_name(item)
        known = here[paired[n]].get("key") if n in paired else None
        if known is None and n in wanted:
            known = by_name.get(name) or free_key(used)
        if known is not None:
            keys[n] = by_name[name] = known
            used.add(known)
    return {n: by_name.get(source_name(proposed[n]), key) for n, key in keys.items()} | {
        n: by_name[source_name(item)] for n, item in enumerate(proposed) if source_name(item) in by_name
    }


def free_key(used: set[str]) -> str:
    """A short name for a source that none has yet."""
    n = 1
    while f"s{n}" in used:
        n += 1
    return f"s{n}"


def _named(keys: Mapping[int, str], indices: Sequence[int]) -> list[str]:
    return _unique([keys[n] for n in indices if n in keys])


def source_name(item: Mapping[str, Any]) -> str:
    """The key of a source in the ledger: its article and a digest of its words."""
    return _name(item.get("article", ""), item.get("quote") or item.get("url") or item.get("publisher") or "")


@lru_cache(maxsize=500_000)
def _name(article: str, words: str) -> str:
    return f"{article}#{digest(fold_quote(words), length=8)}"


def pair_sources(
    ones: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]], texts: Texts
) -> dict[int, int]:
    """Which source of one list is which of the other: the same passage, else words that overlap in their article."""
    pairs: dict[int, int] = {}
    left = {n: source_name(item) for n, item in enumerate(others)}
    for n, item in enumerate(ones):
        name = source_name(item)
        hit = next((m for m, other in left.items() if other == name), None)
        if hit is not None:
            pairs[n] = hit
            del left[hit]
    for n, item in enumerate(ones):
        if n in pairs or not item.get("article") or not item.get("quote"):
            continue
        for m in left:
            other = others[m]
            if (
                other.get("article") == item["article"]
                and other.get("quote")
                and texts.overlap(item["article"], item["quote"], other["quote"])
            ):
                pairs[n] = m
                del left[m]
                break
    return pairs


def pair_edited(ones: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]], texts: Texts) -> dict[int, int]:
    """As `pair_sources`, and sources whose quote a person changed: `ones` stand in the file, `others` were written.

    Never for what the program says anew: an edited article would move quotes to sentences that look alike.
    """
    pairs = pair_sources(ones, others, texts)
    left = [m for m in range(len(others)) if m not in pairs.values() and others[m].get("quote")]
    for n, item in enumerate(ones) if left else ():
        if n in pairs or not item.get("quote"):
            continue
        for m in left:
            same = others[m].get("article") == item.get("article")
            if same and is_edited(item["quote"], others[m]["quote"]):
                pairs[n] = m
                left.remove(m)
                break
    return pairs


def as_written(here: Sequence[Mapping[str, Any]], wrote: Any, texts: Texts) -> Sequence[Mapping[str, Any]]:
    """The sources of a file with the quotes that the program wrote where a person changed them."""
    if not isinstance(wrote, list) or here == wrote:
        return here
    pairs = pair_edited(here, wrote, texts)
    return [{**item, "quote": wrote[pairs[n]].get("quote", "")} if n in pairs else item for n, item in enumerate(here)]
