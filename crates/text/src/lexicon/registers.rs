//! Endings of verbs as people of all parts of the country say them, in haste and politely: one list for all verbs, so
//! that an entry names a verb once and no writer has to think of every dialect.
//!
//! Forms are as short as they can be told apart, because what goes on behind them (動けへんねん) is found as well.

use super::inflect::{Stems, with};

/// 動けない, 動けません, 動けへん, 動けん, 動けね, 動けなか; 動かれん, 動かんね.
pub(super) fn cannot(stems: &Stems) -> Vec<String> {
    const NOT: &[&str] = &["ない", "ません", "まへん", "へん", "ひん", "ん", "ね", "なか", "なく", "ぬ"];
    let mut all = vec![];
    let can: Vec<String> = if let Some(noun) = stems.a.strip_suffix('し').filter(|_| stems.e.ends_with("すれ")) {
        vec![format!("{noun}でき"), format!("{noun}出来")]
    } else if stems.weak {
        // 逃げらんね, 逃げらんない.
        all.extend(with(&stems.a, &["らんね", "らんな", "らんわ", "らんばい", "らっしぇん"]));
        with(&stems.a, &["られ", "れ"])
    } else {
        all.extend(with(&stems.a, &["んね", "んにゃ"]));
        vec![stems.e.clone(), format!("{}れ", stems.a)]
    };
    for can in can {
        all.extend(with(&can, NOT));
    }
    all
}

/// 流されてる, 流されています, 流されとる, 流されちょる, 流されよる, 流されてら, 流されそう, 流されちゃう.
pub(super) fn now(stems: &Stems) -> Vec<String> {
    let mut all = with(
        &stems.te(),
        &["る", "ます", "いる", "います", "おり", "おる", "ん", "ら", "っと", "もうた", "しまう", "しまい"],
    );
    all.extend(with(&stems.to(), &["る", "り", "っと", "ん", "うと"]));
    all.extend(with(
        &stems.te,
        if stems.voiced {
            &["じょる", "じょり", "じゃ", "じまう", "じまい"]
        } else {
            &["ちょる", "ちょり", "ちゃ", "ちまう", "ちまい"]
        },
    ));
    if !stems.voiced {
        // The north voices it.
        all.extend(with(&format!("{}で", stems.te), &["る", "ら", "ます", "っと"]));
    }
    all.extend(with(&stems.i, &["よる", "より", "よっ", "ゆう", "ゆー", "そう", "そげ", "そや", "かけ", "つつ"]));
    all
}

/// 来てください, 来てくれ, 来てけろ, 来てくんろ, 来てつかあさい, 来ておくれ, 来てほしい, 来ていただけませんか.
pub(super) fn ask(stems: &Stems) -> Vec<String> {
    const ASKED: &[&str] = &[
        "ください",
        "下さい",
        "くださ",
        "くだはい",
        "くだせ",
        "くれ",
        "けろ",
        "けれ",
        "けさい",
        "けらい",
        "けらっせ",
        "けへ",
        "けじゃ",
        "けんろ",
        "くんろ",
        "くんね",
        "くんない",
        "くんさい",
        "くんしゃい",
        "くんなっせ",
        "くんちぇ",
        "くんつぇ",
        "くなんしょ",
        "くなんせ",
        "くりょ",
        "くいやい",
        "くいやん",
        "つかあさい",
        "つかぁさい",
        "つかさい",
        "つかい",
        "ごせ",
        "ごしない",
        "ごしな",
        "ちょうだい",
        "頂戴",
        "ちょー",
        "ほしい",
        "欲しい",
        "ほしか",
        "もらえ",
        "もらいたい",
        "いただけ",
        "頂け",
        "いただきたい",
        "頂きたい",
        "おくれ",
        "おくんな",
        "えな",
        "たもれ",
        "たもんせ",
        "はいよ",
        "みそー",
        "くぃみ",
        "やってや",
        "や",
        "くれろ",
        "くれっちゃ",
    ];
    let mut all = with(&stems.te(), ASKED);
    if !stems.voiced {
        all.extend(with(
            &format!("{}で", stems.te),
            &["けろ", "けれ", "けさい", "けらい", "くんろ", "くんちぇ", "くれ", "ください", "ほしい"],
        ));
    }
    all.extend(with(&stems.to(), &["くれ", "くんな"]));
    all.extend(with(
        &stems.te,
        if stems.voiced {
            &["だって", "だってん"]
        } else {
            &["たってくれ", "たってや", "たってくだ", "たってん"]
        },
    ));
    all
}

/// 死にたい, 死にたく, 死にてえ, 死にとうなる, 死にたか.
pub(super) fn wish(stems: &Stems) -> Vec<String> {
    with(&stems.i, &["たい", "たく", "たか", "てえ", "てぇ", "とう", "とうな", "たす"])
}

/// 殺されたいか, 殺されたくなけりゃ, 殺されるぞ, 殺されても知らん, 殺されろ, 殺されればいい.
pub(super) fn suffer(stems: &Stems) -> Vec<String> {
    let done = if let Some(noun) = stems.a.strip_suffix('し').filter(|_| stems.e.ends_with("すれ")) {
        format!("{noun}され")
    } else if stems.weak {
        format!("{}られ", stems.a)
    } else {
        format!("{}れ", stems.a)
    };
    with(
        &done,
        &[
            "たいか",
            "たいんか",
            "たいのか",
            "たいの",
            "たいん",
            "たいようだ",
            "たいらし",
            "てえか",
            "てえのか",
            "てぇか",
            "てぇのか",
            "たくなけ",
            "たくなか",
            "たくなき",
            "たくないな",
            "とうなか",
            "とうなけ",
            "るぞ",
            "るで",
            "るよ",
            "るから",
            "るけん",
            "るけえ",
            "んぞ",
            "っぞ",
            "ても文句",
            "ても知ら",
            "てもしら",
            "ろ！",
            "ろよ",
            "ろや",
            "ろカス",
            "ちまえ",
            "ちゃえ",
            "てしまえ",
            "りゃいい",
            "りゃええ",
            "ればいい",
            "ればええ",
            "たらいい",
            "たらええ",
            "てほしい",
            "て欲しい",
            "て死",
        ],
    )
}

/// 壊そうぜ, 壊そうや, 壊しましょう, 壊しに行こう, 壊してやろうぜ, 壊したろう.
pub(super) fn lets(stems: &Stems) -> Vec<String> {
    let mut all = with(&stems.will, &["ぜ", "や", "やん", "じゃん", "じゃない", "じゃねえ", "よみんな"]);
    all.extend(with(
        &stems.i,
        &["ましょ", "ませんか", "まくろ", "まくれ", "に行こ", "にいこ", "に行きま", "に行くぞ", "にいくぞ", "ませう"],
    ));
    all.extend(with(&stems.te(), &["やろう", "やりましょ", "こよう", "まわろう", "回ろう", "しまおう", "しまえ"]));
    all.extend(with(
        &stems.te,
        if stems.voiced {
            &["だろう", "だろうや", "じまえ"]
        } else {
            &["たろう", "たろうや", "ちまえ"]
        },
    ));
    all
}
