import copy, csv, gc, io, pickle, statistics, sys
import _csv, _statistics
gc.disable()

def show(function, *arguments, **named):
    try:
        print(repr(function(*arguments, **named)))
    except Exception as error:
        print(type(error).__name__, error)

D = _csv.Dialect
def dialect(*arguments, **named):
    made = D(*arguments, **named)
    return [getattr(made, name) for name in "delimiter quotechar escapechar lineterminator quoting doublequote skipinitialspace strict".split()]
for named in [{}, dict(delimiter="ab"), dict(delimiter=1), dict(delimiter=None), dict(delimiter=""), dict(quotechar=""), dict(quotechar=None), dict(quotechar="ab"), dict(quotechar=1), dict(escapechar=""), dict(escapechar=1),
              dict(lineterminator=None), dict(lineterminator=3), dict(quoting="x"), dict(quoting=9), dict(quoting=-1), dict(delimiter="\n"), dict(delimiter='"'), dict(quotechar=","), dict(escapechar=","), dict(delimiter=" ", skipinitialspace=True),
              dict(quoting=3, quotechar=None), dict(quoting=1, quotechar=None), dict(foo=1), dict(quoting=True), dict(quoting=3, escapechar='"'), dict(lineterminator="x", delimiter="x"), dict(escapechar="\r"), dict(quotechar=" ", skipinitialspace=True),
              dict(escapechar=" ", skipinitialspace=True), dict(quotechar="\n"), dict(quotechar='"', escapechar='"'), dict(lineterminator='"'), dict(strict=2), dict(lineterminator=""), dict(delimiter="\u1234"), dict(dialect="excel-tab")]:
    show(dialect, **named)
show(dialect, "nope"); show(dialect, 3); show(dialect, "unix")
d = D()
show(setattr, d, "strict", 1); show(setattr, d, "delimiter", 1); show(delattr, d, "quoting"); print(D(d) is d, D(d, strict=1) is d)
show(pickle.dumps, d); show(copy.copy, d)
show(csv.reader); show(csv.reader, 3); show(csv.reader, [], "nope"); show(csv.writer, 3); show(csv.writer); show(csv.reader, [], foo=1); show(csv.get_dialect, "nope"); show(csv.register_dialect, 3); show(csv.register_dialect)
show(csv.unregister_dialect, "nope"); show(csv.field_size_limit, "x"); show(csv.field_size_limit); show(csv.register_dialect, "a", "excel", "b"); show(csv.register_dialect, "mine", delimiter="|"); show(csv.list_dialects); show(csv.unregister_dialect, "mine"); show(csv.field_size_limit, True)
for line, named in [('a,"b""c",d\n', {}), ("a\\,b", dict(escapechar="\\")), ('"a"b,c', {}), ('"a"b', dict(strict=True)), ('"abc', {}), ('"abc', dict(strict=True)), ("a\rb", {}), ("a\r\nb", {}), ("a,", {}), ("", {}), ("\n", {}),
                    ('1,"2",3.5', dict(quoting=2)), ("x,1", dict(quoting=2)), (",1", dict(quoting=2)), ('1,,""', dict(quoting=4)), ('1,,"",a', dict(quoting=5)), ("a\x00b", {}), (" a, b", dict(skipinitialspace=True)), ('"a", "b"', dict(skipinitialspace=True)),
                    ("a\\", dict(escapechar="\\")), ("a\\", dict(escapechar="\\", strict=True)), ('"a\\"b"', dict(escapechar="\\")), ('a"b', {}), ('"a"" b"', dict(doublequote=False)), ('"a\n', {}), ('1,"2"', dict(quoting=3)), (" ,a", dict(skipinitialspace=True)),
                    (" 1 , x", dict(quoting=2)), (' "1"', dict(quoting=4, skipinitialspace=True)), (",", dict(quoting=5)), ("a b", dict(delimiter=" ")), ("  a", dict(delimiter=" ", skipinitialspace=True)), ('"\\\n"', dict(escapechar="\\")), ("\\\n", dict(escapechar="\\")), ("\\1,2", dict(escapechar="\\", quoting=2))]:
    reader = csv.reader([line], **named)
    print(repr(line), named, end=" "); show(list, reader); print(reader.line_num)
show(list, csv.reader(['"a\n', 'b"\n', "c"])); show(list, csv.reader([b"a"])); show(list, csv.reader([3]))
csv.field_size_limit(3); show(list, csv.reader(["abcd"])); csv.field_size_limit(131072)
def write(row, **named):
    file = io.StringIO()
    show(lambda: csv.writer(file, **named).writerow(row)); print(repr(file.getvalue()))
for row, named in [([1, "a", None, 2.5, "a,b", '"', "\n", ""], {}), ([], {}), ([""], {}), ([None], {}), (["a"], dict(quoting=1)), ([1, None, "a"], dict(quoting=2)), (['a"b'], dict(doublequote=False)), (['a"b'], dict(doublequote=False, escapechar="\\")),
                   (["a,b"], dict(quoting=3)), (['a,b"\\'], dict(quoting=3, escapechar="\\")), ([None, 1, ""], dict(quoting=4)), ([None, 1, ""], dict(quoting=5)), (3, {}), ([""], dict(quoting=3)), ([None], dict(quoting=3)), (["\\"], dict(escapechar="\\")),
                   ([" a"], dict(skipinitialspace=True)), ([" "], dict(delimiter=" ")), (["a b"], dict(delimiter=" ")), ([""], dict(delimiter=" ", skipinitialspace=True)), (["", ""], dict(delimiter=" ", skipinitialspace=True)),
                   (["", ""], dict(delimiter=" ", skipinitialspace=True, quoting=3)), (["a\r"], dict(lineterminator="!")), (["a!"], dict(lineterminator="!")), (["1", object], dict(quoting=2)), (iter("ab"), {}), ([1j, True], dict(quoting=2)), ([None], dict(quoting=5)),
                   ([None], dict(quoting=4)), ([""], dict(quotechar=None, quoting=3)), (['"'], dict(quoting=3, quotechar=None)), (['a"'], dict(quoting=3, quotechar='"')), (['a"'], dict(quoting=3, quotechar='"', escapechar="\\")), (["\ud800"], {})]:
    write(row, **named)
class File:
    def write(self, text): return ("written", text)
writer = csv.writer(File())
print(writer.writerow("ab"), writer.writerows(["ab", "cd"])); show(writer.writerows, 3); show(writer.writerows, [3])
class NoFile: write = 3
show(csv.writer, NoFile())
reader = csv.reader(io.StringIO("a,b\n"))
print([type(held).__name__ for held in gc.get_referents(reader)], [type(held).__name__ for held in gc.get_referents(writer)], gc.get_referents(d), sys.getsizeof(d), sys.getsizeof(reader), sys.getsizeof(writer))
print(list(csv.DictReader(io.StringIO("x,y\n1,2\n"))), csv.Sniffer().sniff("a;b\n1;2\n").delimiter)
N = _statistics._normal_dist_inv_cdf
for arguments in [(0.5, 0, 1), (0, 0, 1), (0.3, 1, 2), (1e-10, 0, 1), (1.5, 0, 1), (0.5, 0, -1), (0.001, 0, 1), (0.999, 5, 3), (1 - 1e-12, 0, 1), ("x", 1, 1), (0.5,), (float("nan"), 0, 1), (1e-300, 0, 1)]:
    show(N, *arguments)
print(statistics.NormalDist(3, 2).inv_cdf(0.8), [N(i / 97, 0, 1) for i in range(1, 97, 5)])
