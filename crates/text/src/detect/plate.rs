//! Licence plates.

use std::sync::LazyLock;

use super::{
    Hit,
    cluster::Cluster,
    words::{Endings, Words},
};
use crate::{
    screen::{Category, Note, Tier},
    view::{Class, View, class_of},
};

/// Names of places on plates.
const PLACES: &str = include_str!("../../lexicon/plates.txt");

/// As the light view reads them.
static READ: LazyLock<String> = LazyLock::new(|| View::light(PLACES).text().to_owned());
static NAMES: LazyLock<Endings> = LazyLock::new(|| Endings::new(READ.split_whitespace()));

static PLATE_WORDS: Words = Words::new(&[
    "なんばー",
    "原付",
    "ばいく",
    "標識",
    "車番",
    "車両番号",
    "車両の番号",
    "ぷれーと",
    "登録番号",
    "標識番号",
    "標識の番号",
]);

/// Plates in the digit view, from the numbers in it.
pub(super) fn plates(text: &str, clusters: &[Cluster], each: &mut dyn FnMut(Hit)) {
    for cluster in clusters {
        for &(start, end) in &cluster.groups {
            if let Some(hit) = whole(text, start, end) {
                each(hit);
            }
        }
        if let Some(hit) = moped(text, cluster) {
            each(hit);
        }
        if let Some(hit) = number_alone(text, cluster) {
            each(hit);
        }
    }
}

/// What stands between the parts of a plate: 名古屋の、330、の、24-17.
const BETWEEN: [char; 7] = [' ', '-', '・', '/', '_', '、', ','];

fn skip_spaces(text: &str, at: usize) -> usize {
    at + text[at..].len() - text[at..].trim_start_matches(BETWEEN).len()
}

/// 品川 500 あ 12-34: `start..end` are the digits behind the place.
fn whole(text: &str, start: usize, end: usize) -> Option<Hit> {
    let length = end - start;
    if !(1..=3).contains(&length) {
        return None;
    }
    let before = text[..start].trim_end_matches(BETWEEN);
    let before = before.strip_suffix('の').filter(|place| NAMES.end_of(place).is_some()).unwrap_or(before);
    let before = before.strip_suffix("なんばー").unwrap_or(before).trim_end();
    let known = NAMES.end_of(before);
    let mut unknown = false;
    let from = match known {
        Some(place) => before.len() - place.len(),
        // A place not in the list counts where the word for the plate stands before it.
        None => {
            let name: usize =
                before.chars().rev().take(4).take_while(|c| class_of(*c) == Class::Kanji).map(char::len_utf8).sum();
            let left = &before[..before.len() - name];
            let near = left.char_indices().rev().take(12).last().map_or(left, |(at, _)| &left[at..]);
            let worded = PLATE_WORDS.find_in(near).is_some() || near.contains("番号") || near.contains("車");
            // 0261局21の8838 is a telephone.
            if before.ends_with('局') || !worded && length < 2 {
                return None;
            }
            // なごや 500 さ 77-03: a name as long as one, in kana.
            let kana = before.chars().rev().take(6).take_while(|c| class_of(*c) == Class::Hiragana);
            let name = if name > 0 { name } else { kana.map(char::len_utf8).sum() };
            if name < 2 * '車'.len_utf8() && !worded || name == 0 {
                return None;
            }
            unknown = !worded;
            before.len() - name
        }
    };
    // Since 2018 letters stand among the three.
    let letters = text[end..].bytes().take_while(u8::is_ascii_lowercase).count();
    // 名古屋 5ch.
    if text[end..].starts_with("ch") {
        return None;
    }
    let mut at = end;
    if letters > 0 {
        let tail = text[end..].bytes().take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit()).count();
        if length + tail > 3 {
            return None;
        }
        at += tail;
    } else if length < 2 && known.is_none() {
        return None;
    }
    let single = letters == 0 && length == 1;
    let at = skip_spaces(text, at);
    let kana = text[at..]
        .chars()
        .next()
        .filter(|c| class_of(*c) == Class::Hiragana || matches!(c, 'a' | 'b' | 'e' | 'h' | 'k' | 'm' | 't' | 'y'))?;
    let tail = at + kana.len_utf8();
    let bytes = text[tail..].trim_start_matches([' ', '・', '-', '.', '･', '/', '_', '*', '、', 'の']);
    let (digits, mut until) = figures(text, text.len() - bytes.len());
    let behind = text[until..].chars().next().unwrap_or('\0');
    let mut pair = false;
    if matches!(behind, '-' | '・' | ' ' | '.' | 'の') && digits <= 2 {
        let (more, end) = figures(text, until + behind.len_utf8());
        if more == 2 {
            (pair, until) = (true, end);
        }
    }
    // A class of one digit is as old as cars with figures in two pairs; counts look like it.
    if !(1..=4).contains(&digits) || single && !pair {
        return None;
    }
    // A place that is in no list: only the whole form shows it, and only as something to look at.
    let whole =
        class_of(kana) == Class::Hiragana && !"おしへんっゃゅょ".contains(kana) && (pair && digits == 2 || digits == 4);
    if unknown && !(whole && letters == 0 && alone(text, until)) {
        return None;
    }
    Some(Hit {
        category: Category::LicencePlate,
        tier: if unknown { Tier::Possible } else { Tier::Strong },
        start: from,
        end: until,
        reading: text[from..until].to_owned(),
        rule: "licence_plate",
        notes: vec![],
    })
}

/// Whether nothing counts behind a number: 12時, 1人.
fn alone(text: &str, end: usize) -> bool {
    text[end..].chars().next().is_none_or(|c| {
        !c.is_ascii_alphanumeric() && !matches!(c, '円' | '人' | '時' | '年' | '月' | '日' | '個' | '回' | '%')
    })
}

/// How many figures stand at a place, 漢数字 among them, and where they end.
fn figures(text: &str, at: usize) -> (usize, usize) {
    text[at..]
        .chars()
        .take_while(|c| c.is_ascii_digit() || class_of(*c) == Class::KanjiDigit)
        .fold((0, at), |(count, end), c| (count + 1, end + c.len_utf8()))
}

/// 標識番号 沢渡市 か 2048: the municipality, a letter, a number.
fn moped(text: &str, cluster: &Cluster) -> Option<Hit> {
    let (start, end) = (cluster.groups.first()?.0, cluster.groups.last()?.1);
    if cluster.groups.iter().map(|(start, end)| end - start).sum::<usize>() > 4 || cluster.groups.len() > 2 {
        return None;
    }
    let left = text[..start].trim_end_matches([' ', '・']);
    let kana = left.chars().next_back().filter(|c| class_of(*c) == Class::Hiragana)?;
    let place = left[..left.len() - kana.len_utf8()].trim_end_matches([' ', '・']);
    if !place.ends_with(['市', '町', '村', '区']) {
        return None;
    }
    let name: usize = place
        .chars()
        .rev()
        .take(8)
        .take_while(|c| matches!(class_of(*c), Class::Kanji | Class::Hiragana))
        .map(char::len_utf8)
        .sum();
    let from = place.len() - name;
    let near = text[..from].char_indices().rev().take(14).last().map_or("", |(at, _)| &text[at..from]);
    let word = PLATE_WORDS.find_in(near);
    // みなもり市 い 4417: set apart by spaces, as it stands on the plate.
    let apart = text[..start].ends_with(' ') && left[..left.len() - kana.len_utf8()].ends_with(' ') && alone(text, end);
    if word.is_none() && !(apart && from < place.len()) {
        return None;
    }
    Some(Hit {
        category: Category::LicencePlate,
        tier: if word.is_some() { Tier::Strong } else { Tier::Possible },
        start: from,
        end,
        reading: text[from..end].to_owned(),
        rule: "licence_plate.moped",
        notes: word.map(|word| Note::Near(word.to_owned())).into_iter().collect(),
    })
}

/// ナンバー 12-34.
fn number_alone(text: &str, cluster: &Cluster) -> Option<Hit> {
    let (start, end) = (cluster.groups.first()?.0, cluster.groups.last()?.1);
    let lengths: Vec<usize> = cluster.groups.iter().map(|(start, end)| end - start).collect();
    if !matches!(lengths.as_slice(), [2, 2] | [1, 2]) || !matches!(cluster.signs.first(), Some('-' | '・')) {
        return None;
    }
    let left = text[..start].char_indices().rev().take(10).last().map_or("", |(at, _)| &text[at..start]);
    let word = PLATE_WORDS.find_in(left)?;
    Some(Hit {
        category: Category::LicencePlate,
        tier: Tier::Strong,
        start,
        end,
        reading: text[start..end].to_owned(),
        rule: "licence_plate.number",
        notes: vec![Note::Near(word.to_owned())],
    })
}
