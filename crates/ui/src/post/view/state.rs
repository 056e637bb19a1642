use tatefuda_i18n::Translator;

use crate::view::Tone;

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
    /// 公開停止: what was published is taken down again.
    Removed,
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
            // Without a step of the pack there is no word of its own for it.
            Self::Cleared { word } if word.is_empty() => tr.text("state-cleared-plain"),
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
            Self::Removed => tr.text("removal-removed"),
        }
    }

    /// How the state is marked.
    #[must_use]
    pub fn tone(&self) -> Tone {
        match self {
            Self::Draft | Self::Withdrawn | Self::Removed => Tone::Neutral,
            Self::InReview { .. } | Self::Scheduled | Self::Sending => Tone::Info,
            Self::Cleared { .. } | Self::Published => Tone::Good,
            Self::Returned | Self::Void { .. } | Self::PartlyPublished | Self::Held => Tone::Warn,
            Self::Failed | Self::Unknown => Tone::Bad,
        }
    }
}
