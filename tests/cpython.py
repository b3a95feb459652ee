"""Runs CPython's own tests, as they are, with an ouropy; started by `tests/cpython`.

Each module of tests runs in a process of its own, in an empty folder, with limits of memory and of time. Of the
reference's library it sees the package `test` and nothing else: all other modules are ouropy's. tests/cpython.toml
says which modules there are, how many of their tests have to pass, and why some do not. Where no test of a module could
run because an extension module is imported that ouropy does not have, one stands in whose functions skip the test that
calls them.

A test that ends the process, or takes too long, has failed; the others go on in another process. One that fails is run
again in a process of its own, so that it does not fail because of what another one has left behind.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import fnmatch
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import tempfile
import test
import time
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE.parent / "docs" / "conformance.md"
TABLE = "<!-- Written by tests/cpython --table; what follows is not edited by hand. -->\n"
MEMORY = 6 << 30
ATTEMPTS = 40
TOO_LONG = "takes more than"
LIBRARY = "passes with the library of the reference"
WIDTH = 120

# Run by the interpreter that is tested. Its arguments are a module, a file for what happens, and one with the tests
# that are to be left out because they have been run, and those that alone are to be run, or null; then the name that the
# implementation is to have. What happens is told line by line.
DRIVER = r"""
import json
import sys
import unittest

# Tests that are about CPython only ask for the implementation's name.
module, report, choice, sys.implementation.name = sys.argv[1:]
with open(choice) as file:
    done, only = json.load(file)


def tell(*row):
    with open(report, "a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(json.dumps(row) + "\n")


def describe(error):
    kind, value, _ = error
    try:
        lines = str(value).strip().splitlines()
    except Exception:
        lines = ["?"]
    if "Failed example:" in lines:
        lines = lines[lines.index("Failed example:"):]
        text = " ".join(line.strip() for line in lines[:2])
        if issubclass(kind, AssertionError) and "Exception raised:" in lines:
            text += ": " + lines[-1].strip()
    else:
        last = bool(lines) and lines[0].startswith("Failed to import test module")
        text = lines[-1 if last else 0].strip() if lines else ""
    return f"{kind.__name__}: {text}"[:300]


class Result(unittest.TestResult):
    def startTest(self, case):
        super().startTest(case)
        self.subtests = []
        tell("start", case.id())

    def addSuccess(self, case):
        super().addSuccess(case)
        tell("passed", case.id())

    def addError(self, case, error):
        super().addError(case, error)
        tell("failed", case.id(), describe(error))

    addFailure = addError

    def addSkip(self, case, reason):
        super().addSkip(case, reason)
        tell("skipped", getattr(case, "test_case", case).id(), reason)

    def addExpectedFailure(self, case, error):
        super().addExpectedFailure(case, error)
        tell("passed", case.id())

    def addUnexpectedSuccess(self, case):
        super().addUnexpectedSuccess(case)
        tell("failed", case.id(), "passes, and is expected to fail")

    def addSubTest(self, case, subtest, error):
        super().addSubTest(case, subtest, error)
        if error is not None:
            tell("failed", case.id(), describe(error))


def cases(suite):
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from cases(item)
        else:
            yield item


def chosen(suite):
    kept = [chosen(item) if isinstance(item, unittest.TestSuite) else item for item in suite
            if isinstance(item, unittest.TestSuite) or item.id() not in done and (only is None or item.id() in only)]
    return type(suite)(kept)


def main():
    from test import support
    support.use_resources = ()
    try:
        __import__(module)
        suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules[module])
    except unittest.SkipTest as skip:
        return tell("skipped", module, str(skip))
    except Exception:
        return tell("failed", module, describe(sys.exc_info()))
    for case in cases(suite):
        tell("found", case.id())
    chosen(suite).run(Result())


main()
tell("end")
"""


# What stands in for an extension module: a test that calls one of these functions is skipped, others give the same value
# whatever they are asked, and there is nothing else.
STAND_IN = """
import unittest


def __getattr__(name):
    def function(*args, **keywords):
        raise unittest.SkipTest("needs {module}." + name)

    if name in {functions}:
        return function
    if name in {answers}:
        return lambda *args: {answers}[name]
    raise AttributeError(name) if name.startswith("__") else ImportError(name)
"""


def limit_memory():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


class Run:
    """What one interpreter made of one module: an outcome for each test, and the words with it."""

    def __init__(self, interpreter, module, seconds, stand_ins=None, options=(), only=None, implementation="cpython"):
        self.outcomes, self.module, self.seconds = {}, module, seconds
        # What happened to modules and packages as a whole.
        self.found, self.modules = set(), {}
        with tempfile.TemporaryDirectory() as scratch:
            scratch = pathlib.Path(scratch)
            path, self.report, choice, home = (scratch / name for name in ("path", "report", "choice", "home"))
            path.mkdir()
            home.mkdir()
            (path / "test").symlink_to(os.path.dirname(test.__file__))
            for name, (functions, answers) in (stand_ins or {}).items():
                (path / f"{name}.py").write_text(STAND_IN.format(module=name, functions=functions, answers=answers))
            driver = scratch / "driver.py"
            driver.write_text(DRIVER)
            environment = {
                "PATH": os.environ.get("PATH", ""), "HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(path),
                "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(home),
            }
            command = [interpreter, *options, str(driver), f"test.{module}", str(self.report), str(choice)]
            command.append(implementation)
            for _ in range(ATTEMPTS):
                choice.write_text(json.dumps([list(self.outcomes), only]))
                self.report.write_text("")
                how = self.wait(command, environment, home)
                if self.read(how):
                    break
        self.spread()

    def wait(self, command, environment, home):
        """Runs the process to its end, or as long as it tells something; how it ended."""
        process = subprocess.Popen(
            command, cwd=home, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True, preexec_fn=limit_memory)
        size, since = 0, time.monotonic()
        while process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
            if (now := self.report.stat().st_size) != size:
                size, since = now, time.monotonic()
            elif time.monotonic() - since > self.seconds:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return f"{TOO_LONG} {self.seconds} seconds"
        code = process.returncode
        return f"ends the process with {signal.Signals(-code).name if code < 0 else code}"

    def read(self, how):
        """Takes in what the process told; whether it came to its end."""
        current = None
        for line in self.report.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            match row:
                case ["end"]:
                    return True
                case ["found", name]:
                    self.found.add(name)
                case ["start", name]:
                    current = name
                case [outcome, name, *words]:
                    self.note(outcome, name, *words)
        self.note("failed", current or self.module, how)
        return current is None

    def note(self, outcome, name, words=""):
        # The first failure counts, of a test and of its subtests.
        if self.outcomes.get(name, ("",))[0] != "failed":
            self.outcomes[name] = (outcome, words)

    def spread(self):
        """What happened to a class or a module as a whole happened to each of its tests."""
        for name, (outcome, words) in list(self.outcomes.items()):
            if name == f"test.{self.module}":
                self.modules[name] = self.outcomes.pop(name)
            elif of := re.fullmatch(r"unittest\.loader\.(ModuleSkipped|_FailedTest)\.(.*)", name):
                self.modules[of[2]] = self.outcomes.pop(name)
                self.found.discard(name)
            elif of := re.fullmatch(r"(setUpClass|setUpModule|tearDownClass|tearDownModule) \((.*)\)", name):
                if of[1].startswith("setUp"):
                    del self.outcomes[name]
                    for test_name in self.found:
                        if test_name.startswith(of[2] + "."):
                            self.outcomes.setdefault(test_name, (outcome, words))

    def outcome(self, name):
        """What happened to a test, or to the module it is in."""
        if name in self.outcomes:
            return self.outcomes[name]
        for module, outcome in self.modules.items():
            if name == module or name.startswith(module + "."):
                return outcome
        return "failed", "is not found"


class Data:
    """tests/cpython.toml"""

    def __init__(self):
        data = tomllib.loads((HERE / "cpython.toml").read_text())
        self.levels = {name: level for level in ("all", "most") for name in data[level]}
        self.installed, self.as_cpython = data["installed_library"], data["as_cpython"]
        self.stand_ins = {
            module: {name: (functions, data["answer"].get(module, {}).get(name, {})) for name, functions in names.items()}
            for module, names in data["stand_in"].items()
        }
        self.causes = data["cause"]
        for cause in self.causes:
            cause.setdefault("outside", False)
            cause["message"] = [re.compile(pattern) for pattern in cause.get("messages", [])]

    def cause(self, name, words):
        for cause in self.causes:
            if any(pattern.search(words) for pattern in cause["message"]):
                return cause
            if any(fnmatch.fnmatchcase(name, f"test.{pattern}") for pattern in cause.get("tests", [])):
                return cause
        return {"reason": "", "outside": False}

    def run(self, ouropy, module, seconds):
        """What an ouropy makes of a module, and the tests that fail but pass with the library of the reference."""
        installed = "-X", f"stdlib={os.path.dirname(os.__file__)}"
        options = installed if module in self.installed else ()
        stand_ins = self.stand_ins.get(module)
        implementation = "cpython" if module in self.as_cpython else "ouropy"
        run = Run(ouropy, module, seconds, stand_ins, options, None, implementation)

        def failed():
            return [name for name, (outcome, words) in run.outcomes.items()
                    if outcome == "failed" and not self.cause(name, words)["outside"]]

        for case in failed():
            alone = Run(ouropy, module, seconds, stand_ins, options, [case], implementation)
            run.outcomes[case] = alone.outcomes.get(case, run.outcomes[case])
        for case in failed():
            if run.outcomes[case][1].startswith(TOO_LONG):
                continue
            alone = Run(ouropy, module, seconds, stand_ins, installed, [case], implementation)
            if alone.outcomes.get(case, ("",))[0] == "passed":
                run.outcomes[case] = "failed", LIBRARY
        return run


def compare(data, module, ours, reference):
    """The figures of a module, and its failures with their reasons."""
    names = set(ours.outcomes) | ours.found | (set() if reference else set(ours.modules))
    expected = {}
    if reference:
        expected = reference.outcomes
        names |= set(expected)
    counts, failures = collections.Counter(), []
    for name in sorted(names):
        outcome, words = ours.outcome(name)
        if outcome == "failed" and expected.get(name, ("",))[0] == "failed":
            outcome = "reference"
        if outcome == "skipped" and expected.get(name, ("skipped",))[0] != "skipped":
            outcome = "skipped here"
        counts[outcome] += 1
        if outcome in ("failed", "skipped here"):
            cause = data.cause(name, words)
            failures.append((name, outcome, words, cause))
            if outcome == "failed" and cause.get("outside"):
                counts["outside"] += 1
    return counts, failures


def level_reached(level, counts):
    failed = counts["failed"] - counts["outside"]
    if level == "all":
        return failed == 0
    return failed * 10 <= counts["failed"] + counts["passed"]


def show(module, counts, failures):
    print(module, ", ".join(f"{number} {outcome}" for outcome, number in counts.items()) or "no tests", flush=True)
    for name, outcome, words, cause in failures:
        print(f"    {outcome} {name.removeprefix(f'test.{module}.')}: {words}" + f" [{cause['reason']}]" * bool(cause["reason"]))


def cell(text):
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def table(data, rows):
    yield "| module | asked | tests | passed | failed | skipped here, not in CPython | why |"
    yield "|---|---|---|---|---|---|---|"
    sums = collections.Counter()
    for module, (counts, failures) in rows.items():
        sums += counts
        reasons = collections.Counter(cause["reason"] or "not explained" for _, _, _, cause in failures)
        why = "; ".join(f"{reason} ({number})" for reason, number in reasons.most_common())
        total = sum(counts.values()) - counts["outside"]
        asked = {"all": "all", "most": "9 of 10"}[data.levels.get(module, "most")]
        if not level_reached(data.levels.get(module, "most"), counts):
            asked = f"**{asked}**"
        row = (module, asked, total, counts["passed"], counts["failed"], counts["skipped here"], cell(why))
        yield "| " + " | ".join(map(str, row)) + " |"
    total = sum(sums.values()) - sums["outside"]
    row = ("sum", "", total, sums["passed"], sums["failed"], sums["skipped here"],
           f"{sums['outside']} of the failures are outside of what ouropy does")
    yield "| " + " | ".join(map(str, row)) + " |"


def listed(rows):
    """The failures that the data does not explain, with what they say."""
    yield "```"
    for module, (_, failures) in rows.items():
        unexplained = [failure for failure in failures if not failure[3]["reason"]]
        if not unexplained:
            continue
        yield module
        for name, _, words, _ in unexplained:
            text = f"    {name.removeprefix(f'test.{module}.')}: {words}".replace("\n", " ")
            yield text if len(text) <= WIDTH else text[:WIDTH - 2] + " …"
    yield "```"


def write_page(data, rows):
    head = PAGE.read_text().split(TABLE)[0]
    lines = list(table(data, rows))
    if missing := [module for module in data.levels if module not in rows]:
        lines.append(f"\nNot in this run: {', '.join(missing)}.")
    lines += ["\n## Failures without a reason yet\n", *listed(rows)]
    PAGE.write_text(head + TABLE + "\n" + "\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(prog="tests/cpython")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("python", help=argparse.SUPPRESS)
    parser.add_argument("ouropy", type=pathlib.Path)
    parser.add_argument("modules", nargs="*")
    options = parser.parse_args()
    if sys.version_info[:2] != (3, 14):
        sys.exit("the reference is CPython 3.14")
    data, rows = Data(), {}
    modules = options.modules or list(data.levels)

    def run(module):
        ours = data.run(options.ouropy.resolve(), module, options.seconds)
        reference = Run(options.python, module, options.seconds) if options.table else None
        return compare(data, module, ours, reference)

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for module, row in zip(modules, pool.map(run, modules)):
            rows[module] = row
            show(module, *row)
    if options.table:
        write_page(data, rows)
    return any(not level_reached(data.levels.get(module, "most"), counts) for module, (counts, _) in rows.items())


sys.exit(main())
