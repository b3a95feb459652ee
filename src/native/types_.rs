//! `_types`: the names that `types` gives the interpreter's own types.

use super::{ModuleSpec, set};
use crate::object::Py;
use crate::types::Types;
use crate::types::class::Class;

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
        Ok(())
    }),
};

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
