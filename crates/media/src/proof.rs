//! Files that are kept as evidence, byte for byte: what they are, told by their bytes alone.
//!
//! A picture for residents is written anew; what shows what happened is not: its hash must stay that of what somebody had in
//! their hands. So nothing is taken in that a program could run or a browser would show as a page of its own.

use crate::{FILE_MAX, FileKind, file_kind};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// Its type, as it is kept and served.
    pub mime: &'static str,
    /// How the names of such files end.
    pub endings: &'static [&'static str],
}

/// Why a file is not kept as evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// There are no bytes.
    #[error("empty")]
    Empty,
    /// More bytes than are taken.
    #[error("too large")]
    TooLarge,
    /// A program, or a script that a computer runs.
    #[error("a program")]
    Program,
    /// A page, a drawing in words, or something else in which a browser runs programs.
    #[error("a page")]
    Page,
    /// Files packed into one: nobody sees what is in it.
    #[error("packed")]
    Packed,
    /// A document that carries programs.
    #[error("macros")]
    Macros,
    /// A document of an office program of before 2007.
    #[error("old document")]
    OldDocument,
    /// None of the types that are taken.
    #[error("unknown type")]
    Unknown,
}

const JPEG: Proof = Proof { mime: "image/jpeg", endings: &["jpg", "jpeg"] };
const PNG: Proof = Proof { mime: "image/png", endings: &["png"] };
const WEBP: Proof = Proof { mime: "image/webp", endings: &["webp"] };
const HEIC: Proof = Proof { mime: "image/heic", endings: &["heic", "heif"] };
const MP4: Proof = Proof { mime: "video/mp4", endings: &["mp4", "mov"] };
const PDF: Proof = Proof { mime: "application/pdf", endings: &["pdf"] };
const TEXT: Proof = Proof { mime: "text/plain", endings: &["txt", "csv", "log", "eml"] };
const WORD: Proof =
    Proof { mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", endings: &["docx"] };
const SHEET: Proof =
    Proof { mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", endings: &["xlsx"] };
const SLIDES: Proof =
    Proof { mime: "application/vnd.openxmlformats-officedocument.presentationml.presentation", endings: &["pptx"] };

/// Every type that is taken.
pub const PROOFS: [Proof; 10] = [JPEG, PNG, WEBP, HEIC, MP4, PDF, TEXT, WORD, SHEET, SLIDES];

/// How far into a text signs of a page are looked for.
const PAGE_SIGNS: usize = 4_096;

/// What a file is, by its bytes.
///
/// # Errors
/// It is none of what is taken, with the reason that somebody can act upon.
pub fn proof(bytes: &[u8]) -> Result<Proof, ProofError> {
    match bytes {
        [] => return Err(ProofError::Empty),
        _ if bytes.len() > FILE_MAX => return Err(ProofError::TooLarge),
        _ => {}
    }
    match file_kind(bytes) {
        FileKind::Jpeg => return Ok(JPEG),
        FileKind::Png => return Ok(PNG),
        FileKind::Webp => return Ok(WEBP),
        FileKind::Heic => return Ok(HEIC),
        FileKind::Video if bytes.get(4..8) == Some(b"ftyp") => return Ok(MP4),
        FileKind::OtherPicture | FileKind::Video => return Err(ProofError::Unknown),
        FileKind::Other => {}
    }
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Ok(PDF),
        [b'P', b'K', 3, 4, ..] => office(bytes),
        [b'M', b'Z', ..]
        | [0x7f, b'E', b'L', b'F', ..]
        | [b'#', b'!', ..]
        | [0xca, 0xfe, 0xba, 0xbe, ..]
        | [0xcf | 0xce, 0xfa, 0xed, 0xfe, ..]
        | [b'L', 0, 0, 0, ..] => Err(ProofError::Program),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(ProofError::OldDocument),
        [0x1f, 0x8b, ..] | [b'7', b'z', 0xbc, 0xaf, ..] | [b'R', b'a', b'r', b'!', ..] | [b'B', b'Z', b'h', ..] => {
            Err(ProofError::Packed)
        }
        _ => text(bytes),
    }
}

/// A document of an office program is a packed file in which certain names stand; any other packed file is refused.
fn office(bytes: &[u8]) -> Result<Proof, ProofError> {
    let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    if !has(b"[Content_Types].xml") {
        return Err(ProofError::Packed);
    }
    if has(b"vbaProject") {
        return Err(ProofError::Macros);
    }
    let found = [(&b"word/document.xml"[..], WORD), (b"xl/workbook.xml", SHEET), (b"ppt/presentation.xml", SLIDES)];
    found.into_iter().find(|(name, _)| has(name)).map(|(_, proof)| proof).ok_or(ProofError::Packed)
}

/// A text in UTF-8 or as Windows writes Japanese, that is no page.
fn text(bytes: &[u8]) -> Result<Proof, ProofError> {
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let unseen = |byte: &u8| *byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r' | 0x0c);
    if bare.iter().any(unseen) || !(std::str::from_utf8(bare).is_ok() || is_shift_jis(bare)) {
        return Err(ProofError::Unknown);
    }
    let head = bare[..bare.len().min(PAGE_SIGNS)].to_ascii_lowercase();
    let has = |sign: &[u8]| head.windows(sign.len()).any(|window| window == sign);
    let begins = head.trim_ascii_start().starts_with(b"<?xml") || head.trim_ascii_start().starts_with(b"<!doctype");
    if begins || [&b"<html"[..], b"<script", b"<svg", b"<iframe", b"<body"].into_iter().any(has) {
        return Err(ProofError::Page);
    }
    Ok(TEXT)
}

/// Whether bytes can be Shift_JIS: single ones, or pairs of a first and a second byte.
fn is_shift_jis(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (0x00..=0x7e | 0xa1..=0xdf, _) => tail,
            (0x81..=0x9f | 0xe0..=0xfc, [0x40..=0x7e | 0x80..=0xfc, after @ ..]) => after,
            _ => return false,
        };
    }
    true
}

/// The name under which a kept file is handed out: its own, with an ending that fits what it is, so that no computer takes it
/// for something else.
pub fn handed_out(name: &str, mime: &str) -> String {
    let Some(proof) = PROOFS.iter().find(|proof| proof.mime == mime) else { return format!("{name}.bin") };
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if proof.endings.contains(&ending.as_str()) { name.to_owned() } else { format!("{name}.{}", proof.endings[0]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_is_is_told_by_its_bytes() {
        let packed = |name: &str| [b"PK\x03\x04...[Content_Types].xml...", name.as_bytes()].concat();
        for (bytes, mime) in [
            (b"\xff\xd8\xff\xe0 rest".to_vec(), "image/jpeg"),
            (b"%PDF-1.7\n".to_vec(), "application/pdf"),
            ("報告を受けた。\r\n".as_bytes().to_vec(), "text/plain"),
            (b"\x95\xf1\x8d\x90,\xb1".to_vec(), "text/plain"),
            (packed("xl/workbook.xml"), SHEET.mime),
            (packed("word/document.xml"), WORD.mime),
            (b"\0\0\0\x18ftypisom".to_vec(), "video/mp4"),
        ] {
            assert_eq!(proof(&bytes).map(|proof| proof.mime), Ok(mime), "{bytes:?}");
        }
    }

    #[test]
    fn what_runs_or_hides_something_is_refused() {
        let packed = |name: &str| [b"PK\x03\x04", name.as_bytes()].concat();
        for (bytes, why) in [
            (vec![], ProofError::Empty),
            (vec![b'a'; FILE_MAX + 1], ProofError::TooLarge),
            (b"MZ\x90\0".to_vec(), ProofError::Program),
            (b"#!/bin/sh\n".to_vec(), ProofError::Program),
            (b" <!DOCTYPE html><p>x".to_vec(), ProofError::Page),
            ("写し <SVG onload=x>".as_bytes().to_vec(), ProofError::Page),
            (packed("photo.jpg"), ProofError::Packed),
            (packed("[Content_Types].xml word/document.xml word/vbaProject.bin"), ProofError::Macros),
            (b"\xd0\xcf\x11\xe0\xa1\xb1".to_vec(), ProofError::OldDocument),
            (b"GIF89a".to_vec(), ProofError::Unknown),
            (vec![0x81, 0x20, 0xff], ProofError::Unknown),
            (b"a\0b".to_vec(), ProofError::Unknown),
        ] {
            assert_eq!(proof(&bytes), Err(why));
        }
    }

    #[test]
    fn a_name_ends_as_its_type_does() {
        for (name, mime, out) in [
            ("画面.PNG", "image/png", "画面.PNG"),
            ("page.html", "text/plain", "page.html.txt"),
            ("名前なし", "application/pdf", "名前なし.pdf"),
            ("x.exe", "other/unknown", "x.exe.bin"),
        ] {
            assert_eq!(handed_out(name, mime), out);
        }
    }
}
