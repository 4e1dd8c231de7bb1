"""Who was heard in an article, and what is remembered of them."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Voice:
    """Somebody who was heard."""

    commentary: bool
    speaker: str | None


@dataclass(slots=True)
class Memory:
    """What an article has told of its speakers so far."""

    commentators: set[str] = field(default_factory=set)
    """Surnames of experts."""
    last: Voice | None = None
    paragraph: int = -1
    """Paragraph of the last voice."""
    waiting: list[int] = field(default_factory=list)
    """Sentences of direct speech at the head of a paragraph that has not told yet who speaks."""
    answered: dict[int, Voice] = field(default_factory=dict)
    """Those of them whose speaker a later sentence of the paragraph named."""
    place: int = -1
    """The paragraph that is being read."""
    sentence: int = -10
    """Sentence of the last voice, or of the last words taken for its."""
