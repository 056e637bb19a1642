//! Two bodies with equal names, two regulations, people of each role, behind the real router.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use axum::Router;
use tatefuda_app::{
    Actor, App, Command, Config, Secret, Via,
    account::{self, AccountTexts, Register},
    execute,
    member::{self, GrantRight, PersonTexts},
    org::{Appoint, CreatePosition, CreateSection, Names, Term, Tier},
    record::{GiveRecord, Given, Supply},
    regulation::{ActivateRegulation, StorePack},
    setting::{ConfirmSetting, ProposeSetting},
    tenant::{CreateTenant, TenantTexts},
    token,
};
use tatefuda_domain::{AccountId, Env, PersonId, PositionId, SectionId, SystemRight, TenantId};
use tatefuda_i18n::I18n;
use tatefuda_regulation::{AppointmentKind, PackSource};
use tatefuda_testkit::{ManualClock, SeededEntropy, pg, sqlite};
use tatefuda_web::AppState;

use crate::browser::Browser;

pub const START: &str = "2026-04-01T09:00:00+09:00";
pub const PASSWORD: &str = "Mizu-no-oto-7 kawazu";

/// A member of a body.
#[derive(Clone)]
pub struct Member {
    pub login: String,
    pub actor: Actor,
}

impl Member {
    pub fn id(&self) -> PersonId {
        self.actor.person
    }
}

/// One body.
pub struct Body {
    pub slug: &'static str,
    pub tenant: TenantId,
    pub section: SectionId,
    pub head: PositionId,
    pub staff: PositionId,
    pub document: String,
    /// Writes; in the first body an operator by record.
    pub writer: Member,
    /// Gives the step before publishing.
    pub checker: Member,
    /// Has every system right and no role of the regulation.
    pub admin: Member,
    /// The second person for settings.
    pub second: Member,
    /// Has neither appointment nor right.
    pub nobody: Member,
    /// Sits in another section and decides on single posts, where the pack was given such rules.
    pub mayor: Option<Member>,
    pub website: AccountId,
    pub facebook: AccountId,
}

pub struct World {
    pub app: App,
    pub clock: ManualClock,
    pub router: Router,
    pub a: Body,
    pub b: Body,
    _directory: sqlite::TempDb,
    _database: Option<pg::PgDatabase>,
}

/// Opens the stop of all bodies.
pub const OPERATOR_KEY: &str = "test-operator-0123456789abcdefghij";

fn config() -> tatefuda_web::Config {
    let operator_key = Some(OPERATOR_KEY.parse().unwrap());
    tatefuda_web::Config { operator_key, ..tatefuda_web::Config::default() }
}

impl World {
    /// The first body runs under `packs/ninohe`, the second under `examples/hinoki`.
    pub async fn new() -> Self {
        Self::with(config()).await
    }

    pub async fn with(config: tatefuda_web::Config) -> Self {
        let directory = sqlite::file();
        let url = directory.url.clone();
        Self::over(&url, directory, None, config, "").await
    }

    /// The second body's pack with further rules.
    pub async fn ruled(more: &str) -> Self {
        let directory = sqlite::file();
        let url = directory.url.clone();
        Self::over(&url, directory, None, tatefuda_web::Config::default(), more).await
    }

    /// The same on PostgreSQL, where there is one.
    pub async fn on_postgres() -> Option<Self> {
        let database = pg::database().await?;
        let url = database.url.clone();
        Some(Self::over(&url, sqlite::file(), Some(database), config(), "").await)
    }

    async fn over(
        url: &str,
        directory: sqlite::TempDb,
        database: Option<pg::PgDatabase>,
        config: tatefuda_web::Config,
        more: &str,
    ) -> Self {
        let clock = ManualClock::at_text(START);
        let env = Env::new(Arc::new(clock.clone()), Arc::new(SeededEntropy::new(7)));
        let db = tatefuda_store::Db::open(url).await.unwrap();
        db.migrate().await.unwrap();
        let keys = tatefuda_vault::KeyRing::open_or_create(&directory.directory().join("keys"), env.entropy()).unwrap();
        let limits = Config { passwords: tatefuda_vault::PasswordParams::CHEAP_FOR_TESTS, ..Config::default() };
        let app = App::new(db, env, keys, limits);
        let a = body(&app, "mizube", "packs/ninohe", "").await;
        let b = body(&app, "yamate", "examples/hinoki", more).await;
        let router = tatefuda_web::router(AppState::new(app.clone(), Arc::new(I18n::new()), config));
        Self { app, clock, router, a, b, _directory: directory, _database: database }
    }

    pub fn browser(&self) -> Browser {
        Browser::new(&self.router)
    }

    /// A browser in which somebody is signed in.
    pub async fn signed_in(&self, body: &Body, member: &Member) -> Browser {
        let mut browser = self.browser();
        let fields = [("body", body.slug), ("login", member.login.as_str()), ("password", PASSWORD)];
        let page = browser.post("/sign-in", &fields).await;
        assert_eq!(page.status, 303, "{}", page.body);
        browser
    }

    /// A client of the JSON interface with a token of its own.
    pub async fn client(&self, member: &Member, scope: &str) -> Browser {
        let text = self.token(member, scope).await;
        self.browser().with("authorization", &format!("Bearer {text}"))
    }

    pub async fn token(&self, member: &Member, scope: &str) -> String {
        let id = self.app.env.id();
        let made = token::create(&self.app, &member.actor, id, "test", scope, 30).await.unwrap();
        made.secret.unwrap().expose().to_owned()
    }

    pub async fn run<C: Command>(&self, actor: &Actor, command: &C) -> C::Out {
        execute(&self.app, actor, self.app.env.id(), command).await.unwrap()
    }
}

/// A folder of a pack as it is delivered.
pub fn pack(folder: &str) -> PackSource {
    pack_with(folder, "")
}

/// The same with one more file.
fn pack_with(folder: &str, more: &str) -> PackSource {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read_to_string(path).unwrap())
    });
    PackSource::new(files.chain((!more.is_empty()).then(|| ("more.toml".to_owned(), more.to_owned()))))
}

async fn body(app: &App, slug: &'static str, folder: &str, more: &str) -> Body {
    let tenant: TenantId = app.env.id();
    let program = Actor::program(tenant, Via::Cli);
    let span = Term::new(app.env.now(), None);
    let texts = TenantTexts {
        name_ja: format!("{slug}町"),
        name_kana: slug.to_owned(),
        name_en: format!("{slug} Town"),
        prefecture: "架空県".to_owned(),
        contact_unit: "総務課".to_owned(),
        contact_phone: "000-000-0000".to_owned(),
    };
    run(app, &program, &CreateTenant { slug: slug.to_owned(), texts, zone: "Asia/Tokyo".to_owned(), practice: true })
        .await;
    // Sections and people of both bodies have equal names.
    let names = Names::new("広報課", "こうほうか", "Public Relations");
    let section =
        run(app, &program, &CreateSection { parent: None, names, ordinal: 1, span, tier: Tier::default() }).await;
    let position = async |order: i64, ja: &str, en: &str| {
        let names = Names::new(ja, "", en);
        let extension = format!("20{order}");
        let create = CreatePosition { section, names, rank: ja.to_owned(), rank_order: order, extension, span };
        run(app, &program, &create).await
    };
    let head = position(1, "課長", "Head").await;
    let staff = position(2, "主事", "Clerk").await;
    let clerk = position(3, "書記", "Secretary").await;
    let all = SystemRight::ALL;
    let writer = person(app, &program, "writer", "山田 花", Some(staff), &[]).await;
    let checker = person(app, &program, "checker", "佐藤 清", Some(head), &[]).await;
    let admin = person(app, &program, "admin", "鈴木 一", Some(clerk), all).await;
    let second = person(app, &program, "second", "高橋 二", Some(clerk), &[SystemRight::ManageRegulation]).await;
    let nobody = person(app, &program, "nobody", "田中 無", None, &[]).await;
    let mut office = None;
    if !more.is_empty() {
        let names = Names::new("町長室", "ちょうちょうしつ", "Office of the Mayor");
        let create = CreateSection { parent: None, names, ordinal: 2, span, tier: Tier::default() };
        let section = run(app, &program, &create).await;
        let names = Names::new("町長", "", "Mayor");
        let (rank, extension) = ("町長".to_owned(), "100".to_owned());
        let position = CreatePosition { section, names, rank, rank_order: 0, extension, span };
        let position = run(app, &program, &position).await;
        office = Some((position, person(app, &program, "mayor", "木村 長", Some(position), &[]).await));
    }

    let house = run(app, &admin.actor, &StorePack { source: pack("packs/house") }).await;
    let source = pack_with(folder, more);
    let document = tatefuda_regulation::Pack::load(&source).unwrap().header.id;
    let pack = run(app, &admin.actor, &StorePack { source }).await;
    let mayors = office.iter().map(|(position, _)| ("role:mayor".to_owned(), position.to_string()));
    for (key, value) in settings(folder, head, staff).into_iter().chain(mayors) {
        let propose = ProposeSetting {
            document: document.clone(),
            key,
            value,
            source: "架空の決定 第1号".to_owned(),
            note: String::new(),
            effective_from: None,
        };
        let id = run(app, &admin.actor, &propose).await;
        run(app, &second.actor, &ConfirmSetting { id }).await;
    }
    run(app, &admin.actor, &ActivateRegulation { pack, house, from: app.env.now(), until: None }).await;
    if folder == "packs/ninohe" {
        let fields = BTreeMap::from([
            ("person".to_owned(), writer.id().to_string()),
            ("from".to_owned(), "2026-04-01".to_owned()),
        ]);
        let record = Supply { kind: "operator-appointment".to_owned(), fields, ..Supply::default() };
        let on = Given::Person { person: writer.id() };
        let document = Some(document.clone());
        run(app, &checker.actor, &GiveRecord { record, on, shown: None, document }).await;
    }
    let website = account(app, &admin, section, "website").await;
    let facebook = account(app, &admin, section, "facebook").await;
    let mayor = office.map(|(_, mayor)| mayor);
    Body {
        slug,
        tenant,
        section,
        head,
        staff,
        document,
        writer,
        checker,
        admin,
        second,
        nobody,
        mayor,
        website,
        facebook,
    }
}

/// Invented values for what the two texts leave open.
pub fn settings(folder: &str, head: PositionId, staff: PositionId) -> Vec<(String, String)> {
    let pairs: Vec<(&str, String)> = match folder {
        "packs/ninohe" => vec![
            ("role:rp", head.to_string()),
            ("param:asset-class-order", "Ⅳ\nⅢ\nⅡ\nⅠ".to_owned()),
            ("param:password", "min_length=10\nmin_kinds=3".to_owned()),
            ("param:auth-codes", "封緘".to_owned()),
            ("param:id-handling", "一人に一つ".to_owned()),
            ("param:review-interval", "1m".to_owned()),
            ("param:city-site", "https://www.city.example.lg.jp/".to_owned()),
            ("param:rotation-interval", "1y".to_owned()),
            ("param:shown-check-interval", "3m".to_owned()),
            ("reading:manager", "role:rp".to_owned()),
            ("extend:website", "新着情報にも用いる".to_owned()),
        ],
        _ => vec![
            ("role:writer", staff.to_string()),
            ("role:editor", head.to_string()),
            ("role:publisher", head.to_string()),
            ("param:own-hosts", "hinoki.example.jp".to_owned()),
        ],
    };
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

pub async fn person(
    app: &App,
    program: &Actor,
    login: &str,
    name: &str,
    position: Option<PositionId>,
    rights: &[SystemRight],
) -> Member {
    let texts = PersonTexts { name: name.to_owned(), ..PersonTexts::default() };
    let made = member::create(app, program, app.env.id(), login, texts).await.unwrap();
    let capacity = match position {
        Some(position) => {
            let span = Term::new(app.env.now(), None);
            let kind = AppointmentKind::Regular;
            let appoint = Appoint { person: made.id, position, kind, deputy_of: None, deputy_order: 0, span };
            Some(run(app, program, &appoint).await)
        }
        None => None,
    };
    for right in rights {
        run(app, program, &GrantRight { person: made.id, right: *right }).await;
    }
    let actor = Actor::new(program.tenant, made.id, capacity, rights.iter().copied().collect(), Via::Screen);
    let new = Secret::new(PASSWORD);
    let first = made.password.unwrap();
    member::change_password(app, &actor, app.env.id(), None, &first, &new).await.unwrap();
    Member { login: login.to_owned(), actor }
}

async fn account(app: &App, admin: &Member, section: SectionId, service: &str) -> AccountId {
    let texts = AccountTexts {
        handle: format!("@{service}"),
        url: format!("https://{service}.example/official"),
        purpose: "お知らせ".to_owned(),
        external_id: Some(format!("page-{service}")),
        listed: true,
        ..AccountTexts::named(format!("公式{service}"), section)
    };
    // As accounts that ran before the regulation was loaded, so that posting needs no opening papers here.
    let running_until = app.env.now().checked_add(jiff::SignedDuration::from_hours(24 * 300)).ok();
    let register = Register { service: service.parse().unwrap(), texts, running_until };
    let made: account::Registered = run(app, &admin.actor, &register).await;
    made.account
}

async fn run<C: Command>(app: &App, actor: &Actor, command: &C) -> C::Out {
    match execute(app, actor, app.env.id(), command).await {
        Ok(out) => out,
        Err(failure) => panic!("{}: {failure:?}", C::NAME),
    }
}
