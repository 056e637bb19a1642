//! Places on the map as numbers: within Japan.

use super::{Hit, cluster::Cluster, words::Words};
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

static WORDS: Words = Words::new(&["緯度", "経度", "座標", "gps", "北緯", "東経", "lat", "位置情報", "現在地"]);

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
                        | '+'
                        | '('
                        | ')'
                )
            });
        let from = text[..a.start].char_indices().rev().take(12).last().map_or(a.start, |(at, _)| at);
        let word = WORDS.find_in(&text[from..a.start]).is_some();
        let fine = a.decimals.min(b.decimals) >= if word { 1 } else { 3 };
        if inside && apart && fine {
            // 緯度, lat=, geo: and the letters of the directions belong to it.
            let mut start = a.start;
            for word in ["緯度", "経度", "北緯", "東経", "lat=", "lat:", "lat ", "geo:", "n", "e"] {
                if text[..a.start].ends_with(word) {
                    start = a.start - word.len();
                    break;
                }
            }
            let tail = &text[b.end..];
            let end = b.end + tail.len() - tail.trim_start_matches(['n', 'e']).len();
            each(hit(text, start, end));
        } else if between.trim() == "," && a.whole <= 90 && b.whole <= 180 && a.decimals.min(b.decimals) >= 4 {
            // Elsewhere on the earth: two such numbers are hardly anything else.
            each(Hit { tier: Tier::Possible, ..hit(text, a.start, b.end) });
        }
    }
    degrees(text, clusters, each);
}

/// N39°42′11″ E141°09′02″, 北緯三四度二〇分、東経…, 35/41/22.4, 139/45/05.1: degrees, minutes and seconds, in any order.
fn degrees(text: &str, clusters: &[Cluster], each: &mut dyn FnMut(Hit)) {
    if clusters.iter().map(|cluster| cluster.groups.len()).sum::<usize>() < 4 {
        return;
    }
    let groups: Vec<(usize, usize)> = clusters.iter().flat_map(|cluster| cluster.groups.iter().copied()).collect();
    let value = |group: (usize, usize)| text[group.0..group.1].parse::<u32>().unwrap_or(u32::MAX);
    let unit = |c: char| matches!(c, '°' | '度' | '分' | '秒' | '′' | '″' | '\'' | '"' | '’' | '”' | '/' | '.' | '-');
    let letter = |c: char| matches!(c, 'n' | 'e' | '北' | '緯' | '東' | '経' | ' ' | ',' | '、' | ':' | '・');
    let mut from = 0;
    while from + 3 < groups.len() {
        // One angle: two to four numbers with units between and, but for slashes, behind.
        let angle = |first: usize| -> Option<(usize, usize)> {
            let whole = groups.get(first)?;
            let mut last = first;
            while last + 1 < groups.len() && last - first < 3 {
                let between = &text[groups[last].1..groups[last + 1].0];
                if between.is_empty() || between.chars().count() > 4 || !between.chars().all(unit) {
                    break;
                }
                last += 1;
            }
            let mut end = groups[last].1;
            for c in text[end..].chars().take(2).take_while(|c| unit(*c) && !matches!(c, '.' | '/')) {
                end += c.len_utf8();
            }
            let sign = text[whole.1..].chars().next()?;
            // 43-11.5N: a line says nothing unless the letter of the direction stands behind.
            let named = sign == '-' && text[end..].starts_with(['n', 'e']);
            (last > first && (named || matches!(sign, '°' | '度' | '/'))).then_some((last, end))
        };
        let found = angle(from).and_then(|(last, end)| {
            let (next_last, next_end) = angle(last + 1)?;
            let between = &text[end..groups[last + 1].0];
            let fits = between.chars().count() <= 6 && between.chars().all(letter);
            let (a, b) = (value(groups[from]), value(groups[last + 1]));
            let inside = (20..=46).contains(&a) && (122..=154).contains(&b)
                || (122..=154).contains(&a) && (20..=46).contains(&b);
            (fits && inside).then_some((next_last, next_end))
        });
        match found {
            Some((last, end)) => {
                let head = &text[..groups[from].0];
                let start = head.trim_end_matches(['n', 'e', '北', '緯', '東', '経']).len();
                let tail = &text[end..];
                let end = end + tail.len() - tail.trim_start_matches(['n', 'e']).len();
                each(hit(text, start, end));
                from = last + 1;
            }
            None => from += 1,
        }
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
