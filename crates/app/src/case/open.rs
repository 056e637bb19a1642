//! A person opens a procedure, as the text says who may.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, Action, CaseId, PersonId,
    case::{By, Case, State, TITLE_MAX},
    record::Subject,
};
use tatefuda_regulation::ProcedureSubject;
use tatefuda_store::case;
use utoipa::ToSchema;

use super::{
    concern::{self, PostInput},
    incident::times,
};
use crate::{
    account,
    command::{Command, Cx, Reads},
    facts::{Ask, SubjectRef, org},
    failure::{Check, Failure},
    governing,
};

/// Opens a procedure of the text on an account, a person, something that happened, or the body.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = CaseInput)]
pub struct OpenCase {
    /// The procedure, as the text names it.
    pub procedure: String,
    /// The account concerned; needed where the procedure is about one.
    #[serde(default)]
    pub account: Option<AccountId>,
    /// The person concerned, where the procedure is about one.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// What it is about, in words.
    #[serde(default)]
    pub title: String,
    /// When it was first noticed, where something happened. Absent: at this moment.
    #[serde(default)]
    pub detected_at: Option<Timestamp>,
    /// When it was reported. Absent: at this moment.
    #[serde(default)]
    pub reported_at: Option<Timestamp>,
    /// The posts that it concerns, where something happened.
    #[serde(default)]
    pub posts: Vec<PostInput>,
    /// The document; absent: found by service and date.
    #[serde(default)]
    pub document: Option<String>,
}

/// A case as it stands after an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = CaseOpened)]
pub struct Opened {
    /// Its id.
    pub case: CaseId,
    /// Its version now.
    pub version: i64,
}

impl Command for OpenCase {
    const NAME: &'static str = "case.open";
    const READS: Reads<Self> = Reads::Open;
    const ASKS: &[Action] = &[Action::StepDo];
    const HAPPENS: &[&str] = &["incident.opened", "opened"];
    type Out = Opened;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Opened, Failure> {
        let (tenant, id) = (cx.tenant(), cx.app.env.id());
        cx.subject("case", id);
        let mut check = Check::default();
        let title = check.optional("title", &self.title, TITLE_MAX);
        let (detected_at, reported_at) = times(&mut check, self.detected_at, self.reported_at, cx.at);
        check.done()?;
        let on = self.on(cx, id).await?;
        let mut ask = Ask::new(Action::StepDo, on.clone()).procedure(&self.procedure);
        ask.document.clone_from(&self.document);
        let asked = cx.ask(ask).await?;
        let text = std::sync::Arc::clone(&asked.governing);
        cx.require(asked).await?;
        let by = By { person: cx.actor.person, capacity: cx.actor.require_capacity()? };
        let incident = matches!(on, SubjectRef::Incident { .. });
        let case = Case {
            id,
            version: 1,
            document: text.document.clone(),
            pack: text.pack,
            house: text.house,
            procedure: self.procedure.clone(),
            subject: on.subject(tenant),
            account: on.account(),
            title,
            origin: None,
            detected_at: if incident { Some(detected_at) } else { self.detected_at },
            reported_at: if incident { Some(reported_at) } else { self.reported_at },
            opened_at: cx.at,
            opened_by: Some(by),
            state: State::Running,
        };
        cx.detail("procedure", &case.procedure);
        cx.detail("title", &case.title);
        case::insert(cx.tx, tenant, &case).await?;
        if !self.posts.is_empty() && !incident {
            return Err(Failure::invalid("posts", "not-concerned"));
        }
        concern::add(cx, id, &self.posts).await?;
        if incident {
            cx.happened("incident.opened", case.subject.clone())?;
        }
        cx.happened(format!("opened:{}", case.procedure), case.subject)?;
        Ok(Opened { case: id, version: 1 })
    }
}

impl OpenCase {
    /// What the procedure would run on, as the text says what it is about.
    async fn on(&self, cx: &mut Cx<'_>, id: CaseId) -> Result<SubjectRef, Failure> {
        let tenant = cx.tenant();
        let service = match self.account {
            Some(account) => {
                let service = account::facts::service(cx.tx, tenant, account).await?;
                Some(service.ok_or_else(|| Failure::invalid("account", "unknown-account"))?)
            }
            None => None,
        };
        let governing = match &self.document {
            Some(document) => governing::document(cx.app, cx.tx, tenant, document, cx.at).await?,
            None => governing::find(cx.app, cx.tx, tenant, service.as_ref(), cx.at).await?,
        };
        let declared = governing.regulation.procedure(&self.procedure);
        let declared = declared.ok_or_else(|| Failure::invalid("procedure", "unknown-procedure"))?;
        let none =
            |given: bool, field: &str| if given { Err(Failure::invalid(field, "not-concerned")) } else { Ok(()) };
        if declared.subject != ProcedureSubject::Person {
            none(self.person.is_some(), "person")?;
        }
        match declared.subject {
            ProcedureSubject::Account => {
                let account = self.account.ok_or_else(|| Failure::invalid("account", "required"))?;
                Ok(SubjectRef::Account(account))
            }
            ProcedureSubject::Incident => Ok(SubjectRef::Incident { case: id, account: self.account }),
            ProcedureSubject::Body => none(self.account.is_some(), "account").map(|()| SubjectRef::Body),
            ProcedureSubject::Person => {
                none(self.account.is_some(), "account")?;
                let person = self.person.ok_or_else(|| Failure::invalid("person", "required"))?;
                let org = org::load(cx.app, cx.tx, tenant).await?;
                if !org.people.contains_key(&person) {
                    return Err(Failure::invalid("person", "unknown-person"));
                }
                Ok(SubjectRef::Person(person))
            }
            ProcedureSubject::Post | ProcedureSubject::Comment => Err(Failure::state("procedure-without-thing")),
        }
    }
}

/// The entry of what an incident is about.
pub(super) fn incident(id: CaseId) -> Subject {
    Subject::new(crate::facts::INCIDENT, id)
}
