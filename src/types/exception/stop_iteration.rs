//! `StopIteration` and `SystemExit`: exceptions that carry a value.

use super::{Family, Field, base, derived, fields};
use crate::types::class::{ClassSpec, Slots};

const SLOTS: Slots = Slots { init: Some(base::init_with_fields), ..Slots::EMPTY };

/// The declaration of `StopIteration`.
pub const STOP_ITERATION: ClassSpec = ClassSpec {
    family: Some(Family::StopIteration),
    slots: SLOTS,
    getset: &[fields::member::<{ Field::Value as usize }>()],
    ..derived("StopIteration")
};

/// The declaration of `SystemExit`.
pub const SYSTEM_EXIT: ClassSpec = ClassSpec {
    family: Some(Family::SystemExit),
    slots: SLOTS,
    getset: &[fields::member::<{ Field::Code as usize }>()],
    ..derived("SystemExit")
};
