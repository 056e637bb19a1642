//! `GET /disaster` and the card to print.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    account::{self, AccountView},
    disaster::{self, CLEAR, COMMENTS, Decider, OnCall, Standing},
    post::view::PostRow,
};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    disaster::{
        DisasterAccount, DisasterCardPage, DisasterContact, DisasterForm, DisasterOn, DisasterPage, DisasterPost,
    },
    view::{FieldError, Link, When},
};

use crate::{
    error::WebError,
    form::Form,
    html, lang,
    page::Page,
    post::{look::person, page::Surroundings},
    view::words::Words,
};

/// `GET /disaster`
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, &Form::default(), vec![]).await
}

pub(super) async fn render(
    page: &Page,
    status: StatusCode,
    typed: &Form,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    let found = disaster::standing(page.app(), page.actor()).await?;
    let ledger = account::ledger(page.app(), page.actor()).await?;
    let mut shell = page.shell(Nav::None).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let around = Surroundings::load(page, &tr).await?;
    let reader = Reader { page, tr: &tr, ledger: &ledger, words: &around.words };
    let kept = |name: &str| typed.get(name).to_owned();
    let form = (found.may && page.actor().capacity.is_some()).then(|| DisasterForm {
        meta: page.meta(None),
        text: kept("text"),
        date: kept("date"),
        time: kept("time"),
    });
    let on = found.since.map(|since| DisasterOn {
        name: found.name.clone(),
        since: reader.when(since),
        by: found.by.as_ref().map(|by| person(&tr, by)).unwrap_or_default(),
    });
    let view = DisasterPage {
        on,
        form,
        held: found.held.iter().map(|post| reader.post(post)).collect(),
        coming: found.coming.iter().map(|post| reader.post(post)).collect(),
        open: found.open.iter().map(|post| reader.open(post)).collect(),
        accounts: reader.accounts(&found),
        on_call: found.on_call.iter().map(|one| reader.on_call(one)).collect(),
        deciders: found.deciders.iter().map(|one| reader.decider(one)).collect(),
        shell,
    };
    Ok(html::answer(status, view.render()))
}

/// `GET /disaster/card`
pub(crate) async fn card(page: Page) -> Result<Response, WebError> {
    let found = disaster::standing(page.app(), page.actor()).await?;
    let ledger = account::ledger(page.app(), page.actor()).await?;
    let shell = page.shell(Nav::None).await;
    let tr = shell.tr.clone();
    let around = Surroundings::load(&page, &tr).await?;
    let reader = Reader { page: &page, tr: &tr, ledger: &ledger, words: &around.words };
    let view = DisasterCardPage {
        body: shell.body.as_ref().map(|body| body.name.clone()).unwrap_or_default(),
        printed: reader.when(page.now()),
        accounts: reader.accounts(&found),
        on_call: found.on_call.iter().map(|one| reader.on_call(one)).collect(),
        deciders: found.deciders.iter().map(|one| reader.decider(one)).collect(),
        shell,
    };
    Ok(html::ok(view.render()))
}

/// What is found, in words.
struct Reader<'a> {
    page: &'a Page,
    tr: &'a Translator,
    ledger: &'a [AccountView],
    words: &'a Words,
}

impl Reader<'_> {
    fn when(&self, at: jiff::Timestamp) -> When {
        When::new(self.tr, at, self.page.zone())
    }

    fn post(&self, post: &PostRow) -> DisasterPost {
        let sends = &post.publications;
        let at = sends.iter().filter_map(|one| one.published_at).max().or(sends.iter().map(|one| one.planned_at).min());
        DisasterPost {
            href: format!("/posts/{}", post.id),
            title: post.title.clone(),
            accounts: post.accounts.iter().map(|one| one.name.clone()).collect(),
            at: at.map(|at| self.when(at)),
            act: None,
        }
    }

    /// One of which the end is still to be announced.
    fn open(&self, post: &PostRow) -> DisasterPost {
        let account = post.accounts.first().map(|one| one.account.to_string()).unwrap_or_default();
        let href = format!("/records/new?kind={CLEAR}&subject_kind=post&subject={}&account={account}", post.id);
        let act = Some(Link { href, label: self.tr.text("disaster-clear") });
        DisasterPost { act, ..self.post(post) }
    }

    fn accounts(&self, found: &Standing) -> Vec<DisasterAccount> {
        let account = |looked: &disaster::Looked| {
            let line = self.ledger.iter().find(|one| one.id == looked.account)?;
            let url = Some(line.url.clone()).filter(|url| !url.is_empty());
            Some(DisasterAccount {
                name: looked.name.clone(),
                service: self.words.service(line.service.as_str()),
                handle: if line.handle.is_empty() { url.clone().unwrap_or_default() } else { line.handle.clone() },
                url,
                looked: looked.at.map(|at| self.when(at)),
                by: looked.by.as_ref().map(|by| person(self.tr, by)).unwrap_or_default(),
                act: format!("/records/new?kind={COMMENTS}&subject_kind=account&subject={}", looked.account),
            })
        };
        found.comments.iter().filter_map(account).collect()
    }

    fn on_call(&self, one: &OnCall) -> DisasterContact {
        let days = [("from", one.from.as_str().into()), ("until", one.until.as_str().into())];
        DisasterContact {
            role: self.tr.text("disaster-on-call"),
            who: one.person.name.clone(),
            telephone: one.telephone.clone(),
            note: self.tr.with("disaster-on-call-span", &days),
        }
    }

    fn decider(&self, one: &Decider) -> DisasterContact {
        let note = match (one.absent, one.deputy) {
            (true, _) => "disaster-away",
            (_, true) => "disaster-deputy",
            _ => "disaster-in",
        };
        let extension = || self.tr.with("disaster-extension", &[("number", one.extension.as_str().into())]);
        DisasterContact {
            role: one.role.get(lang::domain(self.tr.lang())).to_owned(),
            who: format!("{} {}", one.name, one.position).trim().to_owned(),
            telephone: if one.extension.is_empty() { String::new() } else { extension() },
            note: self.tr.text(note),
        }
    }
}
