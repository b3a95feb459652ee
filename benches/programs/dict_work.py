# Dicts: counting words, grouping, int keys, deletion.
def words(n):
    seed = 42
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        yield "word" + str(seed % 5000)


def run(n):
    counts = {}
    for word in words(n):
        counts[word] = counts.get(word, 0) + 1
    groups = {}
    for word, count in counts.items():
        groups.setdefault(count % 10, []).append(word)
    memo = {}
    for i in range(n):
        key = i * 7919 % 100_003
        if key in memo:
            memo[key] += 1
        else:
            memo[key] = 1
    for key in list(memo)[::2]:
        del memo[key]
    return len(counts), max(counts.values()), len(groups), len(memo), sum(memo.values())


print(run(900_000))
