"""Every language pack's time rules do what their examples say."""

from datetime import date

import pytest

from dateline.core.model import Document
from dateline.find.anchor import resolve
from dateline.find.anchor.steps import STEP_NAMES
from dateline.find.times import find_times, plain_article
from dateline.lexicon.language import Lexicon
from dateline.lexicon.times import holidays, read

LEXICON = Lexicon()
TAGS = [tag for tag in LEXICON.packs if LEXICON.packs[tag].times is not None]


def read_times(tag, text, dct):
    """(words, value, rule) of every expression of a text published on a day."""
    article = plain_article(text, tag)
    document = Document(article, find_times(article, LEXICON.packs))
    day = date.fromisoformat(dct) if dct else None
    return [(text[slice(*a.timex.span)], a.value, a.timex.rule.partition("/")[2]) for a in resolve(document, day)]


@pytest.mark.parametrize("tag", TAGS)
def test_examples_are_read_as_they_say(tag):
    """Every example of every rule has the words and the value it states."""
    wrong = []
    for rule in LEXICON.packs[tag].times.rules:
        for example in rule.examples:
            found = read_times(tag, example.text, example.dct)
            if (example.words or example.text, example.value) not in [each[:2] for each in found]:
                wrong.append((rule.name, example.text, found))
    assert [] == wrong


@pytest.mark.parametrize("tag", TAGS)
def test_counter_examples_hold_nothing_of_the_rule(tag):
    """No rule finds anything in its own counter-examples."""
    wrong = [
        (rule.name, text)
        for rule in LEXICON.packs[tag].times.rules
        for text in rule.nothing_in
        if rule.name in [found[2] for found in read_times(tag, text, "2024-05-15")]
    ]
    assert [] == wrong


@pytest.mark.parametrize("tag", TAGS)
def test_steps_are_known(tag):
    """Every step a rule writes is one the anchor knows."""
    wrong = [
        (rule.name, step)
        for rule in LEXICON.packs[tag].times.rules
        for template in (*rule.steps, *(step for emit in rule.emit for step in emit.steps))
        for step in template.split("; ")
        if not step.startswith("{") and step.split()[0] not in STEP_NAMES
    ]
    assert [] == wrong


@pytest.mark.parametrize("tag", TAGS)
def test_holidays_are_in_the_gazetteer(tag):
    """Every holiday a pack names has a rule for its day."""
    assert set() == set(LEXICON.packs[tag].times.tables["holiday"].values.values()) - set(holidays())


@pytest.mark.parametrize("tag", TAGS)
def test_numbers_have_their_classes_from_the_start(tag):
    """No number met later makes a token class that the compiled rules do not know."""
    alphabet = LEXICON.packs[tag].times.alphabet
    before = len(alphabet._codes)
    for number in range(0, 12000):
        alphabet.code(str(number))
        alphabet.code(f"0{number}")
    assert before == len(alphabet._codes)


RULE = {
    "name": "day",
    "type": "DATE",
    "find": "{word}",
    "steps": ["day +0"],
    "examples": [{"text": "now", "value": "x"}],
}
WORDS = {"word": {"values": {"x": "now"}}}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"words": WORDS, "rules": [{**RULE, "fnid": "x"}]}, "'fnid' is not a key of rule 'day'; did you mean 'find'?"),
        ({"words": WORDS, "rules": [{**RULE, "find": "{wrod}"}]}, "unknown piece 'wrod'; did you mean 'word'?"),
        ({"words": WORDS, "rules": [RULE, RULE]}, "two rules are called 'day'"),
        ({"words": WORDS, "rules": [{**RULE, "find": "(now)?"}]}, "can match nothing at all"),
        ({"words": WORDS, "rules": [{**RULE, "find": "(now"}]}, "a bracket is left open in '(now'"),
        ({"words": WORDS, "rules": [{**RULE, "steps": ["day {count}"]}]}, "uses 'count', which is no piece"),
        ({"words": WORDS, "rules": [{k: v for k, v in RULE.items() if k != "examples"}]}, "has no example"),
        ({"words": {"word": {"values": {}}}, "rules": [RULE]}, "the table 'word' is empty"),
        ({"wrods": {}}, "'wrods' is not a key of times.yaml; did you mean 'words'?"),
    ],
)
def test_a_mistake_in_a_pack_is_named(data, message):
    """A pack with a mistake is refused as a whole, with the rule and what is wrong with it."""
    with pytest.raises(ValueError, match=r"languages/xx/times\.yaml: ") as error:
        read("xx", data)
    assert message in str(error.value)
