use tatefuda_i18n::Translator;

use crate::view::{Choice, ClauseRef, When, Who};

/// What the regulation says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// Nothing stands in the way.
    Permitted,
    /// Something is still needed.
    #[default]
    Needs,
    /// Not possible.
    Refused,
}

/// The answer on a screen.
#[derive(Clone, Debug, Default)]
pub struct AnswerView {
    pub decision: Decision,
    /// Id of the stored answer; previews are not stored.
    pub id: Option<String>,
    /// Why not.
    pub refusals: Vec<LineView>,
    /// What is needed; all of them. Also collected under a refusal.
    pub needs: Vec<NeedView>,
    /// What else the regulation says.
    pub notes: Vec<LineView>,
    /// Clauses that were considered.
    pub citations: Vec<ClauseRef>,
}

/// One line with its clauses.
#[derive(Clone, Debug, Default)]
pub struct LineView {
    pub text: String,
    pub clauses: Vec<ClauseRef>,
    /// Strength in words, when it matters.
    pub strength: Option<String>,
    /// Who can help.
    pub who: Vec<Who>,
    /// What remains possible.
    pub remedies: Vec<RemedyView>,
}

/// One need: any of its alternatives meets it.
#[derive(Clone, Debug, Default)]
pub struct NeedView {
    /// Few words for the calm line, e.g. 分類.
    pub short: String,
    pub text: String,
    pub clauses: Vec<ClauseRef>,
    /// Strength in words.
    pub strength: Option<String>,
    /// Whose turn it is.
    pub turn: Turn,
    /// Ways to meet it.
    pub alternatives: Vec<RemedyView>,
}

/// Whose turn it is. A screen puts first what the reader can do: an answer that lists twelve needs, two of them theirs, is
/// read as a refusal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// The reader can meet the need.
    #[default]
    Me,
    /// Somebody else.
    Other,
}

/// One component for each kind of remedy.
#[derive(Clone, Debug)]
pub enum RemedyView {
    /// A step of the chain.
    GiveStep {
        /// Label of the step from the pack.
        label: String,
        /// Who can do it.
        who: Who,
        /// Where the reader can do it, when it is the reader's turn.
        href: Option<String>,
        /// Another step comes first.
        later: bool,
    },
    GiveRecord {
        /// Name of the kind.
        label: String,
        /// Who can give it.
        who: Vec<Who>,
        /// A page with the form.
        href: Option<String>,
    },
    /// A field of the form.
    ChooseField {
        /// Name of the control, which is also its `id`; `None` where no form has one.
        field: Option<&'static str>,
        /// Words for it.
        label: String,
        /// The values that would do.
        choices: Vec<Choice>,
        /// Where it is filled in; `None` where the reader of this page cannot be led there.
        href: Option<String>,
    },
    /// Another time.
    ChangeTime {
        /// When it would be possible, in words.
        times: Vec<String>,
        /// Where it is chosen.
        href: Option<String>,
    },
    /// It becomes possible by itself.
    WaitUntil { at: When },
    /// A value that the body has not set.
    SetParameter {
        /// What it is.
        label: String,
        /// Where it is set.
        href: String,
        /// Who decides it.
        who: Vec<Who>,
    },
    /// Nobody holds the role.
    Appoint { role: String },
    /// Another text, link or file.
    ReplaceMedium {
        /// What and why.
        what: String,
        /// Where it is replaced.
        href: Option<String>,
    },
    OpenProcedure {
        label: String,
        /// Who opens it.
        who: Vec<Who>,
        /// Where it is opened.
        href: Option<String>,
    },
    /// A step of a procedure.
    DoStep {
        /// Label of the step from the pack.
        label: String,
        /// Who does it.
        who: Vec<Who>,
        /// Another step comes first.
        later: bool,
        /// Where the procedures stand that run there.
        href: Option<String>,
    },
    AnswerDuty {
        label: String,
        /// Who has it.
        who: Vec<Who>,
    },
    /// The road that always remains.
    AskHuman {
        /// What to ask or do.
        text: String,
        /// Whom.
        who: Vec<Who>,
    },
    /// All of these together.
    All(Vec<RemedyView>),
}

impl AnswerView {
    /// The one calm line above the folded details.
    #[must_use]
    pub fn calm(&self, tr: &Translator) -> String {
        match self.decision {
            Decision::Permitted => tr.text("calm-permitted"),
            Decision::Refused => match self.refusals.first() {
                Some(line) => tr.with("calm-refused", &[("why", line.text.as_str().into())]),
                None => tr.text("calm-refused-plain"),
            },
            // Nothing was asked yet: without an account there is no document to answer by.
            Decision::Needs if self.needs.is_empty() => tr.text("calm-start"),
            Decision::Needs => {
                let mine = self.shorts(Turn::Me);
                if !mine.is_empty() {
                    // Two rules may ask for the same thing; it is named once, but both are counted.
                    let named = named_once(&mine);
                    let items = crate::shell::join(tr, &named);
                    return tr.with("calm-left", &[("n", mine.len().into()), ("items", items.into())]);
                }
                let theirs = crate::shell::join(tr, &named_once(&self.shorts(Turn::Other)));
                tr.with("calm-others", &[("items", theirs.into())])
            }
        }
    }

    fn shorts(&self, turn: Turn) -> Vec<&str> {
        self.needs.iter().filter(|n| n.turn == turn).map(|n| n.short.as_str()).collect()
    }

    /// Adds the texts of the cited clauses, as the packs hold them; they are shown folded.
    #[must_use]
    pub fn with_texts(mut self, text: impl Fn(&str) -> Option<String>) -> Self {
        for clause in &mut self.citations {
            clause.text = text(&clause.id);
        }
        self
    }

    /// Whether any cited clause comes with its text.
    #[must_use]
    pub fn has_texts(&self) -> bool {
        self.citations.iter().any(|c| c.text.is_some())
    }

    /// There is nothing behind the calm line.
    #[must_use]
    pub fn silent(&self) -> bool {
        self.refusals.is_empty() && self.needs.is_empty() && self.notes.is_empty() && self.citations.is_empty()
    }

    /// Needs that the reader can meet.
    #[must_use]
    pub fn mine(&self) -> Vec<&NeedView> {
        self.needs.iter().filter(|n| n.turn == Turn::Me).collect()
    }

    /// Needs that others meet.
    #[must_use]
    pub fn theirs(&self) -> Vec<&NeedView> {
        self.needs.iter().filter(|n| n.turn == Turn::Other).collect()
    }

    /// Suffix of the style class.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self.decision {
            Decision::Permitted => "permitted",
            Decision::Needs => "needs",
            Decision::Refused => "refused",
        }
    }

    /// The decision in a word.
    #[must_use]
    pub fn word(&self, tr: &Translator) -> String {
        tr.text(match self.decision {
            Decision::Permitted => "decision-permitted",
            Decision::Needs => "decision-needs",
            Decision::Refused => "decision-refused",
        })
    }
}

/// One line of the trace.
#[derive(Clone, Debug, Default)]
pub struct TraceRow {
    /// Id of the rule.
    pub rule: String,
    /// Layer in words: house or the document of the body.
    pub layer: String,
    pub clauses: Vec<ClauseRef>,
    /// Strength in words.
    pub strength: String,
    /// Outcome in words.
    pub outcome: String,
    /// Whether the outcome stood in the way.
    pub stands_in_way: bool,
    /// Whether the rule applied at all; the others are shown folded.
    pub applied: bool,
    /// What the rule says.
    pub text: String,
}

fn named_once<'a>(items: &[&'a str]) -> Vec<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    items.iter().copied().filter(|item| seen.insert(*item)).collect()
}
