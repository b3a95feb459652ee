//! The attributes of OrderedDict.

use crate::types::class::GetSet;
use crate::types::class_method::{get_dict, set_dict};

pub(super) const ATTRIBUTES: &[GetSet] = &[GetSet::new("__dict__", get_dict, set_dict)];
