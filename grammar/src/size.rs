//! How much there is to parse in a text.

/// About how many tokens the text has, and hardly more: a string counts as one, comments and empty lines do not. It is
/// found in one go, for those who want to know before they parse whether there is memory for the tree.
pub fn least_tokens(text: &[u8]) -> usize {
    let (mut count, mut at_line_start) = (0, 0);
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let rest = &text[at..];
        let (tokens, length) = match byte {
            b' ' | b'\t' | b'\r' | b'\\' => (0, 1),
            b'#' => (0, run(rest, |byte| byte != b'\n')),
            b'"' | b'\'' => (1, string(rest, byte)),
            b'\n' => (usize::from(count > at_line_start), 1),
            b'_' | 0x80.. => (1, run(rest, is_of_word)),
            _ if byte.is_ascii_alphanumeric() => (1, run(rest, is_of_word)),
            _ => (1, 1),
        };
        count += tokens;
        at += length;
        if byte == b'\n' {
            at_line_start = count;
        }
    }
    count
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn run(text: &[u8], is_of_it: impl Fn(u8) -> bool) -> usize {
    text.iter().position(|&byte| !is_of_it(byte)).unwrap_or(text.len())
}

/// The length of the string at the beginning of the text, whose quote is that one.
fn string(text: &[u8], quote: u8) -> usize {
    let is_triple = text.starts_with(&[quote; 3]);
    let mut at = if is_triple { 3 } else { 1 };
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' if !is_triple => return at,
            _ if byte == quote && !is_triple => return at + 1,
            _ if is_triple && text[at..].starts_with(&[quote; 3]) => return at + 3,
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::least_tokens;

    #[test]
    fn tokens_are_counted() {
        for (text, count) in [
            ("", 0),
            ("x = 1\n", 4),
            ("# a, b\n\n  \nname_2(é)\n", 5),
            ("'a, \\' b' + '''\n' c''' \"'\"\n", 5),
            ("'open, ", 1),
            ("'open\nx\\", 3),
        ] {
            assert_eq!(least_tokens(text.as_bytes()), count, "{text}");
        }
    }
}
