//! Gives a record: by itself, or supplied by another command before it asks.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, Action, Digest, PersonId, PostId, RecordId,
    record::{Record, Subject},
};
use tatefuda_regulation::{FieldKind, RecordScope};
use tatefuda_store::record::record_insert;
use utoipa::ToSchema;

use super::check;
use crate::{
    Command, Cx, Failure, Reads, Stale,
    facts::{Ask, SubjectRef, org},
    post::rights,
};

/// A record as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
pub struct Supply {
    /// The kind, `house:` in front for those of the house.
    pub kind: String,
    /// Fields by id.
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
}

/// The same as it is written: nothing for the body, a person, an account, or a post for an account.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = OnInput)]
pub struct On {
    person: Option<PersonId>,
    post: Option<PostId>,
    account: Option<AccountId>,
}

impl TryFrom<On> for Given {
    type Error = &'static str;
    fn try_from(on: On) -> Result<Self, Self::Error> {
        match (on.person, on.post, on.account) {
            (None, None, None) => Ok(Self::Body),
            (Some(person), None, None) => Ok(Self::Person { person }),
            (None, None, Some(account)) => Ok(Self::Account { account }),
            (None, Some(post), Some(account)) => Ok(Self::Target { post, account }),
            _ => Err("on: nothing, person, account, or post with account"),
        }
    }
}

impl From<Given> for On {
    fn from(given: Given) -> Self {
        match given {
            Given::Body => Self::default(),
            Given::Person { person } => Self { person: Some(person), ..Self::default() },
            Given::Account { account } => Self { account: Some(account), ..Self::default() },
            Given::Target { post, account } => Self { person: None, post: Some(post), account: Some(account) },
        }
    }
}

impl From<&Given> for SubjectRef {
    fn from(given: &Given) -> Self {
        match *given {
            Given::Body => Self::Body,
            Given::Person { person } => Self::Person(person),
            Given::Account { account } => Self::Account(account),
            Given::Target { post, account } => Self::Target { post, account },
        }
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
        Given::Body | Given::Person { .. } | Given::Account { .. } => None,
    });
    const ASKS: &[Action] = &[Action::RecordGive];
    type Out = RecordId;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<RecordId, Failure> {
        write(cx, &self.record, &SubjectRef::from(&self.on), self.shown, self.document.as_deref()).await
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
    write(cx, record, on, shown, document).await.map_err(|failure| {
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
    document: Option<&str>,
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
    ask.document = document.map(str::to_owned);
    ask.fields = named(record, on);
    ask.given.clone_from(&record.fields);
    let asked = cx.ask(ask).await?;
    let Some(kind) = asked.governing.regulation.record_kind(&record.kind) else {
        return Err(Failure::invalid("kind", "unknown-record-kind"));
    };
    let grounds = &asked.governing.regulation.body().grounds;
    let fields = check::fields(cx.tx, tenant, &org, grounds, kind, &record.fields).await?;
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
