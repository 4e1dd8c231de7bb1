"""A headline cut from a telling's own clause.

It stands alone: no relative date, no pronoun without its noun, no expert's name, at most 90 characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.core.model import Clause, ClauseKind, Document, EventMention, EventType, Label, Span, TimexType
from dateline.gather.templates import LIMIT, capital
from dateline.lexicon.titles import Compression, Titles

SHORTEST = 12
MOST_WORDS = 15

_WORD = re.compile(r"[\w'’\-]+")
_PART = re.compile(r"\s*(?:,(?!\d)|;|\s(?:[–—-]|--)\s)\s*")
"""Where a clause falls into parts; the comma of a number is none."""
_QUOTES = re.compile(r"“[^“”]*”|\"[^\"]*\"|”[^“”]*”|„[^„“”]*[“”]|»[^«»]*«|«[^«»]*»")
_VERBAL = frozenset({EventType.STATEMENT, EventType.DEMAND, EventType.CRITICISM})


def from_telling(mention: EventMention, document: Document, titles: Titles) -> str | None:
    """The telling's own clause, cut to a headline; None when what is left would not stand alone."""
    article = document.article
    sentence = article.sentences[mention.sentence]
    label = article.paragraphs[sentence.paragraph].label if article.paragraphs else Label.BODY
    clause = document.clauses[mention.clause] if mention.clause < len(document.clauses) else None
    if clause is not None and clause.kind in (ClauseKind.QUOTE, ClauseKind.CONDITION, ClauseKind.QUESTION):
        return None
    start, end = mention.span
    if label is not Label.TITLE and (
        clause is None or clause.verb is None or not start <= clause.verb.span.start < end
    ):
        return None
    if label is Label.TITLE:
        start, end = sentence.span
    cuts = [] if label is Label.TITLE else _time_cuts(mention, document, titles, start, end)
    raw = _without(article.text, start, end, cuts)
    if titles.compression.verb_second and cuts and not article.text[start : cuts[0][0]].strip(" ,–—-"):
        # "I fredags medgav Putin": when what stood first goes, the verb stands first, unless it changes places.
        turned = _subject_first(article.text, clause, cuts, end)
        if turned is None:
            return None
        raw = turned
    trigger = article.text[mention.trigger.start : mention.trigger.end]
    text = _compress(" ".join(raw.split()), trigger, titles)
    if (
        label is not Label.TITLE
        and clause is not None
        and clause.verb is not None
        and not _has_verb(text, clause, article.text)
    ):
        return None
    if mention.type in _VERBAL and (_WORD.findall(text) or [""])[-1] in (_WORD.findall(trigger) or [""])[-1:]:
        # "The company announced": what, the title does not tell.
        return None
    if label is not Label.TITLE and _opens_oddly(mention, document, clause, start, cuts):
        return None
    names = _named_in(document, mention, article.text, start, end)
    return text if text and _sound(text, trigger, names, titles) else None


def _has_verb(text: str, clause: Clause, source: str) -> bool:
    """Whether the clause's verb is still in what was cut from it."""
    assert clause.verb is not None
    words = _WORD.findall(source[clause.verb.span.start : clause.verb.span.end])
    return not words or any(word in text for word in words)


def _without(text: str, start: int, end: int, cuts: Sequence[tuple[int, int]]) -> str:
    parts, at = [], start
    for first, last in cuts:
        if first >= at:
            parts.append(text[at:first])
            at = last
    return " ".join([*parts, text[at:end]])


def _subject_first(text: str, clause: Clause | None, cuts: Sequence[tuple[int, int]], end: int) -> str | None:
    """The clause with its subject before its verb, where the two follow each other after the part cut out."""
    if clause is None or clause.verb is None or clause.subject is None:
        return None
    verb = re.match(r"[\s,]*([\w'’-]+)", text[cuts[0][1] : end])
    if verb is None:
        return None
    verb_start = cuts[0][1] + verb.start(1)
    verb_end = cuts[0][1] + verb.end(1)
    subject = clause.subject
    if clause.verb.span.start != verb_start or text[verb_end : subject.start].strip() or subject.end > end:
        return None
    if any(first < subject.end and subject.start < last for first, last in cuts):
        return None
    rest = _without(text, subject.end, end, [cut for cut in cuts if cut[0] >= subject.end])
    return f"{text[subject.start : subject.end]} {text[verb_start:verb_end]} {rest}"


def _time_cuts(
    mention: EventMention, document: Document, titles: Titles, start: int, end: int
) -> list[tuple[int, int]]:
    """The spans of the expressions that date the event, with the words that go with them.

    A title stands beside its date, so what gives it goes. Durations and other dates stay: they are part of the news,
    or make the clause unfit, which is for others to judge.
    """
    text = document.article.text
    cuts = []
    for timex in document.times:
        first, last = timex.span
        if first < start or last > end or timex.type not in (TimexType.DATE, TimexType.TIME):
            continue
        if mention.timex is not None and not _beside(document, mention.timex, timex.span):
            continue
        while True:
            before = re.search(r"([\w'’]+)\s*$", text[start:first])
            if before is None or before[1].casefold() not in titles.compression.time_prepositions:
                break
            first = start + before.start()
        # "On Monday, the leaders met": the comma goes with the date.
        after = re.match(r"\s*,", text[last:end]) if not text[start:first].strip() else None
        cuts.append((first, last + (after.end() if after else 0)))
    merged: list[tuple[int, int]] = []
    for first, last in sorted(cuts):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _beside(document: Document, timex: int, span: Span) -> bool:
    """Whether an expression is the one that dates the event or stands right beside it."""
    own = document.times[timex].span
    gap = max(own.start - span.end, span.start - own.end)
    return gap <= 8


def _compress(text: str, trigger: str, titles: Titles) -> str:
    cut = titles.compression
    text = re.sub(r"\s*\([^()]*\)", "", text)
    text = text.strip(" ,;:–—-•\t").rstrip(".!…")
    text = _leading(text, cut.leading)
    parts = [part.strip() for part in _PART.split(text)]
    if len(parts) > 1:
        text = _without_asides(parts, trigger, titles)
    for tail in cut.tails:
        at = re.search(rf",?\s+{re.escape(tail)}\b", text, re.IGNORECASE)
        if at and trigger in text[: at.start()]:
            text = text[: at.start()]
    text = re.sub(r"\s+([,.;:!?])(?!\d)", r"\1", " ".join(text.split())).strip(" ,;:–—-.")
    text = _shortened(text, trigger, cut)
    first, _, rest = text.partition(" ")
    if first.casefold() in cut.articles and rest:
        text = rest
    return capital(text)


def _shortened(text: str, trigger: str, cut: Compression) -> str:
    """What is too long ends before a word that opens something further: "after", "as part of"."""
    while len(text) > LIMIT or len(text.split()) > MOST_WORDS:
        begun = text.find(trigger) + len(trigger)
        last = max((at for word in cut.breaks if (at := text.rfind(f" {word} ", begun)) > begun), default=-1)
        if last < 0:
            return text
        text = text[:last].rstrip(" ,;:–—-")
    return text


def _leading(text: str, openings: Sequence[str]) -> str:
    changed = True
    while changed:
        changed = False
        for opening in openings:
            if text[: len(opening)].casefold() == opening and re.match(r"[\s,]", text[len(opening) : len(opening) + 1]):
                text = text[len(opening) :].lstrip(" ,")
                changed = True
                break
    return text


def _without_asides(parts: list[str], trigger: str, titles: Titles) -> str:
    """Comma by comma: relative clauses and attributions go, and whatever follows the part with the trigger if long."""
    cut = titles.compression
    attributed = any(parts[0].casefold().startswith(tail) for tail in cut.tails)
    if len(parts) > 1 and attributed and trigger not in parts[0] and not cut.verb_second:
        # "According to the Kremlin, Putin called …"
        parts = parts[1:]
    kept: list[str] = []
    joined = False
    for place, part in enumerate(parts):
        first = (_WORD.findall(part) or [""])[0].casefold()
        holds = trigger in part
        if place == 1 and len(kept) == 1 and first in cut.subject_relatives and _follows(part, trigger, first):
            # "Two frigates, which left Kiel on Monday": they left Kiel.
            kept[0] = f"{kept[0]} {part[len(first) :].lstrip()}"
            continue
        if place and not holds and place < len(parts) - 1 and first in cut.articles and trigger not in "".join(kept):
            # "Ford, the second-largest carmaker, will cut": the commas go with the apposition.
            joined = True
            continue
        if first in cut.relatives and not holds and place:
            # "Kazakhstan, which joined in 2014, signed": the commas go with the clause.
            joined = len(kept) != 1 or (_WORD.findall(kept[0]) or [""])[0].casefold() not in cut.openers
            continue
        if place and not holds and any(part.casefold().startswith(tail) for tail in cut.tails):
            break
        if joined and kept:
            kept[-1] = f"{kept[-1]} {part}"
        else:
            kept.append(part)
        joined = False
    opens = (_WORD.findall(kept[0]) or [""])[0].casefold() in cut.openers if len(kept) > 1 else False
    if opens and not cut.verb_second and len(", ".join(kept)) > LIMIT and trigger not in kept[0]:
        kept = kept[1:]
    while len(kept) > 1 and trigger not in kept[-1] and len(", ".join(kept)) > LIMIT - 10:
        kept.pop()
    return ", ".join(part for part in kept if part)


def _follows(part: str, trigger: str, relative: str) -> bool:
    """Whether the trigger comes right after the relative word, which is then its subject."""
    return part[len(relative) :].lstrip().startswith(trigger)


def _opens_oddly(
    mention: EventMention, document: Document, clause: Clause | None, start: int, cuts: Sequence[tuple[int, int]]
) -> bool:
    """Whether the words cut out are the middle of a sentence, so that they would not read as a whole."""
    sentence = document.article.sentences[mention.sentence].span
    before = document.article.text[sentence.start : start].strip(' ,;–—-"“”„»«')
    if not before:
        return False
    # A clause after another may stand alone when it brings its own subject.
    return clause is None or clause.subject is None or clause.kind is ClauseKind.RELATIVE


def _named_in(document: Document, mention: EventMention, text: str, start: int, end: int) -> tuple[str, ...]:
    """How the participants are written within the clause."""
    wanted = {participant.entity for participant in mention.participants if participant.entity}
    wanted |= set(mention.places)
    return tuple(
        text[entity.span.start : entity.span.end]
        for entity in document.entities
        if start <= entity.span.start and entity.span.end <= end and entity.entity in wanted and not entity.commentator
    )


def _sound(text: str, trigger: str, names: Sequence[str], titles: Titles) -> bool:
    """Whether a cut clause makes a title (extraction 2.15, rule 6)."""
    cut = titles.compression
    words = _WORD.findall(text)
    if not SHORTEST <= len(text) <= LIMIT or not 3 <= len(text.split()) <= MOST_WORDS:
        return False
    if trigger not in text and capital(trigger) not in text:
        return False
    if not any(name in text for name in names):
        return False
    # "US" is no pronoun.
    folded = ["" if word.isupper() and len(word) > 1 else word.casefold() for word in words]
    if not words or folded[-1] in cut.dangling or set(folded) & (cut.pronouns - cut.possessives):
        return False
    if not _owned(text, folded, names, cut):
        return False
    if set(folded[:2]) & titles.ordinals.keys():
        # "The second summit": of which the title does not tell.
        return False
    if any((_WORD.findall(part) or [""])[0].casefold() in cut.relatives for part in text.split(",")[1:]):
        return False
    if re.search(rf"\b{re.escape(titles.last.strip())}\s*[,;.]|[,;]\s*[,;]", text):
        return False
    padded = f" {' '.join(folded)} "
    if any(f" {phrase} " in padded for phrase in cut.relative_time):
        return False
    if re.search(r"https?:|www\.|@|\?|[“”\"„»«]|\.{3}|…", _QUOTES.sub("", text)) or text[0] in '“”"„»«':
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) <= 0.6 * len(letters)


def _owned(text: str, folded: Sequence[str], names: Sequence[str], cut: Compression) -> bool:
    """Whether every "its" stands after a name that it may belong to."""
    owning = [word for word in folded if word in cut.possessives]
    if not owning:
        return True
    first = min(text.casefold().find(f" {word} ") for word in owning)
    return any(0 <= text.find(name) < first for name in names)
