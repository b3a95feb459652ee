# Template strings and the collector: what refers to what, when it dies, what a cycle through one counts.
import gc
import sys
import weakref

gc.disable()


class Dies:
    def __del__(self):
        print("dies")


class Plain:
    pass


value = Dies()
template = t"a{value!r:{5}}b"
interpolation = template.interpolations[0]
iterator = iter(template)
gc.collect()
for thing in template, template.strings, template.interpolations, interpolation, iterator, t"", t"{1}":
    print(type(thing).__name__, gc.is_tracked(thing), [type(other).__name__ for other in gc.get_referents(thing)])
print(sys.getrefcount(template), sys.getrefcount(template.interpolations), sys.getrefcount(interpolation))
print(sys.getrefcount(value) - 2, sys.getsizeof(template), sys.getsizeof(interpolation), sys.getsizeof(iterator))
del value, interpolation, template
print("held by the iterator")
print(list(iterator)[0])
print("exhausted")
del iterator

joined = t"{Dies()}" + t"{Dies()}"
print("joined")
del joined
for thing in t"", t"{1}".interpolations[0]:
    try:
        weakref.ref(thing)
    except TypeError as error:
        print(error)
gc.collect()


def cycle():
    holder = Plain()
    holder.template = t"x{holder}y"
    holder.iterator = iter(holder.template)


def closure():
    def inner():
        return t"{inner}"

    inner()


gc.set_debug(gc.DEBUG_COLLECTABLE)
for make in cycle, closure:
    make()
    print(gc.collect())
listed = []
listed.append(t"{listed}{listed!s:>{3}}")
del listed
print(gc.collect())
gc.set_debug(0)
nested = []
for _ in range(50_000):
    nested = t"{nested}"
print("deep")
del nested
print(gc.collect())
