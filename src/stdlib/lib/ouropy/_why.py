"""What keeps an object alive."""

import _ouropy

from ._text import size


class Way:
    """A way from a root to the object: `root` is its name, `steps` are pairs of a reference's name and what it leads
    to, and `str()` is the whole as one expression. `places` says of each step at which line the reference was made, or
    None where that was not recorded.
    """

    __slots__ = ("label", "places", "root", "steps")

    def __init__(self, root, label, steps, places):
        self.root = root
        self.label = label
        self.steps = steps
        self.places = places

    def __str__(self):
        text = self.root
        for name, _ in self.steps:
            # What is no expression cannot be written behind another one.
            is_expression = name[0] in ".[" and " " not in text.rpartition(" -> ")[2]
            text += name if is_expression else f" -> {name}"
        return text

    def __repr__(self):
        return f"<Way {self}>"

    def lines(self):
        """One line for each object on the way."""
        rows = [(self.root, self.label, None)]
        steps = zip(self.steps, self.places)
        rows += [("  " * depth + name, label, place) for depth, ((name, label), place) in enumerate(steps, 1)]
        width = max(len(name) for name, _, _ in rows)
        second = max(len(label) for _, label, _ in rows)
        lines = []
        for name, label, place in rows:
            lines.append(f"{name:{width}}  {label:{second}}  {place}" if place else f"{name:{width}}  {label}")
        return lines


class WhyAlive:
    """Why an object is alive. `ways` lists a `Way` for each of the references that keep it, the shortest first, `more`
    counts those left out; true if there is any. `is_garbage`: only the collector will free it. `made` is the line that
    made it, or None where that was not recorded.
    """

    __slots__ = ("bytes", "is_garbage", "label", "made", "more", "ways")

    def __init__(self, label, bytes, ways, more, is_garbage, made):
        self.label = label
        self.bytes = bytes
        self.ways = [Way(*way) for way in ways]
        self.more = more
        self.is_garbage = is_garbage
        self.made = made

    def __bool__(self):
        return bool(self.ways)

    def __str__(self):
        who = f"{self.label} ({size(self.bytes)}{f", made at {self.made}" if self.made else ""})"
        if not self.ways:
            if not self.bytes:
                return f"{self.label}: the value is no object of its own, so nothing keeps it"
            if self.is_garbage:
                return f"{who} is garbage: only the collector will free it when the caller lets go"
            return f"nothing but the caller refers to {who}"
        lines = [f"{who} is alive because of {self.ways[0]}"]
        for number, way in enumerate(self.ways):
            if number:
                lines += ["", f"and because of {way}"]
            lines += ["  " + line for line in way.lines()]
        if self.more:
            lines += ["", f"and because of {self.more} more"]
        return "\n".join(lines)

    def __repr__(self):
        return f"<WhyAlive {self.label}: {len(self.ways) + self.more} ways>"


def why_alive(obj, ways=3):
    """The shortest ways from the roots (variables of modules, locals of running functions, the interpreter) to `obj`,
    every reference named: one way for each object that refers to it, at most so many.

    The caller's own variable is told of only if nothing else refers to the object.
    """
    return WhyAlive(*_ouropy.path(obj, ways))


def why_new(before, class_name, ways=3):
    """The same of an object of that class that was not counted `before` and is nearest to a root; or None."""
    found = _ouropy.path_to_new(before, class_name, ways)
    return None if found is None else WhyAlive(*found)
