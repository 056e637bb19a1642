use crate::{
    answer::AnswerView,
    record::RecordFormView,
    view::{Choice, ClauseRef, FormMeta, Tone, When},
};

/// One account of the ledger.
#[derive(Clone, Debug)]
pub struct AccountRow {
    pub id: String,
    /// Name of the service.
    pub service: String,
    pub name: String,
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

/// What the ledger is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct AccountSearch {
    /// The word of the state, which the form keeps.
    pub state: Option<String>,
    /// A part of the name, the handle, the address or the purpose.
    pub text: String,
    /// Whose accounts; the first is everybody's.
    pub sections: Vec<Choice>,
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
    pub fn tone(self) -> Tone {
        match self {
            Self::Preparing => Tone::Info,
            Self::Active => Tone::Good,
            Self::Suspended => Tone::Warn,
            Self::Ended => Tone::Neutral,
        }
    }
}

/// A move of an account, with what is said to it. What is not possible is shown with the reason, not left out.
#[derive(Clone, Debug)]
pub struct MoveView {
    /// Of what the text is silent though it is permitted, with the clauses.
    pub silent: Vec<(String, Vec<crate::view::ClauseRef>)>,
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
    pub meta: FormMeta,
    /// Whether a token is stored already; it is never shown.
    pub connected: bool,
    /// Until when the stored one is honoured, as far as known.
    pub until: Option<String>,
    /// The stored one is not honoured any more.
    pub over: bool,
    /// The program renews it by itself.
    pub renewed: bool,
    /// What the service takes.
    pub parts: Vec<ConnectPart>,
    /// `YYYY-MM-DD` or empty, as typed; absent where nobody has to know an end.
    pub expires: Option<String>,
    /// What only a real account can tell of this service.
    pub unconfirmed: Vec<String>,
}

/// A part of what an account is connected with.
#[derive(Clone, Debug, Default)]
pub struct ConnectPart {
    /// Name and id of its field.
    pub name: String,
    pub label: String,
    pub hint: String,
    /// Not to be read off the screen, and never given back.
    pub secret: bool,
    /// As typed.
    pub value: String,
}

impl ConnectPart {
    /// Of which kind its field is.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        if self.secret { "password" } else { "text" }
    }
}

/// What the ledger says of an account, as typed. Field names are also element ids.
#[derive(Clone, Debug, Default)]
pub struct AccountForm {
    pub meta: FormMeta,
    /// Service as typed; shown only for a new account.
    pub service: String,
    /// Services to choose from.
    pub services: Vec<Choice>,
    /// Name on the service.
    pub name: String,
    pub handle: String,
    /// Address for residents.
    pub url: String,
    /// What it is for.
    pub purpose: String,
    pub sections: Vec<Choice>,
    /// Class, where the pack has classes or had them.
    pub class: String,
    /// Classes of the pack; empty when it has none.
    pub classes: Vec<Choice>,
    /// How the body tells them apart.
    pub class_word: String,
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
    /// What else the ledger says of it in a line each.
    pub lines: Vec<LedgerLine>,
    /// `YYYY-MM-DD` or empty: it ran before the regulation and may go on until then.
    pub running_until: String,
}

/// A line of the ledger, as typed.
#[derive(Clone, Debug, Default)]
pub struct LedgerLine {
    /// Name of the field.
    pub name: String,
    pub label: String,
    /// What belongs in it.
    pub hint: String,
    /// What stands in it.
    pub value: String,
    /// The type of the input.
    pub kind: &'static str,
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

/// Whether the program can send to a service. Said on the ledger itself: an account that looks ready and cannot be posted to
/// is found out on the day on which it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connector {
    /// Connected, a sealed token is stored.
    Ready,
    /// There is a connector but no token.
    NoToken,
    /// The service honours the stored token no longer.
    Over,
    /// Posts go by hand, although there is a connector.
    ByHand,
    /// There is none yet: posts go by hand.
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
            Self::ByHand => "connector-by-hand",
            Self::Over => "connector-over",
            Self::None => "connector-none",
            Self::Stopped => "connector-stopped",
        }
    }
}

/// An account as a line of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountRef {
    pub id: String,
    /// Name of the service, e.g. Facebook.
    pub service: String,
    pub name: String,
    /// Handle or address on the service.
    pub handle: String,
}

/// Chooses how posts go out; posts to `/accounts/{id}/road`.
#[derive(Clone, Debug)]
pub struct RoadForm {
    pub meta: FormMeta,
    pub roads: Vec<Choice>,
}

/// How the login of an account stands.
#[derive(Clone, Debug)]
pub struct LoginView {
    /// When it was last changed, as far as known.
    pub changed: Option<When>,
    /// What the regulation says, where it is another's to change it.
    pub answer: Option<AnswerView>,
    /// Saying that it was changed; `None`: it is another's.
    pub meta: Option<FormMeta>,
    /// The new password has to be shown, because the text asks something of passwords.
    pub password: bool,
}
