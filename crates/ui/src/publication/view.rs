use tatefuda_i18n::Translator;

use crate::{
    answer::{LineView, NeedView},
    record::RecordFormView,
    removal::{RemovalRow, TakeDown},
    view::{Choice, FormMeta, Link, Tone, When},
};

/// What somebody has scheduled. It says where and when, not what: that is read under one's own access.
#[derive(Clone, Debug)]
pub struct PendingRow {
    /// Id of the post.
    pub post: String,
    /// How the post is named: its document number, else that it has none.
    pub label: String,
    pub account: String,
    /// Where it stands.
    pub state: PublicationState,
    /// The time chosen.
    pub planned: When,
    /// Nobody acts for it any more at that time: it will be held.
    pub orphaned: bool,
}

/// One intended send.
#[derive(Clone, Debug)]
pub struct PublicationView {
    pub id: String,
    pub state: PublicationState,
    pub planned: Option<When>,
    /// When it was published.
    pub published: Option<When>,
    /// How we know.
    pub proof: Option<Proof>,
    /// Address on the service.
    pub url: Option<String>,
    /// Why it failed, is held or is unknown.
    pub reason: Option<String>,
    /// The stored answer, when the regulation held it.
    pub answer_id: Option<String>,
    /// How often it was tried.
    pub attempts: u32,
    /// Looks that people took for it.
    pub looks: Vec<LookView>,
    /// The form with which a person resolves an unknown send.
    pub resolve: Option<ResolveForm>,
    /// Why it waits and how it goes on, where it is held.
    pub held: Option<HeldView>,
    /// Where it is posted by hand; `None` where nobody has to, or had to.
    pub hand: Option<String>,
    /// What people saw of it once it was published.
    pub evidence: Vec<EvidenceRow>,
    /// The form with which somebody says what they saw of it.
    pub look: Option<EvidenceForm>,
    /// Decisions to take it down.
    pub removals: Vec<RemovalRow>,
    /// What the reader can decide about that.
    pub take_down: Option<TakeDown>,
}

/// What somebody saw of a published post.
#[derive(Clone, Debug)]
pub struct EvidenceRow {
    pub at: When,
    pub who: String,
    /// What is the case, in words.
    pub shows: String,
    /// How it is marked.
    pub tone: Tone,
    /// What that is worth.
    pub grade: Proof,
    /// In their words.
    pub seen: String,
    /// At which address.
    pub url: Option<String>,
    /// Id of a picture of the screen.
    pub picture: Option<String>,
}

/// Says what somebody saw; posts to `/publications/{id}/evidence`.
#[derive(Clone, Debug)]
pub struct EvidenceForm {
    pub meta: FormMeta,
    /// What may be the case.
    pub shows: Vec<Choice>,
    /// Whether the reader is another person than whoever posted it.
    pub another: bool,
}

/// A look at the account, for a send whose result is unknown.
#[derive(Clone, Debug)]
pub struct LookView {
    pub at: When,
    pub who: String,
    /// Whether it was there, in words.
    pub found: String,
    /// What was seen.
    pub seen: String,
    /// Id of a picture of the screen.
    pub picture: Option<String>,
}

/// A send that waits for a person: what stands in its way, and the ways on.
#[derive(Clone, Debug, Default)]
pub struct HeldView {
    /// The clauses on which it was held, each with what it says here.
    pub lines: Vec<LineView>,
    /// What was missing, with who can give it.
    pub needs: Vec<NeedView>,
    /// What to do now, in one sentence.
    pub way: String,
    /// Where that is done, when it is another page.
    pub link: Option<Link>,
    /// Sending it after all; `None` while the regulation does not permit it or the reader may not.
    pub resume: Option<ResumeForm>,
    /// Giving it up; `None` when the reader may not.
    pub cancel: Option<FormMeta>,
}

/// Puts a held send back on the schedule; posts to `/publications/{id}/reschedule`.
#[derive(Clone, Debug, Default)]
pub struct ResumeForm {
    pub meta: FormMeta,
    /// The window in words.
    pub window: Option<String>,
    /// Records that go with it.
    pub supplies: Vec<RecordFormView>,
}

/// What a person can say about a send whose result is unknown.
#[derive(Clone, Debug)]
pub struct ResolveForm {
    pub meta: FormMeta,
    /// What may be stated: values `published`, `not-published`, …
    pub outcomes: Vec<Choice>,
    /// Whether only others may say that it is not there.
    pub denied_by_others: bool,
    /// How an address of a post looks there; none: a picture of the screen is asked for.
    pub address: Option<String>,
}

/// Where one publication stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicationState {
    /// 予約済
    Scheduled,
    /// A worker has taken it.
    Leased,
    /// 送信中
    Sending,
    /// 手作業待ち
    Waiting,
    /// 手作業中
    Taken,
    /// 投稿済
    Published,
    /// 送信失敗
    Failed,
    /// 保留
    Held,
    /// 結果不明
    Unknown,
    /// 取りやめ
    Cancelled,
}

impl PublicationState {
    /// All states, for tests and legends.
    pub const ALL: [Self; 10] = [
        Self::Scheduled,
        Self::Leased,
        Self::Sending,
        Self::Waiting,
        Self::Taken,
        Self::Published,
        Self::Failed,
        Self::Held,
        Self::Unknown,
        Self::Cancelled,
    ];

    /// The state in words.
    #[must_use]
    pub fn label(self, tr: &Translator) -> String {
        tr.text(match self {
            Self::Scheduled => "state-scheduled",
            Self::Leased => "state-leased",
            Self::Sending => "state-sending",
            Self::Waiting => "state-waiting",
            Self::Taken => "state-taken",
            Self::Published => "state-published",
            Self::Failed => "state-failed",
            Self::Held => "state-held",
            Self::Unknown => "state-unknown",
            Self::Cancelled => "state-cancelled",
        })
    }

    /// What a person does next, in one sentence.
    #[must_use]
    pub fn next_step(self, tr: &Translator) -> Option<String> {
        let key = match self {
            Self::Scheduled => "next-scheduled",
            Self::Leased | Self::Sending => "next-sending",
            Self::Waiting => "next-waiting",
            Self::Taken => "next-taken",
            Self::Failed => "next-failed",
            Self::Held => "next-held",
            Self::Unknown => "next-unknown",
            Self::Published | Self::Cancelled => return None,
        };
        Some(tr.text(key))
    }

    /// How the state is marked.
    #[must_use]
    pub fn tone(self) -> Tone {
        match self {
            Self::Scheduled | Self::Leased | Self::Sending => Tone::Info,
            Self::Waiting | Self::Taken => Tone::Warn,
            Self::Published => Tone::Good,
            Self::Held => Tone::Warn,
            Self::Failed | Self::Unknown => Tone::Bad,
            Self::Cancelled => Tone::Neutral,
        }
    }
}

/// How we know that something was published. Never shown stronger than it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// API照合: the platform answered the call.
    Api,
    /// 閲覧照合: found afterwards by the API.
    Readback,
    /// 目視: a person looked.
    Seen,
    /// 申告: a person said so.
    Stated,
}

impl Proof {
    /// The grade in words.
    #[must_use]
    pub fn label(self, tr: &Translator) -> String {
        tr.text(match self {
            Self::Api => "proof-api",
            Self::Readback => "proof-readback",
            Self::Seen => "proof-seen",
            Self::Stated => "proof-stated",
        })
    }

    /// What the grade means, in one sentence.
    #[must_use]
    pub fn meaning(self, tr: &Translator) -> String {
        tr.text(match self {
            Self::Api => "proof-api-meaning",
            Self::Readback => "proof-readback-meaning",
            Self::Seen => "proof-seen-meaning",
            Self::Stated => "proof-stated-meaning",
        })
    }
}
