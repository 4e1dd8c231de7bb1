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
    Label,
    Role,
    Span,
)
from dateline.gather.compressing import compress
from dateline.gather.similarity import VERBAL
from dateline.gather.soundness import WORD, is_relative, is_sound
from dateline.gather.templates import LIMIT, capital
from dateline.gather.undated import subject_first, time_cuts, told_plainly, without
from dateline.lexicon.titles import Compression, Titles

SHORTEST_QUOTE = 4

_NAME = re.compile(r"\b[^\W\d_a-zà-ÿ][\w’'-]{2,}")
"""A word with a capital, where that tells a name."""
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
    title = compress(" ".join(text[start:end].split()), trigger, titles)
    if _says_nothing(mention, title, trigger, titles.compression):
        return None
    # What a paper prints above its article stands alone, also where it names nobody we know.
    names = _named_in(document, mention, text, start, end) or ("",)
    return title if title and is_sound(title, trigger, names, titles) else None


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
        turned = subject_first(text, clause, cuts, end, titles.compression)
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
    title = compress(told_plainly(" ".join(raw.split()), clause, text, titles.compression), trigger, titles)
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
    if clause.subject is not None and not any(name in title for name in names):
        others = _others_named(document, text, start, end, titles.compression)
        # Nothing tells that "its" is theirs.
        names = () if titles.compression.possessives.intersection(title.casefold().split()) else others
    known = _known_words(text, clause, said, document, titles.compression) if said is not None else frozenset()
    known |= _articles(title, mention, document, titles.compression)
    known |= _particle(text, mention.span.start, end, titles.compression)
    return title if title and is_sound(title, trigger, names, titles, known) else None


def _others_named(document: Document, text: str, start: int, end: int, cut: Compression) -> tuple[str, ...]:
    """Whom and what the words name beside those who take part; no gazetteer holds every ship and river."""
    spans = [entity.span for entity in document.entities if start <= entity.span.start and not entity.commentator]
    found = tuple(text[at.start : at.end] for at in spans if at.end <= end and text[at.start].isupper())
    if cut.nouns_capitalised:
        return found
    said = {text[e.span.start : e.span.end] for e in document.entities if e.commentator}
    capitals = (at for at in _NAME.finditer(text, start + 1, end) if not any(at.group() in name for name in said))
    return (*found, *(at.group() for at in capitals))


def _articles(title: str, mention: EventMention, document: Document, cut: Compression) -> frozenset[str]:
    """Words of a title that are pronouns elsewhere and articles here: `den mongoliska centralbanken`."""
    words = [word.casefold() for word in WORD.findall(title)]
    suspects = (cut.pronouns & cut.object_articles).intersection(words)
    if not suspects:
        return frozenset()
    text = document.article.text
    verbs = {
        word.casefold()
        for clause in document.clauses
        if clause.sentence == mention.sentence and clause.verb is not None
        for word in WORD.findall(text[clause.verb.span.start : clause.verb.span.end])
    }
    for place, word in enumerate(words):
        adjective, noun = (*words[place + 1 : place + 3], "", "")[:2]
        shown = adjective not in verbs and adjective.endswith(cut.attribute_ends) and noun.endswith(cut.definite_ends)
        if word in suspects and not shown:
            suspects -= {word}
    return suspects


def _particle(text: str, start: int, end: int, cut: Compression) -> frozenset[str]:
    """The word that ends a clause which goes no further, where it belongs to the verb: `leitet ein Verfahren ein`."""
    last = WORD.findall(text[start:end])[-1:]
    return cut.particles.intersection(last) if re.match(r"\s*[.!;]", text[end : end + 3]) else frozenset()


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
    if mention.type in VERBAL and word.casefold() in titles.compression.things:
        # "Det meddelade ministern": what was said stands first.
        return None
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
