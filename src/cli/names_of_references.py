# `objects` becomes a list with an object of each kind.
import _codecs, _io, abc, collections, collections.abc, functools, gc, itertools, operator, os, posix, re, select, sys, types, weakref, _contextvars, _json, _queue, _random, _socket, _struct, _thread, _typing, _ast, array, _csv, _datetime, _md5, _tokenize, zlib, pyexpat, _bz2, _lzma, _pickle
import unicodedata, _hmac, _ouropy, _symtable, mmap

class Plain: pass

import _codecs_jp, _multibytecodec

class MultibyteEncoder(_multibytecodec.MultibyteIncrementalEncoder): codec = _codecs_jp.getcodec("shift_jis")
class MultibyteDecoder(_multibytecodec.MultibyteIncrementalDecoder): codec = MultibyteEncoder.codec
class MultibyteReader(_multibytecodec.MultibyteStreamReader): codec = MultibyteEncoder.codec
class MultibyteWriter(_multibytecodec.MultibyteStreamWriter): codec = MultibyteEncoder.codec
multibyte = [
    MultibyteEncoder.codec, MultibyteEncoder("escape"), MultibyteDecoder("escape"), MultibyteReader(sys.stdin, "escape"),
    MultibyteWriter(sys.stdout, "escape"),
]

simple_queue = _queue.SimpleQueue()
simple_queue.put([])

def generic[T: int = str, C: (int, str) = str, *Ts = *(int,), **P = [int]](): pass
type Alias[T] = list[T]
Alias.__value__
for parameter in generic.__type_params__:
    parameter.attribute = [getattr(parameter, "__bound__", None), parameter.__default__]
generic.__type_params__[1].__constraints__
passed = _typing.TypeVar("T", default=[])

class Slotted:
    __slots__ = ("first", "second")

class Child(Slotted):
    __slots__ = ("third", "__dict__")

class Methods:
    @classmethod
    def of_class(cls): pass
    @staticmethod
    def of_nothing(): pass
    @property
    def computed(self): "doc"
    @computed.setter
    def computed(self, value): pass

def function(a=[], *, b={}) -> int:
    "doc"
    return a, b
function.attribute = Plain()
function.__annotations__

def closure():
    variable = []
    def inner(): return variable
    return inner

def generator(argument):
    local = [argument]
    yield local

def frame(argument):
    local = [argument]
    return sys._getframe(), local

def caught(exception):
    try:
        raise exception from KeyError("cause")
    except type(exception) as error:
        return error

async def coroutine(argument): return [argument]

async def asynchronous(argument): yield [argument]

waiting, steps = coroutine(1), asynchronous(1)
waiter, step, default_step = waiting.__await__(), steps.asend(None), anext(asynchronous(2), [])
instance, child = Plain(), Child()
instance.attribute = []
child.first, child.second, child.third, child.fourth = [], {}, set(), ()
suspended = generator(1); next(suspended)
wrapped = functools.lru_cache(function)
cached = functools.lru_cache(lambda x: [x]); cached(1)
default = collections.defaultdict(list); default["key"]; default[1]
shared_block = itertools.tee([1, 2])[0]; next(shared_block)
grouped = itertools.groupby([1, 2], abs); group = next(grouped)[1]
chained = itertools.chain([1], [2]); next(chained)
pairs = itertools.pairwise([1, 2, 3]); next(pairs)
accumulated = itertools.accumulate([1, 2], operator.add, initial=[]); next(accumulated)
dead_frame = frame([])[0]
exporter = type("Exporter", (), {"__buffer__": lambda self, flags: memoryview(b"a")})()
matched = re.match('(a)', 'a'); matched.regs
text_file, null = _io.TextIOWrapper(_io.BytesIO(), newline="\n"), open("/dev/null")
file_pair = _io.BufferedRWPair(open("/dev/null", "rb", 0), open("/dev/null", "wb", 0))
variable = _contextvars.ContextVar('v', default=[]); token = variable.set([1]); context = _contextvars.copy_context()
view = memoryview(exporter); buffer = gc.get_referents(view)[0]

pickler, unpickler = _pickle.Pickler(_io.BytesIO()), _pickle.Unpickler(_io.BytesIO(b"]\x94."))
pickler.dispatch_table, pickler.persistent_id = {}, function; unpickler.load()

xml_parser = pyexpat.ParserCreate(); xml_parser.StartElementHandler = xml_parser.CommentHandler = function

objects = [
    _datetime.date.min, _datetime.datetime.min, _datetime.time.min, _datetime.timedelta.min, _datetime.timezone.min,
    _csv.reader([]), _csv.writer(sys.stdout), _csv.Dialect(), array.array("i"), iter(array.array("i")),
    10 ** 30, 1e300, 1j, "text", b"bytes", bytearray(b"bytes"), memoryview(b"bytes"), range(3), object(),
    [1, []], (1, []), {"a": [], (1,): 2}, {1, (2,)}, frozenset({1}), slice(1, [], None), default,
    instance, child, Plain, Methods, int, abc, types.SimpleNamespace(a=[]), _thread.allocate_lock(), _thread._ThreadHandle(),
    function, closure(), closure().__closure__[0], function.__code__, wrapped, cached,
    types.MethodType(function, instance), len, [].append, [].__add__, list.__add__, list.append,
    Methods.__dict__["of_class"], Methods.__dict__["of_nothing"], Methods.__dict__["computed"],
    dict.__dict__["fromkeys"], Plain.__dict__["__dict__"], Slotted.__dict__["first"],
    suspended, waiting, waiter, steps, step, default_step, suspended.gi_frame, dead_frame, dead_frame.f_locals, super(Plain, instance),
    caught(ValueError("a", [])), caught(AttributeError("n", name="q", obj=instance)), caught(OSError(2, "x", "file")),
    caught(ImportError("n", name="q", path="p")), caught(StopIteration([])),
    UnicodeDecodeError("utf-8", b"a", 0, 1, "r"), ExceptionGroup("g", [ValueError()]),
    caught(ValueError()).__traceback__, weakref.ref(instance, len), types.MappingProxyType({}), {}.keys(),
    list[int], int | str, t"a{[]}b", t"{[]}".interpolations[0], iter(t"a"), sys.stdout, Plain.__dict__, Alias, passed,
    passed.evaluate_default, generic.__type_params__[3].args,
    list[passed], list[passed].__parameters__, int | Alias, iter(list[int]), *generic.__type_params__, generic,
    buffer, *gc.get_referents(buffer), functools.Placeholder, _ast.Name("a"), _tokenize.TokenizerIter(len, extra_tokens=True),
    functools.partial(function, 1, x=[]), functools.cmp_to_key(function)([]),
    operator.attrgetter("a.b"), operator.itemgetter(1, "a"), operator.methodcaller("m", 1, x=[]),
    collections.deque([1, []]), iter(collections.deque([1])), collections.namedtuple("Pair", "a b").a,
    collections.abc.Sized._abc_impl,
    iter([1]), iter((1,)), iter({1: 2}.items()), iter({1}), iter("a"), iter(b"a"), iter(memoryview(b"a")), iter(range(2)), iter(range(10 ** 30)),
    reversed([1]), reversed((1,)), iter(collections.OrderedDict(a=[]).items()), iter(function, 1), iter(type("Sequence", (), {"__getitem__": function})()),
    enumerate([1]), zip([1], (2,)), map(function, [1]), filter(function, [1]),
    itertools.count(1, 2), itertools.cycle([1]), itertools.repeat([]), accumulated, chained,
    itertools.compress([1], [1]), itertools.dropwhile(function, [1]), itertools.takewhile(function, [1]),
    itertools.filterfalse(function, [1]), grouped, group, itertools.islice([1, 2], 1), itertools.starmap(function, [(1,)]),
    shared_block, gc.get_referents(shared_block)[-1], itertools.zip_longest([1], [2], fillvalue=[]),
    itertools.product([1], [2]), itertools.permutations([1, 2]), itertools.combinations([1, 2], 1),
    variable, token, context, iter(context), *gc.get_referents(context), *gc.get_referents(gc.get_referents(context)[0]),
    _json.make_scanner(types.SimpleNamespace(strict=True, object_hook=[], object_pairs_hook=[], parse_float=[], parse_int=[], parse_constant=[])),
    _json.make_encoder({}, [], [], None, ": ", ", ", False, False, True),
    _contextvars.Token.MISSING, _random.Random(), select.poll(), select.epoll(), simple_queue, _socket.socket.__new__(_socket.socket), _struct.Struct('b'), _struct.iter_unpack('b', b'a'),
    re.compile('(a)'), matched, re.compile('a').scanner('a'), re._compile_template(re.compile('(a)'), r'b\1c'),
    itertools.combinations_with_replacement([1], 1), pairs, itertools.batched([1], 1), _codecs.charmap_build("\0a"),
    text_file, *gc.get_referents(text_file), null, null.buffer, null.buffer.raw, file_pair, _io.BytesIO(b"a"),
    _io.BytesIO(b"a").getbuffer().obj, _io.StringIO(newline=None), _io.IncrementalNewlineDecoder([], True),
    unicodedata.ucd_3_2_0, unicodedata._ucnhash_CAPI, _hmac.new(b"", b"", "md5"), mmap.mmap(-1, 1), _symtable.symtable("x", "f", "exec"), _ouropy.leaks(), _ouropy.counts(),
    zlib.compressobj(), zlib.decompressobj(zdict=b"a"), zlib._ZlibDecompressor(), xml_parser,
    *multibyte,
    _bz2.BZ2Compressor(), _bz2.BZ2Decompressor(), _lzma.LZMACompressor(), _lzma.LZMADecompressor(),
    pickler, pickler.memo, unpickler, *gc.get_referents(unpickler), _pickle.PickleBuffer(b"a"),
    _md5.md5(), posix.scandir("/"), next(posix.scandir("/")),
]
