"""Records or checks the expected output of the conformance scripts; started by `tests/record`.

Every `*.py` under tests/conformance is a test, and so is every `*.py` in examples/ (its recordings stand in
tests/conformance/examples). Files and folders whose name begins with an underscore are modules the tests import.

A script runs with its own folder as working directory and its base name as argv[0]. NAME.in, where it exists, is
its standard input. NAME.out is its standard output, with a last line `[exit N]` when it does not end with 0;
NAME.err is its standard error and is missing when that is empty (an empty file says the same). Addresses become
`0x...` and the script's folder is cut from paths.

`--timing` runs each script under other thresholds of the collector instead, and writes the names of those whose output
changes to tests/conformance/collector_timing.txt: they depend on when the collector runs.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

REFERENCE = (3, 14, 10)
TESTS = pathlib.Path(__file__).resolve().parent
CONFORMANCE = TESTS / "conformance"
EXAMPLES = TESTS.parent / "examples"
ADDRESS = re.compile(r"\b0x[0-9a-f]{6,16}\b")
SECONDS = 60
TIMING = CONFORMANCE / "collector_timing.txt"
# Modules that Python imports before a script: other thresholds to begin with, and a first threshold that is 1 whenever
# the script sets one.
TIMINGS = [
    "import gc; gc.set_threshold(1, 1, 1); del gc",
    "import gc; gc.set_threshold(20, 5, 5); del gc",
    """
import gc
told = gc.get_threshold()
def set_threshold(first, *others, real=gc.set_threshold):
    global told
    told = (first, *others) + told[1 + len(others):]
    real(first and 1)
gc.set_threshold, gc.get_threshold = set_threshold, lambda: told
""",
]


def refuse_other_interpreters():
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.implementation.name != "cpython" or sys.version_info[:3] != REFERENCE:
        wanted = ".".join(map(str, REFERENCE))
        sys.exit(f"tests/record: the reference is CPython {wanted}, not {sys.implementation.name} {version}")


def scripts(paths):
    """The scripts to run below the given files and folders, in a stable order."""
    found = set()
    for path in paths or [CONFORMANCE, EXAMPLES]:
        path = pathlib.Path(path).resolve()
        found.update(path.rglob("*.py") if path.is_dir() else [path])
    for script in sorted(found):
        root = EXAMPLES if script.is_relative_to(EXAMPLES) else CONFORMANCE
        if not any(part.startswith("_") for part in script.relative_to(root).parts):
            yield script


def recording(script):
    """The path of a script's recordings, without suffix."""
    if script.is_relative_to(EXAMPLES):
        return CONFORMANCE / "examples" / script.relative_to(EXAMPLES).with_suffix("")
    return script.with_suffix("")


def normal(data, folder):
    text = data.decode("utf-8", "surrogateescape")
    return ADDRESS.sub("0x...", text.replace(f"{folder}/", ""))


def run(python, script, path=None):
    """Standard output (with the exit line) and standard error of one script, both in the recorded form."""
    stdin = script.with_suffix(".in")
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "LC_ALL": "C.UTF-8",
        "NO_COLOR": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    if path:
        environment["PYTHONPATH"] = path
    with open(stdin if stdin.exists() else os.devnull, "rb") as source:
        command = {"cwd": script.parent, "env": environment, "stdin": source, "capture_output": True}
        try:
            done = subprocess.run([python, script.name], timeout=SECONDS, **command)
        except subprocess.TimeoutExpired:
            sys.exit(f"tests/record: {script} runs longer than {SECONDS} seconds")
    out, err = normal(done.stdout, script.parent), normal(done.stderr, script.parent)
    if done.returncode:
        out += ("" if out.endswith("\n") or not out else "\n") + f"[exit {done.returncode}]\n"
    return out, err


def name(script):
    base = recording(script).relative_to(CONFORMANCE)
    return base.as_posix()


def find_timing(python, chosen):
    """Writes the list of scripts whose output depends on when the collector runs."""
    dependent = set()
    for module in TIMINGS:
        with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            pathlib.Path(folder, "sitecustomize.py").write_text(module)
            for script, (out, err) in zip(chosen, pool.map(lambda s: run(python, s, folder), chosen)):
                base = recording(script)
                recorded = [read(base.parent / f"{base.name}.{suffix}") or "" for suffix in ("out", "err")]
                if [out, err] != recorded:
                    dependent.add(name(script))
    head = "# Scripts whose output depends on when the collector runs. Written by tests/record --timing; not by hand.\n"
    write(TIMING, head + "".join(f"{script}\n" for script in sorted(dependent)))
    print(f"{len(chosen)} scripts, {len(dependent)} depend on the collector's timing")
    return 0


def read(path):
    return path.read_bytes().decode("utf-8", "surrogateescape") if path.exists() else None


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def main(arguments):
    refuse_other_interpreters()
    python, *arguments = arguments
    check = "--check" in arguments
    if "--timing" in arguments:
        return find_timing(python, list(scripts([])))
    chosen = list(scripts([a for a in arguments if a != "--check"]))
    changed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for script, (out, err) in zip(chosen, pool.map(lambda s: run(python, s), chosen)):
            base = recording(script)
            out_path, err_path = base.parent / f"{base.name}.out", base.parent / f"{base.name}.err"
            same = read(out_path) == out and (read(err_path) or "") == err
            if same:
                continue
            changed += 1
            print("differs:" if check else "recorded:", script.relative_to(TESTS.parent))
            if not check:
                write(out_path, out)
                if err or err_path.exists():
                    write(err_path, err)
    print(f"{len(chosen)} scripts, {changed} {'differ' if check else 'changed'}")
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
