def function[T: int, *Ts](x: T, y=1, *, z: Ts = 2) -> T:
    return lambda: T

class Class[T](Base[T], *bases, metaclass=Meta):
    def method[U](self, x: T) -> U:
        return super()

    class Inner[V](Other): pass
