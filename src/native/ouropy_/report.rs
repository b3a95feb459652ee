//! `_ouropy.LeakReport`: a report that is shown when someone asks.

use crate::native::NativeClass;
use crate::object::{Layout, Slot, Str, Value, payload};
use crate::protocol;
use crate::report::model::Report;
use crate::report::show::{Colour, Format, Style};
use crate::types::class::{ClassSpec, NativeDef, Slots};
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_ouropy",
    slots: Slots { length: Some(|_, this| Ok(this.expect::<LeakReport>().report.leaks.len())), ..Slots::EMPTY },
    methods: &[NativeDef::keywords("render", "format='text', width=100", |vm, this, arguments| {
        let this = this.expect::<LeakReport>().clone();
        render(vm, &this.report, arguments)
    })],
    ..ClassSpec::new("LeakReport", Layout::of::<LeakReport>())
});

/// A report.
pub struct LeakReport {
    report: Report,
}

payload! { LeakReport: Atom; }

impl LeakReport {
    /// An object that holds the report.
    pub fn create(vm: &mut Vm, report: Report) -> Value {
        let class = CLASS.of(vm);
        vm.heap.alloc(&class, LeakReport { report }).into_value()
    }
}

/// `render(format, width)`.
pub fn render(vm: &mut Vm, report: &Report, arguments: &[Slot]) -> PyResult {
    let mut style = Style { colour: Colour::Plain, ..Style::default() };
    let format = match super::given(&arguments[0]) {
        None => Format::Text,
        Some(name) => {
            let name = text(vm, name)?;
            match Format::named(&name) {
                Some(format) => format,
                None => {
                    let names: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
                    return Err(vm.value_error(format!("format {name:?} is none of {}", names.join(", "))));
                }
            }
        }
    };
    if let Some(width) = super::given(&arguments[1]) {
        style.width = usize::try_from(protocol::number::ssize_argument(vm, width)?).unwrap_or_default();
    }
    let shown = crate::report::show::render(report, format, style);
    Ok(vm.new_str(shown).into_value())
}

/// The text of an argument that has to be a str.
pub fn text(vm: &mut Vm, value: &Value) -> PyResult<String> {
    match value.cast::<Str>() {
        Some(text) => Ok(text.to_string_lossy().into_owned()),
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("a str was expected, got {class}")))
        }
    }
}
