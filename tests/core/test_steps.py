"""Memory of work done."""

from __future__ import annotations

from dateline.core.model import Article, Document, Label, Paragraph, Span
from dateline.core.steps import Memory, key
from dateline.core.when import When


def test_parts_of_a_key_do_not_run_into_each_other():
    """Two lists of parts that read alike when joined are told apart."""
    assert key("ab", "c") != key("a", "bc")
    assert key("ab", "c") == key("ab", b"c")


def test_a_document_comes_back_equal(tmp_path):
    """What is remembered is what was made, dates and spans included."""
    article = Article("a", "seeds/a.txt", "Text.", "0", published=When.parse("[2022-01-01..2022-01-03]"))
    document = Document(
        Article(
            **{
                **{f: getattr(article, f) for f in article.__slots__},
                "paragraphs": (Paragraph(Span(0, 5), Label.LEDE, "en"),),
            }
        )
    )
    memory = Memory(tmp_path)
    memory.put("read/a", "k1", document)
    assert document == memory.get("read/a", "k1", Document)


def test_other_inputs_forget(tmp_path):
    """A value made from other inputs is not given back."""
    memory = Memory(tmp_path)
    memory.put("x", "k1", 1)
    assert memory.get("x", "k2", int) is None


def test_a_damaged_memory_is_made_anew(tmp_path):
    """Bytes that are no value any more cost a computation, not the build."""
    memory = Memory(tmp_path)
    assert 1 == memory.step("x", "k", int, lambda: 1)
    (tmp_path / "x.json").write_bytes(b"k\n{half")
    assert 2 == memory.step("x", "k", int, lambda: 2)


def test_a_flipped_byte_is_noticed_before_anything_is_decoded(tmp_path):
    """What was damaged on the disk and still is JSON is not taken for what was remembered."""
    memory = Memory(tmp_path)
    memory.put("x", "k", ["one", "two"])
    file = tmp_path / "x.json"
    file.write_bytes(file.read_bytes().replace(b"two", b"twp"))
    assert memory.get_encoded("x", "k") is None


def test_without_a_folder_nothing_is_remembered():
    """A build in memory alone computes each time."""
    memory = Memory(None)
    memory.put("x", "k", 1)
    assert memory.get("x", "k", int) is None
