# Attribute reads and writes, method calls.
class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def add(self, other):
        self.x += other.x
        self.y += other.y
        return self

    def dot(self, other):
        return self.x * other.x + self.y * other.y


class Account:
    rate = 3

    def __init__(self):
        self.balance = 0
        self.moves = 0

    def deposit(self, amount):
        self.balance = (self.balance + amount * self.rate) % 1_000_003
        self.moves += 1

    def status(self):
        return self.balance + self.moves


def run(n):
    v, step = Vector(0, 0), Vector(1, 2)
    account = Account()
    total = 0
    for i in range(n):
        v.add(step)
        account.deposit(i)
        total += v.dot(step) + account.status()
    return total


print(run(1_100_000))
