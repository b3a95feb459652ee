"""The command lines of one tool in three dialects: argparse with subcommands, optparse, getopt; usages, errors, actions."""

import argparse
import contextlib
import enum
import getopt
import io
import optparse
import os
import pathlib
import re
import sys
import textwrap
from fractions import Fraction


class Level(enum.Enum):
    LOW = 1
    HIGH = 2

    def __str__(self):
        return self.name.lower()

    @classmethod
    def read(cls, text):
        try:
            return cls[text.upper()]
        except KeyError:
            raise argparse.ArgumentTypeError(f"no level {text!r}") from None


class KeyValue(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        target = dict(getattr(namespace, self.dest, None) or {})
        for pair in values:
            key, equals, value = pair.partition("=")
            if not equals:
                parser.error(f"{option_string or self.dest}: {pair} has no value")
            target[key] = value
        setattr(namespace, self.dest, target)


def build():
    parser = argparse.ArgumentParser("tool", description=textwrap.dedent("""\
        Handles things. Here is a long description that has
        to be wrapped because it does not fit into a line of a terminal with eighty columns."""),
                                     epilog="100%% free (%(prog)s)", fromfile_prefix_chars="@", suggest_on_error=True,
                                     color=False)
    parser.add_argument("--version", action="version", version="%(prog)s 1.2")
    parser.add_argument("-v", "--verbose", action="count", default=0, help="say more (default: %(default)s)")
    parser.add_argument("--colour", action=argparse.BooleanOptionalAction, default=True, help="use colours")
    commands = parser.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")
    copy = commands.add_parser("copy", aliases=["cp"], help="copy files", usage="%(prog)s [options] FILE... DIR",
                               formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    copy.add_argument("sources", nargs="+", type=pathlib.PurePosixPath)
    copy.add_argument("target", metavar="DIR")
    copy.add_argument("--level", type=Level.read, default=Level.LOW, help="how much")
    how = copy.add_mutually_exclusive_group()
    how.add_argument("--force", action="store_true")
    how.add_argument("--ask", action="store_const", const="always", default="never")
    calc = commands.add_parser("calc", help=argparse.SUPPRESS, allow_abbrev=False, argument_default=argparse.SUPPRESS)
    calc.add_argument("numbers", nargs="*", type=Fraction)
    calc.add_argument("--scale", type=float, nargs="?", const=2.0, default="1.5")
    calc.add_argument("--range", nargs=2, type=int, metavar=("LOW", "HIGH"), choices=range(10))
    calc.add_argument("-D", dest="defines", action=KeyValue, nargs="+")
    calc.add_argument("rest", nargs=argparse.REMAINDER)
    listing = commands.add_parser("list", parents=[base()], conflict_handler="resolve", help="list them",
                                  deprecated=True)
    listing.add_argument("-x", action="extend", nargs="*", default=["0"])
    return parser


def base():
    parent = argparse.ArgumentParser(add_help=False)
    group = parent.add_argument_group("filters", "what to take")
    group.add_argument("--only", choices=["a", "b"], action="append", required=True)
    group.add_argument("-x", action="store_true")
    return parent


def run(function, *arguments):
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            result = function(*arguments)
    except SystemExit as end:
        result = f"exit {end.code}"
    except (getopt.GetoptError, argparse.ArgumentError, optparse.OptParseError, ValueError, TypeError) as error:
        result = f"{type(error).__name__}: {error}"
    print(">", *arguments, "\n ", result, *(f"  {name}: {line}" for name,
                                            text in (("out", out), ("err",
            err)) for line in text.getvalue().splitlines()), sep="\n" if out.getvalue() or err.getvalue() else " ")


parser = build()
os.environ["COLUMNS"] = "80"
for line in ("-vv cp a b/c d --level high", "copy a", "calc 1/2 3 --scale --range 1 9", "calc --range 3 12",
             "calc 1 -D a=1 b=2 -D c=3", "calc -D a", "calc --scale x", "list --only a --only b -x 1 2", "list", "lst",
             "--no-colour calc", "copy --force --ask a b", "copy a b --level none", "--vers", "calc --sc 3", "--help",
             "copy -h", "", "copy --lev=low a b", "calc 0x -- --scale", "-vvc calc"):
    run(parser.parse_args, line.split())
run(parser.parse_known_args, ["calc", "--strange", "1"])
run(base().parse_intermixed_args, ["--only", "a"])
for wrong in (lambda: parser.add_argument("-v"), lambda: parser.add_argument("x", required=True),
              lambda: parser.add_argument("--a", nargs=0), lambda: parser.add_argument("--b", action="spin"),
              lambda: parser.add_argument("--c", type="int"), lambda: parser.add_argument("bad", "--mix"),
              lambda: parser.add_argument("--d", choices=3), lambda: parser.add_subparsers(),
              lambda: parser.add_argument("-"), lambda: parser.add_argument("--e", nargs="**")):
    try:
        print(wrong())
    except (ValueError, TypeError, argparse.ArgumentError) as error:
        print(type(error).__name__, error)
calm = argparse.ArgumentParser("calm", exit_on_error=False, prefix_chars="+/", usage="calm it")
calm.add_argument("+n", "//number", type=int, default=7)
calm.set_defaults(extra=[1])
run(calm.parse_args, ["+n", "x"])
run(calm.parse_args, ["//number=3"])
print(calm.parse_args([]), calm.get_default("number"), calm.parse_args([],
        argparse.Namespace(number=1)) == argparse.Namespace(number=1, extra=[1]), "n" in argparse.Namespace(n=1), calm)
old = optparse.OptionParser("%prog [options] file", version="%prog 3", prog="old")
old.add_option("-n", "--number", type="int", default=3, help="a number [default: %default]")
old.add_option("-c", "--choice", choices=("red", "blue"), metavar="COLOUR", help="one of them")
old.add_option("-q", action="store_false", dest="loud", default=True)
old.add_option("--pair", nargs=2, type="float", action="append")
old.add_option("--call", action="callback", callback=lambda option, text, value, parser, *rest: setattr(parser.values,
        "called", (text, value, rest)), callback_args=(1,), type="string")
group = optparse.OptionGroup(old, "Dangerous", "Take care.")
group.add_option("--wipe", action="store_true", help=optparse.SUPPRESS_HELP)
old.add_option_group(group)
for line in ("-n 4 --choice=red f --pair 1 2.5 -q", "-n x", "--choice green", "--nu=0x10 a -- -b", "--call v", "-z",
             "--pair 1", "--help", "--version", "--c x"):
    run(old.parse_args, line.split())
for wrong in (lambda: old.add_option("-n"), lambda: old.add_option("--x", type="zebra"), lambda: old.add_option("x"),
              lambda: optparse.Option("-a", action="store", nargs=1, choices=[1]),
              lambda: old.add_option("-y", bogus=1)):
    try:
        wrong()
    except optparse.OptParseError as error:
        print(type(error).__name__, error)
for line, short, long in (("-ab val --long=x rest -c", "ab:c", ["long="]), ("-x", "a", []),
                          ("--lo 3", "", ["long=", "loud"]), ("--long", "", ["long="]), ("-b", "b:", []),
                          ("--flag=1", "", ["flag"]), ("--opt=1 --opt", "", ["opt=?"])):
    run(getopt.getopt, line.split(), short, long)
run(getopt.gnu_getopt, "a -x b --y=1 -- -z".split(), "x", ["y="])
print(re.sub(r"\s+", " ", parser.format_usage()), file=sys.stdout)
