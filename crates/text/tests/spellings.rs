//! Numbers and addresses in spellings that people use where a filter, a keyboard or the telephone stands between, and what
//! only looks like them.

use proptest::prelude::*;
use tatefuda_text::screen::{Category, Mode, Screener, Tier};

fn found(category: Category, text: &str, possible: bool) -> Vec<String> {
    let most = if possible { Tier::Possible } else { Tier::Strong };
    let findings = Screener::standard().screen(text, Mode::Comment);
    let own = findings.into_iter().filter(|finding| finding.category == category && finding.tier <= most);
    own.map(|finding| finding.surface).collect()
}

#[track_caller]
fn all(category: Category, possible: bool, texts: &[(&str, &str)]) {
    let wrong: Vec<String> = texts
        .iter()
        .filter(|(text, surface)| found(category, text, possible) != [(*surface).to_owned()])
        .map(|(text, surface)| format!("{text}: wanted {surface}, found {:?}", found(category, text, possible)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[track_caller]
fn none(category: Category, texts: &[&str]) {
    let wrong: Vec<String> = texts
        .iter()
        .filter(|text| !found(category, text, false).is_empty())
        .map(|text| format!("{text}: {:?}", found(category, text, false)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn mail_with_its_signs_written_out() {
    all(
        Category::Email,
        false,
        &[
            ("苗は midori(a)hatake.jp へ", "midori(a)hatake.jp"),
            ("苗は midori [ at ] hatake.jp へ", "midori [ at ] hatake.jp"),
            ("midori#at#hatake.jp", "midori#at#hatake.jp"),
            ("midori◎hatake.jp です", "midori◎hatake.jp"),
            ("midori★★hatake.jp です", "midori★★hatake.jp"),
            ("midori<at>hatake<.>jp", "midori<at>hatake<.>jp"),
            ("midori アットマーク hatake ドット jp", "midori アットマーク hatake ドット jp"),
            ("midori @ hatake. jp です", "midori @ hatake. jp"),
            ("\"mi dori\"@hatake.jp", "\"mi dori\"@hatake.jp"),
            ("midori@山田商店.jpって届く？", "midori@山田商店.jp"),
            ("エムアットマークハタケドットコム", "エムアットマークハタケドットコム"),
        ],
    );
    none(
        Category::Email,
        &[
            "look at www.hatake.jp today",
            "アイコンは logo@2x.png です",
            "xxxx@xxxx.jp の形で",
            "アットホームな店ドットコム",
        ],
    );
}

#[test]
fn numbers_that_stand_digit_by_digit_or_are_read_aloud() {
    all(
        Category::MyNumber,
        false,
        &[
            ("マイナンバー 6 2 1 4 9 8 3 2 0 2 5 7 です", "6 2 1 4 9 8 3 2 0 2 5 7"),
            ("個人番号が6214:9832:0257", "6214:9832:0257"),
            ("個人番号は62149832 0257", "62149832 0257"),
        ],
    );
    all(
        Category::Phone,
        false,
        &[
            ("ゼロハチゼロ、イチニイチニ、サンヨンサンヨン", "ゼロハチゼロ、イチニイチニ、サンヨンサンヨン"),
            ("新しい番号→080-1212-3434", "080-1212-3434"),
            ("〔0229〕33-2111に電話して", "0229〕33-2111"),
            ("186-080-1212-3434でかけて", "080-1212-3434"),
            ("08O-12l2-3434", "08O-12l2-3434"),
        ],
    );
    all(Category::CreditCard, false, &[("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1")]);
    all(
        Category::Passport,
        false,
        &[("旅券番号は T K 1 2 3 4 5 6 7", "T K 1 2 3 4 5 6 7"), ("パスポート N12345678", "N12345678")],
    );
    all(Category::DrivingLicence, false, &[("免許の番号 12 34 567 89 012", "12 34 567 89 012")]);
    none(Category::MyNumber, &["マイナンバー 6 2 1 4 9 8 3 2 0 2 5 8", "1 2 3 4 5 6 7 8 9 1 0 1 1"]);
    none(Category::Phone, &["いちにさんしごろくななはち、と数えた", "郵便番号は986-2371に改める"]);
    none(Category::BankAccount, &["特急の普通席 1234567"]);
}

#[test]
fn postal_codes_and_addresses_as_they_are_spoken() {
    all(
        Category::PostalCode,
        false,
        &[("〒九八七の八六〇二", "〒九八七の八六〇二"), ("〠987-8602", "987-8602"), ("ゆうびん 9878602", "9878602")],
    );
    all(Category::PostalCode, true, &[("987-8602やで", "987-8602")]);
    none(Category::PostalCode, &["〒000-0000と書く", "987-8602", "郵便局の内線 123-4567"]);
    all(
        Category::Address,
        false,
        &[
            ("堺市西区浜町9丁88-3の空き家", "堺市西区浜町9丁88-3"),
            ("松本市島内 4455-1 に引っ越した", "松本市島内 4455-1"),
            ("仙台市青葉区国分町 1 - 7 - 29", "仙台市青葉区国分町 1 - 7 - 29"),
            ("清水町北3線西14号です", "清水町北3線西14号"),
        ],
    );
    none(Category::Address, &["試験区画1-7-2の稲", "国道19号の4丁目付近"]);
}

#[test]
fn plates_and_places_on_the_map() {
    all(Category::LicencePlate, false, &[("宮城 三三〇 さ 一二の三四", "宮城 三三〇 さ 一二の三四")]);
    all(Category::LicencePlate, true, &[("沢渡市 か 2048 のカブ", "沢渡市 か 2048")]);
    none(Category::LicencePlate, &["テレビ 仙台 5ch の 24-17時台"]);
    all(
        Category::Coordinates,
        false,
        &[
            ("北緯三十六度五分、東経百四十度十二分", "北緯三十六度五分、東経百四十度十二分"),
            ("43-11.5N 145-07.2E", "43-11.5N 145-07.2E"),
        ],
    );
}

#[test]
fn links_in_disguise() {
    for text in
        ["h ttps://hatake.jp/a", "hatake[.]jp/a", "hatake ドット org で見て", "bit.example/3xQ", "//t.example/aB7"]
    {
        assert_eq!(found(Category::Url, text, true).len(), 1, "{text}");
    }
    assert!(found(Category::Url, "co.jp と com の違い", true).is_empty());
}

/// A row of numbers with slashes ended the program once: four of them were an angle and nothing stood behind.
#[test]
fn four_numbers_with_slashes_are_read() {
    let text = "https://hatake.jp/2026/11/30/073214";
    assert_eq!(found(Category::Url, text, true), [text]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, .. ProptestConfig::default() })]

    /// Whatever stands between digits: places are of the original and nothing ends the program.
    #[test]
    fn any_row_of_digits_and_signs_is_read(
        parts in prop::collection::vec(prop::sample::select(vec![
            "1", "35", "141", "090", "1234", "073214", "/", "-", ".", "度", "分", "°", "'", "N", "E", "北緯", "東経", "〒", "@", "の",
            " ", "ゼロ", "いち", "丁目", "番", "市", "あ", "三十", "百", "o", "l", "(", ")", "★", ":", "jp",
        ]), 0..24)
    ) {
        let text = parts.concat();
        for mode in [Mode::Comment, Mode::Draft] {
            for finding in Screener::standard().screen(&text, mode) {
                prop_assert_eq!(&text[finding.start..finding.end], &finding.surface);
            }
        }
    }
}
