//! What stands before and after the root element.

use std::rc::Rc;

use super::declaration;
use super::event::{Declared, EntityKind, Event, External};
use super::fault::{Code, Fault, Scanned, Span, Stop};
use super::scan::{self, Token, is_space};
use super::{Encoding, OpenEntity, Parser, Place, State, Whole};

/// The name, and with it where the white space begins, of what begins a document.
const OPENING: &[u8] = b"<?xml";

/// `version="1.0" encoding="…" standalone="…"`: where the values of the first two are.
struct Pseudo {
    version: Option<Span>,
    encoding: Option<Span>,
    standalone: i32,
}

impl Parser {
    /// The state behind the first declaration.
    fn body(&self) -> State {
        match self.whole {
            Whole::Document => State::Prolog,
            Whole::Content => State::Content,
            Whole::Declarations => State::Subset,
        }
    }

    pub(super) fn read_first(&mut self, text: &[u8], at: usize) -> Result<Option<usize>, Fault> {
        let rest = &text[at..];
        if rest.len() <= OPENING.len() && OPENING.starts_with(rest) && !self.is_last {
            return Ok(None);
        }
        if !rest.starts_with(OPENING) || !rest.get(OPENING.len()).is_some_and(|&byte| is_space(byte) || byte == b'?') {
            self.state = self.body();
            return Ok(Some(at));
        }
        let (token, end) = match scan::instruction(text, at) {
            Ok(found) => found,
            Err(stop) => return self.stopped(stop, at, Place::Document),
        };
        self.state = self.body();
        if let Token::Declaration(body) = token {
            self.read_declaration(text, at, body, end)?;
        }
        Ok(Some(end))
    }

    fn read_declaration(&mut self, text: &[u8], at: usize, body: Span, end: usize) -> Result<(), Fault> {
        let is_document = self.whole == Whole::Document;
        let code = if is_document { Code::XmlDecl } else { Code::TextDecl };
        let pseudo = pseudo(text, body, self.whole).map_err(|at| Fault::at(code, at))?;
        if is_document && pseudo.standalone == 1 {
            self.definitions.borrow_mut().stands_alone = true;
            if self.wishes.parameters == 1 {
                self.wishes.parameters = 0;
            }
        }
        let part = |span: &Option<Span>| span.clone().map(|span| text[span].to_vec());
        let event = Event::Declaration(part(&pseudo.version), part(&pseudo.encoding), pseudo.standalone);
        self.push(event, Some(&text[at..end]), Some(at));
        let Some(encoding) = pseudo.encoding.filter(|_| self.named.is_none()) else { return Ok(()) };
        let name = &text[encoding.clone()];
        match Encoding::of_name(name) {
            Some(found) if found.is_wide() != self.encoding.is_wide() => {
                return Err(Fault::at(Code::IncorrectEncoding, encoding.start));
            }
            Some(found) if found.is_wide() => {}
            Some(found) => self.next_encoding = Some(found),
            None => self.push(Event::Encoding(name.to_vec()), None, Some(encoding.start)),
        }
        Ok(())
    }

    /// Before or behind the root.
    pub(super) fn read_outside(&mut self, text: &[u8], at: usize) -> Result<Option<usize>, Fault> {
        let is_behind = self.state == State::Epilog;
        let wrong = if is_behind { Code::JunkAfterDocElement } else { Code::Syntax };
        if let Some(end) = self.read_space(text, at) {
            return Ok(Some(end));
        }
        match (text.get(at), text.get(at + 1)) {
            (None, _) if is_behind || !self.is_last => return Ok(None),
            (None, _) => return Err(Fault::at(Code::NoElements, at)),
            (Some(b'<'), Some(b'?' | b'!')) => {}
            (Some(b'<'), None) => return self.stopped(Stop::Partial, at, Place::Document),
            (Some(b'<'), Some(_)) => {
                return match scan::name(text, at + 1) {
                    Err(Stop::Invalid(place)) if place == at + 1 => Err(Fault::at(Code::InvalidToken, place)),
                    _ if is_behind => Err(Fault::at(wrong, at)),
                    _ => {
                        self.begin_content(at);
                        Ok(Some(at))
                    }
                };
            }
            (Some(_), _) => return self.read_other(text, at, wrong),
        }
        if let Some(read) = self.read_miscellaneous(text, at, Place::Document) {
            return read;
        }
        if is_behind || self.doctype.is_some() {
            return Err(Fault::at(wrong, at));
        }
        self.read_doctype(text, at)
    }

    fn begin_content(&mut self, at: usize) {
        self.state = State::Content;
        if self.wishes.foreign && self.doctype.is_none() {
            self.read_foreign(at);
        }
    }

    /// Declarations that the document does not name.
    fn read_foreign(&mut self, at: usize) {
        self.wishes.foreign = false;
        if self.wishes.parameters > 0 && self.wishes.externals {
            let mut definitions = self.definitions.borrow_mut();
            definitions.has_parameters = true;
            definitions.parameters_were_read = false;
            drop(definitions);
            self.push(Event::External(None, External::default()), None, Some(at));
        }
    }

    fn read_space(&mut self, text: &[u8], at: usize) -> Option<usize> {
        let end = scan::skip_space(text, at);
        (end > at).then(|| {
            self.push(Event::Markup(Declared::None), Some(&text[at..end]), Some(at));
            end
        })
    }

    /// Something that is no markup.
    fn read_other(&self, text: &[u8], at: usize, wrong: Code) -> Result<Option<usize>, Fault> {
        match declaration::token(text, at) {
            Ok((_, end)) if end == text.len() && !self.is_last => Ok(None),
            Ok(_) => Err(Fault::at(wrong, at)),
            Err(stop) => self.stopped(stop, at, Place::Document),
        }
    }

    /// A comment or a processing instruction; `None` if it is neither.
    fn read_miscellaneous(&mut self, text: &[u8], at: usize, place: Place) -> Option<Result<Option<usize>, Fault>> {
        let scanned = match (text[at + 1], text.get(at + 2)) {
            (b'?', _) => scan::instruction(text, at),
            (b'!', Some(b'-')) => scan::comment(text, at),
            (b'!', Some(b'[')) if self.state == State::Subset => return None,
            (b'!', Some(byte)) if byte.is_ascii_alphabetic() => return None,
            (b'!', None) => Err(Stop::Partial),
            _ => Err(Stop::Invalid(at + 2)),
        };
        Some(match scanned {
            Err(stop) => self.stopped(stop, at, place),
            Ok((Token::Declaration(_), _)) => Err(Fault::at(Code::MisplacedXmlPi, at)),
            Ok((token, end)) => {
                let event_at = (place == Place::Document).then_some(at);
                self.push_miscellaneous(text, &token, &text[at..end], event_at);
                Ok(Some(end))
            }
        })
    }

    fn read_doctype(&mut self, text: &[u8], at: usize) -> Result<Option<usize>, Fault> {
        let end = match declaration::end(text, at, b"[>") {
            Ok(end) => end,
            Err(_) if !self.is_last => return Ok(None),
            Err(end) => end,
        };
        let tokens = declaration::tokens(text, at, end);
        let mut reader = declaration::Reader::new(text, &tokens, at);
        if reader.keyword()? != b"<!DOCTYPE" {
            return Err(Fault::at(Code::Syntax, at));
        }
        let name = reader.name()?;
        let external = reader.optional_external()?;
        let external_at = reader.last();
        let has_internal = reader.end_of_doctype()?;
        let tokens = &tokens.list[..];
        let written = if has_internal { tokens } else { &tokens[..tokens.len() - 1] };
        self.push_tokens(text, written, Declared::Doctype, Place::Document);
        if !has_internal {
            self.push(Event::Markup(Declared::DoctypeEnd), Some(b">"), Some(end - 1));
        }
        self.doctype = Some(external.clone());
        if external.system.is_some() {
            let mut definitions = self.definitions.borrow_mut();
            definitions.has_parameters = true;
            let is_told = !definitions.stands_alone && self.wishes.parameters == 0 && self.wishes.standing;
            drop(definitions);
            if is_told {
                self.push(Event::NotStandalone, None, Some(external_at));
            }
        }
        self.push(Event::DoctypeStart { name, external, has_internal }, None, Some(end - 1));
        if has_internal {
            self.state = State::Subset;
            return Ok(Some(end));
        }
        self.close_doctype(end - 1);
        Ok(Some(end))
    }

    /// What follows `]`.
    pub(super) fn read_doctype_end(&mut self, text: &[u8], at: usize) -> Result<Option<usize>, Fault> {
        if self.is_closing {
            self.is_closing = false;
            let definitions = self.definitions.borrow();
            let is_told = definitions.parameters_were_read && !definitions.stands_alone && self.wishes.standing;
            drop(definitions);
            if is_told {
                self.push(Event::NotStandalone, None, None);
            }
            self.push(Event::DoctypeEnd, None, None);
            self.state = State::Prolog;
            return Ok(Some(at));
        }
        let end = scan::skip_space(text, at);
        if end > at {
            self.push(Event::Markup(Declared::Doctype), Some(&text[at..end]), Some(at));
            return Ok(Some(end));
        }
        match text.get(at) {
            None if self.is_last => Err(Fault::at(Code::NoElements, at)),
            None => Ok(None),
            Some(b'>') => {
                self.push(Event::Markup(Declared::DoctypeEnd), Some(b">"), Some(at));
                self.close_doctype(at);
                Ok(Some(at + 1))
            }
            Some(_) => Err(Fault::at(Code::Syntax, at)),
        }
    }

    /// Declarations elsewhere come before the end.
    fn close_doctype(&mut self, at: usize) {
        self.state = State::DoctypeEnd;
        self.is_closing = true;
        let external = self.doctype.clone().unwrap_or_default();
        self.definitions.borrow_mut().parameters_were_read = false;
        if external.system.is_none() {
            if self.wishes.foreign {
                self.read_foreign(at);
            }
            return;
        }
        if self.wishes.parameters > 0 && self.wishes.externals {
            self.push(Event::External(None, external), None, Some(at));
        }
    }

    /// Among declarations.
    pub(super) fn read_subset(&mut self, text: &[u8], at: usize, place: Place) -> Result<Option<usize>, Fault> {
        if std::mem::take(&mut self.is_closing) {
            let mut definitions = self.definitions.borrow_mut();
            let was_read = definitions.parameters_were_read;
            if !was_read {
                definitions.is_behind_unread = !definitions.stands_alone;
            }
            let is_told = was_read && !definitions.stands_alone && self.wishes.standing;
            drop(definitions);
            if is_told {
                self.push(Event::NotStandalone, None, None);
            }
            return Ok(Some(at));
        }
        if let Some(end) = self.read_space(text, at) {
            return Ok(Some(end));
        }
        let is_within = self.whole == Whole::Document && place == Place::Document;
        match (text.get(at), text.get(at + 1)) {
            (None, _) if !self.is_last || self.whole == Whole::Declarations => Ok(None),
            (None, _) => Err(Fault::at(Code::NoElements, at)),
            (Some(b']'), _) if is_within => {
                self.push(Event::Markup(Declared::Doctype), Some(b"]"), Some(at));
                self.state = State::DoctypeEnd;
                Ok(Some(at + 1))
            }
            (Some(b'%'), _) => self.read_parameter(text, at, place),
            (Some(b'<'), Some(b'?' | b'!')) => {
                if let Some(read) = self.read_miscellaneous(text, at, place) {
                    return read;
                }
                if text.get(at + 2) == Some(&b'[') {
                    if is_within {
                        return Err(Fault::at(Code::Syntax, at));
                    }
                    return self.read_section(text, at, place);
                }
                let end = match declaration::end(text, at, b">") {
                    Ok(end) => end,
                    Err(_) if !self.is_last && place == Place::Document => return Ok(None),
                    Err(end) => end,
                };
                self.declare(text, at, end, place)?;
                Ok(Some(end))
            }
            (Some(b'<'), None) => self.stopped(Stop::Partial, at, place),
            (Some(b'<'), Some(_)) => Err(declaration::opening_fault(text, at)),
            (Some(b']'), _) if !is_within && text[at..].starts_with(b"]]>") && self.sections > 0 => {
                self.sections -= 1;
                Ok(Some(at + 3))
            }
            (Some(_), _) => self.read_other(text, at, Code::Syntax),
        }
    }

    /// `<![INCLUDE[ … ]]>` and `<![IGNORE[ … ]]>`.
    fn read_section(&mut self, text: &[u8], at: usize, place: Place) -> Result<Option<usize>, Fault> {
        let Some(open) = memchr::memchr(b'[', &text[at + 3..]).map(|offset| at + 3 + offset) else {
            return self.stopped(Stop::Partial, at, place);
        };
        let keyword = self.with_parameters(&text[at + 3..open])?;
        match keyword.trim_ascii() {
            b"INCLUDE" => {
                self.sections += 1;
                Ok(Some(open + 1))
            }
            b"IGNORE" => {
                let mut depth = 1;
                let mut end = open + 1;
                while depth > 0 {
                    let rest = &text[end..];
                    if rest.starts_with(b"<![") {
                        depth += 1;
                        end += 3;
                    } else if rest.starts_with(b"]]>") {
                        depth -= 1;
                        end += 3;
                    } else if rest.is_empty() {
                        return self.stopped(Stop::Partial, at, place);
                    } else {
                        end += 1;
                    }
                }
                Ok(Some(end))
            }
            _ => Err(Fault::at(Code::Syntax, at)),
        }
    }

    /// `%name;` between declarations.
    fn read_parameter(&mut self, text: &[u8], at: usize, place: Place) -> Result<Option<usize>, Fault> {
        let (name, end) = match parameter(text, at) {
            Ok(found) => found,
            Err(stop) => return self.stopped(stop, at, place),
        };
        let name = &text[name];
        let raw = &text[at..end];
        let event_at = (place == Place::Document).then_some(at);
        let definitions = Rc::clone(&self.definitions);
        let mut definitions = definitions.borrow_mut();
        definitions.has_parameters = true;
        let stands_alone = definitions.stands_alone;
        if self.wishes.parameters == 0 {
            definitions.is_behind_unread = !stands_alone;
            self.push(Event::Markup(Declared::None), Some(raw), event_at);
        } else {
            let entity = definitions.parameters.get(name).cloned();
            if self.whole == Whole::Document && stands_alone && place == Place::Document {
                match &entity {
                    None => return Err(Fault::at(Code::UndefinedEntity, at)),
                    Some(entity) if !entity.is_internal => return Err(Fault::at(Code::EntityDeclaredInPe, at)),
                    Some(_) => {}
                }
            }
            let Some(entity) = entity else {
                definitions.is_behind_unread = !stands_alone;
                self.push(Event::Skipped(name.to_vec(), EntityKind::Parameter), Some(raw), event_at);
                return Ok(Some(end));
            };
            if self.is_open(name, EntityKind::Parameter) {
                return Err(Fault::at(Code::RecursiveEntityRef, at));
            }
            if let Some(value) = entity.value {
                self.entities.push(OpenEntity {
                    name: name.to_vec(),
                    kind: EntityKind::Parameter,
                    text: value,
                    at: 0,
                    depth: self.open.len(),
                });
                return Ok(Some(end));
            }
            if self.wishes.externals {
                definitions.parameters_were_read = false;
                self.is_closing = true;
                self.push(Event::External(None, entity.external), None, event_at);
                return Ok(Some(end));
            }
            definitions.is_behind_unread = !stands_alone;
            self.push(Event::Markup(Declared::None), Some(raw), event_at);
            return Ok(Some(end));
        }
        if !stands_alone && self.wishes.standing {
            self.push(Event::NotStandalone, None, event_at);
        }
        Ok(Some(end))
    }
}

/// `%name;`: where the name is, and where that ends.
pub(super) fn parameter(text: &[u8], at: usize) -> Scanned<(Span, usize)> {
    let end = scan::name(text, at + 1)?;
    match text.get(end) {
        Some(b';') => Ok((at + 1..end, end + 1)),
        _ => Err(Stop::Invalid(end)),
    }
}

/// The declaration of version and encoding, or the place where it is wrong.
fn pseudo(text: &[u8], body: Span, whole: Whole) -> Result<Pseudo, usize> {
    let is_document = whole == Whole::Document;
    let mut found = Pseudo { version: None, encoding: None, standalone: -1 };
    let text = &text[..body.end];
    let mut at = body.start;
    let mut last = 0;
    loop {
        let start = scan::skip_space(text, at);
        if start == text.len() {
            break;
        }
        if start == at {
            return Err(at);
        }
        let end = start + text[start..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let equals = scan::skip_space(text, end);
        if text.get(equals) != Some(&b'=') {
            return Err(equals);
        }
        let open = scan::skip_space(text, equals + 1);
        let Some(quote @ (b'"' | b'\'')) = text.get(open) else { return Err(open) };
        let value = open + 1;
        let length = text[value..].iter().take_while(|&byte| byte != quote).count();
        let close = value + length;
        let is_of_values = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        if let Some(wrong) = text[value..close].iter().position(|byte| !is_of_values(byte)) {
            return Err(value + wrong);
        }
        if close == text.len() {
            return Err(close);
        }
        let content = &text[value..close];
        let order = match &text[start..end] {
            b"version" => 1,
            b"encoding" => 2,
            b"standalone" if is_document => 3,
            _ => return Err(start),
        };
        if order <= last || is_document && last == 0 && order != 1 {
            return Err(start);
        }
        last = order;
        match order {
            1 if !is_version(content) => return Err(value),
            1 => found.version = Some(value..close),
            2 if !content.first().is_some_and(u8::is_ascii_alphabetic) => return Err(value),
            2 => found.encoding = Some(value..close),
            _ => {
                found.standalone = match content {
                    b"yes" => 1,
                    b"no" => 0,
                    _ => return Err(value),
                }
            }
        }
        at = close + 1;
    }
    if last == 0 || !is_document && found.encoding.is_none() {
        return Err(at);
    }
    Ok(found)
}

/// Whether it is a version of XML: `1.0` and its like.
fn is_version(text: &[u8]) -> bool {
    text.strip_prefix(b"1.").is_some_and(|minor| !minor.is_empty() && minor.iter().all(u8::is_ascii_digit))
}
