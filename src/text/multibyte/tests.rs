//! Whole encodings are compared with what `record.py` has recorded of CPython's; steps one by one.

use std::fmt::Write as _;
use std::rc::Rc;

use flate2::Crc;

use super::{Encoding, Region, State, Stop, Tables};
use crate::text::codec_fault::Ending;

const REGIONS: [Region; 6] =
    [Region::China, Region::HongKong, Region::Taiwan, Region::Korea, Region::Japan, Region::Iso2022];
/// Name, checksum of the encodings of all characters, and of the decodings of all two bytes.
const CHECKSUMS: &str = include_str!("checksums.txt");

fn encoding(tables: &mut Tables, name: &str) -> Rc<dyn Encoding> {
    let found = REGIONS.iter().find_map(|region| region.find(tables, name));
    found.unwrap_or_else(|| panic!("{name}")).1
}

/// The bytes of a text, and the state behind it.
fn encoded(encoding: &dyn Encoding, codes: &[u32], ending: Ending) -> (Vec<u8>, Result<State, Stop>, usize) {
    let (mut state, mut out, mut at) = (encoding.encoder_state(), Vec::new(), 0);
    let result = encoding.encode(&mut state, codes, ending, &mut at, &mut out);
    (out, result.map(|()| state), at)
}

fn decoded(encoding: &dyn Encoding, data: &[u8]) -> (String, Result<State, Stop>, usize) {
    let (mut state, mut out, mut at) = (encoding.decoder_state(), Vec::new(), 0);
    let result = encoding.decode(&mut state, data, &mut at, &mut out);
    (String::from_utf8_lossy(&out).into_owned(), result.map(|()| state), at)
}

fn all_characters(encoding: &dyn Encoding) -> u32 {
    let mut crc = Crc::new();
    for code in 0..0x11_0000 {
        let (mut data, result, _) = encoded(encoding, &[code], Ending::Final);
        if let Ok(mut state) = result {
            encoding.reset_encoder(&mut state, &mut data);
            crc.update(&data);
        }
        crc.update(&[u8::from(result.is_ok())]);
    }
    crc.sum()
}

fn all_pairs_of_bytes(encoding: &dyn Encoding) -> u32 {
    let (mut crc, mut line) = (Crc::new(), String::new());
    for pair in 0..=u16::MAX {
        let (mut text, result, at) = decoded(encoding, &pair.to_be_bytes());
        if let Err(stop) = result {
            line.clear();
            let length = if let Stop::Illegal(length) = stop { length } else { 0 };
            let written = write!(line, "{at} {length}");
            assert!(written.is_ok());
            text.clone_from(&line);
        }
        text.push('\n');
        crc.update(text.as_bytes());
    }
    crc.sum()
}

#[test]
fn encodings_are_cpythons() {
    let mut tables = Tables::default();
    let mut count = 0;
    for line in CHECKSUMS.lines() {
        let fields: Vec<&str> = line.split(' ').collect();
        let [name, characters, bytes] = fields[..] else { panic!("{line}") };
        let encoding = encoding(&mut tables, name);
        assert_eq!(all_characters(&*encoding).to_string(), characters, "{name}: characters");
        assert_eq!(all_pairs_of_bytes(&*encoding).to_string(), bytes, "{name}: bytes");
        count += 1;
    }
    assert_eq!(count, REGIONS.iter().map(|region| region.names().len()).sum::<usize>());
}

#[test]
fn regions_have_their_own_encodings_only() {
    let mut tables = Tables::default();
    assert!(Region::China.find(&mut tables, "gbk").is_some());
    assert!(Region::Taiwan.find(&mut tables, "gbk").is_none());
    assert!(Region::China.find(&mut tables, "GBK").is_none());
}

#[test]
fn letters_wait_for_their_marks() {
    let mut tables = Tables::default();
    let codec = encoding(&mut tables, "shift_jis_2004");
    let (ka, mark) = (0x304b, 0x309a);
    assert_eq!(encoded(&*codec, &[ka], Ending::Open), (vec![], Err(Stop::Incomplete), 0));
    assert_eq!(encoded(&*codec, &[ka], Ending::Final).0, b"\x82\xa9");
    assert_eq!(encoded(&*codec, &[ka, mark], Ending::Open).0, b"\x82\xf5");
    assert_eq!(decoded(&*codec, b"\x82\xf5").0, "\u{304b}\u{309a}");
    let codec = encoding(&mut tables, "big5hkscs");
    assert_eq!(encoded(&*codec, &[0xca, 0x304], Ending::Open).0, b"\x88\x62");
    assert_eq!(encoded(&*codec, &[0xca, 0x4e00], Ending::Open).0, b"\x88\x66\xa4\x40");
}

#[test]
fn gb18030_has_all_planes() {
    let mut tables = Tables::default();
    let codec = encoding(&mut tables, "gb18030");
    for (code, bytes) in
        [(0x80, b"\x81\x30\x81\x30"), (0x1_0000, b"\x90\x30\x81\x30"), (0x10_ffff, b"\xe3\x32\x9a\x35")]
    {
        assert_eq!(encoded(&*codec, &[code], Ending::Final).0, bytes);
        assert_eq!(decoded(&*codec, bytes).0.chars().map(u32::from).collect::<Vec<_>>(), [code]);
    }
    assert_eq!(decoded(&*codec, b"\x81\x30\x81").1, Err(Stop::Incomplete));
    assert_eq!(decoded(&*codec, b"\xfe\x39\xfe\x39").1, Err(Stop::Illegal(1)));
    assert_eq!(encoded(&*codec, &[0xd800], Ending::Final).1, Err(Stop::Illegal(1)));
}

#[test]
fn syllables_are_made_of_letters() {
    let mut tables = Tables::default();
    let codec = encoding(&mut tables, "euc_kr");
    // The last syllable, which KS X 1001 lacks.
    let bytes = b"\xa4\xd4\xa4\xbe\xa4\xd3\xa4\xbe";
    assert_eq!(encoded(&*codec, &[0xd7a3], Ending::Final).0, bytes);
    assert_eq!(decoded(&*codec, bytes).0, "\u{d7a3}");
    assert_eq!(decoded(&*codec, &bytes[..7]).1, Err(Stop::Incomplete));
    let codec = encoding(&mut tables, "johab");
    for code in 0xac00..0xd7a4 {
        let (bytes, ..) = encoded(&*codec, &[code], Ending::Final);
        assert_eq!(decoded(&*codec, &bytes).0.chars().map(u32::from).collect::<Vec<_>>(), [code]);
    }
}

#[test]
fn escapes_change_the_state() {
    let mut tables = Tables::default();
    let codec = encoding(&mut tables, "iso2022_jp");
    assert_eq!(codec.encoder_state(), *b"BB\0\0\0\0\0\0");
    let (mut bytes, state, _) = encoded(&*codec, &[0x65e5], Ending::Open);
    assert_eq!((bytes.as_slice(), state), (&b"\x1b$BF|"[..], Ok(*b"\xc2B\0\0\0\0\0\0")));
    codec.reset_encoder(&mut state.unwrap_or_default(), &mut bytes);
    assert_eq!(bytes, b"\x1b$BF|\x1b(B");
    assert_eq!(decoded(&*codec, b"\x1b$BF|\x1b(Ba").0, "\u{65e5}a");
    assert_eq!(decoded(&*codec, b"\x1b&@\x1b$BF|").0, "\u{65e5}");
    // What is no escape sequence is passed on to its end.
    assert_eq!(decoded(&*codec, b"\x1b[0;1Hx").0, "\u{1b}[0;1Hx");
    assert_eq!(decoded(&*codec, b"\x1b$").1, Err(Stop::Incomplete));
    assert_eq!(decoded(&*codec, b"\x1b$(C").1, Err(Stop::Illegal(4)));
    let codec = encoding(&mut tables, "hz");
    assert_eq!(decoded(&*codec, b"a~~~{VP~}~\nb").0, "a~\u{4e2d}b");
}

#[test]
fn states_that_no_text_leads_to_are_refused() {
    let mut tables = Tables::default();
    let codec = encoding(&mut tables, "iso2022_jp_2");
    let mut out = Vec::new();
    for state in [[0; 8], [0xff; 8]] {
        for data in [&b"ab"[..], b"\x1bNa", b"\x0ea"] {
            let _ = codec.decode(&mut state.clone(), data, &mut 0, &mut out);
        }
    }
    assert_eq!(codec.decode(&mut [0; 8], b"a", &mut 0, &mut out), Err(Stop::Illegal(1)));
    assert_eq!(codec.decode(&mut [0; 8], b"\x1bNa", &mut 0, &mut out), Err(Stop::Internal));
}
