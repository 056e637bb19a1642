//! What waits is stored (decision 0031). Whatever is done, the lists are those that asking anew about everything gives, for
//! everybody, and a page costs the same however many posts there are.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use tatefuda_app::{
    Actor, Ask, Failure, SubjectRef, noun,
    org::{Appoint, EndAbsence, EndAppointment, StartAbsence, Term},
    post::{self, Content, Edit, Publish, Return, Submit, TakeBack, Withdraw, view::PostView},
    preview,
    record::{GiveRecord, Given, Supply},
    setting::{ConfirmSetting, ProposeSetting},
    task::{today, view::Today},
};
use tatefuda_domain::{
    Action, AppointmentId, PostId, SystemRight, digest::Window, post::PostState, publication::PublicationState as S,
};
use tatefuda_regulation::{Answer, AppointmentKind, Decision, RecordScope, Remedy, Who};
use tatefuda_store::{args, task::task_list};

use crate::{on_both, support::Town};

on_both!(
    the_stored_lists_are_those_that_asking_anew_gives,
    absences_and_appointments_count_at_once,
    what_a_change_has_touched_is_said_to_be_looked_at_anew,
    time_makes_what_rests_on_it_anew,
    a_page_costs_the_same_however_many_posts_there_are,
);

/// Numbers without pattern that are the same at each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % limit
    }
}

async fn tend(town: &Town) {
    for _ in 0..20 {
        if !noun::tend(&town.app, town.tenant).await.unwrap() {
            return;
        }
    }
    panic!("something is made anew again and again");
}

/// What lists say, to be compared.
#[derive(Debug, Default, PartialEq, Eq)]
struct Lists {
    steps: BTreeSet<(PostId, String, String, String)>,
    /// One line for a kind of record, to however many accounts the post goes.
    records: BTreeSet<(PostId, String)>,
    ready: BTreeSet<PostId>,
    returned: BTreeSet<PostId>,
    drafts: BTreeSet<PostId>,
    trouble: BTreeSet<(PostId, String)>,
}

impl Lists {
    fn shown(today: &Today) -> Self {
        let mut lists = Self::default();
        for one in &today.steps {
            for step in &one.steps {
                for account in &step.accounts {
                    let named = (one.post.id, step.chain.clone(), step.step.clone(), account.to_string());
                    lists.steps.insert(named);
                }
            }
        }
        lists.records = today.records.iter().map(|one| (one.post.id, one.kind.clone())).collect();
        lists.ready = today.ready.iter().map(|one| one.id).collect();
        lists.returned = today.returned.iter().map(|one| one.post.id).collect();
        lists.drafts = today.drafts.iter().map(|one| one.id).collect();
        lists.trouble = today.trouble.iter().map(|one| (one.post, one.publication.id.to_string())).collect();
        lists
    }

    fn without(mut self, posts: &BTreeSet<PostId>) -> Self {
        self.steps.retain(|one| !posts.contains(&one.0));
        self.records.retain(|one| !posts.contains(&one.0));
        self.ready.retain(|one| !posts.contains(one));
        self.trouble.retain(|one| !posts.contains(&one.0));
        self
    }
}

fn flat(remedy: &Remedy) -> Vec<&Remedy> {
    match remedy {
        Remedy::All { of } => of.iter().flat_map(flat).collect(),
        one => vec![one],
    }
}

fn remedies(answer: &Answer) -> Vec<&Remedy> {
    answer.groups.iter().flat_map(|group| group.alternatives.iter().flat_map(flat)).collect()
}

fn named(who: &[Who], person: &str) -> bool {
    who.iter().any(|who| who.holders.iter().any(|holder| holder.person == *person))
}

fn among(who: &[Who], actor: &Actor) -> bool {
    named(who, &actor.person.to_string())
}

/// The lists as asking about every post gives them.
async fn anew(town: &Town, actor: &Actor, posts: &[PostId]) -> Lists {
    let mut reader = town.operator.clone();
    reader.rights.insert(SystemRight::ReadDrafts);
    let (mut lists, mut held) = (Lists::default(), BTreeSet::new());
    for id in posts {
        let view = post::find(&town.app, &reader, *id).await.unwrap();
        let wrote =
            view.created_by.id == actor.person || view.revisions.iter().any(|one| one.person.id == actor.person);
        if wrote && view.state == PostState::Returned {
            lists.returned.insert(*id);
        }
        if wrote && view.state == PostState::Drafting {
            lists.drafts.insert(*id);
        }
        for (at, one) in view.publications.iter().enumerate() {
            let newer = view.publications[at + 1..].iter().any(|other| other.account == one.account);
            let open = matches!(one.state, S::Unknown | S::Held) || (one.state == S::Failed && !newer);
            if open && view.state != PostState::Withdrawn {
                lists.trouble.insert((*id, one.id.to_string()));
                if one.state == S::Held {
                    held.insert(one.id.to_string());
                }
            }
        }
        let begun = view.publications.iter().any(|one| matches!(one.state, S::Sending | S::Published | S::Unknown));
        if view.state == PostState::Submitted && !begun {
            submitted(town, actor, &view, &mut lists).await;
        }
    }
    // A post stands once: what is held for want of something of theirs waits for them there, and a draft whose send is among
    // the troubles stands there alone.
    let mine: BTreeSet<PostId> = lists
        .steps
        .iter()
        .map(|one| one.0)
        .chain(lists.records.iter().map(|one| one.0))
        .chain(lists.returned.iter().copied())
        .collect();
    lists.trouble.retain(|(post, send)| !held.contains(send) || !mine.contains(post));
    let troubled: BTreeSet<PostId> = lists.trouble.iter().map(|one| one.0).collect();
    lists.drafts.retain(|post| !troubled.contains(post));
    lists
}

async fn submitted(town: &Town, actor: &Actor, view: &PostView, lists: &mut Lists) {
    let at = view.content.window.from.map_or(town.now(), |from| from.max(town.now()));
    let held = view.publications.iter().any(|one| one.state == S::Held);
    let wrote = view.revisions.iter().any(|one| one.person.id == actor.person);
    let present = view.revisions.iter().map(|one| one.person.id).next_back();
    let authors: Vec<String> = present.into_iter().chain([view.created_by.id]).map(|id| id.to_string()).collect();
    for target in &view.targets {
        let subject = SubjectRef::Target { post: view.id, account: target.account };
        let ask = Ask::new(Action::PostPublish, subject).use_key(format!("post:{}", view.id)).at(at);
        let answer = preview(&town.app, actor, ask).await.unwrap().answer;
        let account = target.account.to_string();
        for remedy in remedies(&answer) {
            match remedy {
                Remedy::GiveStep { chain, step, who, after, .. }
                    if after.is_empty() && among(std::slice::from_ref(who), actor) =>
                {
                    lists.steps.insert((view.id, chain.to_string(), step.to_string(), account.clone()));
                }
                Remedy::GiveRecord { kind, who, scope, .. } if among(who, actor) => {
                    // What is theirs to pledge if they brought it out, and what its authors can give, waits for those who
                    // wrote it alone.
                    let theirs = *scope == RecordScope::Person || authors.iter().any(|author| named(who, author));
                    if wrote || !theirs {
                        lists.records.insert((view.id, kind.to_string()));
                    }
                }
                _ => {}
            }
        }
        let by_time = |remedy: &Remedy| matches!(remedy, Remedy::ChangeTime { .. });
        let cleared = answer.decision != Decision::Refused
            && answer.groups.iter().all(|group| group.alternatives.iter().any(by_time));
        let live = |state: S| state.is_live() && state != S::Held;
        let on_its_way = view.publications.iter().any(|one| one.account == target.account && live(one.state));
        if cleared && !on_its_way && !held && target.account != town.youtube {
            lists.ready.insert(view.id);
        }
    }
}

/// Posts of which something is being made anew.
async fn stale(town: &Town) -> BTreeSet<PostId> {
    let mut tx = town.app.db.read().await.unwrap();
    let tasks = task_list(&mut tx, town.tenant).await.unwrap();
    let now = town.now();
    let over = |until: Option<Timestamp>| until.is_some_and(|until| until <= now);
    tasks.iter().filter(|task| task.stale || over(task.holds_until)).map(|task| task.post).collect()
}

async fn compare(town: &Town, posts: &[PostId], after: &str) {
    for round in ["before", "after"] {
        if round == "after" {
            tend(town).await;
            assert_eq!(stale(town).await, BTreeSet::new(), "{after}");
        }
        let stale = stale(town).await;
        for actor in [&town.operator, &town.colleague, &town.chief, &town.admin] {
            let stored = Lists::shown(&today(&town.app, actor).await.unwrap()).without(&stale);
            let asked = anew(town, actor, posts).await.without(&stale);
            assert_eq!(stored, asked, "{round} what was stale is made anew, after {after}");
        }
    }
}

/// The world beside the posts, as far as acts change it.
#[derive(Default)]
struct World {
    posts: Vec<PostId>,
    absences: Vec<String>,
    appointments: Vec<AppointmentId>,
}

async fn the_stored_lists_are_those_that_asking_anew_gives(town: Town) {
    let mut dice = Dice(0x5eed_0031);
    let mut world = World::default();
    // What matters most is done once in any case; the dice go on from there.
    let drafted = town.draft("お知らせです", &[town.facebook, town.website]).await;
    world.posts.push(drafted.post);
    compare(&town, &world.posts, "draft").await;
    let submitted = town.submit(&drafted).await;
    compare(&town, &world.posts, "submit").await;
    let given = town.run(&town.chief, &town.check(&submitted)).await.unwrap();
    compare(&town, &world.posts, "check").await;
    assert!(absence(&town, &mut world).await && setting(&town, &mut dice).await);
    compare(&town, &world.posts, "absence and setting").await;
    let checked = post::Saved { version: given.version, ..submitted };
    if town.try_publish(&checked, Some(town.now() + SignedDuration::from_mins(90))).await.is_ok() {
        compare(&town, &world.posts, "publish").await;
    }
    town.pass(100);
    compare(&town, &world.posts, "pass").await;
    town.tick().await;
    compare(&town, &world.posts, "work").await;
    let mut done: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..40 {
        let (name, ok) = act(&town, &mut dice, &mut world).await;
        if ok {
            *done.entry(name).or_default() += 1;
            compare(&town, &world.posts, name).await;
        }
    }
    assert!(done.values().sum::<usize>() > 10 && done.len() > 3, "too little was done to tell anything: {done:?}");
    town.finish().await;
}

/// Does something by chance; whether it was done.
async fn act(town: &Town, dice: &mut Dice, world: &mut World) -> (&'static str, bool) {
    let writer = if dice.below(3) == 0 { &town.colleague } else { &town.operator };
    let post = if world.posts.is_empty() { None } else { Some(world.posts[dice.below(world.posts.len())]) };
    let view = match post {
        Some(post) => Some(town.view(&town.operator, post).await),
        None => None,
    };
    match (dice.below(22), view) {
        (0..=3, _) | (_, None) if world.posts.len() < 7 => ("draft", draft(town, dice, world, writer).await),
        (4..=8, Some(view)) => match view.state {
            PostState::Drafting | PostState::Returned => {
                let submit = Submit { post: view.id, version: view.version, supplies: Town::declaration() };
                ("submit", town.run(writer, &submit).await.is_ok())
            }
            PostState::Submitted if view.targets.iter().any(|one| !one.steps.is_empty()) => {
                let at = (dice.below(2) == 0).then(|| town.now() + SignedDuration::from_mins(90));
                let (post, version) = (view.id, view.version);
                let publish = Publish { post, version, at, accounts: vec![], supplies: vec![] };
                ("publish", town.run(&town.operator, &publish).await.is_ok())
            }
            _ => {
                let saved = post::Saved { post: view.id, version: view.version, revision: 1, sheet: view.sheet };
                ("check", town.run(&town.chief, &town.check(&saved)).await.is_ok())
            }
        },
        (9, Some(view)) => {
            let mut content: Content = view.content.clone();
            content.text.push_str("。改めました");
            let edit = Edit { post: view.id, version: view.version, content };
            ("edit", town.run(writer, &edit).await.is_ok())
        }
        (10, Some(view)) => {
            let back = Return {
                post: view.id,
                version: view.version,
                comment: "理由".to_owned(),
                quote: String::new(),
                account: None,
            };
            ("return", town.run(&town.chief, &back).await.is_ok())
        }
        (11, Some(view)) => {
            ("take back", town.run(writer, &TakeBack { post: view.id, version: view.version }).await.is_ok())
        }
        (12, Some(view)) => {
            let withdraw = Withdraw { post: view.id, version: view.version, reason: String::new() };
            ("withdraw", dice.below(3) == 0 && town.run(writer, &withdraw).await.is_ok())
        }
        (13 | 14, _) => {
            town.tick().await;
            ("work", true)
        }
        (15, _) => {
            town.pass([20, 100, 700][dice.below(3)]);
            ("pass", true)
        }
        (16 | 17, _) => ("absence", absence(town, world).await),
        (18, _) => ("appointment", appointment(town, dice, world).await),
        (19 | 20, _) => ("setting", setting(town, dice).await),
        (_, Some(view)) => ("record", record(town, dice, &view).await),
        (_, None) => ("draft", draft(town, dice, world, writer).await),
    }
}

async fn draft(town: &Town, dice: &mut Dice, world: &mut World, writer: &Actor) -> bool {
    let accounts = [
        vec![town.facebook],
        vec![town.website, town.facebook],
        vec![town.youtube],
        vec![town.other_page, town.website],
    ];
    let mut content = town.content("お知らせです", &accounts[dice.below(4)]);
    let now = town.now();
    content.window = match dice.below(4) {
        0 => Window { from: Some(now + SignedDuration::from_hours(3)), until: None },
        1 => Window { from: None, until: Some(now + SignedDuration::from_hours(9)) },
        _ => Window::default(),
    };
    match town.run(writer, &post::Draft { content }).await {
        Ok(saved) => {
            world.posts.push(saved.post);
            true
        }
        Err(_) => false,
    }
}

async fn absence(town: &Town, world: &mut World) -> bool {
    if let Some(id) = world.absences.pop() {
        town.pass(1);
        return town.run(&town.admin, &EndAbsence { id, until: Some(town.now()) }).await.is_ok();
    }
    let span = Term::new(town.now(), None);
    match town.run(&town.admin, &StartAbsence { person: town.chief.person, span }).await {
        Ok(id) => {
            world.absences.push(id);
            true
        }
        Err(_) => false,
    }
}

async fn appointment(town: &Town, dice: &mut Dice, world: &mut World) -> bool {
    if let Some(id) = world.appointments.pop() {
        town.pass(1);
        return town.run(&town.admin, &EndAppointment { id, until: Some(town.now()) }).await.is_ok();
    }
    let deputy = dice.below(2) == 0;
    let appoint = Appoint {
        person: town.colleague.person,
        position: town.head,
        kind: if deputy { AppointmentKind::Acting } else { AppointmentKind::Concurrent },
        deputy_of: if deputy { town.chief.capacity } else { None },
        deputy_order: 1,
        span: Term::new(town.now(), None),
    };
    match town.run(&town.admin, &appoint).await {
        Ok(id) => {
            world.appointments.push(id);
            true
        }
        Err(_) => false,
    }
}

/// Another value of what the text leaves open, at once or after some hours.
async fn setting(town: &Town, dice: &mut Dice) -> bool {
    let later = (dice.below(2) == 0).then(|| town.now() + SignedDuration::from_hours(5));
    if dice.below(2) == 0 {
        // Others hold the role that checks.
        let chart = tatefuda_app::org::chart(&town.app, &town.admin, town.now()).await.unwrap();
        let position = chart.positions[dice.below(chart.positions.len())].id;
        return set(town, "role:rp", &position.to_string(), later).await;
    }
    set(town, "param:house:tolerated-delay", ["30", "45"][dice.below(2)], later).await
}

async fn set(town: &Town, key: &str, value: &str, from: Option<Timestamp>) -> bool {
    let propose = ProposeSetting {
        document: "ninohe".to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
        source: "決裁".to_owned(),
        note: String::new(),
        effective_from: from,
    };
    let mut admin = town.admin.clone();
    admin.rights.extend(SystemRight::ALL);
    let mut second = town.chief.clone();
    second.rights.extend(SystemRight::ALL);
    match town.run(&admin, &propose).await {
        Ok(id) => town.run(&second, &ConfirmSetting { id }).await.is_ok(),
        Err(failure) => {
            assert!(!matches!(failure, Failure::Internal(_)), "{failure}");
            false
        }
    }
}

async fn record(town: &Town, dice: &mut Dice, view: &PostView) -> bool {
    let fields = BTreeMap::from([("source".to_owned(), "市の予定表".to_owned())]);
    let record = Supply { kind: "source".to_owned(), fields, ..Supply::default() };
    let Some(target) = view.targets.first() else { return false };
    let on = if dice.below(2) == 0 {
        Given::Target { post: view.id, account: target.account }
    } else {
        Given::Account { account: target.account }
    };
    town.run(&town.operator, &GiveRecord { record, on, shown: Some(target.digest), document: None }).await.is_ok()
}

async fn absences_and_appointments_count_at_once(town: Town) {
    town.submit(&town.draft("確認を待つ", &[town.facebook]).await).await;
    assert_eq!(today(&town.app, &town.chief).await.unwrap().steps.len(), 1);
    assert!(today(&town.app, &town.colleague).await.unwrap().steps.is_empty());
    let appoint = Appoint {
        person: town.colleague.person,
        position: town.head,
        kind: AppointmentKind::Concurrent,
        deputy_of: None,
        deputy_order: 0,
        span: Term::new(town.now(), None),
    };
    let id = town.run(&town.admin, &appoint).await.unwrap();
    // Nothing was made anew, and nothing has to be.
    let found = today(&town.app, &town.colleague).await.unwrap();
    assert_eq!((found.steps.len(), found.checking.len(), stale(&town).await.len()), (1, 0, 0));
    town.pass(1);
    town.run(&town.admin, &EndAppointment { id, until: Some(town.now()) }).await.unwrap();
    assert!(today(&town.app, &town.colleague).await.unwrap().steps.is_empty());
    town.finish().await;
}

async fn what_a_change_has_touched_is_said_to_be_looked_at_anew(town: Town) {
    let saved = town.submit(&town.draft("確認を待つ", &[town.facebook]).await).await;
    assert!(today(&town.app, &town.chief).await.unwrap().checking.is_empty());
    assert!(set(&town, "param:house:tolerated-delay", "45", None).await);
    let found = today(&town.app, &town.chief).await.unwrap();
    assert_eq!((found.steps.len(), found.checking), (1, vec![saved.post]), "shown as before, and said to be looked at");
    // The worker does so in its round.
    town.tick().await;
    let found = today(&town.app, &town.chief).await.unwrap();
    assert_eq!((found.steps.len(), found.checking.len()), (1, 0));
    town.finish().await;
}

async fn time_makes_what_rests_on_it_anew(town: Town) {
    let saved = town.submit(&town.draft("確認を待つ", &[town.facebook]).await).await;
    let later = town.now() + SignedDuration::from_hours(2);
    assert!(set(&town, "param:house:tolerated-delay", "45", Some(later)).await);
    tend(&town).await;
    assert!(today(&town.app, &town.chief).await.unwrap().checking.is_empty());
    town.pass(120);
    assert_eq!(today(&town.app, &town.chief).await.unwrap().checking, [saved.post], "the value counts from now on");
    tend(&town).await;
    assert!(today(&town.app, &town.chief).await.unwrap().checking.is_empty());
    town.finish().await;
}

/// Posts that are out, as many as a body has after years.
async fn published(town: &Town, sample: PostId, count: i64) {
    let mut tx = town.app.db.write().await.unwrap();
    let numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $3) ";
    let id = "'00000000-0000-7000-8000-' || substr('000000000000' || CAST(n.i AS TEXT), -12)";
    let id_pg = "'00000000-0000-7000-8000-' || lpad(CAST(n.i AS TEXT), 12, '0')";
    let id = if town.url.starts_with("sqlite") { id } else { id_pg };
    let posts = format!(
        "INSERT INTO post (tenant_id, id, version, state, section_id, revision_id, document_number, retention_class, \
         created_by, created_at, updated_at) {numbers} SELECT p.tenant_id, {id}, 1, p.state, p.section_id, {id}, NULL, \
         NULL, p.created_by, p.created_at, p.updated_at + n.i FROM post p, n WHERE p.tenant_id = $1 AND p.id = $2"
    );
    let revisions = format!(
        "INSERT INTO post_revision (tenant_id, id, post_id, number, person_id, capacity, at, title, text, category, \
         classification, decision_status, fields, window_from, window_until) {numbers} SELECT r.tenant_id, {id}, {id}, \
         1, r.person_id, r.capacity, r.at, r.title, r.text, r.category, r.classification, r.decision_status, r.fields, \
         r.window_from, r.window_until FROM post_revision r, n WHERE r.tenant_id = $1 AND r.post_id = $2"
    );
    for sql in [posts, revisions] {
        tx.execute(Box::leak(sql.into_boxed_str()), args![town.tenant, sample, count]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// How many statements a page costs, and what it shows.
async fn cost(town: &Town, actor: &Actor) -> (u64, usize) {
    let before = tatefuda_store::sql::statements_run();
    let found = today(&town.app, actor).await.unwrap();
    (tatefuda_store::sql::statements_run() - before, found.count())
}

async fn a_page_costs_the_same_however_many_posts_there_are(town: Town) {
    let first = town.submit(&town.draft("一件目", &[town.facebook, town.website]).await).await;
    // What is held in memory is so after the first page.
    cost(&town, &town.chief).await;
    let (few, shown) = cost(&town, &town.chief).await;
    assert_eq!(shown, 1);
    for number in 2..12 {
        town.submit(&town.draft(&format!("{number}件目"), &[town.facebook, town.website]).await).await;
    }
    published(&town, first.post, 20_000).await;
    let (many, shown) = cost(&town, &town.chief).await;
    assert_eq!(shown, 11);
    assert_eq!(many, few, "statements with 1 and with 20,011 posts");
    assert!(many <= 26, "{many} statements");
    // Whoever has none of it in memory reads it by one statement more.
    let other = town.other_node("other").await;
    let before = tatefuda_store::sql::statements_run();
    assert_eq!(today(&other, &town.chief).await.unwrap().count(), 11);
    assert!(tatefuda_store::sql::statements_run() - before <= many + 20, "the organisation and the documents, once");
    town.finish().await;
}
