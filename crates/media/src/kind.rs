//! What a file is, from its first bytes.

/// Kinds of files that are told apart, because the answer to each differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// HEIC or HEIF, as telephones make it unless told otherwise.
    Heic,
    /// A picture in another format.
    OtherPicture,
    /// A film.
    Video,
    /// Anything else.
    Other,
}

/// Reads the first bytes.
pub fn file_kind(bytes: &[u8]) -> FileKind {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => FileKind::Jpeg,
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => FileKind::Png,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => FileKind::Webp,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.get(..4) {
            Some(b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1") => FileKind::Heic,
            Some(b"avif" | b"avis") => FileKind::OtherPicture,
            _ => FileKind::Video,
        },
        [b'G', b'I', b'F', b'8', ..] | [b'B', b'M', ..] | [b'I', b'I', 0x2a, 0, ..] | [b'M', b'M', 0, 0x2a, ..] => {
            FileKind::OtherPicture
        }
        [0x1a, 0x45, 0xdf, 0xa3, ..] => FileKind::Video,
        _ => FileKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_decide() {
        for (bytes, kind) in [
            (&b"\xff\xd8\xff\xe1"[..], FileKind::Jpeg),
            (b"\x89PNG\r\n\x1a\n....", FileKind::Png),
            (b"RIFF....WEBPVP8 ", FileKind::Webp),
            (b"\0\0\0\x18ftypheic\0\0\0\0", FileKind::Heic),
            (b"\0\0\0\x18ftypmif1\0\0\0\0", FileKind::Heic),
            (b"\0\0\0\x18ftypavif", FileKind::OtherPicture),
            (b"\0\0\0\x18ftypisom", FileKind::Video),
            (b"GIF89a", FileKind::OtherPicture),
            (b"<svg xmlns=", FileKind::Other),
            (b"<html>", FileKind::Other),
            (b"", FileKind::Other),
        ] {
            assert_eq!(file_kind(bytes), kind, "{bytes:?}");
        }
    }
}
