//! Folders: `listdir`, `scandir` and its `DirEntry`.

use std::cell::RefCell;
use std::fs::{self, FileType, ReadDir};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirEntryExt, FileTypeExt};

use nix::sys::stat::{self, SFlag};

use super::arguments::{Folder, Switch, argument, switch};
use super::paths::like;
use super::stat::{flags, result};
use crate::native::NativeClass;
use crate::native::io::warn_of_resource;
use crate::object::{ClassFlags, HeapCell, Layout, Slot, Value, payload};
use crate::program::path::{Also, Converted, Parameter, fs_encode};
use crate::protocol;
use crate::types::class::slots::Slots;
use crate::types::class::{ClassSpec, GetSet, NativeDef};
use crate::types::list::List;
use crate::types::{exception, generic_alias, int};
use crate::vm::descriptor::Descriptor;
use crate::vm::{PyResult, Vm, uncaught};

/// The functions.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::keywords("listdir", "path=None", |vm, _, bound| {
        let (path, folder) = open(vm, "listdir", bound)?;
        let mut names = Vec::new();
        for entry in folder {
            let entry = path.check(vm, entry)?;
            names.push(like(vm, &path, entry.file_name())?);
        }
        Ok(List::create(vm, names).into_value())
    }),
    NativeDef::keywords("scandir", "path=None", |vm, _, bound| {
        let (path, folder) = open(vm, "scandir", bound)?;
        let class = ITERATOR.of(vm);
        let descriptor = path.descriptor;
        let entries = ScandirIterator { folder: RefCell::new(Some(folder)), path: path.shown, descriptor };
        Ok(vm.heap.alloc(&class, entries).into_value())
    }),
];

/// Its classes.
pub static CLASSES: [&NativeClass; 2] = [&ENTRY, &ITERATOR];

fn open(vm: &mut Vm, function: &'static str, bound: &[Slot]) -> PyResult<(Converted, ReadDir)> {
    let path = Parameter::path(function).or(Also::DescriptorOrNone).convert(vm, &argument(bound, 0))?;
    let folder = path.check(vm, fs::read_dir(&path.native))?;
    Ok((path, folder))
}

/// `posix.ScandirIterator`: a folder being read.
pub struct ScandirIterator {
    folder: RefCell<Option<ReadDir>>,
    path: Value,
    descriptor: Option<i32>,
}

payload! { ScandirIterator: Atom, size 128;
    references { path }
}

static ITERATOR: NativeClass = NativeClass::new(ClassSpec {
    module: "posix",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::HAS_FINALIZER),
    slots: Slots { iter: Some(|_, this| Ok(this.clone())), next: Some(next), finalize: Some(finalize), ..Slots::EMPTY },
    methods: &[
        NativeDef::none("__enter__", |_, this| Ok(this.clone())),
        NativeDef::any("__exit__", |_, this, _| {
            this.expect::<ScandirIterator>().folder.take();
            Ok(Value::NONE)
        }),
        NativeDef::none("close", |_, this| {
            this.expect::<ScandirIterator>().folder.take();
            Ok(Value::NONE)
        }),
    ],
    ..ClassSpec::new("ScandirIterator", Layout::of::<ScandirIterator>())
})
.hidden();

/// ResourceWarning of an iterator that was neither closed nor read to its end.
fn finalize(vm: &mut Vm, this: &Value) -> PyResult {
    if this.expect::<ScandirIterator>().folder.take().is_none() {
        return Ok(Value::NONE);
    }
    if let Err(raised) = warn_of_resource(vm, "scandir iterator", this) {
        let is_warning = vm.raised_is(&raised, |types| &types.warning);
        let exception = vm.take_raised(raised);
        if is_warning {
            let shown = protocol::repr::repr(vm, this)?.to_string_lossy().into_owned();
            let message = format!("Exception ignored while finalizing scandir iterator {shown}");
            uncaught::report_unraisable(vm, &exception, Some(&message), None);
        }
    }
    Ok(Value::NONE)
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let iterator = this.expect::<ScandirIterator>();
    let found = iterator.folder.borrow_mut().as_mut().and_then(Iterator::next);
    let Some(found) = found else {
        iterator.folder.take();
        return Ok(None);
    };
    let shown = iterator.path.clone();
    let entry = match found {
        Ok(entry) => entry,
        Err(error) => {
            let filename = (!shown.is_none()).then_some(shown);
            let exception = exception::from_io_error(vm, &error, filename);
            return Err(vm.raise(exception));
        }
    };
    let native = entry.file_name();
    let in_bytes = shown.has::<crate::types::bytes::Bytes>();
    let make = |vm: &mut Vm, name: &[u8]| {
        if in_bytes { Ok(crate::types::bytes::new(vm, name)) } else { crate::program::path::fs_decode(vm, name) }
    };
    let name = make(vm, native.as_bytes())?;
    // Of an open folder and of the current one the name is the whole path.
    let path = if iterator.descriptor.is_some() || shown.is_none() {
        name.clone()
    } else {
        let mut path = fs_encode(vm, &shown)?.0;
        if !path.ends_with(b"/") {
            path.push(b'/');
        }
        path.extend_from_slice(native.as_bytes());
        make(vm, &path)?
    };
    let entry = DirEntry {
        name,
        path,
        status: HeapCell::new(None),
        own_status: HeapCell::new(None),
        kind: entry.file_type().ok(),
        inode: entry.ino(),
        descriptor: iterator.descriptor,
    };
    let class = ENTRY.of(vm);
    Ok(Some(vm.heap.alloc(&class, entry).into_value()))
}

/// `os.DirEntry`: what a folder says of one of its files, and what the system said when asked.
pub struct DirEntry {
    name: Value,
    path: Value,
    status: HeapCell<Slot>,
    own_status: HeapCell<Slot>,
    kind: Option<FileType>,
    inode: u64,
    descriptor: Option<i32>,
}

payload! { DirEntry: Atom, size 72;
    references { name, path, status, own_status }
}

/// The declaration of `os.DirEntry`.
static ENTRY: NativeClass = NativeClass::new(ClassSpec {
    module: "posix",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { repr: Some(repr), ..Slots::EMPTY },
    methods: &[
        NativeDef::keywords("is_dir", "*, follow_symlinks=True", |vm, this, bound| {
            let follow = switch(vm, bound, 0, Switch::On)?;
            is_kind(vm, this, follow, SFlag::S_IFDIR)
        }),
        NativeDef::keywords("is_file", "*, follow_symlinks=True", |vm, this, bound| {
            let follow = switch(vm, bound, 0, Switch::On)?;
            is_kind(vm, this, follow, SFlag::S_IFREG)
        }),
        NativeDef::none("is_symlink", |vm, this| is_kind(vm, this, Switch::Off, SFlag::S_IFLNK)),
        NativeDef::none("is_junction", |_, _| Ok(Value::FALSE)),
        NativeDef::keywords("stat", "*, follow_symlinks=True", |vm, this, bound| {
            let follow = switch(vm, bound, 0, Switch::On)?;
            status(vm, this, follow)
        }),
        NativeDef::none("inode", |vm, this| Ok(int::from_u64(vm, this.expect::<DirEntry>().inode))),
        NativeDef::none("__fspath__", |_, this| Ok(this.expect::<DirEntry>().path.clone())),
        NativeDef::one("__class_getitem__", generic_alias::class_getitem).class_method(),
    ],
    getset: &[
        GetSet::read_only("name", |_, this| Ok(this.expect::<DirEntry>().name.clone())).member(),
        GetSet::read_only("path", |_, this| Ok(this.expect::<DirEntry>().path.clone())).member(),
    ],
    ..ClassSpec::new("DirEntry", Layout::of::<DirEntry>())
});

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let name = this.expect::<DirEntry>().name.clone();
    let name = protocol::repr::repr(vm, &name)?;
    let text = [&b"<DirEntry "[..], name.as_bytes(), b">"].concat();
    Ok(vm.new_str_bytes(&text).into_value())
}

/// `stat()`: asked once, and once more for what a link leads to.
fn status(vm: &mut Vm, this: &Value, follow: Switch) -> PyResult {
    let entry = this.expect::<DirEntry>();
    let is_link = entry.kind.is_none_or(|kind| kind.is_symlink());
    let known = if follow == Switch::On && is_link { &entry.status } else { &entry.own_status };
    if let Some(status) = known.get(&vm.heap) {
        return Ok(status.clone());
    }
    let shown = entry.path.clone();
    let native = Parameter::path("stat").convert(vm, &shown)?;
    let folder = match entry.descriptor.and_then(Descriptor::new) {
        Some(descriptor) => Folder::Open(descriptor),
        None => Folder::Current,
    };
    let found = stat::fstatat(folder, &native.native, flags(follow));
    let found = native.check(vm, found.map_err(Into::into))?;
    let status = result(vm, &found);
    known.set(&mut vm.heap, Some(status.clone()));
    Ok(status)
}

fn is_kind(vm: &mut Vm, this: &Value, follow: Switch, wanted: SFlag) -> PyResult {
    let entry = this.expect::<DirEntry>();
    if let Some(kind) = entry.kind.filter(|kind| follow == Switch::Off || !kind.is_symlink()) {
        return Ok(Value::bool(flag(kind) == wanted));
    }
    let found = status(vm, this, follow);
    // What has gone since is nothing.
    let Some(found) = vm.catch(found, |types| &types.file_not_found_error)? else { return Ok(Value::FALSE) };
    let mode = found.expect::<crate::object::Tuple>().items().first().and_then(|mode| int::number(mode).to_i64());
    let kind = SFlag::from_bits_truncate(mode.unwrap_or_default() as u32) & SFlag::S_IFMT;
    Ok(Value::bool(kind == wanted))
}

fn flag(kind: FileType) -> SFlag {
    if kind.is_dir() {
        SFlag::S_IFDIR
    } else if kind.is_file() {
        SFlag::S_IFREG
    } else if kind.is_symlink() {
        SFlag::S_IFLNK
    } else if kind.is_fifo() {
        SFlag::S_IFIFO
    } else if kind.is_socket() {
        SFlag::S_IFSOCK
    } else if kind.is_block_device() {
        SFlag::S_IFBLK
    } else {
        SFlag::S_IFCHR
    }
}
