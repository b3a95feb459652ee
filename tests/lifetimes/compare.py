"""See `compare`: runs random programs with two interpreters, reduces each that differs."""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

from generate import Program
from kinds import THEMES

SECONDS = 20


def run(interpreter, path):
    """What a program writes, and its exit code."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run([interpreter, "-W", "ignore", path.name], cwd=path.parent, env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return [f"no end after {SECONDS} seconds"]
    written = done.stdout + b"-- errors\n" + done.stderr + f"-- exit code {done.returncode}\n".encode()
    text = re.sub("0[xX][0-9a-fA-F]{6,}", "0x...", written.decode("utf-8", "backslashreplace"))
    # How many objects there are and how long a collection takes are the interpreter's own affair, and so is where its
    # library stands.
    text = re.sub("objects in (each|permanent) generation: .*|, [0-9.]+s elapsed", "", text)
    lines = re.sub('File "[^"]*/', 'File "', text).splitlines()
    # Whether source lines can still be shown is no matter of lifetimes.
    return [line for line in lines if not line.startswith("    ")]


def first_difference(wanted, got):
    for line, (left, right) in enumerate(zip(wanted, got), 1):
        if left != right:
            return line, left, right
    longer, line = max(wanted, got, key=len), min(len(wanted), len(got))
    return line + 1, *((longer[line], "(end)") if longer is wanted else ("(end)", longer[line]))


class Comparison:
    def __init__(self, options):
        self.options = options
        self.folder = pathlib.Path(options.folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def outputs(self, path, text):
        path.write_text(text)
        return run(self.options.python, path), run(self.options.binary, path)

    def compare(self, seed):
        """None if both agree on the program, or where they do not, after reduction."""
        program = Program(seed, self.options.size, self.options.automatic)
        path = self.folder / f"{seed}.py"
        wanted, got = self.outputs(path, program.text())
        # A reference that does not end or crashes says nothing.
        if wanted == got or wanted[0].startswith("no end") or wanted[-1].startswith("-- exit code -"):
            path.unlink()
            return None
        if self.options.reduce:
            self.reduce(program, self.folder / f"{seed}.reducing.py")
            wanted, got = self.outputs(path, program.text())
        (self.folder / f"{seed}.wanted").write_text("\n".join(wanted) + "\n")
        (self.folder / f"{seed}.got").write_text("\n".join(got) + "\n")
        return program, first_difference(wanted, got) if wanted != got else (0, "differs", "not always")

    def reduce(self, program, path):
        """Leaves out statements as long as the outputs differ: halves first, then smaller parts."""
        def differ(statements):
            wanted, got = self.outputs(path, program.text(statements))
            return wanted != got

        if program.end:
            end, program.end = program.end, ""
            if not differ(program.statements):
                program.end = end
        part = max(1, len(program.statements) // 2)
        while True:
            position, fewer = 0, False
            while position < len(program.statements):
                rest = program.statements[:position] + program.statements[position + part:]
                if differ(rest):
                    program.statements, fewer = rest, True
                else:
                    position += part
            if part > 1:
                part //= 2
            elif not fewer:
                break
        path.unlink(missing_ok=True)


def seeds(options):
    themes = [*THEMES]
    for seed in range(options.first, options.last + 1):
        if not options.theme or themes[seed % len(themes)] == options.theme:
            yield seed


def main():
    parser = argparse.ArgumentParser(prog="tests/lifetimes/compare")
    parser.add_argument("first", type=int, help="the first seed")
    parser.add_argument("last", type=int, help="the last seed")
    parser.add_argument("--python", help="the reference")
    parser.add_argument("--binary", help="the interpreter that is compared")
    parser.add_argument("--folder", help="where programs that differ are kept")
    parser.add_argument("--jobs", type=int, default=1, help="how many programs at a time")
    parser.add_argument("--size", type=int, default=60, help="how many statements a program has")
    parser.add_argument("--theme", choices=[*THEMES], help="only programs about this")
    parser.add_argument("--no-automatic", dest="automatic", action="store_false",
                        help="no program lets collections run by themselves")
    parser.add_argument("--no-reduce", dest="reduce", action="store_false", help="keep programs as they are")
    options = parser.parse_args()
    options.binary = str(pathlib.Path(options.binary).resolve())
    comparison = Comparison(options)
    tried, differ = collections.Counter(), collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for seed, found in zip(seeds(options), pool.map(comparison.compare, seeds(options))):
            theme = [*THEMES][seed % len(THEMES)]
            tried[theme] += 1
            if found is None:
                continue
            differ[theme] += 1
            program, (line, left, right) = found
            print(f"{seed} ({theme}, {program.place}, {program.setting}): line {line}\n  {left[:300]}\n  {right[:300]}")
            if options.reduce:
                print("\n".join("    " + statement.replace("\n", "\n    ") for statement in program.statements))
            sys.stdout.flush()
    for theme in tried:
        print(f"{theme}: {differ[theme]} of {tried[theme]} programs differ")
    print(f"{differ.total()} of {tried.total()} programs differ")
    return differ.total() != 0


if __name__ == "__main__":
    sys.exit(main())
