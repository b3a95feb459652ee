# A `super` object for None is one without an object.
class A:
    def method(self, *a): return 'A', a
    value = 5
class B(A):
    def method(self, *a): return super().method(*a)
    def attribute(self): return super().value
    def explicit(self): return super(B, self).method()
    def unbound(self): return super(B, self).value
    def whole(self): return super()
    def own(self): return super().__thisclass__, super().__self__, super().__self_class__
    def doc(self): return super().__init__
    def klass(self): return super().__class__
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for one in (None, B(), 5, B, A()):
    for name in ('method', 'attribute', 'explicit', 'unbound', 'klass'):
        def twice():
            for i in range(3): r = getattr(B, name)(one)
            return type(r), r if one is None else 0
        show(twice)
show(lambda: B.whole(None))
show(lambda: super(B, None))
show(lambda: super(B, None).method)
show(lambda: super(B, None).__self__)
show(lambda: super(B, None).__get__(B(), B).method())
show(lambda: B.doc(None).__name__)
show(lambda: super(B, None).nothing)
