"""get_new_ids, and at_addrs for what it returns."""
import io
import objgraph


class Leak:
    pass


for _ in range(3):
    objgraph.get_new_ids(limit=0)
leaks = [Leak() for _ in range(4)]
holder = {"leaks": leaks}
new = objgraph.get_new_ids(limit=0)
print(len(new["Leak"]), id(leaks) in new["list"], id(holder) in new["dict"])
print(sorted(map(id, leaks)) == sorted(new["Leak"]))
print([type(value).__name__ for value in objgraph.at_addrs(new["Leak"])])
print(len(objgraph.get_new_ids(skip_update=True)["Leak"]))
del leaks, holder
print(len(objgraph.get_new_ids(limit=0)["Leak"]))
for column in ("old", "current", "new", "deltas"):
    out = io.StringIO()
    objgraph.get_new_ids(limit=3, sortby=column, file=out)
    print(column, len(out.getvalue().splitlines()), out.getvalue().split()[1:6])
new = objgraph.get_new_ids(limit=0, shortnames=False)
print("__main__.Leak" in new, "builtins.list" in new)
try:
    objgraph.get_new_ids(sortby="nothing")
except Exception as error:
    print(type(error).__name__, error)
