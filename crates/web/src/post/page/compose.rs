//! The composer: begin a post, change it, and what the regulation says while somebody types.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure, execute,
    post::{self as posts, Content, Draft, Edit, Submit},
};
use tatefuda_domain::PostId;
use tatefuda_regulation::Answer;
use tatefuda_ui as ui;
use tatefuda_ui::{
    Flash, Nav, Template as _,
    answer::AnswerView,
    post::{ComposerPage, StaleSave},
};

use super::{
    Surroundings,
    asked::{as_confirmed, asked, bound_to_content, confirm, is_stated},
    base::Base,
    composer::{account_name, composer_form, place, submit_label},
    form as fields,
    live::{limits, names_account, stated},
    medium,
    pictures::{self, Composed},
    stale::stale,
};
use crate::{
    error::{Situation, WebError},
    form::Form,
    html,
    page::{Acted, Id, Page},
    record::{about, within},
    text,
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
pub(super) async fn named(page: &Page, post: PostId, form: &Form) -> Result<Base, WebError> {
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
    let (mut content, issues) = fields::content(&form, page.zone(), &base);
    confirmed(&page, &form, &mut content).await?;
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
    let (mut content, mut issues) = fields::content(&form, page.zone(), &base);
    if is_stated(Some(&post), &base, &content) {
        confirmed(&page, &form, &mut content).await?;
    }
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

/// Whoever passes a post on states what the list of the form says.
async fn confirmed(page: &Page, form: &Form, content: &mut Content) -> Result<(), WebError> {
    if form.get("intent") == "submit" && form.has("confirms") {
        let tr = page.tr();
        let around = Surroundings::load(page, &tr).await?;
        confirm(&around, form, &tr, content);
    }
    Ok(())
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
    match execute(page.app(), page.actor(), id, &Submit { post, version, supplies: within::supplies(form) }).await {
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

async fn render(page: &Page, composer: Composer<'_>) -> Result<Response, WebError> {
    let mut shell = page.shell(if composer.post.is_some() { Nav::Posts } else { Nav::Compose }).await;
    let tr = shell.tr.clone();
    let around = Surroundings::load(page, &tr).await?;
    let (content, _) = fields::content(composer.typed, page.zone(), composer.base);
    let post_id = composer.post.map(|(post, _)| post.id);
    let stored = composer.post.map(|(post, _)| post);
    let confirmed = as_confirmed(&around, (stored, composer.base), &content, &tr);
    let preview = posts::preview(page.app(), page.actor(), post_id, confirmed).await?;
    let merged = crate::answer::view::merge(preview.targets.iter().map(|target| &target.answer));
    let id = post_id.map(|id| id.to_string());
    let preview_shown = || {
        merged
            .clone()
            .filter(|_| names_account(&preview))
            .map(|answer| stated(page, &around, answer, (composer.typed, &content)))
            .map(|answer| crate::answer::view::shown(&tr, &page.session, &answer, None, id.as_deref(), true))
            .unwrap_or_default()
    };
    let answer = composer.refused.as_ref().map_or_else(preview_shown, |(_, shown)| shown.clone());
    shell.errors = composer.errors;
    if composer.saved {
        shell.flash = Some(Flash { tone: ui::view::Tone::Warn, text: tr.text("flash-post-saved-only") });
    }
    let filled = (composer.typed, composer.base);
    let (about, further) = match stored {
        Some(post) => (about::about_post(post), bound_to_content(page, &tr, &around, filled, post).await?),
        None => (about::About::default(), vec![]),
    };
    let label = submit_label(&tr, stored, merged.as_ref());
    let asks = (&about, merged.as_ref());
    let asked = asked((page, &tr, &around), (composer.typed, &content), asks, further, label.clone());
    let mut form = composer_form(page, &tr, &around, filled, composer.post, (asked, label));
    form.pictures = pictures::drafts(page, &tr, filled, &form.classifications).await;
    for picture in &mut form.pictures {
        let without = medium::without_picture(&composer.base.content, &picture.id);
        picture.not_on = without.into_iter().map(|target| account_name(&tr, &around, target.account)).collect();
    }
    shell.errors.iter_mut().for_each(|error| place(error, &form));
    if let Some((refused, shown)) = &composer.refused {
        shell.errors.extend(crate::record::open::errors(&tr, refused, shown, &form.asked.forms(), composer.typed));
    }
    let limits = limits(&tr, &preview);
    let found = crate::screening::view::rows(&tr, &preview.found);
    let unseen = pictures::has_unseen(composer.typed);
    let view = ComposerPage { shell, form, answer, limits, found, unseen, stale: composer.stale };
    Ok(html::answer(composer.status, view.render()))
}
