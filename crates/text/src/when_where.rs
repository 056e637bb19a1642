//! Whether a number only says when or where: a date, a time of day, a house number, a floor. Nearly every notice holds
//! one of these, so alone they are no reason to ask something more.

/// What follows a number that says when or where. Longer words that begin the same and mean an amount stand apart.
const AFTER: [&str; 15] =
    ["年", "月", "日", "時", "分", "秒", "丁目", "番地", "番", "号", "階", "元号", "曜", "：", ":"];
/// Amounts that begin like a moment: 3日間, 2時間, 5分間, 1年間, 2番目.
const AMOUNT: [&str; 9] = ["年間", "月間", "日間", "時間", "分間", "秒間", "年以", "日以", "番目"];
/// What stands between the figures of a date or a time of day.
const BETWEEN: [char; 4] = [':', '：', '/', '／'];
/// What stands before the year of an era, and before a time of day.
const BEFORE: [&str; 8] = ["令和", "平成", "昭和", "午前", "午後", "正午", "Ｒ", "R"];

/// Whether the number at these places of a text says when or where something is.
pub fn is_when_or_where(text: &str, start: usize, end: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..start), text.get(end..)) else { return false };
    if AMOUNT.iter().any(|word| after.starts_with(word)) {
        return false;
    }
    AFTER.iter().any(|word| after.starts_with(word))
        || BEFORE.iter().any(|word| before.ends_with(word))
        || joined(before.chars().next_back(), before.chars().rev().nth(1))
        || joined(after.chars().next(), after.chars().nth(1))
}

/// A sign of dates with a figure on its other side.
fn joined(sign: Option<char>, beyond: Option<char>) -> bool {
    sign.is_some_and(|sign| BETWEEN.contains(&sign)) && beyond.is_some_and(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{LinkData, findings, links};

    fn figures(text: &str) -> Vec<String> {
        let found = findings(text, &links(text, &LinkData::new(Vec::<String>::new(), Vec::<String>::new())));
        let numbers = found.into_iter().filter(|one| one.kind == "number");
        numbers.filter(|one| !is_when_or_where(text, one.start, one.end)).map(|one| one.excerpt).collect()
    }

    #[test]
    fn dates_times_and_places_are_no_figures() {
        for text in [
            "12月5日（土）10時から15時30分まで、中央公民館で開きます。",
            "令和8年12月5日、午前10時、１階ロビーにて。",
            "12/5 10:30 本町2丁目3番1号",
            "十二月五日の夕方",
        ] {
            assert_eq!(figures(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn amounts_are() {
        for (text, expected) in [
            ("定員は30人、費用は500円です。", vec!["30", "500"]),
            ("12月5日から3日間、2時間ずつ行います。", vec!["3", "2"]),
            ("電話 0195-23-1234", vec!["0195", "23", "1234"]),
            ("12月5日、先着20名。", vec!["20"]),
        ] {
            assert_eq!(figures(text), expected, "{text}");
        }
    }
}
