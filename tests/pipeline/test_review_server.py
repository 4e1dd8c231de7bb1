"""The review page over http, as a browser and as others ask for it: answers are written, strangers are refused."""

from __future__ import annotations

import html
import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from project_world import ROOT, lay_out, tree

from dateline.show import guard

FORM = re.compile(
    r'name="token" value="([^"]+)".*?name="question" value="([^"]+)".*?name="answer" value="([^"]+)".*?'
    r"<button>([^<]*)</button>.*?<code>(.*?)</code>",
    re.DOTALL,
)


@dataclass
class Preview:
    """A running `build.py serve`."""

    root: Path
    port: int
    sent: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: str = "", headers: Mapping[str, str | None] = {}) -> tuple[int, str]:
        """One request with exactly these headers; the state and what came back."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        known: dict[str, str | None] = {"Host": f"127.0.0.1:{self.port}"}
        if method == "POST":
            known |= {"Origin": self.origin, "Content-Type": guard.FORM, "Content-Length": str(len(body.encode()))}
        for name, value in {**known, **headers}.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders(body.encode() or None)
        answer = connection.getresponse()
        self.sent = {name.lower(): value for name, value in answer.getheaders()}
        text = answer.read().decode("utf-8", errors="replace")
        connection.close()
        return answer.status, text

    def forms(self) -> list[tuple[str, str, str, str, str]]:
        """Token, question, answer, label and lines of each form of the page."""
        state, page = self.ask("GET", "/review/")
        assert 200 == state
        return [tuple(map(html.unescape, found)) for found in FORM.findall(page)]  # type: ignore[misc]

    def form(self, label: str) -> dict[str, str]:
        token, question, answer, *_ = next(found for found in self.forms() if found[3].startswith(label))
        return {"token": token, "question": question, "answer": answer, "from": "0"}

    def until(self, path: str, words: str) -> None:
        """Wait until a page has been built anew."""
        for _ in range(200):
            if words in self.ask("GET", path)[1]:
                return
            time.sleep(0.1)
        raise AssertionError(f"{path} never said {words!r}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    root = lay_out(tmp_path_factory.mktemp("served") / "project")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "serve", "--root", str(root), "--port", str(port), "--jobs", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    running = Preview(root, port)
    try:
        for _ in range(300):
            try:
                running.ask("GET", "/review/")
                break
            except OSError:
                assert process.poll() is None, process.stderr and process.stderr.read().decode()
                time.sleep(0.1)
        yield running
    finally:
        process.kill()
        process.wait()


def test_the_page_asks_with_quotes_and_the_lines_to_write(preview: Preview) -> None:
    """Each question has its words, its place and for each answer the lines; nothing of it lies in public/."""
    _, page = preview.ask("GET", "/review/")
    assert '<ol class="questions"' in page
    assert "<blockquote>" in page
    assert {"status: checked", "status: rejected"} <= {lines for *_, lines in preview.forms()}
    assert not (preview.root / "public/review").exists()
    assert not [path for path, data in tree(preview.root / "public").items() if b'action="./"' in data]
    token = preview.forms()[0][0]
    assert not [path for path, data in tree(preview.root).items() if token.encode() in data]


def test_every_page_of_the_preview_leads_to_it(preview: Preview) -> None:
    """The preview's pages have a link with the number of questions; those in public/ have none."""
    assert '<a href="/review/"' in preview.ask("GET", "/index.html")[1]
    assert "/review/" not in (preview.root / "public/index.html").read_text("utf-8")


@pytest.mark.parametrize("path", ["/review/", "/index.html", "/search-index.js", "/data/events.json"])
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "", None, "localhost.evil:{port}"]
)
def test_another_name_for_this_machine_is_refused(preview: Preview, path: str, host: str | None) -> None:
    """A site that gives its own name this machine's address (DNS rebinding) sees nothing."""
    state, text = preview.ask("GET", path, headers={"Host": host and host.format(port=preview.port)})
    assert state in (400, 403)
    assert "token" not in text
    assert "Norway" not in text


def test_what_is_shown_stays_with_this_browser(preview: Preview) -> None:
    """No other site may frame the pages, read their scripts, or be told where one came from."""
    for path in ("/review/", "/index.html", "/search-index.js"):
        preview.ask("GET", path)
        for name, value in guard.HEADERS.items():
            assert value == preview.sent[name.lower()], (path, name)


@pytest.mark.parametrize(
    ("headers", "form"),
    [
        ({}, {"token": ""}),
        ({}, {"token": None}),
        ({}, {"token": "x" * 43}),
        ({}, {"token": "ö"}),
        ({"Origin": "http://evil.example"}, {}),
        ({"Origin": "null"}, {}),
        ({"Origin": None}, {}),
        ({"Origin": "https://127.0.0.1:{port}"}, {}),
        ({"Origin": "http://127.0.0.1"}, {}),
        ({"Origin": "http://127.0.0.1:{port}.evil.example"}, {}),
        ({"Host": "evil.example"}, {}),
        ({"Host": "evil.example:{port}", "Origin": "http://evil.example:{port}"}, {}),
        ({"Sec-Fetch-Site": "cross-site"}, {}),
        ({"Sec-Fetch-Site": "same-site"}, {}),
        ({"Content-Type": "text/plain"}, {}),
        ({"Content-Type": "multipart/form-data; boundary=x"}, {}),
        ({"Content-Type": "application/json"}, {}),
        ({}, {"more": "x" * guard.LARGEST_FORM}),
    ],
)
def test_an_answer_from_elsewhere_is_refused(
    preview: Preview, headers: dict[str, str | None], form: dict[str, str | None]
) -> None:
    """Without the token, from another origin, under another name or in another form: refused, and nothing written."""
    before = tree(preview.root / "content")
    body = {name: value for name, value in {**preview.form("It is right"), **form}.items() if value is not None}
    filled = {name: value and value.format(port=preview.port) for name, value in headers.items()}
    state, _ = preview.ask("POST", "/review/", urlencode(body), filled)
    assert state in (400, 403)
    assert before == tree(preview.root / "content")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_do_nothing(preview: Preview, method: str) -> None:
    """Only a form's own method writes; a browser that asks beforehand is told no."""
    state, _ = preview.ask(method, "/review/", headers={"Origin": "http://evil.example", "Content-Length": "0"})
    assert state in (403, 405)


def test_reading_writes_nothing(preview: Preview) -> None:
    """An answer cannot be given by a link."""
    before = tree(preview.root / "content")
    assert 200 == preview.ask("GET", "/review/?" + urlencode(preview.form("It is right")))[0]
    assert before == tree(preview.root / "content")


def test_an_answer_is_written_and_the_site_built_anew(preview: Preview) -> None:
    """The button writes the very lines shown; the question is gone at once, and the entry's page follows."""
    form = preview.form("It is right")
    before = tree(preview.root / "content")
    state, _ = preview.ask("POST", "/review/", urlencode(form))
    assert 303 == state
    assert preview.sent["location"].startswith("/review/?from=0")
    after = tree(preview.root / "content")
    changed = [path for path in after if before.get(path) != after[path] and path.startswith("events/")]
    assert 1 == len(changed)
    old, new = (state[changed[0]].decode().split("\n") for state in (before, after))
    assert ["status: checked"] == [line for line in new if line not in old]
    assert form["question"] not in {found[1] for found in preview.forms()}
    ident = next(line for line in new if line.startswith("id: "))[4:]
    preview.until(f"/events/{ident}.html", "mark-checked")


def test_an_answer_given_twice_is_told(preview: Preview) -> None:
    """A page that was loaded before the files changed writes nothing, and says why, once."""
    form = preview.form("It is right")
    assert 303 == preview.ask("POST", "/review/", urlencode(form))[0]
    before = tree(preview.root / "content")
    state, page = preview.ask("POST", "/review/", urlencode(form))
    assert 409 == state
    assert "no longer open" in page
    assert "no longer open" not in preview.ask("GET", "/review/")[1]
    assert before.keys() == tree(preview.root / "content").keys()


def _fields(preview: Preview) -> dict[str, str]:
    """What a browser sends of the first form with fields, before anything is typed."""
    page = preview.ask("GET", "/review/")[1]
    form = re.search(r'<details class="another">.*?</details>', page, re.DOTALL)
    assert form is not None
    found = re.findall(r'<input [^>]*?name="([^"]+)"[^>]*? value="([^"]*)"', form[0])
    chosen = re.findall(r'<select [^>]*?name="([^"]+)".*?<option value="([^"]*)" selected>', form[0])
    return {name: html.unescape(value) for name, value in (*found, *chosen)}


def test_another_value_is_written_as_by_hand(preview: Preview) -> None:
    """What is typed into a field stands in the entry, that line alone changed, and on its page."""
    before, form = tree(preview.root / "content/events"), _fields(preview)
    assert {"title", "date", "factuality", "type"} <= {name[3:] for name in form if name.startswith("to.")}
    state, _ = preview.ask("POST", "/review/", urlencode({**form, "to.title": 'Åsa’s "own" <b>words</b>'}))
    assert 303 == state
    after = tree(preview.root / "content/events")
    (path,) = (path for path in after if before.get(path) != after[path])
    old, new = (files[path].decode().split("\n") for files in (before, after))
    assert 1 == len([line for line in new if line not in old])
    assert "own" in next(line for line in new if line not in old)
    ident = next(line for line in new if line.startswith("id: "))[4:]
    preview.until(f"/events/{ident}.html", "Åsa’s &#34;own&#34; &lt;b&gt;words&lt;/b&gt;")


def test_a_value_that_breaks_a_rule_is_shown_again_with_what_to_write(preview: Preview) -> None:
    """Nothing is written; the field holds what was typed, marked, with the reason, and has the keyboard."""
    before, form = tree(preview.root / "content"), _fields(preview)
    state, _ = preview.ask("POST", "/review/", urlencode({**form, "to.date": "31 feb <i>", "to.title": "New"}))
    assert (303, "/review/?from=0") == (state, preview.sent["location"])
    page = preview.ask("GET", "/review/?from=0")[1]
    assert before == tree(preview.root / "content")
    assert '<details class="another" open>' in page
    field = re.search(r'<input [^>]*name="to.date"[^>]*>', page)
    assert field is not None
    assert 'aria-invalid="true"' in field[0]
    assert "autofocus" in field[0]
    assert 'value="31 feb &lt;i&gt;"' in field[0]
    fault = re.search(r'aria-describedby="([^" ]+)', field[0])
    assert fault is not None
    assert re.search(rf'id="{fault[1]}">[^<]*is no date', page)
    assert 'value="New"' in page
    assert 'aria-invalid="true"' not in preview.ask("GET", "/review/")[1]


def test_a_form_sent_as_it_was_changes_nothing(preview: Preview) -> None:
    """Without a change nothing becomes a person's."""
    before = tree(preview.root / "content")
    state, page = preview.ask("POST", "/review/", urlencode(_fields(preview)))
    assert 409 == state
    assert "Nothing was changed" in page
    assert before == tree(preview.root / "content")


def test_rejecting_and_putting_off(preview: Preview) -> None:
    """Rejecting is the order of the same name; what is put off sinks to the end and says so."""
    form = preview.form("Later")
    assert 303 == preview.ask("POST", "/review/", urlencode(form))[0]
    assert form["question"] in (preview.root / "content/decisions.yaml").read_text("utf-8")
    form = preview.form("No event")
    assert 303 == preview.ask("POST", "/review/", urlencode(form))[0]
    assert "rejected:" in (preview.root / "content/decisions.yaml").read_text("utf-8")
    pages = preview.ask("GET", "/review/?from=999999")[1]
    assert 'class="later"' in pages


def test_a_broken_file_is_asked_about_and_the_site_stands(preview: Preview) -> None:
    """A file saved half is the first question; every other page is there as before."""
    path = preview.root / "content/events/half.yaml"
    path.write_text("title: [x\n", "utf-8")
    try:
        assert "content/events/half.yaml:" in preview.ask("GET", "/review/")[1]
        assert 200 == preview.ask("GET", "/index.html")[0]
    finally:
        path.unlink()


def test_pages_lead_nowhere_new_while_the_project_cannot_be_read(tmp_path: Path) -> None:
    """With broken settings the site that stands is shown, and the review page says what is wrong with them."""
    from dateline.core.problems import DatelineError, Problems
    from dateline.pipeline.project import Project
    from dateline.pipeline.reviewer import Reviewer

    root = lay_out(tmp_path / "project")
    sound = (root / "site.yaml").read_bytes()
    (root / "site.yaml").write_text("title: [\n", "utf-8")
    reviewer = Reviewer(Project(root, ROOT), "t")
    assert b"" == reviewer.link()
    page = reviewer.page(0).decode()
    assert "cannot be read" in page
    assert "site.yaml:" in page
    assert reviewer.answer({"question": "x", "answer": "y"}) is None
    assert "cannot be read" in reviewer.page(0).decode()
    (root / "site.yaml").write_bytes(sound)
    reviewer.follow(Project(root, ROOT), None)
    assert b"/review/" in reviewer.link()
    assert "cannot be read" not in reviewer.page(0).decode()
    (root / "site.yaml").write_text("title: Other\nlanguage: xx yy\n", "utf-8")
    with pytest.raises(DatelineError) as broken:
        Project(root, ROOT).config(Problems())
    reviewer.follow(Project(root, ROOT), None, broken.value.problems)
    page = reviewer.page(0).decode()
    assert "cannot be read" in page
    assert "xx yy" in page


def test_the_page_is_in_the_language_of_the_site(tmp_path: Path) -> None:
    """Its words come from the language pack, quotes keep their own language."""
    from dateline.core.problems import Problems
    from dateline.pipeline.extract import extract
    from dateline.pipeline.project import Project
    from dateline.pipeline.reviewer import Reviewer

    root = lay_out(tmp_path / "project")
    (root / "site.yaml").write_text("title: Meer\nlanguage: de\n", "utf-8")
    project = Project(root, ROOT)
    plan = extract(project, Problems(), jobs=1)
    reviewer = Reviewer(project, "t")
    reviewer.follow(project, plan)
    page = reviewer.page(0).decode()
    assert '<html lang="de"' in page
    assert "<h1>Prüfen</h1>" in page
    assert '<p lang="sv">' in page


@pytest.mark.parametrize(("host", "port", "refused"), [("localhost", 80, False), ("localhost", 8000, True)])
def test_the_port_is_part_of_the_name(host: str, port: int, refused: bool) -> None:
    """A name without a port is that of port 80."""
    assert refused is (guard.refuse_reader({"Host": host}, port) is not None)


def test_long_lists_have_pages(tmp_path: Path) -> None:
    """Twenty questions stand on a page; the next ones are a link away, and numbers go on."""
    from dateline.core.model import Cause, Question, QuestionKind
    from dateline.core.problems import Problems
    from dateline.pipeline.pages import site_from, templates_of
    from dateline.pipeline.project import Project
    from dateline.show.reviewpage import ReviewPress

    project = Project(lay_out(tmp_path / "project"), ROOT)
    press = ReviewPress(
        site_from(project, project.config(Problems()), {}, Problems()), project.lexicon, templates_of(project)
    )
    asked = [
        Question(str(n), QuestionKind.BROKEN_FILE, 1.0, "", "content/x", 1, f"T{n}", "", cause=Cause.BROKEN)
        for n in range(45)
    ]
    page = press.page(asked, token="t", first=20).decode()
    assert "T20" in page
    assert "T19" not in page
    assert 'href="./?from=0"' in page
    assert 'href="./?from=40"' in page
    assert "21 to 40 of 45" in page
    assert 'start="21"' in page
    assert "T44" in press.page(asked, token="t", first=10**6).decode()
    assert "nothing to decide" in press.page([], token="t").decode()
