//! `resource`: limits of processes, and what they have used.

use nix::errno::Errno;
use nix::libc;

use super::posix::arguments::{done, failed};
use super::{ModuleSpec, NativeClass, set};
use crate::object::{ClassFlags, Py, Tuple, Value};
use crate::protocol::{iterate, number};
use crate::types::class::{ClassSpec, GetSet, NativeDef};
use crate::types::dict::Dict;
use crate::types::struct_sequence::{self, class, field};
use crate::types::{float, int};
use crate::vm::accounts::{self, Usage};
use crate::vm::{PyResult, Raised, Vm, system};

/// The declaration of `resource`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "resource",
    functions: &[
        NativeDef::one("getrusage", usage),
        NativeDef::one("getrlimit", |vm, _, resource| {
            let resource = known(vm, resource)?;
            let limits = done(vm, accounts::limits(0, resource, None))?;
            Ok(shown(vm, limits))
        }),
        NativeDef::positional("setrlimit", 2, 2, |vm, _, values| {
            let resource = known(vm, &values[0])?;
            let limits = limits(vm, &values[1])?;
            accounts::limits(0, resource, Some(limits)).map_err(|errno| refused(vm, errno))?;
            Ok(Value::NONE)
        }),
        NativeDef::positional("prlimit", 2, 3, |vm, _, values| {
            let process = number::int_argument(vm, &values[0])?;
            let resource = known(vm, &values[1])?;
            let new = match values.get(2).filter(|limits| !limits.is_none()) {
                Some(given) => Some(limits(vm, given)?),
                None => None,
            };
            let old = accounts::limits(process, resource, new).map_err(|errno| match errno {
                Errno::EINVAL => refused(vm, errno),
                errno => failed(vm, errno),
            })?;
            Ok(shown(vm, old))
        }),
        NativeDef::none("getpagesize", |vm, _| {
            let size = system::configuration(libc::_SC_PAGESIZE).unwrap_or_default();
            Ok(int::from_i64(vm, size))
        }),
    ],
    classes: &[&STRUCT_RUSAGE],
    init: Some(init),
};

static STRUCT_RUSAGE: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    ClassSpec { flags: ClassFlags::HEAP_TYPE.union(ClassFlags::MUTABLE), ..class("resource", "struct_rusage", FIELDS) },
);

const FIELDS: &[GetSet] = &[
    field::<0>("ru_utime"),
    field::<1>("ru_stime"),
    field::<2>("ru_maxrss"),
    field::<3>("ru_ixrss"),
    field::<4>("ru_idrss"),
    field::<5>("ru_isrss"),
    field::<6>("ru_minflt"),
    field::<7>("ru_majflt"),
    field::<8>("ru_nswap"),
    field::<9>("ru_inblock"),
    field::<10>("ru_oublock"),
    field::<11>("ru_msgsnd"),
    field::<12>("ru_msgrcv"),
    field::<13>("ru_nsignals"),
    field::<14>("ru_nvcsw"),
    field::<15>("ru_nivcsw"),
];

/// Names of resources with their numbers on Linux.
const RESOURCES: &[(&str, i64)] = &[
    ("RLIMIT_CPU", 0),
    ("RLIMIT_FSIZE", 1),
    ("RLIMIT_DATA", 2),
    ("RLIMIT_STACK", 3),
    ("RLIMIT_CORE", 4),
    ("RLIMIT_NOFILE", 7),
    ("RLIMIT_OFILE", 7),
    ("RLIMIT_AS", 9),
    ("RLIMIT_RSS", 5),
    ("RLIMIT_NPROC", 6),
    ("RLIMIT_MEMLOCK", 8),
    ("RLIMIT_MSGQUEUE", 12),
    ("RLIMIT_NICE", 13),
    ("RLIMIT_RTPRIO", 14),
    ("RLIMIT_RTTIME", 15),
    ("RLIMIT_SIGPENDING", 11),
    ("RUSAGE_SELF", 0),
    ("RUSAGE_CHILDREN", -1),
    ("RUSAGE_THREAD", 1),
    ("RLIM_INFINITY", -1),
];

/// How many resources the system knows.
const COUNT: i32 = 16;

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let error = vm.types.os_error.to_value();
    set(vm, namespace, "error", error);
    for &(name, number) in RESOURCES {
        let number = int::from_i64(vm, number);
        set(vm, namespace, name, number);
    }
    Ok(())
}

fn known(vm: &mut Vm, resource: &Value) -> PyResult<i32> {
    match number::int_argument(vm, resource)? {
        resource @ 0..COUNT => Ok(resource),
        _ => Err(vm.value_error("invalid resource specified")),
    }
}

fn shown(vm: &mut Vm, limits: [u64; 2]) -> Value {
    let limits = limits.map(|limit| match limit {
        libc::RLIM_INFINITY => int::from_i64(vm, -1),
        limit => int::from_u64(vm, limit),
    });
    vm.new_tuple(limits.to_vec()).into_value()
}

fn limits(vm: &mut Vm, value: &Value) -> PyResult<[u64; 2]> {
    let items = match value.cast::<Tuple>() {
        Some(tuple) => tuple.items().to_vec(),
        None => iterate::collect_to_vec(vm, value)?,
    };
    match items.as_slice() {
        [soft, hard] => Ok([limit(vm, soft)?, limit(vm, hard)?]),
        _ => Err(vm.value_error("expected a tuple of 2 integers")),
    }
}

fn limit(vm: &mut Vm, value: &Value) -> PyResult<u64> {
    let value = number::index(vm, value)?;
    if value.as_small_int() == Some(-1) {
        return Ok(libc::RLIM_INFINITY);
    }
    let limit = number::unsigned_argument(vm, &value)?;
    limit.ok_or_else(|| vm.overflow_error("Python int too large to convert to C rlim_t"))
}

fn refused(vm: &mut Vm, errno: Errno) -> Raised {
    match errno {
        Errno::EINVAL => vm.value_error("current limit exceeds maximum limit"),
        Errno::EPERM => vm.value_error("not allowed to raise maximum limit"),
        errno => failed(vm, errno),
    }
}

/// `getrusage(who)`
fn usage(vm: &mut Vm, _: &Value, who: &Value) -> PyResult {
    let who = number::int_argument(vm, who)?;
    let found = match accounts::usage(who) {
        Ok(found) => found,
        Err(Errno::EINVAL) => return Err(vm.value_error("invalid who parameter")),
        Err(errno) => return Err(failed(vm, errno)),
    };
    Ok(shown_usage(vm, &found))
}

/// A `struct_rusage`.
pub fn shown_usage(vm: &mut Vm, found: &Usage) -> Value {
    let mut values = Vec::new();
    for (seconds, micros) in found.times {
        values.push(float::new(vm, seconds as f64 + micros as f64 * 1e-6));
    }
    values.extend(found.figures.map(|figure| int::from_i64(vm, figure)));
    let class = STRUCT_RUSAGE.of(vm);
    struct_sequence::create(vm, &class, values)
}
