//! Sending of a body is held: what may have been sent since this database was copied is written down.

use serde::Serialize;
use tatefuda_domain::{NodeId, post::PostState, publication::PublicationState};
use tatefuda_store::{
    audit::{audit_head, audit_mark},
    copy::{Doubt, Hold, doubt_insert, hold_insert, hold_live},
    post::list::{self, Filter},
    publication,
};
use tatefuda_vault::Mark;

use super::bearing;
use crate::{Command, Cx, Failure, Forbidden, Reads};

/// Most doubts of each kind.
const MANY: i64 = 5_000;

/// States in which a send may have gone out since, or been taken back.
const ALIVE: [PublicationState; 7] = [
    PublicationState::Scheduled,
    PublicationState::Leased,
    PublicationState::Sending,
    PublicationState::Waiting,
    PublicationState::Taken,
    PublicationState::Held,
    PublicationState::Unknown,
];

/// Holds the sending of a body, because this node remembers what the database does not hold. For the program itself.
#[derive(Debug, Clone, Serialize)]
pub struct HoldCopy {
    /// Which node found it.
    pub node: NodeId,
    /// Kept with the hold: people know machines by it, and the node may be gone when they look.
    pub name: String,
}

impl Command for HoldCopy {
    const NAME: &'static str = "copy.hold";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let tenant = cx.tenant();
        // Only the program finds this. A person who wants to halt sending has the stop, which names them.
        if cx.actor.named().is_some() {
            return Err(Failure::Forbidden(Forbidden::Reason("program-only".to_owned())));
        }
        let found = bearing(cx.app, cx.tx, tenant).await?;
        if found.is_sound() {
            return Err(Failure::state("copy-sound"));
        }
        if hold_live(cx.tx, tenant).await?.is_some() {
            return Err(Failure::state("copy-held"));
        }
        let head = audit_head(cx.tx, tenant).await?;
        let last = audit_mark(cx.tx, tenant, head.seq).await?;
        let hold = Hold {
            id: cx.app.env.id(),
            version: 1,
            cause: found.as_str().to_owned(),
            node: self.node,
            node_name: self.name.clone(),
            mark: found.mark().map(|Mark { seq, hash, at }| (seq, hash, at)),
            head_seq: head.seq,
            head_at: last.map(|(_, at)| at),
            held_at: cx.at,
            released_at: None,
            released_by: None,
        };
        cx.subject("copy", hold.id);
        cx.detail("cause", &hold.cause);
        cx.detail("node", format!("{} {}", self.name, self.node));
        if let Some(mark) = found.mark() {
            cx.detail("mark", format!("{}:{}", mark.seq, mark.hash));
        }
        hold_insert(cx.tx, tenant, &hold).await?;
        self.doubts(cx, &hold).await
    }
}

impl HoldCopy {
    async fn doubts(&self, cx: &mut Cx<'_>, hold: &Hold) -> Result<(), Failure> {
        let tenant = cx.tenant();
        let doubt = |id, post, state: &str| Doubt {
            id,
            hold: hold.id,
            post,
            publication: None,
            account: None,
            state: state.to_owned(),
            answer: None,
            note: String::new(),
            answered_at: None,
            answered_by: None,
        };
        let mut known = std::collections::BTreeSet::new();
        for state in ALIVE {
            for one in publication::in_state(cx.tx, tenant, state, MANY).await? {
                known.insert(one.post);
                let (publication, account) = (Some(one.id), Some(one.account));
                let doubt =
                    Doubt { publication, account, ..doubt(cx.app.env.id(), one.post, one.state.name().as_str()) };
                doubt_insert(cx.tx, tenant, &doubt).await?;
            }
        }
        // Passed on and not sent, as far as this database knows: somebody may have brought it out since.
        let filter = Filter { state: Some(PostState::Submitted), ..Filter::default() };
        for line in list::list(cx.tx, tenant, &filter, MANY).await? {
            let id = line.listed.post.id;
            let sends = publication::of_post(cx.tx, tenant, id).await?;
            if !known.contains(&id) && !sends.iter().any(|one| one.state.name() == PublicationState::Published) {
                doubt_insert(cx.tx, tenant, &doubt(cx.app.env.id(), id, PostState::Submitted.as_str())).await?;
            }
        }
        Ok(())
    }
}
