"""Reports on orders; a method is cached because it is slow, and the cache keeps every report."""

import functools


class Order:
    def __init__(self, number, items):
        self.number = number
        self.items = items

    def total(self):
        return sum(price * count for _, price, count in self.items)


class Rates:
    """Exchange rates of a day."""

    TABLE = {"EUR": 100, "USD": 91, "GBP": 117}

    def __init__(self, day):
        self.day = day

    def convert(self, cents, currency):
        return cents * self.TABLE[currency] // 100


class Report:
    """What the orders of a day are worth."""

    def __init__(self, day, orders):
        self.rates = Rates(day)
        self.day = day
        self.orders = orders
        self.notes = []

    @functools.lru_cache(maxsize=None)
    def worth(self, currency):
        """The sum in a currency: slow, so it is cached."""
        total = 0
        for order in self.orders:
            total += self.rates.convert(order.total(), currency)
        return total

    def lines(self):
        for currency in ("EUR", "USD"):
            yield f"day {self.day}: {self.worth(currency)} {currency}"

    def check(self):
        if self.worth("EUR") == 0:
            self.notes.append("nothing was sold")
        return not self.notes


def orders_of(day):
    orders = []
    for number in range(day % 4 + 1):
        items = [("tea", 450, number + 1), ("cup", 1200, day % 3)]
        orders.append(Order(day * 10 + number, items))
    return orders


def run_day(day):
    """Makes the report of a day and shows it."""
    report = Report(day, orders_of(day))
    text = "; ".join(report.lines())
    return text if report.check() else text + " !"


class Archive:
    """Keeps the texts, not the reports."""

    def __init__(self):
        self.texts = []

    def add(self, text):
        self.texts.append(text)
        del self.texts[:-3]


def main():
    archive = Archive()
    for day in range(10):
        archive.add(run_day(day))
    for text in archive.texts:
        print(text)


if __name__ == "__main__":
    main()
