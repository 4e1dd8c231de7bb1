"""Figures: the numbers a clause tells of its event, with the words that say them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.core.model import EventType, Figure, Span, Timex
from dateline.find.triggers import View
from dateline.lexicon.triggers import FigureWords

_NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_REACH_AFTER = 4
_REACH_BEFORE = 4
_CASUALTIES = ("deaths", "injured", "missing", "detained")
_VOTES = ("votes_for", "votes_against", "abstained")
_PARTS = frozenset({"magnitude", "money"})
"""What a number with a part after the point may count."""
_MOST_VOTES = 5000
"""Figures of votes are those of a chamber or assembly."""
_OF_TYPE = {
    "votes_for": {EventType.VOTE, EventType.LAW, EventType.SANCTION},
    "troops": {EventType.MOBILISE, EventType.DEESCALATE, EventType.ATTACK, EventType.AID},
    "people": {EventType.PROTEST, EventType.DISASTER, EventType.AID},
    "magnitude": {EventType.DISASTER},
    "detained": {EventType.COERCE, EventType.PROTEST, EventType.COURT},
    "deaths": {EventType.ATTACK, EventType.DISASTER, EventType.PROTEST, EventType.COERCE, EventType.MOBILISE},
}


def find_figures(view: View, words: FigureWords, times: Sequence[Timex], type_: EventType) -> tuple[Figure, ...]:
    """The figures of a clause that its kind of event can have, in order; numbers within dates are none."""
    busy = [times[index].span for index in view.times]
    out: list[Figure] = []
    behind = 0
    for at in view.own:
        # Nearly every word is told to be no number by its first letter.
        if at < behind or not (view.lower[at][0].isdigit() or view.lower[at] in words.numbers):
            continue
        start = view.tokens[at].start
        if any(span.start <= start < span.end for span in busy):
            continue
        value, length = _number(view, at, words)
        if value is None:
            continue
        figure = _read(view, at, length, value, words, type_)
        broken = figure is not None and figure.what in _CASUALTIES and value != int(value)
        if figure is not None and not broken and all(figure.what != other.what for other in out):
            out.append(figure)
        behind = at + length
    return tuple(out)


def _number(view: View, at: int, words: FigureWords) -> tuple[float | None, int]:
    """The number that begins at a token and how many tokens it takes; None when there is none."""
    text = view.lower[at]
    if _NUMBER.fullmatch(text):
        value: float | None = _value(text)
    else:
        value = words.numbers.get(text)
    if value is None:
        return None, 1
    length = 1
    while at + length < len(view.lower):
        following = view.lower[at + length]
        if following in words.scales:
            value *= words.scales[following]
        elif re.fullmatch(r"\d{3}", following) and re.fullmatch(r"\d{1,3}", view.lower[at + length - 1]):
            value = value * 1000 + float(following)
        else:
            break
        length += 1
    return value, length


def _value(text: str) -> float:
    """A number as written: a mark before exactly three digits groups, any other is the decimal sign."""
    plain = re.sub(r"[\u00a0\u202f ]", "", text)
    grouped = re.fullmatch(r"(\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d+))?", plain)
    if grouped:
        return float(re.sub(r"[.,]", "", grouped[1]) + (f".{grouped[2]}" if grouped[2] else ""))
    return float(plain.replace(",", "."))


def _read(view: View, at: int, length: int, value: float, words: FigureWords, type_: EventType) -> Figure | None:
    lower = view.lower
    after = _outside_brackets(lower[at + length : at + length + 2 * _REACH_AFTER])[:_REACH_AFTER]
    before = lower[max(0, at - _REACH_BEFORE) : at]
    if len(before) > 1 and before[-1] in words.of and before[-2] in words.people:
        # "A man of 78": how old somebody was.
        return None
    if value == 1 and after and after[0] in words.numbers and lower[at] in words.numbers:
        # "Ett tjugotal": the article of a number.
        return None
    what = _meaning(after, before, words, type_, whole=value == int(value))
    ballots = type_ is EventType.VOTE and bool(after) and after[0] in words.ballots
    if what is None and (ballots or _is_majority(lower, at + length, words)):
        # "30 of 45 councillors asked for", "decided 30 votes to admit".
        what = "votes_for"
    if what is None or (what in _VOTES and value > _MOST_VOTES):
        return None
    if value == 1 and lower[at].isalpha() and what not in _CASUALTIES:
        # The word for one is an article in Swedish and German.
        return None
    start = at
    bound = None
    approximate = False
    for phrases, mark in ((words.minimum, "min"), (words.maximum, "max"), (words.about, "about")):
        for phrase in phrases:
            if tuple(lower[max(0, at - len(phrase)) : at]) == phrase:
                start = at - len(phrase)
                bound = mark if mark != "about" else bound
                approximate = approximate or mark == "about"
    last = at + length - 1
    for ahead in range(at + length, min(len(lower), at + length + _REACH_AFTER)):
        if lower[ahead] in words.kinds.get(what, ()) or lower[ahead] in words.people or lower[ahead] in words.votes:
            last = ahead
            break
    if view.tokens[at].text.isalpha() and value >= 12 and lower[at] in words.numbers and value in (24, 200, 2000):
        # Dozens, hundreds, thousands: at least two of them.
        approximate, bound = True, "min"
    return Figure(what, value, Span(view.tokens[start].start, view.tokens[last].end), approximate, bound)


def _outside_brackets(words: Sequence[str]) -> list[str]:
    """The words without those in brackets."""
    out: list[str] = []
    depth = 0
    for word in words:
        if word == "(":
            depth += 1
        elif word == ")":
            depth = max(0, depth - 1)
        elif not depth:
            out.append(word)
    return out


def _is_majority(lower: Sequence[str], at: int, words: FigureWords) -> bool:
    """Whether a number before `at` is a part of a whole of voters, or of votes: `30 of 45 councillors`, `52 zu 44`."""
    if lower[at : at + 1] and lower[at] in words.of and at + 1 < len(lower) and _NUMBER.fullmatch(lower[at + 1]):
        return any(word in words.votes for word in lower[at + 2 : at + 5])
    counted = [at + 1] if lower[at : at + 1] and lower[at] in words.ballots else [at, at + 2]
    # "52 votes to 44", "52 to 44 votes".
    versus, ballot = counted[0], at if len(counted) == 1 else counted[-1]
    return (
        max(versus + 1, ballot) < len(lower)
        and lower[versus] in words.versus
        and lower[ballot] in words.ballots
        and bool(_NUMBER.fullmatch(lower[versus + 1]))
    )


def _told_after(after: Sequence[str], words: FigureWords) -> bool:
    """Whether what became of them stands right behind a number, or behind the people it counts: `5 people injured`."""
    near = after[1:2] if after and after[0] in words.people else after[:1]
    return any(word in words.kinds.get(what, ()) for word in near for what in _CASUALTIES)


def _meaning(
    after: Sequence[str], before: Sequence[str], words: FigureWords, type_: EventType, *, whole: bool
) -> str | None:
    """What a number counts: the nearest telling word after it, else before it. What is not whole counts nobody."""
    strength = words.kinds.get("magnitude", frozenset())
    before_last = before[-2:-1] if before and before[-1].isalpha() else before[-1:]
    if _fits("magnitude", type_) and strength.intersection((*before[-1:], *before_last)):
        return "magnitude"
    governing = next(
        (
            what
            for what in _CASUALTIES
            if _fits(what, type_) and before[-1:] and before[-1] in words.kinds.get(what, ())
        ),
        None,
    )
    if governing is not None and whole and not _told_after(after, words):
        return governing  # "killing two people and injuring five"
    voting = type_ in _OF_TYPE["votes_for"]
    order: tuple[str, ...] = (*_CASUALTIES, *(_VOTES if voting else ()), "magnitude", "troops", "money")
    for distance, word in enumerate(after):
        for what in order:
            if word in words.kinds.get(what, ()) and _fits(what, type_) and (whole or what in _PARTS):
                if what in _VOTES and distance > 2:
                    continue
                return what
        if word in words.currency:
            return "money"
    people = any(word in words.people for word in after[:2])
    before_it: tuple[str, ...] = (*_CASUALTIES, "magnitude", *(reversed(_VOTES) if voting else ()))
    for word in reversed(before):
        for what in before_it:
            if (
                word in words.kinds.get(what, ())
                and _fits(what, type_)
                and (whole or what in _PARTS)
                and (people != (what == "magnitude") or what in (*_VOTES, "deaths"))
            ):
                return what
        if word in words.currency and len(word) <= 3:
            return "money"
    if any(word in words.kinds.get("people", ()) for word in after[:2]) and _fits("people", type_):
        return "people"
    return None


def _fits(what: str, type_: EventType) -> bool:
    wanted = _OF_TYPE.get("votes_for" if what in _VOTES else what)
    return wanted is None or type_ in wanted
