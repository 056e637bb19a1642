//! What surrounds a page, from the request and whoever is signed in.

use std::sync::Arc;

use tatefuda_app::{Failure, regulation, stop, task};
use tatefuda_domain::SystemRight;
use tatefuda_i18n::Translator;
use tatefuda_regulation::Regulation;
use tatefuda_ui::{BodyBadge, CapacityChoice, Flash, Nav, PersonBadge, Rights, SendingBanner, Shell, view::Tone};

use crate::{signed_in::Session, state::AppState, view, visit::Visit};

/// The shell of a page, also for people who are not signed in. `waiting`: how many things wait for the reader, where the page
/// knows that by itself.
pub(crate) async fn build(state: &AppState, visit: &Visit, nav: Nav, waiting: Option<usize>) -> Shell {
    let mut shell = Shell::new(state.translator(visit));
    state.assets().clone_into(&mut shell.assets);
    shell.path = visit.here();
    shell.nav = nav;
    shell.flash = flash(&shell.tr, visit);
    if let Some(session) = visit.session() {
        signed_in(&mut shell, session);
        shell.sending = sending(state, session).await;
        shell.texts = texts(state, session).await;
        if visit.is_read() {
            let waiting = match waiting {
                Some(known) => known,
                None => count(state, session).await,
            };
            shell.waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
        }
    }
    shell
}

fn signed_in(shell: &mut Shell, session: &Session) {
    let (tr, actor, body) = (shell.tr.clone(), session.actor(), session.body());
    shell.body = Some(BodyBadge {
        name: view::pick(&tr, &body.name_ja, &body.name_en).to_owned(),
        id: body.slug.clone(),
        practice: body.practice,
    });
    let capacities: Vec<CapacityChoice> = session
        .appointments()
        .iter()
        .map(|one| CapacityChoice {
            id: one.appointment.id.to_string(),
            label: view::appointment(&tr, one),
            roles: vec![],
            current: Some(one.appointment.id) == actor.capacity,
        })
        .collect();
    let capacity = capacities.iter().find(|one| one.current).map(|one| one.label.clone());
    shell.person = Some(PersonBadge { name: session.name().to_owned(), capacity, capacities });
    shell.rights = Rights { people: actor.may(SystemRight::ManageUsers), audit: actor.may(SystemRight::ReadAudit) };
}

/// How many things wait. A page is not refused because they cannot be counted: it would be, as long as no regulation is in
/// force, on the very page where one is brought into force.
async fn count(state: &AppState, session: &Session) -> usize {
    if session.actor().must_change_password || session.actor().capacity.is_none() {
        return 0;
    }
    match task::count(state.app(), session.actor()).await {
        Ok(count) => count,
        Err(Failure::State { .. }) => 0,
        Err(error) => {
            tracing::warn!(%error, "what waits was not counted");
            0
        }
    }
}

/// The documents by which clauses are cited. Where they cannot be read, clauses keep their ids.
async fn texts(state: &AppState, session: &Session) -> Vec<Arc<Regulation>> {
    match regulation::texts(state.app(), session.actor().tenant).await {
        Ok(texts) => texts.iter().map(|text| Arc::clone(&text.regulation)).collect(),
        Err(error) => {
            tracing::warn!(%error, "the documents in force were not looked up");
            Vec::new()
        }
    }
}

/// What stands in the way of every send. Where nobody can tell, no page is refused for it.
async fn sending(state: &AppState, session: &Session) -> SendingBanner {
    match stop::view::banner(state.app(), session.actor().tenant).await {
        Ok(halts) => SendingBanner { stopped: halts.stopped, copied: halts.copied },
        Err(error) => {
            tracing::warn!(%error, "whether sending is stopped was not looked up");
            SendingBanner::default()
        }
    }
}

/// The message left by the act before; its key comes from a cookie, so only known keys are followed.
fn flash(tr: &Translator, visit: &Visit) -> Option<Flash> {
    let key = format!("flash-{}", visit.flash()?);
    let sound = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    (sound && tr.has(&key)).then(|| Flash { tone: Tone::Good, text: tr.text(&key) })
}
