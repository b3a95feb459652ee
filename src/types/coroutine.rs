//! `coroutine`, the payload of which is [`Generator`], and `coroutine_wrapper`, what its `__await__` gives.

use crate::object::{ClassFlags, Layout, Py, Value, payload};
use crate::types::class::{ClassSpec, GetSet, NativeDef, Slots};
use crate::types::generator::{Generator, attributes, methods};
use crate::types::generic_alias::class_getitem;
use crate::types::iterators;
use crate::vm::{PyResult, Vm};

/// The declaration of `coroutine`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::WEAK_REFERENCEABLE,
    slots: Slots {
        repr: Some(methods::repr),
        await_: Some(CoroutineWrapper::create),
        finalize: Some(Generator::finalize_slot),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::one("send", methods::send),
        NativeDef::positional("throw", 1, 3, methods::throw),
        NativeDef::none("close", |vm, this| methods::close(vm, methods::of(this))),
        NativeDef::none("__sizeof__", |vm, this| Ok(Value::index(vm.heap.size_of(this)))),
        NativeDef::one("__class_getitem__", class_getitem).class_method(),
    ],
    getset: &[
        attributes::NAME,
        attributes::QUALNAME,
        GetSet::read_only("cr_await", attributes::delegate_or_none),
        GetSet::read_only("cr_running", attributes::is_running),
        GetSet::read_only("cr_frame", attributes::frame_or_none),
        GetSet::read_only("cr_code", attributes::code),
        GetSet::read_only("cr_suspended", attributes::is_suspended),
        GetSet::read_only("cr_origin", |vm, this| {
            Ok(methods::of(this).origin_or_finalizer.get(&vm.heap).clone().unwrap_or(Value::NONE))
        })
        .member(),
    ],
    ..ClassSpec::new("coroutine", Layout::of::<Generator>())
};

/// The declaration of `coroutine_wrapper`.
pub const WRAPPER: ClassSpec = ClassSpec {
    slots: Slots {
        iter: Some(iterators::itself),
        next: Some(|vm, this| methods::next(vm, wrapped(this).as_value())),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::one("send", |vm, this, value| methods::send(vm, wrapped(this).as_value(), value)),
        NativeDef::positional("throw", 1, 3, |vm, this, values| methods::throw(vm, wrapped(this).as_value(), values)),
        NativeDef::none("close", |vm, this| methods::close(vm, wrapped(this))),
    ],
    ..ClassSpec::new("coroutine_wrapper", Layout::of::<CoroutineWrapper>())
};

/// An iterator that runs a coroutine: for those who call `__await__` themselves.
pub struct CoroutineWrapper {
    coroutine: Py<Generator>,
}

payload! { CoroutineWrapper: AtBirth, size 24;
    references { coroutine }
}

impl CoroutineWrapper {
    /// `coroutine.__await__()`
    fn create(vm: &mut Vm, coroutine: &Value) -> PyResult {
        let wrapper = CoroutineWrapper { coroutine: methods::of(coroutine).clone() };
        Ok(vm.heap.alloc(&vm.types.coroutine_wrapper, wrapper).into_value())
    }
}

fn wrapped(this: &Value) -> &Py<Generator> {
    &this.expect::<CoroutineWrapper>().coroutine
}
