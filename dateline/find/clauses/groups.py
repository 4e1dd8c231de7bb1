"""What the verbs of one clause say together: tense, voice, negation, kind of modal."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.core.model import Span, Tense, Token, VerbGroup
from dateline.find.clauses.contexts import HELPER, LOOSE, Tags
from dateline.lexicon import verbs as v
from dateline.lexicon.verbs import Auxiliary, Verbs

_SKIP = v.ADVERB | v.NEGATION | v.INFINITIVE_MARKER
_TENSES = {"present": Tense.PRESENT, "past": Tense.PAST, "future": Tense.FUTURE, "conditional": Tense.CONDITIONAL}
_INVERTED_REACH = 10
_PLANNED = (["be"], ["have"])


def read_group(
    finite: int, own: Sequence[int], tags: Tags, verbs: Verbs, tokens: Sequence[Token], *, last: bool
) -> tuple[VerbGroup, str | None]:
    """The verb group around a finite verb and its mood: `first`, `second` (German Konjunktiv) or None.

    `own` are the indices of the clause's tokens, ascending; `last` says that its verb stands at its end.
    """
    entry = verbs.auxiliaries.get(tags.lower[finite]) if tags.verbs[finite] == HELPER else None
    chain = _chain(finite, own, tags, verbs, last=last) if entry is not None else []
    group = _Reading(finite, entry, chain, tags, verbs).read()
    indices = [finite, *(j for j in chain if j <= group.head or tags.verbs[j] == LOOSE)]
    start, end = min(*indices, finite), max(*indices, finite)
    if end - start > 12:
        start = end = finite
    return (
        VerbGroup(
            span=Span(tokens[start].start, tokens[end].end),
            tense=group.tense,
            passive=group.passive,
            negated=_is_negated(finite, own, tags, verbs),
            modal=group.modal,
            head=group.head,
            perfect=group.perfect,
        ),
        group.mood,
    )


def _chain(finite: int, own: Sequence[int], tags: Tags, verbs: Verbs, *, last: bool) -> list[int]:
    """The non-finite verbs that belong to an auxiliary, in the order in which they are understood."""
    loose = [j for j in own if tags.verbs[j] == LOOSE]
    if verbs.verb_second:
        after = [j for j in loose if j > finite]
        before = [j for j in loose if j < finite]
        if last and before:
            # German at the end of a clause: the nearest is understood first ("angegriffen worden war").
            cluster: list[int] = []
            expected = finite - 1
            for j in reversed(before):
                if j != expected:
                    break
                cluster.append(j)
                expected = j - 1
            return cluster + [j for j in after if j <= finite + 2]
        if verbs.verb_last:
            return _last_cluster(after, tags)
        return after
    chain: list[int] = []
    j = finite + 1
    skipped = 0
    awaits = verbs.auxiliaries[tags.lower[finite]].role in ("modal", "future", "conditional")
    limit = len(tags.lower)
    while j < limit:
        if tags.verbs[j] == LOOSE and j + 1 < limit and _is_adverb(j, finite, tags, verbs):
            pass
        elif tags.verbs[j] == LOOSE:
            chain.append(j)
            if not _goes_on(j, tags, verbs):
                break
        elif tags.lower[j] in verbs.predicates and verbs.auxiliaries[tags.lower[finite]].role == "be":
            chain.append(j)
        elif (
            tags.marks[j]
            or (tags.words[j] & (v.COORDINATOR | v.OPENER) and not tags.words[j] & _SKIP)
            or (tags.words[j] & v.PREPOSITION and not tags.words[j] & _SKIP and not (awaits and j - finite <= 4))
        ):
            break
        elif not tags.words[j] & _SKIP:
            # A subject between the two: "Did the talks fail", "Had the bridge been closed".
            skipped += 1
            if skipped > _INVERTED_REACH or chain or not (_may_be_inverted(finite, tags) or awaits):
                break
        j += 1
    return chain


def _is_adverb(j: int, finite: int, tags: Tags, verbs: Verbs) -> bool:
    """Whether what could be a bare infinitive is none: forms of to be take none, `was last seen on Friday`."""
    form, following = tags.flags[j], tags.flags[j + 1]
    return (
        verbs.be_participle == "passive"
        and verbs.auxiliaries[tags.lower[finite]].role == "be"
        and not form & (v.PARTICIPLE | v.GERUND)
        and bool(following & v.PARTICIPLE)
        and not tags.words[j - 1] & v.INFINITIVE_MARKER
    )


def _goes_on(j: int, tags: Tags, verbs: Verbs) -> bool:
    """Whether a further verb can follow: been held, have been held, going to hold, due to hold."""
    return tags.lower[j] in verbs.nonfinite or tags.lower[j] in verbs.predicates


def _may_be_inverted(finite: int, tags: Tags) -> bool:
    return (
        finite == 0 or bool(tags.marks[finite - 1]) or tags.words[finite - 1] != 0 or tags.lower[finite - 1] in '"“”„»«'
    )


def _last_cluster(after: Sequence[int], tags: Tags) -> list[int]:
    """The verbs at the end of a German main clause, the last first: `hat … verhandelt werden sollen`.

    An infinitive with its own marker further left belongs to a clause of its own.
    """
    plain = [j for j in after if not (tags.words[j - 1] & v.INFINITIVE_MARKER)]
    if not plain:
        return list(after[:1])
    cluster = [plain[0]]
    for j in plain[1:]:
        if j == cluster[-1] + 1:
            cluster.append(j)
        elif _has_boundary(cluster[-1], j, tags):
            break
        else:
            cluster = [j]
    return list(reversed(cluster))


def _has_boundary(start: int, end: int, tags: Tags) -> bool:
    return any(tags.marks[j] or tags.words[j] & v.COORDINATOR for j in range(start + 1, end))


class _Reading:
    """The tense of a finite verb with its chain, read from left to right."""

    def __init__(self, finite: int, entry: Auxiliary | None, chain: Sequence[int], tags: Tags, verbs: Verbs) -> None:
        self.finite = finite
        self.entry = entry
        self.chain = chain
        self.tags = tags
        self.verbs = verbs
        self.tense = Tense.NONE
        self.passive = False
        self.modal: str | None = None
        self.mood: str | None = None
        self.perfect = False
        self.head = finite

    def read(self) -> _Reading:
        if self.entry is None:
            self._plain()
        else:
            self._helped(self.entry)
        return self

    def _plain(self) -> None:
        form = self.tags.flags[self.finite]
        entry = self.verbs.auxiliaries.get(self.tags.lower[self.finite])
        self.passive = bool(form & v.PASSIVE)
        if entry is not None:
            self.tense = _TENSES["past" if entry.tense in ("past", "conditional") else "present"]
        elif form & v.PAST:
            self.tense = Tense.PAST
        elif form & v.SECOND:
            self.tense, self.mood = Tense.CONDITIONAL, "second"
        elif form & v.FUTURE:
            self.tense = Tense.FUTURE
        elif form & v.PRESENT:
            self.tense = Tense.PRESENT
        elif form & v.FIRST:
            self.tense, self.mood = Tense.PRESENT, "first"
        elif form & (v.SUPINE | v.PARTICIPLE):
            self.tense = Tense.PERFECT

    def _helped(self, entry: Auxiliary) -> None:
        self.mood = entry.mood
        self.modal = entry.modal
        self.tense = _TENSES[entry.tense]
        chain = [(j, self.tags.lower[j], self.tags.flags[j]) for j in self.chain]
        roles = [self.verbs.nonfinite.get(low) for _, low, _ in chain]
        content = [entry_ for entry_, role in zip(chain, roles) if role is None]
        predicate = next((low for _, low, _ in chain if low in self.verbs.predicates), None)
        if predicate is not None and entry.role == "be":
            content = [item for item in content if item[1] != predicate]
            infinitives = [item for item in content if item[2] & v.INFINITIVE] or (
                content[:1] if "have" in roles or "be" in roles else []
            )
            if infinitives or "have" in roles or "be" in roles:
                self._predicate(predicate, entry, infinitives, roles)
                return
            content = [item for item in chain if item[1] == predicate and item[2]]
            if predicate in self.verbs.alone and self.verbs.predicates[predicate] == "plan":
                self._predicate(predicate, entry, content, roles)
                if not content:
                    self.head = chain[0][0]
                return
        main = content[0] if content else None
        if main is not None:
            self.head = main[0]
        elif chain:
            self.head = chain[-1][0]
        form = main[2] if main else 0
        if form & v.PASSIVE:
            self.passive = True
        if entry.role == "have":
            self._have(entry, form, roles, bool(chain))
        elif entry.role == "be":
            self._be(entry, form, roles, main)
        elif entry.role == "become":
            self._become(entry, form, roles)
        elif entry.role == "modal" and not chain and entry.modal in ("ability", "duty"):
            # "får nya regler": a full verb.
            self.modal = None
        elif entry.role in ("future", "conditional", "modal"):
            self._modal(entry, form, roles)
        if (
            self.verbs.be_participle != "perfect"
            and "be" in roles
            and form & v.PARTICIPLE
            and entry.role not in ("be", "become")
        ):
            self.passive = True
        if "become" in roles and form & v.PARTICIPLE:
            self.passive = True

    def _predicate(
        self, predicate: str, entry: Auxiliary, infinitives: list[tuple[int, str, int]], roles: list[str | None]
    ) -> None:
        self.modal = self.verbs.predicates[predicate]
        past = entry.tense == "past"
        self.head = infinitives[0][0] if infinitives else self.chain[-1]
        if self.modal == "plan":
            self.tense = Tense.CONDITIONAL if past else Tense.FUTURE
        elif "have" in roles:
            self.tense, self.perfect = Tense.PERFECT, True
        else:
            self.tense = Tense.PAST if past else Tense.PRESENT

    def _have(self, entry: Auxiliary, form: int, roles: list[str | None], helped: bool) -> None:
        if not helped:
            return
        if form & v.INFINITIVE and not form & (v.PARTICIPLE | v.SUPINE) and "be" not in roles:
            # "had to leave", "hat zu gehen": an obligation, in the past a fact.
            self.modal = "duty"
            return
        if entry.mood == "second" or entry.tense == "conditional":
            self.tense, self.perfect = Tense.CONDITIONAL, True
        else:
            self.tense = {"present": Tense.PERFECT, "past": Tense.PLUPERFECT}.get(entry.tense, Tense.FUTURE)

    def _be(self, entry: Auxiliary, form: int, roles: list[str | None], main: tuple[int, str, int] | None) -> None:
        means = self.verbs.be_participle
        first = self.chain[0] if self.chain else -1
        if means == "passive" and roles[:1] in _PLANNED and self.tags.words[first - 1] & v.INFINITIVE_MARKER:
            # "is to be opened on Monday"; "was to have opened on Monday": planned, and it did not.
            self.modal, self.perfect = "plan", roles[0] == "have"
            self.passive = bool(main is not None and form & v.PARTICIPLE and "be" in roles)
            self.tense = Tense.CONDITIONAL if entry.tense == "past" or self.perfect else Tense.FUTURE
            return
        if main is None:
            if "become" in roles or ("be" in roles and means == "perfect"):
                self._perfect(entry)
            return
        marked = self.tags.words[main[0] - 1] & v.INFINITIVE_MARKER
        if (form & v.INFINITIVE and marked and not form & v.PARTICIPLE) or (form & v.INFINITIVE and marked):
            self.modal = "plan" if means == "passive" else "duty"
            if means == "passive":
                self.tense = Tense.CONDITIONAL if entry.tense == "past" else Tense.FUTURE
            return
        if form & v.GERUND:
            return
        if form & (v.PARTICIPLE | v.SUPINE):
            if means == "perfect":
                self._perfect(entry)
            else:
                self.passive = True
        elif form & v.INFINITIVE and means == "passive":
            self.modal = "plan"
            self.tense = Tense.CONDITIONAL if entry.tense == "past" else Tense.FUTURE

    def _perfect(self, entry: Auxiliary) -> None:
        if entry.mood == "second" or entry.tense == "conditional":
            self.tense, self.perfect = Tense.CONDITIONAL, True
        else:
            self.tense = {"present": Tense.PERFECT, "past": Tense.PLUPERFECT}.get(entry.tense, Tense.FUTURE)

    def _become(self, entry: Auxiliary, form: int, roles: list[str | None]) -> None:
        participle = form & (v.PARTICIPLE | v.SUPINE)
        if participle and not (form & v.INFINITIVE and entry.tense == "present" and not form & v.PARTICIPLE):
            self.passive = True
            if "become" in roles or "be" in roles:
                # "wird verhandelt werden", "würde unterzeichnet werden"
                self.tense = Tense.CONDITIONAL if entry.mood == "second" else Tense.FUTURE
            elif entry.mood == "second":
                self.tense = Tense.CONDITIONAL
            return
        if form & v.INFINITIVE or "be" in roles or "have" in roles or "become" in roles:
            if entry.tense == "present":
                self.tense = Tense.FUTURE
            if "have" in roles or (participle and "be" in roles):
                self.perfect = True

    def _modal(self, entry: Auxiliary, form: int, roles: list[str | None]) -> None:
        complete = form & (v.PARTICIPLE | v.SUPINE)
        if ("have" in roles and len(roles) > 1) or (
            self.verbs.be_participle == "perfect" and "be" in roles and (complete or len(roles) > 1)
        ):
            self.perfect = True
        elif form & v.SUPINE and not form & (v.INFINITIVE | v.PARTICIPLE):
            # Swedish leaves "ha" out: "skulle stoppats".
            self.perfect = True
        elif self.verbs.be_participle == "perfect" and roles[:1] == ["be"] and complete:
            self.perfect = True
        if self.perfect and entry.mood is None and entry.tense in ("present", "future") and entry.role == "modal":
            # "soll gewesen sein", "may have struck": looks back.
            self.tense = Tense.PERFECT
            if entry.modal == "plan" and self.verbs.verb_last:
                self.modal = "hearsay"
        if self.perfect and "hearsay" in (entry.modal, entry.perfect):
            self.tense = Tense.PERFECT


def _is_negated(finite: int, own: Sequence[int], tags: Tags, verbs: Verbs) -> bool:
    """Whether the clause denies what its verb says: not, aldrig, niemand; `not only` and `not until` do not."""
    negations = 0
    for place, j in enumerate(own):
        word = tags.words[j]
        if word & v.NEGATION:
            following = own[place + 1] if place + 1 < len(own) else -1
            if following >= 0 and tags.words[following] & v.NOT_NEGATING:
                continue
            if verbs.verb_second:
                if _negates_part(j, following, tags):
                    continue
            elif abs(j - finite) > 4 and not _before_verb(j, tags):
                continue
            negations += 1
        elif (word & v.NEGATIVE_PRONOUN and (j < finite or j - finite <= 2)) or (
            word & v.NEGATIVE_DETERMINER and _starts_subject(place, own, finite, tags)
        ):
            negations += 1
    return negations % 2 == 1


def _negates_part(j: int, following: int, tags: Tags) -> bool:
    """Whether a Swedish or German negation only touches the words after it: `, inte Ryssland,`."""
    return bool(j > 0 and tags.marks[j - 1] == 1 and (following < 0 or tags.capital[following]))


def _before_verb(j: int, tags: Tags) -> bool:
    return any(tags.verbs[k] for k in range(j + 1, min(j + 3, len(tags.verbs))))


def _starts_subject(place: int, own: Sequence[int], finite: int, tags: Tags) -> bool:
    """Whether a negative determiner leads the subject: `No talks were held`, `Inga samtal hölls`."""
    return own[place] < finite and place <= 2
