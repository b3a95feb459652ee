//! The parameters of a native function, read from Python's notation when the program is compiled.

/// Parameters a signature has room for.
pub const MOST: usize = 14;

/// Parameters in Python's own notation, e.g. `"a, b=None, /, c=0, *, key=None"` (the text of a default is for readers
/// only).
#[derive(Clone, Copy)]
pub struct Signature<'a> {
    text: &'a str,
    /// Where in the text each name stands.
    names: [(u8, u8); MOST],
    count: u8,
    positional: u8,
    positional_only: u8,
    /// A bit for each parameter that has no default.
    required: u16,
    /// Whether the function is a method that is given the class it belongs to.
    with_class: bool,
}

impl<'a> Signature<'a> {
    /// The signature written as `text`.
    ///
    /// # Panics
    /// When there are more than [`MOST`] parameters: of a constant, while compiling.
    pub const fn new(text: &'a str) -> Signature<'a> {
        let bytes = text.as_bytes();
        let mut this = Signature {
            text,
            names: [(0, 0); MOST],
            count: 0,
            positional: 0,
            positional_only: 0,
            required: 0,
            with_class: false,
        };
        let (mut at, mut by_position) = (0, true);
        while at < bytes.len() {
            while at < bytes.len() && matches!(bytes[at], b' ' | b',') {
                at += 1;
            }
            let start = at;
            while at < bytes.len() && !matches!(bytes[at], b',' | b'=' | b' ') {
                at += 1;
            }
            let end = at;
            let required = at == bytes.len() || bytes[at] != b'=';
            while at < bytes.len() && bytes[at] != b',' {
                at += 1;
            }
            if end == start {
                continue;
            }
            match bytes[start] {
                b'/' => this.positional_only = this.count,
                b'*' => by_position = false,
                _ => {
                    this.names[this.count as usize] = (start as u8, end as u8);
                    this.required |= (required as u16) << this.count;
                    this.count += 1;
                    this.positional += by_position as u8;
                }
            }
        }
        this
    }

    /// The same, of a method that is given the class it belongs to: CPython counts its arguments as if they had names.
    pub const fn given_class(self) -> Signature<'a> {
        Signature { with_class: true, ..self }
    }

    /// Whether wrong numbers of arguments are told as for a function whose parameters have no names.
    pub fn counts_only(&self) -> bool {
        !self.with_class && (0..self.count()).all(|index| !self.is_named(index))
    }

    /// Number of parameters.
    #[inline(always)]
    pub fn count(&self) -> usize {
        usize::from(self.count)
    }

    /// Number of parameters that can be given by position.
    #[inline(always)]
    pub fn positional(&self) -> usize {
        usize::from(self.positional)
    }

    /// Whether so many positional arguments and no keywords are a complete call.
    #[inline(always)]
    pub fn is_complete(&self, given: usize) -> bool {
        given <= usize::from(self.positional) && u32::from(self.required) >> given == 0
    }

    /// The name of a parameter.
    pub fn name(&self, index: usize) -> &'a str {
        let (start, end) = self.names[index];
        &self.text[usize::from(start)..usize::from(end)]
    }

    /// Whether a parameter has no default.
    pub fn is_required(&self, index: usize) -> bool {
        self.required >> index & 1 != 0
    }

    /// Whether a parameter can be given by name.
    pub fn is_named(&self, index: usize) -> bool {
        index >= usize::from(self.positional_only)
    }

    /// Number of parameters without default that can be given by position.
    pub fn required_positional(&self) -> usize {
        (0..self.positional()).filter(|&index| self.is_required(index)).count()
    }

    /// Number of parameters without default that have no name.
    pub fn required_positional_only(&self) -> usize {
        (0..usize::from(self.positional_only)).filter(|&index| self.is_required(index)).count()
    }

    /// The parameter of that name, if it can be given by name.
    pub fn find(&self, name: &[u8]) -> Option<usize> {
        (usize::from(self.positional_only)..self.count()).find(|&index| self.name(index).as_bytes() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Signature;

    #[test]
    fn notation() {
        const SIGNATURE: Signature<'_> = Signature::new("a, b=(), /, c='utf-8', *, key, d=-1");
        let names: Vec<&str> = (0..SIGNATURE.count()).map(|index| SIGNATURE.name(index)).collect();
        assert_eq!(names, ["a", "b", "c", "key", "d"]);
        assert_eq!(SIGNATURE.positional(), 3);
        assert_eq!(SIGNATURE.required_positional(), 1);
        assert!(!SIGNATURE.is_named(1) && SIGNATURE.is_named(2));
        assert_eq!(SIGNATURE.find(b"a"), None);
        assert_eq!(SIGNATURE.find(b"key"), Some(3));
        assert!(!SIGNATURE.is_complete(3));
        assert!(Signature::new("a, b=0").is_complete(1) && !Signature::new("a, b=0").is_complete(3));
    }
}
