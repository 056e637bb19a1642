//! The composer's form: from typed values to content and back. What was typed is kept as it is.

use std::collections::BTreeMap;

use jiff::{Timestamp, tz::TimeZone};
use tatefuda_app::post::{Content, MediumInput, TITLE_MAX, TargetInput};
use tatefuda_domain::{
    AccountId, MediaId,
    digest::Window,
    media::{MediumAnswers, People, Rights},
};

use crate::form::{Form, Issue, Reader};

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
    let media = media(form, &mut reader);
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
        targets.push(TargetInput { text, link: link.clone(), media: media.clone(), ..TargetInput::shared(account) });
    }
    if targets.is_empty() && !media.is_empty() {
        // Pictures are kept with what goes to an account; without one they would be lost silently.
        reader.issue("accounts", "picture-needs-account");
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

/// Pictures in the order of the form, the same for every account.
fn media(form: &Form, reader: &mut Reader<'_>) -> Vec<MediumInput> {
    let mut media: Vec<MediumInput> = Vec::new();
    for id in form.all("media") {
        let Ok(id) = id.trim().parse::<MediaId>() else {
            reader.issue("picture", "unknown-medium");
            continue;
        };
        if media.iter().any(|one| one.media == id) {
            continue;
        }
        let name = |field: &str| format!("{field}.{id}");
        let text = |text: String| Some(text).filter(|text| !text.is_empty());
        let answers = MediumAnswers {
            people: word(reader, &name("people"), People::parse),
            people_count: reader.parsed(&name("people_count"), "not-a-number"),
            children: word(reader, &name("children"), yes_or_no),
            rights: word(reader, &name("rights"), Rights::parse),
            rights_holder: text(reader.line(&name("rights_holder"))),
            consents: reader.text(&name("consents")).lines().map(ToOwned::to_owned).collect(),
            other_text: word(reader, &name("other_text"), yes_or_no),
            classification: text(reader.line(&name("classification"))),
        };
        let alt = reader.text(&name("alt"));
        media.push(MediumInput { media: id, alt, answers: answers.at_input() });
    }
    media
}

/// One of some words; nothing chosen is no answer.
fn word<T>(reader: &mut Reader<'_>, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    let value = reader.line(name);
    let parsed = parse(&value);
    if parsed.is_none() && !value.is_empty() {
        reader.issue(name, "not-a-choice");
    }
    parsed
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
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
    for medium in
        content.targets.iter().map(|target| &target.media).find(|media| !media.is_empty()).into_iter().flatten()
    {
        put_medium(medium, &mut put);
    }
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

fn put_medium(medium: &MediumInput, put: &mut impl FnMut(&str, &str)) {
    let (id, answers) = (medium.media, &medium.answers);
    let truth = |value: bool| if value { "yes" } else { "no" };
    put("media", &id.to_string());
    let count = answers.people_count.map(|count| count.to_string());
    let consents = answers.consents.join("\n");
    let fields = [
        ("alt", Some(medium.alt.as_str())),
        ("people", answers.people.map(People::as_str)),
        ("people_count", count.as_deref()),
        ("children", answers.children.map(truth)),
        ("rights", answers.rights.map(Rights::as_str)),
        ("rights_holder", answers.rights_holder.as_deref()),
        ("consents", Some(consents.as_str())),
        ("other_text", answers.other_text.map(truth)),
        ("classification", answers.classification.as_deref()),
    ];
    for (name, value) in fields {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            put(&format!("{name}.{id}"), value);
        }
    }
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
        (Some("media"), Some(_), None | Some("media")) | (Some("media"), None, _) => "picture".to_owned(),
        (Some("media"), Some(id), Some(name)) => format!("{name}.{id}"),
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
             &media={account}&alt.{account}=x%0Ay&people.{account}=identifiable&people_count.{account}=2\
             &children.{account}=yes&rights.{account}=other&rights_holder.{account}=r&consents.{account}=a%0Ab\
             &other_text.{account}=no&classification.{account}=c&from_date=2026-08-03&from_time=09%3A00&until_date=2026-08-03&until_time=17%3A00"
        );
        let (first, issues) = content(&Form::parse(body.as_bytes()), &zone());
        assert_eq!(issues, []);
        assert_eq!(first.title, "雪");
        assert_eq!(first.text, "雪\nend");
        assert_eq!(first.targets[0].text.as_deref(), Some("own"));
        let medium = &first.targets[0].media[0];
        assert_eq!((medium.answers.people_count, medium.answers.consents.len()), (Some(2), 2));
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
    fn answers_are_never_guessed_and_pictures_never_dropped() {
        let id = "0197a000-0000-7000-8000-000000000001";
        let body = format!("media={id}&media=x&people.{id}=many&children.{id}=maybe&people_count.{id}=-1");
        let (content, issues) = content(&Form::parse(body.as_bytes()), &zone());
        let fields: Vec<&str> = issues.iter().map(|issue| issue.field.split('.').next().unwrap_or_default()).collect();
        assert_eq!(fields, ["people", "people_count", "children", "picture", "accounts"]);
        assert!(content.targets.is_empty());
    }

    #[test]
    fn names_of_the_use_case_lead_to_fields_of_the_form() {
        assert_eq!(field_name("target:7:text"), "text.7");
        assert_eq!(field_name("target:7:link"), "link");
        assert_eq!(field_name("targets"), "accounts");
        assert_eq!(field_name("window_until"), "until_date");
        assert_eq!(field_name("category"), "category");
        assert_eq!(field_name("media:7:people"), "people.7");
        assert_eq!(field_name("media"), "picture");
    }
}
