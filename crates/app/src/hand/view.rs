//! A task by hand as it is shown.

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::{AccountId, DeviceId, MediaId, PostId};
use tatefuda_regulation::Answer;
use utoipa::ToSchema;

use crate::post::view::{Person, PublicationView, TakingView};

/// A task by hand.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HandTask {
    /// The send.
    pub publication: PublicationView,
    /// The post.
    pub post: PostId,
    /// Its title.
    pub title: String,
    /// The account.
    pub account: HandAccount,
    /// Until when it may be taken, and then answered; absent once that is over.
    pub until: Option<Timestamp>,
    /// 照合番号: read from the digest of what was approved, the same on every side.
    pub check_number: String,
    /// Who took it last.
    pub taking: Option<TakingView>,
    /// Whether it is the reader who took it.
    pub mine: bool,
    /// What the regulation says to the reader's posting it now; absent where it is not asked any more.
    pub answer: Option<Answer>,
    /// Why its text is not shown, as a word of the reasons why a send waits; absent: it is, or nobody has taken it.
    pub stay: Option<String>,
    /// What is to be posted: only while the reader has it, and as long as it may go.
    pub text: Option<HandText>,
    /// The enrolled devices among which whoever takes it chooses.
    pub devices: Vec<HandDevice>,
    /// The number of the device on which the reader is.
    pub own_device: Option<String>,
    /// Whether posts of the service have addresses, so that one is asked for.
    pub has_addresses: bool,
}

/// The account on which it is to be posted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HandAccount {
    /// Its id.
    pub id: AccountId,
    /// Its name.
    pub name: String,
    /// Its handle on the service.
    pub handle: String,
    /// Its address for residents.
    pub url: String,
    /// What the service is called, in Japanese.
    pub service_ja: String,
    /// The same in English.
    pub service_en: String,
}

/// What is to be posted, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HandText {
    /// The text.
    pub text: String,
    /// A link apart from it.
    pub link: Option<String>,
    /// The pictures in their order.
    pub pictures: Vec<HandPicture>,
}

/// A picture to carry over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HandPicture {
    /// Its id.
    pub media: MediaId,
    /// Its number, from 1.
    #[schema(value_type = u64)]
    pub number: usize,
    /// Its type.
    pub mime: String,
    /// Its alternative text.
    pub alt: String,
}

/// An enrolled device.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HandDevice {
    /// Its id.
    pub id: DeviceId,
    /// The number on it.
    pub number: String,
}

/// Somebody whose text is out while all sending is stopped: to be called.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TakenView {
    /// Who, with their telephone.
    pub person: Person,
    /// Since when.
    pub at: Timestamp,
    /// On which account.
    pub account: String,
}
