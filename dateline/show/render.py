"""Every file of the site from the site's views: the only door to Jinja.

Templates are handed in by name, compiled once, escape everything, and fail on a name that does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from types import CodeType, MappingProxyType, SimpleNamespace
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, Template, UndefinedError
from markupsafe import Markup, escape

from dateline.core import steps
from dateline.core.config import Config
from dateline.core.text import digest
from dateline.lexicon.interface import Interface
from dateline.lexicon.language import Lexicon
from dateline.show import exports, feeds
from dateline.show.keys import Shelf, Standing
from dateline.show.press import POLICY, Press
from dateline.show.site import Site

_NEEDS_ESCAPE = re.compile("[&<>'\"]").search
_WORD = re.compile(r"\{\{ t\.(\w+) \}\}")
_MANY_ENTRIES = 500


def render(
    site: Site,
    templates: Mapping[str, str],
    lexicon: Lexicon,
    *,
    extra_policy: str = "",
    scripts: tuple[str, ...] = (),
    static: Mapping[str, bytes] = MappingProxyType({}),
) -> dict[str, bytes]:
    """The site's files by path, static ones excepted.

    The first language of `config.languages` (or `config.language`) stands at the root, each further one in a folder
    of its tag. `scripts` and `extra_policy` are added to every page: the preview uses them to reload. `static` are the
    style sheet, scripts and fonts that the one-file edition holds; without them there is none.
    """
    return render_anew(site, templates, lexicon, extra_policy=extra_policy, scripts=scripts, static=static)[0]


def render_anew(
    site: Site,
    templates: Mapping[str, str],
    lexicon: Lexicon,
    *,
    standing: Standing | None = None,
    extra_policy: str = "",
    scripts: tuple[str, ...] = (),
    static: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[dict[str, bytes], dict[str, str]]:
    """What is to be written, by path, and the digests of the files that stand as they would be written."""
    out: dict[str, bytes] = {}
    shelf = Shelf(standing)
    languages = interfaces(site.config, lexicon)
    looks = [part for name in sorted(templates) for part in (name, templates[name])]
    shared = (
        *(steps.code_digest("core", "lexicon", "show", "data"), *looks, repr(site.config), extra_policy, *scripts),
        *(standing.names if standing else "", repr(sorted(site.pages.items())), *(i.tag for i in languages)),
    )
    worn = tuple(digest(static[name]) for name in sorted(static))
    many = len(site.everything) > _MANY_ENTRIES
    environment = _environment(templates)
    for position, interface in enumerate(languages):
        if many:
            environment = _environment(templates, interface.texts)
        vars(environment.globals["t"]).clear()
        vars(environment.globals["t"]).update(vars(interface.texts))
        press = Press(site, interface, lexicon, environment.get_template, languages, extra_policy, scripts, static)
        keys = press.keys(*shared, *worn, interface.tag, str(position)) if shelf.is_used else None
        folder = "" if position == 0 else f"{interface.tag}/"
        for sheet in press.sheets(keys):
            path = folder + sheet.path
            if shelf.keeps(path, sheet.key):
                continue
            out[path] = data = sheet.make()
            shelf.made(path, sheet.key, data)
    if site.config.address:
        pages = [path for path in (*out, *shelf.kept) if path.endswith(".html") and not path.endswith("404.html")]
        out["sitemap.xml"] = feeds.sitemap(site, pages)
        out["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {exports.absolute(site, 'sitemap.xml')}\n".encode()
    shelf.remember()
    return out, shelf.kept


_compiled: dict[str, Environment] = {}
_COMPILED_AT_MOST = 8


def _environment(templates: Mapping[str, str], texts: SimpleNamespace | None = None) -> Environment:
    """`make_environment`, kept for a process that renders again and again, as the preview does."""
    looks = (part for name in sorted(templates) for part in (name, templates[name]))
    key = steps.key(*looks, repr(sorted(vars(texts).items())) if texts else "")
    made = _compiled.get(key)
    if made is None:
        if len(_compiled) >= _COMPILED_AT_MOST:
            _compiled.clear()
        made = _compiled[key] = make_environment(templates, texts)
    return made


def make_environment(templates: Mapping[str, str], texts: SimpleNamespace | None = None) -> Environment:
    """The templates, ready to be used; with `texts`, the interface's own words are written into them beforehand.

    That costs a compilation for each language and saves a third of the work of each page.
    """
    if texts is not None:
        known = vars(texts)
        templates = {
            name: _WORD.sub(lambda m: str(escape(known[m[1]])) if m[1] in known else m[0], source)
            for name, source in templates.items()
        }
    environment = Environment(
        loader=DictLoader(dict(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.template_class = _QuickTemplate
    # Views are objects, never dictionaries: the look into both would be asked four million times for a large site.
    environment.getattr = _attribute  # type: ignore[assignment, method-assign]
    # One object whose words change with the language, so that macros need not be made anew for each page.
    environment.globals["t"] = SimpleNamespace()
    return environment


def _attribute(value: Any, name: str) -> Any:
    """An attribute of a view; the error of a template that asks for another says which."""
    try:
        return getattr(value, name)
    except AttributeError:
        raise UndefinedError(f"{type(value).__name__!r} has no {name!r}") from None


def _quick_escape(value: Any) -> str:
    """`escape`, without a new object for text that needs none: a page asks three hundred times."""
    if type(value) is str:
        return value if _NEEDS_ESCAPE(value) is None else str(escape(value))
    return value if type(value) is Markup else str(escape(value))


class _QuickTemplate(Template):
    """A compiled template that escapes quickly."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = _quick_escape
        return template


def interfaces(config: Config, lexicon: Lexicon) -> list[Interface]:
    """The interface languages of a site; the first stands at its root."""
    wanted = [config.language, *config.languages]
    found = []
    for tag in dict.fromkeys(wanted):
        pack = lexicon.pack(tag)
        if pack is not None and pack.interface is not None and pack.interface not in found:
            found.append(pack.interface)
    if not found:
        pack = lexicon.pack("en")
        assert pack is not None  # English is built in
        assert pack.interface is not None
        found.append(pack.interface)
    return found


__all__ = ["POLICY", "Standing", "interfaces", "make_environment", "render", "render_anew"]
