//! What the body still has to decide or to obtain.

use super::{Level, Lint};
use tatefuda_regulation::{
    engine::Regulation,
    say::{self, code, say},
};

/// Texts that were not supplied, accounts whose address says nothing.
pub fn check(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    for norm in pack.norms.iter().filter(|norm| norm.missing) {
        let title = say::text(&norm.title);
        let message = say!([title], "「{title}」の本文がまだありません", "the text of “{title}” was not supplied");
        lint.add(
            Level::Open,
            norm.place,
            "missing-norm",
            message,
            say!("取り寄せてください。内容を作ることはしません", "obtain it; nothing of it is invented"),
        );
    }
    for document in pack.documents.iter().filter(|document| document.derived) {
        let label = say::text(&document.label);
        let message = say!(
            [label],
            "「{label}」の様式がまだありません。規程から起こしたものです",
            "the form of “{label}” was not supplied; it is derived"
        );
        lint.add(
            Level::Open,
            document.place,
            "derived-form",
            message,
            say!("団体の様式と照らし合わせてください", "compare it with the body's own form"),
        );
    }
    for account in &pack.accounts {
        let what = match account.url.trim() {
            "" => say!("にアドレスがありません", "has no address"),
            url if root(url) => say!(
                "のアドレスが、アカウントではなくサービスのものです",
                "has the address of the service, not that of the account"
            ),
            _ => continue,
        };
        let message = say!([what], "掲げられたアカウント「{}」{what}", "the listed account {} {what}", account.id);
        let help = say!(
            "url = \"https://<host>/<account>\"。規程そのものが誤っているときは、台帳に正しいものを載せてください",
            "url = \"https://<host>/<account>\"; where the text itself is wrong, the body enters it in the ledger"
        );
        lint.add(Level::Open, account.place, "account-url", message, help);
    }
    for reading in &pack.readings {
        let names_role = reading.read.starts_with("role:");
        let used = tatefuda_regulation::coverage::controls::items(pack)
            .iter()
            .any(|item| item.needs.names.contains(&format!("reading:{}", reading.id)));
        if used && !names_role {
            let message = say!(
                "読み方「{}」は役割を表しますが、どの役割とも読まれていません",
                "the reading {} stands for a role, but reads as none",
                reading.id
            );
            lint.add(Level::Error, reading.place, "undefined-role", message, code("read = \"role:<id>\""));
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
        let label = say::text(&unset.label);
        let message =
            say!([label], "{} が未設定です：{label} [{clauses}]", "{} is not set: {label} [{clauses}]", unset.key);
        let help = if unset.hint.ja.is_empty() {
            say!("画面の「規程の設定」で定めてください", "set it on screen under 規程の設定")
        } else {
            unset.hint.clone()
        };
        lint.add(level, place.unwrap_or_default(), "unset", message, help);
    }
}
