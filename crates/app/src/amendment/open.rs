//! Opening an amendment of a document.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AmendmentId, SystemRight,
    amendment::{Amendment, State},
};
use tatefuda_store::{
    amendment::{amendment_insert, amendment_of},
    member::person_find,
};
use utoipa::ToSchema;

use super::{Saved, newest};
use crate::{
    command::{Command, Cx, Reads},
    failure::{Failure, FieldError},
};

/// Opens an amendment of a document: a draft that starts from its newest version, which is in force or will be. One of a
/// document at a time: two would each undo the other.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = AmendmentInput)]
pub struct OpenAmendment {
    /// Id of the document.
    pub document: String,
}

impl Command for OpenAmendment {
    const NAME: &'static str = "amendment.open";
    const READS: Reads<Self> = Reads::Open;
    type Out = Saved;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Saved, Failure> {
        cx.subject("regulation", &self.document);
        cx.actor.require(SystemRight::ManageRegulation)?;
        let tenant = cx.tenant();
        let base = newest(cx.tx, tenant, &self.document, cx.at).await?.ok_or(Failure::NotFound)?;
        if let Some(open) = amendment_of(cx.tx, tenant, &self.document).await? {
            let person = person_find(cx.tx, tenant, open.opened_by).await?.map(|person| person.name);
            let error = FieldError::new("document", "amendment-open").with("person", person.unwrap_or_default());
            return Err(Failure::Invalid(vec![error.with("amendment", open.id)]));
        }
        let id: AmendmentId = cx.app.env.id();
        cx.subject("amendment", id);
        cx.detail("document", &self.document);
        cx.before(base.pack);
        let amendment = Amendment {
            id,
            version: 1,
            document: self.document.clone(),
            base: base.pack,
            source: String::new(),
            decision: String::new(),
            decided_on: None,
            from: None,
            changes: vec![],
            opened_by: cx.actor.person,
            opened_at: cx.at,
            state: State::Draft { returned: None },
        };
        amendment_insert(cx.tx, tenant, &amendment).await?;
        Ok(Saved { amendment: id, version: 1 })
    }
}
