"""What a field may hold, declared once: reading, messages, documentation and the JSON Schema follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

AUTO = "auto"
"""Written in place of a value, it hands the field back to the program."""


@dataclass(frozen=True, slots=True)
class Text:
    """Any text; `line` keeps it to one line."""

    line: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """An EDTF date; `set_only` leaves out what names no single stretch of days."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number; `whole` keeps it to integers."""

    whole: bool = False
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """true or false."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a closed list."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A word of a fixed form; `form` tells it to people, `sample` shows one."""

    pattern: str
    form: str
    sample: str
    quoted: bool = False
    """Always written in quotation marks: `NO` is Norway, and false to many YAML readers."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address, `http` or `https`; `mail` also takes `mailto:`."""

    mail: bool = False


@dataclass(frozen=True, slots=True)
class ListOf:
    """Several values of one kind; with `unique`, the same one twice is a mistake. One value alone stands for a list."""

    item: Kind
    unique: bool = True


@dataclass(frozen=True, slots=True)
class MapOf:
    """Values of one kind by key."""

    key: Code | Text
    item: Kind


@dataclass(frozen=True)
class Record:
    """Fields by name; no others are allowed."""

    name: str
    """What it is called in messages: `an entry`, `a source`."""
    fields: tuple[Field, ...]

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    @cached_property
    def required(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.required)

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)


Kind = Text | Date | Number | Truth | Choice | Code | Address | ListOf | MapOf | Record


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record, with what it may hold and what it is for."""

    name: str
    kind: Kind
    doc: str
    required: bool = False
    default: Any = None
    auto: bool = False
    """The program writes it too: `auto` is allowed, and hands it back."""


COUNTRY = Code(r"[A-Z]{2}", "a country's ISO 3166-1 code: two capital letters", "SE", quoted=True)
_LANGUAGES = (
    "aa|ab|ae|af|ak|am|an|ar|as|av|ay|az|ba|be|bg|bh|bi|bm|bn|bo|br|bs|ca|ce|ch|co|cr|cs|cu|cv|cy|da|de|dv|dz|ee|"
    "el|en|eo|es|et|eu|fa|ff|fi|fj|fo|fr|fy|ga|gd|gl|gn|gu|gv|ha|he|hi|ho|hr|ht|hu|hy|hz|ia|id|ie|ig|ii|ik|io|is|"
    "it|iu|ja|jv|ka|kg|ki|kj|kk|kl|km|kn|ko|kr|ks|ku|kv|kw|ky|la|lb|lg|li|ln|lo|lt|lu|lv|mg|mh|mi|mk|ml|mn|mr|ms|"
    "mt|my|na|nb|nd|ne|ng|nl|nn|no|nr|nv|ny|oc|oj|om|or|os|pa|pi|pl|ps|pt|qu|rm|rn|ro|ru|rw|sa|sc|sd|se|sg|sh|si|"
    "sk|sl|sm|sn|so|sq|sr|ss|st|su|sv|sw|ta|te|tg|th|ti|tk|tl|tn|to|tr|ts|tt|tw|ty|ug|uk|ur|uz|ve|vi|vo|wa|wo|xh|"
    "yi|yo|za|zh|zu|"
)
"""ISO 639-1; the codes of three letters, which are thousands, are not told apart."""
LANGUAGE = Code(rf"({_LANGUAGES}[a-z]{{3}})(-[A-Za-z0-9]{{2,8}})*", "a BCP 47 language tag", "sv")
SLUG = Code(r"([A-Z]{2}/)?[a-z0-9]+([-_.][a-z0-9]+)*", "an id: small letters, digits and hyphens", "red-cross")
"""The id of a record. What a country has one of each, as `RU/presidency`, has the country's code before it."""
EVENT_ID = Code(r"ev-[a-z0-9]{4,16}", "an entry's id: ev- and some letters and digits", "ev-k7q2m9")
CLOCK = Code(r"([01][0-9]|2[0-3]):[0-5][0-9]", "a time of day, HH:MM", "10:00", quoted=True)


def describe(kind: Kind) -> str:
    """The kind in the words of messages and documentation: `one of main, side, background`."""
    match kind:
        case Text(line=line):
            return "text on one line" if line else "text"
        case Date():
            return "a date: YYYY-MM-DD, YYYY-MM, YYYY, or another EDTF form"
        case Number(whole=whole, least=least, most=most):
            word = "a whole number" if whole else "a number"
            if least is not None and most is not None:
                return f"{word} from {least:g} to {most:g}"
            return f"{word} of at least {least:g}" if least is not None else word
        case Truth():
            return "true or false"
        case Choice(values=values):
            return f"one of {', '.join(values)}"
        case Code(form=form, sample=sample):
            return f"{form}, as in {sample}"
        case Address(mail=mail):
            return "a web address (https://…)" + (" or an address for mail (mailto:…)" if mail else "")
        case ListOf(item=item):
            return f"a list; each item {describe(item)}"
        case MapOf(item=item):
            return f"values by key; each {describe(item)}"
        case Record(fields=fields):
            return "keys: " + ", ".join(field.name for field in fields)


def json_schema(record: Record, *, title: str, url: str | None = None) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a record, for editors that complete and check while one writes."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", **({"$id": url} if url else {}), "title": title}
    return {**head, **_schema(record)}


def _schema(kind: Kind) -> dict[str, Any]:
    match kind:
        case Text(line=line):
            # A number without quotation marks is text to us, and a number to an editor.
            return {"type": ["string", "number"], **({"pattern": r"^[^\n]*$"} if line else {})}
        case Date():
            return {"type": ["string", "integer"]}
        case Number(whole=whole, least=least, most=most):
            limits = {"minimum": least, "maximum": most}
            return {"type": "integer" if whole else "number", **{k: v for k, v in limits.items() if v is not None}}
        case Truth():
            return {"type": "boolean"}
        case Choice(values=values):
            return {"enum": list(values)}
        case Code(pattern=pattern):
            return {"type": "string", "pattern": f"^{pattern}$"}
        case Address(mail=mail):
            return {"type": "string", "pattern": "^(https?://|mailto:)" if mail else "^https?://"}
        case ListOf(item=item, unique=unique):
            return {"type": "array", "items": _schema(item), **({"uniqueItems": True} if unique else {})}
        case MapOf(key=key, item=item):
            names = {"propertyNames": _schema(key)} if isinstance(key, Code) else {}
            return {"type": "object", **names, "additionalProperties": _schema(item)}
        case Record(fields=fields, required=required):
            properties = {}
            for field in fields:
                schema = _schema(field.kind)
                properties[field.name] = {
                    "description": field.doc,
                    **({"anyOf": [schema, {"const": AUTO}]} if field.auto else schema),
                }
            out: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
            return {**out, "required": list(required)} if required else out
