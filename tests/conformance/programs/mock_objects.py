"""Objects that stand in for others: their calls, side effects, specifications, patches and what they refuse."""

import contextlib
import os
from unittest import mock


class Stack:
    limit = 3

    def __init__(self, *items):
        self.items = list(items)

    def pop(self):
        return self.items.pop()

    async def refill(self, count=1):
        return count


class Shop:
    """Depends on a payment service and on a clock."""

    def __init__(self, pay, clock):
        self.pay, self.clock = pay, clock

    def buy(self, *things, tip=0):
        total = 0
        for thing in things:
            try:
                total += self.pay.charge(thing, amount=len(thing) + tip)
            except ConnectionError as error:
                self.pay.cancel(thing, reason=str(error))
        return total, self.clock.now


fetch = mock.Mock(side_effect=[1, ValueError("two"), mock.DEFAULT], return_value="rest")
print(fetch("a", b=1), end=" ")
try:
    fetch()
except ValueError as error:
    print(repr(error), fetch(2), fetch.call_count, fetch.call_args_list,
          fetch.mock_calls == [mock.call("a", b=1), mock.call(), mock.call(2)])
for check in (lambda: fetch.assert_called_once(), lambda: fetch.assert_called_with(3),
              lambda: fetch.assert_not_called(), lambda: fetch.assert_any_call("z"),
              lambda: fetch.assert_has_calls([mock.call(9)]), lambda: fetch.assret_called(),
              lambda: next(iter(mock.MagicMock())), lambda: mock.Mock(spec=Stack).push,
              lambda: mock.create_autospec(Stack)(1).pop(2), lambda: fetch()):
    try:
        check()
    except (AssertionError, AttributeError, TypeError, StopIteration, StopAsyncIteration) as error:
        print(type(error).__name__, "/".join(str(error).splitlines()))
magic = mock.MagicMock(name="magic")
magic.__len__.return_value = 4
magic.db.connect().cursor.side_effect = lambda n: n * 2
print(len(magic), magic.db.connect().cursor(4), magic.mock_calls, magic[1] is magic[2], int(magic), mock.ANY == 3,
      mock.sentinel.thing, mock.call.a.b(1, x=2))
with mock.patch.object(Stack, "pop", autospec=True, return_value=7) as pop, mock.patch.dict("os.environ",
        {"MODE": "test"}), mock.patch("builtins.print") as silent:
    value = Stack(1).pop()
    print("unheard")
print(value, pop.call_count, silent.call_args, Stack(1).pop(), mock.mock_open(read_data="a\nb")().readlines())
pay = mock.Mock(spec_set=["charge", "cancel"])
pay.charge.side_effect = lambda thing, *, amount: amount * 2
clock = mock.NonCallableMock(now=mock.sentinel.noon)
shop = Shop(pay, clock)
print(shop.buy("bread", "salt", tip=1), pay.method_calls)
pay.charge.side_effect = ConnectionError("line is dead")
print(shop.buy("tea"), pay.cancel.call_args.kwargs, pay.cancel.call_args.args,
      pay.cancel.call_args == (("tea",), {"reason": "line is dead"}))
manager = mock.Mock()
manager.attach_mock(pay, "pay")
manager.other(1)
pay.cancel(2)
print(manager.mock_calls, manager.mock_calls[0][0])
pay.reset_mock(side_effect=True)
print(pay.charge.call_count, pay.charge.side_effect, pay.mock_calls)
for check in (lambda: pay.refund, lambda: setattr(pay, "new", 1), lambda: clock(),
              lambda: mock.create_autospec(Stack, instance=True).pop(1),
              lambda: mock.create_autospec(len)().x.y is None, lambda: mock.patch("nothing.here").start(),
              lambda: mock.patch.object(Stack, "shove").start(), lambda: mock.patch("short").start(),
              lambda: mock.Mock(wraps=Stack(1)).pop(2), lambda: mock.seal(shop)):
    try:
        print(check())
    except Exception as error:
        print(type(error).__name__, str(error).partition(" id=")[0])


@mock.patch.multiple(Stack, limit=9, pop=mock.DEFAULT)
@mock.patch.dict(os.environ, {"ONLY": "this"}, clear=True)
def patched(pop):
    pop.return_value = "patched"
    return Stack().pop(), Stack.limit, dict(os.environ)


print(patched(), Stack.limit, Stack(5).pop(), "ONLY" in os.environ)
with mock.patch.object(Stack, "limit", new_callable=mock.PropertyMock, return_value=42) as limit:
    print(Stack().limit, setattr(Stack(), "limit", 1), limit.mock_calls)
print(mock.patch.stopall(), Stack.limit)
wrapped = mock.Mock(wraps=Stack("x", "y"))
print(wrapped.pop(), wrapped.items._mock_wraps, wrapped.pop.called)
refill = mock.AsyncMock(side_effect=[3, KeyError("dry")])
for _ in range(2):
    try:
        refill(1).send(None)
    except (StopIteration, KeyError) as end:
        print(repr(end), refill.await_count, refill.await_args)
context = mock.MagicMock()
context.__enter__.return_value = "inside"
context.__exit__.return_value = True
with context as value:
    raise ValueError(value)
print(context.__exit__.call_args.args[1], context.__lt__(3), list(context), 3 in context, bool(context), float(context),
      context["k"] is context["j"])
sealed = mock.Mock()
sealed.known.return_value = 1
mock.seal(sealed)
with contextlib.suppress(AttributeError):
    print(sealed.unknown)
print(sealed.known(), mock.call(1, a=2) == mock.call(1, a=mock.ANY), mock.call.x.y(1).z() == mock.call.x.y(1).z(),
      mock.call.f(1)[0:2], isinstance(mock.Mock(spec=Stack), Stack))
