//! Lists that an answer repeats.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A list that many share: a copy costs no allocation.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shared<T>(Arc<[T]>);

impl<T: Clone> Shared<T> {
    /// Leaves out those who do not fit.
    pub fn retain(&mut self, fits: impl Fn(&T) -> bool) {
        if !self.iter().all(&fits) {
            *self = self.iter().filter(|one| fits(one)).cloned().collect();
        }
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> std::ops::Deref for Shared<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> From<Vec<T>> for Shared<T> {
    fn from(list: Vec<T>) -> Self {
        if list.is_empty() { Self::default() } else { Self(list.into()) }
    }
}

impl<T, U: Into<T>> FromIterator<U> for Shared<T> {
    fn from_iter<I: IntoIterator<Item = U>>(list: I) -> Self {
        Self(list.into_iter().map(Into::into).collect())
    }
}

impl<'a, T> IntoIterator for &'a Shared<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_ref().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Shared<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into())
    }
}
