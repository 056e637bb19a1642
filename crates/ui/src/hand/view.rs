use crate::view::{Choice, FormMeta, When};

/// The account on which something is to be posted.
#[derive(Clone, Debug)]
pub struct HandAccountView {
    pub name: String,
    pub handle: String,
    pub service: String,
    pub url: String,
}

/// Who took a task.
#[derive(Clone, Debug)]
pub struct TakerView {
    /// Who, with extension.
    pub who: String,
    pub at: When,
    /// The number of the device on which they are to post.
    pub device: Option<String>,
    /// What they said of it, in words.
    pub said: Option<String>,
    /// Why not, or what they remember.
    pub words: Option<String>,
}

/// Taking a task.
#[derive(Clone, Debug)]
pub struct TakeForm {
    pub meta: FormMeta,
    /// The enrolled devices; empty where the body has none.
    pub devices: Vec<Choice>,
}

/// What is carried to the service.
#[derive(Clone, Debug)]
pub struct CarryView {
    /// The exact text.
    pub text: String,
    /// A link apart from it.
    pub link: Option<String>,
    /// The text as codes for a telephone; empty where it is too long for that.
    pub codes: Vec<CodeView>,
    /// Where the text is downloaded, and under which name.
    pub file: (String, String),
    pub pictures: Vec<PictureView>,
}

#[derive(Clone, Debug)]
pub struct CodeView {
    /// Which of how many.
    pub label: String,
    /// Width in modules, with the quiet zone.
    pub size: usize,
    /// The dark modules, as a path.
    pub path: String,
}

/// A picture to carry over.
#[derive(Clone, Debug)]
pub struct PictureView {
    pub number: usize,
    /// Where it lies.
    pub href: String,
    /// Under which name it is downloaded.
    pub file: String,
    pub alt: String,
}

/// Saying what came of it.
#[derive(Clone, Debug)]
pub struct AnswerForm {
    pub meta: FormMeta,
    pub outcomes: Vec<Choice>,
    /// How an address of a post looks there; none: it has none.
    pub example: Option<String>,
    /// The device on which it was to be posted.
    pub posted_on: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// `HH:MM`.
    pub time: String,
}
