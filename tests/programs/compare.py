"""See `compare`: compare.py FOLDER FIRST LAST REFERENCE INTERPRETER."""
import os
import pathlib
import re
import subprocess
import sys

from generate import Program

SECONDS = 20


def run(interpreter, path):
    """What a program writes, and its exit code."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run([interpreter, "-W", "ignore", path.name], cwd=path.parent, env=environment,
                              capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return [f"no end after {SECONDS} seconds"]
    written = done.stdout + b"-- errors\n" + done.stderr + f"-- exit code {done.returncode}\n".encode()
    shown = re.sub("0[xX][0-9a-fA-F]{6,}", "0x...", written.decode("utf-8", "backslashreplace"))
    # The same, its characters being the items of a list.
    return re.sub("'0', 'x'(, '[0-9a-f]'){6,}", "'0x...'", shown).splitlines()


def with_sets_sorted(line):
    """A line in which what looks like a set has its items in order: those with an address for a hash have none."""
    return re.sub(r"\{([^{}:]*)\}", lambda found: "{" + ", ".join(sorted(found[1].split(", "))) + "}", line)


def agree(wanted, got):
    return wanted == got or [*map(with_sets_sorted, wanted)] == [*map(with_sets_sorted, got)]


def first_difference(wanted, got):
    for line, (left, right) in enumerate(zip(wanted, got), 1):
        if left != right:
            return line, left, right
    longer = wanted if len(wanted) > len(got) else got
    line = min(len(wanted), len(got))
    return line + 1, *((longer[line], "(end)") if longer is wanted else ("(end)", longer[line]))


def main(folder, first, last, reference, interpreter):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    interpreter = str(pathlib.Path(interpreter).resolve())
    differ = 0
    for seed in range(int(first), int(last) + 1):
        path = folder / f"{seed}.py"
        path.write_text(Program(seed).text(), encoding="utf-8", errors="surrogatepass")
        wanted, got = run(reference, path), run(interpreter, path)
        if agree(wanted, got):
            path.unlink()
            continue
        differ += 1
        (folder / f"{seed}.wanted").write_text("\n".join(wanted))
        (folder / f"{seed}.got").write_text("\n".join(got))
        line, left, right = first_difference(wanted, got)
        print(f"{seed}: line {line}\n  {left[:300]}\n  {right[:300]}", flush=True)
    print(f"{differ} of {int(last) - int(first) + 1} programs differ")
    return differ != 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
