"""The merging cases M1–M12 of the specification, with mentions made by hand."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dateline.core.model import EventType, Factuality, Gate, Label, Links, Passage, Review, Tier
from dateline.core.when import When, from_ordinal, ordinal

from .telling import Told, article, events_of


def sources(events):
    """For each event the articles that tell it, as sets, in a fixed order."""
    return sorted((sorted({item.article for item in event.evidence}) for event in events), key=str)


def test_m1_two_languages_capital_and_description():
    """A meeting told in Swedish by its capital and in English by "the Kazakh capital" is one event in two languages."""
    sv = article(
        "a",
        "sv",
        "2022-10-15",
        Told(
            "OSS-ledarna möttes i Astana i fredags.",
            "meeting",
            "möttes",
            "2022-10-14",
            "i fredags",
            actors=["cis"],
            places=["astana"],
            lemma="mötas",
        ),
    )
    en = article(
        "b",
        "en",
        "2022-10-15",
        Told(
            "On Friday morning the CIS leaders met in the Kazakh capital.",
            "meeting",
            "met",
            "2022-10-14",
            "On Friday morning",
            actors=["cis"],
            others=["KZ"],
            lemma="meet",
        ),
    )
    (event,) = events_of(sv, en)
    assert "2022-10-14" == event.when.edtf
    assert {"sv", "en"} == {item.language for item in event.evidence}
    assert ("cis",) == event.organisations
    assert "KZ" in event.countries


def test_m2_summits_of_two_bodies_on_neighbouring_days():
    """Summits of different bodies in one city on neighbouring days stay two events."""
    one = Told(
        "The CICA summit opened on Thursday in Astana.",
        "meeting",
        "summit",
        "2022-10-13",
        "on Thursday",
        actors=["cica"],
        places=["astana"],
    )
    two = Told(
        "The CIS summit followed on Friday in Astana.",
        "meeting",
        "summit",
        "2022-10-14",
        "on Friday",
        actors=["cis"],
        places=["astana"],
    )
    assert 2 == len(events_of(article("a", "en", "2022-10-15", one, two)))
    assert 2 == len(events_of(article("a", "en", "2022-10-15", one), article("b", "en", "2022-10-15", two)))


def test_two_bodies_on_one_day_stay_apart():
    """Meetings of different bodies in one city on one day are two events."""
    one = Told(
        "The CICA leaders met in Astana on Friday.",
        "meeting",
        "met",
        "2022-10-14",
        "on Friday",
        actors=["cica"],
        places=["astana"],
    )
    two = Told(
        "The CIS leaders met in Astana on Friday.",
        "meeting",
        "met",
        "2022-10-14",
        "on Friday",
        actors=["cis"],
        places=["astana"],
    )
    assert 2 == len(events_of(article("a", "en", "2022-10-15", one), article("b", "en", "2022-10-15", two)))


def test_m3_two_resolutions_with_other_counts():
    """Votes of one body with other counts are two events, even where the dates would allow one."""
    one = Told(
        "141 states voted for the resolution in early March.",
        "vote",
        "voted",
        "[2022-03-01..2022-03-10]",
        "in early March",
        actors=["un-general-assembly"],
        figures={"votes_for": 141},
    )
    two = Told(
        "93 states voted for the resolution on 7 April.",
        "vote",
        "voted",
        "2022-04-07",
        "on 7 April",
        actors=["un-general-assembly"],
        figures={"votes_for": 93},
    )
    vague = Told(
        "93 states voted for the resolution in spring.",
        "vote",
        "voted",
        "2022-21",
        "in spring",
        actors=["un-general-assembly"],
        figures={"votes_for": 93},
    )
    assert 2 == len(events_of(article("a", "en", "2022-04-10", one, two)))
    assert [["a"], ["b"]] == sources(
        events_of(article("a", "en", "2022-04-10", one), article("b", "en", "2022-06-10", vague))
    )


def _strike(key: str, language: str, when: str, words: str, **more) -> object:
    text = f"Russia attacked Ukraine near Bor {words}."
    return article(
        key,
        language,
        "2024-05-15",
        Told(text, "attack", "attacked", when, words, actors=["RU"], targets=["UA"], **more),
    )


def test_m4_vague_joins_precise():
    """Two articles that name the Monday and one that says mid-May are one event on the Monday with three sources."""
    tellings = [
        _strike("a", "en", "2024-05-13", "on Monday"),
        _strike("b", "de", "2024-05-13", "on Monday"),
        _strike("c", "en", "[2024-05-11..2024-05-20]", "in mid-May"),
    ]
    (event,) = events_of(*tellings)
    assert "2024-05-13" == event.when.edtf
    assert 3 == len({item.article for item in event.evidence})


def test_m5_two_borders_in_one_week():
    """Clashes on two borders in one week are two events."""
    one = Told(
        "Clashes on the Tajik–Kyrgyz border broke out on Wednesday.",
        "attack",
        "Clashes",
        "2022-09-14",
        "on Wednesday",
        actors=["TJ", "KG"],
    )
    two = Told(
        "Clashes on the Armenian–Azerbaijani border broke out on Wednesday.",
        "attack",
        "Clashes",
        "2022-09-14",
        "on Wednesday",
        actors=["AM", "AZ"],
    )
    assert 2 == len(events_of(article("a", "en", "2022-09-16", one), article("b", "en", "2022-09-16", two)))


def test_m6_plan_becomes_fact():
    """A summit announced and later told as a fact is one event that happened."""
    plan = Told(
        "OSS-toppmötet hålls på tisdag i Astana.",
        "meeting",
        "toppmötet",
        "2024-05-14",
        "på tisdag",
        actors=["cis"],
        places=["astana"],
        factuality="planned",
        mode="summit",
    )
    fact = Told(
        "OSS-toppmötet hölls i går i Astana.",
        "meeting",
        "toppmötet",
        "2024-05-14",
        "i går",
        actors=["cis"],
        places=["astana"],
        mode="summit",
    )
    (event,) = events_of(article("a", "sv", "2024-05-10", plan), article("b", "sv", "2024-05-15", fact))
    assert Factuality.HAPPENED is event.factuality
    assert "2024-05-14" == event.when.edtf


def test_m7_cancelled_and_refused_never_happened():
    """An exercise planned, called off, and stayed away from is cancelled, with the refusal beside it; never happened."""
    plan = Told(
        "Kyrgyzstan hosts CSTO exercises next week.",
        "mobilise",
        "exercises",
        "[2022-10-10..2022-10-16]",
        "next week",
        actors=["KG", "csto"],
        factuality="planned",
        mode="exercise",
    )
    off = Told(
        "The CSTO exercises in Kyrgyzstan were called off on Sunday.",
        "mobilise",
        "exercises",
        "2022-10-09",
        "on Sunday",
        actors=["KG", "csto"],
        factuality="cancelled",
        planned="2022-10-10",
        mode="exercise",
    )
    away = Told(
        "Armenia stayed away from the CSTO drill in Kyrgyzstan.",
        "mobilise",
        "drill",
        None,
        None,
        actors=["AM"],
        others=["csto", "KG"],
        factuality="refused",
        mode="exercise",
        label=Label.LEDE,
    )
    events = events_of(
        article("a", "en", "2022-10-05", plan),
        article("b", "en", "2022-10-11", off),
        article("c", "en", "2022-10-12", away),
    )
    assert [Factuality.CANCELLED, Factuality.REFUSED] == sorted(event.factuality for event in events)
    cancelled = next(event for event in events if event.factuality is Factuality.CANCELLED)
    assert "2022-10-09" == cancelled.when.edtf
    assert "2022-10-10" == cancelled.planned.edtf
    assert {"a", "b"} == {item.article for item in cancelled.evidence}


def test_m8_sides_swapped():
    """Two attacks on one day with the sides swapped are two events."""
    one = Told(
        "Armenia attacked an Azerbaijani post on 3 May.",
        "attack",
        "attacked",
        "2024-05-03",
        "on 3 May",
        actors=["AM"],
        targets=["AZ"],
    )
    two = Told(
        "Azerbaijan attacked an Armenian post on 3 May.",
        "attack",
        "attacked",
        "2024-05-03",
        "on 3 May",
        actors=["AZ"],
        targets=["AM"],
    )
    assert 2 == len(events_of(article("a", "en", "2024-05-05", one), article("b", "en", "2024-05-05", two)))


def test_m9_rising_toll():
    """Two tolls of one earthquake are one event with both figures and who told them."""
    one = Told(
        "Erdbeben bei Batken: 12 Tote am Montag.",
        "disaster",
        "Erdbeben",
        "2024-05-13",
        "am Montag",
        others=["KG"],
        places=["batken"],
        figures={"deaths": 12},
    )
    two = Told(
        "Erdbeben bei Batken am Montag: 15 Tote.",
        "disaster",
        "Erdbeben",
        "2024-05-13",
        "am Montag",
        others=["KG"],
        places=["batken"],
        figures={"deaths": 15},
    )
    (event,) = events_of(article("a", "de", "2024-05-13", one), article("b", "de", "2024-05-14", two))
    (figure,) = event.figures
    assert [12, 15] == [version.value for version in figure.versions]
    assert {version.evidence[0] for version in figure.versions} == {0, 1}


def test_m10_agency_copy_counts_once():
    """The same agency text in two papers is one event of one origin: two sources, no more confidence."""
    told = Told(
        "Russia attacked Ukraine near Bor on Monday.",
        "attack",
        "attacked",
        "2024-05-13",
        "on Monday",
        actors=["RU"],
        targets=["UA"],
    )
    one, two = article("a", "en", "2024-05-14", told), article("b", "en", "2024-05-14", told)
    (copies,) = events_of(one, two, origins={"a": "a", "b": "a"})
    (alone,) = events_of(one)
    (independent,) = events_of(one, two)
    assert 2 == len(copies.evidence)
    assert {"a"} == {item.origin for item in copies.evidence}
    assert alone.confidence == copies.confidence < independent.confidence


def test_m11_no_chain_through_a_vague_telling():
    """Monday and Thursday stay apart; the telling of "this week" joins neither and names both as possible."""
    events = events_of(
        _strike("a", "en", "2024-05-13", "on Monday"),
        _strike("b", "en", "[2024-05-13..2024-05-16]", "this week"),
        _strike("c", "en", "2024-05-16", "on Thursday"),
    )
    assert [["a"], ["b"], ["c"]] == sources(events)
    vague = next(event for event in events if event.key.startswith("b#"))
    assert {"a", "c"} == {key.split("#")[0] for key, _ in vague.maybe_same_as}
    assert all("suits another as well" in reason for _, reason in vague.maybe_same_as)


def test_m12_same_caller_other_partner():
    """A president's calls to two counterparts on one day are two events."""
    one = Told(
        "Putin phoned Tokayev on Sunday.",
        "meeting",
        "phoned",
        "2024-05-12",
        "on Sunday",
        actors=["vladimir-putin", "kassym-jomart-tokayev"],
    )
    two = Told(
        "Putin phoned Erdogan on Sunday.",
        "meeting",
        "phoned",
        "2024-05-12",
        "on Sunday",
        actors=["vladimir-putin", "recep-tayyip-erdogan"],
    )
    assert 2 == len(events_of(article("a", "en", "2024-05-13", one), article("b", "en", "2024-05-13", two)))


def test_worked_example_years_clash():
    """Tellings that agree in body and place but clash in year are neither merged nor named as possible doubles."""
    one = Told(
        "CIS ministers met in Astana in 2015.",
        "meeting",
        "met",
        "2015-11-19",
        "in 2015",
        actors=["cis"],
        places=["astana"],
    )
    two = Told(
        "CIS ministers met in Astana last Thursday.",
        "meeting",
        "met",
        "2023-11-16",
        "last Thursday",
        actors=["cis"],
        places=["astana"],
    )
    events = events_of(article("a", "en", None, one), article("b", "en", "2023-11-21", two))
    assert 2 == len(events)
    assert all(not event.maybe_same_as for event in events)


FOUR_TELLINGS = (
    article(
        "a",
        "sv",
        "2022-10-15",
        Told(
            "Alliansen ODKB gjorde sitt första ingripande i Kazakstan i januari i år.",
            "mobilise",
            "ingripande",
            "2022-01",
            "i januari i år",
            actors=["csto"],
            others=["KZ"],
            lemma="ingripande",
        ),
    ),
    article(
        "b",
        "en",
        "2022-09-20",
        Told(
            "At the beginning of January he deployed the CSTO during the unrest in Kazakhstan.",
            "mobilise",
            "deployed",
            "[2022-01-01..2022-01-10]",
            "At the beginning of January",
            actors=["RU", "csto"],
            others=["KZ"],
            mode="deploy",
            lemma="deploy",
        ),
    ),
    article(
        "c",
        "en",
        "2022-04-10",
        Told(
            "Earlier this year Putin sent CSTO troops to Kazakhstan.",
            "mobilise",
            "sent",
            "2022-01",
            "Earlier this year",
            actors=["vladimir-putin", "csto"],
            others=["KZ"],
            mode="deploy",
            lemma="send troops",
        ),
    ),
    article(
        "d",
        "sv",
        "2022-01-12",
        Told(
            "Insatsen med ODKB-trupper i Kazakstan inleddes den 6 januari.",
            "mobilise",
            "Insatsen",
            "2022-01-06",
            "den 6 januari",
            actors=["csto"],
            others=["RU", "KZ"],
            mode="intervene",
            lemma="insats",
        ),
    ),
)


def test_one_deployment_under_five_names():
    """A deployment told by four articles in two languages under different words and dates is one event."""
    unrest = article(
        "e",
        "en",
        "2022-01-08",
        Told(
            "Protesters stormed the city hall of Almaty on 5 January.",
            "protest",
            "stormed",
            "2022-01-05",
            "on 5 January",
            others=["KZ"],
            places=["almaty"],
        ),
    )
    events = events_of(*FOUR_TELLINGS, unrest)
    assert [["a", "b", "c", "d"], ["e"]] == sources(events)
    assert "2022-01-06" == events[0].when.edtf
    assert "Putin sent CSTO troops to Kazakhstan" == events[0].title["en"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_order_of_articles_is_immaterial(order):
    """The events are the same, byte for byte, in whatever order the articles come."""
    assert repr(events_of(*FOUR_TELLINGS)) == repr(events_of(*(FOUR_TELLINGS[place] for place in order)))


def _passage(document):
    return Passage(document.article.id, document.article.text.strip())


def test_people_keep_apart():
    """Passages a person told apart are not joined again."""
    one, two = _strike("a", "en", "2024-05-13", "on Monday"), _strike("b", "en", "2024-05-13", "on Monday")
    assert 1 == len(events_of(one, two))
    assert 2 == len(events_of(one, two, links=Links(not_same=((_passage(one), _passage(two)),))))


def test_people_join():
    """Passages a person joined are one event, whatever speaks against it."""
    one, two = _strike("a", "en", "2024-05-13", "on Monday"), _strike("b", "en", "2024-05-20", "on Monday")
    assert 2 == len(events_of(one, two))
    (event,) = events_of(one, two, links=Links(same=((_passage(one), _passage(two)),)))
    assert "joined by hand" in event.reasons


def test_of_two_events_in_a_passage_the_fitting_one_is_joined():
    """A sentence that tells of a strike and of a demand: joined with another strike, the demand stays by itself."""
    text = "Dockers of Torsberg struck on Monday and demanded that the owner resign."
    two = [
        Told(text, kind, trigger, "2024-05-13", "on Monday", actors=["SE"], others=["SE"])
        for kind, trigger in (("demand", "demanded"), ("protest", "struck"))
    ]
    both = article("a", "en", "2024-05-15", two[0])
    second = article("a", "en", "2024-05-15", two[1])
    both = replace(both, events=(second.events[0], both.events[0]))
    other = _strike("b", "en", "2024-05-20", "on Monday")
    links = Links(same=((_passage(both), _passage(other)),))
    kinds = {str(event.type): len(event.evidence) for event in events_of(both, other, links=links)}
    assert {"protest": 2, "demand": 1} == kinds


def test_what_a_person_joined_still_takes_in_what_comes():
    """Two tellings that disagree and were joined by hand: a third that agrees with one of them joins them."""
    one, two = _strike("a", "en", "2024-05-13", "on Monday"), _strike("b", "en", "2024-05-20", "on Monday")
    late = _strike("c", "en", "2024-05-20", "on Monday")
    links = Links(same=((_passage(one), _passage(two)),))
    assert 1 == len(events_of(one, two, links=links))
    assert 1 == len(events_of(one, two, late, links=links))


def test_an_added_article_leaves_other_events_alone():
    """Adding an article changes only the event it tells."""
    one, two = _strike("a", "en", "2024-05-13", "on Monday"), _strike("c", "en", "2024-05-20", "on Monday")
    before = {event.key: event for event in events_of(one, two)}
    after = {event.key: event for event in events_of(one, two, _strike("d", "en", "2024-05-20", "on Monday"))}
    assert before.keys() == after.keys()
    untouched = next(key for key in before if key.startswith("a#"))
    assert before[untouched] == after[untouched]


def _moved(document, days):
    """The document with every date moved."""

    def move(when):
        if when is None:
            return None
        members = [ordinal(day) + days for day in (when.earliest, when.latest)]
        return When.day(members[0]) if members[0] == members[1] else When.between(*map(from_ordinal, members))

    known = document.days
    return replace(
        document,
        events=tuple(replace(e, when=move(e.when), planned=move(e.planned)) for e in document.events),
        anchored=tuple(replace(a, when=move(a.when)) for a in document.anchored),
        days=None if known is None else replace(known, days=tuple(day + days for day in known.days)),
    )


@pytest.mark.parametrize("days", [-3650, 1, 365])
def test_all_dates_moved(days):
    """When every date moves by one interval, the same tellings make the same events and the dates move along."""
    tellings = [
        _strike("a", "en", "2024-05-13", "on Monday"),
        _strike("b", "de", "2024-05-13", "on Monday"),
        _strike("c", "en", "[2024-05-11..2024-05-20]", "in mid-May"),
        _strike("d", "en", "2024-06-13", "in June"),
    ]
    before = events_of(*(_moved(document, 0) for document in tellings))
    after = events_of(*(_moved(document, days) for document in tellings))
    assert [event.mentions for event in before] == [event.mentions for event in after]
    assert [event.title for event in before] == [event.title for event in after]
    assert [ordinal(event.when.earliest) + days for event in before] == [ordinal(e.when.earliest) for e in after]


def test_a_statement_made_at_a_meeting_is_part_of_it():
    """What is said at a meeting of the same body on the same day hangs on the meeting, whichever article tells it."""
    meeting = Told(
        "The CIS leaders met in Astana on Friday.",
        "meeting",
        "met",
        "2022-10-14",
        "on Friday",
        actors=["cis"],
        places=["astana"],
    )
    said = Told(
        "Putin admitted at the CIS meeting on Friday that others worry.",
        "statement",
        "admitted",
        "2022-10-14",
        "on Friday",
        actors=["vladimir-putin"],
        others=["cis", "KZ"],
    )
    events = events_of(article("a", "en", "2022-10-15", meeting), article("b", "en", "2022-10-16", said))
    parent, child = sorted(events, key=lambda event: event.type is not EventType.MEETING)
    assert (parent.key,) == child.part_of
    assert Tier.SIDE is child.tier


def test_deployment_follows_the_unrest_it_answers():
    """A deployment told beside the unrest it answers is another event that follows it."""
    unrest = Told(
        "Protests broke out in Almaty on 5 January.",
        "protest",
        "Protests",
        "2022-01-05",
        "on 5 January",
        others=["KZ"],
        places=["almaty"],
    )
    troops = Told(
        "Russia sent troops to Kazakhstan on 6 January.",
        "mobilise",
        "sent",
        "2022-01-06",
        "on 6 January",
        actors=["RU"],
        others=["KZ"],
        lemma="send troops",
    )
    protest, deployment = sorted(
        events_of(article("a", "en", "2022-01-08", unrest, troops)), key=lambda e: e.type, reverse=True
    )
    assert (protest.key,) == deployment.follows
    assert () == protest.follows


def test_undated_and_told_once_stays_a_candidate():
    """An event without a date in the middle of one article makes no event; in the lede, or told twice, it does."""
    body = Told(
        "Russia sent troops to Kazakhstan.",
        "mobilise",
        "sent",
        None,
        actors=["RU"],
        others=["KZ"],
        lemma="send troops",
        gate=Gate.TIME,
    )
    lede = replace(body, label=Label.LEDE)
    assert () == events_of(article("a", "en", None, body))
    assert 1 == len(events_of(article("a", "en", None, lede)))
    assert 1 == len(events_of(article("a", "en", None, body), article("b", "en", None, body)))
    assert () == events_of(article("a", "en", None, body), article("b", "en", None, body), origins={"a": "a", "b": "a"})


def test_a_plan_nobody_confirmed_is_marked():
    """A plan for a day that has passed, without word that it came true, is marked for review."""
    plan = Told(
        "OSS-toppmötet hålls på tisdag i Astana.",
        "meeting",
        "toppmötet",
        "2024-05-14",
        "på tisdag",
        actors=["cis"],
        places=["astana"],
        factuality="planned",
    )
    (event,) = events_of(article("a", "sv", "2024-05-10", plan), as_of=date(2024, 6, 1))
    assert Review.PLANNED_UNCONFIRMED in event.review
    (event,) = events_of(article("a", "sv", "2024-05-10", plan), as_of=date(2024, 5, 12))
    assert Review.PLANNED_UNCONFIRMED not in event.review


def test_quotes_are_raw_text_of_at_most_300_characters():
    """A quote is cut out of the article as it stands, at most 300 characters, around the words that tell the event."""
    long = (
        "The CIS leaders, "
        + "who came from far and wide, " * 12
        + "met in Astana on Friday, and then "
        + "they all went home again, " * 12
        + "it was said."
    )
    told = Told(
        long, "meeting", "met in Astana on Friday", "2022-10-14", "on Friday", actors=["cis"], places=["astana"]
    )
    document = article("a", "en", "2022-10-15", told)
    document = replace(document, events=tuple(replace(event, span=event.trigger) for event in document.events))
    (event,) = events_of(document)
    (item,) = event.evidence
    assert item.quote == document.article.text[item.span.start : item.span.end]
    assert len(item.quote) <= 300
    assert "met in Astana on Friday" in item.quote
    assert "on Friday" == item.when
    assert {"date", "type", "organisations/cis", "places/astana", "countries/KZ"} <= set(item.supports)


def test_a_telling_that_names_nobody_joins_within_its_story():
    """ "The captain was arrested" with its day joins the one arrest of that day in articles of the same story, else none."""
    names = "Reported from Halmvik by the Nordlinjer harbour office and from Storvik."
    told = Told(
        f"Estonia arrested the captain on Wednesday. {names}",
        "coerce",
        "arrested",
        "2026-02-11",
        "on Wednesday",
        actors=["EE"],
        lemma="arrest",
    )
    bare = Told(
        f"The captain was arrested on Wednesday. {names}",
        "coerce",
        "arrested",
        "2026-02-11",
        "on Wednesday",
        lemma="arrest",
        gate=Gate.PARTICIPANT,
    )
    other = replace(bare, text="The captain was arrested on Wednesday.")
    assert [["a", "b"]] == sources(
        events_of(article("a", "en", "2026-02-13", told), article("b", "en", "2026-02-13", bare))
    )
    assert [["a"]] == sources(
        events_of(article("a", "en", "2026-02-13", told), article("b", "en", "2026-02-13", other))
    )


def _summit(text: str, **more) -> Told:
    return Told(text, "meeting", more.pop("trigger", "met"), "2022-10-14", "on Friday", mode="summit", **more)


def test_who_stays_away_from_a_meeting_tells_of_it():
    """A summit and a president's absence from it are one event, which took place, with him among those named."""
    held = _summit("The CIS leaders met on Friday.", actors=["cis"])
    away = _summit(
        "President Tokayev stayed away from the CIS summit on Friday.",
        trigger="summit",
        actors=["kassym-jomart-tokayev"],
        others=["cis"],
        factuality="refused",
    )
    events = events_of(article("a", "en", "2022-10-15", held), article("b", "en", "2022-10-16", away))
    assert [Factuality.HAPPENED] == [event.factuality for event in events]
    assert {"a", "b"} == {item.article for item in events[0].evidence}
    assert "Kazakhstan" not in events[0].title["en"]


def test_a_refusal_of_a_meeting_nobody_tells_of_stands_alone():
    """Without a telling that the meeting took place the absence is its own event, refused."""
    away = _summit(
        "President Tokayev stayed away from the CIS summit on Friday.",
        trigger="summit",
        actors=["kassym-jomart-tokayev"],
        others=["cis"],
        factuality="refused",
    )
    other = _summit("The CSTO leaders met on Friday.", actors=["csto"])
    events = events_of(article("a", "en", "2022-10-15", other), article("b", "en", "2022-10-16", away))
    assert [Factuality.HAPPENED, Factuality.REFUSED] == sorted(event.factuality for event in events)


def test_one_speaker_two_subjects():
    """What a body says of one subject and of another in the same days are two events, although the names agree."""
    said: Any = {"type": "statement", "when": "[2022-10-10..2022-10-13]", "when_words": "this week", "actors": ["csto"]}
    first = Told("CSTO officials said this week that the autumn exercise would be shorter.", trigger="said", **said)
    second = Told("CSTO officials said this week that membership fees were unpaid.", trigger="said", **said)
    same = Told(
        "CSTO officials said this week the autumn exercise in October would be shorter.", trigger="said", **said
    )
    events = events_of(
        article("a", "en", "2022-10-13", first),
        article("b", "en", "2022-10-13", second),
        article("c", "en", "2022-10-13", same),
    )
    assert [["a", "c"], ["b"]] == sorted(sorted({item.article for item in event.evidence}) for event in events)
