"""The opcodes of ouropy's bytecode, which docs/bytecode.md describes."""

import _opcode
from _opcode import stack_effect

__all__ = ["EXTENDED_ARG", "HAVE_ARGUMENT", "cmp_op", "hasarg", "hascompare", "hasconst", "hasexc", "hasfree", "hasjabs",
           "hasjrel", "hasjump", "haslocal", "hasname", "opmap", "opname", "stack_effect"]

opname = _opcode._names()
opmap = {name: number for number, name in enumerate(opname)}
cmp_op = ("<", "<=", "==", "!=", ">", ">=")


def _those(test):
    return list(filter(test, range(len(opname))))


hasarg = _those(_opcode.has_arg)
hasconst = _those(_opcode.has_const)
hasname = _those(_opcode.has_name)
hasjump = hasjrel = _those(_opcode.has_jump)
hasjabs = []
hasfree = _those(_opcode.has_free)
haslocal = _those(_opcode.has_local)
hasexc = _those(_opcode.has_exc)
hascompare = [number for name, number in opmap.items() if name.startswith("COMPARE_")]

# Every instruction has the same size: its operands need no prefix, and those without any are not numbered first.
EXTENDED_ARG = -1
HAVE_ARGUMENT = 0
