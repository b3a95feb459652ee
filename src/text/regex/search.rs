//! Where a match may begin.

use super::matcher::{Matcher, Memory, Request, Stop};
use super::subject::Subject;
use super::{Instruction, Place, Program, Start};
use crate::text::search as bytes;

/// The first match at or behind the start that is asked for: where it begins and ends.
pub fn search<S: Subject>(
    program: &Program,
    subject: S,
    request: &Request,
    memory: &mut Memory,
    poll: &mut dyn FnMut() -> bool,
) -> Result<Option<(usize, usize)>, Stop> {
    // A character has at least one byte.
    let Some(room) = request.end.checked_sub(request.start).filter(|&room| room >= program.shortest) else {
        return Ok(None);
    };
    let last = request.start + room - program.shortest;
    let mut matcher = Matcher::new(program, subject, request, memory, poll);
    let mut at = request.start;
    if let Start::Text { wide, narrow, whole } = &program.start {
        let needle = if S::IS_NARROW { narrow.as_ref() } else { Some(wide) };
        let Some(needle) = needle else { return Ok(None) };
        while let Some(found) = bytes::find(&subject.bytes()[at..request.end], needle) {
            let start = at + found;
            if *whole {
                matcher.forget();
                return Ok(Some((start, start + needle.len())));
            }
            if let Some(end) = matcher.run(start)? {
                return Ok(Some((start, end)));
            }
            at = start + 1;
        }
        return Ok(None);
    }
    if let Start::Set(set) = program.start {
        let set = &program.sets[set as usize];
        while at <= last && at < request.end {
            let (code, next) = subject.next(at);
            if set.contains(code)
                && let Some(end) = matcher.run(at)?
            {
                return Ok(Some((at, end)));
            }
            at = next;
        }
        return Ok(None);
    }
    let only_here = matches!(program.instructions.first(), Some(Instruction::At(Place::Beginning)));
    loop {
        if let Some(end) = matcher.run(at)? {
            return Ok(Some((at, end)));
        }
        if only_here || at >= last {
            return Ok(None);
        }
        at = subject.next(at).1;
    }
}
