//! Declarations: entities, notations, elements and attributes.

use std::rc::Rc;

use super::attributes::Spaces;
use super::event::{Declared, Event, External, Particle, Text};
use super::fault::{Code, Fault, Scanned, Span, Stop};
use super::scan::{self, Token as Reference};
use super::{AttributeDefinition, Entity, Parser, Place, Whole, content, prolog};

/// The most bytes that entities bring into one declaration.
const LARGEST: usize = 1 << 20;

/// Where a declaration ends: behind one of these bytes, if no quote is open. It may end too early, before a `<`, and the
/// end may be missing.
pub(super) fn end(text: &[u8], at: usize, ends: &[u8]) -> Result<usize, usize> {
    let mut place = at + 2;
    loop {
        match text.get(place) {
            None => return Err(text.len()),
            Some(byte) if ends.contains(byte) => return Ok(place + 1),
            Some(b'<') => return Ok(place),
            Some(quote @ (b'"' | b'\'')) => match memchr::memchr(*quote, &text[place + 1..]) {
                Some(length) => place += length + 2,
                None => return Err(text.len()),
            },
            Some(_) => place += 1,
        }
    }
}

/// What a token of a declaration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Keyword,
    Space,
    Name,
    /// A name that begins with a digit, a dot or a dash.
    NameToken,
    Literal,
    /// `#REQUIRED` and the like.
    Hash,
    Parameter,
    Sign(u8),
}

/// A token and where it is, a literal with its quotes.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Span,
    /// expat's number of the `?`, `*` or `+` at its end.
    pub quantity: u8,
}

/// The tokens of a declaration, and what is wrong behind them.
pub(super) struct Tokens {
    pub list: Vec<Token>,
    pub fault: Option<Fault>,
}

/// The tokens from `at` on, up to an end. A text that goes no further has an end that is missing.
pub(super) fn tokens(text: &[u8], at: usize, end: usize) -> Tokens {
    let mut tokens = Tokens { list: Vec::new(), fault: None };
    let opening = at + 2 + text[at + 2..end].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let mut at = at;
    let mut scanned = match text.get(opening) {
        Some(&byte) if scan::is_space(byte) => Ok((Kind::Keyword, opening)),
        Some(_) => Err(Stop::Invalid(opening)),
        None => Err(Stop::Partial),
    };
    loop {
        let (kind, next) = match scanned {
            Ok(found) => found,
            Err(stop) => {
                tokens.fault = Some(match stop {
                    Stop::Invalid(wrong) => Fault::at(Code::InvalidToken, wrong),
                    Stop::Partial => Fault::at(Code::UnclosedToken, at),
                    Stop::PartialChar => Fault::at(Code::PartialChar, at),
                });
                return tokens;
            }
        };
        let mut span = at..next;
        let signs = [b'?', b'*', b'+'];
        let quantity = match (kind, text.get(next)) {
            (Kind::Name | Kind::Sign(b')'), Some(byte)) => {
                signs.iter().position(|sign| sign == byte).map_or(0, |index| index as u8 + 1)
            }
            _ => 0,
        };
        span.end += usize::from(quantity > 0);
        at = span.end;
        tokens.list.push(Token { kind, span, quantity });
        if at >= end {
            tokens.fault = match text.get(at) {
                None => Some(Fault::at(Code::NoElements, at)),
                Some(b'<') => Some(opening_fault(text, at)),
                Some(_) => None,
            };
            return tokens;
        }
        scanned = token(text, at);
    }
}

/// What a `<` within a declaration means.
pub(super) fn opening_fault(text: &[u8], at: usize) -> Fault {
    match text.get(at + 1) {
        Some(b'!' | b'?') => Fault::at(Code::Syntax, at),
        None => Fault::at(Code::UnclosedToken, at),
        Some(_) => match scan::character(text, at + 1) {
            Ok((first, _)) if scan::begins_name(first) => Fault::at(Code::Syntax, at),
            _ => Fault::at(Code::InvalidToken, at + 1),
        },
    }
}

/// A token, which only some characters may follow, or the end of the text.
pub(super) fn token(text: &[u8], at: usize) -> Scanned<(Kind, usize)> {
    let followed = |kind, end: usize, by: &[u8]| match text.get(end) {
        None => Ok((kind, end)),
        Some(byte) if scan::is_space(*byte) || by.contains(byte) => Ok((kind, end)),
        Some(_) => Err(Stop::Invalid(end)),
    };
    match text[at] {
        b' ' | b'\t' | b'\n' | b'\r' => Ok((Kind::Space, scan::skip_space(text, at))),
        quote @ (b'"' | b'\'') => {
            let mut place = at + 1;
            while *text.get(place).ok_or(Stop::Partial)? != quote {
                place += scan::character(text, place)?.1;
            }
            followed(Kind::Literal, place + 1, b">%[")
        }
        b'#' => {
            let end = match scan::character(text, at + 1) {
                Ok((first, _)) if scan::begins_name(first) => match scan::name(text, at + 1) {
                    Err(Stop::Partial) => text.len(),
                    end => end?,
                },
                Ok(_) => return Err(Stop::Invalid(at + 1)),
                Err(stop) => return Err(stop),
            };
            followed(Kind::Hash, end, b")>%|")
        }
        b'%' => match text.get(at + 1) {
            None => Err(Stop::Partial),
            Some(byte) if scan::is_space(*byte) || *byte == b'%' => Ok((Kind::Sign(b'%'), at + 1)),
            Some(_) => prolog::parameter(text, at).map(|(_, end)| (Kind::Parameter, end)),
        },
        b')' => followed(Kind::Sign(b')'), at + 1, b">,|)*?+"),
        sign @ (b'(' | b'|' | b',' | b'>' | b'[' | b']') => Ok((Kind::Sign(sign), at + 1)),
        b'<' => Err(Stop::Invalid(at)),
        _ => {
            let (first, _) = scan::character(text, at)?;
            let end = match scan::name_token(text, at) {
                Err(Stop::Partial) => text.len(),
                end => end?,
            };
            if end == at {
                return Err(Stop::Invalid(at));
            }
            if scan::begins_name(first) {
                followed(Kind::Name, end, b">),|[%+*?")
            } else {
                followed(Kind::NameToken, end, b">),|[%")
            }
        }
    }
}

/// Reads the tokens of a declaration one after the other.
pub(super) struct Reader<'a> {
    text: &'a [u8],
    rest: &'a [Token],
    fault: &'a Option<Fault>,
    end: usize,
    /// Where the last token begins that was taken.
    last: usize,
}

impl<'a> Reader<'a> {
    pub fn new(text: &'a [u8], tokens: &'a Tokens, at: usize) -> Reader<'a> {
        Reader { text, rest: &tokens.list, fault: &tokens.fault, end: at, last: at }
    }

    /// Where the last token begins that was taken.
    pub fn last(&self) -> usize {
        self.last
    }

    /// What the declaration begins with; there may be no such thing.
    pub fn keyword(&mut self) -> Result<&'a [u8], Fault> {
        match self.take(Kind::Keyword) {
            Some(span) => Ok(&self.text[span]),
            None => self.wrong(),
        }
    }

    fn peek(&self) -> Option<&'a Token> {
        self.rest.iter().find(|token| token.kind != Kind::Space)
    }

    /// What is wrong at the next token.
    pub fn wrong<T>(&self) -> Result<T, Fault> {
        Err(match (self.peek(), self.fault) {
            (Some(token), _) if token.kind == Kind::Parameter => Fault::at(Code::ParamEntityRef, token.span.start),
            (Some(token), _) => Fault::at(Code::Syntax, token.span.start),
            (None, Some(fault)) => fault.clone(),
            (None, None) => Fault::at(Code::Syntax, self.end),
        })
    }

    fn advance(&mut self) {
        while let Some((first, rest)) = self.rest.split_first() {
            self.rest = rest;
            self.end = first.span.end;
            if first.kind != Kind::Space {
                self.last = first.span.start;
                break;
            }
        }
    }

    /// The next token if it is of that kind, and no sign of quantity belongs to it.
    fn take(&mut self, kind: Kind) -> Option<Span> {
        let token = self.peek().filter(|token| token.kind == kind && token.quantity == 0)?;
        self.advance();
        Some(token.span.clone())
    }

    fn take_sign(&mut self, sign: u8) -> bool {
        self.take(Kind::Sign(sign)).is_some()
    }

    /// A closing bracket, and how often what it closes may come.
    fn take_close(&mut self) -> Option<u8> {
        let token = self.peek().filter(|token| token.kind == Kind::Sign(b')'))?;
        self.advance();
        Some(token.quantity)
    }

    /// An element's name, and how often it may come.
    fn take_particle(&mut self) -> Result<(Text, u8), Fault> {
        let Some(token) = self.peek().filter(|token| token.kind == Kind::Name) else { return self.wrong() };
        self.advance();
        let end = token.span.end - usize::from(token.quantity > 0);
        Ok((self.text[token.span.start..end].to_vec(), token.quantity))
    }

    fn take_word(&mut self, word: &[u8]) -> bool {
        let is_next = self.peek().is_some_and(|token| {
            matches!(token.kind, Kind::Name | Kind::Hash) && self.text[token.span.clone()] == *word
        });
        if is_next {
            self.advance();
        }
        is_next
    }

    pub fn name(&mut self) -> Result<Text, Fault> {
        match self.take(Kind::Name) {
            Some(span) => Ok(self.text[span].to_vec()),
            None => self.wrong(),
        }
    }

    /// What is between quotes.
    fn literal(&mut self) -> Result<Span, Fault> {
        match self.take(Kind::Literal) {
            Some(span) => Ok(span.start + 1..span.end - 1),
            None => self.wrong(),
        }
    }

    fn close(&mut self) -> Result<(), Fault> {
        if self.take_sign(b'>') { Ok(()) } else { self.wrong() }
    }

    /// Whether a declaration of the document's type goes on in brackets.
    pub fn end_of_doctype(&mut self) -> Result<bool, Fault> {
        if self.take_sign(b'[') {
            return Ok(true);
        }
        self.close().map(|()| false)
    }

    fn public(&mut self) -> Result<Text, Fault> {
        let span = self.literal()?;
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b" \r\n-'()+,./:=?;!*#@$_%".contains(&byte);
        if let Some(wrong) = self.text[span.clone()].iter().position(|&byte| !allowed(byte)) {
            return Err(Fault::at(Code::PublicId, span.start + wrong));
        }
        let words: Vec<&[u8]> =
            self.text[span].split(|&byte| scan::is_space(byte)).filter(|word| !word.is_empty()).collect();
        Ok(words.join(&b' '))
    }

    /// Where something external is, if that follows.
    pub fn optional_external(&mut self) -> Result<External, Fault> {
        if self.take_word(b"SYSTEM") {
            let system = self.literal()?;
            return Ok(External { system: Some(self.text[system].to_vec()), public: None });
        }
        if !self.take_word(b"PUBLIC") {
            return Ok(External::default());
        }
        let public = Some(self.public()?);
        let system = self.literal()?;
        Ok(External { system: Some(self.text[system].to_vec()), public })
    }
}

impl Parser {
    /// Text in which what entities of declarations stand for has taken their place.
    pub(super) fn with_parameters(&mut self, text: &[u8]) -> Result<Text, Fault> {
        let mut done = Text::new();
        let mut rest = text.to_vec();
        let mut budget = LARGEST;
        let mut quote = None;
        let mut at = 0;
        while let Some(&byte) = rest.get(at) {
            match byte {
                _ if quote == Some(byte) => quote = None,
                b'"' | b'\'' if quote.is_none() => quote = Some(byte),
                b'%' if quote.is_none() => {
                    if let Ok((name, end)) = prolog::parameter(&rest, at) {
                        let value = self.parameter_value(&rest[name], &mut budget)?;
                        let Some(value) = value else { return Err(Fault::of(Code::UndefinedEntity)) };
                        done.extend(&rest[..at]);
                        rest = [b" ", &value[..], b" ", &rest[end..]].concat();
                        at = 0;
                        continue;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        done.extend(rest);
        Ok(done)
    }

    /// What an entity of declarations stands for. One that has itself within uses the budget up.
    fn parameter_value(&mut self, name: &[u8], budget: &mut usize) -> Result<Option<Rc<[u8]>>, Fault> {
        let value = self.definitions.borrow().parameters.get(name).and_then(|entity| entity.value.clone());
        if let Some(value) = &value {
            self.limits.indirect += value.len() as u64 + 1;
            self.check_limits()?;
            match budget.checked_sub(value.len() + 1) {
                Some(left) => *budget = left,
                None => return Err(Fault::of(Code::RecursiveEntityRef)),
            }
        }
        Ok(value)
    }

    /// Reads a declaration.
    pub(super) fn declare(&mut self, text: &[u8], at: usize, end: usize, place: Place) -> Result<(), Fault> {
        let is_within = self.whole == Whole::Document && place == Place::Document;
        let expanded;
        let (text, at, end) = if is_within {
            (text, at, end)
        } else {
            expanded = self.with_parameters(&text[at..end])?;
            (&expanded[..], 0, expanded.len())
        };
        let tokens = tokens(text, at, end);
        let event_at = is_within.then_some(at);
        let mut reader = Reader::new(text, &tokens, at);
        let keyword = reader.keyword()?;
        let events = match keyword {
            b"<!ENTITY" => self.entity(&mut reader, place)?,
            b"<!NOTATION" => vec![notation(&mut reader)?],
            b"<!ELEMENT" => vec![element(&mut reader)?],
            b"<!ATTLIST" => self.attribute_list(&mut reader)?,
            _ => return Err(Fault::at(Code::Syntax, at)),
        };
        let part = match (keyword, events.first()) {
            (b"<!ENTITY", Some((Event::Entity { notation: Some(_), .. }, _))) => Declared::Unparsed,
            (b"<!ENTITY", _) => Declared::Entity,
            (b"<!NOTATION", _) => Declared::Notation,
            (b"<!ELEMENT", _) => Declared::Element,
            _ => Declared::Attribute,
        };
        self.push_tokens(text, &tokens.list, part, if is_within { Place::Document } else { Place::Entity });
        for (event, at) in events {
            self.push(event, None, event_at.map(|_| at));
        }
        Ok(())
    }

    /// Tells how a declaration is written.
    pub(super) fn push_tokens(&mut self, text: &[u8], tokens: &[Token], part: Declared, place: Place) {
        if !self.wishes.raw {
            return;
        }
        for token in tokens {
            let at = (place == Place::Document).then_some(token.span.start);
            self.push(Event::Markup(part), Some(&text[token.span.clone()]), at);
        }
    }

    fn entity(&mut self, reader: &mut Reader<'_>, place: Place) -> Result<Vec<(Event, usize)>, Fault> {
        let is_parameter = reader.take_sign(b'%');
        let name = reader.name()?;
        let (mut value, mut external, mut notation, mut at) = (None, External::default(), None, None);
        if reader.peek().is_some_and(|token| token.kind == Kind::Literal) {
            let span = reader.literal()?;
            value = Some(self.entity_value(reader.text, span, place)?);
            at = Some(reader.last());
        } else {
            external = reader.optional_external()?;
            if external.system.is_none() {
                return reader.wrong();
            }
            if !is_parameter && reader.take_word(b"NDATA") {
                notation = Some(reader.name()?);
                at = Some(reader.last());
            }
        }
        reader.close()?;
        let at = at.unwrap_or(reader.last());
        let mut definitions = self.definitions.borrow_mut();
        let is_predefined = !is_parameter && content::scan_predefined(&name).is_some();
        if definitions.is_behind_unread || is_predefined {
            return Ok(Vec::new());
        }
        let is_internal = self.whole == Whole::Document && place == Place::Document;
        let table = if is_parameter { &mut definitions.parameters } else { &mut definitions.entities };
        // What is declared first counts.
        if table.contains_key(&name) {
            return Ok(Vec::new());
        }
        let kept = value.as_deref().map(Rc::from);
        table.insert(
            name.clone(),
            Entity { value: kept, external: external.clone(), notation: notation.clone(), is_internal },
        );
        Ok(vec![(Event::Entity { name, is_parameter, value, external, notation }, at)])
    }

    /// What an entity stands for: references to characters are replaced, those to entities of content are not.
    fn entity_value(&mut self, text: &[u8], span: Span, place: Place) -> Result<Text, Fault> {
        let is_within = self.whole == Whole::Document && place == Place::Document;
        let mut source = text[span.clone()].to_vec();
        let mut offset = span.start;
        let mut value = Text::new();
        let mut at = 0;
        let mut budget = LARGEST;
        while let Some(&byte) = source.get(at) {
            match byte {
                b'&' => match scan::reference(&source, at) {
                    Ok((Reference::Character(Some(found)), end)) => {
                        value.extend(found.encode_utf8(&mut [0; 4]).as_bytes());
                        at = end;
                    }
                    Ok((Reference::Character(None), _)) => return Err(Fault::at(Code::BadCharRef, offset + at)),
                    Ok((_, end)) => {
                        value.extend(&source[at..end]);
                        at = end;
                    }
                    Err(Stop::Invalid(wrong)) => return Err(Fault::at(Code::InvalidToken, offset + wrong)),
                    Err(_) => return Err(Fault::at(Code::InvalidToken, offset + at)),
                },
                b'%' => {
                    let (name, end) = match prolog::parameter(&source, at) {
                        Ok(found) => found,
                        Err(Stop::Invalid(wrong)) => return Err(Fault::at(Code::InvalidToken, offset + wrong)),
                        Err(_) => return Err(Fault::at(Code::InvalidToken, offset + at)),
                    };
                    if is_within {
                        return Err(Fault::at(Code::ParamEntityRef, offset + at));
                    }
                    let Some(found) = self.parameter_value(&source[name], &mut budget)? else {
                        self.definitions.borrow_mut().is_behind_unread = true;
                        at = end;
                        continue;
                    };
                    source = [&found[..], &source[end..]].concat();
                    (at, offset) = (0, span.start);
                }
                b'\r' => {
                    value.push(b'\n');
                    at += if source.get(at + 1) == Some(&b'\n') { 2 } else { 1 };
                }
                _ => {
                    value.push(byte);
                    at += 1;
                }
            }
        }
        Ok(value)
    }

    fn attribute_list(&mut self, reader: &mut Reader<'_>) -> Result<Vec<(Event, usize)>, Fault> {
        let element = reader.name()?;
        let mut events = Vec::new();
        while !reader.take_sign(b'>') {
            let name = reader.name()?;
            let kind = attribute_kind(reader)?;
            let is_cdata = kind == b"CDATA";
            let mut is_required = false;
            let mut default = None;
            if reader.take_word(b"#REQUIRED") {
                is_required = true;
            } else if !reader.take_word(b"#IMPLIED") {
                is_required = reader.take_word(b"#FIXED");
                let span = reader.literal()?;
                let spaces = if is_cdata { Spaces::Kept } else { Spaces::Collapsed };
                default = Some(self.value(&reader.text[..span.end], span.start, spaces)?);
            }
            let mut definitions = self.definitions.borrow_mut();
            if definitions.is_behind_unread {
                continue;
            }
            let known = definitions.elements.entry(element.clone()).or_default();
            if !known.iter().any(|other| other.name == name) {
                known.push(AttributeDefinition { name: name.clone(), is_cdata, default: default.clone() });
            }
            let event = Event::Attribute { element: element.clone(), name, kind, default, is_required };
            events.push((event, reader.last()));
        }
        Ok(events)
    }
}

fn attribute_kind(reader: &mut Reader<'_>) -> Result<Text, Fault> {
    const KINDS: [&[u8]; 8] = [b"CDATA", b"ID", b"IDREF", b"IDREFS", b"ENTITY", b"ENTITIES", b"NMTOKEN", b"NMTOKENS"];
    for kind in KINDS {
        if reader.take_word(kind) {
            return Ok(kind.to_vec());
        }
    }
    let mut kind = Text::new();
    if reader.take_word(b"NOTATION") {
        kind.extend(b"NOTATION");
    }
    if !reader.take_sign(b'(') {
        return reader.wrong();
    }
    kind.push(b'(');
    loop {
        let next = reader.take(Kind::Name).or_else(|| reader.take(Kind::NameToken));
        let Some(span) = next else { return reader.wrong() };
        kind.extend(&reader.text[span]);
        if reader.take_sign(b')') {
            kind.push(b')');
            return Ok(kind);
        }
        if !reader.take_sign(b'|') {
            return reader.wrong();
        }
        kind.push(b'|');
    }
}

fn notation(reader: &mut Reader<'_>) -> Result<(Event, usize), Fault> {
    let name = reader.name()?;
    let mut external = External::default();
    if reader.take_word(b"PUBLIC") {
        external.public = Some(reader.public()?);
        if reader.peek().is_some_and(|token| token.kind == Kind::Literal) {
            let system = reader.literal()?;
            external.system = Some(reader.text[system].to_vec());
        }
    } else {
        external = reader.optional_external()?;
        if external.system.is_none() {
            return reader.wrong();
        }
    }
    let at = reader.last();
    reader.close()?;
    let at = if external.system.is_some() { at } else { reader.last() };
    Ok((Event::Notation(name, external), at))
}

fn element(reader: &mut Reader<'_>) -> Result<(Event, usize), Fault> {
    let name = reader.name()?;
    let plain = |kind| Particle { kind, quantity: 0, name: None, children: Vec::new() };
    let model = if reader.take_word(b"EMPTY") {
        vec![plain(Particle::EMPTY)]
    } else if reader.take_word(b"ANY") {
        vec![plain(Particle::ANY)]
    } else if reader.take_sign(b'(') {
        model(reader)?
    } else {
        return reader.wrong();
    };
    let at = reader.last();
    reader.close()?;
    Ok((Event::Element(name, model), at))
}

/// A content model behind its first bracket: the whole first, each part before its own parts.
fn model(reader: &mut Reader<'_>) -> Result<Vec<Particle>, Fault> {
    let group = || Particle { kind: Particle::SEQUENCE, quantity: 0, name: None, children: Vec::new() };
    let mut particles = vec![group()];
    if reader.take_word(b"#PCDATA") {
        particles[0].kind = Particle::MIXED;
        while reader.take_sign(b'|') {
            let name = Some(reader.name()?);
            let number = particles.len();
            particles[0].children.push(number);
            particles.push(Particle { kind: Particle::NAME, quantity: 0, name, children: Vec::new() });
        }
        let is_needed = particles.len() > 1;
        let fits = reader.peek().is_some_and(|token| token.quantity == 2 || token.quantity == 0 && !is_needed);
        let Some(quantity) = fits.then(|| reader.take_close()).flatten() else { return reader.wrong() };
        particles[0].quantity = quantity;
        return Ok(particles);
    }
    // The groups that are open, and the sign between the parts of each.
    let mut open: Vec<(usize, Option<u8>)> = vec![(0, None)];
    while let Some(&(current, _)) = open.last() {
        let number = particles.len();
        if reader.take_sign(b'(') {
            particles[current].children.push(number);
            particles.push(group());
            open.push((number, None));
            continue;
        }
        let (name, quantity) = reader.take_particle()?;
        let name = Some(name);
        particles[current].children.push(number);
        particles.push(Particle { kind: Particle::NAME, quantity, name, children: Vec::new() });
        // Groups that end here, and the sign before the next part.
        while let Some((group, sign)) = open.last_mut() {
            if let Some(quantity) = reader.take_close() {
                particles[*group].quantity = quantity;
                open.pop();
                continue;
            }
            let next = match *sign {
                Some(sign) if reader.take_sign(sign) => sign,
                None if reader.take_sign(b'|') => b'|',
                None if reader.take_sign(b',') => b',',
                _ => return reader.wrong(),
            };
            *sign = Some(next);
            if next == b'|' {
                particles[*group].kind = Particle::CHOICE;
            }
            break;
        }
    }
    Ok(particles)
}
