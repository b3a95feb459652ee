//! `posix`: the operating system: files and folders, descriptors, the environment and the process.

pub mod arguments;
mod attributes;
mod constants;
mod descriptors;
mod environment;
mod events;
mod limits;
mod names;
pub mod paths;
mod processes;
pub mod refused;
mod scandir;
mod scheduling;
mod stat;
mod terminals;
mod transfer;
mod waiting;

pub use environment::variable;
pub use refused::{clear, no_processes};

use super::{ModuleSpec, NativeClass, set};
use crate::object::Py;
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm};

/// The declaration of `posix`.
pub static SPEC: ModuleSpec = ModuleSpec { name: "posix", functions: &FUNCTIONS, classes: &CLASSES, init: Some(init) };

/// The functions by subject.
const GROUPS: [&[NativeDef]; 15] = [
    environment::FUNCTIONS,
    names::FUNCTIONS,
    paths::FUNCTIONS,
    scandir::FUNCTIONS,
    stat::FUNCTIONS,
    descriptors::FUNCTIONS,
    transfer::FUNCTIONS,
    attributes::FUNCTIONS,
    events::FUNCTIONS,
    terminals::FUNCTIONS,
    processes::FUNCTIONS,
    scheduling::FUNCTIONS,
    waiting::FUNCTIONS,
    limits::FUNCTIONS,
    refused::FUNCTIONS,
];

const COUNT: usize = {
    let (mut count, mut group) = (0, 0);
    while group < GROUPS.len() {
        count += GROUPS[group].len();
        group += 1;
    }
    count
};

static FUNCTIONS: [NativeDef; COUNT] = {
    let mut all = [GROUPS[0][0]; COUNT];
    let (mut index, mut group) = (0, 0);
    while group < GROUPS.len() {
        let mut row = 0;
        while row < GROUPS[group].len() {
            all[index] = GROUPS[group][row];
            index += 1;
            row += 1;
        }
        group += 1;
    }
    all
};

static CLASSES: [&NativeClass; 9] = [
    stat::CLASSES[0],
    stat::CLASSES[1],
    scandir::CLASSES[0],
    scandir::CLASSES[1],
    descriptors::CLASSES[0],
    processes::CLASSES[0],
    processes::CLASSES[1],
    scheduling::CLASSES[0],
    waiting::CLASSES[0],
];

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let environ = environment::create(vm)?;
    set(vm, namespace, "environ", environ);
    let error = vm.types.os_error.to_value();
    set(vm, namespace, "error", error);
    constants::add(vm, namespace);
    limits::add_names(vm, namespace);
    Ok(())
}
