//! The comparison as a page that prints on A4.

use tatefuda_domain::Localized;

use super::{Change, PackDiff, Side, pick};
use crate::{
    html::{self, escaped},
    reference::Language,
};

const STYLE: &str = "
table { margin-bottom: 4mm; }
th.what { width: 22%; }
td.none { color: #555; }
h3 { font-size: 10.5pt; margin: 3mm 0 1mm; break-after: avoid; }
p.sides { margin: 0 0 4mm; }
";

pub fn page(diff: &PackDiff, language: Language) -> String {
    let say = |ja: &'static str, en: &'static str| if language == Language::Ja { ja } else { en };
    let title = say("新旧対照表", "Table of changes");
    let side = |side: &Side| format!("{}（{} {}）", pick(&side.title, language), side.id, side.version);
    let mut body = format!("<h1>{title}</h1>\n");
    body.push_str(&format!(
        "<p class=\"sides\">{}：{}<br>{}：{}</p>\n",
        say("改正前", "Before"),
        escaped(&side(&diff.old)),
        say("改正後", "After"),
        escaped(&side(&diff.new))
    ));
    if diff.groups.is_empty() {
        body.push_str(&format!("<p>{}</p>\n", say("違いはありません。", "Nothing differs.")));
    }
    for group in &diff.groups {
        let clause = group.clause.as_deref().unwrap_or(say("全体", "As a whole"));
        body.push_str(&format!("<h2>{}</h2>\n", escaped(clause)));
        for item in &group.items {
            body.push_str(&format!(
                "<h3>{} {} <small>{} · {}</small></h3>\n<table>\n<thead><tr><th class=\"what\" scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
                escaped(pick(&item.noun, language)),
                escaped(pick(&item.label, language)),
                escaped(&item.id),
                item.change.word(language),
                say("事項", "Matter"),
                say("改正後", "After"),
                say("改正前", "Before"),
            ));
            for row in &item.rows {
                let cell = |text: &Option<Localized>, nothing: bool| match text {
                    Some(text) => format!("<td>{}</td>", escaped(pick(text, language))),
                    None if nothing => format!("<td class=\"none\">{}</td>", say("（なし）", "(none)")),
                    None => "<td class=\"none\">–</td>".to_owned(),
                };
                body.push_str(&format!(
                    "<tr><th scope=\"row\">{}</th>{}{}</tr>\n",
                    escaped(pick(&row.what, language)),
                    cell(&row.new, item.change == Change::Removed),
                    cell(&row.old, item.change == Change::Added)
                ));
            }
            body.push_str("</tbody>\n</table>\n");
        }
    }
    html::page(language, title, STYLE, &body)
}
