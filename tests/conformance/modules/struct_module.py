# Formats, values as bytes, and what is refused.
import struct,_struct,gc,sys,weakref
from _struct import *
def show(*functions):
    for function in functions:
        try:
            print(function())
        except Exception as error:
            print(type(error).__name__, error)


S=Struct('<ih')
show(lambda:S, lambda:S.size, lambda:S.format, lambda:S.pack(1,2), lambda:S.unpack(b'123456'), lambda:list(S.iter_unpack(b'1'*12)), lambda:S.pack_into(bytearray(10),2,1,2), lambda:Struct(b'<h').format, lambda:Struct(5), lambda:Struct('é'), lambda:Struct('z'), lambda:Struct('3'), lambda:Struct('99999999999999999999b'), lambda:Struct('99999999999999999q'), lambda:Struct('<n'), lambda:Struct('> 2h 3s'), lambda:Struct(), lambda:Struct('h',1), lambda:Struct(format='h').size, lambda: calcsize('@bih'), lambda:calcsize('0q'), lambda:calcsize('b0q'), lambda:calcsize('=bq'), lambda:calcsize('P'), lambda:calcsize('n?xc4s3pefdFD'), lambda:calcsize('efd'), lambda:calcsize('F'), lambda:calcsize('D'), lambda:calcsize('!x'), lambda:Struct('h').__sizeof__(), lambda: Struct('10h').__sizeof__(), lambda:Struct('hhi').__sizeof__(), lambda:Struct('5s').__sizeof__())
show(lambda:pack('h',1.5), lambda:pack('h','a'), lambda:pack('h',40000), lambda:pack('<h',40000), lambda:pack('B',-1), lambda:pack('b',200), lambda:pack('b',1<<70), lambda:pack('i',1<<40), lambda:pack('<i',1<<40), lambda:pack('I',-1), lambda:pack('>I',-1), lambda:pack('q',1<<63), lambda:pack('<q',1<<63), lambda:pack('Q',-1), lambda:pack('>Q',1<<64), lambda:pack('l',1<<63), lambda:pack('L',1<<64), lambda:pack('n',1<<63), lambda:pack('N',-1), lambda:pack('P',-1), lambda:pack('P',1<<64), lambda:pack('P',1.5), lambda:pack('c','a'), lambda:pack('c',b'ab'), lambda:pack('s','a'), lambda:pack('3s',b'abcd'), lambda:pack('3s',b'a'), lambda:pack('3p',b'abcd'), lambda:pack('0p',b'a'), lambda:pack('300p',b'x'*299)[:3], lambda:pack('p',b'abc'), lambda:pack('?',[]), lambda:pack('?',5), lambda:pack('f','a'), lambda:pack('f',1e40), lambda:pack('<f',1e40), lambda:pack('e',1e6), lambda:pack('e',65504.0), lambda:pack('e',float('nan')), lambda:pack('f',float('nan')), lambda:pack('d',1), lambda:pack('>d',1.5), lambda:pack('h'), lambda:pack('h',1,2), lambda:pack(), lambda:pack('2h',1), lambda:pack('xhx',1), lambda:pack('bxq',1,2), lambda:pack('s',bytearray(b'q')), lambda:pack('H',65536), lambda:pack('<H',65536), lambda:pack('<B',256), lambda:pack('<b',-129),lambda:pack('<b','x'), lambda:pack('<d','x'), lambda:pack('<F',1j), lambda:pack('D',1+2j), lambda:pack('D','x'))
class I:
    def __index__(self): return 7
class J:
    def __index__(self): raise KeyError('x')
class F:
    def __float__(self): return 2.5
class B:
    def __bool__(self): raise ValueError('bool')
show(lambda:pack('h',I()), lambda:pack('h',J()), lambda:pack('f',F()), lambda:pack('?',B()), lambda:pack('P',I()))
show(lambda:unpack('h',b'a'), lambda:unpack('h','ab'), lambda:unpack('h',5), lambda:unpack('?',b'\x05'), lambda:unpack('c',b'a'), lambda:unpack('3s',b'abc'), lambda:unpack('4p',b'\x09abc'), lambda:unpack('0p',b''), lambda:unpack('e',b'\x00\x3c'), lambda:unpack('>f',b'\x3f\x80\0\0'), lambda:unpack('d',b'\0'*8), lambda:unpack('P',b'\xff'*8), lambda:unpack('N',b'\xff'*8), lambda:unpack('n',b'\xff'*8), lambda:unpack('<q',b'\xff'*8), lambda:unpack('>Q',b'\xff'*8), lambda:unpack('D',b'\0'*16),
 lambda:unpack_from('h',b'abc',1), lambda:unpack_from('h',b'abc',2), lambda:unpack_from('h',b'abc',-2), lambda:unpack_from('h',b'abc',-1),lambda:unpack_from('h',b'abc',-5), lambda:unpack_from('h',buffer=b'abcd',offset=2), lambda:unpack_from('h',b'abc',1<<70), lambda:unpack_from('h'), lambda:iter_unpack('h',b'abc'), lambda:iter_unpack('',b''), lambda:iter_unpack('x',b''), lambda:list(iter_unpack('x',b'abc')), lambda:iter_unpack('h',b'ab').__length_hint__(), lambda:pack_into('h',bytearray(3),2,1), lambda:pack_into('h',bytearray(3),-1,1), lambda:pack_into('h',bytearray(3),-9,1), lambda:pack_into('h',b'abc',0,1), lambda:pack_into('h',bytearray(3)), lambda:pack_into('h'), lambda:pack_into('h',bytearray(3),'a',1), lambda:pack_into('h',bytearray(3),0), lambda:pack_into('h',bytearray(3),1<<70,1), lambda:pack_into('h',bytearray(1),0,1), lambda:unpack('h',memoryview(bytearray(4))[::2]), lambda:unpack('2s',memoryview(b'ab')))
it=iter_unpack('h',b'abcd')
for o in (S,it):
    print(type(o),type(o).__module__, gc.is_tracked(o), [type(r).__name__ for r in gc.get_referents(o)], sys.getsizeof(o))
    try: weakref.ref(o); print('wr')
    except TypeError as e: print(e)
print(S==Struct('<ih'), hash(S)==hash(S))
show(lambda:Struct.__new__(Struct), lambda:Struct.__new__(Struct).pack(1), lambda:Struct.__new__(Struct).size, lambda:Struct.__new__(Struct).format,lambda:type(it)(), lambda:S.__init__('h'), lambda:S.size, lambda:setattr(S,'size',1), lambda: type('T',(Struct,),{})('h'), lambda: error.__module__, lambda: error.__mro__, lambda: next(it), lambda: S.unpack(), lambda:S.unpack(b'1'), lambda:S.unpack_from(b'1'), lambda:S.pack(1), lambda:S.pack_into(1))
