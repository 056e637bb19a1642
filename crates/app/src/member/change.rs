//! Changes what is entered about a person.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{PersonId, SystemRight};
use tatefuda_store::member::{Person, person_find, person_update};
use utoipa::ToSchema;

use super::PersonTexts;
use crate::{Check, Command, Cx, Failure, Reads, org::touched};

/// Changes name and number; the login stays.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = PersonTextsInput)]
pub struct ChangePerson {
    /// Who.
    pub id: PersonId,
    /// The version seen.
    pub version: i64,
    /// The new texts.
    #[serde(flatten)]
    pub texts: PersonTexts,
}

impl Command for ChangePerson {
    const NAME: &'static str = "person.change";
    const READS: Reads<Self> = Reads::Open;
    type Out = i64;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<i64, Failure> {
        cx.subject("person", self.id);
        cx.actor.require(SystemRight::ManageUsers)?;
        let mut check = Check::default();
        let texts = self.texts.checked(&mut check);
        check.done()?;
        let person = person_find(cx.tx, cx.actor.tenant, self.id).await?.ok_or(Failure::NotFound)?;
        let conflict = Failure::Conflict { seen: self.version, current: person.version };
        cx.detail("name", &texts.name);
        let stored = person.clone();
        let person = Person {
            version: self.version,
            name: texts.name,
            kana: texts.kana,
            name_en: texts.name_en,
            extension: texts.extension,
            ..person
        };
        if person == stored {
            return Ok(self.version);
        }
        if !person_update(cx.tx, cx.actor.tenant, &person).await? {
            return Err(conflict);
        }
        touched(cx).await?;
        Ok(self.version + 1)
    }
}
