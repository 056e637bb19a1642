//! Numbers, addresses and links that belong to somebody, and what only looks like them.

use tatefuda_text::screen::{Category, Mode, Own, Screener, Tier};

/// What is found of a category, as written.
fn found(category: Category, text: &str) -> Vec<String> {
    let findings = Screener::standard().screen(text, Mode::Comment);
    findings
        .into_iter()
        .filter(|finding| finding.category == category && finding.tier <= Tier::Strong)
        .map(|finding| finding.surface)
        .collect()
}

#[track_caller]
fn all(category: Category, texts: &[(&str, &str)]) {
    let wrong: Vec<String> = texts
        .iter()
        .filter(|(text, surface)| found(category, text) != [(*surface).to_owned()])
        .map(|(text, surface)| format!("{text}: wanted {surface}, found {:?}", found(category, text)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[track_caller]
fn none(category: Category, texts: &[&str]) {
    let wrong: Vec<String> = texts
        .iter()
        .map(|text| (text, found(category, text)))
        .filter(|(_, found)| !found.is_empty())
        .map(|(text, found)| format!("{text}: {found:?}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn telephones_in_all_spellings() {
    all(
        Category::Phone,
        &[
            ("連絡は090-1234-5678まで", "090-1234-5678"),
            ("連絡は０９０－１２３４－５６７８まで", "０９０－１２３４－５６７８"),
            ("09012345678", "09012345678"),
            ("090 1234 5678です", "090 1234 5678"),
            ("090.1234.5678", "090.1234.5678"),
            ("〇九〇ー一二三四ー五六七八", "〇九〇ー一二三四ー五六七八"),
            ("電話0229-33-2111", "0229-33-2111"),
            ("電話は(0229)33-2111", "(0229)33-2111"),
            ("03(1234)5678", "03(1234)5678"),
            ("0120-444-444", "0120-444-444"),
            ("＋81-90-1234-5678", "＋81-90-1234-5678"),
            ("+81 3 1234 5678", "+81 3 1234 5678"),
            ("℡ 33-2111", "33-2111"),
            ("090の1234の5678にかけて", "090の1234の5678"),
            ("080ー1234ー5678", "080ー1234ー5678"),
            ("090–1234—5678", "090–1234—5678"),
            ("0\u{200b}90-12\u{200b}34-5678", "0\u{200b}90-12\u{200b}34-5678"),
            // Written so that machines do not see them, and as they are read aloud.
            ("090★1234★5678", "090★1234★5678"),
            ("0229=33=2111だよ", "0229=33=2111"),
            ("090\n1234\n5678", "090\n1234\n5678"),
            ("0 9 0 1 2 3 4 5 6 7 8", "0 9 0 1 2 3 4 5 6 7 8"),
            ("0-9-0-1-2-3-4-5-6-7-8", "0-9-0-1-2-3-4-5-6-7-8"),
            ("o9o-1234-5678", "o9o-1234-5678"),
            ("090-1o34-5678", "090-1o34-5678"),
            ("ゼロキュウゼロ-1234-5678", "ゼロキュウゼロ-1234-5678"),
            ("ゼロハチゼロいちにさんよんごろくななはち", "ゼロハチゼロいちにさんよんごろくななはち"),
            ("零九零-1234-5678", "零九零-1234-5678"),
            ("0229局33の2111", "0229局33の2111"),
            ("0229－33番2111", "0229－33番2111"),
            ("0081-229-33-2111", "0081-229-33-2111"),
            ("0948-22-1234", "0948-22-1234"),
            ("電話 (22)3344", "(22)3344"),
        ],
    );
    none(
        Category::Phone,
        &[
            "ISBN978-4-10-101001-4",
            "法人番号は1234567890123です",
            "2026-11-29",
            "注文番号0123456789",
            "0.1234567890",
            "予算は1,234,567,890円",
            "受付番号 0987654321",
            "11:30-12:30",
            "第3-12-45号",
            "3.14159265",
            "10:20:30、11:22:3344",
            "090,123,4567人",
            "得点は03:12:3456の順",
            "1 2 3 4 5 6 7 8 9 10 11",
            "h2o-1234-5678の実験",
        ],
    );
}

/// The whole way down to a lot, in kana, and as the north counts its lines; what only stands behind a town is none.
#[test]
fn addresses_without_a_block() {
    all(
        Category::Address,
        &[
            ("鹿児島県指宿市十町2424の山田です", "鹿児島県指宿市十町2424"),
            ("住所はあきる野市二宮350です", "あきる野市二宮350"),
            ("京都市下京区四条通烏丸東入長刀鉾町8です", "京都市下京区四条通烏丸東入長刀鉾町8"),
            ("とうきょうとしぶやくうだがわちょう1-1だ", "とうきょうとしぶやくうだがわちょう1-1"),
            ("更別村字更別南1線93番地に住んでます", "更別村字更別南1線93番地"),
            ("桜ヶ丘団地5棟302号", "桜ヶ丘団地5棟302号"),
        ],
    );
    none(
        Category::Address,
        &["千葉県内12-15か所", "福岡市対北九州市3-2", "二戸市役所前150", "横浜市立小学校 340", "町の予算は1-3億円"],
    );
}

#[test]
fn accounts_and_what_stands_beside_banks() {
    all(
        Category::BankAccount,
        &[("振込お願い 00190-6-44827", "00190-6-44827"), ("信金 普通口座 234-5678", "234-5678")],
    );
    none(
        Category::BankAccount,
        &[
            "普通救命講習 参加者1234567",
            "普通会計の決算額 12345678千円",
            "ゆうちょの預金残高 1234567",
            "お客様番号 1234567（口座とは別）",
            "普通 第1234567号",
        ],
    );
}

/// Area codes are facts of the numbering plan, and a word before a number says what it numbers.
#[test]
fn numbers_of_things_are_no_telephones() {
    none(
        Category::Phone,
        &[
            "写真番号 0241-33-2210.jpg を使います",
            "追跡番号 0980-22-3456 で調べてください",
            "お客様番号：0297-22-0045 をご用意ください",
            "図書資料 0299-33-2210 を返却",
            "議案 0229-12-3456 号",
            "型番 0120-444-444 の電池",
            "JANコード 4901234567894 の商品",
            "2027-01-15から2027-02-19まで",
            "10:00-11:30、13:00-15:45",
            "p. 031-045 を訂正",
            // No exchange has this area code.
            "0210-33-4455",
            "0200 11 2233",
        ],
    );
    all(
        Category::Phone,
        &[
            ("俺の番号 090-2214-8803 な", "090-2214-8803"),
            ("電話番号は0195-23-1111です", "0195-23-1111"),
            ("01267-2-2222 の民宿", "01267-2-2222"),
            ("0993-22-1234", "0993-22-1234"),
        ],
    );
}

#[test]
fn mail_addresses_in_disguise() {
    all(
        Category::Email,
        &[
            ("taro.yamada@example.jpまで", "taro.yamada@example.jp"),
            ("taro＠example．jp", "taro＠example．jp"),
            ("taro[at]example.jp", "taro[at]example.jp"),
            ("taro(あっと)example.jp", "taro(あっと)example.jp"),
            ("taro at example.jp", "taro at example.jp"),
        ],
    );
    none(Category::Email, &["@misato_town を見て", "3@500円", "example.jpを見て"]);
}

#[test]
fn my_numbers_need_their_check_digit_and_a_word() {
    all(
        Category::MyNumber,
        &[
            ("マイナンバーは6214 9832 0257です", "6214 9832 0257"),
            ("個人番号：621498320257", "621498320257"),
            ("ﾏｲﾅﾝﾊﾞｰ ６２１４－９８３２－０２５７", "６２１４－９８３２－０２５７"),
        ],
    );
    none(
        Category::MyNumber,
        &["マイナンバーは6214 9832 0258です", "法人番号6214983202571", "伝票番号 6214-9832-0257", "6214 9832 0257"],
    );
}

#[test]
fn addresses_down_to_the_house() {
    all(
        Category::Address,
        &[
            ("宮城県遠田郡美里町北浦字駒米13番地", "宮城県遠田郡美里町北浦字駒米13番地"),
            ("住所は東京都千代田区霞が関1-2-3です", "東京都千代田区霞が関1-2-3"),
            ("仙台市青葉区国分町三丁目七番一号", "仙台市青葉区国分町三丁目七番一号"),
            ("岩手県二戸市福岡字川又47", "岩手県二戸市福岡字川又47"),
            ("木更津市朝日３丁目１０－１９", "木更津市朝日３丁目１０－１９"),
            // Without a prefecture, in 漢数字 with の, by 字 alone, with particles in the name.
            ("あの人は本町四の二の十一に住んでいる", "本町四の二の十一"),
            ("北山町十二番地の五に住んでる", "北山町十二番地の五"),
            ("字下川原十七番地の民家", "字下川原十七番地"),
            ("虹が丘二丁目三番十一号、表札は田辺", "虹が丘二丁目三番十一号"),
            ("旭川市三条通8丁目左10号へ来て", "旭川市三条通8丁目左10号"),
            ("長岡市中島7-3-1へ", "長岡市中島7-3-1"),
            ("松本市島内4455-1に引っ越した", "松本市島内4455-1"),
        ],
    );
    none(
        Category::Address,
        &[
            "美里町は3-1で勝ちました",
            "令和5年11月29日に町民会館で",
            "2丁目で火事がありました",
            "市民1200人が参加",
            "町の予算は3億円",
            "第1回美里町議会",
            "一番勝負の第二局",
            "市立北中25-19で南中に勝った",
            "美里町チームは2-1で敗れた",
            "四の五の言うな",
        ],
    );
}

#[test]
fn plates_and_papers() {
    all(
        Category::LicencePlate,
        &[
            ("品川 500 あ 12-34", "品川 500 あ 12-34"),
            ("宮城530り1234", "宮城530り1234"),
            ("仙台３００さ・・12", "仙台３００さ・・12"),
            ("つくば 33A な 12-34の車", "つくば 33A な 12-34"),
            ("ナンバーは12-34", "12-34"),
            ("湘南 三三〇 ま ・五 五五", "湘南 三三〇 ま ・五 五五"),
            ("岩手301つ・・・8 の車", "岩手301つ・・・8"),
            ("なにわ 100 か 12 34", "なにわ 100 か 12 34"),
            ("横浜 5 な 12-34", "横浜 5 な 12-34"),
        ],
    );
    none(Category::LicencePlate, &["品川500円", "仙台300人が1234番", "千葉から500メートル12-34"]);
    all(
        Category::BankAccount,
        &[
            ("みずほ銀行 中央支店 普通 1234567", "1234567"),
            ("口座番号：１２３４５６７", "１２３４５６７"),
            ("ゆうちょ 記号12345 番号12345678", "12345678"),
        ],
    );
    none(Category::BankAccount, &["普通救命講習に1234567人", "銀行の1234567円", "電話1234567"]);
    all(Category::DrivingLicence, &[("免許証番号 123456789012", "123456789012")]);
    all(Category::Passport, &[("パスポート番号はTK1234567", "TK1234567")]);
    all(Category::CreditCard, &[("4111 1111 1111 1111", "4111 1111 1111 1111")]);
    all(Category::PostalCode, &[("〒987-8602", "〒987-8602"), ("987-8602 宮城県", "987-8602")]);
    all(Category::Coordinates, &[("38.5443, 141.0567にいます", "38.5443, 141.0567")]);
}

#[test]
fn links_say_what_is_odd_about_them() {
    let rule = |text: &str| {
        let findings = Screener::standard().screen(text, Mode::Comment);
        findings
            .into_iter()
            .filter(|finding| finding.category == Category::Url)
            .map(|finding| finding.rule.to_string())
            .collect::<Vec<_>>()
    };
    for (text, expected) in [
        ("https://bit.ly/abc", "url.shortened"),
        ("http://192.168.0.1/a", "url.ip"),
        ("https://example.com/a.apk", "url.executable"),
        ("https://www.soumu.go.jp.example.com/", "url.lookalike"),
        ("https://例え.jp/", "url.international"),
        ("hxxps://example[.]com/a", "url.link"),
        ("https://example.com/a", "url.link"),
    ] {
        assert_eq!(rule(text), [expected], "{text}");
    }
    assert!(rule("午後3.5時。昼食").is_empty());
}

#[test]
fn hosts_that_look_like_the_bodys_own_are_told() {
    let own = Own { hosts: vec!["town.misato.example.lg.jp".into()], ..Own::default() };
    let screener = Screener::new([tatefuda_text::lexicon::base()]).expect("the base lexicon").with_own(own);
    let rules = |text: &str| -> Vec<String> {
        let found = screener.screen(text, Mode::Comment);
        found.into_iter().filter(|one| one.category == Category::Url).map(|one| one.rule.to_string()).collect()
    };
    for (text, expected) in [
        // Letters of another script, written as they look and as they travel.
        ("https://town.misаto.example.lg.jp/", "url.lookalike"),
        ("https://town.xn--misto-6ve.example.lg.jp/", "url.lookalike"),
        // Digits, pairs of letters, the ending in the middle, hyphens.
        ("https://t0wn.misat0.example.lg.jp/", "url.lookalike"),
        ("https://town.rnisato.example.lg.jp/", "url.lookalike"),
        ("https://town.misato.example.lg.jp.example.top/", "url.lookalike"),
        ("https://town-misato-example-lg-jp.example.top/", "url.lookalike"),
        // Addresses without a name, in every way that browsers take.
        ("http://203.0.113.7/", "url.ip"),
        ("http://3405803783/", "url.ip"),
        ("http://0xcb007107/", "url.ip"),
        ("https://[2001:db8::1]/a", "url.ip"),
        // Programs, also behind another ending or a question.
        ("https://example.com/menu.pdf.exe", "url.executable"),
        ("https://example.com/SETUP.EXE?from=town", "url.executable"),
        ("https://example.com/a.msi#top", "url.executable"),
        // Who is named before @ is not who is reached.
        ("https://town.misato.example.lg.jp@example.top/", "url.userinfo"),
    ] {
        assert_eq!(rules(text), [expected], "{text}");
    }
    for text in ["https://www.town.misato.example.lg.jp/", "https://city.sendai.example.jp/"] {
        assert!(rules(text).iter().all(|rule| rule != "url.lookalike"), "{text}");
    }
}

#[test]
fn what_a_body_publishes_of_itself_is_no_finding() {
    let own = Own {
        phones: vec!["0229-33-2111".into()],
        emails: vec!["@town.example.lg.jp".into()],
        postal_codes: vec!["987-8602".into()],
        addresses: vec!["美里町北浦字駒米13".into()],
        hosts: vec!["town.example.lg.jp".into()],
    };
    let screener = Screener::new([tatefuda_text::lexicon::base()]).expect("the base lexicon").with_own(own);
    let text = "〒987-8602 宮城県遠田郡美里町北浦字駒米13番地 電話０２２９（３３）２１１１ soumu@town.example.lg.jp https://www.town.example.lg.jp/";
    let found: Vec<_> =
        screener.screen(text, Mode::Draft).into_iter().map(|finding| (finding.category, finding.surface)).collect();
    let personal: Vec<_> =
        found.iter().filter(|(category, _)| (Category::Phone..=Category::Url).contains(category)).collect();
    assert!(personal.is_empty(), "{personal:?}");
}
