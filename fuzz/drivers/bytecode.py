# Bytecode that no compiler made: what the verifier lets pass is run.
import marshal
import types

import builtins

FORBIDDEN = {"__import__", "open", "input", "breakpoint", "exec", "eval", "compile", "exit", "quit", "help", "print"}
SAFE = {name: value for name, value in vars(builtins).items() if name not in FORBIDDEN}


def call(code):
    # Names that are not built in have values too.
    namespace = dict(zip(code.co_names, [1, "two", (3, 4), len, [5]] * 50)) | {"__builtins__": SAFE, "__name__": "fuzz"}
    for name in SAFE:
        namespace.pop(name, None)
    closure = tuple(types.CellType(number) for number in range(len(code.co_freevars)))
    function = types.FunctionType(code, namespace, "fuzz", None, closure or None)
    arguments = [1, "two", [3], (4, 5), {6: 7}, None] * 50
    result = function(*arguments[:code.co_argcount], **{name: 8 for name in keyword_only(code)})
    if isinstance(result, types.GeneratorType):
        for _ in range(20):
            next(result)
    elif isinstance(result, types.CoroutineType):
        result.send(None)


def keyword_only(code):
    first = code.co_argcount
    return code.co_varnames[first:first + code.co_kwonlyargcount]


def run(data):
    code = attempt(marshal.loads, data, allow_code=True)
    if type(code) is types.CodeType:
        attempt(call, code)
        for constant in code.co_consts:
            if type(constant) is types.CodeType:
                attempt(call, constant)
        attempt(list, code.co_lines())
        attempt(list, code.co_positions())
        attempt(marshal.dumps, code)
