//! The composer's form: from typed values to content and back. What was typed is kept as it is.

use jiff::{Timestamp, tz::TimeZone};
use tatefuda_app::post::{Content, TITLE_MAX, TargetInput};
use tatefuda_domain::{AccountId, digest::Window, text::is_blank};
use tatefuda_text::signs::beginning;

use super::{
    base::Base,
    medium::{Pictures, all_pictures, put_medium},
};
use crate::form::{Form, Issue, Reader};

/// Before the text of one account.
const TEXT_OF: &str = "text.";

/// Before the link of one account.
const LINK_OF: &str = "link.";

/// The content as typed onto what the form was filled from, and what cannot be read. The content holds everything that
/// could be read, so that the regulation can be asked about it nevertheless.
pub(crate) fn content(form: &Form, zone: &TimeZone, base: &Base) -> (Content, Vec<Issue>) {
    let mut reader = form.reader();
    let stored = &base.content;
    let text = base.text(&mut reader, form, "text", &stored.text);
    let link = base.choice(&mut reader, form, "link", shared_link(stored));
    let category = base.choice(&mut reader, form, "category", stored.category.as_ref());
    let classification = base.choice(&mut reader, form, "classification", stored.classification.as_ref());
    let decision_status = base.choice(&mut reader, form, "decision_status", stored.decision_status.as_ref());
    let from = base.moment(&mut reader, form, "from", zone);
    let until = base.moment(&mut reader, form, "until", zone);
    let pictures = Pictures::read(form, &mut reader, base);
    let mut targets: Vec<TargetInput> = Vec::new();
    for account in accounts(form, &mut reader, stored) {
        let kept = stored.targets.iter().find(|target| target.account == account);
        let kept_text = kept.and_then(|target| target.text.clone());
        let name = format!("{TEXT_OF}{account}");
        let text = match base.same_text(form, &name) {
            true => kept_text,
            false => Some(reader.text(&name)).filter(|own| !is_blank(own)),
        };
        let name = format!("{LINK_OF}{account}");
        let own = kept.and_then(|target| target.link.as_ref()).filter(|_| shared_link(stored).is_none());
        let link = base.choice(&mut reader, form, &name, own).or_else(|| link.clone());
        let media = pictures.of(form, &mut reader, base, kept);
        let options = kept.map(|target| target.options.clone()).unwrap_or_default();
        targets.push(TargetInput { account, text, link, options, media });
    }
    if targets.is_empty() && !pictures.typed.is_empty() {
        // What is wrong with them is said at once.
        pictures.of(form, &mut reader, base, None);
        // Pictures are kept with what goes to an account; without one they would be lost silently.
        reader.issue("accounts", "picture-needs-account");
    }
    if targets.is_empty() && link.is_some() {
        reader.issue("accounts", "link-needs-account");
    }
    // A title that somebody chose stays; one that is the first line of the text follows the text.
    let title = match base.choice(&mut reader, form, "title", own_title(stored)) {
        Some(title) => title,
        None => title(&text, &targets),
    };
    let content = Content {
        title,
        text,
        category,
        classification,
        decision_status,
        // No form has a control for these; what is stored is carried along.
        fields: stored.fields.clone(),
        window: Window { from, until },
        targets,
    };
    (content, reader.finish().err().unwrap_or_default())
}

/// The ticked accounts: those that were in the post in their old order, then the others.
fn accounts(form: &Form, reader: &mut Reader<'_>, stored: &Content) -> Vec<AccountId> {
    let mut ticked: Vec<AccountId> = Vec::new();
    for id in form.all("accounts") {
        match id.trim().parse::<AccountId>() {
            Ok(account) if !ticked.contains(&account) => ticked.push(account),
            Ok(_) => {}
            Err(_) => reader.issue("accounts", "unknown-account"),
        }
    }
    let known = stored.targets.iter().map(|target| target.account);
    let mut all: Vec<AccountId> = known.filter(|account| ticked.contains(account)).collect();
    ticked.retain(|account| !all.contains(account));
    all.append(&mut ticked);
    all
}

/// The link of all accounts, where it is the same for all; else each has its own.
fn shared_link(content: &Content) -> Option<&String> {
    let first = content.targets.first()?.link.as_ref()?;
    content.targets.iter().all(|target| target.link.as_ref() == Some(first)).then_some(first)
}

/// A title that is not the first line of the text: the form shows it then.
fn own_title(content: &Content) -> Option<&String> {
    let title = &content.title;
    (!title.is_empty() && title.trim() != self::title(&content.text, &content.targets).trim()).then_some(title)
}

/// The title of a post for which none is typed: the first line that says anything.
fn title(text: &str, targets: &[TargetInput]) -> String {
    let texts = std::iter::once(text).chain(targets.iter().filter_map(|target| target.text.as_deref()));
    let line = texts.flat_map(str::lines).map(str::trim).find(|line| !is_blank(line)).unwrap_or("―");
    let shown: String = line.chars().filter(|c| !c.is_control()).collect();
    let shown = beginning(&shown, TITLE_MAX.min(60));
    if shown.is_empty() { "―".to_owned() } else { shown.to_owned() }
}

/// Stored content as the form would have sent it.
pub(crate) fn of_content(content: &Content, zone: &TimeZone) -> Form {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: &str| pairs.push((name.to_owned(), value.to_owned()));
    if let Some(title) = own_title(content) {
        put("title", title);
    }
    put("text", &content.text);
    let shared = shared_link(content);
    for target in &content.targets {
        put("accounts", &target.account.to_string());
        if let Some(text) = &target.text {
            put(&format!("{TEXT_OF}{}", target.account), text);
        }
        if let Some(link) = target.link.as_ref().filter(|_| shared.is_none()) {
            put(&format!("{LINK_OF}{}", target.account), link);
        }
    }
    put("link", shared.map(String::as_str).unwrap_or_default());
    put("category", content.category.as_deref().unwrap_or_default());
    put("classification", content.classification.as_deref().unwrap_or_default());
    put("decision_status", content.decision_status.as_deref().unwrap_or_default());
    for medium in all_pictures(content) {
        put_medium(medium, &mut put);
    }
    for (end, moment) in [("from", content.window.from), ("until", content.window.until)] {
        let (date, time) = date_and_time(moment, zone);
        put(&format!("{end}_date"), &date);
        put(&format!("{end}_time"), &time);
    }
    Form::of(pairs)
}

fn date_and_time(moment: Option<Timestamp>, zone: &TimeZone) -> (String, String) {
    // A date field holds years of four digits.
    match moment.map(|at| at.to_zoned(zone.clone())).filter(|local| (1..=9999).contains(&local.year())) {
        Some(local) => (local.date().to_string(), local.strftime("%H:%M").to_string()),
        None => (String::new(), String::new()),
    }
}

/// The form's name of a field of the use-case.
pub(crate) fn field_name(field: &str) -> String {
    let mut parts = field.splitn(3, ':');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("target"), Some(account), Some("text")) => format!("{TEXT_OF}{account}"),
        (Some("target"), Some(account), Some("link")) => format!("{LINK_OF}{account}"),
        (Some("media"), Some(_), None | Some("media")) | (Some("media"), None, _) => "picture".to_owned(),
        (Some("media"), Some(id), Some(name)) => format!("{name}.{id}"),
        (Some("target"), Some(_), _) | (Some("targets"), ..) => "accounts".to_owned(),
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
        let (first, issues) = content(&Form::parse(body.as_bytes()), &zone(), &Base::new_post());
        assert_eq!(issues, []);
        assert_eq!(first.title, "雪");
        assert_eq!(first.text, "雪\nend");
        assert_eq!(first.targets[0].text.as_deref(), Some("own"));
        let medium = &first.targets[0].media[0];
        assert_eq!((medium.answers.people_count, medium.answers.consents.len()), (Some(2), 2));
        let (second, issues) = content(&of_content(&first, &zone()), &zone(), &Base::new_post());
        assert_eq!((second, issues), (first, vec![]));
    }

    #[test]
    fn unreadable_fields_are_named_and_the_rest_is_read() {
        let (content, issues) =
            content(&Form::parse(b"accounts=nonsense&text=a%00&from_date=x&link=ok"), &zone(), &Base::new_post());
        let fields: Vec<&str> = issues.iter().map(|issue| issue.field.as_str()).collect();
        assert_eq!(fields, ["text", "from_date", "accounts"]);
        assert!(content.targets.is_empty());
    }

    #[test]
    fn answers_are_never_guessed_and_pictures_never_dropped() {
        let id = "0197a000-0000-7000-8000-000000000001";
        let body = format!("media={id}&media=x&people.{id}=many&children.{id}=maybe&people_count.{id}=-1");
        let (content, issues) = content(&Form::parse(body.as_bytes()), &zone(), &Base::new_post());
        let fields: Vec<&str> = issues.iter().map(|issue| issue.field.split('.').next().unwrap_or_default()).collect();
        assert_eq!(fields, ["picture", "people", "people_count", "children", "accounts"]);
        assert!(content.targets.is_empty());
    }

    #[test]
    fn names_of_the_use_case_lead_to_fields_of_the_form() {
        assert_eq!(field_name("target:7:text"), "text.7");
        assert_eq!(field_name("target:7:link"), "link.7");
        assert_eq!(field_name("targets"), "accounts");
        assert_eq!(field_name("window_until"), "until_date");
        assert_eq!(field_name("category"), "category");
        assert_eq!(field_name("media:7:people"), "people.7");
        assert_eq!(field_name("media"), "picture");
    }
}
