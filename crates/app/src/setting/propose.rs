//! Proposing a value.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{SettingId, SystemRight, setting::SettingValue};
use tatefuda_store::setting::setting_insert;
use utoipa::ToSchema;

use super::check;
use crate::{
    command::{Command, Cx, Reads},
    failure::{Check, Failure},
    regulation::governing,
};

/// Proposes a value for what the text leaves to the body. It acts once another person confirmed it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = SettingInput)]
pub struct ProposeSetting {
    /// Id of the document.
    pub document: String,
    /// `param:<id>`, for one account `param:<id>@<account>`, `role:<id>`, `exception:<rule>`, `reading:<id>`, `extend:<service>`.
    pub key: String,
    /// The value; elements of a list one per line.
    pub value: String,
    /// The document that decided it: title, number.
    pub source: String,
    /// A remark.
    #[serde(default)]
    pub note: String,
    /// From when it acts; absent: from its confirmation.
    #[serde(default)]
    pub effective_from: Option<Timestamp>,
}

impl Command for ProposeSetting {
    const NAME: &'static str = "setting.propose";
    const READS: Reads<Self> = Reads::Open;
    type Out = SettingId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<SettingId, Failure> {
        cx.subject("body", cx.tenant());
        cx.actor.require(SystemRight::ManageRegulation)?;
        let governing = governing::known(cx.app, cx.tx, cx.tenant(), &self.document, cx.at).await?;
        let mut input = Check::default();
        let value = input.text("value", &self.value, 4_000);
        let source = input.text("source", &self.source, 200);
        let note = input.optional("note", &self.note, 2_000);
        check::value(&mut input, &governing.regulation, &self.key, &value);
        input.done()?;
        check::account(cx, &governing, &self.key).await?;
        check::positions(cx, &self.key, &value).await?;
        let practice = tatefuda_store::tenant::tenant_find(cx.tx, cx.tenant()).await?.is_some_and(|body| body.practice);
        let setting = SettingValue {
            id: cx.app.env.id(),
            key: self.key.clone(),
            value,
            source,
            note,
            proposed_by: cx.actor.person,
            proposed_at: cx.at,
            confirmed_by: None,
            effective_from: self.effective_from.unwrap_or(cx.at),
            practice,
        };
        cx.subject("setting", setting.id);
        cx.detail("key", &setting.key);
        cx.detail("value", &setting.value);
        cx.detail("source", &setting.source);
        setting_insert(cx.tx, cx.tenant(), &self.document, &setting, cx.actor.capacity).await?;
        Ok(setting.id)
    }
}
