class M:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        raise KeyError("in exit")


def f():
    with M() as m:
        try:
            m.nothing()
        finally:
            print("cleanup")


f()
