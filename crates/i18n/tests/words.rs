//! Words that were given up stand in no text that a person sees.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The old word, and what stands in its place.
const GIVEN_UP: &[(&str, &str)] = &[
    ("回しました", "〔段の名〕を依頼しました"),
    ("手続済", "規程に定める手続は済んでいます"),
    ("規程上、そろ", "規程に定める手続と記録はそろっています"),
    ("確認待ち", "処理待ち"),
    ("の決定をしてください", "の決定をお願いします"),
    ("すべてに反しない", "上記の項目をすべて確認し、満たしています"),
    ("誰か分かる", "個人を特定できる"),
    ("掲載先", "投稿先"),
    ("文面", "本文"),
    ("任用", "発令"),
    ("職員ID", "ログイン名"),
    ("合言葉", "接続用トークン"),
    ("鍵（トークン）", "接続用トークン"),
    ("封をして", "暗号化して"),
    ("働いているもの", "システムが確認する事項"),
    ("根拠になりました", "判断で適用"),
    ("まだつながって", "本システムでは未対応"),
    ("この行為", "この操作"),
    ("知られていません", "登録されていません"),
    ("製品の約束", "システム共通の取扱い"),
    ("（町の決定", "（団体の決定"),
    ("手掛かり", "手がかり"),
    ("下の担当者", "職員の管理者"),
    // Said of a clause, it told nobody what to do.
    ("部分的", "足りない仕組みの名"),
    // Statutory (自治法180条の2); none of the texts delivered speaks of it.
    ("補助執行", "命による代行"),
];

/// Where texts for people stand, from the root of the repository: also in the engine's own sentences, in packs and in the
/// manual from which people write them.
const PLACES: &[(&str, &str)] = &[
    ("crates/i18n/locales/ja", "ftl"),
    ("crates/ui/src", "html"),
    ("crates/ui/src", "rs"),
    ("crates/regulation/src", "rs"),
    ("crates/regulation-tools/src", "rs"),
    ("crates/regulation-tools/src", "toml"),
    ("crates/platforms/src", "rs"),
    ("crates/app/src", "rs"),
    ("crates/web/src", "rs"),
    ("crates/cli/src", "rs"),
    ("crates/cli/demo", "toml"),
    ("packs", "toml"),
    ("examples", "toml"),
    ("docs/packs/ja", "md"),
    ("docs/clauses", "md"),
    ("docs/handbook-ja.md", "md"),
    ("docs/towns-ja.md", "md"),
    ("README.ja.md", "md"),
];

fn files(path: &Path, ending: &str, into: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder of the repository") {
            files(&entry.expect("readable").path(), ending, into);
        }
    } else if path.extension().is_some_and(|known| known == ending) {
        into.push(path.to_owned());
    }
}

#[test]
fn p8_old_words_stand_in_no_text_that_a_person_sees() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut all = Vec::new();
    PLACES.iter().for_each(|(place, ending)| files(&root.join(place), ending, &mut all));
    assert!(all.len() > 50, "the places are where they were: {}", all.len());
    let mut found = Vec::new();
    for file in all {
        let text = fs::read_to_string(&file).expect("a text");
        for (number, line) in (1..).zip(text.lines()) {
            let old = GIVEN_UP.iter().filter(|(old, _)| line.contains(old));
            found.extend(old.map(|(old, new)| format!("{}:{number}: {old} → {new}", file.display())));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A picture's description is what people write, the technical name explains it.
#[test]
fn p8_the_technical_name_of_a_description_stands_only_behind_the_plain_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut all = Vec::new();
    PLACES.iter().for_each(|(place, ending)| files(&root.join(place), ending, &mut all));
    for file in all {
        let text = fs::read_to_string(&file).expect("a text");
        assert_eq!(
            text.matches("代替テキスト").count(),
            text.matches("画像の説明（代替テキスト）").count(),
            "{}",
            file.display()
        );
    }
}
