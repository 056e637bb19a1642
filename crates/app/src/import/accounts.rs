//! A ledger of accounts as it was kept before: each enters as running under 経過措置.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, Id as _, SectionId, Service, SystemRight,
    account::{Account, State},
    import::{Import, ImportKind, ImportRow, Repair},
    record::Subject,
};
use tatefuda_sheet::{day, narrow, packed};
use tatefuda_store::{Tx, account as ledger, import};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Imported, ROWS_MAX,
    problems::Problems,
    units::{NoUnit, Units},
};
use crate::{
    Actor, App, Check, Command, Cx, Failure, FieldError, Reads, SubjectRef,
    account::{self, AccountTexts},
    facts::{self, Ask, org},
    regulation::governing,
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
    #[serde(default)]
    pub url: String,
    #[serde(default)]
    pub purpose: String,
    /// Its class, by its id or its name, where the body's pack has classes.
    #[serde(default)]
    pub class: String,
    /// Who answers for it, as the former ledger names them; kept with what came in.
    #[serde(default)]
    pub responsible: String,
    /// Since when it runs; kept with what came in. Nothing here is back-dated by it.
    #[serde(default)]
    pub opened: String,
    /// The service's own id, such as that of a page.
    #[serde(default)]
    pub external_id: String,
    /// The mail address with which it is registered at the service.
    #[serde(default)]
    pub mail: String,
    /// The section's mailbox in which mail about it is read.
    #[serde(default)]
    pub mailbox: String,
    /// The address that its profile shows.
    #[serde(default)]
    pub profile_url: String,
    /// The page of the body's website that introduces it.
    #[serde(default)]
    pub listing_url: String,
    /// Anything else; kept with what came in.
    #[serde(default)]
    pub note: String,
}

impl AccountLine {
    fn cells(&self) -> [(&'static str, &str); 16] {
        [
            ("service", &self.service),
            ("name", &self.name),
            ("handle", &self.handle),
            ("department", &self.department),
            ("section", &self.section),
            ("url", &self.url),
            ("purpose", &self.purpose),
            ("class", &self.class),
            ("responsible", &self.responsible),
            ("opened", &self.opened),
            ("external_id", &self.external_id),
            ("mail", &self.mail),
            ("mailbox", &self.mailbox),
            ("profile_url", &self.profile_url),
            ("listing_url", &self.listing_url),
            ("note", &self.note),
        ]
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

/// An account that a line becomes.
pub(super) struct Ready {
    pub(super) line: usize,
    pub(super) service: Service,
    pub(super) texts: AccountTexts,
    pub(super) opened: String,
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
            entered.push((one.line, one.opened, made?));
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

/// The number of a line: its own, else its place.
pub(super) fn number(index: usize, row: i64) -> i64 {
    if row > 0 { row } else { i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1) }
}

/// What the former ledger says beyond what is entered.
fn said(line: &AccountLine, opened: &str) -> BTreeMap<String, String> {
    let kept = [("responsible", line.responsible.as_str()), ("opened", opened), ("note", line.note.as_str())];
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

/// What the lines become, and what is wrong with them.
pub(super) async fn check(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    all: &ImportAccounts,
    at: Timestamp,
) -> Result<(Vec<Ready>, Problems), Failure> {
    let mut problems = Problems::default();
    let mut whole = Check::default();
    whole.text("basis", &all.basis, 500);
    whole.optional("source", &all.source, 200);
    whole.that(all.running_until > at, "running_until", "import-over");
    whole.that(!all.rows.is_empty(), "rows", "import-empty");
    whole.that(all.rows.len() <= ROWS_MAX, "rows", "import-rows");
    if let Err(Failure::Invalid(errors)) = whole.done() {
        errors.into_iter().rev().for_each(|error| problems.whole(error));
        if all.rows.len() > ROWS_MAX {
            return Ok((vec![], problems));
        }
    }
    let org = org::load(app, tx, actor.tenant).await?;
    let units = Units::of(&org, at);
    let names = Names::load(app, tx, actor, at).await?;
    let mut known = Known::default();
    // An account that ended holds its place no longer.
    for account in ledger::list(tx, actor.tenant).await?.all()?.into_iter().filter(|one| !one.state.name().is_over()) {
        let texts = (account.handle.as_str(), account.url.as_str(), account.external_id.as_deref());
        known.take(&account.service, texts, &Holder::Ledger(account.name.clone()));
    }
    let mut ready = vec![];
    for (index, line) in all.rows.iter().enumerate() {
        let at = (index, number(index, line.row));
        problems.signs(at, &line.cells());
        let mut check = Check::default();
        let one = names.line(line, index, &units, all.listed, &org, &mut check);
        if let Some(one) = &one {
            let texts = (one.texts.handle.as_str(), one.texts.url.as_str(), one.texts.external_id.as_deref());
            for (field, held) in known.take(&one.service, texts, &Holder::Row(at.1)) {
                check.push(held.told(field));
            }
        }
        problems.of(at, check);
        ready.extend(one);
    }
    Ok((ready, problems))
}

/// By which names services and classes are called.
struct Names {
    services: HashMap<String, Service>,
    classes: HashMap<String, String>,
}

/// Names that people write for services, beside those that the program and the texts have.
const CALLED: &[(&str, &str)] = &[
    ("twitter", "x"),
    ("ツイッター", "x"),
    ("旧twitter", "x"),
    ("エックス", "x"),
    ("フェイスブック", "facebook"),
    ("facebookページ", "facebook"),
    ("インスタグラム", "instagram"),
    ("インスタ", "instagram"),
    ("ライン", "line"),
    ("line公式アカウント", "line"),
    ("公式line", "line"),
    ("ユーチューブ", "youtube"),
    ("youtubeチャンネル", "youtube"),
    ("ホームページ", "website"),
    ("ウェブサイト", "website"),
    ("公式サイト", "website"),
];

impl Names {
    async fn load(app: &App, tx: &mut Tx, actor: &Actor, at: Timestamp) -> Result<Self, Failure> {
        let (mut services, mut classes) = (HashMap::new(), HashMap::new());
        let mut call = |name: &str, word: &str| {
            if let Ok(service) = word.parse::<Service>() {
                services.entry(packed(name).to_lowercase()).or_insert(service);
            }
        };
        for (word, name) in account::known_services() {
            [word, name.ja.as_str(), name.en.as_str()].iter().for_each(|name| call(name, word));
        }
        for document in governing::all(app, tx, actor.tenant, at).await? {
            let body = document.regulation.body();
            body.header.services.iter().for_each(|word| call(word, word));
            for class in &body.account_classes {
                for name in [class.id.as_str(), class.label.ja.as_str(), class.label.en.as_str()] {
                    classes.entry(packed(name)).or_insert_with(|| class.id.to_string());
                }
            }
        }
        CALLED.iter().for_each(|(name, word)| call(name, word));
        Ok(Self { services, classes })
    }

    /// `X（旧Twitter）` as well as `X`.
    fn service(&self, text: &str) -> Option<&Service> {
        let text = packed(text).to_lowercase();
        let short = text.split(['(', '/']).next().unwrap_or_default();
        self.services.get(&text).or_else(|| self.services.get(short))
    }

    fn class(&self, text: &str, check: &mut Check) -> Option<String> {
        let text = packed(text);
        let found = self.classes.get(&text).cloned();
        check.that(text.is_empty() || found.is_some(), "class", "import-class");
        found
    }

    fn line(
        &self,
        line: &AccountLine,
        index: usize,
        units: &Units,
        listed: bool,
        org: &org::Org,
        check: &mut Check,
    ) -> Option<Ready> {
        let service = self.service(&line.service);
        if service.is_none() {
            check.push(match line.service.trim() {
                "" => FieldError::new("service", "required"),
                text => FieldError::new("service", "import-service").with("text", short(text)),
            });
        }
        let section = section(units, &line.department, &line.section, check);
        let class = self.class(&line.class, check);
        let opened = day_of("opened", &line.opened, check);
        lost("name", &line.name, check);
        let link = |text: &str| narrow(text).trim().to_owned();
        let given = |text: &str| Some(link(text)).filter(|text| !text.is_empty());
        let texts = AccountTexts {
            handle: link(&line.handle),
            url: link(&line.url),
            purpose: line.purpose.clone(),
            class,
            external_id: given(&line.external_id),
            listed,
            mail: given(&line.mail),
            mailbox: given(&line.mailbox),
            profile_url: given(&line.profile_url),
            listing_url: given(&line.listing_url),
            ..AccountTexts::named(&line.name, section.unwrap_or_else(nowhere))
        };
        let mut own = Check::default();
        let texts = texts.sound(org, &mut own);
        if let Err(Failure::Invalid(errors)) = own.done() {
            // The section is told above, in words about its name.
            for error in errors.into_iter().filter(|error| error.field != "section") {
                check.push(error);
            }
        }
        check.optional("responsible", &line.responsible, 200);
        check.optional("note", &line.note, 2_000);
        Some(Ready { line: index, service: service?.clone(), texts, opened })
    }
}

fn nowhere() -> SectionId {
    SectionId::from_uuid(Uuid::nil())
}

/// The beginning of a text, for a message.
pub(super) fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// A section by its name; where there is none, that is told.
fn section(units: &Units, department: &str, name: &str, check: &mut Check) -> Option<SectionId> {
    if name.trim().is_empty() {
        check.push(FieldError::new("section", "required"));
        return None;
    }
    match units.section(department, name) {
        Ok(id) => return Some(id),
        Err(NoUnit::Unknown) => check.push(FieldError::new("section", "import-section").with("text", short(name))),
        Err(NoUnit::Several) => check.push(FieldError::new("section", "import-sections").with("text", short(name))),
    };
    None
}

/// A day as it is kept; what is none is told.
pub(super) fn day_of(field: &str, text: &str, check: &mut Check) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    match day::parse(text, day::Epoch::Y1900) {
        Ok(day) => day.to_string(),
        Err(_) => {
            check.push(FieldError::new(field, "import-day").with("text", short(text)));
            String::new()
        }
    }
}

/// Old encodings write a question mark for a sign that they lack: 「?野家」.
pub(super) fn lost(field: &str, text: &str, check: &mut Check) {
    if text.contains('?') {
        check.push(FieldError::new(field, "import-lost").with("text", short(text)));
    }
}

/// Who holds a place on a service already.
#[derive(Clone)]
enum Holder {
    /// An account of the ledger, by its name.
    Ledger(String),
    /// Another row.
    Row(i64),
}

impl Holder {
    fn told(self, field: &'static str) -> FieldError {
        match self {
            Self::Ledger(name) => FieldError::new(field, "import-known").with("name", name),
            Self::Row(row) => FieldError::new(field, "import-twice").with("other", row),
        }
    }
}

/// By what two lines are told to be one account.
#[derive(Default)]
struct Known(HashMap<(&'static str, String), Holder>);

impl Known {
    /// Notes a line; gives the fields by which it is there already.
    fn take(
        &mut self,
        service: &Service,
        (handle, url, external): (&str, &str, Option<&str>),
        holder: &Holder,
    ) -> Vec<(&'static str, Holder)> {
        let handle = packed(handle).trim_start_matches('@').to_lowercase();
        let url = narrow(url).trim().trim_end_matches('/').to_lowercase();
        let url =
            url.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.").to_owned();
        let external = external.unwrap_or_default().trim().to_owned();
        let mut held = vec![];
        let on = |text: &str| format!("{service} {text}");
        for (field, text, key) in
            [("handle", &handle, on(&handle)), ("url", &url, url.clone()), ("external_id", &external, on(&external))]
        {
            if text.is_empty() {
                continue;
            }
            match self.0.get(&(field, key.clone())) {
                Some(other) => held.push((field, other.clone())),
                None => drop(self.0.insert((field, key), holder.clone())),
            }
        }
        held
    }
}
