//! That its owner reads at a place: a code that went there is given back.

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Digest, NoticePlaceId, PersonId, TenantId,
    notice::{Message, MessageKind, MessageState, NoticePlace},
};
use tatefuda_store::{Tx, notice};
use tatefuda_vault::{equal, token_hash};
use utoipa::ToSchema;

use crate::{
    command::{Command, Cx, Reads, Secret},
    failure::Failure,
};

/// How long a code counts.
pub(super) const COUNTS: SignedDuration = SignedDuration::from_mins(30);
/// After so many wrong ones it counts no more.
const TRIES: i64 = 5;
/// Most codes that are sent for one person within [`WITHIN`]: nobody's mailbox is filled from here.
const CODES: i64 = 10;
const WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// Gives a code back.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = NoticeProofInput)]
pub struct ProvePlace {
    /// Which place of one's own.
    pub id: NoticePlaceId,
    /// The code that arrived there.
    #[schema(value_type = String)]
    pub code: Secret,
}

/// Whether it was the right code. A wrong one counts, so it is no error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = NoticeProof)]
pub struct Proven {
    pub proven: bool,
}

impl Command for ProvePlace {
    const NAME: &'static str = "notice.prove";
    const READS: Reads<Self> = Reads::Open;
    type Out = Proven;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Proven, Failure> {
        let place = own(cx.tx, cx.tenant(), cx.actor.person, self.id).await?;
        cx.subject("person", place.person);
        if place.proven_at.is_some() {
            return Ok(Proven { proven: true });
        }
        let digits: String = self.code.expose().chars().filter_map(digit).collect();
        let counts = place.code_until.is_some_and(|until| cx.at < until) && place.code_tries < TRIES;
        let right = place.code.is_some_and(|code| equal(code.as_bytes(), hash(place.id, &digits).as_bytes()));
        let place = if counts && right {
            NoticePlace { code: None, code_until: None, code_tries: 0, proven_at: Some(cx.at), ..place }
        } else {
            NoticePlace { code_tries: place.code_tries.saturating_add(1), ..place }
        };
        let proven = place.proven_at.is_some();
        if !notice::place_update(cx.tx, cx.tenant(), &place).await? {
            return Err(Failure::Busy);
        }
        cx.circumstance("place", place.id.to_string());
        cx.circumstance("proven", proven.to_string());
        Ok(Proven { proven })
    }
}

/// Has another code sent; the one before counts no more as soon as it goes out.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = NoticeCodeInput)]
pub struct SendCode {
    /// To which place of one's own.
    pub id: NoticePlaceId,
}

impl Command for SendCode {
    const NAME: &'static str = "notice.code";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let place = own(cx.tx, cx.tenant(), cx.actor.person, self.id).await?;
        cx.subject("person", place.person);
        if place.proven_at.is_some() {
            return Err(Failure::state("place-proven"));
        }
        send_code(cx, &place).await
    }
}

/// A place of one's own that is not ended; another's is not there.
pub(super) async fn own(
    tx: &mut Tx,
    tenant: TenantId,
    person: PersonId,
    id: NoticePlaceId,
) -> Result<NoticePlace, Failure> {
    let place = notice::place_get(tx, tenant, id).await?;
    place.filter(|place| place.person == person && place.ended_at.is_none()).ok_or(Failure::NotFound)
}

/// Orders a message with a code. The code is made when it goes out: it lies in no row.
pub(super) async fn send_code(cx: &mut Cx<'_>, place: &NoticePlace) -> Result<(), Failure> {
    let tenant = cx.tenant();
    let since = cx.at.checked_sub(WITHIN).unwrap_or(Timestamp::MIN);
    if CODES <= notice::proofs(cx.tx, tenant, place.person, since).await? {
        return Err(Failure::state("too-many-codes"));
    }
    notice::drop_all(cx.tx, tenant, place.id, cx.at).await?;
    let message = message(cx.app.env.id(), place, MessageKind::Proof, cx.at, cx.at);
    notice::insert(cx.tx, tenant, &message).await?;
    cx.circumstance("place", place.id.to_string());
    Ok(())
}

/// A message to be handed over at a moment.
pub(super) fn message(
    id: tatefuda_domain::NoticeId,
    place: &NoticePlace,
    kind: MessageKind,
    due_at: Timestamp,
    created_at: Timestamp,
) -> Message {
    Message {
        id,
        place: place.id,
        kind,
        state: MessageState::Waiting,
        due_at,
        tries: 0,
        lease_owner: None,
        lease_until: None,
        why: None,
        created_at,
        ended_at: None,
    }
}

/// What is kept of a code: it opens nothing but its place, and counts half an hour.
pub(super) fn hash(place: NoticePlaceId, code: &str) -> Digest {
    token_hash(&SecretString::from(format!("tatefuda.notice.v1\n{place}\n{code}")))
}

/// Codes are typed from a telephone, also by a Japanese keyboard.
fn digit(c: char) -> Option<char> {
    match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        c => c.is_ascii_digit().then_some(c),
    }
}
