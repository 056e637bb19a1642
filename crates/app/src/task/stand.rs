//! Where what waits stands for one person at one moment: what is stored, with who asks and the organisation as it is now.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::Timestamp;
use tatefuda_domain::{PostId, publication::Publication};
use tatefuda_regulation::Facts;
use tatefuda_store::{
    Tx,
    post::list::Listed,
    task::{Task, task_facts, task_list, task_next_change, task_posts, task_sends},
};

use crate::{
    actor::Actor,
    core::App,
    facts::{self, Asked, Asker},
    failure::Failure,
    governing::{self, Governing},
    post::{asking, intended, people::Names, rights},
};

/// A post that waits.
pub(super) struct Waiting {
    pub listed: Listed,
    pub targets: Vec<Task>,
    pub publications: Vec<Publication>,
    /// The answer to publishing, per target; absent where nobody can tell at the moment.
    pub asked: Option<Vec<Asked>>,
    /// Something it rests on was changed, and it is being made anew.
    pub checking: bool,
}

/// Everything of the body that waits, as it stands for this person. Some statements, however much it is.
pub(super) async fn all(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    names: &Names,
    limit: i64,
) -> Result<Vec<Waiting>, Failure> {
    let (tenant, now) = (actor.tenant, app.env.now());
    let mut targets: BTreeMap<PostId, Vec<Task>> = BTreeMap::new();
    for task in task_list(tx, tenant).await? {
        targets.entry(task.post).or_default().push(task);
    }
    if targets.is_empty() {
        return Ok(vec![]);
    }
    let mut sends: BTreeMap<PostId, Vec<Publication>> = BTreeMap::new();
    for one in task_sends(tx, tenant).await? {
        sends.entry(one.post).or_default().push(one);
    }
    let facts = stored(app, tx, actor, targets.values().flatten()).await?;
    let change = task_next_change(tx, tenant, now).await?;
    let documents = governing::documents(app, tx, tenant, now).await?;
    let halts = facts::halted(tx, tenant).await?;
    let mut asker = None;
    let mut found = vec![];
    for listed in task_posts(tx, tenant, limit).await? {
        let id = listed.post.id;
        let publications = sends.remove(&id).unwrap_or_default();
        if publications.iter().any(|one| one.state.name().send_begun()) {
            continue;
        }
        let targets = targets.remove(&id).unwrap_or_default();
        let at = intended(listed.window, now);
        let over = |task: &Task| task.stale || task.holds_until.is_some_and(|until| until <= at);
        let checking = targets.iter().any(over);
        let mut asked = Some(vec![]);
        for task in &targets {
            let service = names.service(task.account);
            let governing = match change.filter(|change| *change <= at) {
                // Another text counts by then: rare, so it is looked up.
                Some(_) => governing::find(app, tx, tenant, service, at).await,
                None => documents.find(service),
            };
            let one = match (governing, facts.get(&task.id)) {
                (Ok(governing), Some(facts)) => {
                    let question = Question { task, listed: &listed, facts, governing, at, now, halts: &halts };
                    Some(question.ask(app, tx, actor, &mut asker).await?)
                }
                (Err(Failure::State { .. } | Failure::Unreadable(_)) | Ok(_), _) => None,
                (Err(other), _) => return Err(other),
            };
            match (one, &mut asked) {
                (Some(one), Some(list)) => list.push(one),
                _ => asked = None,
            }
        }
        let checking = checking || asked.is_none();
        found.push(Waiting { listed, targets, publications, asked, checking });
    }
    Ok(found)
}

/// The posts of the body that were last changed and wait, each with whether it waits for this person, where that can be
/// told.
pub(crate) async fn waiting(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    names: &Names,
    limit: i64,
) -> Result<BTreeMap<PostId, bool>, Failure> {
    let all = all(app, tx, actor, names, limit).await?;
    let told = all.into_iter().filter_map(|one| {
        let asked = one.asked?;
        Some((one.listed.post.id, asked.iter().any(|asked| rights::waits_in(asked, actor))))
    });
    Ok(told.collect())
}

/// What is known of each row; read again only where this process does not hold it yet.
async fn stored(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    tasks: impl Iterator<Item = &Task>,
) -> Result<BTreeMap<String, Arc<Facts>>, Failure> {
    let ids: BTreeSet<&str> = tasks.map(|task| task.id.as_str()).collect();
    let mut found: BTreeMap<String, Arc<Facts>> =
        ids.iter().filter_map(|id| Some(((*id).to_owned(), app.kept.get(id)?))).collect();
    if found.len() == ids.len() {
        return Ok(found);
    }
    for (id, text) in task_facts(tx, actor.tenant).await? {
        if !found.contains_key(&id)
            && let Some(facts) = text.and_then(|text| serde_json::from_str::<Facts>(&text).ok())
        {
            let facts = Arc::new(facts);
            app.kept.put(&id, Arc::clone(&facts));
            found.insert(id, facts);
        }
    }
    Ok(found)
}

struct Question<'a> {
    task: &'a Task,
    listed: &'a Listed,
    facts: &'a Facts,
    governing: Arc<Governing>,
    at: Timestamp,
    now: Timestamp,
    halts: &'a [String],
}

impl Question<'_> {
    /// Asks as this person. The same answer as if everything had been read now.
    async fn ask(self, app: &App, tx: &mut Tx, actor: &Actor, asker: &mut Option<Asker>) -> Result<Asked, Failure> {
        let ask = asking::about(self.listed.post.outward(), self.task.post, self.task.account).at(self.at);
        let asker = match asker {
            Some(asker) => asker,
            None => asker.insert(Asker::load(app, tx, actor, &ask, &self.governing, None, self.at).await?),
        };
        let window = self.listed.window;
        let mut facts = self.facts.clone();
        // Time alone changes these.
        for (path, value) in [("post.in_window", window.contains(self.at)), ("post.late", window.is_past(self.at))] {
            if facts.fields.contains_key(path) {
                facts.set(path, value);
            }
        }
        let facts = facts::of_actor(actor, &ask, &self.governing, facts, asker, self.at)?;
        Ok(facts::answered(ask, self.governing, facts, self.at, self.now, self.halts, actor.tenant))
    }
}
