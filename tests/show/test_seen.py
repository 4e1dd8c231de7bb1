"""What stands in a report and in no entry, and the lists behind the numbers of the self-audit."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from dateline.cli import main
from dateline.core.model import EntityKind, Span
from dateline.core.problems import Problems
from dateline.find.annotate import annotate
from dateline.pipeline.seen import seen
from dateline.read.articles import read_article
from dateline.show.render import render
from dateline.show.seen import Seen, SeenName, SeenTime
from tests.show.makers import LEXICON, TEXTS, Story, templates

ROOT = Path(__file__).resolve().parents[2]
TEXT = (
    "Harbour board meets\n\n"
    "The harbour board of Norway met Sweden's minister in Oslo on 3 April 2031. "
    "If the talks had failed on 9 May 2031, France would have helped. "
    "The weather was mild on 11 May 2031.\n"
)


def test_dates_and_names_of_a_text_are_seen_with_what_became_of_them():
    """A date in a sentence that tells an event, one in a condition, one in a sentence without any; each name once."""
    article = read_article("seeds/a.txt", TEXT.encode(), {"published": "2031-05-12"}, LEXICON, Problems())
    found = seen(annotate(article, LEXICON))
    words = {article.text[time.span.start : time.span.end]: time.reason for time in found.times}
    assert {"3 April 2031", "9 May 2031", "11 May 2031"} <= {word.removeprefix("on ") for word in words}
    assert "entry" == next(reason for word, reason in words.items() if word.endswith("3 April 2031"))
    assert "none" == next(reason for word, reason in words.items() if word.endswith("11 May 2031"))
    names = [name.entity for name in found.names if name.kind is EntityKind.COUNTRY]
    assert ["NO", "SE", "FR"] == [name for name in names if name in ("NO", "SE", "FR")]


def test_no_sentence_of_a_language_without_events_is_said_to_tell_none(tmp_path):
    """A French report is read for dates and names; its page does not say that it tells of nothing."""
    for folder in ("templates", "static"):
        copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "seeds").mkdir()
    text = "Le gouvernement a signé un accord avec la Norvège le 3 avril 2031.\n"
    (tmp_path / "seeds/a.txt").write_text(text, "utf-8")
    (tmp_path / "site.yaml").write_text("title: Essai\nlanguage: fr\n", "utf-8")
    main(["-q"], root=tmp_path)
    page = next((tmp_path / "public/sources").glob("*a*.html")).read_text("utf-8")
    words = LEXICON.packs["fr"].interface.sections["gates"]
    assert words["unread"] in page
    assert words["none"] not in page


def _page(ident: str, *words: str, names: tuple[tuple[str, EntityKind, str], ...] = ()) -> str:
    text = TEXTS[ident][4]

    def span(part: str) -> Span:
        start = text.index(part)
        return Span(start, start + len(part))

    held = Seen(
        tuple(SeenTime(span(part), Span(0, len(text)), "none") for part in words),
        tuple(SeenName(span(part), kind, entity) for part, kind, entity in names),
    )
    site = replace(Story().site(), seen={ident: held})
    return render(site, templates(), LEXICON)[f"sources/{ident}.html"].decode()


def test_a_date_no_entry_rests_on_stands_on_the_page_with_its_reason():
    """Marked in a few of its words, in the report's language; one in a quoted passage is left out."""
    page = _page("tt-2031-03-14-halmvik", "fredagsmorgonen", "april")
    shown = page[page.index('id="seen"') :]
    assert "<b>april</b>" in shown
    assert "<b>fredagsmorgonen</b>" not in shown
    assert "the sentence tells no event" in shown
    assert '<q lang="sv">' in shown


def test_a_name_no_entry_has_is_told_and_linked_where_others_have_it():
    """A country of other entries is a link to its page, one of none is a word of the report."""
    names = (("Oslo", EntityKind.COUNTRY, "DK"), ("EU", EntityKind.COUNTRY, "ZZ"))
    page = _page("dpa-2031-03-15-faehre", names=(names[0], ("Rund", EntityKind.COUNTRY, "ZZ")))
    shown = page[page.index('id="seen"') :]
    assert 'href="../countries/denmark.html"' in shown
    assert ">Rund</span>" in shown


def test_a_report_all_of_which_is_used_has_no_such_part():
    """Nothing is said where there is nothing to say."""
    assert 'id="seen"' not in _page("tt-2031-03-14-halmvik", "fredagsmorgonen")


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    out = render(Story().site(), templates(), LEXICON)
    return {path: data.decode() for path, data in out.items() if path.endswith(".html")}


def test_each_number_of_the_audit_leads_to_the_entries_it_counts(files):
    """Behind `3 of 14` three entries are listed; a doubt's number is the length of its list."""
    numbers = re.findall(r'<dd><a href="audit.html#([a-z_-]+)">(?:[^<(]*\()?(\d+)', files["about.html"])
    assert 4 < len(numbers)
    for anchor, number in numbers:
        section = files["audit.html"].partition(f'<section id="{anchor}">')[2].partition("</section>")[0]
        assert int(number) == section.count('<li class="dated">'), anchor


def test_the_first_report_of_an_event_is_a_fact_of_its_page(files):
    """The day its first report was out stands among the facts, with a link to the report."""
    facts = files["events/ev-k7q2m9.html"].partition("First reported")[2][:300]
    assert "14 March 2031" in facts
    assert "sources/tt-2031-03-14-halmvik.html" in facts


def test_each_neighbour_stands_once(files):
    """However many countries two events share, the page of one names the other once before or after it."""
    for path, page in files.items():
        if path.startswith("events/"):
            around = page.partition('<div class="around"><h3>Before and after')[2].partition("</section>")[0]
            links = re.findall(r'<p><a href="\.\./(events/[^"]+)"', around)
            assert len(links) == len(set(links)), path


def test_what_was_cancelled_is_not_said_to_have_happened(files):
    """The life of an entry says what became of it: cancelled, planned, denied; happened only where it did."""
    seen_states = set()
    for path, page in files.items():
        state = re.search(r'<article class="entry (\w+)"', page)
        steps = page.partition('<ol class="steps">')[2].partition("</ol>")[0]
        if state and steps:
            seen_states.add(state[1])
            assert ("Happened" in steps) is (state[1] in ("happened", "ongoing")), path
    assert len(seen_states) > 2
