# PEP 688: `__buffer__` and `__release_buffer__`.
import gc, sys
gc.disable()
def P(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__,e)
print(bytes.__buffer__, bytearray.__release_buffer__, memoryview.__buffer__, memoryview.__release_buffer__)
P(lambda: bytes.__release_buffer__)
P(lambda: b'ab'.__buffer__(0)); P(lambda: b'ab'.__buffer__(0).obj); P(lambda: b'ab'.__buffer__(1)); P(lambda: b'ab'.__buffer__()); P(lambda: b'ab'.__buffer__('x')); P(lambda: b'a'.__buffer__(1<<40))
ba=bytearray(b'xyz'); m=ba.__buffer__(1); print(m.readonly, m.tobytes())
P(lambda: ba.append(1)); P(lambda: ba.__release_buffer__(m)); P(lambda: ba.append(1)); P(lambda: m[0]); P(lambda: ba.__release_buffer__(m)); P(lambda: ba.__release_buffer__(3)); P(lambda: ba.__release_buffer__(memoryview(b'q')))
P(lambda: m.release())
class A:
    def __init__(s,d): s.d=d
    def __buffer__(s,flags): print('getbuffer',flags); return memoryview(s.d)
    def __release_buffer__(s,v): print('release',type(v).__name__,v.tobytes(), v.obj, v.readonly); 
    def __del__(s): print('del A')
a=A(bytearray(b'hello'))
m=memoryview(a); print(type(m.obj).__name__, m.obj is a, m.tobytes(), m.readonly, m.format, m.shape)
print([type(x).__name__ for x in gc.get_referents(m)],[type(x).__name__ for x in gc.get_referents(gc.get_referents(m)[0])])
w=gc.get_referents(gc.get_referents(m)[0])[0]; print(type(w), [type(x).__name__ for x in gc.get_referents(w)]); del w
m2=m[1:3]; print(m2.obj is m.obj, m2.tobytes())
m.release(); print('released 1'); m2.release(); print('released 2')
m=memoryview(a); m2=m[1:]; del m; print('one'); del m2; print('two')
P(lambda: bytes(a)); P(lambda: bytearray(a)); P(lambda: b'x'+a); P(lambda: b''.join([a,b'z'])); P(lambda: b'll' in b'hello', ); P(lambda: b'hello'.find(a)); P(lambda: bytearray(b'q').extend(a)); P(lambda: int(a)); P(lambda: str(a,'ascii')); P(lambda: b'x'.startswith(a)); P(lambda: a in b'ahello')
P(lambda: float(A(b'1.5'))); P(lambda: b'%s'%a); P(lambda: eval(A(b'1+1')));P(lambda: compile(A(b'1'),'','eval') and 1); P(lambda: b'ab'.__eq__(a)); P(lambda: memoryview(b'hello')==a); P(lambda: a==b'hello'); P(lambda: b'hello'==a)
P(lambda: bytearray(b'hello')==a); P(lambda: bytearray(b'q')+a); P(lambda: b'hello'.replace(b'l',A(b'L'))); P(lambda: b'abc'.translate(A(bytes(range(256)))))
P(lambda: bytes.fromhex(A(b'6162')))
x=memoryview(bytearray(5)); 
def f(): x[1:4]=A(b'abc')
P(f); print(x.tobytes())
def f(): y=bytearray(5); y[1:3]=A(b'xyz'); return y
P(f)
print(a.__buffer__(0).tobytes())
class B:
    def __buffer__(s,flags): return 5
P(lambda: memoryview(B()))
class C:
    def __buffer__(s,flags): raise ValueError('no')
P(lambda: memoryview(C())); P(lambda: bytes(C())); P(lambda: b''+C())
class D:
    __buffer__=None
P(lambda: memoryview(D())); P(lambda: bytes(D()))
class E:
    def __buffer__(s,f): return memoryview(b'ro')
P(lambda: memoryview(E()).readonly); P(lambda: memoryview._from_flags(E(),1)); 
class F:
    def __buffer__(s,f): return memoryview(b'ro')
    def __release_buffer__(s,v): print('rel', v); raise ValueError('in release')
m=memoryview(F()); m.release(); print('after')
class G(bytearray):
    def __buffer__(s,f): print('G buf'); return super().__buffer__(f)
    def __release_buffer__(s,v): print('G rel'); super().__release_buffer__(v)
g=G(b'gg'); m=memoryview(g); P(lambda: g.append(1)); m.release(); P(lambda: g.append(1)); P(lambda: bytes(g)); P(lambda: len(g))
class H(bytes):
    def __buffer__(s,f): print('H buf'); return memoryview(b'other')
P(lambda: memoryview(H(b'h')).tobytes()); P(lambda: bytes(H(b'h'))); P(lambda: b'x'+H(b'h')); P(lambda: H(b'h')+b'x'); P(lambda: b''.join([H(b'h'),b'']))
class I:
    def __buffer__(s,f): s.m=memoryview(b'zz'); return s.m
i=I(); m=memoryview(i); P(lambda: i.m.release()); m.release(); P(lambda: i.m.release())
saved=[]
class J:
    def __buffer__(s,f): return memoryview(bytearray(b'jj'))
    def __release_buffer__(s,v): saved.append(v)
m=memoryview(J()); m.release(); P(lambda: saved[0].tobytes())
class K:
    def __buffer__(s,f): return memoryview(b'k')
    def __release_buffer__(s,v): P(lambda: memoryview(v)); P(lambda: v[:1]); P(lambda: bytes(v)); P(lambda: v.cast('b')); P(lambda: v.toreadonly())
m=memoryview(K()); m.release()
gc.collect()
a2=A(bytearray(b'cyc')); a2.m=memoryview(a2); del a2; print(gc.collect())
class L:
    def __init__(s): s.held=False
    def __buffer__(s,f):
        if s.held: raise TypeError('held')
        s.held=True; return memoryview(bytearray(b'll'))
    def __release_buffer__(s,v): s.held=False
l=L()
with memoryview(l) as m: P(lambda: memoryview(l)); print(l.held)
print(l.held)
print(isinstance(a, __import__('collections.abc').abc.Buffer), isinstance(B, __import__('collections.abc').abc.Buffer))
print(sys.getrefcount(a))
