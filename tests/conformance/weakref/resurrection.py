# __del__ runs before weak references are cleared for refcount deaths? The output says.
import weakref


class R:
    def __del__(self):
        global back
        back = self
        print("in __del__, weakref alive:", w() is self)


r = R()
w = weakref.ref(r, lambda ref: print("callback"))
del r
print(w() is back)
del back
print(w())
