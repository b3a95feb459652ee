"""block, and functions that wait for a key."""
import builtins
import memory_graph as mg
from memory_graph import config

builtins.input = lambda *prompt: print("waited", *prompt)
config.block_prints_location = False
print(mg.block(max, 3, 4, key=abs))
config.press_enter_message = None
print(mg.block())


def function(local):
    return mg.get_locals_from_call_stack(0)


print(dict(function([1])))
print(mg.mg is mg if hasattr(mg, "mg") else builtins.mg is mg)
