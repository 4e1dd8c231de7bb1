"""Plain words: a telling's clause without its date, where no headline can be cut from it."""

from __future__ import annotations

import re

from dateline.core.model import ClauseKind, Document, EventMention
from dateline.gather.compressing import leading, shortened
from dateline.gather.soundness import FULL_STOP, WORD, is_relative
from dateline.gather.templates import LIMIT
from dateline.gather.undated import subject_first, time_cuts, told_plainly, without
from dateline.lexicon.titles import Titles

_LEAST_WORDS = 3
"""Words of a clause that stands for a headline."""


def plain_words(mention: EventMention, document: Document, titles: Titles) -> str | None:
    """The telling's clause without its date, for where no headline is found; None where it would not do either.

    It asks less than a headline: a verb, an end, and no subject left unnamed. Words may change places, so that it is
    no quotation.
    """
    clause = document.clauses[mention.clause] if mention.clause < len(document.clauses) else None
    kinds = (ClauseKind.MAIN, ClauseKind.FRAGMENT, ClauseKind.REPORTED)
    if clause is None or clause.verb is None or clause.kind not in kinds:
        return None
    text, cut = document.article.text, titles.compression
    start, end = clause.span
    whole = text[start:end]
    subject = text[clause.subject.start : clause.subject.end] if clause.subject is not None else ""
    shared = ""
    if clause.connective and not subject:
        # "Vale made an offer but withdrew": the subject stands in the clause before.
        above = next((c for c in reversed(document.clauses[: mention.clause]) if c.sentence == mention.sentence), None)
        if above is None or above.subject is None:
            return None
        subject = text[above.subject.start : above.subject.end]
        shared = f"{subject} "
        start += len(clause.connective) if whole.casefold().startswith(clause.connective.casefold()) else 0
        whole = shared + text[start:end]
    # The title stands beside its date; a date within the words belongs to them.
    every = time_cuts(mention, document, titles, start, end)
    cuts = [
        (first, last)
        for first, last in every
        if not text[start:first].strip(" ,–—-") or not text[last:end].strip(" ,.–—-")
    ]
    raw: str | None = shared + without(text, start, end, cuts)
    if cut.verb_second and cuts and not shared and not text[start : cuts[0][0]].strip(" ,–—-"):
        # What stood first goes with the date, and verb and subject change places.
        raw = subject_first(text, clause, cuts, end, cut)
    trigger = text[mention.trigger.start : mention.trigger.end]
    if subject.casefold() in cut.pronouns or (WORD.findall(subject) or [""])[0].casefold() in cut.possessives:
        return None
    # "War am Montag gemeldet worden": what the verb has before its date does not hang in the air when that goes.
    verb = clause.verb.span
    before = {
        at.group().casefold()
        for first, _ in every
        for at in list(WORD.finditer(text, start, first))[-1:]
        if at.start() != verb.start
    }
    bare = shared + without(text, start, end, every) if not before & cut.dangling and raw is not None else None
    turned = raw is None or not (shared + text[start:end]).startswith(raw[:8])
    for words in (raw, whole, bare) if turned else (bare, raw, whole):
        plain = told_plainly(" ".join(words.split()), clause, text, cut) if words is not None else None
        found = _plain(plain, trigger, titles) if plain is not None else None
        if found is not None:
            return found
    return None


def _plain(words: str, trigger: str, titles: Titles) -> str | None:
    """Words of a clause that may stand alone: not too few, no end in the air, nobody unnamed first."""
    cut = titles.compression
    words = leading(" ".join(words.split()).strip(" ,;:–—-."), cut.leading)
    words = shortened(FULL_STOP.split(words)[0], trigger, cut)
    each = [word.casefold() for word in WORD.findall(words)]
    if len(each) < _LEAST_WORDS or trigger not in words or set(each) & cut.first_person:
        return None
    if each[0] in cut.pronouns - cut.articles - cut.object_articles:
        # "Those troops left", "both men were handed over".
        return None
    if each[-1] in cut.dangling or len(words) > LIMIT or re.search(r"[“”\"„»«()\[\]…]", words):
        return None
    return None if is_relative(each, cut) else words
