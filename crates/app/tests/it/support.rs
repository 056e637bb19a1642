//! A world for stories: two bodies with equal names, people of each role, a small regulation.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use jiff::Timestamp;
pub use tatefuda_app::preview;
use tatefuda_app::{
    Actor, App, Command, Config, Failure, Via, execute,
    member::{self, PersonTexts},
    org::{Appoint, CreatePosition, CreateSection, Names, Term, Tier},
    regulation::{ActivateRegulation, StorePack},
    setting::{ConfirmSetting, ProposeSetting},
    tenant::{CreateTenant, TenantTexts},
};
use tatefuda_audit::{CheckpointKeys, Verdict};
use tatefuda_domain::{
    AppointmentId, CommandId, Env, PersonId, PositionId, SectionId, SettingId, SystemRight, TenantId,
};
use tatefuda_regulation::{AppointmentKind, PackSource};
use tatefuda_store::{Db, args};
use tatefuda_testkit::{ManualClock, SeededEntropy, pg, sqlite};
use tatefuda_vault::{KeyRing, PasswordParams};

/// Runs each story on both engines.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::support::World::sqlite().await).await }
        )* }
        mod postgres { $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(world) = $crate::support::World::postgres().await { super::$name(world).await }
            }
        )* }
    };
}

pub const START: &str = "2026-04-01T09:00:00+09:00";

/// One body of the world.
pub struct Body {
    pub tenant: TenantId,
    pub section: SectionId,
    pub chief: PositionId,
    pub clerk: PositionId,
}

pub struct World {
    pub app: App,
    pub clock: ManualClock,
    pub a: Body,
    pub b: Body,
    pub directory: sqlite::TempDb,
}

impl World {
    pub async fn sqlite() -> Self {
        let file = sqlite::file();
        let url = file.url.clone();
        Self::on(&url, file, 1).await
    }

    pub async fn postgres() -> Option<Self> {
        let database = pg::database().await?;
        Some(Self::on(&database.url, sqlite::file(), 1).await)
    }

    async fn on(url: &str, directory: sqlite::TempDb, seed: u64) -> Self {
        let clock = ManualClock::at_text(START);
        let entropy = Arc::new(SeededEntropy::new(seed));
        let env = Env::new(Arc::new(clock.clone()), entropy);
        let db = Db::open(url).await.unwrap();
        db.migrate().await.unwrap();
        let keys = KeyRing::open_or_create(&directory.directory().join("keys"), env.entropy()).unwrap();
        let config = Config { passwords: PasswordParams::CHEAP_FOR_TESTS, ..Config::default() };
        let app = App::new(db, env, keys, config);
        let a = body(&app, "mizube", "水辺町").await;
        let b = body(&app, "yamate", "山手町").await;
        Self { app, clock, a, b, directory }
    }

    pub fn now(&self) -> Timestamp {
        self.app.env.now()
    }

    /// Whoever holds the server.
    pub fn program(&self) -> Actor {
        Actor::program(self.a.tenant, Via::Cli)
    }

    pub async fn run<C: Command>(&self, actor: &Actor, command: &C) -> Result<C::Out, Failure> {
        execute(&self.app, actor, self.app.env.id(), command).await
    }

    /// A person of body A in a position, with rights, who has changed their password.
    pub async fn person(&self, login: &str, position: PositionId, rights: &[SystemRight]) -> Actor {
        self.person_of(&self.a, login, position, rights).await
    }

    pub async fn person_of(&self, body: &Body, login: &str, position: PositionId, rights: &[SystemRight]) -> Actor {
        let program = Actor::program(body.tenant, Via::Cli);
        let (person, _) = self.enter(&program, login).await;
        let capacity = self.appoint(&program, person, position).await;
        for right in rights {
            self.run(&program, &member::GrantRight { person, right: *right }).await.unwrap();
        }
        Actor::new(body.tenant, person, Some(capacity), rights.iter().copied().collect(), Via::Screen)
    }

    pub async fn enter(&self, actor: &Actor, login: &str) -> (PersonId, String) {
        let texts = PersonTexts { name: format!("佐藤 {login}"), ..PersonTexts::default() };
        let made = member::create(&self.app, actor, self.app.env.id(), login, texts).await.unwrap();
        (made.id, made.password.unwrap().expose().to_owned())
    }

    pub async fn appoint(&self, actor: &Actor, person: PersonId, position: PositionId) -> AppointmentId {
        let appoint = Appoint {
            person,
            position,
            kind: AppointmentKind::Regular,
            deputy_of: None,
            deputy_order: 0,
            span: Term::new(self.now(), None),
        };
        self.run(actor, &appoint).await.unwrap()
    }

    /// Stores the packs, sets what they require by two persons, and brings the document into force.
    pub async fn regulate(&self) -> Regulated {
        self.regulate_by(town()).await
    }

    /// The same by another text, made of that of the town.
    pub async fn regulate_by(&self, source: PackSource) -> Regulated {
        let manage = [SystemRight::ManageRegulation];
        let first = self.person("rule.one", self.a.clerk, &manage).await;
        let second = self.person("rule.two", self.a.clerk, &manage).await;
        let house = self.run(&first, &StorePack { source: house() }).await.unwrap();
        let pack = self.run(&first, &StorePack { source }).await.unwrap();
        let regulated = Regulated { first, second, house, pack };
        self.set(&regulated, "param:password", "min_length=14\nmin_kinds=2").await;
        self.set(&regulated, "role:responsible", &self.a.chief.to_string()).await;
        self.run(&regulated.first, &regulated.activate(self.now())).await.unwrap();
        regulated
    }

    pub async fn set(&self, regulated: &Regulated, key: &str, value: &str) -> SettingId {
        let id = self.run(&regulated.first, &propose(key, value)).await.unwrap();
        self.run(&regulated.second, &ConfirmSetting { id }).await.unwrap();
        id
    }

    /// See [`crate::towns::wrote`].
    pub async fn wrote(&self, commands: &[&str]) {
        crate::towns::wrote(&self.app, self.a.tenant, commands).await;
    }

    /// Every command left exactly one entry, and the chain is whole.
    pub async fn finish(&self) {
        for tenant in [self.a.tenant, self.b.tenant] {
            let mut tx = self.app.db.read().await.unwrap();
            let ids = |rows: Vec<tatefuda_store::Row>, column: &str| -> Vec<String> {
                rows.iter().map(|row| row.text(column).unwrap()).collect()
            };
            let commands = tx.all("SELECT id FROM command WHERE tenant_id = $1", args![tenant]).await.unwrap();
            let entries =
                tx.all("SELECT command_id FROM audit_entry WHERE tenant_id = $1", args![tenant]).await.unwrap();
            let (mut commands, mut entries) = (ids(commands, "id"), ids(entries, "command_id"));
            commands.sort();
            entries.sort();
            assert_eq!(commands, entries, "each command has exactly one entry");
            drop(tx);
            let verdict = self.verify(tenant).await;
            assert!(verdict.ok, "{:?}", verdict.findings);
        }
    }

    pub async fn verify(&self, tenant: TenantId) -> Verdict {
        let keys = CheckpointKeys::of(&tatefuda_app::audit::checkpoint::signer(&self.app));
        tatefuda_app::audit::verify::of(&self.app, tenant, keys, None).await.unwrap()
    }

    /// Number of entries of body A.
    pub async fn entries(&self) -> u64 {
        self.verify(self.a.tenant).await.entries
    }
}

/// Who decided the settings, and under which hashes the packs lie.
pub struct Regulated {
    pub first: Actor,
    pub second: Actor,
    pub house: tatefuda_domain::Digest,
    pub pack: tatefuda_domain::Digest,
}

impl Regulated {
    pub fn activate(&self, from: Timestamp) -> ActivateRegulation {
        ActivateRegulation { pack: self.pack, house: self.house, from, until: None }
    }
}

pub fn propose(key: &str, value: &str) -> ProposeSetting {
    ProposeSetting {
        document: "town".to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
        source: "起案 第1号".to_owned(),
        note: String::new(),
        effective_from: None,
    }
}

async fn body(app: &App, slug: &str, name: &str) -> Body {
    let tenant: TenantId = app.env.id();
    let program = Actor::program(tenant, Via::Cli);
    let run = |id: CommandId| id;
    let span = Term::new(app.env.now(), None);
    let texts = TenantTexts {
        name_ja: name.to_owned(),
        name_kana: slug.to_owned(),
        name_en: slug.to_owned(),
        prefecture: "架空県".to_owned(),
        contact_unit: "広報課".to_owned(),
        contact_phone: "000-000-0000".to_owned(),
    };
    let create = CreateTenant { slug: slug.to_owned(), texts, zone: "Asia/Tokyo".to_owned(), practice: true };
    execute(app, &program, run(app.env.id()), &create).await.unwrap();
    let names = Names::new("広報課", "こうほうか", "Public Relations");
    let section = CreateSection { parent: None, names, ordinal: 1, span, tier: Tier::default() };
    let section = execute(app, &program, run(app.env.id()), &section).await.unwrap();
    let mut positions = Vec::new();
    for (order, ja, en) in [(1, "課長", "Head"), (2, "主事", "Clerk")] {
        let position = CreatePosition {
            section,
            names: Names::new(ja, "", en),
            rank: ja.to_owned(),
            rank_order: order,
            extension: format!("10{order}"),
            span,
        };
        positions.push(execute(app, &program, run(app.env.id()), &position).await.unwrap());
    }
    Body { tenant, section, chief: positions[0], clerk: positions[1] }
}

/// The promises of the product, as they are delivered.
pub fn house() -> PackSource {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/house");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    PackSource::new(files.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read_to_string(path).unwrap())
    }))
}

/// An invented town's regulation.
pub fn town() -> PackSource {
    PackSource::new([(
        "pack.toml",
        r#"
[pack]
id = "town"
body = { ja = "水辺町", en = "Mizube" }
title = { ja = "水辺町公式アカウント運用規程", en = "Rules" }
layer = "body"
version = "1"
services = ["website"]
zone = "Asia/Tokyo"

[[clause]]
id = "T-1"
ja = "責任者が記録する。"
en = "The responsible person records."

[[clause]]
id = "T-2"
ja = "許可がなければ記録しない。"
en = "No record without a permit."

[[role]]
id = "responsible"
label = { ja = "責任者", en = "responsible person" }
clause = ["T-1"]
bound = "position"

[[parameter]]
id = "password"
label = { ja = "パスワードの条件", en = "password policy" }
clause = ["T-1"]
type = "password-policy"
required_for = ["activation"]

[[parameter]]
id = "frequency"
label = { ja = "頻度", en = "frequency" }
clause = ["T-1"]
type = "int"
open = true

[[record]]
id = "memo"
label = { ja = "覚書", en = "memo" }
clause = ["T-1"]
by = ["responsible"]
scope = "body"
fields = [
  { id = "text", label = { ja = "内容", en = "text" }, type = "text" },
  { id = "day", label = { ja = "日", en = "day" }, type = "date", required = false },
  { id = "agreed", label = { ja = "同意", en = "agreed" }, type = "yes-no", required = false },
  { id = "told", label = { ja = "伝えた日時", en = "told at" }, type = "moment", required = false },
]

[[record]]
id = "permit"
label = { ja = "許可", en = "permit" }
clause = ["T-2"]
by = ["responsible"]
scope = "body"
uses = 1

[[record]]
id = "guarded"
label = { ja = "要許可", en = "guarded" }
clause = ["T-2"]
by = ["responsible"]
scope = "body"

[[rule]]
id = "needs-permit"
clause = ["T-2"]
on = ["record.give"]
where = { record = ["guarded"] }
record = "permit"
message = { ja = "許可がありません。", en = "There is no permit." }
"#,
    )])
}

/// Rights as a set.
pub fn rights(rights: &[SystemRight]) -> BTreeSet<SystemRight> {
    rights.iter().copied().collect()
}
