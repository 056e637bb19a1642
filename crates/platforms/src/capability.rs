//! What can be done on which service: the one table that screens, checks and connectors read, so that nothing impossible
//! is offered anywhere and nothing possible is called impossible because a connector lacks it.
//!
//! Two things are kept apart. What *the service* lets anybody do stands in the rows; what *Tatefuda* does there by itself
//! stands in [`Capabilities::wired`]. Together they say how an act is offered ([`Offer`]): here, by hand, never.
//!
//! Each row names the source and date of its facts. `Support::NeedsLiveCheck` and [`Capabilities::unconfirmed`] say what
//! only a real account can tell.

mod kind;
mod table;

use jiff::{SignedDuration, Timestamp, civil::Date};
use tatefuda_domain::{Localized, Service};

pub use kind::{Draft, DraftMedium, Kind, MediaRule, MediumKind, PictureProblem, PostKind};
pub use table::{BY_HAND, TABLE};

use crate::{
    credentials::{CredentialKind, Credentials},
    length::TextLimit,
    platform::LimitFinding,
};

/// How Tatefuda reaches a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connector {
    /// Over the service's interface.
    Http,
    /// Served by Tatefuda itself.
    BuiltIn,
    /// Not yet: accounts can be registered and shown, posts are made by hand.
    None,
}

/// Whether something can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// Tried, or so plain in the documents that nobody doubts it.
    Yes,
    /// Not by this interface; it is offered nowhere.
    No,
    /// According to the service's documents; to be tried with a real account before it is relied upon.
    NeedsLiveCheck,
}

/// What one may want to do with a post that is there, or with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ability {
    /// Making a post.
    Publish,
    /// Reading our own posts back.
    ReadBack,
    /// Changing the text of a post that is there.
    EditText,
    /// Taking a post away for those who have not seen it yet.
    Remove,
    /// Taking it back from those who have received it.
    Recall,
    /// Reading what others wrote under a post.
    ReadComments,
    /// Answering there.
    Reply,
    /// Hiding another person's comment so that it can be shown again.
    HideComment,
    /// Taking another person's comment away for good.
    RemoveComment,
    /// Letting nobody comment on a post.
    CloseComments,
    /// Counting those who follow the account.
    Followers,
    /// When the account posted last.
    LastPost,
}

impl Ability {
    /// Every ability.
    pub const ALL: [Self; 12] = [
        Self::Publish,
        Self::ReadBack,
        Self::EditText,
        Self::Remove,
        Self::Recall,
        Self::ReadComments,
        Self::Reply,
        Self::HideComment,
        Self::RemoveComment,
        Self::CloseComments,
        Self::Followers,
        Self::LastPost,
    ];

    /// The word in API and texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::ReadBack => "read-back",
            Self::EditText => "edit-text",
            Self::Remove => "remove",
            Self::Recall => "recall",
            Self::ReadComments => "read-comments",
            Self::Reply => "reply",
            Self::HideComment => "hide-comment",
            Self::RemoveComment => "remove-comment",
            Self::CloseComments => "close-comments",
            Self::Followers => "followers",
            Self::LastPost => "last-post",
        }
    }
}

/// How an act is offered on a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// Tatefuda does it.
    Here,
    /// A person does it on the service's own screens, and records it.
    ByHand,
    /// Nobody can.
    Never,
}

/// What the service asks for a call, in millionths of a US dollar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    /// A post without an address in it.
    pub post: u32,
    /// Services charge more where readers are led away.
    pub post_with_address: u32,
    /// Reading one post.
    pub read: u32,
}

/// A version of a service's interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// As the service names it.
    pub name: &'static str,
    /// The last day on which the service answers to it, where it has told one.
    pub until: Option<Date>,
}

/// When what an account is connected with is renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renewal {
    /// So many minutes before its end.
    pub before: i64,
    /// Not before so many minutes after it was made; then at once where nobody knows its end.
    pub after: i64,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capabilities {
    /// The service's word in packs; empty in [`BY_HAND`].
    pub service: &'static str,
    /// Its name on screen, Japanese and English.
    pub name: (&'static str, &'static str),
    /// How it is reached.
    pub connector: Connector,
    /// Kinds of post. The first is what a post is unless it says otherwise.
    pub kinds: &'static [Kind],
    /// What the service lets anybody do, in the order of [`Ability::ALL`]; what is missing is a no.
    pub service_can: &'static [(Ability, Support)],
    /// What Tatefuda does there by itself.
    pub wired: &'static [Ability],
    /// Whether a repeat of a publishing call under the same key makes no second post.
    pub idempotent: Support,
    /// For how many hours after its first request a publishing call may be repeated under its key; absent: never.
    pub repeat_hours: Option<i64>,
    /// Whether residents reach each post under an address of its own.
    pub addresses: Support,
    /// For how many minutes after a call the service may still show what it took: nobody can say before that a post is
    /// not there. Absent: an answer is the end of it.
    pub late_minutes: Option<i64>,
    /// What an account is connected with; absent where nothing is.
    pub credential: Option<CredentialKind>,
    /// Which version of its interface every connection speaks; absent where there is none.
    pub version: Option<Version>,
    /// When that is renewed; absent: it is not, or by itself for each call.
    pub renewal: Option<Renewal>,
    /// The service brings nothing in: it fetches pictures from an address on the web, and may do so for so many hours after
    /// it took the post. Absent: pictures are brought to it.
    pub fetches: Option<i64>,
    /// What a call costs.
    pub price: Option<Price>,
    /// A remark for the screen, Japanese and English.
    pub note: Option<(&'static str, &'static str)>,
    /// What only a real account can tell, for the page of the connection, Japanese and English.
    pub unconfirmed: &'static [(&'static str, &'static str)],
}

impl Capabilities {
    /// The name on screen.
    #[must_use]
    pub fn name(&self) -> Localized {
        Localized::new(self.name.0, self.name.1)
    }

    /// The remark for the screen.
    #[must_use]
    pub fn note(&self) -> Option<Localized> {
        self.note.map(|(ja, en)| Localized::new(ja, en))
    }

    /// Whether a worker can publish there.
    #[must_use]
    pub fn can_publish(&self) -> bool {
        self.connector != Connector::None && self.offer(Ability::Publish) == Offer::Here
    }

    /// Whether the service lets anybody do something.
    #[must_use]
    pub fn support(&self, ability: Ability) -> Support {
        self.service_can.iter().find(|(one, _)| *one == ability).map_or(Support::No, |(_, support)| *support)
    }

    /// How an act is offered.
    #[must_use]
    pub fn offer(&self, ability: Ability) -> Offer {
        match self.support(ability) {
            Support::No => Offer::Never,
            _ if self.wired.contains(&ability) => Offer::Here,
            _ => Offer::ByHand,
        }
    }

    /// The rules of a kind of post; none: the service knows no such kind.
    #[must_use]
    pub fn kind(&self, kind: PostKind) -> Option<&'static Kind> {
        self.kinds.iter().find(|one| one.kind == kind)
    }

    /// What the service would not take of a post, as the kind that Tatefuda makes of it: where it makes several, the one
    /// that its pictures make it.
    #[must_use]
    pub fn check(&self, draft: &Draft<'_>) -> Vec<LimitFinding> {
        let kinds = self.kinds.iter().filter(|kind| kind.wired);
        let found = kinds.map(|kind| (kind.check(&self.name(), draft), kind.distance(draft.media.len())));
        found.min_by_key(|(findings, far)| (findings.len(), *far)).map_or_else(Vec::new, |(findings, _)| findings)
    }

    /// What is wrong with the pictures of a post, as the kind that Tatefuda makes of it.
    #[must_use]
    pub fn picture_problem(&self, media: &[DraftMedium<'_>]) -> Option<PictureProblem> {
        let kinds = self.kinds.iter().filter(|kind| kind.wired);
        let found = kinds.map(|kind| (kind.picture_problem(media), kind.distance(media.len())));
        found.min_by_key(|(problem, far)| (problem.is_some(), *far)).and_then(|(problem, _)| problem)
    }

    /// The rules of what a post is unless it says otherwise.
    #[must_use]
    pub fn usual(&self) -> Option<&'static Kind> {
        self.kinds.first()
    }
}

/// For how long services are known to show a post late that they took without an answer. To be tried with real accounts;
/// longer is safer than shorter.
const LATE: i64 = 10;

/// For how many minutes after a call a service may still show what it took; an unknown service as the slowest known one.
#[must_use]
pub fn late_minutes(service: &Service) -> i64 {
    of(service).late_minutes.unwrap_or(0)
}

/// Whether residents reach posts on a service under addresses of their own. Nobody knows it of an unknown service.
#[must_use]
pub fn has_addresses(service: &Service) -> bool {
    of(service).addresses == Support::Yes
}

/// The row of a service that the table knows.
#[must_use]
pub fn capabilities(service: &Service) -> Option<&'static Capabilities> {
    TABLE.iter().find(|row| row.service == service.as_str())
}

/// The row of any service; of one that the table does not know that which says so ([`BY_HAND`]).
#[must_use]
pub fn of(service: &Service) -> &'static Capabilities {
    capabilities(service).unwrap_or(&BY_HAND)
}

/// When credentials that were made at a time are to be renewed; none: never.
#[must_use]
pub fn renew_at(service: &Service, credentials: &Credentials, made: Timestamp) -> Option<Timestamp> {
    let renewal = of(service).renewal?;
    let until = match credentials {
        Credentials::Token { until, .. } | Credentials::AppToken { access: Some(_), until, .. } => *until,
        _ => return None,
    };
    let earliest = made.saturating_add(SignedDuration::from_mins(renewal.after)).ok()?;
    let before = |until: Timestamp| until.saturating_sub(SignedDuration::from_mins(renewal.before)).ok();
    Some(until.and_then(before).map_or(earliest, |at| at.max(earliest)))
}

/// How long a text may be on a service and how it is counted there: the one place to ask, for the composer's counter, the
/// live answer and the check before a post is passed on. None: nobody knows.
#[must_use]
pub fn text_limit(service: &Service) -> Option<TextLimit> {
    of(service).usual()?.text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::length::TextUnit;

    fn row(service: &str) -> &'static Capabilities {
        of(&service.parse().expect("a service"))
    }

    #[test]
    fn only_services_with_a_connector_can_be_published_to() {
        let can: Vec<_> = TABLE.iter().filter(|row| row.can_publish()).map(|row| row.service).collect();
        assert_eq!(can, ["facebook", "website", "instagram", "line", "x"]);
        assert!(!row("minitter").can_publish());
        assert_eq!(row("line").offer(Ability::Publish), Offer::Here);
        assert_eq!(row("youtube").offer(Ability::Publish), Offer::ByHand);
    }

    /// The table and not the screen says which pictures a post takes, of what Tatefuda itself makes there.
    #[test]
    fn pictures_are_judged_as_the_kind_that_is_made_of_them() {
        let picture = |mime| DraftMedium { mime, bytes: 1_000, pixels: Some((1_000, 1_000)), alt: "" };
        let (jpeg, png) = (picture("image/jpeg"), picture("image/png"));
        let wide = DraftMedium { pixels: Some((2_000, 1_000)), ..jpeg };
        for (service, media, problem) in [
            ("instagram", vec![], Some(PictureProblem::Needed)),
            ("instagram", vec![jpeg], None),
            ("instagram", vec![jpeg, jpeg], None),
            ("instagram", vec![png], Some(PictureProblem::Type("JPEG".to_owned()))),
            ("instagram", vec![wide], Some(PictureProblem::Shape)),
            ("instagram", vec![jpeg, wide], Some(PictureProblem::Shape)),
            ("instagram", vec![jpeg; 11], Some(PictureProblem::TooMany(10))),
            ("line", vec![], None),
            ("line", vec![jpeg], Some(PictureProblem::NotTaken)),
            ("x", vec![png; 5], Some(PictureProblem::TooMany(4))),
            ("facebook", vec![], None),
        ] {
            assert_eq!(row(service).picture_problem(&media), problem, "{service} {}", media.len());
        }
    }

    #[test]
    fn a_service_has_addresses_where_their_shape_is_known() {
        for row in &TABLE {
            let known = crate::address::example(row.service).is_some();
            assert_eq!(row.addresses == Support::Yes, known, "{}", row.service);
        }
        assert!(late_minutes(&"facebook".parse().expect("a service")) > 0);
        assert_eq!(late_minutes(&"website".parse().expect("built in")), 0);
        assert_eq!(late_minutes(&"minitter".parse().expect("a service")), LATE);
    }

    #[test]
    fn limits_are_counted_as_each_service_counts() {
        let limit = |service: &str| text_limit(&service.parse().expect("a service"));
        assert_eq!(limit("x"), Some(TextLimit::new(280, TextUnit::Weighted)));
        assert_eq!(limit("line"), Some(TextLimit::new(5_000, TextUnit::Utf16)));
        assert_eq!(limit("instagram"), Some(TextLimit::new(2_200, TextUnit::Utf16)));
        assert_eq!(limit("youtube"), Some(TextLimit::new(5_000, TextUnit::Utf8)), "the words beside a film");
        assert_eq!(limit("minitter"), None);
        assert!(!limit("x").expect("a limit").is_passed_by(&"あ".repeat(140)));
        assert!(limit("x").expect("a limit").is_passed_by(&"あ".repeat(141)));
    }

    /// Nothing is wired that the service does not let anybody do, and nothing is wired without a connector.
    #[test]
    fn nothing_impossible_is_offered() {
        for row in TABLE.iter().chain([&BY_HAND]) {
            for ability in row.wired {
                assert_ne!(row.support(*ability), Support::No, "{} {ability:?}", row.service);
            }
            assert!(row.connector != Connector::None || row.wired.is_empty(), "{}", row.service);
            assert_eq!(row.can_publish(), row.connector != Connector::None, "{}", row.service);
            let order: Vec<_> = row.service_can.iter().map(|(ability, _)| ability).collect();
            assert!(order.is_sorted() && !row.kinds.is_empty(), "{}", row.service);
        }
        assert_eq!(row("line").offer(Ability::Recall), Offer::Never, "what was sent to friends stays with them");
        assert_eq!(row("line").offer(Ability::HideComment), Offer::Never, "there are none");
        assert_eq!(row("instagram").offer(Ability::EditText), Offer::Never);
        assert_eq!(row("instagram").offer(Ability::Remove), Offer::ByHand, "not before somebody tried it");
        assert_eq!(row("x").offer(Ability::RemoveComment), Offer::Never);
        assert_eq!(row("facebook").offer(Ability::Remove), Offer::Here);
        assert_eq!(row("minitter").offer(Ability::Remove), Offer::ByHand);
    }
}
