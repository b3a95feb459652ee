//! `_types`: the names that `types` gives the interpreter's own types.

use super::{ModuleSpec, NativeClass, set};
use crate::object::{Layout, Py, Value, payload};
use crate::types::Types;
use crate::types::class::slots::Slots;
use crate::types::class::{Class, ClassSpec};
use crate::vm::Vm;

/// The declaration of `_types`.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_types",
    functions: &[],
    classes: &[],
    init: Some(|vm, namespace| {
        for (name, class) in NAMES {
            let class = class(&vm.types).clone();
            set(vm, namespace, name, class);
        }
        let class = CAPSULE.of(vm);
        set(vm, namespace, "CapsuleType", class);
        Ok(())
    }),
};

/// What a module of CPython's has for other modules in C to find. Here nothing but objects is behind the name.
pub struct Capsule {
    name: &'static str,
    contents: Box<[Value]>,
}

payload! { Capsule: Lazy, size 64;
    references { contents }
}

static CAPSULE: NativeClass = NativeClass::new(ClassSpec {
    module: "builtins",
    slots: Slots {
        repr: Some(|vm, this| {
            let text = format!("<capsule object \"{}\" at {:#x}>", this.expect::<Capsule>().name, this.bits());
            Ok(vm.new_str(text).into_value())
        }),
        ..Slots::EMPTY
    },
    ..ClassSpec::new("PyCapsule", Layout::of::<Capsule>())
})
.hidden();

/// A capsule of that name. The collector is shown one with objects in it, as in CPython one that says what it holds.
pub fn capsule(vm: &mut Vm, name: &'static str, contents: Vec<Value>) -> Value {
    let class = CAPSULE.of(vm);
    let is_shown = !contents.is_empty();
    let capsule = vm.heap.alloc(&class, Capsule { name, contents: contents.into() });
    if is_shown {
        vm.heap.track(capsule.header());
    }
    capsule.into_value()
}

/// The class of a name.
type Named = (&'static str, fn(&Types) -> &Py<Class>);

const NAMES: &[Named] = &[
    ("AsyncGeneratorType", |types| &types.async_generator),
    ("BuiltinFunctionType", |types| &types.builtin_function),
    ("BuiltinMethodType", |types| &types.builtin_function),
    ("CellType", |types| &types.cell),
    ("ClassMethodDescriptorType", |types| &types.classmethod_descriptor),
    ("CodeType", |types| &types.code),
    ("CoroutineType", |types| &types.coroutine),
    ("EllipsisType", |types| &types.ellipsis_type),
    ("FrameType", |types| &types.frame),
    ("FunctionType", |types| &types.function),
    ("GeneratorType", |types| &types.generator),
    ("GenericAlias", |types| &types.generic_alias),
    ("GetSetDescriptorType", |types| &types.getset_descriptor),
    ("LambdaType", |types| &types.function),
    ("MappingProxyType", |types| &types.mapping_proxy),
    ("MemberDescriptorType", |types| &types.member_descriptor),
    ("MethodDescriptorType", |types| &types.method_descriptor),
    ("MethodType", |types| &types.method),
    ("MethodWrapperType", |types| &types.method_wrapper),
    ("ModuleType", |types| &types.module),
    ("NoneType", |types| &types.none_type),
    ("NotImplementedType", |types| &types.not_implemented_type),
    ("SimpleNamespace", |types| &types.namespace),
    ("TracebackType", |types| &types.traceback),
    ("UnionType", |types| &types.union),
    ("WrapperDescriptorType", |types| &types.wrapper_descriptor),
];
