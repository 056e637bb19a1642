//! The composer: begin a post, change it, and what the regulation says while somebody types.

use std::collections::{BTreeMap, BTreeSet};

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure,
    account::AccountView,
    execute,
    post::{self as posts, Content, Draft, Edit, Submit, TargetInput},
};
use tatefuda_domain::{AccountId, AccountState, Action, PostId};
use tatefuda_i18n::Translator;
use tatefuda_regulation::{Answer, RecordScope, Regulation, schema};
use tatefuda_ui as ui;
use tatefuda_ui::{
    Flash, Nav, Template as _,
    answer::AnswerView,
    diff,
    post::{AccountDraft, AnswerPanel, ComposerForm, ComposerPage, StaleSave, TwoTexts, WindowForm},
    view::{Choice, Pair},
};

use super::{
    Surroundings,
    base::Base,
    form as fields,
    pictures::{self, Composed},
    show::submit_words,
};
use crate::{
    error::{Situation, WebError},
    form::Form,
    html, lang,
    page::{Acted, Id, Page},
    post::view::{Look, capacity, quoted},
    record::page as record,
    text, view,
};

/// What stands in the composer.
struct Composer<'a> {
    typed: &'a Form,
    /// What the form is filled from, and where what it does not show is taken from.
    base: &'a Base,
    /// The post that is edited, with the version that the form will carry.
    post: Option<(&'a posts::view::PostView, i64)>,
    status: StatusCode,
    errors: Vec<ui::view::FieldError>,
    /// A stored answer that refused the save or the passing on, with its id; else a preview is shown.
    refused: Option<(Answer, AnswerView)>,
    /// What was saved all the same.
    saved: bool,
    stale: Option<StaleSave>,
}

impl<'a> Composer<'a> {
    fn new(typed: &'a Form, base: &'a Base, post: Option<(&'a posts::view::PostView, i64)>) -> Self {
        Self { typed, base, post, status: StatusCode::OK, errors: vec![], refused: None, saved: false, stale: None }
    }

    /// Shown again for its pictures; wrong only where a file is.
    fn again(self, errors: Vec<ui::view::FieldError>) -> Self {
        if errors.is_empty() { self } else { self.wrong(errors) }
    }

    fn wrong(self, errors: Vec<ui::view::FieldError>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors, ..self }
    }
}

/// `GET /posts/new`
pub(crate) async fn new(page: Page) -> Result<Response, WebError> {
    render(&page, Composer::new(&Form::default(), &Base::new_post(), None)).await
}

/// `GET /posts/{id}/edit`
pub(crate) async fn edit_form(page: Page, Id(id): Id<PostId>) -> Result<Response, WebError> {
    let post = posts::find(page.app(), page.actor(), id).await?;
    let base = present(&page, &post);
    render(&page, Composer::new(&base.shown, &base, Some((&post, post.version)))).await
}

/// The post as it is stored now.
fn present(page: &Page, post: &posts::view::PostView) -> Base {
    Base::stored(post.revision, post.content.clone(), page.zone())
}

/// The revision that the form says it was filled from.
async fn named(page: &Page, post: PostId, form: &Form) -> Result<Base, WebError> {
    let (number, content) = posts::filled_from(page.app(), page.actor(), post, form.get("base").parse().ok()).await?;
    Ok(Base::stored(number, content, page.zone()))
}

/// `POST /posts`
pub(crate) async fn create(page: Page, mut composed: Composed) -> Result<Response, WebError> {
    let taken = pictures::take_in(&page, &mut composed).await?;
    let (form, base) = (composed.form, Base::new_post());
    if taken.again {
        return render(&page, Composer::new(&form, &base, None).again(taken.errors)).await;
    }
    let (content, issues) = fields::content(&form, page.zone(), &base);
    let mut errors = text::issues(&page.tr(), &issues);
    if issues.is_empty() && says_nothing(&content) {
        // A post without a word and without a place is none; it would only have to be given up again.
        errors = text::field_errors(&page.tr(), &content.missing(), fields::field_name);
        let text = tatefuda_app::FieldError::new("text", "required");
        errors.extend(text::field_errors(&page.tr(), &[text], fields::field_name));
    }
    if !errors.is_empty() {
        return render(&page, Composer::new(&form, &base, None).wrong(errors)).await;
    }
    match page.execute(&form, &Draft { content }).await {
        Ok(saved) => after_save(&page, &form, saved.post, saved.version, 0).await,
        Err(failed) => not_saved(&page, &form, &base, None, failed).await,
    }
}

/// `POST /posts/{id}/edit`
pub(crate) async fn edit(page: Page, Id(id): Id<PostId>, mut composed: Composed) -> Result<Response, WebError> {
    let post = posts::find(page.app(), page.actor(), id).await?;
    let taken = pictures::take_in(&page, &mut composed).await?;
    let form = composed.form;
    let base = named(&page, id, &form).await?;
    let mut reader = form.reader();
    let version: Option<i64> = reader.needed("version", "not-a-number");
    // The version that was seen stays: a save by somebody else in between must still be noticed.
    let seen = version.unwrap_or(post.version);
    if taken.again {
        return render(&page, Composer::new(&form, &base, Some((&post, seen))).again(taken.errors)).await;
    }
    let (content, mut issues) = fields::content(&form, page.zone(), &base);
    issues.extend(reader.finish().err().unwrap_or_default());
    let Some(version) = version.filter(|_| issues.is_empty()) else {
        let errors = text::issues(&page.tr(), &issues);
        return render(&page, Composer::new(&form, &base, Some((&post, seen))).wrong(errors)).await;
    };
    match page.execute(&form, &Edit { post: id, version, content }).await {
        Ok(saved) => after_save(&page, &form, id, saved.version, counting(&post)).await,
        Err(failed) => not_saved(&page, &form, &base, Some((&post, version)), failed).await,
    }
}

fn says_nothing(content: &Content) -> bool {
    content.targets.is_empty() && tatefuda_domain::text::is_blank(&content.text) && content.fields.is_empty()
}

/// How many steps count for the content of a post.
fn counting(post: &posts::view::PostView) -> usize {
    post.steps.iter().filter(|step| step.current).count()
}

/// Passes the post on where the form asks for it. `counted` steps did before.
async fn after_save(
    page: &Page,
    form: &Form,
    post: PostId,
    version: i64,
    counted: usize,
) -> Result<Response, WebError> {
    let to = format!("/posts/{post}");
    let void = counted > 0 && counting(&posts::find(page.app(), page.actor(), post).await?) < counted;
    if form.get("intent") != "submit" {
        return Ok(page.done(&to, if void { "post-saved-void" } else { "post-saved" }));
    }
    let id = page.further_id(form, "submit")?;
    match execute(page.app(), page.actor(), id, &Submit { post, version, supplies: record::supplies(form) }).await {
        Ok(_) => Ok(page.done(&to, if void { "post-submitted-void" } else { "post-submitted" })),
        Err(Failure::Invalid(errors)) => {
            let saved = posts::find(page.app(), page.actor(), post).await?;
            let (base, errors) = (present(page, &saved), text::field_errors(&page.tr(), &errors, fields::field_name));
            let composer = Composer::new(form, &base, Some((&saved, saved.version)));
            render(page, Composer { saved: true, ..composer.wrong(errors) }).await
        }
        // The draft is saved; what is missing is said beside the form, where it can be given.
        Err(Failure::Refused(refusal)) => {
            let saved = posts::find(page.app(), page.actor(), post).await?;
            let id = post.to_string();
            let stored = Some(refusal.id.to_string());
            let answer =
                crate::answer::view::shown(&page.tr(), &page.session, &refusal.answer, stored, Some(&id), true);
            let base = present(page, &saved);
            let composer = Composer::new(form, &base, Some((&saved, saved.version)));
            let refused = Some((refusal.answer.clone(), answer));
            render(page, Composer { status: StatusCode::FORBIDDEN, refused, saved: true, ..composer }).await
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
    base: &Base,
    post: Option<(&posts::view::PostView, i64)>,
    failed: Acted,
) -> Result<Response, WebError> {
    let tr = page.tr();
    match failed {
        Acted::Failed(Failure::Invalid(errors)) => {
            let errors = text::field_errors(&tr, &errors, fields::field_name);
            render(page, Composer::new(form, base, post).wrong(errors)).await
        }
        Acted::Failed(Failure::Refused(refusal)) => {
            let id = post.map(|(post, _)| post.id.to_string());
            let stored = Some(refusal.id.to_string());
            let answer = crate::answer::view::shown(&tr, &page.session, &refusal.answer, stored, id.as_deref(), true);
            let composer = Composer::new(form, base, post);
            let refused = Some((refusal.answer.clone(), answer));
            render(page, Composer { status: StatusCode::FORBIDDEN, refused, ..composer }).await
        }
        Acted::Failed(Failure::Conflict { .. }) if post.is_some() => {
            let Some((before, _)) = post else { return Err(WebError::Internal) };
            let now = posts::find(page.app(), page.actor(), before.id).await?;
            // Only what was changed here stands against what was saved meanwhile; the rest is taken from there.
            let present = present(page, &now);
            let form = base.onto(form, &present);
            let (mine, _) = fields::content(&form, page.zone(), &present);
            let stale = stale(page, &tr, &now, &mine).await?;
            let composer = Composer::new(&form, &present, Some((&now, now.version)));
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
        let pairs = |pairs: &BTreeMap<String, String>| -> String {
            let lines: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            lines.join("\n")
        };
        let mut rows = vec![
            (tr.text("web-field-title"), content.title.clone()),
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
            (tr.text("web-field-extra"), pairs(&content.fields)),
        ];
        for account in &around.accounts {
            let target = content.targets.iter().find(|target| target.account == account.id);
            let reference = crate::account::view::reference(tr, account);
            let name = format!("{} {}", reference.service, reference.name);
            let chosen = target.map(|_| tr.text("web-chosen")).unwrap_or_default();
            rows.push((name.clone(), chosen));
            let own = |key: &str, of: &dyn Fn(&TargetInput) -> String| {
                (format!("{name} {}", tr.text(key)), target.map(of).unwrap_or_default())
            };
            rows.push(own("web-field-text", &|target| target.text.clone().unwrap_or_default()));
            rows.push(own("web-field-link", &|target| target.link.clone().unwrap_or_default()));
            rows.push(own("web-field-media", &|target| look.media(&target.media)));
            rows.push(own("web-field-option", &|target| pairs(&target.options)));
        }
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
    let post: Option<PostId> = form.get("post").parse().ok();
    let base = match post {
        Some(post) => named(&page, post, &form).await?,
        None => Base::new_post(),
    };
    let (content, _) = fields::content(&form, page.zone(), &base);
    let preview = posts::preview(page.app(), page.actor(), post, content).await?;
    let answer = crate::answer::view::merge(preview.targets.iter().map(|target| &target.answer));
    let tr = page.tr();
    let id = post.map(|id| id.to_string());
    let answer = answer.filter(|_| names_account(&preview));
    let answer = match answer {
        Some(answer) => {
            let around = Surroundings::load(&page, &tr).await?;
            let answer = stated(&page, &around, answer, &form);
            crate::answer::view::shown(&tr, &page.session, &answer, None, id.as_deref(), true)
        }
        None => AnswerView::default(),
    };
    let limits = limits(&tr, &preview);
    let found = crate::screening::view::rows(&tr, &preview.found);
    Ok(html::ok(AnswerPanel { shell: tatefuda_ui::Shell::new(tr), answer, limits, found }.render()))
}

/// The answer without what stands ticked and filled in the form: it is given with the act.
fn stated(page: &Page, around: &Surroundings, answer: Answer, typed: &Form) -> Answer {
    let person = page.actor().person.to_string();
    let regulations = around.documents.iter().map(|one| &*one.governing.regulation);
    crate::record::open::without_stated(answer, regulations, &person, typed)
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
    let (content, _) = fields::content(composer.typed, page.zone(), composer.base);
    let post_id = composer.post.map(|(post, _)| post.id);
    let preview = posts::preview(page.app(), page.actor(), post_id, content).await?;
    let merged = crate::answer::view::merge(preview.targets.iter().map(|target| &target.answer));
    let id = post_id.map(|id| id.to_string());
    let preview_shown = || {
        merged
            .clone()
            .filter(|_| names_account(&preview))
            .map(|answer| stated(page, &around, answer, composer.typed))
            .map(|answer| crate::answer::view::shown(&tr, &page.session, &answer, None, id.as_deref(), true))
            .unwrap_or_default()
    };
    let answer = composer.refused.as_ref().map_or_else(preview_shown, |(_, shown)| shown.clone());
    shell.errors = composer.errors;
    if composer.saved {
        shell.flash = Some(Flash { tone: ui::view::Tone::Warn, text: tr.text("flash-post-saved-only") });
    }
    let filled = (composer.typed, composer.base);
    let mut form = composer_form(page, &tr, &around, filled, composer.post, merged.as_ref());
    form.pictures = pictures::drafts(page, &tr, filled, &form.classifications).await;
    for picture in &mut form.pictures {
        let without = fields::without_picture(&composer.base.content, &picture.id);
        picture.not_on = without.into_iter().map(|target| account_name(&tr, &around, target.account)).collect();
    }
    shell.errors.iter_mut().for_each(|error| place(error, &form));
    if let Some((post, _)) = composer.post {
        let further = bound_to_content(page, &tr, &around, (composer.typed, composer.base), post).await?;
        form.supplies.extend(further.into_iter().filter(|one| !given(&form.supplies, one)).collect::<Vec<_>>());
    }
    if let Some((refused, shown)) = &composer.refused {
        shell.errors.extend(crate::record::open::errors(&tr, refused, shown, &form.supplies, composer.typed));
    }
    let limits = limits(&tr, &preview);
    let found = crate::screening::view::rows(&tr, &preview.found);
    let unseen = pictures::has_unseen(composer.typed);
    let view = ComposerPage { shell, form, answer, limits, found, unseen, stale: composer.stale };
    Ok(html::answer(composer.status, view.render()))
}

/// Errors stand beside the field that is shown: one link for all accounts, the title in the text.
fn place(error: &mut ui::view::FieldError, form: &ComposerForm) {
    let own_link = |id: &str| form.accounts.iter().any(|one| one.account.id == id && one.link.is_some());
    match error.field.split_once('.') {
        None if error.field == "title" && form.title.is_none() => error.field = "text".to_owned(),
        Some(("link", account)) if !own_link(account) => error.field = "link".to_owned(),
        _ => {}
    }
}

fn given(list: &[ui::record::RecordFormView], one: &ui::record::RecordFormView) -> bool {
    list.iter().any(|known| known.kind == one.kind)
}

/// Records of the author that stand for exact content: given for what is stored, they will be missing for what is
/// being typed, so the form offers them at once.
async fn bound_to_content(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    (typed, base): (&Form, &Base),
    post: &posts::view::PostView,
) -> Result<Vec<ui::record::RecordFormView>, WebError> {
    let (content, _) = fields::content(typed, page.zone(), base);
    let as_new = posts::preview(page.app(), page.actor(), None, content).await?;
    let Some(answer) = crate::answer::view::merge(as_new.targets.iter().map(|target| &target.answer)) else {
        return Ok(vec![]);
    };
    let about = record::about_post(post);
    Ok(record::forms(page, tr, around, &about, &answer, typed, Some(RecordScope::Digest)))
}

fn composer_form(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    (typed, base): (&Form, &Base),
    post: Option<(&posts::view::PostView, i64)>,
    answer: Option<&Answer>,
) -> ComposerForm {
    let lang = lang::domain(tr.lang());
    let regulations: Vec<&Regulation> = around.documents.iter().map(|one| &*one.governing.regulation).collect();
    let step = answer.and_then(|answer| crate::answer::view::next_step(answer, lang));
    let may_submit = post.is_none_or(|(post, _)| post.offers.submit || post.offers.edit);
    // A form that came back without a field did not show it.
    let kept = |name: &str| if typed.has(name) { typed.get(name) } else { base.shown.get(name) }.to_owned();
    let (category, classification) = (kept("category"), kept("classification"));
    ComposerForm {
        base: base.revision,
        title: (typed.has("title") || base.shown.has("title")).then(|| kept("title")),
        carried: carried(tr, around, &base.content),
        meta: page.meta(post.map(|(_, version)| version)),
        post_id: post.map(|(post, _)| post.id.to_string()),
        accounts: around.accounts.iter().map(|account| draft(tr, typed, base, account)).collect(),
        text: kept("text"),
        link: kept("link"),
        pictures: vec![],
        categories: view::stored_too(tr, categories(tr, &regulations, &category), &category),
        classifications: view::stored_too(tr, classifications(tr, &regulations, &classification), &classification),
        decision_statuses: decision_statuses(tr, &regulations, &kept("decision_status")),
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
        voids: post.map(|(post, _)| voids(post, lang)).unwrap_or_default(),
    }
}

/// Words of the steps that count and that another content would void.
fn voids(post: &posts::view::PostView, lang: tatefuda_domain::Lang) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for step in post.steps.iter().filter(|step| step.current) {
        let word = step.label.get(lang).to_owned();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// What the form has no field for and carries along unchanged.
fn carried(tr: &Translator, around: &Surroundings, content: &Content) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = content.fields.iter().map(|(name, value)| Pair::new(name, value)).collect();
    for target in content.targets.iter().filter(|target| !target.options.is_empty()) {
        let name = account_name(tr, around, target.account);
        pairs.extend(target.options.iter().map(|(key, value)| Pair::new(format!("{name} {key}"), value)));
    }
    pairs
}

fn account_name(tr: &Translator, around: &Surroundings, id: AccountId) -> String {
    let found = around.accounts.iter().find(|account| account.id == id);
    let reference = found.map(|account| crate::account::view::reference(tr, account)).unwrap_or_default();
    format!("{} {}", reference.service, reference.name)
}

fn zone_name(tr: &Translator, zone: &str) -> String {
    let key = format!("zone-{}", zone.to_ascii_lowercase().replace(['/', '_'], "-"));
    if tr.has(&key) { tr.text(&key) } else { zone.to_owned() }
}

fn draft(tr: &Translator, typed: &Form, base: &Base, account: &AccountView) -> AccountDraft {
    let id = account.id.to_string();
    let kept = |name: String| if typed.has(&name) { typed.get(&name) } else { base.shown.get(&name) }.to_owned();
    let own = kept(format!("text.{id}"));
    let link = kept(format!("link.{id}"));
    // As it is stored and sent: browsers send line ends as two characters.
    let shown = tatefuda_domain::text::at_input(if own.trim().is_empty() { typed.get("text") } else { &own });
    let length = posts::limits::text_length(&account.service, &shown);
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let running = matches!(account.state, AccountState::Active | AccountState::Transition);
    AccountDraft {
        account: crate::account::view::reference(tr, account),
        selected: typed.all("accounts").any(|chosen| chosen == id),
        count: number(length.map_or_else(|| shown.chars().count(), |length| length.count)),
        unit: length.map_or("code-point", |length| length.unit),
        limit: length.map(|length| number(length.max)),
        text: own,
        link: (!link.is_empty() || typed.has(&format!("link.{id}"))).then_some(link),
        closed: (!running).then(|| tr.text(crate::account::view::state(account.state).key())),
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
) -> Option<ui::post::TrailEntry> {
    if post.state != tatefuda_domain::post::PostState::Returned {
        return None;
    }
    let look = Look { tr, zone: page.zone(), words: &around.words };
    let note = post.notes.iter().rev().find(|note| note.kind == "return")?;
    Some(ui::post::TrailEntry {
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
