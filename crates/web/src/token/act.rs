//! Personal tokens.

use tatefuda_app::token::RevokeToken;

use crate::{
    act::{About, Sent, Sheet},
    form::Reader,
    routes::Access,
};

impl Sent for RevokeToken {
    const SHEET: Sheet = Sheet {
        path: "/tokens/{id}/revoke",
        name: "token.revoke",
        access: Access::Staff,
        back: "/tokens",
        flash: "token-revoked",
    };

    fn read(about: &About<'_>, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self { id: about.id()? })
    }
}
