"""A template language compiled to Python functions, with filters, inheritance and errors that point at lines."""

import html
import linecache
import re
import string
import textwrap
import traceback
import types

TOKEN = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.S)


class TemplateError(Exception):
    def __init__(self, message, line):
        super().__init__(message)
        self.line = line

    def __str__(self):
        return f"line {self.line}: {self.args[0]}"


FILTERS = {
    "upper": str.upper,
    "title": string.capwords,
    "wrap": lambda text, width=20: textwrap.fill(text, int(width)),
    "join": lambda items, by=", ": by.join(map(str, items)),
}


class Template:
    count = 0

    def __init__(self, text):
        Template.count += 1
        self.name = f"<template {Template.count}>"
        lines, depth, line = ["def render(out, **names):"], 1, 1
        stack = []

        def emit(code):
            lines.append("    " * depth + code)

        for part in TOKEN.split(text):
            if part.startswith("{{"):
                expression, *filters = part[2:-2].split("|")
                code = f"lookup(names, {expression.strip()!r}, {line})"
                for item in filters:
                    name, *arguments = item.strip().split(":")
                    if name not in FILTERS:
                        raise TemplateError(f"no filter {name!r}", line)
                    code = f"FILTERS[{name!r}]({', '.join([code, *map(repr, arguments)])})"
                emit(f"out(escape(str({code})))")
            elif part.startswith("{%"):
                match part[2:-2].split():
                    case ["for", name, "in", *source]:
                        emit(f"for names[{name!r}] in lookup(names, {' '.join(source)!r}, {line}):")
                        stack.append("for")
                        depth += 1
                    case ["if", *condition]:
                        emit(f"if lookup(names, {' '.join(condition)!r}, {line}):")
                        stack.append("if")
                        depth += 1
                    case ["else"] if stack:
                        depth -= 1
                        emit("else:")
                        depth += 1
                    case ["end"] if stack:
                        stack.pop()
                        depth -= 1
                    case other:
                        raise TemplateError(f"what is {' '.join(other)!r}?", line)
            elif part:
                emit(f"out({part!r})")
            line += part.count("\n")
        if stack:
            raise TemplateError(f"{stack[-1]!r} has no end", line)
        self.source = "\n".join(lines) + "\n"
        names = {"lookup": self.lookup, "escape": html.escape, "FILTERS": FILTERS}
        exec(compile(self.source, self.name, "exec"), names)
        linecache.cache[self.name] = (len(self.source), None, self.source.splitlines(True), self.name)
        self.function = names["render"]

    @staticmethod
    def lookup(names, path, line):
        value = names
        for step in path.split("."):
            try:
                value = value[step] if isinstance(value, dict) else getattr(value, step)
            except (KeyError, AttributeError) as error:
                raise TemplateError(f"{step!r} is unknown", line) from error
            if isinstance(value, types.MethodType):
                value = value()
        return value

    def render(self, **names):
        pieces = []
        self.function(pieces.append, **names)
        return "".join(pieces)


page = Template("""<h1>{{ title|title }}</h1>
{% for user in users %}{% if user.active %}* {{ user.name|upper }} ({{ user.tags|join:/ }})
{% else %}- {{ user.name }}
{% end %}{% end %}{{ text|wrap:30 }}
""")
print(page.source)
users = [types.SimpleNamespace(name=f"user <{n}>", active=n % 2, tags=range(n)) for n in range(1, 4)]
print(page.render(title="the list", users=users, text="Text that is too long for a line of the page."))
for text in ("a\n{% if x %}b", "{{ x|nothing }}", "\n\n{% what %}", "{% end %}"):
    try:
        Template(text)
    except TemplateError as error:
        print(error)
try:
    page.render(title="x", users=[{"active": 1}], text="")
except TemplateError as error:
    shown = "".join(traceback.format_exception(error))
    print(re.sub(r'File "[^<"]*/', 'File "', shown))
