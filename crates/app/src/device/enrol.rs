//! On the device: the code is typed, and the browser keeps a secret from then on.

use secrecy::ExposeSecret as _;
use serde::Serialize;
use tatefuda_domain::{CommandId, DeviceId, Digest};
use tatefuda_store::device::{device_by_code, device_enrol};
use tatefuda_vault::{TokenKind, new_token};

use super::{code_hash, secret_hash};
use crate::{
    actor::Actor,
    command::{Command, Cx, Reads, Secret, execute},
    core::App,
    failure::{Failure, Forbidden},
    session::limit,
};

/// Enrols the browser in which the code is typed. Only [`enrol`] makes the secret.
#[derive(Debug, Serialize)]
pub struct Enrol {
    /// Hash of the code.
    code: Digest,
    /// What the browser will keep.
    secret: Secret,
}

/// What the browser keeps.
pub struct Enrolled {
    pub id: DeviceId,
    /// For the cookie; absent when the command was a repeat, because nobody knows it any more.
    pub secret: Option<Secret>,
}

impl Command for Enrol {
    const NAME: &'static str = "device.enrol";
    const READS: Reads<Self> = Reads::Open;
    type Out = (DeviceId, Digest);

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Self::Out, Failure> {
        let tenant = cx.tenant();
        let person = cx.actor.named().ok_or(Failure::Forbidden(Forbidden::NoCapacity))?;
        // Unknown, used, taken back and too old are one thing for whoever tries.
        let bad = || Failure::invalid("code", "bad-code");
        let device = device_by_code(cx.tx, tenant, self.code).await?.ok_or_else(bad)?;
        if device.code_until <= cx.at {
            return Err(bad());
        }
        cx.subject("device", device.id);
        cx.detail("number", &device.number);
        let secret = secret_hash(tenant, self.secret.expose());
        if !device_enrol(cx.tx, tenant, &device, secret, (person, cx.at)).await? {
            return Err(bad());
        }
        Ok((device.id, secret))
    }
}

/// Enrols the browser in which the code was typed.
///
/// # Errors
/// `code`: `bad-code`, whatever is wrong with it; [`Failure::RateLimited`] as at sign-in.
pub async fn enrol(app: &App, actor: &Actor, id: CommandId, code: &str, source: &str) -> Result<Enrolled, Failure> {
    let keys = limit::Keys::new(actor.tenant, &format!("device\n{}", actor.person), source);
    limit::take(app, &keys).await?;
    let secret = Secret::new(new_token(TokenKind::Device, app.env.entropy()).expose_secret());
    let command = Enrol { code: code_hash(actor.tenant, code), secret };
    let (device, hash) = execute(app, actor, id, &command).await?;
    limit::forgive(app, &keys).await?;
    let fresh = hash == secret_hash(actor.tenant, command.secret.expose());
    Ok(Enrolled { id: device, secret: fresh.then_some(command.secret) })
}
