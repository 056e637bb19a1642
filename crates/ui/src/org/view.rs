use crate::view::{Choice, FormMeta, Holder};

#[derive(Clone, Debug)]
pub struct AppointmentRow {
    pub id: String,
    pub section: String,
    /// Position (職).
    pub position: String,
    pub rank: Option<String>,
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

/// A section with its positions, at one day.
#[derive(Clone, Debug)]
pub struct SectionView {
    pub id: String,
    pub name: String,
    /// Reading of the name.
    pub kana: Option<String>,
    /// The section above it.
    pub parent: Option<String>,
    /// First day.
    pub from: String,
    /// Last day.
    pub until: Option<String>,
    /// Its level and branch, in words.
    pub tier: Vec<String>,
    /// Its positions, highest rank first.
    pub positions: Vec<PositionView>,
    /// Says what it is in the organisation; `None` when the reader may not.
    pub change: Option<TierForm>,
    /// Ends it; `None` when the reader may not.
    pub end: Option<FormMeta>,
}

/// What a section is in the organisation, as typed.
#[derive(Clone, Debug, Default)]
pub struct TierForm {
    /// Hidden fields; unused inside the form of a new section.
    pub meta: FormMeta,
    /// Levels that the documents in force know; empty: not asked.
    pub levels: Vec<Choice>,
    /// The branch of the body.
    pub branch: String,
    /// Level and branch as stored, which the form carries along; unused inside the form of a new section.
    pub shown: (String, String),
}

/// A position (職) with those who hold it.
#[derive(Clone, Debug)]
pub struct PositionView {
    pub id: String,
    pub name: String,
    /// Rank as the body calls it.
    pub rank: Option<String>,
    pub extension: Option<String>,
    /// First day.
    pub from: String,
    /// Last day.
    pub until: Option<String>,
    /// Who holds it.
    pub holders: Vec<HolderRow>,
    /// Ends it; `None` when the reader may not.
    pub end: Option<FormMeta>,
}

/// Somebody who holds a position.
#[derive(Clone, Debug)]
pub struct HolderRow {
    /// Page of the person; `None` when the reader may not open it.
    pub href: Option<String>,
    /// Name, number, absence.
    pub holder: Holder,
    /// How it is held where that is not the usual way: 兼務, 代理 of somebody.
    pub kind: Option<String>,
}

/// Fields with which a section is entered. Field names are also element ids.
#[derive(Clone, Debug, Default)]
pub struct SectionForm {
    pub meta: FormMeta,
    /// Sections that can stand above it.
    pub parents: Vec<Choice>,
    /// What was typed.
    pub names: NamesForm,
    /// Its place in the table of the organisation.
    pub ordinal: String,
    /// Its level and branch.
    pub tier: TierForm,
    /// `YYYY-MM-DD`.
    pub from: String,
    /// `YYYY-MM-DD` or empty.
    pub until: String,
}

/// Fields with which a position is entered.
#[derive(Clone, Debug, Default)]
pub struct PositionForm {
    pub meta: FormMeta,
    pub sections: Vec<Choice>,
    /// What was typed.
    pub names: NamesForm,
    /// Rank as the body calls it.
    pub rank: String,
    /// Lower is higher.
    pub rank_order: String,
    pub extension: String,
    /// `YYYY-MM-DD`.
    pub from: String,
    /// `YYYY-MM-DD` or empty.
    pub until: String,
}

/// Names of a section or position as typed.
#[derive(Clone, Debug, Default)]
pub struct NamesForm {
    pub ja: String,
    pub kana: String,
    /// In English.
    pub en: String,
}
