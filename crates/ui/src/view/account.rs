//! Accounts, people and the record of operations.

use super::{AnswerView, Choice, ClauseRef, FormMeta, Holder, PublicationState, RecordFormView, When};

/// One account of the ledger.
#[derive(Clone, Debug)]
pub struct AccountRow {
    /// Id.
    pub id: String,
    /// Name of the service.
    pub service: String,
    /// Name of the account.
    pub name: String,
    /// Handle.
    pub handle: String,
    /// Address, when known.
    pub url: Option<String>,
    /// What it is for.
    pub purpose: String,
    /// Unit that runs it.
    pub unit: String,
    /// Where it stands.
    pub state: AccountState,
    /// Whether the program can send there itself.
    pub connector: Connector,
    /// Which document of the body governs it.
    pub document: Option<String>,
    /// Last check of the live page.
    pub checked: Option<When>,
    /// What is to be put right, with clauses.
    pub repairs: Vec<(String, Vec<ClauseRef>)>,
}

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// 準備中
    Preparing,
    /// 運用中
    Active,
    /// 利用停止
    Suspended,
    /// 運用終了
    Ended,
}

impl AccountState {
    /// Key of the word.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Preparing => "account-preparing",
            Self::Active => "account-active",
            Self::Suspended => "account-suspended",
            Self::Ended => "account-ended",
        }
    }

    /// How it is marked.
    #[must_use]
    pub fn tone(self) -> super::Tone {
        match self {
            Self::Preparing => super::Tone::Info,
            Self::Active => super::Tone::Good,
            Self::Suspended => super::Tone::Warn,
            Self::Ended => super::Tone::Neutral,
        }
    }
}

/// A move of an account, with what is said to it. What is not possible is shown with the reason, not left out.
#[derive(Clone, Debug)]
pub struct MoveView {
    /// End of the address: `start`, `suspend`, `close`, `delete`.
    pub verb: String,
    /// Words of the button.
    pub label: String,
    /// What follows from it, in one sentence.
    pub effect: String,
    /// Whether it is the usual way on; else it stops something.
    pub forward: bool,
    /// Hidden fields; `None` when it is not possible now.
    pub meta: Option<FormMeta>,
    /// Records that go with it.
    pub supplies: Vec<RecordFormView>,
    /// What the regulation says, where it does not simply permit.
    pub answer: Option<AnswerView>,
    /// Which system right is missing, in words.
    pub lacks: Option<String>,
}

/// Connecting an account with its service.
#[derive(Clone, Debug, Default)]
pub struct ConnectForm {
    /// Hidden fields.
    pub meta: FormMeta,
    /// Whether a token is stored already; it is never shown.
    pub connected: bool,
    /// Until when the stored one is honoured, as far as known.
    pub until: Option<String>,
    /// `YYYY-MM-DD` or empty, as typed.
    pub expires: String,
}

/// What the ledger says of an account, as typed. Field names are also element ids.
#[derive(Clone, Debug, Default)]
pub struct AccountForm {
    /// Hidden fields.
    pub meta: FormMeta,
    /// Service as typed; shown only for a new account.
    pub service: String,
    /// Services to choose from.
    pub services: Vec<Choice>,
    /// Name on the service.
    pub name: String,
    /// Handle.
    pub handle: String,
    /// Address for residents.
    pub url: String,
    /// What it is for.
    pub purpose: String,
    /// Sections.
    pub sections: Vec<Choice>,
    /// Class, where the pack has classes.
    pub class: String,
    /// The service's own id.
    pub external_id: String,
    /// Whether it stands on the page for residents.
    pub listed: bool,
    /// A remark for residents.
    pub public_note: String,
    /// Mail address with which it is registered.
    pub mail: String,
    /// Whether that is a shared one (`no`) or one person's own (`yes`).
    pub mail_personal: Vec<Choice>,
    /// Address that its profile shows.
    pub profile_url: String,
    /// Page of the body's website that introduces it.
    pub listing_url: String,
    /// `YYYY-MM-DD` or empty: it ran before the regulation and may go on until then.
    pub running_until: String,
}

/// Changing what the ledger says, with what is said to it.
#[derive(Clone, Debug)]
pub struct AccountChange {
    /// The form; `None` when the reader may not.
    pub form: Option<AccountForm>,
    /// Records that go with it.
    pub supplies: Vec<RecordFormView>,
    /// What the regulation says to it as the ledger stands, where it does not simply permit.
    pub answer: Option<AnswerView>,
}

/// Whether the program can send to a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connector {
    /// Connected, a sealed token is stored.
    Ready,
    /// There is a connector but no token.
    NoToken,
    /// There is none yet.
    None,
    /// Whatever is connected: the account is not in use.
    Stopped,
}

impl Connector {
    /// Key of the sentence.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Ready => "connector-ready",
            Self::NoToken => "connector-no-token",
            Self::None => "connector-none",
            Self::Stopped => "connector-stopped",
        }
    }
}

/// One line of the list of people.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Reading of the name.
    pub kana: Option<String>,
    /// Login name.
    pub login: String,
    /// Appointments in force, in words.
    pub appointments: Vec<String>,
    /// System rights in words.
    pub rights: Vec<String>,
    /// Whether the account of the person is closed.
    pub closed: bool,
}

/// One appointment.
#[derive(Clone, Debug)]
pub struct AppointmentRow {
    /// Id.
    pub id: String,
    /// Section.
    pub section: String,
    /// Position (職).
    pub position: String,
    /// Rank.
    pub rank: Option<String>,
    /// Extension number.
    pub extension: Option<String>,
    /// First day.
    pub from: String,
    /// Last day.
    pub until: Option<String>,
    /// How it is held where that is not the usual way: 兼務, 代理 of somebody.
    pub kind: Option<String>,
    /// Whether it is in force.
    pub current: bool,
    /// Ends it; `None` when it cannot be ended from here.
    pub end: Option<FormMeta>,
}

/// What somebody has scheduled. It says where and when, not what: that is read under one's own access.
#[derive(Clone, Debug)]
pub struct PendingRow {
    /// Id of the post.
    pub post: String,
    /// How the post is named: its document number, else that it has none.
    pub label: String,
    /// The account.
    pub account: String,
    /// Where it stands.
    pub state: PublicationState,
    /// The time chosen.
    pub planned: When,
    /// Nobody acts for it any more at that time: it will be held.
    pub orphaned: bool,
}

/// Fields with which a person is added.
#[derive(Clone, Debug, Default)]
pub struct PersonForm {
    /// Hidden fields.
    pub meta: FormMeta,
    /// What was typed.
    pub name: String,
    /// What was typed.
    pub kana: String,
    /// What was typed.
    pub login: String,
    /// What was typed.
    pub extension: String,
    /// First appointment.
    pub appointment: AppointmentForm,
    /// System rights; checkboxes.
    pub rights: Vec<Choice>,
}

/// What is entered about a person, for changing it. Field names are also element ids.
#[derive(Clone, Debug, Default)]
pub struct PersonTextsForm {
    /// Hidden fields.
    pub meta: FormMeta,
    /// Name.
    pub name: String,
    /// Reading of the name.
    pub kana: String,
    /// In English letters.
    pub name_en: String,
    /// Extension number, where the position's does not fit.
    pub extension: String,
}

/// A system right with the button that changes it.
#[derive(Clone, Debug)]
pub struct RightRow {
    /// Value of the form.
    pub right: String,
    /// In words.
    pub label: String,
    /// Whether the person has it.
    pub held: bool,
    /// Changes it; `None` when the reader may not, as for themselves.
    pub meta: Option<FormMeta>,
}

/// Fields with which an appointment is made.
#[derive(Clone, Debug, Default)]
pub struct AppointmentForm {
    /// Hidden fields; unused inside the form of a person.
    pub meta: FormMeta,
    /// Sections with positions, one select.
    pub positions: Vec<Choice>,
    /// Regular, concurrent (兼務), acting (事務取扱).
    pub kinds: Vec<Choice>,
    /// Appointments for which this one can stand in; empty: not asked.
    pub deputies: Vec<Choice>,
    /// Which deputy, as typed.
    pub deputy_order: String,
    /// `YYYY-MM-DD`.
    pub from: String,
    /// `YYYY-MM-DD` or empty.
    pub until: String,
}

/// A personal token.
#[derive(Clone, Debug)]
pub struct TokenRow {
    /// Id.
    pub id: String,
    /// What the owner called it.
    pub name: String,
    /// Whether it may act; else it may only read.
    pub act: bool,
    /// When it was made.
    pub created: When,
    /// When it was last used.
    pub used: Option<When>,
    /// When it ends.
    pub expires: Option<When>,
    /// Revokes it; `None` when it is revoked.
    pub revoke: Option<FormMeta>,
}

/// One entry of the record of operations.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// Number in the chain.
    pub seq: u64,
    /// When.
    pub at: When,
    /// Who, in which capacity.
    pub who: String,
    /// Command in words.
    pub command: String,
    /// Subject in words.
    pub subject: String,
    /// Page of the subject.
    pub subject_href: Option<String>,
    /// Whether the act was refused.
    pub refused: bool,
    /// The stored answer.
    pub answer_id: Option<String>,
    /// First characters of the hash.
    pub hash: String,
}

/// Result of verifying the chain.
#[derive(Clone, Debug)]
pub struct VerifyView {
    /// When it was done.
    pub at: When,
    /// How many entries were read.
    pub entries: u64,
    /// The head that was reached.
    pub head: String,
    /// What is wrong; empty means the chain is whole.
    pub findings: Vec<String>,
    /// Whether the end is proven by a published head.
    pub end_proven: bool,
}

/// A position somebody can ask, on the page for people without any role.
#[derive(Clone, Debug)]
pub struct Contact {
    /// For what.
    pub topic: String,
    /// Whom.
    pub holder: Holder,
}
