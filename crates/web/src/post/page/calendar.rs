//! `GET /calendar`: what goes out and what went out, by month or week.

use axum::response::Response;
use jiff::{ToSpan as _, civil::Date};
use tatefuda_app::post::{self as posts, Calendar, CalendarEntry};
use tatefuda_calendar::{date_at, start_of_day};
use tatefuda_domain::AccountId;
use tatefuda_i18n::{DateStyle, Translator};
use tatefuda_ui::{
    Nav, Template as _,
    post::{CalendarDay, CalendarPage, CalendarSend},
    view::{Choice, FilterTab, Link},
};

use super::Surroundings;
use crate::{error::WebError, html, page::Page};

/// How much of the calendar is on a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Span {
    Month,
    Week,
}

impl Span {
    const fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
        }
    }

    /// The first day of the span that holds a day.
    fn first(self, day: Date) -> Date {
        match self {
            Self::Month => day.first_of_month(),
            Self::Week => monday(day),
        }
    }

    /// The first day of the span after the one that begins so, or of the one before.
    fn step(self, first: Date, forward: bool) -> Option<Date> {
        let step = match self {
            Self::Month => 1.month(),
            Self::Week => 1.week(),
        };
        if forward { first.checked_add(step).ok() } else { first.checked_sub(step).ok() }
    }
}

/// The Monday on or before a day; at the very beginning of time the day itself.
fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

/// The calendar around a day: without one, around today.
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    let today = date_at(page.app().env.now(), page.zone());
    let span = if page.visit.query("view") == "week" { Span::Week } else { Span::Month };
    let asked: Option<Date> =
        page.visit.query("day").parse().ok().filter(|day: &Date| (1900..=2199).contains(&day.year()));
    let first = span.first(asked.unwrap_or(today));
    let next = span.step(first, true).unwrap_or(first);
    // Whole weeks, so that each day stands under its name.
    let (begin, end) = match span {
        Span::Week => (first, next),
        Span::Month => (monday(first), after_sunday(next)),
    };
    let account: Option<AccountId> = page.visit.query("account").parse().ok();
    let moment = |day: Date| start_of_day(day, page.zone()).unwrap_or(jiff::Timestamp::MAX);
    let which = Calendar { from: moment(begin), until: moment(end), account };
    let found = posts::calendar(page.app(), page.actor(), &which).await?;
    let shell = page.shell(Nav::Calendar).await;
    let tr = shell.tr.clone();
    let around = Surroundings::load(&page, &tr).await?;
    let address = |span: Span, day: Date| {
        let account = account.map(|id| format!("&account={id}")).unwrap_or_default();
        format!("/calendar?view={}&day={day}{account}", span.word())
    };
    let step = |forward: bool| {
        let key = format!("calendar-{}-{}", if forward { "next" } else { "before" }, span.word());
        span.step(first, forward).map(|day| Link { href: address(span, day), label: tr.text(&key) })
    };
    let tab = |one: Span| FilterTab {
        href: address(one, if span == one || asked.is_some() { first } else { today }),
        label: tr.text(&format!("calendar-{}", one.word())),
        current: one == span,
    };
    let mut weeks: Vec<Vec<CalendarDay>> = vec![];
    let mut day = begin;
    while day < end {
        let sends = found.items.iter().filter(|one| date_at(one.at, page.zone()) == day);
        let shown = CalendarDay {
            outside: span == Span::Month && day.month() != first.month(),
            today: day == today,
            sends: sends.map(|one| send(&page, &tr, &around, one)).collect(),
            ..marks(&tr, &around, day)
        };
        match weeks.last_mut().filter(|week| week.len() < 7) {
            Some(week) => week.push(shown),
            None => weeks.push(vec![shown]),
        }
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    let accounts = around.accounts.iter().map(|one| {
        let reference = crate::account::view::reference(&tr, one);
        let label = format!("{} {}", reference.service, reference.name);
        Choice::new(one.id.to_string(), label, account == Some(one.id))
    });
    let view = CalendarPage {
        heading: match span {
            Span::Month => tr.month(first),
            Span::Week => tr.with("calendar-week-of", &[("day", tr.date(first, DateStyle::Gregorian).into())]),
        },
        before: step(false),
        today: Link { href: address(span, today), label: tr.text("calendar-today") },
        next: step(true),
        views: vec![tab(Span::Month), tab(Span::Week)],
        view: span.word().to_owned(),
        day: first.to_string(),
        accounts: accounts.collect(),
        weekdays: weeks.first().map(|week| week.iter().map(|day| day.weekday.clone()).collect()).unwrap_or_default(),
        weeks,
        more: found.more,
        shell,
    };
    Ok(html::ok(view.render()))
}

/// The Monday after the last day before a day, so that the last week is whole.
fn after_sunday(next: Date) -> Date {
    let monday = monday(next);
    if monday == next { next } else { monday.checked_add(1.week()).unwrap_or(next) }
}

/// A day with what the body's own calendar says of it.
fn marks(tr: &Translator, around: &Surroundings, day: Date) -> CalendarDay {
    let hours = around.documents.iter().find_map(|one| one.governing.regulation.hours());
    let open = hours.map(|hours| {
        let openings = hours.openings(day).iter();
        openings.map(|one| tr.hours(one.first(), one.last())).collect::<Vec<_>>().join(tr.pick("、", ", "))
    });
    CalendarDay {
        iso: day.to_string(),
        number: day.day().to_string(),
        label: tr.date(day, DateStyle::Gregorian),
        weekday: tr.weekday(day).to_owned(),
        holiday: tatefuda_calendar::holiday(day).map(|one| tr.pick(one.ja, one.en).to_owned()),
        closed: open.as_ref().is_some_and(String::is_empty),
        hours: open.filter(|open| !open.is_empty()),
        outside: false,
        today: false,
        sends: vec![],
    }
}

fn send(page: &Page, tr: &Translator, around: &Surroundings, one: &CalendarEntry) -> CalendarSend {
    let service = around.words.service(one.service.as_ref().map_or("", |service| service.as_str()));
    CalendarSend {
        href: format!("/posts/{}", one.post),
        time: tr.time(one.at, page.zone()),
        title: one.title.clone(),
        account: format!("{service} {}", one.account_name),
        state: crate::publication::view::state(one.state),
        removal: one.removal.map(|state| (crate::removal::view::state(tr, state), crate::removal::view::tone(state))),
    }
}
