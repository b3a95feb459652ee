//! `mmap`: memory that is mapped of a file, or of none.

mod items;
mod methods;

use nix::fcntl::{self, FcntlArg};
use nix::libc;
use nix::sys::stat::{self, SFlag};

use super::posix::arguments::{self, argument, known};
use super::{ModuleSpec, NativeClass, set};
use crate::object::{ClassFlags, Layout, Py, Str, Value};
use crate::protocol::number;
use crate::types::class::slots::Slots;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet};
use crate::types::mapped::{MapAccess, Mmap, NO_FILE, NOT_KEPT};
use crate::types::{int, memoryview};
use crate::vm::arguments::bind;
use crate::vm::descriptor::Descriptor;
use crate::vm::mapping::{Mapping, Request};
use crate::vm::{PyResult, Raised, Vm, system};

/// The declaration of `mmap`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "mmap",
    functions: &[],
    classes: &[&CLASS],
    init: Some(|vm, namespace| {
        let error = vm.types.os_error.to_value();
        set(vm, namespace, "error", error);
        for &(name, number) in KNOWN.iter().chain(OTHERS) {
            let number = int::from_i64(vm, i64::from(number));
            set(vm, namespace, name, number);
        }
        let page = system::configuration(libc::_SC_PAGESIZE).unwrap_or(4096);
        for name in ["PAGESIZE", "ALLOCATIONGRANULARITY"] {
            let page = int::from_i64(vm, page);
            set(vm, namespace, name, page);
        }
        Ok(())
    }),
};

static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "mmap",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE).union(ClassFlags::WEAK_REFERENCEABLE),
    slots: Slots {
        getbuffer: Some(|vm, this, flags| {
            checked(vm, this)?;
            memoryview::get_buffer(vm, this, flags)
        }),
        releasebuffer: Some(memoryview::release_buffer),
        new: Some(new),
        repr: Some(repr),
        getattro: Some(crate::protocol::attribute::generic_get),
        length: Some(items::length),
        getitem: Some(items::get),
        setitem: Some(items::set),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    getset: &[GetSet::read_only("closed", |vm, this| Ok(Value::bool(of(this).bytes(&vm.heap).is_none())))],
    ..ClassSpec::new("mmap", Layout::of::<Mmap>())
});

macro_rules! of_libc {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name)),*] };
}

#[rustfmt::skip]
const KNOWN: &[(&str, i32)] = of_libc! {
    MADV_DODUMP MADV_DOFORK MADV_DONTDUMP MADV_DONTFORK MADV_DONTNEED MADV_FREE MADV_HUGEPAGE MADV_HWPOISON
    MADV_MERGEABLE MADV_NOHUGEPAGE MADV_NORMAL MADV_RANDOM MADV_REMOVE MADV_SEQUENTIAL MADV_UNMERGEABLE MADV_WILLNEED
    MAP_ANON MAP_ANONYMOUS MAP_DENYWRITE MAP_EXECUTABLE MAP_NORESERVE MAP_POPULATE MAP_PRIVATE MAP_SHARED MAP_STACK
    PROT_EXEC PROT_READ PROT_WRITE
};

const OTHERS: &[(&str, i32)] =
    &[("ACCESS_COPY", 3), ("ACCESS_DEFAULT", 0), ("ACCESS_READ", 1), ("ACCESS_WRITE", 2), ("MAP_32BIT", 0x40)];

/// A map.
fn of(this: &Value) -> &Mmap {
    this.expect::<Mmap>()
}

/// The map; ValueError "mmap closed or invalid".
fn checked<'a>(vm: &mut Vm, this: &'a Value) -> PyResult<&'a Mmap> {
    let map = of(this);
    if map.bytes(&vm.heap).is_none() {
        return Err(vm.value_error("mmap closed or invalid"));
    }
    Ok(map)
}

/// The map, if it can be written; TypeError "mmap can't modify a readonly memory map."
fn writable<'a>(vm: &mut Vm, this: &'a Value) -> PyResult<&'a Mmap> {
    let map = checked(vm, this)?;
    if map.access == MapAccess::Read {
        return Err(vm.type_error("mmap can't modify a readonly memory map."));
    }
    Ok(map)
}

fn size(vm: &Vm, map: &Mmap) -> usize {
    map.bytes(&vm.heap).map_or(0, <[u8]>::len)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let (class, map) = (vm.class_name(this), of(this));
    let text = match map.bytes(&vm.heap).map(<[u8]>::len) {
        None => format!("<{class} closed=True>"),
        Some(length) => {
            let access = match map.access {
                MapAccess::Default => "ACCESS_DEFAULT",
                MapAccess::Read => "ACCESS_READ",
                MapAccess::Write => "ACCESS_WRITE",
                MapAccess::Copy => "ACCESS_COPY",
            };
            let (position, offset) = (map.position.get(), map.offset);
            format!("<{class} closed=False, access={access}, length={length}, pos={position}, offset={offset}>")
        }
    };
    Ok(vm.new_str(text).into_value())
}

const BOTH: i32 = libc::PROT_READ | libc::PROT_WRITE;

const PARAMETERS: &str = "fileno, length, flags=0, prot=0, access=0, offset=0, *, trackfd=True";

/// What is wrong with the arguments, in the words of a function that does not know its name.
fn count_error(vm: &mut Vm, given: &Arguments<'_>) -> Option<Raised> {
    let known = ["fileno", "length", "flags", "prot", "access", "offset", "trackfd"];
    let names: Vec<String> = given
        .keywords()
        .filter_map(|(name, _)| name.cast::<Str>().map(|name| name.to_string_lossy().into_owned()))
        .collect();
    let (count, positional) = (given.values.len(), given.positional().len());
    if count > known.len() {
        let text = format!("function takes at most {} arguments ({count} given)", known.len());
        return Some(vm.type_error(text));
    }
    if positional > 6 {
        return Some(vm.type_error(format!("function takes at most 6 positional arguments ({positional} given)")));
    }
    for (index, name) in known.iter().take(2).enumerate() {
        if positional <= index && !names.iter().any(|given| given == name) {
            let text = format!("function missing required argument '{name}' (pos {})", index + 1);
            return Some(vm.type_error(text));
        }
    }
    let unknown = names.iter().find(|name| !known.contains(&name.as_str()))?;
    Some(vm.type_error(format!("this function got an unexpected keyword argument '{unknown}'")))
}

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    if let Some(raised) = count_error(vm, &given) {
        return Err(raised);
    }
    let bound = bind(vm, "mmap", PARAMETERS, given)?;
    let number = number::int_argument(vm, &argument(&bound, 0))?;
    let length = number::ssize_argument(vm, &argument(&bound, 1))?;
    let mut flags = arguments::int_or(vm, &bound, 2, libc::MAP_SHARED)?;
    let mut protection = arguments::int_or(vm, &bound, 3, BOTH)?;
    let access = arguments::int_or(vm, &bound, 4, 0)?;
    let offset = bound[5].as_ref().map_or(Ok(0), |offset| arguments::long(vm, offset))?;
    let keeps_file = bound[6].as_ref().map_or(Ok(true), |keeps| crate::protocol::is_true(vm, keeps))?;
    let Ok(mut length) = usize::try_from(length) else {
        return Err(vm.overflow_error("memory mapped length must be positive"));
    };
    if offset < 0 {
        return Err(vm.overflow_error("memory mapped offset must be positive"));
    }
    if access != 0 && (flags != libc::MAP_SHARED || protection != BOTH) {
        return Err(vm.value_error("mmap can't specify both access and flags, prot."));
    }
    let access = match access {
        0 if protection & libc::PROT_WRITE == 0 => MapAccess::Read,
        0 if protection & libc::PROT_READ == 0 => MapAccess::Write,
        0 => MapAccess::Default,
        1 => MapAccess::Read,
        2 => MapAccess::Write,
        3 => MapAccess::Copy,
        _ => return Err(vm.value_error("mmap invalid access parameter.")),
    };
    match access {
        MapAccess::Read if protection == BOTH => protection = libc::PROT_READ,
        MapAccess::Copy => flags = libc::MAP_PRIVATE,
        _ => {}
    }
    let mut kept = NOT_KEPT;
    if number == -1 {
        flags |= libc::MAP_ANONYMOUS;
        kept = if keeps_file { NO_FILE } else { NOT_KEPT };
    } else {
        length = length_of_file(vm, number, offset, length)?;
        if keeps_file {
            let descriptor = known(vm, number)?;
            kept = arguments::done(vm, fcntl::fcntl(descriptor, FcntlArg::F_DUPFD_CLOEXEC(0)))?;
        }
    }
    let mapped = Mapping::create(Request { descriptor: number, offset, length, protection, flags });
    let memory = match mapped {
        Ok(memory) => memory,
        Err(errno) => {
            close(kept);
            return Err(arguments::failed(vm, errno));
        }
    };
    let map = Mmap::new(memory, access, kept, (offset, flags));
    Ok(vm.heap.alloc(class, map).into_value())
}

/// The length of a map of a file: to its end if none was given; ValueError if the file is shorter.
fn length_of_file(vm: &mut Vm, number: i32, offset: i64, length: usize) -> PyResult<usize> {
    let Some(found) = Descriptor::new(number).and_then(|descriptor| stat::fstat(descriptor).ok()) else {
        return Ok(length);
    };
    if SFlag::from_bits_truncate(found.st_mode) & SFlag::S_IFMT != SFlag::S_IFREG {
        return Ok(length);
    }
    let rest = found.st_size - offset;
    if length == 0 {
        return match usize::try_from(rest) {
            _ if found.st_size == 0 => Err(vm.value_error("cannot mmap an empty file")),
            Ok(rest @ 1..) => Ok(rest),
            _ => Err(vm.value_error("mmap offset is greater than file size")),
        };
    }
    match usize::try_from(rest) {
        Ok(rest) if rest >= length => Ok(length),
        _ => Err(vm.value_error("mmap length is greater than file size")),
    }
}

fn close(descriptor: i32) {
    if descriptor >= 0 {
        // Nothing can be done about it.
        let _ = nix::unistd::close(descriptor);
    }
}
