//! How processes are scheduled, and the namespaces that they are in.

use nix::sched::{self, CloneFlags, CpuSet};
use nix::unistd::Pid;

use super::arguments::{self, argument, int_or};
use crate::native::NativeClass;
use crate::object::{Py, Tuple, Value};
use crate::protocol::{self, iterate, number};
use crate::types::class::slots::Slots;
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef};
use crate::types::list::List;
use crate::types::struct_sequence::{self, class, field};
use crate::types::{float, int};
use crate::vm::system::{self, processes};
use crate::vm::{PyResult, Vm, arguments as passed};

/// The functions.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::one("sched_get_priority_min", |vm, _, policy| {
        let policy = number::int_argument(vm, policy)?;
        let (least, _) = arguments::finished(vm, system::priorities(policy))?;
        Ok(int::from_i64(vm, i64::from(least)))
    }),
    NativeDef::one("sched_get_priority_max", |vm, _, policy| {
        let policy = number::int_argument(vm, policy)?;
        let (_, most) = arguments::finished(vm, system::priorities(policy))?;
        Ok(int::from_i64(vm, i64::from(most)))
    }),
    NativeDef::none("sched_yield", |vm, _| {
        arguments::done(vm, sched::sched_yield())?;
        Ok(Value::NONE)
    }),
    NativeDef::one("sched_getaffinity", |vm, _, pid| {
        let pid = number::int_argument(vm, pid)?;
        let found = arguments::done(vm, sched::sched_getaffinity(Pid::from_raw(pid)))?;
        let numbers = (0..CpuSet::count()).filter(|&number| found.is_set(number) == Ok(true)).map(Value::index);
        let numbers = List::create(vm, numbers.collect()).into_value();
        let class = vm.types.set.to_value();
        protocol::call(vm, &class, &[numbers])
    }),
    NativeDef::positional("sched_setaffinity", 2, 2, |vm, _, values| {
        let (pid, mut set) = (number::int_argument(vm, &values[0])?, CpuSet::new());
        for processor in iterate::collect_to_vec(vm, &values[1])? {
            let processor = number::int_argument(vm, &processor)?;
            let Ok(processor) = usize::try_from(processor) else { return Err(vm.value_error("negative CPU number")) };
            arguments::done(vm, set.set(processor))?;
        }
        arguments::done(vm, sched::sched_setaffinity(Pid::from_raw(pid), &set))?;
        Ok(Value::NONE)
    }),
    NativeDef::one("sched_getscheduler", |vm, _, pid| {
        let pid = number::int_argument(vm, pid)?;
        let policy = arguments::done(vm, processes::policy(pid))?;
        Ok(int::from_i64(vm, i64::from(policy)))
    }),
    NativeDef::positional("sched_setscheduler", 3, 3, |vm, _, values| {
        let (pid, policy) = (number::int_argument(vm, &values[0])?, number::int_argument(vm, &values[1])?);
        let priority = priority_of(vm, &values[2])?;
        arguments::done(vm, processes::set_policy(pid, policy, priority))?;
        Ok(Value::NONE)
    }),
    NativeDef::one("sched_getparam", |vm, _, pid| {
        let pid = number::int_argument(vm, pid)?;
        let priority = arguments::done(vm, processes::priority(pid))?;
        let (class, priority) = (SCHED_PARAM.of(vm), int::from_i64(vm, i64::from(priority)));
        Ok(struct_sequence::create(vm, &class, vec![priority]))
    }),
    NativeDef::positional("sched_setparam", 2, 2, |vm, _, values| {
        let pid = number::int_argument(vm, &values[0])?;
        let priority = priority_of(vm, &values[1])?;
        arguments::done(vm, processes::set_priority(pid, priority))?;
        Ok(Value::NONE)
    }),
    NativeDef::one("sched_rr_get_interval", |vm, _, pid| {
        let pid = number::int_argument(vm, pid)?;
        let (whole, rest) = arguments::done(vm, processes::round_robin(pid))?;
        Ok(float::new(vm, whole as f64 + 1e-9 * rest as f64))
    }),
    NativeDef::keywords("setns", "fd, nstype=0", |vm, _, bound| {
        let descriptor = arguments::file_descriptor(vm, &argument(bound, 0))?;
        let kind = CloneFlags::from_bits_retain(int_or(vm, bound, 1, 0)?);
        arguments::done(vm, sched::setns(descriptor, kind))?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("unshare", "flags", |vm, _, bound| {
        let flags = CloneFlags::from_bits_retain(int_or(vm, bound, 0, 0)?);
        arguments::done(vm, sched::unshare(flags))?;
        Ok(Value::NONE)
    }),
];

/// Its classes.
pub static CLASSES: [&NativeClass; 1] = [&SCHED_PARAM];

const PARAMETER: ClassSpec = class("posix", "sched_param", &[field::<0>("sched_priority")]);

/// The declaration of `os.sched_param`: it is made of its one field, not of a sequence.
static SCHED_PARAM: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    ClassSpec {
        slots: Slots { new: Some(new_parameter), ..PARAMETER.slots },
        methods: &[
            NativeDef::none("__reduce__", |vm, this| {
                let (class, items) = (vm.class_of(this).clone(), this.expect::<Tuple>().items().to_vec());
                let items = vm.new_tuple(items).into_value();
                Ok(vm.new_tuple(vec![class.into_value(), items]).into_value())
            }),
            struct_sequence::REPLACE,
        ],
        ..PARAMETER
    },
);

fn new_parameter(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let bound = passed::bind(vm, "sched_param", "sched_priority", arguments)?;
    let priority = argument(&bound, 0);
    Ok(struct_sequence::create(vm, class, vec![priority]))
}

fn priority_of(vm: &mut Vm, value: &Value) -> PyResult<i32> {
    let class = SCHED_PARAM.of(vm);
    let Some(parameter) = value.cast::<Tuple>().filter(|_| vm.class_of(value).is(&class)) else {
        return Err(vm.type_error("must have a sched_param object"));
    };
    let priority = parameter.items().first().cloned().unwrap_or(Value::NONE);
    let priority = arguments::long(vm, &priority)?;
    i32::try_from(priority).map_err(|_| vm.overflow_error("sched_priority out of range"))
}
