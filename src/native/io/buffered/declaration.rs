//! The declarations of the buffered classes.

use super::read::{self, Reads};
use super::{Buffered, Kind, init, methods, write};
use crate::native::NativeClass;
use crate::native::io::base::{BUFFERED_BASE, FLAGS};
use crate::native::io::no_state;
use crate::object::{ClassFlags, Layout, Value};
use crate::protocol;
use crate::types::class::{ClassSpec, GetSet, NativeDef, NewFrom, Slots};

macro_rules! shared {
    ($kind:ident; $($more:expr,)*) => {
        &[
            NativeDef::none("detach", methods::detach),
            NativeDef::none("close", methods::close),
            NativeDef::none("seekable", |vm, this| methods::ask_raw(vm, this, "seekable")),
            NativeDef::none("fileno", |vm, this| methods::ask_raw(vm, this, "fileno")),
            NativeDef::none("isatty", |vm, this| methods::ask_raw(vm, this, "isatty")),
            NativeDef::one("_dealloc_warn", |vm, this, source| {
                super::warn_unclosed(vm, this.expect::<Buffered>(), source);
                Ok(Value::NONE)
            }),
            NativeDef::positional("seek", 1, 2, methods::seek),
            NativeDef::none("tell", methods::tell),
            NativeDef::positional("truncate", 0, 1, methods::truncate),
            NativeDef::none("__getstate__", no_state),
            NativeDef::none("__sizeof__", |_, this| {
                Ok(Value::index(152 + this.expect::<Buffered>().buffer_size()))
            }),
            $($more,)*
        ]
    };
}

macro_rules! reading {
    ($kind:ident; $($more:expr,)*) => {
        shared![$kind;
            NativeDef::none("readable", |vm, this| methods::ask_raw(vm, this, "readable")),
            NativeDef::positional("read", 0, 1, read::read),
            NativeDef::positional("peek", 0, 1, read::peek),
            NativeDef::positional("read1", 0, 1, read::read1),
            NativeDef::one("readinto", |vm, this, target| read::read_into(vm, this, target, Reads::Many)),
            NativeDef::one("readinto1", |vm, this, target| read::read_into(vm, this, target, Reads::One)),
            NativeDef::positional("readline", 0, 1, read::read_line_method),
            $($more,)*
        ]
    };
}

const GETSET: &[GetSet] = &[
    GetSet::read_only("raw", |vm, this| {
        let raw = this.expect::<Buffered>().raw.get(&vm.heap).clone();
        Ok(raw.unwrap_or(Value::NONE))
    })
    .member(),
    GetSet::new("_finalizing", methods::is_finalizing, |vm, this, new| {
        let finalizing = protocol::is_true(vm, &new.unwrap_or(Value::NONE))?;
        this.expect::<Buffered>().is_finalizing.set(finalizing);
        Ok(())
    })
    .member(),
    GetSet::read_only("closed", |vm, this| methods::of_raw(vm, this, "closed")),
    GetSet::read_only("name", |vm, this| methods::of_raw(vm, this, "name")),
    GetSet::read_only("mode", |vm, this| methods::of_raw(vm, this, "mode")),
];

#[expect(clippy::large_types_passed_by_value, reason = "constants are made of it, and nothing else is")]
const fn spec(name: &'static str, slots: Slots, methods: &'static [NativeDef]) -> ClassSpec {
    ClassSpec {
        module: "_io",
        flags: FLAGS.union(ClassFlags::HAS_FINALIZER),
        slots,
        new_from: NewFrom::Unlisted,
        methods,
        getset: GETSET,
        ..ClassSpec::new(name, Layout::of::<Buffered>())
    }
}

macro_rules! slots {
    ($kind:ident) => {
        Slots {
            new: Some(|vm, class, _| Ok(Buffered::allocate(vm, class, Kind::$kind).into_value())),
            init: Some(init),
            repr: Some(methods::repr),
            ..Slots::EMPTY
        }
    };
}

/// The declaration of `BufferedReader`.
pub static READER: NativeClass = NativeClass::below(
    &BUFFERED_BASE,
    spec(
        "BufferedReader",
        Slots { next: Some(read::next), ..slots!(Reader) },
        reading![Reader; NativeDef::none("flush", methods::simple_flush),],
    ),
);

/// The declaration of `BufferedWriter`.
pub static WRITER: NativeClass = NativeClass::below(
    &BUFFERED_BASE,
    spec(
        "BufferedWriter",
        slots!(Writer),
        shared![Writer;
            NativeDef::none("writable", |vm, this| methods::ask_raw(vm, this, "writable")),
            NativeDef::one("write", write::write),
            NativeDef::none("flush", write::flush_method),
        ],
    ),
);

/// The declaration of `BufferedRandom`.
pub static RANDOM: NativeClass = NativeClass::below(
    &BUFFERED_BASE,
    spec(
        "BufferedRandom",
        Slots { next: Some(read::next), ..slots!(Random) },
        reading![Random;
            NativeDef::none("writable", |vm, this| methods::ask_raw(vm, this, "writable")),
            NativeDef::one("write", write::write),
            NativeDef::none("flush", write::flush_method),
        ],
    ),
);

/// All of them.
pub static CLASSES: &[&NativeClass] = &[&READER, &WRITER, &RANDOM];
