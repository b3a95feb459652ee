//! How `OrderedDict` is declared.

use super::iterator::OrderedIterator;
use super::{attributes, methods, operators};
use crate::object::{ClassFlags, Layout, OwnDict};
use crate::types::class::{ClassSpec, Slots};
use crate::types::dict::{Dict, Walk};

/// Unlike a dict's subclasses, `OrderedDict` itself gives its instances their `__dict__`.
static LAYOUT: Layout = Layout::of::<Dict>().with_own_dict(OwnDict::First);

/// The declaration of `OrderedDict`.
pub const SPEC: ClassSpec = ClassSpec {
    module: "collections",
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::HAS_DICT).union(ClassFlags::WEAK_REFERENCEABLE),
    slots: Slots {
        init: Some(|vm, this, arguments| operators::update(vm, this, None, arguments)),
        repr: Some(operators::show),
        iter: Some(|vm, this| Ok(OrderedIterator::create(vm, this.expect::<Dict>(), Walk::Keys))),
        setitem: Some(super::assign),
        richcompare: Some(operators::compare),
        or: Some(operators::or),
        inplace_or: Some(|vm, left, right| {
            operators::update_from(vm, left, right)?;
            Ok(left.clone())
        }),
        ..Slots::EMPTY
    },
    methods: methods::METHODS,
    getset: attributes::ATTRIBUTES,
    ..ClassSpec::new("OrderedDict", &LAYOUT)
};
