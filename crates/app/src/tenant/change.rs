//! Changes the texts of a body.

use serde::Serialize;
use tatefuda_domain::SystemRight;
use tatefuda_store::tenant::{Tenant, tenant_find, tenant_update};

use super::TenantTexts;
use crate::{Check, Command, Cx, Failure, Reads};

/// Changes everything but slug and time zone.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeTenant {
    /// The new texts.
    pub texts: TenantTexts,
}

impl Command for ChangeTenant {
    const NAME: &'static str = "tenant.change";
    const READS: Reads<Self> = Reads::Open;
    type Out = ();

    async fn run(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        cx.subject("tenant", cx.tenant());
        cx.actor.require(SystemRight::ManageUsers)?;
        let mut check = Check::default();
        let texts = self.texts.checked(&mut check);
        check.done()?;
        let tenant = tenant_find(cx.tx, cx.tenant()).await?.ok_or(Failure::NotFound)?;
        let tenant = Tenant {
            name_ja: texts.name_ja,
            name_kana: texts.name_kana,
            name_en: texts.name_en,
            prefecture: texts.prefecture,
            contact_unit: texts.contact_unit,
            contact_phone: texts.contact_phone,
            ..tenant
        };
        Ok(tenant_update(cx.tx, &tenant).await?)
    }
}
