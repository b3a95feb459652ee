"""The values of a dict that shares its keys with its class are visited and die in the order of the class's names."""
import gc


class Mortal:
    def __init__(self, label):
        self.label = label

    def __del__(self):
        print("del", self.label)

    def __repr__(self):
        return self.label


class Plain:
    pass


first = Plain()
first.a = 1
first.b = 2
first.c = 3


def make(is_early):
    made = Plain()
    if is_early:
        vars(made)
    made.c = Mortal("c")
    made.b = Mortal("b")
    made.a = Mortal("a")
    return made


for is_early in False, True:
    one = make(is_early)
    print(vars(one), gc.get_referents(vars(one)))
    del one
    one = make(is_early)
    vars(one).clear()
    print("cleared")
    one = make(is_early)
    vars(one)
    one.__dict__ = {}
    print("replaced")
    one = make(is_early)
    kept = vars(one)
    del one
    print("kept", gc.get_referents(kept))
    del kept
    one = make(is_early)
    copy = vars(one).copy()
    del one
    print("copied", gc.get_referents(copy))
    del copy
    one = make(is_early)
    vars(one)
    del one.b
    one.b = Mortal("b again")
    print(gc.get_referents(vars(one)))
    del one
    one = make(is_early)
    vars(one)
    one.z = Mortal("z")
    print(gc.get_referents(vars(one)))
    del one
    one = make(is_early)
    vars(one)[5] = Mortal("5")
    print(gc.get_referents(vars(one)))
    del one
    one = make(is_early)
    one.me = one
    del one
    gc.collect()
    print("collected")
