//! Text to tokens.

use tatefuda_domain::Localized;

use super::error::{ExprError, Span};
use crate::say::say;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Int(i64),
    Text(String),
    Ident(String),
    /// An operator or bracket.
    Sign(&'static str),
    End,
}

/// Longest first, so that `<=` is not read as `<`.
const SIGNS: &[&str] =
    &["==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "+", "-", "?", ":", ".", ",", "(", ")", "[", "]"];

/// All tokens, ending in [`Token::End`].
pub fn lex(text: &str) -> Result<Vec<(Token, Span)>, ExprError> {
    let mut tokens = vec![];
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        if next.is_ascii_whitespace() {
            at += next.len_utf8();
            continue;
        }
        let start = at;
        let token = if next.is_ascii_digit() {
            at = end_of(text, at, |c| c.is_ascii_alphanumeric() || c == '.');
            int(&text[start..at], start)?
        } else if next.is_ascii_alphabetic() || next == '_' {
            at = end_of(text, at, |c| c.is_ascii_alphanumeric() || c == '_');
            Token::Ident(text[start..at].to_owned())
        } else if next == '"' || next == '\'' {
            let (value, end) = string(text, at, next)?;
            at = end;
            Token::Text(value)
        } else if let Some(sign) = SIGNS.iter().find(|sign| text[at..].starts_with(**sign)) {
            at += sign.len();
            Token::Sign(sign)
        } else {
            let help = match next {
                '=' => say!("等しいことは == と書きます", "equality is written =="),
                '&' => say!("「かつ」は && と書きます", "and is written &&"),
                '|' => say!("「または」は || と書きます", "or is written ||"),
                '“' | '”' | '「' | '」' => {
                    say!("文字列は二重引用符で囲みます：\"…\"", "texts stand in double quotes: \"…\"")
                }
                _ => Localized::default(),
            };
            return Err(ExprError::new(
                "condition-syntax",
                start..start + next.len_utf8(),
                say!("ここに {next:?} は書けません", "unexpected {next:?}"),
            )
            .help(help));
        };
        tokens.push((token, start..at));
    }
    tokens.push((Token::End, text.len()..text.len()));
    Ok(tokens)
}

fn end_of(text: &str, from: usize, belongs: impl Fn(char) -> bool) -> usize {
    text[from..].find(|c| !belongs(c)).map_or(text.len(), |length| from + length)
}

fn int(digits: &str, start: usize) -> Result<Token, ExprError> {
    digits.parse().map(Token::Int).map_err(|_| {
        ExprError::new(
            "condition-syntax",
            start..start + digits.len(),
            say!("{digits} は整数として大きすぎます", "{digits} is not a whole number"),
        )
        .help(say!("数は64ビットに収まる整数です", "numbers are whole and fit 64 bits"))
    })
}

fn string(text: &str, start: usize, quote: char) -> Result<(String, usize), ExprError> {
    let mut value = String::new();
    let mut chars = text[start + 1..].char_indices();
    while let Some((offset, c)) = chars.next() {
        if c == quote {
            return Ok((value, start + 1 + offset + 1));
        }
        if c == '\\' {
            match chars.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, 't')) => value.push('\t'),
                Some((_, c @ ('\\' | '"' | '\''))) => value.push(c),
                _ => {
                    let at = start + 1 + offset;
                    return Err(ExprError::new(
                        "condition-syntax",
                        at..at + 1,
                        say!("この \\ の書き方はありません", "unknown escape"),
                    )
                    .help(say!("使えるのは \\n \\t \\\\ \\\" \\' です", "known are \\n \\t \\\\ \\\" \\'")));
                }
            }
        } else {
            value.push(c);
        }
    }
    Err(ExprError::new(
        "condition-syntax",
        start..text.len(),
        say!("文字列が閉じられていません", "the text is not closed"),
    )
    .help(say!("終わりの引用符を書いてください", "add the closing quote")))
}
