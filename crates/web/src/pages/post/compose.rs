//! The composer: begin a post, change it, and what the regulation says while somebody types.

use std::collections::BTreeSet;

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure,
    account::AccountView,
    execute,
    post::{self as posts, Content, Draft, Edit, Submit},
};
use tatefuda_domain::{AccountState, Action, PostId};
use tatefuda_i18n::Translator;
use tatefuda_regulation::{Answer, RecordScope, Regulation, schema};
use tatefuda_ui::{
    Nav, Template as _, diff,
    page::{AnswerPanel, ComposerPage},
    view::{self as ui, AccountDraft, AnswerView, Choice, ComposerForm, StaleSave, TwoTexts, WindowForm},
};

use super::{
    Surroundings, form as fields,
    pictures::{self, Composed},
    show::submit_words,
};
use crate::{
    error::{Situation, WebError},
    form::Form,
    html, lang,
    page::{Acted, Id, Page},
    pages::record,
    text,
    view::{
        self,
        post::{Look, capacity, quoted},
    },
};

/// What stands in the composer.
struct Composer<'a> {
    typed: &'a Form,
    /// The post that is edited, with the version that the form will carry.
    post: Option<(&'a posts::view::PostView, i64)>,
    status: StatusCode,
    errors: Vec<ui::FieldError>,
    /// A stored answer that refused the save; else a preview is shown.
    refused: Option<AnswerView>,
    stale: Option<StaleSave>,
}

impl<'a> Composer<'a> {
    fn new(typed: &'a Form, post: Option<(&'a posts::view::PostView, i64)>) -> Self {
        Self { typed, post, status: StatusCode::OK, errors: vec![], refused: None, stale: None }
    }

    /// Shown again for its pictures; wrong only where a file is.
    fn again(self, errors: Vec<ui::FieldError>) -> Self {
        if errors.is_empty() { self } else { self.wrong(errors) }
    }

    fn wrong(self, errors: Vec<ui::FieldError>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors, ..self }
    }
}

/// `GET /posts/new`
pub(crate) async fn new(page: Page) -> Result<Response, WebError> {
    render(&page, Composer::new(&Form::default(), None)).await
}

/// `GET /posts/{id}/edit`
pub(crate) async fn edit_form(page: Page, Id(id): Id<PostId>) -> Result<Response, WebError> {
    let post = posts::find(page.app(), page.actor(), id).await?;
    let typed = fields::of_content(&post.content, page.zone());
    render(&page, Composer::new(&typed, Some((&post, post.version)))).await
}

/// `POST /posts`
pub(crate) async fn create(page: Page, mut composed: Composed) -> Result<Response, WebError> {
    let taken = pictures::take_in(&page, &mut composed).await?;
    let form = composed.form;
    if taken.again {
        return render(&page, Composer::new(&form, None).again(taken.errors)).await;
    }
    let (content, issues) = fields::content(&form, page.zone());
    if !issues.is_empty() {
        let errors = text::issues(&page.tr(), &issues);
        return render(&page, Composer::new(&form, None).wrong(errors)).await;
    }
    match page.execute(&form, &Draft { content }).await {
        Ok(saved) => after_save(&page, &form, saved.post, saved.version).await,
        Err(failed) => not_saved(&page, &form, None, failed).await,
    }
}

/// `POST /posts/{id}/edit`
pub(crate) async fn edit(page: Page, Id(id): Id<PostId>, mut composed: Composed) -> Result<Response, WebError> {
    let post = posts::find(page.app(), page.actor(), id).await?;
    let taken = pictures::take_in(&page, &mut composed).await?;
    let form = composed.form;
    let mut reader = form.reader();
    let version: Option<i64> = reader.needed("version", "not-a-number");
    if taken.again {
        // The version that was seen stays: a save by somebody else in between must still be noticed.
        let seen = version.unwrap_or(post.version);
        return render(&page, Composer::new(&form, Some((&post, seen))).again(taken.errors)).await;
    }
    let (content, mut issues) = fields::content(&form, page.zone());
    issues.extend(reader.finish().err().unwrap_or_default());
    let Some(version) = version.filter(|_| issues.is_empty()) else {
        let errors = text::issues(&page.tr(), &issues);
        return render(&page, Composer::new(&form, Some((&post, post.version))).wrong(errors)).await;
    };
    match page.execute(&form, &Edit { post: id, version, content }).await {
        Ok(saved) => after_save(&page, &form, id, saved.version).await,
        Err(failed) => not_saved(&page, &form, Some((&post, version)), failed).await,
    }
}

/// Passes the post on where the form asks for it.
async fn after_save(page: &Page, form: &Form, post: PostId, version: i64) -> Result<Response, WebError> {
    let to = format!("/posts/{post}");
    if form.get("intent") != "submit" {
        return Ok(page.done(&to, "post-saved"));
    }
    let id = page.further_id(form, "submit")?;
    match execute(page.app(), page.actor(), id, &Submit { post, version, supplies: record::supplies(form) }).await {
        Ok(_) => Ok(page.done(&to, "post-submitted")),
        Err(Failure::Invalid(errors)) => {
            let saved = posts::find(page.app(), page.actor(), post).await?;
            let errors = text::field_errors(&page.tr(), &errors, fields::field_name);
            render(page, Composer::new(form, Some((&saved, saved.version))).wrong(errors)).await
        }
        // The draft is saved; what is missing is said beside the form, where it can be given.
        Err(Failure::Refused(refusal)) => {
            let saved = posts::find(page.app(), page.actor(), post).await?;
            let id = post.to_string();
            let stored = Some(refusal.id.to_string());
            let answer = view::answer::shown(&page.tr(), &page.session, &refusal.answer, stored, Some(&id), true);
            let composer = Composer::new(form, Some((&saved, saved.version)));
            render(page, Composer { status: StatusCode::FORBIDDEN, refused: Some(answer), ..composer }).await
        }
        Err(failure) => {
            let situation = Situation { form: Form::default(), back: Some(to), post: Some(post) };
            Err(WebError::App(failure, Box::new(situation)))
        }
    }
}

async fn not_saved(
    page: &Page,
    form: &Form,
    post: Option<(&posts::view::PostView, i64)>,
    failed: Acted,
) -> Result<Response, WebError> {
    let tr = page.tr();
    match failed {
        Acted::Failed(Failure::Invalid(errors)) => {
            let errors = text::field_errors(&tr, &errors, fields::field_name);
            render(page, Composer::new(form, post).wrong(errors)).await
        }
        Acted::Failed(Failure::Refused(refusal)) => {
            let id = post.map(|(post, _)| post.id.to_string());
            let stored = Some(refusal.id.to_string());
            let answer = view::answer::shown(&tr, &page.session, &refusal.answer, stored, id.as_deref(), true);
            let composer = Composer::new(form, post);
            render(page, Composer { status: StatusCode::FORBIDDEN, refused: Some(answer), ..composer }).await
        }
        Acted::Failed(Failure::Conflict { .. }) if post.is_some() => {
            let Some((before, _)) = post else { return Err(WebError::Internal) };
            let now = posts::find(page.app(), page.actor(), before.id).await?;
            let (mine, _) = fields::content(form, page.zone());
            let stale = stale(page, &tr, &now, &mine).await?;
            let composer = Composer::new(form, Some((&now, now.version)));
            render(page, Composer { status: StatusCode::CONFLICT, stale: Some(stale), ..composer }).await
        }
        failed => {
            let back = post.map_or_else(|| "/posts".to_owned(), |(post, _)| format!("/posts/{}", post.id));
            Err(failed.about(form.clone(), back))
        }
    }
}

/// Both texts of a stale save, field by field.
async fn stale(
    page: &Page,
    tr: &Translator,
    now: &posts::view::PostView,
    mine: &Content,
) -> Result<StaleSave, WebError> {
    let around = Surroundings::load(page, tr).await?;
    let look = Look { tr, zone: page.zone(), words: &around.words };
    let theirs = &now.content;
    let words = |content: &Content| -> Vec<(String, String)> {
        let optional =
            |value: &Option<String>, word: &dyn Fn(&str) -> String| value.as_deref().map(word).unwrap_or_default();
        let mut rows = vec![
            (tr.text("web-field-text"), content.text.clone()),
            (tr.text("web-field-category"), optional(&content.category, &|id| look.words.category(id))),
            (
                tr.text("web-field-classification"),
                optional(&content.classification, &|id| look.words.classification(id)),
            ),
            (
                tr.text("web-field-decision-status"),
                optional(&content.decision_status, &|id| look.words.decision_status(id)),
            ),
            (tr.text("web-field-window"), look.window(content.window).unwrap_or_default()),
        ];
        for account in &around.accounts {
            let target = content.targets.iter().find(|target| target.account == account.id);
            let reference = view::account::reference(tr, account);
            let chosen = target.map(|_| tr.text("web-chosen")).unwrap_or_default();
            rows.push((format!("{} {}", reference.service, reference.name), chosen));
            rows.push((
                format!("{} {}", reference.service, tr.text("web-field-text")),
                target.and_then(|target| target.text.clone()).unwrap_or_default(),
            ));
        }
        let link = content.targets.iter().find_map(|target| target.link.clone()).unwrap_or_default();
        rows.push((tr.text("web-field-link"), link));
        let media = content.targets.iter().map(|target| &target.media).find(|media| !media.is_empty());
        rows.push((tr.text("web-field-media"), media.map(|media| look.media(media)).unwrap_or_default()));
        rows
    };
    let differing = words(mine).into_iter().zip(words(theirs)).filter(|((_, mine), (_, theirs))| mine != theirs);
    let last = now.revisions.last();
    Ok(StaleSave {
        by: last.map(|revision| revision.person.name.clone()).unwrap_or_default(),
        at: look.when(last.map_or(now.updated_at, |revision| revision.at)),
        version: now.version,
        fields: differing
            .map(|((label, mine), (_, theirs))| TwoTexts { spans: diff::words(&theirs, &mine), label, mine, theirs })
            .collect(),
    })
}

/// `POST /check`: the inside of the answer panel for the form as it stands. Stores nothing.
pub(crate) async fn live_check(page: Page, form: Form) -> Result<Response, WebError> {
    let (content, _) = fields::content(&form, page.zone());
    let post: Option<PostId> = form.get("post").parse().ok();
    let preview = posts::preview(page.app(), page.actor(), post, content).await?;
    let answer = view::answer::merge(preview.targets.iter().map(|target| &target.answer));
    let tr = page.tr();
    let id = post.map(|id| id.to_string());
    let answer = answer
        .filter(|_| names_account(&preview))
        .map(|answer| view::answer::shown(&tr, &page.session, &answer, None, id.as_deref(), true))
        .unwrap_or_default();
    let limits = limits(&tr, &preview);
    Ok(html::ok(AnswerPanel { shell: tatefuda_ui::Shell::new(tr), answer, limits }.render()))
}

/// Texts that are longer than a service, or this program, takes. What else is wrong with the form is said beside its
/// fields once it is sent.
fn limits(tr: &Translator, preview: &posts::view::PreviewView) -> Vec<String> {
    let about_length = |error: &&tatefuda_app::FieldError| matches!(&*error.key, "too-long" | "too-long-for-account");
    let mut found: Vec<String> = Vec::new();
    for error in preview.problems.iter().filter(about_length) {
        let message = text::field_message(tr, error);
        if !found.contains(&message) {
            found.push(message);
        }
    }
    found
}

/// Whether an account is chosen. Before that the answer could only say that it knows nothing, which would greet
/// everybody with a refusal; the panel then asks for the account.
fn names_account(preview: &posts::view::PreviewView) -> bool {
    preview.targets.iter().any(|target| target.account.is_some())
}

async fn render(page: &Page, composer: Composer<'_>) -> Result<Response, WebError> {
    let mut shell = page.shell(if composer.post.is_some() { Nav::Posts } else { Nav::Compose }).await;
    let tr = shell.tr.clone();
    let around = Surroundings::load(page, &tr).await?;
    let (content, _) = fields::content(composer.typed, page.zone());
    let post_id = composer.post.map(|(post, _)| post.id);
    let preview = posts::preview(page.app(), page.actor(), post_id, content).await?;
    let merged = view::answer::merge(preview.targets.iter().map(|target| &target.answer));
    let id = post_id.map(|id| id.to_string());
    let answer = composer.refused.unwrap_or_else(|| {
        merged
            .as_ref()
            .filter(|_| names_account(&preview))
            .map(|answer| view::answer::shown(&tr, &page.session, answer, None, id.as_deref(), true))
            .unwrap_or_default()
    });
    shell.errors = composer.errors;
    let mut form = composer_form(page, &tr, &around, composer.typed, composer.post, merged.as_ref());
    form.pictures = pictures::drafts(page, &tr, composer.typed, &form.classifications).await;
    if let Some((post, _)) = composer.post {
        let further = bound_to_content(page, &tr, &around, composer.typed, post).await?;
        form.supplies.extend(further.into_iter().filter(|one| !given(&form.supplies, one)).collect::<Vec<_>>());
    }
    let limits = limits(&tr, &preview);
    Ok(html::answer(composer.status, ComposerPage { shell, form, answer, limits, stale: composer.stale }.render()))
}

fn given(list: &[ui::RecordFormView], one: &ui::RecordFormView) -> bool {
    list.iter().any(|known| known.kind == one.kind)
}

/// Records of the author that stand for exact content: given for what is stored, they will be missing for what is
/// being typed, so the form offers them at once.
async fn bound_to_content(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    typed: &Form,
    post: &posts::view::PostView,
) -> Result<Vec<ui::RecordFormView>, WebError> {
    let (content, _) = fields::content(typed, page.zone());
    let as_new = posts::preview(page.app(), page.actor(), None, content).await?;
    let Some(answer) = view::answer::merge(as_new.targets.iter().map(|target| &target.answer)) else {
        return Ok(vec![]);
    };
    let about = record::about_post(post);
    Ok(record::forms(page, tr, around, &about, &answer, typed, Some(RecordScope::Digest)))
}

fn composer_form(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    typed: &Form,
    post: Option<(&posts::view::PostView, i64)>,
    answer: Option<&Answer>,
) -> ComposerForm {
    let lang = lang::domain(tr.lang());
    let regulations: Vec<&Regulation> = around.documents.iter().map(|one| &*one.governing.regulation).collect();
    let step = answer.and_then(|answer| view::answer::next_step(answer, lang));
    let may_submit = post.is_none_or(|(post, _)| post.offers.submit || post.offers.edit);
    let kept = |name: &str| typed.get(name).to_owned();
    ComposerForm {
        meta: page.meta(post.map(|(_, version)| version)),
        post_id: post.map(|(post, _)| post.id.to_string()),
        accounts: around.accounts.iter().map(|account| draft(tr, typed, account)).collect(),
        text: kept("text"),
        link: kept("link"),
        pictures: vec![],
        categories: categories(tr, &regulations, typed.get("category")),
        category_clauses: vec![],
        classifications: classifications(tr, &regulations, typed.get("classification")),
        classification_clauses: vec![],
        decision_statuses: decision_statuses(tr, &regulations, typed.get("decision_status")),
        extra: vec![],
        window: WindowForm {
            from_date: kept("from_date"),
            from_time: kept("from_time"),
            until_date: kept("until_date"),
            until_time: kept("until_time"),
            zone: zone_name(tr, &page.session.body().zone),
        },
        supplies: answer.map_or_else(Vec::new, |answer| {
            let about = post.map(|(post, _)| record::about_post(post)).unwrap_or_default();
            record::forms(page, tr, around, &about, answer, typed, None)
        }),
        submit_label: may_submit.then(|| submit_words(tr, step)),
        returned: post.and_then(|(post, _)| returned(page, tr, around, post)),
    }
}

fn zone_name(tr: &Translator, zone: &str) -> String {
    let key = format!("zone-{}", zone.to_ascii_lowercase().replace(['/', '_'], "-"));
    if tr.has(&key) { tr.text(&key) } else { zone.to_owned() }
}

fn draft(tr: &Translator, typed: &Form, account: &AccountView) -> AccountDraft {
    let id = account.id.to_string();
    let own = typed.get(&format!("text.{id}")).to_owned();
    // As it is stored and sent: browsers send line ends as two characters.
    let shown = tatefuda_domain::text::at_input(if own.trim().is_empty() { typed.get("text") } else { &own });
    let length = posts::limits::text_length(&account.service, &shown);
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let running = matches!(account.state, AccountState::Active | AccountState::Transition);
    AccountDraft {
        account: view::account::reference(tr, account),
        selected: typed.all("accounts").any(|chosen| chosen == id),
        count: number(length.map_or_else(|| shown.chars().count(), |length| length.count)),
        unit: length.map_or("code-point", |length| length.unit),
        limit: length.map(|length| number(length.max)),
        text: own,
        closed: (!running).then(|| tr.text(view::account::state(account.state).key())),
        connector: account.connector,
    }
}

/// Categories of the documents in force, each once, in the order of the text.
fn categories(tr: &Translator, regulations: &[&Regulation], chosen: &str) -> Vec<Choice> {
    let lang = lang::domain(tr.lang());
    let mut seen = BTreeSet::new();
    let all = regulations.iter().flat_map(|regulation| regulation.categories());
    all.filter(|category| seen.insert(category.id.clone()))
        .map(|category| Choice {
            hint: Some(category.clauses.join(tr.pick("、", ", "))).filter(|hint| !hint.is_empty()),
            ..Choice::new(&category.id, category.label.get(lang), category.id == chosen)
        })
        .collect()
}

/// Levels of the classification of information, from the text or as the body declared their order.
fn classifications(tr: &Translator, regulations: &[&Regulation], chosen: &str) -> Vec<Choice> {
    let lang = lang::domain(tr.lang());
    let levels = regulations.iter().flat_map(|regulation| regulation.levels());
    levels.map(|one| Choice::new(&one.id, one.label.get(lang), one.id == chosen)).collect()
}

/// Asked only where a rule reads it.
fn decision_statuses(tr: &Translator, regulations: &[&Regulation], chosen: &str) -> Vec<Choice> {
    const FIELD: &str = "post.decision_status";
    if !regulations.iter().any(|regulation| regulation.needed(Action::PostPublish).contains(FIELD)) {
        return vec![];
    }
    let lang = lang::domain(tr.lang());
    let choices = schema::field(FIELD).map(schema::Field::choices).unwrap_or_default();
    choices.iter().map(|one| Choice::new(&one.id, one.label.get(lang), one.id == chosen)).collect()
}

/// Why the post came back, while it lies with its authors.
fn returned(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    post: &posts::view::PostView,
) -> Option<ui::TrailEntry> {
    if post.state != tatefuda_domain::post::PostState::Returned {
        return None;
    }
    let look = Look { tr, zone: page.zone(), words: &around.words };
    let note = post.notes.iter().rev().find(|note| note.kind == "return")?;
    Some(ui::TrailEntry {
        at: look.when(note.at),
        who: note.person.name.clone(),
        capacity: capacity(tr, &note.person),
        what: tr.text("note-return"),
        comment: Some(quoted(tr, note)),
        refused: false,
        answer_id: None,
        code: None,
        stale: false,
    })
}
