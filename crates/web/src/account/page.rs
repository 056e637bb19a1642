//! 公式アカウント台帳

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure, Refusal,
    account::{self, AccountView, Change, LINES, Register},
    case::{self, CaseFilter},
    duty::{self, DutyFilter},
    publication,
};
use tatefuda_domain::{AccountId, AccountState, Service, SystemRight, case::CaseState};
use tatefuda_i18n::Translator;
use tatefuda_regulation::Decision;
use tatefuda_ui::{
    Nav, Template as _,
    account::{AccountChange, AccountFormPage, AccountPage},
    case::CaseRow,
    publication::PendingRow,
    view::{FieldError, Link, Pair},
};

use super::{
    form::{account_form, services, texts},
    moves::step,
};
use crate::{
    answer::view::{about_account, shown},
    error::WebError,
    form::Form,
    html,
    org::page as places,
    page::{Acted, Id, Page},
    paper::list as papers,
    post::page::Surroundings,
    publication::view as sends,
    record::{
        view::About,
        within::{self, supplies},
    },
    text,
    view::words::Words,
};

/// `GET /accounts/new`
pub(crate) async fn new(page: Page) -> Result<Response, WebError> {
    render_new(&page, StatusCode::OK, &Form::default(), vec![], None).await
}

async fn render_new(
    page: &Page,
    status: StatusCode,
    typed: &Form,
    errors: Vec<FieldError>,
    refused: Option<&Refusal>,
) -> Result<Response, WebError> {
    let mut shell = page.shell(Nav::Accounts).await;
    shell.errors = errors;
    let answer = refused.map(|no| shown(&shell.tr, &page.session, &no.answer, Some(no.id.to_string()), None, true));
    let around = Surroundings::load(page, &shell.tr).await?;
    let mut form = account_form(page, &shell.tr, None, typed, &around.words).await?;
    form.services = services(page, &shell.tr).await?;
    Ok(html::answer(status, AccountFormPage { shell, form, answer }.render()))
}

/// `POST /accounts`
pub(crate) async fn register(page: Page, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    let service: Option<Service> = reader.needed("service", "not-a-service");
    let texts = texts(&mut reader, None);
    let running_until = reader.moment("running_until", "", page.zone(), true);
    let (Some(service), Some(texts), true) = (service, texts, reader.is_sound()) else {
        let errors = text::issues(&tr, &reader.finish().err().unwrap_or_default());
        return render_new(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors, None).await;
    };
    match page.execute(&form, &Register { service, texts, running_until }).await {
        Ok(done) => Ok(page.done(&format!("/accounts/{}", done.account), "account-registered")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            render_new(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors, None).await
        }
        // What the text says stands above what was typed, to be put right there.
        Err(Acted::Failed(Failure::Refused(no))) => {
            render_new(&page, StatusCode::FORBIDDEN, &form, vec![], Some(&no)).await
        }
        Err(failed) => Err(failed.about(form, "/accounts")),
    }
}

/// `GET /accounts/{id}`
pub(crate) async fn show(page: Page, Id(id): Id<AccountId>) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, id, &Form::default(), vec![]).await
}

pub(super) async fn render(
    page: &Page,
    status: StatusCode,
    id: AccountId,
    typed: &Form,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    let stored = account::find(page.app(), page.actor(), id).await?;
    let offers = match account::offers(page.app(), page.actor(), id).await {
        // Without a regulation in force nobody can say what may be done.
        Err(Failure::State { .. }) => vec![],
        offers => offers?,
    };
    let mut shell = page.shell(Nav::Accounts).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let around = Surroundings::load(page, &tr).await?;
    let may = page.actor().may(SystemRight::ManageAccounts);
    let over = matches!(stored.state, AccountState::Closed | AccountState::Deleted);
    let connect = may && stored.connector && !stored.service.is_website() && !over;
    let change = change_view(page, &tr, &around, &stored, typed).await?;
    let on_form = change.as_ref().is_some_and(|change| change.form.is_some());
    let view = AccountPage {
        row: crate::account::view::row(&tr, page.zone(), &around.documents, &stored),
        owners: super::owner::view(page, &tr, &stored).await?,
        facts: facts(page, &tr, &around.words, &stored),
        moves: offers.iter().map(|offer| step(page, &tr, &around, &stored, offer, typed, on_form)).collect(),
        pending: match offers.is_empty() {
            true => vec![],
            false => pending(page, &tr, id).await?,
        },
        road: connect.then(|| super::connect::road(page, &tr, &stored)),
        connect: connect.then(|| super::connect::form(page, &tr, &stored, typed)),
        cases: cases(page, &tr, id).await?,
        duties: duties(page, &tr, id).await?,
        login: super::login::view(page, &tr, id).await?,
        papers: papers::of(page, &tr, Some(id), None).await?,
        change,
        shell,
    };
    Ok(html::answer(status, view.render()))
}

/// What is scheduled to the account. Numbers and times only; the post is read under one's own access to it.
async fn pending(page: &Page, tr: &Translator, id: AccountId) -> Result<Vec<PendingRow>, WebError> {
    let list = publication::pending_of_account(page.app(), page.actor(), id).await?;
    Ok(list.into_iter().map(|one| sends::pending(page, tr, one)).collect())
}

/// What runs on the account.
async fn cases(page: &Page, tr: &Translator, id: AccountId) -> Result<Vec<CaseRow>, WebError> {
    let filter = CaseFilter { state: Some(CaseState::Running), account: Some(id), ..CaseFilter::default() };
    let found = case::list(page.app(), page.actor(), filter).await?;
    Ok(found.rows.iter().map(|one| crate::case::view::row(tr, page.zone(), one)).collect())
}

/// What waits on the account and what is watched, with how it stands.
async fn duties(page: &Page, tr: &Translator, id: AccountId) -> Result<Vec<Link>, WebError> {
    let lang = crate::lang::domain(tr.lang());
    let filter = DutyFilter { body: true, account: Some(id), ..DutyFilter::default() };
    let found = duty::list(page.app(), page.actor(), filter).await?.rows;
    let line = |one: &duty::view::DutyRow| {
        let state = tr.text(&format!("duty-{}", one.state.as_str()));
        let due = one.due.map(|due| tr.date_time(due, page.zone())).unwrap_or_default();
        Link {
            href: "/duties?of=body".to_owned(),
            label: format!("{} {state} {due}", one.label.get(lang)).trim().to_owned(),
        }
    };
    Ok(found.iter().map(line).collect())
}

/// Changing what the ledger says. Shown to whoever may, and to whom the text says that it is another's.
async fn change_view(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    stored: &AccountView,
    typed: &Form,
) -> Result<Option<AccountChange>, WebError> {
    let offer = match account::change_offer(page.app(), page.actor(), stored.id).await {
        Err(Failure::State { .. }) => return Ok(None),
        offer => offer?,
    };
    if !offer.open && !offer.named {
        return Ok(None);
    }
    let about = about(stored);
    let permitted = offer.answer.decision == Decision::Permitted;
    let form = match offer.open {
        true => Some(account_form(page, tr, Some(stored), typed, &around.words).await?),
        false => None,
    };
    Ok(Some(AccountChange {
        supplies: if offer.open { within::forms(page, tr, around, &about, &offer.answer, typed, None) } else { vec![] },
        answer: (!permitted).then(|| about_account(tr, &page.session, &offer.answer, &about.id, offer.open)),
        form,
    }))
}

pub(super) fn about(stored: &AccountView) -> About {
    About {
        kind: "account".to_owned(),
        id: stored.id.to_string(),
        label: stored.name.clone(),
        href: Some(format!("/accounts/{}", stored.id)),
        account: None,
        digest: None,
    }
}

fn facts(page: &Page, tr: &Translator, words: &Words, one: &AccountView) -> Vec<Pair> {
    let day = |at| places::day(tr, page.zone(), at);
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let whose = |own| tr.text(if own { "web-account-mail-own" } else { "web-account-mail-shared" });
    let listed = tr.text(if one.listed { "yes" } else { "no" });
    let rows = [
        ("web-account-external", one.external_id.clone()),
        ("account-mail", text(&one.mail)),
        ("account-mail-personal", one.mail_personal.map(whose)),
    ];
    let lines = LINES.iter().map(|line| (line.label(), text(&(line.of)(one))));
    let course = [
        ("web-account-registered", Some(day(one.registered_at))),
        ("web-account-started", one.started_at.map(day)),
        ("web-account-transition", one.transition_until.map(day)),
        ("web-account-ended", one.ended_at.map(day)),
        ("web-account-published", one.last_published.map(|at| tr.date_time(at, page.zone()))),
        ("web-account-listed", Some(listed)),
        ("web-account-note", text(&one.public_note)),
    ];
    let named = |(key, value): (&'static str, Option<String>)| (key.to_owned(), value);
    let all = rows.into_iter().map(named).chain(lines).chain(course.into_iter().map(named));
    let class = one.class.as_deref().map(|id| Pair::new(&words.class_word, words.class(id)));
    class.into_iter().chain(all.filter_map(|(key, value)| Some(Pair::new(tr.text(&key), value?)))).collect()
}

/// `POST /accounts/{id}/change`
pub(crate) async fn change(page: Page, Id(account): Id<AccountId>, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let stored = account::find(page.app(), page.actor(), account).await?;
    let mut reader = form.reader();
    let version: Option<i64> = reader.needed("version", "not-a-number");
    let texts = texts(&mut reader, Some(&stored));
    let (Some(version), Some(texts), true) = (version, texts, reader.is_sound()) else {
        let errors = text::issues(&tr, &reader.finish().err().unwrap_or_default());
        return render(&page, StatusCode::UNPROCESSABLE_ENTITY, account, &form, errors).await;
    };
    let supplies = supplies(&form).into_iter().map(|given| given.record).collect();
    match page.execute(&form, &Change { account, version, texts, supplies }).await {
        Ok(_) => Ok(page.done(&format!("/accounts/{account}"), "account-changed")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            render(&page, StatusCode::UNPROCESSABLE_ENTITY, account, &form, errors).await
        }
        Err(failed) => Err(failed.about(form, format!("/accounts/{account}"))),
    }
}
