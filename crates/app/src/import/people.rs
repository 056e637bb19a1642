//! A list of staff: people with their appointments, and the sections and positions in which they are, where these are new.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    SystemRight,
    import::{Import, ImportKind, ImportRow},
    record::Subject,
};
use tatefuda_store::{import, member::person_insert, org::appointment_insert};
use utoipa::ToSchema;

use super::{Imported, problems::number, staff::check};
use crate::{Command, Cx, Failure, Reads, org::touched};

/// A line of a list of staff. Texts as they stand there; somebody in two offices has two lines, the second as 兼務.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ImportPersonRow)]
pub struct PersonLine {
    /// The number of the row, by which problems are told; 0: they are counted.
    #[serde(default)]
    pub row: i64,
    /// The name for signing in, such as the number of the employee; never changes.
    #[serde(default)]
    pub login: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub kana: String,
    #[serde(default)]
    pub name_en: String,
    #[serde(default)]
    pub extension: String,
    /// The unit above the section.
    #[serde(default)]
    pub department: String,
    /// The section, by its name; empty: nobody appointed them yet.
    #[serde(default)]
    pub section: String,
    /// The position, by its name.
    #[serde(default)]
    pub position: String,
    /// Its rank, where it is new.
    #[serde(default)]
    pub rank: String,
    /// 本務 (or empty), 兼務, 事務取扱.
    #[serde(default)]
    pub kind: String,
    /// Since when; empty: from now on.
    #[serde(default)]
    pub from: String,
    /// The last day; empty: open.
    #[serde(default)]
    pub until: String,
}

impl PersonLine {
    pub(super) fn cells(&self) -> [(&'static str, &str); 12] {
        [
            ("login", &self.login),
            ("name", &self.name),
            ("kana", &self.kana),
            ("name_en", &self.name_en),
            ("extension", &self.extension),
            ("department", &self.department),
            ("section", &self.section),
            ("position", &self.position),
            ("rank", &self.rank),
            ("kind", &self.kind),
            ("from", &self.from),
            ("until", &self.until),
        ]
    }
}

/// Brings in a list of staff: all of it, or nothing. Nobody gets a password by it: each is made when it is handed over.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = ImportPeopleInput)]
pub struct ImportPeople {
    /// Where the list comes from, in words.
    #[serde(default)]
    pub basis: String,
    /// What the table was called where it comes from.
    #[serde(default)]
    pub source: String,
    /// Whether sections and positions that do not exist are added. Otherwise a line with one is a mistake.
    #[serde(default)]
    pub add_units: bool,
    /// Headings with what each was taken for, for the next table.
    #[serde(default)]
    pub headings: BTreeMap<String, String>,
    /// The lines.
    #[schema(max_items = 5_000)]
    pub rows: Vec<PersonLine>,
}

impl Command for ImportPeople {
    const NAME: &'static str = "import.people";
    const READS: Reads<Self> = Reads::Open;
    type Out = Imported;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Imported, Failure> {
        let (tenant, id) = (cx.tenant(), cx.app.env.id());
        cx.subject("import", id);
        cx.actor.require(SystemRight::ManageUsers)?;
        let (staff, problems) = check(cx.app, cx.tx, cx.actor, self, cx.at).await?;
        problems.done()?;
        let rows = i64::try_from(staff.ready.len()).map_err(Failure::internal)?;
        let kept = Import {
            id,
            kind: ImportKind::People,
            source: self.source.trim().to_owned(),
            basis: self.basis.trim().to_owned(),
            until: None,
            headings: self.headings.clone(),
            rows,
            person: cx.actor.named(),
            capacity: cx.actor.capacity,
            at: cx.at,
        };
        import::insert(cx.tx, tenant, &kept).await?;
        staff.units.keep(cx).await?;
        let mut people = vec![];
        for one in &staff.ready {
            if let Some(person) = &one.entered {
                person_insert(cx.tx, tenant, person).await?;
                people.push(person.id.to_string());
            }
            if let Some(appointment) = &one.appointment {
                appointment_insert(cx.tx, tenant, appointment).await?;
            }
            let line = &self.rows[one.line];
            let row = ImportRow {
                id: cx.app.env.id(),
                import: id,
                number: number(one.line, line.row),
                subject: Subject::new("person", one.person),
                name: line.name.trim().to_owned(),
                said: office(line),
                repairs: vec![],
            };
            import::row_insert(cx.tx, tenant, &row).await?;
        }
        let (sections, positions) = staff.units.added();
        cx.detail("source", &self.source);
        cx.detail("people", people.join("\n"));
        cx.detail("sections", sections.join("\n"));
        cx.detail("positions", positions.to_string());
        touched(cx).await?;
        Ok(Imported { import: id, rows })
    }
}

/// In which office somebody came in, in the words of the list.
fn office(line: &PersonLine) -> BTreeMap<String, String> {
    let kept = [("section", &line.section), ("position", &line.position), ("kind", &line.kind)];
    let kept = kept.into_iter().map(|(field, text)| (field.to_owned(), text.trim().to_owned()));
    kept.filter(|(_, text)| !text.is_empty()).collect()
}
