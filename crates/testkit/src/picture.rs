//! Pictures as people have them, made here so that no file of anybody's lies in the repository.

use std::io::Cursor;

use exif::{Field, In, Rational, Tag, Value, experimental::Writer};
use image::{ImageEncoder as _, ImageFormat, Rgb, RgbImage, codecs::jpeg::JpegEncoder};

/// What [`telephone`] writes as the model of its camera; it must be found nowhere afterwards.
pub const CAMERA: &str = "SECRETCAMERA";

/// A drawing in one colour, as PNG. Another colour is another picture.
///
/// # Panics
/// Never: the memory is the only limit.
#[must_use]
pub fn png(red: u8) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    RgbImage::from_pixel(64, 48, Rgb([red, 90, 160])).write_to(&mut out, ImageFormat::Png).expect("memory");
    out.into_inner()
}

/// A photograph with the place where it was taken, held upright, as JPEG.
///
/// # Panics
/// Never: the memory is the only limit.
#[must_use]
pub fn telephone() -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new(&mut out);
    encoder.set_exif_metadata(particulars()).expect("JPEG takes EXIF");
    let halves = RgbImage::from_fn(120, 80, |x, _| if x < 60 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) });
    encoder.encode_image(&halves).expect("memory");
    out
}

/// A photograph in one colour, in a shape that every service takes, as JPEG. Another colour is another picture.
///
/// # Panics
/// Never: the memory is the only limit.
#[must_use]
pub fn photograph(red: u8) -> Vec<u8> {
    let mut out = Vec::new();
    let picture = RgbImage::from_pixel(120, 100, Rgb([red, 90, 160]));
    JpegEncoder::new(&mut out).encode_image(&picture).expect("memory");
    out
}

fn particulars() -> Vec<u8> {
    let whole = |num: u32| Rational { num, denom: 1 };
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let fields = [
        field(Tag::Orientation, Value::Short(vec![6])),
        field(Tag::Model, Value::Ascii(vec![CAMERA.as_bytes().to_vec()])),
        field(Tag::GPSLatitudeRef, Value::Ascii(vec![b"N".to_vec()])),
        field(Tag::GPSLatitude, Value::Rational(vec![whole(36), whole(37), whole(5)])),
    ];
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).expect("fields of known types");
    out.into_inner()
}
