//! Opening a form and saving it without a change changes nothing: no content, no digest, no revision, no step given.
//! Every form that edits a record shows less of it than is stored; what it does not show it carries.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _};
use tatefuda_app::{
    Failure,
    account::{self, AccountTexts},
    execute, media, member,
    org::{self, EndSection, Names, Term, Tier},
    post::{self as posts, Content, Draft, GiveStep, MediumInput, PostSupply, Submit, TargetInput},
    record::Supply,
    setting::{ConfirmSetting, ProposeSetting, view::documents},
};
use tatefuda_domain::{
    AccountId, MediaId, PostId,
    account::{Account, AccountMove},
    digest::Window,
    media::{MediumAnswers, People, Rights},
    post::{Means, PostState},
};
use tatefuda_testkit::{
    SeededEntropy,
    amount::amount,
    picture::{png, telephone},
};

use crate::{
    browser::{Browser, Page},
    world::World,
};

/// Choices that repeat.
struct Any(SeededEntropy);

impl Any {
    fn below(&self, count: usize) -> usize {
        usize::try_from(self.0.next_u64() % count as u64).unwrap()
    }

    fn of<T: Clone>(&self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn maybe<T>(&self, value: impl FnOnce() -> T) -> Option<T> {
        (self.below(2) == 0).then(value)
    }

    fn text(&self) -> String {
        let texts = [
            "春まつりのお知らせ",
            "\n  先頭の空行と空白",
            "一行目\r\n二行目\r三行目\n",
            "<b>&amp;\"'</textarea>",
            "タブ\tと　全角空白 ",
            "👨‍👩‍👧‍👦 か\u{3099} \u{200b}",
            "縦\u{b}タブ",
            "",
        ];
        match self.below(10) {
            0 => "長い文".repeat(600),
            _ => self.of(&texts).to_owned(),
        }
    }

    fn map(&self) -> BTreeMap<String, String> {
        let keys = ["topic", "備 考", "x.y", "reply-to"];
        let values = ["", " ", "値", "二\n行", "a=b&c"];
        (0..self.below(4)).map(|_| (self.of(&keys).to_owned(), self.of(&values).to_owned())).collect()
    }

    /// Moments with all that a minute leaves out.
    fn moment(&self) -> Option<Timestamp> {
        let moments = [
            "2026-04-02T00:00:00Z",
            "2026-04-02T00:00:30.000001Z",
            "2026-05-31T14:59:59.999999Z",
            "2027-12-31T23:59:00.5Z",
        ];
        self.maybe(|| self.of(&moments).parse().unwrap())
    }

    fn window(&self) -> Window {
        let (from, until) = (self.moment(), self.moment());
        if from.zip(until).is_some_and(|(from, until)| from > until) {
            return Window { from: until, until: from };
        }
        Window { from, until }
    }

    fn answers(&self) -> MediumAnswers {
        let people = self.maybe(|| self.of(&[People::Identifiable, People::Identifiable, People::None]));
        let counted = people == Some(People::Identifiable);
        let consents: [&[&str]; 3] = [&[], &["同意書12"], &["12 の 写し", "13"]];
        MediumAnswers {
            people,
            people_count: if counted { self.maybe(|| self.of(&[1, 7])) } else { None },
            children: if counted { self.maybe(|| self.below(2) == 0) } else { None },
            rights: self.maybe(|| self.of(&[Rights::Own, Rights::Other, Rights::Unknown])),
            rights_holder: self.maybe(|| "架空 太郎".to_owned()),
            consents: if counted { self.of(&consents).iter().map(|one| (*one).to_owned()).collect() } else { vec![] },
            other_text: self.maybe(|| self.below(2) == 0),
            classification: self.maybe(|| self.of(&["Ⅲ", "旧"]).to_owned()),
        }
    }

    fn media(&self, pictures: &[MediaId]) -> Vec<MediumInput> {
        let mut list: Vec<MediumInput> = vec![];
        for _ in 0..self.below(4) {
            let media = self.of(pictures);
            if list.iter().all(|one| one.media != media) {
                let alts = ["", "みこし", "二\n行の説明", "<a>&\""];
                list.push(MediumInput { media, alt: self.of(&alts).to_owned(), answers: self.answers() });
            }
        }
        list
    }

    fn link(&self) -> Option<String> {
        let long = format!("https://example.jp/{}", "a".repeat(1_900));
        let links = ["https://example.jp/a?b=c&d=\"", "http://例え.jp/", long.as_str()];
        self.maybe(|| self.of(&links).to_owned())
    }

    fn content(&self, accounts: &[AccountId], pictures: &[MediaId]) -> Content {
        let text = self.text();
        let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("―");
        let own: String = first.chars().filter(|c| !c.is_control()).take(60).collect();
        let titles = [own, "別に付けた題".to_owned(), "題".repeat(200), "―".to_owned()];
        let shared = self.maybe(|| (self.link(), self.media(pictures)));
        let mut targets: Vec<TargetInput> = vec![];
        for _ in 0..self.below(5) {
            let account = self.of(accounts);
            if targets.iter().all(|one| one.account != account) {
                let (link, media) = shared.clone().unwrap_or_else(|| (self.link(), self.media(pictures)));
                let text = self.maybe(|| self.of(&["この投稿先だけの文", " ", "二\n行"]).to_owned());
                targets.push(TargetInput { account, text, link, options: self.map(), media });
            }
        }
        Content {
            title: self.of(&titles),
            text,
            category: self.maybe(|| self.of(&["NNH-8(3)", "旧分類"]).to_owned()),
            classification: self.maybe(|| self.of(&["Ⅲ", "旧区分"]).to_owned()),
            decision_status: self.maybe(|| self.of(&["decided", "undecided", "旧段階"]).to_owned()),
            fields: self.map(),
            window: self.window(),
            targets,
        }
    }
}

/// Everything of a post that a save could change.
#[derive(Debug, PartialEq)]
struct Stored {
    version: i64,
    state: PostState,
    revisions: usize,
    sheet: String,
    digests: Vec<String>,
    steps: usize,
    content: Content,
}

async fn stored(world: &World, post: PostId) -> Stored {
    let view = posts::find(&world.app, &world.a.writer.actor, post).await.unwrap();
    Stored {
        version: view.version,
        state: view.state,
        revisions: view.revisions.len(),
        sheet: view.sheet.to_string(),
        digests: view.targets.iter().map(|target| target.digest.to_string()).collect(),
        steps: view.steps.iter().filter(|step| step.current).count(),
        content: view.content,
    }
}

/// Opens the editor and saves it with some fields filled.
async fn save(browser: &mut Browser, post: PostId, fill: &[(&str, &str)]) -> Page {
    let path = format!("/posts/{post}/edit");
    let page = browser.get(&path).await;
    assert_eq!(page.status, 200, "{}", page.body);
    browser.submit(&page, &path, &[fill, &[("intent", "save")]].concat()).await
}

async fn pictures(world: &World) -> Vec<MediaId> {
    let mut made = vec![];
    for bytes in [telephone(), png(1), png(2)] {
        let upload = media::read(&world.app, "picture", bytes).await.unwrap();
        made.push(world.run(&world.a.writer.actor, &upload).await.media);
    }
    made
}

/// An account that has been suspended since it was chosen: its box in the form cannot be ticked anew.
async fn suspended(world: &World) -> AccountId {
    let texts = AccountTexts::named("休止中のアカウント", world.a.section);
    let register = account::Register {
        service: "x".parse().unwrap(),
        texts,
        running_until: Some("2026-12-31T00:00:00Z".parse().unwrap()),
    };
    world.run(&world.a.admin.actor, &register).await.account
}

async fn suspend(world: &World, id: AccountId) {
    let mut tx = world.app.db.write().await.unwrap();
    let one = tatefuda_store::account::get(&mut tx, world.a.tenant, id).await.unwrap().unwrap();
    let state = one.state.after(AccountMove::Suspend, one.registered_at).unwrap();
    let one = Account { state, ..one };
    assert!(tatefuda_store::account::update(&mut tx, world.a.tenant, &one).await.unwrap());
    tx.commit().await.unwrap();
}

async fn every_sample_content(world: World, count: u64) {
    let any = Any(SeededEntropy::new(11));
    let pictures = pictures(&world).await;
    let third = suspended(&world).await;
    let accounts = [world.a.website, world.a.facebook, third];
    let mut made = vec![];
    for _ in 0..count {
        let content = any.content(&accounts, &pictures);
        let draft = Draft { content };
        match execute(&world.app, &world.a.writer.actor, world.app.env.id(), &draft).await {
            Ok(saved) => made.push(saved.post),
            // What cannot be entered at all needs no form.
            Err(Failure::Invalid(_)) => {}
            Err(failure) => panic!("{failure:?}: {draft:?}"),
        }
    }
    assert!(made.len() as u64 * 2 > count, "most samples can be entered: {}", made.len());
    suspend(&world, third).await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    for post in made {
        let before = stored(&world, post).await;
        let page = save(&mut browser, post, &[]).await;
        assert_eq!(page.status, 200, "{before:?}\n{}", page.body);
        assert_eq!(stored(&world, post).await, before);

        // What was really changed is changed, and nothing else.
        let text = format!("{}書き足した文", before.content.text.replace('\u{b}', ""));
        let page = save(&mut browser, post, &[("text", &text), ("until_date", "2028-02-29")]).await;
        assert_eq!(page.status, 200, "{before:?}\n{}", page.body);
        let after = stored(&world, post).await.content;
        let until = after.window.until.unwrap();
        let local = |at: Timestamp| at.to_zoned(jiff::tz::TimeZone::get("Asia/Tokyo").unwrap());
        assert_eq!(local(until).date().to_string(), "2028-02-29");
        if let Some(former) = before.content.window.until {
            assert_eq!(local(until).time(), local(former).time(), "the seconds stay with the time that stays");
        }
        let window = Window { until: Some(until), ..before.content.window };
        // A title of its own stays; one that is the first line follows the text.
        let title = after.title.clone();
        let own = |of: &Content| {
            let texts = std::iter::once(&of.text).chain(of.targets.iter().filter_map(|one| one.text.as_ref()));
            let line = texts.flat_map(|text| text.lines()).map(str::trim).find(|line| !line.is_empty()).unwrap_or("―");
            let line: String = line.chars().filter(|c| !c.is_control()).take(60).collect();
            line.trim() != of.title
        };
        assert!(!own(&before.content) || title == before.content.title, "{title}");
        assert_eq!(after, Content { text, window, title, ..before.content });
    }
}

/// Texts, links, pictures and options of several accounts, fields that the form does not know, titles, windows down to
/// the microsecond, values that no regulation in force knows any more.
#[tokio::test]
async fn every_sample_content_saved_untouched_stays_as_it_was() {
    every_sample_content(World::new().await, amount("TATEFUDA_UNTOUCHED", 40)).await;
}

#[tokio::test]
async fn every_sample_content_saved_untouched_stays_as_it_was_on_postgresql() {
    let Some(world) = World::on_postgres().await else { return };
    every_sample_content(world, amount("TATEFUDA_UNTOUCHED_POSTGRES", 12)).await;
}

/// The content of a post as machines can make it: nothing of it fits into the form as a whole.
fn rich(world: &World, pictures: &[MediaId]) -> Content {
    let picture = |media: MediaId, alt: &str| MediumInput {
        media,
        alt: alt.to_owned(),
        answers: MediumAnswers { people: Some(People::None), rights: Some(Rights::Own), ..MediumAnswers::default() },
    };
    let target = |account: AccountId, link: &str, media: Vec<MediumInput>| TargetInput {
        link: Some(link.to_owned()),
        options: BTreeMap::from([("reply".to_owned(), "off".to_owned())]),
        media,
        ..TargetInput::shared(account)
    };
    Content {
        title: "別に付けた題".to_owned(),
        text: "本文".to_owned(),
        category: Some("NNH-8(3)".to_owned()),
        classification: Some("Ⅲ".to_owned()),
        decision_status: Some("decided".to_owned()),
        fields: BTreeMap::from([("topic".to_owned(), "催し".to_owned())]),
        window: Window {
            from: Some("2026-04-01T00:00:30.000001Z".parse().unwrap()),
            until: Some("2026-05-31T14:59:59.999999Z".parse().unwrap()),
        },
        targets: vec![
            target(world.a.facebook, "https://example.jp/f", vec![picture(pictures[0], "一")]),
            target(
                world.a.website,
                "https://example.jp/w",
                vec![picture(pictures[1], "二"), picture(pictures[0], "三")],
            ),
        ],
    }
}

fn given(kind: &str, field: &str) -> PostSupply {
    let fields = [(field.to_owned(), "yes".to_owned())].into();
    PostSupply { record: Supply { kind: kind.to_owned(), fields, ..Supply::default() }, account: None }
}

/// The check that was given stands, the paper stays where it lies, and the live answer speaks of the same content.
#[tokio::test]
async fn a_check_given_survives_an_untouched_save() {
    let world = World::new().await;
    let pictures = pictures(&world).await;
    let writer = &world.a.writer.actor;
    let saved = world.run(writer, &Draft { content: rich(&world, &pictures) }).await;
    let supplies = vec![
        given("posting-declaration", "declared"),
        given("picture-safety", "safe"),
        given("link-confirmation", "confirmed"),
    ];
    let submitted = world.run(writer, &Submit { post: saved.post, version: saved.version, supplies }).await;
    let step = GiveStep {
        post: saved.post,
        sheet: submitted.sheet,
        step: "check".to_owned(),
        accounts: vec![],
        means: Means::Screen,
        supplies: vec![],
    };
    world.run(&world.a.checker.actor, &step).await;
    let before = stored(&world, saved.post).await;
    assert_eq!((before.steps, before.state), (2, PostState::Submitted), "one for each account");

    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let path = format!("/posts/{}/edit", saved.post);
    let form = browser.get(&path).await;
    let fields = form.form(&path);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let live = browser.post("/check", &fields).await;
    assert!(live.status == 200 && !live.shows("確認を受け"), "{}", live.body);
    let page = browser.submit(&form, &path, &[("intent", "save")]).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(stored(&world, saved.post).await, before);
}

/// A form that comes back with an error, or after somebody else saved, still carries what it does not show.
#[tokio::test]
async fn what_a_form_does_not_show_survives_its_errors_and_a_save_by_somebody_else() {
    let world = World::new().await;
    let pictures = pictures(&world).await;
    let writer = &world.a.writer.actor;
    let content = rich(&world, &pictures);
    let saved = world.run(writer, &Draft { content: content.clone() }).await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let path = format!("/posts/{}/edit", saved.post);
    let opened = browser.get(&path).await;
    let wrong = browser.submit(&opened, &path, &[("from_time", "25:00"), ("text", "直した文")]).await;
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    let more = browser.submit(&wrong, &path, &[("from_time", "09:00"), ("intent", "upload")]).await;
    assert_eq!(more.status, 200, "{}", more.body);

    // Meanwhile another link for one account and another option, which this form does not show.
    let mut theirs = content.clone();
    theirs.targets[0].link = Some("https://example.jp/new".to_owned());
    theirs.targets[1].options.insert("reply".to_owned(), "followers".to_owned());
    theirs.title = "別の題".to_owned();
    let edit = posts::Edit { post: saved.post, version: saved.version, content: theirs.clone() };
    world.run(writer, &edit).await;
    let stale = browser.submit(&more, &path, &[("intent", "save")]).await;
    assert_eq!(stale.status, 409, "{}", stale.body);
    assert!(stale.shows("直した文") && stale.shows("https://example.jp/new"), "{}", stale.body);
    let done = browser.submit(&stale, &path, &[("intent", "save")]).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let expected = Content { text: "直した文".to_owned(), ..theirs };
    assert_eq!(stored(&world, saved.post).await.content, expected);
}

/// The form offers a start to the minute; taken as it is offered it lies inside the window.
#[tokio::test]
async fn a_time_offered_from_the_window_lies_in_the_window() {
    let world = World::new().await;
    let writer = &world.a.writer.actor;
    let content = Content {
        window: Window { from: Some("2026-04-03T00:30:30.000001Z".parse().unwrap()), until: None },
        targets: vec![TargetInput::shared(world.a.website)],
        ..Content { targets: vec![], ..rich(&world, &pictures(&world).await) }
    };
    let saved = world.run(writer, &Draft { content }).await;
    let supplies = vec![given("posting-declaration", "declared")];
    let submitted = world.run(writer, &Submit { post: saved.post, version: saved.version, supplies }).await;
    let step = GiveStep {
        post: saved.post,
        sheet: submitted.sheet,
        step: "check".to_owned(),
        accounts: vec![],
        means: Means::Screen,
        supplies: vec![],
    };
    world.run(&world.a.checker.actor, &step).await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let path = format!("/posts/{}", saved.post);
    let page = browser.get(&path).await;
    let done = browser.submit(&page, &format!("{path}/schedule"), &[]).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let view = posts::find(&world.app, writer, saved.post).await.unwrap();
    assert_eq!(view.publications[0].planned_at, "2026-04-03T00:30:30.000001Z".parse().unwrap());
}

async fn account_json(world: &World, id: AccountId) -> serde_json::Value {
    world.client(&world.a.admin, "read").await.get(&format!("/api/v1/accounts/{id}")).await.json()
}

/// Lines in a remark, an address longer than a line, a section that has ended, answers that were never given.
#[tokio::test]
async fn an_account_saved_untouched_stays_as_it_was() {
    let world = World::new().await;
    let admin = &world.a.admin.actor;
    let span = Term::new(world.app.env.now(), None);
    let section = org::CreateSection {
        parent: None,
        names: Names::new("旧広報室", "", ""),
        ordinal: 9,
        span,
        tier: Tier::default(),
    };
    let ended = world.run(admin, &section).await;
    let plain = AccountTexts::named("名", world.a.section);
    let samples = [
        plain.clone(),
        AccountTexts { public_note: "一行目\n二行目".to_owned(), listed: true, ..plain.clone() },
        AccountTexts { url: format!("https://example.jp/{}", "a".repeat(1_900)), ..plain.clone() },
        AccountTexts { section: ended, purpose: "一\n二\t三".to_owned(), ..plain.clone() },
        AccountTexts {
            name: "二行の\n名前".to_owned(),
            handle: "<@a>&\"".to_owned(),
            class: Some("旧\n区分".to_owned()),
            external_id: Some("7".repeat(200)),
            mail: Some("koho@mizube.example".to_owned()),
            mail_personal: Some(false),
            profile_url: Some(format!("https://example.jp/{}", "b".repeat(1_900))),
            listing_url: Some("https://example.jp/sns".to_owned()),
            mailbox: Some("sns@example.jp".to_owned()),
            ..plain
        },
    ];
    let mut made = vec![];
    for texts in samples {
        let register = account::Register { service: "x".parse().unwrap(), texts, running_until: None };
        made.push(world.run(admin, &register).await.account);
    }
    let until = world.app.env.now().checked_add(1.hours()).unwrap();
    world.run(admin, &EndSection { id: ended, until: Some(until) }).await;
    world.clock.advance(jiff::SignedDuration::from_hours(2));
    let mut browser = world.signed_in(&world.a, &world.a.admin).await;
    for id in made {
        let before = account_json(&world, id).await;
        let page = browser.get(&format!("/accounts/{id}")).await;
        let done = browser.submit(&page, &format!("/accounts/{id}/change"), &[]).await;
        assert_eq!(done.status, 200, "{before}\n{}", done.body);
        assert_eq!(account_json(&world, id).await, before);
        let done = browser.submit(&done, &format!("/accounts/{id}/change"), &[("handle", "@new")]).await;
        assert_eq!(done.status, 200, "{}", done.body);
        let mut after = account_json(&world, id).await;
        assert_eq!(after["handle"], "@new");
        after["handle"] = before["handle"].clone();
        after["version"] = before["version"].clone();
        assert_eq!(after, before, "only what was changed is changed");
    }
}

#[tokio::test]
async fn a_person_and_a_section_saved_untouched_stay_as_they_were() {
    let world = World::new().await;
    let admin = &world.a.admin.actor;
    let texts = member::PersonTexts {
        name: "二行の\n名前".to_owned(),
        kana: "かな".repeat(100),
        name_en: "O'Neil & \"Co\"".to_owned(),
        extension: "内 1".to_owned(),
    };
    let person = world.a.nobody.id();
    let change = member::ChangePerson { id: person, version: 1, texts };
    let version = match execute(&world.app, admin, world.app.env.id(), &change).await {
        Ok(version) => version,
        Err(Failure::Conflict { current, .. }) => {
            world.run(admin, &member::ChangePerson { version: current, ..change }).await
        }
        Err(failure) => panic!("{failure:?}"),
    };
    let mut browser = world.signed_in(&world.a, &world.a.admin).await;
    let before = member::find(&world.app, admin, person).await.unwrap().person;
    assert_eq!(before.version, version);
    let page = browser.get(&format!("/people/{person}")).await;
    let done = browser.submit(&page, &format!("/people/{person}/change"), &[]).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(member::find(&world.app, admin, person).await.unwrap().person, before);

    // A level that no document in force knows, and a branch that a line cannot hold.
    let mut tx = world.app.db.write().await.unwrap();
    let section = world.a.section;
    assert!(
        tatefuda_store::org::section_change(&mut tx, world.a.tenant, section, "古い級", "町長\n部局").await.unwrap()
    );
    tx.commit().await.unwrap();
    let path = format!("/sections/{section}/change");
    let page = browser.get("/organisation").await;
    let done = browser.submit(&page, &path, &[]).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let tier = org::tier(&world.app, admin, section).await.unwrap();
    assert_eq!(tier, Tier { level: "古い級".to_owned(), branch: "町長\n部局".to_owned() });
    let done = browser.submit(&done, &path, &[("branch", "教育委員会")]).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let tier = org::tier(&world.app, admin, section).await.unwrap();
    assert_eq!(tier, Tier { level: "古い級".to_owned(), branch: "教育委員会".to_owned() });
}

/// A proposal that changes nothing but its source has the value in force, also where several positions hold a role.
#[tokio::test]
async fn a_setting_proposed_untouched_has_the_value_in_force() {
    let world = World::new().await;
    let (admin, second) = (&world.a.admin.actor, &world.a.second.actor);
    let propose = ProposeSetting {
        document: world.a.document.clone(),
        key: "role:rp".to_owned(),
        value: format!("{}\n{}", world.a.head, world.a.staff),
        source: "架空の決定 第2号".to_owned(),
        note: String::new(),
        effective_from: None,
    };
    let id = world.run(admin, &propose).await;
    world.run(second, &ConfirmSetting { id }).await;
    let in_force = || async {
        let all = documents(&world.app, admin).await.unwrap();
        let now = world.app.env.now();
        let document = all.into_iter().find(|one| one.governing.document == world.a.document).unwrap();
        let keys: Vec<String> = document.values.keys().cloned().collect();
        let value = |key: &String| Some((key.clone(), document.in_force(key, now)?.value.clone()));
        keys.iter().filter_map(value).collect::<BTreeMap<String, String>>()
    };
    let before = in_force().await;
    let mut browser = world.signed_in(&world.a, &world.a.admin).await;
    let page = browser.get("/regulation").await;
    let forms = page.forms("/regulation/settings");
    let field = |form: &[(String, String)], name: &str| {
        form.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let mut proposed = 0;
    for (key, value) in &before {
        let Some(form) = forms.iter().find(|form| field(form, "key") == *key && field(form, "scope").is_empty()) else {
            continue;
        };
        let mut pairs: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        pairs.retain(|(name, _)| *name != "source");
        pairs.push(("source", "架空の決定 第3号"));
        let done = browser.post("/regulation/settings", &pairs).await;
        assert_eq!(done.status, 303, "{key}: {}", done.body);
        let all = documents(&world.app, admin).await.unwrap();
        let waiting = all.iter().flat_map(|one| one.waiting(key, world.app.env.now())).next().unwrap().clone();
        assert_eq!(waiting.value, *value, "{key}");
        proposed += 1;
    }
    assert!(proposed > 5, "{proposed}");
    assert_eq!(in_force().await, before);
}
