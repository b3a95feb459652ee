import sys, math, operator, functools, itertools, collections, types, copy, json, textwrap, string, heapq, contextlib, traceback, dataclasses, bisect, weakref, gc, os, abc, time, reprlib, warnings, linecache, keyword, atexit
def t(s, g=None):
    try:
        try: r = eval(s, globals())
        except SyntaxError: exec(s, globals()); r = None
        print(s, "->", ascii(repr(r))[:150])
    except BaseException as e: print(s, "->", type(e).__name__, ascii(str(e)))
class C: pass
class R(list):
    def __len__(s): return -1
class It:
    def __iter__(self): return iter([1])
class Cm:
    def __call__(self, *a, **k): return len(a)
    def __repr__(self): return "<Cm>"
o = Cm()
class RL:
    def __getitem__(s, i): return 1
l = [1]
class MulN:
    def __rmul__(s, o): return NotImplemented
class LL(list):
    def __imul__(s, o): return NotImplemented
class L2(list):
    def __iadd__(s, o): return NotImplemented
ll = LL([1]); l2 = L2()
for s in """'{}'.replace('', 'a', 2**70)
'{}'.replace('x', 'a', 2**70)
'a b'.split(None, 2**70)
reversed(RL())
reversed(5)
o(*[1], **{'k0': 1}, **{'k0': 2})
o(k0=1, **{'k0': 2})
len(k0=1, **{'k0': 2})
[].append(k0=1, **{'k0': 2})
C(k0=1, **{'k0': 2})
print(k0=1, **{'k0': 2})
dict(['a'])
dict([1])
dict([(1,)])
dict([(1,2,3)])
dict({'a': 1}.items(), **{'b': 2})
dict([[]])
dict(5)
dict('ab')
dict(['ab', 'c'])
{}.update([1])
{}.update(5)
{} | 5
x = {}; x |= [1]
x = {}; x |= 5
str.maketrans('a', 5)
str.maketrans('a', 'b', 5)
str.maketrans('a', 'bc', 'd')
str.maketrans(5)
str.maketrans(5, 'a')
str.maketrans({'ab': 1})
str.maketrans({1.5: 1})
'a'.removeprefix(None)
'a'.removesuffix(5)
'a'.encode('ascii', 'namereplace')
'é'.encode('ascii', 'namereplace')
b'a'.decode('utf-8', 'namereplace')
'a'.encode('utf-8', 'zzz')
int(bytearray(b'x'))
int(b'x')
int(bytearray(b'%d'), 0)
float(bytearray(b'x'))
float(b'')
complex('_x1')
complex('')
complex('1+')
complex('1+2j ')
complex('(1+2j)')
complex('1e400')
ll *= [1]
l *= 'a'
l *= C()
l += 5
l2 += 5
[1] * MulN()
[1] * C()
C() * [1]
C() + [1]
[1] + C()
x = C(); x *= [1]
x = C(); x += [1]
x = C(); x @= 1
x = C(); x **= 1
'a' * C()
'a' + C()
b'a' + C()
b'a' * C()
(1,) + C()
(1,) * C()
'a' * 'b'
'a' - 'b'
[1] - [1]
divmod('a', 1)
pow('a', 1)
pow('a', 1, 2)
1 @ 1
-'a'
~1.5
+[]
not C
int(C())
float(C())
complex(C())
round(C())
abs(C())
'%d' % C()
'%d' % 'a'
'%c' % 'ab'
'%c' % 1.5
'%x' % 1.5
'%f' % 'a'
'%s %s' % 1
'%s' % ()
'%(a)s' % 1
'%(a)s' % {}
b'%d' % 'a'
b'%s' % 'a'
b'%c' % 300
f'{C():d}'
f'{[]:d}'
f'{None:5}'
f'{1:s}'
f'{1.5:d}'
f'{"a":d}'
f'{1+2j:d}'
f'{1+2j:05}'
f'{1+2j:=5}'
json.dumps({(1,): 1})
json.loads(5)
json.loads('')
textwrap.dedent(5)
textwrap.indent(5, 'a')
string.Template(5).substitute()
string.Template('$').substitute()
string.Template('$a').substitute()
(lambda *, a, b: 1)()
(lambda a, b, /, c: 1)(a=1)
(lambda a, b, /, c: 1)(1, 2, 3, 4)
(lambda a, b=1: 1)()
(lambda a: 1)(1, a=2)
(lambda a: 1)(1, b=2)
(lambda a: 1)(**{1: 2})
(lambda a: 1)(**5)
(lambda a: 1)(*5)
(lambda: 1)(*5, **5)
C(1)
C(a=1)
C.__init__(C(), 1)
object.__new__(C, 1)
object.__init__(C(), 1)
type('X', (), {}, a=1)
len(1, 2)
len()
len(a=1)
ord()
[].append()
[].append(1, 2)
[].insert(1)
[].pop('a')
[].sort(1)
[].sort(cmp=1)
{}.get()
{}.pop()
{}.pop(1)
{}.popitem()
set().pop()
set().add([])
{[]: 1}
{}[[]]
{[]}
hash({})
frozenset([[]])
''.join(5)
''.join([5])
''.join(['a', b'b'])
b''.join(['a'])
'a'.split('')
'a'.split(5)
'a'.strip(5)
'a'.replace('a')
'a'.replace(1, 2)
'a'.find(5)
'a'.index('b')
'a'.center('b')
'a'.center(5, 'bc')
'a'.ljust(5, 5)
'a'.zfill('a')
'a'.startswith(5)
'a'.startswith(('a', 5))
'a'.endswith([1])
'a'.translate(5)
'a'.encode(5)
'a'.encode('zz')
'a'.format_map(5)
'{}'.format()
'{a}'.format()
'{0}{}'.format(1)
'{!x}'.format(1)
'{'.format()
'}'.format()
'{:{}}'.format(1)
'{0[}'.format(1)
'{0.}'.format(1)
'{0[]}'.format(1)
1 < 'a'
[] < ()
{} < {}
1j < 2
None < 1
[1] < ['a']
(1,) < ('a',)
{1} < 5
min(1, 'a')
sorted([1, 'a'])
max([[], {}])
1 in 5
1 in 'abc'
'a' in b'abc'
b'a' in 'abc'
256 in b'a'
[] in set()
5[0]
5[0] if 0 else None[0]
[][1]
[]['a']
()[1]
()['a']
'a'[5]
'a'['b']
b''[0]
b''['a']
{}['a']
range(5)['a']
range(5)[9]
[1][1:'a']
[1]['a':]
[1][::0]
l[5] = 1
l['a'] = 1
l[0:1] = 5
l[::2] = [1,2,3]
del l[9]
del l['a']
'a'[0] = 1
(1,)[0] = 1
del (1,)[0]
b'a'[0] = 1
x = range(3); x[0] = 1
x = 5; x[0] = 1
x = 5; del x[0]
x = 5; x.a = 1
x = 5; del x.a
x = []; x.a = 1
x = C; x.a.b = 1
del zz
zz
a, b = 5
a, b = 1,
a, b = 1, 2, 3
a, *b = ()
a, b, *c = [1]
[a, b] = 'abc'
a, b = {1: 2, 3: 4, 5: 6}
a, b = range(10)
a, b = iter([1])
a, b = (x for x in [1,2,3])
for x in 5: pass
for a, b in [1]: pass
[*5]
(*5,)
{*5}
{**5}
{**[1]}
{**{1: 2}}
with 5: pass
raise 5
raise C
raise ValueError from 5
raise
assert 0, 'm'
assert False
import zz.yy
from zz import a
import os.zz
from . import x
from .x import y
from math import *
x = (yield_ := 5)
issubclass(1, int)
isinstance(1, 1)
isinstance(1, (int, 5))
isinstance('', (int, 5))
super()
super(C, 5)
super(5, C())
C().x
C.x
C.__dict__['x']
setattr(C, 5, 1)
getattr(C, 5)
type(1).x = 5
int.x = 5
del int.real
del C.x
del C().x
C().__class__ = int
C.__name__ = 5
C.__bases__ = ()
(1).real = 5
''.join = 5
len.x = 1
(lambda: 1).__code__ = 5
(lambda: 1).__name__ = 5
(lambda: 1).__defaults__ = 5
(lambda: 1).__dict__ = 5
(lambda: 1).__closure__ = ()
next(iter([]))
next(5)
iter(5)
iter(5, 5)
(x for x in 5)
list(x for x in 5)
int('a')
int('a' * 300)
int('')
int('1_')
int('0x', 16)
int('08', 0)
int('9', 8)
int(None)
int([])
int('1', 'a')
int(1.5, 2)
int('1', 2**70)
int(float('nan'))
float('a')
float(None)
float('1_')
float([])
float(10**400)
str(b'a', 'ascii', 'zz')
str('a', 'ascii')
bytes('a')
bytes(['a'])
bytes([-1])
bytes(-1)
bytes(1.5)
bytes(None)
bytearray([300])
chr(-1)
chr(1.5)
ord('')
ord(b'ab')
ord(5)
range(1.5)
range('a')
range(1, 2, 0)
slice(1, 2, 0).indices(5)
slice('a').indices(5)
slice(1).indices(-1)
round('a')
round(1.5, 'a')
round(float('nan'))
round(float('inf'))
1 << -1
1 << 2**70
1 // 0
1 % 0
1 / 0
1.0 // 0
1.0 % 0
1.0 / 0
divmod(1, 0)
divmod(1.0, 0)
0 ** -1
0.0 ** -1
pow(2, -1, 0)
pow(2, -1, 4)
(-1) ** 0.5
1e308 * 10
1e308 ** 2
2.0 ** 10000
10 ** 400 * 1.0
10 ** 400 / 3
1j / 0
1j // 1
1j % 1
1j ** -1e400
0j ** -1
math.sqrt(-1)
math.log(0)
math.log(-1)
math.log(1, 1)
math.exp(1000)
math.gamma(0)
math.gamma(-1)
math.fmod(1, 0)
math.pow(0, -1)
math.factorial(-1)
math.factorial(1.5)
math.comb(-1, 2)
math.gcd(1.5)
math.floor('a')
math.sqrt('a')
math.isqrt(-1)
math.hypot('a')
math.dist([1], [1, 2])
math.fsum(['a'])
math.prod(['a', 'b'])
math.acos(2)
math.atanh(1)
math.acosh(0)
math.sin(float('inf'))
math.ldexp(1, 10**10)
math.nextafter(1, 2, steps=-1)
math.sumprod([1], [1, 2])
int.from_bytes('a', 'big')
int.from_bytes(b'a', 'zz')
(5).to_bytes(0)
(-5).to_bytes(2)
(300).to_bytes(1)
(5).to_bytes(-1)
float.fromhex('zz')
float.fromhex('0x1p99999')
bytes.fromhex('0')
bytes.fromhex('zz')
bytes.fromhex('é')
memoryview(5)
enumerate(5)
zip([1], [1, 2], strict=True)
list(zip([1], [1, 2], strict=True))
list(zip([1, 2], [1], strict=True))
list(map(lambda a, b: 1, [1], 5))
list(map(5, [1]))
list(filter(5, [1]))
sum(['a'])
sum([[1]], 5)
all(5)
any(5)
min()
min([])
min(5)
min(1, key=5)
print(sep=5)
print(file=5)
open('/nope')
open('/nope', 'q')
exec(5)
eval('1 +')
compile('x', 'y', 'z')
__import__('zz')
input(1, 2, 3)
vars(5)
dir(1, 2)
globals(1)
format(1, 'zz')
format('a', 'd')
format(1, '.5d')
format('a', '+')
format('a', '=5')
format(1.5, ',n')
format(1, ',x')
format(1, '_,d')
format(1, ',_d')
format(1, 'c,')
format(2**70, 'c')
format(1, '+c')
format(1, '#c')
format('a', '#')
format('a', ' ')
format('a', 'z')
format(1, 'z')
format(1, '9' * 30)
format(1, '.' )
format(1.5, '.' + '9' * 30)
format([], '5')
format(None, 's')
format(C(), 's')
object.__format__(C(), 's')
ExceptionGroup('a', [])
ExceptionGroup('a', [5])
ExceptionGroup('a', 5)
ExceptionGroup('a', [KeyboardInterrupt()])
ExceptionGroup(5, [ValueError()])
ExceptionGroup()
BaseExceptionGroup('a', [ValueError()])
ValueError(a=1)
OSError(1, 2, 3, 4, 5, 6)
ImportError(zz=1)
AttributeError(zz=1)
NameError(name=1, zz=1)
StopIteration(a=1)
SyntaxError('a', 5)
SyntaxError('a', (1,))
SyntaxError('a', (1,2,3,4,5))
UnicodeDecodeError(1)
KeyError('a', 'b')
UnicodeEncodeError('a', 'b', 'c', 1, 'r')
SystemExit(1, 2)
functools.reduce(5, [])
functools.reduce(5, [1, 2])
functools.partial()
functools.partial(5)
functools.lru_cache(5)(6)
functools.lru_cache('a')
functools.cmp_to_key()
functools.wraps()
functools.total_ordering(C)
operator.itemgetter()
operator.itemgetter(1)(5)
operator.attrgetter()
operator.attrgetter(5)
operator.attrgetter('a.b')(C())
operator.methodcaller()
operator.methodcaller(5)
operator.index(1.5)
operator.length_hint(5)
operator.length_hint([], 'a')
operator.concat(1, 2)
operator.countOf(5, 1)
operator.indexOf([], 1)
collections.namedtuple('a', 'b b')
collections.namedtuple('a', '1')
collections.namedtuple('1', 'a')
collections.namedtuple('a', 'class')
collections.namedtuple('a', '_a')
collections.namedtuple('a', 'a', defaults=[1, 2])
collections.namedtuple('P', 'x y')(1)
collections.namedtuple('P', 'x y')(1, 2, 3)
collections.namedtuple('P', 'x y')(1, z=2)
collections.namedtuple('P', 'x y')._make([1])
collections.namedtuple('P', 'x y')(1, 2)._replace(z=1)
collections.Counter(5)
collections.Counter(a='x') + collections.Counter(a=1)
collections.Counter.fromkeys('a')
collections.deque(5)
collections.deque([], 'a')
collections.deque().pop()
collections.deque().popleft()
collections.deque().remove(1)
collections.deque().index(1)
collections.deque([1], 1).insert(0, 1)
collections.defaultdict(5)
collections.defaultdict(int)['a']
collections.defaultdict()['a']
collections.OrderedDict().popitem()
collections.OrderedDict().move_to_end(1)
collections.OrderedDict(5)
collections.ChainMap({})['a']
collections.ChainMap().popitem()
heapq.heappop([])
heapq.heappush(5, 1)
heapq.heapify((1,))
heapq.nsmallest(2, 5)
list(heapq.merge([1], 5))
bisect.bisect([1], 'a')
bisect.insort(5, 1)
bisect.bisect([1], 1, -1)
copy.copy(len)
copy.deepcopy(sys)
copy.copy((x for x in []))
copy.replace(5)
weakref.ref(5)
weakref.ref([])
weakref.proxy(5)
weakref.ref(C(), 1, 2)
weakref.ref()
types.SimpleNamespace(5)
types.SimpleNamespace(1, 2)
types.MappingProxyType(5)
types.MethodType(5, 6)
types.MethodType(len, None)
types.FunctionType(5, {})
types.FunctionType((lambda: x).__code__, 5)
types.CellType(1, 2)
types.CellType().cell_contents
types.ModuleType()
types.ModuleType(5)
types.new_class('a', (5,))
types.GenericAlias()
types.GenericAlias(5)
list[1, 2]
int[1]
int | 5
int | None
int | 'a'
list[int] | None
list[int]()
list[int].x
isinstance(1, list[int])
isinstance(1, int | list[int])
dataclasses.dataclass(5)
dataclasses.field(default=1, default_factory=list)
dataclasses.asdict(5)
dataclasses.fields(5)
dataclasses.replace(5)
dataclasses.make_dataclass('A', ['1'])
dataclasses.make_dataclass('A', [('a', int, 1), 'b'])
contextlib.suppress(5).__exit__(ValueError, ValueError(), None)
contextlib.closing(5).__exit__()
contextlib.ExitStack().enter_context(5)
contextlib.nullcontext(5).__enter__()
list(contextlib.contextmanager(lambda: iter([]))().__enter__())
contextlib.contextmanager(lambda: 5)().__enter__()
contextlib.contextmanager(lambda: (x for x in []))().__enter__()
time.sleep(-1)
time.sleep('a')
time.strftime(5)
time.localtime('a')
time.localtime(10**20)
time.mktime(5)
sys.setrecursionlimit('a')
sys.getrefcount()
sys.intern(5)
sys.exit(1, 2)
sys.getsizeof(5, 6, 7)
sys._getframe(1000)
sys._getframe('a')
sys.set_int_max_str_digits(5)
gc.collect(5)
gc.set_threshold('a')
gc.get_objects(generation=9)
gc.set_debug('a')
os.listdir(5.5)
os.path.join(5)
abc.abstractmethod(5)
abc.ABCMeta('X', (), {'f': abc.abstractmethod(lambda: 1)})()
type('X', (abc.ABC,), {'f': abc.abstractmethod(lambda: 1), 'g': abc.abstractmethod(lambda: 1)})()
itertools.count('a')
itertools.islice([1], -1)
itertools.combinations([1], -1)
itertools.product(repeat='a')
itertools.tee([], -1)
itertools.batched([1], 0)
itertools.repeat()
itertools.zip_longest([], fill=1)
itertools.accumulate([1], lambda: 1)
list(itertools.accumulate([1, 2], lambda: 1))
list(itertools.starmap(len, [1]))
list(itertools.chain(5))
list(itertools.groupby([1], 5))
textwrap.wrap('a', 0)
textwrap.shorten('abc def', 2)
textwrap.fill(5)
string.Formatter().format('{}')
string.Formatter().format('{a}')
string.capwords(5)
reprlib.repr(list(range(100)))
traceback.format_exception(5)
traceback.print_exception()
warnings.warn(5)
warnings.warn('a', 5)
warnings.warn('a', int)
warnings.simplefilter('zz')
linecache.getline('/nope', 1)
keyword.iskeyword([])
atexit.register(5)
json.dumps({1, 2})
json.dumps(float('nan'), allow_nan=False)
json.dumps(C())
json.loads('[1, 2')
json.loads('{"a": }')
json.loads('{"a" 1}')
json.loads('"\\\\x"')
json.loads('"a')
json.loads('nul')
json.loads('[1,]')
json.loads('1 2')
json.loads('{"a": 1,}')
json.loads('\\ufeff1')
json.loads(b'\\xff')
json.load(5)
json.dumps([1], indent='a')
json.dumps([1], cls=5)""".splitlines():
    t(s)
