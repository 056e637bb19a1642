//! Gives a record: by itself, or supplied by another command before it asks.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, Action, CaseId, Digest, PersonId, PostId, RecordId,
    record::{Record, Subject},
};
use tatefuda_regulation::{FieldKind, RecordScope};
use tatefuda_store::record::record_insert;
use utoipa::ToSchema;

use super::{check, live};
use crate::{
    Command, Cx, Failure, Reads, Stale, case,
    facts::{Ask, SubjectRef, org},
    governing::Governing,
    post::rights,
};

/// A record as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Supply {
    /// The kind, `house:` in front for those of the house.
    pub kind: String,
    /// Fields by id. `*` = `yes` answers for all lines of a statement about content that nothing in the content makes
    /// live, and for its one yes; the others are answered by themselves.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// From when it counts; absent: at once.
    #[serde(default)]
    pub valid_from: Option<Timestamp>,
    /// Until when it counts, inclusive; absent: no end.
    #[serde(default)]
    pub valid_until: Option<Timestamp>,
}

/// On what a record is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "On", into = "On")]
pub enum Given {
    /// The body.
    Body,
    /// A person (an appointment by record).
    Person {
        /// Who.
        person: PersonId,
    },
    /// An account.
    Account {
        /// Which.
        account: AccountId,
    },
    /// A post's content for an account.
    Target {
        /// The post.
        post: PostId,
        /// The account.
        account: AccountId,
    },
    /// What a case is about, under the text by which it began.
    Case {
        /// Which.
        case: CaseId,
    },
}

/// The same as it is written: nothing for the body, a person, an account, a post for an account, or a case.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = OnInput)]
pub struct On {
    person: Option<PersonId>,
    post: Option<PostId>,
    account: Option<AccountId>,
    case: Option<CaseId>,
}

impl TryFrom<On> for Given {
    type Error = &'static str;
    fn try_from(on: On) -> Result<Self, Self::Error> {
        match (on.person, on.post, on.account, on.case) {
            (None, None, None, None) => Ok(Self::Body),
            (Some(person), None, None, None) => Ok(Self::Person { person }),
            (None, None, Some(account), None) => Ok(Self::Account { account }),
            (None, Some(post), Some(account), None) => Ok(Self::Target { post, account }),
            (None, None, None, Some(case)) => Ok(Self::Case { case }),
            _ => Err("on: nothing, person, account, post with account, or case"),
        }
    }
}

impl From<Given> for On {
    fn from(given: Given) -> Self {
        match given {
            Given::Body => Self::default(),
            Given::Person { person } => Self { person: Some(person), ..Self::default() },
            Given::Account { account } => Self { account: Some(account), ..Self::default() },
            Given::Target { post, account } => Self { post: Some(post), account: Some(account), ..Self::default() },
            Given::Case { case } => Self { case: Some(case), ..Self::default() },
        }
    }
}

impl Given {
    /// What that is, and the text that is asked where it is not the one that governs.
    async fn resolved(&self, cx: &mut Cx<'_>) -> Result<(SubjectRef, Option<Arc<Governing>>), Failure> {
        Ok(match *self {
            Self::Body => (SubjectRef::Body, None),
            Self::Person { person } => (SubjectRef::Person(person), None),
            Self::Account { account } => (SubjectRef::Account(account), None),
            Self::Target { post, account } => (SubjectRef::Target { post, account }, None),
            Self::Case { case } => {
                let (subject, under) = case::running(cx, case).await?;
                (subject, Some(under))
            }
        })
    }
}

/// Gives a record of a kind that a pack declares.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = RecordInput)]
pub struct GiveRecord {
    /// What is stated.
    #[serde(flatten)]
    pub record: Supply,
    /// On what.
    #[schema(value_type = On)]
    pub on: Given,
    /// The content that was shown, for kinds bound to it.
    #[serde(default)]
    pub shown: Option<Digest>,
    /// The document; absent: found by service and date.
    #[serde(default)]
    pub document: Option<String>,
}

impl Command for GiveRecord {
    const NAME: &'static str = "record.give";
    const READS: Reads<Self> = Reads::Of(|act| match act.on {
        Given::Target { post, .. } => Some(rights::post(post)),
        Given::Body | Given::Person { .. } | Given::Account { .. } | Given::Case { .. } => None,
    });
    const ASKS: &[Action] = &[Action::RecordGive];
    type Out = RecordId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<RecordId, Failure> {
        let (on, under) = self.on.resolved(cx).await?;
        let under = under.map_or(Under::Document(self.document.as_deref()), Under::Text);
        write(cx, &self.record, &on, self.shown, under).await
    }
}

/// Writes a record inside a command, before the command asks about its own act.
///
/// # Errors
/// Fields that do not fit, named `supply.<kind>.<field>`, since several records may have a field of the same name; a kind
/// that is not declared; content other than shown; the regulation's refusal.
pub async fn supply(
    cx: &mut Cx<'_>,
    record: &Supply,
    on: &SubjectRef,
    shown: Option<Digest>,
    document: Option<&str>,
) -> Result<RecordId, Failure> {
    supply_under(cx, record, on, shown, Under::Document(document)).await
}

/// The text that is asked about a record.
#[derive(Debug, Clone)]
pub(crate) enum Under<'d> {
    /// The one of this id; without an id the one that governs.
    Document(Option<&'d str>),
    /// Exactly this one.
    Text(Arc<Governing>),
}

/// The same under the text of a case.
pub(crate) async fn supply_under(
    cx: &mut Cx<'_>,
    record: &Supply,
    on: &SubjectRef,
    shown: Option<Digest>,
    under: Under<'_>,
) -> Result<RecordId, Failure> {
    write(cx, record, on, shown, under).await.map_err(|failure| {
        let Failure::Invalid(mut errors) = failure else { return failure };
        for error in &mut errors {
            if let Some(field) = error.field.strip_prefix("fields.") {
                error.field = format!("supply.{}.{field}", record.kind);
            }
        }
        Failure::Invalid(errors)
    })
}

async fn write(
    cx: &mut Cx<'_>,
    record: &Supply,
    on: &SubjectRef,
    shown: Option<Digest>,
    under: Under<'_>,
) -> Result<RecordId, Failure> {
    let tenant = cx.tenant();
    let id: RecordId = cx.app.env.id();
    cx.subject("record", id);
    let org = org::load(cx.app, cx.tx, tenant).await?;
    if let SubjectRef::Person(person) = on
        && !org.people.contains_key(person)
    {
        return Err(Failure::NotFound);
    }
    let mut ask = Ask::new(Action::RecordGive, on.clone()).record_kind(&record.kind);
    match under {
        Under::Document(document) => ask.document = document.map(str::to_owned),
        Under::Text(text) => ask.candidate = Some(text),
    }
    ask.fields = named(record, on);
    ask.given.clone_from(&record.fields);
    let asked = cx.ask(ask).await?;
    let Some(kind) = asked.governing.regulation.record_kind(&record.kind) else {
        return Err(Failure::invalid("kind", "unknown-record-kind"));
    };
    let live = live::of(cx, &asked.governing.regulation, (record, kind), on).await?;
    let regulation = &asked.governing.regulation;
    let fields = check::fields(cx.tx, tenant, &org, regulation, kind, &record.fields, live.as_ref()).await?;
    case::must_be_kept(cx.tx, tenant, &asked.governing, (&record.kind, kind), on, &fields).await?;
    if record.valid_until.zip(record.valid_from.or(Some(cx.at))).is_some_and(|(until, from)| until < from) {
        return Err(Failure::invalid("valid_until", "ends-before-start"));
    }
    let (digest, subject) = match kind.scope {
        RecordScope::Body => (None, Subject::new("body", tenant)),
        RecordScope::Person => (None, person_subject(on, kind, &fields)?),
        RecordScope::Subject => (None, asked.subject.clone()),
        RecordScope::Account => {
            let account = on.account().ok_or_else(|| Failure::invalid("on", "required"))?;
            (None, Subject::new("account", account))
        }
        RecordScope::Digest => {
            let now = asked.digest().ok_or_else(|| Failure::invalid("on", "no-content"))?;
            let shown = shown.ok_or_else(|| Failure::invalid("shown", "required"))?;
            // What is said about a text counts for the text that was on the screen.
            if shown != now {
                return Err(Failure::Stale(Box::new(Stale { shown, now, difference: vec![] })));
            }
            (Some(now), asked.subject.clone())
        }
    };
    let document = asked.governing.document.clone();
    // Asked first, required last: what is wrong with the fields is told also to somebody of whom the regulation wants more.
    let answer = cx.require(asked).await?;
    let capacity = cx.actor.require_capacity()?;
    for (field, value) in &fields {
        cx.detail(format!("{}.{field}", record.kind), value);
    }
    let record = Record {
        id,
        kind: record.kind.clone(),
        subject,
        digest,
        fields,
        person: cx.actor.person,
        capacity,
        at: cx.at,
        valid_from: record.valid_from,
        valid_until: record.valid_until,
        used_by: None,
    };
    record_insert(cx.tx, tenant, &document, &record, Some(answer)).await?;
    cx.touches("record", id);
    cx.happened(format!("record:{}", record.kind), record.subject)?;
    Ok(id)
}

/// Facts about the record itself: whom it names, which rule it is for.
fn named(record: &Supply, on: &SubjectRef) -> Vec<(&'static str, tatefuda_regulation::Value)> {
    let person = match on {
        SubjectRef::Person(person) => Some(person.to_string()),
        _ => record.fields.get("person").cloned(),
    };
    vec![("record.person", person.into()), ("record.rule", record.fields.get("rule").cloned().into())]
}

/// The person a record speaks of: the subject, or the one its first field of that type names.
fn person_subject(
    on: &SubjectRef,
    kind: &tatefuda_regulation::RecordKind,
    fields: &BTreeMap<String, String>,
) -> Result<Subject, Failure> {
    if let SubjectRef::Person(person) = on {
        return Ok(Subject::new("person", person));
    }
    let field = kind.fields.iter().find(|field| field.kind == FieldKind::Person);
    let person = field.and_then(|field| fields.get(&field.id));
    person.map(|person| Subject::new("person", person)).ok_or_else(|| Failure::invalid("on", "required"))
}
