//! The Mersenne Twister MT19937 of Matsumoto and Nishimura, seeded and read as Python's `random` does.

use super::room::{Room, with_room};

/// How many words its state has.
pub const WORDS: usize = 624;
/// How far apart the words are of which a new one is made.
const MIDDLE: usize = 397;

/// A generator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mersenne {
    state: [u32; WORDS],
    /// How many words have been given out.
    index: usize,
}

impl Mersenne {
    /// The generator of a number, given as words, the lowest first.
    pub fn seeded(key: &[u32]) -> Mersenne {
        let key = if key.is_empty() { &[0] } else { key };
        let mut state = [0_u32; WORDS];
        state[0] = 19_650_218;
        for at in 1..WORDS {
            let last = state[at - 1];
            state[at] = (last ^ last >> 30).wrapping_mul(1_812_433_253).wrapping_add(at as u32);
        }
        let mut at = 1;
        let next = |state: &mut [u32; WORDS], at: usize| {
            if at + 1 < WORDS {
                return at + 1;
            }
            state[0] = state[WORDS - 1];
            1
        };
        for round in 0..WORDS.max(key.len()) {
            let last = state[at - 1];
            let (word, place) = (key[round % key.len()], (round % key.len()) as u32);
            let mixed = state[at] ^ (last ^ last >> 30).wrapping_mul(1_664_525);
            state[at] = mixed.wrapping_add(word).wrapping_add(place);
            at = next(&mut state, at);
        }
        for _ in 1..WORDS {
            let last = state[at - 1];
            let mixed = state[at] ^ (last ^ last >> 30).wrapping_mul(1_566_083_941);
            state[at] = mixed.wrapping_sub(at as u32);
            at = next(&mut state, at);
        }
        state[0] = 1 << 31;
        Mersenne { state, index: WORDS }
    }

    /// One in a given state; none if so many words cannot have been given out.
    pub fn in_state(state: &[u32; WORDS], index: usize) -> Option<Mersenne> {
        (index <= WORDS).then_some(Mersenne { state: *state, index })
    }

    /// Its state, and how many words of it have been given out.
    pub fn state(&self) -> (&[u32; WORDS], usize) {
        (&self.state, self.index)
    }

    /// The next 32 bits.
    pub fn next_word(&mut self) -> u32 {
        if self.index >= WORDS {
            for at in 0..WORDS {
                let joined = self.state[at] & 1 << 31 | self.state[(at + 1) % WORDS] & !(1 << 31);
                let twist = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
                self.state[at] = self.state[(at + MIDDLE) % WORDS] ^ joined >> 1 ^ twist;
            }
            self.index = 0;
        }
        let mut word = self.state[self.index];
        self.index += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9d2c_5680;
        word ^= word << 15 & 0xefc6_0000;
        word ^ word >> 18
    }

    /// A number from 0 up to 1, of 53 random bits.
    pub fn next_float(&mut self) -> f64 {
        let (high, low) = (self.next_word() >> 5, self.next_word() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    /// So many random bits as words, the lowest first.
    pub fn next_bits(&mut self, bits: u64) -> Vec<u32> {
        let mut left = bits;
        let mut words = with_room(bits.div_ceil(32) as usize);
        while left > 0 {
            let word = self.next_word();
            words.put(if left < 32 { word >> (32 - left) } else { word });
            left = left.saturating_sub(32);
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::Mersenne;

    #[test]
    fn words_are_those_of_the_inventors() {
        let mut generator = Mersenne::seeded(&[0x123, 0x234, 0x345, 0x456]);
        let words: Vec<u32> = (0..5).map(|_| generator.next_word()).collect();
        assert_eq!(words, [1_067_595_299, 955_945_823, 477_289_528, 4_107_218_783, 4_228_976_476]);
    }

    #[test]
    fn floats_are_pythons() {
        assert_eq!(Mersenne::seeded(&[42]).next_float(), 0.639_426_798_457_883_7);
    }
}
