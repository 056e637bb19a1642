//! Pages that print on A4: head, style, escaping. No scripts, nothing from elsewhere.

use super::reference::Language;

/// What is the same on every page: A4, margins for a binder, black on white.
const STYLE: &str = "
@page { size: A4; margin: 20mm 18mm 18mm 22mm; }
* { box-sizing: border-box; }
html { font-family: 'Noto Serif CJK JP', 'Yu Mincho', 'Hiragino Mincho ProN', 'IPAexMincho', serif; font-size: 10.5pt; line-height: 1.6; color: #000; background: #fff; }
body { max-width: 170mm; margin: 0 auto; padding: 8mm 0; }
@media print { body { max-width: none; margin: 0; padding: 0; } }
h1 { font-size: 15pt; text-align: center; margin: 0 0 6mm; font-weight: 600; }
h2 { font-size: 11.5pt; margin: 6mm 0 2mm; break-after: avoid; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { border: 0.3mm solid #000; padding: 1.5mm 2mm; vertical-align: top; text-align: left; overflow-wrap: anywhere; white-space: pre-wrap; }
th { font-weight: 600; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
";

/// A whole page.
pub fn page(language: Language, title: &str, style: &str, body: &str) -> String {
    let lang = match language {
        Language::Ja => "ja",
        Language::En => "en",
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>{STYLE}{style}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escaped(title)
    )
}

/// A text as HTML shows it.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
