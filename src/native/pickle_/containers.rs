//! Saving lists, dicts, tuples and sets: the empty container first, then what is in it, so that it can refer to itself.

use super::opcode::{
    ADDITEMS, APPEND, APPENDS, DICT, EMPTY_DICT, EMPTY_LIST, EMPTY_SET, EMPTY_TUPLE, FROZENSET, LIST, MARK, POP,
    POP_MARK, SETITEM, SETITEMS, TUPLE, TUPLE1, TUPLE2, TUPLE3,
};
use super::pickler::Pickler;
use super::save::{PersistentIds, noted_of};
use super::state::noted;
use crate::object::{Py, Tuple, Value};
use crate::protocol::{self, iterate};
use crate::text::room::Room;
use crate::types::class::full_name;
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::set;
use crate::vm::{PyResult, Raised, Vm};

/// How many items one opcode adds at most.
const BATCH: usize = 1000;

/// How deep fast mode goes before it looks for circles.
const UNWATCHED: i32 = 50;

/// The exception with a note of the key whose value was being written.
#[cold]
fn noted_of_key(vm: &mut Vm, raised: Raised, owner: &Value, key: &Value) -> Raised {
    noted(vm, raised, |vm| {
        let class = vm.class_of(owner).clone();
        let mut text = format!("when serializing {} item ", full_name(vm, &class)).into_bytes();
        text.put_all(protocol::repr(vm, key)?.as_bytes());
        Ok(text)
    })
}

impl Py<Pickler> {
    pub(super) fn save_plain(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        self.save(vm, value, PersistentIds::Asked)
    }

    fn save_item(&self, vm: &mut Vm, owner: &Value, item: &Value, index: usize) -> PyResult<()> {
        self.save_plain(vm, item).map_err(|raised| noted_of(vm, raised, owner, &format!("item {index}")))
    }

    fn save_member(&self, vm: &mut Vm, owner: &Value, key: &Value, value: &Value) -> PyResult<()> {
        self.save_plain(vm, key)?;
        self.save_plain(vm, value).map_err(|raised| noted_of_key(vm, raised, owner, key))
    }

    /// Without a memo circles are noticed by their depth. ValueError "fast mode: can't pickle cyclic objects including
    /// object type list at 0x7f…".
    fn enter_fast(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        if !self.is_fast() {
            return Ok(());
        }
        let depth = self.fast_depth.get() + 1;
        self.fast_depth.set(depth);
        if depth >= UNWATCHED && !self.fast_seen.get_mut(&mut vm.heap).insert(value.bits()) {
            self.fast_depth.set(-1);
            let (class, address) = (vm.class_name(value), value.bits());
            let text = format!("fast mode: can't pickle cyclic objects including object type {class} at {address:#x}");
            return Err(vm.value_error(text));
        }
        Ok(())
    }

    fn leave_fast(&self, vm: &mut Vm, value: &Value) {
        if self.is_fast() {
            let depth = self.fast_depth.get();
            self.fast_depth.set(depth - 1);
            if depth >= UNWATCHED {
                self.fast_seen.get_mut(&mut vm.heap).remove(&value.bits());
            }
        }
    }

    pub(super) fn save_list(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        self.enter_fast(vm, value)?;
        let result = self.save_list_items(vm, value);
        self.leave_fast(vm, value);
        result
    }

    fn save_list_items(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        self.put(vm, if self.is_binary() { &[EMPTY_LIST] } else { &[MARK, LIST] });
        let list = value.expect::<List>().clone();
        let length = list.items.get(&vm.heap).len();
        self.memoize(vm, value);
        if length == 0 {
            return Ok(());
        }
        if self.protocol.get() == 0 {
            let iterator = iterate::iter(vm, value)?;
            return self.save_appends(vm, &iterator, value);
        }
        if let [only] = list.items.get(&vm.heap).as_slice() {
            let only = only.clone();
            self.save_item(vm, value, &only, 0)?;
            self.put(vm, &[APPEND]);
            return Ok(());
        }
        let mut index = 0;
        loop {
            self.put(vm, &[MARK]);
            let end = index + BATCH;
            while index < end
                && let Some(item) = list.items.get(&vm.heap).get(index).cloned()
            {
                self.save_item(vm, value, &item, index)?;
                index += 1;
            }
            self.put(vm, &[APPENDS]);
            if list.items.get(&vm.heap).len() != length {
                return Err(vm.runtime_error("list changed size during iteration"));
            }
            if index >= length {
                return Ok(());
            }
        }
    }

    /// Writes what an iterator gives as items of a list.
    pub(super) fn save_appends(&self, vm: &mut Vm, iterator: &Value, owner: &Value) -> PyResult<()> {
        let mut index = 0;
        if self.protocol.get() == 0 {
            while let Some(item) = iterate::next(vm, iterator)? {
                self.save_item(vm, owner, &item, index)?;
                index += 1;
                self.put(vm, &[APPEND]);
            }
            return Ok(());
        }
        while let Some(first) = iterate::next(vm, iterator)? {
            let mut next = iterate::next(vm, iterator)?;
            if next.is_none() {
                self.save_item(vm, owner, &first, index)?;
                self.put(vm, &[APPEND]);
                return Ok(());
            }
            self.put(vm, &[MARK]);
            self.save_item(vm, owner, &first, index)?;
            drop(first);
            index += 1;
            let mut count = 1;
            while let Some(item) = next {
                self.save_item(vm, owner, &item, index)?;
                drop(item);
                index += 1;
                count += 1;
                next = if count == BATCH { None } else { iterate::next(vm, iterator)? };
            }
            self.put(vm, &[APPENDS]);
            if count < BATCH {
                return Ok(());
            }
        }
        Ok(())
    }

    pub(super) fn save_dict(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        self.enter_fast(vm, value)?;
        let result = self.save_dict_items(vm, value);
        self.leave_fast(vm, value);
        result
    }

    fn save_dict_items(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        self.put(vm, if self.is_binary() { &[EMPTY_DICT] } else { &[MARK, DICT] });
        self.memoize(vm, value);
        let dict = value.expect::<Dict>().clone();
        let length = dict.len(&vm.heap);
        if length == 0 {
            return Ok(());
        }
        if self.protocol.get() == 0 {
            let items = vm.names.items.clone();
            let items = protocol::call_method(vm, value, &items, &[])?;
            let iterator = iterate::iter(vm, &items)?;
            drop(items);
            return self.save_members(vm, &iterator, value);
        }
        let mut position = 0;
        let mut next = |vm: &mut Vm| {
            let (found, entry) = dict.table.get(&vm.heap).entry_from(position)?;
            position = found + 1;
            Some((entry.key.clone(), entry.value.clone()))
        };
        if length == 1 {
            if let Some((key, member)) = next(vm) {
                self.save_member(vm, value, &key, &member)?;
                self.put(vm, &[SETITEM]);
            }
            return Ok(());
        }
        loop {
            self.put(vm, &[MARK]);
            let mut count = 0;
            while count < BATCH
                && let Some((key, member)) = next(vm)
            {
                self.save_member(vm, value, &key, &member)?;
                count += 1;
            }
            self.put(vm, &[SETITEMS]);
            if dict.len(&vm.heap) != length {
                return Err(vm.runtime_error("dictionary changed size during iteration"));
            }
            if count < BATCH {
                return Ok(());
            }
        }
    }

    /// Writes what an iterator gives as keys and values of a dict.
    pub(super) fn save_members(&self, vm: &mut Vm, iterator: &Value, owner: &Value) -> PyResult<()> {
        let next = |vm: &mut Vm| match iterate::next(vm, iterator)? {
            None => Ok(None),
            Some(pair) => match pair.cast_into::<Tuple>() {
                Ok(pair) if pair.len() == 2 => Ok(Some(pair)),
                _ => Err(vm.type_error("dict items iterator must return 2-tuples")),
            },
        };
        let save = |vm: &mut Vm, pair: &Py<Tuple>| {
            let [key, value] = pair.items() else { return Ok(()) };
            self.save_member(vm, owner, key, value)
        };
        if self.protocol.get() == 0 {
            while let Some(pair) = next(vm)? {
                save(vm, &pair)?;
                self.put(vm, &[SETITEM]);
            }
            return Ok(());
        }
        while let Some(first) = next(vm)? {
            // The second one is looked at when its turn comes.
            let mut following = iterate::next(vm, iterator)?;
            if following.is_none() {
                save(vm, &first)?;
                self.put(vm, &[SETITEM]);
                return Ok(());
            }
            self.put(vm, &[MARK]);
            save(vm, &first)?;
            drop(first);
            let mut count = 1;
            while let Some(pair) = following {
                let pair = match pair.cast_into::<Tuple>() {
                    Ok(pair) if pair.len() == 2 => pair,
                    _ => return Err(vm.type_error("dict items iterator must return 2-tuples")),
                };
                save(vm, &pair)?;
                drop(pair);
                count += 1;
                following = if count == BATCH { None } else { iterate::next(vm, iterator)? };
            }
            self.put(vm, &[SETITEMS]);
            if count < BATCH {
                return Ok(());
            }
        }
        Ok(())
    }

    pub(super) fn save_tuple(&self, vm: &mut Vm, tuple: &Py<Tuple>) -> PyResult<()> {
        let (length, value) = (tuple.len(), tuple.as_value());
        if length == 0 {
            self.put(vm, if self.protocol.get() > 0 { &[EMPTY_TUPLE] } else { &[MARK, TUPLE] });
            return Ok(());
        }
        let is_short = length <= 3 && self.protocol.get() >= 2;
        if !is_short {
            self.put(vm, &[MARK]);
        }
        for (index, item) in tuple.items().iter().enumerate() {
            self.save_item(vm, value, item, index)?;
        }
        // A tuple that is in itself has been written by now: what was written of it here is given up.
        if let Some(number) = self.memo.get(&vm.heap).get(value) {
            match (is_short, self.is_binary()) {
                (true, _) => self.put(vm, &[POP; 3][..length]),
                (false, true) => self.put(vm, &[POP_MARK]),
                (false, false) => self.put(vm, &vec![POP; length + 1]),
            }
            return self.put_reference(vm, number);
        }
        let code = if is_short { [TUPLE1, TUPLE2, TUPLE3][length - 1] } else { TUPLE };
        self.put(vm, &[code]);
        self.memoize(vm, value);
        Ok(())
    }

    /// A set or a frozenset as protocols below 4 write it: made of a list.
    fn save_as_list(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        let items = iterate::collect_to_vec(vm, value)?;
        let items = List::create(vm, items).into_value();
        let arguments = vm.new_tuple(vec![items]).into_value();
        let class = vm.class_of(value).to_value();
        let reduced = vm.new_tuple(vec![class, arguments]);
        self.save_reduce(vm, &reduced, value)
    }

    pub(super) fn save_set(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        if self.protocol.get() < 4 {
            return self.save_as_list(vm, value);
        }
        self.put(vm, &[EMPTY_SET]);
        self.memoize(vm, value);
        let length = set::data(value).table.get(&vm.heap).len();
        if length == 0 {
            return Ok(());
        }
        let mut bucket = 0;
        loop {
            self.put(vm, &[MARK]);
            let mut count = 0;
            while count < BATCH
                && let Some((found, item)) = {
                    let entry = set::data(value).table.get(&vm.heap).entry_from(bucket);
                    entry.map(|(found, _, item)| (found, item.clone()))
                }
            {
                bucket = found + 1;
                self.save_plain(vm, &item).map_err(|raised| noted_of(vm, raised, value, "element"))?;
                count += 1;
            }
            self.put(vm, &[ADDITEMS]);
            if set::data(value).table.get(&vm.heap).len() != length {
                return Err(vm.runtime_error("set changed size during iteration"));
            }
            if count < BATCH {
                return Ok(());
            }
        }
    }

    pub(super) fn save_frozenset(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        self.enter_fast(vm, value)?;
        if self.protocol.get() < 4 {
            return self.save_as_list(vm, value);
        }
        self.put(vm, &[MARK]);
        let iterator = iterate::iter(vm, value)?;
        while let Some(item) = iterate::next(vm, &iterator)? {
            self.save_plain(vm, &item).map_err(|raised| noted_of(vm, raised, value, "element"))?;
        }
        drop(iterator);
        if let Some(number) = self.memo.get(&vm.heap).get(value) {
            self.put(vm, &[POP_MARK]);
            return self.put_reference(vm, number);
        }
        self.put(vm, &[FROZENSET]);
        self.memoize(vm, value);
        Ok(())
    }
}
