//! Records: forms generated from the kinds that the packs declare.

use std::collections::BTreeMap;

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure, account, org,
    post::{self as posts, PostSupply},
    record::{self, GiveRecord, Given, Supply},
    setting::view::documents,
};
use tatefuda_domain::{AccountId, Digest, PersonId, PostId, RecordId, record::Subject};
use tatefuda_i18n::Translator;
use tatefuda_regulation::{Answer, FieldKind, RecordKind, RecordScope, Regulation, Remedy, Who};
use tatefuda_ui::{
    Nav, Template as _,
    record::{RecordFormPage, RecordFormView, RecordPage, RecordView, StatementView},
    view::{FieldError, FieldInput, FieldView, When},
};

use crate::{
    error::WebError,
    form::Form,
    html,
    page::{Acted, Id, Page},
    post::{page::Surroundings, view::Look},
    record::view::{About, Filling, Lists, form as generated, pairs},
    text,
    view::{self, clauses},
};

/// Before field names of a record in a form of its own, as the use-case names them.
const OWN: &str = "fields.";

/// Records given inside another form: `supply` names the kinds, `supply.<kind>.<field>` holds the fields.
/// A kind whose fields are all blank was not given.
pub(crate) fn supplies(form: &Form) -> Vec<PostSupply> {
    let mut found = Vec::new();
    for kind in form.all("supply") {
        let prefix = format!("supply.{kind}.");
        let fields: BTreeMap<String, String> = form
            .below(&prefix)
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(field, value)| (field.to_owned(), value.to_owned()))
            .collect();
        if !fields.is_empty() {
            let record = Supply { kind: kind.to_owned(), fields, valid_from: None, valid_until: None };
            found.push(PostSupply { record, account: None });
        }
    }
    found
}

/// Forms of the records that the reader can give and without which the act waits, to stand inside the form of the
/// act. Kinds without fields have a page of their own: an empty form would give them unasked.
pub(crate) fn forms(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    about: &About,
    answer: &Answer,
    typed: &Form,
    only: Option<RecordScope>,
) -> Vec<RecordFormView> {
    let person = page.actor().person.to_string();
    let lists = Lists::default();
    let mut forms: Vec<RecordFormView> = Vec::new();
    for group in &answer.groups {
        let [Remedy::GiveRecord { kind, who, fixed, .. }] = group.alternatives.as_slice() else { continue };
        let found = around.documents.iter().find_map(|one| {
            let regulation = &one.governing.regulation;
            regulation.record_kind(kind).map(|declared| (regulation, declared))
        });
        let Some((regulation, declared)) = found else { continue };
        let lists_needed = declared.fields.iter().any(|f| matches!(f.kind, FieldKind::Person | FieldKind::Account));
        let known = forms.iter().any(|form| form.kind == *kind);
        let other_scope = only.is_some_and(|scope| scope != declared.scope);
        let answered = !declared.fields.is_empty() || !declared.lines.is_empty();
        if known || other_scope || !answered || lists_needed || !holds(who, &person) {
            continue;
        }
        let prefix = format!("supply.{kind}.");
        let values = with_fixed(typed, &prefix, fixed);
        let filling = Filling { meta: page.meta(None), prefix: &prefix, typed: &values, lists: &lists };
        forms.push(generated(tr, regulation, (kind, declared), about, filling));
    }
    forms
}

/// A post as the subject of records.
pub(crate) fn about_post(post: &posts::view::PostView) -> About {
    About { kind: "post".to_owned(), id: post.id.to_string(), label: post.title.clone(), ..About::default() }
}

fn holds(who: &[Who], person: &str) -> bool {
    who.iter().any(|who| who.holders.iter().any(|holder| holder.person == person))
}

fn with_fixed(typed: &Form, prefix: &str, fixed: &BTreeMap<String, String>) -> Form {
    let mut pairs = typed.pairs().to_vec();
    pairs.extend(fixed.iter().map(|(field, value)| (format!("{prefix}{field}"), value.clone())));
    Form::of(pairs)
}

/// What a record will be given on, as the form or the address says.
struct On {
    given: Given,
    about: About,
    /// Digests of the content per account, where it is a post.
    digests: Vec<(AccountId, Digest)>,
}

async fn on(page: &Page, tr: &Translator, kind: &str, id: &str, account: &str) -> Result<On, WebError> {
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
async fn lists(page: &Page) -> Result<Lists, WebError> {
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
    Ok(Lists { people, accounts: accounts.collect() })
}

/// `GET /records/new?kind=&subject_kind=&subject=&fixed.<field>=`
pub(crate) async fn form(page: Page) -> Result<Response, WebError> {
    let query = page.visit.all_query();
    let mut pairs: Vec<(String, String)> = query.pairs().to_vec();
    pairs.extend(query.below("fixed.").map(|(field, value)| (format!("{OWN}{field}"), value.to_owned())));
    render(&page, StatusCode::OK, &Form::of(pairs), vec![]).await
}

async fn render(page: &Page, status: StatusCode, typed: &Form, errors: Vec<FieldError>) -> Result<Response, WebError> {
    let mut shell = page.shell(Nav::None).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let documents = documents(page.app(), page.actor()).await?;
    let kind = typed.get("kind");
    let (regulation, declared) = kind_of(documents.iter().map(|one| &*one.governing.regulation), kind)?;
    let (subject_kind, subject) = subject_of(Some(declared), typed);
    let mut on = on(page, &tr, subject_kind, subject, typed.get("account")).await?;
    if declared.scope == RecordScope::Digest {
        on.about.digest = shown_digest(&on).map(|digest| (digest.to_string(), digest.check_number()));
    }
    let lists = lists(page).await?;
    let filling = Filling { meta: page.meta(None), prefix: OWN, typed, lists: &lists };
    let mut form = generated(&tr, regulation, (kind, declared), &on.about, filling);
    form.post = wanted_for(typed).map(|post| post.to_string());
    if names_nobody(declared, &on) {
        // Most often it is whoever opens the form.
        let own = page.actor().person.to_string();
        let chosen = if typed.has("subject") && subject_kind == typed.get("subject_kind") { subject } else { &own };
        form.fields.insert(0, whom(&tr, &lists, chosen));
    }
    let post = match on.given {
        Given::Target { post, .. } => Some(posts::find(page.app(), page.actor(), post).await?),
        _ => None,
    };
    let (mut matter, mut statements) = (None, vec![]);
    if let Some(post) = post {
        let around = Surroundings::load(page, &tr).await?;
        let look = Look { tr: &tr, zone: page.zone(), words: &around.words };
        statements = stated(page, look, &around, &post).await?;
        matter = Some(crate::post::view::post(look, &post));
    }
    Ok(html::answer(status, RecordFormPage { shell, form, matter, statements }.render()))
}

/// On what a record is given. One about a person is given on a person, whatever page led to its form.
fn subject_of<'f>(kind: Option<&RecordKind>, form: &'f Form) -> (&'f str, &'f str) {
    match form.get("subject_kind") {
        "post" if kind.is_some_and(asks_whom) => ("person", ""),
        other => (other, subject(form)),
    }
}

/// The post for which a record is wanted that is given on something else.
fn wanted_for(form: &Form) -> Option<PostId> {
    let named = if form.get("subject_kind") == "post" { subject(form) } else { "" };
    [form.get("post"), named].into_iter().find_map(|id| id.parse().ok())
}

/// What was stated and decided about a post as it stands now, in the words of the packs.
pub(crate) async fn stated(
    page: &Page,
    look: Look<'_>,
    around: &Surroundings,
    post: &posts::view::PostView,
) -> Result<Vec<StatementView>, WebError> {
    let records = record::list(page.app(), page.actor(), &Subject::new("post", post.id)).await?;
    // What was stated about other content says nothing of this one.
    let present = |digest: Digest| post.targets.iter().any(|target| target.digest == digest);
    let records: Vec<_> = records.into_iter().filter(|one| one.digest.is_none_or(present)).collect();
    if records.is_empty() {
        return Ok(vec![]);
    }
    let (lists, lang) = (lists(page).await?, crate::lang::domain(look.tr.lang()));
    let chart = org::chart(page.app(), page.actor(), page.now()).await?;
    let statement = |one: tatefuda_domain::record::Record| {
        let regulations = around.documents.iter().map(|one| &*one.governing.regulation);
        let found = kind_of(regulations, &one.kind).ok();
        let by = chart.appointments.iter().find(|known| known.appointment.id == one.capacity);
        let name = || lists.people.iter().find(|(id, _)| *id == one.person.to_string()).map(|(_, name)| name.clone());
        StatementView {
            title: found.map_or_else(|| one.kind.clone(), |(_, kind)| kind.label.get(lang).to_owned()),
            clauses: found.map_or_else(Vec::new, |(rules, kind)| clauses(look.tr, rules, &kind.clauses)),
            fields: pairs(look.tr, found.map(|(_, kind)| kind), one.fields.iter(), &lists),
            by: by.map_or_else(
                || name().unwrap_or_default(),
                |by| format!("{} {}", by.person_name, view::appointment(look.tr, by)),
            ),
            at: look.when(one.at),
        }
    };
    Ok(records.into_iter().map(statement).collect())
}

fn kind_of<'a>(
    regulations: impl Iterator<Item = &'a Regulation>,
    kind: &str,
) -> Result<(&'a Regulation, &'a RecordKind), WebError> {
    let mut found = regulations.filter_map(|regulation| Some((regulation, regulation.record_kind(kind)?)));
    found.next().ok_or(WebError::NotFound)
}

/// Whether a kind is about a person and has no field for the person.
fn asks_whom(kind: &RecordKind) -> bool {
    kind.scope == RecordScope::Person && kind.fields.iter().all(|field| field.kind != FieldKind::Person)
}

/// A record about a person whose kind has no field for the person asks for one.
fn names_nobody(kind: &RecordKind, on: &On) -> bool {
    asks_whom(kind) && !matches!(on.given, Given::Person { .. })
}

fn whom(tr: &Translator, lists: &Lists, chosen: &str) -> FieldView {
    let choices = lists.people.iter().map(|(id, name)| tatefuda_ui::view::Choice::new(id, name, id == chosen));
    FieldView {
        name: "subject".to_owned(),
        label: tr.text("subject-person"),
        hint: None,
        required: true,
        input: FieldInput::Person(choices.collect()),
    }
}

/// The subject: a hidden field, or a select that follows it. The last one counts, since a page that asks for the person
/// carries the empty hidden field as well.
fn subject(form: &Form) -> &str {
    form.pairs()
        .iter()
        .rev()
        .find(|(name, value)| name == "subject" && !value.is_empty())
        .map_or("", |(_, value)| value)
}

fn shown_digest(on: &On) -> Option<Digest> {
    let Given::Target { account, .. } = on.given else { return None };
    on.digests.iter().find(|(id, _)| *id == account).map(|(_, digest)| *digest)
}

/// `POST /records`
pub(crate) async fn give(page: Page, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    let kind = reader.required("kind");
    let shown: Option<Digest> = reader.parsed("digest", "not-a-digest");
    let mut fields = BTreeMap::new();
    for (field, _) in form.below(OWN) {
        let value = reader.text(&format!("{OWN}{field}"));
        fields.insert(field.to_owned(), value);
    }
    let documents = documents(page.app(), page.actor()).await?;
    let declared = kind_of(documents.iter().map(|one| &*one.governing.regulation), &kind).ok().map(|(_, kind)| kind);
    let (subject_kind, subject) = subject_of(declared, &form);
    let on = match on(&page, &tr, subject_kind, subject, form.get("account")).await {
        Ok(on) => on,
        // What it was about is not there, or not for this reader; what was typed is.
        Err(WebError::NotFound | WebError::App(Failure::NotFound, _)) => {
            return Err(Acted::Failed(Failure::NotFound).about(form, "/"));
        }
        Err(error) => return Err(error),
    };
    if let Err(issues) = reader.finish() {
        return again(&page, &form, text::issues(&tr, &issues)).await;
    }
    let wanted = wanted_for(&form).map(|post| format!("/posts/{post}"));
    let back = on.about.href.clone().or(wanted).unwrap_or_else(|| "/".to_owned());
    let record = Supply { kind, fields, valid_from: None, valid_until: None };
    match page.execute(&form, &GiveRecord { record, on: on.given, shown, document: None }).await {
        Ok(_) => Ok(page.done(&back, "record-given")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let name = |field: &str| if field == "on" { "subject" } else { field }.to_owned();
            again(&page, &form, text::field_errors(&tr, &errors, name)).await
        }
        Err(failed) => Err(failed.about(form, back)),
    }
}

/// The form again; a kind that no document declares has no form, so the general page keeps what was typed.
async fn again(page: &Page, form: &Form, errors: Vec<FieldError>) -> Result<Response, WebError> {
    match render(page, StatusCode::UNPROCESSABLE_ENTITY, form, errors.clone()).await {
        Err(WebError::NotFound) => {
            let errors = errors.into_iter().map(|one| tatefuda_app::FieldError::new(one.field, "unusable")).collect();
            Err(Acted::Failed(Failure::Invalid(errors)).about(form.clone(), "/"))
        }
        other => other,
    }
}

/// `GET /records/{id}`
pub(crate) async fn show(page: Page, Id(id): Id<RecordId>) -> Result<Response, WebError> {
    let record = record::find(page.app(), page.actor(), id).await?;
    let shell = page.shell(Nav::None).await;
    let tr = shell.tr.clone();
    let on = match record.subject.kind.as_str() {
        // Whoever may not read the post may not read what was stated on it.
        "body" => on(&page, &tr, "body", "", "").await?,
        kind => on(&page, &tr, kind, &record.subject.id, "").await?,
    };
    let documents = documents(page.app(), page.actor()).await?;
    let found = kind_of(documents.iter().map(|one| &*one.governing.regulation), &record.kind).ok();
    let lists = lists(&page).await?;
    let lang = crate::lang::domain(tr.lang());
    let chart = org::chart(page.app(), page.actor(), page.now()).await?;
    let by = chart.appointments.iter().find(|one| one.appointment.id == record.capacity);
    let when = |at| When::new(&tr, at, page.zone());
    let stale = record
        .digest
        .is_some_and(|digest| !on.digests.is_empty() && on.digests.iter().all(|(_, present)| *present != digest));
    let view = RecordView {
        id: record.id.to_string(),
        title: found.map_or_else(|| record.kind.clone(), |(_, kind)| kind.label.get(lang).to_owned()),
        clauses: found.map_or_else(Vec::new, |(regulation, kind)| clauses(&tr, regulation, &kind.clauses)),
        subject_label: on.about.label,
        subject_href: on.about.href,
        fields: pairs(&tr, found.map(|(_, kind)| kind), record.fields.iter(), &lists),
        by: by.map_or_else(
            || {
                lists
                    .people
                    .iter()
                    .find(|(id, _)| *id == record.person.to_string())
                    .map(|(_, n)| n.clone())
                    .unwrap_or_default()
            },
            |one| format!("{} {}", one.person_name, view::appointment(&tr, one)),
        ),
        at: when(record.at),
        valid_from: record.valid_from.map(when),
        valid_until: record.valid_until.map(when),
        used_by: record.used_by.clone(),
        code: record.digest.map(|digest| digest.check_number()),
        stale,
    };
    Ok(html::ok(RecordPage { shell, record: view }.render()))
}
