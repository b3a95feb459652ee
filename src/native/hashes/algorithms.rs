//! The algorithms of `_hashlib` and `_hmac` by the names that OpenSSL has for them, and what is made with any of them:
//! HMAC and keys from passwords.

use super::state::{Plain, State};
use super::{
    Kind, MD5_KIND, SHA1_KIND, SHA3_224_KIND, SHA3_256_KIND, SHA3_384_KIND, SHA3_512_KIND, SHA224_KIND, SHA256_KIND,
    SHA384_KIND, SHA512_KIND, SHAKE_128_KIND, SHAKE_256_KIND, blake2, kind, openssl,
};

/// Derives a key from password, salt and a number of rounds.
type Derive = fn(&[u8], &[u8], u32, &mut [u8]);

/// An algorithm and its other names, in small letters.
pub(super) struct Algorithm {
    pub kind: &'static Kind,
    names: &'static [&'static str],
    /// The faster way to a key, where a crate has one.
    derive: Option<Derive>,
}

const fn algorithm(kind: &'static Kind, names: &'static [&'static str], derive: Option<Derive>) -> Algorithm {
    Algorithm { kind, names, derive }
}

static SHA512_224_KIND: Kind = kind("sha512_224", &openssl::HASH, [28, 128], Plain::<sha2::Sha512_224>::begin);
static SHA512_256_KIND: Kind = kind("sha512_256", &openssl::HASH, [32, 128], Plain::<sha2::Sha512_256>::begin);
static MD5_SHA1_KIND: Kind = kind("md5-sha1", &openssl::HASH, [36, 64], || Box::new(Both::begin()));

/// All of them.
pub(super) static ALL: [Algorithm; 17] = [
    algorithm(&MD5_KIND, &["ssl3-md5"], Some(pbkdf2::pbkdf2_hmac::<md5::Md5>)),
    algorithm(&SHA1_KIND, &["sha-1", "sha128"], Some(pbkdf2::pbkdf2_hmac::<sha1::Sha1>)),
    algorithm(&SHA224_KIND, &["sha-224", "sha2-224"], Some(pbkdf2::pbkdf2_hmac::<sha2::Sha224>)),
    algorithm(&SHA256_KIND, &["sha-256", "sha2-256"], Some(pbkdf2::pbkdf2_hmac::<sha2::Sha256>)),
    algorithm(&SHA384_KIND, &["sha-384", "sha2-384"], Some(pbkdf2::pbkdf2_hmac::<sha2::Sha384>)),
    algorithm(&SHA512_KIND, &["sha-512", "sha2-512"], Some(pbkdf2::pbkdf2_hmac::<sha2::Sha512>)),
    algorithm(
        &SHA512_224_KIND,
        &["sha512-224", "sha-512/224", "sha2-512/224"],
        Some(pbkdf2::pbkdf2_hmac::<sha2::Sha512_224>),
    ),
    algorithm(
        &SHA512_256_KIND,
        &["sha512-256", "sha-512/256", "sha2-512/256"],
        Some(pbkdf2::pbkdf2_hmac::<sha2::Sha512_256>),
    ),
    algorithm(&SHA3_224_KIND, &["sha3-224"], None),
    algorithm(&SHA3_256_KIND, &["sha3-256"], None),
    algorithm(&SHA3_384_KIND, &["sha3-384"], None),
    algorithm(&SHA3_512_KIND, &["sha3-512"], None),
    algorithm(&SHAKE_128_KIND, &["shake128", "shake-128"], None),
    algorithm(&SHAKE_256_KIND, &["shake256", "shake-256"], None),
    algorithm(blake2::KIND_B, &["blake2b512", "blake2b-512"], None),
    algorithm(blake2::KIND_S, &["blake2s256", "blake2s-256"], None),
    algorithm(&MD5_SHA1_KIND, &[], None),
];

impl Algorithm {
    /// The algorithm of a name in large or small letters. With an underscore it is spelled as Python does, in small ones.
    pub fn find(name: &str) -> Option<&'static Algorithm> {
        let small = name.to_ascii_lowercase();
        ALL.iter().find(|algorithm| {
            let own = algorithm.kind.name;
            name == own || (!own.contains('_') && small == own) || algorithm.names.contains(&small.as_str())
        })
    }

    /// PBKDF2 with HMAC.
    pub fn derive(&self, password: &[u8], salt: &[u8], rounds: u32, key: &mut [u8]) {
        if let Some(derive) = self.derive {
            return derive(password, salt, rounds, key);
        }
        let keyed = Mac::new(self.kind, password);
        let size = self.kind.digest_size.max(1);
        for (number, part) in (1_u32..).zip(key.chunks_mut(size)) {
            let mut mac = keyed.copied();
            mac.update(salt);
            mac.update(&number.to_be_bytes());
            let mut round = mac.finished();
            let mut block = round.clone();
            for _ in 1..rounds {
                let mut mac = keyed.copied();
                mac.update(&round);
                round = mac.finished();
                block.iter_mut().zip(&round).for_each(|(byte, other)| *byte ^= other);
            }
            part.copy_from_slice(&block[..part.len()]);
        }
    }
}

/// HMAC (RFC 2104) that is being computed.
pub(super) struct Mac {
    inner: Box<dyn State>,
    outer: Box<dyn State>,
}

impl Mac {
    /// HMAC with that key, of nothing so far.
    pub fn new(kind: &Kind, key: &[u8]) -> Mac {
        let mut block = if key.len() > kind.block_size {
            let mut state = (kind.begin)();
            state.update(key);
            state.finished()
        } else {
            key.to_vec()
        };
        block.resize(kind.block_size, 0);
        let padded = |pad: u8| {
            let mut state = (kind.begin)();
            state.update(&block.iter().map(|byte| byte ^ pad).collect::<Vec<u8>>());
            state
        };
        Mac { inner: padded(0x36), outer: padded(0x5c) }
    }

    pub fn update(&mut self, data: &[u8]) {
        self.inner.update(data);
    }

    pub fn finished(&self) -> Vec<u8> {
        let mut outer = self.outer.copied();
        outer.update(&self.inner.finished());
        outer.finished()
    }

    pub fn copied(&self) -> Mac {
        Mac { inner: self.inner.copied(), outer: self.outer.copied() }
    }
}

/// MD5 and SHA-1 one after the other, as early versions of TLS have it.
struct Both([Box<dyn State>; 2]);

impl Both {
    fn begin() -> Both {
        Both([(MD5_KIND.begin)(), (SHA1_KIND.begin)()])
    }
}

impl State for Both {
    fn update(&mut self, data: &[u8]) {
        self.0.iter_mut().for_each(|state| state.update(data));
    }

    fn finished(&self) -> Vec<u8> {
        self.0.iter().flat_map(|state| state.finished()).collect()
    }

    fn extended(&self, length: usize) -> Vec<u8> {
        let mut digest = self.finished();
        digest.truncate(length);
        digest
    }

    fn copied(&self) -> Box<dyn State> {
        Box::new(Both([self.0[0].copied(), self.0[1].copied()]))
    }
}
