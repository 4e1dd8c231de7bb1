"""What is published, in what order, at which address."""

from __future__ import annotations

from dataclasses import replace

from dateline.core.model import Checked, EventType, Status
from dateline.core.when import When
from dateline.show.axis import make_axis
from dateline.show.site import Kind, build_site, independent, told_by
from tests.show.makers import ORIGINS, TEXTS, Story, article, config, entry, source, story


def site_of(*entries, **settings):
    return build_site(entries, {i: article(i) for i in TEXTS}, ORIGINS, config(**settings))


def test_drafts_and_rejected_entries_stay_at_home():
    """Readers see what is proposed, checked or disputed, and an orphan only if a person has worked on it."""
    entries = [entry(f"ev-{status.value}", "x", "2031", status=status) for status in Status]
    entries.append(entry("ev-kept", "x", "2031", status=Status.ORPHANED, checked=Checked("E. L.")))
    entries.append(entry("ev-mine", "x", "2031", status=Status.ORPHANED, by_hand=("title",)))
    entries.append(entry("ev-noted", "x", "2031", status=Status.ORPHANED, public_note="As the harbour office has it."))
    kept = {"ev-kept", "ev-mine", "ev-noted"}
    assert {"ev-proposed", "ev-checked", "ev-disputed", *kept} == set(site_of(*entries).by_id)


def test_settings_can_hold_back_what_nobody_has_checked():
    """`show_unchecked: false` waits for a person."""
    site = site_of(*story(), show_unchecked=False)
    assert ["ev-k7q2m9", "ev-m6"] == sorted(site.by_id)


def test_order_is_by_date_then_id_whatever_order_the_files_come_in():
    """The same entries make the same site."""
    forward, backward = site_of(*story()), site_of(*reversed(story()))
    assert [e.id for e in forward.everything] == [e.id for e in backward.everything]
    days = [e.date.earliest for e in forward.entries]
    assert sorted(days) == days


def test_undated_entries_have_a_shelf():
    """Nothing found is dropped for want of a date."""
    assert ["ev-md"] == [e.id for e in Story().site().undated]


def test_merged_and_withdrawn_addresses_still_answer():
    """A link someone has kept leads on, also through two mergers, or says what became of the entry."""
    entries = [
        entry("ev-a", "Kept", "2031"),
        entry("ev-b", "Old", "2031", status=Status.MERGED, merged_into="ev-a"),
        entry("ev-c", "Older", "2031", status=Status.MERGED, merged_into="ev-b"),
        entry("ev-d", "Gone", "2031", status=Status.WITHDRAWN),
    ]
    redirects = {r.path: r.target for r in site_of(*entries).redirects}
    assert {
        "events/ev-b.html": "events/ev-a.html",
        "events/ev-c.html": "events/ev-a.html",
        "events/ev-d.html": None,
    } == redirects


def test_two_mergers_in_a_circle_do_not_hang():
    """A mistake in two files costs a redirect, not the build."""
    entries = [entry(f"ev-{a}", "x", "2031", status=Status.MERGED, merged_into=f"ev-{b}") for a, b in ("ab", "ba")]
    assert () == site_of(*entries).redirects


def test_addresses_cannot_leave_the_site_and_do_not_collide():
    """Whatever an id holds, its page lies in its folder, and two ids have two pages."""
    ids = ("../../etc/passwd", "Ärende 1", "arende-1", "index", "RU/mfa")
    site = site_of(entry("ev-a", "x", "2031", organisations=ids))
    paths = [term.path for term in site.terms[Kind.ORGANISATION].values()]
    assert len(ids) == len(set(paths))
    for path in paths:
        assert path.startswith("organisations/")
        assert ".." not in path
        assert 1 == path.count("/")
        assert path != "organisations/index.html"


def test_copies_of_one_text_are_one_origin():
    """Three reports of which one is a copy are two independent ones."""
    told = next(e for e in story() if e.id == "ev-k7q2m9")
    assert (3, 2) == (len(told_by(told)), independent(told))


def test_axis_gives_months_to_busy_years_and_a_break_to_empty_ones():
    """A timeline with one old event and a busy year shows both, and says where it skips."""
    busy = [(2031, month, 1) for month in (3, 3, 3, 4, 4)]
    axis = make_axis([(1872, 1, 1), *busy], [(2031, 4, 20)])
    assert [1872, 1873, 2031, 2031, 2031, 2031] == [cell.year for cell in axis.cells]
    assert [False, True, False, False, False, False] == [cell.gap for cell in axis.cells]
    assert [None, None, 1, 2, 3, 4] == [cell.month for cell in axis.cells]
    assert 0.0 == axis.cells[0].left
    assert 100.0 == round(axis.cells[-1].right, 6)
    left, right = axis.reach(When.parse("2031-04"))
    assert (round(axis.cells[-1].left, 6), 100.0) == (round(left, 6), round(right, 6))


def test_axis_of_centuries_stays_small():
    """Two hundred years of events are drawn in years or decades, not thousands of months."""
    axis = make_axis([(year, 6, 1) for year in range(-50, 1990) for _ in range(3)], [])
    assert len(axis.cells) < 260


def test_a_type_is_a_page_too():
    """Kinds of event are grouped like countries."""
    one = replace(entry("ev-a", "x", "2031", type=EventType.VOTE), sources=(source("hn-2031-04-03-oslo", "x"),))
    assert ["vote"] == list(site_of(one).terms[Kind.TYPE])
