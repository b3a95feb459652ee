# What dis says that does not depend on the instructions.
import dis
import io


def plain(x, y=1, /, *rest, key=2, **more):
    """Doc."""
    total = 0
    for i in x:
        total += i
    try:
        return total.y
    except ValueError as error:
        print(error)

    def inner():
        return x
    return inner


def without_stack(text):
    return [line for line in text.splitlines() if not line.startswith("Stack size")]


class Holder:
    def method(self):
        yield self


print(*without_stack(dis.code_info(Holder.method))[:7], sep="\n")
print([line for line in without_stack(dis.code_info(plain)) if "0x" not in line and "1: None" not in line])
out = io.StringIO()
dis.show_code(plain, file=out)
print(out.getvalue() == dis.code_info(plain) + "\n" == dis.Bytecode(plain).info() + "\n")
print(dis.pretty_flags(67), dis.pretty_flags(0), dis.pretty_flags(0x10001))
print(dis.COMPILER_FLAG_NAMES)
lines = {line for _, line in dis.findlinestarts(plain.__code__) if line is not None}
print(sorted(lines - {plain.__code__.co_firstlineno}))

for wrong in (3, None.__class__, "1 +", b"x"):
    try:
        list(dis.get_instructions(wrong))
    except (TypeError, SyntaxError) as error:
        print(type(error).__name__, error)
try:
    dis.dis(3)
except TypeError as error:
    print(error)
try:
    dis.distb()
except RuntimeError as error:
    print(error)

code = dis.Bytecode(plain, first_line=100)
print(code.first_line, code.current_offset, code.codeobj is plain.__code__, min(i.line_number or 100 for i in code))
print(repr(dis.Bytecode("x = 1")), dis.Bytecode("x").first_line)
print(dis.Instruction._fields)
print(dis.Positions(), dis.Positions(1, 2))
print(sorted(i.argval for i in dis.get_instructions("f.attribute = name") if isinstance(i.argval, str)))
for made in (Holder, Holder().method(), Holder.method, Holder().method, "x", plain.__code__):
    out = io.StringIO()
    dis.dis(made, file=out, depth=0)
    print(len(out.getvalue()) > 20, out.getvalue().startswith("Disassembly of method:\n"))
print(sorted(set(dis.__all__) - {"hasnargs"}))
print(dis.cmp_op, dis.hasjabs, dis.hasjrel is dis.hasjump, dis.opname[dis.opmap["LOAD_CONST"]])
