//! `PickleBuffer`: a buffer that a pickle may leave out.

use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Value};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::types::memoryview::view::{MemoryView, PickleBuffer};
use crate::types::{bytes, memoryview};
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub(super) static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "pickle",
    flags: ClassFlags::WEAK_REFERENCEABLE,
    slots: Slots {
        getbuffer: Some(memoryview::get_buffer),
        releasebuffer: Some(memoryview::release_buffer),
        new: Some(new),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::none("raw", |vm, this| {
            let view = memoryview::of_object(vm, this)?;
            match memoryview::raw(vm, &view) {
                Some(raw) => Ok(raw),
                None => Err(vm.buffer_error("cannot extract raw buffer from non-contiguous buffer")),
            }
        }),
        NativeDef::none("release", |vm, this| {
            this.expect::<PickleBuffer>().clone().let_go(&mut vm.heap);
            Ok(Value::NONE)
        }),
    ],
    ..ClassSpec::new("PickleBuffer", Layout::of::<PickleBuffer>())
});

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let [object] = given.positional() else {
        let count = given.positional().len();
        return Err(vm.type_error(format!("PickleBuffer() takes exactly 1 positional argument ({count} given)")));
    };
    let source = if let Some(inner) = object.cast::<PickleBuffer>() {
        inner.clone().source(vm)?
    } else if bytes::has_python_buffer(vm, object) {
        memoryview::of_object(vm, object)?
    } else if object.has::<MemoryView>() {
        // One that has been released is refused.
        drop(memoryview::of_object(vm, object)?);
        object.clone()
    } else if bytes::view(vm, object).is_some() {
        object.clone()
    } else {
        let name = vm.class_name(object);
        return Err(vm.type_error(format!("a bytes-like object is required, not '{name}'")));
    };
    Ok(vm.heap.alloc(class, PickleBuffer::new(source)).into_value())
}
