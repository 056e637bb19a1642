//! 木更津: what a section asks for, until it is taken up; and how far it counts for the chain of the text (W13).

use tatefuda_app::{
    Ask, Failure, Forbidden, SubjectRef,
    account::{AccountTexts, Register},
    media,
    post::{self, Draft, Edit, Withdraw},
    request::{
        self, AmendRequest, AskPost, Asked, RefuseRequest, RequestFilter, RequestPicture, RequestStage, RequestState,
        ReturnRequest, TakeRequest, Wish, WithdrawRequest,
    },
};
use tatefuda_domain::{AccountId, Action, PostId, RequestId};
use tatefuda_testkit::picture::telephone;

use crate::{
    in_town,
    support::preview,
    towns::{Town, not_in_this_state},
};

in_town!("kisarazu":
    a_request_counts_for_its_very_words_and_no_others,
    whoever_states_the_words_makes_the_request_theirs,
    what_becomes_of_a_request_is_told_once_and_by_those_whose_it_is,
    of_two_who_take_it_up_at_once_one_does,
    a_given_up_draft_lets_the_request_wait_again,
    others_know_nothing_of_it,
    what_cannot_be_asked_is_told_by_field,
);

async fn official(town: &Town) -> AccountId {
    let texts = AccountTexts {
        handle: "city.kisarazu".to_owned(),
        url: "https://www.facebook.com/city.kisarazu".to_owned(),
        class: Some("official".to_owned()),
        ..AccountTexts::named("木更津市", town.sections["promo"])
    };
    let running_until = Some(town.now() + jiff::SignedDuration::from_hours(24 * 100));
    let register = Register { service: "facebook".parse().unwrap(), texts, running_until };
    town.run(town.who("kubo"), &register).await.unwrap().account
}

fn wish(account: Option<AccountId>) -> Wish {
    Wish {
        title: "港まつり".to_owned(), text: "港まつりを開きます。".to_owned(), account, ..Wish::default()
    }
}

async fn asked(town: &Town, who: &str, wish: Wish) -> RequestId {
    town.run(town.who(who), &AskPost { wish }).await.unwrap().request
}

async fn take(town: &Town, who: &str, request: RequestId, version: i64) -> Result<PostId, Failure> {
    town.run(town.who(who), &TakeRequest { request, version, accounts: vec![] }).await.map(|taken| taken.post)
}

/// The steps of the chain that are still to be given.
async fn open(town: &Town, post: PostId, account: AccountId) -> Vec<String> {
    let ask = Ask::new(Action::PostPublish, SubjectRef::Target { post, account });
    let answer = preview(&town.app, town.who("hara"), ask).await.unwrap().answer;
    let groups = answer.groups.iter().map(|group| group.id.clone());
    let mut groups: Vec<String> = groups.filter(|id| id.contains("official/")).collect();
    groups.iter_mut().for_each(|id| *id = id.rsplit('/').next().unwrap().to_owned());
    groups
}

async fn reworded(town: &Town, post: PostId, text: &str) {
    let found = post::find(&town.app, town.who("hara"), post).await.unwrap();
    let mut content = found.content.clone();
    content.text = text.to_owned();
    town.run(town.who("hara"), &Edit { post, version: found.version, content }).await.unwrap();
}

async fn a_request_counts_for_its_very_words_and_no_others(town: Town) {
    let account = official(&town).await;
    // Written without any request: it is wanted.
    let content = post::Content {
        title: "港まつり".to_owned(),
        text: "港まつりを開きます。".to_owned(),
        targets: vec![post::TargetInput::shared(account)],
        ..post::Content::default()
    };
    let own = town.run(town.who("hara"), &Draft { content }).await.unwrap().post;
    assert_eq!(open(&town, own, account).await, ["request", "judge"]);

    let request = asked(&town, "noguchi", wish(Some(account))).await;
    let post = take(&town, "hara", request, 1).await.unwrap();
    assert_eq!(open(&town, post, account).await, ["judge"], "the head of a section asked for it");
    let origin = request::origin(&town.app, town.who("hara"), post).await.unwrap().unwrap();
    assert_eq!((origin.id, origin.person.id), (request, town.person("noguchi")));
    assert!(request::origin(&town.app, town.who("hara"), own).await.unwrap().is_none());

    // One character more was not asked for; what was asked for is, again.
    reworded(&town, post, "港まつりを開きます！").await;
    assert_eq!(open(&town, post, account).await, ["request", "judge"]);
    reworded(&town, post, "港まつりを開きます。").await;
    assert_eq!(open(&town, post, account).await, ["judge"]);

    // Somebody who heads no section asks in vain, as far as the text goes.
    let request = asked(&town, "ueda", wish(Some(account))).await;
    let post = take(&town, "hara", request, 1).await.unwrap();
    assert_eq!(open(&town, post, account).await, ["request", "judge"]);
    town.wrote(&["request.ask", "request.take"]).await;
}

async fn whoever_states_the_words_makes_the_request_theirs(town: Town) {
    let account = official(&town).await;
    let request = asked(&town, "ueda", wish(Some(account))).await;
    let amend = |version| AmendRequest { request, version, wish: wish(Some(account)) };
    // Saved as it stands by the same person: nothing has changed.
    assert_eq!(town.run(town.who("ueda"), &amend(1)).await.unwrap().version, 1);
    assert_eq!(town.run(town.who("noguchi"), &amend(1)).await.unwrap().version, 2);
    let stale = town.run(town.who("ueda"), &amend(1)).await;
    assert!(matches!(stale, Err(Failure::Conflict { seen: 1, current: 2 })), "{stale:?}");
    let post = take(&town, "hara", request, 2).await.unwrap();
    assert_eq!(open(&town, post, account).await, ["judge"]);
    // What was taken up is not put right behind the back of those who work on it.
    not_in_this_state(town.run(town.who("noguchi"), &amend(3)).await, "request-taken");
    town.wrote(&["request.amend"]).await;
}

async fn what_becomes_of_a_request_is_told_once_and_by_those_whose_it_is(town: Town) {
    let account = official(&town).await;
    let request = asked(&town, "noguchi", wish(Some(account))).await;
    let reason = || "日付を書いてください".to_owned();
    let give_back = |version| ReturnRequest { request, version, reason: reason() };
    let refuse = |version| RefuseRequest { request, version, reason: reason() };
    let withdraw = |version| WithdrawRequest { request, version };
    let forbidden = |result: Result<Asked, Failure>, key: &str| match result {
        Err(Failure::Forbidden(Forbidden::Reason(found))) => assert_eq!(found, key),
        other => panic!("{other:?}"),
    };
    // Those who ask do not answer themselves, and those who answer do not withdraw.
    forbidden(town.run(town.who("noguchi"), &give_back(1)).await, "request-desk");
    forbidden(town.run(town.who("noguchi"), &refuse(1)).await, "request-desk");
    forbidden(town.run(town.who("hara"), &withdraw(1)).await, "request-asker");
    let empty = ReturnRequest { request, version: 1, reason: " ".to_owned() };
    assert!(matches!(town.run(town.who("hara"), &empty).await, Err(Failure::Invalid(_))));

    town.run(town.who("hara"), &give_back(1)).await.unwrap();
    let seen = request::find(&town.app, town.who("ueda"), request).await.unwrap();
    assert_eq!((seen.row.state, seen.reason.as_deref()), (RequestState::Returned, Some("日付を書いてください")));
    assert!(matches!(take(&town, "hara", request, 2).await, Err(Failure::State { .. })), "it is the asker's turn");
    let better = Wish { text: "11月3日に港まつりを開きます。".to_owned(), ..wish(Some(account)) };
    town.run(town.who("noguchi"), &AmendRequest { request, version: 2, wish: better }).await.unwrap();
    town.run(town.who("hara"), &refuse(3)).await.unwrap();
    not_in_this_state(town.run(town.who("noguchi"), &withdraw(4)).await, "request-refused");

    town.pass(1);
    let other = asked(&town, "noguchi", wish(None)).await;
    town.run(town.who("ueda"), &WithdrawRequest { request: other, version: 1 }).await.unwrap();
    assert!(matches!(take(&town, "hara", other, 2).await, Err(Failure::State { .. })));
    let mine = |state| RequestFilter { state, ..RequestFilter::default() };
    let all = request::list(&town.app, town.who("hara"), &mine(None)).await.unwrap();
    assert_eq!(all.rows.iter().map(|one| one.state.as_str()).collect::<Vec<_>>(), ["withdrawn", "refused"]);
    let refused = request::list(&town.app, town.who("hara"), &mine(Some(RequestState::Refused))).await.unwrap();
    assert_eq!(refused.rows.len(), 1);
    town.wrote(&["request.return", "request.refuse", "request.withdraw"]).await;
}

async fn of_two_who_take_it_up_at_once_one_does(town: Town) {
    let account = official(&town).await;
    let request = asked(&town, "noguchi", wish(Some(account))).await;
    let (first, second) = tokio::join!(take(&town, "hara", request, 1), take(&town, "matsumoto", request, 1));
    let done = [&first, &second].into_iter().filter(|one| one.is_ok()).count();
    assert_eq!(done, 1, "{first:?} {second:?}");
    let lost = if first.is_ok() { second } else { first };
    assert!(matches!(lost, Err(Failure::Conflict { seen: 1, current: 2 })), "{lost:?}");
}

async fn a_given_up_draft_lets_the_request_wait_again(town: Town) {
    let account = official(&town).await;
    let request = asked(&town, "noguchi", wish(Some(account))).await;
    let post = take(&town, "hara", request, 1).await.unwrap();
    let stage = async || request::find(&town.app, town.who("noguchi"), request).await.unwrap().row.stage;
    assert_eq!(stage().await, Some(RequestStage::Writing));
    not_in_this_state(take(&town, "hara", request, 2).await, "request-taken");
    let version = post::find(&town.app, town.who("hara"), post).await.unwrap().version;
    let reason = "二重になった".to_owned();
    town.run(town.who("hara"), &Withdraw { post, version, reason }).await.unwrap();
    assert_eq!(stage().await, Some(RequestStage::GivenUp));
    let again = take(&town, "hara", request, 2).await.unwrap();
    assert_ne!(again, post);
    assert_eq!(open(&town, again, account).await, ["judge"]);
}

async fn others_know_nothing_of_it(town: Town) {
    let account = official(&town).await;
    let upload = media::read(&town.app, "picture", telephone()).await.unwrap();
    let medium = town.run(town.who("noguchi"), &upload).await.unwrap().media;
    let pictures = vec![RequestPicture { media: medium, alt: "港".to_owned() }];
    let request = asked(&town, "noguchi", Wish { pictures, ..wish(Some(account)) }).await;
    // Another section that operates nothing there: neither the request nor its picture is there for them.
    for who in ["okabe"] {
        assert!(matches!(request::find(&town.app, town.who(who), request).await, Err(Failure::NotFound)));
        assert!(matches!(media::find(&town.app, town.who(who), medium).await, Err(Failure::NotFound)));
        assert!(matches!(take(&town, who, request, 1).await, Err(Failure::NotFound)));
        let list = request::list(&town.app, town.who(who), &RequestFilter::default()).await.unwrap();
        assert!(list.rows.is_empty());
    }
    // Those who operate the account see both, and the draft has the picture.
    media::find(&town.app, town.who("hara"), medium).await.unwrap();
    let post = take(&town, "hara", request, 1).await.unwrap();
    let found = post::find(&town.app, town.who("hara"), post).await.unwrap();
    assert_eq!(found.content.targets[0].media[0].media, medium);
    assert_eq!(found.content.targets[0].media[0].alt, "港");
    // Those who asked are told how far it is, and not what is being written.
    let seen = request::find(&town.app, town.who("noguchi"), request).await.unwrap();
    assert_eq!((seen.row.stage, seen.post), (Some(RequestStage::Writing), None));
}

async fn what_cannot_be_asked_is_told_by_field(town: Town) {
    let account = official(&town).await;
    let wrong = async |wish: Wish| match town.run(town.who("noguchi"), &AskPost { wish }).await {
        Err(Failure::Invalid(errors)) => errors.into_iter().map(|one| format!("{} {}", one.field, one.key)).collect(),
        other => panic!("{other:?}"),
    };
    let nothing: Vec<String> = wrong(Wish::default()).await;
    assert_eq!(nothing, ["title required", "text required"]);
    let past = Wish { wished_at: Some(town.now() - jiff::SignedDuration::from_secs(1)), ..wish(Some(account)) };
    assert_eq!(wrong(past).await, ["wished_at in-the-past"]);
    let long = Wish { text: "あ".repeat(post::TEXT_MAX + 1), ..wish(None) };
    assert_eq!(wrong(long).await, ["text too-long"]);
    let nowhere = Wish { account: Some(town.app.env.id()), ..wish(None) };
    assert_eq!(wrong(nowhere).await, ["account unknown-account"]);
    let strange = RequestPicture { media: town.app.env.id(), alt: String::new() };
    let pictures = vec![strange.clone(), strange];
    let found = wrong(Wish { pictures, ..wish(None) }).await;
    assert_eq!(found, ["pictures.0.media unknown-medium", "pictures.1.media twice", "pictures.1.media unknown-medium"]);
}
