"""Struct sequences made by Python code are tracked whatever they hold, and stay tracked, unlike exact tuples."""
import gc
import os
import time

for make, size in (os.stat_result, 10), (os.stat_result, 19), (time.struct_time, 9), (os.times_result, 5):
    for items in (range(size), (1,) * size, [[]] * size):
        made = make(items)
        before = gc.is_tracked(made)
        gc.collect()
        print(make.__name__, size, before, gc.is_tracked(made))
size = os.terminal_size((1, 2))
pair = tuple([1, 2])
print(gc.is_tracked(size), gc.is_tracked(pair))
gc.collect()
print(gc.is_tracked(size), gc.is_tracked(pair), gc.is_tracked(size.__replace__(columns=4)))
print(gc.is_tracked(os.stat(".")), gc.is_tracked(time.localtime()))
holder = ([size], size)
gc.collect()
print(gc.is_tracked(holder))
