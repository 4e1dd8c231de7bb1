"""Times: the expressions of a text that name a time, as the words have them (TIMEX3).

Every sentence becomes a string of token classes, one character a token. Rules of the language pack match over it,
the longest first, level by level: what a rule of one level finds (a month, a clock time) is one character for the
rules of the next, which join such parts to larger expressions. What the steps of an expression mean is the affair
of `find/anchor`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter

from dateline.core.model import Article, Sentence, Span, Timex, TimexType
from dateline.find.anchor.steps import open_value
from dateline.find.anchor.tense import Clues, depends_on_tense, is_day
from dateline.lexicon import times_pattern as tp
from dateline.lexicon.language import LanguagePack
from dateline.lexicon.times import TimeRules
from dateline.lexicon.times_rule import WINDOW, Hit, Rule, fill


@dataclass(slots=True)
class _Node:
    """What a rule found: one character in the string of the next level."""

    start: int
    end: int
    rule: Rule
    steps: tuple[str, ...]
    type: TimexType | None
    children: tuple[_Node, ...]


def find_times(article: Article, packs: Mapping[str, LanguagePack]) -> tuple[Timex, ...]:
    """All time expressions of an article, in order, none overlapping; in paragraphs no pack reads there are none."""
    out: list[Timex] = []
    rules_of: dict[str | None, TimeRules | None] = {}
    for index, sentence in enumerate(article.sentences):
        tag = article.paragraphs[sentence.paragraph].language if article.paragraphs else article.language
        if tag not in rules_of:
            pack = packs.get(tag or "") or packs.get((tag or "").split("-")[0])
            rules_of[tag] = pack.times if pack else None
        rules = rules_of[tag]
        if rules is not None:
            _find(article.text, sentence.span, index, rules, out)
    return tuple(out)


def find_times_in(text: str, pack: LanguagePack) -> tuple[Timex, ...]:
    """All time expressions of a plain text in one language, cut into sentences by `plain_spans`."""
    out: list[Timex] = []
    if pack.times is not None:
        for index, span in enumerate(plain_spans(text)):
            _find(text, span, index, pack.times, out)
    return tuple(out)


_BREAK = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘„«(\[–—-]*\s?[A-ZÅÄÖÆØÜÉÈÀÂÇ0-9])|\n+")
_NO_BREAK = re.compile(r"\b\w{1,3}\.$")


def plain_spans(text: str) -> Iterator[Span]:
    """Sentences by their marks alone: a stop after a number or a short word, as in `14. Mai` or `Oct. 3`, ends none."""
    start = 0
    for match in _BREAK.finditer(text):
        if text[match.start()] == "." and _NO_BREAK.search(text, max(start, match.start() - 4), match.start() + 1):
            continue
        if match.end() > start:
            yield Span(start, match.end())
        start = match.end()
    if start < len(text):
        yield Span(start, len(text))


def plain_article(text: str, language: str) -> Article:
    """A text as an article of one paragraph, for finding times where nothing has read it."""
    from dateline.core.model import Label, Paragraph

    paragraph = Paragraph(Span(0, len(text)), Label.BODY, language)
    sentences = tuple(Sentence(span, 0, ()) for span in plain_spans(text))
    return Article("", "", text, "", language, paragraphs=(paragraph,), sentences=sentences)


# -------------------------------------------------------------------------------------------------------- matching


def _find(text: str, span: Span, index: int, rules: TimeRules, out: list[Timex]) -> None:
    """Add the expressions of one sentence."""
    tokens = tp.TOKEN.findall(text, span.start, span.end)
    memo = rules.alphabet.memo
    code = rules.alphabet.code
    classes = [memo.get(token) or code(token) for token in tokens]
    if rules.starters.isdisjoint(classes):
        return
    string = f"{tp.START}{''.join(classes)}{tp.END}"
    starts: list[int] = []  # of every token, each ending where the next begins
    nodes: list[_Node | None] = []
    for level in range(rules.depth):
        hits = _hits(string, rules, level)
        if hits:
            if not nodes:
                starts = [span.start, *accumulate(map(len, tokens), initial=span.start), span.end]
                nodes = [None] * len(string)
            found = [each for at, hit in hits for each in _made(text, hit, at, starts, nodes)]
            string, starts, nodes = _replace(string, starts, nodes, found, rules)
    if not nodes:
        return
    sentence = _Sentence(text, span, index, rules)
    for node in nodes:
        if node is not None:
            if node.rule.alone:
                out.append(_timex(node, sentence))
            else:
                out += [_timex(each, sentence) for each in _telling(node)]


def _hits(string: str, rules: TimeRules, level: int) -> list[tuple[int, Hit]]:
    """What the rules of a level match, from left to right, at each place the longest; ties go to the earlier rule."""
    out: list[tuple[int, Hit]] = []
    met, starts = rules.met[level], rules.by_start[level]
    position = 0
    for at in [at for at, code in enumerate(string) if code in starts]:
        if at < position:
            continue  # within the last
        window = string[at : at + WINDOW]
        candidates = met.get(window) or rules.candidates(level, window)
        if candidates.rules and (hit := candidates.best(string, at)) is not None:
            out.append((at, hit))
            position = at + hit.end
    return out


def _made(text: str, hit: Hit, at: int, starts: list[int], nodes: list[_Node | None]) -> list[tuple[int, int, _Node]]:
    """What a rule makes of what it matched: one expression, or several that it names."""
    rule = hit.rule
    first, last = at, at + hit.end
    surface = text[starts[first] : starts[last]]
    # What is made of words alone is made once: lists and tables repeat them.
    of_words = not rule.emit and (rule.level == 1 or not any(nodes[first:last]))
    if of_words and (steps := rule.made.get((surface, hit.slots))) is not None:
        return [(first, last, _Node(starts[first], starts[last], rule, steps, rule.type, ()))]
    values: dict[str, str] = {}
    steps_of: dict[str, tuple[str, ...]] = {}
    kind = rule.type
    places: dict[str, tuple[int, int]] = {}
    for slot, (begin, end) in zip(rule.slots, hit.slots):
        if begin < 0:
            continue
        first, last = places[slot.label] = at + begin, at + end
        node = nodes[first] if last == first + 1 else None
        if node is not None:
            steps_of[slot.label] = node.steps
            values[slot.label] = "; ".join(node.steps)
            if rule.type is None and (kind is None or node.type is TimexType.TIME):
                kind = node.type
            continue
        values[slot.label] = rule.value(slot, text[starts[first] : starts[last]])
    first, last = at, at + hit.end
    inside = tuple(filter(None, nodes[first:last]))
    if not rule.emit:
        made = _node(starts, first, last, rule, rule.steps, values, steps_of, kind, inside)
        if of_words:
            rule.remember(surface, hit.slots, made.steps)
        return [(first, last, made)]
    out = []
    for emit in rule.emit:
        if emit.slot in places:
            a, b = places[emit.slot]
            b = last if emit.to == "end" else places.get(emit.to or "", (a, b))[1]
            inside = tuple(filter(None, nodes[a:b]))
            # A part reported beside another stays what it is: the day of "Sunday at six" is a date.
            own = inside[0].type if b == a + 1 and inside else kind
            out.append((a, b, _node(starts, a, b, rule, emit.steps, values, steps_of, own, inside)))
    return out


def _node(
    starts: list[int],
    first: int,
    last: int,
    rule: Rule,
    templates: Iterable[str],
    values: Mapping[str, str],
    steps_of: Mapping[str, tuple[str, ...]],
    kind: TimexType | None,
    children: tuple[_Node, ...],
) -> _Node:
    steps: list[str] = []
    for template in templates:
        label = template[1:-1]
        if template[0] == "{" and label in steps_of:
            steps += steps_of[label]
        else:
            steps += fill(template, values)
    return _Node(starts[first], starts[last], rule, tuple(steps), kind, children)


def _replace(
    string: str,
    starts: list[int],
    nodes: list[_Node | None],
    found: list[tuple[int, int, _Node]],
    rules: TimeRules,
) -> tuple[str, list[int], list[_Node | None]]:
    """The string of the next level, with one character for each thing found."""
    pieces: list[str] = []
    new_starts: list[int] = []
    new_nodes: list[_Node | None] = []
    position = 0
    for first, last, node in sorted(found, key=itemgetter(0)):
        pieces += (string[position:first], rules.alphabet.parts.get(node.rule.part or "", rules.anonymous))
        new_starts += starts[position : first + 1]
        new_nodes += nodes[position:first]
        new_nodes.append(node)
        position = last
    pieces.append(string[position:])
    return "".join(pieces), new_starts + starts[position:], new_nodes + nodes[position:]


def _telling(node: _Node) -> Iterator[_Node]:
    """The node itself if it may stand alone, else those of what it was made from."""
    if node.rule.alone:
        yield node
    else:
        for child in node.children:
            yield from _telling(child)


@dataclass(slots=True)
class _Sentence:
    """A sentence in which something was found; what its verbs tell of tense is read when first asked for."""

    text: str
    span: Span
    index: int
    rules: TimeRules
    _clues: Clues | None = None
    _letters: tuple[int, int] | None = None

    @property
    def clues(self) -> Clues:
        if self._clues is None:
            self._clues = Clues(self.text, self.span, self.rules.tense)
        return self._clues

    def is_since(self, span: Span) -> bool:
        """Whether the word before says that something has gone on from there."""
        return self._before(span) in self.rules.tense.since

    def is_near(self, span: Span) -> bool:
        """Whether the word before says that it was then or thereabouts."""
        return self._before(span) in self.rules.tense.approx

    def _before(self, span: Span) -> str:
        before = self.text[max(self.span.start, span.start - 20) : span.start].rsplit(None, 1)
        return before[-1].lower().rstrip(".") if before else ""

    def is_all(self, span: Span) -> bool:
        """Whether nothing but marks stands beside."""
        if self._letters is None:
            begin, end = self.span
            first = _LETTER.search(self.text, begin, end)
            last = next((i for i in range(end - 1, begin - 1, -1) if self.text[i].isalpha()), begin - 1)
            self._letters = (first.start() if first else end, last)
        return self._letters[0] >= span.start and self._letters[1] < span.end

    def is_bare(self, span: Span) -> bool:
        """Whether it is the whole text, with no more before it than such words as `at`."""
        text = self.text
        if len(text) - (span.end - span.start) > _BESIDE or _WORDISH.search(text, span.end):
            return False
        lead = self.rules.tense.lead
        return all(word.lower() in lead for word in _WORDISH.findall(text[: span.start]))


def _timex(node: _Node, sentence: _Sentence) -> Timex:
    kind = node.type or TimexType.DATE
    span, steps = Span(node.start, node.end), node.steps
    told = _told(steps)
    if told.label or told.by_tense:
        # A day with a genitive's mark ("Friday's") is none that tickets are "for".
        day = told.day and _MARK.search(sentence.text, span.end - 2, span.end + 1) is None
        clue = None if told.label else sentence.clues.near(span, day=day)
        if clue:
            steps += (f"tense {clue}",)
        elif sentence.is_all(span):
            steps += ("alone",)
            kind = TimexType.DATE if told.label else kind
    elif told.year and sentence.is_since(span):
        steps += ("tense since",)
    if told.mod is not None and sentence.is_bare(span):
        steps += ("bare",)
    mod = told.mod
    if mod is None and kind is TimexType.DATE and told.dated and sentence.is_near(span):
        mod = "APPROX"
    return Timex(span, sentence.index, kind, told.value, node.rule.label, mod, steps)


@dataclass(frozen=True, slots=True)
class _Told:
    """What steps tell by themselves."""

    value: str
    mod: str | None
    by_tense: bool
    day: bool
    year: bool
    label: bool
    """A length of time counted from or to now, which by itself is a heading: `Last 24 hours`."""
    dated: bool
    """It names a day, a feast, a month or a year, which a word before it may make approximate."""


@lru_cache(maxsize=20000)
def _told(steps: tuple[str, ...]) -> _Told:
    mod = next((step[4:] for step in reversed(steps) if step.startswith("mod ")), None)
    first = steps[0]
    label = first.startswith("dur ") and first.endswith((" last", " next"))
    dated = is_day(steps) or first.split(" ")[0] in _NEARED
    return _Told(
        open_value(steps), mod, depends_on_tense(steps), is_day(steps), first.startswith("year "), label, dated
    )


_NEARED = frozenset({"year", "month", "holiday", "decade", "century", "season"})
_MARK = re.compile("['’]")
_LETTER = re.compile(r"[^\W\d_]")
_WORDISH = re.compile(r"[^\W_]+")
_BESIDE = 24
"""A text that has more than so many characters beside an expression says something of it."""
