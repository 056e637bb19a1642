//! 新旧対照表: the text as it is and as it would be, thing by thing.

use serde::Serialize;
use tatefuda_domain::{
    Localized,
    amendment::{Amendment, Change, Part},
};
use tatefuda_regulation::{
    Chain, ChainStep, Clause, ListedAccount, Pack,
    amend::{Ended, clause_id},
};
use utoipa::ToSchema;

/// One thing that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AmendmentRow)]
pub struct Row {
    /// What it is of.
    pub part: Part,
    /// The change that it comes of, as it can be taken back; absent: it goes with a clause that is struck.
    pub change: Option<String>,
    /// Id of the clause, account, parameter or step.
    pub id: String,
    /// What it is called: of a clause its printed number.
    pub label: Localized,
    /// As it is; absent: it is new.
    pub old: Option<Side>,
    /// As it would be; absent: it is struck.
    pub new: Option<Side>,
}

/// One side of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AmendmentSide)]
pub struct Side {
    /// Its number as it is printed; of clauses.
    pub number: Localized,
    /// The heading of its article or section; of clauses.
    pub heading: Localized,
    /// What it says.
    pub text: Localized,
}

impl Side {
    fn of(text: Localized) -> Self {
        Self { number: Localized::default(), heading: Localized::default(), text }
    }
}

/// The heading of the article or section in which a clause stands.
pub(super) fn heading<'p>(pack: &'p Pack, clause: &str) -> Option<&'p Localized> {
    let number = pack.clause(clause)?.at.first()?.first()?.number()?;
    pack.header.headings.get(&number.to_string())
}

/// What changes between two texts by an amendment, clauses in the order of the text. `new`: absent where the outcome does
/// not hold together; then the new side is what was entered.
pub(super) fn rows(amendment: &Amendment, old: &Pack, new: Option<&Pack>, ended: &[Ended]) -> Vec<Row> {
    let mut rows: Vec<Row> = amendment.changes.iter().map(|change| row(old, new, change)).collect();
    let place = |row: &Row| {
        let of = |pack: &Pack| pack.clauses.iter().position(|clause| clause.id == row.id.as_str());
        new.and_then(of).or_else(|| of(old)).unwrap_or(usize::MAX)
    };
    let part = |row: &Row| Part::ALL.iter().position(|part| *part == row.part);
    rows.sort_by_key(|row| (part(row), place(row)));
    for gone in ended.iter().filter(|one| one.section == "account" && !one.stays) {
        if let Some(account) = old.accounts.iter().find(|one| one.id == gone.id) {
            rows.push(Row {
                part: Part::Account,
                change: None,
                id: gone.id.clone(),
                label: same(&account.service),
                old: Some(Side::of(same(&listed(account)))),
                new: None,
            });
        }
    }
    rows
}

fn row(old: &Pack, new: Option<&Pack>, change: &Change) -> Row {
    let key = Some(change.key());
    match change {
        Change::Clause(text) => {
            let was = old.clause(&text.clause);
            let now = new.and_then(|new| new.clause(&text.clause).map(|clause| side(new, clause)));
            let entered =
                || Side { number: same(&text.number), heading: same(&text.heading), text: both(&text.ja, &text.en) };
            clause_row(key, &text.clause, old, was, Some(now.unwrap_or_else(entered)))
        }
        Change::NewClause(text) => {
            let id = clause_id(old, &text.place);
            let now = new.and_then(|new| new.clause(&id).map(|clause| side(new, clause)));
            let entered = || Side {
                number: same(if text.number.is_empty() { &text.place } else { &text.number }),
                heading: same(&text.heading),
                text: both(&text.ja, &text.en),
            };
            clause_row(key, &id, old, None, Some(now.unwrap_or_else(entered)))
        }
        Change::Strike { clause } => clause_row(key, clause, old, old.clause(clause), None),
        Change::Account(account) => {
            let was = old.accounts.iter().find(|one| one.id == account.account);
            let text = lines(&[&account.service, &account.name, &account.handle, &account.url, &account.class]);
            account_row(key, &account.account, &account.service, was, Some(text))
        }
        Change::Unlist { account } => {
            let was = old.accounts.iter().find(|one| one.id == *account);
            let service = was.map(|was| was.service.clone()).unwrap_or_default();
            account_row(key, account, &service, was, None)
        }
        Change::Value { parameter, value } => {
            let was = old.parameters.iter().find(|one| one.id == *parameter);
            let unit = was.map(|was| was.unit.clone()).unwrap_or_default();
            let said = |value: &str| {
                Side::of(Localized::new(format!("{value}{}", unit.ja), format!("{value} {}", unit.en).trim()))
            };
            Row {
                part: Part::Value,
                change: key,
                id: parameter.clone(),
                label: was.map_or_else(|| same(parameter), |was| was.label.clone()),
                old: was.and_then(|was| was.value.as_deref()).map(said),
                new: Some(said(value)),
            }
        }
        Change::Step { chain, step, by } => {
            let found = step_of(old, chain, step);
            let before: Vec<String> =
                found.iter().flat_map(|(_, step)| step.by.iter().map(super::check::role)).collect();
            let label = found.map(|(chain, step)| {
                Localized::new(
                    format!("{} {}", chain.label.ja, step.label.ja),
                    format!("{} {}", chain.label.en, step.label.en),
                )
            });
            Row {
                part: Part::Step,
                change: key,
                id: format!("{chain}/{step}"),
                label: label.unwrap_or_else(|| same(step)),
                old: Some(Side::of(roles(old, &before))),
                new: Some(Side::of(roles(old, by))),
            }
        }
    }
}

fn clause_row(change: Option<String>, id: &str, old: &Pack, was: Option<&Clause>, new: Option<Side>) -> Row {
    let before = was.map(|clause| side(old, clause));
    let label = before.as_ref().or(new.as_ref()).map(|side| side.number.clone()).unwrap_or_default();
    Row { part: Part::Clause, change, id: id.to_owned(), label, old: before, new }
}

fn side(pack: &Pack, clause: &Clause) -> Side {
    let heading = heading(pack, &clause.id).cloned().unwrap_or_default();
    Side { number: clause.printed.clone(), heading, text: clause.text.clone() }
}

fn account_row(
    change: Option<String>,
    id: &str,
    service: &str,
    was: Option<&ListedAccount>,
    new: Option<String>,
) -> Row {
    Row {
        part: Part::Account,
        change,
        id: id.to_owned(),
        label: same(service),
        old: was.map(|was| Side::of(same(&listed(was)))),
        new: new.map(|text| Side::of(same(&text))),
    }
}

/// What the text lists of an account, a line each.
fn listed(account: &ListedAccount) -> String {
    let class = account.class.as_deref().unwrap_or_default();
    lines(&[&account.service, &account.name, &account.handle, &account.url, class])
}

fn lines(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A step of a chain with its chain.
pub(super) fn step_of<'p>(pack: &'p Pack, chain: &str, step: &str) -> Option<(&'p Chain, &'p ChainStep)> {
    let chain = pack.chains.iter().find(|one| one.id == chain)?;
    Some((chain, chain.steps.iter().find(|one| one.id == step)?))
}

/// Roles by the words of the text.
pub(super) fn roles(pack: &Pack, ids: &[String]) -> Localized {
    let label =
        |id: &String| pack.roles.iter().find(|role| role.id == *id).map_or_else(|| same(id), |r| r.label.clone());
    let labels: Vec<Localized> = ids.iter().map(label).collect();
    Localized::new(
        labels.iter().map(|label| label.ja.as_str()).collect::<Vec<_>>().join("、"),
        labels.iter().map(|label| label.en.as_str()).collect::<Vec<_>>().join(", "),
    )
}

fn same(text: &str) -> Localized {
    Localized::new(text, text)
}

fn both(ja: &str, en: &str) -> Localized {
    Localized::new(ja, if en.is_empty() { ja } else { en })
}
