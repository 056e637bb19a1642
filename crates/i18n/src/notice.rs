//! What is told of a thing that waits, in words: the same in calendars, feeds, mail and chats.

use jiff::tz::TimeZone;
use tatefuda_domain::{
    Localized,
    notice::{Line, What},
};

use crate::{Lang, Translator};

/// What is to be done, with number and accounts, in one line.
#[must_use]
pub fn headline(tr: &Translator, line: &Line) -> String {
    let label = |label: &Localized| match tr.lang() {
        Lang::Ja => label.get(tatefuda_domain::Lang::Ja).to_owned(),
        Lang::En => label.get(tatefuda_domain::Lang::En).to_owned(),
    };
    let what = match &line.what {
        What::Text(key) => tr.text(key),
        What::With { key, name, label: of } => tr.with(key, &[(name.as_str(), label(of).into())]),
        What::Label(of) => label(of),
    };
    let accounts = line.accounts.join(tr.pick("、", ", "));
    [what, label(&line.also), accounts].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The same with its end, and the page on which it is done where the reader knows how to come there.
#[must_use]
pub fn told(tr: &Translator, line: &Line, zone: &TimeZone, base: &str) -> String {
    let mut out = format!("{}{}", tr.pick("・", "- "), headline(tr, line));
    if let Some(due) = line.due {
        let due = tr.date_time(due, zone);
        out.push_str(tr.pick("　", "; "));
        out.push_str(&tr.with("notice-due", &[("due", due.into())]));
    }
    if !base.is_empty() {
        out.push_str(&format!("\n  {base}{}", line.path));
    }
    out
}
