//! Pictures as people have them, and files that only pretend.

use std::io::Cursor;

use exif::{Field, In, Rational, Tag, Value, experimental::Writer};
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::{
        jpeg::{JpegDecoder, JpegEncoder},
        png::PngDecoder,
    },
};
use proptest::prelude::*;
use tatefuda_media::{FILE_MAX, KEPT_MAX, MediaError, PREVIEW_SIDE, SIDE_MAX, clean};

/// Left half red, right half blue.
fn two_halves(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) })
}

/// What a telephone writes: position, camera, and that it was held upright.
fn particulars(orientation: u16) -> Vec<u8> {
    let degrees = |n: u32| Rational { num: n, denom: 1 };
    let fields = [
        Field { tag: Tag::Orientation, ifd_num: In::PRIMARY, value: Value::Short(vec![orientation]) },
        Field { tag: Tag::Model, ifd_num: In::PRIMARY, value: Value::Ascii(vec![b"SECRETCAMERA".to_vec()]) },
        Field { tag: Tag::GPSLatitudeRef, ifd_num: In::PRIMARY, value: Value::Ascii(vec![b"N".to_vec()]) },
        Field {
            tag: Tag::GPSLatitude,
            ifd_num: In::PRIMARY,
            value: Value::Rational(vec![degrees(36), degrees(37), degrees(5)]),
        },
    ];
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).expect("fields of known types");
    out.into_inner()
}

fn profile(space: &[u8; 4]) -> Vec<u8> {
    let mut profile = vec![0; 128];
    profile[16..20].copy_from_slice(space);
    profile
}

fn telephone(width: u32, height: u32, orientation: u16, icc: Vec<u8>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new(&mut out);
    encoder.set_exif_metadata(particulars(orientation)).expect("JPEG takes EXIF");
    encoder.set_icc_profile(icc).expect("JPEG takes profiles");
    encoder.encode_image(&two_halves(width, height)).expect("a picture");
    out
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[test]
fn the_place_is_gone_the_picture_stands_upright_and_keeps_its_colours() {
    let input = telephone(120, 80, 6, profile(b"RGB "));
    assert!(holds(&input, b"SECRETCAMERA") && holds(&input, b"Exif"));
    let cleaned = clean(&input).expect("a picture");
    assert!(cleaned.removed.place && cleaned.removed.other);
    for bytes in [&cleaned.bytes, &cleaned.preview] {
        for word in [&b"SECRETCAMERA"[..], b"Exif", b"GPS", b"xpacket"] {
            assert!(!holds(bytes, word), "{word:?} survived");
        }
        let mut decoder = JpegDecoder::new(Cursor::new(bytes)).expect("a JPEG");
        assert_eq!(decoder.exif_metadata().expect("readable"), None);
        assert_eq!(decoder.icc_profile().expect("readable").map(|one| one.len()), Some(128));
    }
    // Turned to the right: what was left is above.
    assert_eq!((cleaned.width, cleaned.height), (80, 120));
    let picture = image::load_from_memory(&cleaned.bytes).expect("a picture").into_rgb8();
    assert!(picture.get_pixel(40, 10).0[0] > 150 && picture.get_pixel(40, 110).0[2] > 150);
}

#[test]
fn a_profile_for_other_colours_is_left_out() {
    let cleaned = clean(&telephone(60, 40, 1, profile(b"CMYK"))).expect("a picture");
    let mut decoder = JpegDecoder::new(Cursor::new(&cleaned.bytes)).expect("a JPEG");
    assert_eq!(decoder.icc_profile().expect("readable"), None);
}

#[test]
fn what_is_appended_to_a_picture_does_not_stay() {
    let mut input = telephone(60, 40, 1, profile(b"RGB "));
    input.extend_from_slice(b"<script>alert(1)</script>");
    let cleaned = clean(&input).expect("a picture");
    assert!(!holds(&cleaned.bytes, b"<script>"));
}

#[test]
fn a_picture_without_particulars_says_so() {
    let mut out = Cursor::new(Vec::new());
    two_halves(50, 40).write_to(&mut out, ImageFormat::Png).expect("a picture");
    let cleaned = clean(&out.into_inner()).expect("a picture");
    assert!(!cleaned.removed.place && !cleaned.removed.other);
    assert_eq!(cleaned.mime, "image/png");
}

#[test]
fn texts_inside_a_png_do_not_stay() {
    let mut plain = Cursor::new(Vec::new());
    two_halves(50, 40).write_to(&mut plain, ImageFormat::Png).expect("a picture");
    let plain = plain.into_inner();
    // A tEXt chunk right after the header chunk (8 + 25 bytes), with its checksum.
    let mut chunk = b"tEXtComment\0SECRETNOTE".to_vec();
    let sum = crc(&chunk).to_be_bytes();
    let length = u32::try_from(chunk.len() - 4).expect("short").to_be_bytes();
    let mut input = plain[..33].to_vec();
    input.extend_from_slice(&length);
    input.append(&mut chunk);
    input.extend_from_slice(&sum);
    input.extend_from_slice(&plain[33..]);
    let cleaned = clean(&input).expect("a picture");
    assert!(!holds(&cleaned.bytes, b"SECRETNOTE") && !holds(&cleaned.bytes, b"tEXt"));
}

/// CRC-32 as PNG has it.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |mut sum, byte| {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
        }
        sum
    })
}

#[test]
fn large_pictures_are_made_smaller_and_keep_their_shape() {
    let mut out = Vec::new();
    JpegEncoder::new(&mut out).encode_image(&two_halves(5_000, 2_500)).expect("a picture");
    let cleaned = clean(&out).expect("a picture");
    assert_eq!((cleaned.width, cleaned.height), (SIDE_MAX, SIDE_MAX / 2));
    assert!(cleaned.bytes.len() <= KEPT_MAX);
    let preview = image::load_from_memory(&cleaned.preview).expect("a picture");
    assert_eq!(preview.width(), PREVIEW_SIDE);
}

#[test]
fn transparency_stays_where_there_is_some_and_webp_becomes_something_that_platforms_take() {
    let glass = RgbaImage::from_fn(40, 40, |x, _| Rgba([10, 200, 10, if x < 20 { 0 } else { 255 }]));
    let mut webp = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(glass).write_to(&mut webp, ImageFormat::WebP).expect("a picture");
    let cleaned = clean(&webp.into_inner()).expect("a picture");
    assert_eq!(cleaned.mime, "image/png");
    let solid = RgbaImage::from_pixel(40, 40, Rgba([10, 200, 10, 255]));
    let mut webp = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(solid).write_to(&mut webp, ImageFormat::WebP).expect("a picture");
    assert_eq!(clean(&webp.into_inner()).expect("a picture").mime, "image/jpeg");
}

#[test]
fn sixteen_bits_and_grey_are_taken() {
    let deep = image::ImageBuffer::<image::Rgb<u16>, Vec<u16>>::from_pixel(30, 30, image::Rgb([60_000, 100, 100]));
    let mut png = Cursor::new(Vec::new());
    DynamicImage::ImageRgb16(deep).write_to(&mut png, ImageFormat::Png).expect("a picture");
    let cleaned = clean(&png.into_inner()).expect("a picture");
    assert_eq!(PngDecoder::new(Cursor::new(&cleaned.bytes)).expect("a PNG").color_type(), image::ColorType::Rgb8);
    let grey = image::GrayImage::from_pixel(30, 30, image::Luma([90]));
    let mut jpeg = Vec::new();
    JpegEncoder::new(&mut jpeg).encode_image(&grey).expect("a picture");
    assert_eq!(clean(&jpeg).expect("a picture").width, 30);
}

#[test]
fn the_same_bytes_give_the_same_bytes() {
    let input = telephone(90, 60, 8, profile(b"RGB "));
    assert_eq!(clean(&input), clean(&input));
}

/// A PNG whose header promises a huge picture.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend_from_slice(&width.to_be_bytes());
    header.extend_from_slice(&height.to_be_bytes());
    header.extend_from_slice(&[8, 2, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    let sum = crc(&header).to_be_bytes();
    out.append(&mut header);
    out.extend_from_slice(&sum);
    out.extend_from_slice(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    out
}

#[test]
fn a_bomb_is_refused_before_a_pixel_is_read() {
    assert_eq!(clean(&bomb(60_000, 60_000)), Err(MediaError::TooManyPixels { width: 60_000, height: 60_000 }));
    assert!(matches!(clean(&bomb(50_000_001, 1)), Err(MediaError::TooManyPixels { .. })));
    // Within the bound, but with nothing behind the promise.
    assert_eq!(clean(&bomb(7_000, 7_000)), Err(MediaError::Damaged));
}

#[test]
fn what_is_no_picture_is_told_apart() {
    assert_eq!(clean(b""), Err(MediaError::Empty));
    assert_eq!(clean(&vec![0xff; FILE_MAX + 1]), Err(MediaError::TooLarge));
    assert_eq!(clean(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Err(MediaError::Heic));
    assert_eq!(clean(b"\0\0\0\x18ftypisom"), Err(MediaError::Video));
    assert_eq!(clean(b"GIF89a\x01\0\x01\0"), Err(MediaError::Format));
    assert_eq!(clean(b"<html><script>alert(1)</script>"), Err(MediaError::NotAPicture));
    assert_eq!(clean(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(MediaError::NotAPicture));
    assert_eq!(clean(b"\xff\xd8\xff\xe0 and then nothing"), Err(MediaError::Damaged));
    let whole = telephone(200, 100, 1, profile(b"RGB "));
    assert_eq!(clean(&whole[..whole.len() / 6]), Err(MediaError::Damaged));
}

/// What a broken transfer leaves: the first half, with nothing or with blank bytes behind it.
fn halves(whole: &[u8]) -> [Vec<u8>; 2] {
    let half = whole[..whole.len() / 2].to_vec();
    let mut blank = half.clone();
    blank.resize(whole.len(), 0);
    [half, blank]
}

#[test]
fn half_a_picture_is_refused_in_every_format() {
    let noise = |x: u32, y: u32| Rgb([(x * 7 + y * 13) as u8, (x * y) as u8, (x ^ y) as u8]);
    let picture = DynamicImage::ImageRgb8(RgbImage::from_fn(160, 120, noise));
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let mut whole = Cursor::new(Vec::new());
        picture.write_to(&mut whole, format).expect("a picture");
        let whole = whole.into_inner();
        assert!(clean(&whole).is_ok(), "{format:?}");
        let [cut, blank] = halves(&whole);
        assert_eq!(clean(&cut).err(), Some(MediaError::Damaged), "{format:?}");
        // Blanks are pixels like others in a WebP without loss: nothing in it can tell.
        if format != ImageFormat::WebP {
            assert_eq!(clean(&blank).err(), Some(MediaError::Damaged), "{format:?}");
        }
    }
    // The small picture of a camera within the particulars has an end of its own, which is not that of the whole.
    let mut inside = telephone(160, 120, 1, profile(b"RGB "));
    let small = [&b"\xff\xe2\x00\x08\xff\xd8"[..], b"\xff\xd9", b"\0\0"].concat();
    inside.splice(2..2, small);
    assert!(clean(&inside).is_ok());
    assert_eq!(clean(&inside[..inside.len() / 2]).err(), Some(MediaError::Damaged));
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [name, content].concat();
    let length = u32::try_from(content.len()).expect("short").to_be_bytes();
    [&length[..], &named, &crc(&named).to_be_bytes()].concat()
}

#[test]
fn what_moves_is_refused_and_not_made_still_silently() {
    let mut plain = Cursor::new(Vec::new());
    two_halves(50, 40).write_to(&mut plain, ImageFormat::Png).expect("a picture");
    let plain = plain.into_inner();
    for (frames, expected) in [(1_u32, None), (2, Some(MediaError::Moving))] {
        let control = [frames.to_be_bytes(), [0; 4]].concat();
        let animated = [&plain[..33], &chunk(b"acTL", &control), &plain[33..]].concat();
        assert_eq!(clean(&animated).err(), expected, "{frames}");
    }
    let mut still = Cursor::new(Vec::new());
    two_halves(50, 40).write_to(&mut still, ImageFormat::WebP).expect("a picture");
    let still = still.into_inner();
    let frame = [&[0; 6][..], &[49, 0, 0, 39, 0, 0, 0, 0, 0, 0], &still[12..]].concat();
    let part = |name: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).expect("short").to_le_bytes();
        [name, &length, content, &vec![0; content.len() % 2]].concat()
    };
    for (frames, moves) in [(1, false), (2, true)] {
        let header = part(b"VP8X", &[2, 0, 0, 0, 49, 0, 0, 39, 0, 0]);
        let parts = [header, part(b"ANIM", &[0; 6]), part(b"ANMF", &frame).repeat(frames)].concat();
        let length = u32::try_from(parts.len() + 4).expect("short").to_le_bytes();
        let animated = [b"RIFF", &length[..], b"WEBP", &parts].concat();
        assert_eq!(clean(&animated) == Err(MediaError::Moving), moves, "{frames}: {:?}", clean(&animated).err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn damage_never_stops_the_program(at in 0_usize..1_500, byte in any::<u8>(), cut in 0_usize..4_000) {
        let mut input = telephone(64, 48, 3, profile(b"RGB "));
        let place = at % input.len();
        input[place] = byte;
        input.truncate(input.len().saturating_sub(cut % 200));
        let _ = clean(&input);
    }
}
