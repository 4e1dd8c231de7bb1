"""Anchor: the days that the expressions of a document mean, under the days on which it may have been published.

`resolve` closes every expression under one assumed day (extraction 2.7); `anchor` does so under all days that are
possible and says what they agree on.
"""

from dateline.find.anchor.days import anchor, combine
from dateline.find.anchor.document import resolve

__all__ = ["anchor", "combine", "resolve"]
