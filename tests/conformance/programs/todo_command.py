"""A to-do list as a command with subcommands, JSON in a file, and configuration."""
import argparse
import configparser
import io
import json
import logging
import os
import shlex
import sys
import tempfile
import textwrap
from pathlib import Path

log = logging.getLogger(__name__)


class Store:
    def __init__(self, path):
        self.path = Path(path)
        self.items = json.loads(self.path.read_text()) if self.path.exists() else []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if error is None:
            self.path.write_text(json.dumps(self.items, indent=2, ensure_ascii=False))
        else:
            log.warning("not saved: %s", kind.__name__)
        return False


def add(store, options):
    store.items.append({"text": " ".join(options.text), "done": False, "tags": sorted(options.tag or [])})
    print(f"added {len(store.items)}")


def show(store, options):
    for number, item in enumerate(store.items, 1):
        if options.all or not item["done"]:
            print(f"{number:>3} [{'x' if item['done'] else ' '}] {item['text']}", *("#" + tag for tag in item["tags"]))


def done(store, options):
    for number in options.numbers:
        store.items[number - 1]["done"] = True


def parser():
    result = argparse.ArgumentParser("todo", formatter_class=argparse.RawDescriptionHelpFormatter, description=textwrap.dedent("""\
        Keeps a list.
          Really."""))
    result.add_argument("--file", default=os.environ.get("TODO_FILE", "todo.json"))
    result.add_argument("--version", action="version", version="%(prog)s 1.0")
    group = result.add_mutually_exclusive_group()
    group.add_argument("-q", "--quiet", action="store_true")
    group.add_argument("-v", "--verbose", action="store_true")
    commands = result.add_subparsers(dest="command", required=True, metavar="COMMAND")
    command = commands.add_parser("add", help="add an item", aliases=["new"])
    command.add_argument("text", nargs="+")
    command.add_argument("-t", "--tag", action="append", choices=["home", "work"])
    command.set_defaults(function=add)
    command = commands.add_parser("list", help="show them")
    command.add_argument("--all", action=argparse.BooleanOptionalAction, default=False)
    command.set_defaults(function=show)
    command = commands.add_parser("done")
    command.add_argument("numbers", type=int, nargs="*")
    command.set_defaults(function=done)
    return result


def main(line, folder):
    options = parser().parse_args(["--file", str(folder / "list.json"), *shlex.split(line)])
    with Store(options.file) as store:
        options.function(store, options)


logging.basicConfig(stream=sys.stdout, format="%(levelname)s:%(message)s")
with tempfile.TemporaryDirectory() as folder:
    for line in ["add 'buy milk' -t home", "new write -t work --tag home naïve", "done 1", "list", "list --all", "done 7", "", "add",
                 "add x -t play", "-q -v list", "--version", "bogus", "list --no-all", "done x"]:
        print("$ todo", line)
        try:
            main(line, Path(folder))
        except SystemExit as error:
            print("exit", error.code)
        except IndexError as error:
            print("IndexError", error)
        sys.stdout.flush()
    print((Path(folder) / "list.json").read_text())
print(parser().format_help())
config = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
config.read_string("""
[paths]
root = /srv
data = ${root}/data
[job]
dir = ${paths:data}/job
retries = 3
on = yes
; comment
multi =
  one
  two
""")
print(config.sections(), config["job"]["dir"], config.getint("job", "retries"), config["job"].getboolean("on"), config["job"]["multi"].split())
try:
    config["nope"]
except KeyError as error:
    print("KeyError", error)
out = io.StringIO()
config.write(out)
print(out.getvalue())
