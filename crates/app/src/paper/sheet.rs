//! The printed form: one A4 document that needs nothing else, so that its bytes are what was submitted, today and in ten years.

use std::fmt::Write as _;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tatefuda_calendar::date_at;
use tatefuda_store::{Tx, tenant::tenant_find};

use super::{
    view::{Drawn, DrawnPart, Seal},
    words::day,
};
use crate::{actor::Actor, core::App, failure::Failure, post::list::names, tenant};

/// How many fields of 決裁欄 stand beside each other.
const SEALS: usize = 6;

const STYLE: &str = "\
@page{size:A4;margin:20mm 18mm}\
*{box-sizing:border-box}\
body{margin:0;color:#000;background:#fff;font-family:'Noto Serif CJK JP','Noto Serif JP','Yu Mincho',serif;font-size:10.5pt;line-height:1.6}\
main{max-width:174mm;margin:0 auto;padding:0}\
.right{text-align:right;margin:0}\
h1{font-size:15pt;text-align:center;margin:8mm 0 6mm;font-weight:600}\
.draft{text-align:center;margin:0;font-size:12pt}\
table{width:100%;border-collapse:collapse;margin:0 0 6mm}\
th,td{border:.3mm solid #000;padding:1.5mm 2mm;vertical-align:top;text-align:left;font-weight:400;overflow-wrap:anywhere}\
.parts th{width:42mm}\
.parts td p{margin:0 0 1.5mm;white-space:pre-wrap}\
.parts tr{break-inside:avoid-page}\
.seals{table-layout:fixed}\
.seals caption{text-align:left;font-size:9pt}\
.seals th,.seals td{text-align:center;font-size:9pt}\
.seals td{height:16mm;vertical-align:middle}\
.note{font-size:9pt;margin:0 0 1mm}\
@media screen{body{background:#eee}main{background:#fff;min-height:297mm;padding:20mm 18mm;max-width:210mm}}";

/// What stands on the sheet beside the document itself.
pub(super) struct Printed {
    body: String,
    section: String,
    zone: TimeZone,
    day: Date,
}

impl Printed {
    pub(super) async fn load(app: &App, tx: &mut Tx, actor: &Actor, at: Timestamp) -> Result<Self, Failure> {
        let zone = tenant::zone(tx, actor.tenant).await?;
        let body = tenant_find(tx, actor.tenant).await?.ok_or(Failure::NotFound)?;
        let names = names(app, tx, actor).await?;
        Ok(Self {
            body: body.name_ja,
            section: names.person(actor.person, actor.capacity).section,
            day: date_at(at, &zone),
            zone,
        })
    }
}

/// The sheet; without a number: a draft (案).
pub(super) fn render(drawn: &Drawn, printed: &Printed, number: Option<&str>) -> Vec<u8> {
    let title = escape(&drawn.what.label.ja);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head>\n\
         <body><main>\n"
    );
    if let Some(number) = number.filter(|number| !number.is_empty()) {
        let _ = writeln!(out, "<p class=\"right\">{}</p>", escape(number));
    }
    let _ = writeln!(out, "<p class=\"right\">{}</p>", day(printed.day));
    let by = [printed.body.as_str(), printed.section.as_str()].join(" ");
    let _ = writeln!(out, "<p class=\"right\">{}</p>", escape(by.trim()));
    let _ = writeln!(out, "<h1>{title}</h1>");
    if number.is_none() {
        out.push_str("<p class=\"draft\">（案）</p>\n");
    }
    for row in drawn.seals.chunks(SEALS) {
        seals(&mut out, row, printed);
    }
    out.push_str("<table class=\"parts\">\n");
    drawn.parts.iter().for_each(|part| row(&mut out, part));
    out.push_str("</table>\n");
    let clauses: Vec<&str> = drawn.numbers.iter().map(|number| number.ja.as_str()).collect();
    let _ =
        writeln!(out, "<p class=\"note\">根拠：{} {}</p>", escape(&drawn.text_title.ja), escape(&clauses.join("、")));
    if drawn.derived {
        out.push_str(
            "<p class=\"note\">規程に様式が添えられていないため、規程が求める項目から作成したものです。</p>\n",
        );
    }
    if drawn.parts.iter().flat_map(|part| &part.lines).any(|line| is_summary(&line.number.ja, line.original)) {
        out.push_str("<p class=\"note\">「要旨」とあるものは、規程の本文そのものではなく、その要旨です。</p>\n");
    }
    out.push_str("</main></body></html>\n");
    out.into_bytes()
}

/// A clause that is given otherwise than in its own words.
fn is_summary(number: &str, original: bool) -> bool {
    !number.is_empty() && !original
}

/// 決裁欄
fn seals(out: &mut String, seals: &[Seal], printed: &Printed) {
    out.push_str("<table class=\"seals\"><caption>決裁欄</caption><tr>");
    for seal in seals {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(&seal.role.ja));
    }
    out.push_str("</tr><tr>");
    for seal in seals {
        let on = seal.at.map(|at| format!("<br>{}", day(date_at(at, &printed.zone)))).unwrap_or_default();
        let _ = write!(out, "<td>{}{on}</td>", escape(&seal.name));
    }
    out.push_str("</tr></table>\n");
}

fn row(out: &mut String, part: &DrawnPart) {
    let _ = write!(out, "<tr><th scope=\"row\">{}</th><td>", escape(&part.label.ja));
    for line in &part.lines {
        let number = &line.number.ja;
        let of = match (number.is_empty(), is_summary(number, line.original)) {
            (true, _) => String::new(),
            (false, true) => format!("{}（要旨）", escape(number)),
            (false, false) => format!("{}　", escape(number)),
        };
        let _ = write!(out, "<p>{of}{}</p>", escape(&line.text.ja));
    }
    out.push_str("</td></tr>\n");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_written_into_a_paper_is_taken_for_its_form() {
        assert_eq!(escape("<b>\"&\"</b>"), "&lt;b&gt;&quot;&amp;&quot;&lt;/b&gt;");
    }
}
