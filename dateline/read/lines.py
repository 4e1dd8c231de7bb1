"""Labels the lines of an article (title, lede, caption, comment form …) and rejoins them into paragraphs.

Nothing is deleted: a label decides who may use a line. The rules are those of extraction 2.2, first match wins; the
words they look for stand in the language packs, all languages at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.core.model import Label, Span
from dateline.core.text import fold_typography
from dateline.read.heads import Heads
from dateline.read.markers import Markers
from dateline.read.units import GLUE, WORDS, Unit, cut_units

_BULLET = re.compile(r"[•·▪●■◦*+–—-]\s+|[•▪●■◦]")
_DASH = re.compile(r"[–—-]\s")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}|^(?:https?://|www\.)\S+$")
_SEPARATOR = re.compile(r"\s[|·•]\s|\s/\s")
_NAME = re.compile(r"(?:[^\W\d_a-zåäöéüø][\w.'’-]*)(?:\s+(?:(?:[a-z]{2,3}\s+)?[^\W\d_a-zåäöéüø][\w.'’-]*)){1,3}")
_BEHIND_DASH = re.compile(r"\s[–—-]$")
_DIGITS = re.compile(r"\d+")
_FRAGMENT_END = re.compile(r"[.!]\s*")
_TWO_SENTENCES = re.compile(r"[.!?]\s+\w+\s+\w+\s+\w+")
_QUOTED = re.compile(r"^[\"“”„»«].*[\"“”»«]$")

TAIL = 0.7
"""Comment forms are looked for behind this share of the text."""


@dataclass(slots=True)
class Block:
    """A paragraph in the making: the span of its lines, and what they are."""

    start: int
    end: int
    label: Label
    section: int


@dataclass(slots=True)
class Layout:
    """An article's lines and paragraphs."""

    units: list[Unit]
    blocks: list[Block] = field(default_factory=list)
    head: Span | None = None

    def labels(self, text: str) -> tuple[tuple[Span, Label], ...]:
        """Every line that is not blank with its label, in order; a line glued together from two gives two spans."""
        out: list[tuple[Span, Label]] = []
        for unit in self.units:
            start = unit.start
            for line in text[unit.start : unit.end].split("\n"):
                left = start + len(line) - len(line.lstrip())
                right = start + len(line.rstrip())
                if left < right:
                    out.append((Span(left, right), unit.label))
                start += len(line) + 1
        return tuple(out)


def lay_out(
    text: str,
    markers: Markers,
    heads: Heads,
    *,
    title: str | None = None,
    repeated: frozenset[str] = frozenset(),
    markdown: bool = False,
) -> Layout:
    """The lines of a text with their labels, and the paragraphs they form.

    `title` is the article's title where it is known; `repeated` holds lines, masked by `mask`, that other articles
    of the collection have too; in `markdown`, lines with number signs are headings and images captions.
    """
    return label_anew(Layout(cut_units(text, markers, markdown=markdown)), text, markers, heads, title, repeated)


def label_anew(
    layout: Layout, text: str, markers: Markers, heads: Heads, title: str | None, repeated: frozenset[str]
) -> Layout:
    """A layout of lines as they were cut, not of Markdown, labelled in the light of what is known of them by now."""
    units = layout.units
    layout = Layout(units)
    if not units:
        return layout
    _label(units, len(text), text, markers, heads, title, repeated)
    _fact_boxes(units)
    layout.blocks = _join(units)
    _find_lede(layout, text, heads)
    return layout


# ----------------------------------------------------------------------------------------------------------- labels


def mask(line: str) -> str:
    """A line as it is compared between articles: lower case, digits alike."""
    return _DIGITS.sub("0", fold_typography(line).lower())


def _label(
    units: list[Unit],
    length: int,
    text: str,
    markers: Markers,
    heads: Heads,
    title: str | None,
    repeated: frozenset[str],
) -> None:
    wanted = fold_typography(title).lower() if title else None
    cut = False
    titled = False
    in_list = False
    teasers = False
    told = False
    for i, unit in enumerate(units):
        before = units[i - 1] if i else None
        after = units[i + 1] if i + 1 < len(units) else None
        if cut or (unit.start >= TAIL * length and i and _is_comment_form(unit, markers)):
            cut = True
            unit.label = Label.COMMENT_FORM
            continue
        if wanted and not titled and i < 4 and fold_typography(unit.text).lower().rstrip(".") == wanted.rstrip("."):
            titled = True
            unit.label = Label.TITLE
            continue
        if teasers:
            unit.label = Label.LIST_NAV
            continue
        if repeated and mask(unit.text) in repeated:
            unit.label = Label.LIST_NAV
            continue
        if in_list and not unit.blank_before and unit.count <= 5 and not unit.stopped:
            unit.label = Label.LIST_NAV
            continue
        in_list = False
        if unit.heading and not (titled or told):
            titled = True
            unit.label, unit.heading = Label.TITLE, False
            continue
        if unit.label is Label.CAPTION:
            continue
        if markers.lists.fullmatch(unit.text):
            # Near the end the teasers of other articles follow, in whole sentences.
            teasers = told and unit.start >= TAIL * length
            in_list = True
            unit.label = Label.LIST_NAV
            continue
        rubric = i == 0 and unit.count == 1 and not unit.stopped and after is not None
        if rubric or _is_navigation(unit, markers):
            unit.label = Label.LIST_NAV
        elif _is_promo(unit, markers):
            unit.label = Label.PROMO
        elif _is_byline(i, units, text, markers, heads):
            unit.label = Label.BYLINE
        elif not titled and not told and _is_title(unit, after, markers):
            titled = True
            unit.label = Label.TITLE
        elif _is_caption(unit, markers) or _is_captioned(unit, before, after, markers):
            unit.label = Label.CAPTION
        elif _is_bio(unit, before, after) or (
            i >= len(units) - 6 and unit.count <= 40 and markers.author_note.search(unit.text)
        ):
            unit.label = Label.AUTHOR_BIO
            if before is not None and before.heading and _is_name(before):
                before.label, before.heading = Label.BYLINE, False
        elif _is_fact_heading(unit, after, markers):
            unit.label, unit.heading, unit.fact = Label.SUBHEAD, True, True
        elif unit.heading or (i and _is_subhead(i, units)):
            unit.label, unit.heading = Label.SUBHEAD, True
        unit.heading = unit.heading and unit.label is Label.SUBHEAD
        told = told or unit.label in (Label.BODY, Label.SUBHEAD)
    if not wanted:
        _mend_kicker(units)
    _mend_tail(units)


def _is_comment_form(unit: Unit, markers: Markers) -> bool:
    return unit.count <= 14 and markers.comment_form.match(unit.text) is not None


def _is_navigation(unit: Unit, markers: Markers) -> bool:
    if unit.count == 0 or (unit.count <= 6 and markers.navigation.fullmatch(unit.text)):
        return True
    if unit.count == 1 and not unit.stopped and (len(unit.text) == 1 or unit.text.islower()):
        return True
    # `EVENING EDITION - DRAFT - DO NOT COPY`: a running head.
    return unit.text.isupper() and len(re.findall(r"\s[-–—|/]\s", unit.text)) >= 2


def _is_promo(unit: Unit, markers: Markers) -> bool:
    if unit.promo is None:
        unit.promo = _promotes(unit, markers)
    return unit.promo


def _promotes(unit: Unit, markers: Markers) -> bool:
    """Advertising for the paper, its accounts and other texts, and invitations to write in."""
    if unit.count > 30:
        return False
    if (
        unit.count <= 25
        and ("@" in unit.text or "/" in unit.text)
        and _MAIL.search(unit.text)
        and not (unit.full_stop and unit.count > 12)
    ):
        return True
    if _BULLET.match(unit.text) and unit.count <= 4 and not _DASH.match(unit.text) and not unit.full_stop:
        return True
    if unit.count <= 12 and not unit.full_stop and markers.promo_word.search(unit.text):
        return True
    parts = [part.strip() for part in _SEPARATOR.split(unit.text)] if unit.count <= 20 else ()
    if len(parts) > 1:
        return any(
            markers.promo.match(p) or markers.navigation.fullmatch(p) or markers.comment_form.match(p) for p in parts
        )
    if unit.count <= 15 and markers.invitation.search(unit.text):
        return not unit.full_stop or unit.count <= 10
    started = markers.promo.match(unit.text)
    if started is None:
        return False
    rest = unit.text[started.end() :]
    separated = re.match(r"\s*[:|»>–—]", rest) is not None
    # `Share prices fell on Monday.` is a sentence, `Share this article` is not.
    words = markers.promo_word.search(rest) is not None
    return separated or words or not rest.strip() or not unit.full_stop or unit.count < 5


def _is_name(unit: Unit) -> bool:
    """Two to four capitalised words and nothing else."""
    return 2 <= unit.count <= 4 and _NAME.fullmatch(unit.text) is not None


def _is_byline(i: int, units: list[Unit], text: str, markers: Markers, heads: Heads) -> bool:
    unit = units[i]
    before = units[i - 1] if i else None
    after = units[i + 1] if i + 1 < len(units) else None
    near_edge = i < 5 or i >= len(units) - 4
    if near_edge and (heads.is_label(unit.text) or ((i or unit.count <= 8) and _is_dated(unit, text, heads))):
        return True
    if unit.count <= 8 and markers.agency_line.fullmatch(unit.text):
        return True
    named = before is not None and before.label is not Label.TITLE and _is_name(before)
    if before is not None and named and unit.count <= 14 and markers.role.search(unit.text):
        # `Fredrik Berg` over `Political correspondent in Oslo.`: the name shows itself by the line below it.
        before.label, before.heading = Label.BYLINE, False
        return True
    if after is not None and _is_name(unit) and after.count <= 14 and markers.role.search(after.text) and i:
        return True
    if not near_edge or unit.count > 14 or unit.full_stop:
        return False
    if unit.count <= 12 and markers.by.match(unit.text) and not unit.stopped and _mostly_names(unit, markers):
        return True
    if unit.count <= 10 and markers.kind.match(unit.text) and i:
        rest = unit.text[markers.kind.match(unit.text).end() :].strip()  # type: ignore[union-attr]
        return not rest or rest[0] in "|·•–—-:/" or _mostly_names(unit, markers)
    return 0 < i < 4 and unit.count <= 6 and not unit.stopped and markers.role.search(unit.text) is not None


def _is_dated(unit: Unit, text: str, heads: Heads) -> bool:
    return unit.count <= 16 and not unit.full_stop and heads.date_line(text, Span(unit.start, unit.end)) is not None


def _mostly_names(unit: Unit, markers: Markers) -> bool:
    """Behind its first word a byline holds names, roles and short words: a sentence holds more."""
    rest = unit.words[1:]
    plain = [word for word in rest if word[0].islower() and len(word) > 3 and not markers.role.fullmatch(word)]
    return bool(rest) and len(plain) <= 1 and any(word[0].isupper() for word in rest)


def _is_title(unit: Unit, after: Unit | None, markers: Markers) -> bool:
    """A line without a stop before anything is told."""
    if unit.count > 18 or unit.count < 2 or after is None or after.text[0].islower():
        return False
    if unit.full_stop or unit.text[-1] in ",;:" or _DASH.match(unit.text) or unit.text[0].islower():
        return False
    return not markers.credit.search(unit.text)


def _is_caption(unit: Unit, markers: Markers) -> bool:
    if unit.caption is None:
        unit.caption = _credits(unit, markers)
    return unit.caption


def _credits(unit: Unit, markers: Markers) -> bool:
    """A line that ends with or holds a credit, or was glued to one, and does not end as a sentence does."""
    if unit.count > 60:
        return False
    credit = markers.credit.search(unit.text)
    if credit and not (unit.full_stop and len(unit.text) - credit.end() > 80):
        return True
    if markers.agency_photo.search(unit.text):
        return True
    if unit.full_stop or _TWO_SENTENCES.search(unit.text):
        return False
    if unit.count >= 3 and markers.agency_end.search(unit.text):
        return True
    return unit.count >= 5 and not unit.stopped and GLUE.search(unit.text) is not None


def _is_captioned(unit: Unit, before: Unit | None, after: Unit | None, markers: Markers) -> bool:
    """The words between a bare `Image caption` and the text, or right above a line that is a credit."""
    if before is not None and before.label is Label.CAPTION and not unit.blank_before and not unit.full_stop:
        bare = markers.credit.match(before.text)
        if bare is not None and not WORDS.search(before.text, bare.end()):
            return True
    if after is None or after.blank_before or not unit.blank_before or unit.count > 50:
        return False
    credit = markers.credit.match(after.text)
    return credit is not None and after.count <= 10 and WORDS.search(after.text, credit.end()) is not None


def _is_bio(unit: Unit, before: Unit | None, after: Unit | None) -> bool:
    """Three or more fragments of a few words each: "Coffee fan. Amateur baker. Night owl." """
    if unit.count > 40:
        return False
    parts = [part for part in _FRAGMENT_END.split(unit.text.strip('"“”„»«')) if part.strip()]
    if len(parts) < 3:
        return False
    lengths = [len(WORDS.findall(part)) for part in parts]
    beside = any(
        other is not None and (other.label in (Label.BYLINE, Label.PROMO) or _is_name(other))
        for other in (before, after)
    )
    return beside and max(lengths) <= 5 and sum(lengths) / len(lengths) <= 3.5


def _is_fact_heading(unit: Unit, after: Unit | None, markers: Markers) -> bool:
    """`Facts`, `Background: The alliance`: a heading, with a text behind it."""
    match = markers.fact_box.match(unit.text)
    if match is None or after is None or unit.full_stop or unit.count > 10:
        return False
    rest = unit.text[match.end() :]
    return not rest.strip(" :") or re.match(r"\s*[:/|–—]", rest) is not None or unit.count <= 5


def _is_subhead(i: int, units: Sequence[Unit]) -> bool:
    """A short line without a stop between paragraphs."""
    unit = units[i]
    after = units[i + 1] if i + 1 < len(units) else None
    if after is None or unit.count == 0:
        return False
    alone = unit.blank_before and after.blank_before
    if unit.count > (12 if alone else 8) or after.text[0].islower() or unit.text[0].islower():
        return False
    if unit.full_stop or unit.text[-1] in ",;:–—-" or _BULLET.match(unit.text):
        return False
    if unit.text[-1] in '?"”“»' and unit.count > 8:
        return False
    if units[i - 1].label is Label.BODY and _ends_open(units[i - 1].text):
        return False
    return any(later.count > 8 or later.full_stop for later in units[i + 1 : i + 4])


def _mend_kicker(units: list[Unit]) -> None:
    """Two or three words over the title (`War in Kivu`) name the subject, and the line below is the title."""
    if len(units) < 3 or units[0].stopped or units[0].count > 3:
        return
    first, second = units[:2]
    if first.label is Label.TITLE and second.label is Label.SUBHEAD and not second.fact and second.count > 3:
        first.label = Label.LIST_NAV
        second.label, second.heading = Label.TITLE, False


def _mend_tail(units: list[Unit]) -> None:
    """Short lines behind the last sentence are links, not paragraphs."""
    for unit in reversed(units):
        if unit.label is Label.BODY or unit.label is Label.SUBHEAD:
            if unit.full_stop or unit.count > 8 or _BULLET.match(unit.text) or _QUOTED.match(unit.text):
                return
            if unit.text[-1] in "?!" and unit.label is Label.BODY:
                return
            unit.label, unit.heading, unit.fact = Label.LIST_NAV, False, False


def _fact_boxes(units: list[Unit]) -> None:
    """Body lines behind the heading of a fact box, until the next subhead, the end, or the blank line that ends it."""
    spaced = sum(unit.blank_before for unit in units[1:]) * 2 > len(units) - 1
    box = False
    tight = False
    for i, unit in enumerate(units):
        if unit.fact:
            box = True
            tight = spaced and i + 1 < len(units) and not units[i + 1].blank_before
        elif unit.heading or (tight and unit.blank_before):
            box = False
        elif box and unit.label is Label.BODY:
            unit.label = Label.FACT_BOX


# ------------------------------------------------------------------------------------------------------- paragraphs


def _join(units: Iterable[Unit]) -> list[Block]:
    """Paragraphs: a line each, but those joined that end or begin in the middle of a sentence."""
    out: list[Block] = []
    last: Unit | None = None
    section = 0
    for unit in units:
        if unit.heading:
            section += 1
        if last is not None and last.label is unit.label and _continues(last, unit):
            out[-1].end = unit.end
        else:
            out.append(Block(unit.start, unit.end, unit.label, section))
        last = unit
    return out


def _continues(before: Unit, unit: Unit) -> bool:
    if unit.label not in (Label.BODY, Label.FACT_BOX, Label.TITLE):
        return False
    if _BULLET.match(unit.text):
        return False
    if unit.label is Label.TITLE:
        return unit.text[0].islower()
    return unit.text[0].islower() or (_ends_open(before.text) and before.count > 3)


def _ends_open(text: str) -> bool:
    """Whether a line ends in the middle of a sentence, at a comma or a dash that stands apart."""
    return text[-1] in ",;" or (text[-1] in "–—-" and _BEHIND_DASH.match(text, len(text) - 2) is not None)


def _find_lede(layout: Layout, text: str, heads: Heads) -> None:
    """The first paragraph of the telling, and the one behind a preamble that opens with a head, are the lede."""
    body = [block for block in layout.blocks if block.label is Label.BODY][:3]
    for i, block in enumerate(body):
        found = heads.head(text, Span(block.start, block.end), first=i == 0)
        if found is not None or i == 0:
            _relabel(layout, block, Label.LEDE)
        if found is not None:
            layout.head = found[0]
            return


def _relabel(layout: Layout, block: Block, label: Label) -> None:
    block.label = label
    for unit in layout.units:
        if block.start <= unit.start < block.end:
            unit.label = label
