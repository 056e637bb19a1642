//! What was set, what waits for its second person, what is unset.

use std::{collections::BTreeMap, sync::Arc};

use tatefuda_domain::{PersonId, setting::SettingValue};
use tatefuda_regulation::Unset;
use tatefuda_store::{
    member::person_list,
    setting::{StoredSetting, setting_list},
};

use crate::{
    actor::Actor,
    core::App,
    failure::Failure,
    query::{Sees, open},
    regulation::governing,
};

/// A document in force with everything that was set for it.
pub struct DocumentSettings {
    /// The document.
    pub governing: Arc<governing::Governing>,
    /// Every value ever proposed, by key; the newest last.
    pub values: BTreeMap<String, Vec<StoredSetting>>,
    /// What the text leaves to the body and nobody has set.
    pub unset: Vec<Unset>,
    /// Names of those who proposed or confirmed.
    pub names: BTreeMap<PersonId, String>,
}

impl DocumentSettings {
    /// Of several that hold, the one that began last.
    pub fn in_force(&self, key: &str, at: jiff::Timestamp) -> Option<&SettingValue> {
        let newest = |stored: &&StoredSetting| (stored.value.effective_from, stored.confirmed_at, stored.value.id);
        self.values.get(key)?.iter().filter(|one| one.value.in_force(at)).max_by_key(newest).map(|one| &one.value)
    }

    /// Values of a key that wait for the second person or for their day.
    pub fn waiting(&self, key: &str, at: jiff::Timestamp) -> Vec<&SettingValue> {
        let values = self.values.get(key).into_iter().flatten();
        values.map(|stored| &stored.value).filter(|value| !value.in_force(at)).collect()
    }
}

/// The documents in force at this moment, stored ones that are not yet, and their settings. Open to every member of the body:
/// what binds people may be read by them.
///
/// # Errors
/// Whatever the database says.
pub async fn documents(app: &App, actor: &Actor) -> Result<Vec<DocumentSettings>, Failure> {
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let people = person_list(&mut tx, actor.tenant).await?;
    let names: BTreeMap<PersonId, String> = people.into_iter().map(|person| (person.id, person.name)).collect();
    let mut found = Vec::new();
    for governing in governing::all_known(app, &mut tx, actor.tenant, app.env.now()).await? {
        let mut values: BTreeMap<String, Vec<StoredSetting>> = BTreeMap::new();
        for stored in setting_list(&mut tx, actor.tenant, &governing.document).await? {
            values.entry(stored.value.key.clone()).or_default().push(stored);
        }
        let unset = governing.regulation.unset_parameters();
        found.push(DocumentSettings { governing, values, unset, names: names.clone() });
    }
    Ok(found)
}
