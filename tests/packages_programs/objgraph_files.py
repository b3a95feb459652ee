"""Graphs to files; what objgraph says without Graphviz."""
import os
import objgraph
from _shown import masked

os.environ["PATH"] = ""
data = {"a": [1, 2], "b": ("x",)}
data["itself"] = data
objgraph.show_refs([data], filename="refs.dot")
with open("refs.dot", encoding="utf-8") as file:
    print(masked(file.read()))
objgraph.show_backrefs([data["a"]], max_depth=1, filename="backrefs.dot", filter=lambda value: value is data)
with open("backrefs.dot", encoding="utf-8") as file:
    print(masked(file.read()))
objgraph.show_chain([data, data["a"]], filename="chain.dot")
print(sorted(os.listdir(".")))
try:
    objgraph.show_refs([data], filename="x.dot", output=open("y.dot", "w"))
except ValueError as error:
    print(error)
