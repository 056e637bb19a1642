//! Names of people in drafts: a surname that is common and a word that follows names. A prompt, no more.

use std::{collections::HashSet, sync::LazyLock};

use crate::{
    screen::{Category, Finding, Note, Tier},
    view::{Class, class_of},
};

/// Common surnames.
const SURNAMES: &str = "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 斉藤 齋藤 清水 山崎 森 池田 橋本 \
阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 中野 三浦 原田 中川 松田 竹内 小野 田村 \
中山 和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口 工藤 今井 高田 増田 丸山 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 \
武田 松井 千葉 岩崎 菅原 木下 久保 佐野 野村 松尾 菊地 菊池 市川 杉本 古川 大西 島田 水野 桜井 高野 渡部 吉川 山内 西田 飯田 西川 小松 北村 安田 五十嵐 川口 \
平田 関 中田 久保田 服部 東 川崎 岩田 土屋 福島 本田 辻 樋口 秋山 田口 永井 山中 中西 吉村 川上 石原 大橋 松岡 馬場 浜田 森本 星野 矢野 浅野 大久保 松下 吉岡 \
野田 小池 荒木 熊谷 松浦 内藤 黒田 尾崎 永田 川村 望月 松村 田辺 荒井 堀 大島 三宅 平井 早川 栗原 広瀬 横田 石橋 萩原 岡崎 小原 小田 小沢 片山 高山 本間 古賀 \
須藤 成田 大森 篠原 宮田 大石 相馬 八木 片岡 今村 富田 藤川 桑原 堀内 児玉 氏家 鎌田 小笠原 及川 赤坂 畠山 阿部 門脇 遊佐 大友 我妻 佐久間 赤間 早坂 庄司 髙橋";

static KNOWN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| SURNAMES.split_whitespace().collect());

/// What follows the name of a person.
const AFTER: &str = include_str!("../../lexicon/honorifics.txt");

/// Longest surname with given name.
const LONGEST: usize = 6;

/// Marks names in a draft.
pub(super) fn names(text: &str, found: &mut Vec<Finding>) {
    for after in AFTER.lines() {
        for (at, _) in text.match_indices(after) {
            let before = text[..at].trim_end_matches([' ', '　']);
            let run: Vec<(usize, char)> = before
                .char_indices()
                .rev()
                .take(LONGEST + 2)
                .take_while(|(_, c)| class_of(*c) == Class::Kanji || matches!(c, ' ' | '　' | 'ヶ'))
                .collect();
            if run.is_empty() || run.len() > LONGEST + 1 {
                continue;
            }
            // The longest surname that the run begins with.
            let start = run.last().map_or(at, |(at, _)| *at);
            let name = &text[start..before.len()];
            let begins = (1..=3).rev().filter_map(|count| {
                let end = name.char_indices().nth(count).map_or(name.len(), |(at, _)| at);
                name.get(..end)
            });
            let Some(_) = begins.into_iter().find(|head| KNOWN.contains(head)) else { continue };
            let end = at + after.len();
            let note = vec![Note::Near((*after).to_owned())];
            found.push(super::found(
                Category::PersonName,
                Tier::Possible,
                text,
                (start, end),
                text[start..end].to_owned(),
                "person_name",
                note,
            ));
        }
    }
}
