//! Names that the C library gives numbers, with their values in the GNU one.

use crate::native::set;
use crate::object::{Py, Value};
use crate::types::dict::Dict;
use crate::vm::Vm;

/// The category of characters.
pub const LC_CTYPE: i32 = 0;

#[rustfmt::skip]
const CATEGORIES: &[(&str, i32)] = &[
    ("LC_CTYPE", 0), ("LC_TIME", 2), ("LC_COLLATE", 3), ("LC_MONETARY", 4), ("LC_MESSAGES", 5), ("LC_NUMERIC", 1),
    ("LC_ALL", 6), ("CHAR_MAX", 127),
];

/// What `nl_langinfo` is asked.
#[rustfmt::skip]
pub const INFORMATION: &[(&str, i32)] = &[
    ("DAY_1", 131_079), ("DAY_2", 131_080), ("DAY_3", 131_081), ("DAY_4", 131_082), ("DAY_5", 131_083), ("DAY_6", 131_084),
    ("DAY_7", 131_085), ("ABDAY_1", 131_072), ("ABDAY_2", 131_073), ("ABDAY_3", 131_074), ("ABDAY_4", 131_075),
    ("ABDAY_5", 131_076), ("ABDAY_6", 131_077), ("ABDAY_7", 131_078), ("MON_1", 131_098), ("MON_2", 131_099),
    ("MON_3", 131_100), ("MON_4", 131_101), ("MON_5", 131_102), ("MON_6", 131_103), ("MON_7", 131_104), ("MON_8", 131_105),
    ("MON_9", 131_106), ("MON_10", 131_107), ("MON_11", 131_108), ("MON_12", 131_109), ("ABMON_1", 131_086),
    ("ABMON_2", 131_087), ("ABMON_3", 131_088), ("ABMON_4", 131_089), ("ABMON_5", 131_090), ("ABMON_6", 131_091),
    ("ABMON_7", 131_092), ("ABMON_8", 131_093), ("ABMON_9", 131_094), ("ABMON_10", 131_095), ("ABMON_11", 131_096),
    ("ABMON_12", 131_097), ("RADIXCHAR", 65_536), ("THOUSEP", 65_537), ("CRNCYSTR", 262_159), ("D_T_FMT", 131_112),
    ("D_FMT", 131_113), ("T_FMT", 131_114), ("AM_STR", 131_110), ("PM_STR", 131_111), ("CODESET", 14),
    ("T_FMT_AMPM", 131_115), ("ERA", 131_116), ("ERA_D_FMT", 131_118), ("ERA_D_T_FMT", 131_120), ("ERA_T_FMT", 131_121),
    ("ALT_DIGITS", 131_119), ("YESEXPR", 327_680), ("NOEXPR", 327_681), ("_DATE_FMT", 131_180),
];

/// Puts them into the module.
pub fn add(vm: &mut Vm, namespace: &Py<Dict>) {
    for &(name, number) in CATEGORIES.iter().chain(INFORMATION) {
        set(vm, namespace, name, Value::index(number as usize));
    }
}
