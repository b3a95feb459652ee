//! The declaration of `TextIOWrapper`.

use super::{TextIo, init, methods, new, position, read, ready, write};
use crate::native::NativeClass;
use crate::native::io::base::{FLAGS, TEXT_BASE};
use crate::native::io::no_state;
use crate::object::{ClassFlags, Layout, Value};
use crate::protocol::{self, number};
use crate::types::class::{ClassSpec, GetSet, NativeDef, NewFrom, Slots};

/// The declaration of `TextIOWrapper`.
pub static SPEC: NativeClass = NativeClass::below(
    &TEXT_BASE,
    ClassSpec {
        module: "_io",
        flags: FLAGS.union(ClassFlags::HAS_FINALIZER),
        new_from: NewFrom::Unlisted,
        slots: Slots {
            new: Some(new),
            init: Some(init),
            repr: Some(methods::repr),
            next: Some(read::next),
            ..Slots::EMPTY
        },
        methods: &[
            NativeDef::none("detach", methods::detach),
            NativeDef::keywords(
                "reconfigure",
                "*, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None",
                methods::reconfigure,
            ),
            NativeDef::one("write", write::write),
            NativeDef::positional("read", 0, 1, read::read),
            NativeDef::positional("readline", 0, 1, read::read_line),
            NativeDef::none("flush", methods::flush),
            NativeDef::none("close", methods::close),
            NativeDef::none("fileno", |vm, this| methods::ask(vm, this, "fileno")),
            NativeDef::none("seekable", |vm, this| methods::ask(vm, this, "seekable")),
            NativeDef::none("readable", |vm, this| methods::ask(vm, this, "readable")),
            NativeDef::none("writable", |vm, this| methods::ask(vm, this, "writable")),
            NativeDef::none("isatty", |vm, this| methods::ask(vm, this, "isatty")),
            NativeDef::positional("seek", 1, 2, position::seek),
            NativeDef::none("tell", position::tell),
            NativeDef::positional("truncate", 0, 1, methods::truncate),
            NativeDef::none("__getstate__", no_state),
        ],
        getset: &[
            GetSet::read_only("encoding", |vm, this| {
                let encoding = this.expect::<TextIo>().encoding.get(&vm.heap).clone();
                Ok(encoding.unwrap_or(Value::NONE))
            })
            .member(),
            GetSet::read_only("buffer", |vm, this| {
                let file = ready(vm, this)?;
                Ok(file.buffer.get(&vm.heap).clone().unwrap_or(Value::NONE))
            }),
            GetSet::read_only("line_buffering", |_, this| {
                Ok(Value::bool(this.expect::<TextIo>().line_buffering.get()))
            })
            .member(),
            GetSet::read_only("write_through", |_, this| Ok(Value::bool(this.expect::<TextIo>().write_through.get())))
                .member(),
            GetSet::new(
                "_finalizing",
                |_, this| Ok(Value::bool(this.expect::<TextIo>().is_finalizing.get())),
                |vm, this, new| {
                    let finalizing = protocol::is_true(vm, &new.unwrap_or(Value::NONE))?;
                    this.expect::<TextIo>().is_finalizing.set(finalizing);
                    Ok(())
                },
            )
            .member(),
            GetSet::read_only("name", |vm, this| methods::of_buffer(vm, this, "name")),
            GetSet::read_only("closed", |vm, this| methods::of_buffer(vm, this, "closed")),
            GetSet::read_only("newlines", methods::newlines),
            GetSet::read_only("errors", |vm, this| {
                let file = this.expect::<TextIo>().clone();
                if file.errors.get(&vm.heap).is_none() {
                    ready(vm, this)?;
                }
                Ok(file.errors.get(&vm.heap).clone().unwrap_or(Value::NONE))
            }),
            GetSet::new(
                "_CHUNK_SIZE",
                |vm, this| {
                    let file = ready(vm, this)?;
                    Ok(Value::index(file.chunk.get()))
                },
                |vm, this, new| {
                    let file = ready(vm, this)?;
                    let Some(new) = new else {
                        return Err(vm.attribute_error(
                            "attribute '_CHUNK_SIZE' of '_io.TextIOWrapper' objects cannot be deleted",
                        ));
                    };
                    let size = number::ssize_argument(vm, &new);
                    let size = vm.catch(size, |types| &types.overflow_error)?.unwrap_or(0);
                    match usize::try_from(size) {
                        Ok(size) if size > 0 => {
                            file.chunk.set(size);
                            Ok(())
                        }
                        _ => Err(vm.value_error("a strictly positive integer is required")),
                    }
                },
            ),
        ],
        ..ClassSpec::new("TextIOWrapper", Layout::of::<TextIo>())
    },
);
