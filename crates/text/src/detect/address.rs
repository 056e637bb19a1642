//! Addresses down to the house, plates and places on the map.

use std::sync::LazyLock;

use super::{
    Hit,
    cluster::Cluster,
    words::{Endings, Words},
};
use crate::{
    screen::{Category, Note, Tier},
    view::{Class, class_of},
};

const PREFECTURES: &[&str] = &[
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

/// The same as they are written by whoever writes no 漢字.
const IN_KANA: &[&str] = &[
    "ほっかいどう",
    "あおもりけん",
    "いわてけん",
    "みやぎけん",
    "あきたけん",
    "やまがたけん",
    "ふくしまけん",
    "いばらきけん",
    "とちぎけん",
    "ぐんまけん",
    "さいたまけん",
    "ちばけん",
    "とうきょうと",
    "かながわけん",
    "にいがたけん",
    "とやまけん",
    "いしかわけん",
    "ふくいけん",
    "やまなしけん",
    "ながのけん",
    "ぎふけん",
    "しずおかけん",
    "あいちけん",
    "みえけん",
    "しがけん",
    "きょうとふ",
    "おおさかふ",
    "ひょうごけん",
    "ならけん",
    "わかやまけん",
    "とっとりけん",
    "しまねけん",
    "おかやまけん",
    "ひろしまけん",
    "やまぐちけん",
    "とくしまけん",
    "かがわけん",
    "えひめけん",
    "こうちけん",
    "ふくおかけん",
    "さがけん",
    "ながさきけん",
    "くまもとけん",
    "おおいたけん",
    "みやざきけん",
    "かごしまけん",
    "おきなわけん",
];

static ENDS: LazyLock<Endings> = LazyLock::new(|| Endings::new(PREFECTURES.iter().chain(IN_KANA).copied()));

/// What stands before the name of a town and is no part of it.
static BEFORE: LazyLock<Endings> = LazyLock::new(|| {
    Endings::new([
        "いま",
        "おまえんち",
        "お前んち",
        "うちは",
        "(",
        "「",
        "住所は",
        "住所:",
        "自宅は",
        "家は",
        "場所は",
        "現場は",
        "は、",
        "、",
        "は",
        "が",
        "に",
        "を",
        "で",
        "から",
        "まで",
        "より",
        "という",
        "の家",
        " ",
    ])
});

/// Words beside which a number is where somebody lives.
static HOME_WORDS: Words = Words::new(&[
    "住所",
    "在住",
    "住んで",
    "住む",
    "自宅",
    "家は",
    "の家",
    "宅",
    "実家",
    "あぱーと",
    "まんしょん",
    "号室",
    "番地",
    "引っ越",
    "届け",
    "送って",
    "宛",
    "表札",
    "配達",
    "民家",
    "住まい",
    "に来て",
    "に住",
    "の隣",
    "号棟",
    "団地",
    "居住",
]);

/// Whether a text begins with the name of a prefecture or a municipality.
pub(super) fn begins(text: &str) -> bool {
    PREFECTURES.iter().any(|name| text.starts_with(name))
        || text.chars().take(8).take_while(|c| is_name(*c)).any(|c| matches!(c, '市' | '区' | '町' | '村' | '郡'))
}

fn is_name(c: char) -> bool {
    matches!(class_of(c), Class::Kanji | Class::KanjiDigit | Class::Hiragana | Class::Katakana | Class::Long)
        || matches!(c, 'ヶ' | 'ゕ' | 'ゖ')
}

/// What stands between place and number and belongs to neither.
fn is_loose(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}')
}

/// The longest name of a place.
const NAME: usize = 28;

/// The name of a place that ends at a byte: where it begins.
fn name_before(text: &str, end: usize) -> usize {
    let mut start = end;
    for (count, (at, c)) in text[..end].char_indices().rev().enumerate() {
        if count >= NAME || !(is_name(c) || is_loose(c)) {
            break;
        }
        start = at;
    }
    start
}

/// Addresses in the digit view, from the numbers in it.
pub(super) fn addresses(text: &str, clusters: &[Cluster], each: &mut dyn FnMut(Hit)) {
    let mut last_end = 0;
    for cluster in clusters {
        for (at, &(start, end)) in cluster.groups.iter().enumerate() {
            if start < last_end || end - start > 4 || at > 0 && cluster.signs[at - 1] == '-' {
                continue;
            }
            if let Some(hit) = address(text, start) {
                last_end = hit.end;
                each(hit);
            }
        }
    }
}

/// Parts of the number of a house.
const MOST: usize = 6;

/// How the number of a house goes on behind its first digits.
struct House {
    end: usize,
    parts: usize,
    block: bool,
    number: bool,
}

fn house(text: &str, start: usize) -> House {
    let mut house = House { end: start, parts: 0, block: false, number: false };
    let mut at = start;
    loop {
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        // No address has more parts; without a bound a long row of numbers would be read again from each.
        if digits == 0 || digits > 5 || house.parts == MOST {
            break;
        }
        at += digits;
        house.parts += 1;
        house.end = at;
        let rest = &text[at..];
        let unit = [
            "条通",
            "条",
            "丁目",
            "丁",
            "ちょうめ",
            "番耕地",
            "番地の",
            "番地",
            "ばんちの",
            "ばんち",
            "ばん",
            "ごう",
            "番丁",
            "番町",
            "地割",
            "番",
            "号棟",
            "号室",
            "号",
            "棟",
            "線",
        ]
        .iter()
        // 南1線93番地, 北3線西14号 as Hokkaido counts; a line with no number behind it is a road. 9丁88-3 as 堺 counts.
        .find(|unit| {
            rest.strip_prefix(**unit).is_some_and(|behind| match **unit {
                "線" => behind.trim_start_matches(['東', '西', '南', '北']).starts_with(|c: char| c.is_ascii_digit()),
                "丁" => behind.starts_with(|c: char| c.is_ascii_digit()),
                _ => true,
            })
        });
        if let Some(unit) = unit {
            at += unit.len();
            house.end = at;
            house.block |= matches!(*unit, "丁目" | "丁" | "ちょうめ");
            house.block |= *unit == "地割";
            house.number |= unit.starts_with("番地")
                || unit.starts_with("ばんち")
                || *unit == "番耕地"
                || *unit == "ばん" && house.parts > 1
                || unit.starts_with('号')
                || *unit == "番" && rest[unit.len()..].starts_with(|c: char| c.is_ascii_digit());
        }
        // 8丁目左10号, as the city of 旭川 counts.
        if unit == Some(&"丁目") && text[at..].starts_with(['左', '右']) {
            let side = at + '左'.len_utf8();
            at = if text[side..].starts_with(|c: char| c.is_ascii_digit()) { side } else { at };
        }
        // 西7条南12丁目.
        if unit.is_some_and(|unit| unit.starts_with('条') || *unit == "線") {
            let way = text[at..].chars().next().filter(|c| matches!(c, '東' | '西' | '南' | '北'));
            if way.is_some_and(|way| text[at + way.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())) {
                at += 3;
            }
        }
        let rest = &text[at..];
        let sign = rest.chars().next().unwrap_or('\0');
        let joins = matches!(sign, '-' | 'の' | 'ー') || unit.is_some() && is_loose(sign);
        // 1 - 7 - 29.
        let spaced = [" - ", " -", "- "]
            .into_iter()
            .find(|line| rest.strip_prefix(line).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())));
        if unit.is_none()
            && let Some(line) = spaced
        {
            at += line.len();
        } else if joins && rest[sign.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()) {
            at += sign.len_utf8();
        } else if unit.is_none() || !rest.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
    }
    // 番地の with nothing behind it.
    if text[..house.end].ends_with('の') {
        house.end -= 'の'.len_utf8();
    }
    house
}

fn address(text: &str, start: usize) -> Option<Hit> {
    let house = house(text, start);
    let from = name_before(text, start);
    let mut name = &text[from..start];
    let whole = last_of(name, &ENDS);
    let mut begin = whole.unwrap_or(0);
    if whole.is_none() {
        // What sets the number apart is no end of the name: 松本市島内 4455-1.
        begin = town_start(name.trim_end_matches(is_loose));
    }
    name = &name[begin..];
    let trimmed = name.trim_start_matches(is_loose);
    let from = start - trimmed.len();
    let name = trimmed.trim_end_matches(is_loose);
    if name.is_empty() {
        return None;
    }
    // 上る, 下ル, 西入: nobody else counts houses so.
    let kyoto = ["上る", "下る", "上がる", "下がる", "西入", "東入", "入る"].iter().any(|way| name.contains(way));
    // 試験区画, 町内会: the letter begins another word.
    let town = kyoto
        || name.char_indices().skip(1).any(|(at, c)| {
            matches!(c, '市' | '区' | '町' | '村' | '郡')
                && !(c == '区' && name[at + c.len_utf8()..].starts_with(['画', '分', '間', '域']))
        })
        || in_kana(name);
    let hamlet = name.contains("大字") || name.starts_with('字') || name.char_indices().skip(1).any(|(_, c)| c == '字');
    // 松本市島内4455-1: the name goes on behind that of the town, as no score's does.
    let quarter = name
        .rfind(['市', '区', '町', '村'])
        .map_or("", |at| name[at..].trim_start_matches(['市', '区', '町', '村']).trim_start_matches(is_loose));
    let team = quarter.ends_with(['中', '高', '小', '戦', '対', '部', '第', '約', '計', 'は', 'が', 'の', 'で', 'に']);
    let lives = quarter.chars().count() >= 2 && !team;
    let kanji = name
        .chars()
        .next_back()
        .is_some_and(|c| matches!(class_of(c), Class::Kanji | Class::KanjiDigit | Class::Katakana | Class::Hiragana));
    let year = text[start..]
        .split(|c: char| !c.is_ascii_digit())
        .next()
        .is_some_and(|first| first.len() == 4 && (first.starts_with("19") || first.starts_with("20")));
    // 県道64号, 第73-74号: numbers of other things.
    let other = !house.block && name.ends_with(['道', '線', '条', '型', '式', '系'])
        || ["国道", "県道", "府道", "市道", "都道"].iter().any(|road| name.ends_with(road))
        || name.ends_with('第') && !text[start..house.end].contains("地割")
        || name.ends_with("して")
        || name.contains("試合")
        || name.contains("対戦");
    if other || !kanji || year && !house.block && !house.number {
        return None;
    }
    let behind = &text[house.end..];
    // Scores, dates, sums and counts.
    if behind.starts_with([
        '月', '年', '日', '時', '分', '円', '人', '点', '%', '回', '名', '位', '件', '歳', '期', ':', '線', '万', '度',
    ]) && !house.block
        && !house.number
    {
        return None;
    }
    let counted = [
        "か所", "ヶ所", "ゕ所", "箇所", "個", "校", "店", "戸", "本", "台", "組", "団体", "世帯", "種", "km", "m",
        "kg", "票",
    ];
    if counted.iter().any(|word| behind.starts_with(word)) && !house.block && !house.number {
        return None;
    }
    // So many digits number a lot and no result.
    let long = text[start..].bytes().take_while(u8::is_ascii_digit).count() >= 3
        && !behind.starts_with(|c: char| matches!(class_of(c), Class::Kanji | Class::Katakana | Class::Latin));
    // 下田甲1520: lots counted by 甲乙.
    let lot = name.ends_with(['甲', '乙', '丙']);
    let whole_way = long && deep(name);
    if behind.starts_with('で')
        && !behind.starts_with("です")
        && !lot
        && !whole_way
        && house.parts <= 2
        && whole.is_none()
        && !house.block
        && !house.number
    {
        return None;
    }
    // Scores: 3-1で勝ちました.
    let score = ["で勝", "で負", "で敗", "で下", "で快", "で惜", "で逆", "の勝", "の敗", "の逆", "で引", "で優", "対"];
    if score.iter().any(|word| behind.starts_with(word)) && !house.block && !house.number {
        return None;
    }
    let home = near(text, from, house.end);
    let sure = kyoto && town
        || lot && town && house.parts >= 2
        || house.block && (house.parts >= 2)
        || house.number && (town || hamlet || whole.is_some() || house.parts >= 2)
        || hamlet && (town || whole.is_some() || house.number && home.is_some())
        || house.parts >= 3 && (town || whole.is_some() || home.is_some());
    let likely = house.parts == 2 && (whole.is_some() || town && (home.is_some() || lives) || hamlet && home.is_some())
        // 鹿児島県指宿市十町2424, かすみがうら市上土田461: the whole way down, and a lot.
        || house.parts == 1 && long && deep(name)
        || house.parts == 1
            && (whole.is_some() || town)
            && home.is_some()
            && (house.block || house.number || text[..start].ends_with(name));
    let tier = if sure || likely {
        Tier::Strong
    } else if house.parts >= 2 && town || house.parts == 3 && name.chars().count() >= 2 {
        Tier::Possible
    } else {
        return None;
    };
    let notes = home.map(|word| Note::Near(word.to_owned())).into_iter().collect();
    Some(Hit {
        category: Category::Address,
        tier,
        start: from,
        end: house.end,
        reading: text[from..house.end].to_owned(),
        rule: "address",
        notes,
    })
}

/// Whether a name goes on behind that of the municipality, as that of a quarter and not of a place or a sum.
fn deep(name: &str) -> bool {
    let Some((at, end)) = name.char_indices().skip(1).find(|(_, c)| matches!(c, '市' | '区' | '町' | '村' | '郡'))
    else {
        return false;
    };
    let quarter = name[at + end.len_utf8()..].trim_start_matches(is_loose);
    let none = [
        '市', '区', '校', '所', '館', '園', '院', '店', '駅', '線', '道', '会', '課', '前', '橋', '川', '山', '円',
        '数', '人', '名', '約', '計', '金', '費', '税', '率', '額', '量', '番', '号', '年', '月', '日', '度', '第',
        '全', '対', '戦', '部', '高', '小', '中', '内', '外', '側', '他', 'は', 'が', 'の', 'で', 'に', 'と', 'も',
        'を', 'へ', 'や',
    ];
    quarter.chars().count() >= 2 && !quarter.ends_with(none) && !quarter.contains('対')
}

/// Whether a name in kana says by its parts that it is a place: みなもりし さくらだい.
fn in_kana(name: &str) -> bool {
    let mut parts = name.split(is_loose).filter(|part| !part.is_empty()).rev();
    // Behind the name of the town stands that of a quarter.
    parts.next().is_some()
        && parts.any(|part| {
            let kana = part.chars().all(|c| matches!(class_of(c), Class::Hiragana | Class::Katakana | Class::Long));
            kana && part.chars().count() >= 3
                && (part.ends_with(['し', 'く'])
                    || part.ends_with("ぐん")
                    || part.ends_with("ちょう")
                    || part.ends_with("むら"))
        })
}

/// Where the name of a town begins in what stands before a number: behind the last particle that cannot be part of it.
fn town_start(name: &str) -> usize {
    name.char_indices()
        .rev()
        .map(|(at, c)| at + c.len_utf8())
        .find(|end| {
            // ひばりが丘, 霞が関, 日の出: the particle is part of the name.
            let named = name[..*end].ends_with(['が', 'の'])
                && name[*end..].starts_with([
                    '丘', '関', '浜', '谷', '原', '崎', '里', '森', '出', '沢', '浦', '台', '宮', '島', '岡', '池',
                    '橋', '杜',
                ]);
            !named && BEFORE.end_of(&name[..*end]).is_some()
        })
        .unwrap_or(0)
}

/// Where the last of the words begins that stand in a text.
fn last_of(text: &str, words: &Endings) -> Option<usize> {
    text.char_indices().rev().find_map(|(at, c)| {
        let end = at + c.len_utf8();
        words.end_of(&text[..end]).map(|word| end - word.len())
    })
}

/// A word that says that somebody lives there, beside the place.
fn near(text: &str, start: usize, end: usize) -> Option<&'static str> {
    let from = text[..start].char_indices().rev().take(12).last().map_or(start, |(at, _)| at);
    let rest = &text[end..];
    let until = rest.char_indices().nth(12).map_or(rest.len(), |(at, _)| at);
    HOME_WORDS.in_either(&text[from..start], &rest[..until])
}
