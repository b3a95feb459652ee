//! What is in the root element.

use std::rc::Rc;

use super::event::{Event, Text};
use super::fault::{Code, Fault, Span, Stop};
use super::scan::{self, Attribute, Token};
use super::{EntityKind, OpenElement, OpenEntity, Parser, Place, State, Whole};

/// Text in an encoding that is not UTF-8 comes in pieces of so many bytes at most.
const PIECE: usize = 1024;

impl Parser {
    pub(super) fn read_content(&mut self, text: &[u8], at: usize, place: Place) -> Result<Option<usize>, Fault> {
        let (token, end) = match scan::content(text, at, self.names) {
            Ok(Some(found)) => found,
            Ok(None) => return self.end_of_content(text, at, place),
            Err(stop) => return self.stopped(stop, at, place),
        };
        let raw = &text[at..end];
        let event_at = (place == Place::Document).then_some(at);
        match token {
            Token::Data => self.push_text(raw, place, event_at),
            Token::Newline => self.push(Event::Text(b"\n".to_vec()), Some(raw), event_at),
            Token::Entity(name) => {
                if let Some(code) = scan_predefined(&text[name.clone()]) {
                    self.push(Event::Text(vec![code]), Some(raw), event_at);
                } else {
                    self.open_entity(&text[name], raw, event_at, at)?;
                }
            }
            Token::Character(None) => return Err(Fault::at(Code::BadCharRef, at)),
            Token::Character(Some(found)) => {
                let found = found.encode_utf8(&mut [0; 4]).as_bytes().to_vec();
                self.push(Event::Text(found), Some(raw), event_at);
            }
            Token::Start(name, attributes) => self.start(text, name, &attributes, at..end, place)?,
            Token::Empty(name, attributes) => {
                self.start(text, name, &attributes, at..end, place)?;
                let at = event_at.map(|at| if self.wishes.starts { end } else { at });
                self.end(None, at);
            }
            Token::End(name) => {
                let depth = self.entities.last().map_or(0, |entity| entity.depth);
                match self.open.last() {
                    Some(open) if self.open.len() > depth && open.written == text[name.clone()] => {
                        self.end(Some(raw), event_at);
                    }
                    Some(_) if self.open.len() > depth => return Err(Fault::at(Code::TagMismatch, name.start)),
                    _ => return Err(Fault::at(Code::AsyncEntity, at)),
                }
            }
            Token::Comment(_) | Token::Instruction(..) => self.push_miscellaneous(text, &token, raw, event_at),
            Token::Declaration(_) => return Err(Fault::at(Code::MisplacedXmlPi, at)),
            Token::Cdata => {
                self.push(Event::CdataStart, Some(raw), event_at);
                self.state = State::Cdata;
            }
        }
        Ok(Some(end))
    }

    pub(super) fn push_miscellaneous(&mut self, text: &[u8], token: &Token, raw: &[u8], at: Option<usize>) {
        let event = match token {
            Token::Comment(body) => Event::Comment(scan::with_newlines(&text[body.clone()])),
            Token::Instruction(target, data) => {
                Event::Instruction(text[target.clone()].to_vec(), scan::with_newlines(&text[data.clone()]))
            }
            _ => return,
        };
        self.push(event, Some(raw), at);
    }

    fn push_text(&mut self, data: &[u8], place: Place, at: Option<usize>) {
        if place == Place::Entity || matches!(self.encoding, super::Encoding::Utf8) {
            return self.push(Event::Text(data.to_vec()), Some(data), at);
        }
        let mut rest = data;
        let mut from = at;
        while !rest.is_empty() {
            let mut length = rest.len().min(PIECE);
            while length < rest.len() && rest[length] & 0xc0 == 0x80 {
                length -= 1;
            }
            self.push(Event::Text(rest[..length].to_vec()), Some(&rest[..length]), from);
            from = from.map(|from| from + length);
            rest = &rest[length..];
        }
    }

    /// All that is left is a line end or brackets whose meaning depends on what follows, or nothing.
    fn end_of_content(&mut self, text: &[u8], at: usize, place: Place) -> Result<Option<usize>, Fault> {
        if !self.is_last && place == Place::Document {
            return Ok(None);
        }
        let rest = &text[at..];
        if rest.is_empty() {
            return match self.whole {
                Whole::Content if self.open.is_empty() => Ok(None),
                Whole::Content => Err(Fault::at(Code::AsyncEntity, at)),
                _ => Err(Fault::at(Code::NoElements, at)),
            };
        }
        let event_at = (place == Place::Document).then_some(at);
        let shown = if rest == b"\r" { b"\n" } else { rest };
        self.push(Event::Text(shown.to_vec()), Some(rest), event_at);
        if rest == b"\r" && place == Place::Document && self.whole == Whole::Document {
            return Err(Fault::at(Code::NoElements, at));
        }
        Ok(Some(text.len()))
    }

    pub(super) fn read_cdata(&mut self, text: &[u8], at: usize, place: Place) -> Result<Option<usize>, Fault> {
        let (token, end) = match scan::cdata(text, at) {
            Ok(found) => found,
            Err(Stop::Partial) if self.is_last || place == Place::Entity => {
                return Err(Fault::at(Code::UnclosedCdataSection, at));
            }
            Err(stop) => return self.stopped(stop, at, place),
        };
        let raw = &text[at..end];
        let event_at = (place == Place::Document).then_some(at);
        match token {
            None => {
                self.push(Event::CdataEnd, Some(raw), event_at);
                self.state = State::Content;
            }
            Some(Token::Newline) => self.push(Event::Text(b"\n".to_vec()), Some(raw), event_at),
            Some(_) => self.push_text(raw, place, event_at),
        }
        Ok(Some(end))
    }

    fn start(&mut self, text: &[u8], name: Span, written: &[Attribute], tag: Span, place: Place) -> Result<(), Fault> {
        let event_at = (place == Place::Document).then_some(tag.start);
        // Where some of what is wrong with a tag is said to be.
        self.event_at = event_at.unwrap_or(self.event_at);
        let bindings = self.bindings.len();
        let element = &text[name];
        let (attributes, specified) = self.attributes(text, element, written, tag.start, event_at)?;
        let shown = self.element_name(element).map_err(|code| Fault::at(code, tag.start))?;
        let raw = &text[tag.clone()];
        let is_empty = raw.ends_with(b"/>");
        self.push(Event::Start { name: shown.clone(), attributes, specified, is_empty }, Some(raw), event_at);
        let bindings = self.bindings.len() - bindings;
        self.open.push(OpenElement { written: element.to_vec(), shown, bindings });
        Ok(())
    }

    fn end(&mut self, raw: Option<&[u8]>, at: Option<usize>) {
        let Some(OpenElement { shown, bindings, .. }) = self.open.pop() else { return };
        self.push(Event::End(shown), raw, at);
        for _ in 0..bindings {
            if let Some((prefix, _)) = self.bindings.pop() {
                self.push(Event::NamespaceEnd(Some(prefix).filter(|prefix| !prefix.is_empty())), None, None);
            }
        }
        if self.open.is_empty() && self.whole == Whole::Document {
            self.state = State::Epilog;
        }
    }

    /// What an entity stands for is read next.
    fn open_entity(&mut self, name: &[u8], raw: &[u8], event_at: Option<usize>, at: usize) -> Result<(), Fault> {
        let definitions = Rc::clone(&self.definitions);
        let definitions = definitions.borrow();
        let entity = definitions.entities.get(name);
        if !definitions.has_parameters || definitions.stands_alone {
            match entity {
                None => return Err(Fault::at(Code::UndefinedEntity, at)),
                Some(entity) if !entity.is_internal => return Err(Fault::at(Code::EntityDeclaredInPe, at)),
                Some(_) => {}
            }
        }
        let Some(entity) = entity else {
            self.push(Event::Skipped(name.to_vec(), EntityKind::General), Some(raw), event_at);
            return Ok(());
        };
        if self.is_open(name, EntityKind::General) {
            return Err(Fault::at(Code::RecursiveEntityRef, at));
        }
        if entity.notation.is_some() {
            return Err(Fault::at(Code::BinaryEntityRef, at));
        }
        match &entity.value {
            Some(_) if !self.wishes.expands => {
                self.push(Event::Skipped(name.to_vec(), EntityKind::General), Some(raw), event_at);
            }
            Some(text) => {
                if let Some(at) = event_at {
                    self.event_at = at;
                }
                self.entities.push(OpenEntity {
                    name: name.to_vec(),
                    kind: EntityKind::General,
                    text: Rc::clone(text),
                    at: 0,
                    depth: self.open.len(),
                });
            }
            None => {
                let context = self.context_text(name);
                self.push(Event::External(Some(context), entity.external.clone()), Some(raw), event_at);
            }
        }
        Ok(())
    }

    pub(super) fn is_open(&self, name: &[u8], kind: EntityKind) -> bool {
        self.entities.iter().any(|open| open.kind == kind && open.name == name)
    }
}

/// The entities that every document has.
pub(super) fn scan_predefined(name: &[u8]) -> Option<u8> {
    Some(match name {
        b"lt" => b'<',
        b"gt" => b'>',
        b"amp" => b'&',
        b"quot" => b'"',
        b"apos" => b'\'',
        _ => return None,
    })
}

/// A name with a namespace, and the prefix if that is wanted.
pub(super) fn joined(uri: &[u8], local: &[u8], prefix: Option<&[u8]>, separator: char) -> Text {
    let mut encoded = [0; 4];
    let separator: &[u8] = if separator == '\0' { b"" } else { separator.encode_utf8(&mut encoded).as_bytes() };
    let mut name = [uri, separator, local].concat();
    if let Some(prefix) = prefix {
        name.extend(separator);
        name.extend(prefix);
    }
    name
}
