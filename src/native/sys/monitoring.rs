//! `sys.monitoring`.

use super::super::{ModuleSpec, create_module, set};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::number::int_argument;
use crate::types::class::NativeDef;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::{namespace, object};
use crate::vm::monitoring::{CODE_TOOLS, Event, LOCAL_EVENTS, RETURNS_OF_C};
use crate::vm::{PyResult, Vm};

/// The declaration of `sys.monitoring`, which cannot be imported.
const SPEC: ModuleSpec = ModuleSpec { name: "sys.monitoring", functions: FUNCTIONS, classes: &[], init: Some(init) };

const FUNCTIONS: &[NativeDef] = &[
    NativeDef::positional("use_tool_id", 2, 2, use_tool),
    NativeDef::one("clear_tool_id", |vm, _, tool| {
        let tool = tool_number(vm, tool)?;
        if vm.tool_name(tool).is_some() {
            vm.clear_tool(tool);
        }
        Ok(Value::NONE)
    }),
    NativeDef::one("free_tool_id", |vm, _, tool| {
        let tool = tool_number(vm, tool)?;
        vm.free_tool(tool);
        Ok(Value::NONE)
    }),
    NativeDef::one("get_tool", |vm, _, tool| {
        let tool = tool_number(vm, tool)?;
        Ok(vm.tool_name(tool).clone().unwrap_or(Value::NONE))
    }),
    NativeDef::positional("register_callback", 3, 3, register_callback),
    NativeDef::one("get_events", |vm, _, tool| {
        let tool = tool_number(vm, tool)?;
        Ok(Value::index(vm.global_events(tool) as usize))
    }),
    NativeDef::positional("set_events", 2, 2, set_events),
    NativeDef::positional("get_local_events", 2, 2, get_local_events),
    NativeDef::positional("set_local_events", 3, 3, set_local_events),
    NativeDef::none("restart_events", |vm, _| {
        vm.restart_events();
        Ok(Value::NONE)
    }),
    NativeDef::none("_all_events", all_events),
];

/// Adds it to `sys`.
pub fn add_to(vm: &mut Vm, sys: &Py<Dict>) -> PyResult<()> {
    let module = create_module(vm, &SPEC)?;
    set(vm, sys, "monitoring", module.into_value());
    Ok(())
}

fn init(vm: &mut Vm, module: &Py<Dict>) -> PyResult<()> {
    let doc = vm.names.doc.clone();
    drop(module.set_str(vm, &doc, Value::NONE));
    let class = vm.types.object.clone();
    let (disable, missing) = (object::allocate(vm, &class), object::allocate(vm, &class));
    set(vm, module, "DISABLE", disable.clone());
    set(vm, module, "MISSING", missing.clone());
    vm.monitoring.disable = Some(disable);
    vm.monitoring.missing = Some(missing);
    let mut events: Vec<(Py<Str>, Value)> = Vec::new();
    for (event, name) in Event::ALL {
        events.push((vm.intern(name), Value::index(event.bit() as usize)));
    }
    events.push((vm.intern("NO_EVENTS"), Value::index(0)));
    let events = namespace::create(vm, events);
    set(vm, module, "events", events);
    for (name, tool) in [("DEBUGGER_ID", 0), ("COVERAGE_ID", 1), ("PROFILER_ID", 2), ("OPTIMIZER_ID", 5)] {
        set(vm, module, name, Value::index(tool));
    }
    Ok(())
}

/// The number of a tool; ValueError for none that programs can use.
fn tool_number(vm: &mut Vm, value: &Value) -> PyResult<usize> {
    let number = int_argument(vm, value)?;
    match usize::try_from(number) {
        Ok(tool) if tool < CODE_TOOLS => Ok(tool),
        _ => Err(vm.value_error(format!("invalid tool {number} (must be between 0 and 5)"))),
    }
}

fn check_in_use(vm: &mut Vm, tool: usize) -> PyResult<()> {
    if vm.tool_name(tool).is_none() {
        return Err(vm.value_error(format!("tool {tool} is not in use")));
    }
    Ok(())
}

fn use_tool(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let [tool, name] = values else { return Ok(Value::NONE) };
    let tool = tool_number(vm, tool)?;
    if !name.has::<Str>() {
        return Err(vm.value_error("tool name must be a str"));
    }
    if vm.tool_name(tool).is_some() {
        return Err(vm.value_error(format!("tool {tool} is already in use")));
    }
    vm.use_tool(tool, name.clone());
    Ok(Value::NONE)
}

fn register_callback(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let [tool, event, callback] = values else { return Ok(Value::NONE) };
    let (tool, event) = (int_argument(vm, tool)?, int_argument(vm, event)?);
    let tool = tool_number(vm, &Value::from_i32(tool))?;
    if event <= 0 || event.count_ones() != 1 {
        return Err(vm.value_error("The callback can only be set for one event at a time"));
    }
    let Some((event, _)) = Event::ALL.get(event.trailing_zeros() as usize) else {
        return Err(vm.value_error(format!("invalid event {event}")));
    };
    let callback: Slot = (!callback.is_none()).then(|| callback.clone());
    Ok(vm.set_callback(tool, *event, callback).unwrap_or(Value::NONE))
}

/// A set of events; ValueError for what is none, and when some of those that come together are missing.
fn event_set(vm: &mut Vm, events: i32) -> PyResult<u32> {
    let calls = RETURNS_OF_C | Event::Call.bit();
    let events = events.cast_unsigned();
    if events & RETURNS_OF_C != 0 && events & calls != calls {
        return Err(vm.value_error("cannot set C_RETURN or C_RAISE events independently"));
    }
    Ok(events)
}

fn set_events(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let [tool, events] = values else { return Ok(Value::NONE) };
    let (tool, events) = (int_argument(vm, tool)?, int_argument(vm, events)?);
    let tool = tool_number(vm, &Value::from_i32(tool))?;
    if !(0..1 << Event::ALL.len()).contains(&events) {
        return Err(vm.value_error(format!("invalid event set 0x{events:x}")));
    }
    let events = event_set(vm, events)?;
    check_in_use(vm, tool)?;
    vm.set_global_events(tool, events);
    Ok(Value::NONE)
}

fn code(vm: &mut Vm, value: &Value) -> PyResult<Py<Code>> {
    match value.cast::<Code>() {
        Some(code) => Ok(code.clone()),
        None => Err(vm.type_error("code must be a code object")),
    }
}

fn get_local_events(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let [tool, value] = values else { return Ok(Value::NONE) };
    let tool = int_argument(vm, tool)?;
    let code = code(vm, value)?;
    let tool = tool_number(vm, &Value::from_i32(tool))?;
    Ok(Value::index(vm.local_events(tool, &code) as usize))
}

fn set_local_events(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let [tool, value, events] = values else { return Ok(Value::NONE) };
    let (tool, events) = (int_argument(vm, tool)?, int_argument(vm, events)?);
    let code = code(vm, value)?;
    let tool = tool_number(vm, &Value::from_i32(tool))?;
    let events = event_set(vm, events)? & !RETURNS_OF_C;
    if events & !(LOCAL_EVENTS | Event::Branch.bit()) != 0 {
        return Err(vm.value_error(format!("invalid local event set 0x{events:x}")));
    }
    check_in_use(vm, tool)?;
    vm.set_local_events(tool, &code, events);
    Ok(Value::NONE)
}

/// The tools that are told of each event everywhere, one bit each.
fn all_events(vm: &mut Vm, _module: &Value) -> PyResult {
    let dict = vm.new_dict();
    for (event, name) in Event::ALL {
        let tools = vm.tools_of(event);
        if tools != 0 {
            let name = vm.intern(name);
            drop(dict.set_str(vm, &name, Value::index(usize::from(tools))));
        }
    }
    Ok(dict.into_value())
}
