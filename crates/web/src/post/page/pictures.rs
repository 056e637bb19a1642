//! Pictures in the composer: taken in with the form, ordered and removed by its buttons, all without scripts.

use axum::{
    extract::{FromRequest, Request},
    http::StatusCode,
};
use tatefuda_app::{
    Failure, execute,
    media::{self, MediaError},
};
use tatefuda_domain::{MediaId, media::MEDIA_MAX};
use tatefuda_i18n::Translator;
use tatefuda_regulation::schema;
use tatefuda_ui as ui;
use tatefuda_ui::{post::PictureDraft, view::Choice};

use super::{
    base::Base,
    medium::{ADULTS, CHILDREN},
};
use crate::{
    error::WebError,
    form::{Chosen, Form},
    lang, multipart,
    page::Page,
    text, view,
};

/// The composer's form. Its files may have been too large to be read to the end; what was typed is there all the same.
pub(crate) struct Composed {
    pub(crate) form: Form,
    cut: bool,
}

impl<S: Send + Sync> FromRequest<S> for Composed {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        if !multipart::is_multipart(&request) {
            return Form::from_request(request, state).await.map(|form| Self { form, cut: false });
        }
        let (form, cut) = multipart::read(request, state).await?;
        match cut {
            Some(status) if status != StatusCode::PAYLOAD_TOO_LARGE && form.pairs().is_empty() => {
                Err(WebError::Status(status))
            }
            cut => Ok(Self { form, cut: cut.is_some() }),
        }
    }
}

/// What the buttons and files of the form come to.
pub(crate) struct TakenIn {
    /// What is wrong with files.
    pub(crate) errors: Vec<ui::view::FieldError>,
    /// The form is shown again and nothing is saved: a button of the pictures was pressed, or a file is wrong.
    pub(crate) again: bool,
}

/// Stores the chosen files, adds them to the form and carries out the buttons of the list.
///
/// # Errors
/// What is no matter of one file: no right to write drafts, the database is away.
pub(crate) async fn take_in(page: &Page, composed: &mut Composed) -> Result<TakenIn, WebError> {
    let tr = page.tr();
    let mut errors = vec![];
    for (place, file) in composed.form.take_files(FIELD).into_iter().enumerate() {
        match store(page, &composed.form, place, &file).await {
            Ok(id) => {
                if composed.form.all("media").any(|known| known == id.to_string()) {
                    // A post shows a picture once; whoever chose it again is told and not left to look for it.
                    let problem = tatefuda_app::FieldError::new(FIELD, "picture-there-already");
                    errors.push(about(&tr, &file.name, text::field_message(&tr, &problem)));
                } else {
                    composed.form.push("media", id.to_string());
                }
            }
            Err(Failure::Invalid(problems)) => {
                errors.extend(problems.iter().map(|problem| about(&tr, &file.name, text::field_message(&tr, problem))));
            }
            Err(failure) => {
                let situation =
                    crate::error::Situation { form: composed.form.clone(), ..crate::error::Situation::default() };
                return Err(WebError::App(failure, Box::new(situation)));
            }
        }
    }
    if composed.cut && errors.is_empty() {
        let problem = media::problem(FIELD, MediaError::TooLarge);
        errors.push(about(&tr, "", text::field_message(&tr, &problem)));
    }
    let pressed = press(&mut composed.form);
    Ok(TakenIn { again: pressed || composed.cut || !errors.is_empty(), errors })
}

/// The field of the files.
const FIELD: &str = "picture";

async fn store(page: &Page, form: &Form, place: usize, file: &Chosen) -> Result<MediaId, Failure> {
    if form.all("media").count() >= MEDIA_MAX {
        return Err(Failure::Invalid(vec![
            tatefuda_app::FieldError::new(FIELD, "picture-too-many").with("max", MEDIA_MAX),
        ]));
    }
    bring(page, form, &format!("picture {place}"), file).await
}

/// Stores one picture that came with a form; `purpose` names it among the acts of the form.
pub(crate) async fn bring(page: &Page, form: &Form, purpose: &str, file: &Chosen) -> Result<MediaId, Failure> {
    let bytes = file.bytes.clone();
    let bytes = bytes.ok_or_else(|| Failure::Invalid(vec![media::problem(FIELD, MediaError::TooLarge)]))?;
    let upload = media::read(page.app(), FIELD, bytes).await?;
    let id = page.further_id(form, purpose).map_err(|_| Failure::NotFound)?;
    let done = match execute(page.app(), page.actor(), id, &upload).await {
        // The same form with another file: a new act.
        Err(Failure::CommandReused) => execute(page.app(), page.actor(), page.app().env.id(), &upload).await,
        done => done,
    };
    done.map(|uploaded| uploaded.media)
}

/// Names the file where there may be several.
fn about(tr: &Translator, name: &str, message: String) -> ui::view::FieldError {
    let message = match name {
        "" => message,
        name => tr.with("picture-error", &[("name", name.into()), ("message", message.into())]),
    };
    ui::view::FieldError { field: FIELD.to_owned(), message }
}

/// Whether a field of the composer holds a text for residents.
fn is_text(name: &str) -> bool {
    matches!(name, "text" | "title") || name.starts_with("text.") || name.starts_with("alt.")
}

/// Whether something stands in the texts that nobody sees and that can be taken out at one press.
pub(crate) fn has_unseen(form: &Form) -> bool {
    let texts = form.pairs().iter().filter(|(name, _)| is_text(name));
    texts
        .map(|(_, value)| tatefuda_domain::text::at_input(value))
        .any(|text| tatefuda_text::signs::without_unseen(&text) != text)
}

/// Carries out `clean`, `upload`, `up:<id>`, `down:<id>` or `remove:<id>`; says whether it was one of them.
fn press(form: &mut Form) -> bool {
    let intent = form.get("intent").to_owned();
    if intent == "clean" {
        // Only what people type as text: names and addresses show their own signs.
        form.change(is_text, tatefuda_text::signs::without_unseen);
        return true;
    }
    let (what, id) = intent.split_once(':').unwrap_or((&intent, ""));
    let mut media: Vec<String> = form.all("media").map(ToOwned::to_owned).collect();
    let place = media.iter().position(|one| one == id);
    match (what, place) {
        ("upload", _) => return true,
        ("up", Some(place)) if place > 0 => media.swap(place, place - 1),
        ("down", Some(place)) if place + 1 < media.len() => media.swap(place, place + 1),
        ("remove", Some(place)) => {
            media.remove(place);
        }
        ("up" | "down" | "remove", _) => return true,
        _ => return false,
    }
    form.replace("media", media);
    true
}

/// The pictures as the form shows them, with what was typed about each.
pub(crate) async fn drafts(
    page: &Page,
    tr: &Translator,
    (typed, base): (&Form, &Base),
    levels: &[Choice],
) -> Vec<PictureDraft> {
    let mut ids: Vec<&str> = vec![];
    for id in typed.all("media") {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let count = ids.len();
    let mut drafts = vec![];
    for (place, id) in ids.into_iter().enumerate() {
        let known = match id.parse::<MediaId>() {
            Ok(id) => media::find(page.app(), page.actor(), id).await.ok(),
            Err(_) => None,
        };
        let get = |name: &str| {
            let name = format!("{name}.{id}");
            if typed.has(&name) { typed.get(&name) } else { base.shown.get(&name) }.to_owned()
        };
        let yes_no = |name: &str| {
            let chosen = get(name);
            vec![Choice::new("yes", tr.text("yes"), chosen == "yes"), Choice::new("no", tr.text("no"), chosen == "no")]
        };
        let chosen = get("classification");
        drafts.push(PictureDraft {
            level_field: format!("classification.{id}"),
            id: id.to_owned(),
            number: place + 1,
            last: place + 1 == count,
            missing: known.is_none(),
            place_removed: known.and_then(|one| one.place_removed).unwrap_or(false),
            alt: get("alt"),
            people: people(tr, &get("people"), &get("children")),
            people_count: get("people_count"),
            consents: get("consents"),
            rights: words(tr, schema::RIGHTS, &get("rights")),
            rights_holder: get("rights_holder"),
            other_text: yes_no("other_text"),
            classifications: view::stored_too(
                tr,
                levels.iter().map(|level| Choice { selected: level.value == chosen, ..level.clone() }).collect(),
                &chosen,
            ),
            not_on: vec![],
        });
    }
    drafts
}

/// Who can be seen; identifiable people with children among them, or without. Who was counted without saying which is
/// shown as it is.
fn people(tr: &Translator, chosen: &str, children: &str) -> Vec<Choice> {
    const IDENTIFIABLE: &str = "identifiable";
    let chosen = match (chosen, children) {
        (IDENTIFIABLE, "yes") => CHILDREN,
        (IDENTIFIABLE, "no") => ADULTS,
        (chosen, _) => chosen,
    };
    let mut all = words(tr, schema::PEOPLE, chosen);
    all.retain(|choice| choice.value != IDENTIFIABLE || choice.selected);
    for (word, key) in [(ADULTS, "picture-people-adults"), (CHILDREN, "picture-people-children")] {
        all.push(Choice::new(word, tr.text(key), chosen == word));
    }
    all
}

fn words(tr: &Translator, all: &[(&str, &str, &str)], chosen: &str) -> Vec<Choice> {
    let lang = lang::domain(tr.lang());
    all.iter()
        .map(|(id, ja, en)| {
            let label = tatefuda_domain::Localized::new(*ja, *en);
            Choice::new(*id, label.get(lang), *id == chosen)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(intent: &str) -> (bool, Vec<String>) {
        let mut form = Form::parse(format!("media=a&media=b&media=c&text=x&intent={intent}").as_bytes());
        let pressed = press(&mut form);
        assert_eq!(form.get("text"), "x");
        (pressed, form.all("media").map(ToOwned::to_owned).collect())
    }

    #[test]
    fn buttons_order_and_remove() {
        let list = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        assert_eq!(after("up:b"), (true, list(&["b", "a", "c"])));
        assert_eq!(after("down:b"), (true, list(&["a", "c", "b"])));
        assert_eq!(after("remove:a"), (true, list(&["b", "c"])));
        for without_effect in ["up:a", "down:c", "up:zzz", "remove:", "upload"] {
            assert_eq!(after(without_effect), (true, list(&["a", "b", "c"])), "{without_effect}");
        }
        for other in ["save", "submit", "", "nonsense:a"] {
            assert_eq!(after(other), (false, list(&["a", "b", "c"])), "{other}");
        }
    }
}
