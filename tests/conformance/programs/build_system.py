"""A miniature of make: rules by decorator, patterns, a graph of targets, simulated stamps, parallel order, cycles."""

import contextlib
import fnmatch
import functools
import graphlib
import hashlib
import inspect
import io
import posixpath
import string
import sys
from collections import ChainMap, deque
from types import MappingProxyType, SimpleNamespace


class BuildError(Exception):
    """What stops a build, with the chain of targets that led to it as notes."""


class Files:
    """A file system in memory with a clock that ticks at each write."""

    def __init__(self, **contents):
        self.clock = 0
        self._files = {}
        for name, text in contents.items():
            self[name.replace("__", "/").replace("_", ".")] = text

    def __setitem__(self, name, text):
        self.clock += 1
        self._files[posixpath.normpath(name)] = SimpleNamespace(text=text, stamp=self.clock)

    def __getitem__(self, name):
        return self._files[name].text

    def __contains__(self, name):
        return name in self._files

    def stamp(self, name):
        return getattr(self._files.get(name), "stamp", -1)

    def glob(self, pattern):
        return sorted(fnmatch.filter(self._files, pattern))


class Builder:
    def __init__(self, files, **variables):
        self.files, self.rules, self.ran = files, [], deque(maxlen=10)
        self.variables = ChainMap({}, variables)

    def rule(self, target, *needs, phony=False):
        def register(function):
            names = tuple(inspect.signature(function).parameters)
            self.rules.append(SimpleNamespace(target=target, needs=needs, run=function, wants=names, phony=phony))
            return function

        return register

    def find(self, target):
        for rule in self.rules:
            if rule.target == target:
                return rule, ""
            head, percent, tail = rule.target.partition("%")
            if percent and target.startswith(head) and target.endswith(tail):
                return rule, target[len(head) : len(target) - len(tail)]
        return None, ""

    @functools.lru_cache(maxsize=None)
    def needs(self, target):
        rule, stem = self.find(target)
        if rule is None:
            if target not in self.files:
                raise BuildError(f"no rule to make {target}")
            return ()
        expanded = []
        for need in rule.needs:
            need = string.Template(need.replace("%", stem)).safe_substitute(self.variables)
            expanded += self.files.glob(need) if "*" in need else [need]
        return tuple(expanded)

    def graph(self, goal):
        graph, todo = {}, [(goal, ())]
        while todo:
            target, path = todo.pop()
            if target not in graph:
                try:
                    graph[target] = self.needs(target)
                except BuildError as error:
                    for name in reversed(path):
                        error.add_note(f"needed by {name}")
                    raise
                todo += [(need, (*path, target)) for need in graph[target]]
        return graph

    def build(self, goal):
        sorter = graphlib.TopologicalSorter(self.graph(goal))
        sorter.prepare()
        for wave in iter(sorter.get_ready, ()):
            done = [target for target in sorted(wave) if self.make(target)]
            if done:
                print("  ", *done)
            sorter.done(*wave)

    def make(self, target):
        rule, stem = self.find(target)
        if rule is None:
            return False
        needs = self.needs(target)
        stale = rule.phony or self.files.stamp(target) < max(map(self.files.stamp, needs),
                default=0) or target not in self.files
        if stale:
            scope = self.variables.new_child(dict(target=target, stem=stem,
                    needs=[self.files[n] for n in needs if n in self.files]))
            result = rule.run(*(scope[name] for name in rule.wants))
            if not rule.phony:
                self.files[target] = result
            self.ran.append(target)
        return stale


files = Files(src__main_c="#include <util.h>\nmain", src__util_c="util", src__util_h="decl", README_txt="read")
builder = Builder(files, src="src", flags="-O2")


@builder.rule("build/%.o", "$src/%.c", "$src/util.h")
def compile_unit(stem, needs, flags):
    return f"{stem}:{hashlib.md5(''.join(needs).encode()).hexdigest()[:6]}{flags}"


@builder.rule("app", "build/main.o", "build/util.o")
def link(needs):
    return "+".join(needs)


@builder.rule("docs", "*.txt")
def docs(target, needs):
    return f"{target}({len(needs)})"


builder.rule("all", "app", "docs", phony=True)(lambda: None)
builder.rule("loop", "loop2")(lambda: "")
builder.rule("loop2", "app", "loop")(lambda: "")
builder.rule("broken", "all", "deep/%")(lambda: "")
builder.rule("deep/%", "no/such.c")(lambda: "")
for change in (None, "src/main.c", "README.txt", "src/util.h"):
    print("changed:", change)
    if change:
        files[change] = files[change] + "!"
    builder.build("all")
print(files["app"], builder.ran, builder.needs.cache_info(), sep="\n")
print(builder.graph("app"))
for goal in ("loop", "broken", "what"):
    try:
        builder.build(goal)
    except graphlib.CycleError as error:
        print(error.args[0], sorted(set(error.args[1])), isinstance(error, ValueError))
    except BuildError as error:
        print(error, getattr(error, "__notes__", None))
sorter = graphlib.TopologicalSorter({"d": ["b", "c"], "b": ["a"]})
sorter.add("c", "a")
for step in (lambda: sorter.get_ready(), lambda: sorter.prepare(), lambda: sorter.add("x"), lambda: sorter.done("d"),
             lambda: sorter.done("zz"),
             lambda: (sorter.get_ready(), sorter.done("a"), sorter.done("a")), lambda: bool(sorter),
             lambda: list(sorter.static_order())):
    try:
        print(step())
    except ValueError as error:
        print(type(error).__name__, error)
print(list(graphlib.TopologicalSorter({3: {2}, 2: {1}}).static_order()))
view = MappingProxyType(builder.rules[0].__dict__)
with contextlib.redirect_stdout(io.StringIO()) as captured:
    builder.build("docs")
print(captured.getvalue() == "", sorted(view), view["needs"], file=sys.stdout)
