# Strings: splitting, joining, searching, case, slicing, comparison.
TEXT = "The quick brown fox jumps over the lazy dog; pack my box with five dozen liquor jugs. "


def run(n):
    total = 0
    for i in range(n):
        line = TEXT + str(i)
        parts = line.lower().split(" ")
        total += len(parts) + line.count("o") + line.find("lazy")
        joined = "-".join(parts[2:8])
        if joined.startswith("brown") and joined[-3:] != "xyz":
            total += len(joined.replace("o", "00"))
        total += ord(line[i % len(line)])
        if "liquor" in line:
            total += len(line.strip().upper())
    return total


def palindromes(n):
    found = 0
    for i in range(n):
        s = str(i)
        if s == s[::-1]:
            found += 1
    return found


print(run(250_000), palindromes(1_700_000))
