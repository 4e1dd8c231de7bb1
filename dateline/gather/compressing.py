"""A clause cut to the length of a headline: what opens it, what stands between its commas, who said it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.gather.soundness import MOST_WORDS, WORD, points
from dateline.gather.templates import LIMIT, capital
from dateline.lexicon.titles import Compression, Titles

_PART = re.compile(r"\s*(?:,(?!\d)|;|\s(?:[–—-]|--)\s)\s*")
"""Where a clause falls into parts; the comma of a number is none."""


def compress(text: str, trigger: str, titles: Titles) -> str:
    cut = titles.compression
    text = re.sub(r"\s*\([^()]*\)", "", text)
    text = text.strip(" ,;:–—-•\t").rstrip(".!…")
    text = leading(text, cut.leading)
    parts = [part.strip() for part in _PART.split(text)]
    if len(parts) > 1:
        text = _without_asides(parts, trigger, titles)
    plain = text.casefold()
    for tail in cut.tails:
        if tail.casefold() not in plain:
            continue
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
    shown = cut.bare_adjectives.get(first.casefold())
    bare = shown is not None and rest.partition(" ")[0].endswith(shown)
    inflects = (
        cut.articles_inflect
        and not bare
        and (rest[:1].islower() or (first.casefold() in cut.articles_kept and _adjective(rest)))
    )
    pointing = any(
        text.casefold().startswith(phrase) and points(phrase, text.casefold(), cut) for phrase in cut.pointing
    )
    if first.casefold() in cut.articles and rest and not inflects and not pointing:
        text = rest
    return capital(text)


def _adjective(text: str) -> bool:
    """Whether a name begins with an adjective that shows its article's ending: (der) Rote Halbmond."""
    first, _, rest = text.partition(" ")
    return first.endswith("e") and rest[:1].isupper()


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
        kept, _, rest = text.rpartition(",")
        if kept and len(rest.split()) <= 2 and trigger not in rest and rest.islower():
            # "…, a day | after": what measured the time goes with it.
            text = kept
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
            if trigger not in "".join(parts[2:]):
                # What the sentence then says of them has lost its subject.
                break
            continue
        if place and not holds and place < len(parts) - 1 and first in cut.articles and trigger not in "".join(kept):
            # "Volvo, the largest employer, will build": the commas go with the apposition.
            joined = True
            continue
        if first in cut.relatives and not holds and place:
            # "Malta, which joined in 1964, signed": the commas go with the clause.
            joined = (WORD.findall(kept[-1]) or [""])[0].casefold() not in cut.openers
            continue
        if place == 1 and len(parts) == 3 and _is_aside(part, parts[2], first, titles) and trigger in parts[2]:
            # "The pact, signed in June, takes effect": the commas go with the participle.
            joined = True
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


def _is_aside(part: str, rest: str, first: str, titles: Titles) -> bool:
    """Whether a part between two commas only tells more of the words before it, and is no part of a list."""
    alone = part[:1].islower() and len(part.split()) > 1 and first not in titles.compression.openers
    return alone and not rest.startswith(titles.last.strip())


def _follows(part: str, trigger: str, relative: str) -> bool:
    """Whether the trigger comes right after the relative word, which is then its subject."""
    return part[len(relative) :].lstrip().startswith(trigger)
