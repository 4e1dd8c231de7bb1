"""The judgements on single tokens by what stands around them: attribute or verb, awaited or not."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.lexicon import verbs as v
from dateline.lexicon.verbs import Verbs

NOT_VERB, PLAIN, HELPER, LOOSE = 0, 1, 2, 3
"""What a token is: no verb, a finite full verb, a finite auxiliary, a non-finite verb."""

COMMA, BREAK, OPENING, CLOSING = 1, 2, 3, 4
MARKS = {
    **dict.fromkeys(",", COMMA),
    **dict.fromkeys(("–", "—", "-", "--", "…", "..."), COMMA),
    **dict.fromkeys(";:.!?", BREAK),
    **dict.fromkeys("([", OPENING),
    **dict.fromkeys(")]", CLOSING),
}
QUOTE_MARKS = frozenset('"“”„»«‘‚')
BARE = frozenset({"modal", "future", "conditional"})
"""Auxiliaries that take a bare infinitive."""
REACH = 14
"""Tokens between a Swedish or German auxiliary that needs an infinitive and that infinitive."""
_ATTRIBUTE_REACH = 12
"""Tokens between the article of an extended attribute and its participle."""


@dataclass(slots=True)
class Tags:
    """What each token of a sentence is."""

    lower: list[str]
    flags: list[int]
    """What the form can be as a verb (`lexicon.verbs`)."""
    words: list[int]
    """What small word it is."""
    verbs: list[int]
    """NOT_VERB, PLAIN, HELPER or LOOSE."""
    marks: list[int]
    """COMMA, BREAK, OPENING, CLOSING; 0 for words."""
    capital: list[bool]


def awaited(i: int, helper: int, tags: Tags, verbs: Verbs) -> int:
    """What an unlisted form can be as the verb of the auxiliary before it; 0 when it looks like a noun."""
    if not verbs.verb_second:
        return (
            verbs.awaited[0][1] | v.GUESSED
            if adjacent(helper, i, tags) and role(helper, tags, verbs) in BARE and tags.lower[i].isalpha()
            else 0
        )
    if tags.capital[i] or i - helper > 8 or tags.words[i - 1] & (v.DETERMINER | v.PREPOSITION):
        return 0
    following = i + 1
    if following < len(tags.lower) and not tags.marks[following]:
        plain = not tags.words[following] and not tags.flags[following] and not tags.capital[following]
        if plain and not tags.lower[following][0].isdigit():
            return 0
    have = role(helper, tags, verbs) == "have"
    if not have and role(helper, tags, verbs) not in BARE:
        return 0
    low = tags.lower[i]
    for ending, value, least in verbs.awaited:
        if len(low) >= least and low.endswith(ending) and bool(value & v.SUPINE) == have:
            return value | v.GUESSED
    return 0


def role(helper: int, tags: Tags, verbs: Verbs) -> str:
    return verbs.auxiliaries[tags.lower[helper]].role


def waits_for_infinitive(helper: int, i: int, tags: Tags, verbs: Verbs) -> bool:
    """English: a modal and its verb with a short adverbial between: `might for once agree`."""
    return (
        not verbs.verb_second
        and (role(helper, tags, verbs) in BARE or role(helper, tags, verbs) == "do")
        and i - helper <= 6
        and not tags.words[i - 1] & (v.DETERMINER | v.PREPOSITION | v.COORDINATOR)
        and not any(tags.marks[j] for j in range(helper, i))
    )


def is_object(i: int, before: int, form: int, word: int, tags: Tags, verbs: Verbs) -> bool:
    """A form of the present right after an article or preposition is a noun in English; a German article no verb."""
    if verbs.noun_capitals:
        return bool(form & v.FIRST and not form & (v.PRESENT | v.PAST) and word & v.DETERMINER)
    return (
        not verbs.verb_second
        and bool(form & v.PRESENT)
        and not form & v.PAST
        and bool(before & (v.DETERMINER | v.PREPOSITION))
        and not before & (v.PRONOUN | v.INFINITIVE_MARKER | v.OPENER)
    )


def continues(i: int, tags: Tags, verbs: Verbs) -> bool:
    """Whether a further participle follows on the one before: has been held, was seized and sunk."""
    j = i - 1
    while j >= 0 and tags.words[j] & (v.ADVERB | v.NEGATION):
        j -= 1
    return j >= 0 and (
        bool(tags.words[j] & v.COORDINATOR) or tags.lower[j] in verbs.nonfinite or tags.lower[j] in verbs.predicates
    )


def ends_stretch(i: int, tags: Tags) -> bool:
    """Whether a mark, a verb, a conjunction or nothing follows."""
    following = i + 1
    return (
        following >= len(tags.lower)
        or bool(tags.marks[following] or tags.flags[following] or tags.words[following] & v.COORDINATOR)
        or tags.lower[following] in QUOTE_MARKS
    )


def waits_for_supine(helper: int, i: int, tags: Tags, verbs: Verbs) -> bool:
    return helper >= 0 and verbs.auxiliaries[tags.lower[helper]].role == "have" and not separated(helper, i, tags)


def adjacent(helper: int, i: int, tags: Tags) -> bool:
    """Whether only adverbs stand between the auxiliary and a token."""
    return helper >= 0 and all(tags.words[j] & (v.ADVERB | v.NEGATION) for j in range(helper + 1, i))


def reaches(helper: int, i: int, tags: Tags, verbs: Verbs) -> bool:
    """Whether the auxiliary can still have the token as its verb."""
    for j in range(helper + 1, i):
        if tags.marks[j] == BREAK:
            return False
        if not verbs.verb_second and (tags.marks[j] or tags.words[j] & v.COORDINATOR) and tags.verbs[helper]:
            # English: a verb was found or another clause has begun.
            if any(tags.verbs[k] == LOOSE for k in range(helper + 1, j)) and tags.flags[i] & v.PAST:
                return False
            if tags.marks[j]:
                return False
        if verbs.verb_second and tags.marks[j] == COMMA and not verbs.verb_last:
            return False
        if tags.words[j] & v.OPENER and verbs.openers[tags.lower[j]].sure:
            return False
    return True


def is_attribute(i: int, helper: int, tags: Tags, verbs: Verbs) -> bool:
    """Whether a form that can be a participle stands before its noun: the planned exercise, annekterade områden."""
    form, words = tags.flags[i], tags.words
    if i + 1 >= len(words) or not (form & (v.PAST | v.PARTICIPLE) or verbs.noun_capitals):
        return False
    adjectival = form & v.PARTICIPLE or verbs.noun_capitals or form & v.GUESSED
    if not adjectival:
        return False
    if form & v.GUESSED and "-" in tags.lower[i]:
        # "Gabon-flagged", but "re-entered the market".
        return not words[i + 1] & v.DETERMINER
    before = words[i - 1] if i else 0
    if before & v.ADVERB and i > 1 and words[i - 2] & v.DETERMINER and not words[i - 2] & v.PRONOUN:
        before = words[i - 2]
    following = tags.marks[i + 1] == 0 and not words[i + 1] & (v.PREPOSITION | v.DETERMINER | v.PRONOUN | v.ADVERB)
    if verbs.noun_capitals:
        noun = tags.capital[i + 1] and tags.lower[i].endswith(verbs.adjective_endings)
        led = before & (v.DETERMINER | v.PREPOSITION) or (
            i
            and tags.lower[i - 1].endswith(verbs.adjective_endings)
            and not tags.capital[i - 1]
            and not tags.flags[i - 1]
            and i > 1
            and words[i - 2] & v.DETERMINER
        )
        if noun and led and (not form & v.NONFINITE or before & v.DETERMINER):
            return True
        if _in_extended_attribute(i, tags, verbs):
            return True
        # After an auxiliary a past form can only be an attribute: "haben bewaffnete Männer …".
        return bool(
            noun and helper >= 0 and form & v.PAST and not form & v.NONFINITE and not separated(helper, i, tags)
        )
    if before & v.PRONOUN and (i > 1 or not before & v.DETERMINER or tags.marks[-1] or verbs.verb_second):
        # "Hundreds gathered in Vienna.", but in a headline "Hundreds killed in attack".
        if verbs.verb_second and before & v.DETERMINER and following:
            tags.flags[i] |= v.WEAK
            return True
        return False
    if before & (v.DETERMINER | v.PREPOSITION) and not before & v.INFINITIVE_MARKER:
        return following or bool(before & v.DETERMINER and not before & v.ADVERB)
    return False


def _in_extended_attribute(i: int, tags: Tags, verbs: Verbs) -> bool:
    """German: whether a form stands between an article and its noun: `der am 3. Mai in Wien vereidigte Minister`."""
    last = len(tags.lower) - 1
    noun = i + 1 if i < last and not tags.capital[i + 1] and tags.lower[i + 1].endswith(verbs.adjective_endings) else i
    if noun >= last or not tags.capital[noun + 1] or tags.capital[i] or tags.marks[i + 1] or tags.marks[noun + 1]:
        return False
    if not tags.lower[i].endswith(verbs.adjective_endings) or (noun > i and tags.words[noun]):
        return False
    for j in range(i - 1, max(-1, i - _ATTRIBUTE_REACH), -1):
        if tags.marks[j] or tags.verbs[j] in (PLAIN, HELPER):
            return False
        adjective = not (tags.words[j] or tags.capital[j]) and tags.lower[j].endswith(verbs.adjective_endings)
        if adjective and tags.capital[j + 1] and j and not tags.words[j - 1] & (v.PREPOSITION | v.DETERMINER):
            # "Der in Wien ansässige Richter verurteilte …": it has its noun already.
            return False
        if tags.words[j] & v.DETERMINER and tags.words[j + 1] & v.PREPOSITION:
            # An article right before a preposition has its noun still to come, unless it is a pronoun: ", der am …".
            return j == 0 or not tags.marks[j - 1]
    return False


def separated(start: int, end: int, tags: Tags) -> bool:
    return any(tags.marks[j] or tags.words[j] & v.COORDINATOR for j in range(start + 1, end))


def follows_plural(i: int, tags: Tags, verbs: Verbs) -> bool:
    """Whether an English base form can be the verb of the plural or pronoun before it."""
    j = i - 1
    while j >= 0 and tags.words[j] & (v.ADVERB | v.NEGATION) and not tags.words[j] & v.PRONOUN:
        j -= 1
    if j < 0 or tags.marks[j]:
        return False
    word = tags.words[j]
    if word & v.PRONOUN:
        return True
    if word:
        return False
    # A plural by its look; names joined by "and" count as one.
    if any(tags.words[k] & v.COORDINATOR for k in range(max(0, j - 3), j)):
        return True
    return (tags.lower[j].endswith(verbs.plural_endings) and not tags.lower[j].endswith(verbs.not_plural_endings)) or (
        tags.capital[j] and any(tags.words[k] & v.COORDINATOR for k in range(max(0, j - 3), j))
    )
