"""As much of JSON Schema as our own schema uses, to hold examples against it without one package more."""

from __future__ import annotations

import re
from typing import Any

_TYPES = {"string": str, "number": (int, float), "integer": int, "array": list, "object": dict, "boolean": bool}


def errors(schema: dict[str, Any], value: Any, path: str = "$") -> list[str]:
    """What is wrong with a value, each with its path."""
    if "anyOf" in schema:
        found = [errors(part, value, path) for part in schema["anyOf"]]
        return [] if any(not part for part in found) else found[0]
    if "const" in schema:
        return [] if value == schema["const"] else [f"{path}: not {schema['const']}"]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{path}: {value} is none of the list"]
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(
        isinstance(value, _TYPES[name]) and (name == "boolean" or not isinstance(value, bool)) for name in names
    ):
        return [f"{path}: {value!r} is no {' or '.join(names)}"]
    out: list[str] = []
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        out.append(f"{path}: {value!r} has not the form {schema['pattern']}")
    if isinstance(value, list):
        for n, item in enumerate(value):
            out += errors(schema["items"], item, f"{path}[{n}]")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        out += [f"{path}: {name} is missing" for name in schema.get("required", ()) if name not in value]
        for name, item in value.items():
            if name in known:
                out += errors(known[name], item, f"{path}.{name}")
            elif schema.get("additionalProperties") is False:
                out.append(f"{path}: {name} is not known")
            elif isinstance(schema.get("additionalProperties"), dict):
                out += errors(schema["additionalProperties"], item, f"{path}.{name}")
    return out
