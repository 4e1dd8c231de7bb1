"""Copies of one text are one origin."""

from __future__ import annotations

import random

from dateline.core.model import Article
from dateline.lexicon.language import Lexicon
from dateline.read.articles import read_text
from dateline.read.origins import find_origins

LEXICON = Lexicon()
WIRE = (
    "Danmark misstänker slarv sedan en vattenledning mellan Amager och Malmö gått av natten till lördagen. "
    "På söndagsmorgonen stoppade dansk polis pråmen Elna Kirstine, som låg för ankar utanför Dragör.\n\n"
    "Ledningen, som ägs av bolaget Sundvatten, slutade ge tryck klockan 03.15. Vattnet leds nu en annan väg och "
    "hushållen i Skåne har enligt bolaget inte märkt något.\n\n"
    "Elna Kirstine är byggd i Esbjerg och var på väg från Aarhus till Stralsund. Enligt den svenska kustbevakningen "
    "drog pråmen sitt ankare över botten i mer än en timme."
)
OTHER = (
    "En pråm drog sitt ankare över botten i flera timmar innan ledningen i Öresund gick av, säger kustbevakningen. "
    "Skånes landshövding talade om slarv och krävde svar av rederiet redan samma kväll. Nu väntar alla på utredningen, "
    "som kan ta flera veckor, och under tiden hämtas vattnet i Vombsjön utan att hushållen märker något."
)


def _articles(**texts: str) -> list[Article]:
    return [read_text(name, text, LEXICON) for name, text in texts.items()]


def test_a_wire_copy_with_another_head_is_the_same_origin() -> None:
    """The same agency text under another title, with its own credits, is one origin, named after the smallest id."""
    articles = _articles(b=f"Ledning av\n\n{WIRE}\n\nTT", a=f"Pråm stoppad\n\n{WIRE}\n\nFoto: Ek/TT", c=OTHER)
    assert {"a": "a", "b": "a", "c": "c"} == find_origins(articles)


def test_a_cut_copy_is_the_same_origin() -> None:
    """The first paragraph of a long agency text printed on its own counts as that text."""
    first = WIRE.split("\n\n", maxsplit=1)[0]
    assert {"a": "a", "b": "a"} == find_origins(_articles(a=f"{WIRE}\n\n{OTHER}", b=first))


def test_two_reports_of_one_event_are_two_origins() -> None:
    """Reports in words of their own stay independent, though they tell the same and share turns of phrase."""
    assert {"a": "a", "b": "b"} == find_origins(_articles(a=WIRE, b=OTHER))


def test_short_notes_are_not_compared() -> None:
    """Two notes of a line may be alike by chance."""
    assert {"a": "a", "b": "b"} == find_origins(
        _articles(a="Regeringen avgick i går kväll.", b="Regeringen avgick i går kväll.")
    )


def test_the_order_of_articles_is_immaterial() -> None:
    """Shuffled articles give the same origins."""
    articles = _articles(a=WIRE, b=f"{WIRE} Mer följer.", c=OTHER, d=f"Nytt. {OTHER}")
    expected = find_origins(articles)
    random.Random(1).shuffle(articles)
    assert expected == find_origins(articles)
    assert {"a": "a", "b": "a", "c": "c", "d": "c"} == dict(sorted(expected.items()))
