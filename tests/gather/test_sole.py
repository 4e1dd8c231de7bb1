"""The only candidate: what the scene alone makes one event, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline.core.model import Basis, DaySet, EventType, Gate
from dateline.core.when import When, ordinal
from dateline.find.annotate import annotate, date
from dateline.gather.families import FAMILIES, KIN, LOOSE
from dateline.gather.similarity import likeness
from dateline.gather.sketch import Rarity, World
from dateline.gather.tellings import tellings
from dateline.gather.trace import trace
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_text

from .telling import Told, article, events_of

LEXICON = Lexicon()
MONDAY: Any = {"when": "2022-10-10", "others": ["SE"]}


def sources(events) -> list[list[str]]:
    """For each event the articles that tell it, in a fixed order."""
    return sorted(sorted({item.article for item in event.evidence}) for event in events)


def english(text: str, kind: str, trigger: str, **more: Any) -> Told:
    return Told(text, kind, trigger, when_words="on Monday", **{**MONDAY, **more})


def german(text: str, kind: str, trigger: str, **more: Any) -> Told:
    return Told(text, kind, trigger, when_words="Am Montag", **{**MONDAY, **more})


COLLAPSE = english(
    "The roof of the Lindmora arena near Torsberg collapsed on Monday above 17 people.",
    "disaster",
    "collapsed",
    lemma="collapse",
)
STRANGE = german(
    "Am Montag ist in Torsberg das Dach der Halle Lindmora über 17 Menschen niedergegangen.", "other", "niedergegangen"
)


def test_an_unknown_verb_tells_the_only_event_of_the_day():
    """What one language tells with a verb no lexicon knows is what another tells of that day, land and story."""
    events = events_of(article("a", "en", "2022-10-12", COLLAPSE), article("b", "de", "2022-10-12", STRANGE))
    assert [["a", "b"]] == sources(events)
    assert "disaster" == events[0].type


NAMES = Told("Both Torsberg and Lindmora lie there.", "other", "lie", gate=Gate.TRIGGER)


def test_of_two_candidates_none_is_the_only_one():
    """Where an article tells two events of that day that could be meant, a third telling joins neither."""
    fell = english("The roof collapsed on Monday.", "disaster", "collapsed", lemma="collapse")
    burned = english("A warehouse burned on Monday.", "disaster", "burned", lemma="burn")
    both = german("Am Montag kamen Menschen um.", "attack", "kamen", lemma="umkommen", mode="killing")
    one = events_of(article("a", "en", "2022-10-12", NAMES, fell), article("b", "de", "2022-10-12", NAMES, both))
    assert [["a", "b"]] == sources(one)
    two = events_of(
        article("a", "en", "2022-10-12", NAMES, fell, burned), article("b", "de", "2022-10-12", NAMES, both)
    )
    assert [["a"], ["a"], ["b"]] == sources(two)


def test_another_day_is_another_event():
    """A day that both tell in words and that differs keeps two tellings of one story apart."""
    later = Told(STRANGE.text, "other", "niedergegangen", "2022-10-11", "Am Montag", others=["SE"])
    events = events_of(article("a", "en", "2022-10-12", COLLAPSE), article("b", "de", "2022-10-12", later))
    assert ["a", "b"] not in sources(events)


def test_who_is_killed_by_nobody_died_in_the_disaster():
    """People killed, told as an attack with nobody who attacked, died in the disaster of that day and story."""
    killed = english(
        "Seven workers were killed on Monday at the Lindmora arena in Torsberg.", "attack", "killed", lemma="kill"
    )
    fell = german(
        "Am Montag ist in Torsberg das Dach der Halle Lindmora eingestürzt.",
        "disaster",
        "eingestürzt",
        lemma="einstürzen",
    )
    events = events_of(article("a", "en", "2022-10-12", killed), article("b", "de", "2022-10-12", fell))
    assert [["a", "b"]] == sources(events)


def rescue(day: str) -> Told:
    return Told(
        "All the guests of Lindmora were rescued near Torsberg.", "aid", "rescued", day, others=["SE"], lemma="rescue"
    )


@pytest.mark.parametrize(("day", "told"), [("2022-10-11", [["a", "b"]]), ("2022-10-13", [["a"], ["b"]])])
def test_a_borrowed_day_is_a_day_or_the_next(day, told):
    """A telling that has its day from the sentence before may be a day off, and no more."""
    moved = german(
        "Am Montag wurden in Torsberg die Gäste von Lindmora evakuiert.", "aid", "evakuiert", lemma="evakuieren"
    )
    events = events_of(article("a", "en", "2022-10-14", rescue(day)), article("b", "de", "2022-10-14", moved))
    assert told == sources(events)


def test_the_background_of_a_later_article_is_a_source():
    """An article of the same story months later tells without a day of the only event of its finer kind."""
    sacked = english("The mayor of Torsberg, Ossian Lindmora, was sacked on Monday.", "people", "sacked", lemma="sack")
    later = Told(
        "Den av Torsberg avsatta Ossian Lindmora var borta i går.",
        "people",
        "avsatta",
        others=["SE"],
        lemma="avskeda",
        gate=Gate.TIME,
    )
    events = events_of(article("a", "en", "2022-10-12", sacked), article("b", "sv", "2023-02-03", later))
    assert [["a", "b"]] == sources(events)


def test_a_detail_with_another_verb_is_not_its_head():
    """An undated clause with a verb of its own, further down, is no part of the event it was linked to."""
    first = english("The bank of Torsberg paid out on Monday.", "economy", "paid", lemma="pay")
    other = Told(
        "Shares of Lindmora were traded again.", "economy", "traded", others=["SE"], detail_of="a#25", gate=Gate.TIME
    )
    (event,) = events_of(article("a", "en", "2022-10-12", first, other))
    assert first.text == event.evidence[0].quote
    assert 1 == len(event.evidence)


def test_finer_kinds_of_the_families_are_known():
    """Every finer kind the families name is one that some language has words for."""
    known = {
        (kind, concept)
        for pack in LEXICON.packs.values()
        if pack.titles is not None
        for (kind, _), concept in pack.titles.concepts.items()
    }
    assert [] == [(kind, one) for kind, kinds in KIN for one in sorted(kinds) if (str(kind), one) not in known]
    modes = {mode for _, modes in FAMILIES for mode in modes or ()}
    assert modes <= {concept for _, concept in known}
    assert all(len(types) == 2 for types in LOOSE)


def test_days_counted_from_another_event_are_no_day_of_it():
    """What happened two days after or before what its sentence dates is dated by another article."""
    towed = told_twice(
        "The ferry Grönvik was towed into Visby in Sweden on Tuesday, two days after a fire swept through its deck."
    )
    assert "2031-03-11" not in towed
    assert "[2031-03-09,2031-03-13]" in towed or "2031-03-09" in towed


def told_twice(text: str) -> set[str]:
    """The days of the events of an English article of 12 March 2031."""
    read = read_text("a", text, LEXICON, language="en", published=When.parse("2031-03-12"))
    document = annotate(read, LEXICON)
    day = DaySet((ordinal((2031, 3, 12)),), (1.0,), Basis.GIVEN)
    return {m.when.edtf for m in tellings(date(document, day, LEXICON)) if m.type == "disaster" and m.when}


def test_the_summary_tells_the_event_and_not_its_plan():
    """Words of the fact sum an event up, though a plan told in the site's language has the same day."""
    ahead = english("The Lindmora of Torsberg will strike on Monday.", "protest", "strike", factuality="planned")
    fact = german("Am Montag streikten die Lindmora in Torsberg.", "protest", "streikten", lemma="streiken")
    (event,) = events_of(article("a", "en", "2022-10-08", ahead), article("b", "de", "2022-10-12", fact))
    assert fact.text == event.summary


@pytest.mark.parametrize(("place", "land", "joined"), [("batken", "KG", False), ("almaty", "KZ", True)])
def test_an_undated_visit_is_none_to_another_country(place, land, joined):
    """The only visits two articles of one story tell are one, but not where they went to different places."""
    dated = Told(
        "The delegation visited Almaty on Monday amid talk of the Lindmora gas field.",
        "meeting",
        "visited",
        "2022-10-10",
        "on Monday",
        others=["KZ"],
        places=["almaty"],
        named={"almaty": "Almaty"},
        mode="visit",
        lemma="visit",
    )
    bare = Told(
        f"The visit to {place.capitalize()} ended with a dinner and no word of Lindmora gas.",
        "meeting",
        "visit",
        others=[land],
        places=[place],
        named={place: place.capitalize()},
        mode="visit",
        lemma="visit",
        gate=Gate.TIME,
    )
    events = events_of(article("a", "en", "2022-10-12", dated, NAMES), article("b", "en", "2022-10-12", bare, NAMES))
    assert joined is any(["a", "b"] == own for own in sources(events))


def test_the_very_day_stands_for_the_kind_of_an_unknown_verb():
    """Of one story, a verb no lexicon knows and a known one, each in words of that day alone, tell one event."""
    left = german("Am Montag hat man die Leute weggebracht.", "disaster", "weggebracht", lemma="fliehen")
    gone = english("People were moved out on Monday.", "other", "moved", lemma="move")
    other = english("Fish were counted on Monday.", "economy", "counted", lemma="count")
    stories = [article("a", "de", "2022-10-12", NAMES, left), article("b", "en", "2022-10-12", NAMES, gone)]
    assert ["a", "b"] in sources(events_of(*stories))
    rival = article(
        "b", "en", "2022-10-12", NAMES, gone, Told(gone.text, "other", "moved", "2022-10-11", others=["SE"])
    )
    assert ["a", "b"] in sources(events_of(stories[0], rival))
    assert ["a", "b"] not in sources(events_of(stories[0], article("b", "en", "2022-10-12", NAMES, other)))


@pytest.mark.parametrize(("actor", "joined"), [("EE", True), ("SE", False)])
def test_months_later_who_acted_tells_which_ban_it_was(actor, joined):
    """Told without a day and in words of no finer kind, a ban is the story's only one where the same state acts."""
    ban = english("Estonia barred the fish on Monday.", "law", "barred", lemma="bar", others=(), actors=["EE"])
    later = Told("Landet införde stoppet.", "law", "införde", actors=[actor], lemma="gälla", gate=Gate.TIME)
    events = events_of(article("a", "en", "2022-10-12", NAMES, ban), article("b", "sv", "2023-02-03", NAMES, later))
    assert joined is (["a", "b"] in sources(events))


def test_two_bodies_that_impose_sanctions_impose_two():
    """Sanctions of one country on one day are two events where two bodies that have nothing to do with each other act."""
    shared = "The {} imposed sanctions on Estonia on Monday."
    one, two = (
        Told(
            shared.format(body.upper()),
            "sanction",
            "sanctions",
            "2022-10-10",
            "on Monday",
            actors=[body],
            targets=["EE"],
            named={body: body.upper()},
            lemma="impose sanctions",
        )
        for body in ("cica", "csto")
    )
    of = {told.actors[0]: article(told.actors[0], "en", "2022-10-12", NAMES, told) for told in (one, two)}
    assert [["cica"], ["csto"]] == sources(events_of(*of.values()))
    assert [["again", "cica"]] == sources(events_of(of["cica"], article("again", "en", "2022-10-12", NAMES, one)))


@pytest.mark.parametrize(("when", "words", "joined"), [("2022-10", "in October", True), ("2022", "in 2022", False)])
def test_a_year_alone_says_as_little_as_no_date(when, words, joined):
    """An unknown verb told of a year, of which anything may have happened, joins no event it shares nothing else with."""
    vague = Told(
        f"Arbetet blev {words} av.",
        "other",
        "blev",
        when,
        words,
        others=["SE"],
    )
    events = events_of(article("a", "en", "2022-10-12", COLLAPSE), article("b", "sv", "2022-11-12", NAMES, vague))
    assert joined is (["a", "b"] in sources(events))


def test_words_of_one_sentence_say_nothing_of_its_clauses():
    """Two kinds of event that one sentence tells have no words in common by that alone."""
    text = "The owners of Lindmora in Sweden sacked Ossian Torsberg on Monday after its shares had sunk by a third."
    read = read_text("a", text, LEXICON, language="en", published=When.parse("2022-10-12"))
    day = DaySet((ordinal((2022, 10, 12)),), (1.0,), Basis.GIVEN)
    sacked, *_ = trace(date(annotate(read, LEXICON), day, LEXICON), LEXICON).sketches
    other = replace(sacked, type=EventType.ECONOMY)
    rarity, world = Rarity([sacked, other]), World(LEXICON.gazetteer)
    assert 0 == likeness(sacked, other, rarity=rarity, world=world).words
    assert 1 == round(likeness(sacked, replace(sacked), rarity=rarity, world=world).words, 6)
