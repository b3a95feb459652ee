# Delegation: a deep chain and a tree walk.
class Tree:
    def __init__(self, left, value, right):
        self.left, self.value, self.right = left, value, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return Tree(build(low, middle), middle, build(middle + 1, high))


def deep(depth, n):
    if depth:
        yield from deep(depth - 1, n)
    else:
        yield from range(n)


tree = build(0, 60_000)
total = 0
for _ in range(6):
    for value in tree:
        total += value
print(total, sum(deep(60, 330_000)))
