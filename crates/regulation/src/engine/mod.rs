//! The engine: facts and a question in, a cited answer out. Pure, total, deterministic.
//!
//! From bottom to top: what is known (`regulation`, `layer`, `question`, `memo`), who is spoken of and when (`time`,
//! `records`, `modes`), what holds (`roles`, `select`, `guards`, `applies`, `oracle`, `cases`, `readas`: these ask each
//! other, because a role may follow from a chain and a chain from who holds a role), what is said and who helps (`cx`,
//! `help`, `words`), what binds how (`verdict`, `excuse`, `strength`), the items (`rule`, `chain`, `procedure`, `duty`,
//! `builtin`, `power`), and the join (`ask`).

mod activation;
mod admission;
mod applies;
mod ask;
mod builtin;
mod cases;
mod chain;
mod course;
mod cx;
mod deputy;
mod document;
mod duty;
mod excuse;
mod guards;
mod help;
mod join;
mod layer;
mod live;
mod matching;
mod memo;
mod modes;
mod open_to;
mod oracle;
mod power;
mod procedure;
mod question;
mod quorum;
mod readas;
mod reads;
mod records;
mod regulation;
mod roles;
mod rule;
mod select;
mod strength;
mod time;
mod validity;
mod values;
mod verdict;
mod watch;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, OnceLock},
};

use jiff::Timestamp;
use tatefuda_domain::{Action, digest::Canonical};

use crate::{
    answer::{Answer, Who},
    facts::Facts,
    pack::{Builtin, Chain, Pack, PackErrors},
    settings::Settings,
};
pub use course::{Course, CourseBoard, CourseDocument, CourseRecord, CourseStep, Standing};
pub use document::{Declared, DocumentState, PartState};
pub use duty::{DutyInstance, DutyState};
use layer::LayerState;
pub use layer::Unset;
pub use live::Live;
pub(crate) use matching::matching;
pub use question::Question;
use regulation::{BODY, HOUSE};
pub use regulation::{FieldPath, Regulation};
pub use watch::{Opening, Watch, WatchState};

/// House and body do not fit together; the errors point into the body's pack.
pub type JoinError = PackErrors;

impl Regulation {
    /// Joins and checks what one pack says of the other.
    ///
    /// # Errors
    /// References to the house that do not exist, lifts of rules that cannot be lifted.
    pub fn new(house: Arc<Pack>, body: Arc<Pack>, settings: Settings) -> Result<Self, JoinError> {
        Self::layered(house, body, vec![], settings)
    }

    /// The same with further layers: the hosting prefecture, a section's own rules. Each is answered alone and joined
    /// with the rest; it only adds rules, chains, procedures, duties and monitors.
    ///
    /// # Errors
    /// As [`Self::new`]; a layer that would loosen what the others say, or that the body's text does not admit.
    pub fn layered(
        house: Arc<Pack>,
        body: Arc<Pack>,
        mut further: Vec<Arc<Pack>>,
        settings: Settings,
    ) -> Result<Self, JoinError> {
        let lifted = join::check(&house, &body)?;
        let mut digest = Canonical::new("tatefuda.regulation.v1\n");
        digest.bytes(1, house.digest().as_bytes()).bytes(2, body.digest().as_bytes());
        let mut layers = vec![
            LayerState::new(house, "house:", &lifted, &settings),
            LayerState::new(body, "", &BTreeSet::new(), &settings),
        ];
        // Their order means nothing: the prefecture's first, then by name.
        further.sort_by(|a, b| (a.header.layer, &a.header.id).cmp(&(b.header.layer, &b.header.id)));
        for pack in further {
            let packs: Vec<&Pack> = layers.iter().map(|layer| &*layer.pack).collect();
            join::further(&packs, &pack)?;
            digest.bytes(3, pack.digest().as_bytes());
            let prefix = format!("{}:", pack.header.id);
            layers.push(LayerState::new(pack, &prefix, &BTreeSet::new(), &settings));
        }
        let four_eyes = layers[HOUSE].builtin(Builtin::FourEyes).is_some();
        let zone = jiff::tz::TimeZone::get(&layers[BODY].pack.header.zone).unwrap_or(jiff::tz::TimeZone::UTC);
        let (digest, settings_digest) = (digest.finish(), settings.digest());
        let mut kinds = BTreeMap::new();
        for (at, layer) in layers.iter().enumerate() {
            let own = layer.pack.record_kinds.iter().enumerate();
            kinds.extend(own.map(|(index, kind)| (format!("{}{}", layer.prefix, kind.id), (at, index))));
        }
        Ok(Self { layers, digest, settings_digest, settings, four_eyes, kinds, zone, events: OnceLock::new() })
    }

    /// The cited answer.
    pub fn ask(&self, question: &Question<'_>) -> Answer {
        let facts = question.facts_digest();
        self.viewed(question, |question| ask::ask(self, question, facts))
    }

    /// Who holds a role (`rp`, `house:staff`, `reading:…`) at a time. Persons who could not act on
    /// this content for reasons of four eyes are not left out here.
    pub fn role_holders(&self, role: &str, facts: &Facts, at: Timestamp) -> Who {
        let question = Question::new(Action::RecordGive, at, facts);
        let (layer, reference) = roles::parse(role);
        self.viewed(&question, |question| roles::who(self, question, layer, &reference))
    }

    /// Who gives a step of some chain of the body, one entry a role, in the order of the text.
    pub fn step_holders(&self, facts: &Facts, at: Timestamp) -> Vec<Who> {
        let question = Question::new(Action::RecordGive, at, facts);
        let chains = &self.layers[BODY].pack.chains;
        let mut roles: Vec<&crate::pack::RoleRef> = vec![];
        for role in chains.iter().flat_map(|chain| &chain.steps).flat_map(|step| &step.by) {
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        self.viewed(&question, |question| roles.iter().map(|role| roles::who(self, question, BODY, role)).collect())
    }

    /// The chain of the body that a question stands under; none: no chain, or not unique. For acts
    /// on a post other than publishing (a step, a return) it is the chain before publishing.
    pub fn chain_for(&self, question: &Question<'_>) -> Option<&Chain> {
        self.viewed(question, |question| match select::applicable(self, question, BODY) {
            select::Applicable::One(chain) => Some(chain),
            _ => None,
        })
    }

    /// Runs something that keeps in mind what it found out about the question.
    fn viewed<T>(&self, question: &Question<'_>, run: impl FnOnce(&Question<'_>) -> T) -> T {
        let memo = memo::Memo::default();
        let question = Question { memo: Some(&memo), ..question.clone() };
        run(&question)
    }
}
