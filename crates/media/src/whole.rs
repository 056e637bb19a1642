//! Whether a file is there to its end, and whether it moves. Decoders are kind: they fill what is missing with grey and
//! take the first of many pictures, and nobody is told.

use crate::{blocks, scan::Heads};

/// Whether a JPEG is there to its end. Walks from mark to mark; what stands within a part (the small picture of the
/// camera has an end of its own) and what is appended after the end does not count. That it ends is not enough: a file that
/// was cut and closed again lacks blocks.
pub(crate) fn jpeg_is_whole(bytes: &[u8]) -> bool {
    const END: u8 = 0xd9;
    const SCAN: u8 = 0xda;
    let mut heads = Heads::default();
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let Some((mark, after)) = next_mark(rest) {
        rest = match mark {
            END => return heads.all_came(),
            // Marks that stand alone.
            0x01 | 0xd0..=0xd8 => after,
            _ => {
                let length = after.first_chunk::<2>().map(|two| usize::from(u16::from_be_bytes(*two)));
                let Some((head, after)) = length.and_then(|length| after.split_at_checked(length.max(2))) else {
                    return false;
                };
                let head = &head[2..];
                match mark {
                    0xc0..=0xc2 => heads.frame(mark, head),
                    0xc4 => heads.tables(head),
                    0xdd => heads.restart(head),
                    SCAN if !heads.scan(head, after) => return false,
                    _ => {}
                }
                if mark == SCAN { skip_scan(after) } else { after }
            }
        };
    }
    false
}

/// The next mark and what follows it; bytes before it and fill bytes are skipped.
fn next_mark(mut rest: &[u8]) -> Option<(u8, &[u8])> {
    loop {
        let at = rest.iter().position(|byte| *byte == 0xff)?;
        let after = &rest[at + 1..];
        match after.first()? {
            0xff => rest = after,
            0x00 => rest = &after[1..],
            mark => return Some((*mark, &after[1..])),
        }
    }
}

/// What follows the coded pixels: they hold FF only before 00 and in the marks by which they can be taken up again.
fn skip_scan(bytes: &[u8]) -> &[u8] {
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0xff)) {
        at += found;
        match bytes.get(at + 1) {
            Some(0x00 | 0xd0..=0xd7) => at += 2,
            Some(0xff) => at += 1,
            _ => return &bytes[at..],
        }
    }
    &[]
}

/// Whether a PNG holds more pictures than the one that is kept.
pub(crate) fn png_moves(bytes: &[u8]) -> bool {
    let frames = blocks::content(bytes, *b"acTL").and_then(<[u8]>::first_chunk::<4>);
    frames.is_some_and(|frames| u32::from_be_bytes(*frames) > 1)
}

/// The parts of a WebP; the last may be cut off.
struct Parts<'a>(&'a [u8]);

impl<'a> Iterator for Parts<'a> {
    type Item = &'a [u8; 4];

    fn next(&mut self) -> Option<Self::Item> {
        let (name, after) = self.0.split_first_chunk::<4>()?;
        let (length, content) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        // Parts begin at even places.
        self.0 = content.get(length.saturating_add(length % 2)..).unwrap_or_default();
        Some(name)
    }
}

/// Whether a WebP holds several pictures.
pub(crate) fn webp_moves(bytes: &[u8]) -> bool {
    Parts(bytes.get(12..).unwrap_or_default()).filter(|name| *name == b"ANMF").take(2).count() > 1
}

/// Whether a WebP is as long as it says.
pub(crate) fn webp_is_whole(bytes: &[u8]) -> bool {
    let length = bytes.get(4..8).and_then(<[u8]>::first_chunk::<4>);
    let length = length.and_then(|length| usize::try_from(u32::from_le_bytes(*length)).ok());
    length.is_some_and(|length| bytes.len() >= length.saturating_add(8))
}
