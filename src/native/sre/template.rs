//! `_sre.SRE_Template`: what a match is replaced by.

use super::state::{Source, join};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Edge, Layout, Py, References, Slot, Str, Value, payload};
use crate::protocol::{self, attribute};
use crate::types::bytes::Bytes;
use crate::types::class::ClassSpec;
use crate::types::int::Number;
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_sre",
    flags: ClassFlags::HEAP_TYPE,
    ..ClassSpec::new("SRE_Template", Layout::of::<Substitution>())
})
.hidden();

/// A text in which groups stand.
pub struct Substitution {
    /// What stands before the first group.
    literal: Value,
    /// The groups, each with what follows it if that is not empty.
    items: Vec<(usize, Slot)>,
}

payload! { Substitution: AtBirth;
    traverse(this, tracer) {
        this.literal.trace(Edge::Internal("literal"), tracer);
        for (_, literal) in &this.items {
            literal.trace(Edge::Internal("literals"), tracer);
        }
    }
    dealloc(this, sink) {
        this.literal.release(sink);
        for (_, literal) in this.items {
            literal.release(sink);
        }
    }
    size(this, _heap) { 40 + 16 * this.items.len() }
}

impl Substitution {
    /// Whether no groups stand in it.
    pub fn is_literal(&self) -> bool {
        self.items.is_empty()
    }

    /// What stands before the first group.
    pub fn literal(&self) -> Value {
        self.literal.clone()
    }
}

impl Py<Substitution> {
    /// The text with what `group` gives for each group; None stands for nothing.
    pub fn expand(&self, vm: &mut Vm, mut group: impl FnMut(&mut Vm, usize) -> PyResult) -> PyResult {
        let mut parts = Vec::with_capacity(2 * self.items.len() + 1);
        if !is_empty(&self.literal) {
            parts.push(self.literal.clone());
        }
        for (number, literal) in &self.items {
            let text = group(vm, *number)?;
            if !text.is_none() {
                parts.push(text);
            }
            parts.extend(literal.clone());
        }
        let like = if self.literal.has::<Str>() { Source::Text } else { Source::Bytes };
        join(vm, &like, parts)
    }
}

fn is_empty(literal: &Value) -> bool {
    match literal.cast::<Str>() {
        Some(text) => text.is_empty(),
        None => literal.cast::<Bytes>().is_some_and(|bytes| bytes.data.is_empty()),
    }
}

/// `_sre.template(pattern, parts)`, of texts and group numbers in turn.
pub fn template(vm: &mut Vm, _module: &Value, arguments: &[Value]) -> PyResult {
    let parts = &arguments[1];
    let Some(list) = parts.cast::<List>() else {
        let given = if parts.is_none() { "None".to_owned() } else { vm.class_name(parts) };
        return Err(vm.type_error(format!("template() argument 2 must be list, not {given}")));
    };
    let parts = list.items.get(&vm.heap).clone();
    let Some((literal, rest)) = parts.split_first().filter(|(_, rest)| rest.len() % 2 == 0) else {
        return Err(vm.type_error("invalid template"));
    };
    let mut items = Vec::with_capacity(rest.len() / 2);
    for pair in rest.chunks_exact(2) {
        let Some(number) = Number::of(&pair[0]) else { return Err(vm.type_error("an integer is required")) };
        let Some(number) = number.to_i64() else {
            return Err(vm.overflow_error("Python int too large to convert to C ssize_t"));
        };
        let Ok(number) = usize::try_from(number) else { return Err(vm.type_error("invalid template")) };
        items.push((number, Some(pair[1].clone()).filter(|literal| !is_empty(literal))));
    }
    let class = CLASS.of(vm);
    let payload = Substitution { literal: literal.clone(), items };
    Ok(vm.heap.alloc(&class, payload).into_value())
}

/// `re._compile_template(pattern, replacement)`.
pub fn compiled(vm: &mut Vm, pattern: &Value, replacement: &Value) -> PyResult {
    let [module, function] = ["re", "_compile_template"].map(|name| vm.intern(name));
    let module = crate::import::load(vm, &module)?;
    let function = attribute::get(vm, &module, &function)?;
    protocol::call(vm, &function, &[pattern.clone(), replacement.clone()])
}
