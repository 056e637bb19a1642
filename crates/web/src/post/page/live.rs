//! What the regulation says while somebody types.

use axum::response::Response;
use tatefuda_app::post::{self as posts, Content};
use tatefuda_domain::PostId;
use tatefuda_i18n::Translator;
use tatefuda_regulation::Answer;
use tatefuda_ui::{Template as _, answer::AnswerView, post::AnswerPanel};

use super::{
    Surroundings,
    asked::{as_confirmed, asked, bound_to_content},
    base::Base,
    compose::named,
    composer::submit_label,
    form as fields,
};
use crate::{error::WebError, form::Form, html, page::Page, record::about, text};

/// `POST /check`: the inside of the answer panel for the form as it stands. Stores nothing.
pub(crate) async fn check(page: Page, form: Form) -> Result<Response, WebError> {
    let post: Option<PostId> = form.get("post").parse().ok();
    let base = match post {
        Some(post) => named(&page, post, &form).await?,
        None => Base::new_post(),
    };
    let (content, _) = fields::content(&form, page.zone(), &base);
    let tr = page.tr();
    let around = Surroundings::load(&page, &tr).await?;
    let stored = match post {
        Some(post) => Some(posts::find(page.app(), page.actor(), post).await?),
        None => None,
    };
    let confirmed = as_confirmed(&around, (stored.as_ref(), &base), &content, &tr);
    let preview = posts::preview(page.app(), page.actor(), post, confirmed).await?;
    let merged = crate::answer::view::merge(preview.targets.iter().map(|target| &target.answer));
    let (about, further) = match &stored {
        Some(post) => (about::about_post(post), bound_to_content(&page, &tr, &around, (&form, &base), post).await?),
        None => (about::About::default(), vec![]),
    };
    let verb = submit_label(&tr, stored.as_ref(), merged.as_ref());
    let asked = asked((&page, &tr, &around), (&form, &content), (&about, merged.as_ref()), further, verb);
    let id = post.map(|id| id.to_string());
    let answer = match merged.filter(|_| names_account(&preview)) {
        Some(answer) => {
            let answer = stated(&page, &around, answer, (&form, &content));
            crate::answer::view::shown(&tr, &page.session, &answer, None, id.as_deref(), true)
        }
        None => AnswerView::default(),
    };
    let limits = limits(&tr, &preview);
    let found = crate::screening::view::rows(&tr, &preview.found);
    Ok(html::ok(AnswerPanel { shell: tatefuda_ui::Shell::new(tr), answer, limits, found, asked }.render()))
}

/// The answer without what stands ticked and filled in the form: it is given with the act.
pub(super) fn stated(page: &Page, around: &Surroundings, answer: Answer, typed: (&Form, &Content)) -> Answer {
    let person = page.actor().person.to_string();
    let regulations = around.documents.iter().map(|one| &*one.governing.regulation);
    crate::record::open::without_stated(answer, regulations, &person, typed)
}

/// Texts that are longer than a service, or this program, takes. What else is wrong with the form is said beside its
/// fields once it is sent.
pub(super) fn limits(tr: &Translator, preview: &posts::view::PreviewView) -> Vec<String> {
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
pub(super) fn names_account(preview: &posts::view::PreviewView) -> bool {
    preview.targets.iter().any(|target| target.account.is_some())
}
