//! Which intended send a post found on a platform belongs to (decision 0007, item 5).
//!
//! Only a post that can belong to exactly one intent, for an intent that can have been exactly one post, counts.
//! Everything else says nothing: the outcome stays unknown and waits for a person.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tatefuda_domain::{Digest, PublicationId, digest::Canonical};

/// How far the platform's clock may be behind ours.
pub const SKEW: SignedDuration = SignedDuration::from_secs(60);

/// An intent whose outcome nobody knows for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Intent {
    /// The intended send.
    pub id: PublicationId,
    /// The text by which it would be found.
    pub match_hash: Digest,
    /// When the first call was begun that may have put it there.
    pub begun_at: Timestamp,
}

/// A post as the platform shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The platform's id.
    pub id: String,
    /// Its address.
    pub permalink: Option<String>,
    /// When the platform says it was made.
    pub created: Timestamp,
    /// The text by which posts are compared.
    pub match_hash: Digest,
}

/// The text by which posts are compared, as a digest: texts themselves stay out of commands.
pub fn match_hash(comparable: &str) -> Digest {
    let mut out = Canonical::new("tatefuda.match.v1\n");
    out.text(1, comparable);
    out.finish()
}

/// The one post that is this intent's, or nothing.
///
/// `open` are all intents of the account that may have led to a post and have none, this one included; `seen` are the
/// posts read back, without those that are counted for an intent already.
pub fn find<'a>(intent: &Intent, open: &[Intent], seen: &'a [Seen]) -> Option<&'a Seen> {
    let rivals = open.iter().filter(|other| other.id != intent.id && other.match_hash == intent.match_hash);
    if rivals.count() > 0 {
        return None;
    }
    let mut candidates =
        seen.iter().filter(|post| post.match_hash == intent.match_hash && post.created >= intent.begun_at - SKEW);
    match (candidates.next(), candidates.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tatefuda_domain::Id as _;
    use uuid::Uuid;

    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).expect("in range")
    }

    fn intent(id: u128, text: &str, begun: i64) -> Intent {
        Intent { id: PublicationId::from_uuid(Uuid::from_u128(id)), match_hash: match_hash(text), begun_at: at(begun) }
    }

    fn seen(id: &str, text: &str, created: i64) -> Seen {
        Seen { id: id.into(), permalink: None, created: at(created), match_hash: match_hash(text) }
    }

    #[test]
    fn one_for_one_counts() {
        let a = intent(1, "a", 0);
        assert_eq!(find(&a, &[a], &[seen("p", "a", 1), seen("q", "b", 1)]).map(|post| post.id.as_str()), Some("p"));
    }

    #[test]
    fn nothing_is_concluded_from_doubt() {
        let (a, b) = (intent(1, "a", 0), intent(2, "a", 50));
        assert_eq!(find(&a, &[a], &[]), None);
        assert_eq!(find(&a, &[a], &[seen("p", "a", 1), seen("q", "a", 2)]), None, "two posts");
        assert_eq!(find(&a, &[a, b], &[seen("p", "a", 1)]), None, "two intents");
        assert_eq!(find(&a, &[a], &[seen("p", "a", -3_600)]), None, "made long before the call");
    }

    proptest! {
        /// However intents and posts lie, no post is counted for two intents.
        #[test]
        fn never_two_intents_for_one_post(
            texts in prop::collection::vec(0..3_u8, 1..6),
            posts in prop::collection::vec((0..3_u8, 0..100_i64), 0..6),
        ) {
            let open: Vec<Intent> =
                (0_u128..).zip(&texts).map(|(id, text)| intent(id, &text.to_string(), 0)).collect();
            let seen: Vec<Seen> = posts
                .iter()
                .enumerate()
                .map(|(id, (text, created))| seen(&id.to_string(), &text.to_string(), *created))
                .collect();
            let mut counted: Vec<&str> =
                open.iter().filter_map(|one| Some(find(one, &open, &seen)?.id.as_str())).collect();
            let all = counted.len();
            counted.sort_unstable();
            counted.dedup();
            prop_assert_eq!(counted.len(), all);
        }
    }
}
