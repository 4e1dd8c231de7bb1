"""Three values meet: what the program last wrote, what stands in the file, what the program says now.

The table of docs/correcting.md for one value, for sets item by item, for mappings key by key and for items that have
keys of their own. What a person changed is theirs; what a person removed stays removed; `auto` hands back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from dateline.core.schema import AUTO
from dateline.core.yamledit import Add, Edit, Path, Remove, Set
from dateline.keep.fields import Form


class _Missing:
    """No value: the key is not there. Not the same as an empty one."""

    def __repr__(self) -> str:
        return "(nothing)"

    def __bool__(self) -> bool:
        return False


MISSING: Final = _Missing()


class Outcome(StrEnum):
    """What became of a field."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    HANDED_BACK = "handed_back"
    DIFFERS = "differs"
    """A person's value is kept; the program says another."""
    PROPOSED = "proposed"
    """The field is the program's, but the entry is checked or the field locked: nothing was written."""
    GONE = "gone"
    """The program has nothing to say any more; the value stays."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened, or that is proposed, to one field."""

    outcome: Outcome
    path: str
    keys: Path
    was: Any
    now: Any


@dataclass(slots=True)
class Merge:
    """The three versions of one entry as they are brought together; collects edits and what happened."""

    hand: set[str]
    told: Mapping[str, Any]
    everything: bool = False
    """Nothing of it was ever the program's."""
    handed_back: frozenset[str] = frozenset()
    """Fields that are the program's although `everything` is set."""
    frozen: bool = False
    """The entry is checked: propose, do not write."""
    locked: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    """Fields whose difference from a person's value is no news."""
    passing: frozenset[str] = frozenset()
    """Fields in which the program speaks of its own work: what it no longer says there goes, and nothing is lost."""
    passing_parts: frozenset[str] = frozenset()
    """Parts of an item of which the same is true."""
    edits: list[Edit] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    telling: dict[str, Any] = field(default_factory=dict)
    """What is to be remembered as told."""
    because: Mapping[str, str] = field(default_factory=dict)
    """Why the program says something else of a field than the articles alone would have it say, by field."""

    def owned(self, path: str) -> bool:
        name = path.partition("/")[0]
        if path in self.hand or name in self.hand:
            return True
        return self.everything and name not in self.handed_back

    def claim(self, path: str) -> None:
        """From now on this is a person's, whatever it looks like later."""
        if not self.everything or path.partition("/")[0] in self.handed_back:
            self.hand.add(path)

    def closed(self, path: str) -> bool:
        return self.frozen or path.partition("/")[0] in self.locked

    # ------------------------------------------------------------------------------------------------- reporting

    def tell(self, outcome: Outcome, path: str, keys: Path, was: Any, now: Any) -> None:
        """List what was not written, once: the same again is silent."""
        if path.partition("/")[0] in self.silent:
            return
        said = None if now is MISSING else now
        self.telling[path] = said
        if path not in self.told or self.told[path] != said:
            self.steps.append(Step(outcome, path, keys, was, now))

    def wrote(self, outcome: Outcome, path: str, keys: Path, was: Any, now: Any, change: Edit) -> None:
        self.edits.append(change)
        self.steps.append(Step(outcome, path, keys, was, now))

    def disown(self, path: str) -> None:
        """Forget that a field, and anything in it, was a person's."""
        self.hand -= {known for known in self.hand if known == path or known.startswith(f"{path}/")}

    # ---------------------------------------------------------------------------------------------------- values

    def value(self, path: str, keys: Path, bases: Sequence[Any], here: Any, new: Any) -> tuple[Any, Any]:
        """One value: returns what the program is now taken to have written, and what stands in the file."""
        base = bases[0]
        if isinstance(here, str) and here == AUTO:
            self.disown(path)
            if new is MISSING:
                return MISSING, here
            if self.closed(path):
                self.tell(Outcome.PROPOSED, path, keys, here, new)
                return base, here
            self.wrote(Outcome.HANDED_BACK, path, keys, here, new, Set(keys, new))
            return new, new
        if self.owned(path) or not any(same(here, known) for known in bases):
            self.claim(path)
            if new is not MISSING and not same(new, here) and not same(new, base):
                self.tell(Outcome.DIFFERS, path, keys, here, new)
            return base, here
        if same(new, here):
            return here, here
        passing = path in self.passing or path.rpartition("/")[2] in self.passing_parts
        if new is MISSING and passing and not self.closed(path):
            self.wrote(Outcome.REMOVED, path, keys, here, new, Remove(keys))
            return new, new
        if new is MISSING:
            self.tell(Outcome.GONE, path, keys, here, new)
            return here, here
        if self.closed(path):
            self.tell(Outcome.PROPOSED, path, keys, here, new)
            return here, here
        self.wrote(Outcome.ADDED if here is MISSING else Outcome.CHANGED, path, keys, here, new, Set(keys, new))
        return new, new

    # ------------------------------------------------------------------------------------------------------ sets

    def set(
        self,
        path: str,
        keys: Path,
        bases: Sequence[Any],
        here: Any,
        new: Any,
        *,
        supported: Callable[[str], bool] = lambda item: True,
    ) -> tuple[Any, Any]:
        """A list whose order means nothing, item by item.

        `supported` tells of an item the program no longer names whether the words it rested on are still there: then
        the program has changed its mind and takes it back, else it stays and is flagged.
        """
        if isinstance(here, str) and here == AUTO:
            return self.value(path, keys, bases, here, new)
        base: list[Any] = [] if bases[0] is MISSING else bases[0]
        if bases[0] is not MISSING and base and (here is MISSING or not here):
            self.claim(path)
        if self.owned(path) or (bases[0] is MISSING and here is not MISSING and not self._touched(path)):
            self.claim(path)
            items = [] if here is MISSING else here
            more = [item for item in ([] if new is MISSING else new) if item not in items and item not in base]
            if more:
                self.tell(Outcome.DIFFERS, path, keys, here, [*items, *more])
            return bases[0], here
        if here is MISSING:
            return self.value(path, keys, bases, here, new or MISSING)
        wanted: list[Any] = [] if new is MISSING else new
        result, out_base = list(here), list(base)
        dropped: list[Any] = []
        for item in dict.fromkeys([*here, *base, *wanted]):
            spot = f"{path}/{item}"
            in_file, in_base = item in here, any(known is not MISSING and item in known for known in bases)
            if self.owned(spot) or in_file != in_base:
                self.claim(spot)
            elif in_file and item not in wanted:
                if (not wanted and path not in self.passing) or not supported(item):
                    self.tell(Outcome.GONE, spot, keys, item, MISSING)
                elif self.closed(path):
                    self.tell(Outcome.PROPOSED, spot, keys, item, MISSING)
                else:
                    dropped.append(item)
            elif not in_file and item in wanted:
                if self.closed(path):
                    self.tell(Outcome.PROPOSED, spot, keys, MISSING, item)
                else:
                    self.wrote(Outcome.ADDED, spot, keys, MISSING, item, Add(keys, item))
                    result.append(item)
                    out_base.append(item)
            elif in_file and item not in out_base:
                out_base.append(item)
        if dropped and set(dropped) == set(result) and path in self.passing:
            self.wrote(Outcome.REMOVED, path, keys, here, MISSING, Remove(keys))
            left = [item for item in out_base if item not in dropped]
            return left or MISSING, MISSING
        for item in dropped:
            if len(result) == 1:
                # A list is never emptied: the last item stays, flagged.
                self.tell(Outcome.GONE, f"{path}/{item}", keys, item, MISSING)
                break
            self.wrote(Outcome.REMOVED, f"{path}/{item}", keys, item, MISSING, Remove((*keys, here.index(item))))
            result.remove(item)
            out_base = [known for known in out_base if known != item]
        return out_base, result

    def _touched(self, path: str) -> bool:
        return any(known.startswith(f"{path}/") for known in self.hand)

    # -------------------------------------------------------------------------------------------------- mappings

    def map(
        self, path: str, keys: Path, bases: Sequence[Any], here: Any, new: Any, *, prune: bool = False
    ) -> tuple[Any, Any]:
        """Values by key; with `prune`, a key the program no longer has is taken back."""
        if isinstance(here, str) and here == AUTO:
            return self.value(path, keys, bases, here, new)
        base: Mapping[str, Any] = {} if bases[0] is MISSING else bases[0]
        if base and (here is MISSING or not here):
            self.claim(path)
        if self.owned(path) or (bases[0] is MISSING and here is not MISSING and not self._touched(path)):
            self.claim(path)
            more = {key: item for key, item in (new or {}).items() if here is MISSING or not same(here.get(key), item)}
            if more and not (here is MISSING and same(new, base)):
                self.tell(Outcome.DIFFERS, path, keys, here, {**({} if here is MISSING else here), **more})
            return bases[0], here
        if here is MISSING:
            return self.value(path, keys, bases, here, new or MISSING)
        wanted: Mapping[str, Any] = {} if new is MISSING else new
        out_base, result = dict(base), dict(here)
        dropped: list[str] = []
        for key in dict.fromkeys([*here, *base, *wanted]):
            spot, spots = f"{path}/{key}", (*keys, key)
            known = [one.get(key, MISSING) if one is not MISSING else MISSING for one in bases]
            old, target = here.get(key, MISSING), wanted.get(key, MISSING)
            gone = (prune and wanted) or path in self.passing
            drop = gone and target is MISSING and old is not MISSING and same(old, known[0])
            if drop and not self.owned(spot) and not self.closed(path):
                dropped.append(key)
                continue
            now_base, now = self.value(spot, spots, known, old, target)
            _put(out_base, key, now_base)
            _put(result, key, now)
        if dropped and set(dropped) == set(result) and path in self.passing:
            self.wrote(Outcome.REMOVED, path, keys, here, MISSING, Remove(keys))
            left = {key: item for key, item in out_base.items() if key not in dropped}
            return left or MISSING, MISSING
        for key in dropped:
            if len(result) == 1:
                # A mapping is never emptied either.
                self.tell(Outcome.GONE, f"{path}/{key}", (*keys, key), result[key], MISSING)
                break
            self.wrote(Outcome.REMOVED, f"{path}/{key}", (*keys, key), result[key], MISSING, Remove((*keys, key)))
            result.pop(key)
            out_base.pop(key, None)
        return out_base, result

    # ----------------------------------------------------------------------------------------------------- items

    def items(
        self,
        path: str,
        keys: Path,
        bases: Sequence[Any],
        here: Any,
        new: Any,
        *,
        forms: Mapping[str, Form],
        pair: Callable[[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]], dict[int, int]],
        name: Callable[[Mapping[str, Any]], str],
        pair_own: Callable[[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]], dict[int, int]] | None = None,
        keep: Callable[[Mapping[str, Any]], bool] = lambda item: True,
        gone: Callable[[Mapping[str, Any]], bool] = lambda item: False,
    ) -> tuple[Any, Any]:
        """A list of items with fields of their own; `pair` finds which item of one list is which of the other.

        `pair_own` does so between the file and what was last written, where a person's changes are to be seen through.
        `name` is an item's key. `keep` tells of an item the program no longer has whether it stays, flagged, because
        the words it rested on are gone; else it is taken back.
        """
        if isinstance(here, str) and here == AUTO:
            return self.value(path, keys, bases, here, new)
        base: list[dict[str, Any]] = [] if bases[0] is MISSING else list(bases[0])
        for also in bases[1:]:
            known = pair(also, base) if also is not MISSING else {}
            base += [item for n, item in enumerate([] if also is MISSING else also) if n not in known]
        if base and (here is MISSING or not here):
            self.claim(path)
        wanted: list[dict[str, Any]] = [] if new is MISSING else new
        if here is MISSING:
            if self.owned(path) or not wanted:
                return bases[0], here
            return self.value(path, keys, [MISSING], here, wanted)
        in_base, in_new = (pair_own or pair)(here, base), pair(here, wanted)
        base_new = pair(base, wanted)
        out_base = list(base)
        result: list[Any] = [dict(item) for item in here]
        removed: list[int] = []
        for n, item in enumerate(here):
            old = base[in_base[n]] if n in in_base else None
            now = wanted[in_new[n]] if n in in_new else None
            if now is None and old is not None and in_base[n] in base_new:
                now = wanted[base_new[in_base[n]]]
            spot = f"{path}/{name(old if old is not None else item)}"
            if old is None:
                # An item a person wrote is theirs, with everything in it.
                continue
            if now is None:
                if self._is_untouched(item, old, spot, forms) and (gone(old) or (wanted and not keep(old))):
                    if self.closed(path):
                        self.tell(Outcome.PROPOSED, spot, (*keys, n), item, MISSING)
                        continue
                    removed.append(n)
                else:
                    self.tell(Outcome.GONE, spot, (*keys, n), name(item), MISSING)
                continue
            out_base[in_base[n]], result[n] = self.fields(spot, (*keys, n), [old], item, now, forms)
        held = {in_new[n] for n in in_new} | {base_new[b] for b in base_new}
        for m, item in enumerate(wanted):
            spot = f"{path}/{name(item)}"
            if m in held:
                continue
            if self.owned(spot) or self.owned(path):
                if self.everything or path in self.hand:
                    self.tell(Outcome.DIFFERS, spot, keys, MISSING, item)
                continue
            if self.closed(path):
                self.tell(Outcome.PROPOSED, spot, keys, MISSING, item)
                continue
            self.wrote(Outcome.ADDED, spot, keys, MISSING, item, Add(keys, item))
            out_base.append(item)
            result.append(item)
        if removed and len(removed) == len(result) and all(gone(base[in_base[n]]) for n in removed):
            self.wrote(Outcome.REMOVED, path, keys, here, MISSING, Remove(keys))
            return MISSING, MISSING
        if removed and len(removed) == len(result):
            # A list is never emptied: the last item stays, flagged.
            last = removed.pop()
            self.tell(Outcome.GONE, f"{path}/{name(base[in_base[last]])}", (*keys, last), name(here[last]), MISSING)
        for n in removed:
            spot = f"{path}/{name(base[in_base[n]])}"
            self.wrote(Outcome.REMOVED, spot, (*keys, n), here[n], MISSING, Remove((*keys, n)))
            out_base[in_base[n]] = {}
        left = [item for item in out_base if item]
        return left if left or bases[0] is not MISSING else MISSING, [
            item for n, item in enumerate(result) if n not in removed
        ]

    def _is_untouched(
        self, item: Mapping[str, Any], old: Mapping[str, Any], spot: str, forms: Mapping[str, Form]
    ) -> bool:
        if any(known.startswith(spot) for known in self.hand) or self.owned(spot):
            return False
        return set(item) <= set(forms) and all(same(item.get(key, MISSING), old.get(key, MISSING)) for key in forms)

    def fields(
        self,
        path: str,
        keys: Path,
        bases: Sequence[Mapping[str, Any]],
        here: Mapping[str, Any],
        new: Mapping[str, Any],
        forms: Mapping[str, Form],
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The fields of one item, each by its form."""
        out_base, result = dict(bases[0]), dict(here)
        for key, form in forms.items():
            known = [base.get(key, MISSING) for base in bases]
            work = self.set if form is Form.SET else self.value
            base, now = work(f"{path}/{key}", (*keys, key), known, here.get(key, MISSING), new.get(key, MISSING))
            _put(out_base, key, base)
            _put(result, key, now)
        return out_base, result


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same; lists of plain values in any order."""
    if isinstance(one, list) and isinstance(other, list) and all(isinstance(item, str) for item in (*one, *other)):
        return sorted(one) == sorted(other)
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    return bool(one == other) if one is not MISSING and other is not MISSING else one is other


def _put(values: dict[str, Any], key: str, value: Any) -> None:
    if value is MISSING:
        values.pop(key, None)
    else:
        values[key] = value


def ordered(edits: Iterable[Edit]) -> list[Edit]:
    """Edits in an order in which none moves what another points at: values, new items, then removals, last first."""
    edits = list(edits)
    sets = [change for change in edits if isinstance(change, Set)]
    adds = sorted((change for change in edits if isinstance(change, Add)), key=lambda change: -len(change.path))
    removes = [change for change in edits if isinstance(change, Remove)]
    return [*sets, *adds, *sorted(removes, key=lambda change: [(str(type(k)), k) for k in change.path], reverse=True)]
