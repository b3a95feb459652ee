# Sets: membership, algebra, tuples as members (game of life).
def life(cells, generations):
    for _ in range(generations):
        neighbours = {}
        for x, y in cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        cell = (x + dx, y + dy)
                        neighbours[cell] = neighbours.get(cell, 0) + 1
        cells = {cell for cell, n in neighbours.items() if n == 3 or (n == 2 and cell in cells)}
    return cells


def algebra(rounds):
    evens, threes = set(range(0, 3000, 2)), set(range(0, 3000, 3))
    total = 0
    for i in range(rounds):
        total += len(evens & threes) + len(evens | threes) + len(evens - threes) + len(evens ^ threes)
        evens.add(-i)
        if i in threes:
            threes.discard(i)
    return total


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
blocks = {(x + 20, y) for x in range(30) for y in range(3) if (x * y) % 3 != 1}
print(len(life(glider | blocks, 220)), algebra(2600))
