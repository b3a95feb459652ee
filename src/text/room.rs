//! Vectors that outlive a refusal of memory: what becomes large is written with [`Room`], not with `push` and `extend`,
//! which end the process.
//!
//! A vector that cannot grow loses what it has, and goes on empty. Nobody sees that: the allocator notes whatever the
//! system refuses, and the machine raises MemoryError in place of the result (`docs/objects.md`). So an algorithm need
//! not say that memory was missing.

use std::borrow::Cow;
use std::iter::repeat_n;

/// Bytes from which a vector grows by a quarter instead of doubling: then it fits where its double would not.
const LARGE: usize = 1 << 20;
/// Items up to which a copy does not ask for its memory: that comes from the allocator's reserve (`docs/objects.md`).
const FEW: usize = 64;

/// A vector that may be refused memory; it is empty then.
pub trait Room<T> {
    /// `push`.
    fn put(&mut self, item: T);
    /// `extend_from_slice`.
    fn put_all(&mut self, items: &[T])
    where
        T: Copy;
    /// `extend`.
    fn put_each(&mut self, items: impl IntoIterator<Item = T>);
    /// The same item, `count` times.
    fn put_times(&mut self, item: T, count: usize)
    where
        T: Clone,
    {
        self.put_each(repeat_n(item, count));
    }
}

impl<T> Room<T> for Vec<T> {
    #[inline]
    fn put(&mut self, item: T) {
        if self.len() < self.capacity() || make_room(self, 1) {
            self.push(item);
        }
    }

    #[inline]
    fn put_all(&mut self, items: &[T])
    where
        T: Copy,
    {
        if items.len() <= self.capacity() - self.len() || make_room(self, items.len()) {
            self.extend_from_slice(items);
        }
    }

    #[inline]
    fn put_each(&mut self, items: impl IntoIterator<Item = T>) {
        let items = items.into_iter();
        let (least, most) = items.size_hint();
        if least > self.capacity() - self.len() && !make_room(self, least) {
            return;
        }
        if most == Some(least) {
            self.extend(items);
        } else {
            items.for_each(|item| self.put(item));
        }
    }
}

/// `reserve`; whether there is room.
pub fn grow<T>(items: &mut Vec<T>, more: usize) -> bool {
    more <= items.capacity() - items.len() || make_room(items, more)
}

#[cold]
#[inline(never)]
fn make_room<T>(items: &mut Vec<T>, more: usize) -> bool {
    let made = if items.capacity().saturating_mul(size_of::<T>()) < LARGE {
        items.try_reserve(more)
    } else {
        items.try_reserve_exact(more.max(items.capacity() / 4))
    };
    if made.is_err() {
        *items = Vec::new();
    }
    made.is_ok()
}

/// `Vec::with_capacity`.
#[inline]
pub fn with_room<T>(capacity: usize) -> Vec<T> {
    if capacity <= FEW {
        return Vec::with_capacity(capacity);
    }
    let mut items = Vec::new();
    // The vector grows otherwise when it is written, or not.
    let _ = items.try_reserve_exact(capacity);
    items
}

/// `to_vec`.
#[inline]
pub fn copied<T: Copy>(items: &[T]) -> Vec<T> {
    if items.len() <= FEW {
        return items.to_vec();
    }
    let mut copy = with_room(items.len());
    copy.put_all(items);
    copy
}

/// `to_vec` of what is cloned.
#[inline]
pub fn cloned<T: Clone>(items: &[T]) -> Vec<T> {
    if items.len() <= FEW {
        return items.to_vec();
    }
    let mut copy = with_room(items.len());
    if copy.capacity() >= items.len() {
        copy.extend_from_slice(items);
    }
    copy
}

/// `concat`.
pub fn joined<T: Copy>(parts: &[&[T]]) -> Vec<T> {
    let mut whole = with_room(parts.iter().fold(0, |sum, part| sum.saturating_add(part.len())));
    for part in parts {
        whole.put_all(part);
    }
    whole
}

/// `collect`.
#[inline]
pub fn gathered<T>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let items = items.into_iter();
    let mut all = with_room(items.size_hint().0);
    all.put_each(items);
    all
}

/// `into_owned`.
#[inline]
pub fn owned<T: Copy>(items: Cow<'_, [T]>) -> Vec<T> {
    match items {
        Cow::Borrowed(items) => copied(items),
        Cow::Owned(items) => items,
    }
}
