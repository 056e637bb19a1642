//! Counts over the media of a post, defined once for the provider and for scenarios.

use std::collections::BTreeMap;

use crate::facts::Value;

/// What follows from the records of `post.media`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaCounts {
    /// `post.media_count`.
    pub count: i64,
    /// `post.media_unanswered`: media of which people or rights are not fully answered.
    pub unanswered: i64,
    /// `post.people_identifiable`: `None` as long as the people of one medium are unanswered.
    pub identifiable: Option<i64>,
}

/// Counts over records as the schema declares them for `post.media`.
///
/// People are answered when `people` is there and, where they are identifiable, also `people_count` and `children`.
/// Rights are answered when `rights` is there and, where others hold them, also `rights_holder`.
pub fn media_counts(media: &[BTreeMap<String, Value>]) -> MediaCounts {
    let mut counts = MediaCounts { count: 0, unanswered: 0, identifiable: Some(0) };
    for medium in media {
        counts.count = counts.count.saturating_add(1);
        let people = people(medium);
        let whole = match people {
            Some(0) => true,
            Some(_) => known(medium, "children"),
            None => false,
        };
        let rights = match text(medium, "rights") {
            Some("other") => text(medium, "rights_holder").is_some_and(|holder| !holder.trim().is_empty()),
            Some(_) => true,
            None => false,
        };
        if !(whole && rights) {
            counts.unanswered = counts.unanswered.saturating_add(1);
        }
        counts.identifiable = counts.identifiable.zip(people).map(|(sum, more)| sum.saturating_add(more));
    }
    counts
}

/// Number of identifiable people in one medium, where that was answered.
fn people(medium: &BTreeMap<String, Value>) -> Option<i64> {
    match text(medium, "people")? {
        "identifiable" => match medium.get("people_count") {
            Some(Value::Int(count)) => Some(*count),
            _ => None,
        },
        _ => Some(0),
    }
}

fn known(medium: &BTreeMap<String, Value>, name: &str) -> bool {
    medium.get(name).is_some_and(|value| *value != Value::Nothing)
}

fn text<'m>(medium: &'m BTreeMap<String, Value>, name: &str) -> Option<&'m str> {
    match medium.get(name) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn medium(elements: &[(&str, Value)]) -> BTreeMap<String, Value> {
        elements.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
    }

    #[test]
    fn nothing_is_assumed_for_what_nobody_answered() {
        let silent = medium(&[("kind", "image".into())]);
        let nobody = medium(&[("people", "none".into()), ("rights", "own".into())]);
        let uncounted = medium(&[("people", "identifiable".into()), ("rights", "own".into())]);
        let children = medium(&[
            ("people", "identifiable".into()),
            ("people_count", 2.into()),
            ("children", true.into()),
            ("rights", "other".into()),
        ]);
        assert_eq!(media_counts(&[]), MediaCounts { count: 0, unanswered: 0, identifiable: Some(0) });
        assert_eq!(media_counts(std::slice::from_ref(&nobody)).unanswered, 0);
        let one = |medium: &BTreeMap<String, Value>| media_counts(std::slice::from_ref(medium));
        assert_eq!(one(&silent), MediaCounts { count: 1, unanswered: 1, identifiable: None });
        assert_eq!(one(&uncounted).identifiable, None);
        assert_eq!(one(&children), MediaCounts { count: 1, unanswered: 1, identifiable: Some(2) }, "no holder named");
        let mut named = children.clone();
        named.insert("rights_holder".to_owned(), "祭の実行委員会".into());
        assert_eq!(
            media_counts(&[nobody, named.clone()]),
            MediaCounts { count: 2, unanswered: 0, identifiable: Some(2) }
        );
        assert_eq!(media_counts(&[named, silent]).identifiable, None);
    }
}
