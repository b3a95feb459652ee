import traceback


def f(*, first_value=1, other=2): ...
def attempt(call):
    try:
        call()
    except TypeError as e:
        print(e)


attempt(lambda: f(first_valeu=3))
attempt(lambda: f(otehr=3))
attempt(lambda: f(nothing=3))
attempt(lambda: print(edn=""))
attempt(lambda: sorted([], revers=True))
attempt(lambda: int("1", bse=2))
f(frist_value=1)
