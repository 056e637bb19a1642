//! What the parser of TOML says, in both languages.

use tatefuda_domain::Localized;

/// What the parser of TOML says, as far as it is known.
pub fn toml(message: &str) -> Localized {
    let message = message.trim();
    let ja = in_japanese(message).unwrap_or_else(|| format!("TOML の書き方が正しくありません（{message}）"));
    Localized::new(ja, message)
}

fn in_japanese(message: &str) -> Option<String> {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let others = |from: usize| quoted.get(from..).unwrap_or_default().join("、");
    let first = quoted.first().copied().unwrap_or_default();
    if message.starts_with("unknown field ") {
        return Some(match quoted.len() {
            1 => format!("「{first}」という項目はありません。ここに書ける項目はありません"),
            _ => format!("「{first}」という項目はありません。書けるのは {} です", others(1)),
        });
    }
    if message.starts_with("unknown variant ") {
        return Some(format!("「{first}」という値は使えません。使えるのは {} です", others(1)));
    }
    if message.starts_with("missing field ") {
        return Some(format!("「{first}」がありません"));
    }
    if message.starts_with("duplicate ") {
        return Some("同じ項目が二度書かれています".to_owned());
    }
    if let Some((found, wanted)) =
        message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        return Some(format!("値の型が違います（{}ではなく{}を書きます）", kind(found), kind(wanted)));
    }
    if let Some((found, wanted)) =
        message.strip_prefix("invalid value: ").and_then(|rest| rest.split_once(", expected "))
    {
        return Some(format!("この値は使えません（{}ではなく{}を書きます）", kind(found), kind(wanted)));
    }
    if let Some(what) = message.strip_prefix("invalid ").and_then(written) {
        return Some(format!("{what}の書き方が正しくありません"));
    }
    let (what, closing) = message.strip_prefix("unclosed ").map(|rest| rest.split_once(", ").unwrap_or((rest, "")))?;
    let what = match what {
        "array" => "配列 [ ]",
        "array table" => "表の見出し [[ ]]",
        "table" => "表の見出し [ ]",
        "inline table" => "表 { }",
        "string" | "basic string" | "literal string" => "文字列",
        other => other,
    };
    let closing = closing.split('`').nth(1).map(|sign| format!("（{sign} が要ります）")).unwrap_or_default();
    Some(format!("{what}が閉じられていません{closing}"))
}

/// What stands in a file.
fn written(what: &str) -> Option<&'static str> {
    Some(match what.split(", ").next()? {
        "string" | "basic string" | "literal string" => "文字列",
        "multi-line basic string" | "multi-line literal string" => "複数行の文字列",
        "key" | "unquoted key" => "項目の名前",
        "key-value pair" => "「名前 = 値」",
        "value" => "値",
        "table" => "表",
        "inline table element" => "表 { } の中",
        "boolean" => "true と false",
        "date-time" => "日時",
        "integer number" | "float" | "fraction" | "exponent" | "mantissa" => "数",
        _ => return None,
    })
}

/// A kind of value, as the parser names what it found or wanted.
fn kind(named: &str) -> String {
    let (word, value) = named.split_once(' ').unwrap_or((named, ""));
    let word = match (word, value) {
        ("a", "string") | ("string", _) => "文字列",
        ("a", "sequence") | ("sequence", _) => "配列",
        ("a", "map") | ("map", _) => "表",
        ("a", "boolean") | ("boolean", _) => "真偽値",
        ("integer", _) | ("u8" | "u32" | "u64" | "i64" | "usize", "") => "整数",
        ("floating", _) => "小数",
        ("struct", _) => "表",
        _ => return format!(" {named} "),
    };
    match value.split('`').nth(1).or_else(|| value.split('"').nth(1)) {
        Some(value) => format!("{word}「{value}」"),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_parser_says_is_said_in_japanese() {
        for (en, ja) in [
            (
                "unknown field `labl`, expected one of `id`, `label`",
                "「labl」という項目はありません。書けるのは id、label です",
            ),
            ("unknown field `x`, there are no fields", "「x」という項目はありません。ここに書ける項目はありません"),
            (
                "unknown variant `strict`, expected `duty` or `effort`",
                "「strict」という値は使えません。使えるのは duty、effort です",
            ),
            ("missing field `id`", "「id」がありません"),
            ("duplicate key", "同じ項目が二度書かれています"),
            ("invalid type: integer `1`, expected a string", "値の型が違います（整数「1」ではなく文字列を書きます）"),
            ("unclosed array, expected `]`", "配列 [ ]が閉じられていません（] が要ります）"),
            ("invalid key-value pair, expected key", "「名前 = 値」の書き方が正しくありません"),
            ("something new", "TOML の書き方が正しくありません（something new）"),
        ] {
            assert_eq!(toml(en), Localized::new(ja, en));
        }
    }
}
