//! The fields of the ledger in a form, and what came back in them.

use tatefuda_app::{
    account::{self, AccountTexts, AccountView, LINES, Line, LineKind},
    org, setting,
};
use tatefuda_domain::SectionId;
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    account::{AccountForm, LedgerLine},
    view::Choice,
};

use crate::{
    error::WebError,
    form::{Form, Reader},
    lang,
    org::page as places,
    page::Page,
    view::{self, words::Words},
};

/// Services that this program knows, and those of which the body's documents speak.
pub(super) async fn services(page: &Page, tr: &Translator) -> Result<Vec<Choice>, WebError> {
    let lang = lang::domain(tr.lang());
    let known = account::known_services().into_iter();
    let mut found: Vec<Choice> = known.map(|(word, name)| Choice::new(word, name.get(lang), false)).collect();
    for one in setting::view::documents(page.app(), page.actor()).await? {
        for service in &one.governing.regulation.body().header.services {
            if found.iter().all(|known| known.value != *service) {
                found.push(Choice::new(service, service, false));
            }
        }
    }
    Ok(found)
}

/// The fields of the ledger, as typed or else as stored.
pub(super) async fn account_form(
    page: &Page,
    tr: &Translator,
    stored: Option<&AccountView>,
    typed: &Form,
    words: &Words,
) -> Result<AccountForm, WebError> {
    let chart = org::chart(page.app(), page.actor(), page.now()).await?;
    let sent = typed.has("name");
    let kept = |name: &str, of: fn(&AccountView) -> String| match (sent, stored) {
        (false, Some(stored)) => of(stored),
        _ => typed.get(name).to_owned(),
    };
    let class = kept("class", |one| one.class.clone().unwrap_or_default());
    let section = kept("section", |one| one.section.to_string());
    Ok(AccountForm {
        meta: page.meta(stored.map(|one| one.version)),
        service: typed.get("service").to_owned(),
        services: vec![],
        name: kept("name", |one| one.name.clone()),
        handle: kept("handle", |one| one.handle.clone()),
        url: kept("url", |one| one.url.clone()),
        purpose: kept("purpose", |one| one.purpose.clone()),
        // Also a section that has ended: a list without it would take it away.
        sections: match stored.filter(|one| one.section.to_string() == section) {
            Some(one) => view::named_too(
                places::sections(tr, &chart, &section),
                &section,
                one.section_name.get(lang::domain(tr.lang())),
            ),
            None => places::sections(tr, &chart, &section),
        },
        classes: classes(tr, words, &class),
        class_word: words.class_word.clone(),
        class,
        external_id: kept("external_id", |one| one.external_id.clone().unwrap_or_default()),
        listed: match (sent, stored) {
            (false, Some(stored)) => stored.listed,
            // A new account is one of the body's own unless somebody says otherwise.
            (false, None) => true,
            _ => typed.has("listed"),
        },
        public_note: kept("public_note", |one| one.public_note.clone()),
        mail: kept("mail", |one| one.mail.clone()),
        mail_personal: mailboxes(tr, &kept("mail_personal", |one| yes_no(one.mail_personal).to_owned())),
        lines: LINES.iter().map(|line| ledger_line(tr, line, kept(line.name, line.of))).collect(),
        running_until: typed.get("running_until").to_owned(),
    })
}

/// Classes of the documents in force, and the stored one where they know it no more.
fn classes(tr: &Translator, words: &Words, chosen: &str) -> Vec<Choice> {
    let all = words.classes().map(|(id, label)| Choice::new(id, label, id == chosen)).collect();
    view::stored_too(tr, all, chosen)
}

fn ledger_line(tr: &Translator, line: &Line, value: String) -> LedgerLine {
    LedgerLine {
        name: line.name.to_owned(),
        label: tr.text(&line.label()),
        hint: tr.text(&format!("{}-hint", line.label())),
        value,
        kind: match line.kind {
            LineKind::Link => "url",
            LineKind::Mail => "email",
        },
    }
}

const fn yes_no(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

/// Whose a mailbox is.
fn mailboxes(tr: &Translator, chosen: &str) -> Vec<Choice> {
    let choice = |value: &str, key: &str| Choice::new(value, tr.text(key), value == chosen);
    vec![choice("no", "web-account-mail-shared"), choice("yes", "web-account-mail-own")]
}

/// What the ledger is to say, as typed onto what it says.
pub(super) fn texts(reader: &mut Reader<'_>, stored: Option<&AccountView>) -> Option<AccountTexts> {
    let blank = |text: String| Some(text).filter(|text| !text.is_empty());
    let kept = |reader: &mut Reader<'_>, name: &str, of: fn(&AccountView) -> String| {
        reader.ticked(name).then(|| reader.line_onto(name, &stored.map(of).unwrap_or_default()))
    };
    let section: Option<SectionId> = reader.needed("section", "unknown-section");
    let now = |of: fn(&AccountView) -> &str| stored.map(of).unwrap_or_default();
    let name = match reader.line_onto("name", now(|one| &one.name)) {
        name if name.is_empty() => reader.required("name"),
        name => name,
    };
    let mut texts = AccountTexts {
        name,
        handle: reader.line_onto("handle", now(|one| &one.handle)),
        url: reader.line_onto("url", now(|one| &one.url)),
        purpose: reader.text_onto("purpose", now(|one| &one.purpose)),
        section: section?,
        class: blank(reader.line_onto("class", now(|one| one.class.as_deref().unwrap_or_default()))),
        external_id: blank(reader.line_onto("external_id", now(|one| one.external_id.as_deref().unwrap_or_default()))),
        listed: reader.ticked("listed"),
        public_note: reader.text_onto("public_note", now(|one| &one.public_note)),
        // A form without these fields says nothing of them.
        mail: kept(reader, "mail", |one| one.mail.clone()),
        mail_personal: match reader.line("mail_personal").as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            "" => None,
            _ => {
                reader.issue("mail_personal", "not-yes-or-no");
                None
            }
        },
        ..AccountTexts::named("", section?)
    };
    for line in &LINES {
        *(line.typed)(&mut texts) = kept(reader, line.name, line.of);
    }
    Some(texts)
}
