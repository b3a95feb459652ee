# List, dict and set comprehensions and generator expressions.
def run(n):
    total = 0
    for i in range(n):
        squares = [x * x for x in range(50) if x % 2]
        table = {x: x + i for x in squares}
        residues = {x % 7 for x in squares}
        pairs = [(a, b) for a in range(5) for b in range(5) if a < b]
        total += sum(v for v in table.values()) + len(residues) + len(pairs)
    return total


print(run(80_000))
