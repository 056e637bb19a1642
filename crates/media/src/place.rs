//! What a file tells about place and circumstances. Only for the sentence on screen; cleaning does not depend on it.

use exif::{Context, Reader};

/// What the file carried and the kept picture does not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// Where it was taken.
    pub place: bool,
    /// Anything else beside the pixels: camera, time, names, comments.
    pub other: bool,
}

impl Removed {
    /// Looks into the blocks that a decoder found.
    pub(crate) fn from_blocks(exif: Option<Vec<u8>>, xmp: Option<Vec<u8>>, iptc: Option<Vec<u8>>) -> Self {
        let other = exif.is_some() || xmp.is_some() || iptc.is_some();
        let place = exif.is_some_and(has_gps) || xmp.is_some_and(|xmp| names_place(&xmp)) || iptc.is_some();
        Self { place, other }
    }

    /// As it is when particulars were taken out unread: nobody could tell that there was no place in them.
    pub(crate) fn or_unread(self, unread: bool) -> Self {
        Self { place: self.place || unread, other: self.other || unread }
    }
}

/// Whether EXIF has anything about a position. Unreadable EXIF counts: nobody could tell that it has none.
fn has_gps(exif: Vec<u8>) -> bool {
    match Reader::new().read_raw(exif) {
        Ok(exif) => exif.fields().any(|field| field.tag.context() == Context::Gps),
        Err(_) => true,
    }
}

/// XMP names places in several vocabularies.
fn names_place(xmp: &[u8]) -> bool {
    const NAMES: [&[u8]; 4] = [b"GPS", b"City", b"Location", b"CountryCode"];
    NAMES.iter().any(|name| xmp.windows(name.len()).any(|window| window == *name))
}
