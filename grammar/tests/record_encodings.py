"""Writes down what CPython makes of the source files in `.cases` files, as `.expected` beside them.

Usage: python3.14 record_encodings.py tests/errors/encodings.cases
Where the interpreter cannot be started by the name it has for itself, set PYTHON.

A case is one line, a Python bytes literal with the contents of a file. Its record is one line too: the last line of
standard error, or `ok` and what the file prints.
"""

import ast
import os
import subprocess
import sys
import tempfile


def attempt(source, folder):
    with open(os.path.join(folder, "case.py"), "wb") as file:
        file.write(source)
    result = subprocess.run(
        [os.environ.get("PYTHON", sys.executable), "-X", "utf8", "case.py"], cwd=folder, capture_output=True, encoding="utf-8"
    )
    if result.returncode:
        return result.stderr.splitlines()[-1].replace(folder + os.sep, "")
    return "ok " + result.stdout.strip()


def main(paths):
    if sys.version_info[:2] != (3, 14):
        sys.exit("the reference is CPython 3.14")
    for path in paths:
        with open(path, encoding="utf-8") as file:
            cases = [ast.literal_eval(line) for line in file if line.strip()]
        with (
            tempfile.TemporaryDirectory() as folder,
            open(path.removesuffix(".cases") + ".expected", "w", encoding="utf-8") as file,
        ):
            folder = os.path.realpath(folder)
            file.writelines(attempt(case, folder) + "\n" for case in cases)


main(sys.argv[1:])
