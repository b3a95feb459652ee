//! Constants of `sys`.

use crate::native::{MODULES, NativeClass, set};
use crate::object::{Py, Value};
use crate::program::state::State;
use crate::stdlib;
use crate::types::dict::Dict;
use crate::types::struct_sequence::{self, class, field, with_hidden, without_instances};
use crate::types::{float, int, namespace};
use crate::vm::Vm;

/// `sys.version`: the language, the interpreter, and what it was compiled from, in the form that `platform` reads.
pub const VERSION: &str = concat!("3.14.10 (ouropy ", env!("CARGO_PKG_VERSION"), ") [Rust]");

static VERSION_INFO: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    without_instances(class(
        "sys",
        "version_info",
        &[
            field::<0>("major"),
            field::<1>("minor"),
            field::<2>("micro"),
            field::<3>("releaselevel"),
            field::<4>("serial"),
        ],
    )),
);

static FLAGS: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    without_instances(with_hidden(
        class(
            "sys",
            "flags",
            &[
                field::<0>("debug"),
                field::<1>("inspect"),
                field::<2>("interactive"),
                field::<3>("optimize"),
                field::<4>("dont_write_bytecode"),
                field::<5>("no_user_site"),
                field::<6>("no_site"),
                field::<7>("ignore_environment"),
                field::<8>("verbose"),
                field::<9>("bytes_warning"),
                field::<10>("quiet"),
                field::<11>("hash_randomization"),
                field::<12>("isolated"),
                field::<13>("dev_mode"),
                field::<14>("utf8_mode"),
                field::<15>("warn_default_encoding"),
                field::<16>("safe_path"),
                field::<17>("int_max_str_digits"),
                field::<18>("gil"),
                field::<19>("thread_inherit_context"),
                field::<20>("context_aware_warnings"),
            ],
        ),
        3,
    )),
);

static FLOAT_INFO: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    class(
        "sys",
        "float_info",
        &[
            field::<0>("max"),
            field::<1>("max_exp"),
            field::<2>("max_10_exp"),
            field::<3>("min"),
            field::<4>("min_exp"),
            field::<5>("min_10_exp"),
            field::<6>("dig"),
            field::<7>("mant_dig"),
            field::<8>("epsilon"),
            field::<9>("radix"),
            field::<10>("rounds"),
        ],
    ),
);

static INT_INFO: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    class(
        "sys",
        "int_info",
        &[
            field::<0>("bits_per_digit"),
            field::<1>("sizeof_digit"),
            field::<2>("default_max_str_digits"),
            field::<3>("str_digits_check_threshold"),
        ],
    ),
);

static HASH_INFO: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    class(
        "sys",
        "hash_info",
        &[
            field::<0>("width"),
            field::<1>("modulus"),
            field::<2>("inf"),
            field::<3>("nan"),
            field::<4>("imag"),
            field::<5>("algorithm"),
            field::<6>("hash_bits"),
            field::<7>("seed_bits"),
            field::<8>("cutoff"),
        ],
    ),
);

static THREAD_INFO: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    class("sys", "thread_info", &[field::<0>("name"), field::<1>("lock"), field::<2>("version")]),
);

fn number(number: i64) -> Value {
    Value::small_int(number).unwrap_or(Value::NONE)
}

fn sequence(vm: &mut Vm, class: &'static NativeClass, items: Vec<Value>) -> Value {
    let class = class.of(vm);
    struct_sequence::create(vm, &class, items)
}

/// Adds the constants.
pub fn add(vm: &mut Vm, namespace: &Py<Dict>) {
    add_version(vm, namespace);
    let options = &State::of(vm).options;
    let safe_path = Value::bool(options.safe_path);
    let [interactive, no_bytecode, quiet, isolated, no_user_site, no_site, ignore_environment] = [
        options.interactive,
        options.no_bytecode,
        options.quiet,
        options.isolated,
        options.no_user_site,
        options.no_site,
        options.ignore_environment,
    ]
    .map(i64::from);
    let optimize = i64::from(options.optimize);
    let randomised = i64::from(crate::text::hash::HashKey::process().is_randomised());
    let mut flags: Vec<Value> = [
        0,
        interactive,
        interactive,
        optimize,
        no_bytecode,
        no_user_site,
        no_site,
        ignore_environment,
        0,
        0,
        quiet,
        randomised,
        isolated,
    ]
    .into_iter()
    .map(number)
    .collect();
    flags.extend([Value::FALSE, number(0), number(0), safe_path, number(vm.max_str_digits as i64)]);
    flags.extend([number(1), number(0), number(0)]);
    let flags = sequence(vm, &FLAGS, flags);
    set(vm, namespace, "flags", flags);
    add_numeric(vm, namespace);
    let (name, lock) = (vm.new_str("pthread").into_value(), vm.new_str("semaphore").into_value());
    let thread = sequence(vm, &THREAD_INFO, vec![name, lock, Value::NONE]);
    set(vm, namespace, "thread_info", thread);
    add_names(vm, namespace);
    for (name, text) in [
        ("platform", "linux"),
        ("byteorder", if cfg!(target_endian = "big") { "big" } else { "little" }),
        ("platlibdir", "lib"),
        ("float_repr_style", "short"),
        ("abiflags", ""),
        ("copyright", "Copyright (c) the ouropy developers."),
    ] {
        let text = vm.new_str(text).into_value();
        set(vm, namespace, name, text);
    }
    let maxsize = int::from_i64(vm, i64::MAX);
    set(vm, namespace, "maxsize", maxsize);
    set(vm, namespace, "maxunicode", number(0x10_ffff));
    set(vm, namespace, "api_version", number(1013));
}

fn add_version(vm: &mut Vm, namespace: &Py<Dict>) {
    let text = vm.new_str(VERSION).into_value();
    set(vm, namespace, "version", text);
    let release = vm.new_str("final").into_value();
    let info = sequence(vm, &VERSION_INFO, vec![number(3), number(14), number(10), release, number(0)]);
    set(vm, namespace, "version_info", info.clone());
    set(vm, namespace, "hexversion", number(0x030e_0af0));
    let (name, tag) = (vm.new_str("ouropy").into_value(), vm.new_str("ouropy-314").into_value());
    let hexversion = number(0x030e_0af0);
    let attributes = [
        ("name", name),
        ("cache_tag", tag),
        ("version", info),
        ("hexversion", hexversion),
        ("supports_isolated_interpreters", Value::FALSE),
    ];
    let attributes = attributes.into_iter().map(|(name, value)| (vm.intern(name), value)).collect();
    let implementation = namespace::create(vm, attributes);
    set(vm, namespace, "implementation", implementation);
}

fn add_numeric(vm: &mut Vm, namespace: &Py<Dict>) {
    let items = vec![
        float::new(vm, f64::MAX),
        number(1024),
        number(308),
        float::new(vm, f64::MIN_POSITIVE),
        number(-1021),
        number(-307),
        number(15),
        number(53),
        float::new(vm, f64::EPSILON),
        number(2),
        number(1),
    ];
    let info = sequence(vm, &FLOAT_INFO, items);
    set(vm, namespace, "float_info", info);
    let info = sequence(vm, &INT_INFO, vec![number(30), number(4), number(4300), number(640)]);
    set(vm, namespace, "int_info", info);
    let algorithm = vm.new_str("siphash13").into_value();
    let modulus = int::from_i64(vm, (1 << 61) - 1);
    let items = vec![
        number(64),
        modulus,
        number(314_159),
        number(0),
        number(1_000_003),
        algorithm,
        number(64),
        number(128),
        number(0),
    ];
    let info = sequence(vm, &HASH_INFO, items);
    set(vm, namespace, "hash_info", info);
}

fn add_names(vm: &mut Vm, namespace: &Py<Dict>) {
    let mut names: Vec<&str> = MODULES.iter().map(|module| module.name).collect();
    names.sort_unstable();
    let builtin: Vec<Value> = names.iter().map(|name| vm.intern(name).into_value()).collect();
    let builtin = vm.new_tuple(builtin);
    set(vm, namespace, "builtin_module_names", builtin);
    let all: Vec<Value> = stdlib::names::all().map(|name| vm.intern(name).into_value()).collect();
    let all = crate::types::set::frozenset_of_atoms(vm, all);
    set(vm, namespace, "stdlib_module_names", all);
}
