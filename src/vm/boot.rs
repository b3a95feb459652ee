//! Bringing an interpreter up and down.

use hashbrown::HashTable;

use super::Vm;
use super::context::{GlobalsHints, intern_in};
use super::hooks::Hooks;
use super::names::Names;
use super::stack::Stack;
use super::type_map::TypeMap;
use crate::object::{Heap, HeapCell, HeapInUse, Value};
use crate::types::class::{ClassIndex, MethodCache, Origin};
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::table;

/// Native stack that recursion through native code may use, in bytes: thousands of levels of `repr` or of a Python
/// method called by native code, about as many as CPython's C recursion limit allows.
const RECURSION_STACK: usize = if cfg!(debug_assertions) { 24 << 20 } else { 12 << 20 };

/// Room in the table of interned strings: what the start enters, and some more.
const NAMES_AT_START: usize = 3000;

impl Vm {
    /// An interpreter with its built-in classes and no modules, on a thread whose native stack has `stack_size` bytes
    /// left. What types and machine need of the layers above comes with `hooks`. The error is that another interpreter
    /// lives on the thread.
    pub fn new(stack_size: usize, hooks: &'static Hooks) -> Result<Vm, HeapInUse> {
        let mut heap = Heap::new()?;
        let types = table::bare(&mut heap);
        let mut interned = HashTable::with_capacity(NAMES_AT_START);
        let names = Names::new(|text| intern_in(&mut interned, &mut heap, &types.str, text.as_bytes()));
        let mut characters = Vec::with_capacity(256);
        for code in 0..=255_u8 {
            let mut text = [0; 2];
            let text = char::from(code).encode_utf8(&mut text);
            characters.push(intern_in(&mut interned, &mut heap, &types.str, text.as_bytes()));
        }
        for shared in characters.iter().chain([&names.empty]) {
            shared.header().report_as_immortal();
        }
        let Ok(empty_tuple) = heap.new_tuple(&types.tuple, std::iter::empty()) else {
            std::alloc::handle_alloc_error(std::alloc::Layout::new::<Value>())
        };
        empty_tuple.header().report_as_immortal();
        let new_dict = |heap: &mut Heap| heap.alloc(&types.dict, Dict::new());
        let (modules, builtins, sys) = (new_dict(&mut heap), new_dict(&mut heap), new_dict(&mut heap));
        let new_list = |heap: &mut Heap| heap.alloc(&types.list, List { items: HeapCell::new(Vec::new()) });
        let (gc_garbage, gc_callbacks) = (new_list(&mut heap), new_list(&mut heap));
        let here = std::ptr::from_ref(&stack_size) as usize;
        let mut vm = Vm {
            heap,
            types,
            names,
            pending: None,
            handled: super::handled::Handled::default(),
            async_hooks: super::async_hooks::AsyncHooks::default(),
            monitoring: super::monitoring::Monitoring::default(),
            recorder: super::recorder::Recorder::default(),
            method_cache: MethodCache::default(),
            places: super::interpreter::places::Places::default(),
            interned,
            characters,
            single_bytes: Vec::new(),
            empty_tuple,
            modules,
            builtins,
            sys,
            stack: Stack::new(),
            native_stack_limit: here.saturating_sub(RECURSION_STACK.min(stack_size / 2)),
            last_origin: Origin::OBJECT,
            spread: None,
            raised_at: Vec::new(),
            last_class_version: 0,
            last_keys_version: 0,
            hints: GlobalsHints::default(),
            gc_debug: 0,
            max_str_digits: crate::text::int_text::DEFAULT_MAX_STR_DIGITS,
            gc_garbage,
            gc_callbacks,
            garbage_observer: None,
            collection_observer: None,
            output_observer: None,
            import_function: Value::NONE,
            common_functions: [Value::NONE, Value::NONE],
            hooks,
            states: TypeMap::default(),
            native_classes: ClassIndex::default(),
            modules_removed: false,
            repr_active: std::collections::HashSet::new(),
        };
        table::finish(&mut vm);
        Ok(vm)
    }
}
