"""Rendering to files, without the program that draws."""
import os
import memory_graph as mg
from _shown import masked

os.environ["PATH"] = ""
data = {"a": [1, 2]}
mg.render(data, "graph.gv")
mg.render(data, "graph.dot", numbered=True)
print(sorted(os.listdir(".")))
with open("graph.gv", encoding="utf-8") as file:
    print(masked(file.read()))
for name in ("graph.png", "graph.unknown"):
    try:
        mg.render(data, name)
    except Exception as error:
        print(type(error).__name__, str(error).split(";")[0].split(":")[0])
print(mg.get_source_location().rpartition("/")[2])
