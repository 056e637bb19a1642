//! Whole towns for stories: the packs as they are shipped, with the invented people and values of the practice place.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp};
use tatefuda_app::{
    Actor, App, Command, Config, Failure, Via,
    account::{AccountTexts, Change, ChangeState, Move, Register, Registered},
    case::{self, AddFile, DoStep, FileAdded, OpenCase, Opened, Stepped, view::CaseView},
    execute,
    member::{self, GrantRight, PersonTexts},
    org::{Appoint, CreatePosition, CreateSection, Names, Term, Tier},
    record::{GiveRecord, Given, Supply},
    regulation::{ActivateRegulation, StorePack},
    setting::{ConfirmSetting, ProposeSetting},
    tenant::{CreateTenant, TenantTexts},
};
use tatefuda_domain::{
    AccountId, AccountState, CaseId, Digest, Env, PersonId, PositionId, RecordId, SectionId, SystemRight, TenantId,
};
use tatefuda_regulation::{Answer, AppointmentKind, PackSource};
use tatefuda_store::{Db, args};
use tatefuda_testkit::{ManualClock, SeededEntropy, pg, sqlite};
use tatefuda_vault::{KeyRing, PasswordParams};
use toml::Value;

/// Runs each story in a town on both engines.
#[macro_export]
macro_rules! in_town {
    ($town:literal: $($name:ident),* $(,)?) => {
        mod sqlite { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::towns::Town::sqlite($town).await).await }
        )* }
        mod postgres { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(town) = $crate::towns::Town::postgres($town).await { super::$name(town).await }
            }
        )* }
    };
}

const START: &str = "2026-11-02T09:00:00+09:00";

pub struct Town {
    pub app: App,
    pub clock: ManualClock,
    pub tenant: TenantId,
    /// The body's document.
    pub document: String,
    /// People by their ids in the file of the practice place.
    pub people: BTreeMap<String, Actor>,
    pub sections: BTreeMap<String, SectionId>,
    pub positions: BTreeMap<String, PositionId>,
    /// The pack and the house pack in force.
    pub packs: (Digest, Digest),
    _directory: sqlite::TempDb,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub fn source(pack: &str) -> PackSource {
    let folder = root().join("packs").join(pack);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    PackSource::new(files.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read_to_string(path).unwrap())
    }))
}

fn file(path: &Path) -> Value {
    std::fs::read_to_string(path).unwrap().parse::<toml::Table>().map(Value::Table).unwrap()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn ja(value: &Value) -> &str {
    value.get("name").map(|name| text(name, "ja")).unwrap_or_default()
}

/// A value of the settings as it is typed on screen.
fn typed(value: &Value) -> String {
    match value {
        Value::Array(lines) => lines.iter().map(typed).collect::<Vec<_>>().join("\n"),
        Value::String(text) => text.clone(),
        Value::Boolean(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        other => other.to_string(),
    }
}

/// Fields as typed.
pub fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect()
}

pub fn supply(kind: &str, pairs: &[(&str, &str)]) -> Supply {
    Supply { kind: kind.to_owned(), fields: fields(pairs), ..Supply::default() }
}

/// The clauses that stand in the way.
pub fn clauses(answer: &Answer) -> Vec<String> {
    let refusing = answer.refusals.iter().flat_map(|line| &line.clauses);
    let needing = answer.groups.iter().flat_map(|group| &group.clauses);
    refusing.chain(needing).map(|clause| clause.id.to_string()).collect()
}

/// The answer of a refused act.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, Failure>) -> Answer {
    match result {
        Err(Failure::Refused(refusal)) => refusal.answer,
        other => panic!("not refused: {other:?}"),
    }
}

#[track_caller]
pub fn refused_by<T: std::fmt::Debug>(result: Result<T, Failure>, clause: &str) {
    let answer = refusal(result);
    let cited = clauses(&answer);
    assert!(cited.iter().any(|one| one == clause), "{clause} is not among {cited:?}");
}

#[track_caller]
pub fn not_in_this_state<T: std::fmt::Debug>(result: Result<T, Failure>, key: &str) {
    assert!(matches!(&result, Err(Failure::State { key: found }) if found == key), "{result:?}");
}

impl Town {
    pub async fn sqlite(town: &str) -> Self {
        let file = sqlite::file();
        let url = file.url.clone();
        Self::on(&url, file, town).await
    }

    pub async fn postgres(town: &str) -> Option<Self> {
        let database = pg::database().await?;
        Some(Self::on(&database.url, sqlite::file(), town).await)
    }

    async fn on(url: &str, directory: sqlite::TempDb, name: &str) -> Self {
        let clock = ManualClock::at_text(START);
        let env = Env::new(Arc::new(clock.clone()), Arc::new(SeededEntropy::new(11)));
        let db = Db::open(url).await.unwrap();
        db.migrate().await.unwrap();
        let keys = KeyRing::open_or_create(&directory.directory().join("keys"), env.entropy()).unwrap();
        let config = Config { passwords: PasswordParams::CHEAP_FOR_TESTS, ..Config::default() };
        let app = App::new(db, env, keys, config);
        let tenant: TenantId = app.env.id();
        let none = Digest::of(b"");
        let mut town = Self {
            app,
            clock,
            tenant,
            document: String::new(),
            people: BTreeMap::new(),
            sections: BTreeMap::new(),
            positions: BTreeMap::new(),
            packs: (none, none),
            _directory: directory,
        };
        let chart = file(&root().join(format!("crates/cli/demo/{name}.toml")));
        town.organise(name, &chart).await;
        town.regulate(name, &chart).await;
        town
    }

    fn program(&self) -> Actor {
        Actor::program(self.tenant, Via::Cli)
    }

    pub async fn run<C: Command>(&self, actor: &Actor, command: &C) -> Result<C::Out, Failure> {
        execute(&self.app, actor, self.app.env.id(), command).await
    }

    /// See [`wrote`].
    pub async fn wrote(&self, commands: &[&str]) {
        wrote(&self.app, self.tenant, commands).await;
    }

    pub fn now(&self) -> Timestamp {
        self.app.env.now()
    }

    pub fn pass(&self, hours: i64) {
        self.clock.advance(SignedDuration::from_hours(hours));
    }

    #[track_caller]
    pub fn who(&self, person: &str) -> &Actor {
        self.people.get(person).unwrap_or_else(|| panic!("{person} is not in the file"))
    }

    async fn organise(&mut self, slug: &str, chart: &Value) {
        let program = self.program();
        let texts = TenantTexts {
            name_ja: ja(chart).to_owned(),
            name_kana: slug.to_owned(),
            name_en: slug.to_owned(),
            prefecture: "架空県".to_owned(),
            contact_unit: "広報".to_owned(),
            contact_phone: "000-000-0000".to_owned(),
        };
        let create = CreateTenant { slug: slug.to_owned(), texts, zone: "Asia/Tokyo".to_owned(), practice: true };
        self.run(&program, &create).await.unwrap();
        let since = "2026-04-01T00:00:00+09:00".parse().unwrap();
        let span = Term::new(since, None);
        for (ordinal, section) in (1..).zip(list(chart, "section")) {
            let names = Names::new(ja(section), "", "");
            let tier = Tier { level: text(section, "level").to_owned(), branch: text(section, "branch").to_owned() };
            let made = self.run(&program, &CreateSection { parent: None, names, ordinal, span, tier }).await.unwrap();
            self.sections.insert(text(section, "id").to_owned(), made);
        }
        for position in list(chart, "position") {
            let create = CreatePosition {
                section: self.sections[text(position, "section")],
                names: Names::new(ja(position), "", ""),
                rank: text(position, "rank").to_owned(),
                rank_order: position.get("rank_order").and_then(Value::as_integer).unwrap(),
                extension: text(position, "extension").to_owned(),
                span,
            };
            let made = self.run(&program, &create).await.unwrap();
            self.positions.insert(text(position, "id").to_owned(), made);
        }
        for one in list(chart, "person") {
            let rights: Vec<SystemRight> =
                list(one, "rights").iter().map(|right| SystemRight::parse(right.as_str().unwrap()).unwrap()).collect();
            let actor = self.enter(text(one, "login"), text(one, "name"), text(one, "position"), &rights).await;
            self.people.insert(text(one, "id").to_owned(), actor);
        }
    }

    /// A person in a position of the file.
    pub async fn enter(&self, login: &str, name: &str, position: &str, rights: &[SystemRight]) -> Actor {
        let program = self.program();
        let texts = PersonTexts { name: name.to_owned(), ..PersonTexts::default() };
        let made = member::create(&self.app, &program, self.app.env.id(), login, texts).await.unwrap();
        let appoint = Appoint {
            person: made.id,
            position: self.positions[position],
            kind: AppointmentKind::Regular,
            deputy_of: None,
            deputy_order: 0,
            span: Term::new("2026-04-01T00:00:00+09:00".parse().unwrap(), None),
        };
        let capacity = self.run(&program, &appoint).await.unwrap();
        for right in rights {
            self.run(&program, &GrantRight { person: made.id, right: *right }).await.unwrap();
        }
        Actor::new(self.tenant, made.id, Some(capacity), rights.iter().copied().collect(), Via::Screen)
    }

    /// Two who may decide about the text.
    pub fn deciders(&self) -> (Actor, Actor) {
        let mut able = self.people.values().filter(|one| one.may(SystemRight::ManageRegulation)).cloned();
        (able.next().unwrap(), able.next().unwrap())
    }

    async fn regulate(&mut self, name: &str, chart: &Value) {
        let (first, second) = self.deciders();
        let pack = source(name);
        let house = self.run(&first, &StorePack { source: source("house") }).await.unwrap();
        let stored = self.run(&first, &StorePack { source: pack.clone() }).await.unwrap();
        self.packs = (stored, house);
        self.document = tatefuda_regulation::Pack::load(&pack).unwrap().header.id.to_string();
        let settings = file(&root().join(format!("packs/{name}/settings/practice.toml")));
        for set in list(&settings, "set") {
            let key = text(set, "key");
            let mut value = typed(&set["value"]);
            if key.starts_with("role:") || key.starts_with("exception:") {
                let ids = value.lines().map(|line| self.positions[line].to_string());
                value = ids.collect::<Vec<_>>().join("\n");
            }
            self.decide(&first, &second, key, &value).await;
        }
        let from = "2026-04-01T00:00:00+09:00".parse().unwrap();
        self.run(&first, &ActivateRegulation { pack: stored, house, from, until: None }).await.unwrap();
        for one in list(chart, "appoint") {
            let on = match one.get("body").and_then(Value::as_bool) {
                Some(true) => Given::Body,
                _ => Given::Person { person: self.who(text(one, "person")).person },
            };
            let said = one["fields"].as_table().unwrap().iter();
            let said = said.map(|(field, value)| (field.clone(), self.named(value.as_str().unwrap()))).collect();
            let record = Supply { kind: text(one, "kind").to_owned(), fields: said, ..Supply::default() };
            let give = GiveRecord { record, on, shown: None, document: Some(self.document.clone()) };
            self.run(&self.who(text(one, "by")).clone(), &give).await.unwrap();
        }
    }

    async fn decide(&self, first: &Actor, second: &Actor, key: &str, value: &str) {
        let propose = ProposeSetting {
            document: self.document.clone(),
            key: key.to_owned(),
            value: value.to_owned(),
            source: "練習".to_owned(),
            note: String::new(),
            effective_from: Some("2026-04-01T00:00:00+09:00".parse().unwrap()),
        };
        let id = self.run(first, &propose).await.unwrap_or_else(|why| panic!("{key}: {why:?}"));
        self.run(second, &ConfirmSetting { id }).await.unwrap();
    }

    /// `@kacho` stands for a person of the file.
    fn named(&self, value: &str) -> String {
        value.strip_prefix('@').map_or_else(|| value.to_owned(), |id| self.who(id).person.to_string())
    }

    /// A new text of the town comes into force.
    pub async fn activate(&self, source: PackSource) -> Digest {
        let (first, _) = self.deciders();
        let pack = self.run(&first, &StorePack { source }).await.unwrap();
        let from = self.now();
        self.run(&first, &ActivateRegulation { pack, house: self.packs.1, from, until: None }).await.unwrap();
        pack
    }

    pub async fn register(&self, keeper: &str, service: &str, texts: AccountTexts) -> Registered {
        self.opens(keeper, service, texts).await.unwrap()
    }

    /// Enters a new account, or is told why not.
    pub async fn opens(&self, who: &str, service: &str, texts: AccountTexts) -> Result<Registered, Failure> {
        let register = Register { service: service.parse().unwrap(), texts, running_until: None };
        self.run(self.who(who), &register).await
    }

    /// Names of the accounts that the ledger has.
    pub async fn ledger(&self) -> Vec<String> {
        let all = tatefuda_app::account::ledger(&self.app, &self.program()).await.unwrap();
        all.into_iter().map(|one| one.name).collect()
    }

    pub async fn change(&self, who: &str, account: Registered, texts: AccountTexts) -> Result<Registered, Failure> {
        let Registered { account, version } = account;
        self.run(self.who(who), &Change { account, version, texts, supplies: vec![] }).await
    }

    pub async fn moves(&self, who: &str, account: AccountId, to: Move) -> Result<Registered, Failure> {
        let version = self.account(account).await.1;
        self.run(self.who(who), &ChangeState { account, version, to, supplies: vec![] }).await
    }

    /// Where an account stands, and its version.
    pub async fn account(&self, id: AccountId) -> (AccountState, i64) {
        let found = tatefuda_app::account::find(&self.app, &self.program(), id).await.unwrap();
        (found.state, found.version)
    }

    pub async fn give(&self, who: &str, on: Given, kind: &str, pairs: &[(&str, &str)]) -> Result<RecordId, Failure> {
        let pairs: Vec<(&str, String)> = pairs.iter().map(|(field, value)| (*field, self.named(value))).collect();
        let fields = pairs.into_iter().map(|(field, value)| (field.to_owned(), value)).collect();
        let record = Supply { kind: kind.to_owned(), fields, ..Supply::default() };
        self.run(self.who(who), &GiveRecord { record, on, shown: None, document: None }).await
    }

    pub async fn open(&self, who: &str, procedure: &str, account: Option<AccountId>) -> Result<Opened, Failure> {
        let open = OpenCase {
            procedure: procedure.to_owned(),
            account,
            person: None,
            title: String::new(),
            detected_at: None,
            reported_at: None,
            posts: vec![],
            document: None,
        };
        self.run(self.who(who), &open).await
    }

    pub async fn file(
        &self,
        who: &str,
        case: CaseId,
        step: Option<&str>,
        name: &str,
        bytes: &[u8],
    ) -> Result<FileAdded, Failure> {
        let add = AddFile::read(case, step.map(str::to_owned), name, bytes.to_vec())?;
        self.run(self.who(who), &add).await
    }

    pub async fn case(&self, id: CaseId) -> CaseView {
        case::find(&self.app, &self.program(), id).await.unwrap()
    }

    /// Does a step with one record, or with none.
    pub async fn step(&self, who: &str, case: CaseId, step: &str, supplies: Vec<Supply>) -> Result<Stepped, Failure> {
        let version = self.case(case).await.row.version;
        self.step_seen(who, case, version, step, supplies).await
    }

    pub async fn step_seen(
        &self,
        who: &str,
        case: CaseId,
        version: i64,
        step: &str,
        mut supplies: Vec<Supply>,
    ) -> Result<Stepped, Failure> {
        for value in supplies.iter_mut().flat_map(|one| one.fields.values_mut()) {
            *value = self.named(value);
        }
        self.run(self.who(who), &DoStep { case, version, step: step.to_owned(), supplies }).await
    }

    /// Running cases on an account, by their procedures.
    pub async fn running(&self, account: AccountId) -> BTreeMap<String, CaseId> {
        let filter = case::CaseFilter {
            account: Some(account),
            state: Some(tatefuda_domain::case::CaseState::Running),
            ..case::CaseFilter::default()
        };
        let page = case::list(&self.app, &self.program(), filter).await.unwrap();
        page.rows.into_iter().map(|row| (row.procedure, row.id)).collect()
    }

    pub fn person(&self, person: &str) -> PersonId {
        self.who(person).person
    }
}

/// An entry of each of these commands, carried out, stands in the chain of the body.
pub async fn wrote(app: &App, tenant: TenantId, commands: &[&str]) {
    let mut tx = app.db.read().await.unwrap();
    for command in commands {
        let sql = "SELECT id FROM audit_entry WHERE tenant_id = $1 AND command = $2 AND kind = 'done'";
        let entries = tx.all(sql, args![tenant, *command]).await.unwrap();
        assert!(!entries.is_empty(), "no entry of {command}");
    }
}
