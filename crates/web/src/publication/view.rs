use tatefuda_app::{post::view as app, publication::Pending};
use tatefuda_domain::publication::{Proof as Proven, PublicationState as Send, Shows};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    publication::{EvidenceRow, LookView, PendingRow, Proof, PublicationState, PublicationView},
    view::{Tone, When},
};

use crate::{
    page::Page,
    post::look::{Look, bracket},
};

/// One intended send, without the form that resolves it.
pub(crate) fn shown(look: Look<'_>, one: &app::PublicationView) -> PublicationView {
    let reason = one.reason.as_deref().map(|word| reason(look.tr, word, one.reason_detail.as_deref()));
    PublicationView {
        id: one.id.to_string(),
        state: state(one.state),
        planned: Some(look.when(one.planned_at)),
        published: one.published_at.map(|at| look.when(at)),
        proof: one.proof.map(proven),
        url: one.permalink.clone(),
        reason,
        answer_id: one.answer.map(|id| id.to_string()),
        attempts: u32::try_from(one.attempts).unwrap_or(0),
        looks: one.looks.iter().map(|seen| looked(look, seen)).collect(),
        resolve: None,
        held: None,
        hand: by_hand(one).then(|| format!("/hand/{}", one.id)),
        evidence: one.evidence.iter().map(|seen| evidence(look, seen)).collect(),
        look: None,
        removals: vec![],
        take_down: None,
    }
}

/// Whether there is a page on which it is, or was, posted by hand.
fn by_hand(one: &app::PublicationView) -> bool {
    let open = matches!(one.state, Send::Waiting | Send::Taken);
    open || (one.state == Send::Unknown && one.taking.is_some())
}

fn evidence(look: Look<'_>, one: &app::EvidenceView) -> EvidenceRow {
    EvidenceRow {
        at: look.when(one.at),
        who: one.person.name.clone(),
        shows: look.tr.text(&format!("evidence-{}", one.shows.as_str())),
        tone: match one.shows {
            Shows::AsSent => Tone::Good,
            Shows::Different | Shows::Gone => Tone::Bad,
            Shows::Settled => Tone::Neutral,
        },
        grade: proven(one.grade),
        seen: one.seen.clone(),
        url: one.url.clone(),
        picture: one.picture.map(|id| id.to_string()),
    }
}

fn looked(look: Look<'_>, one: &app::LookView) -> LookView {
    LookView {
        at: look.when(one.at),
        who: one.person.name.clone(),
        found: look.tr.text(if one.there { "look-there" } else { "look-not-there" }),
        seen: one.seen.clone(),
        picture: one.picture.map(|id| id.to_string()),
    }
}

/// Why a send failed, waits or is unknown.
pub(crate) fn reason(tr: &Translator, word: &str, detail: Option<&str>) -> String {
    let key = format!("publication-reason-{word}");
    let text = if tr.has(&key) { tr.text(&key) } else { tr.text("publication-reason-other") };
    match detail.filter(|detail| !detail.is_empty()) {
        Some(detail) => format!("{text}{}", bracket(tr, detail)),
        None => text,
    }
}

pub(crate) fn state(state: Send) -> PublicationState {
    match state {
        Send::Scheduled => PublicationState::Scheduled,
        Send::Leased => PublicationState::Leased,
        Send::Sending => PublicationState::Sending,
        Send::Waiting => PublicationState::Waiting,
        Send::Taken => PublicationState::Taken,
        Send::Published => PublicationState::Published,
        Send::Failed => PublicationState::Failed,
        Send::Held => PublicationState::Held,
        Send::Unknown => PublicationState::Unknown,
        Send::Cancelled => PublicationState::Cancelled,
    }
}

pub(crate) fn proven(proof: Proven) -> Proof {
    match proof {
        Proven::Api => Proof::Api,
        Proven::Readback => Proof::Readback,
        Proven::Seen => Proof::Seen,
        Proven::Stated => Proof::Stated,
    }
}

pub(crate) fn pending(page: &Page, tr: &Translator, one: Pending) -> PendingRow {
    PendingRow {
        post: one.post.to_string(),
        label: one.document_number.unwrap_or_else(|| tr.text("person-pending-no-number")),
        account: one.account_name,
        state: state(one.state),
        planned: When::new(tr, one.planned_at, page.zone()),
        orphaned: one.orphaned,
    }
}
