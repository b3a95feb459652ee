//! The place a SyntaxError points to, with the line and its carets.

use super::entry::text_of;
use super::report::or_failed;
use crate::object::{Str, Value};
use crate::types::exception::{self, Field};
use crate::vm::Vm;

/// What a SyntaxError tells of its place.
pub(super) struct SyntaxPlace {
    filename: Option<String>,
    line: Option<String>,
    end_line: Option<String>,
    text: Option<String>,
    offset: Offset,
    end_offset: Option<i64>,
    message: String,
}

enum Offset {
    Unset,
    Number(i64),
    Other,
}

impl SyntaxPlace {
    /// Reads the fields of a SyntaxError, whatever a script has put there.
    pub(super) fn of(vm: &mut Vm, exception: &Value) -> SyntaxPlace {
        let mut shown = |field: Field| {
            let value = exception::get_field(vm, exception, field).filter(|value| !value.is_none())?;
            let text = exception::to_str(vm, &value);
            Some(or_failed(vm, text, ""))
        };
        let (filename, line, end_line) = (shown(Field::Filename), shown(Field::Line), shown(Field::EndLine));
        let message = shown(Field::Msg).filter(|text| !text.is_empty());
        let text = exception::get_field(vm, exception, Field::Text);
        let text = text.as_ref().filter(|text| text.has::<Str>()).map(text_of);
        let offset = match exception::get_field(vm, exception, Field::Offset) {
            None => Offset::Unset,
            Some(none) if none.is_none() => Offset::Unset,
            Some(offset) => offset.as_small_int().map_or(Offset::Other, Offset::Number),
        };
        let end_offset = exception::get_field(vm, exception, Field::EndOffset).and_then(|offset| offset.as_small_int());
        let message = message.unwrap_or_else(|| "<no detail available>".to_owned());
        SyntaxPlace { filename, line, end_line, text, offset, end_offset, message }
    }

    /// The lines of the report, of which the last names the class and the message.
    pub(super) fn formatted(&self, class: &str) -> Vec<String> {
        let mut out = Vec::new();
        let mut suffix = String::new();
        if let Some(line) = &self.line {
            let filename = self.filename.as_deref().filter(|name| !name.is_empty()).unwrap_or("<string>");
            out.push(format!("  File \"{filename}\", line {line}\n"));
        } else if let Some(filename) = &self.filename {
            suffix = format!(" ({filename})");
        }
        if let Some(text) = &self.text {
            self.push_source(text, &mut out);
        }
        out.push(format!("{class}: {}{suffix}\n", self.message));
        out
    }

    fn push_source(&self, text: &str, out: &mut Vec<String>) {
        let whole: Vec<char> = text.chars().collect();
        let line = text.trim_end_matches('\n');
        let stripped = line.trim_start_matches([' ', '\n', '\x0c']);
        let length = line.chars().count() as i64;
        let spaces = length - stripped.chars().count() as i64;
        let mut offset = match self.offset {
            Offset::Other => return,
            Offset::Unset => {
                out.push(format!("    {stripped}\n"));
                return;
            }
            Offset::Number(offset) => offset,
        };
        let mut end = if self.line == self.end_line {
            self.end_offset.filter(|&end| end != 0).unwrap_or(offset)
        } else {
            length + 1
        };
        if !whole.is_empty() {
            let limit = whole.len() as i64;
            if offset > limit {
                offset = length + 1;
            }
            if end > limit {
                end = length + 1;
            }
        }
        if offset >= end || end < 0 {
            end = offset + 1;
        }
        out.push(format!("    {stripped}\n"));
        let column = offset - 1 - spaces;
        if column >= 0 {
            // Tabs and other blanks are kept, so that the carets stand below what they mean.
            let blanks: String = stripped
                .chars()
                .take(column as usize)
                .map(|character| if character.is_whitespace() { character } else { ' ' })
                .collect();
            let carets = "^".repeat((end - offset) as usize);
            out.push(format!("    {blanks}{carets}\n"));
        }
    }
}
