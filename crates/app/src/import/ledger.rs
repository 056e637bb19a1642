//! The lines of a former ledger, read as accounts.

use std::collections::HashMap;

use jiff::Timestamp;
use tatefuda_domain::{Id as _, SectionId, Service, account::OWNERS_MAX};
use tatefuda_sheet::{narrow, packed};
use tatefuda_store::{Tx, account as ledger};
use uuid::Uuid;

use super::{
    AccountLine, ImportAccounts, ROWS_MAX,
    marks::{Holder, Known, Marks},
    problems::{Problems, day_of, lost, number, short},
    units::{NoUnit, Units},
};
use crate::{
    Actor, App, Check, Failure, FieldError,
    account::{self, AccountTexts},
    facts::org,
    regulation::governing,
};

/// An account that a line becomes.
pub(super) struct Ready {
    pub(super) line: usize,
    pub(super) service: Service,
    pub(super) texts: AccountTexts,
    /// Those that run it too.
    pub(super) further: Vec<SectionId>,
    pub(super) opened: String,
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
        let found = Marks::of(&account.service, &account.name, &account.handle, &account.url)
            .with_id(account.external_id.as_deref());
        known.take(found, &Holder::Ledger(account.name.clone()));
    }
    let mut ready = vec![];
    for (index, line) in all.rows.iter().enumerate() {
        let at = (index, number(index, line.row));
        problems.signs(at, &line.cells());
        let mut check = Check::default();
        let one = names.line(line, index, &units, all.listed, &org, &mut check);
        if let Some(one) = &one {
            let texts = &one.texts;
            let found =
                Marks::of(&one.service, &texts.name, &texts.handle, &texts.url).with_id(texts.external_id.as_deref());
            for (field, held) in known.take(found, &Holder::Row(at.1)) {
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
        let further = further(units, section, &line.shared_with, check);
        let class = self.class(&line.class, check);
        let opened = day_of("opened", &line.opened, check);
        lost("name", &line.name, check);
        let link = |text: &str| narrow(text).trim().to_owned();
        let given = |text: &str| Some(link(text)).filter(|text| !text.is_empty());
        let mut texts = AccountTexts {
            handle: link(&line.handle),
            url: link(&line.url),
            purpose: line.purpose.clone(),
            class,
            external_id: given(&line.external_id),
            listed,
            mail: given(&line.mail),
            ..AccountTexts::named(&line.name, section.unwrap_or_else(nowhere))
        };
        for one in &account::LINES {
            *(one.typed)(&mut texts) = line.lines.get(one.name).and_then(|text| given(text));
        }
        let known = |name: &String| account::LINES.iter().any(|one| one.name == name);
        check.that(line.lines.keys().all(known), "lines", "unknown-field");
        let mut own = Check::default();
        let texts = texts.sound(org, &mut own);
        if let Err(Failure::Invalid(errors)) = own.done() {
            // The section is told above, in words about its name.
            for error in errors.into_iter().filter(|error| error.field != "section") {
                check.push(error);
            }
        }
        check.optional("in_charge", &line.in_charge, 200);
        check.optional("note", &line.note, 2_000);
        Some(Ready { line: index, service: service?.clone(), texts, further, opened })
    }
}

fn nowhere() -> SectionId {
    SectionId::from_uuid(Uuid::nil())
}

/// The sections that run an account together with the one that operates it; of each that there is none is told.
fn further(units: &Units, own: Option<SectionId>, text: &str, check: &mut Check) -> Vec<SectionId> {
    let mut found = vec![];
    let names = text.split(['、', '，', ',', '､', ';', '；', '\n', '\r']).map(str::trim);
    for name in names.filter(|name| !name.is_empty()) {
        match units.section("", name) {
            Ok(id) if Some(id) == own || found.contains(&id) => {}
            Ok(id) => found.push(id),
            Err(NoUnit::Unknown) => {
                check.push(FieldError::new("shared_with", "import-section").with("text", short(name)));
            }
            Err(NoUnit::Several) => {
                check.push(FieldError::new("shared_with", "import-sections").with("text", short(name)));
            }
        }
    }
    check.that(found.len() < OWNERS_MAX, "shared_with", "owner-many");
    found
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
