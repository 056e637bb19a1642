//! Pictures that were cut and closed again, as programs do that repair files: half of them would be grey.

use image::{DynamicImage, Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use proptest::prelude::*;
use tatefuda_media::{MediaError, clean};

const END: &[u8] = b"\xff\xd9";

fn noise(width: u32, height: u32, quality: u8) -> Vec<u8> {
    let pixel = |x: u32, y: u32| Rgb([(x * 7 + y * 13) as u8, (x * y) as u8, (x ^ y) as u8]);
    let mut out = Vec::new();
    let picture = DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel));
    JpegEncoder::new_with_quality(&mut out, quality).encode_image(&picture).expect("a picture");
    out
}

/// A cut through an escape would make another mark of it.
fn cut_and_closed(whole: &[u8], at: usize) -> Vec<u8> {
    let kept = &whole[..at];
    [kept.strip_suffix(b"\xff").unwrap_or(kept), END].concat()
}

#[test]
fn half_a_jpeg_with_an_end_is_refused() {
    for (width, height, quality) in [(160, 120, 95), (17, 9, 80), (8, 8, 100)] {
        let whole = noise(width, height, quality);
        assert!(clean(&whole).is_ok(), "{width} x {height}");
        let pixels = whole.windows(2).position(|two| two == b"\xff\xda").expect("its pixels") + 14;
        let coded = whole.len() - 2 - pixels;
        for part in [0, 1, coded / 3, coded / 2, coded * 9 / 10, coded - 2] {
            let closed = cut_and_closed(&whole, pixels + part);
            assert_eq!(clean(&closed).err(), Some(MediaError::Damaged), "{width} x {height}, {part} of {coded}");
        }
    }
}

/// A grey picture of 64 blocks, written by hand: codes of one bit, so that what is coded can be read here.
fn grey(frame: u8, restart: u16, scans: &[(&[u8; 3], &[u8])]) -> Vec<u8> {
    let part = |mark: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).expect("short").to_be_bytes();
        [&[0xff, mark], &length[..], content].concat()
    };
    let code = |class: u8, meaning: u8| {
        let mut counts = [0; 16];
        counts[0] = 1;
        [&[class << 4][..], &counts, &[meaning]].concat()
    };
    // Nothing but the end of the block where all come at once; else the end of 64 of them.
    let others = if frame == 0xc2 { 0x60 } else { 0x00 };
    let mut out = b"\xff\xd8".to_vec();
    out.extend(part(0xdb, &[&[0][..], &[1; 64]].concat()));
    out.extend(part(frame, &[8, 0, 64, 0, 64, 1, 1, 0x11, 0]));
    out.extend(part(0xc4, &[code(0, 0), code(1, others)].concat()));
    out.extend(part(0xdd, &restart.to_be_bytes()));
    for (band, pixels) in scans {
        out.extend(part(0xda, &[&[1, 1, 0][..], &band[..]].concat()));
        out.extend(*pixels);
    }
    out.extend(END);
    out
}

#[test]
fn blocks_are_counted_in_every_kind_of_scan() {
    let refused = |file: &[u8]| clean(file).err() == Some(MediaError::Damaged);
    // All at once: two bits for each block.
    let all = &[0, 63, 0];
    assert!(!refused(&grey(0xc0, 0, &[(all, &[0; 16])])));
    assert!(refused(&grey(0xc0, 0, &[(all, &[0; 15])])));
    // Begun anew after 16 blocks.
    let part =
        |last: usize| [&[0; 4][..], b"\xff\xd0", &[0; 4], b"\xff\xd1", &[0; 4], b"\xff\xd2", &vec![0; last]].concat();
    assert!(!refused(&grey(0xc0, 16, &[(all, &part(4))])));
    assert!(refused(&grey(0xc0, 16, &[(all, &part(3))])));
    assert!(refused(&grey(0xc0, 16, &[(all, &[&[0; 4][..], b"\xff\xd0", &[0; 4]].concat())])));
    // Bit by bit: the first coefficients, then the others of 64 blocks in one code, then what refines the first.
    let (first, others, finer) = (&[0, 0, 1], &[1, 63, 0], &[0, 0, 0x10]);
    let whole = [(first, &[0; 8][..]), (others, &[0x01]), (finer, &[0; 8])];
    assert!(!refused(&grey(0xc2, 0, &whole)));
    assert!(refused(&grey(0xc2, 0, &[(first, &[0; 4])])));
    assert!(refused(&grey(0xc2, 0, &[(first, &[0; 8]), (others, &[0x01]), (finer, &[0; 7])])));
    assert!(refused(&grey(0xc2, 0, &[(first, &[0; 8]), (others, &[])])));
}

/// A scan that costs no bits takes no time, however many blocks its heads promise.
#[test]
fn empty_promises_cost_nothing() {
    let scans: Vec<(&[u8; 3], &[u8])> = vec![(&[9, 3, 0], &[]); 2_000];
    let mut file = grey(0xc2, 0, &scans);
    let size = file.windows(4).position(|four| four == [0, 64, 0, 64]).expect("its size");
    file[size..size + 4].fill(0xff);
    assert!(clean(&file).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    /// Whole pictures of any size stay, whatever their last bytes hold.
    #[test]
    fn whole_pictures_are_taken(width in 1_u32..70, height in 1_u32..70, quality in 1_u8..=100) {
        prop_assert!(clean(&noise(width, height, quality)).is_ok());
    }

    #[test]
    fn damage_in_the_heads_never_stops_the_count(at in 0_usize..700, byte in any::<u8>()) {
        let mut file = noise(33, 21, 70);
        let at = at % file.len();
        file[at] = byte;
        let _ = clean(&file);
    }
}
