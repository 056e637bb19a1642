//! Words of documents as people bring them, and bytes that nobody should.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use tatefuda_sheet::{FILE_MAX, NoWords, WORDS_MAX, words};
use zip::{ZipWriter, write::SimpleFileOptions};

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    packed(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml.as_bytes())])
}

#[test]
fn a_text_is_read_as_windows_and_as_others_write_it() {
    let text = "髙﨑まつり\r\n\r\n11月3日に開きます。  \r\n";
    let (cp932, _, lost) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!lost, "髙 and 﨑 are signs of Windows");
    for bytes in [cp932.as_ref(), text.as_bytes(), &[b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat()] {
        assert_eq!(words(bytes).unwrap(), "髙﨑まつり\n\n11月3日に開きます。");
    }
    assert_eq!(words("𠮷田\u{7}さん".as_bytes()).unwrap(), "𠮷田\u{fffd}さん");
}

#[test]
fn of_a_word_document_the_words_that_are_to_be_said_are_read() {
    let bytes = document(
        "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>まつり</w:t></w:r><w:r><w:t xml:space=\"preserve\"> A&amp;B &#x9AD9;</w:t></w:r></w:p>\
         <w:p/><w:p><w:r><w:t>場所</w:t><w:tab/><w:t>役場前</w:t><w:br/><w:t>駐車場なし</w:t></w:r>\
         <w:del><w:r><w:delText>雨天中止</w:delText><w:t>中止</w:t></w:r></w:del>\
         <w:ins><w:r><w:t>。雨天決行</w:t></w:r></w:ins></w:p>\
         <w:p><w:r><w:ruby><w:rt><w:r><w:t>たか</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>髙</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
    );
    assert_eq!(words(&bytes).unwrap(), "まつり A&B 髙\n\n場所\t役場前\n駐車場なし。雨天決行\n髙");
}

#[test]
fn of_a_workbook_rows_are_lines() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [["件名", "まつり"], ["本文", "11月3日に開きます。"]].into_iter().enumerate() {
        for (column, cell) in cells.into_iter().enumerate() {
            sheet.write(u32::try_from(row).unwrap(), u16::try_from(column).unwrap(), cell).unwrap();
        }
    }
    assert_eq!(words(&book.save_to_buffer().unwrap()).unwrap(), "件名\tまつり\n本文\t11月3日に開きます。");
}

#[test]
fn what_holds_no_words_says_why() {
    assert_eq!(words(b" \r\n"), Err(NoWords::Empty));
    assert_eq!(words(&document("<w:p/>")), Err(NoWords::Empty));
    assert_eq!(words(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]), Err(NoWords::Old));
    assert_eq!(words(b"%PDF-1.7"), Err(NoWords::Other));
    assert_eq!(words(&[0xff, 0xd8, 0xff, 0xe0]), Err(NoWords::Other));
    assert_eq!(words(&packed(&[("ppt/presentation.xml", b"<p/>")])), Err(NoWords::Other));
    assert_eq!(words(&packed(&[("word/document.xml", b"<w:p><w:t></w:p>")])), Err(NoWords::Damaged));
    assert_eq!(words(&document("<w:p/>")[..40]), Err(NoWords::Damaged));
    assert_eq!(words(&vec![b'a'; FILE_MAX + 1]), Err(NoWords::TooLarge));
    assert_eq!(words("あ".repeat(WORDS_MAX + 1).as_bytes()), Err(NoWords::TooLong));
    assert_eq!(words("あ".repeat(WORDS_MAX).as_bytes()).unwrap().chars().count(), WORDS_MAX);
    let bomb = packed(&[("word/document.xml", &vec![b' '; 60 * 1024 * 1024])]);
    assert!(bomb.len() < FILE_MAX);
    assert_eq!(words(&bomb), Err(NoWords::TooLarge));
}

proptest! {
    /// Whatever the bytes, reading ends, and what comes is within bounds.
    #[test]
    fn reading_ends(mut bytes in prop::collection::vec(any::<u8>(), 0..600), kind in 0..3_u8) {
        if kind == 1 {
            bytes = packed(&[("word/document.xml", &bytes)]);
        } else if kind == 2 {
            let whole = document("<w:p><w:r><w:t>まつり</w:t></w:r></w:p>");
            let at = bytes.len() % whole.len();
            bytes = [&whole[..at], &bytes, &whole[at..]].concat();
        }
        if let Ok(text) = words(&bytes) {
            prop_assert!(!text.is_empty() && text.chars().count() <= WORDS_MAX);
            prop_assert!(text.chars().all(|c| !c.is_control() || c == '\n' || c == '\t'));
        }
    }
}
