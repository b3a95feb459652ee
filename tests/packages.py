"""Runs programs that use packages for the study of memory with CPython and with an ouropy; started by `tests/packages`.

Each program runs in a process of its own, in an empty folder. The packages come from their wheels: nothing of them is
in the repository. What a program prints depends neither on addresses nor on the order of sets; standard output,
standard error and exit code have to be equal.
"""

import argparse
import collections
import concurrent.futures
import difflib
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

PROGRAMS = pathlib.Path(__file__).resolve().parent / "packages_programs"
# Package and version by the name of its import; programs are called after these names.
PACKAGES = {
    "objgraph": "objgraph==3.7.0",
    "refcycle": "refcycle==0.3.1",
    "pympler": "Pympler==1.1",
    "memory_graph": "memory_graph==0.3.91",
    "graphviz": "graphviz==0.21",
}
SECONDS = 120


# The environment without what is meant for the interpreter that runs this.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def install(pip, folder):
    """Puts what is missing into the folder."""
    missing = [wheel for name, wheel in PACKAGES.items() if not any(folder.glob(f"{name}*"))]
    if missing:
        options = "--no-deps", "--only-binary", ":all:", "--python-version", "3.14", "--quiet", "--upgrade"
        command = [*shlex.split(pip), "install", *options, "--target", str(folder), *missing]
        subprocess.run(command, env=ENVIRONMENT, check=True)


def run(interpreter, program, folder):
    """Standard output, standard error and exit code."""
    settings = {"PYTHONPATH": str(folder), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    settings |= {"LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    with tempfile.TemporaryDirectory() as empty:
        how = {"cwd": empty, "env": ENVIRONMENT | settings, "stdin": subprocess.DEVNULL, "capture_output": True}
        try:
            done = subprocess.run([interpreter, str(program)], timeout=SECONDS, **how)
        except subprocess.TimeoutExpired:
            return "", f"takes more than {SECONDS} seconds\n", None
    return done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"), done.returncode


def differences(expected, found):
    """The lines of a diff of all that a program prints."""
    for name, first, second in zip(("standard output", "standard error"), expected, found):
        labels = f"{name}, CPython", f"{name}, ouropy"
        yield from difflib.unified_diff(first.splitlines(), second.splitlines(), *labels, n=1, lineterm="")
    if expected[2] != found[2]:
        yield f"exit code {expected[2]} in CPython, {found[2]} in ouropy"


def main():
    parser = argparse.ArgumentParser(prog="tests/packages")
    parser.add_argument("--pip", default="python3 -m pip")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("python", help=argparse.SUPPRESS)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("ouropy", type=pathlib.Path)
    parser.add_argument("programs", nargs="*", help="parts of their names")
    options = parser.parse_args()
    if sys.version_info[:2] != (3, 14):
        sys.exit("the reference is CPython 3.14")
    folder, ouropy = options.folder.resolve(), str(options.ouropy.resolve())
    folder.mkdir(parents=True, exist_ok=True)
    install(options.pip, folder)
    wanted = [program for program in sorted(PROGRAMS.glob("[!_]*.py"))
              if not options.programs or any(part in program.stem for part in options.programs)]

    def compare(program):
        expected, found = run(options.python, program, folder), run(ouropy, program, folder)
        return len(expected[0].splitlines()), expected[2], list(differences(expected, found))

    equal, total = collections.Counter(), collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for program, (lines, code, different) in zip(wanted, pool.map(compare, wanted)):
            package = next(name for name in PACKAGES if program.stem.startswith(name))
            total[package] += 1
            equal[package] += not different and code == 0
            outcome = "differs" if different else "equal" if code == 0 else f"equal, and ends with exit code {code}"
            print(f"{program.stem:32} {lines:5} lines  {outcome}", flush=True)
            if not options.quiet:
                print(*(f"    {line}" for line in different), sep="\n", end="\n" if different else "")
    print("\n| package | programs | equal |\n|---|---|---|")
    for package, number in total.items():
        print(f"| {PACKAGES[package].replace('==', ' ')} | {number} | {equal[package]} |")
    return equal != total


sys.exit(main())
