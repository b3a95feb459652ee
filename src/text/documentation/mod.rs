//! What CPython says about built-in types, their attributes, and the functions of native modules: docstrings and text
//! signatures.
//!
//! `interface.tsv` lists the names; `tests/interface` records it. `build/documentation.rs` makes one text of it, with the docstrings that
//! the crate `rustpython-doc` carries. Nothing is read before someone asks.

/// A line for each name, sorted: the name, the text signature, a tab after each of them, and the docstring.
static TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/documentation.txt"));

/// Where in [`TEXT`] each entry begins, and where the last ends.
#[expect(clippy::unreadable_literal, reason = "generated: plain decimal numbers")]
static STARTS: &[u32] = &include!(concat!(env!("OUT_DIR"), "/documentation.rs"));

/// How a name is documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `__text_signature__`, e.g. "($self, object, /)".
    pub signature: Option<&'static str>,
    /// `__doc__`.
    pub doc: Option<&'static str>,
}

/// The entry of a dotted name, e.g. "math.sin" or "builtins.list.append"; none if CPython has nothing of that name.
pub fn find(name: &str) -> Option<Entry> {
    let (mut low, mut high) = (0, STARTS.len() - 1);
    while low < high {
        let middle = usize::midpoint(low, high);
        let (known, signature, doc) = entry(middle)?;
        match known.cmp(name) {
            std::cmp::Ordering::Equal => return Some(Entry { signature: present(signature), doc: present(doc) }),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

fn entry(index: usize) -> Option<(&'static str, &'static str, &'static str)> {
    let (start, end) = (STARTS[index] as usize, STARTS[index + 1] as usize);
    let (name, rest) = TEXT.get(start..end)?.split_once('\t')?;
    let (signature, doc) = rest.split_once('\t')?;
    Some((name, signature, doc))
}

fn present(text: &'static str) -> Option<&'static str> {
    (!text.is_empty()).then_some(text)
}

/// The docstring of a class, for constants.
pub const fn of_class(module: &str, name: &str) -> Option<&'static str> {
    let text = TEXT.as_bytes();
    let (mut low, mut high) = (0, STARTS.len() - 1);
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = STARTS[middle] as usize;
        match compare(start, module.as_bytes(), name.as_bytes()) {
            std::cmp::Ordering::Equal => {
                let doc = behind_tab(behind_tab(start));
                let (_, rest) = text.split_at(doc);
                let (doc, _) = rest.split_at(STARTS[middle + 1] as usize - doc);
                return match std::str::from_utf8(doc) {
                    Ok(doc) if !doc.is_empty() => Some(doc),
                    _ => None,
                };
            }
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

/// How the name that begins at `start` compares with that of a class.
const fn compare(start: usize, module: &[u8], name: &[u8]) -> std::cmp::Ordering {
    let (text, length) = (TEXT.as_bytes(), module.len() + 1 + name.len());
    let mut index = 0;
    loop {
        let known = text[start + index];
        if index == length || known == b'\t' {
            return match (known == b'\t', index == length) {
                (true, true) => std::cmp::Ordering::Equal,
                (true, false) => std::cmp::Ordering::Less,
                (false, _) => std::cmp::Ordering::Greater,
            };
        }
        let wanted = if index < module.len() {
            module[index]
        } else if index == module.len() {
            b'.'
        } else {
            name[index - module.len() - 1]
        };
        if known != wanted {
            return if known < wanted { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater };
        }
        index += 1;
    }
}

const fn behind_tab(mut at: usize) -> usize {
    while TEXT.as_bytes()[at] != b'\t' {
        at += 1;
    }
    at + 1
}

#[cfg(test)]
mod tests {
    use super::{Entry, STARTS, entry, find, of_class};

    #[test]
    fn every_name_is_found() {
        let mut last = "";
        for index in 0..STARTS.len() - 1 {
            let (name, ..) = entry(index).expect("an entry has three parts");
            assert!(last < name, "{name} stands behind {last}");
            assert!(find(name).is_some(), "{name}");
            last = name;
        }
    }

    #[test]
    fn parts() {
        let append =
            Entry { signature: Some("($self, object, /)"), doc: Some("Append object to the end of the list.") };
        assert_eq!(find("builtins.list.append"), Some(append));
        assert_eq!(find("builtins.list.appendix"), None);
        assert_eq!(of_class("builtins", "NameError"), Some("Name not found globally."));
        assert_eq!(of_class("builtins", "NameErrors"), None);
        assert_eq!(find(""), None);
        assert_eq!(find("~"), None);
    }
}
