//! How an intended send and its calls stand in their rows.
//!
//! A state is spread over columns that are NULL in every other state. Nothing else is written, and a row in which one of
//! them stands beside a state that it does not belong to was changed by hand: it is unreadable (decision 0023).

use jiff::Timestamp;
use tatefuda_domain::{
    Digest,
    digest::Window,
    publication::{
        Attempt, AttemptEnd, AttemptOutcome, PlatformPost, Proof, Publication, PublicationState, State, Why, Wire,
    },
};

use crate::{
    Result, Row, Value, columns,
    sql::{
        Columns, Name,
        columns::{difference, there, unfit},
    },
};

columns! { Publication = "publication" {
    id;
    version;
    post = "post_id";
    target = "target_id";
    account = "account_id";
    place;
    digest;
    planned_at;
    due_at;
    window: Window;
    scheduled_by;
    capacity;
    device = "device_id";
    scheduled_at;
    answer = "answer_id";
    lease_epoch;
    attempts;
    wire: Option<Wire>;
    state: State;
} }

columns! { Window {
    from = "window_from";
    until = "window_until";
} }

columns! { Attempt = "attempt" {
    id;
    publication = "publication_id";
    number;
    wire_hash;
    lease_epoch;
    started_at;
    end: Option<AttemptEnd>;
} }

/// The columns of [`Wire`].
struct WireColumns {
    hash: Option<Digest>,
    match_hash: Option<Digest>,
}

columns! { WireColumns {
    hash = "wire_hash";
    match_hash;
} }

impl Columns for Option<Wire> {
    const NAMES: &'static [Name] = WireColumns::NAMES;

    fn bind(&self, values: &mut Vec<Value>) {
        let wire = *self;
        let row = WireColumns { hash: wire.map(|one| one.hash), match_hash: wire.and_then(|one| one.match_hash) };
        row.bind(values);
    }

    fn read(row: &Row) -> Result<Self> {
        match WireColumns::read(row)? {
            WireColumns { hash: Some(hash), match_hash } => Ok(Some(Wire { hash, match_hash })),
            WireColumns { hash: None, match_hash: None } => Ok(None),
            WireColumns { hash: None, match_hash: Some(text) } => Err(unfit("match_hash", text)),
        }
    }
}

/// The columns of [`AttemptEnd`].
#[derive(Default)]
struct EndColumns {
    finished_at: Option<Timestamp>,
    outcome: Option<AttemptOutcome>,
    detail: Option<String>,
}

columns! { EndColumns {
    finished_at;
    outcome;
    detail;
} }

impl Columns for Option<AttemptEnd> {
    const NAMES: &'static [Name] = EndColumns::NAMES;

    fn bind(&self, values: &mut Vec<Value>) {
        let row = self.clone().map_or_else(EndColumns::default, |end| EndColumns {
            finished_at: Some(end.at),
            outcome: Some(end.outcome),
            detail: end.detail,
        });
        row.bind(values);
    }

    fn read(row: &Row) -> Result<Self> {
        match EndColumns::read(row)? {
            EndColumns { finished_at: Some(at), outcome: Some(outcome), detail } => {
                Ok(Some(AttemptEnd { at, outcome, detail }))
            }
            EndColumns { finished_at: None, outcome: None, detail: None } => Ok(None),
            EndColumns { finished_at: None, .. } => Err(unfit("finished_at", "NULL")),
            EndColumns { .. } => Err(unfit("outcome", "NULL")),
        }
    }
}

/// The columns of [`State`].
#[derive(Default, Clone)]
struct StateColumns {
    lease_owner: Option<String>,
    lease_until: Option<Timestamp>,
    look_at: Option<Timestamp>,
    looks: i64,
    platform_post_id: Option<String>,
    permalink: Option<String>,
    proof: Option<Proof>,
    published_at: Option<Timestamp>,
    reason: Option<String>,
    reason_detail: Option<String>,
}

columns! { StateColumns {
    lease_owner;
    lease_until;
    look_at;
    looks;
    platform_post_id;
    permalink;
    proof;
    published_at;
    reason;
    reason_detail;
} }

columns! { StateRow {
    state;
    columns: StateColumns;
} }

struct StateRow {
    state: PublicationState,
    columns: StateColumns,
}

impl Columns for State {
    const NAMES: &'static [Name] = StateRow::NAMES;

    fn bind(&self, values: &mut Vec<Value>) {
        StateRow { state: self.name(), columns: StateColumns::of(self) }.bind(values);
    }

    fn read(row: &Row) -> Result<Self> {
        let StateRow { state, columns } = StateRow::read(row)?;
        let read = columns.clone().state(state)?;
        match difference(&columns, &StateColumns::of(&read)) {
            Some(column) => Err(unfit(column, format!("beside {}", state.as_str()))),
            None => Ok(read),
        }
    }
}

impl StateColumns {
    fn of(state: &State) -> Self {
        let lease = state.lease().map(|(by, until)| (by.to_owned(), until));
        let (reason, reason_detail) = state.why().cloned().map(|why| (why.word, why.detail)).unzip();
        let row = Self { reason, reason_detail: reason_detail.flatten(), ..Self::default() };
        match state {
            State::Leased { .. } | State::Sending { .. } => {
                let (lease_owner, lease_until) = lease.unzip();
                Self { lease_owner, lease_until, ..row }
            }
            State::Waiting { until } => Self { lease_until: Some(*until), ..row },
            State::Taken { by, until } => Self { lease_owner: Some(by.to_string()), lease_until: Some(*until), ..row },
            State::Published { proof, at, platform_post } => {
                let post = platform_post.clone().map(|post| (post.id, post.permalink));
                let (platform_post_id, permalink) = post.unzip();
                let permalink = permalink.flatten();
                Self { platform_post_id, permalink, proof: Some(*proof), published_at: Some(*at), ..row }
            }
            State::Unknown { look_at, looks, .. } => Self { look_at: Some(*look_at), looks: *looks, ..row },
            State::Scheduled { .. } | State::Failed { .. } | State::Held { .. } | State::Cancelled { .. } => row,
        }
    }

    /// The state of that name, of the columns that belong to it.
    fn state(self, name: PublicationState) -> Result<State> {
        let why = self.reason.map(|word| Why { word, detail: self.reason_detail });
        let platform_post = self.platform_post_id.map(|id| PlatformPost { id, permalink: self.permalink });
        Ok(match name {
            PublicationState::Scheduled => State::Scheduled { why },
            PublicationState::Leased => State::Leased {
                by: there("lease_owner", self.lease_owner)?,
                until: there("lease_until", self.lease_until)?,
                why,
            },
            PublicationState::Sending => State::Sending {
                by: there("lease_owner", self.lease_owner)?,
                until: there("lease_until", self.lease_until)?,
            },
            PublicationState::Waiting => State::Waiting { until: there("lease_until", self.lease_until)? },
            PublicationState::Taken => {
                let by = there("lease_owner", self.lease_owner)?;
                State::Taken {
                    by: by.parse().map_err(|_| unfit("lease_owner", by))?,
                    until: there("lease_until", self.lease_until)?,
                }
            }
            PublicationState::Published => State::Published {
                proof: there("proof", self.proof)?,
                at: there("published_at", self.published_at)?,
                platform_post,
            },
            PublicationState::Failed => State::Failed { why: there("reason", why)? },
            PublicationState::Held => State::Held { why: there("reason", why)? },
            PublicationState::Unknown => State::Unknown {
                look_at: there("look_at", self.look_at)?,
                looks: self.looks,
                why: there("reason", why)?,
            },
            PublicationState::Cancelled => State::Cancelled { why },
        })
    }
}
