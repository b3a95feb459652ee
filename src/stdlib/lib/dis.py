"""Shows the bytecode of functions, modules and the like. The interface is that of CPython's dis, the instructions are
those of ouropy: docs/bytecode.md describes them."""

import io
import sys
import types
from collections import namedtuple
from itertools import groupby
from operator import itemgetter

import _opcode
from opcode import *
from opcode import __all__ as _of_opcode

__all__ = ["Bytecode", "Instruction", "code_info", "dis", "disassemble", "disco", "distb", "findlabels",
           "findlinestarts", "get_instructions", "show_code", *_of_opcode]

COMPILER_FLAG_NAMES = {
    flag: name for flag, name in (
        (0x1, "OPTIMIZED"), (0x2, "NEWLOCALS"), (0x4, "VARARGS"), (0x8, "VARKEYWORDS"), (0x10, "NESTED"),
        (0x20, "GENERATOR"), (0x40, "NOFREE"), (0x80, "COROUTINE"), (0x100, "ITERABLE_COROUTINE"),
        (0x200, "ASYNC_GENERATOR"), (0x4000000, "HAS_DOCSTRING"), (0x8000000, "METHOD"))
}

# Offsets count as those of code.co_lines(): two for an instruction, and for a place where only CPython has one.
_STEP = 2

Positions = namedtuple("Positions", "lineno end_lineno col_offset end_col_offset", defaults=(None,) * 4)


class Instruction(namedtuple("Instruction", (
        "opname", "opcode", "arg", "argval", "argrepr", "offset", "start_offset", "starts_line", "line_number", "label",
        "positions", "cache_info"), defaults=(None, None, None))):
    """One instruction.

    opname, opcode - what it does
    arg - its operands as one number
    argval - what it is about: a constant, a name, the offset that it jumps to, a number, or None
    argrepr - all its operands as text
    offset, start_offset - where it stands
    starts_line - whether it is the first of a source line
    line_number, positions - where in the source it comes from
    label - its number, if something leads to it
    cache_info - None: caches stand apart from the instructions
    """

    __slots__ = ()

    oparg = property(lambda self: self.arg, doc="Another name of arg.")
    baseopcode = property(lambda self: self.opcode, doc="The opcode.")
    baseopname = property(lambda self: self.opname, doc="The opcode's name.")
    cache_offset = property(lambda self: self.offset + _STEP, doc="Where the next instruction stands.")
    end_offset = cache_offset

    @property
    def jump_target(self):
        """The offset that it jumps to, or None."""
        return self.argval if self.opcode in hasjump else None

    @property
    def is_jump_target(self):
        """Whether something leads to it."""
        return self.label is not None


def _instructions(code, first_line=None, adaptive=False):
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    starts = {start for start, _ in findlinestarts(code)}
    positions = list(code.co_positions())
    behind = 0
    for offset, opcode, arg, argval, argrepr, label in _opcode._instructions(code, adaptive):
        place = offset // _STEP
        line, end, *columns = positions[place] if place < len(positions) else Positions()
        if line is not None:
            line, end = line + shift, end + shift
        # A line may begin at a place without an instruction.
        starts_line = not starts.isdisjoint(range(behind, offset + 1))
        behind = offset + 1
        yield Instruction(opname[opcode], opcode, arg if argrepr else None, argval, argrepr, offset, offset,
                          starts_line, line, label, Positions(line, end, *columns))


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """Yields an Instruction for each of a function, method, generator, code object or source text.

    first_line is the number to show for the first line; show_caches changes nothing.
    """
    return _instructions(_code_of(x), first_line, adaptive)


def findlinestarts(code):
    """Yields pairs of an offset and the line, or None, that begins there."""
    for line, spans in groupby(code.co_lines(), itemgetter(2)):
        yield next(spans)[0], line


def findlabels(code):
    """The offsets that instructions of a code object jump to."""
    return sorted({each.argval for each in _instructions(_code_of(code)) if each.opcode in hasjump})


def _code_of(x):
    for attribute in ("__func__", "__code__", "gi_code", "ag_code", "cr_code"):
        x = getattr(x, attribute, x)
    if isinstance(x, str):
        return _compiled(x, "<disassembly>")
    if isinstance(x, types.CodeType):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _compiled(text, filename):
    try:
        return compile(text, filename, "eval")
    except SyntaxError:
        return compile(text, filename, "exec")


def pretty_flags(flags):
    """The names of co_flags, with a comma between them; numbers for bits without a name."""
    bits = [1 << place for place in range(flags.bit_length()) if flags >> place & 1]
    return ", ".join(COMPILER_FLAG_NAMES.get(bit, hex(bit)) for bit in bits) or hex(flags)


def code_info(x):
    """What there is to know of a code object but its instructions, as text."""
    code = _code_of(x)
    facts = [
        ("Name:", code.co_name), ("Filename:", code.co_filename), ("Argument count:", code.co_argcount),
        ("Positional-only arguments:", code.co_posonlyargcount), ("Kw-only arguments:", code.co_kwonlyargcount),
        ("Number of locals:", code.co_nlocals), ("Stack size:", code.co_stacksize),
        ("Flags:", pretty_flags(code.co_flags)),
    ]
    lines = [f"{name:<18} {value}" for name, value in facts]
    tables = [
        ("Constants", map(repr, code.co_consts)), ("Names", code.co_names), ("Variable names", code.co_varnames),
        ("Free variables", code.co_freevars), ("Cell variables", code.co_cellvars),
    ]
    for title, items in tables:
        rows = [f"{index:>4}: {item}" for index, item in enumerate(items)]
        if rows:
            lines += [f"{title}:", *rows]
    return "\n".join(lines)


def show_code(co, *, file=None):
    """Prints code_info()."""
    print(code_info(co), file=file)


class _Listing:
    """Lines of text for the instructions of one code object, in columns as wide as the longest text in them."""

    def __init__(self, instructions, code, *, current=None, show_offsets=False, show_positions=False):
        self.instructions = instructions
        self.code = code
        self.current = current
        self.columns = [self._positions if show_positions else self._line, self._mark]
        if show_offsets:
            self.columns.append(lambda each: str(each.offset))

    def _line(self, each):
        if not each.starts_line:
            return ""
        return "--" if each.line_number is None else str(each.line_number)

    def _positions(self, each):
        if each.positions.lineno is None:
            return "--"
        line, end, *columns = ("?" if part is None else part for part in each.positions)
        return "{}:{}-{}:{}".format(line, columns[0], end, columns[1])

    def _mark(self, each):
        if each.offset == self.current:
            return "-->"
        return f"L{each.label}:" if each.label else ""

    def write(self, file):
        rows = [[column(each) for column in self.columns] for each in self.instructions]
        widths = [max(map(len, texts), default=0) for texts in zip(*rows)]
        for number, (each, texts) in enumerate(zip(self.instructions, rows)):
            if each.starts_line and number:
                print(file=file)
            front = "  ".join(text.rjust(width) for text, width in zip(texts, widths))
            print(f"  {front}  {each.opname:<24} {each.argrepr}".rstrip(), file=file)
        handlers = _opcode._handlers(self.code)
        if handlers:
            print("ExceptionTable:", file=file)
        for start, end, handler, register in handlers:
            print(f"  L{start} to L{end} -> L{handler} [{register}]", file=file)


def disassemble(code, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False,
                show_positions=False):
    """Prints the instructions of a code object, with a mark at the offset lasti."""
    listing = _Listing(list(_instructions(code, adaptive=adaptive)), code, current=lasti, show_offsets=show_offsets,
                       show_positions=show_positions)
    listing.write(file)


disco = disassemble


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Prints the instructions of what has some, and of the code within it as deep as depth says: of a function, method,
    generator, code object or source text, of all functions in a class or module, or of the last traceback."""
    options = {"file": file, "adaptive": adaptive, "show_offsets": show_offsets, "show_positions": show_positions}
    if x is None:
        distb(**options)
    elif isinstance(x, (bytes, bytearray)):
        raise TypeError("the bytes of co_code cannot be read without their code object")
    elif isinstance(x, (type, types.ModuleType)):
        _dis_all(x, depth, options)
    else:
        _dis_nested(_code_of(x), depth, options)


def _dis_all(holder, depth, options):
    kinds = (types.FunctionType, types.MethodType, types.CodeType, classmethod, staticmethod, type)
    for name, member in sorted(vars(holder).items()):
        if isinstance(member, kinds):
            print(f"Disassembly of {name}:", file=options["file"])
            try:
                dis(member, depth=depth, **options)
            except TypeError as error:
                print("Sorry:", error, file=options["file"])
            print(file=options["file"])


def _dis_nested(code, depth, options):
    waiting = [(code, depth)]
    while waiting:
        current, depth = waiting.pop()
        if current is not code:
            print(f"\nDisassembly of {current!r}:", file=options["file"])
        disassemble(current, **options)
        if depth is None or depth > 0:
            deeper = None if depth is None else depth - 1
            inner = [each for each in current.co_consts if isinstance(each, types.CodeType)]
            waiting += [(each, deeper) for each in reversed(inner)]


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Prints the instructions of the innermost frame of a traceback, the last one's by default."""
    if tb is None:
        error = getattr(sys, "last_exc", None)
        tb = error.__traceback__ if error is not None else getattr(sys, "last_traceback", None)
        if tb is None:
            raise RuntimeError("no last traceback to disassemble")
    tb = _innermost(tb)
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file, adaptive=adaptive, show_offsets=show_offsets,
                show_positions=show_positions)


def _innermost(tb):
    while tb.tb_next is not None:
        tb = tb.tb_next
    return tb


class Bytecode:
    """The instructions of something, to go through and to show."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False, show_offsets=False,
                 show_positions=False):
        self.codeobj = _code_of(x)
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self.current_offset = current_offset
        self.exception_entries = _opcode._handlers(self.codeobj)
        self.adaptive, self.show_caches = adaptive, show_caches
        self.show_offsets, self.show_positions = show_offsets, show_positions
        self._shown = x

    def __iter__(self):
        return _instructions(self.codeobj, self.first_line, self.adaptive)

    def __repr__(self):
        return f"{type(self).__name__}({self._shown!r})"

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        """That of the innermost frame of a traceback."""
        tb = _innermost(tb)
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti, show_caches=show_caches, adaptive=adaptive)

    def info(self):
        """What there is to know of the code object, as text."""
        return code_info(self.codeobj)

    def dis(self):
        """The listing, as text."""
        listing = _Listing(list(self), self.codeobj, current=self.current_offset, show_offsets=self.show_offsets,
                           show_positions=self.show_positions)
        text = io.StringIO()
        listing.write(text)
        return text.getvalue()


def _find_store_names(code):
    """For modulefinder: the global names that module code binds."""
    found = {}
    for each in _instructions(code):
        if each.opname in ("STORE_NAME", "STORE_GLOBAL"):
            found[each.argval] = None
    return iter(found)


def _find_imports(code):
    """For modulefinder: name, level and from-list of each import statement."""
    level = fromlist = None
    for each in _instructions(code):
        if each.opname in ("LOAD_CONST", "LOAD_INT"):
            level, fromlist = fromlist, each.argval
        elif each.opname == "IMPORT_NAME":
            yield each.argval, level, fromlist


def main(args=None):
    """python -m dis"""
    import argparse
    parser = argparse.ArgumentParser()
    for letter, name, text in (("C", "caches", "inline caches (there are none to show)"),
                               ("O", "offsets", "instruction offsets"), ("P", "positions", "instruction positions")):
        parser.add_argument(f"-{letter}", f"--show-{name}", action="store_true", help=f"show {text}")
    parser.add_argument("-S", "--specialized", action="store_true", help="show specialized bytecode")
    parser.add_argument("infile", nargs="?", default="-")
    given = parser.parse_args(args)
    if given.infile == "-":
        name, text = "<stdin>", sys.stdin.buffer.read()
    else:
        name = given.infile
        with open(name, "rb") as file:
            text = file.read()
    dis(compile(text, name, "exec"), show_caches=given.show_caches, adaptive=given.specialized,
        show_offsets=given.show_offsets, show_positions=given.show_positions)


if __name__ == "__main__":
    main()
