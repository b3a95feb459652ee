"""Configuration: colours, layout, slices, depth, types of one's own."""
import memory_graph as mg
from memory_graph import config, config_default
from _shown import masked


class Table:
    def __init__(self):
        self.rows = [[1, 2], [3, 4]]


def show(data):
    print(masked(mg.create_graph(data).source))


data = [[1, 2], {"a": (3,)}, Table()]
mg.dark_mode(True)
mg.transparent_background(True)
mg.layout(True)
show(data)
config_default.reset()
mg.dark_mode(False)
mg.layout(False)
config.max_graph_depth = 1
show(data)
config_default.reset()
config.type_labels = False
config.embedded_types.clear()
show([1, "x"])
config_default.reset()
config.type_to_slicer[list] = mg.Slicer(2, 1, 2)
show([list(range(10)), list(range(3))])
config.type_to_node[Table] = lambda table: mg.Node_Linear(table, table.rows)
config.type_to_string[Table] = lambda table: "a table"
show(Table())
config.type_to_node[Table] = lambda table: mg.Node_Table(table, table.rows)
show(Table())
config.type_to_node[Table] = lambda table: mg.Node_Leaf(table, "leaf")
show([Table()])
print([list(mg.Slicer(*bounds).get_slices(12)) for bounds in ((1,), (1, 2), (1, 2, 3))])
