#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::id::Id;

fn content() -> TargetContent {
    TargetContent {
        tenant: TenantId::from_uuid(Uuid::from_u128(1)),
        post: PostId::from_uuid(Uuid::from_u128(2)),
        account: AccountId::from_uuid(Uuid::from_u128(3)),
        place: None,
        action: Action::PostPublish,
        text: "本日の行事".into(),
        link: None,
        media: vec![],
        options: BTreeMap::new(),
        category: None,
        classification: None,
        decision_status: None,
        fields: BTreeMap::new(),
        window: Window::default(),
    }
}

/// The encoding is frozen: a change of this value is a new version of the digest.
#[test]
fn the_encoding_is_frozen() {
    assert_eq!(content().digest().to_string(), FROZEN);
    assert_eq!(content().digest().check_number().len(), 9);
}

const FROZEN: &str = "4c50ad1b2aa8ba1ab3bd68cb792f39f70f4e6b5fd41aae095d2fd185184df82c";

/// The same for version 2: once with the service's id, once with the handle. Computed a second time outside the program.
#[test]
fn the_second_encoding_is_frozen() {
    let at = |service: &str, id: Option<&str>, handle: &str| {
        let service = service.parse().unwrap();
        TargetContent { place: Some(Place::of(&service, id, handle)), ..content() }.digest().to_string()
    };
    assert_eq!(at("facebook", Some("100200300"), "not covered"), FROZEN_BY_ID);
    assert_eq!(at("x", None, "town_official"), FROZEN_BY_HANDLE);
}

const FROZEN_BY_ID: &str = "382e15524d9bbbfeb89969a65728c672fb8a5b0d5f455951190eaa7f3eda2c94";
const FROZEN_BY_HANDLE: &str = "0c0a3c4f57a04c7ce4fce46e885404b42f12cf2b993a8e5e9f22406dc507d7b9";

type Change = Box<dyn Fn(&mut TargetContent)>;

fn place(service: &str, id: Option<&str>, handle: &str) -> Option<Place> {
    Some(Place::of(&service.parse().unwrap(), id, handle))
}

/// Every field changes the digest, and no two changes give the same one.
#[test]
fn every_field_is_covered() {
    let at = Timestamp::from_second(1).unwrap();
    let changes: Vec<Change> = vec![
        Box::new(|_| ()),
        Box::new(|c| c.tenant = TenantId::from_uuid(Uuid::from_u128(9))),
        Box::new(|c| c.post = PostId::from_uuid(Uuid::from_u128(9))),
        Box::new(|c| c.account = AccountId::from_uuid(Uuid::from_u128(9))),
        Box::new(|c| c.place = place("facebook", Some("100"), "")),
        Box::new(|c| c.place = place("instagram", Some("100"), "")),
        Box::new(|c| c.place = place("facebook", Some("200"), "")),
        Box::new(|c| c.place = place("facebook", None, "100")),
        Box::new(|c| c.place = place("facebook", None, "")),
        Box::new(|c| c.action = Action::PostCorrect),
        Box::new(|c| c.text.push('。')),
        Box::new(|c| c.link = Some(String::new())),
        Box::new(|c| c.link = Some("https://example.jp/".into())),
        Box::new(|c| c.media.push(MediaRef { hash: Digest::of(b"x"), kind: "image".into(), alt: String::new() })),
        Box::new(|c| c.media.push(MediaRef { hash: Digest::of(b"x"), kind: "image".into(), alt: "山".into() })),
        Box::new(|c| drop(c.options.insert("a".into(), "b".into()))),
        Box::new(|c| c.category = Some(String::new())),
        Box::new(|c| c.classification = Some(String::new())),
        Box::new(|c| c.decision_status = Some(String::new())),
        Box::new(|c| drop(c.fields.insert("a".into(), "b".into()))),
        Box::new(move |c| c.window.from = Some(at)),
        Box::new(move |c| c.window.until = Some(at)),
    ];
    let mut seen = std::collections::BTreeSet::new();
    for (index, change) in changes.iter().enumerate() {
        let mut changed = content();
        change(&mut changed);
        assert!(seen.insert(changed.digest()), "change {index} is not covered");
    }
}

proptest! {
    /// Bytes cannot wander between neighbouring fields.
    #[test]
    fn fields_do_not_run_together(a in ".{0,8}", b in ".{0,8}", c in ".{0,8}", d in ".{0,8}") {
        let of = |text: &str, link: &str| {
            let mut content = content();
            content.text = text.into();
            content.link = Some(link.into());
            content.digest()
        };
        prop_assert_eq!(of(&a, &b) == of(&c, &d), (&a, &b) == (&c, &d));
    }

    #[test]
    fn a_sheet_does_not_depend_on_order(mut texts in prop::collection::vec(".{0,4}", 0..6)) {
        let digests = |texts: &[String]| texts.iter().map(|t| Digest::of(t.as_bytes())).collect::<Vec<_>>();
        let before = sheet_digest(digests(&texts));
        texts.reverse();
        prop_assert_eq!(before, sheet_digest(digests(&texts)));
    }

    #[test]
    fn digests_read_back(bytes in prop::array::uniform32(any::<u8>())) {
        let digest = Digest::from_bytes(bytes);
        prop_assert_eq!(digest.to_string().parse::<Digest>().unwrap(), digest);
    }
}
