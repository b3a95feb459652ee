# if, while, for, else, break, continue and their meeting with try and finally.
for n in range(5):
    if n == 1:
        continue
    if n == 3:
        break
    print(n)
else:
    print("not printed")
for n in ():
    pass
else:
    print("for else")
n = 3
while n:
    n -= 1
else:
    print("while else", n)


def finally_order(kind):
    log = []
    for i in range(3):
        try:
            log.append(f"try {i}")
            if kind == "break" and i == 1:
                break
            if kind == "continue" and i == 1:
                continue
            if kind == "return" and i == 1:
                return log
            if kind == "raise" and i == 1:
                raise ValueError(kind)
        except ValueError as error:
            log.append(str(error))
        else:
            log.append("else")
        finally:
            log.append(f"finally {i}")
    return log


for kind in ("break", "continue", "return", "raise"):
    print(kind, finally_order(kind))


def override():
    try:
        return "try"
    finally:
        return "finally"


def swallow():
    try:
        1 / 0
    finally:
        return "swallowed"


def swallow_in_loop():
    while True:
        try:
            1 / 0
        finally:
            break
    return "left by break"


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def nested():
    try:
        try:
            raise KeyError("inner")
        finally:
            print("first")
    except KeyError as error:
        print("caught", error)
        try:
            return "returned"
        finally:
            print("second")
    finally:
        print("third")


print(override(), swallow(), swallow_in_loop(), value_kept(), nested())
total = 0
for a in range(4):
    for b in range(4):
        if b > a:
            break
        if a == 2:
            continue
        total += 10 * a + b
print(total, a, b)
print("yes" if 0 else "no", 1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1 != 0, 0 or "" or "last", 1 and 2 and 3)
print(not [], not not [0], None or False, () and 1)
