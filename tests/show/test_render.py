"""The finished files."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from dateline.core.model import Checked, Correction, Status
from dateline.core.problems import Problems
from dateline.core.when import ordinal
from dateline.show.check import check_site
from dateline.show.render import POLICY, render
from tests.show.makers import LEXICON, ROOT, TEXTS, Story, article, config, entry, source, story, templates

STATIC = {
    f"static/{p.relative_to(ROOT / 'static')}": p.read_bytes()
    for p in sorted((ROOT / "static").rglob("*"))
    if p.is_file()
}


def build(story_=None, **settings):
    made = story_ or Story(config=config(**settings))
    return render(made.site(), templates(), LEXICON)


@pytest.fixture(scope="module")
def files():
    return build()


def text(data, path):
    return data[path].decode()


@pytest.mark.parametrize("settings", [{}, {"languages": ("en", "sv", "de", "fr"), "address": "https://x.example/t/"}])
def test_every_link_and_anchor_resolves_and_nothing_is_fetched_from_elsewhere(settings):
    """The whole site, in one language and in four, passes its own check."""
    problems = Problems()
    check_site({**build(**settings), **STATIC}, problems, articles={i: article(i) for i in TEXTS})
    assert "" == str(problems)


def test_same_input_gives_the_same_bytes():
    """No clock, no order of sets, no memory of an earlier run."""
    assert build() == build()


def test_an_empty_project_is_a_whole_site():
    """With no entry at all there is a home page and no dead link."""
    out = render(replace(Story(entries=())).site(), templates(), LEXICON)
    problems = Problems()
    check_site({**out, **STATIC}, problems)
    assert "" == str(problems)
    assert "index.html" in out


def test_hostile_text_stays_text():
    """Markup in titles, names, notes and summaries is shown or dropped, never run."""
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    bad = entry(
        "ev-evil",
        evil,
        "2031-03-14",
        summary=f"{evil} [click](javascript:alert(1)) **bold** <b onclick=x>",
        public_note=evil,
        date_note=evil,
        organisations=("evil-org", evil),
        roles={"evil-org": evil},
        people=(evil,),
        corrections=(Correction("2031-04-02", evil, evil, evil, evil),),
        sources=(
            source("hn-2031-04-03-oslo", evil, when=evil),
            replace(
                source("", evil), article=None, url="javascript:alert(1)", archived="data:text/html,x", publisher=evil
            ),
        ),
    )
    out = build(Story(entries=(bad, *story()), config=config(title=evil, description=evil, licence=evil)))
    problems = Problems()
    check_site({**out, **STATIC}, problems)
    assert "" == str(problems)
    for path, data in out.items():
        if path.endswith(".html"):
            page = data.decode()
            assert "<script>alert" not in page, path
            assert 'href="javascript:' not in page, path


def test_json_ld_cannot_break_out_of_its_element():
    """Data inside a script element holds no tag."""
    out = build(Story(entries=(entry("ev-a", "</script><b>&", "2031-03-14"),)))
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', text(out, "events/ev-a.html"), re.S).group(
        1
    )
    assert "</script><b>&" == json.loads(data)["name"]


def test_every_page_forbids_other_hosts_and_inline_code(files):
    """The policy stands in every page before anything is loaded."""
    for path, data in files.items():
        if path.endswith(".html"):
            page = data.decode()
            assert f'content="{POLICY}"' in page, path
            assert page.index("Content-Security-Policy") < page.index("stylesheet"), path


def test_each_kind_of_date_stands_in_the_chronology_as_it_is(files):
    """A month is a month, a span a span, an uncertain day a phrase without a machine date."""
    home = text(files, "index.html")
    for phrase in (
        "mid-March 2030",
        "20 March – 18 April 2031",
        "spring 2031",
        "between 15 and 18 April 2031",
        "late March 2031",
    ):
        assert phrase in home
    assert 'datetime="2031-03-21"' not in home
    assert 'datetime="2031-04-15"' not in home


def test_state_is_a_word_not_only_a_shape(files):
    """What was cancelled, denied, planned or alleged says so."""
    home = text(files, "index.html")
    for word in ("cancelled", "denied", "planned", "alleged"):
        assert f'<span class="state">{word}</span>' in home


def test_each_fact_points_at_its_words(files):
    """The date of an event links to the sources that carry it, and they lie on the same page."""
    page = text(files, "events/ev-k7q2m9.html")
    date = page[page.index("<dt>Date</dt>") : page.index("<dt>Kind</dt>")]
    assert ["#s1", "#s2"] == re.findall(r'href="(#s\d)"', date)
    assert 'id="s2"' in page


def test_disagreement_is_shown_side_by_side(files):
    """Both counts stand there, and which one the site uses and why."""
    page = text(files, "events/ev-k7q2m9.html")
    people = page[page.index("<dt>People</dt>") :]
    assert people.index("340") < people.index("300")
    assert "we use 340: the union’s count is later" in people.replace("&#39;", "’")


def test_foreign_words_are_marked(files):
    """Quotes carry their language."""
    page = text(files, "events/ev-k7q2m9.html")
    assert '<blockquote lang="sv">' in page
    assert '<blockquote lang="de">' in page


def test_only_quoted_passages_of_a_report_leave_the_house(files):
    """An article whose rights are not full shows its passages and no more; with full rights all of it, marked."""
    shown = text(files, "sources/gp-2031-04-20-avtal.html")
    assert "Parterna skrev under ett avtal" in shown
    unquoted = "Avtal klart i färjekonflikten\nParterna"
    assert unquoted not in shown
    full = text(build(Story(full=True)), "sources/gp-2031-04-20-avtal.html")
    assert '<mark class="depth1">' in full
    assert "hade hotat med en lag" in full
    assert "full" not in text(
        build(Story(full=True, config=config(full_texts=False))), "sources/gp-2031-04-20-avtal.html"
    )


def test_wrong_quotes_are_not_anchored_to_lookalikes():
    """A quote that is not in the article gets no place in it."""
    off = entry(
        "ev-a", "x", "2031", sources=(source("hn-2031-04-03-oslo", "Ministers of Sweden and Norway met in Bergen."),)
    )
    page = text(build(Story(entries=(off,))), "events/ev-a.html")
    assert "hn-2031-04-03-oslo.html#q" not in page


def test_checked_and_machine_made_are_told_apart(files):
    """Who checked it and when, or that nobody has."""
    assert "Checked by E. L., 2 April 2031" in text(files, "events/ev-k7q2m9.html")
    assert "Found by machine, not yet checked" in text(files, "events/ev-m4.html")


def test_an_entry_whose_reports_are_gone_says_so():
    """Checked or written by hand, it stays, with a notice; one whose report only changed has none."""
    gone = replace(source("no-such-report", "Nobody can look this up."), lost=True)
    changed = replace(source("hn-2031-04-03-oslo", "These words were edited away."), lost=True)
    told = {"checked": Checked("E. L."), "status": Status.CHECKED, "sources": (gone,)}
    entries = (
        entry("ev-check", "A", "2031", **told),
        entry("ev-hand", "B", "2031", status=Status.ORPHANED, by_hand=("title",), sources=(gone,)),
        entry("ev-edited", "C", "2031", **{**told, "sources": (gone, changed)}),
    )
    out = build(Story(entries=entries))
    notice = "The reports it rested on are gone"
    pages = [f"events/ev-{name}.html" for name in ("check", "hand", "edited")]
    assert [True, True, False] == [notice in text(out, page) for page in pages]
    assert "Checked by E. L." in text(out, "events/ev-check.html")


def test_home_of_a_large_site_is_a_choice():
    """Beyond the limit home shows the most reported of each year and links to the whole."""
    many = tuple(entry(f"ev-{n:03}", f"Event {n}", f"2031-03-{n % 28 + 1:02}") for n in range(40))
    out = build(Story(entries=many, config=config(home_limit=10)))
    assert 10 == text(out, "index.html").count('<li class="event')
    assert 40 == text(out, "years/2031.html").count('<li class="event')
    assert 'href="years/2031.html"' in text(out, "index.html")


def test_second_language_has_every_page_and_links_between(files):
    """Swedish stands in its folder, with links to and fro, and its own words."""
    out = build(languages=("en", "sv"), names={"sv": "Färjekonflikten"})
    for path in files:
        if path.endswith(".html"):
            assert f"sv/{path}" in out
    page = text(out, "sv/events/ev-k7q2m9.html")
    assert '<html lang="sv">' in page
    assert "Färjepersonal strejkar i Halmvik" in page
    assert 'href="../../events/ev-k7q2m9.html"' in page
    assert "Färjekonflikten" in text(out, "sv/index.html")
    assert '<a href="../events/ev-m4.html"' not in text(out, "sv/index.html")


def test_titles_without_a_translation_say_their_language():
    """An English title on a Swedish page is marked as English."""
    out = build(languages=("en", "sv"))
    assert '<h1 lang="en">Ministers of Sweden' in text(out, "sv/events/ev-m4.html")


def test_feeds_are_well_formed_and_newest_first(files):
    """Atom of the site and of a country parses; entries have ids, titles and dates."""
    atom = "{http://www.w3.org/2005/Atom}"
    for path in ("feed.xml", "countries/sweden.xml", "organisations/eu.xml", "corrections.xml"):
        root = ET.fromstring(files[path])
        assert f"{atom}feed" == root.tag
        dates = [e.findtext(f"{atom}updated") for e in root.iter(f"{atom}entry")]
        assert dates
        assert sorted(dates, reverse=True) == dates
        assert len({e.findtext(f"{atom}id") for e in root.iter(f"{atom}entry")}) == len(dates)


def test_private_notes_and_drafts_leave_no_trace():
    """What is not to be published is in no file."""
    secret = entry("ev-x", "Draft of a secret", "2031", status=Status.DRAFT)
    open_ = entry("ev-y", "Open", "2031", note="ask the informant")
    for path, data in build(Story(entries=(secret, open_))).items():
        assert b"secret" not in data, path
        assert b"informant" not in data, path


def test_one_template_can_be_overridden():
    """A project's own line.html is used, the rest stays."""
    own = {**templates(), "line.html": '<li class="event" id="{{ line.id }}">MY {{ line.title }}</li>\n'}
    out = render(Story().site(), own, LEXICON)
    assert "MY Ferry crews strike" in text(out, "index.html")


def test_misspelt_name_in_a_template_is_an_error():
    """A template that asks for what does not exist fails instead of leaving a hole."""
    own = {**templates(), "line.html": "{{ line.titel }}"}
    with pytest.raises(Exception, match="titel"):
        render(Story().site(), own, LEXICON)


def test_suggesting_a_correction_opens_a_filled_letter(files):
    """The link holds the entry's id and title; an address of a form gets them as parameters."""
    page = text(files, "events/ev-m4.html")
    assert "mailto:desk@halmvik.example?subject=Correction%3A%20Ministers" in page
    form = text(build(contact="https://forge.example/new"), "events/ev-m4.html")
    assert "https://forge.example/new?title=Correction%3A%20Ministers" in form


def test_page_not_found_holds_at_whatever_address_it_is_shown():
    """With a known address its links start at the host's top, in the second language too."""
    out = build(address="https://x.example/time/line/", languages=("en", "sv"))
    assert 'href="/time/line/static/site.css"' in text(out, "404.html")
    assert 'href="/time/line/index.html"' in text(out, "404.html")
    assert 'href="/time/line/static/site.css"' in text(out, "sv/404.html")
    assert 'href="/time/line/sv/index.html"' in text(out, "sv/404.html")


def test_print_edition_has_every_entry_and_every_quote_as_a_note(files):
    """One document with all of it: entries, numbered notes, an index with years."""
    page = text(files, "print.html")
    for one in Story().site().everything:
        assert f'href="events/{one.id}.html"' in page
    assert page.count('<li id="n') == sum(len(one.sources) for one in Story().site().everything)
    assert re.search(r">Denmark</a> <span>2031</span>", page)


def test_very_long_pages_keep_their_lines_brief():
    """Where hundreds stand on one page, summary and evidence are on their own pages."""
    many = tuple(
        entry(f"ev-{n:03}", f"Event {n}", f"2031-03-{n % 28 + 1:02}", summary="Told at length.") for n in range(401)
    )
    out = build(Story(entries=many, config=config(home_limit=10)))
    assert "Told at length." not in text(out, "years/2031.html")
    assert "Told at length." in text(out, "events/ev-000.html")


def test_corrections_have_their_page_and_feed(files):
    """What was changed after publication is told with from, to and why."""
    for path in ("corrections.html", "corrections.xml"):
        page = text(files, path)
        assert "340" in page
        assert "300" in page
        assert "Later report names the vessels" in page


def test_large_home_page_filters_all_events_and_has_few_links_to_years():
    """The filter's script holds every event, and two hundred years are reached by tens."""
    many = tuple(entry(f"ev-{n:03}", f"Event {n}", f"{1820 + n}", countries=("SE", "NO")[n % 2 :]) for n in range(200))
    out = build(Story(entries=many, config=config(home_limit=10)))
    home = text(out, "index.html")
    assert 'data-all="filter-index.js"' in home
    assert 200 == text(out, "filter-index.js").count('"events/ev-')
    assert re.findall(r'href="#y(\d+)"', home[: home.index('class="chronology"')])[:2] == ["1820", "1830"]
    assert "filter-index.js" not in build()


def test_about_page_says_how_well_the_program_reads(files):
    """Measured shares for the languages of the reports, with how many texts they come from."""
    page = text(files, "about.html")
    assert re.search(r"Measured on \d+ short news texts", page)
    assert '<th scope="col">German</th>' in page


def test_what_was_known_when_can_be_filtered(files):
    """Each line holds the day its first report came out, as a number of days."""
    line = re.search(r'id="ev-k7q2m9"[^>]*', text(files, "index.html"))[0]
    assert f'data-k="{ordinal((2031, 3, 14))}"' in line
