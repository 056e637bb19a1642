//! Somebody answers an instance of a duty, and what the text lets follow from that answer follows.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, Action, CaseId, DutyAnswerId, PersonId,
    case::By,
    duty::{DutyAnswer, NOTE_MAX},
};
use tatefuda_regulation::{DutyInstance, DutyState, Met};
use tatefuda_store::{Error, duty};
use utoipa::ToSchema;

use crate::{
    case::{self, Opens},
    command::{Command, Cx, Reads},
    facts::{Ask, Asked, SubjectRef},
    failure::{Check, Failure},
};

/// How far back an instance may lie that is still answered: longer than a fiscal year.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 400);

/// Answers an instance of a duty that the text wants answered by a word.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = DutyAnswerInput)]
pub struct AnswerDuty {
    /// Id of the document.
    pub document: String,
    /// The duty, as the text names it.
    pub duty: String,
    /// Which time of it, as the list names it.
    pub instance: String,
    /// The account that it is about.
    #[serde(default)]
    pub account: Option<AccountId>,
    /// The person that it is about.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// The case that it is about. Nothing of these: the body.
    #[serde(default)]
    pub case: Option<CaseId>,
    /// One of the words that the text allows.
    pub answer: String,
    /// What is to be said beside it.
    #[serde(default)]
    pub note: String,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = DutyAnswered)]
pub struct Answered {
    /// The answer.
    pub answer: DutyAnswerId,
    /// The case that follows from it.
    pub opened: Option<CaseId>,
}

impl Command for AnswerDuty {
    const NAME: &'static str = "duty.answer";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[Action::DutyAnswer];
    const HAPPENS: &[&str] = &["duty", "incident.opened", "opened"];
    type Out = Answered;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Answered, Failure> {
        let tenant = cx.tenant();
        let (on, under) = match (self.account, self.person, self.case) {
            (None, None, None) => (SubjectRef::Body, None),
            (Some(account), None, None) => (SubjectRef::Account(account), None),
            (None, Some(person), None) => (SubjectRef::Person(person), None),
            (None, None, Some(case)) => {
                let (on, text) = case::running(cx, case).await?;
                (on, Some(text))
            }
            _ => return Err(Failure::invalid("account", "not-concerned")),
        };
        let subject = on.subject(tenant);
        cx.subject(&subject.kind, &subject.id);
        let mut check = Check::default();
        let note = check.optional("note", &self.note, NOTE_MAX);
        check.done()?;
        let mut ask = Ask::new(Action::DutyAnswer, on.clone()).duty(&self.duty).under(under);
        ask.document = Some(self.document.clone());
        let asked = cx.ask(ask).await?;
        let declared = asked.governing.regulation.duty(&self.duty).cloned();
        let declared = declared.ok_or_else(|| Failure::invalid("duty", "unknown-duty"))?;
        let Met::Answers(words) = &declared.met else { return Err(Failure::invalid("duty", "duty-met-otherwise")) };
        if !words.contains(&self.answer) {
            return Err(Failure::invalid("answer", "not-a-choice"));
        }
        let instance = instance(&asked, &self.duty, &self.instance)?;
        match instance.state {
            _ if cx.at < instance.from => return Err(Failure::state("duty-not-yet")),
            DutyState::Answered | DutyState::Late => return Err(Failure::state("duty-answered")),
            DutyState::Open | DutyState::Missed => {}
        }
        let allowed = cx.require(asked).await?;
        let by = By { person: cx.actor.person, capacity: cx.actor.require_capacity()? };
        cx.detail("duty", &self.duty);
        cx.detail("answer", &self.answer);
        cx.detail("note", &note);
        let answer = DutyAnswer {
            id: cx.app.env.id(),
            document: self.document.clone(),
            duty: self.duty.clone(),
            instance: self.instance.clone(),
            subject: subject.clone(),
            account: on.account(),
            answer: self.answer.clone(),
            note,
            by,
            at: cx.at,
            allowed: Some(allowed),
        };
        duty::answer_insert(cx.tx, tenant, &answer).await.map_err(|error| match error {
            Error::Unique(_) => Failure::state("duty-answered"),
            other => other.into(),
        })?;
        cx.happened(format!("duty:{}", self.duty), subject)?;
        let follows = declared.outcomes.get(&self.answer).and_then(|follows| follows.opens.as_deref());
        let opened = match follows {
            Some(procedure) => {
                let opens = Opens {
                    procedure,
                    origin: format!("duty:{}@{}", self.duty, self.instance),
                    title: declared.label.ja.clone(),
                    by: Some(by),
                };
                opens.on(cx, &on, Some(&self.document)).await?
            }
            None => None,
        };
        Ok(Answered { answer: answer.id, opened })
    }
}

/// The instance of that name.
fn instance(asked: &Asked, duty: &str, id: &str) -> Result<DutyInstance, Failure> {
    let from = asked.at.checked_sub(BACK).unwrap_or(Timestamp::MIN);
    let question = asked.ask.question(asked.at, &asked.facts);
    let found = asked.governing.regulation.instances(duty, &question, from, asked.at);
    // Where nobody can tell when it comes there is none to answer.
    let mut found = found.unwrap_or_default().into_iter();
    found.find(|one| one.id == id).ok_or_else(|| Failure::invalid("instance", "unknown-instance"))
}
