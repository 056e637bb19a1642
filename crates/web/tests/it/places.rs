//! Every route with ids that exist, so that what is refused is refused for who asks and not for what is missing.

mod sound;

use std::collections::BTreeMap;

use axum::http::Method;
use serde_json::Value;
pub use sound::{sound_body, sound_form};
use tatefuda_app::{
    Secret,
    account::{AccountTexts, AddOwner, Register},
    amendment::OpenAmendment,
    audit,
    case::{AddFile, DoStep, OpenCase},
    device,
    hand::{Answer, HandAnswer, Offer, Take, Took},
    import::{ImportPeople, PersonLine},
    media,
    member::{self, PersonTexts},
    notice::{AddPlace, Hours},
    org::{self, CreatePosition, CreateSection, Names, StartAbsence, Term, Tier},
    paper::{ArchivePaper, Wanted},
    post::{Content, Draft, GiveStep, MediumInput, PostSupply, Publish, Submit, TargetInput},
    publication::{Begin, Expire, Lease},
    record::Supply,
    removal::Remove,
    request::{AskPost, Wish},
    setting::ProposeSetting,
    token,
};
use tatefuda_domain::{
    Digest, Id as _, MediaId, PublicationId, hand::HandOutcome, media::MediumAnswers, notice::PlaceKind, post::Means,
    record::Subject, removal::RemovalRoad,
};
use tatefuda_testkit::picture::telephone;
use tatefuda_web::routes::{ROUTES, Route, Verb};

use crate::world::World;

/// Text of every post of the first body; nobody else may see it.
pub const SECRET: &str = "甲の町だけが知る下書き";

/// How far a post has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Drafted,
    Submitted,
    Checked,
    Scheduled,
    /// A worker held its send.
    Held,
    /// Nobody can tell what became of its send.
    Unknown,
    /// Its send waits for somebody's hands.
    Waiting,
    /// The writer has its text in their hands.
    Taken,
    /// The writer posted it.
    Posted,
    /// It is decided that it is taken down by hand.
    Removing,
}

/// A post of the first body and what the forms about it carry.
pub struct Paper {
    pub id: String,
    pub version: i64,
    pub sheet: String,
    /// Digest of the content for its one account.
    pub digest: String,
    pub publication: String,
}

/// Ids of things of the first body; a post of its own for each act, at the stage where the act makes sense.
pub struct Places {
    posts: BTreeMap<&'static str, Paper>,
    pub record: String,
    pub answer: String,
    /// Somebody without a role; those who are changed and who leave are others.
    pub person: String,
    people: BTreeMap<&'static str, String>,
    pub appointment: String,
    pub token: String,
    /// An account for each act on accounts, in the state where the act makes sense.
    accounts: BTreeMap<&'static str, String>,
    /// A further section of the one whose joint operation ends.
    owner: String,
    pub setting: String,
    pub media: String,
    section: String,
    /// A code that nobody used, and the device it is for.
    device: (String, String),
    position: String,
    absence: String,
    /// A place where the writer is to be told, for each act on places.
    notices: BTreeMap<&'static str, String>,
    /// A case for each act on cases, with its version, at the stage where the act makes sense.
    cases: BTreeMap<&'static str, (String, i64)>,
    /// A request for each act on requests.
    requests: BTreeMap<&'static str, String>,
    /// A file of one of them.
    file: String,
    /// An open amendment of the document.
    amendment: String,
    /// A list of staff that came in.
    import: String,
    /// An archived paper, and what stands in its form now.
    archived: (String, String),
}

/// Which post each address is about, by the end of the address.
const ACTS: [(&str, Stage); 24] = [
    ("", Stage::Drafted),
    ("edit", Stage::Drafted),
    ("revision", Stage::Drafted),
    ("preview", Stage::Drafted),
    ("submit", Stage::Drafted),
    ("withdraw", Stage::Drafted),
    ("check", Stage::Submitted),
    ("take-back", Stage::Submitted),
    ("return", Stage::Submitted),
    ("step", Stage::Submitted),
    ("steps", Stage::Submitted),
    ("schedule", Stage::Checked),
    ("publish", Stage::Checked),
    ("publications", Stage::Checked),
    ("cancel", Stage::Scheduled),
    ("resolve", Stage::Unknown),
    ("reschedule", Stage::Held),
    ("evidence", Stage::Posted),
    ("hand", Stage::Taken),
    ("take", Stage::Waiting),
    ("answer", Stage::Taken),
    ("hand-evidence", Stage::Posted),
    ("hand-take", Stage::Waiting),
    ("hand-answer", Stage::Taken),
];

/// The same, made after everything else.
const LATER: [(&str, Stage); 10] = [
    ("corrections", Stage::Posted),
    ("correct", Stage::Posted),
    ("removal", Stage::Posted),
    ("page-removal", Stage::Posted),
    ("removal-copy", Stage::Removing),
    ("page-removal-copy", Stage::Removing),
    ("removal-answer", Stage::Removing),
    ("page-removal-answer", Stage::Removing),
    ("removal-call-off", Stage::Removing),
    ("page-removal-call-off", Stage::Removing),
];

impl Places {
    /// Makes one of each.
    pub async fn of(world: &World) -> Self {
        let body = &world.a;
        let mut posts = BTreeMap::new();
        let upload = media::read(&world.app, "picture", telephone()).await.unwrap();
        let picture = world.run(&body.writer.actor, &upload).await.media;
        for (act, stage) in ACTS {
            // A picture on the draft alone: later stages would ask for its answers.
            let picture = Some(picture).filter(|_| act.is_empty());
            posts.insert(act, paper(world, act, stage, picture).await);
        }
        // A page and an endpoint cancel a send of their own each.
        posts.insert("publications-cancel", paper(world, "", Stage::Scheduled, None).await);
        let propose = ProposeSetting {
            document: body.document.clone(),
            key: "param:review-interval".to_owned(),
            value: "2m".to_owned(),
            source: "案".to_owned(),
            note: String::new(),
            effective_from: None,
        };
        let setting = world.run(&body.second.actor, &propose).await;
        let id = world.app.env.id();
        let token = token::create(&world.app, &body.nobody.actor, id, "t", "read", 30).await.unwrap();
        let newest = audit::view::newest(&world.app, &body.admin.actor, None, 200).await.unwrap();
        let entries: Vec<_> = newest.into_iter().map(|one| one.entry.unwrap()).collect();
        let answer = entries.iter().find(|entry| entry.command == "post.step").unwrap().answer.unwrap().id;
        let chart = org::chart(&world.app, &body.admin.actor, world.app.env.now()).await.unwrap();
        let appointment = chart.appointments.iter().find(|one| one.appointment.person == body.second.id()).unwrap();
        let mut accounts = BTreeMap::new();
        for act in
            ["change", "connect", "start", "suspend", "close", "delete", "state", "road", "login", "sections", "end"]
        {
            // Only what never ran can be recorded as deleted at once.
            accounts.insert(act, account(world, act, act != "delete").await);
        }
        let mut people = BTreeMap::new();
        for act in ["change", "end"] {
            let texts = PersonTexts { name: format!("渡辺 {act}"), ..PersonTexts::default() };
            let id = world.app.env.id();
            let made = member::create(&world.app, &body.admin.actor, id, &format!("for.{act}"), texts).await.unwrap();
            people.insert(act, made.id.to_string());
        }
        let span = Term::new(world.app.env.now(), None);
        let names = Names::new("臨時室", "", "");
        let section = CreateSection { parent: None, names: names.clone(), ordinal: 9, span, tier: Tier::default() };
        let section = world.run(&body.admin.actor, &section).await;
        let position =
            CreatePosition { section, names, rank: String::new(), rank_order: 9, extension: String::new(), span };
        let position = world.run(&body.admin.actor, &position).await;
        let account = accounts["end"].parse().unwrap();
        let share = AddOwner { account, version: 1, section, span: Term::default(), supplies: vec![] };
        world.run(&body.admin.actor, &share).await;
        let found = tatefuda_app::account::find(&world.app, &body.admin.actor, account).await.unwrap();
        let owner = found.shares[0].id.to_string();
        let id = world.app.env.id();
        let device = device::issue(&world.app, &body.admin.actor, id, "PC-1").await.unwrap();
        let away = StartAbsence { person: body.nobody.id(), span };
        let absence = world.run(&body.admin.actor, &away).await;
        let mut notices = BTreeMap::new();
        for act in ["prove", "code", "change", "end"] {
            let add = AddPlace {
                kind: PlaceKind::Mail,
                address: Secret::new(format!("{act}@town.example.jp")),
                key: Secret::default(),
                lang: "ja".to_owned(),
                hours: Hours::default(),
            };
            notices.insert(act, world.run(&body.writer.actor, &add).await.to_string());
        }
        let mut cases = BTreeMap::new();
        for act in ["show", "step", "close", "withdraw"] {
            cases.insert(act, case(world, act == "close").await);
        }
        let mut requests = BTreeMap::new();
        for act in ["show", "take", "return", "refuse", "withdraw"] {
            let (title, account) = (format!("依頼 {act}"), Some(body.facebook));
            let wish = Wish { title, text: SECRET.to_owned(), account, ..Wish::default() };
            requests.insert(act, world.run(&body.writer.actor, &AskPost { wish }).await.request.to_string());
        }
        let line =
            PersonLine { login: "for.import".to_owned(), name: "名簿 一".to_owned(), ..PersonLine::default() };
        let list = ImportPeople {
            basis: String::new(),
            source: "名簿.csv".to_owned(),
            add_units: false,
            headings: BTreeMap::new(),
            rows: vec![line],
        };
        let import = world.run(&body.admin.actor, &list).await.import.to_string();
        let open = OpenAmendment { document: body.document.clone() };
        let amendment = world.run(&body.second.actor, &open).await.amendment.to_string();
        let archived = archived(world).await;
        let subject = Subject::new("post", &posts["check"].id);
        let records = tatefuda_app::record::list(&world.app, &body.writer.actor, &subject).await.unwrap();
        let shown = cases["show"].0.parse().unwrap();
        let add = AddFile::read(shown, None, "screen.txt", SECRET.as_bytes().to_vec()).unwrap();
        let file = world.run(&body.writer.actor, &add).await.file;
        for (act, stage) in LATER {
            posts.insert(act, paper(world, act, stage, None).await);
        }
        Self {
            posts,
            record: records[0].id.to_string(),
            answer: answer.to_string(),
            person: body.nobody.id().to_string(),
            appointment: appointment.appointment.id.to_string(),
            token: token.id.to_string(),
            accounts,
            owner,
            people,
            setting: setting.to_string(),
            media: picture.to_string(),
            section: section.to_string(),
            device: (device.id.to_string(), device.code.unwrap().expose().to_owned()),
            position: position.to_string(),
            absence,
            notices,
            cases,
            requests,
            file: file.to_string(),
            amendment,
            import,
            archived,
        }
    }

    /// The post that an address is about.
    pub fn paper(&self, path: &str) -> &Paper {
        let api = path.starts_with("/api");
        let path = path.trim_start_matches("/api/v1");
        if path == "/publications/{id}/cancel" {
            return &self.posts["publications-cancel"];
        }
        let act = path.rsplit('/').next().unwrap_or_default();
        if let Some(rest) = path.strip_prefix("/publications/{id}/removal") {
            let act = format!("{}removal{}", if api { "" } else { "page-" }, rest.replace('/', "-"));
            return &self.posts[&*act];
        }
        // A page and an endpoint do their act on a send of their own each.
        match (path, act) {
            ("/hand/{id}" | "/hand/{id}/text", _) => return &self.posts["hand"],
            ("/hand/{id}/take", _) => return &self.posts["hand-take"],
            ("/hand/{id}/answer", _) => return &self.posts["hand-answer"],
            ("/publications/{id}/evidence", _) if !api => return &self.posts["hand-evidence"],
            _ => {}
        }
        self.posts.get(act).unwrap_or(&self.posts[""])
    }

    /// The case that an address is about, with its version.
    fn case(&self, path: &str) -> &(String, i64) {
        let act = path.rsplit('/').next().unwrap_or_default().trim_end_matches('s');
        self.cases.get(act).unwrap_or(&self.cases["show"])
    }

    /// An address with the ids filled in.
    pub fn fill(&self, path: &str) -> String {
        let paper = self.paper(path);
        let act = path.rsplit('/').next().unwrap_or_default();
        let account = || self.accounts.get(act).unwrap_or(&self.accounts["change"]);
        let person = || self.people.get(act).unwrap_or(&self.person);
        if path.starts_with("/papers/draft") {
            return format!("{path}?form=about");
        }
        if path == "/api/v1/case-files" {
            return format!("{path}?case={}&name=a.txt", self.cases["show"].0);
        }
        if path == "/api/v1/import-files" {
            return format!("{path}?kind=people&look=true");
        }
        if path == "/records/new" {
            return format!("{path}?kind=posting-declaration&subject_kind=post&subject={}", paper.id);
        }
        if path == "/api/v1/calendar" {
            return format!("{path}?from=2026-04-01T00:00:00Z&until=2026-05-01T00:00:00Z");
        }
        let id = match path.trim_start_matches("/api/v1").split('/').nth(1).unwrap_or_default() {
            "posts" => &paper.id,
            "publications" | "hand" => &paper.publication,
            "records" => &self.record,
            "answers" => &self.answer,
            // A whole person is put under the id itself.
            "people" => person(),
            "sections" => &self.section,
            "positions" => &self.position,
            "absences" => &self.absence,
            "notices" => self.notices.get(act).unwrap_or(&self.record),
            "appointments" => &self.appointment,
            "tokens" => &self.token,
            "devices" => &self.device.0,
            "media" => &self.media,
            "accounts" => account(),
            "cases" => &self.case(path).0,
            "requests" => self.requests.get(act).unwrap_or(&self.requests["show"]),
            "case-files" => &self.file,
            "amendments" => &self.amendment,
            "imports" => &self.import,
            "papers" => &self.archived.0,
            // Nothing is stopped and nothing is in doubt: an id that is well formed and means nothing there.
            "copy" | "stop" => &self.record,
            "regulation" | "settings" => &self.setting,
            _ => "0",
        };
        if path == "/amendments/{id}/edit" {
            return format!("/amendments/{id}/edit?what=clause:NNH-10");
        }
        path.replace("{id}", id)
            .replace("/mine/{token}/{file}", "/mine/tff_0/today.ics")
            .replace("{body}", "mizube")
            .replace("{file}", "feed.atom")
            .replace("{hash}", "0")
            // A document of the body itself, whatever account one looks from.
            .replace("{form}", "about")
            .replace("{*path}", "app.css")
    }

    /// The version that a request about this address names.
    pub fn etag(&self, path: &str) -> String {
        let version = match path.trim_start_matches("/api/v1").split('/').nth(1).unwrap_or_default() {
            "posts" => self.paper(path).version,
            "amendments" => amended(path),
            "cases" => self.case(path).1,
            // A section was added before.
            "accounts" if path.ends_with("/end") => 2,
            "publications" if path.ends_with("resolve") => 4,
            "publications" if path.ends_with("reschedule") => 3,
            "publications" if path.ends_with("/removal") => 4,
            "publications" if path.contains("/removal/") => 1,
            // Scheduled, offered, taken, answered.
            "publications" if path.ends_with("take") => 2,
            "publications" if path.ends_with("answer") => 3,
            "publications" if path.ends_with("evidence") => 4,
            _ => 1,
        };
        format!("\"{version}\"")
    }
}

/// An address of a post on the page of the first body.
const SHOWN: &str = "https://www.facebook.com/page-facebook/posts/77";

/// The same for what was posted by hand.
const BY_HAND: &str = "https://www.facebook.com/page-facebook/posts/78";

async fn paper(world: &World, act: &str, stage: Stage, picture: Option<MediaId>) -> Paper {
    let body = &world.a;
    let medium = |media| MediumInput { media, alt: SECRET.to_owned(), answers: MediumAnswers::default() };
    let content = Content {
        title: "題".to_owned(),
        // Equal texts on one account wait for each other while one of them is in somebody's hands.
        text: if stage >= Stage::Waiting { format!("{SECRET} {act}") } else { SECRET.to_owned() },
        category: Some("NNH-8(3)".to_owned()),
        classification: Some("Ⅲ".to_owned()),
        decision_status: Some("decided".to_owned()),
        targets: vec![TargetInput {
            media: picture.map(medium).into_iter().collect(),
            ..TargetInput::shared(body.facebook)
        }],
        ..Content::default()
    };
    let writer = &body.writer.actor;
    let saved = world.run(writer, &Draft { content }).await;
    let (post, sheet) = (saved.post, saved.sheet);
    let view = tatefuda_app::post::find(&world.app, writer, post).await.unwrap();
    let mut paper = Paper {
        id: post.to_string(),
        version: saved.version,
        sheet: sheet.to_string(),
        digest: view.targets[0].digest.to_string(),
        publication: String::new(),
    };
    if stage >= Stage::Submitted {
        let submit = Submit { post, version: paper.version, supplies: vec![declared()] };
        paper.version = world.run(writer, &submit).await.version;
    }
    if stage >= Stage::Checked {
        let (step, means) = ("check".to_owned(), Means::Screen);
        let give = GiveStep { post, sheet, step, accounts: vec![], means, supplies: vec![] };
        paper.version = world.run(&body.checker.actor, &give).await.version;
    }
    if stage >= Stage::Scheduled {
        let tomorrow = world.app.env.now().checked_add(jiff::SignedDuration::from_hours(24)).ok();
        let at = tomorrow.filter(|_| stage == Stage::Scheduled);
        let publish = Publish { post, version: paper.version, at, accounts: vec![], supplies: vec![] };
        let scheduled = world.run(writer, &publish).await;
        paper.version = scheduled.version;
        paper.publication = scheduled.publications[0].to_string();
        if stage > Stage::Scheduled {
            waits(world, scheduled.publications[0], stage).await;
        }
    }
    paper
}

/// What a worker does with a send, without calling anybody.
async fn waits(world: &World, publication: PublicationId, stage: Stage) {
    let writer = &world.a.writer.actor;
    if stage >= Stage::Waiting {
        return by_hand(world, publication, stage).await;
    }
    world.run(writer, &Lease { publication, owner: "w".to_owned(), seconds: 60 }).await;
    let wire = (stage == Stage::Unknown).then(|| Digest::of(b"wire"));
    let problem = (stage == Stage::Held).then(|| "not-connected".to_owned());
    let mut tx = world.app.db.read().await.unwrap();
    let intent = tatefuda_store::publication::get(&mut tx, writer.tenant, publication).await.unwrap().unwrap();
    drop(tx);
    let content = Some(intent.digest);
    world.run(writer, &Begin { publication, epoch: 1, seconds: 60, content, wire, match_hash: None, problem }).await;
    if stage == Stage::Unknown {
        world.clock.advance(jiff::SignedDuration::from_secs(61));
        world.run(writer, &Expire { publication, epoch: 1, gone: None }).await;
    }
}

/// Posted by hand, as far as that has come: nothing is connected.
async fn by_hand(world: &World, publication: PublicationId, stage: Stage) {
    let writer = &world.a.writer.actor;
    world.run(writer, &Offer { publication }).await;
    if stage >= Stage::Taken {
        let took = world.run(writer, &Take { publication, version: 2, device: None }).await;
        assert!(matches!(took, Took::Taken { .. }), "{took:?}");
    }
    if stage >= Stage::Posted {
        let answer = HandAnswer {
            outcome: HandOutcome::Posted,
            url: format!(
                "https://www.facebook.com/page-facebook/posts/{}",
                world.app.env.id::<PublicationId>().uuid().as_u128() % 1_000_000_000
            ),
            posted_at: None,
            posted_on: "PC-1".to_owned(),
            picture: None,
            words: String::new(),
        };
        world.run(writer, &Answer { publication, version: 3, answer }).await;
    }
    if stage >= Stage::Removing {
        let reason = "住民の名前が入っている".to_owned();
        let remove = Remove { publication, version: 4, reason, picture: None, supplies: vec![] };
        assert_eq!(world.run(writer, &remove).await.road, RemovalRoad::Hand);
    }
}

/// An incident of the body; where it is through, with every step done.
async fn case(world: &World, through: bool) -> (String, i64) {
    let (writer, checker) = (&world.a.writer.actor, &world.a.checker.actor);
    let open = OpenCase {
        procedure: "harm".to_owned(),
        account: Some(world.a.facebook),
        person: None,
        title: "表現への苦情".to_owned(),
        detected_at: None,
        reported_at: None,
        posts: vec![],
        document: None,
    };
    let case = world.run(writer, &open).await.case;
    if through {
        let given = |kind: &str, field: &str, value: &str| {
            let fields = [(field.to_owned(), value.to_owned())].into();
            vec![Supply { kind: kind.to_owned(), fields, ..Supply::default() }]
        };
        let (step, supplies) = ("assess".to_owned(), given("harm-assessment", "what", "経緯"));
        world.run(writer, &DoStep { case, version: 1, step, supplies }).await;
        let mut supplies = given("harm-response", "way", "explain");
        supplies[0].fields.insert("text".to_owned(), "説明する".to_owned());
        world.run(checker, &DoStep { case, version: 2, step: "decide".to_owned(), supplies }).await;
    }
    (case.to_string(), if through { 3 } else { 1 })
}

/// The listing of an account as it was archived, and what stands in it.
async fn archived(world: &World) -> (String, String) {
    let (account, actor) = (Some(world.a.facebook), &world.a.writer.actor);
    let wanted = Wanted { form: "listing".to_owned(), account, ..Wanted::default() };
    let shown = tatefuda_app::paper::drawn(&world.app, actor, &wanted).await.unwrap().digest;
    let archive = ArchivePaper {
        form: wanted.form,
        document: None,
        account,
        case: None,
        shown,
        number: Some("二第7号".to_owned()),
    };
    (world.run(actor, &archive).await.paper.to_string(), shown.to_string())
}

async fn account(world: &World, name: &str, running: bool) -> String {
    let texts = AccountTexts::named(format!("渡辺台帳 {name}"), world.a.section);
    let end = world.app.env.now().checked_add(jiff::SignedDuration::from_hours(24 * 300)).ok();
    let service = "facebook".parse().unwrap();
    let register = Register { service, texts, running_until: end.filter(|_| running) };
    world.run(&world.a.admin.actor, &register).await.account.to_string()
}

fn declared() -> PostSupply {
    let fields = [("declared".to_owned(), "yes".to_owned())].into();
    PostSupply { record: Supply { kind: "posting-declaration".to_owned(), fields, ..Supply::default() }, account: None }
}

/// The routes of pages, in the order of the table.
pub fn pages() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter()
}

pub fn method(verb: Verb) -> Method {
    match verb {
        Verb::Get => Method::GET,
        Verb::Post => Method::POST,
    }
}

/// Method and path of every endpoint of the JSON interface, from its own description.
pub fn endpoints() -> Vec<(Method, String)> {
    let description: Value = serde_json::from_str(&tatefuda_web::openapi_json()).unwrap();
    let mut found = Vec::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for method in ["get", "post", "put"] {
            if item.get(method).is_some() {
                found.push((method.to_uppercase().parse().unwrap(), path.clone()));
            }
        }
    }
    // Last: an account that was suspended takes no posts, and nothing is published while all sending is stopped.
    found.sort_by_key(|(_, path): &(Method, String)| path.ends_with("/state") || path.contains("/stop"));
    found
}

/// One amendment of a document is open at a time: the acts on it follow each other, each on the version that the one before
/// left.
pub fn amended(path: &str) -> i64 {
    let order = ["source", "changes", "rebase", "propose", "return", "undo", "confirm"];
    let act = path.rsplit('/').next().unwrap_or_default();
    (1..).zip(order).find(|(_, one)| *one == act).map_or(7, |(version, _)| version)
}
