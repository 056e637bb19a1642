//! Numbers that belong to a person: what each group of digits may be.

use super::{
    Hit,
    beside::{
        BANK_WORDS, CARD_WORDS, LICENCE_WORDS, MY_NUMBER_WORDS, NUMBERED, OTHER_WORDS, PASSPORT_WORDS, PHONE_WORDS,
        POSTAL_WORDS, REACHED, THING_WORDS, TRANSFER_WORDS,
    },
    cluster::{ODD, Window},
    plan,
};
use crate::{
    screen::{Category, Note, Tier},
    view::{Class, class_of},
};

const SEPARATORS: &[char] = &['-', ' ', '.', '・', '/', '_', '(', ')', 'の', '\u{3000}'];

/// What a window is.
pub(super) fn judge(window: &Window<'_>) -> Option<Hit> {
    if window.odd() {
        return phone(window).or_else(|| my_number(window)).or_else(|| postal_marked(window));
    }
    my_number(window)
        .or_else(|| licence(window))
        .or_else(|| card(window))
        .or_else(|| phone(window))
        .or_else(|| passport(window))
        .or_else(|| bank(window))
        .or_else(|| postal(window))
}

fn hit(window: &Window<'_>, category: Category, tier: Tier, rule: &'static str, notes: Vec<Note>) -> Option<Hit> {
    // What is written before a number and belongs to it: +81, （0299）, 〒.
    let signs: &[char] = match category {
        Category::Phone => &['+', '('],
        Category::PostalCode => &['〒'],
        _ => &[],
    };
    let head = &window.text[..window.start()];
    let trimmed = head.trim_end_matches(|c: char| c == ' ' && category == Category::PostalCode);
    let trimmed = if trimmed.ends_with(signs) { trimmed } else { head };
    let start = trimmed.trim_end_matches(signs).len();
    let start = if trimmed.ends_with(signs) { start } else { window.start() };
    Some(Hit {
        category,
        tier,
        start,
        end: window.end(),
        reading: window.text[window.start()..window.end()].to_owned(),
        rule,
        notes,
    })
}

/// The check digit of a My Number, by the ordinance on individual numbers: weights 6,5,4,3,2,7,6,5,4,3,2 from the left.
pub(super) fn my_number_fits(digits: &str) -> bool {
    let values: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    if values.len() != 12 {
        return false;
    }
    let sum: u32 = values.iter().zip([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]).map(|(value, weight)| value * weight).sum();
    let expected = match sum % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    values[11] == expected
}

fn my_number(window: &Window<'_>) -> Option<Hit> {
    if window.digits().len() != 12 {
        return None;
    }
    let usual = matches!(window.lengths(), [12] | [4, 4, 4]) && window.only(SEPARATORS);
    // Grouped in another way, or by other signs, only beside the word.
    if !usual && window.near(&MY_NUMBER_WORDS, 40).is_none() || window.tied() {
        return None;
    }
    let digits = window.digits();
    if !my_number_fits(digits) || digits.chars().all(|c| digits.starts_with(c)) {
        return None;
    }
    // Tellers of other numbers are nearer than the word itself may be.
    if let Some(word) = window.near(&MY_NUMBER_WORDS, 40) {
        return hit(
            window,
            Category::MyNumber,
            Tier::Certain,
            "my_number.keyword",
            vec![Note::CheckDigit, Note::Near(word)],
        );
    }
    if window.near(&LICENCE_WORDS, 20).is_some() || window.near(&THING_WORDS, 15).is_some() {
        return None;
    }
    hit(window, Category::MyNumber, Tier::Possible, "my_number.alone", vec![Note::CheckDigit, Note::Alone])
}

fn licence(window: &Window<'_>) -> Option<Hit> {
    // However its digits are grouped: the word beside it says what it is.
    if window.digits().len() != 12 || window.tied() {
        return None;
    }
    let word = window.near(&LICENCE_WORDS, 20)?;
    hit(window, Category::DrivingLicence, Tier::Strong, "driving_licence", vec![Note::Near(word)])
}

/// Luhn's check.
pub(super) fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(at, value)| {
            if at % 2 == 0 {
                value
            } else if value > 4 {
                value * 2 - 9
            } else {
                value * 2
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether cards of so many digits begin so.
pub(super) fn issued(digits: &str) -> bool {
    let issuer: u32 = digits.get(..2).and_then(|two| two.parse().ok()).unwrap_or_default();
    match digits.len() {
        16 => matches!(issuer, 35 | 40..=49 | 51..=55 | 22..=27 | 60 | 62 | 64 | 65),
        15 => matches!(issuer, 34 | 37),
        _ => matches!(issuer, 30 | 36 | 38 | 39),
    }
}

fn card(window: &Window<'_>) -> Option<Hit> {
    let digits = window.digits();
    let usual = matches!(
        window.lengths(),
        [14] | [15] | [16] | [4, 4, 4, 4] | [4, 6, 5] | [4, 6, 4] | [6, 6, 4] | [8, 8] | [6, 10] | [4, 12] | [12, 4]
    );
    // Grouped in another way only beside the word.
    if !usual && window.near(&CARD_WORDS, 30).is_none() || !(14..=16).contains(&digits.len()) || window.tied() {
        return None;
    }
    if !issued(digits) || !luhn(digits) {
        return None;
    }
    match window.near(&CARD_WORDS, 30) {
        Some(word) => hit(
            window,
            Category::CreditCard,
            Tier::Certain,
            "credit_card.keyword",
            vec![Note::CheckDigit, Note::Near(word)],
        ),
        None if window.near(&THING_WORDS, 12).is_some() => None,
        None => hit(window, Category::CreditCard, Tier::Strong, "credit_card", vec![Note::CheckDigit]),
    }
}

fn phone(window: &Window<'_>) -> Option<Hit> {
    // 186-090-3327-8164: with the number shown, or hidden, to whoever is called.
    let shown = window.before == Some('-') && ["184-", "186-"].iter().any(|code| window.left(4) == *code);
    let tied = if shown { matches!(window.after, Some('-' | '.' | '/' | '_')) } else { window.tied() };
    if !window.signs.iter().all(|sign| *sign == ODD || SEPARATORS.contains(sign)) || tied {
        return None;
    }
    // 03.1234.5678 is one, 0.1234 is none.
    let lengths = window.lengths();
    let digits = window.digits();
    let abroad = window.left(2).trim_end().ends_with('+') && digits.starts_with("81")
        || (digits.starts_with("01081") || digits.starts_with("0081")) && lengths.len() > 1;
    let rule = if abroad {
        let rest = digits.trim_start_matches("010").trim_start_matches("00").strip_prefix("81")?;
        let rest = rest.strip_prefix('0').unwrap_or(rest);
        if !(9..=10).contains(&rest.len()) {
            return None;
        }
        "phone.abroad"
    } else if window.left(1) == "+"
        && window.only(&[' ', '-', '(', ')'])
        && (10..=15).contains(&digits.len())
        && lengths.len() >= 3
    {
        // +1 844 317 2290: any other country.
        "phone.abroad"
    } else if mobile(digits, lengths) {
        "phone.mobile"
    } else if free(digits, lengths) {
        "phone.free"
    } else if fixed(digits, lengths) {
        "phone.fixed"
    } else if matches!(lengths, [2..=4, 4]) && matches!(window.signs, ['-' | ')']) {
        let left = window.left(12);
        let called = ["に電話", "へ電話", "にtel", "でかかる", "にかけ"]
            .into_iter()
            .find(|word| window.right(8).contains(*word));
        let local = called.filter(|word| word.contains("電話") || left.contains("局番"));
        let word = PHONE_WORDS.find_in(window.left(8)).filter(|_| POSTAL_WORDS.find_in(left).is_none()).or(local)?;
        return hit(window, Category::Phone, Tier::Strong, "phone.local", vec![Note::Near(word.to_owned())]);
    } else {
        return None;
    };
    if let Some(word) = window.near(&PHONE_WORDS, 10) {
        return hit(window, Category::Phone, Tier::Strong, rule, vec![Note::Near(word)]);
    }
    // 0241-33-2210.jpg is a file; 伝票番号 0809-1234-5678 is what it is called; what no exchange has is none.
    let file = window.right(2).starts_with('.') && window.right(2)[1..].starts_with(|c: char| c.is_ascii_alphabetic());
    if file || called_a_thing(window.left(12)) {
        return None;
    }
    // 12:34:5678 and lists: signs that hide a number are only believed where the plan knows its code and where each group
    // has its place.
    if window.odd() && (lengths.len() < 3 || rule == "phone.fixed" && !plan::assigned(digits, Some(lengths[0]))) {
        return None;
    }
    let apart = (lengths.len() > 1 && lengths[0] <= 5).then(|| lengths[0]);
    if rule == "phone.fixed" && !plan::assigned(digits, apart) {
        return hit(window, Category::Phone, Tier::Possible, rule, vec![Note::Alone]);
    }
    // A bare row of digits may be the number of a thing; with a word of things before it, it is.
    if lengths.len() == 1
        && !abroad
        && (THING_WORDS.find_in(window.left(10)).is_some() || window.right(2).starts_with('円'))
    {
        return None;
    }
    hit(window, Category::Phone, Tier::Strong, rule, vec![])
}

/// Whether what stands before a number names what it numbers. 「会員番号」 numbers members, 「電話番号」 reaches them, and
/// 「俺の番号」 does so as well.
fn called_a_thing(left: &str) -> bool {
    let left = left.trim_end_matches([' ', ':', '(', '「', '=', '→', '、']);
    let left = left.strip_suffix(['は', 'が', 'に', 'を']).unwrap_or(left);
    if NUMBERED.iter().any(|word| left.ends_with(word)) {
        return true;
    }
    left.strip_suffix("番号").is_some_and(|what| {
        !REACHED.iter().any(|word| what.ends_with(word))
            && what
                .chars()
                .next_back()
                .is_some_and(|c| matches!(class_of(c), Class::Kanji | Class::Katakana | Class::Hiragana | Class::Latin))
            && !what.is_empty()
    })
}

pub(super) fn mobile(digits: &str, lengths: &[usize]) -> bool {
    digits.len() == 11
        && ["090", "080", "070", "050", "060", "020"].iter().any(|start| digits.starts_with(start))
        && matches!(lengths, [11] | [3, 4, 4] | [3, 8] | [7, 4] | [3, 2, 2, 2, 2] | [3, 3, 5] | [3, 4, 2, 2])
        && !matches!(digits.as_bytes()[3], b'0' if digits.starts_with("020"))
}

fn free(digits: &str, lengths: &[usize]) -> bool {
    let short = ["0120", "0570", "0990", "0180", "0170"].iter().any(|start| digits.starts_with(start));
    short && digits.len() == 10 && matches!(lengths, [10] | [4, 3, 3] | [4, 2, 4] | [4, 6] | [4, 2, 2, 2])
        || digits.starts_with("0800") && digits.len() == 11 && matches!(lengths, [11] | [4, 3, 4] | [4, 7])
}

pub(super) fn fixed(digits: &str, lengths: &[usize]) -> bool {
    if digits.len() != 10 || !digits.starts_with('0') || digits.starts_with("00") {
        return false;
    }
    // Mobile and service prefixes have eleven digits; with ten, something is missing.
    if ["090", "080", "070", "050"].iter().any(|start| digits.starts_with(start))
        && lengths.len() > 1
        && lengths[0] == 3
    {
        return false;
    }
    match lengths {
        [10] => true,
        [2, 4, 4] | [2, 8] | [6, 4] | [2, 4, 2, 2] => {
            lengths[0] != 2 || matches!(digits.as_bytes()[1], b'3' | b'4' | b'6')
        }
        [3, 3, 4] | [3, 7] | [4, 2, 4] | [4, 6] | [5, 1, 4] | [5, 5] | [3, 3, 2, 2] => true,
        _ => false,
    }
}

fn bank(window: &Window<'_>) -> Option<Hit> {
    let lengths = window.lengths();
    if window.tied() {
        return None;
    }
    let post = matches!(lengths, [5, 7 | 8] | [5, 1, 7 | 8]) && window.group(0).starts_with('1');
    if numbers_no_account(window) {
        return None;
    }
    let plain = matches!(lengths, [7 | 8] | [3, 7] | [4, 3, 7] | [3, 4] | [7, 1]);
    // 00190-6-44827: an account for transfers at the post.
    if matches!(lengths, [5, 1, 1..=7])
        && window.group(0).starts_with('0')
        && let Some(word) = window.near(&TRANSFER_WORDS, 16)
    {
        return hit(window, Category::BankAccount, Tier::Strong, "bank_account.transfer", vec![Note::Near(word)]);
    }
    let tail = lengths.len() > 1 && matches!(lengths.last(), Some(7)) && window.only(&['-', ' ']);
    if !(post || plain || tail) {
        return None;
    }
    let left = window.left(30);
    let words: Vec<&str> = BANK_WORDS.all_in(left);
    let right = window.right(16);
    let behind = ["名義", "口座", "普通預金", "ゆうちょ"].iter().find(|word| right.contains(**word));
    let strong = ["(普)", "普)", "貯蓄", "口座番号", "普通", "当座", "支店", "ゆうちょ", "記号", "口座"];
    // 普通に, 支店の前: words of every day beside another number; the word for an account stands right before it.
    let daily = [
        "普通に",
        "普通の",
        "普通は",
        "普通自動",
        "普通車",
        "普通救命",
        "普通会計",
        "普通郵便",
        "普通列車",
        "普通免許",
        "普通教室",
        "普通交付",
        "普通建設",
        "普通科",
        "普通席",
        "普通学級",
        "普通徴収",
        "支店の",
        "支店で",
        "支店が",
        "口座振替",
        "口座とは別",
        "記号の",
    ];
    let left = &daily.iter().fold(left.to_owned(), |left, word| left.replace(word, ""));
    let words: Vec<&str> = words.into_iter().filter(|word| left.contains(*word)).collect();
    let near = words.iter().find(|word| strong.iter().any(|strong| strong == *word)).copied();
    let digits = window.digits();
    let date = digits.len() == 8
        && (digits.starts_with("19") || digits.starts_with("20"))
        && matches!(digits.get(4..6).and_then(|month| month.parse::<u32>().ok()), Some(1..=12));
    if date && !left.contains("口座番号") {
        return None;
    }
    let other = ["受付番号", "整理番号", "議案", "件数", "伝票", "注文", "会員番号", "電話"];
    if other.iter().any(|word| window.left(8).contains(word)) {
        return None;
    }
    if window.near(&OTHER_WORDS, 6).is_some() && near.is_none() {
        return None;
    }
    let ended = left.trim_end_matches([' ', ':']);
    let account = left.contains("口座番号") || ["口座", "普通", "当座"].iter().any(|word| ended.ends_with(word));
    if matches!(lengths, [3, 4]) && !account {
        return None;
    }
    // 東海みなみ銀行 112-4483920, 納税準備預金 0061194.
    let bare = left.trim_end_matches([' ', ':', '(', '、', 'の', '・']);
    let named = matches!(lengths, [3, 7]) && INSTITUTES.iter().any(|word| bare.ends_with(word));
    let kept = matches!(lengths, [7]) && ["預金", "貯金"].iter().any(|word| bare.ends_with(word));
    let word = near
        .or(behind.copied())
        .or_else(|| if words.len() > 1 || named || kept { words.first().copied() } else { None })?;
    // Sums and counts beside the word 普通 are no accounts.
    if !right.trim_start().starts_with("名義")
        && right.trim_start().starts_with(['円', '人', '件', '名', '年', '世', '票', '台', '㎡'])
        && !right.trim_start().starts_with("年金")
    {
        return None;
    }
    hit(window, Category::BankAccount, Tier::Strong, "bank_account", vec![Note::Near(word.to_owned())])
}

/// Who keeps accounts.
const INSTITUTES: &[&str] =
    &["銀行", "信金", "信用金庫", "信組", "信用組合", "労金", "農協", "漁協", "ばんく", "ゆうちょ"];

/// Whether the words right before a number say that it counts or numbers something else: 残高, 第, お客様番号.
fn numbers_no_account(window: &Window<'_>) -> bool {
    const COUNTED: &[&str] = &[
        "第",
        "残高",
        "参加者",
        "決算額",
        "予算額",
        "総額",
        "金額",
        "交通量",
        "人口",
        "件数",
        "部数",
        "開設",
        "手数料",
    ];
    let left = window.left(8);
    let left = left.trim_end_matches([' ', ':', '(', '「', '=', '→', '、']);
    if COUNTED.iter().any(|word| left.ends_with(word)) {
        return true;
    }
    left.strip_suffix("番号").is_some_and(|what| {
        let known =
            ["口座", "記号", "通帳", "預金", "貯金", "銀行", "普通", "当座", "店", "支店", " ", ":", "、", "(", "・"];
        !what.is_empty()
            && !known.iter().any(|known| what.ends_with(known))
            && what.ends_with(|c: char| !c.is_ascii_digit())
    })
}

fn passport(window: &Window<'_>) -> Option<Hit> {
    let lengths = window.lengths();
    let apart = window.digits().len() == 7 && window.only(&[' ', '-']);
    if !(matches!(lengths, [7] | [8] | [9]) || apart) || window.tied() {
        return None;
    }
    let left = window.left(4);
    let letters = left.trim_end_matches([' ', '-', '.']);
    let count = letters.chars().rev().take_while(char::is_ascii_alphabetic).count();
    // Two letters and seven digits as Japan numbers its own; other states write one letter and more digits.
    let own = count == 2 && window.digits().len() == 7;
    if !own && (!matches!(count, 1 | 2) || lengths.len() > 1) {
        return None;
    }
    let start = window.start() - (left.len() - letters.len()) - count;
    let reading = window.text[start..window.end()].to_owned();
    let near = window.near(&PASSPORT_WORDS, 30);
    let (tier, notes) = match near {
        Some(word) => (Tier::Strong, vec![Note::Near(word)]),
        None if own && lengths.len() == 1 && reading.starts_with(['t', 'm']) => (Tier::Possible, vec![Note::Alone]),
        None => return None,
    };
    Some(Hit { category: Category::Passport, tier, start, end: window.end(), reading, rule: "passport", notes })
}

/// 〒123★4567: a sign nobody expects, right behind the mark.
fn postal_marked(window: &Window<'_>) -> Option<Hit> {
    let marked = window.left(2).trim_end_matches([' ', '(']).ends_with('〒') && *window.lengths() == [3, 4];
    marked.then(|| hit(window, Category::PostalCode, Tier::Strong, "postal_code", vec![])).flatten()
}

fn postal(window: &Window<'_>) -> Option<Hit> {
    let lengths = window.lengths();
    if !matches!(lengths, [3, 4] | [7]) || window.tied() || !window.only(SEPARATORS) {
        return None;
    }
    // 〒000-0000 shows how one is written.
    if window.digits().bytes().all(|digit| digit == b'0') {
        return None;
    }
    let left = window.left(16);
    let right = window.right(10);
    // 郵便局 has telephones.
    let office = left.rfind("郵便局").is_some_and(|at| POSTAL_WORDS.find_in(&left[at + "郵便局".len()..]).is_none());
    let before = POSTAL_WORDS.find_in(left).filter(|_| !office);
    let word = before.or_else(|| POSTAL_WORDS.find_in(right).filter(|word| *word != "〒"));
    if let Some(word) = word {
        return hit(window, Category::PostalCode, Tier::Strong, "postal_code", vec![Note::Near(word.to_owned())]);
    }
    if lengths.len() != 2 || !window.only(&['-', ' ', '・']) {
        return None;
    }
    // Without the word only what an address follows.
    let address = super::address::begins(window.right(12).trim_start());
    if address {
        return hit(window, Category::PostalCode, Tier::Strong, "postal_code.address", vec![]);
    }
    // Three and four digits alone are a postal code more often than anything else, and no more than that.
    let alone = !called_a_thing(window.left(12))
        && PHONE_WORDS.find_in(window.left(8)).is_none()
        && !window.left(1).ends_with(|c: char| class_of(c) == Class::Latin && c != 't' || c == '-')
        && window.signs == ['-'];
    alone.then(|| hit(window, Category::PostalCode, Tier::Possible, "postal_code.alone", vec![Note::Alone])).flatten()
}
