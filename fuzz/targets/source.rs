#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| ouropy_fuzz::run(include_str!("../drivers/source.py"), data));
