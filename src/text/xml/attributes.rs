//! Attributes: their values, those that are not written, and namespaces.

use std::collections::HashSet;
use std::rc::Rc;

use super::content::{joined, scan_predefined};
use super::event::{Event, Text};
use super::fault::{Code, Fault, Stop};
use super::scan::{self, Attribute, Token};
use super::{AttributeDefinition, EntityKind, Parser};

/// The namespace of the prefix `xml`.
pub(super) const XML: &[u8] = b"http://www.w3.org/XML/1998/namespace";
/// That of `xmlns`.
const XMLNS: &[u8] = b"http://www.w3.org/2000/xmlns/";

/// What characters of a value become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spaces {
    /// White space becomes blanks.
    Kept,
    /// Those are between words only.
    Collapsed,
}

impl Parser {
    /// Names and values of a tag's attributes, and how many are written.
    pub(super) fn attributes(
        &mut self,
        text: &[u8],
        element: &[u8],
        written: &[Attribute],
        tag: usize,
        event_at: Option<usize>,
    ) -> Result<(Vec<(Text, Text)>, usize), Fault> {
        let definitions = Rc::clone(&self.definitions);
        let definitions = definitions.borrow();
        let defined: &[AttributeDefinition] = definitions.elements.get(element).map_or(&[], Vec::as_slice);
        let mut attributes: Vec<(Text, Text)> = Vec::with_capacity(written.len());
        let mut names = HashSet::with_capacity(written.len());
        for attribute in written {
            let name = &text[attribute.name.clone()];
            if !names.insert(name) {
                return Err(Fault::at(Code::DuplicateAttribute, attribute.name.start));
            }
            let definition = defined.iter().find(|definition| definition.name == name);
            let spaces = if definition.is_some_and(|found| !found.is_cdata) { Spaces::Collapsed } else { Spaces::Kept };
            let value = self.value(&text[..attribute.value.end], attribute.value.start, spaces)?;
            attributes.push((name.to_vec(), value));
        }
        let mut specified = attributes.len();
        for definition in defined {
            if let Some(default) = &definition.default
                && !names.contains(definition.name.as_slice())
            {
                attributes.push((definition.name.clone(), default.clone()));
            }
        }
        drop(definitions);
        let Some(separator) = self.separator else { return Ok((attributes, specified)) };
        let at_tag = |code| Fault::at(code, tag);
        let mut kept = Vec::with_capacity(attributes.len());
        for (index, (name, value)) in attributes.into_iter().enumerate() {
            let prefix = match name.strip_prefix(b"xmlns") {
                Some([]) => Some(Vec::new()),
                Some([b':', prefix @ ..]) => Some(prefix.to_vec()),
                _ => None,
            };
            match prefix {
                Some(prefix) => {
                    specified -= usize::from(index < written.len());
                    self.bind(prefix, value, event_at).map_err(at_tag)?;
                }
                None => kept.push((name, value)),
            }
        }
        let mut full_names = HashSet::new();
        for (name, _) in &mut kept {
            let Some(colon) = name.iter().position(|&byte| byte == b':') else { continue };
            let (prefix, local) = (&name[..colon], &name[colon + 1..]);
            let Some(uri) = self.namespace(prefix) else { return Err(at_tag(Code::UnboundPrefix)) };
            let full = joined(uri, local, self.wishes.prefixes.then_some(prefix), separator);
            if !full_names.insert(full.clone()) {
                return Err(at_tag(Code::DuplicateAttribute));
            }
            *name = full;
        }
        Ok((kept, specified))
    }

    /// What a prefix stands for, none for the default.
    fn namespace(&self, prefix: &[u8]) -> Option<&[u8]> {
        let bound = self.bindings.iter().rev().find(|(other, _)| other == prefix);
        let bound = bound.map(|(_, uri)| uri.as_slice()).filter(|uri| !uri.is_empty());
        bound.or((prefix == b"xml").then_some(XML))
    }

    /// An element's name with its namespace.
    pub(super) fn element_name(&self, name: &[u8]) -> Result<Text, Code> {
        let Some(separator) = self.separator else { return Ok(name.to_vec()) };
        let (prefix, local) = match name.iter().position(|&byte| byte == b':') {
            Some(colon) => (&name[..colon], &name[colon + 1..]),
            None => (&b""[..], name),
        };
        let shown = self.wishes.prefixes.then_some(prefix).filter(|prefix| !prefix.is_empty());
        match self.namespace(prefix) {
            Some(uri) => Ok(joined(uri, local, shown, separator)),
            None if prefix.is_empty() => Ok(name.to_vec()),
            None => Err(Code::UnboundPrefix),
        }
    }

    fn bind(&mut self, prefix: Text, uri: Text, event_at: Option<usize>) -> Result<(), Code> {
        if uri.is_empty() && !prefix.is_empty() {
            return Err(Code::UndeclaringPrefix);
        }
        if prefix == b"xmlns" {
            return Err(Code::ReservedPrefixXmlns);
        }
        if (prefix == b"xml") != (uri == XML) {
            return Err(if prefix == b"xml" { Code::ReservedPrefixXml } else { Code::ReservedNamespaceUri });
        }
        if uri == XMLNS {
            return Err(Code::ReservedNamespaceUri);
        }
        // A separator that is no part of addresses must not be in one.
        let is_of_addresses = |found: char| found.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(found);
        if let Some(separator) = self.separator
            && separator != '\0'
            && !is_of_addresses(separator)
            && String::from_utf8_lossy(&uri).contains(separator)
        {
            return Err(Code::Syntax);
        }
        let shown = |text: &Text| Some(text.clone()).filter(|text| !text.is_empty());
        self.push(Event::NamespaceStart(shown(&prefix), shown(&uri)), None, event_at);
        self.bindings.push((prefix, uri));
        Ok(())
    }

    /// A value as programs see it: `text` up to its end, from a place on.
    pub(super) fn value(&mut self, text: &[u8], start: usize, spaces: Spaces) -> Result<Text, Fault> {
        let mut value = Text::new();
        let push_space = |value: &mut Text| {
            if spaces == Spaces::Kept || !matches!(value.last(), None | Some(b' ')) {
                value.push(b' ');
            }
        };
        // Entities within, innermost last: what they stand for, and how far that has been read.
        let mut within: Vec<(Text, Rc<[u8]>, usize)> = Vec::new();
        let mut at = start;
        loop {
            let inner = within.last().map(|(_, source, place)| (Rc::clone(source), *place));
            let is_outer = inner.is_none();
            let (source, place) = match &inner {
                Some((source, place)) => (&source[..], *place),
                None => (text, at),
            };
            let wrong = |code, at| if is_outer { Fault::at(code, at) } else { Fault::of(code) };
            let next = match source.get(place) {
                None if is_outer => break,
                None => {
                    within.pop();
                    continue;
                }
                Some(b'\r') if is_outer && source.get(place + 1) == Some(&b'\n') => {
                    push_space(&mut value);
                    place + 2
                }
                Some(b' ' | b'\t' | b'\n' | b'\r') => {
                    push_space(&mut value);
                    place + 1
                }
                Some(b'&') => match scan::reference(source, place) {
                    Ok((Token::Character(Some(' ')), end)) => {
                        push_space(&mut value);
                        end
                    }
                    Ok((Token::Character(Some(found)), end)) => {
                        value.extend(found.encode_utf8(&mut [0; 4]).as_bytes());
                        end
                    }
                    Ok((Token::Entity(name), end)) => {
                        let name = &source[name];
                        if let Some(found) = scan_predefined(name) {
                            value.push(found);
                        } else {
                            let open = within.iter().map(|(open, ..)| open.as_slice());
                            let entity = self.entity_of_value(name, open).map_err(|code| match code {
                                Code::BinaryEntityRef | Code::AttributeExternalEntityRef => wrong(code, place),
                                _ => Fault::of(code),
                            })?;
                            if let Some(entity) = entity {
                                if let Some((_, _, place)) = within.last_mut() {
                                    *place = end;
                                } else {
                                    at = end;
                                }
                                self.limits.indirect += entity.len() as u64;
                                self.check_limits()?;
                                within.push((name.to_vec(), entity, 0));
                                continue;
                            }
                        }
                        end
                    }
                    Ok(_) => return Err(wrong(Code::BadCharRef, place)),
                    Err(Stop::Invalid(at)) => return Err(wrong(Code::InvalidToken, at)),
                    Err(_) => return Err(wrong(Code::InvalidToken, place)),
                },
                Some(b'<') => return Err(wrong(Code::InvalidToken, place)),
                Some(&byte) => {
                    value.push(byte);
                    place + 1
                }
            };
            match within.last_mut() {
                Some((_, _, place)) => *place = next,
                None => at = next,
            }
        }
        if spaces == Spaces::Collapsed && value.last() == Some(&b' ') {
            value.pop();
        }
        Ok(value)
    }

    /// What an entity in a value stands for, those in whose text it is being open; `None` if it is passed over.
    fn entity_of_value<'a>(
        &self,
        name: &[u8],
        mut open: impl Iterator<Item = &'a [u8]>,
    ) -> Result<Option<Rc<[u8]>>, Code> {
        let definitions = self.definitions.borrow();
        let entity = definitions.entities.get(name);
        if !definitions.has_parameters || definitions.stands_alone {
            match entity {
                None => return Err(Code::UndefinedEntity),
                Some(entity) if !entity.is_internal => return Err(Code::EntityDeclaredInPe),
                Some(_) => {}
            }
        }
        let Some(entity) = entity else { return Ok(None) };
        if open.any(|open| open == name) || self.is_open(name, EntityKind::General) {
            return Err(Code::RecursiveEntityRef);
        }
        if entity.notation.is_some() {
            return Err(Code::BinaryEntityRef);
        }
        entity.value.clone().map(Some).ok_or(Code::AttributeExternalEntityRef)
    }
}
