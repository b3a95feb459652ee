//! XML, read as expat reads it: a document comes in pieces, and gives events one at a time.
//!
//! The order of events, what each has, where it is, and what is refused in which words are expat's. Whoever asks for the
//! next event decides what is done about it. The state of a parser is plain data; no Python object is in it.

mod attributes;
mod content;
mod declaration;
mod decode;
mod event;
mod fault;
mod names;
mod prolog;
mod scan;

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

pub use decode::Encoding;
pub use event::{Declared, EntityKind, Event, External, Found, Particle, Text};
pub use fault::{Code, Fault, TEXTS};

use fault::Stop;
use scan::Names;

/// Whether more of a document follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// It does.
    Inner,
    /// It does not.
    Last,
}

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1 on.
    pub line: usize,
    /// The column, from 0 on.
    pub column: usize,
    /// The byte, from 0 on.
    pub byte: usize,
}

/// What is wanted of a parser. It may be changed between events.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub struct Wishes {
    /// Events are to say how they are written.
    pub raw: bool,
    /// Entities of the document itself are replaced by what they stand for.
    pub expands: bool,
    /// Somebody is told where elements begin.
    pub starts: bool,
    /// Somebody reads external entities.
    pub externals: bool,
    /// Somebody is told that a document does not stand alone.
    pub standing: bool,
    /// Names with a namespace end with their prefix.
    pub prefixes: bool,
    /// When entities of declarations are read: expat's number.
    pub parameters: u8,
    /// There is a part of the declarations that no document names.
    pub foreign: bool,
    /// A token whose end is not there is not looked at again for every byte.
    pub defers: bool,
}

/// What a document declares.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a document may have any of these properties")]
struct Definitions {
    entities: HashMap<Text, Entity>,
    parameters: HashMap<Text, Entity>,
    elements: HashMap<Text, Vec<AttributeDefinition>>,
    /// Some declarations may not have been read.
    has_parameters: bool,
    stands_alone: bool,
    /// Declarations that follow one that has not been read do not count.
    is_behind_unread: bool,
    /// A parser that reads declarations elsewhere has begun.
    parameters_were_read: bool,
}

#[derive(Clone, Debug)]
struct Entity {
    value: Option<Rc<[u8]>>,
    external: External,
    notation: Option<Text>,
    is_internal: bool,
}

#[derive(Clone, Debug)]
struct AttributeDefinition {
    name: Text,
    is_cdata: bool,
    default: Option<Text>,
}

/// An element that has begun.
#[derive(Clone, Debug)]
struct OpenElement {
    written: Text,
    shown: Text,
    /// How many prefixes it has bound.
    bindings: usize,
}

/// An entity that is being read.
#[derive(Clone, Debug)]
struct OpenEntity {
    name: Text,
    kind: EntityKind,
    text: Rc<[u8]>,
    at: usize,
    /// How many elements were open where it stands.
    depth: usize,
}

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// The first bytes say in which encoding.
    Begin,
    /// A declaration of the version may come.
    First,
    Prolog,
    Subset,
    DoctypeEnd,
    Content,
    Cdata,
    Epilog,
}

/// What kind of text a parser reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whole {
    Document,
    /// An external entity of content.
    Content,
    /// Declarations that stand elsewhere.
    Declarations,
}

/// How much entities may blow a document up.
#[derive(Clone, Copy, Debug)]
struct Limits {
    threshold: u64,
    factor: f64,
    direct: u64,
    indirect: u64,
}

/// A document that is being read.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what has happened to a parser, in any combination")]
pub struct Parser {
    /// What is wanted.
    pub wishes: Wishes,
    /// What relative identifiers are relative to.
    pub base: Option<Text>,
    /// The encoding that was said from outside.
    named: Option<Text>,
    encoding: Encoding,
    raw: Vec<u8>,
    text: Vec<u8>,
    at: usize,
    /// The place of the first byte of the text, and that of the last byte whose place was asked for.
    origin: Position,
    known: Cell<(usize, Position)>,
    event_at: usize,
    has_begun: bool,
    is_last: bool,
    is_finished: bool,
    /// How much there was of a token whose end was missing.
    partial: usize,
    is_held: bool,
    fed_from: usize,
    whole: Whole,
    state: State,
    queue: VecDeque<Found>,
    names: Names,
    separator: Option<char>,
    open: Vec<OpenElement>,
    entities: Vec<OpenEntity>,
    bindings: Vec<(Text, Text)>,
    definitions: Rc<RefCell<Definitions>>,
    doctype: Option<External>,
    /// Something has to be looked at when external declarations have been read.
    is_closing: bool,
    /// How many conditional sections are open.
    sections: usize,
    next_encoding: Option<Encoding>,
    limits: Limits,
    failed: Option<Fault>,
}

impl Parser {
    /// A parser of a document, in an encoding that is said or found, with namespaces if there is a separator between
    /// them and names; U+0000 stands for none.
    pub fn new(encoding: Option<&[u8]>, separator: Option<char>) -> Parser {
        Parser {
            wishes: Wishes {
                raw: false,
                expands: true,
                starts: false,
                externals: false,
                standing: false,
                prefixes: false,
                parameters: 0,
                foreign: false,
                defers: true,
            },
            base: None,
            named: encoding.map(<[u8]>::to_vec),
            encoding: Encoding::Utf8,
            raw: Vec::new(),
            text: Vec::new(),
            at: 0,
            origin: Position { line: 1, column: 0, byte: 0 },
            known: Cell::new((0, Position { line: 1, column: 0, byte: 0 })),
            event_at: 0,
            has_begun: false,
            is_last: false,
            is_finished: false,
            partial: 0,
            is_held: false,
            fed_from: 0,
            whole: Whole::Document,
            state: State::Begin,
            queue: VecDeque::new(),
            names: if separator.is_some() { Names::Prefixed } else { Names::Plain },
            separator,
            open: Vec::new(),
            entities: Vec::new(),
            bindings: Vec::new(),
            definitions: Rc::default(),
            doctype: None,
            is_closing: false,
            sections: 0,
            next_encoding: None,
            limits: Limits { threshold: 8 << 20, factor: 100.0, direct: 0, indirect: 0 },
            failed: None,
        }
    }

    /// A parser of an external entity: of content in a context that an event told, of declarations without one.
    pub fn of_external(&self, context: Option<&[u8]>, encoding: Option<&[u8]>) -> Parser {
        let mut inner = Parser::new(encoding, self.separator);
        inner.wishes = self.wishes.clone();
        inner.definitions = Rc::clone(&self.definitions);
        inner.limits = self.limits;
        let Some(context) = context else {
            inner.whole = Whole::Declarations;
            self.definitions.borrow_mut().parameters_were_read = true;
            return inner;
        };
        inner.whole = Whole::Content;
        for part in context.split(|&byte| byte == b'\x0c').filter(|part| !part.is_empty()) {
            match part.iter().position(|&byte| byte == b'=') {
                Some(at) => inner.bindings.push((part[..at].to_vec(), part[at + 1..].to_vec())),
                // An entity that is open must not be read within itself.
                None => inner.entities.push(OpenEntity {
                    name: part.to_vec(),
                    kind: EntityKind::General,
                    text: Rc::from(&[][..]),
                    at: 0,
                    depth: 0,
                }),
            }
        }
        inner
    }

    /// Says in which encoding the text is, whatever it says itself.
    pub fn set_encoding(&mut self, name: &[u8]) {
        if !self.has_begun {
            self.named = Some(name.to_vec());
        }
    }

    /// What is wrong with the document, if that has been found.
    pub fn code(&self) -> Option<Code> {
        self.failed.as_ref().map(|fault| fault.code)
    }

    /// Whether it has been given anything.
    pub fn has_begun(&self) -> bool {
        self.has_begun
    }

    /// Whether it has, and not all that there is.
    pub fn is_busy(&self) -> bool {
        self.has_begun && !self.is_finished
    }

    /// From how many bytes on how much larger a document may become by its entities.
    pub fn set_limit(&mut self, threshold: Option<u64>, factor: Option<f64>) {
        self.limits.threshold = threshold.unwrap_or(self.limits.threshold);
        self.limits.factor = factor.unwrap_or(self.limits.factor);
    }

    /// Gives more of the document. The events of what came before have been asked for.
    pub fn feed(&mut self, data: &[u8], piece: Piece) -> Result<(), Fault> {
        if self.is_finished {
            self.failed = Some(Fault::of(Code::Finished));
        }
        if let Some(fault) = &self.failed {
            return Err(fault.clone());
        }
        self.has_begun = true;
        self.forget_read();
        self.raw.extend(data);
        self.is_last = piece == Piece::Last;
        if self.state != State::Begin {
            self.decode();
        }
        let waiting = self.text.len() - self.at;
        self.is_held = self.wishes.defers && !self.is_last && waiting < 2 * self.partial;
        self.fed_from = self.at;
        Ok(())
    }

    fn decode(&mut self) {
        self.encoding.decode(&mut self.raw, &mut self.text);
        if self.is_last {
            Encoding::end(&mut self.raw, &mut self.text);
        }
    }

    /// Drops text that nobody asks for any more.
    fn forget_read(&mut self) {
        let keep = self.at.min(self.event_at);
        if keep > 0 {
            self.origin = self.position_of(keep);
            self.known.set((0, self.origin));
            self.text.drain(..keep);
            self.at -= keep;
            self.event_at -= keep;
        }
    }

    /// The next event; `None` when all that was given has been read.
    pub fn next(&mut self) -> Result<Option<Found>, Fault> {
        loop {
            if let Some(found) = self.queue.pop_front() {
                if let Some(at) = found.at {
                    self.event_at = at;
                }
                return Ok(Some(found));
            }
            if self.failed.is_some() {
                return Err(self.fail());
            }
            if self.is_held || self.is_finished {
                return Ok(None);
            }
            match self.step() {
                Ok(true) => {}
                Ok(false) => {
                    self.event_at = self.at;
                    let waiting = self.text.len() - self.at;
                    self.partial = if self.at == self.fed_from { waiting } else { 0 };
                    self.is_finished = self.is_last;
                    return Ok(None);
                }
                Err(fault) => {
                    // What was found before comes first.
                    self.failed = Some(fault);
                }
            }
        }
    }

    fn fail(&mut self) -> Fault {
        let fault = self.failed.get_or_insert(Fault::of(Code::Syntax));
        if let Some(at) = fault.at.take() {
            self.event_at = at;
        }
        fault.clone()
    }

    /// Ends reading with an error, at the place of the last event.
    pub fn refuse(&mut self, code: Code) -> Fault {
        self.queue.clear();
        let fault = Fault::of(code);
        self.failed = Some(fault.clone());
        fault
    }

    /// Ends reading behind the last token.
    pub fn abort(&mut self) {
        self.queue.clear();
        if self.failed.is_none() {
            self.event_at = self.at;
            self.is_finished = true;
        }
    }

    /// Answers [`Event::Encoding`].
    pub fn set_table(&mut self, table: Box<[Option<char>; 256]>) {
        self.switch(Encoding::Table(table));
    }

    /// Goes on in another encoding.
    fn switch(&mut self, encoding: Encoding) {
        // What follows has been read as if it were UTF-8, byte for byte.
        let mut rest = self.text.split_off(self.at);
        rest.append(&mut self.raw);
        self.raw = rest;
        self.encoding = encoding;
        self.decode();
    }

    /// Where the last event is, or where reading has come to.
    pub fn position(&self) -> Position {
        self.position_of(self.event_at)
    }

    /// The text from the last event on, as it was given.
    pub fn context(&self) -> Vec<u8> {
        let mut context = self.encoding.encode(&self.text[self.event_at.min(self.text.len())..]);
        context.extend(&self.raw);
        context
    }

    fn position_of(&self, at: usize) -> Position {
        let at = at.min(self.text.len());
        let known = self.known.get();
        let (start, mut position) = if known.0 <= at { known } else { (0, self.origin) };
        let text = &self.text[start..at];
        let mut is_after_return = start > 0 && self.text[start - 1] == b'\r';
        for &byte in text {
            if byte & 0xc0 == 0x80 {
                continue;
            }
            position.byte += self.encoding.width(byte);
            match byte {
                b'\n' if is_after_return => {}
                b'\n' | b'\r' => {
                    position.line += 1;
                    position.column = 0;
                }
                _ => position.column += 1,
            }
            is_after_return = byte == b'\r';
        }
        self.known.set((at, position));
        position
    }

    /// Reads a token. False if more has to be given first.
    fn step(&mut self) -> Result<bool, Fault> {
        if self.state == State::Begin {
            return self.begin();
        }
        match self.entities.iter().rposition(|entity| entity.at < entity.text.len() || !entity.is_context(self)) {
            Some(index) => {
                let (text, at) = (Rc::clone(&self.entities[index].text), self.entities[index].at);
                if at == text.len() {
                    return self.close_entity().map(|()| true);
                }
                let end = self.read(&text, at, Place::Entity).map_err(|fault| Fault::of(fault.code))?;
                // A token of an entity ends within it.
                let Some(end) = end else { return Err(Fault::of(Code::UnclosedToken)) };
                self.entities[index].at = end;
                self.limits.indirect += (end - at) as u64;
            }
            None => {
                let text = std::mem::take(&mut self.text);
                let read = self.read(&text, self.at, Place::Document);
                self.text = text;
                let Some(end) = read? else { return Ok(false) };
                self.limits.direct += (end - self.at) as u64;
                self.at = end;
                if let Some(encoding) = self.next_encoding.take() {
                    self.switch(encoding);
                }
            }
        }
        self.check_limits()?;
        Ok(true)
    }

    fn check_limits(&self) -> Result<(), Fault> {
        let Limits { threshold, factor, direct, indirect } = self.limits;
        let total = direct + indirect;
        if indirect > 0 && total >= threshold && total as f64 / direct.max(1) as f64 > factor {
            return Err(Fault::of(Code::AmplificationLimitBreach));
        }
        Ok(())
    }

    /// The end of an entity has been reached.
    fn close_entity(&mut self) -> Result<(), Fault> {
        if self.state == State::Cdata {
            return Err(Fault::of(Code::UnclosedCdataSection));
        }
        match self.entities.pop() {
            Some(entity) if entity.depth != self.open.len() => Err(Fault::of(Code::AsyncEntity)),
            _ => Ok(()),
        }
    }

    /// The encoding, by what was said or by the first bytes.
    fn begin(&mut self) -> Result<bool, Fault> {
        let named = self.named.clone();
        let known = named.as_deref().map_or(Some(Encoding::Utf8), Encoding::of_name);
        let Some(known) = known else {
            self.state = State::First;
            self.push(Event::Encoding(named.unwrap_or_default()), None, Some(0));
            return Ok(true);
        };
        let found = decode::detect(&self.raw);
        if found.is_none() && !self.is_last {
            return Ok(false);
        }
        let is_cut_off = self.raw.len() == 1 && (known.is_wide() || matches!(self.raw[0], 0 | b'<' | 0xef..));
        if found.is_none() && (is_cut_off || self.raw.len() == 2) {
            return Err(Fault::at(Code::UnclosedToken, 0));
        }
        // The first bytes count more than what was said.
        let (found, marks) = found.unwrap_or((None, 0));
        self.encoding = found.unwrap_or(known);
        self.state = State::First;
        if marks > 0 {
            self.raw.drain(..marks);
            self.origin.byte += marks;
            self.origin.column += 1;
            self.known.set((0, self.origin));
        }
        self.decode();
        Ok(true)
    }

    /// Reads at a place. Where that ends; `None` if more is needed.
    fn read(&mut self, text: &[u8], at: usize, place: Place) -> Result<Option<usize>, Fault> {
        match self.state {
            State::Begin => Ok(None),
            State::First => self.read_first(text, at),
            State::Prolog | State::Epilog => self.read_outside(text, at),
            State::Subset => self.read_subset(text, at, place),
            State::DoctypeEnd => self.read_doctype_end(text, at),
            State::Content => self.read_content(text, at, place),
            State::Cdata => self.read_cdata(text, at, place),
        }
    }

    /// What a token that cannot be read means.
    fn stopped(&self, stop: Stop, at: usize, place: Place) -> Result<Option<usize>, Fault> {
        match stop {
            Stop::Invalid(at) => Err(Fault::at(Code::InvalidToken, at)),
            Stop::PartialChar if self.is_last && self.encoding.is_wide() => Err(Fault::at(Code::UnclosedToken, at)),
            Stop::Partial if self.is_last || place == Place::Entity => Err(Fault::at(Code::UnclosedToken, at)),
            Stop::PartialChar if self.is_last || place == Place::Entity => Err(Fault::at(Code::PartialChar, at)),
            Stop::Partial | Stop::PartialChar => Ok(None),
        }
    }

    fn push(&mut self, event: Event, raw: Option<&[u8]>, at: Option<usize>) {
        let raw = raw.filter(|_| self.wishes.raw).map(<[u8]>::to_vec);
        self.queue.push_back(Found { event, raw, at });
    }

    /// What is open, for a parser of an external entity.
    fn context_text(&self, entity: &[u8]) -> Text {
        let mut parts: Vec<Text> = Vec::new();
        if self.separator.is_some() {
            let mut seen: Vec<&Text> = Vec::new();
            let xml = (b"xml".to_vec(), attributes::XML.to_vec());
            let defaults = self.bindings.iter().rev().filter(|(prefix, _)| prefix.is_empty());
            let others = self.bindings.iter().rev().filter(|(prefix, _)| !prefix.is_empty());
            for (prefix, uri) in defaults.chain(others).chain([&xml]) {
                if !seen.contains(&prefix) {
                    seen.push(prefix);
                    if !uri.is_empty() {
                        parts.push([prefix, &b"="[..], uri].concat());
                    }
                }
            }
        }
        parts.extend(self.entities.iter().map(|open| open.name.clone()));
        parts.push(entity.to_vec());
        parts.join(&b'\x0c')
    }
}

impl OpenEntity {
    /// Whether it is open around all that the parser reads.
    fn is_context(&self, parser: &Parser) -> bool {
        parser.whole == Whole::Content && self.text.is_empty()
    }
}

/// Where a text that is read comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Document,
    Entity,
}

#[cfg(test)]
mod tests;
