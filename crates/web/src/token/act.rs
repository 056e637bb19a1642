//! Personal tokens.

use tatefuda_app::token::RevokeToken;

use crate::{
    act::{About, Act, Row, Sent},
    form::Reader,
    routes::Access,
};

impl Act for RevokeToken {
    const ROW: Row = Row::page("/tokens/{id}/revoke", "token.revoke").form(Access::Staff, "/tokens", "token-revoked");
    type Shown = ();
}

impl Sent for RevokeToken {
    fn read(about: &About<'_>, _: &mut Reader<'_>) -> Option<Self> {
        Some(Self { id: about.id()? })
    }
}
