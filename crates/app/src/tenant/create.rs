//! Enters a body. Its chain of entries begins here.

use jiff::tz::TimeZone;
use serde::Serialize;
use tatefuda_audit::Head;
use tatefuda_domain::TenantId;
use tatefuda_store::tenant::{Tenant, tenant_by_slug, tenant_insert};

use super::TenantTexts;
use crate::{App, Check, Command, Cx, Failure, Forbidden, Reads, copy};

/// Enters the body whose id the actor already carries. Only the program may, on its server.
#[derive(Debug, Clone, Serialize)]
pub struct CreateTenant {
    /// Its word in addresses: 2 to 40 of `a-z0-9-`.
    pub slug: String,
    pub texts: TenantTexts,
    /// Its time zone, as `Asia/Tokyo`.
    pub zone: String,
    /// Practice data (練習用).
    pub practice: bool,
}

impl Command for CreateTenant {
    const NAME: &'static str = "tenant.create";
    const READS: Reads<Self> = Reads::Open;
    type Out = TenantId;

    async fn entered(&self, app: &App, tenant: TenantId, head: Head) -> Result<(), Failure> {
        copy::remember(app, tenant, head, true).await
    }

    async fn run(&self, cx: &mut Cx<'_>) -> Result<TenantId, Failure> {
        let id = cx.tenant();
        cx.subject("tenant", id);
        if cx.actor.named().is_some() {
            return Err(Failure::Forbidden(Forbidden::Reason("program-only".to_owned())));
        }
        let mut check = Check::default();
        let texts = self.texts.checked(&mut check);
        let fits = (2..=40).contains(&self.slug.len())
            && self.slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        check.that(fits, "slug", "slug-form");
        check.that(TimeZone::get(&self.zone).is_ok(), "zone", "unknown-zone");
        check.that(tenant_by_slug(cx.tx, &self.slug).await?.is_none(), "slug", "taken");
        check.done()?;
        let tenant = Tenant {
            id,
            slug: self.slug.clone(),
            name_ja: texts.name_ja,
            name_kana: texts.name_kana,
            name_en: texts.name_en,
            prefecture: texts.prefecture,
            zone: self.zone.clone(),
            contact_unit: texts.contact_unit,
            contact_phone: texts.contact_phone,
            practice: self.practice,
            created_at: cx.at,
        };
        tenant_insert(cx.tx, &tenant).await?;
        Ok(id)
    }
}
