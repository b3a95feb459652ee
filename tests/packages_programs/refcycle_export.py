"""to_dot, to_json, export_json, and graphs read again."""
import refcycle
from _shown import lines


def make():
    data = {"list": []}
    data["list"].append(data)
    data[1] = (data,)


graph = refcycle.cycles_created_by(make)
print(*lines(graph.to_dot()), sep="\n")
made = graph.annotated()
print(repr(made).split(" at ")[0], len(made), len(made.edges))
again = refcycle.AnnotatedGraph.from_json(graph.to_json())
print(sorted(vertex.annotation for vertex in again.vertices), sorted(str(edge.annotation) for edge in again.edges))
print([len(component) for component in again.strongly_connected_components()])
graph.export_json("graph.json")
with open("graph.json", encoding="utf-8") as file:
    print(len(refcycle.AnnotatedGraph.from_json(file.read())))
try:
    graph.export_image("graph.png", dot_executable="/nowhere/dot")
except OSError as error:
    print(type(error).__name__)
