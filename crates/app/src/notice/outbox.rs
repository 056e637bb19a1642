//! Messages on their way: taken in hand by one worker at a time, handed over, tried again. What is told is asked for anew just
//! before: what is done meanwhile, or is no longer for its reader, is not told. No acts: nothing is decided by them.

use jiff::{SignedDuration, Timestamp};
use tatefuda_domain::{
    Lang, NoticeId, TenantId,
    notice::{self as domain, Line, Message, MessageKind, MessageState, NoticePlace, PlaceKind},
};
use tatefuda_store::{
    Tx,
    copy::hold_live,
    notice,
    tenant::{Tenant, tenant_find, tenant_list},
};

use super::{
    keep,
    prove::{COUNTS, hash},
    sealed,
};
use crate::{command::Secret, core::App, failure::Failure};

/// Longest reason that is kept, in characters: what the other side says may be long.
const WHY_MAX: usize = 300;

/// A message that is to be handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub tenant: TenantId,
    pub id: NoticeId,
}

/// A message in hand.
pub struct Letter {
    pub body: Tenant,
    pub id: NoticeId,
    pub kind: PlaceKind,
    /// Where it goes.
    pub address: Secret,
    /// What signs it, of a hook.
    pub key: Secret,
    pub lang: Lang,
    pub says: Says,
    message: Message,
    owner: String,
}

/// What a message says.
pub enum Says {
    /// The code that proves the place.
    Code(Secret),
    /// What waits.
    Waits(Vec<Line>),
}

/// What came of handing it over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handed {
    /// The other side has it.
    Taken,
    /// Not now, or nobody can tell: again later, under the same id.
    Later(String),
    /// It will never be taken.
    Refused(String),
}

/// What is to be handed over now, for every body; at most `limit` per body.
///
/// # Errors
/// Whatever the database says; so for all below.
pub async fn due(app: &App, limit: i64) -> Result<Vec<Due>, Failure> {
    let now = app.env.now();
    let (mut tx, mut all) = (app.db.read().await?, vec![]);
    for body in tenant_list(&mut tx).await?.readable() {
        let due = notice::due(&mut tx, body.id, now, limit).await?.readable();
        // A database that may be a copy tells nobody anything: the true one does.
        if due.is_empty() || hold_live(&mut tx, body.id).await?.is_some() {
            continue;
        }
        all.extend(due.into_iter().map(|message| Due { tenant: body.id, id: message.id }));
    }
    tx.rollback().await?;
    Ok(all)
}

/// Takes a message in hand for so many seconds. Absent: somebody else has it, or there is nothing to tell any more.
///
/// # Errors
/// As [`due`].
pub async fn take(app: &App, due: Due, owner: &str, seconds: i64) -> Result<Option<Letter>, Failure> {
    let tenant = due.tenant;
    let mut tx = app.db.read().await?;
    let body = tenant_find(&mut tx, tenant).await?.ok_or(Failure::NotFound)?;
    let place = of(&mut tx, due).await?.map(|(_, place)| place);
    tx.rollback().await?;
    let Some(place) = place else { return Ok(None) };
    let waits = keep::waiting(app, &body, place.person).await?;
    let now = app.env.now();
    let mut tx = app.db.write().await?;
    let until = now.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX);
    if !notice::lease(&mut tx, tenant, due.id, owner, until, now).await? {
        return Ok(tx.rollback().await.map(|()| None)?);
    }
    let Some((message, place)) = of(&mut tx, due).await? else { return Ok(None) };
    let says = match message.kind {
        // Whoever proves a place may have no appointment yet; who left is told nothing.
        MessageKind::Proof if place.ended_at.is_none() && waits.is_some() => {
            Some(Says::Code(code(app, &mut tx, tenant, &place, now).await?))
        }
        MessageKind::Proof => None,
        _ => {
            let told = told(&mut tx, tenant, &message, waits.as_deref().unwrap_or_default(), now).await?;
            Some(Says::Waits(told)).filter(|_| place.is_told())
        }
    };
    let says = says.filter(|says| !matches!(says, Says::Waits(lines) if lines.is_empty()));
    let Some(says) = says else {
        let dropped = Message { state: MessageState::Dropped, ended_at: Some(now), ..message };
        notice::end(&mut tx, tenant, owner, &dropped).await?;
        return Ok(tx.commit().await.map(|()| None)?);
    };
    let address = sealed::open(app, tenant, &place);
    tx.commit().await?;
    let (id, owner) = (due.id, owner.to_owned());
    let lang = if place.lang == "en" { Lang::En } else { Lang::Ja };
    let letter = |address: &str, key: &str| Letter {
        body,
        id,
        kind: place.kind,
        address: Secret::new(address),
        key: Secret::new(key),
        lang,
        says,
        message,
        owner,
    };
    match address {
        Ok(open) => Ok(Some(letter(&open.address, &open.key))),
        Err(_) => {
            let why = Handed::Refused("the address cannot be opened with the keys of this installation".to_owned());
            done(app, &letter("", ""), why).await?;
            Ok(None)
        }
    }
}

async fn of(tx: &mut Tx, due: Due) -> Result<Option<(Message, NoticePlace)>, Failure> {
    let Some(message) = notice::get(tx, due.tenant, due.id).await? else { return Ok(None) };
    let place = notice::place_get(tx, due.tenant, message.place).await?;
    Ok(place.map(|place| (message, place)))
}

/// A code of eight digits, of which only the hash stays; each try sends another.
async fn code(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    place: &NoticePlace,
    now: Timestamp,
) -> Result<Secret, Failure> {
    let code = format!("{:08}", u64::from_be_bytes(app.env.bytes()) % 100_000_000);
    let until = now.checked_add(COUNTS).unwrap_or(Timestamp::MAX);
    let kept =
        NoticePlace { code: Some(hash(place.id, &code)), code_until: Some(until), code_tries: 0, ..place.clone() };
    if !notice::place_update(tx, tenant, &kept).await? {
        return Err(Failure::Busy);
    }
    Ok(Secret::new(code))
}

/// What of a message still waits for its reader, in the words of the moment.
async fn told(
    tx: &mut Tx,
    tenant: TenantId,
    message: &Message,
    waits: &[Line],
    now: Timestamp,
) -> Result<Vec<Line>, Failure> {
    let mut told = vec![];
    for one in notice::lines_of(tx, tenant, message.id).await?.readable() {
        match waits.iter().find(|line| line.key == one.key) {
            Some(line) => told.push(line.clone()),
            None => notice::line_over(tx, tenant, &one, now).await?,
        }
    }
    Ok(told)
}

/// Writes down what came of it. Nothing happens where somebody else has it by now.
///
/// # Errors
/// As [`due`].
pub async fn done(app: &App, letter: &Letter, handed: Handed) -> Result<(), Failure> {
    let (tenant, now) = (letter.body.id, app.env.now());
    let tried = letter.message.clone();
    let short = |why: String| Some(why.chars().filter(|c| !c.is_control()).take(WHY_MAX).collect::<String>());
    let ended = |state, why| Message { state, why, ended_at: Some(now), ..tried.clone() };
    let message = match handed {
        Handed::Taken => ended(MessageState::Sent, None),
        Handed::Refused(why) => ended(MessageState::Failed, short(why)),
        Handed::Later(why) => match domain::again(tried.tries, now) {
            Some(due_at) => Message { state: MessageState::Waiting, due_at, why: short(why), ..tried },
            None => ended(MessageState::Failed, short(why)),
        },
    };
    let mut tx = app.db.write().await?;
    if notice::end(&mut tx, tenant, &letter.owner, &message).await?
        && let Some(place) = notice::place_get(&mut tx, tenant, message.place).await?
        && place.ended_at.is_none()
    {
        let (since, why) = match message.state {
            MessageState::Failed => (place.failing_since.or(Some(now)), message.why.clone()),
            MessageState::Sent => (None, None),
            _ => (place.failing_since, place.failing_why.clone()),
        };
        let stands = NoticePlace { failing_since: since, failing_why: why, ..place.clone() };
        if stands != place && !notice::place_update(&mut tx, tenant, &stands).await? {
            return Err(Failure::Busy);
        }
    }
    Ok(tx.commit().await?)
}
