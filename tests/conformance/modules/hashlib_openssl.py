# `_hashlib` and `_hmac`: constructors by name, HMAC, keys from passwords.
import _hashlib
import _hmac
import hashlib
import hmac


def show(label, call, *args, **keywords):
    try:
        result = call(*args, **keywords)
    except Exception as error:
        print(label, "raises", type(error).__name__, error)
    else:
        if isinstance(result, (_hashlib.HASH, _hashlib.HMAC, _hmac.HMAC)):
            result = type(result).__name__, result.name, result.digest_size, result.block_size
        print(label, result)


def short(call, *args, **keywords):
    return call(*args, **keywords).hex()[:32]


print(hashlib.md5, type(hashlib.md5()), type(hashlib.shake_128()), type(hashlib.blake2b()))
print(repr(hashlib.sha256())[:28], repr(hashlib.shake_256())[:33])
for name in ("md5", "MD5", "SHA256", "sha-256", "SHA2-256", "RSA-SHA256", "sha512-256", "sha512_256", "SHA512/256",
             "sha3-256", "SHA3_256", "shake_128", "SHAKE128", "blake2b", "BLAKE2b512", "blake2s256", "md5-sha1", "foo",
             "", 1, None, "a\0", "é", "\ud800", "sha512_224", "sha-1"):
    show(f"new {name!a}", _hashlib.new, name)
for cls in _hashlib.HASH, _hashlib.HASHXOF, _hashlib.HMAC, _hmac.HMAC:
    show("class", cls)
for data in "x", 1, None, [1]:
    show(f"md5 {data!r}", hashlib.md5, data)
show("both", hashlib.md5, b"a", string=b"b")
show("string", hashlib.md5, string=b"b")
show("usedforsecurity", hashlib.new, "md5", b"abc", usedforsecurity=False)
show("positional", hashlib.md5, b"", b"")
hashed = hashlib.md5(b"abc")
show("update", hashed.update, "x")
show("digest", hashed.digest, 1)
print(hashed.hexdigest(), hashed.copy().hexdigest())
extended = hashlib.shake_128(b"abc")
for length in 0, 4, -1, 2**70, "x":
    show(f"digest {length}", extended.digest, length)
show("digest", extended.digest)
print(extended.hexdigest(5), extended.copy().hexdigest(length=5))
for name in "sha512_224", "sha512_256", "md5-sha1", "blake2b", "blake2s":
    print(name, short(hashlib.new(name, b"abc").digest))

for digest in ("sha256", hashlib.sha256, hashlib.blake2b, "foo", None, 1, "shake_128", hashlib.shake_128, "", len,
               "SHA256", "Sha256", "sha512_256", "md5-sha1"):
    for label, call in (("hmac_new", _hashlib.hmac_new), ("_hmac.new", _hmac.new)):
        show(f"{label} {str(digest)[:20]}", call, b"k", b"m", digest)
    for label, call in (("hmac_digest", _hashlib.hmac_digest), ("compute_digest", _hmac.compute_digest)):
        show(f"{label} {str(digest)[:20]}", call, b"k", b"m", digest)
for call in _hashlib.hmac_new, _hmac.new:
    for arguments in ("k", b"m", "md5"), (b"k", "m", "md5"), (b"k",), (b"k", None, "md5"), ():
        show("new", call, *arguments)
for call in _hashlib.hmac_digest, _hmac.compute_digest:
    for arguments in ("k", b"m", "md5"), (b"k", "m", "md5"), (b"k", None, "md5"):
        show("digest", call, *arguments)
for name in sorted(dir(_hmac)):
    if name.startswith("compute_") and name != "compute_digest":
        print(name, short(getattr(_hmac, name), b"key" * 60, b"message"))
for mac in hmac.new(b"k", b"m", "sha256"), _hmac.new(b"k", b"m", "sha256"), _hashlib.hmac_new(b"k", b"m", "sha3_256"):
    print(mac.name, mac.hexdigest(), mac.copy().digest() == mac.digest())
    mac.update(b"x")
    print(mac.hexdigest())
    show("update", mac.update, "x")
    show("update", mac.update, msg=b"")
    show("update", mac.update)
print(hmac.digest(b"k", b"m", "sha1").hex(), hmac.compare_digest("a", "a"), hmac.new(b"k", b"m", hashlib.blake2b).name)
for pair in (b"a", b"a"), ("a", b"a"), (b"a", "a"), ("é", "é"), (1, 2), (b"a", b"ab"), (bytearray(b"a"), memoryview(b"a")):
    show("compare_digest", hmac.compare_digest, *pair)

derive = hashlib.pbkdf2_hmac
for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha512_256", "md5-sha1", "blake2b"):
    print(name, short(derive, name, b"password", b"salt", 3), short(derive, name, b"password", b"salt", 2, 70)[-12:])
for arguments in (("foo", b"", b"", 1), (1, b"", b"", 1), ("sha1", "x", b"", 1), ("sha1", b"", "x", 1),
                  ("sha1", b"", b"", 0), ("sha1", b"", b"", -1), ("sha1", b"", b"", "x"), ("sha1", b"", b"", 2**32),
                  ("sha1", b"", b"", 2**70), ("sha1", b"", b"", 1, 0), ("sha1", b"", b"", 1, "x"),
                  ("sha1", b"", b"", 1, 2**70), ("shake_128", b"", b"", 1), ()):
    show("pbkdf2_hmac", derive, *arguments)

print(short(hashlib.scrypt, b"p", salt=b"s", n=2, r=1, p=3, dklen=16))
print(short(hashlib.scrypt, b"", salt=b"", n=16, r=1, p=1))
for changed in ({"n": 3}, {"n": 1}, {"n": 0}, {"n": -2}, {"r": 0}, {"p": 0}, {"r": -1}, {"p": 2**40}, {"maxmem": -1},
                {"maxmem": 2**40}, {"maxmem": 100}, {"dklen": 0}, {"dklen": -1}, {"n": 2**20, "r": 8}, {"salt": "s"},
                {"n": "x"}, {"dklen": "x"}, {"salt": None}, {"n": None}):
    show(f"scrypt {changed}", hashlib.scrypt, b"p", **({"salt": b"s", "n": 2, "r": 1, "p": 1} | changed))
show("scrypt", hashlib.scrypt, b"p")
show("scrypt", hashlib.scrypt, "p", salt=b"s", n=2, r=1, p=1)
show("scrypt", hashlib.scrypt, b"p", b"s", 2, 1, 1)
print(_hashlib.get_fips_mode(), _hashlib._GIL_MINSIZE, len(_hashlib._constructors), set(hashlib.algorithms_guaranteed) <= hashlib.algorithms_available)
