//! The state of a hash, whatever its algorithm.

use digest::{Digest, ExtendableOutput, Update};

/// What has been hashed so far.
pub trait State {
    /// Hashes more.
    fn update(&mut self, data: &[u8]);
    /// The digest of all of it.
    fn finished(&self) -> Vec<u8>;
    /// A digest of so many bytes; only where the algorithm has them.
    fn extended(&self, length: usize) -> Vec<u8>;
    /// A copy.
    fn copied(&self) -> Box<dyn State>;
}

/// An algorithm whose digests have one size.
#[derive(Clone)]
pub struct Plain<D>(D);

impl<D: Digest + Clone + 'static> Plain<D> {
    pub fn begin() -> Box<dyn State> {
        Box::new(Plain(D::new()))
    }
}

impl<D: Digest + Clone + 'static> State for Plain<D> {
    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    fn finished(&self) -> Vec<u8> {
        self.0.clone().finalize().to_vec()
    }

    fn extended(&self, length: usize) -> Vec<u8> {
        let mut digest = self.finished();
        digest.truncate(length);
        digest
    }

    fn copied(&self) -> Box<dyn State> {
        Box::new(self.clone())
    }
}

/// An algorithm whose digests are as long as one wants.
#[derive(Clone)]
pub struct Extendable<D>(D);

impl<D: ExtendableOutput + Update + Default + Clone + 'static> Extendable<D> {
    pub fn begin() -> Box<dyn State> {
        Box::new(Extendable(D::default()))
    }
}

impl<D: ExtendableOutput + Update + Default + Clone + 'static> State for Extendable<D> {
    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    fn finished(&self) -> Vec<u8> {
        Vec::new()
    }

    fn extended(&self, length: usize) -> Vec<u8> {
        self.0.clone().finalize_boxed(length).into_vec()
    }

    fn copied(&self) -> Box<dyn State> {
        Box::new(self.clone())
    }
}
