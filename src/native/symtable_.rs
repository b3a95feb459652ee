//! `_symtable`: the scopes of a program and their names, for `symtable`.

use ouropy_compiler::{Block, BlockKind, COMPREHENSION_CELL, RESOLUTION_SHIFT, Resolution, Use};

use super::builtins::evaluate;
use super::{ModuleSpec, NativeClass, set};
use crate::object::{ClassFlags, Layout, Py, Str, Value, payload};
use crate::types::class::{ClassSpec, GetSet, NativeDef, Slots};
use crate::types::dict::Dict;
use crate::types::int;
use crate::types::list::List;
use crate::types::str;
use crate::vm::{PyResult, Vm};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_symtable",
    functions: &[NativeDef::positional("symtable", 3, 3, |vm, _, given| {
        str::argument(vm, "symtable", "argument 3", &given[2])?;
        let top = evaluate::symbols(vm, &given[0], &given[1], &given[2])?;
        let mut count = 0;
        Ok(entry(vm, top, &mut count))
    })],
    classes: &[&ENTRY],
    init: Some(|vm, namespace| {
        let uses = [
            ("USE", Use::USED),
            ("DEF_GLOBAL", Use::GLOBAL),
            ("DEF_NONLOCAL", Use::NONLOCAL),
            ("DEF_LOCAL", Use::LOCAL),
            ("DEF_PARAM", Use::PARAMETER),
            ("DEF_TYPE_PARAM", Use::TYPE_PARAMETER),
            ("DEF_FREE_CLASS", Use::FREE_IN_CLASS),
            ("DEF_IMPORT", Use::IMPORT),
            ("DEF_BOUND", Use::BOUND),
            ("DEF_ANNOT", Use::ANNOTATED),
            ("DEF_COMP_ITER", Use::ITERATION),
        ];
        let kinds = [
            ("TYPE_FUNCTION", BlockKind::Function),
            ("TYPE_CLASS", BlockKind::Class),
            ("TYPE_MODULE", BlockKind::Module),
            ("TYPE_ANNOTATION", BlockKind::Annotation),
            ("TYPE_TYPE_ALIAS", BlockKind::TypeAlias),
            ("TYPE_TYPE_PARAMETERS", BlockKind::TypeParameters),
            ("TYPE_TYPE_VARIABLE", BlockKind::TypeVariable),
        ];
        let resolutions = [
            ("LOCAL", Resolution::Local),
            ("GLOBAL_EXPLICIT", Resolution::GlobalExplicit),
            ("GLOBAL_IMPLICIT", Resolution::GlobalImplicit),
            ("FREE", Resolution::Free),
            ("CELL", Resolution::Cell),
        ];
        let numbers = uses.iter().map(|&(name, uses)| (name, u32::from(uses.bits())));
        let numbers = numbers.chain(kinds.iter().map(|&(name, kind)| (name, kind as u32)));
        let numbers = numbers.chain(resolutions.iter().map(|&(name, resolution)| (name, resolution.number())));
        let others = [("DEF_COMP_CELL", COMPREHENSION_CELL), ("SCOPE_OFF", RESOLUTION_SHIFT), ("SCOPE_MASK", 15)];
        for (name, number) in numbers.chain(others) {
            set(vm, namespace, name, Value::index(number as usize));
        }
        Ok(())
    }),
};

static ENTRY: NativeClass = NativeClass::new(ClassSpec {
    flags: ClassFlags::empty(),
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    getset: &[
        GetSet::read_only("id", |vm, this| Ok(int::from_u64(vm, this.expect::<SymbolBlock>().number))).member(),
        GetSet::read_only("name", |_, this| Ok(this.expect::<SymbolBlock>().name.to_value())).member(),
        GetSet::read_only("symbols", |_, this| Ok(this.expect::<SymbolBlock>().symbols.to_value())).member(),
        GetSet::read_only("varnames", |_, this| Ok(this.expect::<SymbolBlock>().parameters.to_value())).member(),
        GetSet::read_only("children", |_, this| Ok(this.expect::<SymbolBlock>().children.to_value())).member(),
        GetSet::read_only("nested", |_, this| Ok(Value::index(usize::from(this.expect::<SymbolBlock>().is_nested))))
            .member(),
        GetSet::read_only("type", |_, this| Ok(Value::index(this.expect::<SymbolBlock>().kind as usize))).member(),
        GetSet::read_only("lineno", |_, this| Ok(Value::index(this.expect::<SymbolBlock>().line as usize))).member(),
    ],
    ..ClassSpec::new("symtable entry", Layout::of::<SymbolBlock>())
})
.hidden();

/// A scope of a program.
pub struct SymbolBlock {
    number: u64,
    name: Py<Str>,
    symbols: Py<Dict>,
    parameters: Py<List>,
    children: Py<List>,
    is_nested: bool,
    kind: BlockKind,
    line: u32,
}

payload! { SymbolBlock: Atom, size 144;
    references { name, symbols, parameters, children }
}

/// The object of a scope. `count` numbers them; in CPython the number is the address of a node of the tree.
fn entry(vm: &mut Vm, block: Block, count: &mut u64) -> Value {
    *count += 1;
    let number = *count;
    let symbols = vm.new_dict();
    for (name, flags) in block.symbols {
        let name = vm.intern(&name);
        drop(symbols.set_str(vm, &name, Value::index(flags as usize)));
    }
    let parameters = block.parameters.iter().map(|name| vm.intern(name).into_value()).collect();
    let parameters = List::create(vm, parameters);
    let mut children = Vec::with_capacity(block.children.len());
    for child in block.children {
        children.push(entry(vm, child, count));
    }
    let children = List::create(vm, children);
    let name = vm.intern(&block.name);
    let (is_nested, kind, line) = (block.is_nested, block.kind, block.line);
    let payload = SymbolBlock { number, name, symbols, parameters, children, is_nested, kind, line };
    let class = ENTRY.of(vm);
    vm.heap.alloc(&class, payload).into_value()
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<SymbolBlock>();
    let (name, number, line) = (this.name.to_string_lossy(), this.number, this.line);
    let text = format!("<symtable entry {name}({number}), line {line}>");
    Ok(vm.new_str(text).into_value())
}
