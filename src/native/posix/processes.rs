//! The process itself, its users and groups, the ones it waits for, and starting another one in its place.

use std::ffi::{CStr, CString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::process::ExitStatusExt;

use nix::libc;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::stat::{Mode, umask};
use nix::unistd::{self, Gid, Pid, Uid};

use super::arguments::{self, argument, int_or};
use super::environment;
use super::paths::identity;
use crate::native::NativeClass;
use crate::object::{Str, Tuple, Value};
use crate::program::path::{Also, Parameter, fs_decode, fs_encode};
use crate::protocol::{self, iterate, number, sequence};
use crate::types::class::NativeDef;
use crate::types::list::List;
use crate::types::struct_sequence::{self, class, field};
use crate::types::{float, int};
use crate::vm::{PyResult, Vm, signals, system};

/// The functions.
pub const FUNCTIONS: &[NativeDef] = &[
    NativeDef::keywords("_exit", "status", |vm, _, bound| {
        let code = int_or(vm, bound, 0, 0)?;
        std::process::exit(code & 0xff)
    }),
    NativeDef::none("abort", |_, _| std::process::abort()),
    NativeDef::none("getpid", |vm, _| Ok(process(vm, unistd::getpid()))),
    NativeDef::none("getppid", |vm, _| Ok(process(vm, unistd::getppid()))),
    NativeDef::none("getpgrp", |vm, _| Ok(process(vm, unistd::getpgrp()))),
    NativeDef::keywords("getpgid", "pid", |vm, _, bound| {
        let pid = int_or(vm, bound, 0, 0)?;
        let group = arguments::done(vm, unistd::getpgid(Some(Pid::from_raw(pid))))?;
        Ok(process(vm, group))
    }),
    NativeDef::one("getsid", |vm, _, pid| {
        let pid = number::int_argument(vm, pid)?;
        let session = arguments::done(vm, unistd::getsid(Some(Pid::from_raw(pid))))?;
        Ok(process(vm, session))
    }),
    NativeDef::none("setsid", |vm, _| {
        arguments::done(vm, unistd::setsid())?;
        Ok(Value::NONE)
    }),
    NativeDef::none("setpgrp", |vm, _| {
        arguments::done(vm, unistd::setpgid(Pid::from_raw(0), Pid::from_raw(0)))?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("setpgid", 2, 2, |vm, _, values| {
        let (pid, group) = (number::int_argument(vm, &values[0])?, number::int_argument(vm, &values[1])?);
        arguments::done(vm, unistd::setpgid(Pid::from_raw(pid), Pid::from_raw(group)))?;
        Ok(Value::NONE)
    }),
    NativeDef::none("getuid", |vm, _| Ok(id(vm, unistd::getuid().as_raw()))),
    NativeDef::none("geteuid", |vm, _| Ok(id(vm, unistd::geteuid().as_raw()))),
    NativeDef::none("getgid", |vm, _| Ok(id(vm, unistd::getgid().as_raw()))),
    NativeDef::none("getegid", |vm, _| Ok(id(vm, unistd::getegid().as_raw()))),
    NativeDef::none("getresuid", |vm, _| {
        let ids = arguments::done(vm, unistd::getresuid())?;
        let ids = [ids.real, ids.effective, ids.saved].map(|user| id(vm, user.as_raw()));
        Ok(vm.new_tuple(ids.to_vec()).into_value())
    }),
    NativeDef::none("getresgid", |vm, _| {
        let ids = arguments::done(vm, unistd::getresgid())?;
        let ids = [ids.real, ids.effective, ids.saved].map(|group| id(vm, group.as_raw()));
        Ok(vm.new_tuple(ids.to_vec()).into_value())
    }),
    NativeDef::one("setuid", |vm, _, value| {
        let user = identity(vm, "uid", value)?;
        arguments::done(vm, unistd::setuid(Uid::from_raw(user)))?;
        Ok(Value::NONE)
    }),
    NativeDef::one("seteuid", |vm, _, value| {
        let user = identity(vm, "uid", value)?;
        arguments::done(vm, unistd::seteuid(Uid::from_raw(user)))?;
        Ok(Value::NONE)
    }),
    NativeDef::one("setgid", |vm, _, value| {
        let group = identity(vm, "gid", value)?;
        arguments::done(vm, unistd::setgid(Gid::from_raw(group)))?;
        Ok(Value::NONE)
    }),
    NativeDef::one("setegid", |vm, _, value| {
        let group = identity(vm, "gid", value)?;
        arguments::done(vm, unistd::setegid(Gid::from_raw(group)))?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("setreuid", 2, 2, |vm, _, values| {
        let (real, effective) = (identity(vm, "uid", &values[0])?, identity(vm, "uid", &values[1])?);
        arguments::done(vm, system::processes::set_users(real, effective))?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("setregid", 2, 2, |vm, _, values| {
        let (real, effective) = (identity(vm, "gid", &values[0])?, identity(vm, "gid", &values[1])?);
        arguments::done(vm, system::processes::set_groups(real, effective))?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("setresuid", 3, 3, |vm, _, values| {
        let [real, effective, saved] = identities(vm, "uid", values)?.map(Uid::from_raw);
        arguments::done(vm, unistd::setresuid(real, effective, saved))?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("setresgid", 3, 3, |vm, _, values| {
        let [real, effective, saved] = identities(vm, "gid", values)?.map(Gid::from_raw);
        arguments::done(vm, unistd::setresgid(real, effective, saved))?;
        Ok(Value::NONE)
    }),
    NativeDef::none("getgroups", |vm, _| {
        let groups = arguments::done(vm, unistd::getgroups())?;
        let groups = groups.into_iter().map(|group| id(vm, group.as_raw())).collect();
        Ok(List::create(vm, groups).into_value())
    }),
    NativeDef::one("setgroups", |vm, _, groups| {
        if !sequence::is_sequence(vm, groups) {
            return Err(vm.type_error("setgroups argument must be a sequence"));
        }
        let mut ids = Vec::new();
        for group in iterate::collect_to_vec(vm, groups)? {
            if int::Number::of(&group).is_none() {
                return Err(vm.type_error("groups must be integers"));
            }
            ids.push(Gid::from_raw(identity(vm, "gid", &group)?));
        }
        arguments::done(vm, unistd::setgroups(&ids))?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("getgrouplist", 2, 2, |vm, _, values| {
        let Some(user) = values[0].cast::<Str>() else {
            let class = vm.class_name(&values[0]);
            return Err(vm.type_error(format!("getgrouplist() argument 1 must be str, not {class}")));
        };
        let Ok(user) = CString::new(user.as_bytes()) else {
            return Err(vm.value_error("embedded null character"));
        };
        let group = identity(vm, "gid", &values[1])?;
        let groups = arguments::done(vm, unistd::getgrouplist(&user, Gid::from_raw(group)))?;
        let groups = groups.into_iter().map(|group| id(vm, group.as_raw())).collect();
        Ok(List::create(vm, groups).into_value())
    }),
    NativeDef::positional("initgroups", 2, 2, |vm, _, values| {
        let (user, group) = (text(vm, &values[0])?, identity(vm, "gid", &values[1])?);
        arguments::done(vm, unistd::initgroups(&user, Gid::from_raw(group)))?;
        Ok(Value::NONE)
    }),
    NativeDef::none("getlogin", |vm, _| match system::processes::login() {
        Ok(name) => fs_decode(vm, &name),
        Err(errno) => Err(arguments::failed(vm, errno)),
    }),
    NativeDef::one("umask", |vm, _, mask| {
        let mask = number::int_argument(vm, mask)?;
        let old = umask(Mode::from_bits_truncate(mask as u32));
        Ok(int::from_u64(vm, u64::from(old.bits())))
    }),
    NativeDef::positional("kill", 2, 2, |vm, _, values| {
        let (pid, number) = (number::int_argument(vm, &values[0])?, number::ssize_argument(vm, &values[1])?);
        arguments::finished(vm, signals::system::kill(pid, number as i32))?;
        // It may have gone to this process.
        vm.check_signals()?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("killpg", 2, 2, |vm, _, values| {
        let (group, number) = (number::int_argument(vm, &values[0])?, number::int_argument(vm, &values[1])?);
        arguments::finished(vm, signals::system::kill_group(group, number))?;
        vm.check_signals()?;
        Ok(Value::NONE)
    }),
    NativeDef::keywords("getpriority", "which, who", |vm, _, bound| {
        let (which, who) = (int_or(vm, bound, 0, 0)?, int_or(vm, bound, 1, 0)?);
        let priority = arguments::finished(vm, system::priority(which, who))?;
        Ok(int::from_i64(vm, i64::from(priority)))
    }),
    NativeDef::keywords("setpriority", "which, who, priority", |vm, _, bound| {
        let (which, who, priority) = (int_or(vm, bound, 0, 0)?, int_or(vm, bound, 1, 0)?, int_or(vm, bound, 2, 0)?);
        arguments::finished(vm, system::set_priority(which, who, priority))?;
        Ok(Value::NONE)
    }),
    NativeDef::one("nice", |vm, _, increment| {
        let increment = number::int_argument(vm, increment)?;
        let priority = arguments::finished(vm, system::add_to_priority(increment))?;
        Ok(int::from_i64(vm, i64::from(priority)))
    }),
    NativeDef::none("times", times),
    NativeDef::none("uname", |vm, _| {
        let found = arguments::done(vm, nix::sys::utsname::uname())?;
        let texts = [found.sysname(), found.nodename(), found.release(), found.version(), found.machine()];
        let mut values = Vec::new();
        for text in texts {
            values.push(fs_decode(vm, text.as_bytes())?);
        }
        let class = UNAME_RESULT.of(vm);
        Ok(struct_sequence::create(vm, &class, values))
    }),
    NativeDef::none("getloadavg", |vm, _| {
        let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let numbers: Vec<f64> = text.split(' ').take(3).filter_map(|number| number.parse().ok()).collect();
        if numbers.len() < 3 {
            let error = std::io::Error::other("Load averages are unobtainable");
            return arguments::finished(vm, Err(error));
        }
        let numbers = numbers.into_iter().map(|number| float::new(vm, number)).collect();
        Ok(vm.new_tuple(numbers).into_value())
    }),
    // Nobody can have set `PyOS_InputHook`, which only C code does.
    NativeDef::none("_inputhook", |_, _| Ok(Value::NONE)),
    NativeDef::none("_is_inputhook_installed", |_, _| Ok(Value::FALSE)),
    NativeDef::none("cpu_count", |vm, _| match system::configuration(libc::_SC_NPROCESSORS_ONLN) {
        Ok(count) if count > 0 => Ok(int::from_i64(vm, count)),
        _ => Ok(Value::NONE),
    }),
    NativeDef::keywords("system", "command", |vm, _, bound| {
        let command = fs_encode(vm, &argument(bound, 0))?.0;
        if command.contains(&0) {
            return Err(vm.value_error("embedded null byte"));
        }
        let variables = environment::variables(vm).into_iter();
        let variables = variables.map(|(name, value)| (os_string(name), os_string(value)));
        let status = std::process::Command::new("/bin/sh")
            .arg("-c")
            .arg(os_string(command))
            .env_clear()
            .envs(variables)
            .status();
        let status = arguments::finished(vm, status)?;
        Ok(int::from_i64(vm, i64::from(status.into_raw())))
    }),
    NativeDef::positional("execv", 2, 2, |vm, _, values| {
        let path = Parameter::path("execv").convert(vm, &values[0])?;
        let program = c_string(vm, path.native.into_os_string().into_vec())?;
        let words = words(vm, "execv", &values[1])?;
        let mut variables = Vec::new();
        for (name, value) in environment::variables(vm) {
            variables.push(c_string(vm, [&name[..], b"=", &value].concat())?);
        }
        let errno = unistd::execve(&program, &words, &variables).map_or_else(|errno| errno, |never| match never {});
        Err(arguments::failed(vm, errno))
    }),
    NativeDef::keywords("execve", "path, argv, env", |vm, _, bound| {
        let path = Parameter::path("execve").or(Also::Descriptor).convert(vm, &argument(bound, 0))?;
        let words = words(vm, "execve", &argument(bound, 1))?;
        let variables = variables_of(vm, &argument(bound, 2))?;
        let result = match path.descriptor {
            Some(number) => unistd::fexecve(arguments::known(vm, number)?, &words, &variables),
            None => {
                let program = c_string(vm, path.native.as_os_str().as_bytes().to_vec())?;
                unistd::execve(&program, &words, &variables)
            }
        };
        arguments::about(vm, &path, result).map(|never| match never {})
    }),
];

fn os_string(data: Vec<u8>) -> std::ffi::OsString {
    OsStringExt::from_vec(data)
}

fn process(vm: &mut Vm, pid: Pid) -> Value {
    int::from_i64(vm, i64::from(pid.as_raw()))
}

fn id(vm: &mut Vm, id: u32) -> Value {
    int::from_u64(vm, u64::from(id))
}

fn identities(vm: &mut Vm, name: &str, values: &[Value]) -> PyResult<[u32; 3]> {
    let mut ids = [0; 3];
    for (id, value) in ids.iter_mut().zip(values) {
        *id = identity(vm, name, value)?;
    }
    Ok(ids)
}

fn c_string(vm: &mut Vm, data: Vec<u8>) -> PyResult<CString> {
    CString::new(data).map_err(|_| vm.value_error("embedded null byte"))
}

fn text(vm: &mut Vm, value: &Value) -> PyResult<CString> {
    let data = fs_encode(vm, value)?.0;
    c_string(vm, data)
}

/// The arguments of a program.
fn words(vm: &mut Vm, function: &str, value: &Value) -> PyResult<Vec<CString>> {
    if !value.has::<Tuple>() && !value.has::<List>() {
        let note = if function == "execve" {
            "execve: argv must be a tuple or list"
        } else {
            "execv() arg 2 must be a tuple or list"
        };
        return Err(vm.type_error(note));
    }
    let mut words = Vec::new();
    for word in iterate::collect_to_vec(vm, value)? {
        words.push(text(vm, &word)?);
    }
    let first = words.first().map(CString::as_c_str);
    if first.is_none() {
        let note =
            if function == "execve" { "execve: argv must not be empty" } else { "execv() arg 2 must not be empty" };
        return Err(vm.value_error(note));
    }
    if first.is_some_and(CStr::is_empty) {
        let note = if function == "execve" {
            "execve: argv first element cannot be empty"
        } else {
            "execv() arg 2 first element cannot be empty"
        };
        return Err(vm.value_error(note));
    }
    Ok(words)
}

/// The environment of a program from a mapping.
fn variables_of(vm: &mut Vm, mapping: &Value) -> PyResult<Vec<CString>> {
    let items = vm.intern("items");
    let Some(items) = protocol::attribute::get_optional(vm, mapping, &items)? else {
        return Err(vm.type_error("execve: environment must be a mapping object"));
    };
    let items = protocol::call(vm, &items, &[])?;
    let mut variables = Vec::new();
    for item in iterate::collect_to_vec(vm, &items)? {
        let pair = iterate::unpack_sequence(vm, &item, 2)?;
        let (name, value) = (fs_encode(vm, &pair[0])?.0, fs_encode(vm, &pair[1])?.0);
        if name.is_empty() || name[1..].contains(&b'=') {
            return Err(vm.value_error("illegal environment variable name"));
        }
        variables.push(c_string(vm, [&name[..], b"=", &value].concat())?);
    }
    Ok(variables)
}

/// Its classes.
pub static CLASSES: [&NativeClass; 2] = [&TIMES_RESULT, &UNAME_RESULT];

static TIMES_RESULT: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    class(
        "posix",
        "times_result",
        &[
            field::<0>("user"),
            field::<1>("system"),
            field::<2>("children_user"),
            field::<3>("children_system"),
            field::<4>("elapsed"),
        ],
    ),
);

static UNAME_RESULT: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    class(
        "posix",
        "uname_result",
        &[
            field::<0>("sysname"),
            field::<1>("nodename"),
            field::<2>("release"),
            field::<3>("version"),
            field::<4>("machine"),
        ],
    ),
);

/// Seconds of the processor, in the system's ticks of a hundredth.
fn times(vm: &mut Vm, _: &Value) -> PyResult {
    let own = arguments::done(vm, getrusage(UsageWho::RUSAGE_SELF))?;
    let children = arguments::done(vm, getrusage(UsageWho::RUSAGE_CHILDREN))?;
    let now = arguments::done(vm, nix::time::clock_gettime(nix::time::ClockId::CLOCK_MONOTONIC))?;
    let ticks = [own.user_time(), own.system_time(), children.user_time(), children.system_time()]
        .map(|time| time.tv_sec() * 100 + time.tv_usec() / 10_000);
    let elapsed = now.tv_sec() * 100 + now.tv_nsec() / 10_000_000;
    let values = ticks.into_iter().chain([elapsed]).map(|ticks| float::new(vm, ticks as f64 / 100.0)).collect();
    let class = TIMES_RESULT.of(vm);
    Ok(struct_sequence::create(vm, &class, values))
}
