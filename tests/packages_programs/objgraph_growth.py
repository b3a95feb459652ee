"""growth and show_growth, for the types of the program."""
import io
import objgraph


class Leak:
    pass


class Other:
    pass


kept, peak = [], {}


def ours(value):
    return type(value).__module__ == "__main__"


objgraph.growth(peak_stats=peak, filter=ours)
print(objgraph.growth(peak_stats=peak, filter=ours))
for _ in range(7):
    kept.append(Leak())
print(objgraph.growth(peak_stats=peak, filter=ours))
kept.append(Other())
objgraph.show_growth(peak_stats=peak, filter=ours)
objgraph.show_growth(peak_stats=peak, filter=ours)


def cycle():
    leak = Leak()
    leak.itself = leak


cycle()
print(objgraph.growth(peak_stats=peak, filter=ours), objgraph.count("Leak"))
kept.clear()
print(objgraph.growth(peak_stats=peak, filter=ours))
kept.extend(Leak() for _ in range(9))
out = io.StringIO()
objgraph.show_growth(peak_stats=peak, shortnames=False, file=out, filter=ours)
print(repr(out.getvalue()))
