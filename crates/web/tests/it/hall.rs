//! A whole town behind the real router: its people at their screens and with their tokens, each doing the same acts by either
//! door.

use std::collections::BTreeMap;

use axum::{Router, http::Method};
use serde_json::{Map, Value, json};
use tatefuda_app::{account::Move, hand::Offer, member, token};
use tatefuda_domain::{AccountId, CaseId, PublicationId, publication::PublicationState};
use tatefuda_i18n::I18n;
use tatefuda_testkit::picture::telephone;
use tatefuda_web::AppState;

use crate::{
    browser::{Browser, Page},
    towns::Town,
    world::PASSWORD,
};

const JSON: Option<&str> = Some("application/json");

/// A record that comes with an act: its kind and what it says.
pub type Said<'a> = (&'a str, &'a [(&'a str, &'a str)]);

/// Something that people do to accounts, on a page or by the interface.
#[derive(Clone)]
pub enum Act<'a> {
    /// Enters an account with what the ledger is to say.
    Registers(&'a [(&'a str, &'a str)]),
    Moves(AccountId, Move),
    Opens(&'a str, AccountId),
    Steps(CaseId, &'a str, Vec<Said<'a>>),
    Closes(CaseId),
    Gives(AccountId, Said<'a>),
    Changes(AccountId, &'a [(&'a str, &'a str)]),
}

/// How somebody is met: at the screen, and with a token.
#[derive(Clone)]
struct Doors {
    screen: Browser,
    api: Browser,
}

pub struct Hall {
    pub town: Town,
    router: Router,
    slug: &'static str,
    doors: BTreeMap<String, Doors>,
}

impl Hall {
    pub fn of(town: Town, slug: &'static str) -> Self {
        let state = AppState::new(town.app.clone(), std::sync::Arc::new(I18n::new()), tatefuda_web::Config::default());
        Self { router: tatefuda_web::router(state), town, slug, doors: BTreeMap::new() }
    }

    async fn doors(&mut self, who: &str) -> Doors {
        if let Some(doors) = self.doors.get(who) {
            return doors.clone();
        }
        let (app, actor) = (&self.town.app, self.town.who(who).clone());
        let program = tatefuda_app::Actor::program(actor.tenant, tatefuda_app::Via::Cli);
        let person = member::find(app, &program, actor.person).await.unwrap().person;
        let first = member::reset_password(app, &program, app.env.id(), actor.person).await.unwrap().unwrap();
        let mut screen = Browser::new(&self.router);
        let fields = [("body", self.slug), ("login", person.login.as_str()), ("password", first.expose())];
        let page = screen.post("/sign-in", &fields).await;
        assert_eq!(page.status, 303, "{}", page.body);
        let fields = [("current", first.expose()), ("new", PASSWORD), ("repeat", PASSWORD)];
        let page = screen.post("/password", &fields).await;
        assert_eq!(page.status, 303, "{}", page.body);
        let made = token::create(app, &actor, app.env.id(), "story", "act", 300).await.unwrap();
        let bearer = format!("Bearer {}", made.secret.unwrap().expose());
        let doors = Doors { screen, api: Browser::new(&self.router).with("authorization", &bearer) };
        self.doors.insert(who.to_owned(), doors.clone());
        doors
    }

    /// `@kacho` stands for a person of the file.
    fn named(&self, value: &str) -> String {
        value.strip_prefix('@').map_or_else(|| value.to_owned(), |id| self.town.person(id).to_string())
    }

    fn object(&self, pairs: &[(&str, &str)]) -> Value {
        Value::Object(pairs.iter().map(|(field, value)| ((*field).to_owned(), json!(self.named(value)))).collect())
    }

    /// The act as its form sends it.
    async fn form(&self, act: &Act<'_>) -> (String, Vec<(String, String)>) {
        let mut form: Vec<(String, String)> = vec![];
        let mut put = |name: &str, value: String| form.push((name.to_owned(), value));
        let to = match act {
            Act::Registers(pairs) => {
                pairs.iter().for_each(|(name, value)| put(name, (*value).to_owned()));
                "/accounts".to_owned()
            }
            Act::Moves(account, to) => {
                put("version", self.town.account(*account).await.1.to_string());
                // What is scheduled and will not go out is known to whoever stops it.
                put("pending_known", "yes".to_owned());
                format!("/accounts/{account}/{}", word(*to))
            }
            Act::Opens(procedure, account) => {
                put("procedure", (*procedure).to_owned());
                put("account", account.to_string());
                "/cases".to_owned()
            }
            Act::Steps(case, step, said) => {
                put("version", self.town.case(*case).await.row.version.to_string());
                put("step", (*step).to_owned());
                for (kind, pairs) in said {
                    put("supply", (*kind).to_owned());
                    pairs.iter().for_each(|(field, value)| put(&format!("supply.{kind}.{field}"), self.named(value)));
                }
                format!("/cases/{case}/step")
            }
            Act::Closes(case) => {
                put("version", self.town.case(*case).await.row.version.to_string());
                format!("/cases/{case}/close")
            }
            Act::Gives(account, (kind, pairs)) => {
                put("kind", (*kind).to_owned());
                put("subject_kind", "account".to_owned());
                put("subject", account.to_string());
                pairs.iter().for_each(|(field, value)| put(&format!("fields.{field}"), self.named(value)));
                "/records".to_owned()
            }
            Act::Changes(account, pairs) => {
                put("version", self.town.account(*account).await.1.to_string());
                for (name, value) in self.ledger(*account, pairs).await {
                    put(&name, value);
                }
                format!("/accounts/{account}/change")
            }
        };
        (to, form)
    }

    /// What the ledger says of an account, with some of it changed.
    async fn ledger(&self, account: AccountId, pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        let program = tatefuda_app::Actor::program(self.town.tenant, tatefuda_app::Via::Cli);
        let one = tatefuda_app::account::find(&self.town.app, &program, account).await.unwrap();
        let stored = [
            ("name", one.name),
            ("handle", one.handle),
            ("url", one.url),
            ("purpose", one.purpose),
            ("section", one.section.to_string()),
            ("class", one.class.unwrap_or_default()),
            ("external_id", one.external_id.unwrap_or_default()),
        ];
        let changed = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let stored = stored.into_iter().map(|(name, value)| (name.to_owned(), value));
        let mut all: BTreeMap<String, String> = stored.chain(changed).collect();
        all.retain(|_, value| !value.is_empty());
        all
    }

    /// The act as a program sends it: verb, address, version that was seen, body.
    async fn request(&self, act: &Act<'_>) -> (Method, String, Option<i64>, Value) {
        let records = |said: &[Said<'_>]| -> Vec<Value> {
            said.iter().map(|(kind, pairs)| json!({ "kind": kind, "fields": self.object(pairs) })).collect()
        };
        match act {
            Act::Registers(pairs) => {
                let value = |name: &str, value: &str| match name {
                    "mail_personal" => json!(value == "yes"),
                    _ => json!(value),
                };
                let body = pairs.iter().map(|(name, said)| ((*name).to_owned(), value(name, said))).collect();
                (Method::POST, "/api/v1/accounts".to_owned(), None, Value::Object(body))
            }
            Act::Moves(account, to) => {
                let seen = self.town.account(*account).await.1;
                (Method::POST, format!("/api/v1/accounts/{account}/state"), Some(seen), json!({ "to": to }))
            }
            Act::Opens(procedure, account) => {
                let body = json!({ "procedure": procedure, "account": account.to_string() });
                (Method::POST, "/api/v1/cases".to_owned(), None, body)
            }
            Act::Steps(case, step, said) => {
                let seen = self.town.case(*case).await.row.version;
                let body = json!({ "step": step, "supplies": records(said) });
                (Method::POST, format!("/api/v1/cases/{case}/steps"), Some(seen), body)
            }
            Act::Closes(case) => {
                let seen = self.town.case(*case).await.row.version;
                (Method::POST, format!("/api/v1/cases/{case}/close"), Some(seen), json!({}))
            }
            Act::Gives(account, (kind, pairs)) => {
                let on = json!({ "account": account.to_string() });
                let body = json!({ "kind": kind, "fields": self.object(pairs), "on": on });
                (Method::POST, "/api/v1/records".to_owned(), None, body)
            }
            Act::Changes(account, pairs) => {
                let seen = self.town.account(*account).await.1;
                let body: Map<String, Value> =
                    self.ledger(*account, pairs).await.into_iter().map(|(name, value)| (name, json!(value))).collect();
                (Method::PUT, format!("/api/v1/accounts/{account}"), Some(seen), Value::Object(body))
            }
        }
    }

    pub async fn on_screen(&mut self, who: &str, act: &Act<'_>) -> Page {
        let (to, form) = self.form(act).await;
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.doors(who).await.screen.post(&to, &form).await
    }

    pub async fn by_api(&mut self, who: &str, act: &Act<'_>) -> Page {
        let (verb, to, seen, body) = self.request(act).await;
        self.call(who, verb, &to, seen, body).await
    }

    /// A request of a program.
    pub async fn call(&mut self, who: &str, verb: Method, to: &str, seen: Option<i64>, body: Value) -> Page {
        let etag = seen.map(|version| format!("\"{version}\""));
        let headers: Vec<(&str, &str)> = etag.iter().map(|etag| ("if-match", etag.as_str())).collect();
        self.doors(who).await.api.send_with(verb, to, JSON, &headers, body.to_string()).await
    }

    /// Looks at a page.
    pub async fn get(&mut self, who: &str, at: &str) -> Page {
        self.doors(who).await.screen.get(at).await
    }

    /// Done on screen.
    #[track_caller]
    pub fn does<'a>(&'a mut self, who: &'a str, act: Act<'a>) -> impl Future<Output = Page> + 'a {
        let at = std::panic::Location::caller();
        async move {
            let page = self.on_screen(who, &act).await;
            assert_eq!(page.status, 303, "{at}: {}", said(&page));
            page
        }
    }

    /// Refused by screen and interface alike, with the clause; nothing has changed.
    #[track_caller]
    pub fn refused<'a>(&'a mut self, who: &'a str, act: Act<'a>, clause: &'a str) -> impl Future<Output = ()> + 'a {
        let at = std::panic::Location::caller();
        async move {
            let before = self.state(&act).await;
            let page = self.on_screen(who, &act).await;
            assert!(
                page.status != 303 && page.body.contains(clause),
                "{at}: {clause}: {} {}",
                page.status,
                said(&page)
            );
            let page = self.by_api(who, &act).await;
            assert!(page.status == 403 && page.body.contains(clause), "{at}: {clause}: {} {}", page.status, page.body);
            assert_eq!(self.state(&act).await, before, "{at}");
        }
    }

    /// Not possible as things stand, by either door: done already, or over.
    #[track_caller]
    pub fn not_now<'a>(&'a mut self, who: &'a str, act: Act<'a>) -> impl Future<Output = ()> + 'a {
        let at = std::panic::Location::caller();
        async move {
            let before = self.state(&act).await;
            let page = self.on_screen(who, &act).await;
            assert!(page.status == 409, "{at}: {} {}", page.status, said(&page));
            let page = self.by_api(who, &act).await;
            assert!(page.status == 409, "{at}: {} {}", page.status, page.body);
            assert_eq!(self.state(&act).await, before, "{at}");
        }
    }

    /// Version of what an act is about.
    async fn state(&self, act: &Act<'_>) -> i64 {
        match act {
            Act::Moves(account, _) | Act::Changes(account, _) => self.town.account(*account).await.1,
            Act::Steps(case, ..) | Act::Closes(case) => self.town.case(*case).await.row.version,
            Act::Opens(_, account) => i64::try_from(self.town.running(*account).await.len()).unwrap(),
            Act::Gives(..) => 0,
            Act::Registers(_) => i64::try_from(self.town.ledger().await.len()).unwrap(),
        }
    }

    /// Enters an account on screen.
    pub async fn registers(&mut self, who: &str, pairs: &[(&str, &str)]) -> AccountId {
        let page = self.does(who, Act::Registers(pairs)).await;
        page.location().rsplit('/').next().unwrap().parse().unwrap()
    }

    /// The case of a procedure that runs on an account.
    pub async fn case(&self, procedure: &str, account: AccountId) -> CaseId {
        self.town.running(account).await[procedure]
    }

    /// Brings a file to a step of a case; its hash.
    pub async fn file(&mut self, who: &str, case: CaseId, step: &str, name: &str, bytes: &[u8]) -> String {
        let mut api = self.doors(who).await.api;
        let to = format!(
            "/api/v1/case-files?case={case}&step={step}&name={}",
            crate::browser::encode(&[("", name)]).trim_start_matches('=')
        );
        let page = api.send(Method::POST, &to, Some("application/octet-stream"), bytes.to_vec()).await;
        assert_eq!(page.status, 201, "{}", page.body);
        page.json()["digest"].as_str().unwrap().to_owned()
    }

    /// A picture with what is said of it: nobody on it, one's own.
    pub async fn picture(&mut self, who: &str, classification: Option<&str>) -> Value {
        let doors = self.doors(who).await;
        let page =
            doors.api.clone().send(Method::POST, "/api/v1/media", Some("application/octet-stream"), telephone()).await;
        assert_eq!(page.status, 201, "{}", page.body);
        json!({
            "media": page.json()["media"], "alt": "町の通り", "people": "none", "rights": "own", "other_text": false,
            "classification": classification,
        })
    }

    /// Writes a post and passes it on; what is answered to that.
    pub async fn passes_on(&mut self, who: &str, content: Value, supplies: Value) -> (String, Page) {
        let page = self.call(who, Method::POST, "/api/v1/posts", None, content).await;
        assert_eq!(page.status, 201, "{}", page.body);
        let (post, version) = (page.json()["post"].as_str().unwrap().to_owned(), page.json()["version"].as_i64());
        let to = format!("/api/v1/posts/{post}/submit");
        (post, self.call(who, Method::POST, &to, version, json!({ "supplies": supplies })).await)
    }

    /// A post that was written and passed on, with its version.
    pub async fn submitted(&mut self, who: &str, content: Value, supplies: Value) -> (String, i64) {
        let (post, page) = self.passes_on(who, content, supplies).await;
        assert!(page.status.is_success(), "{}", page.body);
        (post, page.json()["version"].as_i64().unwrap())
    }

    /// Schedules a post, for now or later.
    pub async fn publish(&mut self, who: &str, (post, version): &(String, i64), at: Option<jiff::Timestamp>) -> Page {
        let to = format!("/api/v1/posts/{post}/publications");
        self.call(who, Method::POST, &to, Some(*version), json!({ "at": at })).await
    }

    /// Posted by hand: offered, taken, answered with its address.
    pub async fn posted_by_hand(&mut self, who: &str, scheduled: &Page, url: &str) {
        assert!(scheduled.status.is_success(), "{}", scheduled.body);
        let id = sends(scheduled);
        // The worker offers it for whoever scheduled it.
        let scheduler = self.town.who(who).clone();
        self.town.run(&scheduler, &Offer { publication: id }).await.unwrap();
        if let Some(held) = self.held(id).await {
            panic!("held: {held}");
        }
        let page = self.call(who, Method::POST, &format!("/api/v1/publications/{id}/take"), Some(2), json!({})).await;
        assert!(page.status.is_success(), "{}", page.body);
        let answer = json!({ "outcome": "posted", "url": url, "posted_on": "PC-1" });
        let page = self.call(who, Method::POST, &format!("/api/v1/publications/{id}/answer"), Some(3), answer).await;
        assert!(page.status.is_success(), "{}", page.body);
    }

    /// Why a send is held, with what the regulation said.
    async fn held(&self, id: PublicationId) -> Option<String> {
        let mut tx = self.town.app.db.read().await.unwrap();
        let found = tatefuda_store::publication::get(&mut tx, self.town.tenant, id).await.unwrap().unwrap();
        if found.state.name() != PublicationState::Held {
            return None;
        }
        let rows = tx.all(
            "SELECT content FROM answer WHERE tenant_id = $1 AND decision <> 'permitted' ORDER BY at DESC, id DESC LIMIT 1",
            tatefuda_store::args![self.town.tenant],
        );
        let answer = rows.await.unwrap()[0].text("content").unwrap();
        Some(format!("{:?} {answer}", found.state))
    }

    /// What the worker does with a send whose time has come: by hand it is offered, or held.
    pub async fn offered(&self, who: &str, scheduled: &Page) -> PublicationState {
        let id = sends(scheduled);
        let _ = self.town.run(self.town.who(who), &Offer { publication: id }).await;
        let mut tx = self.town.app.db.read().await.unwrap();
        let found = tatefuda_store::publication::get(&mut tx, self.town.tenant, id).await.unwrap().unwrap();
        found.state.name()
    }
}

/// The first send that was scheduled.
fn sends(scheduled: &Page) -> PublicationId {
    scheduled.json()["publications"][0].as_str().unwrap().parse().unwrap()
}

const fn word(to: Move) -> &'static str {
    match to {
        Move::Start => "start",
        Move::Suspend => "suspend",
        Move::Close => "close",
        Move::Delete => "delete",
    }
}

/// What a page says, without its frame.
fn said(page: &Page) -> String {
    let main = page.body.split("<main").nth(1).unwrap_or(&page.body);
    let mut text = String::new();
    let mut inside = false;
    for c in main.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(2_000).collect()
}
