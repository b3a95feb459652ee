# Views of buffers of Python classes in cycles.
import gc, weakref
gc.disable()
class F:
    def __buffer__(s,f): return memoryview(bytearray(b'f'))
    def __release_buffer__(s,v): print('rel F', getattr(s,'m',None) is None)
print(1); f=F(); f.m=memoryview(f); f.n=f.m[0:]; w=weakref.ref(f); del f; print(gc.collect(), w())
print(2); f=F(); m=memoryview(f); f.m=m; l=[f,m]; l.append(l); del f,m,l; print(gc.collect())
print(3); f=F(); f.m=memoryview(f); del f; print(gc.collect())
print(4)
class G(F):
    def __del__(s): print('del G', s.m.tobytes()); global saved; saved=s.m
g=G(); g.m=memoryview(g); del g; print(gc.collect()); print(saved.tobytes()); del saved; print(gc.collect())
print(5); f=F(); x=memoryview(f); f.n=x; f.o=x[:]; x.release(); del x,f; print(gc.collect())
