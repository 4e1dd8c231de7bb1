"""Dateline: a folder of news articles becomes a published, sourced, correctable timeline."""

__version__ = "0.1.0"
