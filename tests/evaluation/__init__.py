"""Our own annotated texts, their scorer, and the floors below which no score may fall."""
