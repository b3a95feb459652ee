# Lists: append, index, slice, in-place updates; a sieve and a matrix product.
def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i :: i] = [False] * len(range(i * i, n + 1, i))
    return [i for i, prime in enumerate(flags) if prime]


def matmul(a, b):
    n = len(a)
    result = []
    for i in range(n):
        row = []
        for j in range(n):
            s = 0
            for k in range(n):
                s += a[i][k] * b[k][j]
            row.append(s)
        result.append(row)
    return result


def stack(n):
    values = []
    total = 0
    for i in range(n):
        values.append(i)
        if i % 3 == 2:
            total += values.pop() - values.pop()
    return total + len(values)


m = [[(i * j) % 7 for j in range(150)] for i in range(150)]
primes = sieve(1_500_000)
print(len(primes), primes[-1], sum(map(sum, matmul(m, m))), stack(1_500_000))
