use super::decompress::Fault;
use super::*;

fn compressed(data: &[u8], level: i32, window_bits: i32) -> Vec<u8> {
    let settings = Settings::new(level, 8, window_bits, 8, 0);
    let mut compressor = Compressor::new(settings.expect("valid settings"));
    compressor.compress(data, Flush::Finish).expect("a stream that has just begun")
}

fn decompressed(mut data: &[u8], window_bits: i32, piece: usize) -> Result<Vec<u8>, Fault> {
    let mut decompressor = Decompressor::new(window_bits).expect("valid settings");
    let mut output = Vec::new();
    loop {
        let mut part = &data[..data.len().min(piece)];
        let before = part.len();
        let (limit, length) = (output.len() + piece, output.len());
        let stop = decompressor.decompress(&mut part, &mut output, limit)?;
        data = &data[before - part.len()..];
        if stop == Stop::End || before == part.len() && output.len() == length {
            return Ok(output);
        }
    }
}

fn sample() -> Vec<u8> {
    let words = [&b"left"[..], b"right", b" and ", b"over", b"\n", b"", b"a a a a a a"];
    let mut seed = 7u32;
    (0..40_000)
        .flat_map(|_| {
            seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12345);
            words[(seed >> 16) as usize % words.len()].iter().copied()
        })
        .collect()
}

#[test]
fn there_and_back() {
    let sample = sample();
    for data in [&b""[..], b"a", b"abcabcabcabcabc", &sample] {
        for level in 0..10 {
            for window_bits in [-15, 15, 31, 9, -9] {
                let packed = compressed(data, level, window_bits);
                for piece in [usize::MAX / 2, 1000, 1] {
                    if piece == 1 && data.len() > 100 && level != 6 {
                        continue;
                    }
                    assert_eq!(decompressed(&packed, window_bits, piece).as_deref(), Ok(data), "{level} {window_bits}");
                }
            }
        }
    }
}

#[test]
fn checksums() {
    assert_eq!(adler32(b"abc", 1), 38_600_999);
    assert_eq!(adler32(b"c", adler32(b"ab", 1)), 38_600_999);
}

#[test]
fn damage_is_found() {
    let sample = sample();
    let packed = compressed(&sample[..5000], 6, 15);
    for at in 0..packed.len() {
        let mut damaged = packed.clone();
        damaged[at] ^= 1 << (at % 8);
        // Whatever is wrong with it, it ends; what it gives is not what was compressed.
        assert_ne!(decompressed(&damaged, 15, usize::MAX / 2).as_deref(), Ok(&sample[..5000]), "{at}");
    }
    assert_eq!(decompressed(b"\x06", -15, 10), Err("invalid block type"));
    assert_eq!(decompressed(b"abc", 15, 10), Err("incorrect header check"));
}
