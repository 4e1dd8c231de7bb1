"""A headline cut from a telling's own clause.

It stands alone: no relative date, no pronoun without its noun, no expert's name, at most 90 characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dateline.core.model import (
    Clause,
    ClauseKind,
    Document,
    EntityKind,
    EventMention,
    EventType,
    Factuality,
    Label,
    Role,
    Span,
    Tense,
    TimexType,
)
from dateline.gather.similarity import VERBAL
from dateline.gather.templates import LIMIT, capital
from dateline.lexicon.titles import Compression, Titles

SHORTEST = 12
SHORTEST_QUOTE = 4
MOST_WORDS = 17

WORD = re.compile(r"[\w'’\-]+")
_PART = re.compile(r"\s*(?:,(?!\d)|;|\s(?:[–—-]|--)\s)\s*")
"""Where a clause falls into parts; the comma of a number is none."""
_NAME = re.compile(r"\b[^\W\d_a-zà-ÿ][\w’'-]{2,}")
"""A word with a capital, where that tells a name."""
_QUOTES = re.compile(r"“[^“”]*”|\"[^\"]*\"|”[^“”]*”|„[^„“”]*[“”]|»[^«»]*«|«[^«»]*»")
Namer = Callable[[str, EntityKind, str], str]
"""A participant's entity id, its kind, and how the article writes it → its name in the title's language."""


def from_telling(mention: EventMention, document: Document, titles: Titles, called: Namer | None = None) -> str | None:
    """The telling's own clause, cut to a headline; None when what is left would not stand alone.

    With `called`, a subject that points back ("it", "the company") is put by its name, and short direct speech becomes
    the headline of a statement, after its speaker's name.
    """
    article = document.article
    sentence = article.sentences[mention.sentence]
    label = article.paragraphs[sentence.paragraph].label if article.paragraphs else Label.BODY
    clause = document.clauses[mention.clause] if mention.clause < len(document.clauses) else None
    if clause is not None and clause.kind in (ClauseKind.QUOTE, ClauseKind.CONDITION, ClauseKind.QUESTION):
        return None
    if clause is not None and label is not Label.TITLE and clause.kind is ClauseKind.SUBORDINATE:
        # "While leaders met": what it tells came to pass, but it opens with the word that ties it to the rest.
        opening = (clause.connective or "").casefold()
        start = article.text[mention.span.start : mention.span.end].casefold()
        if opening and start.startswith(opening):
            if titles.compression.verb_second:
                return None
            mention = replace(mention, span=Span(mention.span.start + len(opening), mention.span.end))
    if label is Label.TITLE:
        return _of_paper(mention, document, titles)
    if clause is None or clause.verb is None or not mention.span.start <= clause.verb.span.start < mention.span.end:
        return None
    title = _of_clause(mention, document, titles, clause, called)
    if title is None and called is not None and mention.type in VERBAL:
        title = _direct_speech(mention, document, titles, called)
    return title


def _of_paper(mention: EventMention, document: Document, titles: Titles) -> str | None:
    """The paper's own headline, taken whole."""
    text = document.article.text
    start, end = document.article.sentences[mention.sentence].span
    trigger = text[mention.trigger.start : mention.trigger.end]
    title = _compress(" ".join(text[start:end].split()), trigger, titles)
    if _says_nothing(mention, title, trigger, titles.compression):
        return None
    # What a paper prints above its article stands alone, also where it names nobody we know.
    names = _named_in(document, mention, text, start, end) or ("",)
    return title if title and _sound(title, trigger, names, titles) else None


def _of_clause(
    mention: EventMention, document: Document, titles: Titles, clause: Clause, called: Namer | None
) -> str | None:
    """The clause with what it says; without what stands before its subject where it does without."""
    text = document.article.text
    start, subject = mention.span.start, clause.subject
    if (
        subject is not None
        and not titles.compression.verb_second
        and start < subject.start < mention.trigger.start
        and text[start : subject.start].rstrip().endswith(",")
    ):
        title = _from(subject.start, mention, document, titles, clause, called)
        if title is not None:
            return title
    return _from(start, mention, document, titles, clause, called)


def _from(
    start: int, mention: EventMention, document: Document, titles: Titles, clause: Clause, called: Namer | None
) -> str | None:
    text, end = document.article.text, mention.span.end
    said, reach = _complement(document, mention.clause)
    if said is None and mention.type in VERBAL and (reach > end or _quotes(mention, document)):
        # "The bank said the branches | that lose money | will merge": what it said of them comes later.
        return None
    end = max(end, reach)
    # The days of what is said belong to it.
    cuts = time_cuts(mention, document, titles, start, mention.span.end)
    raw = without(text, start, end, cuts)
    if titles.compression.verb_second and cuts and not text[start : cuts[0][0]].strip(" ,–—-"):
        # "I onsdags avgick rektorn": when what stood first goes, the verb stands first, unless it changes places.
        turned = subject_first(text, clause, cuts, end)
        if turned is None:
            return None
        raw = turned
    names = _named_in(document, mention, text, start, end)
    if not names and not titles.compression.nouns_capitalised:
        # No gazetteer holds every town and river.
        names = tuple(_NAME.findall(raw.partition(" ")[2]))
    named = _subject_by_name(mention, document, clause, raw, titles, called) if called is not None else None
    if named is not None:
        raw, name = named
        names = (*names, name)
    trigger = text[mention.trigger.start : mention.trigger.end]
    title = _compress(told_plainly(" ".join(raw.split()), clause, text, titles.compression), trigger, titles)
    if not all(_has_verb(title, part, text) for part in (clause, said) if part is not None and part.verb is not None):
        return None
    if _says_nothing(mention, title, trigger, titles.compression):
        return None
    if titles.compression.verb_second and clause.verb is not None:
        verb = WORD.findall(text[clause.verb.span.start : clause.verb.span.end])[:1]
        if [word.casefold() for word in verb] == [word.casefold() for word in WORD.findall(title)[:1]]:
            # What stood before the verb was cut.
            return None
    if _opens_oddly(mention, document, clause, mention.span.start, cuts):
        return None
    if clause.kind is ClauseKind.RELATIVE and title.split(" ")[0].casefold() in titles.compression.relatives:
        # "…, which the council threw out": whatever it threw out stands before.
        return None
    known = _known_words(text, clause, said, document, titles.compression) if said is not None else frozenset()
    return title if title and _sound(title, trigger, names, titles, known) else None


def _says_nothing(mention: EventMention, title: str, trigger: str, cut: Compression) -> bool:
    """Whether a statement is told without its content: "The company announced", "The minister said after a meeting"."""
    if mention.type not in VERBAL:
        return False
    after = WORD.findall(title.partition(trigger)[2])
    silent = mention.type is EventType.STATEMENT and mention.mode is None
    return not after or (silent and after[0].casefold() in cut.openers)


def _complement(document: Document, index: int) -> tuple[Clause | None, int]:
    """What a clause says, asks or means in a clause of its own, and where it ends with what it cannot do without.

    A relative clause without a comma tells which of several is meant: without it the sentence would say more.
    """
    text, own = document.article.text, document.clauses[index]
    said, end, last = None, own.span.end, index
    for place, clause in enumerate(document.clauses[index + 1 :], index + 1):
        if clause.sentence != own.sentence or clause.governor is None:
            break
        gap = text[end : clause.span.start]
        spoken = clause.kind in (ClauseKind.REPORTED, ClauseKind.QUESTION) and clause.governor in (index, last)
        if spoken and not gap.strip(" ,"):
            said = said or clause
        elif clause.kind is not ClauseKind.RELATIVE or gap.strip():
            break
        end, last = clause.span.end, place
    return said, end


def _subject_by_name(
    mention: EventMention, document: Document, clause: Clause, raw: str, titles: Titles, called: Namer
) -> tuple[str, str] | None:
    """The clause with a subject that is a pronoun put by its name, and the name; None where the subject is none."""
    if clause.subject is None:
        return None
    text, plain = document.article.text, " ".join(raw.split())
    word = text[clause.subject.start : clause.subject.end].strip()
    if word.casefold() not in titles.compression.pronouns or not plain.startswith(f"{word} "):
        return None
    # Those who act and are named before the sentence can only be whom its subject points back to.
    sentence = document.article.sentences[mention.sentence].span
    meant = [
        each
        for each in mention.participants
        if each.role is Role.ACTOR and each.entity and each.span is not None and each.span.start < sentence.start
    ]
    if len(meant) != 1 or meant[0].entity is None or meant[0].span is None:
        return None
    name = called(meant[0].entity, meant[0].kind, text[meant[0].span.start : meant[0].span.end])
    return f"{name} {plain[len(word) :].lstrip()}", name


def _known_words(text: str, clause: Clause, said: Clause, document: Document, cut: Compression) -> frozenset[str]:
    """Words of what is said that point at nothing unnamed: "that" before it, and the pronoun by which it speaks of its
    speaker: "Volvo announced that it will build a harbour"."""
    known = set((said.connective or "").casefold().split())
    if clause.subject is not None and said.subject is not None:
        kinds = {
            entity.kind
            for entity in document.entities
            if clause.subject.start <= entity.span.start < clause.subject.end and not entity.commentator
        }
        speaker = "person" if EntityKind.PERSON in kinds else "body" if kinds else None
        known |= {text[said.subject.start : said.subject.end].strip().casefold()} & cut.echoes.get(
            speaker or "", frozenset()
        )
    return frozenset(known)


def _quotes(mention: EventMention, document: Document) -> list[Clause]:
    """The clauses of direct speech that the telling's clause brings."""
    return [
        clause
        for clause in document.clauses
        if clause.sentence == mention.sentence and clause.kind is ClauseKind.QUOTE and clause.governor == mention.clause
    ]


def _direct_speech(mention: EventMention, document: Document, titles: Titles, called: Namer) -> str | None:
    """`Name: “quote”` of a sentence's only quote, where it is a short sentence that needs no other."""
    article, cut = document.article, titles.compression
    sentence = article.sentences[mention.sentence]
    clauses = _quotes(mention, document)
    spoken = [quote for quote in sentence.quotes if any(quote.start <= own.span.start < quote.end for own in clauses)]
    # A country is often only the adjective of whoever spoke.
    speaking = (EntityKind.PERSON, EntityKind.ORGANISATION)
    actors = [
        each for each in mention.participants if each.role is Role.ACTOR and each.kind in speaking and each.entity
    ]
    if len(spoken) != 1 or len(sentence.quotes) != 1 or not actors:
        return None
    speaker = next((each for each in actors if each.kind is EntityKind.PERSON), actors[0])
    surface = article.text[speaker.span.start : speaker.span.end] if speaker.span is not None else ""
    assert speaker.entity is not None
    quote = " ".join(article.text[spoken[0].start : spoken[0].end].split()).strip(" ,–—-").rstrip(".")
    words = [word.casefold() for word in WORD.findall(quote)]
    if len(words) < SHORTEST_QUOTE or not quote[0].isupper() or re.search(r"[“”\"„»«()\[\]…]|\.{3}", quote):
        return None
    if set(words) & (cut.pronouns - cut.first_person) or words[-1] in cut.dangling:
        return None
    if is_relative(words, cut):
        return None
    title = titles.spoken.format(capital(called(speaker.entity, speaker.kind, surface)), quote)
    return title if len(title) <= LIMIT else None


def _has_verb(text: str, clause: Clause, source: str) -> bool:
    """Whether the clause's verb is still in what was cut from it."""
    assert clause.verb is not None
    words = WORD.findall(source[clause.verb.span.start : clause.verb.span.end])
    return not words or any(word in text for word in words)


def without(text: str, start: int, end: int, cuts: Sequence[tuple[int, int]]) -> str:
    parts, at = [], start
    for first, last in cuts:
        if first >= at:
            parts.append(text[at:first])
            at = last
    return " ".join([*parts, text[at:end]])


def subject_first(text: str, clause: Clause | None, cuts: Sequence[tuple[int, int]], end: int) -> str | None:
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
    rest = without(text, subject.end, end, [cut for cut in cuts if cut[0] >= subject.end])
    return f"{text[subject.start : subject.end]} {text[verb_start:verb_end]} {rest}"


def time_cuts(mention: EventMention, document: Document, titles: Titles, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the expressions that date the event, with the words that go with them.

    A title stands beside its date, so what gives it goes. Durations and other dates stay: they are part of the news,
    or make the clause unfit, which is for others to judge.
    """
    text = document.article.text
    cuts = []
    for timex in document.times:
        first, last = timex.span
        if first < start or last > end:
            continue
        if timex.type is TimexType.DURATION and last == end and text[last : last + 1].isspace():
            # "Reopened two weeks | after the flood".
            cuts.append((first, last))
            continue
        if timex.type not in (TimexType.DATE, TimexType.TIME):
            continue
        if mention.timex is not None and not _beside(document, mention.timex, timex.span):
            continue
        while True:
            before = re.search(r"([\w'’]+)\s*$", text[start:first])
            if before is None or before[1].casefold() not in titles.compression.time_prepositions:
                break
            if before[1].casefold() in titles.compression.bounds and mention.factuality is not Factuality.ONGOING:
                # "The first snow since 1987" is no first snow.
                first = -1
                break
            first = start + before.start()
        if first < 0:
            continue
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
    text = leading(text, cut.leading)
    parts = [part.strip() for part in _PART.split(text)]
    if len(parts) > 1:
        text = _without_asides(parts, trigger, titles)
    for tail in cut.tails:
        at = re.search(rf"(,?)\s+{re.escape(tail)}\b", text, re.IGNORECASE)
        if at and trigger in text[: at.start()]:
            text = text[: at.start()]
            comma = text.rfind(",")
            if not at[1] and comma > 0 and trigger in text[:comma]:
                # "Malta will vote, the speaker announced": who said it goes too.
                text = text[:comma]
    text = re.sub(r"\s+([,.;:!?])(?!\d)", r"\1", " ".join(text.split())).strip(" ,;:–—-.")
    text = shortened(text, trigger, cut)
    first, _, rest = text.partition(" ")
    inflects = cut.articles_inflect and (
        rest[:1].islower() or (first.casefold() in cut.articles_kept and _adjective(rest))
    )
    pointing = any(
        text.casefold().startswith(phrase) and _points(phrase, text.casefold(), cut) for phrase in cut.pointing
    )
    if first.casefold() in cut.articles and rest and not inflects and not pointing:
        text = rest
    return capital(text)


def _adjective(text: str) -> bool:
    """Whether a name begins with an adjective that shows its article's ending: (der) Rote Halbmond."""
    first, _, rest = text.partition(" ")
    return first.endswith("e") and rest[:1].isupper()


def told_plainly(text: str, clause: Clause, source: str, cut: Compression) -> str:
    """Words in the pluperfect as a headline has them: `hat beschlossen` for `hatte beschlossen`."""
    if clause.verb is None or clause.verb.tense is not Tense.PLUPERFECT:
        return text
    first = (WORD.findall(source[clause.verb.span.start : clause.verb.span.end]) or [""])[0]
    now = cut.pluperfect.get(first.casefold())
    if now is None:
        return text
    if now:
        return re.sub(rf"\b{re.escape(first)}\b", now, text, count=1)
    return re.sub(rf"\b{re.escape(first)} (?=\w+{cut.past_ending}\b)", "", text, count=1)


def shortened(text: str, trigger: str, cut: Compression) -> str:
    """What is too long ends before a word that opens something further: "after", "as part of"."""
    while len(text) > LIMIT or len(text.split()) > MOST_WORDS:
        begun = text.find(trigger) + len(trigger)
        last = max((at for word in cut.breaks if (at := text.rfind(f" {word} ", begun)) > begun), default=-1)
        if last < 0:
            where = _last_place(text, begun, cut)
            if where is None:
                return text
            last = where
        text = text[:last].rstrip(" ,;:–—-")
    return text


def _last_place(text: str, begun: int, cut: Compression) -> int | None:
    """Where the place at the very end begins, behind another that stays: "… in Tbilisi | near the Rioni valley"."""
    at = max((text.rfind(f" {word} ", begun) for word in cut.place_prepositions), default=-1)
    return at if at > begun and re.search(r"[A-ZÅÄÖÜÉ]", text[at:]) and "," not in text[at:] else None


def leading(text: str, openings: Sequence[str]) -> str:
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
        # "According to the palace, the queen thanked …"
        parts = parts[1:]
    kept: list[str] = []
    joined = False
    for place, part in enumerate(parts):
        first = (WORD.findall(part) or [""])[0].casefold()
        holds = trigger in part
        if place == 1 and len(kept) == 1 and first in cut.subject_relatives and _follows(part, trigger, first):
            # "Two ferries, which left Oslo on Monday": they left Oslo.
            kept[0] = f"{kept[0]} {part[len(first) :].lstrip()}"
            continue
        if place and not holds and place < len(parts) - 1 and first in cut.articles and trigger not in "".join(kept):
            # "Volvo, the largest employer, will build": the commas go with the apposition.
            joined = True
            continue
        if first in cut.relatives and not holds and place:
            # "Malta, which joined in 1964, signed": the commas go with the clause.
            joined = (WORD.findall(kept[-1]) or [""])[0].casefold() not in cut.openers
            continue
        if place and not holds and any(part.casefold().startswith(tail) for tail in cut.tails):
            break
        if joined and kept:
            kept[-1] = f"{kept[-1]} {part}"
        else:
            kept.append(part)
        joined = False
    opens = (WORD.findall(kept[0]) or [""])[0].casefold() in cut.openers if len(kept) > 1 else False
    if opens and not cut.verb_second and len(", ".join(kept)) > LIMIT and trigger not in kept[0]:
        kept = kept[1:]
    while len(kept) > 1 and trigger not in kept[-1] and len(", ".join(kept)) > LIMIT:
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


def _sound(text: str, trigger: str, names: Sequence[str], titles: Titles, known: frozenset[str] = frozenset()) -> bool:
    """Whether a cut clause makes a title (extraction 2.15, rule 6); `known` words are no dangling pronouns."""
    cut = titles.compression
    words = WORD.findall(text)
    if not SHORTEST <= len(text) <= LIMIT or not 3 <= len(text.split()) <= MOST_WORDS:
        return False
    if trigger not in text and capital(trigger) not in text:
        return False
    if not any(name in text for name in names):
        return False
    # "US" is no pronoun.
    folded = ["" if word.isupper() and len(word) > 1 else word.casefold() for word in words]
    if (
        not words
        or folded[-1] in cut.dangling | cut.possessives
        or set(folded) & (cut.pronouns - cut.possessives - known)
    ):
        return False
    if not _owned(text, folded, names, cut):
        return False
    if folded[0] in cut.breaks and trigger in text.partition(",")[0]:
        # "While leaders met, others": half of two things told.
        return False
    if re.fullmatch(r"\d{1,3}|\d+[.,]\d+", words[-1]):
        # "To hire 40": of whom was cut off.
        return False
    if set(folded[:2]) & titles.ordinals.keys():
        # "The second summit": of which the title does not tell.
        return False
    if any((WORD.findall(part) or [""])[0].casefold() in cut.relatives for part in text.split(",")[1:]):
        return False
    if re.search(rf"\b{re.escape(titles.last.strip())}\s*[,;.]|[,;]\s*[,;]", text):
        return False
    if is_relative(folded, cut):
        return False
    if re.search(r"https?:|www\.|@|\?|[“”\"„»«]|\.{3}|…", _QUOTES.sub("", text)) or text[0] in '“”"„»«':
        return False
    if "," in text and text.rpartition(",")[2].strip() == trigger:
        # "The bank, founded": of the words beside the subject the first alone.
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) <= 0.6 * len(letters)


def is_relative(words: Sequence[str], cut: Compression) -> bool:
    """Whether words, lower case, tell a day that only the day of publication gives."""
    padded = f" {' '.join(words)} "
    return any(f" {phrase} " in padded for phrase in cut.relative_time)


def _points(phrase: str, plain: str, cut: Compression) -> bool:
    """Whether a description stands somewhere with nothing after it that tells which is meant."""
    return any(
        (WORD.findall(plain[at.end() :]) or [""])[0] not in cut.qualifiers
        for at in re.finditer(rf"\b{re.escape(phrase)}\b", plain)
    )


def _owned(text: str, folded: Sequence[str], names: Sequence[str], cut: Compression) -> bool:
    """Whether every "its" and every "the company" stands after a name that it may belong to."""
    plain = f" {text.casefold()} "
    pointing = [word for word in folded if word in cut.possessives]
    pointing += [phrase for phrase in cut.pointing if _points(phrase, plain, cut)]
    if not pointing:
        return True
    first = min(plain.find(f" {word}") for word in pointing)
    return any(0 <= text.find(name) < first for name in names)
