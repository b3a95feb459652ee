"""Asizer: totals, exclusions, statistics."""
from pympler import asizeof


class Node:
    pass


sizer = asizeof.Asizer()
numbers = [1, 2, 3]
data = {"a": numbers, "b": "text"}
print(sizer.asizeof(numbers), sizer.asizeof(data), sizer.asizeof(numbers), sizer.total, sizer.missed, sizer.duplicate)
sizer.reset()
sizer.exclude_refs(numbers)
print(sizer.asizeof(data))
sizer.reset()
sizer.exclude_types(dict)
print(sizer.asizeof(data), sizer.asizesof(data, numbers))
sizer = asizeof.Asizer(stats=1.0)
sizer.asizeof(data, numbers, Node(), "q")
sizer.print_summary()
sizer.print_profiles()
sizer.print_typedefs()
sizer.print_stats(stats=0)
print(asizeof.asizeof([Node() for _ in range(20)], stats=0))
