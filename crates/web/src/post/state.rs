//! Where a post stands, in the words of the screens: read off its steps, answers and sends, stored nowhere.

use std::collections::BTreeSet;

use tatefuda_app::post::view as app;
use tatefuda_domain::{post::PostState as Paper, publication::PublicationState as Send, removal::RemovalState};
use tatefuda_i18n::Translator;
use tatefuda_regulation::Remedy;
use tatefuda_ui::post::PostState;

use crate::lang;

/// A send whose time has come counts as on its way: it only waits for the next look of the program.
pub(super) fn on_its_way(one: &app::PublicationView, now: jiff::Timestamp) -> Send {
    match one.state {
        Send::Scheduled if one.planned_at <= now && one.due_at <= now => Send::Leased,
        other => other,
    }
}

/// Whether what a send published is taken down again.
pub(super) fn is_removed(one: &app::PublicationView) -> bool {
    one.removals.iter().any(|removal| removal.state == RemovalState::Removed)
}

/// Where the sends stand, taken together; `None` while nothing is scheduled or begun.
pub(super) fn sends(states: &[Send], targets: usize) -> Option<PostState> {
    let any = |state: Send| states.contains(&state);
    let published = states.iter().filter(|state| **state == Send::Published).count();
    if any(Send::Unknown) {
        Some(PostState::Unknown)
    } else if any(Send::Sending) || any(Send::Leased) || any(Send::Taken) {
        Some(PostState::Sending)
    } else if any(Send::Failed) {
        Some(PostState::Failed)
    } else if any(Send::Held) {
        Some(PostState::Held)
    } else if published > 0 && published >= targets {
        Some(PostState::Published)
    } else if any(Send::Scheduled) || any(Send::Waiting) {
        Some(PostState::Scheduled)
    } else if published > 0 {
        Some(PostState::PartlyPublished)
    } else {
        None
    }
}

/// The state in the words of the screens. "Cleared" is read off the answers, never stored.
pub(crate) fn state(tr: &Translator, post: &app::PostView) -> PostState {
    let states: Vec<Send> =
        post.targets.iter().filter_map(|target| Some(on_its_way(target.publication.as_ref()?, post.read_at))).collect();
    if post.state == Paper::Withdrawn {
        return PostState::Withdrawn;
    }
    let mut shown = post.targets.iter().filter_map(|target| target.publication.as_ref()).peekable();
    if shown.peek().is_some() && shown.all(is_removed) {
        return PostState::Removed;
    }
    if let Some(state) = sends(&states, post.targets.len()) {
        return state;
    }
    let lang = lang::domain(tr.lang());
    let word = |current: bool| {
        let step = post.steps.iter().rev().find(|step| step.current == current && step.revoked_at.is_none());
        step.map(|step| step.label.get(lang).to_owned())
    };
    match post.state {
        Paper::Returned => PostState::Returned,
        Paper::Submitted => match u32::try_from(open_steps(post)).unwrap_or(u32::MAX) {
            0 => PostState::Cleared { word: word(true).unwrap_or_default() },
            remaining => PostState::InReview { remaining },
        },
        _ => match word(false) {
            Some(word) => PostState::Void { word },
            None => PostState::Draft,
        },
    }
}

/// How many different steps are still to be given.
pub(crate) fn open_steps(post: &app::PostView) -> usize {
    let mut open = BTreeSet::new();
    for group in post.targets.iter().flat_map(|target| &target.clearance.groups) {
        for alternative in &group.alternatives {
            if let Remedy::GiveStep { chain, step, .. } = alternative {
                open.insert((chain, step));
            }
        }
    }
    open.len()
}
