"""Which tokens of a sentence are verbs, and which of them are finite: one pass over closed lists and endings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter

from dateline.core.known import Known
from dateline.core.model import Token
from dateline.find.clauses.contexts import (
    BREAK,
    COMMA,
    HELPER,
    LOOSE,
    MARKS,
    NOT_VERB,
    OPENING,
    PLAIN,
    QUOTE_MARKS,
    REACH,
    Tags,
    adjacent,
    awaited,
    continues,
    ends_stretch,
    follows_plural,
    is_attribute,
    is_object,
    reaches,
    waits_for_infinitive,
    waits_for_supine,
)
from dateline.lexicon import verbs as v
from dateline.lexicon.verbs import Verbs

_text = itemgetter(2)
_Look = tuple[str, int, bool, int, int, bool | None]
"""Of a token: its lower-case form, its mark, whether it has a capital, what it can be as a verb (with a capital: at
the start of a sentence), what small word it is, and, of a mark, whether a sentence begins behind it."""


def tag(tokens: Sequence[Token], verbs: Verbs, named: frozenset[int] = frozenset()) -> Tags:
    """The tokens of a sentence judged: verbs told from nouns, finite forms from participles and infinitives.

    `named` are indices of tokens that belong to names and are no verbs.
    """
    tags = _look_up(tokens, verbs)
    for at in named:
        tags.flags[at] = 0
    if any(tags.flags):
        _decide(tags, verbs)
        _promote(tags, verbs)
    return tags


def _look_up(tokens: Sequence[Token], verbs: Verbs) -> Tags:
    looks = list(map(_looks(verbs), map(_text, tokens)))
    lower, marks, capital, flags, words = (list(map(itemgetter(part), looks)) for part in range(5))
    for at, upper in enumerate(capital):
        if upper and not _opens_sentence(looks, at):
            flags[at] = words[at] = 0
    if "." in lower[:-1]:
        # Sentences are cut already: a point within one is that of an abbreviation (Dr. Berg, kl. 20, Nr. 5).
        for at in range(len(lower) - 1):
            if lower[at] == "." and not marks[at + 1] and lower[at + 1] not in QUOTE_MARKS:
                marks[at] = 0
    tags = Tags(lower, flags, words, [NOT_VERB] * len(lower), marks, capital)
    if verbs.verb_last and capital[0] and not flags[0] and _opens_condition(tags):
        known = verbs.flags(lower[0])
        if known & v.PARTICIPLE and known & v.PRESENT and not known & (v.WEAK | v.GUESSED):
            flags[0] = known & ~v.PARTICIPLE
    return tags


def _opens_sentence(looks: Sequence[_Look], at: int) -> bool:
    """Whether nothing but marks stands before a token, or before it back to a mark behind which a sentence begins."""
    while at > 0:
        at -= 1
        opens = looks[at][5]
        if opens is not False:
            return opens is True
    return True


def _opens_condition(tags: Tags) -> bool:
    """Whether a sentence that begins with a doubtful form is a condition: `Verliert die Partei, muss …`.

    A participle there has its own words at once: `Verärgert über den Beschluss, verließ er …`, `Beschlossen wurde …`.
    """
    if (
        len(tags.lower) < 4
        or tags.marks[1]
        or tags.flags[1]
        or tags.words[1] & (v.PREPOSITION | v.COORDINATOR | v.OPENER)
    ):
        return False
    comma = next((j for j, mark in enumerate(tags.marks) if mark == COMMA), -1)
    return 0 < comma < len(tags.lower) - 1 and bool(tags.flags[comma + 1] & (v.PRESENT | v.PAST | v.AUXILIARY))


@lru_cache(maxsize=64)
def _looks(verbs: Verbs) -> Callable[[str], _Look]:
    """What is true of a token wherever it stands, worked out once for each of a text's few thousand words."""
    known: Known[str, _Look] = Known(lambda text: _look(text, verbs))
    return known.__getitem__


def _look(text: str, verbs: Verbs) -> _Look:
    low = text.lower().replace("’", "'")
    if not text[0].isalnum():
        mark = MARKS.get(text, 0)
        # An apostrophe form such as 'll is a word.
        if mark or len(text) == 1 or text in QUOTE_MARKS:
            return low, mark, False, 0, 0, text in QUOTE_MARKS or mark in (OPENING, BREAK) or text in "–—-"
    word, known = verbs.word(low), verbs.flags(low)
    if not text[0].isupper():
        if ((word & ~v.OPENER and known & v.GUESSED) or word & v.PREPOSITION) and not known & v.AUXILIARY:
            known = 0
        return low, 0, False, known, word, None
    if not known & v.AUXILIARY and not (
        verbs.verb_second
        and known & (v.PAST | v.PRESENT)
        and not known & (v.WEAK | v.INFINITIVE | v.GUESSED | v.PARTICIPLE)
    ):
        known = 0
    if word & v.PREPOSITION and not known & v.AUXILIARY:
        known = 0
    return low, 0, True, known, word, None


def _decide(tags: Tags, verbs: Verbs) -> None:
    """Mark each verb as finite or not, by what stands before it in its stretch of the sentence."""
    lower, flags, words, found = tags.lower, tags.flags, tags.words, tags.verbs
    helper = -1
    """Index of the auxiliary that still waits for its verb."""
    outer = -1
    """The auxiliary of the clause around an inserted one."""
    filled = False
    """The auxiliary has met its verb."""
    restored = -1
    opener = -1
    """Index of the last conjunction or relative pronoun without a finite verb since."""
    for i, form in enumerate(flags):
        mark = tags.marks[i]
        if mark:
            if mark in (BREAK, OPENING):
                helper = outer = -1
            elif mark == COMMA and outer >= 0:
                helper, outer, restored = outer, -1, i
            continue
        word = words[i]
        if word & v.OPENER:
            opener = i
            if verbs.has_supine and verbs.openers[lower[i]].kind == "subordinate":
                helper = -1
            if i and tags.marks[i - 1] == COMMA:
                if helper >= 0 and not (restored == i - 1 and verbs.openers[lower[i]].last):
                    helper, outer = -1, (-1 if filled else helper)
            elif verbs.openers[lower[i]].sure:
                helper = -1
        if not form:
            if helper >= 0 and not filled and verbs.awaited and not word:
                guessed = awaited(i, helper, tags, verbs)
                if guessed:
                    flags[i], found[i], filled = guessed, LOOSE, True
            continue
        before = words[i - 1] if i else 0
        kind = NOT_VERB
        if form & v.AUXILIARY:
            kind, _ = _auxiliary(i, helper, tags, verbs)
            if kind == HELPER:
                helper, filled = i, False
            elif kind == PLAIN:
                helper = -1
        elif form & v.WEAK:
            if (
                (form & v.INFINITIVE and (before & v.INFINITIVE_MARKER or adjacent(helper, i, tags)))
                or (form & v.PARTICIPLE and adjacent(helper, i, tags))
                or (
                    form & v.INFINITIVE
                    and verbs.verb_last
                    and ends_stretch(i, tags)
                    and (helper >= 0 or (i + 1 < len(flags) and flags[i + 1] & v.AUXILIARY))
                )
                or (form & v.INFINITIVE and helper >= 0 and not filled and waits_for_infinitive(helper, i, tags, verbs))
            ):
                kind = LOOSE
            filled = filled or kind == LOOSE
        elif word & v.DETERMINER and lower[i] in verbs.nonfinite and not ends_stretch(i, tags):
            # "sein Stellvertreter": a possessive that looks like the infinitive.
            kind = NOT_VERB
        elif form & v.GUESSED and verbs.noun_capitals and not form & v.FINITE and not ends_stretch(i, tags):
            # A German adjective: what is only guessed to be an infinitive or a participle stands at the end.
            kind = NOT_VERB
        elif not form & v.FINITE:
            kind = LOOSE
            filled = True
            if (
                form & v.SUPINE
                and verbs.verb_second
                and helper < 0
                and opener >= 0
                and not before & (v.DETERMINER | v.PREPOSITION)
            ):
                # "sedan en kabel slitits av": Swedish leaves out the auxiliary of a subordinate clause.
                kind = PLAIN
        elif before & v.INFINITIVE_MARKER and form & v.INFINITIVE:
            kind = LOOSE
        elif is_attribute(i, helper, tags, verbs) or is_object(i, before, form, word, tags, verbs):
            kind = NOT_VERB
        elif (
            verbs.has_supine
            and form & v.PARTICIPLE
            and not form & v.SUPINE
            and waits_for_supine(helper, i, tags, verbs)
        ):
            # "har annekterade områden": after har only the supine is its verb.
            kind = NOT_VERB
        elif (
            form & v.NONFINITE
            and helper >= 0
            and reaches(helper, i, tags, verbs)
            and not (filled and not verbs.verb_second and form & v.PAST and not continues(i, tags, verbs))
        ):
            kind = LOOSE
            filled = True
        elif form & v.INFINITIVE and not form & v.PAST and not verbs.verb_second and not follows_plural(i, tags, verbs):
            flags[i] = form | v.WEAK
        else:
            kind = PLAIN
        if kind == NOT_VERB and not flags[i] & v.WEAK:
            flags[i] = 0
        found[i] = kind
        if kind in (PLAIN, HELPER):
            opener = -1
            if kind == PLAIN:
                helper = -1
    if verbs.verb_last:
        _close_brackets(tags, verbs)


def _auxiliary(i: int, helper: int, tags: Tags, verbs: Verbs) -> tuple[int, bool]:
    """Whether a form of an auxiliary is one here, a full verb, or not finite."""
    lower, words, flags = tags.lower, tags.words, tags.flags
    entry = verbs.auxiliaries[lower[i]]
    before = words[i - 1] if i else 0
    if before & v.INFINITIVE_MARKER and (flags[i] & v.INFINITIVE or lower[i] in verbs.nonfinite):
        return LOOSE, False
    if verbs.verb_last and helper >= 0 and helper == i - 1 and entry.role == "modal":
        # "Auswirkungen haben können": at the end of a clause the last is finite.
        return HELPER, True
    if flags[i] & v.NONFINITE and helper >= 0 and reaches(helper, i, tags, verbs):
        return LOOSE, False
    if before & v.DETERMINER and not before & v.PRONOUN and entry.marker:
        return NOT_VERB, False
    if entry.marker is None:
        return HELPER, True
    # A full verb unless its infinitive follows: "plans to meet" against "plans a meeting".
    marked = entry.marker != "bare"
    limit = min(len(lower), i + REACH)
    for j in range(i + 1, limit):
        if tags.marks[j] == BREAK or tags.marks[j] == OPENING:
            break
        if marked:
            if lower[j] == entry.marker:
                following = j + 1
                while following < len(lower) and words[following] & (v.ADVERB | v.NEGATION):
                    following += 1
                if following < len(lower) and (
                    flags[following] & v.INFINITIVE or verbs.nonfinite.get(lower[following])
                ):
                    return HELPER, True
                break
            if not verbs.verb_second and not words[j] & (v.ADVERB | v.NEGATION):
                break
            # "zu" may stand inside the verb, and its clause behind a comma: "plant, das Abkommen aufzukündigen".
        elif (flags[j] & (v.INFINITIVE | v.SUPINE) and not flags[j] & v.WEAK) or lower[j] in verbs.nonfinite:
            if words[j - 1] & v.INFINITIVE_MARKER and j - i > 2:
                break
            return HELPER, True
        elif tags.marks[j] == COMMA or (flags[j] & v.AUXILIARY and verbs.auxiliaries[lower[j]].marker is None):
            break
    if flags[i] & (v.WEAK | v.PARTICIPLE) and not flags[i] & v.SINGLE and flags[i] & ~v.AUXILIARY:
        if is_attribute(i, helper, tags, verbs):
            return NOT_VERB, False
        if helper >= 0 and reaches(helper, i, tags, verbs):
            return LOOSE, False
    if flags[i] & v.WEAK:
        flags[i] &= ~v.AUXILIARY
        return NOT_VERB, False
    return PLAIN, False


def _close_brackets(tags: Tags, verbs: Verbs) -> None:
    """German clusters at the end of a clause: in `unterzeichnet hat` and `verlassen haben` only the last is finite."""
    found, flags = tags.verbs, tags.flags
    for i in range(len(found) - 2, -1, -1):
        if i + 2 < len(found) and tags.words[i + 1] & v.INFINITIVE_MARKER and tags.lower[i + 2] in verbs.nonfinite:
            if found[i] == PLAIN and flags[i] & v.PARTICIPLE:
                # "bestritt, Truppen verlegt zu haben": a perfect infinitive.
                found[i] = LOOSE
            continue
        helped = found[i + 1] == HELPER or (found[i + 1] == LOOSE and tags.lower[i + 1] in verbs.nonfinite)
        if found[i] in (PLAIN, HELPER) and flags[i] & v.NONFINITE and helped:
            found[i] = LOOSE


def _promote(tags: Tags, verbs: Verbs) -> None:
    """In stretches without a finite verb, take the first doubtful form that can be one."""
    start = 0
    count = len(tags.lower)
    found, flags, marks, words = tags.verbs, tags.flags, tags.marks, tags.words
    for end in range(count + 1):
        if (
            end < count
            and not marks[end]
            and not (words[end] & v.OPENER and end > start and _splits(end, start, tags, verbs))
        ):
            continue
        stretch = found[start:end]
        if PLAIN not in stretch and HELPER not in stretch:
            for j in range(start, end):
                if flags[j] & v.WEAK and found[j] == NOT_VERB and _can_be_verb(j, start, tags, verbs):
                    found[j] = PLAIN
                    break
        start = end if end < count and not marks[end] else end + 1
    for j, form in enumerate(flags):
        if form & v.WEAK and found[j] == NOT_VERB:
            flags[j] = 0


def _splits(end: int, start: int, tags: Tags, verbs: Verbs) -> bool:
    """Whether a conjunction parts two stretches, so that each may have a verb of its own."""
    if verbs.openers[tags.lower[end]].sure:
        return True
    if any(tags.verbs[j] in (PLAIN, HELPER) for j in range(start, end)):
        return False
    for j in range(end + 1, len(tags.lower)):
        if tags.marks[j]:
            return False
        if tags.verbs[j] in (PLAIN, HELPER):
            return True
    return False


def _can_be_verb(j: int, start: int, tags: Tags, verbs: Verbs) -> bool:
    form, words = tags.flags[j], tags.words
    if not form & (v.PAST | v.PRESENT):
        return False
    if j == 0:
        return False
    before = words[j - 1]
    if tags.marks[j - 1]:
        # After an inserted clause: "Kazakhstan, which …, plans to leave".
        return j - 1 > 0 and j + 1 < len(words) and bool(words[j + 1])
    if before & (v.PREPOSITION | v.INFINITIVE_MARKER) or (before & v.DETERMINER and not before & v.PRONOUN):
        return False
    if verbs.verb_second:
        return True
    if tags.lower[j - 1][0].isdigit():
        return False
    if form & v.SINGLE:
        noun = tags.lower[j - 1]
        if before & (v.COORDINATOR | v.ADVERB | v.PRONOUN):
            return True
        if j + 1 >= len(words) or tags.marks[j + 1] == BREAK:
            return False
        return tags.capital[j - 1] or not noun.endswith(verbs.plural_endings)
    if form & v.PAST:
        return not before & v.COORDINATOR
    return follows_plural(j, tags, verbs)
