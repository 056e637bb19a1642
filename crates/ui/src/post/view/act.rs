use crate::{post::CorrectForm, record::RecordFormView, view::FormMeta};

/// What the reader can do with the post now. `None` is not offered.
#[derive(Clone, Debug, Default)]
pub struct PostActions {
    /// Whether the edit page is offered.
    pub edit: bool,
    pub submit: Option<SubmitForm>,
    /// 引戻し
    pub take_back: Option<FormMeta>,
    /// Label of the step when the reader can give it; leads to the check page.
    pub check: Option<String>,
    /// 差戻し
    pub send_back: Option<ReturnForm>,
    /// Choose a time inside the window.
    pub schedule: Option<ScheduleForm>,
    /// Publish now.
    pub publish: Option<PublishForm>,
    /// 訂正: begins a correction of what is published.
    pub correct: Option<CorrectForm>,
    /// Cancel what is scheduled.
    pub cancel: Option<FormMeta>,
    /// 取りやめ
    pub withdraw: Option<FormMeta>,
}

impl PostActions {
    /// Nothing is offered.
    #[must_use]
    pub fn none(&self) -> bool {
        !self.edit
            && self.submit.is_none()
            && self.take_back.is_none()
            && self.check.is_none()
            && self.send_back.is_none()
            && self.schedule.is_none()
            && self.publish.is_none()
            && self.correct.is_none()
            && self.cancel.is_none()
            && self.withdraw.is_none()
    }
}

/// Submitting a post.
#[derive(Clone, Debug)]
pub struct SubmitForm {
    pub meta: FormMeta,
    /// Verb of the pack.
    pub label: String,
    /// Records that go with it.
    pub supplies: Vec<RecordFormView>,
}

/// Returning a post with a comment.
#[derive(Clone, Debug)]
pub struct ReturnForm {
    pub meta: FormMeta,
    /// What was typed.
    pub comment: String,
}

/// Choosing a time inside the window.
#[derive(Clone, Debug)]
pub struct ScheduleForm {
    pub meta: FormMeta,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM`.
    pub time: String,
    /// The window in words.
    pub window: Option<String>,
    /// Records that go with it.
    pub supplies: Vec<RecordFormView>,
}

/// Publishing now.
#[derive(Clone, Debug)]
pub struct PublishForm {
    pub meta: FormMeta,
    /// Records that go with it.
    pub supplies: Vec<RecordFormView>,
}
