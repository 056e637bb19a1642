use askama::Template;

use crate::{
    Shell,
    answer::AnswerView,
    post::{
        Asked, CalendarDay, Changes, ComposerForm, PostActions, PostRow, PostView, ReturnForm, SearchForm, StaleSave,
        TargetView, TrailEntry,
    },
    record::{RecordFormView, StatementView},
    request::RequestOrigin,
    screening::FoundRow,
    view::{Choice, FilterTab, FormMeta, Link, When},
};

/// `GET /posts/new` and `GET /posts/{id}/edit`; the form posts to `/posts` or `/posts/{id}/edit`.
#[derive(Clone, Debug, Template)]
#[template(path = "post/composer.html")]
pub struct ComposerPage {
    /// Surroundings; `errors` by field name.
    pub shell: Shell,
    pub form: ComposerForm,
    /// What the regulation says about the form as it stands.
    pub answer: AnswerView,
    /// What a service would not take, in words.
    pub limits: Vec<String>,
    /// What was read in the text.
    pub found: Vec<FoundRow>,
    /// Something in the texts shows nothing and can be taken out at one press.
    pub unseen: bool,
    /// Set when somebody saved in between: both texts.
    pub stale: Option<StaleSave>,
}

/// What `POST /check` answers: the inside of the panel beside the form. No page around it.
#[derive(Clone, Debug, Template)]
#[template(path = "post/answer_panel.html")]
pub struct AnswerPanel {
    /// For the texts only.
    pub shell: Shell,
    /// What the regulation says.
    pub answer: AnswerView,
    /// What a service would not take, in words.
    pub limits: Vec<String>,
    /// What was read in the text.
    pub found: Vec<FoundRow>,
    /// What is asked of the form as it stands.
    pub asked: Asked,
}

/// `GET /calendar`
#[derive(Clone, Debug, Template)]
#[template(path = "post/calendar.html")]
pub struct CalendarPage {
    pub shell: Shell,
    /// The month, or the week, in words.
    pub heading: String,
    /// The span before, today's and the next.
    pub before: Option<Link>,
    pub today: Link,
    pub next: Option<Link>,
    /// Month and week.
    pub views: Vec<FilterTab>,
    /// Which of them this is, and its first day, for the form.
    pub view: String,
    pub day: String,
    /// Accounts to choose from.
    pub accounts: Vec<Choice>,
    /// Names of the days of a week.
    pub weekdays: Vec<String>,
    /// Whole weeks.
    pub weeks: Vec<Vec<CalendarDay>>,
    /// There is more than is shown.
    pub more: bool,
}

/// `GET /posts`
#[derive(Clone, Debug, Template)]
#[template(path = "post/list.html")]
pub struct PostsPage {
    pub shell: Shell,
    /// Filters by state.
    pub filters: Vec<FilterTab>,
    /// Posts, newest change first.
    pub rows: Vec<PostRow>,
    /// The next page of the list, and from a later one the way back to the first.
    pub next: Option<Link>,
    pub first: Option<Link>,
    /// How many there are on all pages, in words.
    pub total: String,
    /// The whole list as a table for other programs.
    pub csv: Link,
    /// Whether the reader may begin a post.
    pub may_compose: bool,
    pub search: SearchForm,
}

/// `GET /posts/{id}`
#[derive(Clone, Debug, Template)]
#[template(path = "post/show.html")]
pub struct PostPage {
    /// Surroundings; `errors` e.g. with field `comment`, `date` or `time`.
    pub shell: Shell,
    pub post: PostView,
    /// What the regulation says about publishing it now; `None` when it is over.
    pub answer: Option<AnswerView>,
    /// What the reader can do.
    pub actions: PostActions,
    /// Who did what, oldest first.
    pub trail: Vec<TrailEntry>,
    /// The request of which it came.
    pub origin: Option<RequestOrigin>,
}

/// `GET /posts/{id}/check`; the forms post to `/posts/{id}/step` and `/posts/{id}/return`.
#[derive(Clone, Debug, Template)]
#[template(path = "post/check.html")]
pub struct CheckPage {
    pub shell: Shell,
    /// The post as it stands now.
    pub post: PostView,
    /// The sheet digest in hexadecimal that the form carries as `shown`.
    pub shown: String,
    /// Id of the step in the pack.
    pub step: String,
    /// Label of the step from the pack, e.g. 確認する.
    pub step_label: String,
    /// Hidden fields of the step form.
    pub meta: FormMeta,
    /// Hidden fields of the return form, and what was typed there.
    pub send_back: Option<ReturnForm>,
    /// What changed since the reader last looked; `None` on the first look.
    pub changes: Option<Changes>,
    /// Set after a stale form was refused: what changed between what was shown and now.
    pub stale: Option<Changes>,
    /// What the regulation found; the step itself is left out of the needs.
    pub answer: AnswerView,
    /// What the author and others stated and decided.
    pub statements: Vec<StatementView>,
    /// Records that go with the step.
    pub supplies: Vec<RecordFormView>,
    /// What the author was told or said last, e.g. why it was returned.
    pub last_comment: Option<TrailEntry>,
    /// When the reader needs to have answered.
    pub deadline: Option<When>,
}

impl CheckPage {
    /// Targets of the post, for the template.
    #[must_use]
    pub fn targets(&self) -> &[TargetView] {
        &self.post.targets
    }
}
