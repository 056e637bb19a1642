//! The composer's form: from typed values to content and back. What was typed is kept as it is.

use std::collections::BTreeMap;

use jiff::{Timestamp, tz::TimeZone};
use tatefuda_app::post::{Content, TITLE_MAX, TargetInput};
use tatefuda_domain::{AccountId, digest::Window};

use crate::form::{Form, Issue};

/// Before the names of further declared fields.
const EXTRA: &str = "extra.";
/// Before the text of one account.
const TEXT_OF: &str = "text.";

/// The content as typed, and what cannot be read. The content holds everything that could be read, so that the
/// regulation can be asked about it nevertheless.
pub(crate) fn content(form: &Form, zone: &TimeZone) -> (Content, Vec<Issue>) {
    let mut reader = form.reader();
    let optional = |text: String| Some(text).filter(|text| !text.is_empty());
    let text = reader.text("text");
    let link = optional(reader.line("link"));
    let category = optional(reader.line("category"));
    let classification = optional(reader.line("classification"));
    let decision_status = optional(reader.line("decision_status"));
    let from = reader.moment("from_date", "from_time", zone, false);
    let until = reader.moment("until_date", "until_time", zone, true);
    let mut fields = BTreeMap::new();
    for (field, _) in form.below(EXTRA) {
        let value = reader.text(&format!("{EXTRA}{field}"));
        if !value.trim().is_empty() {
            fields.insert(field.to_owned(), value);
        }
    }
    let mut targets: Vec<TargetInput> = Vec::new();
    for id in form.all("accounts") {
        let Ok(account) = id.trim().parse::<AccountId>() else {
            reader.issue("accounts", "unknown-account");
            continue;
        };
        if targets.iter().any(|target| target.account == account) {
            continue;
        }
        let own = reader.text(&format!("{TEXT_OF}{account}"));
        let text = Some(own).filter(|own| !own.trim().is_empty());
        targets.push(TargetInput { text, link: link.clone(), ..TargetInput::shared(account) });
    }
    let title = match form.has("title") {
        true => reader.line("title"),
        false => title(&text, &targets),
    };
    let content = Content {
        title,
        text,
        category,
        classification,
        decision_status,
        fields,
        window: Window { from, until },
        targets,
    };
    (content, reader.finish().err().unwrap_or_default())
}

/// The title of a post for which none is typed: the first line that says anything.
fn title(text: &str, targets: &[TargetInput]) -> String {
    let texts = std::iter::once(text).chain(targets.iter().filter_map(|target| target.text.as_deref()));
    let line = texts.flat_map(str::lines).map(str::trim).find(|line| !line.is_empty()).unwrap_or("―");
    let shown: String = line.chars().filter(|c| !c.is_control()).take(TITLE_MAX.min(60)).collect();
    if shown.is_empty() { "―".to_owned() } else { shown }
}

/// Stored content as the form would have sent it.
pub(crate) fn of_content(content: &Content, zone: &TimeZone) -> Form {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: &str| pairs.push((name.to_owned(), value.to_owned()));
    put("text", &content.text);
    for target in &content.targets {
        put("accounts", &target.account.to_string());
        if let Some(text) = &target.text {
            put(&format!("{TEXT_OF}{}", target.account), text);
        }
    }
    put("link", content.targets.iter().find_map(|target| target.link.as_deref()).unwrap_or_default());
    put("category", content.category.as_deref().unwrap_or_default());
    put("classification", content.classification.as_deref().unwrap_or_default());
    put("decision_status", content.decision_status.as_deref().unwrap_or_default());
    for (field, value) in &content.fields {
        put(&format!("{EXTRA}{field}"), value);
    }
    for (end, moment) in [("from", content.window.from), ("until", content.window.until)] {
        let (date, time) = date_and_time(moment, zone);
        put(&format!("{end}_date"), &date);
        put(&format!("{end}_time"), &time);
    }
    Form::of(pairs)
}

fn date_and_time(moment: Option<Timestamp>, zone: &TimeZone) -> (String, String) {
    match moment.map(|at| at.to_zoned(zone.clone())) {
        Some(local) => (local.date().to_string(), local.strftime("%H:%M").to_string()),
        None => (String::new(), String::new()),
    }
}

/// The form's name of a field of the use-case.
pub(crate) fn field_name(field: &str) -> String {
    let mut parts = field.splitn(3, ':');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("target"), Some(account), Some("text")) => format!("{TEXT_OF}{account}"),
        (Some("target"), Some(_), Some("link")) => "link".to_owned(),
        (Some("target"), Some(_), _) | (Some("targets"), ..) => "accounts".to_owned(),
        // Without a field of its own the title is the first line of the text.
        (Some("title"), ..) => "text".to_owned(),
        (Some("window_from"), ..) => "from_date".to_owned(),
        (Some("window_until"), ..) => "until_date".to_owned(),
        _ => field.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> TimeZone {
        TimeZone::get("Asia/Tokyo").expect("bundled")
    }

    #[test]
    fn what_is_stored_comes_back_as_it_was_typed() {
        let account = "0197a000-0000-7000-8000-000000000001";
        let body = format!(
            "accounts={account}&text=%E9%9B%AA%0D%0Aend&text.{account}=own&link=https%3A%2F%2Fa.jp&category=c\
             &from_date=2026-08-03&from_time=09%3A00&until_date=2026-08-03&until_time=17%3A00"
        );
        let (first, issues) = content(&Form::parse(body.as_bytes()), &zone());
        assert_eq!(issues, []);
        assert_eq!(first.title, "雪");
        assert_eq!(first.text, "雪\nend");
        assert_eq!(first.targets[0].text.as_deref(), Some("own"));
        let (second, issues) = content(&of_content(&first, &zone()), &zone());
        assert_eq!((second, issues), (first, vec![]));
    }

    #[test]
    fn unreadable_fields_are_named_and_the_rest_is_read() {
        let (content, issues) = content(&Form::parse(b"accounts=nonsense&text=a%00&from_date=x&link=ok"), &zone());
        let fields: Vec<&str> = issues.iter().map(|issue| issue.field.as_str()).collect();
        assert_eq!(fields, ["text", "from_date", "accounts"]);
        assert!(content.targets.is_empty());
    }

    #[test]
    fn names_of_the_use_case_lead_to_fields_of_the_form() {
        assert_eq!(field_name("target:7:text"), "text.7");
        assert_eq!(field_name("target:7:link"), "link");
        assert_eq!(field_name("targets"), "accounts");
        assert_eq!(field_name("window_until"), "until_date");
        assert_eq!(field_name("category"), "category");
    }
}
