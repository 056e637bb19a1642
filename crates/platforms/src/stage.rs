//! Stages of a send (decision 0007, points 13 to 19).
//!
//! A connector says which stage is next and does it; whoever drives it stores each before and after. Stages before the
//! last are *preparing*: residents see nothing of them, and each may be repeated. The last one publishes, once.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use url::Url;

use crate::outcome::{Rejection, WaitClass};

/// What a preparing stage does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StageKind {
    /// Puts a picture where the service fetches it. No call to the service: whoever drives the stages does it.
    Host,
    /// Brings a file to the service, unpublished.
    Upload,
    /// Says what a file that was brought shows.
    Describe,
    /// Has the service put together what will be published.
    Container,
    /// Asks whether the service has finished with it.
    Wait,
}

impl StageKind {
    const ALL: [Self; 5] = [Self::Host, Self::Upload, Self::Describe, Self::Container, Self::Wait];

    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Upload => "upload",
            Self::Describe => "describe",
            Self::Container => "container",
            Self::Wait => "wait",
        }
    }
}

/// A preparing stage of a send. Written `upload-2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Stage {
    /// What it does.
    pub kind: StageKind,
    /// The how-manieth of its kind, from 1.
    pub part: u16,
}

impl Stage {
    #[must_use]
    pub const fn new(kind: StageKind, part: u16) -> Self {
        Self { kind, part }
    }

    /// Bringing the file at an index.
    #[must_use]
    pub fn upload(index: usize) -> Self {
        Self::nth(StageKind::Upload, index)
    }

    /// The stage of a kind for what stands at an index.
    #[must_use]
    pub fn nth(kind: StageKind, index: usize) -> Self {
        Self::new(kind, u16::try_from(index).unwrap_or(u16::MAX).saturating_add(1))
    }

    /// The index of the file that it brings, or of the thing that it makes.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.part.saturating_sub(1))
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind.as_str(), self.part)
    }
}

/// No name of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no stage of a send")]
pub struct NoStage;

impl FromStr for Stage {
    type Err = NoStage;

    fn from_str(text: &str) -> Result<Self, NoStage> {
        let (kind, part) = text.split_once('-').ok_or(NoStage)?;
        let kind = StageKind::ALL.into_iter().find(|one| one.as_str() == kind).ok_or(NoStage)?;
        let part = part.parse().ok().filter(|part| *part > 0).ok_or(NoStage)?;
        Ok(Self { kind, part })
    }
}

/// What a preparing stage needs beside content, credentials and what stands.
#[derive(Debug, Clone, Copy)]
pub struct StageContext<'a> {
    /// The present moment.
    pub now: Timestamp,
    /// Under which address the service finds each picture of the post, in their order; empty where there is no host for
    /// them. What stands there was put by a stage of the kind [`StageKind::Host`].
    pub pictures: &'a [Url],
}

impl StageContext<'static> {
    /// For connectors that bring pictures themselves.
    #[must_use]
    pub const fn at(now: Timestamp) -> Self {
        Self { now, pictures: &[] }
    }
}

/// What a stage left at the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Which.
    pub stage: Stage,
    /// What the service calls it. Never a secret.
    pub handle: String,
    /// Until when the service keeps it, as far as known.
    pub until: Option<Timestamp>,
}

/// What stands of a send, in the order in which it was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standings(Vec<Standing>);

impl Standings {
    /// What of a list still holds: nothing from the first on that the service keeps no longer, because what comes behind
    /// was made of what comes before.
    pub fn holding(list: impl IntoIterator<Item = Standing>, now: Timestamp) -> Self {
        Self(list.into_iter().take_while(|one| one.until.is_none_or(|until| now < until)).collect())
    }

    /// Adds what a stage left.
    pub fn add(&mut self, standing: Standing) {
        self.0.push(standing);
    }

    /// Takes away a stage and all that were made behind it.
    pub fn cut(&mut self, from: Stage) {
        if let Some(place) = self.0.iter().position(|one| one.stage == from) {
            self.0.truncate(place);
        }
    }

    /// What a stage left, if it stands.
    #[must_use]
    pub fn of(&self, stage: Stage) -> Option<&str> {
        self.0.iter().find(|one| one.stage == stage).map(|one| &*one.handle)
    }

    /// What the stages of a kind left, in their order.
    #[must_use]
    pub fn handles(&self, kind: StageKind) -> Vec<&str> {
        self.0.iter().filter(|one| one.stage.kind == kind).map(|one| &*one.handle).collect()
    }

    /// The first upload of so many files that does not stand.
    #[must_use]
    pub fn missing_upload(&self, files: usize) -> Option<Stage> {
        (0..files).map(Stage::upload).find(|stage| self.of(*stage).is_none())
    }

    /// Each, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Standing> {
        self.0.iter()
    }
}

/// What has to be called before the post can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Something has to be brought or made first.
    Prepare(Stage),
    /// Everything stands: the one call that makes the post visible.
    Publish,
}

/// How a preparing stage ended. None of these can mean that something was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StageOutcome {
    Stands {
        /// What the service calls it.
        handle: String,
        /// Until when the service keeps it, as far as known.
        until: Option<Timestamp>,
    },
    /// The service has it and is still at work.
    Working {
        /// When to ask again.
        look_at: Timestamp,
    },
    /// What an earlier stage made is of no use any more: it has to be made again, with all behind it.
    Gone {
        from: Stage,
        /// What the service said, without secrets.
        why: String,
    },
    /// No usable answer. It may be tried again at once.
    Lost {
        /// Why, without secrets.
        why: String,
    },
    /// Certain: nothing left this machine.
    NotSent {
        /// What failed, without secrets.
        why: String,
    },
    /// The service asks to come later.
    Wait {
        /// Not before.
        until: Timestamp,
        /// Why.
        class: WaitClass,
    },
    /// The service does not take it, and would not take it again unchanged.
    Rejected(Rejection),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(stage: Stage, until: Option<i64>) -> Standing {
        let until = until.map(|second| Timestamp::from_second(second).expect("in range"));
        Standing { stage, handle: stage.to_string(), until }
    }

    #[test]
    fn names_are_read_back() {
        for kind in StageKind::ALL {
            let stage = Stage::new(kind, 12);
            assert_eq!(stage.to_string().parse(), Ok(stage));
        }
        for wrong in ["", "upload", "upload-0", "upload-x", "publish-1", "upload-70000"] {
            assert_eq!(wrong.parse::<Stage>(), Err(NoStage), "{wrong}");
        }
    }

    #[test]
    fn what_is_over_takes_all_behind_it_along() {
        let (first, second) = (Stage::upload(0), Stage::upload(1));
        let container = Stage::new(StageKind::Container, 1);
        let list = || [standing(first, None), standing(second, Some(100)), standing(container, None)];
        let at = |second: i64| Timestamp::from_second(second).expect("in range");
        let mut whole = Standings::holding(list(), at(99));
        assert_eq!((whole.missing_upload(2), whole.of(container)), (None, Some("container-1")));
        let over = Standings::holding(list(), at(100));
        assert_eq!((over.missing_upload(2), over.of(container)), (Some(second), None));
        whole.cut(container);
        assert_eq!(whole.handles(StageKind::Upload), ["upload-1", "upload-2"]);
        whole.cut(first);
        assert_eq!(whole, Standings::default());
    }
}
