//! Tables as people bring them, and bytes that nobody should.
#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use tatefuda_sheet::{
    CELL_MAX, COLUMNS_MAX, Epoch, Error, FILE_MAX, ROWS_MAX, Table, day, narrow, packed, paste, read,
};

fn cells(table: &Table) -> Vec<Vec<&str>> {
    table.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

const LEDGER: &str = "サービス名,アカウント名,所管課\r\nX,髙﨑市広報,広報課\r\n";

#[test]
fn files_are_read_as_windows_and_as_others_write_them() {
    let (cp932, _, lost) = encoding_rs::SHIFT_JIS.encode(LEDGER);
    assert!(!lost, "髙 and 﨑 are signs of Windows");
    let utf8 = [b"\xef\xbb\xbf".as_slice(), LEDGER.as_bytes()].concat();
    let utf16 = LEDGER.replace(',', "\t").encode_utf16().fold(vec![0xff, 0xfe], |mut bytes, unit| {
        bytes.extend(unit.to_le_bytes());
        bytes
    });
    for bytes in [cp932.as_ref(), &utf8, LEDGER.as_bytes(), &utf16] {
        let table = read(bytes).unwrap();
        assert_eq!(cells(&table), [["サービス名", "アカウント名", "所管課"], ["X", "髙﨑市広報", "広報課"]]);
    }
    // 𠮷 stands in Unicode alone.
    assert_eq!(cells(&paste("𠮷田\t太郎").unwrap()), [["𠮷田", "太郎"]]);
}

#[test]
fn signs_that_cannot_be_read_are_marked_and_nothing_else_is_lost() {
    let table = paste("氏名\t内線\n山\0田\u{7}太郎\t203\n").unwrap();
    assert_eq!(cells(&table)[1], ["山\u{fffd}田\u{fffd}太郎", "203"]);
    let table = read(b"a,b\n\x81\xff\xff,2\n").unwrap();
    assert!(cells(&table)[1][0].contains('\u{fffd}') && cells(&table)[1][1] == "2");
}

fn book(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_with_its_days_and_numbers() {
    let bytes = book(|book| {
        book.add_worksheet().set_name("表紙").unwrap();
        let sheet = book.add_worksheet().set_name("台帳").unwrap();
        for (at, text) in ["サービス名", "開設日", "内線", "備考"].into_iter().enumerate() {
            sheet.write(0, u16::try_from(at).unwrap(), text).unwrap();
        }
        sheet.write(1, 0, "髙﨑𠮷").unwrap();
        let day = ExcelDateTime::from_ymd(2024, 4, 1).unwrap();
        sheet.write_datetime_with_format(1, 1, &day, &Format::new().set_num_format("ggge年m月d日")).unwrap();
        sheet.write(1, 2, 203).unwrap();
        sheet.write(2, 0, "X").unwrap();
        sheet.write(2, 1, 45_383).unwrap();
        sheet.write_formula(2, 3, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        book.add_worksheet().set_name("裏").unwrap().write(0, 0, "別").unwrap();
        book.add_worksheet().set_name("隠").unwrap().set_hidden(true).write(0, 0, "見えない").unwrap();
    });
    let table = read(&bytes).unwrap();
    assert_eq!(cells(&table)[1][..3], ["髙﨑𠮷", "2024-04-01", "203"]);
    assert_eq!(day::parse(cells(&table)[2][1], table.epoch).unwrap().to_string(), "2024-04-01");
    let sheet = table.sheet.unwrap();
    assert_eq!((sheet.name.as_str(), sheet.others), ("台帳", vec!["裏".to_owned()]));
}

/// A ledger with a title over all columns, a service merged over two rows, days of the Japanese calendar, of double width and as
/// bare numbers, and a formula: saved by LibreOffice 7.4, and that file saved again by Gnumeric 1.12.
#[test]
fn workbooks_of_other_programs_are_read_as_those_of_excel() {
    let files: [(&str, &[u8]); 2] = [
        ("LibreOffice", include_bytes!("files/libreoffice.xlsx")),
        ("Gnumeric", include_bytes!("files/gnumeric.xlsx")),
    ];
    for (program, bytes) in files {
        let table = read(bytes).unwrap();
        let rows = cells(&table);
        assert_eq!(rows[0][0], "公式SNS一覧（令和8年4月1日現在）", "{program}");
        assert_eq!(
            rows[1][..6],
            ["媒体", "公式アカウント名", "アカウントID", "所管課", "開設年月日", "内線"],
            "{program}"
        );
        let known = ["Facebook", "髙﨑𠮷地区だより", "takasaki.dayori", "広報課", "2019-05-01", "203"];
        assert_eq!(rows[2][..6], known, "{program}");
        assert_eq!(rows[3][..6], ["Facebook", "図書館", "toshokan", "教育課", "Ｈ３１．４．１", "204"], "{program}");
        assert_eq!(rows[4][..4], ["YouTube", "町の動画", "machi-douga", "広報課"], "{program}");
        let days: Vec<_> = (2..5).map(|row| day::parse(rows[row][4], table.epoch).map(|day| day.to_string())).collect();
        assert_eq!(
            days.into_iter().flatten().collect::<Vec<_>>(),
            ["2019-05-01", "2019-04-01", "2024-04-01"],
            "{program}"
        );
    }
}

#[test]
fn what_is_merged_over_rows_is_said_of_each() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        let plain = Format::new();
        sheet.merge_range(0, 0, 2, 0, "総務課", &plain).unwrap();
        sheet.merge_range(3, 0, 3, 2, "広報課", &plain).unwrap();
        sheet.merge_range(4, 0, 20_000, 0, "税務課", &plain).unwrap();
        for row in 0..5_u32 {
            sheet.write(row, 3, row).unwrap();
        }
    });
    let table = read(&bytes).unwrap();
    let first: Vec<&str> = cells(&table).iter().map(|row| row[0]).collect();
    assert_eq!(first, ["総務課", "総務課", "総務課", "広報課", "税務課"], "and no rows are made down to the last");
    assert_eq!(cells(&table)[3][1..], ["", "", "3"], "over columns it is said once");
}

#[test]
fn bounds_hold_and_say_where() {
    let rows = |count: usize| "a\tb\n".repeat(count);
    assert_eq!(paste(&rows(ROWS_MAX)).map(|table| table.rows.len()), Ok(ROWS_MAX));
    assert_eq!(paste(&rows(ROWS_MAX + 1)), Err(Error::TooManyRows));
    assert_eq!(paste(&"a\t".repeat(COLUMNS_MAX)).map(|table| table.width()), Ok(COLUMNS_MAX));
    assert_eq!(paste(&format!("{}a", "a\t".repeat(COLUMNS_MAX))), Err(Error::TooManyColumns { row: 1 }));
    let long = "字".repeat(CELL_MAX);
    assert!(paste(&format!("a\n{long}\tb")).is_ok());
    assert_eq!(paste(&format!("a\n\t{long}字\tb")), Err(Error::CellTooLong { row: 2, column: 2 }));
    assert_eq!(paste(&format!("a\t{}", "x".repeat(1_000_000))), Err(Error::CellTooLong { row: 1, column: 2 }));
    assert_eq!(read(&vec![b'a'; FILE_MAX + 1]), Err(Error::TooLarge));
    assert_eq!(read(b""), Err(Error::Empty));
    assert_eq!(read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Err(Error::OldWorkbook));
    let long = book(|book| {
        book.add_worksheet().write(2, 1, "x".repeat(CELL_MAX + 1)).unwrap();
    });
    assert_eq!(read(&long), Err(Error::CellTooLong { row: 3, column: 2 }));
    assert_eq!(read(&book(|book| _ = book.add_worksheet())), Err(Error::Empty));
}

/// A packed file whose part unpacks to `size` bytes of nothing.
fn bomb(size: u64) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::copy(&mut std::io::Read::take(std::io::repeat(b' '), size), &mut archive).unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_file_that_unpacks_without_end_is_not_unpacked() {
    let bytes = bomb(60 * 1024 * 1024);
    assert!(bytes.len() < 1024 * 1024, "{}", bytes.len());
    assert_eq!(read(&bytes), Err(Error::TooLarge));
    assert_eq!(read(&bomb(10)), Err(Error::Damaged));
}

#[test]
fn signs_of_double_width_are_those_of_single_width_and_names_stay() {
    assert_eq!(narrow("ＡＢＣ－１２３　髙﨑𠮷＠"), "ABC-123 髙﨑𠮷@");
    assert_eq!(packed("総　務 課"), "総務課");
}

/// A cell as it comes back: no blanks around it, no control characters.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zあ-ん髙﨑𠮷0-9,;\"\t\n]{0,12}".prop_map(|text| text.trim().to_owned()),
        Just(String::new()),
        Just("\"".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_bring_it_down(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read(&bytes);
        let _ = read(&[b"PK\x03\x04".as_slice(), &bytes].concat());
        let _ = paste(&String::from_utf8_lossy(&bytes));
    }

    /// A sound workbook with bytes changed anywhere, its parts unpacked as well as packed.
    #[test]
    fn no_damaged_workbook_brings_it_down(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<prop::sample::Index>()) {
        let mut bytes = book(|book| {
            let sheet = book.add_worksheet();
            sheet.merge_range(0, 0, 2, 0, "総務課", &Format::new()).unwrap();
            sheet.write(1, 1, 45_383).unwrap();
        });
        for (at, byte) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        let _ = read(&bytes);
        bytes.truncate(cut.index(bytes.len()) + 1);
        let _ = read(&bytes);
    }

    #[test]
    fn a_sheet_of_any_text_is_read_or_refused(xml in "(<(row|c|v|is|t|mergeCell|dimension)( (r|ref|t|s)=\"[A-Z]{0,4}[0-9]{0,8}(:[A-Z]{0,4}[0-9]{0,8})?\")*/?>|[0-9.e-]{0,12}|</(row|c|v|is|t)>){0,30}") {
        let sheet = format!("<worksheet><sheetData>{xml}</sheetData><mergeCells>{xml}</mergeCells></worksheet>");
        let _ = read(&raw_book(&sheet));
    }

    #[test]
    fn no_text_brings_days_down(text in "\\PC{0,20}", number in "[RHSMT令和平成元年月日/.0-9-]{0,14}") {
        for epoch in [Epoch::Y1900, Epoch::Y1904] {
            let _ = day::parse(&text, epoch);
            if let Ok(found) = day::parse(&number, epoch) {
                prop_assert_eq!(day::parse(&found.to_string(), epoch), Ok(found));
            }
        }
    }

    /// What is shown to be put right comes back as it was read.
    #[test]
    fn a_table_comes_back_from_its_text(rows in prop::collection::vec(prop::collection::vec(cell(), 2..6), 1..8)) {
        let text: Vec<String> = rows.iter().map(|row| {
            row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join("\t")
        }).collect();
        if let Ok(table) = paste(&text.join("\n")) {
            prop_assert_eq!(paste(&table.to_text()), Ok(table));
        }
    }
}

/// A workbook around the XML of a sheet.
fn raw_book(sheet: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let parts = [
        (
            "[Content_Types].xml",
            r#"<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (name, text) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn the_workbook_around_a_sheet_is_sound() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="B1"><v>5</v></c></row></sheetData></worksheet>"#;
    assert_eq!(cells(&read(&raw_book(sheet)).unwrap()), [["", "5"]]);
}
