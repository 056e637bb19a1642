//! 公式アカウント台帳

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure, Secret,
    account::{
        self, AccountTexts, AccountView, Change, ChangeState, Connect, LINES, Line, LineKind, Move, Offer, Register,
        ledger,
    },
    org, publication, setting,
};
use tatefuda_domain::{AccountId, AccountState, SectionId, Service, SystemRight};
use tatefuda_i18n::Translator;
use tatefuda_regulation::Decision;
use tatefuda_ui::{
    Nav, Template as _,
    account::{
        AccountChange, AccountForm, AccountFormPage, AccountPage, AccountsPage, ConnectForm, LedgerLine, MoveView,
    },
    publication::PendingRow,
    view::{Choice, FieldError, Link, Pair},
};

use crate::{
    answer::view::about_account,
    error::WebError,
    form::{Form, Reader},
    html, lang,
    org::page as places,
    page::{Acted, Id, Page},
    post::page::Surroundings,
    publication::view as sends,
    record::{
        page::{self as record, supplies},
        view::About,
    },
    text, view,
};

/// `GET /accounts`
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    let accounts = ledger(page.app(), page.actor()).await?;
    let documents = setting::view::documents(page.app(), page.actor()).await?;
    let shell = page.shell(Nav::Accounts).await;
    let tr = shell.tr.clone();
    let rows = accounts.iter().map(|one| crate::account::view::row(&tr, page.zone(), &documents, one)).collect();
    let public = Link { href: format!("/public/{}/", page.session.body().slug), label: tr.text("web-public-page") };
    let may_register = page.actor().may(SystemRight::ManageAccounts);
    Ok(html::ok(AccountsPage { shell, rows, public, may_register }.render()))
}

/// `GET /accounts/new`
pub(crate) async fn new(page: Page) -> Result<Response, WebError> {
    render_new(&page, StatusCode::OK, &Form::default(), vec![]).await
}

async fn render_new(
    page: &Page,
    status: StatusCode,
    typed: &Form,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    let mut shell = page.shell(Nav::Accounts).await;
    shell.errors = errors;
    let mut form = account_form(page, &shell.tr, None, typed).await?;
    form.services = services(page, &shell.tr).await?;
    Ok(html::answer(status, AccountFormPage { shell, form }.render()))
}

/// Services that this program knows, and those of which the body's documents speak.
async fn services(page: &Page, tr: &Translator) -> Result<Vec<Choice>, WebError> {
    let lang = lang::domain(tr.lang());
    let known = account::known_services().into_iter();
    let mut found: Vec<Choice> = known.map(|(word, name)| Choice::new(word, name.get(lang), false)).collect();
    for one in setting::view::documents(page.app(), page.actor()).await? {
        for service in &one.governing.regulation.body().header.services {
            if found.iter().all(|known| known.value != *service) {
                found.push(Choice::new(service, service, false));
            }
        }
    }
    Ok(found)
}

/// The fields of the ledger, as typed or else as stored.
async fn account_form(
    page: &Page,
    tr: &Translator,
    stored: Option<&AccountView>,
    typed: &Form,
) -> Result<AccountForm, WebError> {
    let chart = org::chart(page.app(), page.actor(), page.now()).await?;
    let sent = typed.has("name");
    let kept = |name: &str, of: fn(&AccountView) -> String| match (sent, stored) {
        (false, Some(stored)) => of(stored),
        _ => typed.get(name).to_owned(),
    };
    let section = kept("section", |one| one.section.to_string());
    Ok(AccountForm {
        meta: page.meta(stored.map(|one| one.version)),
        service: typed.get("service").to_owned(),
        services: vec![],
        name: kept("name", |one| one.name.clone()),
        handle: kept("handle", |one| one.handle.clone()),
        url: kept("url", |one| one.url.clone()),
        purpose: kept("purpose", |one| one.purpose.clone()),
        // Also a section that has ended: a list without it would take it away.
        sections: match stored.filter(|one| one.section.to_string() == section) {
            Some(one) => view::named_too(
                places::sections(tr, &chart, &section),
                &section,
                one.section_name.get(lang::domain(tr.lang())),
            ),
            None => places::sections(tr, &chart, &section),
        },
        class: kept("class", |one| one.class.clone().unwrap_or_default()),
        external_id: kept("external_id", |one| one.external_id.clone().unwrap_or_default()),
        listed: match (sent, stored) {
            (false, Some(stored)) => stored.listed,
            // A new account is one of the body's own unless somebody says otherwise.
            (false, None) => true,
            _ => typed.has("listed"),
        },
        public_note: kept("public_note", |one| one.public_note.clone()),
        mail: kept("mail", |one| one.mail.clone()),
        mail_personal: mailboxes(tr, &kept("mail_personal", |one| yes_no(one.mail_personal).to_owned())),
        lines: LINES.iter().map(|line| ledger_line(tr, line, kept(line.name, line.of))).collect(),
        running_until: typed.get("running_until").to_owned(),
    })
}

fn ledger_line(tr: &Translator, line: &Line, value: String) -> LedgerLine {
    LedgerLine {
        name: line.name.to_owned(),
        label: tr.text(&line.label()),
        hint: tr.text(&format!("{}-hint", line.label())),
        value,
        kind: match line.kind {
            LineKind::Link => "url",
            LineKind::Mail => "email",
        },
    }
}

const fn yes_no(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

/// Whose a mailbox is.
fn mailboxes(tr: &Translator, chosen: &str) -> Vec<Choice> {
    let choice = |value: &str, key: &str| Choice::new(value, tr.text(key), value == chosen);
    vec![choice("no", "web-account-mail-shared"), choice("yes", "web-account-mail-own")]
}

/// What the ledger is to say, as typed onto what it says.
fn texts(reader: &mut Reader<'_>, stored: Option<&AccountView>) -> Option<AccountTexts> {
    let blank = |text: String| Some(text).filter(|text| !text.is_empty());
    let kept = |reader: &mut Reader<'_>, name: &str, of: fn(&AccountView) -> String| {
        reader.ticked(name).then(|| reader.line_onto(name, &stored.map(of).unwrap_or_default()))
    };
    let section: Option<SectionId> = reader.needed("section", "unknown-section");
    let now = |of: fn(&AccountView) -> &str| stored.map(of).unwrap_or_default();
    let name = match reader.line_onto("name", now(|one| &one.name)) {
        name if name.is_empty() => reader.required("name"),
        name => name,
    };
    let mut texts = AccountTexts {
        name,
        handle: reader.line_onto("handle", now(|one| &one.handle)),
        url: reader.line_onto("url", now(|one| &one.url)),
        purpose: reader.text_onto("purpose", now(|one| &one.purpose)),
        section: section?,
        class: blank(reader.line_onto("class", now(|one| one.class.as_deref().unwrap_or_default()))),
        external_id: blank(reader.line_onto("external_id", now(|one| one.external_id.as_deref().unwrap_or_default()))),
        listed: reader.ticked("listed"),
        public_note: reader.text_onto("public_note", now(|one| &one.public_note)),
        // A form without these fields says nothing of them.
        mail: kept(reader, "mail", |one| one.mail.clone()),
        mail_personal: match reader.line("mail_personal").as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            "" => None,
            _ => {
                reader.issue("mail_personal", "not-yes-or-no");
                None
            }
        },
        ..AccountTexts::named("", section?)
    };
    for line in &LINES {
        *(line.typed)(&mut texts) = kept(reader, line.name, line.of);
    }
    Some(texts)
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
        return render_new(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await;
    };
    match page.execute(&form, &Register { service, texts, running_until }).await {
        Ok(done) => Ok(page.done(&format!("/accounts/{}", done.account), "account-registered")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            render_new(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await
        }
        Err(failed) => Err(failed.about(form, "/accounts")),
    }
}

/// `GET /accounts/{id}`
pub(crate) async fn show(page: Page, Id(id): Id<AccountId>) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, id, &Form::default(), vec![]).await
}

async fn render(
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
    let view = AccountPage {
        row: crate::account::view::row(&tr, page.zone(), &around.documents, &stored),
        facts: facts(page, &tr, &stored),
        moves: offers.iter().map(|offer| step(page, &tr, &around, &stored, offer, typed)).collect(),
        pending: match offers.is_empty() {
            true => vec![],
            false => pending(page, &tr, id).await?,
        },
        connect: connect.then(|| ConnectForm {
            meta: page.meta(None),
            connected: stored.connected,
            until: stored.token_expires_at.map(|at| places::day(&tr, page.zone(), at)),
            // The token itself is given back nowhere.
            expires: typed.get("expires").to_owned(),
        }),
        change: change_view(page, &tr, &around, &stored, typed).await?,
        shell,
    };
    Ok(html::answer(status, view.render()))
}

/// What is scheduled to the account. Numbers and times only; the post is read under one's own access to it.
async fn pending(page: &Page, tr: &Translator, id: AccountId) -> Result<Vec<PendingRow>, WebError> {
    let list = publication::pending_of_account(page.app(), page.actor(), id).await?;
    Ok(list.into_iter().map(|one| sends::pending(page, tr, one)).collect())
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
        true => Some(account_form(page, tr, Some(stored), typed).await?),
        false => None,
    };
    Ok(Some(AccountChange {
        supplies: if offer.open { record::forms(page, tr, around, &about, &offer.answer, typed, None) } else { vec![] },
        answer: (!permitted).then(|| about_account(tr, &page.session, &offer.answer, &about.id)),
        form,
    }))
}

fn about(stored: &AccountView) -> About {
    About {
        kind: "account".to_owned(),
        id: stored.id.to_string(),
        label: stored.name.clone(),
        href: Some(format!("/accounts/{}", stored.id)),
        account: None,
        digest: None,
    }
}

fn facts(page: &Page, tr: &Translator, one: &AccountView) -> Vec<Pair> {
    let day = |at| places::day(tr, page.zone(), at);
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let mailbox = |own| tr.text(if own { "web-account-mail-own" } else { "web-account-mail-shared" });
    let listed = tr.text(if one.listed { "yes" } else { "no" });
    let rows = [
        ("web-account-external", one.external_id.clone()),
        ("web-account-class", one.class.clone()),
        ("account-mail", text(&one.mail)),
        ("account-mail-personal", one.mail_personal.map(mailbox)),
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
    all.filter_map(|(key, value)| Some(Pair::new(tr.text(&key), value?))).collect()
}

const fn verb(to: Move) -> &'static str {
    match to {
        Move::Start => "start",
        Move::Suspend => "suspend",
        Move::Close => "close",
        Move::Delete => "delete",
    }
}

/// A move with what the regulation says to it. What is open can be given with it; what is refused says why.
fn step(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    stored: &AccountView,
    offer: &Offer,
    typed: &Form,
) -> MoveView {
    let verb = verb(offer.to);
    let again = offer.to == Move::Start && stored.state == AccountState::Suspended;
    let about = about(stored);
    let permitted = offer.answer.decision == Decision::Permitted;
    let supplies = record::forms(page, tr, around, &about, &offer.answer, typed, None);
    let open = permitted || (offer.answer.decision == Decision::Needs && !supplies.is_empty());
    MoveView {
        verb: verb.to_owned(),
        label: tr.text(&if again { "web-account-start-again".to_owned() } else { format!("web-account-{verb}") }),
        effect: tr.text(&format!("web-account-{verb}-effect")),
        forward: offer.to == Move::Start,
        meta: (open && offer.lacks.is_none()).then(|| page.meta(Some(stored.version))),
        supplies: if offer.lacks.is_none() { supplies } else { vec![] },
        answer: (!permitted).then(|| about_account(tr, &page.session, &offer.answer, &about.id)),
        lacks: offer.lacks.map(|right| tr.text(&format!("forbidden-right-{}", right.as_str()))),
    }
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

/// `POST /accounts/{id}/start`
pub(crate) async fn start(page: Page, id: Id<AccountId>, form: Form) -> Result<Response, WebError> {
    go(page, id, form, Move::Start, "account-started").await
}

/// `POST /accounts/{id}/suspend`
pub(crate) async fn suspend(page: Page, id: Id<AccountId>, form: Form) -> Result<Response, WebError> {
    go(page, id, form, Move::Suspend, "account-suspended").await
}

/// `POST /accounts/{id}/close`
pub(crate) async fn close(page: Page, id: Id<AccountId>, form: Form) -> Result<Response, WebError> {
    go(page, id, form, Move::Close, "account-closed").await
}

/// `POST /accounts/{id}/delete`
pub(crate) async fn delete(page: Page, id: Id<AccountId>, form: Form) -> Result<Response, WebError> {
    go(page, id, form, Move::Delete, "account-deleted").await
}

async fn go(page: Page, Id(account): Id<AccountId>, form: Form, to: Move, flash: &str) -> Result<Response, WebError> {
    let back = format!("/accounts/{account}");
    let mut reader = form.reader();
    let version = reader.needed("version", "not-a-number").unwrap_or_default();
    if let Err(issues) = reader.finish() {
        return Err(Acted::unusable(issues).about(form, back));
    }
    let waiting = publication::pending_of_account(page.app(), page.actor(), account).await?.len();
    if to != Move::Start && waiting > 0 && !form.has("pending_known") {
        // Whoever stops an account says that they know what will not go out.
        let field = format!("pending_known.{}", verb(to));
        let message = page.tr().with("account-pending-unknown", &[("n", waiting.into())]);
        let errors = vec![FieldError { field, message }];
        return render(&page, StatusCode::UNPROCESSABLE_ENTITY, account, &form, errors).await;
    }
    let supplies = supplies(&form).into_iter().map(|given| given.record).collect();
    match page.execute(&form, &ChangeState { account, version, to, supplies }).await {
        Ok(_) => Ok(page.done(&back, flash)),
        Err(failed) => Err(failed.about(form, back)),
    }
}

/// `POST /accounts/{id}/connect`
pub(crate) async fn connect(page: Page, Id(account): Id<AccountId>, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    // A token is longer than a line of a form; the use-case bounds it.
    let token = Secret::new(form.get("token"));
    let expires_at = reader.moment("expires", "", page.zone(), true);
    if let Err(issues) = reader.finish() {
        let errors = text::issues(&tr, &issues);
        return render(&page, StatusCode::UNPROCESSABLE_ENTITY, account, &form, errors).await;
    }
    let connect = match Connect::new(account, token, expires_at).asked(page.app(), page.actor()).await {
        Ok(connect) => page.execute(&form, &connect).await,
        Err(failure) => Err(Acted::Failed(failure)),
    };
    match connect {
        Ok(()) => Ok(page.done(&format!("/accounts/{account}"), "account-connected")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            render(&page, StatusCode::UNPROCESSABLE_ENTITY, account, &form, errors).await
        }
        Err(failed) => Err(failed.about(form, format!("/accounts/{account}"))),
    }
}
