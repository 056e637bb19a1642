//! A view of one Rust file that lints can trust: what is code, what is text, what is only for tests.

use std::path::{Path, PathBuf};

/// A string literal with the line on which it starts (from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    pub line: usize,
    /// Where its (blanked) opening quote stands in `Source::code`.
    pub at: usize,
    pub text: String,
}

/// One Rust file.
#[derive(Debug)]
pub struct Source {
    /// Path below the repository, with `/`.
    pub path: PathBuf,
    pub text: String,
    /// The text with comments and the insides of literals blanked; same lines.
    pub code: String,
    /// String literals in order.
    pub literals: Vec<Literal>,
    /// Lines (from 1) inside `#[cfg(test)]` items.
    test_lines: Vec<(usize, usize)>,
}

impl Source {
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        let (path, text) = (path.into(), text.into());
        let (code, literals) = split(&text);
        let test_lines = test_items(&code);
        Self { path, text, code, literals, test_lines }
    }

    /// Files that exist only for tests.
    pub fn is_test_file(&self) -> bool {
        let in_folder = self
            .path
            .components()
            .any(|part| ["tests", "benches", "examples"].iter().any(|name| part.as_os_str() == *name));
        let name = self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        in_folder || name == "tests.rs" || name == "fixtures.rs"
    }

    /// Whether a line (from 1) belongs to tests.
    pub fn is_test_line(&self, line: usize) -> bool {
        self.is_test_file() || self.test_lines.iter().any(|(from, to)| (*from..=*to).contains(&line))
    }

    /// Whether the line or the one above it carries `lint: <rule>: <reason>`.
    pub fn excused(&self, rule: &str, line: usize) -> bool {
        excused(&self.text, rule, line)
    }

    pub fn is_below(&self, folder: &str) -> bool {
        self.path.starts_with(Path::new(folder))
    }
}

/// Whether a line (from 1) of a text or the one above it carries `lint: <rule>: <reason>`.
pub fn excused(text: &str, rule: &str, line: usize) -> bool {
    let mark = format!("lint: {rule}: ");
    let mut lines = text.lines().skip(line.saturating_sub(2));
    let above = if line > 1 { lines.next() } else { None };
    [above, lines.next()]
        .into_iter()
        .flatten()
        .any(|text| text.find(&mark).is_some_and(|at| !text[at + mark.len()..].trim().is_empty()))
}

/// Blanks comments and literals and collects the strings.
fn split(text: &str) -> (String, Vec<Literal>) {
    let chars: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut literals = Vec::new();
    let (mut at, mut line) = (0, 1);
    let blank = |c: char| if c == '\n' { '\n' } else { ' ' };
    while at < chars.len() {
        let end = match chars[at] {
            '/' if chars.get(at + 1) == Some(&'/') => find(&chars, at, |c| c == '\n'),
            '/' if chars.get(at + 1) == Some(&'*') => block_comment(&chars, at),
            '"' => {
                let end = quoted(&chars, at + 1, '"');
                let inside = &chars[at + 1..end.saturating_sub(1).max(at + 1)];
                literals.push(Literal { line, at: code.len(), text: unescape(inside) });
                end
            }
            'r' | 'b' | 'c' if !follows_word(&chars, at) => match raw_string(&chars, at) {
                Some((inner, end)) => {
                    literals.push(Literal { line, at: code.len(), text: chars[inner.0..inner.1].iter().collect() });
                    end
                }
                None => at,
            },
            '\'' => char_literal(&chars, at),
            _ => at,
        };
        if end == at {
            code.push(chars[at]);
            line += usize::from(chars[at] == '\n');
            at += 1;
        } else {
            for c in &chars[at..end] {
                code.push(blank(*c));
                line += usize::from(*c == '\n');
            }
            at = end;
        }
    }
    (code, literals)
}

fn find(chars: &[char], from: usize, stop: impl Fn(char) -> bool) -> usize {
    chars[from..].iter().position(|c| stop(*c)).map_or(chars.len(), |offset| from + offset)
}

fn follows_word(chars: &[char], at: usize) -> bool {
    at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_')
}

fn block_comment(chars: &[char], from: usize) -> usize {
    let (mut depth, mut at) = (0, from);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    chars.len()
}

/// The place after the closing quote.
fn quoted(chars: &[char], from: usize, quote: char) -> usize {
    let mut at = from;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            c if c == quote => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

/// `r"…"`, `r#"…"#`, `br"…"`, `cr"…"`: the inside and the place after it.
fn raw_string(chars: &[char], from: usize) -> Option<((usize, usize), usize)> {
    let start = from + usize::from(matches!(chars[from], 'b' | 'c'));
    if chars.get(start) != Some(&'r') {
        return None;
    }
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    let inner = start + 1 + hashes + 1;
    if chars.get(inner - 1) != Some(&'"') {
        return None;
    }
    let mut at = inner;
    while at < chars.len() {
        let closes = chars[at] == '"' && chars[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
        if closes && chars.len() > at + hashes {
            return Some(((inner, at), at + 1 + hashes));
        }
        at += 1;
    }
    None
}

/// The place after a character literal; the same place for a lifetime.
fn char_literal(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => quoted(chars, at + 1, '\''),
        (Some(_), Some('\'')) => at + 3,
        _ => at,
    }
}

/// Joins lines continued by a backslash; other escapes do not matter to lints.
fn unescape(chars: &[char]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('\\', Some('\n')) => at = find(chars, at + 2, |c| !c.is_whitespace()),
            ('\\', Some('n')) => {
                text.push('\n');
                at += 2;
            }
            ('\\', Some(c)) => {
                text.push(*c);
                at += 2;
            }
            (c, _) => {
                text.push(c);
                at += 1;
            }
        }
    }
    text
}

/// Line ranges of items under `#[cfg(test)]`.
fn test_items(code: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (start, _) in code.match_indices("#[cfg(test)]") {
        let rest = &code[start..];
        let mut depth = 0_usize;
        let mut end = rest.len();
        for (offset, c) in rest.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        end = offset;
                        break;
                    }
                }
                ';' if depth == 0 => {
                    end = offset;
                    break;
                }
                _ => {}
            }
        }
        let line = |offset: usize| code[..offset].matches('\n').count() + 1;
        found.push((line(start), line((start + end).min(code.len()))));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_are_not_code() {
        let source = Source::new(
            "crates/x/src/a.rs",
            "let a = \"SELECT // 1\"; // say \"no\"\n/* b /* c */ d */ let c = 'x'; fn f<'a>(x: &'a str) {}\n",
        );
        assert!(!source.code.contains("SELECT") && !source.code.contains("no") && !source.code.contains(" d "));
        assert!(source.code.contains("fn f<'a>(x: &'a str)"));
        assert_eq!(source.literals, [Literal { line: 1, at: 8, text: "SELECT // 1".into() }]);
    }

    #[test]
    fn raw_and_continued_strings_are_read_whole() {
        let source =
            Source::new("a.rs", "\nlet a = r#\"one \"two\"\"#;\nlet b = \"three \\\n    four\\\"\"; let c = br\"x\";");
        let texts: Vec<_> = source.literals.iter().map(|literal| (literal.line, literal.text.as_str())).collect();
        assert_eq!(texts, [(2, "one \"two\""), (3, "three four\""), (4, "x")]);
    }

    #[test]
    fn quote_characters_do_not_open_a_text() {
        let source = Source::new("a.rs", "match c { '\"' => 1, '\\'' => 2, _ => 3 }; let s = \"end\";");
        assert_eq!(source.literals.len(), 1);
        assert_eq!(source.literals[0].text, "end");
    }

    #[test]
    fn test_modules_are_known() {
        let text =
            "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n#[cfg(test)]\nmod more;\nfn d() {}\n";
        let source = Source::new("crates/x/src/a.rs", text);
        let lines: Vec<_> = (1..=9).filter(|line| source.is_test_line(*line)).collect();
        assert_eq!(lines, [2, 3, 4, 5, 7, 8]);
        assert!(Source::new("crates/x/tests/a.rs", "").is_test_line(1));
    }

    #[test]
    fn an_excuse_names_rule_and_reason() {
        let source =
            Source::new("a.rs", "// lint: tests: the clock is the thing tested\nsleep();\n// lint: tests:\nsleep();\n");
        assert!(source.excused("tests", 2));
        assert!(!source.excused("sql", 2));
        assert!(!source.excused("tests", 4));
    }
}
