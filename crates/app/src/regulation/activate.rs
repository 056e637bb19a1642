//! Brings a document of the body into force from a day on.

use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{Action, Digest, RecordId, SystemRight};
use tatefuda_regulation::{Regulation, Unset};
use tatefuda_store::regulation::{InForce, pack_list, regulation_at, regulation_insert, regulation_list};

use super::{Governing, governing, store::invalid};
use crate::{Ask, Check, Command, Cx, Failure, FieldError, Reads, SubjectRef};

/// What a value must be required for to hold the activation up.
const ACTIVATION: &str = "activation";

/// Brings a stored pack into force. An earlier version of the same document ends at that moment; one that is to start
/// later takes over then.
#[derive(Debug, Clone, Serialize)]
pub struct ActivateRegulation {
    /// Content hash of the body's pack.
    pub pack: Digest,
    /// Content hash of the house pack.
    pub house: Digest,
    /// From this moment.
    pub from: Timestamp,
    /// Up to, not including, this moment; absent: open.
    pub until: Option<Timestamp>,
}

impl Command for ActivateRegulation {
    const NAME: &'static str = "regulation.activate";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[Action::RegulationActivate];
    type Out = String;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<String, Failure> {
        let tenant = cx.tenant();
        cx.subject("pack", self.pack);
        cx.actor.require(SystemRight::ManageRegulation)?;
        // What is compiled already may be another body's; only what this one stored can bind it.
        let stored = pack_list(cx.tx, tenant).await?;
        let mut check = Check::default();
        for (field, digest) in [("house", self.house), ("pack", self.pack)] {
            check.that(stored.iter().any(|pack| pack.digest == digest), field, "unknown-pack");
        }
        check.done()?;
        let house = cx.app.regulations.pack(cx.tx, tenant, self.house).await?;
        let body = cx.app.regulations.pack(cx.tx, tenant, self.pack).await?;
        let document = body.header.id.clone();
        cx.subject("regulation", &document);
        let settings = governing::settings(cx.tx, tenant, &document, self.from.max(cx.at)).await?;
        let regulation = Regulation::new(house, body, settings).map_err(|errors| invalid(&errors))?;
        check.that(self.until.is_none_or(|until| self.from < until), "until", "ends-before-start");
        self.alone(cx, &mut check, &regulation, &document).await?;
        if cx.actor.named().is_none() {
            // Setting up on the server: nobody's role can be asked, but no value is guessed either.
            for unset in required(&regulation) {
                check.push(error(&unset));
            }
        }
        check.done()?;
        if cx.actor.named().is_some() {
            let mut ask = Ask::new(Action::RegulationActivate, SubjectRef::Body);
            let (regulation, from) = (Arc::new(regulation), Some(self.from));
            let (pack, house) = (self.pack, self.house);
            ask.candidate = Some(Arc::new(Governing {
                document: document.clone(),
                pack,
                house,
                from,
                regulation,
                unreadable: None,
            }));
            let asked = cx.ask(ask).await?;
            cx.require(asked).await?;
        }
        if let Some(before) = regulation_at(cx.tx, tenant, self.from).await?.iter().find(|row| row.document == document)
        {
            cx.before(before.pack);
        }
        cx.after(self.pack);
        let row = InForce {
            id: cx.app.env.id::<RecordId>().to_string(),
            document,
            pack: self.pack,
            house: self.house,
            from: self.from,
            until: self.until,
            person: cx.actor.named(),
            at: cx.at,
        };
        regulation_insert(cx.tx, tenant, &row, cx.actor.capacity).await?;
        Ok(row.document)
    }
}

impl ActivateRegulation {
    /// Two documents must not speak of the same service at the same time: nobody could tell which one governs.
    async fn alone(
        &self,
        cx: &mut Cx<'_>,
        check: &mut Check,
        regulation: &Regulation,
        document: &str,
    ) -> Result<(), Failure> {
        let own = regulation.body().header.services.iter().map(String::as_str);
        let own: Vec<&str> = own.chain(regulation.settings().extensions().map(|(service, _)| service)).collect();
        // From its first day on, and whenever another document starts beside it.
        let others = regulation_list(cx.tx, cx.actor.tenant).await?.into_iter().filter(|row| row.document != document);
        let starts = others.map(|row| row.from);
        let starts = starts.filter(|start| self.from < *start && self.until.is_none_or(|until| *start < until));
        for at in [self.from, cx.at.max(self.from)].into_iter().chain(starts.collect::<BTreeSet<_>>()) {
            for other in governing::all(cx.app, cx.tx, cx.actor.tenant, at).await? {
                let shared = own.iter().find(|one| one.parse().is_ok_and(|service| other.covers(&service)));
                if let Some(service) = shared.filter(|_| other.document != document) {
                    let error = FieldError::new("pack", "governed-twice").with("service", service);
                    check.push(error.with("document", &other.document));
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

fn required(regulation: &Regulation) -> impl Iterator<Item = Unset> {
    let unset = regulation.unset_parameters().into_iter();
    unset.filter(|unset| unset.required_for.iter().any(|act| act == ACTIVATION))
}

fn error(unset: &Unset) -> FieldError {
    FieldError::new(unset.key.clone(), "unset-required")
        .with("label", unset.label.ja.clone())
        .with("label_en", unset.label.en.clone())
        .with("clauses", unset.clauses.join(" "))
}
