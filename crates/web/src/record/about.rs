//! What a record is given on: a post with the content that stands, an account, a person, the body.

use tatefuda_app::{account, case, org, post as posts, record::Given};
use tatefuda_domain::{AccountId, CaseId, Digest, PersonId, PostId};
use tatefuda_i18n::Translator;
use tatefuda_regulation::{FieldKind, RecordKind, RecordScope, Regulation};

pub(crate) use super::view::About;
use super::view::Lists;
use crate::{error::WebError, form::Form, page::Page, view};

/// A post as the subject of records.
pub(crate) fn about_post(post: &posts::view::PostView) -> About {
    About { kind: "post".to_owned(), id: post.id.to_string(), label: post.title.clone(), ..About::default() }
}

/// What a record will be given on, as the form or the address says.
pub(super) struct On {
    pub(super) given: Given,
    pub(super) about: About,
    /// Digests of the content per account, where it is a post.
    pub(super) digests: Vec<(AccountId, Digest)>,
}

pub(super) async fn on(page: &Page, tr: &Translator, kind: &str, id: &str, account: &str) -> Result<On, WebError> {
    let about = |label: String, href: Option<String>| About {
        kind: kind.to_owned(),
        id: id.to_owned(),
        label,
        href,
        account: None,
        digest: None,
    };
    match kind {
        "post" => {
            let post: PostId = id.parse().map_err(|_| WebError::NotFound)?;
            let post = posts::find(page.app(), page.actor(), post).await?;
            let digests: Vec<_> = post.targets.iter().map(|target| (target.account, target.digest)).collect();
            let wanted = account.parse().ok();
            let (account, _) = *digests
                .iter()
                .find(|(id, _)| wanted.is_none_or(|wanted: AccountId| wanted == *id))
                .ok_or(WebError::NotFound)?;
            let about = About {
                account: Some(account.to_string()),
                ..about(post.title.clone(), Some(format!("/posts/{}", post.id)))
            };
            Ok(On { given: Given::Target { post: post.id, account }, about, digests })
        }
        "account" => {
            let id: AccountId = id.parse().map_err(|_| WebError::NotFound)?;
            let account = account::find(page.app(), page.actor(), id).await?;
            let about = about(account.name, Some(format!("/accounts/{id}")));
            Ok(On { given: Given::Account { account: id }, about, digests: vec![] })
        }
        // Something that happened has the id of the case in which it is dealt with.
        "incident" => {
            let case: CaseId = id.parse().map_err(|_| WebError::NotFound)?;
            let found = case::find(page.app(), page.actor(), case).await?;
            let label = found.row.label.get(crate::lang::domain(tr.lang())).to_owned();
            let about = about(label, Some(format!("/cases/{case}")));
            Ok(On { given: Given::Case { case }, about, digests: vec![] })
        }
        "person" if !id.is_empty() => {
            let person: PersonId = id.parse().map_err(|_| WebError::NotFound)?;
            let lists = lists(page).await?;
            let name = lists.people.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone());
            let about = about(name.ok_or(WebError::NotFound)?, None);
            Ok(On { given: Given::Person { person }, about, digests: vec![] })
        }
        "person" => Ok(On { given: Given::Body, about: about(tr.text("subject-person"), None), digests: vec![] }),
        "body" | "" => {
            let body = page.session.body();
            let name = view::pick(tr, &body.name_ja, &body.name_en).to_owned();
            Ok(On {
                given: Given::Body,
                about: About { kind: "body".to_owned(), ..about(name, None) },
                digests: vec![],
            })
        }
        _ => Err(WebError::NotFound),
    }
}

/// People with a running appointment and the accounts of the ledger.
pub(crate) async fn lists(page: &Page) -> Result<Lists, WebError> {
    let tr = page.tr();
    let chart = org::chart(page.app(), page.actor(), page.now()).await?;
    let mut people: Vec<(String, String)> = Vec::new();
    for one in &chart.appointments {
        let id = one.appointment.person.to_string();
        if people.iter().all(|(known, _)| *known != id) {
            people.push((id, format!("{} {}", one.person_name, view::appointment(&tr, one))));
        }
    }
    let ledger = account::ledger(page.app(), page.actor()).await?;
    let accounts = ledger.iter().map(|one| {
        let reference = crate::account::view::reference(&tr, one);
        (reference.id, format!("{} {}", reference.service, reference.name))
    });
    Ok(Lists { people, accounts: accounts.collect(), ..Lists::default() })
}

/// On what a record is given. One about a person is given on a person, whatever page led to its form.
pub(super) fn subject_of<'f>(kind: Option<&RecordKind>, form: &'f Form) -> (&'f str, &'f str) {
    match form.get("subject_kind") {
        "post" if kind.is_some_and(asks_whom) => ("person", ""),
        other => (other, subject(form)),
    }
}

/// The post for which a record is wanted that is given on something else.
pub(super) fn wanted_for(form: &Form) -> Option<PostId> {
    let named = if form.get("subject_kind") == "post" { subject(form) } else { "" };
    [form.get("post"), named].into_iter().find_map(|id| id.parse().ok())
}

pub(super) fn kind_of<'a>(
    regulations: impl Iterator<Item = &'a Regulation>,
    kind: &str,
) -> Result<(&'a Regulation, &'a RecordKind), WebError> {
    let mut found = regulations.filter_map(|regulation| Some((regulation, regulation.record_kind(kind)?)));
    found.next().ok_or(WebError::NotFound)
}

/// Whether a kind is about a person and has no field for the person.
pub(super) fn asks_whom(kind: &RecordKind) -> bool {
    kind.scope == RecordScope::Person && kind.fields.iter().all(|field| field.kind != FieldKind::Person)
}

/// A record about a person whose kind has no field for the person asks for one.
pub(super) fn names_nobody(kind: &RecordKind, on: &On) -> bool {
    asks_whom(kind) && !matches!(on.given, Given::Person { .. })
}

/// The subject: a hidden field, or a select that follows it. The last one counts, since a page that asks for the person
/// carries the empty hidden field as well.
pub(super) fn subject(form: &Form) -> &str {
    form.pairs()
        .iter()
        .rev()
        .find(|(name, value)| name == "subject" && !value.is_empty())
        .map_or("", |(_, value)| value)
}

pub(super) fn shown_digest(on: &On) -> Option<Digest> {
    let Given::Target { account, .. } = on.given else { return None };
    on.digests.iter().find(|(id, _)| *id == account).map(|(_, digest)| *digest)
}
