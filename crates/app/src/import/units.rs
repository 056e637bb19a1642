//! Sections and positions by the names that a table writes.

use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;
use tatefuda_domain::{Env, PositionId, SectionId};
use tatefuda_sheet::packed;
use tatefuda_store::{
    Tx,
    org::{Position, Section, Span, position_insert, section_insert},
};

use crate::{Check, Cx, Failure, facts::org::Org, org::Names};

/// Where a position that nobody ranked stands: below all that somebody did.
const UNRANKED: i64 = 1_000;

/// The units that exist at a time, and those that a table adds.
pub(super) struct Units {
    sections: Vec<Section>,
    positions: Vec<Position>,
    new_sections: BTreeSet<SectionId>,
    new_positions: BTreeSet<PositionId>,
    at: Timestamp,
}

/// Why no unit is meant.
pub(super) enum NoUnit {
    /// There is none of that name.
    Unknown,
    /// There are several.
    Several,
}

impl Units {
    pub(super) fn of(org: &Arc<Org>, at: Timestamp) -> Self {
        Self {
            sections: org.sections.values().filter(|one| one.span.contains(at)).cloned().collect(),
            positions: org.positions.values().filter(|one| one.span.contains(at)).cloned().collect(),
            new_sections: BTreeSet::new(),
            new_positions: BTreeSet::new(),
            at,
        }
    }

    /// The section of a name, below the department if one is named. `総務部 総務課` is read as both as well.
    pub(super) fn section(&self, department: &str, name: &str) -> Result<SectionId, NoUnit> {
        let (above, name) = (packed(department), packed(name));
        let is = |one: &&Section| {
            let own = packed(&one.name_ja);
            let parent = one.parent.and_then(|id| self.sections.iter().find(|section| section.id == id));
            let parent = parent.map(|parent| packed(&parent.name_ja)).unwrap_or_default();
            let path = !parent.is_empty() && format!("{parent}{own}") == name;
            (own == name && (above.is_empty() || above == parent))
                || path
                || packed(&one.name_en) == name && !name.is_empty()
        };
        let mut found = self.sections.iter().filter(is);
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one.id),
            (Some(_), Some(_)) => Err(NoUnit::Several),
            (None, _) => Err(NoUnit::Unknown),
        }
    }

    /// A section that is added, below its department, which is added where there is none.
    pub(super) fn add_section(&mut self, env: &Env, department: &str, name: &str, check: &mut Check) -> SectionId {
        let parent = match (department.trim(), self.section("", department)) {
            ("", _) => None,
            (_, Ok(id)) => Some(id),
            (_, Err(_)) => Some(self.new_section(env, None, department, check)),
        };
        self.new_section(env, parent, name, check)
    }

    fn new_section(&mut self, env: &Env, parent: Option<SectionId>, name: &str, check: &mut Check) -> SectionId {
        let names = Names::new(name, "", "").checked(&mut *check);
        let ordinal = self.sections.iter().map(|one| one.ordinal).max().unwrap_or_default() + 1;
        let id = env.id();
        self.sections.push(Section {
            id,
            parent,
            name_ja: names.ja,
            name_kana: names.kana,
            name_en: names.en,
            ordinal: ordinal.min(tatefuda_domain::bound::ORDER_MAX),
            span: Span { from: self.at, until: None },
            level: String::new(),
            branch: String::new(),
        });
        self.new_sections.insert(id);
        id
    }

    /// The position that a section has under a name; blanks in it do not count.
    pub(super) fn position(&self, section: SectionId, name: &str) -> Result<PositionId, NoUnit> {
        let name = packed(name);
        let mut found = self.positions.iter().filter(|one| one.section == section && packed(&one.name_ja) == name);
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one.id),
            (Some(_), Some(_)) => Err(NoUnit::Several),
            (None, _) => Err(NoUnit::Unknown),
        }
    }

    /// A position that is added, ranked as one of the same name elsewhere.
    pub(super) fn add_position(
        &mut self,
        env: &Env,
        section: SectionId,
        (name, rank): (&str, &str),
        check: &mut Check,
    ) -> PositionId {
        let names = Names::new(name, "", "").checked(&mut *check);
        let like = self.positions.iter().find(|one| packed(&one.name_ja) == packed(name));
        let rank_order = like.map_or(UNRANKED, |one| one.rank_order);
        let like = like.map(|one| one.rank.clone()).unwrap_or_default();
        let rank = check.optional("rank", if rank.is_empty() { &like } else { rank }, 50);
        let id = env.id();
        self.positions.push(Position {
            id,
            section,
            name_ja: names.ja,
            name_kana: names.kana,
            name_en: names.en,
            rank,
            rank_order,
            extension: String::new(),
            span: Span { from: self.at, until: None },
        });
        self.new_positions.insert(id);
        id
    }

    /// Names of what is added.
    pub(super) fn added(&self) -> (Vec<String>, usize) {
        let sections = self.sections.iter().filter(|one| self.new_sections.contains(&one.id));
        (sections.map(|one| one.name_ja.clone()).collect(), self.new_positions.len())
    }

    /// Writes what is added.
    pub(super) async fn keep(&self, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let tenant = cx.tenant();
        let tx: &mut Tx = cx.tx;
        for section in self.sections.iter().filter(|one| self.new_sections.contains(&one.id)) {
            section_insert(tx, tenant, section).await?;
        }
        for position in self.positions.iter().filter(|one| self.new_positions.contains(&one.id)) {
            position_insert(tx, tenant, position).await?;
        }
        Ok(())
    }
}
