//! A text that is being searched.

use std::borrow::Cow;

use super::pattern::{Kind, Pattern};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::number;
use crate::text::regex::subject::{Narrow, Subject, Wide};
use crate::text::regex::{self, Advance, Extent, Memory, Request, Stop};
use crate::text::wtf8;
use crate::types::bytearray::{ByteArray, Export};
use crate::types::bytes::{self, Bytes, Request as Buffer};
use crate::vm::{PyResult, Vm};

/// Where the bytes of the text are.
pub enum Source {
    /// In a str.
    Text,
    /// In a bytes object.
    Bytes,
    /// In a bytearray, whose size cannot change meanwhile.
    Array(Export),
    /// Here: another object has been asked for them.
    Copy(Vec<u8>),
}

/// What a call asks of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// A match at the start.
    Match,
    /// One from the start to the end.
    FullMatch,
    /// The first one.
    Search,
}

/// How far the search of a text has come. It owns no reference: whoever has it holds the text.
pub struct State {
    source: Source,
    memory: Memory,
    /// The bounds given, in characters.
    pub pos: usize,
    pub endpos: usize,
    /// The place of the next search, in bytes.
    pub start: usize,
    /// What counts as the end, in bytes.
    pub end: usize,
    advance: Advance,
    /// A place in bytes, and the same in characters.
    known: (usize, usize),
}

/// TypeError "expected string or bytes-like object, got 'int'".
pub fn source_of(vm: &mut Vm, string: &Value) -> PyResult<Source> {
    if string.has::<Str>() {
        return Ok(Source::Text);
    }
    if bytes::has_python_buffer(vm, string) {
        match bytes::read(vm, string, Buffer::Simple) {
            Ok(Some(data)) => return Ok(Source::Copy(data)),
            Ok(None) => {}
            Err(raised) => drop(vm.take_raised(raised)),
        }
    } else if string.has::<Bytes>() {
        return Ok(Source::Bytes);
    } else if let Some(array) = string.cast::<ByteArray>() {
        return Ok(Source::Array(array.export()));
    } else if let Some(data) = bytes::view(vm, string) {
        return Ok(Source::Copy(data.into_owned()));
    }
    let name = vm.class_name(string);
    Err(vm.type_error(format!("expected string or bytes-like object, got '{name}'")))
}

impl Source {
    /// All bytes.
    pub fn bytes<'a>(&'a self, vm: &'a Vm, string: &'a Value) -> &'a [u8] {
        match self {
            Source::Text => string.expect::<Str>().as_bytes(),
            Source::Bytes => &string.expect::<Bytes>().data,
            Source::Array(_) => string.expect::<ByteArray>().data.get(&vm.heap),
            Source::Copy(data) => data,
        }
    }

    /// The length in characters.
    pub fn len(&self, vm: &Vm, string: &Value) -> usize {
        match self {
            Source::Text => string.expect::<Str>().len(),
            _ => self.bytes(vm, string).len(),
        }
    }

    /// Whether characters are bytes.
    fn is_narrow(&self, string: &Value) -> bool {
        !matches!(self, Source::Text) || string.expect::<Str>().is_ascii()
    }

    /// The byte offset of a character.
    pub fn offset(&self, string: &Value, index: usize) -> usize {
        match self {
            Source::Text => string.expect::<Str>().byte_offset(index),
            _ => index,
        }
    }

    /// The part between two byte offsets, as an exact str or bytes; the object itself if that is all of it.
    pub fn slice(&self, vm: &mut Vm, string: &Value, from: usize, to: usize) -> Value {
        if matches!(self, Source::Text) {
            let text = string.expect::<Str>().clone();
            let whole = from == 0 && to == text.as_bytes().len();
            if whole && vm.is_exactly(string, &vm.types.str) {
                return string.clone();
            }
            let part = &text.as_bytes()[from..to];
            return if text.is_ascii() { vm.new_str_ascii(part) } else { vm.new_str_bytes(part) }.into_value();
        }
        let all = self.bytes(vm, string);
        if from == 0 && to == all.len() && vm.is_exactly(string, &vm.types.bytes) {
            return string.clone();
        }
        let part = all[from..to].to_vec();
        bytes::new(vm, part)
    }
}

impl State {
    /// Of a text between two of its characters. TypeError for bytes if the pattern is text, and the other way round.
    pub fn new(vm: &mut Vm, pattern: &Pattern, string: &Value, pos: Slot, endpos: Slot) -> PyResult<State> {
        let pos = bound(vm, pos, 0)?;
        let endpos = bound(vm, endpos, usize::MAX)?;
        let source = source_of(vm, string)?;
        let is_text = matches!(source, Source::Text);
        match pattern.kind {
            Kind::Text if !is_text => {
                return Err(vm.type_error("cannot use a string pattern on a bytes-like object"));
            }
            Kind::Bytes if is_text => {
                return Err(vm.type_error("cannot use a bytes pattern on a string-like object"));
            }
            _ => {}
        }
        let length = source.len(vm, string);
        let (pos, endpos) = (pos.min(length), endpos.min(length));
        let (start, end) = (source.offset(string, pos), source.offset(string, endpos));
        Ok(State {
            source,
            memory: Memory::default(),
            pos,
            endpos,
            start,
            end,
            advance: Advance::Any,
            known: (start, pos),
        })
    }

    /// Does what is asked, from where the search has come: where the match begins and ends. KeyboardInterrupt after
    /// Ctrl-C, MemoryError.
    pub fn run(
        &mut self,
        vm: &mut Vm,
        pattern: &Pattern,
        string: &Value,
        task: Task,
    ) -> PyResult<Option<(usize, usize)>> {
        let extent = if task == Task::FullMatch { Extent::Whole } else { Extent::Prefix };
        let request = Request { start: self.start, end: self.end, extent, advance: self.advance };
        loop {
            let narrow = self.source.is_narrow(string);
            let text = self.source.bytes(vm, string);
            let memory = &mut self.memory;
            let found = if narrow {
                find(pattern, Narrow(text), &request, memory, task)
            } else {
                find(pattern, Wide(text), &request, memory, task)
            };
            match found {
                Ok(found) => {
                    if let Some((start, end)) = found {
                        self.known = (start, self.index(vm, string, start));
                        self.advance = if start == end { Advance::Required } else { Advance::Any };
                        self.start = end;
                    }
                    return Ok(found);
                }
                Err(Stop::Interrupted) => vm.do_due_work()?,
                Err(Stop::OutOfMemory) => return Err(vm.memory_error()),
            }
        }
    }

    /// Where a group matched, from 1 on, in bytes.
    pub fn group(&self, group: usize) -> Option<(usize, usize)> {
        self.memory.group(group - 1)
    }

    /// The number of the group that matched last.
    pub fn last_group(&self) -> Option<usize> {
        self.memory.last_group()
    }

    /// The index of the character at a byte offset.
    pub fn index(&self, vm: &Vm, string: &Value, offset: usize) -> usize {
        if self.source.is_narrow(string) {
            return offset;
        }
        let (text, (known, index)) = (self.source.bytes(vm, string), self.known);
        if offset >= known {
            index + wtf8::count(&text[known..offset])
        } else {
            index - wtf8::count(&text[offset..known])
        }
    }

    /// The text between two byte offsets.
    pub fn slice(&self, vm: &mut Vm, string: &Value, from: usize, to: usize) -> Value {
        self.source.slice(vm, string, from, to)
    }

    /// What a group matched, `otherwise` if it did not.
    pub fn group_text(&self, vm: &mut Vm, string: &Value, group: usize, otherwise: Value) -> Value {
        match self.group(group) {
            Some((from, to)) => self.slice(vm, string, from, to),
            None => otherwise,
        }
    }
}

fn find<S: Subject>(
    pattern: &Pattern,
    subject: S,
    request: &Request,
    memory: &mut Memory,
    task: Task,
) -> Result<Option<(usize, usize)>, Stop> {
    let poll = &mut crate::vm::signals::any;
    if task == Task::Search {
        return regex::search(&pattern.program, subject, request, memory, poll);
    }
    Ok(regex::match_at(&pattern.program, subject, request, memory, poll)?.map(|end| (request.start, end)))
}

/// A bound; below 0 it is 0.
fn bound(vm: &mut Vm, bound: Slot, default: usize) -> PyResult<usize> {
    match bound {
        Some(bound) => Ok(usize::try_from(number::ssize_argument(vm, &bound)?).unwrap_or(0)),
        None => Ok(default),
    }
}

/// The text of a str or the bytes of a bytes-like object, if it is one.
pub fn content<'a>(vm: &'a Vm, value: &'a Value) -> Option<Cow<'a, [u8]>> {
    match value.cast::<Str>() {
        Some(text) => Some(Cow::Borrowed(text.as_bytes())),
        None => bytes::view(vm, value),
    }
}

/// `"".join(parts)`, of the type that `like` is.
pub fn join(vm: &mut Vm, like: &Source, parts: Vec<Value>) -> PyResult {
    let empty = match like {
        Source::Text => vm.names.empty.to_value(),
        _ => bytes::new(vm, Vec::new()),
    };
    let join: Py<Str> = vm.intern("join");
    let parts = crate::types::list::List::create(vm, parts).into_value();
    crate::protocol::call_method(vm, &empty, &join, &[parts])
}

impl State {
    /// Where the text is.
    pub fn source(&self) -> &Source {
        &self.source
    }
}
