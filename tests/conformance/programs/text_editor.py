"""A text editor without a screen: a piece table, cursors, undo by commands, search and replace, macros, key bindings."""

import bisect
import cmd
import collections
import contextlib
import copy
import functools
import io
import itertools
import re
import string
import sys
import textwrap
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import ClassVar, Self


@dataclass(frozen=True, slots=True)
class Piece:
    source: str = field(repr=False)
    start: int
    stop: int

    def __len__(self):
        return self.stop - self.start

    def __str__(self):
        return self.source[self.start : self.stop]

    def split(self, at):
        return Piece(self.source, self.start, self.start + at), Piece(self.source, self.start + at, self.stop)


class PieceTable(collections.abc.Sequence):
    """Text that remembers where its parts came from."""

    def __init__(self, text=""):
        self.pieces = [Piece(text, 0, len(text))] if text else []

    def _locate(self, position):
        offset = 0
        for number, piece in enumerate(self.pieces):
            if position < offset + len(piece):
                return number, position - offset
            offset += len(piece)
        return len(self.pieces), 0

    def _cut(self, position):
        number, within = self._locate(position)
        if within:
            self.pieces[number : number + 1] = self.pieces[number].split(within)
            number += 1
        return number

    def replace(self, start, stop, text=""):
        if not 0 <= start <= stop <= len(self):
            raise IndexError(f"{start}:{stop} is not within 0:{len(self)}")
        removed = self[start:stop]
        first = self._cut(start)
        last = self._cut(stop)
        self.pieces[first:last] = [Piece(text, 0, len(text))] if text else []
        return removed

    def __len__(self):
        return sum(map(len, self.pieces))

    def __getitem__(self, key):
        return str(self)[key]

    def __str__(self):
        return "".join(map(str, self.pieces))

    def lines(self):
        return str(self).splitlines(keepends=True)


class Command(ABC):
    registry: ClassVar[dict[str, type["Command"]]] = {}

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls.registry[cls.__name__.lower()] = cls

    @abstractmethod
    def do(self, editor): ...

    @abstractmethod
    def undo(self, editor): ...

    def merge(self, later: Self) -> Self | None:
        return None


@dataclass
class Insert(Command):
    at: int
    text: str

    def do(self, editor):
        editor.table.replace(self.at, self.at, self.text)
        editor.cursor = self.at + len(self.text)

    def undo(self, editor):
        editor.table.replace(self.at, self.at + len(self.text))
        editor.cursor = self.at

    def merge(self, later):
        if isinstance(later, Insert) and later.at == self.at + len(self.text) and not later.text.isspace():
            return Insert(self.at, self.text + later.text)


@dataclass
class Delete(Command):
    start: int
    stop: int
    removed: str = ""

    def do(self, editor):
        self.removed = editor.table.replace(self.start, self.stop)
        editor.cursor = self.start

    def undo(self, editor):
        editor.table.replace(self.start, self.start, self.removed)
        editor.cursor = self.stop


@dataclass
class Group(Command):
    parts: list[Command] = field(default_factory=list)

    def do(self, editor):
        for part in self.parts:
            part.do(editor)

    def undo(self, editor):
        for part in reversed(self.parts):
            part.undo(editor)


class Editor:
    def __init__(self, text=""):
        self.table, self.cursor, self.done, self.undone = PieceTable(text), 0, [], []
        self._group = None

    def perform(self, command):
        command.do(self)
        if self._group is not None:
            self._group.parts.append(command)
            return
        if self.done and (merged := self.done[-1].merge(command)):
            self.done[-1] = merged
        else:
            self.done.append(command)
        self.undone.clear()

    @contextlib.contextmanager
    def together(self):
        outer, self._group = self._group, Group()
        try:
            yield self._group
        except BaseException:
            self._group.undo(self)
            raise
        else:
            if self._group.parts:
                self.done.append(self._group)
        finally:
            self._group = outer

    def undo(self):
        if not self.done:
            raise LookupError("nothing to undo")
        self.undone.append(self.done.pop())
        self.undone[-1].undo(self)

    def redo(self):
        self.perform_again(self.undone.pop())

    def perform_again(self, command):
        command.do(self)
        self.done.append(command)

    def substitute(self, pattern, replacement, count=0):
        with self.together():
            shift, number = 0, 0
            for number, match in enumerate(itertools.islice(re.finditer(pattern, str(self.table)), count or None), 1):
                new = match.expand(replacement)
                self.perform(Delete(match.start() + shift, match.end() + shift))
                self.perform(Insert(match.start() + shift, new))
                shift += len(new) - len(match[0])
        return number

    @property
    def position(self):
        starts = list(itertools.accumulate(map(len, self.table.lines()), initial=0))
        row = bisect.bisect_right(starts, self.cursor) - 1
        return row + 1, self.cursor - starts[row]


class Shell(cmd.Cmd):
    prompt = ""
    aliases = {"s": "substitute", "u": "undo"}

    def __init__(self, editor, **options):
        super().__init__(**options)
        self.editor, self.macros = editor, {}

    def precmd(self, line):
        head, *rest = line.split(None, 1)
        return " ".join([self.aliases.get(head, head), *rest])

    def onecmd(self, line):
        try:
            return super().onecmd(line)
        except (LookupError, ValueError, re.error) as error:
            print(f"! {type(error).__name__}: {error}", file=self.stdout)

    def do_type(self, text):
        "type TEXT: writes at the cursor"
        for letter in text.encode().decode("unicode_escape"):
            self.editor.perform(Insert(self.editor.cursor, letter))

    def do_delete(self, argument):
        start, stop = map(int, argument.split())
        self.editor.perform(Delete(start, stop))

    def do_substitute(self, argument):
        separator = argument[0]
        _, pattern, replacement, count = argument.split(separator)
        self.stdout.write(f"{self.editor.substitute(pattern, replacement, int(count or 0))} replaced\n")

    def do_undo(self, times):
        for _ in range(int(times or 1)):
            self.editor.undo()

    def do_redo(self, _):
        self.editor.redo()

    def do_go(self, argument):
        self.editor.cursor = {"end": len(self.editor.table),
                              "start": 0}.get(argument) if argument.isalpha() else int(argument)

    def do_show(self, _):
        "shows everything"
        row, column = self.editor.position
        self.stdout.write(textwrap.indent(str(self.editor.table), "| ",
                                          lambda line: True) + f"\n  at {row}:{column}, {len(self.editor.table.pieces)} pieces, {len(self.editor.done)} done\n")

    def do_macro(self, argument):
        name, _, body = argument.partition("=")
        if body:
            self.macros[name] = body.split(";")
        else:
            self.cmdqueue += self.macros[name]

    def emptyline(self):
        pass

    def default(self, line):
        if line == "EOF":
            return True
        super().default(line)


script = r"""type Hello\nworld
show
go 5
type , dear
u
u
show
redo
s/o(.)/0\1/
show
u
s/(/x/
s/l/L/2
delete 0 3
show
delete 5 999
undo 9
redo
macro twice=go end;type !;type ?
macro twice
macro none
help type
help
help nope
frobnicate
go 3
delete 1
show
"""
shell = Shell(Editor("Start\n"), stdin=io.StringIO(script), stdout=sys.stdout)
shell.use_rawinput = False
shell.cmdloop("editing")
print(Command.registry, shell.completenames("s"), shell.complete_help("un"), shell.parseline("!do it"),
      shell.parseline("?x"), shell.editor.done[:1])
kept = copy.deepcopy(shell.editor)
try:
    with kept.together():
        kept.perform(Insert(0, "lost"))
        kept.perform(Delete(3, 99))
except IndexError as error:
    print(error, str(kept.table) == str(shell.editor.table), kept._group)
try:
    Command()
except TypeError as error:
    print(error)
table = PieceTable("naïve")
print(len(table), table[2], table[-1], "ve" in str(table), table.index("v"), list(reversed(table)), table.count("e"),
      [unicodedata.name(c) for c in table[2:4]], Piece("abc", 0, 2), str(Piece("abc", 0, 2)),
      functools.reduce(lambda t, c: t.replace(c, "_"), string.punctuation, "a-b!"))
