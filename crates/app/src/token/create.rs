//! Making a token.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use tatefuda_domain::{CommandId, Digest, TokenId};
use tatefuda_store::token::{Token, token_insert};
use tatefuda_vault::{TokenKind, new_token};

use super::authenticate::{presented, stored_hash};
use crate::{
    actor::{Actor, Scope},
    command::{Command, Cx, Reads, Secret, execute},
    core::App,
    failure::{Check, Failure, FieldError, Forbidden},
};

/// Makes a token for oneself in one's present capacity. Only [`create`] sees its text.
#[derive(Debug, Serialize)]
pub struct CreateToken {
    /// What its owner calls it.
    pub name: String,
    /// `feeds`, `read` or `act`.
    pub scope: String,
    /// Days until it ends.
    pub days: i64,
    /// Its text. Not part of the command's identity: a repeat makes no second token.
    pub secret: Secret,
}

/// A new token.
pub struct CreatedToken {
    pub id: TokenId,
    /// Its text; absent when the command was a repeat, because nobody knows the text any more.
    pub secret: Option<Secret>,
}

impl Command for CreateToken {
    const NAME: &'static str = "token.create";
    const READS: Reads<Self> = Reads::Open;
    type Out = (TokenId, Digest);

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Self::Out, Failure> {
        let owner = cx.actor.named().ok_or(Failure::Forbidden(Forbidden::NoCapacity))?;
        cx.subject("person", owner);
        let longest = cx.app.config.token_life.as_hours() / 24;
        let mut input = Check::default();
        let name = input.text("name", &self.name, 80);
        input.that(Scope::parse(&self.scope).is_some(), "scope", "not-a-scope");
        if !(1..=longest).contains(&self.days) {
            input.push(FieldError::new("days", "out-of-range").with("min", 1).with("max", longest));
        }
        input.done()?;
        let token = Token {
            id: cx.app.env.id(),
            person: owner,
            capacity: cx.actor.capacity,
            name,
            scope: self.scope.clone(),
            created_at: cx.at,
            expires_at: end(cx.at, self.days)?,
            revoked_at: None,
            used_at: None,
        };
        let hash = stored_hash(self.secret.expose());
        cx.subject("token", token.id);
        cx.detail("name", &token.name);
        token_insert(cx.tx, cx.tenant(), &token, hash).await?;
        Ok((token.id, hash))
    }
}

fn end(at: Timestamp, days: i64) -> Result<Timestamp, Failure> {
    at.checked_add(SignedDuration::from_hours(days * 24)).map_err(|_| Failure::invalid("days", "out-of-range"))
}

/// Makes a token and gives its text, once.
///
/// # Errors
/// Invalid name, scope or number of days.
pub async fn create(
    app: &App,
    actor: &Actor,
    id: CommandId,
    name: &str,
    scope: &str,
    days: i64,
) -> Result<CreatedToken, Failure> {
    let kind = if Scope::parse(scope) == Some(Scope::Feeds) { TokenKind::Feed } else { TokenKind::Personal };
    let secret = presented(actor.tenant, &new_token(kind, app.env.entropy()));
    let command = CreateToken { name: name.to_owned(), scope: scope.to_owned(), days, secret };
    let (token, hash) = execute(app, actor, id, &command).await?;
    let fresh = hash == stored_hash(command.secret.expose());
    Ok(CreatedToken { id: token, secret: fresh.then_some(command.secret) })
}
