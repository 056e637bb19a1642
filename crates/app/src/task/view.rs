//! What waits for a person, as it is shown.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{AccountId, Localized, PostId, publication::PublicationState};

use crate::{
    duty::{Turn, view::DutyRow},
    post::view::{EvidenceView, NoteView, PostRow, PublicationView, StepOffer},
    removal::view::RemovalView,
};

/// What waits for a person (今日の仕事).
#[derive(Debug, Clone, Default, Serialize)]
pub struct Today {
    /// Steps that this person can give now.
    pub steps: Vec<TodayStep>,
    /// Posts of this person that were sent back, with the last comment.
    pub returned: Vec<TodayReturned>,
    /// Cleared posts that this person can publish or schedule.
    pub ready: Vec<PostRow>,
    /// Records that this person can give and on which a post waits.
    pub records: Vec<TodayRecord>,
    /// Sends that need a person: unknown, held, failed.
    pub trouble: Vec<TodayTrouble>,
    /// Tasks by hand: to be taken by somebody, and those that this person has taken.
    pub hand: Vec<TodayHand>,
    /// Published posts of which something else was found than what was approved.
    pub findings: Vec<TodayFinding>,
    /// Published posts that are to be taken down by hand, or of which nobody knows whether they are gone.
    pub removals: Vec<TodayRemoval>,
    /// Posts whose window ends soon and that are not on their way.
    pub ending: Vec<PostRow>,
    /// Steps of procedures and incidents that this person can do now.
    pub cases: Vec<Turn>,
    /// Duties that wait for this person, and what they are told of what is watched.
    pub duties: Vec<DutyRow>,
    /// How many further steps and duties of today there are beside these.
    pub more_cases: usize,
    pub more_duties: usize,
    /// How many more of these have time, or cannot be judged. They stand in the list of duties and count as nothing to do today.
    pub later: usize,
    /// Own drafts.
    pub drafts: Vec<PostRow>,
    /// Posts among these of which something is being looked at anew, because a setting, the text or the ledger was changed
    /// (確認中): what is said of them is what was known before.
    pub checking: Vec<PostId>,
}

impl Today {
    /// How many things wait.
    pub fn count(&self) -> usize {
        let posts = self.steps.len() + self.returned.len() + self.ready.len() + self.records.len();
        let found = self.cases.len() + self.more_cases + self.duties.len() + self.more_duties;
        let sends = self.troubles().len() + self.hand.len() + self.findings.len() + self.removals.len();
        posts + sends + found
    }

    /// A post that waits for the same on several accounts is one thing to do; the first of them stands for all.
    pub fn troubles(&self) -> Vec<&TodayTrouble> {
        let mut found: Vec<&TodayTrouble> = vec![];
        for one in &self.trouble {
            if !found.iter().any(|known| known.is_like(one)) {
                found.push(one);
            }
        }
        found
    }

    /// A post stands once: what is held for want of this person's step, record or change waits for them there, and what is
    /// among the troubles is no draft beside it.
    pub(super) fn once(&mut self) {
        let steps = self.steps.iter().map(|one| one.post.id);
        let records = self.records.iter().map(|one| one.post.id);
        let returned = self.returned.iter().map(|one| one.post.id);
        let mine: BTreeSet<PostId> = steps.chain(records).chain(returned).collect();
        self.trouble.retain(|one| one.publication.state != PublicationState::Held || !mine.contains(&one.post));
        let trouble: BTreeSet<PostId> = self.trouble.iter().map(|one| one.post).collect();
        self.drafts.retain(|one| !trouble.contains(&one.id));
        self.ending.retain(|one| !trouble.contains(&one.id));
    }
}

/// A post that waits for a step of this person.
#[derive(Debug, Clone, Serialize)]
pub struct TodayStep {
    pub post: PostRow,
    pub steps: Vec<StepOffer>,
    /// Whether this person has seen a former revision of it.
    pub seen_before: bool,
}

/// A post that was sent back.
#[derive(Debug, Clone, Serialize)]
pub struct TodayReturned {
    pub post: PostRow,
    /// The last comment.
    pub note: Option<NoteView>,
}

/// A record on which a post waits.
#[derive(Debug, Clone, Serialize)]
pub struct TodayRecord {
    pub post: PostRow,
    /// The kind of record.
    pub kind: String,
    pub label: Localized,
    /// The account concerned.
    pub account: AccountId,
    /// The clauses on which the need rests.
    pub clauses: Vec<tatefuda_regulation::ClauseRef>,
}

#[derive(Debug, Clone, Serialize)]
pub struct TodayHand {
    pub post: PostId,
    pub title: String,
    /// The send.
    pub publication: PublicationView,
    /// Until when it may be taken, or answered.
    pub until: Option<Timestamp>,
    /// Whether this person has taken it.
    pub mine: bool,
}

/// A published post of which somebody found something else than what was approved.
#[derive(Debug, Clone, Serialize)]
pub struct TodayFinding {
    pub post: PostId,
    pub title: String,
    /// The send.
    pub publication: PublicationView,
    /// What was found.
    pub finding: EvidenceView,
}

/// A published post that somebody has to take down, or to look at.
#[derive(Debug, Clone, Serialize)]
pub struct TodayRemoval {
    pub post: PostId,
    pub title: String,
    /// The send that published it.
    pub publication: PublicationView,
    /// How it stands.
    pub removal: RemovalView,
}

/// A send that needs a person.
#[derive(Debug, Clone, Serialize)]
pub struct TodayTrouble {
    pub post: PostId,
    pub title: String,
    /// The send.
    pub publication: PublicationView,
}

impl TodayTrouble {
    /// Whether it is the same thing to do about the same post.
    pub fn is_like(&self, other: &Self) -> bool {
        (self.post, self.publication.state, &self.publication.reason)
            == (other.post, other.publication.state, &other.publication.reason)
    }
}
