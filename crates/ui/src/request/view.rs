use crate::view::{Choice, FormMeta, Link, Tone, When};

/// Where a request stands, with how far what came of it has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestStanding {
    /// 受付済
    Asked,
    /// 差戻し
    Returned,
    /// 作成中
    Writing,
    /// 決裁中
    Deciding,
    /// 予約済
    Scheduled,
    /// 公開済
    Published,
    /// 投稿案の取りやめ
    GivenUp,
    /// 見送り
    Refused,
    /// 取下げ
    Withdrawn,
}

impl RequestStanding {
    /// Key of the word.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Asked => "request-asked",
            Self::Returned => "request-returned",
            Self::Writing => "request-writing",
            Self::Deciding => "request-deciding",
            Self::Scheduled => "request-scheduled",
            Self::Published => "request-published",
            Self::GivenUp => "request-given-up",
            Self::Refused => "request-refused",
            Self::Withdrawn => "request-withdrawn",
        }
    }

    /// How it is marked.
    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::Asked | Self::Writing | Self::Deciding | Self::Scheduled => Tone::Info,
            Self::Published => Tone::Good,
            Self::Returned | Self::GivenUp => Tone::Warn,
            Self::Refused | Self::Withdrawn => Tone::Neutral,
        }
    }
}

/// A line of the list.
#[derive(Clone, Debug)]
pub struct RequestRow {
    pub id: String,
    pub title: String,
    pub standing: RequestStanding,
    /// The section that asks.
    pub section: String,
    /// Whose request it is.
    pub who: String,
    /// Where it is to go; `None`: whichever fits.
    pub account: Option<String>,
    /// When it is wished to go out.
    pub wished: Option<When>,
    /// When it came in.
    pub asked: When,
}

/// What the list is narrowed to.
#[derive(Clone, Debug)]
pub struct RequestSearch {
    /// The state, carried along.
    pub state: Option<String>,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct RequestPictureView {
    pub id: String,
    /// For those who do not see it.
    pub alt: String,
}

/// Asking, or putting right what was asked.
#[derive(Clone, Debug)]
pub struct RequestForm {
    pub meta: FormMeta,
    /// The request that is put right; `None`: a new one.
    pub id: Option<String>,
    pub title: String,
    pub text: String,
    pub note: String,
    /// Name of the file from which the words were read.
    pub source: String,
    /// Accounts to choose from.
    pub accounts: Vec<Choice>,
    pub wished_date: String,
    pub wished_time: String,
    pub pictures: Vec<RequestPictureView>,
}

/// Taking it up.
#[derive(Clone, Debug)]
pub struct RequestTakeForm {
    pub meta: FormMeta,
    /// Where the draft is to go.
    pub accounts: Vec<Choice>,
}

/// What became of it.
#[derive(Clone, Debug)]
pub struct RequestDecision {
    pub who: String,
    pub at: When,
    /// Why it was given back or is not met.
    pub reason: Option<String>,
    /// The draft, for whoever may read it.
    pub post: Option<Link>,
}

/// A request with what its reader can do with it.
#[derive(Clone, Debug)]
pub struct RequestView {
    pub row: RequestRow,
    pub text: String,
    pub note: String,
    pub source: String,
    /// When the words were stated as they are.
    pub stated: When,
    pub pictures: Vec<RequestPictureView>,
    pub decision: Option<RequestDecision>,
    pub take: Option<RequestTakeForm>,
    pub give_back: Option<FormMeta>,
    /// Not meeting it.
    pub refuse: Option<FormMeta>,
    pub amend: Option<RequestForm>,
    pub withdraw: Option<FormMeta>,
}

/// Whence a draft came.
#[derive(Clone, Debug)]
pub struct RequestOrigin {
    pub link: Link,
    /// Section and person.
    pub who: String,
    pub stated: When,
    pub wished: Option<When>,
}
