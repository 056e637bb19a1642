use askama::Template;

use crate::{
    Shell,
    answer::{LineView, NeedView},
    hand::{AnswerForm, CarryView, HandAccountView, TakeForm, TakerView},
    publication::PublicationState,
    view::When,
};

/// `GET /hand/{id}`; forms post to `/hand/{id}/take` and `/hand/{id}/answer`.
#[derive(Clone, Debug, Template)]
#[template(path = "hand/show.html")]
pub struct HandPage {
    pub shell: Shell,
    /// Id of the send.
    pub id: String,
    pub post: String,
    /// The title of the post.
    pub title: String,
    pub state: PublicationState,
    pub account: HandAccountView,
    /// 照合番号
    pub number: String,
    /// Until when it may be taken, or answered.
    pub until: Option<When>,
    /// The window in words.
    pub window: Option<String>,
    /// The number of the device on which the reader is.
    pub own_device: Option<String>,
    /// Who took it.
    pub taker: Option<TakerView>,
    /// Whether that is the reader.
    pub mine: bool,
    /// Why its text is not shown, in words.
    pub stay: Option<String>,
    /// Clauses that do not let the reader post it.
    pub lines: Vec<LineView>,
    /// What is missing for that.
    pub needs: Vec<NeedView>,
    /// Taking it; `None` where the reader may not.
    pub take: Option<TakeForm>,
    /// What is to be posted; only for whoever has it.
    pub carry: Option<CarryView>,
    /// Saying what came of it.
    pub answer: Option<AnswerForm>,
}
