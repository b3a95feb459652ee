"""How sizes grow with the contents."""
import collections
from pympler import asizeof


class Node:
    def __init__(self, number):
        self.number, self.following = number, None


def sizes(made, add, count=40):
    """The sizes at which a container is found while it grows, and how large it is then."""
    found = []
    for number in range(count):
        add(made, number)
        size = asizeof.flatsize(made)
        if not found or found[-1][1] != size:
            found.append((number + 1, size))
    return found


print("list", sizes([], list.append))
print("set", sizes(set(), set.add))
print("dict", sizes({}, lambda made, number: made.__setitem__(number, None)))
print("dict of strs", sizes({}, lambda made, number: made.__setitem__(str(number), None)))
print("deque", sizes(collections.deque(), collections.deque.append, 200))
print("deque, left", sizes(collections.deque(), collections.deque.appendleft, 200))
print("ordered", sizes(collections.OrderedDict(), lambda made, number: made.__setitem__(number, None)))
print("default", sizes(collections.defaultdict(list), lambda made, number: made[number]))
print("attributes", sizes(vars(Node(0)), lambda made, number: made.__setitem__(f"a{number}", 1)))
first = None
chain = []
for number in range(5):
    node = Node(number)
    node.following, first = first, node
    chain.append(asizeof.asizeof(first))
print(chain)
shrinking = list(range(100))
print([(shrinking.pop(), asizeof.flatsize(shrinking))[1] for _ in range(100)][::9])
