# What closed files say, and files opened for something else.
def a(n,f):
    try: print(n,f())
    except Exception as e: print(n,type(e).__name__, e)
import os
open('_file_closed.tmp','w').write('line\n'*3)
for mode,buf in (('r',-1),('w',-1),('rb',-1),('wb',-1),('r+b',-1),('rb',0),('wb',0)):
    f=open('_file_closed.tmp',mode,buf); 
    a('next',lambda: next(f)); a('read', lambda: f.read()); a('readline', lambda: f.readline()); a('write', lambda: f.write('' if 'b' not in mode else b'')); a('iter', lambda: iter(f) is f); a('writelines', lambda: f.writelines([])); a('truncate', lambda: f.truncate())
    a('readinto', lambda: f.readinto(bytearray(3)));a('buffer', lambda: repr(f.buffer));a('repr', lambda: repr(f)); a('writestr', lambda: f.write(3))
    a('seekable', lambda: (f.seekable(), f.readable(), f.writable(), f.isatty(), f.closed, f.mode, f.name))
    f.close()
    print(repr(f))
    for m in ('read','readline','readlines','write','writelines','flush','fileno','isatty','readable','writable','seekable','seek','tell','truncate','__enter__','__iter__','__next__','close','readinto'):
        a(mode+m, lambda: getattr(f,m)(*([b''] if m in('write',) and 'b' in mode else [''] if m=='write' else [[]] if m=='writelines' else [0] if m=='seek' else [bytearray(1)] if m=='readinto' else [])))
os.remove('_file_closed.tmp')
