//! The text of a file of separated values.

use encoding_rs::{SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// By its mark at the beginning, else as UTF-8 if it is, else as Windows writes Japanese. What cannot be read is marked.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let (encoding, rest) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (UTF_8, rest),
        [0xff, 0xfe, rest @ ..] => (UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => (UTF_16BE, rest),
        _ if std::str::from_utf8(bytes).is_ok() => (UTF_8, bytes),
        _ => (SHIFT_JIS, bytes),
    };
    encoding.decode_without_bom_handling(rest).0.into_owned()
}
