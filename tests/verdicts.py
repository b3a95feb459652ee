"""Compiles sources with CPython and with ouropy and compares what they say: verdict, message, line, offset, end.

usage: PYTHON3.14 tests/verdicts.py [--python PYTHON3.14] [--mode exec|eval|single] OUROPY [FILE.py | FILE.json]...

From a Python file come the examples of its doctests and all its strings, each as a source; a JSON file is a list of
sources. Without files: those test files of CPython's library that are about syntax.
"""

import ast
import doctest
import json
import os
import subprocess
import sys
import tempfile
import test

FILES = [
    "test_syntax.py", "test_exceptions.py", "test_fstring.py", "test_tstring.py", "test_patma.py", "test_type_params.py",
    "test_unpack_ex.py", "test_named_expressions.py", "test_grammar.py", "test_future_stmt/test_future.py",
    "test_global.py", "test_scope.py", "test_generators.py", "test_genexps.py", "test_eof.py", "test_except_star.py",
    "test_positional_only_arg.py", "test_string_literals.py", "test_type_annotations.py", "test_coroutines.py",
]

# Run by both interpreters: a line for each source.
VERDICT = """
import json, sys, warnings
warnings.simplefilter("ignore")
with open(sys.argv[1]) as file:
    sources = json.load(file)
for source in sources:
    try:
        compile(source, "<source>", sys.argv[2], 0, True)
        print("compiles")
    except SyntaxError as e:
        print(json.dumps([type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]))
    except Exception as e:
        print(json.dumps([type(e).__name__, str(e)]))
"""


def sources_of(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if path.endswith(".json"):
        return json.loads(text)
    found = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found[node.value] = None
            try:
                found.update((example.source, None) for example in doctest.DocTestParser().get_examples(node.value))
            except ValueError:
                pass
    return list(found)


def verdicts(interpreter, *arguments):
    done = subprocess.run([interpreter, *arguments], capture_output=True, text=True, env=os.environ | {"PYTHONHASHSEED": "0"})
    if done.returncode:
        sys.exit(f"{interpreter} failed:\n{done.stderr}")
    return done.stdout.splitlines()


def main(*arguments):
    python, mode = sys.executable, "exec"
    while arguments[0].startswith("--"):
        option, value, *arguments = arguments
        python, mode = (value, mode) if option == "--python" else (python, value)
    ouropy, *paths = arguments
    if sys.version_info[:2] != (3, 14):
        sys.exit("the reference is CPython 3.14")
    folder = os.path.dirname(test.__file__)
    sources = []
    for path in paths or [os.path.join(folder, name) for name in FILES]:
        sources += sources_of(path)
    with tempfile.TemporaryDirectory() as scratch:
        program, listed = os.path.join(scratch, "verdict.py"), os.path.join(scratch, "sources.json")
        with open(program, "w", encoding="utf-8") as file:
            file.write(VERDICT)
        with open(listed, "w", encoding="utf-8") as file:
            json.dump(sources, file)
        wanted, found = verdicts(python, program, listed, mode), verdicts(ouropy, program, listed, mode)
    different = 0
    for source, reference, ours in zip(sources, wanted, found, strict=True):
        if reference != ours:
            different += 1
            print(f"{source!r}\n    CPython {reference}\n    ouropy  {ours}")
    refused = sum(line != "compiles" for line in wanted)
    print(f"{different} of {len(sources)} sources differ ({refused} are refused)")
    return different > 0


sys.exit(main(*sys.argv[1:]) if len(sys.argv) > 1 else __doc__)
