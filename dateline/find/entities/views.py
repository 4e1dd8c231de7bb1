"""A sentence as the entity finder works on it: its pieces, and the hits it has so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.core.known import Known
from dateline.core.model import Article, EntityKind, Form, Label, Sentence, Span
from dateline.find.phrases import PhraseIndex, Piece, pieces, pieces_of
from dateline.lexicon.gazetteer import Alias
from dateline.lexicon.language import Lexicon
from dateline.lexicon.names import Names


@dataclass(slots=True)
class Hit:
    """A mention in the making."""

    first: int
    last: int
    """Exclusive, like `first` an index into the view's pieces."""
    kind: EntityKind
    entity: str | None
    form: Form
    confidence: float
    aliases: tuple[Alias, ...] = ()
    """The readings the gazetteer offers; empty once it is decided or when it never held the name."""
    country: str | None = None
    role: str | None = None
    commentator: bool = False
    known: bool = True
    compound: bool = False


@dataclass(slots=True)
class View:
    """One sentence: pieces, lower-case texts, names of its language, hits in order of their first piece."""

    index: int
    sentence: Sentence
    label: Label
    language: str | None
    names: Names | None
    found: list[Piece]
    lower: list[str]
    raised: tuple[int, ...]
    """The pieces that begin with a capital: none but these can be names."""
    capital: Sequence[int]
    """Those, and the ones that begin with a digit and end in a capital: `5G`."""
    begin: int
    """The first piece that is no mark."""
    hits: list[Hit] = field(default_factory=list)
    capitals: bool = False
    """The sentence is set in capitals: acronyms and words look alike."""

    def text(self, article: Article, hit: Hit) -> str:
        return article.text[self.found[hit.first].start : self.found[hit.last - 1].end]

    def span(self, hit: Hit) -> Span:
        return Span(self.found[hit.first].start, self.found[hit.last - 1].end)

    def at(self, index: int) -> Hit | None:
        """The hit that covers a piece."""
        for hit in self.hits:
            if hit.first <= index < hit.last:
                return hit
        return None

    def before(self, index: int) -> str:
        """The lower-case piece before an index, empty at the start of the sentence."""
        return self.lower[index - 1] if index > 0 else ""

    def word(self, index: int) -> str:
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def raw(self, index: int) -> str:
        return self.found[index].text if 0 <= index < len(self.found) else ""

    def bare(self, text: str) -> str:
        """A name without the s of the genitive, where the language writes it on: `Kovács` stays whole in English."""
        genitive = text.endswith("s") and self.names is not None and "s" in self.names.words["genitives"]
        return text[:-1] if genitive else text

    def put(self, hit: Hit) -> None:
        """Add a hit; what it covers is masked by it."""
        self.hits = [old for old in self.hits if old.last <= hit.first or old.first >= hit.last]
        self.hits.append(hit)
        self.hits.sort(key=lambda h: h.first)

    def glued(self, index: int) -> bool:
        """No space between the piece at an index and the one before."""
        return 0 < index < len(self.found) and self.found[index].start == self.found[index - 1].end

    def initial(self, index: int) -> bool:
        """The piece begins the sentence, or direct speech in it."""
        return index <= self.begin or self.before(index) in OPENERS


_has_capital = Known[str, bool](
    lambda text: text[0].isupper() or (text[-1].isupper() and text[0].isdigit())
).__getitem__
OPENERS = frozenset(':"“„»«')


def build_views(article: Article, lexicon: Lexicon, index: PhraseIndex) -> list[View]:
    """One view a sentence, with what the gazetteer finds in it."""
    views: list[View] = []
    for number, sentence in enumerate(article.sentences):
        paragraph = article.paragraphs[sentence.paragraph]
        pack = lexicon.pack(paragraph.language or article.language)
        names = pack.names if pack else None
        language = names.tag if names else (paragraph.language or article.language)
        found = pieces_of(article.text, sentence)
        capital = [at for at, (_, _, text) in enumerate(found) if _has_capital(text)]
        raised = tuple([at for at in capital if found[at].text[0].isupper()])
        view = View(
            index=number,
            sentence=sentence,
            label=paragraph.label,
            language=language,
            names=names,
            found=found,
            lower=[text.lower() for _, _, text in found],
            raised=raised,
            capital=capital,
            begin=next((at for at, (_, _, text) in enumerate(found) if text[0].isalnum()), len(found)),
        )
        if sum(found[at].text.isupper() for at in raised) > 2:
            letters = [text for _, _, text in found if len(text) > 1 and text.isalpha()]
            view.capitals = len(letters) > 2 and sum(word.isupper() for word in letters) > 0.7 * len(letters)
        for match in index.find(found, language):
            view.hits.append(_hit(view, match.first, match.last, match.aliases, match.compound))
        views.append(view)
    return views


def _hit(view: View, first: int, last: int, aliases: tuple[Alias, ...], compound: bool) -> Hit:
    alias = aliases[0]
    return Hit(first, last, alias.kind, alias.entity, alias.form, 1.0, aliases=aliases, compound=compound)


@lru_cache(maxsize=64)
def word_set(names: Names, *keys: str) -> frozenset[str]:
    """The lower-case words of one or several lists, without inflection."""
    return frozenset(word.lower() for key in keys for word in names.words[key])


@lru_cache(maxsize=64)
def noun_set(names: Names, key: str) -> frozenset[str]:
    """The words of a list in every inflection."""
    return names.nouns(key)


@lru_cache(maxsize=65536)
def is_noun(names: Names, key: str, word: str) -> bool:
    """The word, or in languages that write compounds in one word its last part, stands in a list of nouns."""
    known = noun_set(names, key)
    if word in known:
        return True
    if not names.words["compound_heads"]:
        return False
    return any(word[cut:] in known for cut in range(3, len(word) - 3))


def phrase_at(view: View, index: int, phrases: Iterable[tuple[str, ...]]) -> int:
    """How many pieces the longest of some lower-case phrases covers from an index on; 0 for none."""
    best = 0
    for phrase in phrases:
        size = len(phrase)
        if size > best and tuple(view.lower[index : index + size]) == phrase:
            best = size
    return best


@lru_cache(maxsize=64)
def phrases_by_first(names: Names, key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a list, as lower-case pieces, by their first piece."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in names.words[key]:
        spelled = tuple(piece.text.lower() for piece in pieces(phrase))
        table.setdefault(spelled[0], []).append(spelled)
    return {first: tuple(rows) for first, rows in table.items()}


@lru_cache(maxsize=64)
def phrases_by_last(names: Names, key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a list, as lower-case pieces, by their last piece."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in names.words[key]:
        spelled = tuple(piece.text.lower() for piece in pieces(phrase))
        table.setdefault(spelled[-1], []).append(spelled)
    return {last: tuple(rows) for last, rows in table.items()}
