"""The package graphviz, which memory_graph and objgraph draw with."""
import os
import graphviz

os.environ["PATH"] = ""

graph = graphviz.Digraph("name", comment="comment", node_attr={"shape": "box"}, graph_attr={"rankdir": "LR"})
graph.node("a", "A \"quoted\" label")
graph.node("b", "<<b>html</b>>", color="red")
graph.edge("a", "b", label="edge", weight="2")
graph.edges(["ab", "ba"])
with graph.subgraph(name="cluster_0") as part:
    part.attr(style="dotted")
    part.node("c")
print(graph.source)
undirected = graphviz.Graph(strict=True, engine="neato", format="svg")
undirected.edge("x", "y")
print(undirected.source, undirected.engine, undirected.format)
print(graphviz.escape("back\\slash"), graphviz.nohtml("<a>"), graphviz.Source("graph { a }").source)
print(graph.save("graph.gv"), graphviz.version.__name__)
for wrong in ({"engine": "nothing"}, {"format": "nothing"}):
    try:
        graphviz.Graph(**wrong)
    except ValueError as error:
        print(str(error).split("(")[0])
try:
    graph.render("out", engine="dot")
except graphviz.ExecutableNotFound as error:
    print(type(error).__name__)
