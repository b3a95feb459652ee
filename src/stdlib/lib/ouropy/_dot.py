"""Graphs in the language DOT."""

import _ouropy


def quoted(text):
    """A text as DOT writes it."""
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text}"'


def dot(objects, references, *, labels=None, colours=None, attributes=None):
    """The objects as boxes and the references, `(from, name, to)`, as arrows with their names."""
    labels, colours, attributes = labels or {}, colours or {}, attributes or {}
    numbers = {}
    lines = ["digraph ObjectGraph {", "  node [shape=box, style=filled, fillcolor=white, fontname=Helvetica];"]
    lines.append("  edge [fontname=Helvetica, fontsize=10];")
    for number, obj in enumerate(objects, 1):
        numbers[id(obj)] = f"o{number}"
        parts = {"label": labels.get(id(obj)) or _ouropy.label(obj)}
        if id(obj) in colours:
            parts["fillcolor"] = colours[id(obj)]
        parts.update(attributes.get(id(obj), {}))
        shown = ", ".join(f"{key}={quoted(str(value))}" for key, value in parts.items())
        lines.append(f"  o{number} [{shown}];")
    for tail, name, head in references:
        lines.append(f"  {numbers[id(tail)]} -> {numbers[id(head)]} [label={quoted(name)}];")
    lines.append("}")
    return "\n".join(lines) + "\n"
