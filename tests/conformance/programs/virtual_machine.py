"""An assembler and a stack machine: opcodes by enumeration, labels, a debugger, a disassembler, faults with contexts."""

import array
import collections
import enum
import functools
import io
import itertools
import operator
import re
import struct
import textwrap
from dataclasses import dataclass, field
from typing import NamedTuple


class Kind(enum.Enum):
    NONE = ("", 0)
    BYTE = ("b", 1)
    WORD = ("<H", 2)

    def __init__(self, code, size):
        self.code, self.size = code, size

    def pack(self, value):
        return struct.pack(self.code, value) if self.size else b""


class Op(enum.IntEnum):
    HALT = 0, Kind.NONE
    PUSH = 1, Kind.BYTE
    LOAD = 2, Kind.BYTE
    STORE = 3, Kind.BYTE
    ADD = 10, Kind.NONE, operator.add
    SUB = 11, Kind.NONE, operator.sub
    MUL = 12, Kind.NONE, operator.mul
    DIV = 13, Kind.NONE, operator.floordiv
    LT = 14, Kind.NONE, operator.lt
    JUMP = 20, Kind.WORD
    JZ = 21, Kind.WORD
    CALL = 22, Kind.WORD
    RET = 23, Kind.NONE
    OUT = 30, Kind.NONE
    DUP = 31, Kind.NONE

    def __new__(cls, number, kind, function=None):
        self = int.__new__(cls, number)
        self._value_, self.kind, self.function = number, kind, function
        return self


class Fault(Exception):
    def __init__(self, message, place):
        super().__init__(message)
        self.place = place
        self.add_note(f"at {place:#06x}")


class AssemblyError(SyntaxError):
    pass


@dataclass
class Program:
    code: bytes
    labels: dict[str, int] = field(default_factory=dict)

    @classmethod
    def assemble(cls, text, name="<asm>"):
        code, labels, holes = bytearray(), {}, []
        for number, line in enumerate(text.splitlines(), 1):
            body, _, _ = line.partition(";")
            if found := re.match(r"\s*(\w+):", body):
                if found[1] in labels:
                    raise AssemblyError(f"label {found[1]} twice", (name, number, found.start(1) + 1, line, number,
                            found.end(1) + 1))
                labels[found[1]] = len(code)
                body = body[found.end() :]
            match body.split():
                case []:
                    continue
                case [word] if word.upper() in Op.__members__ and Op[word.upper()].kind is Kind.NONE:
                    code.append(Op[word.upper()])
                case [word, argument] if (op := Op.__members__.get(word.upper())) and op.kind.size:
                    code.append(op)
                    try:
                        code += op.kind.pack(int(argument, 0))
                    except ValueError:
                        holes.append((len(code), argument, number, line))
                        code += bytes(op.kind.size)
                    except struct.error as error:
                        raise AssemblyError(f"{argument} does not fit") from error
                case [word, *rest]:
                    raise AssemblyError(f"cannot assemble {word} with {len(rest)} operands",
                                        (name, number, line.index(word) + 1, line))
        for place, label, number, line in holes:
            if label not in labels:
                raise AssemblyError(f"no label {label}", (name, number, line.index(label) + 1, line))
            struct.pack_into("<H", code, place, labels[label])
        return cls(bytes(code), labels)

    def __iter__(self):
        place = 0
        names = {v: k for k, v in self.labels.items()}
        while place < len(self.code):
            op = Op(self.code[place])
            argument = struct.unpack_from(op.kind.code, self.code, place + 1)[0] if op.kind.size else None
            yield place, names.get(place, ""), op, argument
            place += 1 + op.kind.size

    def __str__(self):
        return "\n".join(f"{p:04x} {label:>6} {op.name:<5} {'' if a is None else a}".rstrip() for p, label, op,
                         a in self)


class State(NamedTuple):
    place: int
    op: Op
    stack: tuple


class Machine:
    def __init__(self, program, *, fuel=500, watch=()):
        self.program, self.fuel, self.watch = program, fuel, set(watch)
        self.stack, self.frames, self.memory, self.out = [], [], array.array("q", [0] * 8), io.StringIO()
        self.counts = collections.Counter()

    def pop(self):
        if not self.stack:
            raise IndexError("stack is empty")
        return self.stack.pop()

    def run(self):
        """A generator of the states at watched places; its value is what was written."""
        place = self.program.labels.get("main", 0)
        for _ in itertools.repeat(None, self.fuel):
            try:
                op = Op(self.program.code[place])
                if place in self.watch or op.name in self.watch:
                    yield State(place, op, tuple(self.stack))
                self.counts[op] += 1
                after = place + 1 + op.kind.size
                argument = struct.unpack_from(op.kind.code, self.program.code, place + 1)[0] if op.kind.size else None
                match op:
                    case Op.HALT:
                        return self.out.getvalue()
                    case Op.PUSH:
                        self.stack.append(argument)
                    case Op.LOAD:
                        self.stack.append(self.memory[argument])
                    case Op.STORE:
                        self.memory[argument] = self.pop()
                    case Op(function=f) if f:
                        right, left = self.pop(), self.pop()
                        self.stack.append(int(f(left, right)))
                    case Op.JUMP:
                        after = argument
                    case Op.JZ:
                        after = after if self.pop() else argument
                    case Op.CALL:
                        self.frames.append(after)
                        after = argument
                    case Op.RET:
                        after = self.frames.pop()
                    case Op.OUT:
                        print(self.pop(), end=" ", file=self.out)
                    case Op.DUP:
                        self.stack.append(self.stack[-1])
                place = after
            except (IndexError, ValueError, ArithmeticError, struct.error) as error:
                raise Fault(f"{op.name if 'op' in locals() else '?'}: {error}", place) from error
        raise Fault("out of fuel", place)


def execute(text, **options):
    try:
        machine = Machine(Program.assemble(text), **options)
        running = machine.run()
        while True:
            print("   watch", *next(running))
    except StopIteration as stop:
        print("wrote", stop.value, dict(machine.counts.most_common(3)), machine.memory.tolist()[:3])
    except Fault as fault:
        print("fault", fault, fault.__notes__, repr(fault.__cause__), machine.stack)
    except AssemblyError as error:
        print("assembly", error, error.lineno, error.offset, error.end_offset, error.text, error.__cause__)


FACTORIAL = textwrap.dedent("""
    fact:  dup
           jz one
           dup
           push 1
           sub
           call fact
           mul
           ret
    one:   push 1
           add
           ret
    main:  load 0       ; counter
           push 7
           lt
           jz end
           load 0
           call fact
           out
           load 0
           push 1
           add
           store 0
           jump main
    end:   halt
""")
print(Program.assemble(FACTORIAL))
execute(FACTORIAL, watch={"HALT", Program.assemble(FACTORIAL).labels["one"]})
for text in ("add", "push 1\npush 0\ndiv\nhalt", "store 9", "push 5\nstore 9\nhalt", "l: jump l", "ret", "push 300",
             "jump away", "a: a:\na: halt", "spin 3", "push", "push 1\ndup", "jump 65535", "load -1\nhalt",
             "  halt 1 2 3"):
    print(repr(text), end=" ")
    execute(text, fuel=40)
print(Op.ADD, repr(Op.JZ), Op(10).function(2, 3), Op.ADD < Op.SUB, Kind(("b", 1)), f"{Op.MUL:>4}",
      Op.PUSH.kind.pack(-1), functools.reduce(operator.or_, Op), len(Program.assemble(FACTORIAL).code))
try:
    Op(99)
except ValueError as error:
    print(error)
