# What single calls of the library leave for the collector, after the modules have been imported and warmed up.
import gc


def run(name, setup, code):
    namespace = {}
    try:
        exec(setup, namespace)
        exec(code, namespace)
    except Exception as error:
        print(name, type(error).__name__, error)
        return
    gc.collect()
    gc.disable()
    exec(code, namespace)
    print(f"{name:<26} {gc.collect()}")
    gc.enable()


CASES = r"""
bisect | import bisect | bisect.insort([1, 3], 2)
heapq.merge | import heapq | list(heapq.merge([1, 3], [2]))
heapq.nsmallest | import heapq | heapq.nsmallest(2, [3, 1, 2], key=lambda x: -x)
copy.copy | import copy; o = [1, {2: 3}] | copy.copy(o)
copy.deepcopy | import copy; o = [1, {2: [3]}] | copy.deepcopy(o)
copy.deepcopy loop | import copy; o = []; o.append(o) | copy.deepcopy(o)
pprint | import pprint | pprint.pformat({'a': [1, 2, {3: 4}]})
reprlib | import reprlib | reprlib.repr(list(range(100)))
textwrap | import textwrap | textwrap.fill('a b c d ' * 10, 20)
string.Template | import string | string.Template('$a').substitute(a=1)
string.Formatter | import string | string.Formatter().format('{0!r:>5}', 1)
difflib | import difflib | list(difflib.unified_diff(['a'], ['b']))
fnmatch | import fnmatch | fnmatch.filter(['a.py', 'b.c'], '*.py')
glob | import glob | glob.glob('/no/such/*')
pathlib | import pathlib | pathlib.Path('/a/b.txt').with_suffix('.py').parts
os.walk | import os | list(os.walk('/no/such/folder'))
os.path | import os.path | os.path.relpath('/a/b', '/a/c')
shlex | import shlex | shlex.split('a "b c" d')
csv.writer | import csv, io | csv.writer(io.StringIO()).writerow([1, 'a'])
csv.DictReader | import csv, io | list(csv.DictReader(io.StringIO('a,b\n1,2')))
configparser | import configparser | c = configparser.ConfigParser(); c.read_string('[a]\nb=1'); c.get('a', 'b'); del c
io.StringIO | import io | s = io.StringIO(); s.write('a'); del s
io.TextIOWrapper | import io | t = io.TextIOWrapper(io.BytesIO()); t.write('a'); del t
struct | import struct | struct.unpack('<ih', struct.pack('<ih', 1, 2))
array | import array | array.array('i', [1, 2]).tolist()
base64 | import base64 | base64.b64decode(base64.b64encode(b'abc'))
binascii | import binascii | binascii.hexlify(b'abc')
hashlib | import hashlib | hashlib.sha256(b'abc').hexdigest()
zlib | import zlib | zlib.decompress(zlib.compress(b'abc' * 10))
random | import random | random.Random(1).shuffle([1, 2, 3])
statistics | import statistics | statistics.mean([1, 2, 3])
fractions | import fractions | fractions.Fraction(1, 3) + fractions.Fraction(1, 6)
decimal | import _pydecimal as decimal | decimal.Decimal('1.5') * 2
datetime.strptime | import datetime | datetime.datetime.strptime('2024-01-02', '%Y-%m-%d')
datetime.timedelta | import datetime | datetime.date(2024, 1, 2) - datetime.timedelta(days=3)
calendar | import calendar | calendar.month(2024, 2)
time.strftime | import time | time.strftime('%Y', time.gmtime(0))
enum.Flag | import enum | F = enum.Flag('F', 'A B'); F.A ; F.B; del F
enum lookup | import enum; E = enum.Enum('E', 'A B') | E['A'], E(1), list(E)
dataclass.replace | import dataclasses; D = dataclasses.make_dataclass('D', ['x']) | dataclasses.replace(D(1), x=2)
dataclass.asdict | import dataclasses; D = dataclasses.make_dataclass('D', ['x']) | dataclasses.asdict(D([1]))
namedtuple._replace | import collections; P = collections.namedtuple('P', 'x y') | P(1, 2)._replace(x=3)
Counter | import collections | collections.Counter('abca').most_common(1)
ChainMap | import collections | dict(collections.ChainMap({1: 2}, {3: 4}))
UserDict | import collections | collections.UserDict(a=1)
deque | import collections | collections.deque([1, 2], maxlen=1)
defaultdict | import collections | collections.defaultdict(list)['a'].append(1)
functools.reduce | import functools | functools.reduce(lambda a, b: a + b, [1, 2, 3])
functools.cached_property | import functools | C = type('C', (), {'p': functools.cached_property(lambda s: 1)}); C().p; del C
functools.wraps | import functools | f = functools.wraps(len)(lambda x: x); f(1); del f
functools.total_ordering | import functools | C = functools.total_ordering(type('C', (), {'__lt__': lambda s, o: True})); del C
itertools | import itertools | list(itertools.groupby(sorted('abca')))
operator | import operator | operator.attrgetter('a.b')
contextlib.closing | import contextlib, io | contextlib.closing(io.StringIO()).__enter__().close()
contextlib.redirect | import contextlib, io | s = io.StringIO(); r = contextlib.redirect_stdout(s); r.__enter__(); print(1); r.__exit__(None, None, None); del r, s
re.sub | import re; p = re.compile('(a)|b') | p.sub(lambda m: m[0] * 2, 'abc')
re.finditer | import re; p = re.compile('a') | [m.span() for m in p.finditer('aba')]
re.Scanner | import re | re.Scanner([('a', None)]).scan('aa')
logging.record | import logging, io; h = logging.StreamHandler(io.StringIO()); g = logging.getLogger('counts'); g.addHandler(h); g.propagate = False | g.warning('x %s', 1)
logging.exception | import logging, io; h = logging.StreamHandler(io.StringIO()); g = logging.getLogger('counts2'); g.addHandler(h); g.propagate = False | exec('try: 1/0\nexcept Exception: g.exception("x")')
traceback.format_exc | import traceback | exec('try: 1/0\nexcept Exception: traceback.format_exc()')
TracebackException | import traceback | exec('try: 1/0\nexcept Exception as e: t = traceback.TracebackException.from_exception(e); list(t.format()); del t')
warnings.catch | import warnings | w = warnings.catch_warnings(record=True); w.__enter__(); warnings.warn('x'); w.__exit__(None, None, None); del w
weakref.finalize | import weakref; C = type('C', (), {}) | c = C(); weakref.finalize(c, print, 1).detach(); del c
WeakValueDictionary | import weakref; C = type('C', (), {}) | c = C(); d = weakref.WeakValueDictionary(a=c); del c, d
WeakMethod | import weakref; C = type('C', (), {'m': lambda s: s}) | c = C(); weakref.WeakMethod(c.m)(); del c
types.new_class | import types | c = types.new_class('C', (), {}, lambda ns: None); del c
typing.NamedTuple | import typing | N = typing.NamedTuple('N', [('a', int)]); N(1); del N
typing.TypedDict | import typing | T = typing.TypedDict('T', {'a': int}); T(a=1); del T
typing.get_type_hints | import typing; C = type('C', (), {'__annotations__': {'a': 'int'}, '__module__': 'sys'}) | typing.get_type_hints(C)
typing.Protocol | import typing | exec('class P(typing.Protocol):\n def m(self): ...\ndel P')
abc.register | import abc | A = abc.ABCMeta('A', (), {}); A.register(int); isinstance(1, A); del A
argparse.subparsers | import argparse | p = argparse.ArgumentParser(); s = p.add_subparsers(); s.add_parser('a'); p.parse_args(['a']); del p, s
getopt | import getopt | getopt.getopt(['-a', '1'], 'a:')
pickle round | import pickle; o = {'a': [1, (2,)]} | pickle.loads(pickle.dumps(o))
copyreg | import copyreg, copy | copy.copy(object())
tempfile.mkdtemp | import tempfile, os | os.rmdir(tempfile.mkdtemp())
queue.Queue | import queue | q = queue.Queue(); q.put(1); q.get(); del q
threading.Lock | import threading | l = threading.RLock(); l.acquire(); l.release(); del l
threading.Condition | import threading | c = threading.Condition(); c.acquire(); c.notify(); c.release(); del c
contextvars | import contextvars | c = contextvars.copy_context(); c.run(len, []); del c
graphlib | import graphlib | list(graphlib.TopologicalSorter({1: [2]}).static_order())
html | import html.parser | p = html.parser.HTMLParser(); p.feed('<a b=1>c</a>'); p.close(); del p
urllib.parse | import urllib.parse | urllib.parse.urlsplit('http://a/b?c=d'); urllib.parse.urlencode({'a': 1})
email | import email | email.message_from_string('A: b\n\nc').get_payload()
uuid | import uuid | uuid.UUID(int=1).hex
ipaddress | import ipaddress | ipaddress.ip_network('10.0.0.0/30').num_addresses
locale | import locale | locale.setlocale(locale.LC_CTYPE, None)
json.JSONDecodeError | import json | exec('try: json.loads("{")\nexcept ValueError: pass')
xml.sax | import xml.sax.saxutils | xml.sax.saxutils.escape('<a>')
etree.tostring | import xml.etree.ElementTree as E | E.tostring(E.fromstring('<a><b c="1"/></a>'))
ast.parse | import ast | ast.dump(ast.parse('x = 1'))
ast.literal_eval | import ast | ast.literal_eval('[1, {2: 3}]')
tokenize | import tokenize, io | list(tokenize.generate_tokens(io.StringIO('x = 1').readline))
inspect.signature | import inspect; f = lambda a, *b, c=1: 0 | str(inspect.signature(f))
inspect.getmembers | import inspect; C = type('C', (), {'m': lambda s: s}) | inspect.getmembers(C, inspect.isfunction)
unittest.mock | import unittest.mock | m = unittest.mock.Mock(); m(1); m.assert_called_once_with(1); del m
doctest | import doctest | doctest.DocTestParser().get_examples('>>> 1\n1\n')
"""
for case in CASES.strip().splitlines():
    run(*map(str.strip, case.split(" | ")))
