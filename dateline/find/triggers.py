"""Triggers: the words of a clause that signal an event, with the type each means there.

One look-up per word gives the terms a word may stand for; frames of the lexicon, the verb group and the words around
it decide which hold. What a hit needs is told in docs/events.md.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from dateline.core.model import (
    Clause,
    ClauseKind,
    EntityKind,
    EntityMention,
    EventType,
    Sentence,
    Span,
    Timex,
    TimexType,
    Token,
)
from dateline.core.values import replace
from dateline.find.scores import has_score
from dateline.lexicon.triggers import Companion, Frame, Term, Triggers, Words

NAMED = frozenset({EntityKind.COUNTRY, EntityKind.ORGANISATION, EntityKind.PERSON})
SPEECH_TYPES = frozenset({EventType.STATEMENT, EventType.CRITICISM, EventType.DEMAND})
_PRECEDENCE = {type_: place for place, type_ in enumerate(EventType)}
_SAYS_OF = (ClauseKind.RELATIVE, ClauseKind.SUBORDINATE)
_BREAKS = frozenset(",;:()")
_end = attrgetter("end")
_PARTICLE_REACH = 5
_OBJECT_REACH = 7
_SINCE_REACH = 3
"""Words between `since` and the noun of what it began with."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a clause that means an event of a type."""

    token: int
    """Index within the sentence's tokens."""
    span: Span
    term: Term
    verb: bool
    head: bool
    """It is the clause's own verb, or the noun that a light verb carries."""
    infinitive: bool = False
    phase: str | None = None
    weight: float = 0.9
    said: bool = False
    """A plain verb of saying (say, state): beside the main events."""

    @property
    def type(self) -> EventType:
        return self.term.type


@dataclass(slots=True)
class View:
    """A clause with what stands in it: the tokens it owns (those of clauses inside it left out) and their mentions."""

    index: int
    clause: Clause
    sentence: Sentence
    tokens: Sequence[Token]
    lower: Sequence[str]
    """Lower-case words of the whole sentence."""
    line: str
    """The same in one string, with a space before and after each: tells at once what does not stand in it."""
    own: tuple[int, ...]
    """Indices of the tokens that belong to this clause and to none inside it."""
    entities: tuple[EntityMention, ...] = ()
    times: tuple[int, ...] = ()
    """Indices into the document's times."""
    title: bool = False
    light: str | None = None
    """`plain`, `start` or `end` when the clause's verb carries a noun's event: hold, take place, begin, cancel."""
    above: tuple[EntityMention, ...] = ()
    """Mentions among the antecedent's tokens."""
    antecedent: tuple[int, ...] = ()
    """Tokens before a relative or cut-off clause, with what it says something of."""
    dated: frozenset[int] = frozenset()
    """Tokens within expressions of time."""
    worldly: frozenset[int] = frozenset()
    """Tokens of occurrences that only date something: `since Norway's withdrawal from the talks`."""
    named: frozenset[int] = frozenset()
    """Tokens within names of several words: they signal nothing (`Trade Dispute Settlement Board`)."""

    @property
    def head(self) -> int:
        return self.clause.verb.head if self.clause.verb else -1

    def token_at(self, offset: int) -> int:
        """Index of the token that holds an offset or is the first after it."""
        return bisect_right(self.tokens, offset, key=_end)

    def among(self, entities: tuple[EntityMention, ...]) -> View:
        """The clause with these mentions alone."""
        return self if entities == self.entities else replace(self, entities=entities)

    def in_subject(self, span: Span) -> bool:
        """Whether a span lies in the subject, or before the verb where no subject is known."""
        subject = self.clause.subject
        if subject is not None:
            return subject.start <= span.start and span.end <= subject.end
        return self.clause.verb is not None and span.end <= self.clause.verb.span.start


def find_triggers(view: View, lexicon: Triggers, times: Sequence[Timex]) -> tuple[Hit, ...]:
    """The hits of a clause, best first: the verb's own before nouns, then by precedence of types, then by place.

    Where a light verb carries a noun (`launch an offensive`) the noun's type comes before the verb's.
    """
    dated = any(
        times[index].type in (TimexType.DATE, TimexType.TIME) and not times[index].value.endswith("_REF")
        for index in view.times
    )
    found: list[Hit] = []
    signals, lower = lexicon.signals, view.lower
    around: _Around | None = None
    for index in [at for at in view.own if signals(lower[at])]:
        if index in view.named or index in view.dated:
            # "for its cars in March" is no protest.
            continue
        terms = _terms(view, index, lower[index], lexicon)
        if not terms:
            continue
        around = around or _Around(view, dated)
        if any(particle and _has_particle(view, index, particle) for _, particle in terms):
            # "traf … ein" is no "traf".
            terms = [(term, particle) for term, particle in terms if particle]
        hits = [
            (not particle, _closeness(hit), number, hit)
            for number, (term, particle) in enumerate(terms)
            if (hit := _accept(view, index, term, particle, lexicon, around)) is not None
        ]
        best = min(hits)[3] if hits else None
        if best is not None:
            found.append(best)
    if not found and view.clause.kind in _SAYS_OF and view.light is not None:
        # "the talks that opened on Monday": the noun before is what the relative clause tells of.
        around = around or _Around(view, dated)
        for index in reversed(view.antecedent):
            nouns = lexicon.nouns.get(view.lower[index]) or lexicon.compound(view.lower[index])
            named = [hit for noun in nouns if (hit := _accept(view, index, noun, "", lexicon, around)) is not None]
            if named:
                return (replace(min(named, key=_closeness), head=True),)
    return tuple(sorted(_carried(found, view, lexicon), key=_rank))


def _rank(hit: Hit) -> tuple[int, int, int, int]:
    speech = hit.type in SPEECH_TYPES
    return (
        0 if hit.head and not speech else 1 if hit.infinitive or hit.head else 2,
        int(hit.term.weak),
        _PRECEDENCE[hit.type],
        hit.token,
    )


def _closeness(hit: Hit) -> tuple[int, int, int]:
    """Among the terms of one word, that which asks most and is not weak: `kill (hazard)` before `kill`."""
    term = hit.term
    return (-2 * len(term.companions) - (term.frame is not None), int(term.weak), _PRECEDENCE[term.type])


def _terms(view: View, index: int, word: str, lexicon: Triggers) -> list[tuple[Term, str]]:
    """What a word may stand for here, with the particle it takes; by the verb group and, in German, the capital."""
    token = view.tokens[index]
    head = index == view.head
    verb_here = head or _may_be_verb(view, index, lexicon)
    out: list[tuple[Term, str]] = []
    capital = token.text[:1].isupper()
    first = index == 0 or not view.tokens[index - 1].text[-1:].isalnum()
    if verb_here and not (lexicon.nouns_capital and capital and not first):
        out += [(term, "") for term in lexicon.verbs.get(word, ())]
        out += [(term, particle) for particle, term in lexicon.halves.get(word, ())]
    if not head and (capital or not lexicon.nouns_capital):
        nouns = lexicon.nouns.get(word)
        if nouns is None and "-" in word:
            nouns = lexicon.nouns.get(word.rpartition("-")[2])
        out += [(term, "") for term in (nouns if nouns is not None else lexicon.compound(word))]
    elif head and not out:
        # The clause's verb was read into a headline's noun.
        out += [(term, "") for term in lexicon.nouns.get(word, ())]
    return out


def _may_be_verb(view: View, index: int, lexicon: Triggers) -> bool:
    """Whether a word that is not the clause's verb may be one: an infinitive, or a participle after its noun."""
    if view.clause.verb is None:
        return True
    before = view.lower[index - 1] if index else ""
    if before in lexicon.infinitive:
        return True
    word = view.lower[index]
    if lexicon.halves and word in lexicon.verbs and any(mark in word[2:-2] for mark in lexicon.infinitive):
        # German joins the marker into separable verbs: abzuziehen.
        return True
    if lexicon.halves and any(
        view.lower[at] in lexicon.infinitive for at in range(index + 1, min(index + 3, len(view.lower)))
    ):
        # "verlegt zu haben", "angegriffen worden zu sein": a perfect infinitive.
        return True
    joined = lexicon.roles.get("joined", frozenset())
    if index - 1 == view.head or (before in joined and index - 2 == view.head):
        # A bare infinitive or a second verb: "vägrade underteckna", "signed and ratified".
        return True
    if not lexicon.halves and before.isalpha() and before not in lexicon.stop:
        # "a pipe opened on Friday", "protesters arrested in Minsk": a participle after its noun.
        after = view.lower[index + 1] if index + 1 < len(view.lower) else ""
        if after in lexicon.roles["agent"]:
            return True
        # "her attack on the budget", "visits to Spain": the plain form is the noun.
        plain = word in lexicon.nouns and any(
            word in (first, first + "s")
            for first in (term.lemma.split()[0] for term in lexicon.verbs.get(word, ()) if term.lemma)
        )
        return not plain and (after in lexicon.roles["place"] or after in lexicon.roles["target"])
    return False


class _Around:
    """What is the same for every term of a clause, told once."""

    __slots__ = ("dated", "facts", "named")

    def __init__(self, view: View, dated: bool) -> None:
        self.dated = dated
        self.facts = frozenset(name for name, true in (("time", dated), ("light", view.light is not None)) if true)
        """Of what frames may ask for."""
        self.named = any(
            entity.kind in NAMED and entity.confidence >= 0.6 and not entity.commentator
            for entity in (*view.entities, *view.above)
        )


def _accept(view: View, index: int, term: Term, particle: str, lexicon: Triggers, around: _Around) -> Hit | None:
    # Three terms in four are phrases whose other words do not stand here at all.
    for companion in term.companions:
        if companion.needle not in view.line:
            return None
    if particle and not _has_particle(view, index, particle):
        return None
    token = view.tokens[index]
    dated, named = around.dated, around.named
    for companion in term.companions:
        if not _has_companion(view, index, companion, term.verb, lexicon):
            return None
    phase = view.light
    if term.frame is not None and not holds(term.frame, view, index, around.facts):
        return None
    carried = not term.verb and phase == "start" and dated
    framed = term.verb and term.frame is not None and index == view.head and dated
    if term.weak and not carried and not framed and not (named and (dated or view.title)):
        return None
    if term.weak and not term.verb and phase is None and view.clause.verb is not None and not view.title:
        # A weak noun that nothing carries: "under the provisions of the law".
        return None
    weight = term.weight
    head = index == view.head
    infinitive = False
    if term.verb:
        before = view.lower[index - 1] if index else ""
        infinitive = not head and (before in lexicon.infinitive or view.clause.verb is not None)
        if infinitive:
            weight *= 0.85
        return Hit(index, Span(token.start, token.end), term, True, head, infinitive, None, weight)
    if _blocked(view, index, lexicon) or _only_bounds(view, index, lexicon) or _is_topic(view, index, lexicon):
        return None
    placed = any(entity.kind is EntityKind.PLACE for entity in view.entities)
    fragment = view.clause.verb is None or view.clause.kind is ClauseKind.FRAGMENT
    if phase is None and not fragment and not dated and not (placed or named):
        return None
    if phase is None:
        weight *= 0.75
    return Hit(
        index,
        Span(token.start, token.end),
        term,
        False,
        fragment,
        False,
        phase if phase in ("start", "end") else None,
        weight,
    )


def _carried(found: list[Hit], view: View, lexicon: Triggers) -> Iterator[Hit]:
    """The hits, with the noun that the clause's light verb carries made its head, and the verb then left out."""
    head = view.head
    phase = view.light
    carried: Hit | None = None
    # A verb that undoes or plans (annul, postpone) hands its event on only where it is none itself.
    own = (
        head >= 0 and view.lower[head] not in lexicon.light and any(h.token == head and not h.term.weak for h in found)
    )
    if phase is not None and not own:
        nouns = [hit for hit in found if not hit.verb and near_verb(view, hit, lexicon)]
        carried = min(nouns, key=lambda hit: (_PRECEDENCE[hit.type], hit.token)) if nouns else None
    if carried is not None and any(hit.token == head and hit.type is carried.type for hit in found):
        # "signed the agreement": the verb says it itself.
        carried = None
    for hit in found:
        if hit is carried:
            yield Hit(hit.token, hit.span, hit.term, False, True, False, hit.phase, hit.weight)
        elif (
            carried is not None
            and hit.token == head
            and not hit.term.companions
            and (hit.term.frame is None or _PRECEDENCE[carried.type] < _PRECEDENCE[hit.type])
        ):
            continue
        else:
            yield hit


def near_verb(view: View, hit: Hit, lexicon: Triggers) -> bool:
    """Whether a noun is subject or object of the clause's verb, not of a preposition within it."""
    roles = lexicon.roles
    place = roles["place"] | roles["agent"] | roles["with"] | roles["target"] | roles["other"]
    # Back over adjectives and articles to the word that governs the noun.
    for back in range(hit.token - 1, max(-1, hit.token - 5), -1):
        if back == view.head or back in view.dated or not view.tokens[back].text[0].isalnum():
            break
        name = view.tokens[back - 1].text[0].isupper() and view.lower[back - 1] not in place if back else False
        if name and view.lower[back] in lexicon.articles:
            # "Am Montag fand in Oslo ein Gottesdienst statt": what the preposition governs ends with the name.
            break
        if view.lower[back] in place:
            # "Es kam zu Zusammenstößen": some verbs carry the noun of a preposition.
            return view.head >= 0 and view.lower[back] in lexicon.carriers.get(view.lower[view.head], ())
    return view.in_subject(hit.span) or abs(hit.token - view.head) <= _OBJECT_REACH + 5


def _has_particle(view: View, index: int, particle: str) -> bool:
    """Whether the second half of a separable verb stands at the end of the clause or before a comma."""
    own = view.own
    for position, at in enumerate(own):
        if at <= index:
            continue
        word = view.lower[at]
        if position + 1 < len(own) and own[position + 1] == at + 1 and word + view.lower[at + 1] == particle:
            return True
        if word != particle:
            continue
        following = own[position + 1] if position + 1 < len(own) else None
        if following is None or following != at + 1 or not view.tokens[following].text[0].isalnum():
            return True
        if not view.tokens[following].text[0].isupper() and view.lower[following][:2] in ("un", "so"):
            return True
        # "schied aus der Regierung aus": the preposition of the same form is not the particle.
    return False


def _has_companion(view: View, index: int, companion: Companion, verb: bool, lexicon: Triggers) -> bool:
    if not verb:
        return index > 0 and any(companion.matches(view.lower[at]) for at in range(max(0, index - 3), index))
    if companion.particle:
        # German keeps what belongs to the verb for the end of the clause.
        end = min(len(view.lower), index + 1 + (3 if lexicon.halves else 1) * _PARTICLE_REACH)
        end = next((at for at in range(index + 1, end) if view.tokens[at].text in _BREAKS), end)
        timely = lexicon.roles["place"] | lexicon.roles["target"]
        # "fired on Monday" is no firing on anybody.
        after = any(
            companion.matches(view.lower[at]) and not (at + 1 in view.dated and view.lower[at] in timely)
            for at in range(index + 1, end)
        )
        # In verb-last clauses prepositions of the phrase stand before the verb.
        return after or any(
            companion.matches(view.lower[at]) for at in range(max(0, index - 8), index) if at in view.own
        )
    return any(companion.matches(view.lower[at]) for at in view.own if at != index)


def _blocked(view: View, index: int, lexicon: Triggers) -> bool:
    """Whether the words around a noun say that it names no occurrence: `war on drugs`, `trade minister`."""
    return lexicon.blocked_after.begin_at(view.lower, index + 1) or lexicon.blocked_before.end_before(view.lower, index)


def _is_topic(view: View, index: int, lexicon: Triggers) -> bool:
    """Whether a noun is only what the clause's verb speaks of: `The council will debate the strike on 3 May`."""
    verb = view.clause.verb
    if verb is None or view.lower[view.head] not in lexicon.topics:
        return False
    token = view.tokens[index]
    # What is spoken of is the subject in the passive; in the active, whatever is not the subject.
    return view.in_subject(Span(token.start, token.end)) is verb.passive


def _only_bounds(view: View, index: int, lexicon: Triggers) -> bool:
    """Whether a noun only says since when something goes on: `since the 2011 flood`."""
    for at in range(index - 1, max(-1, index - 1 - _SINCE_REACH), -1):
        if at == view.head or not view.tokens[at].text[0].isalnum():
            return False
        if view.lower[at] in lexicon.since:
            return True
    return False


def holds(frame: Frame, view: View, index: int, facts: frozenset[str]) -> bool:
    """Whether all conditions of a frame hold for the word at `index`; `facts`: what else the clause has."""
    return all(_condition(where, wanted, view, index, facts) for where, wanted in frame.conditions)


def _condition(where: str, wanted: Words, view: View, index: int, facts: frozenset[str]) -> bool:
    if where == "without":
        return not any(wanted.has(view.lower[at]) for at in view.own if at != index)
    if wanted.kinds & facts:
        return True
    if "score" in wanted.kinds and has_score(view.lower, view.own):
        return True
    for entity in (*view.entities, *view.above):
        if _is_kind(entity, wanted.kinds) and _stands(where, entity.span, view, index):
            return True
    for at in (*view.own, *view.antecedent):
        if at == index:
            # A compound carries its condition in itself: Truppenabzug.
            if where == "near" and _first_part(view.lower[at], wanted):
                return True
            continue
        if wanted.has(view.lower[at]):
            token = view.tokens[at]
            if _stands(where, Span(token.start, token.end), view, index):
                return True
    return False


def _first_part(word: str, wanted: Words) -> bool:
    """Whether a long word begins with one of the wanted."""
    if len(word) < 10:
        return False
    return any(word.startswith(stem) and len(word) - len(stem) > 4 for stem in wanted.stems) or (
        bool(wanted.begins) and word.startswith(wanted.begins)
    )


def _stands(where: str, span: Span, view: View, index: int) -> bool:
    """Whether a span stands where a frame wants it; in the passive the subject is what the verb does it to."""
    if where == "near":
        return True
    subject = view.in_subject(span)
    verb = view.clause.verb
    if verb is not None and verb.passive and index == verb.head:
        return not subject if where == "subject" else True
    if where == "subject":
        return subject or (verb is None and span.end <= view.tokens[index].start)
    return not subject


def _is_kind(entity: EntityMention, kinds: frozenset[str]) -> bool:
    if entity.commentator:
        return False
    if entity.kind.value in kinds:
        return entity.kind not in NAMED or entity.confidence >= 0.6
    if "named" in kinds and entity.kind in NAMED and entity.confidence >= 0.6:
        return True
    return "leader" in kinds and entity.kind is EntityKind.PERSON and (entity.role is not None or entity.known)
