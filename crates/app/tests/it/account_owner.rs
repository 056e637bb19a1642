//! Several sections run one account: who counts as owner, from when and until when.

use jiff::{SignedDuration, Timestamp};
use tatefuda_app::{
    Actor, Failure, FieldError, Forbidden,
    account::{self, AccountTexts, AddOwner, EndOwner, Move, Register, Registered},
    org::{CreatePosition, CreateSection, EndSection, Names, Term, Tier},
    request::{AskPost, RequestFilter, Wish},
};
use tatefuda_domain::{AccountId, SectionId, SystemRight};

use crate::{
    on_both,
    support::{World, town},
};

on_both!(
    an_owner_counts_from_its_day_until_its_end,
    what_does_not_go_together_is_told_at_its_field,
    only_the_keeper_decides_whose_an_account_is,
    requests_reach_everybody_whose_the_account_is,
);

/// Only those whose the account is change what the ledger says.
const OWNERS: &str = r#"
[[role]]
id = "member"
label = { ja = "担当課の職員", en = "staff of the section" }
clause = ["T-1"]
bound = "staff"
within = "owner"

[[standing]]
id = "members-suspend"
on = ["account.suspend", "account.start"]
by = ["member"]
clause = ["T-1"]
"#;

struct Story {
    world: World,
    keeper: Actor,
    other: Actor,
    section: SectionId,
    account: AccountId,
}

impl Story {
    async fn new(world: World) -> Self {
        let mut source = town();
        source.files.insert("owners.toml".to_owned(), OWNERS.to_owned());
        world.regulate_by(source).await;
        let keeper = world.person("keeper", world.a.clerk, &[SystemRight::ManageAccounts]).await;
        let (section, other) = section(&world, "観光課", "kanko").await;
        let texts = AccountTexts::named("町公式", world.a.section);
        let until = world.now() + SignedDuration::from_hours(2_400);
        let register = Register { service: "website".parse().unwrap(), texts, running_until: Some(until) };
        let account = world.run(&keeper, &register).await.unwrap().account;
        Self { world, keeper, other, section, account }
    }

    async fn version(&self) -> i64 {
        self.found().await.version
    }

    async fn found(&self) -> account::AccountView {
        account::find(&self.world.app, &self.keeper, self.account).await.unwrap()
    }

    async fn share(&self, span: Term) -> Result<Registered, Failure> {
        self.world.run(&self.keeper, &add(self.account, self.version().await, self.section, span)).await
    }

    async fn end(&self, place: usize, until: Option<Timestamp>) -> Result<Registered, Failure> {
        let found = self.found().await;
        let owner = found.shares[place].id;
        let end = EndOwner { account: self.account, version: found.version, owner, until, supplies: vec![] };
        self.world.run(&self.keeper, &end).await
    }

    /// Whether the other section may suspend it, and starts it again.
    async fn theirs(&self) -> bool {
        let offers = account::offers(&self.world.app, &self.other, self.account).await.unwrap();
        let offer = offers.iter().find(|offer| offer.to == Move::Suspend).unwrap();
        offer.answer.refusals.is_empty()
    }

    fn pass(&self, hours: i64) {
        self.world.clock.advance(SignedDuration::from_hours(hours));
    }
}

fn add(account: AccountId, version: i64, section: SectionId, span: Term) -> AddOwner {
    AddOwner { account, version, section, span, supplies: vec![] }
}

/// A section with somebody in it.
async fn section(world: &World, name: &str, login: &str) -> (SectionId, Actor) {
    let span = Term::new(world.now(), None);
    let names = Names::new(name, "", "");
    let (program, tier) = (world.program(), Tier::default());
    let made = CreateSection { parent: None, names: names.clone(), ordinal: 2, span, tier };
    let made = world.run(&program, &made).await.unwrap();
    let position =
        CreatePosition { section: made, names, rank: String::new(), rank_order: 1, extension: String::new(), span };
    let position = world.run(&program, &position).await.unwrap();
    (made, world.person(login, position, &[]).await)
}

fn problems<T: std::fmt::Debug>(result: Result<T, Failure>) -> Vec<(String, String)> {
    let Err(Failure::Invalid(errors)) = result else { panic!("{result:?}") };
    errors.into_iter().map(|FieldError { field, key, .. }| (field, key)).collect()
}

fn pair(field: &str, key: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), key.to_owned())]
}

async fn an_owner_counts_from_its_day_until_its_end(world: World) {
    let story = Story::new(world).await;
    let now = story.world.now();
    let at = |hours| now + SignedDuration::from_hours(hours);
    assert!(!story.theirs().await && story.found().await.shares.is_empty(), "a line from before has one section");

    story.share(Term::new(at(48), Some(at(96)))).await.unwrap();
    assert!(!story.theirs().await && !story.found().await.shares[0].now, "not yet");
    story.pass(48);
    assert!(story.theirs().await && story.found().await.shares[0].now);
    let public = account::public_listing(&story.world.app, story.world.a.tenant).await.unwrap();
    assert!(public.running.is_empty(), "it is not listed");
    story.pass(48);
    assert!(!story.theirs().await, "the last moment is not part of it");

    // Again, from now on; then it ends at once. Both stay on record.
    story.share(Term::default()).await.unwrap();
    assert!(story.theirs().await);
    story.end(1, None).await.unwrap();
    assert!(!story.theirs().await);
    let found = story.found().await;
    let spans: Vec<_> = found.shares.iter().map(|share| (share.from, share.until)).collect();
    assert_eq!(spans, [(at(48), Some(at(96))), (at(96), Some(at(96)))]);
    // What is to begin later is called off by ending it now.
    story.share(Term::new(at(200), None)).await.unwrap();
    story.end(2, None).await.unwrap();
    story.pass(200);
    assert!(!story.theirs().await);
    story.world.wrote(&["account.share", "account.unshare"]).await;
    story.world.finish().await;
}

async fn what_does_not_go_together_is_told_at_its_field(world: World) {
    let story = Story::new(world).await;
    let now = story.world.now();
    let at = |hours| now + SignedDuration::from_hours(hours);
    let (keeper, account) = (&story.keeper, story.account);
    let with = |section, span| add(account, 1, section, span);

    let own = with(story.world.a.section, Term::default());
    assert_eq!(problems(story.world.run(keeper, &own).await), pair("section", "owner-operates"));
    let nobody = with(story.world.app.env.id(), Term::default());
    assert_eq!(problems(story.world.run(keeper, &nobody).await), pair("section", "unknown-section"));
    let of_others = with(story.world.b.section, Term::default());
    assert_eq!(problems(story.world.run(keeper, &of_others).await), pair("section", "unknown-section"));
    assert_eq!(problems(story.share(Term::new(at(-25), None)).await), pair("from", "owner-past"));
    assert_eq!(problems(story.share(Term::new(at(2), Some(at(1)))).await), pair("until", "ends-before-start"));
    assert_eq!(problems(story.share(Term::new(now, Some(now))).await), pair("until", "ends-before-start"));

    // The first minute of today is from now on.
    story.share(Term::new(at(-3), Some(at(10)))).await.unwrap();
    assert_eq!(story.found().await.shares[0].from, now);
    assert_eq!(problems(story.share(Term::new(at(9), None)).await), pair("section", "owner-there"));
    story.share(Term::new(at(10), None)).await.unwrap();
    assert_eq!(problems(story.end(0, Some(at(-1))).await), pair("until", "owner-past"));

    // Two at once: the second sees that it decided over something else.
    let stale = add(account, 1, story.section, Term::new(at(500), Some(at(600))));
    let stale = story.world.run(keeper, &stale).await;
    assert!(matches!(stale, Err(Failure::Conflict { seen: 1, current: 3 })), "{stale:?}");
    let unknown = EndOwner { account, version: 3, owner: story.world.app.env.id(), until: None, supplies: vec![] };
    let unknown = story.world.run(keeper, &unknown).await;
    assert!(matches!(unknown, Err(Failure::NotFound)), "{unknown:?}");
    story.pass(11);
    assert_eq!(problems(story.end(0, None).await), pair("until", "owner-over"));

    // A section that has ended runs nothing.
    let (gone, _) = section(&story.world, "廃止課", "haishi").await;
    let ends = EndSection { id: gone, until: Some(story.world.now()) };
    story.world.run(&story.world.program(), &ends).await.unwrap();
    let gone = add(account, 3, gone, Term::default());
    assert_eq!(problems(story.world.run(keeper, &gone).await), pair("section", "unknown-section"));
    story.world.finish().await;
}

async fn only_the_keeper_decides_whose_an_account_is(world: World) {
    let story = Story::new(world).await;
    let right = Forbidden::Right(SystemRight::ManageAccounts);
    let mine = add(story.account, 1, story.section, Term::default());
    let refused = story.world.run(&story.other, &mine).await;
    assert!(matches!(&refused, Err(Failure::Forbidden(why)) if *why == right), "{refused:?}");
    let strange = story.world.person_of(&story.world.b, "strange", story.world.b.clerk, &[SystemRight::ManageAccounts]);
    let strange = strange.await;
    let refused = story.world.run(&strange, &mine).await;
    assert!(matches!(refused, Err(Failure::NotFound)), "{refused:?}");
    assert!(story.found().await.shares.is_empty());
    story.world.finish().await;
}

async fn requests_reach_everybody_whose_the_account_is(world: World) {
    let story = Story::new(world).await;
    let (_, asker) = section(&story.world, "子育て課", "kosodate").await;
    let wish = Wish {
        title: "祭り".to_owned(),
        text: "祭りを開きます。".to_owned(),
        account: Some(story.account),
        ..Wish::default()
    };
    let ask = AskPost { wish };
    story.world.run(&asker, &ask).await.unwrap();
    let seen = async || {
        let filter = RequestFilter::default();
        tatefuda_app::request::list(&story.world.app, &story.other, &filter).await.unwrap().rows.len()
    };
    assert_eq!(seen().await, 0);
    story.share(Term::new(story.world.now(), Some(story.world.now() + SignedDuration::from_hours(1)))).await.unwrap();
    assert_eq!(seen().await, 1);
    story.pass(1);
    assert_eq!(seen().await, 0);
    story.world.finish().await;
}
