//! `_multibytecodec`, and the modules that have the codecs of East Asia: `_codecs_cn` and its kin.

mod codec;
mod convert;
mod converter;
mod incremental;
mod stream;

use super::{ModuleSpec, NativeClass, set};
use crate::object::{Str, Value};
use crate::text::multibyte::{Region, Tables};
use crate::types::class::NativeDef;
use crate::types::codec::plain_name;
use crate::vm::{PyResult, Vm};
use codec::MultibyteCodec;

/// The declaration of `_multibytecodec`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_multibytecodec",
    // CPython's takes a capsule that no program gets hold of.
    functions: &[NativeDef::one("__create_codec", |vm, _, _| Err(vm.value_error("argument type invalid")))],
    classes: &[&incremental::ENCODER, &incremental::DECODER, &stream::READER, &stream::WRITER],
    init: None,
};

/// A module that has the codecs of a region.
macro_rules! codecs {
    ($spec:ident, $name:literal, $region:ident, [$($map:literal)*]) => {
        #[doc = concat!("The declaration of `", $name, "`.")]
        pub const $spec: ModuleSpec = ModuleSpec {
            name: $name,
            functions: &[NativeDef::one("getcodec", |vm, module, name| get_codec(vm, module, name, Region::$region))],
            classes: &[],
            init: Some(|vm, namespace| {
                // Tables for other modules written in C.
                let maps: &[&str] = &[$(concat!("__map_", $map)),*];
                for map in maps {
                    let capsule = super::types_::capsule(vm, "multibytecodec.map", Vec::new());
                    set(vm, namespace, map, capsule);
                }
                Ok(())
            }),
        };
    };
}

codecs!(CHINA, "_codecs_cn", China, ["gb2312" "gbkext" "gbcommon" "gb18030ext"]);
codecs!(HONG_KONG, "_codecs_hk", HongKong, ["big5hkscs" "big5hkscs_bmp" "big5hkscs_nonbmp"]);
codecs!(TAIWAN, "_codecs_tw", Taiwan, ["big5" "cp950ext"]);
codecs!(KOREA, "_codecs_kr", Korea, ["ksx1001" "cp949" "cp949ext"]);
codecs!(JAPAN, "_codecs_jp", Japan, [
    "jisx0208" "jisx0212" "jisxcommon" "jisx0213_1_bmp" "jisx0213_2_bmp" "jisx0213_bmp" "jisx0213_1_emp"
    "jisx0213_2_emp" "jisx0213_emp" "jisx0213_pair" "cp932ext"
]);
codecs!(ISO_2022, "_codecs_iso2022", Iso2022, []);

/// `getcodec(encoding)`: TypeError "encoding name must be a string.", LookupError "no such codec is supported."
fn get_codec(vm: &mut Vm, module: &Value, name: &Value, region: Region) -> PyResult {
    let Some(name) = name.cast::<Str>().cloned() else {
        return Err(vm.type_error("encoding name must be a string."));
    };
    let name = plain_name(vm, &name)?;
    match region.find(vm.states.get_or_default::<Tables>(), &name) {
        Some((name, encoding)) => Ok(MultibyteCodec::create(vm, name, encoding, module)),
        None => Err(vm.lookup_error("no such codec is supported.")),
    }
}
