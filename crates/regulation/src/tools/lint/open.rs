//! What the body still has to decide or to obtain.

use super::{Level, Lint};
use crate::engine::Regulation;

/// Texts that were not supplied, accounts whose address says nothing.
pub fn check(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    for norm in pack.norms.iter().filter(|norm| norm.missing) {
        let message = format!("the text of “{}” was not supplied", norm.title.ja);
        lint.add(Level::Open, norm.place, "missing-norm", message, "obtain it; nothing of it is invented");
    }
    for document in pack.documents.iter().filter(|document| document.derived) {
        let message = format!("the form of “{}” was not supplied; it is derived", document.label.ja);
        lint.add(Level::Open, document.place, "derived-form", message, "compare it with the body's own form");
    }
    for account in &pack.accounts {
        let what = match account.url.trim() {
            "" => "has no address",
            url if root(url) => "has the address of the service, not that of the account",
            _ => continue,
        };
        let message = format!("the listed account {} {what}", account.id);
        let help =
            "url = \"https://<host>/<account>\"; where the text itself is wrong, the body enters it in the ledger";
        lint.add(Level::Open, account.place, "account-url", message, help);
    }
    for reading in &pack.readings {
        let names_role = reading.read.starts_with("role:");
        let used = crate::tools::controls::items(pack)
            .iter()
            .any(|item| item.needs.names.contains(&format!("reading:{}", reading.id)));
        if used && !names_role {
            let message = format!("the reading {} stands for a role, but reads as none", reading.id);
            lint.add(Level::Error, reading.place, "undefined-role", message, "read = \"role:<id>\"");
        }
    }
}

/// Whether an address names only a host.
fn root(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    path.trim_matches('/').is_empty() && !path.contains('?')
}

/// Values that nobody set.
pub fn unset(lint: &mut Lint<'_>, regulation: &Regulation, activate: bool) {
    let pack = lint.pack;
    for unset in regulation.unset_parameters() {
        let (kind, id) = unset.key.split_once(':').unwrap_or(("", &unset.key));
        if id.starts_with("house:") {
            continue;
        }
        let place = match kind {
            "role" => pack.roles.iter().find(|role| role.id == id).map(|role| role.place),
            "reading" => pack.readings.iter().find(|reading| reading.id == id).map(|reading| reading.place),
            "exception" => {
                let rule = pack.rules.iter().find(|rule| rule.id == id).map(|rule| rule.place);
                rule.or_else(|| pack.chains.iter().find(|chain| chain.id == id).map(|chain| chain.place))
            }
            _ => pack.parameters.iter().find(|parameter| parameter.id == id).map(|parameter| parameter.place),
        };
        let required = unset.required_for.iter().any(|what| what == "activation");
        let level = if activate && required { Level::Error } else { Level::Open };
        let clauses = unset.clauses.join(" ");
        let message = format!("{} is not set: {} [{clauses}]", unset.key, unset.label.ja);
        let help = if unset.hint.ja.is_empty() {
            "set it on screen under 規程の設定".to_owned()
        } else {
            unset.hint.ja.clone()
        };
        lint.add(level, place.unwrap_or_default(), "unset", message, &help);
    }
}
