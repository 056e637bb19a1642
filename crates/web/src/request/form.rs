//! The form of a request: what stands in it, what came back, and files that were chosen.

use jiff::{Timestamp, tz::TimeZone};
use tatefuda_app::{
    Failure,
    account::AccountView,
    request::{PICTURES_MAX, RequestPicture, RequestView, Wish, words},
};
use tatefuda_domain::{MediaId, request::SOURCE_MAX};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    request::{RequestForm, RequestPictureView},
    view::{Choice, FieldError},
};

use crate::{
    form::{Form, Reader},
    page::Page,
    post::page::pictures::bring,
    text,
};

/// Fields of a stored request, as its form shows them.
fn shown(stored: &RequestView, zone: &TimeZone) -> Form {
    let (date, time) = day_and_time(stored.row.wished_at, zone);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut pairs = vec![
        pair("title", &stored.row.title),
        pair("text", &stored.text),
        pair("note", &stored.note),
        pair("source", &stored.source),
        pair("account", &stored.row.account.map(|id| id.to_string()).unwrap_or_default()),
        pair("wished_date", &date),
        pair("wished_time", &time),
    ];
    for one in &stored.pictures {
        pairs.push(pair("media", &one.media.to_string()));
        pairs.push(pair(&format!("alt.{}", one.media), &one.alt));
    }
    Form::of(pairs)
}

/// Forms choose minutes.
fn day_and_time(at: Option<Timestamp>, zone: &TimeZone) -> (String, String) {
    at.map(|at| at.to_zoned(zone.clone()))
        .map(|at| (at.date().to_string(), at.strftime("%H:%M").to_string()))
        .unwrap_or_default()
}

/// The form as typed, else as stored.
pub(super) fn request_form(
    page: &Page,
    accounts: &[AccountView],
    tr: &Translator,
    stored: Option<&RequestView>,
    typed: &Form,
) -> RequestForm {
    let kept = stored.map(|one| shown(one, page.zone())).unwrap_or_default();
    let from = if typed.has("title") { typed } else { &kept };
    let chosen = from.get("account");
    let choice = |one: &AccountView| {
        let words = crate::account::view::reference(tr, one);
        let id = one.id.to_string();
        let selected = id == chosen;
        Choice::new(id, format!("{} {}", words.service, words.name), selected)
    };
    RequestForm {
        meta: page.meta(stored.map(|one| one.row.version)),
        id: stored.map(|one| one.row.id.to_string()),
        title: from.get("title").to_owned(),
        text: from.get("text").to_owned(),
        note: from.get("note").to_owned(),
        source: from.get("source").to_owned(),
        accounts: accounts
            .iter()
            .filter(|one| !one.state.is_over() || one.id.to_string() == chosen)
            .map(choice)
            .collect(),
        wished_date: from.get("wished_date").to_owned(),
        wished_time: from.get("wished_time").to_owned(),
        pictures: from
            .all("media")
            .map(|id| RequestPictureView { id: id.to_owned(), alt: from.get(&format!("alt.{id}")).to_owned() })
            .collect(),
    }
}

/// What is wished, as typed onto what is stored.
pub(super) fn wish(reader: &mut Reader<'_>, zone: &TimeZone, stored: Option<&RequestView>) -> Wish {
    let now = |of: fn(&RequestView) -> &str| stored.map(of).unwrap_or_default();
    let title = reader.line_onto("title", now(|one| &one.row.title));
    let text = reader.text_onto("text", now(|one| &one.text));
    let note = reader.text_onto("note", now(|one| &one.note));
    let source = reader.line_onto("source", now(|one| &one.source));
    let account = reader.parsed("account", "unknown-account");
    let before = stored.and_then(|one| one.row.wished_at);
    let typed = (reader.form().get("wished_date").to_owned(), reader.form().get("wished_time").to_owned());
    // A time that came back as it was shown stays as it is stored, with its seconds.
    let wished_at = match before.is_some() && typed == day_and_time(before, zone) {
        true => before,
        false => reader.moment("wished_date", "wished_time", zone, true),
    };
    let mut pictures = vec![];
    for id in reader.form().all("media") {
        let alt = reader.line(&format!("alt.{id}"));
        match id.parse::<MediaId>() {
            Ok(media) => pictures.push(RequestPicture { media, alt }),
            Err(_) => reader.issue("picture", "unknown-medium"),
        }
    }
    Wish { title, text, note, source, account, wished_at, pictures }
}

/// Errors of the act stand beside the fields of the form.
pub(super) fn field_name<'f>(wish: &'f Wish) -> impl Fn(&str) -> String + 'f {
    |field| {
        let mut parts = field.split('.');
        let picture = (parts.next() == Some("pictures")).then(|| parts.next()?.parse::<usize>().ok()).flatten();
        match (field, picture.and_then(|at| wish.pictures.get(at))) {
            ("wished_at", _) => "wished_date".to_owned(),
            ("pictures", _) => "picture".to_owned(),
            (_, Some(one)) => format!("alt.{}", one.media),
            (other, None) => other.to_owned(),
        }
    }
}

/// What the chosen files came to.
pub(super) struct TakenIn {
    pub(super) errors: Vec<FieldError>,
    /// Words were read from a file: they are looked at before they are sent.
    pub(super) read: bool,
}

/// Reads the document that was chosen into the words, stores the pictures, and leaves out those that are ticked.
///
/// # Errors
/// What is no matter of one file: no office, the database is away.
pub(super) async fn take_in(page: &Page, form: &mut Form) -> Result<TakenIn, Failure> {
    let tr = page.tr();
    let mut taken = TakenIn { errors: vec![], read: false };
    let told = |field: &str, name: &str, problem: &tatefuda_app::FieldError| {
        let message = text::field_message(&tr, problem);
        let message = tr.with("picture-error", &[("name", name.into()), ("message", message.into())]);
        FieldError { field: field.to_owned(), message }
    };
    for file in form.take_files("document").into_iter().filter(|file| !file.name.is_empty()) {
        // A file without bytes was larger than anything that is taken.
        let read = file.bytes.as_deref().map_or(Err(too_large()), |bytes| words("document", bytes));
        match read {
            Ok(found) => {
                let typed = form.get("text").trim_end().to_owned();
                let text = if typed.is_empty() { found } else { format!("{typed}\n\n{found}") };
                form.replace("text", [text]);
                form.replace("source", [file.name.chars().take(SOURCE_MAX).collect()]);
                taken.read = true;
            }
            Err(Failure::Invalid(problems)) => {
                taken.errors.extend(problems.iter().map(|problem| told("document", &file.name, problem)));
            }
            Err(other) => return Err(other),
        }
    }
    let dropped: Vec<String> = form.below("drop.").map(|(id, _)| id.to_owned()).collect();
    let mut media: Vec<String> =
        form.all("media").filter(|id| !dropped.iter().any(|one| one == id)).map(str::to_owned).collect();
    for (place, file) in form.take_files("picture").into_iter().enumerate() {
        if file.name.is_empty() {
            continue;
        }
        if media.len() >= PICTURES_MAX {
            let problem = tatefuda_app::FieldError::new("picture", "request-pictures");
            taken.errors.push(told("picture", &file.name, &problem));
            continue;
        }
        match bring(page, form, &format!("picture {place}"), &file).await {
            Ok(id) if media.iter().any(|known| *known == id.to_string()) => {}
            Ok(id) => media.push(id.to_string()),
            Err(Failure::Invalid(problems)) => {
                taken.errors.extend(problems.iter().map(|problem| told("picture", &file.name, problem)));
            }
            Err(other) => return Err(other),
        }
    }
    form.replace("media", media);
    Ok(taken)
}

fn too_large() -> Failure {
    tatefuda_app::request::no_words("document", &tatefuda_sheet::NoWords::TooLarge)
}
