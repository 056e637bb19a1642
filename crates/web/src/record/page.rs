//! Records: forms generated from the kinds that the packs declare.

use std::collections::BTreeMap;

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure, org, post as posts,
    record::{self, GiveRecord, Given, Supply},
    setting::view::documents,
};
use tatefuda_domain::{Digest, RecordId, record::Subject};
use tatefuda_i18n::Translator;
use tatefuda_regulation::RecordScope;
use tatefuda_ui::{
    Nav, Template as _,
    record::{RecordFormPage, RecordPage, RecordView, StatementView},
    view::{FieldError, FieldInput, FieldView, When},
};

use super::{
    about::{kind_of, lists, names_nobody, on, shown_digest, subject_of, wanted_for},
    view::{Filling, Lists, form as generated, pairs},
};
use crate::{
    error::WebError,
    form::Form,
    html,
    page::{Acted, Id, Page},
    paper::draft::DRAFT,
    post::{look::Look, page::Surroundings},
    text,
    view::{self, clauses},
};

/// Before field names of a record in a form of its own, as the use-case names them.
const OWN: &str = "fields.";

/// `GET /records/new?kind=&subject_kind=&subject=&fixed.<field>=`
pub(crate) async fn form(page: Page) -> Result<Response, WebError> {
    let query = page.visit.all_query();
    let mut pairs: Vec<(String, String)> = query.pairs().to_vec();
    pairs.extend(query.below("fixed.").map(|(field, value)| (format!("{OWN}{field}"), value.to_owned())));
    // What an earlier record says need not be typed again.
    if let Ok(id) = page.visit.query("from").parse::<RecordId>() {
        let earlier = record::find(page.app(), page.actor(), id).await?;
        if earlier.kind == query.get("kind") {
            pairs.extend(earlier.fields.into_iter().map(|(field, value)| (format!("{OWN}{field}"), value)));
        }
    }
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
    let mut lists = lists(page).await?;
    if let Given::Case { case } = on.given {
        let files = tatefuda_app::case::find(page.app(), page.actor(), case).await?.files;
        lists.files = Some(crate::case::page::kept(page, &files));
    }
    let filling = Filling { meta: page.meta(None), prefix: OWN, typed, lists: &lists, content: None };
    let mut form = generated(&tr, regulation, (kind, declared), &on.about, filling);
    form.post = wanted_for(typed).map(|post| post.to_string());
    form.back = leads_back(typed);
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
    let back = leads_back(&form).or(on.about.href.clone()).or(wanted).unwrap_or_else(|| "/".to_owned());
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

/// The document for which the record is given, where one is: it goes on there.
fn leads_back(form: &Form) -> Option<String> {
    Some(form.get("back").to_owned()).filter(|back| back.starts_with(DRAFT))
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
