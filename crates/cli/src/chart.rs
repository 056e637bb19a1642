//! An organisation chart as written in a file: sections, positions, people. The practice place and
//! `admin import` enter it through the same commands.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use jiff::Timestamp;
use serde::Deserialize;
use tatefuda_app::{
    Actor, App, Secret, execute,
    member::{self, GrantRight, PersonTexts},
    org::{Appoint, CreatePosition, CreateSection, Names, Term, Tier},
};
use tatefuda_domain::{CommandId, Localized, PersonId, PositionId, SectionId, SystemRight};
use tatefuda_regulation::AppointmentKind;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub id: String,
    pub name: Localized,
    /// Its level, where the regulation asks for one.
    #[serde(default)]
    pub level: String,
    /// Its branch of the body.
    #[serde(default)]
    pub branch: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    pub id: String,
    pub section: String,
    pub name: Localized,
    pub rank: String,
    /// Lower is higher.
    pub rank_order: i64,
    #[serde(default)]
    pub extension: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub id: String,
    pub login: String,
    pub name: String,
    #[serde(default)]
    pub kana: String,
    #[serde(default)]
    pub name_en: String,
    #[serde(default)]
    pub extension: String,
    pub position: String,
    /// For the sign-in page of the practice place.
    #[serde(default)]
    pub hint: Localized,
    #[serde(default)]
    pub rights: Vec<String>,
}

/// What was entered, by the ids of the file.
#[derive(Default)]
pub struct Entered<'a> {
    pub sections: BTreeMap<&'a str, SectionId>,
    pub positions: BTreeMap<&'a str, PositionId>,
    pub people: BTreeMap<&'a str, PersonId>,
    /// Initial passwords, known only now; of people who were entered by the same commands before there are none.
    pub passwords: Vec<(&'a Person, Secret)>,
}

impl Entered<'_> {
    /// A section by its id in the file.
    pub fn section(&self, id: &str) -> Result<SectionId> {
        self.sections.get(id).copied().with_context(|| format!("no section {id}"))
    }

    /// A position by its id in the file.
    pub fn position(&self, id: &str) -> Result<PositionId> {
        self.positions.get(id).copied().with_context(|| format!("no position {id}"))
    }

    /// A person by their id in the file.
    pub fn person(&self, id: &str) -> Result<PersonId> {
        self.people.get(id).copied().with_context(|| format!("nobody is called {id}"))
    }
}

/// Gives the ids of commands, one after the other. Those that give the same ids again carry nothing out twice.
pub type Ids<'a> = dyn Fn() -> CommandId + Send + Sync + 'a;

/// Enters a chart as the program, which holds the server.
pub async fn enter<'a>(
    app: &App,
    program: &Actor,
    ids: &Ids<'_>,
    since: Timestamp,
    (sections, positions, people): (&'a [Section], &'a [Position], &'a [Person]),
) -> Result<Entered<'a>> {
    let span = Term::new(since, None);
    let mut entered = Entered::default();
    for (ordinal, section) in (0_i64..).zip(sections) {
        let names = Names::new(&section.name.ja, "", &section.name.en);
        let tier = Tier { level: section.level.clone(), branch: section.branch.clone() };
        let create = CreateSection { parent: None, names, ordinal, span, tier };
        let id = execute(app, program, ids(), &create).await.with_context(|| section.id.clone())?;
        entered.sections.insert(&section.id, id);
    }
    for position in positions {
        let create = CreatePosition {
            section: entered.section(&position.section)?,
            names: Names::new(&position.name.ja, "", &position.name.en),
            rank: position.rank.clone(),
            rank_order: position.rank_order,
            extension: position.extension.clone(),
            span,
        };
        let id = execute(app, program, ids(), &create).await.with_context(|| position.id.clone())?;
        entered.positions.insert(&position.id, id);
    }
    for person in people {
        let made = enter_person(app, program, ids, person, entered.position(&person.position)?, span);
        let (id, password) = made.await.with_context(|| person.login.clone())?;
        entered.people.insert(&person.id, id);
        entered.passwords.extend(password.map(|password| (person, password)));
    }
    Ok(entered)
}

async fn enter_person(
    app: &App,
    program: &Actor,
    ids: &Ids<'_>,
    person: &Person,
    position: PositionId,
    span: Term,
) -> Result<(PersonId, Option<Secret>)> {
    let texts = PersonTexts {
        name: person.name.clone(),
        kana: person.kana.clone(),
        name_en: person.name_en.clone(),
        extension: person.extension.clone(),
    };
    let created = member::create(app, program, ids(), &person.login, texts).await?;
    let kind = AppointmentKind::Regular;
    let appoint = Appoint { person: created.id, position, kind, deputy_of: None, deputy_order: 0, span };
    execute(app, program, ids(), &appoint).await?;
    for right in &person.rights {
        let right = SystemRight::parse(right).with_context(|| format!("there is no right {right}"))?;
        execute(app, program, ids(), &GrantRight { person: created.id, right }).await?;
    }
    Ok((created.id, created.password))
}
