//! `text[index]` and `text[start:stop:step]`.

use super::part;
use crate::object::{Str, Value};
use crate::protocol::number;
use crate::text::room::{Room, with_room};
use crate::text::wtf8;
use crate::types::slice::{self, Slice};
use crate::vm::{PyResult, Vm};

/// `text[key]`; IndexError "string index out of range", TypeError "string indices must be integers, not 'float'".
pub(super) fn get_item(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    let text = this.expect::<Str>();
    if let Some(index) = key.as_small_int()
        && text.is_ascii()
    {
        let index = if index < 0 { index + text.len() as i64 } else { index };
        return match usize::try_from(index).ok().and_then(|index| text.as_bytes().get(index)) {
            Some(&character) => Ok(vm.characters[usize::from(character)].to_value()),
            None => Err(vm.index_error("string index out of range")),
        };
    }
    if number::has_index(vm, key) {
        let index = number::sequence_index(vm, key)?;
        let Some(index) = number::resolve_index(index, text.len()) else {
            return Err(vm.index_error("string index out of range"));
        };
        let at = text.byte_offset(index);
        let size = wtf8::sequence_len(text.as_bytes()[at]);
        return Ok(vm.new_str_bytes(&text.as_bytes()[at..at + size]).into_value());
    }
    let Some(slice) = key.cast::<Slice>() else {
        let name = vm.class_name(key);
        return Err(vm.type_error(format!("string indices must be integers, not '{name}'")));
    };
    let selection = slice::resolve(vm, slice, text.len())?;
    if selection.count == 0 {
        return Ok(vm.names.empty.to_value());
    }
    if selection.step == 1 {
        let from = text.byte_offset(selection.start);
        let to = text.byte_offset(selection.start + selection.count);
        return Ok(part(vm, text, from, to));
    }
    let data = text.as_bytes();
    if text.is_ascii() {
        return super::write_ascii(vm, selection.count, |writer| {
            if selection.step == -1 {
                let end = selection.start + 1;
                writer.push_ascii_reversed(&data[end - selection.count..end]);
            } else {
                writer.push_ascii(selection.positions().map(|position| data[position]));
            }
        });
    }
    let mut picked = with_room(selection.count);
    for position in selection.positions() {
        let at = text.byte_offset(position);
        picked.put_all(&data[at..at + wtf8::sequence_len(data[at])]);
    }
    super::made(vm, Some(picked))
}
