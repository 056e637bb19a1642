//! Numbers written in 漢字, as 百二十人 and 二〇二六年: figures like any other. Names and words that hold such characters
//! (二戸, 一部, 八百屋) are none.

/// Digits by place, and what multiplies them.
const DIGITS: &str = "〇零一二三四五六七八九壱弐参";
const UNITS: &str = "十百千万億兆拾";

/// What is counted, where one character alone stands before it. What is a word as often (一時, 十分, 一度, 一部, 一番) is
/// not among them.
const COUNTED: &[&str] = &[
    "人",
    "名",
    "件",
    "回",
    "日",
    "月",
    "年",
    "時間",
    "分間",
    "円",
    "歳",
    "才",
    "個",
    "台",
    "棟",
    "世帯",
    "校",
    "本",
    "枚",
    "冊",
    "％",
    "%",
    "パーセント",
    "割",
    "倍",
    "位",
    "階",
    "号",
    "週間",
    "か月",
    "ヶ月",
    "カ月",
    "ヵ月",
    "ケ月",
    "か所",
    "箇所",
    "カ所",
    "ヶ所",
    "か国",
    "キロ",
    "メートル",
    "センチ",
    "トン",
    "ヘクタール",
    "リットル",
    "グラム",
    "頭",
    "匹",
    "羽",
    "隻",
    "杯",
    "食",
    "泊",
    "席",
    "組",
    "班",
    "票",
    "点",
    "種類",
];

/// What begins like a number and is a word or a name.
const WORDS: &[&str] = &[
    "一人で",
    "一人じゃ",
    "一人親",
    "二人三脚",
    "百人一首",
    "一枚岩",
    "一回り",
    "一点張り",
    "七五三",
    "五七五",
    "三三五五",
    "十五夜",
    "十三夜",
    "十六夜",
    "八十八夜",
    "二十四節気",
    "十中八九",
    "五月雨",
    "五月晴れ",
    "五月病",
    "五月人形",
    "一人ひとり",
    "一人一人",
    "一人暮らし",
    "一日も早",
    "一年中",
    "一本化",
    "一円に",
    "一円の",
    "一円で",
    "一組の",
    "三日月",
    "六本木",
    "二本松",
    "八百屋",
    "八百長",
    "八百万",
    "五十嵐",
    "五十音",
    "九十九里",
    "四万十",
    "四十万",
    "八千代",
    "千代",
    "百々",
    "千々",
    "十八番",
    "千人針",
    "万一",
    "百貨",
    "千葉",
    "千歳",
    "百合",
    "十勝",
    "十和田",
    "千曲",
    "四日市",
    "五日市",
    "八日市",
    "二日市",
    "三日市",
    "六日町",
    "十日町",
    "七日町",
    "八日町",
    "廿日市",
    "百年の森",
    "一月寺",
    "五百旗頭",
    "千鳥",
];

/// Where numbers in 漢字 stand, in order, as bytes.
pub(crate) fn numerals(text: &str) -> Vec<(usize, usize)> {
    let mut found = vec![];
    let mut from = 0;
    while let Some(start) = text[from..].find(is_numeral).map(|at| from + at) {
        let run = text[start..].find(|c| !is_numeral(c)).map_or(text.len(), |length| start + length);
        let after_figure = text[..start].chars().next_back().is_some_and(char::is_numeric);
        from = run;
        if let Some(word) = WORDS.iter().find(|word| text[start..].starts_with(**word)) {
            from = run.max(start + word.len());
        } else if !after_figure && is_number(&text[start..run], &text[run..]) {
            found.push((start, run));
        }
    }
    found
}

fn is_numeral(c: char) -> bool {
    DIGITS.contains(c) || UNITS.contains(c)
}

/// Whether a run is a number: several characters that read as one, or a single one before what is counted.
fn is_number(run: &str, after: &str) -> bool {
    let counted = || COUNTED.iter().any(|word| after.starts_with(word));
    match run.chars().count() {
        1 => counted(),
        // 三三, 一一: two digits beside each other are a year or a telephone only from three on.
        2 if run.chars().all(|c| DIGITS.contains(c)) => counted(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        numerals(text).into_iter().map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn numbers_are_seen() {
        for (text, expected) in [
            ("参加者は百二十人でした", vec!["百二十"]),
            ("二〇二六年十一月三日", vec!["二〇二六", "十一", "三"]),
            ("三千円を五回", vec!["三千", "五"]),
            ("一万二千世帯が断水", vec!["一万二千"]),
            ("壱億円", vec!["壱億"]),
            ("十日間、二割引", vec!["十", "二"]),
            ("電話は〇一二〇", vec!["〇一二〇"]),
            ("第三回", vec!["三"]),
            ("十", vec![]),
            ("百二十", vec!["百二十"]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn words_and_names_are_none() {
        for text in [
            "二戸市の一部で一時停止",
            "一緒に十分ご注意ください",
            "八百屋と五十嵐さん",
            "三重県と千葉県",
            "四国・九州・六本木",
            "一人ひとりが万一に備える",
            "千代田区一番町",
            "統一・唯一・第一",
            "四万十市と九十九里町",
            "一般の方",
            "三三五五",
            "一人で悩まないで",
            "七五三と百人一首と十五夜",
            "五月晴れ",
            "町内一円に",
            "3千円",
            "１万人",
            "",
        ] {
            assert!(read(text).is_empty(), "{text}: {:?}", read(text));
        }
    }
}
