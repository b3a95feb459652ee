"""Settings from defaults, INI and JSON files, the environment and the command line, checked by a schema."""

import argparse
import configparser
import dataclasses
import io
import json
import logging
import os
import re
import string
import sys
import tomllib
import types
import typing
from collections import ChainMap

INI = """
[server]
host = example.org
port = 80%(suffix)s
suffix = 80
debug = yes
[paths]
home = ${HOME_OF_TEST}/app
logs = %(home)s/logs
"""
TOML = """
title = "settings"
[server]
workers = 4
timeouts = [1.5, 3, 10]
started = 2024-05-17T08:00:00Z
[[users]]
name = "anna"
[[users]]
name = "ben"
admin = true
"""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Server:
    host: str = "localhost"
    port: int = 80
    debug: bool = False
    workers: int | None = None
    timeouts: list[float] = dataclasses.field(default_factory=list)

    @classmethod
    def build(cls, values):
        hints = typing.get_type_hints(cls)
        known = {}
        for name, value in values.items():
            hint = hints.get(name)
            if hint is None:
                logging.getLogger("config").warning("unknown setting %r", name)
                continue
            kinds = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
            if kinds[0] is bool and isinstance(value, str):
                value = configparser.RawConfigParser.BOOLEAN_STATES[value.lower()]
            elif kinds[0] in (int, str) and not isinstance(value, kinds):
                value = kinds[0](value)
            known[name] = value
        return cls(**known)


logging.basicConfig(stream=sys.stdout, format="%(name)s %(levelname)s: %(message)s", level="INFO")
os.environ["HOME_OF_TEST"] = "/home/test"
ini = configparser.ConfigParser()
ini.read_string(INI)
print(ini.sections(), dict(ini["server"]))
print(string.Template(ini["paths"]["logs"]).substitute(os.environ))
toml = tomllib.loads(TOML)
print(json.dumps(toml, default=str, indent=1))
parser = argparse.ArgumentParser(prog="app")
parser.add_argument("--port", type=int)
parser.add_argument("-D", action="append", default=[], metavar="NAME=VALUE")
typed = parser.parse_args(["--port", "9", "-D", "workers=7", "-D", "colour=red"])
given = dict(re.fullmatch(r"(\w+)=(.*)", text).groups() for text in typed.D)
layers = ChainMap({"port": typed.port}, given, toml["server"], dict(ini["server"]))
server = Server.build(layers)
print(server)
print(dataclasses.replace(server, debug=False), dataclasses.asdict(server)["timeouts"] is server.timeouts)
for text in ("[a]\nx=1\nx=2", "no section", "[a]\nx=%(y)s"):
    try:
        broken = configparser.ConfigParser()
        broken.read_string(text)
        broken.get("a", "x")
    except configparser.Error as error:
        print(type(error).__name__, str(error).replace("\n", " | "))
try:
    tomllib.loads("a = 1\na = 2")
except tomllib.TOMLDecodeError as error:
    print(error)
out = io.StringIO()
ini.remove_option("server", "suffix")
ini["server"]["port"] = "81"
ini.write(out, space_around_delimiters=False)
print(out.getvalue())
