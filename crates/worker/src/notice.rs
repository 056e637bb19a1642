//! Hands over what people are told outside the program (decision 0046). A worker that dies in between has done no harm: its
//! message is taken up again when its time is over, and goes out under the same id.

use std::sync::Arc;

use jiff::tz::TimeZone;
use serde_json::json;
use tatefuda_app::{
    Failure,
    notice::outbox::{self, Due, Handed, Letter, Says},
};
use tatefuda_domain::{Lang as Spoken, notice::PlaceKind};
use tatefuda_i18n::{I18n, Lang, Translator, told};
use tatefuda_reach::{Handing, Hook, Mail, hook::Call, mail::Sheet};
use tokio::task::JoinSet;

use crate::worker::Worker;

/// Lines of one message; the page of today has the others.
const LINES: usize = 30;
/// Messages that are handed over beside each other.
const AT_ONCE: usize = 8;

/// The ways by which people are told outside the program.
#[derive(Debug)]
pub struct Outside {
    /// By mail, where the installation has a mail server.
    pub mail: Option<Mail>,
    /// By calls.
    pub hook: Hook,
    /// What stands before the paths of pages; empty: nobody knows under which address people reach the program.
    pub base: String,
    pub texts: Arc<I18n>,
}

/// One round, for which nobody waits.
pub(crate) async fn tell(worker: Worker) {
    if let Err(error) = round(&worker).await {
        tracing::warn!(%error, "what waits was not told outside the program");
    }
}

/// Hands over what is due. Says how many messages came to their end or are tried again.
pub(crate) async fn round(worker: &Worker) -> Result<usize, Failure> {
    let Some(outside) = &worker.outside else { return Ok(0) };
    let (mut handing, mut count) = (JoinSet::new(), 0);
    for due in outbox::due(&worker.app, worker.settings.batch).await? {
        if AT_ONCE <= handing.len() {
            count += usize::from(matches!(handing.join_next().await, Some(Ok(true))));
        }
        let (worker, outside) = (worker.clone(), Arc::clone(outside));
        handing.spawn(async move { one(&worker, &outside, due).await });
    }
    while let Some(done) = handing.join_next().await {
        count += usize::from(matches!(done, Ok(true)));
    }
    Ok(count)
}

async fn one(worker: &Worker, outside: &Outside, due: Due) -> bool {
    let app = &worker.app;
    let taken = outbox::take(app, due, &worker.owner, worker.settings.lease_seconds).await;
    let done = match taken {
        Ok(Some(letter)) => {
            let handed = outside.hand(&letter, app.env.now()).await;
            if let Handed::Refused(why) | Handed::Later(why) = &handed {
                tracing::info!(message = %due.id, why, "a message was not taken");
            }
            outbox::done(app, &letter, handed).await.map(|()| true)
        }
        other => other.map(|_| false),
    };
    done.unwrap_or_else(|failure| {
        tracing::warn!(message = %due.id, %failure, "a message will be tried again");
        false
    })
}

impl Outside {
    async fn hand(&self, letter: &Letter, at: jiff::Timestamp) -> Handed {
        let lang = if letter.lang == Spoken::En { Lang::En } else { Lang::Ja };
        let (subject, text) = self.words(&self.texts.translator(lang), letter);
        let (id, practice, address) = (letter.id.to_string(), letter.body.practice, letter.address.expose());
        let handing = match (letter.kind, &self.mail) {
            (PlaceKind::Mail, None) => Handing::Later("this installation has no mail server".to_owned()),
            (PlaceKind::Mail, Some(mail)) => {
                mail.hand(Sheet { to: address, subject: &subject, text: &text, id: &id, at, practice }).await
            }
            (PlaceKind::Hook, _) => {
                let body = json!({ "id": id, "text": format!("{subject}\n{text}") }).to_string();
                self.hook.call(Call { address, key: letter.key.expose(), id: &id, body: &body, at, practice }).await
            }
        };
        match handing {
            Handing::Taken => Handed::Taken,
            Handing::Later(why) => Handed::Later(why),
            Handing::Refused(why) => Handed::Refused(why),
        }
    }

    fn words(&self, tr: &Translator, letter: &Letter) -> (String, String) {
        let body = tr.pick(&letter.body.name_ja, &letter.body.name_en).to_owned();
        let body = if body.is_empty() { letter.body.name_ja.clone() } else { body };
        let practice = if letter.body.practice { tr.text("notice-mail-practice") } else { String::new() };
        let (subject, mut parts) = match &letter.says {
            Says::Code(code) => {
                let parts = vec![tr.text("notice-code-text"), code.expose().to_owned(), tr.text("notice-code-other")];
                (tr.with("notice-code-subject", &[("body", body.into())]), parts)
            }
            Says::Waits(lines) => {
                let zone = TimeZone::get(&letter.body.zone).unwrap_or(TimeZone::UTC);
                let shown = lines.iter().take(LINES).map(|line| told(tr, line, &zone, &self.base));
                let mut parts = vec![tr.with("notice-mail-text", &[("body", body.clone().into())])];
                parts.push(shown.collect::<Vec<_>>().join("\n"));
                if let Some(more) = lines.len().checked_sub(LINES).filter(|more| 0 < *more) {
                    parts.push(tr.with("notice-mail-more", &[("count", more.into())]));
                }
                if !self.base.is_empty() {
                    parts.push(tr.with("notice-mail-page", &[("address", format!("{}/", self.base).into())]));
                }
                let args = [("count", lines.len().into()), ("body", body.into())];
                (tr.with("notice-mail-subject", &args), parts)
            }
        };
        if letter.kind == PlaceKind::Mail {
            parts.push(tr.text("notice-mail-end"));
        }
        (format!("{practice}{subject}"), parts.join("\n\n"))
    }
}
