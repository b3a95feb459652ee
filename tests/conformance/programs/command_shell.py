"""A command interpreter with cmd, shlex, optparse and plug-ins found by decorators."""

import cmd
import contextlib
import fnmatch
import functools
import getopt
import io
import optparse
import pprint
import shlex
import sys
import textwrap
import types
import weakref

TREE = {"docs": {"a.txt": "alpha\nbeta\n", "b.md": "# b\n"}, "src": {"main.py": "print('x')\n", "lib": {"z.py": ""}}, "top.txt": "1\n2\n3\n"}


def command(function):
    """Splits the line, and shows errors instead of raising them."""

    @functools.wraps(function)
    def wrapper(self, line):
        try:
            return function(self, *shlex.split(line))
        except (TypeError, KeyError, ValueError, getopt.GetoptError) as error:
            self.stdout.write(f"{function.__name__[3:]}: {type(error).__name__}: {error}\n")

    return wrapper


class Shell(cmd.Cmd):
    prompt = "$ "
    intro = "Type help."
    use_rawinput = False

    def __init__(self, tree, stdin, stdout):
        super().__init__(stdin=stdin, stdout=stdout)
        self.tree, self.path, self.aliases = tree, [], {}

    @property
    def here(self):
        return functools.reduce(dict.__getitem__, self.path, self.tree)

    @command
    def do_ls(self, *arguments):
        """ls [-l] [pattern]: what is here."""
        options, rest = getopt.getopt(arguments, "l", ["long"])
        for name in sorted(fnmatch.filter(self.here, rest[0] if rest else "*")):
            value = self.here[name]
            size = f"{len(value):4} " if options else ""
            print(f"{size}{name}{'/' * isinstance(value, dict)}", file=self.stdout)

    @command
    def do_cd(self, name=".."):
        """cd [name]: goes into a folder."""
        if name == "..":
            self.path[-1:] = []
        elif isinstance(self.here[name], dict):
            self.path.append(name)
        else:
            raise ValueError(f"{name} is a file")

    @command
    def do_cat(self, *names):
        for name in names:
            self.stdout.write(self.here[name])

    @command
    def do_alias(self, name, *words):
        self.aliases[name] = shlex.join(words)

    def complete_cd(self, text, line, begin, end):
        return [name for name, value in self.here.items() if isinstance(value, dict) and name.startswith(text)]

    def default(self, line):
        name, _, rest = line.partition(" ")
        if name in self.aliases:
            return self.onecmd(f"{self.aliases[name]} {rest}".strip())
        return super().default(line)

    def emptyline(self):
        pass

    def do_EOF(self, line):
        return True


script = io.StringIO("""ls
ls -l *.txt
cd docs
cat a.txt 'b.md'
cat missing
cd a.txt
ls -x
cd ..
alias ll ls --long
ll
nothing here
help ls
help

cd 'unclosed
cd a b c
""")
shell = Shell(TREE, script, sys.stdout)
shell.cmdloop()
print(shell.complete_cd("s", "cd s", 3, 4), shell.completenames("c"), shell.get_names()[:2])
parser = optparse.OptionParser(prog="tool", usage="%prog [options] file", version="%prog 1.0")
parser.add_option("-n", "--number", type="int", default=3, help="how many [default: %default]")
parser.add_option("-v", action="count", dest="level", default=0)
group = optparse.OptionGroup(parser, "Output")
group.add_option("-o", metavar="FILE", help=textwrap.dedent("""    where to write"""))
parser.add_option_group(group)
values, rest = parser.parse_args(["-vvn5", "a", "-o", "x"])
print(vars(values), rest)
parser.print_help()
with contextlib.redirect_stderr(sys.stdout), contextlib.suppress(SystemExit):
    parser.parse_args(["-n", "many"])
pprint.pp({"tree": TREE, "more": [list(range(12)), types.SimpleNamespace(a=1, b="two")] * 2}, width=70)
reference = weakref.ref(shell)
del shell
print(reference())
