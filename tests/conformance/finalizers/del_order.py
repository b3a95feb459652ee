# When __del__ runs: rebinding, scope exit, containers, temporaries.
class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


def scope():
    a, b, c = D("a"), D("b"), D("c")
    print("in scope")


scope()
x = D("first")
x = D("second")
print("rebound")
x = None
D("temporary")
print("after temporary")
l = [D("l0"), D("l1"), D("l2")]
l.pop(1)
l[0] = None
del l
print("list gone")
d = {"k": D("d1"), "j": D("d2")}
d["k"] = 1
d.clear()
t = (D("t0"), D("t1"))
del t
s = {D("set")}
s.clear()


class Holder:
    pass


h = Holder()
h.a, h.b = D("attr a"), D("attr b")
h.a = None
del h
print(len([D("x"), D("y")]))


def arg(v):
    v = None
    print("argument dropped in callee")


arg(D("arg"))
[D(f"comp{n}") for n in range(2)]
a = D("swap a"), D("swap b")
p, q = a
a = None
p, q = q, p
print("swapped")
p = None
q = None
def returns():
    local = D("local")
    return D("returned")
r = returns()
print("returned")
r = None
for n in range(2):
    loop = D(f"loop{n}")
print("loop done")
f = lambda v=D("default"): v
f = None
def g():
    yield D("yielded")
for v in g():
    print("got")
del v
class E:
    member = D("class member")
del E
print("class deleted, member waits for the collector")
import gc
gc.collect()
print("end of script")
z = D("global at exit")
