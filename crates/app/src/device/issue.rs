//! An administrator makes the code with which a device is enrolled.

use jiff::SignedDuration;
use secrecy::ExposeSecret as _;
use serde::Serialize;
use tatefuda_domain::{
    CommandId, DeviceId, Digest, SystemRight,
    device::{Device, State},
};
use tatefuda_store::device::device_issue;
use tatefuda_vault::initial_password;

use super::code_hash;
use crate::{
    actor::Actor,
    command::{Command, Cx, Reads, Secret, execute},
    core::App,
    failure::{Check, Failure},
};

/// How long a code serves: long enough to reach a desk in another building, or the next morning.
const CODE_LIFE: SignedDuration = SignedDuration::from_hours(24);

/// Makes a code for a device. Only [`issue`] sees its text.
#[derive(Debug, Serialize)]
pub struct Issue {
    pub number: String,
    /// The code. Not part of the command's identity: a repeat makes no second code.
    pub code: Secret,
}

/// A code, just made.
pub struct Issued {
    pub id: DeviceId,
    /// The code; absent when the command was a repeat, because nobody knows it any more.
    pub code: Option<Secret>,
}

impl Command for Issue {
    const NAME: &'static str = "device.issue";
    const READS: Reads<Self> = Reads::Open;
    type Out = (DeviceId, Digest);

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Self::Out, Failure> {
        let id = cx.app.env.id();
        cx.subject("device", id);
        cx.actor.require(SystemRight::ManageUsers)?;
        let mut check = Check::default();
        let number = check.text("number", &self.number, 80);
        check.that(!number.contains('\n'), "number", "one-line");
        check.done()?;
        let code_until = cx.at.checked_add(CODE_LIFE).map_err(Failure::internal)?;
        let device = Device { id, number, code_until, issued_at: cx.at, state: State::Waiting };
        let hash = code_hash(cx.tenant(), self.code.expose());
        cx.detail("number", &device.number);
        device_issue(cx.tx, cx.tenant(), &device, hash, cx.actor.person).await?;
        Ok((id, hash))
    }
}

/// Makes a code for a device and gives it, once.
///
/// # Errors
/// No right to manage users; a number that cannot be used.
pub async fn issue(app: &App, actor: &Actor, id: CommandId, number: &str) -> Result<Issued, Failure> {
    let code = Secret::new(initial_password(app.env.entropy()).expose_secret());
    let command = Issue { number: number.to_owned(), code };
    let (device, hash) = execute(app, actor, id, &command).await?;
    let fresh = hash == code_hash(actor.tenant, command.code.expose());
    Ok(Issued { id: device, code: fresh.then_some(command.code) })
}
