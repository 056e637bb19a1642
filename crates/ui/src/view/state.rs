//! States in words. The words are those of the screens; the final word comes from the pack.

use tatefuda_i18n::Translator;

use super::Tone;

/// Where a post stands. "Cleared" is the engine's answer at that moment, never a stored state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostState {
    /// 作成中
    Draft,
    /// 回議中（残りn名）
    InReview {
        /// How many steps are open; 0 where that was not asked.
        remaining: u32,
    },
    /// 差戻し
    Returned,
    /// The steps are done; the word is the pack's, e.g. 確認済.
    Cleared {
        /// Word of the pack.
        word: String,
    },
    /// The content changed after a step; the steps no longer count.
    Void {
        /// Word of the pack for the step, e.g. 確認.
        word: String,
    },
    /// At least one publication waits for its time.
    Scheduled,
    /// 送信中
    Sending,
    /// 投稿済
    Published,
    /// Some accounts are published, others not.
    PartlyPublished,
    /// 送信失敗
    Failed,
    /// 時刻超過などで保留
    Held,
    /// 結果不明
    Unknown,
    /// 取りやめ
    Withdrawn,
}

impl PostState {
    /// The state in words.
    #[must_use]
    pub fn label(&self, tr: &Translator) -> String {
        match self {
            Self::Draft => tr.text("state-draft"),
            // Lists do not ask the regulation about each row.
            Self::InReview { remaining: 0 } => tr.text("state-in-review-plain"),
            Self::InReview { remaining } => tr.with("state-in-review", &[("n", (*remaining).into())]),
            Self::Returned => tr.text("state-returned"),
            Self::Cleared { word } => tr.with("state-cleared", &[("word", word.as_str().into())]),
            Self::Void { word } => tr.with("state-void", &[("word", word.as_str().into())]),
            Self::Scheduled => tr.text("state-scheduled"),
            Self::Sending => tr.text("state-sending"),
            Self::Published => tr.text("state-published"),
            Self::PartlyPublished => tr.text("state-partly"),
            Self::Failed => tr.text("state-failed"),
            Self::Held => tr.text("state-held"),
            Self::Unknown => tr.text("state-unknown"),
            Self::Withdrawn => tr.text("state-withdrawn"),
        }
    }

    /// How the state is marked.
    #[must_use]
    pub fn tone(&self) -> Tone {
        match self {
            Self::Draft | Self::Withdrawn => Tone::Neutral,
            Self::InReview { .. } | Self::Scheduled | Self::Sending => Tone::Info,
            Self::Cleared { .. } | Self::Published => Tone::Good,
            Self::Returned | Self::Void { .. } | Self::PartlyPublished | Self::Held => Tone::Warn,
            Self::Failed | Self::Unknown => Tone::Bad,
        }
    }
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
    pub const ALL: [Self; 8] = [
        Self::Scheduled,
        Self::Leased,
        Self::Sending,
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
