//! Huffman codes of bounded length, of the shape that zlib gives them.

/// What an alphabet of symbols is like.
#[derive(Debug)]
pub struct Alphabet {
    /// How many symbols there are.
    pub symbols: usize,
    /// Bits that follow a symbol: those of the symbols from `first_extra` on.
    pub extra: &'static [u8],
    pub first_extra: usize,
    /// The most bits a code has.
    pub limit: u8,
}

impl Alphabet {
    pub fn extra_bits(&self, symbol: usize) -> u32 {
        symbol.checked_sub(self.first_extra).and_then(|index| self.extra.get(index)).copied().unwrap_or(0).into()
    }
}

/// A code for the symbols of an alphabet.
#[derive(Clone, Debug, Default)]
pub struct Code {
    /// Bits of each symbol's code; 0 for a symbol that does not occur.
    pub lengths: Vec<u8>,
    /// The codes, their first bit lowest.
    pub codes: Vec<u16>,
    /// The last symbol that has a code.
    pub last: usize,
}

impl Code {
    /// The code in which lengths are given.
    pub fn of_lengths(lengths: Vec<u8>, last: usize) -> Code {
        let codes = canonical(&lengths);
        Code { lengths, codes, last }
    }
}

/// The codes that belong to lengths: shorter ones first, and those of one length in the order of the symbols.
fn canonical(lengths: &[u8]) -> Vec<u16> {
    let mut count = [0u16; 16];
    for &length in lengths {
        count[usize::from(length)] += 1;
    }
    count[0] = 0;
    let mut next = [0u16; 17];
    for length in 1..16 {
        next[length + 1] = (next[length] + count[length]) << 1;
    }
    lengths
        .iter()
        .map(|&length| {
            if length == 0 {
                return 0;
            }
            let next = &mut next[usize::from(length)];
            let code = next.reverse_bits() >> (16 - u16::from(length));
            *next = next.wrapping_add(1);
            code
        })
        .collect()
}

/// Symbols and the trees made of them so far, the rarest on top.
struct Heap<'a> {
    nodes: Vec<usize>,
    frequencies: &'a mut Vec<u32>,
    depths: Vec<u8>,
}

impl Heap<'_> {
    /// Whether a node stays above another: it is rarer, or as rare and no deeper.
    fn stays_above(&self, left: usize, right: usize) -> bool {
        let key = |node: usize| (self.frequencies[node], self.depths[node]);
        key(left) <= key(right)
    }

    /// Puts the node at a place where it belongs below it.
    fn sift_down(&mut self, mut place: usize) {
        let Some(&node) = self.nodes.get(place) else { return };
        loop {
            let mut child = 2 * place + 1;
            let Some(&first) = self.nodes.get(child) else { break };
            if let Some(&second) = self.nodes.get(child + 1)
                && self.stays_above(second, first)
            {
                child += 1;
            }
            if self.stays_above(node, self.nodes[child]) {
                break;
            }
            self.nodes[place] = self.nodes[child];
            place = child;
        }
        self.nodes[place] = node;
    }

    fn take_first(&mut self) -> Option<usize> {
        let last = self.nodes.pop()?;
        let Some(first) = self.nodes.first_mut() else { return Some(last) };
        let first = std::mem::replace(first, last);
        self.sift_down(0);
        Some(first)
    }
}

/// The best code for symbols that occur so often, and the bits that all of them take with it.
///
/// At least two symbols get a code, because a reader may not cope with fewer. `bits` is what those forced codes cost
/// less, as they do not occur.
pub fn best_code(alphabet: &Alphabet, frequencies: &[u32]) -> (Code, u32) {
    let mut frequencies = frequencies[..alphabet.symbols].to_vec();
    let mut used: Vec<usize> = (0..alphabet.symbols).filter(|&symbol| frequencies[symbol] != 0).collect();
    let mut last = used.last().copied().unwrap_or(0);
    let mut forced = 0;
    while used.len() < 2 {
        let symbol = match used.last() {
            None => 0,
            Some(_) if last < 2 => {
                last += 1;
                last
            }
            Some(_) => 0,
        };
        used.push(symbol);
        frequencies[symbol] = 1;
        forced += 1;
    }
    let real = alphabet.symbols;
    let mut heap = Heap { nodes: used, depths: vec![0; real], frequencies: &mut frequencies };
    for place in (0..heap.nodes.len() / 2).rev() {
        heap.sift_down(place);
    }
    // Pairs of the rarest are joined until one tree is left.
    let mut parents = vec![0; real];
    let mut joined = Vec::with_capacity(2 * real);
    while heap.nodes.len() >= 2 {
        let Some(rarest) = heap.take_first() else { break };
        let Some(&second) = heap.nodes.first() else { break };
        joined.extend([rarest, second]);
        let node = heap.frequencies.len();
        heap.frequencies.push(heap.frequencies[rarest] + heap.frequencies[second]);
        heap.depths.push(heap.depths[rarest].max(heap.depths[second]) + 1);
        parents.push(0);
        (parents[rarest], parents[second]) = (node, node);
        heap.nodes[0] = node;
        heap.sift_down(0);
    }
    joined.extend(heap.nodes.first());
    let (lengths, bits) = bounded_lengths(alphabet, &frequencies, &parents, &joined);
    (Code::of_lengths(lengths, last), bits.wrapping_sub(forced))
}

/// The depth of each symbol, none below the limit, and the bits that all take. `joined` has the nodes in the order in
/// which they were joined, the root last.
fn bounded_lengths(alphabet: &Alphabet, frequencies: &[u32], parents: &[usize], joined: &[usize]) -> (Vec<u8>, u32) {
    let limit = alphabet.limit;
    let mut depths = vec![0u8; frequencies.len()];
    let mut count = [0usize; 17];
    let mut overflow = 0;
    let mut bits = 0u32;
    for &node in joined.iter().rev().skip(1) {
        let mut depth = depths[parents[node]] + 1;
        if depth > limit {
            depth = limit;
            overflow += 1;
        }
        depths[node] = depth;
        if node < alphabet.symbols {
            count[usize::from(depth)] += 1;
            bits = bits.wrapping_add(frequencies[node] * (u32::from(depth) + alphabet.extra_bits(node)));
        }
    }
    if overflow > 0 {
        // Two leaves that are too deep take the place of one above them, which moves down by one.
        while overflow > 0 {
            let mut depth = usize::from(limit) - 1;
            while count[depth] == 0 {
                depth -= 1;
            }
            count[depth] -= 1;
            count[depth + 1] += 2;
            count[usize::from(limit)] -= 1;
            overflow -= 2;
        }
        let mut leaves = joined.iter().filter(|&&node| node < alphabet.symbols);
        for depth in (1..=limit).rev() {
            for _ in 0..count[usize::from(depth)] {
                let Some(&leaf) = leaves.next() else { break };
                let change = i32::from(depth) - i32::from(depths[leaf]);
                bits = bits.wrapping_add_signed(change * frequencies[leaf] as i32);
                depths[leaf] = depth;
            }
        }
    }
    depths.truncate(alphabet.symbols);
    (depths, bits)
}
