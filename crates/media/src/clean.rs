//! Reads a picture within bounds and writes it anew.

use std::io::Cursor;

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, Limits,
    codecs::{
        jpeg::{JpegDecoder, JpegEncoder},
        png::{CompressionType, FilterType as PngFilter, PngDecoder, PngEncoder},
        webp::WebPDecoder,
    },
    imageops::FilterType,
};

use crate::{FILE_MAX, FileKind, KEPT_MAX, PIXELS_MAX, PREVIEW_SIDE, Removed, SIDE_MAX, blocks, file_kind, whole};

/// Most memory that reading a picture may take beside its pixels.
const ALLOC_MAX: u64 = 512 * 1024 * 1024;
/// Most memory for what a PNG carries beside its pixels, unpacked.
const BESIDE_MAX: u64 = 8 * 1024 * 1024;
/// A colour profile beyond this is left out: it is no profile of a camera or screen.
const PROFILE_MAX: usize = 256 * 1024;
/// A drawing or screenshot stays PNG up to this size; beyond it JPEG is kinder to everybody's data volume.
const PNG_MAX: usize = 1_500_000;
/// Qualities of JPEG, tried in order until the file is small enough.
const QUALITIES: [u8; 4] = [88, 75, 60, 40];

/// A picture as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// The file.
    pub bytes: Vec<u8>,
    /// `image/jpeg` or `image/png`.
    pub mime: &'static str,
    /// In pixels, as it is shown.
    pub width: u32,
    /// In pixels, as it is shown.
    pub height: u32,
    /// A small JPEG of it for lists.
    pub preview: Vec<u8>,
    /// What the input carried and this does not.
    pub removed: Removed,
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// More bytes than [`FILE_MAX`].
    #[error("the file has more than {FILE_MAX} bytes")]
    TooLarge,
    /// HEIC: the telephone can make JPEG instead.
    #[error("HEIC is not taken")]
    Heic,
    /// A picture in a format that is not taken.
    #[error("this format of pictures is not taken")]
    Format,
    /// A film.
    #[error("films are not taken")]
    Video,
    /// Several pictures that follow each other: only the first would be kept.
    #[error("moving pictures are not taken")]
    Moving,
    /// Not a picture at all.
    #[error("the file is not a picture")]
    NotAPicture,
    /// More pixels than [`PIXELS_MAX`].
    #[error("{width} x {height} pixels are more than {PIXELS_MAX}")]
    TooManyPixels {
        /// As the file says.
        width: u32,
        /// As the file says.
        height: u32,
    },
    /// It begins like a picture and cannot be read.
    #[error("the picture is damaged")]
    Damaged,
}

/// Makes a picture fit to be kept: turned, bounded, without particulars. Takes up to some seconds of processor time and
/// up to some hundred megabytes of memory; call it outside the async runtime and few at a time.
///
/// # Errors
/// [`MediaError`].
pub fn clean(bytes: &[u8]) -> Result<Cleaned, MediaError> {
    if bytes.is_empty() {
        return Err(MediaError::Empty);
    }
    if bytes.len() > FILE_MAX {
        return Err(MediaError::TooLarge);
    }
    let damaged = |_: ImageError| MediaError::Damaged;
    let source = Cursor::new(bytes);
    match file_kind(bytes) {
        FileKind::Jpeg if !whole::jpeg_is_whole(bytes) => Err(MediaError::Damaged),
        FileKind::Webp if !whole::webp_is_whole(bytes) => Err(MediaError::Damaged),
        FileKind::Png if whole::png_moves(bytes) => Err(MediaError::Moving),
        FileKind::Webp if whole::webp_moves(bytes) => Err(MediaError::Moving),
        FileKind::Jpeg => rewrite(JpegDecoder::new(source).map_err(damaged)?, false),
        FileKind::Png => png_without_blocks(bytes),
        FileKind::Webp => rewrite(WebPDecoder::new(source).map_err(damaged)?, false),
        FileKind::Heic => Err(MediaError::Heic),
        FileKind::OtherPicture => Err(MediaError::Format),
        FileKind::Video => Err(MediaError::Video),
        FileKind::Other => Err(MediaError::NotAPicture),
    }
}

/// A PNG may carry compressed blocks that unpack to any size. They are taken out first, and what is left of them is
/// unpacked within a bound of its own, far below that of the pixels.
fn png_without_blocks(bytes: &[u8]) -> Result<Cleaned, MediaError> {
    let trimmed = blocks::trimmed(bytes);
    let beside = at_most(BESIDE_MAX + trimmed.row);
    let decoder = PngDecoder::with_limits(Cursor::new(&trimmed.bytes), beside).map_err(|_| MediaError::Damaged)?;
    let cleaned = rewrite(decoder, true)?;
    Ok(Cleaned { removed: cleaned.removed.or_unread(trimmed.unread), ..cleaned })
}

fn at_most(bytes: u64) -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(bytes);
    limits
}

fn rewrite(mut decoder: impl ImageDecoder, drawn: bool) -> Result<Cleaned, MediaError> {
    let damaged = |_: ImageError| MediaError::Damaged;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(MediaError::Damaged);
    }
    // Before a pixel is read: what the file promises is what it would cost.
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(MediaError::TooManyPixels { width, height });
    }
    decoder.set_limits(at_most(ALLOC_MAX)).map_err(damaged)?;
    // Blocks that cannot be read are as good as none: they are not carried over.
    let block = |found: Result<Option<Vec<u8>>, ImageError>| found.ok().flatten();
    let removed = Removed::from_blocks(
        block(decoder.exif_metadata()),
        block(decoder.xmp_metadata()),
        block(decoder.iptc_metadata()),
    );
    let orientation = decoder.orientation().ok();
    let profile = block(decoder.icc_profile()).filter(|profile| profile.len() <= PROFILE_MAX);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    let picture = plain(smaller(picture, SIDE_MAX));
    let (bytes, mime) = kept(&picture, profile.as_deref(), drawn)?;
    let small = opaque(&smaller(picture.clone(), PREVIEW_SIDE));
    let preview = jpeg(&small, profile.as_deref(), 80)?;
    Ok(Cleaned { bytes, mime, width: picture.width(), height: picture.height(), preview, removed })
}

/// At most so many pixels on the longer side. A coarse step first keeps memory low for very large pictures.
fn smaller(picture: DynamicImage, side: u32) -> DynamicImage {
    let long = picture.width().max(picture.height());
    if long <= side {
        return picture;
    }
    let coarse = if long > side * 2 { picture.thumbnail(side * 2, side * 2) } else { picture };
    coarse.resize(side, side, FilterType::CatmullRom)
}

/// Eight bits for each channel, without an alpha channel that hides nothing.
fn plain(picture: DynamicImage) -> DynamicImage {
    let color = picture.color();
    if color.has_alpha() {
        let rgba = picture.into_rgba8();
        if rgba.pixels().any(|pixel| pixel.0[3] != u8::MAX) {
            return DynamicImage::ImageRgba8(rgba);
        }
        return DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(rgba).into_rgb8());
    }
    if color.has_color() {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    } else {
        DynamicImage::ImageLuma8(picture.into_luma8())
    }
}

/// What lies behind a transparent picture on nearly every screen is white.
fn opaque(picture: &DynamicImage) -> DynamicImage {
    let DynamicImage::ImageRgba8(rgba) = picture else { return picture.clone() };
    let mut white = image::RgbaImage::from_pixel(rgba.width(), rgba.height(), image::Rgba([u8::MAX; 4]));
    image::imageops::overlay(&mut white, rgba, 0, 0);
    DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(white).into_rgb8())
}

fn kept(picture: &DynamicImage, profile: Option<&[u8]>, drawn: bool) -> Result<(Vec<u8>, &'static str), MediaError> {
    let transparent = picture.color().has_alpha();
    if drawn || transparent {
        let bytes = png(picture, profile)?;
        if bytes.len() <= if transparent { KEPT_MAX } else { PNG_MAX } {
            return Ok((bytes, "image/png"));
        }
    }
    let solid = opaque(picture);
    for quality in QUALITIES {
        let bytes = jpeg(&solid, profile, quality)?;
        if bytes.len() <= KEPT_MAX {
            return Ok((bytes, "image/jpeg"));
        }
    }
    // Not reached with these bounds; a file that cannot be sent anywhere is not kept.
    Err(MediaError::TooLarge)
}

fn jpeg(picture: &DynamicImage, profile: Option<&[u8]>, quality: u8) -> Result<Vec<u8>, MediaError> {
    let mut out = Vec::new();
    write(JpegEncoder::new_with_quality(&mut out, quality), picture, profile)?;
    Ok(out)
}

fn png(picture: &DynamicImage, profile: Option<&[u8]>) -> Result<Vec<u8>, MediaError> {
    let mut out = Vec::new();
    write(PngEncoder::new_with_quality(&mut out, CompressionType::Default, PngFilter::Adaptive), picture, profile)?;
    Ok(out)
}

fn write(mut encoder: impl ImageEncoder, picture: &DynamicImage, profile: Option<&[u8]>) -> Result<(), MediaError> {
    let color: ExtendedColorType = picture.color().into();
    if let Some(profile) = profile.filter(|profile| fits(profile, color)) {
        // An encoder without profiles writes a picture without one.
        let _ = encoder.set_icc_profile(profile.to_vec());
    }
    encoder.write_image(picture.as_bytes(), picture.width(), picture.height(), color).map_err(|_| MediaError::Damaged)
}

/// A profile says in its header for which colours it is; one for print would spoil the picture.
fn fits(profile: &[u8], color: ExtendedColorType) -> bool {
    let wanted: &[u8] = match color {
        ExtendedColorType::L8 => b"GRAY",
        _ => b"RGB ",
    };
    profile.get(16..20) == Some(wanted)
}
