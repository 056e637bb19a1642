//! What is found in sentences, and what must not be: written for these tests, each for a way of speaking.

use tatefuda_text::screen::{Category, Finding, Mode, Screener, Tier};

fn screen(text: &str, mode: Mode) -> Vec<Finding> {
    Screener::standard().screen(text, mode)
}

fn surely(text: &str, mode: Mode, category: Category) -> bool {
    screen(text, mode).iter().any(|finding| finding.category == category && finding.tier <= Tier::Strong)
}

fn anyhow(text: &str, mode: Mode, category: Category) -> bool {
    screen(text, mode).iter().any(|finding| finding.category == category)
}

#[track_caller]
fn each(texts: &[&str], holds: impl Fn(&str) -> bool) {
    let wrong: Vec<String> = texts
        .iter()
        .filter(|text| !holds(text))
        .map(|text| format!("{text}: {:?}", screen(text, Mode::Comment)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Words about people.
const WORDS: [Category; 6] = [
    Category::Abuse,
    Category::Discrimination,
    Category::Threat,
    Category::Obscenity,
    Category::Incitement,
    Category::Impersonation,
];

#[test]
fn criticism_is_no_finding_however_harsh() {
    let texts = [
        "市長は無能だ。",
        "この税金泥棒！",
        "市議会は恥を知れ。",
        "こんな政策を考えた役所は頭がおかしい。",
        "町の対応は最低だ。ふざけるな。",
        "クソみたいな制度だ、今すぐやめろ。",
        "市長は嘘つきだ。辞めろ。",
        "行政のやり方はバカげている。",
        "議員は税金の無駄。全員辞職しろ。",
        "役場の仕事が遅い、いい加減にしろ。",
        "町長、説明責任を果たせ。逃げるな。",
        "この条例はゴミだ。",
        "無策の市政に殺される。",
        "市は住民を馬鹿にしている。",
    ];
    each(&texts, |text| {
        [Mode::Draft, Mode::Comment].into_iter().all(|mode| !WORDS.iter().any(|category| anyhow(text, mode, *category)))
    });
}

#[test]
fn abuse_is_found_in_plain_and_in_disguise() {
    let texts = [
        "お前は馬鹿だ",
        "お前は馬・鹿だ",
        "お 前 は 馬 鹿 だ",
        "オマエハバカダ",
        "ｵﾏｴﾊﾊﾞｶﾀﾞ",
        "おまえはばかだ",
        "お前は馬○だ",
        "お前は馬\u{200b}鹿だ",
        "さっさと死ね",
        "さっさと死\u{200b}ね",
        "○ねよ",
        "タヒね",
        "しねええええええ",
        "うざざざい消えろ、クズ",
        "キチガイ",
        "ｷﾁｶﾞｲ",
        "キチ○イ",
        "クソ野郎",
        "ク・ソ・野・郎",
        "人の話を聞けよハゲ",
    ];
    each(&texts, |text| surely(text, Mode::Comment, Category::Abuse));
}

#[test]
fn what_only_holds_such_letters_is_not_found() {
    let texts = [
        "バーカウンターのある店",
        "シネマで映画を見る",
        "明日は休みだしね。",
        "ダークソウルが好き",
        "若葉かおる季節",
        "おまえだけが頼りだと言う歌",
        "会場は○○ねこ公園です",
        "スーパーカブに乗る",
        "親バカですが娘の写真です",
        "バカ売れのパン",
        "害虫を殺す薬を配ります",
        "粗大ゴミの出し方",
        "サルが畑に出ました",
        "「死ね」と書き込んだ男が逮捕された",
        "「バカ」と言われて傷ついた子の相談",
        "いじめで死ねと言われた経験",
    ];
    each(&texts, |text| WORDS.iter().all(|category| !surely(text, Mode::Comment, *category)));
}

#[test]
fn threats_have_a_will_or_a_target() {
    each(
        &[
            "殺すぞ",
            "市長を殺す",
            "職員をぶん殴ってやる",
            "お前の家燃やすぞ",
            "役場に爆弾を仕掛けた",
            "夜道に気をつけろよ",
            "ブッ殺スゾ",
        ],
        |text| surely(text, Mode::Comment, Category::Threat),
    );
    each(
        &[
            "殺すなと訴えた",
            "時間を潰す",
            "夜道に気をつけてお帰りください",
            "爆破予告で休館します",
            "強盗に襲われた男性が殺された",
            "敵のボスをぶっ潰すぞ",
        ],
        |text| !surely(text, Mode::Comment, Category::Threat),
    );
}

#[test]
fn calls_for_rescue_in_dialect_kana_and_haste() {
    each(
        &[
            "助けてください、水が腰まで来てます",
            "みずがはいってきたたすけて",
            "屋根の上にいます、北浦の橋の近く",
            "動けねえ、助けてけろ",
            "水さ来て逃げらんね",
            "だれかたすけtw",
            "土砂崩れで家が潰れて母が下敷きになってます",
            "119つながらない、父が息してない",
            "おばあちゃんが二階に取り残されてます",
            "たすけて！！！",
        ],
        |text| surely(text, Mode::Comment, Category::Rescue),
    );
    each(
        &[
            "取り残された住民を消防が救助した",
            "川に流された男性を助けて表彰されました",
            "トンネルに閉じ込められた作業員5人を救出",
            "誰か宿題助けて",
            "助けてくれた消防の皆さんに感謝します",
            "津波が来る前に備えよう、防災講座",
        ],
        |text| !surely(text, Mode::Comment, Category::Rescue),
    );
    let found = screen("たすけて、北浦小学校の体育館に水が入ってきた", Mode::Comment);
    assert!(found.iter().any(|finding| &*finding.rule == "place" && finding.surface == "北浦小学校"), "{found:?}");
}

#[test]
fn hearsay_is_a_cue_and_manner_is_none() {
    each(
        &[
            "断水しているらしい",
            "明日から休館とのことです",
            "【拡散希望】橋が落ちた",
            "真偽不明だけど閉店",
            "隣の人が言ってたけど値上げだって話だ",
        ],
        |text| {
            screen(text, Mode::Draft)
                .iter()
                .any(|finding| finding.category == Category::Rumour && finding.tier == Tier::Cue)
        },
    );
    each(
        &["春らしい陽気です", "素晴らしい演奏でした", "町長らしい挨拶", "珍しい花が咲きました", "話し合いをしました"],
        |text| !anyhow(text, Mode::Draft, Category::Rumour),
    );
}

#[test]
fn a_quotation_has_a_speaker_and_a_title_has_none() {
    each(
        &[
            "参加した子どもは「また来たい」と話した。",
            "佐藤さんは「毎年楽しみにしています」と笑顔で語りました。",
            "「もっと早く知りたかった」との声が寄せられています。",
            "教授によると「地震はまた来る」という。",
        ],
        |text| anyhow(text, Mode::Draft, Category::Quotation),
    );
    each(
        &[
            "「みさと秋まつり」を開催します。",
            "「防災の日」に合わせて訓練を行います。",
            "合言葉は「火の用心」です。",
            "会場は「中央公民館」です。",
            "映画「七人の侍」の上映会です。",
            "「申請する」ボタンを押してください。",
            "「ごみゼロ運動」にご協力ください。",
            "特産品「みさとの米」を販売します。",
        ],
        |text| !anyhow(text, Mode::Draft, Category::Quotation),
    );
}

#[test]
fn drafts_are_asked_about_what_is_not_decided_or_not_for_outside() {
    each(
        &["新庁舎の位置は検討中です", "計画の素案がまとまりました", "日程は未定です"],
        |text| surely(text, Mode::Draft, Category::Undecided) && !anyhow(text, Mode::Comment, Category::Undecided),
    );
    each(
        &["素案へのパブリックコメントを募集します", "提案箱を置きました", "検討会の委員"],
        |text| !surely(text, Mode::Draft, Category::Undecided),
    );
    each(&["この資料は庁内限りです", "機密性２の情報", "【部外秘】配席図"], |text| {
        screen(text, Mode::Draft)
            .iter()
            .any(|finding| finding.category == Category::Confidential && finding.tier == Tier::Certain)
    });
}

#[test]
fn names_of_people_are_a_prompt_and_no_more() {
    for (text, mode, name) in [
        ("佐藤太郎さんが金賞を受けました", Mode::Draft, "佐藤太郎"),
        ("総務課の大河内誠一郎主査が担当しました。", Mode::Draft, "大河内誠一郎"),
        ("講師にエレナ・マルティネス氏をお迎えします。", Mode::Draft, "エレナ・マルティネス"),
        ("隣の仁科さんの犬がうるさい", Mode::Comment, "仁科"),
        ("彼女の本名はYAMASHIRO Kannaだってよ", Mode::Comment, "YAMASHIRO Kanna"),
    ] {
        let found = screen(text, mode);
        let names: Vec<_> = found.iter().filter(|finding| finding.category == Category::PersonName).collect();
        assert!(names.iter().any(|finding| finding.surface == name), "{text}: {found:?}");
        assert!(names.iter().all(|finding| finding.tier == Tier::Possible), "{text}: {found:?}");
    }
    for text in [
        "松本市と長野市を結ぶバスを増便します",
        "会長、副会長および監事を選任しました",
        "宮崎地鶏のフェアを開催しています",
        "マキちゃんラーメンが好き",
    ] {
        for mode in [Mode::Draft, Mode::Comment] {
            assert!(!anyhow(text, mode, Category::PersonName), "{text}");
        }
    }
}

/// Issue 17: a quotation has a speaker, a verb of saying or a source, in brackets of any kind or none.
#[test]
fn words_of_others_are_seen_in_brackets_of_all_kinds_and_without() {
    for text in [
        "知事は十五日の定例会見で、観光需要は回復基調にあると語った。",
        "監督いわく、勝因は毎日の素振りだった。",
        "町長は｢水はけが悪い｣と説明した",
        "町長は〝水はけが悪い〟と説明した",
        "町長は‘水はけが悪い’と説明した",
        "町長は\"水はけが悪い\"と説明した",
        "町長は＂水はけが悪い＂と説明した",
        "「故郷は遠きにありて思ふもの」――室生犀星",
    ] {
        assert!(anyhow(text, Mode::Draft, Category::Quotation), "{text}: {:?}", screen(text, Mode::Draft));
    }
    for text in [
        "〝まちなか音楽祭〟のボランティアを募集",
        "｢ふるさと納税｣の受付を開始しました",
        "資源ごみの日が変わります",
        "お知らせは\"広報\"で",
    ] {
        assert!(!anyhow(text, Mode::Draft, Category::Quotation), "{text}: {:?}", screen(text, Mode::Draft));
    }
}

/// What is shown is the word of hearsay, not the end of the word before it.
#[test]
fn hearsay_begins_where_its_word_does() {
    let found = screen("明日から断水するらしいです", Mode::Comment);
    let rumour = found.iter().find(|finding| finding.category == Category::Rumour).expect("hearsay");
    assert!(rumour.surface.starts_with("らしい"), "{rumour:?}");
    assert!(
        rumour.explanation(tatefuda_domain::Lang::Ja).contains("「らしい"),
        "{}",
        rumour.explanation(tatefuda_domain::Lang::Ja)
    );
}

/// A dish, a shop, a fish may be called as nobody should be.
#[test]
fn names_of_things_are_no_insults() {
    for text in ["豚野郎ラーメンの新しい味", "あんぽんたんという魚を見た", "「ごみくず」というバンドが好き"]
    {
        let found: Vec<_> = Screener::standard()
            .screen(text, Mode::Comment)
            .into_iter()
            .filter(|one| one.tier <= Tier::Strong && one.category == Category::Abuse)
            .map(|one| one.surface)
            .collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

/// Issue 17: between と and the verb stand a few letters, in every dialect; behind a thing と joins, and nobody is told.
#[test]
fn words_of_others_stand_a_few_letters_before_their_verb() {
    let said = |text: &str| anyhow(text, Mode::Comment, Category::Quotation);
    each(
        &[
            "うちの母が、橋はもう渡れんって電話で言うとった",
            "監督は雨なら中止にすると試合前にはっきり述べていた",
            "保健師さんによれば、水は一日に二リットル要るそうです",
            "駅員さんが「次は遅れます」言うてはった",
            "床屋の大将は「髪と信用は伸びるのに時間がかかる」が口癖だ",
            "新聞の見出しに「待ちに待った日が来た」とあった、その通りだ",
        ],
        said,
    );
    each(
        &[
            "町の代表と話し合ってきました",
            "職員の方がいろいろと説明してくれた",
            "来年の祭りの題は「みんなで渡ろう」と決まった",
            "「役場から来た」と言う人についていかないでください",
            "読書週間「本をひらこう」展を見てきました",
            "関係者の話では閉店するらしい",
        ],
        |text| !said(text),
    );
}

/// Issue 17: what is said of the body's work is criticism, what is said to somebody is not; what one says of oneself is a cry.
#[test]
fn incompetence_of_the_body_is_criticism_and_an_unwanted_birth_is_a_cry() {
    let harm = |text: &str| WORDS[..4].iter().any(|category| surely(text, Mode::Comment, *category));
    each(&["人の話を聞けよ無能", "お前は黙ってろ無能", "お前なんか生まれてこなければよかったのに"], harm);
    each(
        &[
            "除雪が遅い、人のことを考えろ無能",
            "この無能役場、雪に備えろ",
            "市役所の無能どもが税金を無駄にする",
            "生まれてこなければよかった",
        ],
        |text| !harm(text),
    );
}
