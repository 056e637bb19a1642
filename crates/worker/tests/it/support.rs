//! A town for stories: the house pack and one body's pack as they are shipped, staff of each role, the double.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp};
use tatefuda_app::{
    Actor, App, Command, Config, Failure, Secret, Via,
    account::{AccountTexts, Connect, Register},
    execute,
    member::{self, PersonTexts},
    org::{Appoint, CreatePosition, CreateSection, Names, Term, Tier},
    post::{Content, Draft, GiveStep, PostSupply, Publish, Saved, Scheduled, Submit, TargetInput, view::PostView},
    publication::queue,
    record::{GiveRecord, Given, Supply},
    regulation::{ActivateRegulation, StorePack},
    setting::{ConfirmSetting, ProposeSetting},
    tenant::{CreateTenant, TenantTexts},
};
use tatefuda_domain::{
    AccountId, Env, PersonId, PositionId, PostId, PublicationId, SectionId, SystemRight, TenantId,
    post::Means,
    publication::{Publication, PublicationState},
};
use tatefuda_doubles::facebook as double;
use tatefuda_platforms::{Facebook, FacebookConfig, HttpSettings, PictureHost, Platforms, client};
use tatefuda_regulation::{AppointmentKind, PackSource};
use tatefuda_store::{Db, args};
use tatefuda_testkit::{ManualClock, SeededEntropy, pg, sqlite};
use tatefuda_vault::{KeyRing, Machine, NodeState, PasswordParams};
use tatefuda_worker::{Settings, Tick, Worker};

/// Runs each story on both engines.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::support::Town::sqlite().await).await }
        )* }
        mod postgres { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(town) = $crate::support::Town::postgres().await { super::$name(town).await }
            }
        )* }
    };
}

pub const START: &str = "2026-04-01T09:00:00+09:00";
pub const PAGE: &str = "100";
pub const TOKEN: &str = "EAAB-planted-token-of-the-page";
/// The second page of the town.
pub const OTHER_PAGE: &str = "200";

/// A town with everything that a post needs.
pub struct Town {
    pub app: App,
    pub clock: ManualClock,
    pub url: String,
    pub directory: sqlite::TempDb,
    pub tenant: TenantId,
    pub section: SectionId,
    /// The position of the responsible person.
    pub head: PositionId,
    /// Holds the position of the responsible person.
    pub chief: Actor,
    /// Appointed as operator.
    pub operator: Actor,
    /// Another operator.
    pub colleague: Actor,
    pub admin: Actor,
    pub facebook: AccountId,
    pub other_page: AccountId,
    pub website: AccountId,
    /// On a service to which nothing leads but hands; in other bodies than 二戸 another service than YouTube.
    pub youtube: AccountId,
    pub double: double::Handle,
    pub platforms: Platforms,
    /// The public host of pictures, where a story has one.
    pub host: Option<PictureHost>,
}

impl Town {
    pub async fn sqlite() -> Self {
        let file = sqlite::file();
        let url = file.url.clone();
        Self::on(url, file).await
    }

    pub async fn postgres() -> Option<Self> {
        let database = pg::database().await?;
        Some(Self::on(database.url, sqlite::file()).await)
    }

    /// A town with the regulation of another body, and one account on a service to which nothing leads but hands.
    pub async fn sqlite_of(body: &'static Body) -> Self {
        let file = sqlite::file();
        let url = file.url.clone();
        Self::with(url, file, body).await
    }

    pub async fn postgres_of(body: &'static Body) -> Option<Self> {
        let database = pg::database().await?;
        Some(Self::with(database.url, sqlite::file(), body).await)
    }

    async fn on(url: String, directory: sqlite::TempDb) -> Self {
        Self::with(url, directory, &NINOHE).await
    }

    async fn with(url: String, directory: sqlite::TempDb, body: &'static Body) -> Self {
        let clock = ManualClock::at_text(START);
        let env = Env::new(Arc::new(clock.clone()), Arc::new(SeededEntropy::new(7)));
        let app = open(&url, directory.directory(), env).await;
        app.db.migrate().await.unwrap();
        let pages = [(PAGE, TOKEN), (OTHER_PAGE, "EAAB-other-page")].map(|(id, token)| double::PageConfig {
            id: id.to_owned(),
            name: format!("page {id}"),
            token: token.to_owned(),
        });
        let double = double::start(double::Config::new(Arc::new(clock.clone()), pages.into())).await.unwrap();
        let platforms = platforms(&double.base_url);
        found(app, clock, url, directory, double, platforms, body).await
    }

    pub fn now(&self) -> Timestamp {
        self.app.env.now()
    }

    pub fn pass(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
    }

    pub fn worker(&self) -> Worker {
        self.worker_named("worker-1")
    }

    pub fn worker_named(&self, name: &str) -> Worker {
        let worker = Worker::new(self.app.clone(), self.platforms.clone(), name, Settings::default());
        worker.with_host(self.host.clone())
    }

    /// The folder in which this node keeps what is in no backup.
    pub fn state_folder(&self) -> PathBuf {
        self.directory.directory().join("state")
    }

    /// Another node on the same database, with a state folder of its own.
    pub async fn other_node(&self, name: &str) -> App {
        let db = Db::open(&self.url).await.unwrap();
        let keys = KeyRing::open(&self.directory.directory().join("keys")).unwrap();
        on_node(db, self.app.env.clone(), keys, &self.directory.directory().join(name))
    }

    /// A worker of another node.
    pub fn worker_of(&self, app: &App, name: &str) -> Worker {
        Worker::new(app.clone(), self.platforms.clone(), name, Settings::default())
    }

    /// The program ends and starts again; in between something happens to its files.
    pub async fn restart(&mut self, between: impl FnOnce(&Path)) {
        self.app.db.close().await;
        between(self.directory.directory());
        self.app = open(&self.url, self.directory.directory(), self.app.env.clone()).await;
    }

    pub async fn tick(&self) -> Tick {
        self.worker().tick().await.unwrap()
    }

    pub async fn run<C: Command>(&self, actor: &Actor, command: &C) -> Result<C::Out, Failure> {
        execute(&self.app, actor, self.app.env.id(), command).await
    }

    /// Content for some accounts that the regulation has nothing against but the check.
    pub fn content(&self, text: &str, accounts: &[AccountId]) -> Content {
        Content {
            title: "春の行事".to_owned(),
            text: text.to_owned(),
            category: Some("NNH-8(3)".to_owned()),
            classification: Some("Ⅳ".to_owned()),
            decision_status: Some("none".to_owned()),
            targets: accounts.iter().map(|id| TargetInput::shared(*id)).collect(),
            ..Content::default()
        }
    }

    pub async fn draft(&self, text: &str, accounts: &[AccountId]) -> Saved {
        self.run(&self.operator, &Draft { content: self.content(text, accounts) }).await.unwrap()
    }

    pub fn declaration() -> Vec<PostSupply> {
        // Many stories have numbers in their texts, for which the source is asked.
        vec![Self::supply("posting-declaration", "declared", "yes"), Self::supply("source", "source", "市の予定表")]
    }

    /// A record with one field, given together with an act.
    pub fn supply(kind: &str, field: &str, value: &str) -> PostSupply {
        let fields = BTreeMap::from([(field.to_owned(), value.to_owned())]);
        PostSupply { record: Supply { kind: kind.to_owned(), fields, ..Supply::default() }, account: None }
    }

    pub async fn submit(&self, saved: &Saved) -> Saved {
        let submit = Submit { post: saved.post, version: saved.version, supplies: Self::declaration() };
        self.run(&self.operator, &submit).await.unwrap()
    }

    pub fn check(&self, saved: &Saved) -> GiveStep {
        GiveStep {
            post: saved.post,
            sheet: saved.sheet,
            step: "check".to_owned(),
            accounts: vec![],
            means: Means::Screen,
            supplies: vec![],
        }
    }

    /// Written, passed on and checked: cleared.
    pub async fn cleared(&self, text: &str, accounts: &[AccountId]) -> Saved {
        let saved = self.submit(&self.draft(text, accounts).await).await;
        let given = self.run(&self.chief, &self.check(&saved)).await.unwrap();
        Saved { version: given.version, ..saved }
    }

    pub async fn publish(&self, saved: &Saved, at: Option<Timestamp>) -> Scheduled {
        self.try_publish(saved, at).await.unwrap()
    }

    pub async fn try_publish(&self, saved: &Saved, at: Option<Timestamp>) -> Result<Scheduled, Failure> {
        let publish = Publish { post: saved.post, version: saved.version, at, accounts: vec![], supplies: vec![] };
        self.run(&self.operator, &publish).await
    }

    /// A cleared post for the page, scheduled for now.
    pub async fn scheduled(&self, text: &str) -> PublicationId {
        let saved = self.cleared(text, &[self.facebook]).await;
        self.publish(&saved, None).await.publications[0]
    }

    pub async fn publication(&self, id: PublicationId) -> Publication {
        let mut tx = self.app.db.read().await.unwrap();
        tatefuda_store::publication::get(&mut tx, self.tenant, id).await.unwrap().unwrap()
    }

    pub async fn state(&self, id: PublicationId) -> PublicationState {
        self.publication(id).await.state.name()
    }

    pub async fn view(&self, actor: &Actor, post: PostId) -> PostView {
        tatefuda_app::post::find(&self.app, actor, post).await.unwrap()
    }

    pub fn copies(&self, text: &str) -> usize {
        self.double.state.copies(PAGE, text)
    }

    /// Lets time pass and works until nothing is planned, or for so many rounds.
    pub async fn settle(&self, rounds: usize) {
        for _ in 0..rounds {
            while !self.tick().await.is_idle() {}
            let Some(next) = queue::next(&self.app).await.unwrap() else { return };
            // Also past the moment itself: leases end after, not at it.
            self.clock.set(next.max(self.now()) + SignedDuration::from_secs(1));
        }
    }

    /// An entry of each of these commands, carried out, stands in the chain.
    pub async fn wrote(&self, commands: &[&str]) {
        let mut tx = self.app.db.read().await.unwrap();
        for command in commands {
            let sql = "SELECT id FROM audit_entry WHERE tenant_id = $1 AND command = $2 AND kind = 'done'";
            let entries = tx.all(sql, args![self.tenant, *command]).await.unwrap();
            assert!(!entries.is_empty(), "no entry of {command}");
        }
    }

    /// Every command left exactly one entry, and the chain is whole.
    pub async fn finish(&self) {
        let mut tx = self.app.db.read().await.unwrap();
        let ids = |rows: Vec<tatefuda_store::Row>, column: &str| -> Vec<String> {
            let mut ids: Vec<String> = rows.iter().map(|row| row.text(column).unwrap()).collect();
            ids.sort();
            ids
        };
        let tenant = self.tenant;
        let commands = tx.all("SELECT id FROM command WHERE tenant_id = $1", args![tenant]).await.unwrap();
        let entries = tx.all("SELECT command_id FROM audit_entry WHERE tenant_id = $1", args![tenant]).await.unwrap();
        assert_eq!(ids(commands, "id"), ids(entries, "command_id"), "each command has exactly one entry");
        let written =
            tx.all("SELECT DISTINCT command FROM audit_entry WHERE tenant_id = $1", args![tenant]).await.unwrap();
        for name in ids(written, "command") {
            assert!(tatefuda_app::registry::commands().iter().any(|one| one.name == name), "{name} is in no registry");
        }
        drop(tx);
        let keys = tatefuda_audit::CheckpointKeys::of(&tatefuda_app::audit::checkpoint::signer(&self.app));
        let verdict = tatefuda_app::audit::verify::of(&self.app, tenant, keys, None).await.unwrap();
        assert!(verdict.ok, "{:?}", verdict.findings);
        assert!(self.double.state.violations().is_empty(), "{:?}", self.double.state.violations());
    }

    /// Ends every running appointment of a person now.
    pub async fn end_appointment(&self, actor: &Actor) {
        let end = tatefuda_app::org::EndAppointment { id: actor.capacity.unwrap(), until: Some(self.now()) };
        self.run(&self.admin, &end).await.unwrap();
    }
}

/// A body whose regulation a town has.
pub struct Body {
    pub pack: &'static str,
    /// What the text leaves open; `@head` is the position of the responsible person.
    pub settings: &'static [(&'static str, &'static str)],
    /// Whether the responsible person appoints operators by a record.
    pub appoints: bool,
    /// The service of [`Town::youtube`], to which no connector leads.
    pub by_hand: &'static str,
}

pub static NINOHE: Body = Body {
    pack: "ninohe",
    settings: &[
        ("role:rp", "@head"),
        ("param:asset-class-order", "Ⅳ\nⅢ\nⅡ\nⅠ"),
        ("param:password", "min_length=14\nmin_kinds=2"),
        ("param:auth-codes", "金庫"),
        ("param:id-handling", "一人に一つ"),
        ("param:city-site", "https://www.city.example.lg.jp/"),
        ("param:rotation-interval", "1y"),
        ("reading:manager", "role:rp"),
        ("extend:website", "公式サイトにも用いる"),
        ("extend:x", "Xにも用いる"),
        ("extend:line", "LINEにも用いる"),
    ],
    appoints: true,
    by_hand: "youtube",
};

pub static TAKANEZAWA: Body = Body {
    pack: "takanezawa",
    settings: &[
        ("role:rp", "@head"),
        ("reading:manager", "role:rp"),
        ("param:account-url", "https://www.instagram.com/takanezawa_town/"),
        ("param:norm-versions", "服務規程（令和5年4月1日改正）"),
        ("param:listing-check-interval", "month"),
        ("param:held-check-interval", "quarter"),
        ("param:rotation-interval", "year"),
        ("param:page-refresh-within", "14d"),
    ],
    appoints: false,
    by_hand: "instagram",
};

/// Opens the application on a database with the keys of a folder.
pub async fn open(url: &str, folder: &Path, env: Env) -> App {
    let db = Db::open(url).await.unwrap();
    let keys = KeyRing::open_or_create(&folder.join("keys"), env.entropy()).unwrap();
    on_node(db, env, keys, &folder.join("state"))
}

/// The application on a node with its own state folder.
pub fn on_node(db: Db, env: Env, keys: KeyRing, state: &Path) -> App {
    let config = Config { passwords: PasswordParams::CHEAP_FOR_TESTS, ..Config::default() };
    App::on_node(db, env, keys, config, NodeState::in_folder(state, Machine::named(Some("a"))))
}

/// The real connector, pointed at a double.
pub fn platforms(base: &str) -> Platforms {
    let http = client(&HttpSettings::default()).unwrap();
    let config = FacebookConfig::double(base.parse().unwrap());
    Platforms::none().with(Arc::new(Facebook::new(http, config)))
}

/// A pack as it is delivered.
pub fn pack(name: &str) -> PackSource {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(name);
    let mut files = vec![];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let file = path.file_name().unwrap().to_str().unwrap().to_owned();
            files.push((file, std::fs::read_to_string(&path).unwrap()));
        }
    }
    PackSource::new(files)
}

struct Builder<'a> {
    app: &'a App,
    program: Actor,
    span: Term,
}

impl Builder<'_> {
    async fn run<C: Command>(&self, actor: &Actor, command: &C) -> C::Out {
        execute(self.app, actor, self.app.env.id(), command).await.unwrap()
    }

    async fn position(&self, section: SectionId, name: &str, order: i64) -> PositionId {
        let position = CreatePosition {
            section,
            names: Names::new(name, "", ""),
            rank: name.to_owned(),
            rank_order: order,
            extension: format!("30{order}"),
            span: self.span,
        };
        self.run(&self.program, &position).await
    }

    async fn person(&self, login: &str, position: PositionId, rights: &[SystemRight]) -> Actor {
        let texts = PersonTexts { name: format!("佐藤 {login}"), ..PersonTexts::default() };
        let made = member::create(self.app, &self.program, self.app.env.id(), login, texts).await.unwrap();
        let capacity = self.appoint(made.id, position).await;
        for right in rights {
            self.run(&self.program, &member::GrantRight { person: made.id, right: *right }).await;
        }
        let rights = rights.iter().copied().collect();
        Actor::new(self.program.tenant, made.id, Some(capacity), rights, Via::Screen)
    }

    async fn appoint(&self, person: PersonId, position: PositionId) -> tatefuda_domain::AppointmentId {
        let appoint = Appoint {
            person,
            position,
            kind: AppointmentKind::Regular,
            deputy_of: None,
            deputy_order: 0,
            span: self.span,
        };
        self.run(&self.program, &appoint).await
    }

    async fn set(&self, by: (&Actor, &Actor), (document, key): (&str, &str), value: &str) {
        let propose = ProposeSetting {
            document: document.to_owned(),
            key: key.to_owned(),
            value: value.to_owned(),
            source: "練習用".to_owned(),
            note: String::new(),
            effective_from: None,
        };
        let id = self.run(by.0, &propose).await;
        self.run(by.1, &ConfirmSetting { id }).await;
    }

    async fn account(&self, by: &Actor, section: SectionId, service: &str, external: Option<&str>) -> AccountId {
        let texts = AccountTexts {
            url: format!("https://example.lg.jp/{service}"),
            purpose: "市政の広報".to_owned(),
            external_id: external.map(ToOwned::to_owned),
            listed: true,
            ..AccountTexts::named(format!("市の{service}{}", external.unwrap_or_default()), section)
        };
        // The account that 高根沢's text lists is named by its handle.
        let handle = if service == "instagram" { "@takanezawa_town".to_owned() } else { texts.handle.clone() };
        let texts = AccountTexts { handle, ..texts };
        // They ran before the regulation was loaded.
        let running_until = Some(self.app.env.now() + SignedDuration::from_hours(24 * 365));
        let register = Register { service: service.parse().unwrap(), texts, running_until };
        self.run(by, &register).await.account
    }
}

async fn found(
    app: App,
    clock: ManualClock,
    url: String,
    directory: sqlite::TempDb,
    double: double::Handle,
    platforms: Platforms,
    of: &'static Body,
) -> Town {
    let tenant: TenantId = app.env.id();
    let program = Actor::program(tenant, Via::Cli);
    let span = Term::new(app.env.now(), None);
    let build = Builder { app: &app, program: program.clone(), span };
    let texts = TenantTexts {
        name_ja: "練習市".to_owned(),
        name_kana: "れんしゅうし".to_owned(),
        name_en: "Practice".to_owned(),
        prefecture: "架空県".to_owned(),
        ..TenantTexts::default()
    };
    let create = CreateTenant { slug: "practice".to_owned(), texts, zone: "Asia/Tokyo".to_owned(), practice: true };
    build.run(&program, &create).await;
    let names = Names::new("情報管理室", "", "Information Management");
    let section =
        build.run(&program, &CreateSection { parent: None, names, ordinal: 1, span, tier: Tier::default() }).await;
    let head = build.position(section, "室長", 1).await;
    let clerk = build.position(section, "主事", 2).await;

    let manage = [SystemRight::ManageRegulation, SystemRight::ManageUsers, SystemRight::ManageAccounts];
    let admin = build.person("admin", clerk, &manage).await;
    let second = build.person("second", clerk, &[SystemRight::ManageRegulation]).await;
    let house = build.run(&admin, &StorePack { source: pack("house") }).await;
    let body = build.run(&admin, &StorePack { source: pack(of.pack) }).await;
    for (key, value) in of.settings {
        let value = if *value == "@head" { head.to_string() } else { (*value).to_owned() };
        build.set((&admin, &second), (of.pack, key), &value).await;
    }
    let activate = ActivateRegulation { pack: body, house, from: app.env.now(), until: None };
    build.run(&admin, &activate).await;

    let chief = build.person("chief", head, &[]).await;
    let operator = build.person("operator", clerk, &[]).await;
    let colleague = build.person("colleague", clerk, &[]).await;
    for person in [operator.person, colleague.person].into_iter().filter(|_| of.appoints) {
        let fields =
            BTreeMap::from([("person".to_owned(), person.to_string()), ("from".to_owned(), "2026-04-01".to_owned())]);
        let record = Supply { kind: "operator-appointment".to_owned(), fields, ..Supply::default() };
        let give = GiveRecord { record, on: Given::Person { person }, shown: None, document: None };
        build.run(&chief, &give).await;
    }
    let facebook = build.account(&admin, section, "facebook", Some(PAGE)).await;
    let other_page = build.account(&admin, section, "facebook", Some(OTHER_PAGE)).await;
    let website = build.account(&admin, section, "website", None).await;
    let youtube = build.account(&admin, section, of.by_hand, None).await;
    for (account, token) in [(facebook, TOKEN), (other_page, "EAAB-other-page")] {
        build.run(&admin, &Connect::new(account, Secret::new(token), None)).await;
    }
    Town {
        app,
        clock,
        url,
        directory,
        tenant,
        section,
        head,
        chief,
        operator,
        colleague,
        admin,
        facebook,
        other_page,
        website,
        youtube,
        double,
        platforms,
        host: None,
    }
}

/// The answer of a refused act.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, Failure>) -> tatefuda_regulation::Answer {
    match result {
        Err(Failure::Refused(refusal)) => refusal.answer,
        other => panic!("not refused by the regulation: {other:?}"),
    }
}

/// Whether an answer names a clause in a refusal or a need.
pub fn names_clause(answer: &tatefuda_regulation::Answer, clause: &str) -> bool {
    let lines = answer.refusals.iter().flat_map(|line| &line.clauses);
    let groups = answer.groups.iter().flat_map(|group| &group.clauses);
    lines.chain(groups).any(|one| one.id == clause)
}

/// The key of a state that does not allow an act.
pub fn state_key<T: std::fmt::Debug>(result: Result<T, Failure>) -> String {
    match result {
        Err(Failure::State { key }) => key,
        other => panic!("not a matter of state: {other:?}"),
    }
}
