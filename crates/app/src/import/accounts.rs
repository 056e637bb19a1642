//! A ledger of accounts as it was kept before: each enters as running under 経過措置.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, SystemRight,
    account::{Account, State},
    import::{Import, ImportKind, ImportRow, Repair},
    record::Subject,
};
use tatefuda_store::import;
use utoipa::ToSchema;

use super::{Imported, ledger::check, problems::number};
use crate::{
    Command, Cx, Failure, Reads, SubjectRef, account,
    facts::{self, Ask},
};

/// A line of the ledger as it was kept before. Texts as they stand there; what none of them says stays empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportAccountRow)]
pub struct AccountLine {
    /// The number of the row, by which problems are told; 0: they are counted.
    #[serde(default)]
    pub row: i64,
    /// The service, by its word or by a name of it.
    #[serde(default)]
    pub service: String,
    /// The account's name there.
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub handle: String,
    /// The unit above the section, where the name of the section alone does not say which.
    #[serde(default)]
    pub department: String,
    /// The section that operates it, by its name.
    #[serde(default)]
    pub section: String,
    /// The sections that run it together with that one, by their names, one beside the other as people write lists.
    #[serde(default)]
    pub shared_with: String,
    #[serde(default)]
    pub url: String,
    #[serde(default)]
    pub purpose: String,
    /// Its class, by its id or its name, where the body's pack has classes.
    #[serde(default)]
    pub class: String,
    /// Who answers for it, as the former ledger names them; kept with what came in.
    #[serde(default)]
    pub in_charge: String,
    /// Since when it runs; kept with what came in. Nothing here is back-dated by it.
    #[serde(default)]
    pub opened: String,
    /// The service's own id, such as that of a page.
    #[serde(default)]
    pub external_id: String,
    /// The mail address with which it is registered at the service.
    #[serde(default)]
    pub mail: String,
    /// Further lines of the ledger, by their names.
    #[serde(default)]
    pub lines: BTreeMap<String, String>,
    /// Anything else; kept with what came in.
    #[serde(default)]
    pub note: String,
}

impl AccountLine {
    pub(super) fn cells(&self) -> Vec<(&str, &str)> {
        let own = [
            ("service", &self.service),
            ("name", &self.name),
            ("handle", &self.handle),
            ("department", &self.department),
            ("section", &self.section),
            ("shared_with", &self.shared_with),
            ("url", &self.url),
            ("purpose", &self.purpose),
            ("class", &self.class),
            ("in_charge", &self.in_charge),
            ("opened", &self.opened),
            ("external_id", &self.external_id),
            ("mail", &self.mail),
            ("note", &self.note),
        ];
        let own = own.into_iter().map(|(field, text)| (field, text.as_str()));
        own.chain(self.lines.iter().map(|(field, text)| (field.as_str(), text.as_str()))).collect()
    }
}

/// Brings in accounts that ran before the regulation was loaded: all of them, or none.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportAccountsInput)]
pub struct ImportAccounts {
    /// How long they may go on (経過措置).
    pub running_until: Timestamp,
    /// By which decision: document number, date, who decided.
    pub basis: String,
    /// What the table was called where it comes from.
    #[serde(default)]
    pub source: String,
    /// Whether they stand on the public page.
    #[serde(default)]
    pub listed: bool,
    /// Headings with what each was taken for, for the next table.
    #[serde(default)]
    pub headings: BTreeMap<String, String>,
    /// The lines.
    #[schema(max_items = 5_000)]
    pub rows: Vec<AccountLine>,
}

impl Command for ImportAccounts {
    const NAME: &'static str = "import.accounts";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[Action::AccountStart];
    type Out = Imported;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Imported, Failure> {
        let (tenant, id) = (cx.tenant(), cx.app.env.id());
        cx.subject("import", id);
        cx.actor.require(SystemRight::ManageAccounts)?;
        // Whose decision it is that they go on must be known: nobody's is none.
        let capacity = cx.actor.require_capacity()?;
        let (ready, problems) = check(cx.app, cx.tx, cx.actor, self, cx.at).await?;
        problems.done()?;
        let rows = i64::try_from(ready.len()).map_err(Failure::internal)?;
        import::insert(
            cx.tx,
            tenant,
            &Import {
                id,
                kind: ImportKind::Accounts,
                source: self.source.trim().to_owned(),
                basis: self.basis.trim().to_owned(),
                until: Some(self.running_until),
                headings: self.headings.clone(),
                rows,
                person: cx.actor.named(),
                capacity: Some(capacity),
                at: cx.at,
            },
        )
        .await?;
        let mut entered = vec![];
        for one in ready {
            let account = cx.app.env.id();
            let made = account::enter(cx, account, &one.service, one.texts, Some(self.running_until)).await;
            // Found twice by the database alone: brought in by somebody else at this moment.
            let made = made?;
            for section in one.further {
                // They run it together since it was entered; since when in truth is what the former ledger said.
                account::share(cx, account, section, cx.at, None).await?;
            }
            entered.push((one.line, one.opened, made));
        }
        // Asked once all are there: texts count the accounts of a section.
        for (at, opened, account) in &entered {
            let line = &self.rows[*at];
            let repairs = repairs(cx, account).await?;
            let row = ImportRow {
                id: cx.app.env.id(),
                import: id,
                number: number(*at, line.row),
                subject: Subject::new("account", account.id),
                name: account.name.clone(),
                said: said(line, opened),
                repairs,
            };
            import::row_insert(cx.tx, tenant, &row).await?;
            cx.touches("account", account.id);
        }
        cx.detail("source", &self.source);
        cx.detail("basis", &self.basis);
        cx.detail("until", self.running_until.to_string());
        let ids: Vec<String> = entered.iter().map(|(_, _, account)| account.id.to_string()).collect();
        cx.detail("accounts", ids.join("\n"));
        Ok(Imported { import: id, rows })
    }
}

/// What the former ledger says beyond what is entered.
fn said(line: &AccountLine, opened: &str) -> BTreeMap<String, String> {
    let kept = [("in_charge", line.in_charge.as_str()), ("opened", opened), ("note", line.note.as_str())];
    let kept = kept.into_iter().map(|(field, text)| (field.to_owned(), text.trim().to_owned()));
    kept.filter(|(_, text)| !text.is_empty()).collect()
}

/// What the text in force would ask before it let this account begin, were it new (是正事項). Whose act that would be is no
/// matter of the account, and what the product promises is none of the text.
async fn repairs(cx: &mut Cx<'_>, account: &Account) -> Result<Vec<Repair>, Failure> {
    let new = Account { state: State::Preparing, ..account.clone() };
    let ask = Ask::new(Action::AccountStart, SubjectRef::Account(account.id)).proposed(new);
    let asked = match cx.ask(ask).await {
        // No text is in force yet: nothing is asked.
        Err(Failure::State { .. }) => return Ok(vec![]),
        asked => asked?,
    };
    Ok(missing(&asked))
}

fn missing(asked: &facts::Asked) -> Vec<Repair> {
    let body = &asked.governing.regulation.body().header.id;
    let lines = asked.answer.refusals.iter().filter(|line| line.layer == *body);
    let lines = lines.map(|line| (&line.clauses, &line.message));
    let groups = asked.answer.groups.iter().filter(|group| group.layer == *body);
    let groups = groups.map(|group| (&group.clauses, &group.message));
    let mut found: Vec<Repair> = vec![];
    for (clauses, message) in lines.chain(groups) {
        let clauses = clauses.iter().map(|clause| clause.id.to_string()).collect();
        let repair = Repair { clauses, text: message.clone() };
        if !found.contains(&repair) {
            found.push(repair);
        }
    }
    found
}
