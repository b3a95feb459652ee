//! `_stat`: what the bits of a file's mode mean.

use super::{ModuleSpec, set};
use crate::object::{Py, Value};
use crate::protocol::number;
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Vm};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_stat",
    functions: &[
        NativeDef::one("S_ISDIR", |vm, _, mode| is_type(vm, mode, 0o040_000)),
        NativeDef::one("S_ISCHR", |vm, _, mode| is_type(vm, mode, 0o020_000)),
        NativeDef::one("S_ISBLK", |vm, _, mode| is_type(vm, mode, 0o060_000)),
        NativeDef::one("S_ISREG", |vm, _, mode| is_type(vm, mode, 0o100_000)),
        NativeDef::one("S_ISFIFO", |vm, _, mode| is_type(vm, mode, 0o010_000)),
        NativeDef::one("S_ISLNK", |vm, _, mode| is_type(vm, mode, 0o120_000)),
        NativeDef::one("S_ISSOCK", |vm, _, mode| is_type(vm, mode, 0o140_000)),
        NativeDef::one("S_ISDOOR", |vm, _, value| mode(vm, value).map(|_| Value::FALSE)),
        NativeDef::one("S_ISPORT", |vm, _, value| mode(vm, value).map(|_| Value::FALSE)),
        NativeDef::one("S_ISWHT", |vm, _, value| mode(vm, value).map(|_| Value::FALSE)),
        NativeDef::one("S_IMODE", |vm, _, value| Ok(Value::index((mode(vm, value)? & PERMISSIONS) as usize))),
        NativeDef::one("S_IFMT", |vm, _, value| Ok(Value::index((mode(vm, value)? & TYPE) as usize))),
        NativeDef::one("filemode", |vm, _, value| {
            let text = file_mode(mode(vm, value)?);
            Ok(vm.new_str(text).into_value())
        }),
    ],
    classes: &[],
    init: Some(init),
};

const TYPE: u32 = 0o170_000;
const PERMISSIONS: u32 = 0o7777;

const CONSTANTS: &[(&str, u32)] = &[
    ("S_IFDIR", 0o040_000),
    ("S_IFCHR", 0o020_000),
    ("S_IFBLK", 0o060_000),
    ("S_IFREG", 0o100_000),
    ("S_IFIFO", 0o010_000),
    ("S_IFLNK", 0o120_000),
    ("S_IFSOCK", 0o140_000),
    ("S_IFDOOR", 0),
    ("S_IFPORT", 0),
    ("S_IFWHT", 0),
    ("S_ISUID", 0o4000),
    ("S_ISGID", 0o2000),
    ("S_ISVTX", 0o1000),
    ("S_ENFMT", 0o2000),
    ("S_IREAD", 0o400),
    ("S_IWRITE", 0o200),
    ("S_IEXEC", 0o100),
    ("S_IRWXU", 0o700),
    ("S_IRUSR", 0o400),
    ("S_IWUSR", 0o200),
    ("S_IXUSR", 0o100),
    ("S_IRWXG", 0o070),
    ("S_IRGRP", 0o040),
    ("S_IWGRP", 0o020),
    ("S_IXGRP", 0o010),
    ("S_IRWXO", 0o007),
    ("S_IROTH", 0o004),
    ("S_IWOTH", 0o002),
    ("S_IXOTH", 0o001),
    ("UF_SETTABLE", 0x0000_ffff),
    ("UF_NODUMP", 0x0000_0001),
    ("UF_IMMUTABLE", 0x0000_0002),
    ("UF_APPEND", 0x0000_0004),
    ("UF_OPAQUE", 0x0000_0008),
    ("UF_NOUNLINK", 0x0000_0010),
    ("UF_COMPRESSED", 0x0000_0020),
    ("UF_TRACKED", 0x0000_0040),
    ("UF_DATAVAULT", 0x0000_0080),
    ("UF_HIDDEN", 0x0000_8000),
    ("SF_SETTABLE", if cfg!(target_os = "macos") { 0x3fff_0000 } else { 0xffff_0000 }),
    ("SF_ARCHIVED", 0x0001_0000),
    ("SF_IMMUTABLE", 0x0002_0000),
    ("SF_APPEND", 0x0004_0000),
    ("SF_NOUNLINK", 0x0010_0000),
    ("SF_SNAPSHOT", 0x0020_0000),
    ("SF_FIRMLINK", 0x0080_0000),
    ("SF_DATALESS", 0x4000_0000),
    ("ST_MODE", 0),
    ("ST_INO", 1),
    ("ST_DEV", 2),
    ("ST_NLINK", 3),
    ("ST_UID", 4),
    ("ST_GID", 5),
    ("ST_SIZE", 6),
    ("ST_ATIME", 7),
    ("ST_MTIME", 8),
    ("ST_CTIME", 9),
];

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    for &(name, value) in CONSTANTS {
        set(vm, namespace, name, Value::index(value as usize));
    }
    Ok(())
}

/// The argument as a mode. OverflowError "mode out of range".
fn mode(vm: &mut Vm, value: &Value) -> PyResult<u32> {
    let index = number::index(vm, value)?;
    match int::number(&index) {
        Number::Small(number) if number < 0 => Err(vm.overflow_error("can't convert negative value to unsigned int")),
        number => match number.to_i64().map(u32::try_from) {
            Some(Ok(mode)) => Ok(mode),
            Some(Err(_)) => Err(vm.overflow_error("mode out of range")),
            None => Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
        },
    }
}

fn is_type(vm: &mut Vm, value: &Value, wanted: u32) -> PyResult {
    Ok(Value::bool(mode(vm, value)? & TYPE == wanted))
}

/// As in "-rw-r--r--".
fn file_mode(mode: u32) -> String {
    let kind = match mode & TYPE {
        0o100_000 => '-',
        0o040_000 => 'd',
        0o120_000 => 'l',
        0o060_000 => 'b',
        0o020_000 => 'c',
        0o010_000 => 'p',
        0o140_000 => 's',
        _ => '?',
    };
    let mut text = String::from(kind);
    // For the owner, the group and others: read, write, execute, and the special bit that shows in its place.
    for (shift, special, shown) in [(6, 0o4000, 's'), (3, 0o2000, 's'), (0, 0o1000, 't')] {
        let bits = mode >> shift;
        text.push(if bits & 4 != 0 { 'r' } else { '-' });
        text.push(if bits & 2 != 0 { 'w' } else { '-' });
        text.push(match (mode & special != 0, bits & 1 != 0) {
            (true, true) => shown,
            (true, false) => shown.to_ascii_uppercase(),
            (false, true) => 'x',
            (false, false) => '-',
        });
    }
    text
}
