use crate::{
    account::AccountRef,
    post::{ClockRow, CorrectionRow, PostState},
    publication::PublicationView,
    screening::FoundRow,
    view::{Pair, When},
};

/// One picture of a target.
#[derive(Clone, Debug)]
pub struct PictureView {
    pub id: String,
    /// Which one it is, in words.
    pub number: String,
    /// Alternative text; may be empty.
    pub alt: String,
    /// What was stated about it.
    pub answers: Vec<Pair>,
}

/// One line of the list of posts.
#[derive(Clone, Debug)]
pub struct PostRow {
    pub id: String,
    /// Document number.
    pub number: Option<String>,
    /// First line of the text.
    pub title: String,
    pub accounts: Vec<String>,
    pub state: PostState,
    /// Author with section.
    pub author: String,
    /// Window in words.
    pub window: Option<String>,
    /// The earliest time chosen for a send that is still to come or under way.
    pub scheduled: Option<When>,
    /// When it last went out.
    pub published: Option<When>,
    /// Last change.
    pub updated: When,
}

/// Searching in a list.
#[derive(Clone, Debug, Default)]
pub struct SearchForm {
    /// The filter that stays.
    pub state: Option<String>,
    /// What is searched for.
    pub text: String,
}

/// A post with its history.
#[derive(Clone, Debug)]
pub struct PostView {
    pub id: String,
    /// Document number.
    pub number: Option<String>,
    /// First line of the text.
    pub title: String,
    pub state: PostState,
    /// 照合番号 of the sheet.
    pub code: String,
    /// Number of the revision.
    pub revision: u32,
    /// Author with section and capacity.
    pub author: String,
    /// When it was begun.
    pub created: When,
    /// Category, under the body's own word for it.
    pub category: Option<Pair>,
    /// Classification, under the body's own word for it.
    pub classification: Option<Pair>,
    /// Decision status in words.
    pub decision_status: Option<String>,
    /// Further declared fields in words.
    pub extra: Vec<Pair>,
    /// Window in words.
    pub window: Option<String>,
    /// One target for each account.
    pub targets: Vec<TargetView>,
    /// The text of a draft that goes nowhere yet; else it stands in the targets.
    pub text: Option<String>,
    /// What it corrects.
    pub corrects: Option<CorrectionRow>,
    /// Its own corrections.
    pub corrections: Vec<CorrectionRow>,
    /// Within which time the text wants an error of it corrected.
    pub clocks: Vec<ClockRow>,
    /// Whether a send has begun or is due at once, so that the page will soon say something else.
    pub moving: bool,
    /// Signs that residents will not see as they were meant; whoever decides sees them before they decide.
    pub signs: Vec<FoundRow>,
}

/// How the post reads on one account.
#[derive(Clone, Debug)]
pub struct TargetView {
    pub account: AccountRef,
    /// Text exactly as it will be sent.
    pub text: String,
    pub link: Option<String>,
    /// Pictures in order.
    pub pictures: Vec<PictureView>,
    /// Where on the service it lands, in words.
    pub place: Option<String>,
    /// Why checks given for it do not count, where that is not for its content.
    pub warning: Option<String>,
    /// 照合番号 of the target.
    pub code: String,
    /// What became of it, newest last.
    pub publications: Vec<PublicationView>,
    /// Whether the program can send there itself.
    pub connector: bool,
}

/// One line of the trail.
#[derive(Clone, Debug)]
pub struct TrailEntry {
    pub at: When,
    pub who: String,
    pub capacity: String,
    /// What was done, in words.
    pub what: String,
    /// A comment that belongs to it.
    pub comment: Option<String>,
    /// Whether it was refused.
    pub refused: bool,
    /// The stored answer behind it.
    pub answer_id: Option<String>,
    /// 照合番号 of the content it was about.
    pub code: Option<String>,
    /// Whether the content changed since.
    pub stale: bool,
}
