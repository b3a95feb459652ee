# gc.is_finalized turns true once __del__ ran.
import gc


class R:
    def __del__(self):
        global kept
        kept = self


r = R()
print(gc.is_finalized(r))
del r
print(gc.is_finalized(kept))
del kept
print("kept" in globals())
r = R()
r.me = r
del r
gc.collect()
print(gc.is_finalized(kept))
kept.me = None
del kept
print("kept" in globals(), gc.is_finalized(5), gc.is_finalized([]))
