//! `GET /`: 今日の仕事

use axum::response::Response;
use tatefuda_app::{
    Ask, Failure, SubjectRef, account, post as posts, preview,
    task::{self, view::Today},
};
use tatefuda_domain::{
    Action,
    duty::{FoundKind, FoundState},
    publication::PublicationState as Send,
};
use tatefuda_i18n::DateStyle;
use tatefuda_regulation::Decision;
use tatefuda_ui::{
    Nav, Shell, Template as _,
    home::{Contact, HomePage, NoRolePage, TaskGroup, TaskItem, TaskKind},
    view::{Link, Tone},
};

use crate::{
    error::WebError,
    html, lang,
    page::Page,
    post::{
        look::{Look, person},
        page::Surroundings,
    },
    publication::view as sends,
    view,
};

/// What waits, or whom to ask where nothing can.
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    let actor = page.actor();
    let Standing { may_compose, holds_role } = standing(&page).await?;
    let today = match actor.capacity {
        Some(_) => task::today(page.app(), actor).await?,
        None => Today::default(),
    };
    let shell = page.shell_with(Nav::Home, today.count()).await;
    if !holds_role && !may_compose && actor.rights.is_empty() && today.count() == 0 {
        return nobody(&page, shell).await;
    }
    let tr = shell.tr.clone();
    let around = Surroundings::load(&page, &tr).await?;
    let look = Look { tr: &tr, zone: page.zone(), words: &around.words };
    let others = today.later + today.more_duties + today.duties.len().saturating_sub(DUTIES_SHOWN);
    let view = HomePage {
        today: tr.date(page.now().to_zoned(page.zone().clone()).date(), DateStyle::Wareki),
        groups: groups(look, &page, &today),
        may_compose,
        duties: (0 < others).then(|| Link {
            href: "/duties".to_owned(),
            label: tr.with("home-more-duties", &[("count", others.into())]),
        }),
        double_url: page.state.config().double_url.clone(),
        shell,
    };
    Ok(html::ok(view.render()))
}

/// What the regulation says of the reader, before anything is at hand.
#[derive(Default)]
struct Standing {
    /// They may begin a post at all.
    may_compose: bool,
    /// It knows them in some role.
    holds_role: bool,
}

/// One question tells both.
async fn standing(page: &Page) -> Result<Standing, WebError> {
    let actor = page.actor();
    if actor.capacity.is_none() {
        return Ok(Standing::default());
    }
    match preview(page.app(), actor, Ask::new(Action::PostDraft, SubjectRef::Body)).await {
        Ok(asked) => {
            let person = actor.person.to_string();
            let regulation = &asked.governing.regulation;
            let holds = |role: &str| regulation.role_holders(role, &asked.facts, asked.at).holders;
            let mut roles = regulation.body().roles.iter();
            Ok(Standing {
                may_compose: asked.answer.decision != Decision::Refused,
                holds_role: roles.any(|role| holds(&role.id).iter().any(|one| one.person == person)),
            })
        }
        // Without a regulation in force, and without one that can be read, nothing can be begun.
        Err(Failure::State { .. } | Failure::Unreadable(_)) => Ok(Standing::default()),
        Err(failure) => Err(failure.into()),
    }
}

/// Whether the regulation lets this person begin a post at all.
pub(crate) async fn may_compose(page: &Page) -> Result<bool, WebError> {
    Ok(standing(page).await?.may_compose)
}

async fn nobody(page: &Page, shell: Shell) -> Result<Response, WebError> {
    let tr = shell.tr.clone();
    let body = page.session.body();
    let contact = |key: &str| Contact { topic: tr.text(key), holder: view::contact(body) };
    let accounts = account::ledger(page.app(), page.actor()).await?;
    let view = NoRolePage {
        contacts: vec![contact("web-contact-role"), contact("web-contact-post")],
        accounts: accounts.iter().map(|one| crate::account::view::reference(&tr, one)).collect(),
        shell,
    };
    Ok(html::ok(view.render()))
}

/// Duties that stand on the page; their own page has the others.
const DUTIES_SHOWN: usize = 10;

/// Drafts without a date that stand on the page; nothing waits for the others, and the list has them.
const DRAFTS_SHOWN: usize = 10;

fn groups(look: Look<'_>, page: &Page, today: &Today) -> Vec<TaskGroup> {
    let lang = lang::domain(look.tr.lang());
    let group = |kind, items| TaskGroup { kind, items, more: None };
    let trouble = today.troubles().into_iter().map(|one| {
        let state = sends::state(one.publication.state);
        let shown = sends::shown(look, &one.publication);
        let same = today.trouble.iter().filter(|other| one.is_like(other));
        TaskItem {
            title: one.title.clone(),
            href: format!("/posts/{}", one.post),
            action: state.next_step(look.tr).unwrap_or_default(),
            accounts: same.map(|other| other.publication.account_name.clone()).collect(),
            state: match shown.reason {
                Some(reason) => format!("{} {reason}", state.label(look.tr)),
                None => state.label(look.tr),
            },
            tone: state.tone(),
            deadline: None,
            overdue: one.publication.state == Send::Held && one.publication.window.is_past(page.now()),
            clauses: vec![],
            from: Some(person(look.tr, &one.publication.scheduled_by)),
        }
    });
    // What rests on something that was changed is said to be looked at anew, until it is.
    let checked = |post: &posts::view::PostRow, item: TaskItem| {
        if today.checking.contains(&post.id) {
            TaskItem { state: look.tr.text("web-task-checking"), tone: Tone::Warn, ..item }
        } else {
            item
        }
    };
    let steps = today.steps.iter().map(|one| {
        let label = one.steps.first().map(|step| step.label.get(lang).to_owned()).unwrap_or_default();
        let item = TaskItem {
            action: look.tr.with("web-task-step", &[("step", label.into())]),
            state: look.tr.text(if one.seen_before { "web-task-changed" } else { "web-task-new" }),
            tone: if one.seen_before { Tone::Warn } else { Tone::Info },
            ..item(look, page, &one.post, &format!("/posts/{}/check", one.post.id))
        };
        checked(&one.post, item)
    });
    let returned = today.returned.iter().map(|one| TaskItem {
        action: one.note.as_ref().map(|note| note.text.clone()).unwrap_or_default(),
        state: look.tr.text("state-returned"),
        tone: Tone::Warn,
        from: one.note.as_ref().map(|note| person(look.tr, &note.person)),
        ..item(look, page, &one.post, &format!("/posts/{}/edit", one.post.id))
    });
    let cases = today.cases.iter().map(|one| {
        let procedure = one.procedure.get(lang);
        TaskItem {
            title: if one.title.is_empty() { procedure.to_owned() } else { format!("{procedure} {}", one.title) },
            href: format!("/cases/{}", one.case),
            action: look.tr.with("web-task-case", &[("step", one.label.get(lang).into())]),
            accounts: Some(one.account_name.clone()).filter(|name| !name.is_empty()).into_iter().collect(),
            state: look.tr.text(if one.soon { "case-step-soon" } else { "case-running" }),
            tone: if one.soon || one.late { Tone::Warn } else { Tone::Info },
            deadline: one.due.map(|due| look.when(due)),
            overdue: one.late,
            clauses: one.clauses.iter().map(|clause| tatefuda_ui::view::ClauseRef::id(clause.id.as_str())).collect(),
            from: None,
        }
    });
    let duties = today.duties.iter().take(DUTIES_SHOWN).map(|one| {
        let watched = one.kind == FoundKind::Monitor;
        TaskItem {
            title: one.label.get(lang).to_owned(),
            href: "/duties".to_owned(),
            action: look.tr.text(if watched { "web-task-watch" } else { "web-task-duty" }),
            accounts: Some(one.account_name.clone()).filter(|name| !name.is_empty()).into_iter().collect(),
            state: crate::duty::page::age(look.tr, one)
                .unwrap_or_else(|| look.tr.text(&format!("duty-{}", one.state.as_str()))),
            tone: if one.state == FoundState::Open { Tone::Info } else { Tone::Warn },
            deadline: one.due.map(|due| look.when(due)),
            overdue: one.late,
            clauses: one.clauses.iter().map(|clause| tatefuda_ui::view::ClauseRef::id(clause.id.as_str())).collect(),
            from: None,
        }
    });
    let records = today.records.iter().map(|one| {
        let href = format!(
            "/records/new?kind={}&subject_kind=post&subject={}&account={}",
            crate::text::query_value(&one.kind),
            one.post.id,
            one.account
        );
        let item = TaskItem {
            action: look.tr.with("web-task-record", &[("record", one.label.get(lang).into())]),
            clauses: one.clauses.iter().map(|clause| tatefuda_ui::view::ClauseRef::id(clause.id.as_str())).collect(),
            ..item(look, page, &one.post, &href)
        };
        checked(&one.post, item)
    });
    let ready = today.ready.iter().map(|one| {
        let item = TaskItem {
            action: look.tr.text("web-task-ready"),
            tone: Tone::Good,
            ..item(look, page, one, &format!("/posts/{}", one.id))
        };
        checked(one, item)
    });
    let ending =
        today.ending.iter().filter(|one| today.ready.iter().all(|ready| ready.id != one.id)).map(|one| TaskItem {
            action: look.tr.text("web-task-ending"),
            tone: Tone::Warn,
            ..item(look, page, one, &format!("/posts/{}", one.id))
        });
    let draft = |one: &posts::view::PostRow| TaskItem {
        action: look.tr.text("web-task-draft"),
        ..item(look, page, one, &format!("/posts/{}/edit", one.id))
    };
    // Only what has a date stands under one.
    let (dated, undated): (Vec<_>, Vec<_>) = today.drafts.iter().partition(|one| one.window.until.is_some());
    let findings = today.findings.iter().map(|one| TaskItem {
        action: look.tr.text("task-finding"),
        state: look.tr.text(&format!("evidence-{}", one.finding.shows.as_str())),
        tone: Tone::Bad,
        from: Some(person(look.tr, &one.finding.person)),
        ..sent(look, &one.title, format!("/posts/{}", one.post), &one.publication)
    });
    let removals = today.removals.iter().map(|one| crate::removal::view::task(look, one));
    let hand = today.hand.iter().map(|one| TaskItem {
        action: look.tr.text(if one.mine { "task-hand-answer" } else { "task-hand-take" }),
        deadline: one.until.map(|at| look.when(at)),
        overdue: one.until.is_some_and(|at| at < page.now()),
        ..sent(look, &one.title, format!("/hand/{}", one.publication.id), &one.publication)
    });
    vec![
        group(TaskKind::Trouble, trouble.chain(findings).chain(removals).collect()),
        group(TaskKind::Hand, hand.collect()),
        group(TaskKind::Steps, steps.collect()),
        group(TaskKind::Returned, returned.collect()),
        group(TaskKind::Cases, cases.collect()),
        group(TaskKind::Duties, duties.collect()),
        group(TaskKind::Records, records.collect()),
        group(TaskKind::Ready, ready.collect()),
        group(TaskKind::Deadlines, ending.chain(dated.into_iter().map(draft)).collect()),
        TaskGroup {
            kind: TaskKind::Drafts,
            more: (undated.len() > DRAFTS_SHOWN)
                .then(|| Link { href: "/posts?state=drafting".to_owned(), label: look.tr.text("home-more") }),
            items: undated.into_iter().take(DRAFTS_SHOWN).map(draft).collect(),
        },
    ]
}

/// A send as a thing to do.
pub(crate) fn sent(look: Look<'_>, title: &str, href: String, one: &posts::view::PublicationView) -> TaskItem {
    let state = sends::state(one.state);
    TaskItem {
        title: title.to_owned(),
        href,
        action: String::new(),
        accounts: vec![one.account_name.clone()],
        state: state.label(look.tr),
        tone: state.tone(),
        deadline: None,
        overdue: false,
        clauses: vec![],
        from: Some(person(look.tr, &one.scheduled_by)),
    }
}

fn item(look: Look<'_>, page: &Page, post: &posts::view::PostRow, href: &str) -> TaskItem {
    let row = crate::post::view::row(look, post);
    TaskItem {
        title: row.title,
        href: href.to_owned(),
        action: String::new(),
        accounts: row.accounts,
        state: row.state.label(look.tr),
        tone: row.state.tone(),
        deadline: post.window.until.map(|at| look.when(at)),
        overdue: post.window.is_past(page.now()),
        clauses: vec![],
        from: Some(person(look.tr, &post.person)),
    }
}
