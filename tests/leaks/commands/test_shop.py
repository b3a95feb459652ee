# Tests that leave cycles: in a method, through a helper, and before the first test.
import unittest


class Item:
    def __init__(self, cart):
        self.cart = cart


class Cart:
    def __init__(self):
        self.items = []

    def add(self):
        self.items.append(Item(self))


def filled():
    cart = Cart()
    cart.add()
    return cart


class TestCart(unittest.TestCase):
    def test_empty(self):
        self.assertEqual(Cart().items, [])

    def test_again(self):
        self.assertEqual(len(filled().items), 1)
        filled()

    def test_total(self):
        cart = filled()
        self.assertEqual(len(cart.items), 1)
        def walk(n):
            return n and walk(n - 1)
        walk(2)

    def test_own(self):
        self.own = self.id
        for number in range(2):
            with self.subTest(number=number):
                filled()


class TestItem(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        filled()

    def test_item(self):
        cart = filled()
        self.assertIs(cart.items[0].cart, cart)

    def test_clean(self):
        pass


if __name__ == "__main__":
    unittest.main()
