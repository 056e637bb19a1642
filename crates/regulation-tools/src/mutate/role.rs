//! Another role, and roles that ask less of their holders.

use super::{
    List,
    sites::{self, role_name},
};
use tatefuda_regulation::{
    pack::{Binding, Pack, Role, RoleRef},
    settings::Settings,
    terms::Choice,
};

pub fn mutants(pack: &Pack, settings: &Settings, list: &mut List) {
    let others = Others { pack, settings };
    let mut found: Vec<(String, usize, usize, RoleRef, RoleRef)> = vec![];
    let mut site = 0;
    sites::roles(&mut pack.clone(), &mut |name, roles| {
        for (at, role) in roles.iter().enumerate() {
            if let Some(other) = others.than(role, roles) {
                found.push((name.clone(), site, at, role.clone(), other));
            }
        }
        site += 1;
    });
    for (name, site, at, role, other) in found {
        let id = format!("{name}:{}->{}", role_name(&role), role_name(&other));
        list.add(id, move |pack| {
            let mut passed = 0;
            sites::roles(pack, &mut |_, roles| {
                if passed == site {
                    roles[at] = other.clone();
                }
                passed += 1;
            });
        });
    }
    for (index, reading) in pack.readings.iter().enumerate() {
        // Where the body decides how a clause is read, the pack only proposes.
        let Some(role) = reading.read.strip_prefix("role:").filter(|_| !reading.by_settings) else { continue };
        if let Some(RoleRef::Own(other)) = others.than(&RoleRef::Own(role.to_owned()), &[]) {
            list.add(format!("reading:{}:{role}->{other}", reading.id), move |pack| {
                pack.readings[index].read = format!("role:{other}");
            });
        }
    }
    for (index, role) in pack.roles.iter().enumerate() {
        eligibility(pack, index, role, list);
    }
}

/// What a role asks of its holders, each left out; a rank one level lower.
fn eligibility(pack: &Pack, index: usize, role: &Role, list: &mut List) {
    let name = format!("role:{}", role.id);
    if role.within.is_some() {
        list.add(format!("{name}:within:drop"), move |pack| pack.roles[index].within = None);
    }
    if !role.branch.is_empty() {
        list.add(format!("{name}:branch:drop"), move |pack| pack.roles[index].branch.clear());
    }
    if !role.kinds.is_empty() {
        list.add(format!("{name}:kinds:drop"), move |pack| pack.roles[index].kinds.clear());
    }
    for (at, also) in role.also.iter().enumerate() {
        list.add(format!("{name}:also:{}:drop", role_name(also)), move |pack| {
            pack.roles[index].also.remove(at);
        });
    }
    for (at, kind) in role.records.iter().enumerate() {
        list.add(format!("{name}:records:{kind}:drop"), move |pack| {
            pack.roles[index].records.remove(at);
        });
    }
    if let Some((scheme, level)) = &role.rank {
        let levels = pack.classifications.iter().find(|known| known.id == *scheme).map(|known| known.levels.as_slice());
        match neighbour(levels.unwrap_or_default(), level) {
            Some(other) => list.add(format!("{name}:rank:{level}->{other}"), move |pack| {
                if let Some((_, level)) = &mut pack.roles[index].rank {
                    level.clone_from(&other);
                }
            }),
            // The order of the levels is left to the body: any rank instead.
            None => list.add(format!("{name}:rank:drop"), move |pack| pack.roles[index].rank = None),
        }
    }
}

/// The level below, or above the least.
fn neighbour(levels: &[Choice], level: &str) -> Option<String> {
    let at = levels.iter().position(|known| known.id == level)?;
    let other = if at == 0 { levels.get(1) } else { levels.get(at - 1) };
    other.map(|level| level.id.clone())
}

struct Others<'p> {
    pack: &'p Pack,
    settings: &'p Settings,
}

impl Others<'_> {
    /// Another role of the pack that does not stand here already and does not mean the same persons: of those that
    /// positions carry the next one, else the next of any.
    fn than(&self, role: &RoleRef, here: &[RoleRef]) -> Option<RoleRef> {
        let own = self.resolve(role);
        let meant = own.map(|role| self.meaning(role));
        let start =
            own.and_then(|own| self.pack.roles.iter().position(|known| known.id == own.id)).map_or(0, |at| at + 1);
        let (before, after) = self.pack.roles.split_at(start.min(self.pack.roles.len()));
        let mut candidates = after.iter().chain(before).filter(|other| {
            let unfit = matches!(
                other.bound,
                Binding::StepHolder
                    | Binding::ExceptionGranter
                    | Binding::ActorKind(_)
                    | Binding::Author
                    | Binding::Another
            );
            !unfit
                && !here.iter().any(|here| self.resolve(here).is_some_and(|here| here.id == other.id))
                && meant.as_ref() != Some(&self.meaning(other))
        });
        let position = candidates.clone().find(|other| other.bound == Binding::Position);
        position.or_else(|| candidates.next()).map(|other| RoleRef::Own(other.id.clone()))
    }

    fn resolve(&self, role: &RoleRef) -> Option<&Role> {
        let id = match role {
            RoleRef::Own(id) => id,
            RoleRef::House(_) => return None,
            RoleRef::Reading(id) => {
                let reading = self.pack.readings.iter().find(|reading| reading.id == *id)?;
                let set = self.settings.get(&format!("reading:{id}"));
                set.unwrap_or(&reading.read).strip_prefix("role:")?
            }
        };
        self.pack.roles.iter().find(|role| role.id == id)
    }

    /// By what its holders are found.
    fn meaning(&self, role: &Role) -> String {
        let bound = match &role.bound {
            Binding::Position => {
                let mut positions = self.settings.role_positions(&role.id);
                positions.sort_unstable();
                // Unset roles are told apart by their names.
                if positions.is_empty() { role.id.clone() } else { positions.join(" ") }
            }
            other => format!("{other:?}"),
        };
        format!("{bound}|{:?}|{:?}|{:?}|{:?}|{:?}", role.within, role.rank, role.branch, role.kinds, role.records)
    }
}
