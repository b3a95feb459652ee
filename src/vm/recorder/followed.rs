//! Calls that are followed: when each began and ended, so that what was made meanwhile can be told apart.

/// The calls so far. A call within one that is followed belongs to that.
#[derive(Default)]
pub struct Followed {
    /// What they are called, each name once, in the order in which the first of that name began.
    names: Vec<String>,
    /// In order; the last one may not have ended.
    calls: Vec<Call>,
    /// The first register of the one that is being executed.
    open: Option<usize>,
}

struct Call {
    name: usize,
    began: u64,
    ended: u64,
}

impl Followed {
    /// What the calls are called, each name once.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The name, by its number, of the call during which something happened.
    pub fn at(&self, time: u64) -> Option<usize> {
        let call = self.calls.get(self.calls.partition_point(|call| call.began <= time).checked_sub(1)?)?;
        (time <= call.ended).then_some(call.name)
    }

    /// Whether a call is being followed.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Notes that a call begins, whose registers are at `base`.
    pub(super) fn begin(&mut self, name: String, base: usize, now: u64) {
        let number = self.names.iter().rposition(|known| *known == name).unwrap_or(self.names.len());
        if number == self.names.len() {
            self.names.push(name);
        }
        self.calls.push(Call { name: number, began: now, ended: u64::MAX });
        self.open = Some(base);
    }

    /// Notes that a call ends, whose registers are at `base`.
    pub(super) fn end(&mut self, base: usize, now: u64) {
        if self.open == Some(base)
            && let Some(call) = self.calls.last_mut()
        {
            call.ended = now;
            self.open = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Followed;

    #[test]
    fn what_happens_during_a_call_belongs_to_it() {
        let mut followed = Followed::default();
        followed.begin("one".to_owned(), 8, 10);
        // Another function of the followed code that ends within it.
        followed.end(16, 15);
        followed.end(8, 20);
        followed.begin("two".to_owned(), 8, 30);
        followed.end(8, 40);
        followed.begin("one".to_owned(), 8, 50);
        assert_eq!(followed.names(), ["one", "two"]);
        let found: Vec<_> = [9, 10, 20, 21, 35, 45, 60].map(|time| followed.at(time)).into();
        assert_eq!(found, [None, Some(0), Some(0), None, Some(1), None, Some(0)]);
    }
}
