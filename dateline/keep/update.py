"""One entry brought up to what its event says, as far as its fields are the program's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dateline.core.model import Event, Passage, Status
from dateline.core.problems import Place, Problems
from dateline.core.schema import AUTO
from dateline.core.steps import key
from dateline.core.yamledit import Edit, EditError, Remove, Set, edit
from dateline.keep.cited import cited_keys, only_keys, source_keys
from dateline.keep.decisions import passages_of
from dateline.keep.entries import Values, read_values, write_entry
from dateline.keep.fields import ENTRY, FORMS, Form
from dateline.keep.held import FROZEN, Held, Work, hands_back
from dateline.keep.ledger import EVERYTHING, Line
from dateline.keep.matching import Matches
from dateline.keep.plan import Change, Kind
from dateline.keep.propose import as_written, pair_edited, pair_sources, propose, source_name
from dateline.keep.quotes import Texts
from dateline.keep.threeway import MISSING, Merge, Outcome, Step, ordered
from dateline.keep.titles import TITLES, retitled

_SILENT = frozenset({"status", "confidence", "review", "maybe_same_as", "merged_into", "merged_from"})
"""Fields in which the program's other opinion is no news."""
_PASSING = frozenset({"confidence", "review", "maybe_same_as", "summary_lang"})
"""Fields in which the program speaks of its own work and not of the event: they hold no evidence that could be lost."""
_PASSING_PARTS = frozenset({"when"})
"""The same of an item: which words of a quote date the event, the quote itself goes on showing."""
_ITEM_FORMS: Mapping[str, Mapping[str, Form]] = {
    "sources": {
        **dict.fromkeys(("key", "article", "quote", "when", "lang", "origin"), Form.VALUE),
        "supports": Form.SET,
    },
    "figures": {"what": Form.VALUE, "versions": Form.VALUE},
    "date_versions": {"date": Form.VALUE, "sources": Form.SET},
}
_KINDS: Mapping[Outcome, Kind] = {
    Outcome.CHANGED: Kind.CHANGED,
    Outcome.ADDED: Kind.CHANGED,
    Outcome.REMOVED: Kind.CHANGED,
    Outcome.HANDED_BACK: Kind.CHANGED,
    Outcome.DIFFERS: Kind.KEPT,
    Outcome.PROPOSED: Kind.PROPOSED,
    Outcome.GONE: Kind.GONE,
}


def update(one: Held, event: Event, ids: Mapping[str, str], merged: Sequence[str], work: Work) -> None:
    """Bring one entry up to what its event says, as far as the fields are the program's."""
    told = work.digests.get(event.key)
    accord = _accord(one, event, told, ids, merged) if told is not None and one.is_plain else None
    if accord is not None and work.settled.get(one.id) == accord:
        assert one.line is not None
        work.settling[one.id] = accord
        work.lines[one.id] = one.line
        work.unchanged += 1
        return
    new = propose(event, language=work.config.language, ids=ids, texts=work.texts)
    # Where the file says it already, no look at how it was written would make the program say anything else.
    if not _says(one, new) and not (
        _is_ours(one, one.line, work.files[one.path], work) and _keyed(one.sources) <= _keyed(new.get("sources", ()))
    ):
        here = as_written(one.sources, one.line.wrote.get("sources") if one.line is not None else None, work.texts)
        new = propose(event, language=work.config.language, ids=ids, here=here, texts=work.texts)
    for name in ("part_of", "follows", "maybe_same_as"):
        if one.id in new.get(name, ()):
            new[name] = [ident for ident in new[name] if ident != one.id]
            if not new[name]:
                del new[name]
    before = one.line.wrote.get("merged_from", []) if one.line is not None else []
    if merged or before:
        new["merged_from"] = sorted({*before, *merged})
    if _merge(one, new, event.mentions, work, event) and accord is not None:
        work.settling[one.id] = accord


def _accord(one: Held, event: Event, told: bytes, ids: Mapping[str, str], merged: Sequence[str]) -> str:
    """Digest of everything that decides about an untouched entry: its file, its line, and what is told of it."""
    assert one.line is not None
    others = [ids.get(key, "") for key in (*event.part_of, *event.follows, *(key for key, _ in event.maybe_same_as))]
    return key(one.digest, one.line.row, told, *others, *merged)


def become_merged(one: Held, target: str, work: Work) -> None:
    assert one.line is not None
    merged = {"status": Status.MERGED.value, "merged_into": target}
    values, hand = one.handed_back()
    edits: list[Edit] = []
    for name, value in values.items():
        here = one.values[name]
        if isinstance(here, dict):
            edits += [Set((name, key), item) for key, item in value.items() if item != here[key]]
        elif value != here and name not in merged:
            edits.append(Set((name,), value))
    edits += [Set((name,), value) for name, value in merged.items()]
    if _write(one, [*one.renames, *edits], work, {**values, **merged}):
        work.lines[one.id] = replace(one.line, path=one.path, wrote={**one.line.wrote, **merged}, hand=hand)
        title = str(one.values.get("title", one.id))
        work.changes.append(Change(Kind.MERGED, one.id, one.path, why=f"one event with {target}", title=title))
    else:
        work.lines[one.id] = one.line


def without_event(one: Held, matches: Matches, work: Work) -> None:
    """An entry that no event stands for any more: nothing is blanked; an untouched one becomes an orphan."""
    if one.line is None or EVERYTHING in one.line.hand or one.status in (*FROZEN, Status.ORPHANED):
        _merge(one, None, one.line.mentions if one.line else (), work)
        return
    passages = one.passages
    stands = any(work.texts.stands(passage.article, passage.quote) for passage in passages)
    told_elsewhere = bool(matches.touching.get(one.id))
    if (stands and not one.is_machine_only) or told_elsewhere:
        _merge(one, None, one.line.mentions, work)
        return
    new = {**one.line.wrote, "status": Status.ORPHANED.value}
    _merge(one, new, one.line.mentions, work)


def _merge(one: Held, new: Values | None, mentions: tuple[str, ...], work: Work, event: Event | None = None) -> bool:
    """Settle one entry; true when it was in accord already, and nothing of it was a person's."""
    line = one.line
    if new is not None and line is not None and _says(one, new):
        work.unchanged += 1
        work.lines[one.id] = line if line.mentions == mentions else replace(line, mentions=mentions)
        return line.mentions == mentions
    if new is None and line is not None and one.is_unmarked and one.is_as_written:
        work.unchanged += 1
        work.lines[one.id] = line
        return False
    merge, wrote_now, result = _three_way(one, new, work, event)
    edits = [*one.renames, *one.amends, *ordered(merge.edits)]
    if one.amends:
        why = f"one event with {one.values['merged_into']}, as a person wrote"
        work.changes.append(Change(Kind.MERGED, one.id, one.path, why=why, title=str(one.values.get("title"))))
    if one.renames:
        why = "an article has another name"
        work.changes.append(Change(Kind.MOVED, one.id, one.path, why=why, title=str(one.values.get("title"))))
    if not one.has_id:
        edits.insert(0, Set(("id",), one.id))
        result["id"] = one.id
        work.changes.append(Change(Kind.MOVED, one.id, one.path, why="given an id", title=str(one.values.get("title"))))
    hand = {EVERYTHING} | merge.hand if line is None else merge.hand | ({EVERYTHING} & line.hand)
    number = line.number if line is not None else _next_number(work)
    # Without an event the program says nothing new, so what it said stays said.
    told = merge.telling if new is not None or line is None else line.told
    fresh = Line(one.id, number, one.path, wrote_now, frozenset(hand), told, mentions, _own_evidence(result, wrote_now))
    if line is not None and line.path != one.path:
        work.changes.append(Change(Kind.MOVED, one.id, one.path, why=f"was content/{line.path}", title=one.id))
    if edits and not _write(one, edits, work, result):
        # Nothing was written, so nothing is remembered as written either.
        kept = line if line is not None else Line(one.id, number, one.path, {}, frozenset({EVERYTHING}))
        work.lines[one.id] = kept
        return False
    if _is_ours(one, line, work.files[one.path], work):
        afresh = _afresh(one, new, fresh, work) if new is not None else None
        if afresh is not None:
            work.writes[one.path], wrote = afresh
            fresh = replace(fresh, wrote=wrote)
    elif _is_ours(one, fresh, work.writes.get(one.path, work.files[one.path]), work):
        work.unsettled = True
    if one.path not in work.writes:
        work.unchanged += 1
    work.lines[one.id] = fresh
    steps = [step for step in merge.steps if new is not None or step.outcome is Outcome.HANDED_BACK]
    _report(one, steps, merge.because, work)
    return False


def _says(one: Held, new: Values) -> bool:
    """Whether an entry that is all the program's says just this."""
    return one.is_plain and one.line is not None and one.line.wrote == new and one.is_as_written


def _is_ours(one: Held, line: Line | None, data: bytes | None, work: Work) -> bool:
    """Whether a file is the program's to the last byte and all that it quotes stands: it can be written anew."""
    if line is None or line.hand or line.told or line.evidence or line.also:
        return False
    if line.wrote.get("status") != Status.PROPOSED:
        return False
    if data != write_entry({"id": one.id, **line.wrote}, path=one.path):
        return False
    return all(work.texts.stands(*passage) for passage in passages_of(line.wrote.get("sources")))


def _afresh(one: Held, new: Values, line: Line, work: Work) -> tuple[bytes, Values] | None:
    """The file of such an entry as if its event had just been found, and its fields; None where it stands as it is.

    Only where it says what the edits would make it say. Articles brought in pieces come to what they come to at once.
    """
    if line.hand or line.told or line.evidence or _unordered(line.wrote) != _unordered(new):
        return None
    data = write_entry({"id": one.id, **new}, path=one.path)
    found = read_values(one.path, data, Problems())
    if found is None or data == work.writes.get(one.path, work.files[one.path]):
        return None
    return data, {name: value for name, value in found.items() if name in FORMS}


def _keyed(sources: Sequence[Mapping[str, Any]]) -> set[str]:
    """The sources that have a key."""
    return {source_name(item) for item in sources if "key" in item}


def _unordered(value: Any) -> Any:
    """A value in which the order of lists says nothing, and neither does what is empty."""
    if isinstance(value, Mapping):
        return {key: _unordered(item) for key, item in sorted(value.items()) if item or item == 0}
    if isinstance(value, list):
        return sorted((_unordered(item) for item in value), key=repr)
    return value


def _own_evidence(values: Values, wrote: Mapping[str, Any]) -> tuple[Passage, ...]:
    """Passages of the file that the program did not write: they tell whose event it was once the file is gone."""
    known = passages_of(wrote.get("sources"))
    return tuple(passage for passage in passages_of(values.get("sources")) if passage not in known)


def _next_number(work: Work) -> int:
    return max((line.number for line in work.lines.values()), default=0) + 1


def _three_way(one: Held, new: Values | None, work: Work, event: Event | None) -> tuple[Merge, Values, Values]:
    line = one.line
    frozen = one.status in FROZEN
    returned = one.status == Status.MERGED and new is not None
    merge = Merge(
        hand={path for path in line.hand if path != EVERYTHING} if line is not None else set(),
        told=line.told if line is not None else {},
        everything=line is None or EVERYTHING in line.hand,
        handed_back=frozenset(line.wrote) if line is not None else frozenset(),
        frozen=frozen and not returned,
        locked=frozenset(one.values.get("locked", ())),
        silent=_SILENT,
        passing=_PASSING,
        passing_parts=_PASSING_PARTS,
    )
    # Without an event the program says nothing new: what a person did meanwhile is noted, and nothing is written.
    quiet = replace(merge, frozen=True, edits=[], steps=[], telling={})
    versions: list[Mapping[str, Any]] = [line.wrote, *line.also] if line is not None else [{}]
    wrote: Values = dict(versions[0])
    result: Values = dict(one.values)
    # Titles come last: they are made of what the other fields come to.
    for name in sorted(FORMS, key=lambda name: name in TITLES):
        form = FORMS[name]
        if new is not None and event is not None and name == TITLES[0]:
            new = _follow(event, new, result, merge, versions, work)
        bases = [version.get(name, MISSING) for version in versions]
        here = one.values.get(name, MISSING)
        if new is not None:
            working, now = merge, new.get(name, MISSING)
        else:
            # Its last word stands, so that a field handed back has something to go back to.
            working = merge if hands_back(here) else quiet
            now = next((base for base in bases if base is not MISSING), MISSING)
        if name in ("figures", "date_versions") and isinstance(now, list):
            # A source that a person put in has the key they gave it, or none.
            now = only_keys(now, source_keys(result))
        base, value = _field(working, name, form, bases, here, now, versions[0], work, result)
        _put(wrote, name, base)
        _put(result, name, value)
    if returned:
        merge.edits = [change for change in merge.edits if change.path != ("merged_into",)]
        merge.edits.append(Remove(("merged_into",)))
        wrote.pop("merged_into", None)
        result.pop("merged_into", None)
    return merge, wrote, result


def _follow(
    event: Event, new: Values, result: Values, merge: Merge, versions: Sequence[Mapping[str, Any]], work: Work
) -> Values:
    """What the program says, with titles that say what a person has made of the other fields."""
    by_hand = {path.partition("/")[0] for path in merge.hand} | {name for name in FORMS if merge.owned(name)}
    figures = result.get("figures")
    if isinstance(figures, list) and any("use" in item for item in figures):
        # The choice among numbers is never the program's.
        by_hand.add("figures")
    here = result.get("title")
    own = "title" in by_hand or here not in (AUTO, *(version.get("title") for version in versions))
    after = retitled(event, new, {name: result.get(name) for name in by_hand}, own=own, work=work)
    if after is None:
        return new
    merge.passing |= {"title_in"}
    merge.because = dict.fromkeys(("title", "title_in"), "follows what a person corrected")
    return after


def _field(
    merge: Merge,
    name: str,
    form: Form,
    bases: Sequence[Any],
    here: Any,
    now: Any,
    wrote: Mapping[str, Any],
    work: Work,
    result: Values,
) -> tuple[Any, Any]:
    if form is Form.VALUE:
        return merge.value(name, (name,), bases, here, now)
    if form is Form.SET:
        return merge.set(
            name, (name,), bases, here, now, supported=lambda item: _is_supported(f"{name}/{item}", wrote, work.texts)
        )
    if form is Form.MAP:
        return merge.map(name, (name,), bases, here, now, prune=name == "roles")
    if name == "sources":
        cited = _cited_by_hand(result, wrote)
        return merge.items(
            name,
            (name,),
            bases,
            here,
            now,
            forms=_ITEM_FORMS[name],
            pair=lambda ones, others: pair_sources(ones, others, work.texts),
            pair_own=lambda ones, others: pair_edited(ones, others, work.texts),
            name=source_name,
            keep=lambda item: (
                item.get("key") in cited or not work.texts.stands(item.get("article", ""), item.get("quote", ""))
            ),
        )
    key = "what" if name == "figures" else "date"
    loose = [item for item in wrote.get(name, ()) if cited_keys(item) - source_keys(result)]
    # Where one of the days that differed has lost its source, nothing differs any more.
    over = name == "date_versions" and bool(loose)
    return merge.items(
        name,
        (name,),
        bases,
        here,
        now,
        forms=_ITEM_FORMS[name],
        pair=lambda ones, others: _pair_by(key, ones, others),
        name=lambda item: str(item[key]),
        keep=lambda item: False,
        gone=lambda item: over or item in loose,
    )


def _cited_by_hand(values: Values, wrote: Mapping[str, Any]) -> set[str]:
    """Keys of sources to which a number or a day refers that a person wrote."""
    out: set[str] = set()
    for name in ("figures", "date_versions"):
        here = values.get(name)
        for item in here if isinstance(here, list) else ():
            if item not in wrote.get(name, ()):
                out |= cited_keys(item)
    return out


def _pair_by(key: str, ones: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    index = {item[key]: n for n, item in reversed(list(enumerate(others)))}
    pairs: dict[int, int] = {}
    for n, item in enumerate(ones):
        found = index.pop(item[key], None)
        if found is not None:
            pairs[n] = found
    return pairs


def _is_supported(support: str, wrote: Mapping[str, Any], texts: Texts) -> bool:
    """Whether words that carried an item still stand in their article; true when none were named."""
    rested = [item for item in wrote.get("sources", ()) if support in item.get("supports", ())]
    return not rested or any(texts.stands(item["article"], item["quote"]) for item in rested)


def _put(values: Values, name: str, value: Any) -> None:
    if value is MISSING:
        values.pop(name, None)
    else:
        values[name] = value


def _write(one: Held, edits: Sequence[Edit], work: Work, expected: Values) -> bool:
    """Make the edits in the entry's text; false, reported, when they cannot be made safely."""
    data = work.files[one.path]
    try:
        changed = edit(f"content/{one.path}", data, edits, ENTRY)
        problems = Problems()
        found = read_values(one.path, changed, problems)
        if found is None or {k: v for k, v in found.items() if v} != {k: v for k, v in expected.items() if v}:
            raise EditError(f"the entry would not read as intended\n{problems}".strip())
    except EditError as error:
        work.problems.warning(
            Place(f"content/{one.path}"),
            "edit-refused",
            "the program could not change this file without touching more than it should, and left it",
            str(error).splitlines()[0],
        )
        return False
    work.writes[one.path] = changed
    return True


def _report(one: Held, steps: Sequence[Step], because: Mapping[str, str], work: Work) -> None:
    title = str(one.values.get("title", one.id))
    for step in steps:
        kind = _KINDS[step.outcome]
        was = None if step.was is MISSING else step.was
        now = None if step.now is MISSING else step.now
        if step.path == "status" and kind is Kind.CHANGED:
            kind = Kind.ORPHANED if now == Status.ORPHANED else Kind.RETURNED
            work.changes.append(Change(kind, one.id, one.path, why=f"was {was}", title=title))
            continue
        why = because.get(step.path.partition("/")[0], "")
        why = "handed back by `auto`" if step.outcome is Outcome.HANDED_BACK else why
        work.changes.append(Change(kind, one.id, one.path, step.path, was, now, why, title))
