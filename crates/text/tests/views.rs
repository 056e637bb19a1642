//! Views read a text and lead back to it.

use proptest::prelude::*;
use tatefuda_text::view::{Reading, View};

fn squeezed(text: &str, reading: Reading) -> String {
    let mut view = View::default();
    view.read(text, reading);
    view.text().to_owned()
}

#[test]
fn the_light_view_reads_what_is_meant() {
    for (written, read) in [
        ("ﾊﾞｶ", "ばか"),
        ("か\u{3099}", "が"),
        ("ｶﾞｷﾞ", "がぎ"),
        ("ヴ", "ゔ"),
        ("ＡＢＣ１２３", "abc123"),
        ("㍿", "株式会社"),
        ("㌔½", "きろ1⁄2"),
        ("死\u{200b}ね", "死ね"),
        ("葛\u{e0100}", "葛"),
        ("渡邊", "渡辺"),
        ("バーカ", "ばーか"),
        ("あ゛", "あ"),
    ] {
        assert_eq!(View::light(written).text(), read, "{written}");
    }
}

#[test]
fn the_squeezed_view_takes_separators_and_disguises_out() {
    for (written, read) in [
        ("し・ね", "しね"),
        ("し ね", "しね"),
        ("ﾊﾞ-ｶ", "ばか"),
        ("バーーーカ", "ばか"),
        ("ばぁか", "ばか"),
        ("バ一カ", "ばか"),
        ("バ力", "ばか"),
        ("し🙂ね", "しね"),
        ("し○ね", "しね"),
        ("f4ck", "fack"),
        ("ふぁっく", "ふぁっく"),
        ("話一つ", "話一つ"),
    ] {
        assert_eq!(View::squeezed(written).text(), read, "{written}");
    }
    assert_eq!(squeezed("死●よ", Reading::Masked), "死○よ");
    assert_eq!(squeezed("〇ね", Reading::Masked), "○ね");
    assert_eq!(squeezed("うざざざい", Reading::Collapsed), "うざい");
    assert_eq!(squeezed("ばああああか", Reading::Collapsed), "ばか");
    assert_eq!(squeezed("しねえええ", Reading::Collapsed), "しね");
}

/// Written apart, a voicing mark of half width still belongs to its letter.
#[test]
fn voicing_marks_are_joined_over_what_stands_between() {
    for text in ["ﾊﾞｶ", "ﾊ\u{200b}ﾞ\u{200b}ｶ", "ﾊ ﾞ ｶ", "は\u{200b}\u{3099}か"] {
        assert_eq!(squeezed(text, Reading::Plain), "ばか", "{text}");
    }
    assert_eq!(squeezed("ﾞﾊ", Reading::Plain), "は");
    assert_eq!(squeezed("は、、、ﾞか", Reading::Plain), "はか");
}

#[test]
fn the_digit_view_reads_numbers_as_machines_write_them() {
    for (written, read) in [
        ("０９０－１２３４－５６７８", "090-1234-5678"),
        ("〇九〇ー一二三四ー五六七八", "090-1234-5678"),
        ("①②③", "123"),
        ("三丁目", "3丁目"),
        ("三重県", "三重県"),
        ("info[at]example.jp", "info@example.jp"),
        ("info＠example．jp", "info@example.jp"),
        ("infoあっとexample。jp", "info@example.jp"),
        ("スーパー", "すーぱー"),
    ] {
        assert_eq!(View::digits(written).text(), read, "{written}");
    }
}

#[test]
fn what_is_read_is_found_again_in_the_original() {
    let text = "この㍿はﾊﾞ・ｶ";
    let view = View::squeezed(text);
    let at = view.text().find("ばか").expect("read");
    let (start, end) = view.original(at, at + "ばか".len());
    assert_eq!(&text[start..end], "ﾊﾞ・ｶ");
    let at = view.text().find("式").expect("read");
    let (start, end) = view.original(at, at + "式".len());
    assert_eq!(&text[start..end], "㍿");
}

/// Text with everything that the views treat specially.
fn odd() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(
        "ばかバカﾊﾞｶｶﾞか\u{3099}ー〜一二〇力口死ね死ぁあああ・ \u{200b}\u{fe0f}○●*×abcＡf4㍿㌔½ﷺヴ゛葛\u{e0100}渡邊🙂。！\n-－1２③@[at]（）「」"
            .chars()
            .collect::<Vec<_>>(),
    );
    prop::collection::vec(prop_oneof![4 => sign, 1 => any::<char>()], 0..60)
        .prop_map(|chars| chars.into_iter().collect())
}

fn views(text: &str) -> Vec<View> {
    let mut all = vec![View::light(text), View::squeezed(text), View::digits(text)];
    for reading in [Reading::Masked, Reading::Collapsed] {
        let mut view = View::default();
        view.read(text, reading);
        all.push(view);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every character of a view comes from a place of the original, on its characters' bounds, never before that of
    /// the character before it.
    #[test]
    fn maps_are_total_and_monotone(text in odd()) {
        for view in views(&text) {
            let mut last = (0, 0);
            for (at, c) in view.text().char_indices() {
                let (start, end) = view.original(at, at + c.len_utf8());
                prop_assert!(start < end && end <= text.len(), "{c} of {text:?}: {start}..{end}");
                prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{c} of {text:?}");
                prop_assert!(last.0 <= start && last.1 <= end, "{c} of {text:?}");
                last = (start, end);
            }
        }
    }

    /// What was read once reads the same again.
    #[test]
    fn reading_is_idempotent(text in odd()) {
        let light = View::light(&text);
        let again = View::light(light.text());
        prop_assert_eq!(again.text(), light.text());
        let squeezed = View::squeezed(&text);
        let again = View::squeezed(squeezed.text());
        prop_assert_eq!(again.text(), squeezed.text());
    }

    /// The slice of the original that a stretch of a view leads back to reads as that stretch or holds it, where
    /// characters of the original read as several.
    #[test]
    fn slices_read_again_as_what_was_found(text in odd(), from in 0usize..40, length in 1usize..8) {
        let light = View::light(&text);
        let bounds: Vec<usize> = light.text().char_indices().map(|(at, _)| at).chain([light.text().len()]).collect();
        if from + length < bounds.len() {
            let (a, b) = (bounds[from], bounds[from + length]);
            let (start, end) = light.original(a, b);
            let slice = View::light(&text[start..end]);
            prop_assert!(slice.text().contains(&light.text()[a..b]), "{:?} of {text:?}", &light.text()[a..b]);
        }
    }
}
