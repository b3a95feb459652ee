# The hashes behind hashlib: digests, parameters, what is refused.
import _md5,_sha1,_sha2,_sha3,_blake2
for m in (_md5,_sha1,_sha2,_sha3,_blake2):
    print(m.__name__, [ (n, type(getattr(m,n)).__name__, getattr(getattr(m,n),'__text_signature__',None)) for n in dir(m) if not n.startswith('__') and n not in ('implementation', 'blake2b', 'blake2s', 'md5', 'sha1', 'MD5Type', 'SHA1Type')])
h=_md5.md5(b'abc'); print(type(h), [n for n in dir(h) if not n.startswith('__')], h.name, h.digest_size, h.block_size, h.hexdigest())
for f in (_sha3.sha3_256,_sha3.shake_128,_blake2.blake2b): print(f, type(f), [n for n in dir(f) if not n.startswith('__')])
print(_sha3.shake_128(b"a").hexdigest(5), _sha3.sha3_256()._rate_bits, _sha3.sha3_256()._capacity_bits, _sha3.sha3_256()._suffix)
b=_blake2.blake2b(b'x', digest_size=20, key=b'k', salt=b's', person=b'p', fanout=2, depth=3, leaf_size=4, node_offset=5, node_depth=1, inner_size=32, last_node=True)
print(b.hexdigest(), b.name, b.digest_size, b.block_size, _blake2.blake2b.MAX_DIGEST_SIZE, _blake2.blake2b.MAX_KEY_SIZE,_blake2.blake2b.SALT_SIZE,_blake2.blake2b.PERSON_SIZE)
for e in ("_md5.md5('a')","_md5.md5(b'a', usedforsecurity=False)","_md5.md5(string=b'')","_md5.md5(data=b'')","_md5.md5(b'',string=b'')","_sha3.shake_128().digest(-1)","_sha3.shake_128().digest(2**40)","_sha3.shake_128().digest()","_blake2.blake2b(digest_size=0)","_blake2.blake2b(digest_size=65)","_blake2.blake2b(key=b'x'*65)","_blake2.blake2b(salt=b'x'*17)","_blake2.blake2b(person=b'x'*17)","_blake2.blake2b(fanout=256)","_blake2.blake2b(depth=0)","_blake2.blake2b(leaf_size=2**33)","_blake2.blake2b(node_offset=-1)","_blake2.blake2s(node_offset=2**48)","_blake2.blake2b(node_depth=256)","_blake2.blake2b(inner_size=65)","_md5.md5().update('x')","_md5.md5().update()","type(_md5.md5())()","_sha3.sha3_224('a')","_sha3.sha3_224(b'a',data=b'b')","_sha3.sha3_224(string=b'b').hexdigest()","_blake2.blake2s(b'a',b'b')","_sha2.sha256(memoryview(b'abcd')[::2])","_sha2.sha512(5)","_sha2.sha256().foo", "_blake2.blake2b(leaf_size=-1)", "_blake2.blake2b(data=b'a', string=b'b')", "_md5.md5(None)", "_blake2.blake2b('a')", "_sha1.sha1(bytearray(b'q')).digest()", "_sha2.sha224(b'z').copy().hexdigest()","_blake2.blake2b(b'').copy().hexdigest()[:9]"):
    try: value = eval(e); print(e, value if isinstance(value, (str, bytes)) else type(value))
    except BaseException as x: print(e, type(x).__name__, x)

import hashlib, hmac, io
data = bytes(range(256)) * 5
for name in sorted(hashlib.algorithms_guaranteed):
    made = hashlib.new(name, data[:7], usedforsecurity=False)
    for start in range(7, len(data), 111):
        made.update(data[start:start + 111])
    print(name, made.hexdigest(*[11] * name.startswith("shake")), made.block_size, made.digest_size)
print(hashlib.file_digest(io.BytesIO(data), "sha256").hexdigest() == hashlib.sha256(data).hexdigest())
print(hmac.new(b"key", b"text", "sha256").hexdigest(), hmac.digest(b"k", b"t", "md5").hex(), hmac.compare_digest(b"a", b"a"))
for key in (b"", b"key"):
    print(hashlib.blake2b(data, key=key, digest_size=9).hexdigest(), hashlib.blake2s(data, key=key, salt=b"12345678").hexdigest())
