"""Reads the same settings from property lists, TOML, INI, netrc and shell words, and writes them back."""

import configparser
import datetime
import io
import json
import netrc
import operator
import os
import pathlib
import plistlib
import pprint
import re
import shlex
import stat
import tempfile
import tomllib
from collections import OrderedDict
from collections.abc import Mapping, MutableMapping
from functools import singledispatch

TOML = r'''
# all kinds of values
title = "TOML \u00e9 \"x\"" # comment
path = 'C:\new'
text = """
first \
   joined
last"""
"quoted key" = true
numbers = [ 1_000, 0xff, 0o17, 0b11, -0, +5 ]
floats = [ 1.5e3, -inf, 6.02E-2, ]
dates = [ 2024-05-17, 07:30:00.5, 2024-05-17T07:30:00, 2024-05-17 07:30:00-01:30 ]
nested.deep."a.b" = 1
inline = { x = 1, y.z = [ {}, { w = "w" } ] }
[servers.alpha]
ip = "10.0.0.1"
[[fruit]]
name = "apple"
[[fruit.kind]]
name = "red"
[[fruit]]
name = "pear"
'''


class Settings(MutableMapping):
    """A tree of mappings that is reached by dotted names."""

    def __init__(self, tree=(), **more):
        self._tree = {}
        for name, value in {**dict(tree), **more}.items():
            self[name] = value

    def __getitem__(self, name):
        here = self._tree
        for part in name.split("."):
            try:
                here = here[part]
            except (KeyError, TypeError):
                raise KeyError(name) from None
        return here

    def __setitem__(self, name, value):
        *path, last = name.split(".")
        here = self._tree
        for part in path:
            here = here.setdefault(part, {})
        here[last] = Settings(value)._tree if isinstance(value, Mapping) else value

    def __delitem__(self, name):
        parent, _, last = name.rpartition(".")
        del (self[parent] if parent else self._tree)[last]

    def __iter__(self):
        def walk(tree, prefix):
            for key, value in tree.items():
                if isinstance(value, dict):
                    yield from walk(value, f"{prefix}{key}.")
                else:
                    yield prefix + key

        return walk(self._tree, "")

    def __len__(self):
        return sum(1 for _ in self)

    def __or__(self, other):
        return Settings({**self, **other})


@singledispatch
def plain(value):
    return value


@plain.register
def _(value: dict):
    return {key: plain(item) for key, item in value.items()}


@plain.register(list)
@plain.register(tuple)
def _(value):
    return [plain(item) for item in value]


@plain.register(datetime.date | datetime.time)
def _(value):
    return value.isoformat()


toml = tomllib.loads(TOML)
pprint.pprint(toml, width=110)
print(json.dumps(plain(toml["dates"])), plain.dispatch(datetime.datetime) is plain.dispatch(datetime.time))
settings = Settings(toml["nested"] | {"servers": toml["servers"]}, debug=True)
settings["servers.beta.ip"] = "10.0.0.2"
print(dict(settings), len(settings), settings.get("servers.gamma", "none"), settings.pop("debug"), "debug" in settings,
      (settings | {"x.y": 1})["x"])
for text in ("a = ", "a = 1\na = 2", "[a]\n[a]", "a.b = 1\na = 2", "a = 'x", 'a = "\\q"', "a = 01", "a = 1__0",
             "a = [1 2]", "= 1", "a = {b = 1", "[[x]]\n[x]", "a = nan x", "a = 2024-13-01", "a\n", "a = tru", 'a = """',
             "[x", "a = \x00", "x = {a=1}\nx.b=2"):
    try:
        print(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        print(repr(text), "->", error, (error.lineno, error.colno, error.pos))
for wrong in (lambda: tomllib.load(io.StringIO("a=1")), lambda: tomllib.loads(b"a=1"), lambda: settings["nope.x"],
              lambda: tomllib.loads("a=1.5", parse_float=lambda s: [])):
    try:
        print(wrong())
    except (TypeError, KeyError, ValueError) as error:
        print(type(error).__name__, error)
document = {"name": "app", "size": 3, "ratio": 0.5, "on": True, "when": datetime.datetime(2024, 5, 17, 7, 30),
            "data": b"\0\1", "list": ["a", {"b": -1}], "big": 2**63, "uid": plistlib.UID(7)}
binary = plistlib.dumps(document, fmt=plistlib.FMT_BINARY)
print(binary[:8], len(binary), plistlib.loads(binary) == document, plistlib.loads(binary)["uid"])
text = plistlib.dumps({k: v for k, v in document.items() if k != "uid"}, sort_keys=False)
print(text.decode(), plistlib.loads(text, dict_type=OrderedDict)["list"], sep="")
for wrong in (lambda: plistlib.dumps({1: 2}), lambda: plistlib.dumps({"a": None}), lambda: plistlib.dumps({"a": 2**64}),
              lambda: plistlib.loads(b"junk"), lambda: plistlib.loads(b"bplist00junk"),
              lambda: plistlib.loads(b"<plist><dict><key>a</key></dict></plist>"),
              lambda: plistlib.UID(-1), lambda: plistlib.dumps({1: 2}, skipkeys=True, fmt=plistlib.FMT_BINARY),
              lambda: plistlib.loads(b"<plist><integer>x</integer></plist>"), lambda: plistlib.dumps({"b": "\x01"}),
              lambda: plistlib.loads(b"<plist><string>"),
              lambda: plistlib.loads(b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY e "x">]><plist/>')):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
with tempfile.TemporaryDirectory() as folder:
    file = pathlib.Path(folder, "netrc")
    file.write_text('machine ftp.example.org login anna password "p w"\nmacdef init\ncd /pub\nls\n\ndefault login guest account x password y\n# end\n')
    file.chmod(0o600)
    logins = netrc.netrc(file)
    print(logins.hosts, logins.macros, logins.authenticators("nowhere"), stat.filemode(file.stat().st_mode),
          str(logins), sep="\n")
    for text in ("machine a login", "frob x", "machine a login b account", "machine a\nmacdef m\nx"):
        file.write_text(text)
        try:
            print(netrc.netrc(str(file)).hosts)
        except netrc.NetrcParseError as error:
            print(error.msg, error.lineno, os.path.basename(error.filename))
lexer = shlex.shlex("a = 'b c' # d\n{x,y} >> \"q\\\"r\" && z", punctuation_chars=True)
print([(token, lexer.lineno) for token in lexer], shlex.split("x 'y z' \"a\\\"b\" c\\ d ''"),
      shlex.join(["a b", "it's", ""]), shlex.quote("$x"), shlex.split("a #b", comments=True),
      shlex.split("C:\\x 'y z'", posix=False))
for text in ("'open", 'esc\\', '"a'):
    try:
        shlex.split(text)
    except ValueError as error:
        print(error)
ini = configparser.ConfigParser(allow_no_value=True, interpolation=configparser.ExtendedInterpolation(),
                                converters={"words": shlex.split}, default_section="common", delimiters=("=",),
                                inline_comment_prefixes=(";",))
ini.read_dict({"common": {"root": "/srv"}, "web": {"dir": "${root}/www", "alias": "${db:name}", "cmd": "run 'a b'"},
               "db": {"name": "main", "quiet": None, "port": "x1"}})
print(ini["web"]["dir"], ini.get("web", "alias"), ini.getwords("web", "cmd"), ini["db"]["quiet"],
      ini.has_option("web", "root"), ini.options("db"), ini.get("db", "none", fallback="F"), repr(ini["db"]), sep=" | ")
for wrong in (lambda: ini.get("x", "y"), lambda: ini["nosuch"], lambda: ini.get("db", "none"),
              lambda: ini.getint("db", "port"), lambda: ini.add_section("db"), lambda: ini.add_section("common"),
              lambda: ini.set("db", "a", 1), lambda: ini.set("db", "a", "$x") or ini.get("db", "a"),
              lambda: ini.getboolean("web", "dir"),
              lambda: ini.set("db", "a", "${b:c:d}") or ini.get("db", "a"),
              lambda: ini.set("db", "a", "${db:a}") or ini.get("db", "a"), lambda: ini.read_string("x"),
              lambda: ini.read_string("[a]\n = 3"), lambda: ini.read_string("[a]\n[a]"),
              lambda: ini.read_string("[a]\nb=1\nB=2")):
    try:
        print(wrong())
    except (configparser.Error, ValueError, TypeError, KeyError) as error:
        print(type(error).__name__, re.sub(r"\s*\n\s*", " / ", str(error)))
