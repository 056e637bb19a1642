//! Places on the map as numbers: within Japan.

use super::{Hit, cluster::Cluster};
use crate::screen::{Category, Tier};

/// A number with decimals in the digit view.
struct Decimal {
    start: usize,
    end: usize,
    whole: u32,
    decimals: usize,
}

fn decimals(text: &str, clusters: &[Cluster]) -> Vec<Decimal> {
    let mut all = vec![];
    for cluster in clusters {
        for (at, pair) in cluster.groups.windows(2).enumerate() {
            let ((start, dot), (after, end)) = (pair[0], pair[1]);
            if cluster.signs[at] == '.'
                && after == dot + 1
                && let Ok(whole) = text[start..dot].parse()
            {
                all.push(Decimal { start, end, whole, decimals: end - after });
            }
        }
    }
    all
}

const WORDS: &[&str] = &["緯度", "経度", "座標", "gps", "北緯", "東経", "lat", "位置情報", "現在地"];

/// Coordinates in the digit view.
pub(super) fn coordinates(text: &str, clusters: &[Cluster], each: &mut dyn FnMut(Hit)) {
    for pair in decimals(text, clusters).windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        // 192.168.0.1 is one number after the other without anything between.
        let Some(between) = text.get(a.end..b.start) else { continue };
        let inside = (20..=46).contains(&a.whole) && (122..=154).contains(&b.whole)
            || (122..=154).contains(&a.whole) && (20..=46).contains(&b.whole);
        let apart = between.chars().count() <= 12
            && between.chars().all(|c| {
                matches!(
                    c,
                    ',' | '、'
                        | ' '
                        | '/'
                        | 'n'
                        | 'e'
                        | '°'
                        | '度'
                        | '東'
                        | '経'
                        | '北'
                        | '緯'
                        | ':'
                        | 'l'
                        | 'a'
                        | 'o'
                        | 'g'
                        | 't'
                        | '\n'
                        | '&'
                        | '='
                        | '・'
                        | ';'
                        | '('
                        | ')'
                )
            });
        let word = WORDS.iter().any(|word| {
            let from = text[..a.start].char_indices().rev().take(12).last().map_or(a.start, |(at, _)| at);
            text[from..a.start].contains(word)
        });
        let fine = a.decimals.min(b.decimals) >= if word { 1 } else { 3 };
        if inside && apart && fine {
            each(hit(text, a.start, b.end));
        }
    }
    let mut at = 0;
    while let Some(found) = text[at..].find("北緯") {
        let start = at + found;
        at = start + "北緯".len();
        let rest = &text[at..];
        let reach = rest.char_indices().nth(40).map_or(rest.len(), |(at, _)| at);
        let Some(east) = rest[..reach].find("東経") else { continue };
        let number = at + east + "東経".len();
        let length = text[number..]
            .find(|c: char| {
                !(c.is_ascii_digit() || matches!(c, '.' | '度' | '分' | '秒' | '°' | '\'' | '′' | '″' | '"' | ' '))
            })
            .unwrap_or(text.len() - number);
        if text[number..number + length].contains(|c: char| c.is_ascii_digit())
            && rest[..east].contains(|c: char| c.is_ascii_digit())
        {
            each(hit(text, start, number + text[number..number + length].trim_end().len()));
        }
        at = number;
    }
}

fn hit(text: &str, start: usize, end: usize) -> Hit {
    Hit {
        category: Category::Coordinates,
        tier: Tier::Strong,
        start,
        end,
        reading: text[start..end].to_owned(),
        rule: "coordinates",
        notes: vec![],
    }
}
