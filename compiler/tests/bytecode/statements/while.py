while a:
    b()
else:
    c()

while True:
    d()


def compares(i, n):
    while i < n:
        i += 1
    while i != 10:
        i += 1
