//! Where people are told outside the program what waits for them.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure,
    command::Secret,
    notice::{
        AddPlace, Hours, ProvePlace,
        view::{self, FailingView, MessageView, PlaceView},
    },
};
use tatefuda_domain::{
    NoticePlaceId, SystemRight,
    notice::{Pace, PlaceKind},
};
use tatefuda_i18n::{Lang, Translator};
use tatefuda_ui::{
    Nav, Template as _,
    notice::{FailingRow, HoursForm, MessageRow, NoticesPage, PlaceRow},
    view::{Choice, FieldError, When},
};

use super::act::hours;
use crate::{
    error::WebError,
    form::Form,
    html,
    page::{Acted, Id, Page},
    text,
};

const LIST: &str = "/notices";

/// `GET /notices`
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, &Form::default(), vec![], None).await
}

/// `wrong`: the place whose code was wrong.
async fn render(
    page: &Page,
    status: StatusCode,
    typed: &Form,
    errors: Vec<FieldError>,
    wrong: Option<NoticePlaceId>,
) -> Result<Response, WebError> {
    let own = view::own(page.app(), page.actor()).await?;
    let failing = match page.actor().may(SystemRight::ManageUsers) {
        true => view::failing(page.app(), page.actor()).await?,
        false => vec![],
    };
    let mut shell = page.shell(Nav::None).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let kinds = PlaceKind::ALL.map(|kind| {
        let word = kind.as_str();
        Choice::new(word, tr.text(&format!("notice-{word}")), typed.get("kind") == word)
    });
    let lang = if typed.has("lang") { typed.get("lang").to_owned() } else { tr.lang().code().to_owned() };
    let view = NoticesPage {
        places: own.iter().map(|one| place(page, &tr, one, wrong)).collect(),
        no_mail: !page.state.config().mail,
        meta: page.meta(None),
        kinds: kinds.to_vec(),
        address: typed.get("address").to_owned(),
        langs: langs(&lang),
        hours: typed_hours(&tr, typed),
        failing: failing.iter().map(|one| row(page, &tr, one)).collect(),
        shell,
    };
    Ok(html::answer(status, view.render()))
}

fn langs(chosen: &str) -> Vec<Choice> {
    Lang::ALL.iter().map(|lang| Choice::new(lang.code(), lang.own_name(), lang.code() == chosen)).collect()
}

fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn paces(tr: &Translator, chosen: &str) -> Vec<Choice> {
    let pace = |pace: Pace| {
        let word = pace.as_str();
        Choice::new(word, tr.text(&format!("notice-{word}")), word == chosen)
    };
    Pace::ALL.map(pace).to_vec()
}

fn typed_hours(tr: &Translator, typed: &Form) -> HoursForm {
    let stands = Hours::default();
    let kept = |name: &str, minute: i64| if typed.has(name) { typed.get(name).to_owned() } else { clock(minute) };
    let pace = if typed.has("pace") { typed.get("pace") } else { stands.pace.as_str() };
    HoursForm {
        paces: paces(tr, pace),
        quiet_from: kept("quiet_from", stands.quiet_from),
        quiet_until: kept("quiet_until", stands.quiet_until),
        daily_at: kept("daily_at", stands.daily_at),
    }
}

fn place(page: &Page, tr: &Translator, one: &PlaceView, wrong: Option<NoticePlaceId>) -> PlaceRow {
    let failing = one.failing_since.map(|since| {
        let since = tr.date_time(since, page.zone());
        let why = one.failing_why.clone().unwrap_or_default();
        tr.with("notice-failing-since", &[("since", since.into()), ("why", why.into())])
    });
    PlaceRow {
        id: one.id.to_string(),
        kind: kind(tr, one.kind),
        shown: one.shown.clone(),
        proven: one.proven_at.is_some(),
        failing,
        again: page.meta(None),
        end: page.meta(None),
        prove: page.meta(None),
        code_error: (wrong == Some(one.id)).then(|| tr.text("field-wrong-code")),
        change: page.meta(Some(one.version)),
        langs: langs(&one.lang),
        hours: HoursForm {
            paces: paces(tr, one.hours.pace.as_str()),
            quiet_from: clock(one.hours.quiet_from),
            quiet_until: clock(one.hours.quiet_until),
            daily_at: clock(one.hours.daily_at),
        },
        messages: one.messages.iter().map(|one| message(page, tr, one)).collect(),
    }
}

fn message(page: &Page, tr: &Translator, one: &MessageView) -> MessageRow {
    MessageRow {
        kind: tr.text(&format!("notice-kind-{}", one.kind.as_str())),
        state: tr.text(&format!("notice-state-{}", one.state.as_str())),
        at: When::new(tr, one.created_at, page.zone()),
        why: one.why.clone(),
    }
}

fn row(page: &Page, tr: &Translator, one: &FailingView) -> FailingRow {
    FailingRow {
        id: one.id.to_string(),
        person: one.person_name.clone(),
        kind: kind(tr, one.kind),
        since: When::new(tr, one.since, page.zone()),
        why: one.why.clone(),
        end: page.meta(None),
    }
}

fn kind(tr: &Translator, kind: PlaceKind) -> String {
    tr.text(&format!("notice-{}", kind.as_str()))
}

/// `POST /notices`
pub(crate) async fn add(page: Page, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let kind = PlaceKind::parse(&reader.required("kind"));
    if kind.is_none() {
        reader.issue("kind", "required");
    }
    let address = Secret::new(reader.required("address"));
    // Mail needs none.
    let key = Secret::new(if form.get("key").is_empty() { String::new() } else { reader.secret("key") });
    let lang = reader.required("lang");
    let hours = hours(&mut reader);
    let (issues, unusable) = (reader.finish(), StatusCode::UNPROCESSABLE_ENTITY);
    let (Ok(()), Some(kind), Some(hours)) = (&issues, kind, hours) else {
        let errors = text::issues(&page.tr(), &issues.err().unwrap_or_default());
        return render(&page, unusable, &form, errors, None).await;
    };
    match page.execute(&form, &AddPlace { kind, address, key, lang, hours }).await {
        Ok(_) => Ok(page.done(LIST, "notice-added")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&page.tr(), &errors, |field| field.trim_start_matches("hours.").to_owned());
            render(&page, unusable, &form, errors, None).await
        }
        // Neither key nor address stands on the page that says what was wrong.
        Err(failed) => Err(failed.about(Form::default(), LIST)),
    }
}

/// `POST /notices/{id}/prove`
pub(crate) async fn prove(page: Page, Id(id): Id<NoticePlaceId>, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let code = Secret::new(reader.required("code"));
    let proven = match reader.finish() {
        Ok(()) => match page.execute(&form, &ProvePlace { id, code }).await {
            Ok(done) => done.proven,
            Err(failed) => return Err(failed.about(Form::default(), LIST)),
        },
        Err(_) => false,
    };
    if proven {
        return Ok(page.done(LIST, "notice-proven"));
    }
    render(&page, StatusCode::UNPROCESSABLE_ENTITY, &Form::default(), vec![], Some(id)).await
}
