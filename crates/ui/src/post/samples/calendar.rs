//! A week with a few sends, and a month without any.

use tatefuda_i18n::Lang;

use crate::{
    Nav,
    post::{CalendarDay, CalendarPage, CalendarSend, samples::title},
    publication::PublicationState,
    sample::{say, shell},
    view::{Choice, FilterTab, Link, Tone},
};

fn day(lang: Lang, number: u8) -> CalendarDay {
    let weekdays =
        [("月", "Mon"), ("火", "Tue"), ("水", "Wed"), ("木", "Thu"), ("金", "Fri"), ("土", "Sat"), ("日", "Sun")];
    let (ja, en) = weekdays[usize::from(number - 3) % 7];
    let closed = matches!(ja, "土" | "日");
    CalendarDay {
        iso: format!("2026-08-{number:02}"),
        number: number.to_string(),
        label: say(lang, &format!("2026年8月{number}日（{ja}）"), &format!("{en} {number} Aug 2026")),
        weekday: say(lang, ja, en),
        holiday: None,
        hours: (!closed).then(|| say(lang, "8:30–17:15", "08:30–17:15")),
        closed,
        outside: false,
        today: false,
        sends: vec![],
    }
}

impl CalendarPage {
    /// A week.
    #[must_use]
    pub fn sample(lang: Lang) -> Self {
        let mut week: Vec<CalendarDay> = (3..10).map(|number| day(lang, number)).collect();
        let send = |time: &str, title: String, state: PublicationState| CalendarSend {
            href: "/posts/p1".into(),
            time: time.into(),
            title,
            account: say(lang, "Facebook みほん町", "Facebook Mihon Town"),
            state,
            removal: (state == PublicationState::Published).then(|| (say(lang, "公開停止", "Taken down"), Tone::Good)),
        };
        week[0].today = true;
        week[0].sends = vec![
            send("9:00", title(lang), PublicationState::Published),
            send("16:00", say(lang, "図書館の休館日", "Library holidays"), PublicationState::Waiting),
        ];
        week[4].sends =
            vec![send("10:30", say(lang, "健康診断の日程", "Dates of the health check"), PublicationState::Scheduled)];
        week[5].holiday = Some(say(lang, "山の日", "Mountain Day"));
        let link =
            |ja: &str, en: &str| Link { href: "/calendar?view=week&day=2026-08-03".into(), label: say(lang, ja, en) };
        let tab = |ja: &str, en: &str, current: bool| FilterTab {
            href: "/calendar?view=week".into(),
            label: say(lang, ja, en),
            current,
        };
        Self {
            shell: shell(lang, Nav::Calendar, "/calendar"),
            heading: say(lang, "2026年8月3日（月）からの週", "Week of Mon 3 Aug 2026"),
            before: Some(link("前の週", "Week before")),
            today: link("今日", "Today"),
            next: Some(link("次の週", "Next week")),
            views: vec![tab("月", "Month", false), tab("週", "Week", true)],
            view: "week".into(),
            day: "2026-08-03".into(),
            accounts: vec![Choice::new("a1", say(lang, "Facebook みほん町", "Facebook Mihon Town"), false)],
            weekdays: week.iter().map(|day| day.weekday.clone()).collect(),
            weeks: vec![week],
            more: false,
        }
    }

    /// More than is shown, and a day of another month.
    #[must_use]
    pub fn sample_full(lang: Lang) -> Self {
        let mut page = Self::sample(lang);
        page.more = true;
        page.before = None;
        page.next = None;
        page.weeks[0][6].outside = true;
        page
    }
}
