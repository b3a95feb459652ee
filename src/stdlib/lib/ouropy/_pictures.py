"""Growth and graphs, under the names that objgraph uses."""

import sys

import _ouropy

from ._dot import dot

# The most there has been of each class, for show_growth.
_peaks = {}


def show_growth(limit=10, peak_stats=None, shortnames=True, file=None, filter=None):
    """Prints of which classes there are more objects than at the last call: the class, how many, how many more.

    `peak_stats` is a dict to compare with and to update, instead of that of the last call; `filter(obj)` has to be true
    of what counts.
    """
    peaks = _peaks if peak_stats is None else peak_stats
    counts = {}
    if filter is None:
        rows = ((row[0], row[1] + row[3]) for row in _ouropy.counts().rows())
    else:
        rows = ((_ouropy.class_name(obj), 1) for obj in _ouropy.objects() if filter(obj))
    for name, objects in rows:
        name = name.rpartition(".")[2] if shortnames else name
        counts[name] = counts.get(name, 0) + objects
    grown = []
    for name, objects in counts.items():
        before = peaks.get(name, 0)
        if objects > before:
            grown.append((name, objects, objects - before))
            peaks[name] = objects
    grown.sort(key=lambda row: row[2], reverse=True)
    if limit:
        grown = grown[:limit]
    if not grown:
        return
    width = max(len(name) for name, _, _ in grown)
    for name, objects, more in grown:
        print(f"{name:<{width}}{objects:9}{more:+9}", file=file or sys.stdout)


def show_backrefs(
    objs, max_depth=3, extra_ignore=(), filter=None, too_many=10, highlight=None, filename=None, extra_info=None,
    refcounts=False, shortnames=True, output=None, extra_node_attrs=None,
):  # fmt: skip
    """What refers to the objects, in DOT with the references' names: to the file `output`, into the file `filename`, or
    returned.
    """
    options = _Options(filter, too_many, highlight, extra_info, refcounts, shortnames, extra_node_attrs)
    return _shown(_walk(objs, max_depth, extra_ignore, options, _ouropy.referrers, backwards=True), filename, output)


def show_refs(
    objs, max_depth=3, extra_ignore=(), filter=None, too_many=10, highlight=None, filename=None, extra_info=None,
    refcounts=False, shortnames=True, output=None, extra_node_attrs=None,
):  # fmt: skip
    """What the objects refer to, in DOT with the references' names: to the file `output`, into the file `filename`, or
    returned.
    """
    options = _Options(filter, too_many, highlight, extra_info, refcounts, shortnames, extra_node_attrs)
    return _shown(_walk(objs, max_depth, extra_ignore, options, _ouropy.references, backwards=False), filename, output)


class _Options:
    __slots__ = ("extra_info", "extra_node_attrs", "filter", "highlight", "refcounts", "shortnames", "too_many")

    def __init__(self, filter, too_many, highlight, extra_info, refcounts, shortnames, extra_node_attrs):
        self.filter = filter
        self.too_many = too_many
        self.highlight = highlight
        self.extra_info = extra_info
        self.refcounts = refcounts
        self.shortnames = shortnames
        self.extra_node_attrs = extra_node_attrs

    def label(self, obj, references):
        lines = [_ouropy.label(obj)]
        if self.shortnames and lines[0] == _ouropy.class_name(obj):
            lines = [lines[0].rpartition(".")[2]]
        if self.refcounts:
            lines[0] += f" [{references}]"
        if self.extra_info is not None and (info := self.extra_info(obj)):
            lines.append(str(info))
        return "\n".join(lines)

    def is_highlighted(self, obj):
        if self.highlight is None:
            return False
        return self.highlight(obj) if callable(self.highlight) else any(obj is other for other in self.highlight)


def _walk(objs, max_depth, extra_ignore, options, neighbours, backwards):
    start = list(objs) if type(objs) in (list, tuple) else [objs]
    found, edges, colours, seen = {}, [], {}, set()
    waiting = [(obj, 0) for obj in start]
    for obj in start:
        found[id(obj)] = obj
        colours[id(obj)] = "lightblue"
    # A list that was passed for the sake of the call is not what refers to the objects.
    ignored = {id(objs), *extra_ignore}
    while waiting:
        obj, depth = waiting.pop(0)
        if id(obj) in seen or depth >= max_depth:
            continue
        seen.add(id(obj))
        shown = 0
        for name, other in neighbours(obj):
            if id(other) in ignored or options.filter is not None and not options.filter(other):
                continue
            if shown == options.too_many:
                colours[id(obj)] = "orange"
                break
            shown += 1
            found[id(other)] = other
            edges.append((other, name, obj) if backwards else (obj, name, other))
            waiting.append((other, depth + 1))
    counts = {key: _ouropy.references_to(obj) for key, obj in found.items()} if options.refcounts else {}
    labels = {key: options.label(obj, counts.get(key)) for key, obj in found.items()}
    attributes = {}
    if options.extra_node_attrs is not None:
        attributes = {key: options.extra_node_attrs(obj) for key, obj in found.items()}
    for key, obj in found.items():
        if options.is_highlighted(obj):
            colours[key] = "tomato"
    return dot(found.values(), edges, labels=labels, colours=colours, attributes=attributes)


def _shown(text, filename, output):
    if filename and not filename.endswith(".dot"):
        raise ValueError(f"only DOT is written: {filename!r} does not end in .dot")
    if output is not None:
        output.write(text)
    elif filename:
        with open(filename, "w", encoding="utf-8") as file:
            file.write(text)
    else:
        return text
    return None
