//! A post, completely.

use std::collections::BTreeMap;

use tatefuda_audit::EntryKind;
use tatefuda_domain::{
    AccountId, Action, Digest, Localized, PostId,
    post::{PostEvent, PostState},
    publication::{Publication, PublicationState, State},
    record::Subject,
};
use tatefuda_platforms::capability::Ability;
use tatefuda_regulation::{Decision, NeedGroup, Regulation};
use tatefuda_store::{
    Tx,
    answer::answer_list,
    audit::audit_subject,
    device::device_find,
    hand::taking_list,
    post::{self, Target, trail::Step},
    publication::{evidence::evidence_list, look},
};

use super::{
    asking, content, correction,
    paper::Paper,
    people::Names,
    publish::on_its_way,
    rights, submit,
    view::{
        AnswerView, NoteView, Offers, PostView, PublicationView, RevisionView, StepOffer, StepView, TargetView,
        TrailView,
    },
};
use crate::{
    actor::Actor,
    core::App,
    facts::{self, Asked, org},
    failure::Failure,
    publication::{OF_THE_PROGRAM, deniable_from},
    query::{Look, Query, query},
    reads::Reads,
    removal,
};

/// Most answers and operation records shown with a post.
const MANY: i64 = 500;

/// A post with everything that belongs to it.
///
/// # Errors
/// [`Failure::NotFound`] also for somebody who may not read it.
pub async fn find(app: &App, actor: &Actor, id: PostId) -> Result<PostView, Failure> {
    query(app, actor, &Find { post: id }).await
}

/// A post with everything that belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct Find {
    pub post: PostId,
}

impl Query for Find {
    const READS: Reads<Self> = Reads::Of(|of| Some(rights::post(of.post)));
    type Out = PostView;

    async fn answer(&self, look: &mut Look<'_>) -> Result<PostView, Failure> {
        let tenant = look.actor.tenant;
        let paper = Paper::load(look.tx, tenant, self.post).await?;
        let names = Names { org: org::load(look.app, look.tx, tenant).await?, accounts: paper.accounts.clone() };
        assemble(look.app, look.tx, look.actor, &paper, &names).await
    }
}

async fn assemble(app: &App, tx: &mut Tx, actor: &Actor, paper: &Paper, names: &Names) -> Result<PostView, Failure> {
    let (tenant, now) = (actor.tenant, app.env.now());
    // Two questions for each target: what whoever looks may do, and what still stands before the post if its author sends it.
    // Asked for the reader alone, the second would look nearer or farther than it is.
    let writer = Actor { person: paper.revision.person, capacity: Some(paper.revision.capacity), ..actor.clone() };
    let mut labels = BTreeMap::new();
    let (mut asked, mut targets) = (vec![], vec![]);
    for target in &paper.targets {
        let at = sent_at(paper, target, now);
        let ask = asking::about(paper.post.outward(), paper.post.id, target.account).at(at);
        let mine = facts::ask(app, tx, actor, ask.clone(), now).await?;
        let clearance = asking::shown_clearance(app, tx, &writer, ask, now).await?.answer;
        step_labels(&mine.governing.regulation, &mut labels);
        targets.push((target, at, mine.answer.clone(), clearance));
        asked.push(mine);
    }
    let views = StepViews { paper, names, labels: &labels };
    let sheet = paper.sheet();
    let publications = publications(tx, actor, paper, names).await?;
    let (corrects, corrections) = correction::shown(tx, actor, paper, names).await?;
    let correcting = correction::asked(app, tx, actor, paper).await?;
    let removing = removing(app, tx, actor, paper).await?;
    Ok(PostView {
        id: paper.post.id,
        version: paper.post.version,
        state: paper.post.state,
        title: paper.revision.title.clone(),
        document_number: paper.post.document_number.clone(),
        section: paper.post.section,
        section_name: names.section(paper.post.section),
        created_by: names.person(paper.post.created_by, None),
        created_at: paper.post.created_at,
        updated_at: paper.post.updated_at,
        read_at: now,
        revision: paper.revision.number,
        content: paper.content(),
        sheet,
        check_number: sheet.check_number(),
        offers: offers(app, tx, actor, paper, &asked).await?,
        targets: targets
            .into_iter()
            .map(|(target, at, answer, clearance)| TargetView {
                id: target.id,
                account: target.account,
                account_name: names.account(target.account),
                handle: names.accounts.get(&target.account).map(|one| one.handle.clone()).unwrap_or_default(),
                service: names.service(target.account).cloned(),
                place: target.place.as_ref().map(ToString::to_string),
                moved_from: paper
                    .moved
                    .get(&target.account)
                    .map(|from| from.as_ref().map(ToString::to_string).unwrap_or_default()),
                altered: paper.altered.contains(&target.account),
                account_state: names.accounts.get(&target.account).map(|one| one.state.name()),
                connector: names.connector(target.account),
                edit: names.way(target.account, Ability::EditText),
                remove: names.way(target.account, Ability::Remove),
                text: target.text.clone(),
                own_text: target.own_text,
                link: target.link.clone(),
                media: content::media_of(target),
                digest: target.digest,
                check_number: target.digest.check_number(),
                answer,
                clearance,
                asked_for: at,
                steps: views.counting(target),
                publication: latest(paper, target)
                    .and_then(|one| publications.iter().find(|view| view.id == one.id).cloned()),
            })
            .collect(),
        revisions: post::revisions(tx, tenant, paper.post.id)
            .await?
            .into_iter()
            .map(|one| RevisionView {
                id: one.id,
                number: one.number,
                person: names.person(one.person, Some(one.capacity)),
                at: one.at,
                title: one.title,
            })
            .collect(),
        steps: paper.steps.iter().map(|step| views.step(step)).collect(),
        notes: notes(tx, actor, paper, names).await?,
        publications,
        corrects,
        corrections,
        correction_clocks: correction::clocks(&correcting, now),
        removing,
        correcting: correcting.into_iter().map(|asked| asked.answer).collect(),
        trail: trail(tx, actor, paper, names).await?,
        answers: answers(tx, actor, paper, names).await?,
    })
}

async fn publications(
    tx: &mut Tx,
    actor: &Actor,
    paper: &Paper,
    names: &Names,
) -> Result<Vec<PublicationView>, Failure> {
    let mut views = vec![];
    let removals = removal::views(tx, actor.tenant, paper.post.id, names).await?;
    for one in &paper.publications {
        let mut view = names.publication(one);
        view.removals = removals.iter().filter(|removal| removal.publication == one.id).cloned().collect();
        let seen = evidence_list(tx, actor.tenant, one.id).await?;
        view.evidence = seen.into_iter().map(|one| names.evidence(one)).collect();
        if let Some(taking) = taking_list(tx, actor.tenant, one.id).await?.pop() {
            let device = match taking.device {
                Some(id) => device_find(tx, actor.tenant, id).await?.map(|device| device.number),
                None => None,
            };
            view.taking = Some(names.taking(&taking, device));
        }
        let looks = look::of(tx, actor.tenant, one.id).await?;
        view.looks = looks.into_iter().map(|look| names.look(look)).collect();
        if matches!(one.state, State::Unknown { .. }) {
            view.deniable_from = Some(deniable_from(tx, actor.tenant, one).await?);
        }
        views.push(view);
    }
    Ok(views)
}

/// What the regulation says to taking down what is published.
async fn removing(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    paper: &Paper,
) -> Result<Vec<(AccountId, tatefuda_regulation::Answer)>, Failure> {
    let mut all = vec![];
    for one in paper.publications.iter().filter(|one| matches!(one.state, State::Published { .. })) {
        if actor.capacity.is_some() && paper.targets.iter().any(|target| target.account == one.account) {
            let ask = asking::about(Action::PostRemove, paper.post.id, one.account);
            all.push((one.account, facts::ask(app, tx, actor, ask, app.env.now()).await?.answer));
        }
    }
    Ok(all)
}

/// When a target is to be sent: as somebody scheduled it, else as soon as its window allows. A post that waits for 17:15
/// is not asked about the hour at which somebody looks at it.
fn sent_at(paper: &Paper, target: &Target, now: jiff::Timestamp) -> jiff::Timestamp {
    let scheduled = latest(paper, target).filter(|one| matches!(one.state, State::Scheduled { .. }));
    scheduled.map_or_else(|| submit::intended(paper, now), |one| one.planned_at.max(now))
}

/// The live intended send of a target, else the last one.
fn latest<'p>(paper: &'p Paper, target: &Target) -> Option<&'p Publication> {
    let of = || paper.publications.iter().filter(|one| one.account == target.account);
    of().find(|one| one.state.name().is_live()).or_else(|| of().next_back())
}

type Labels = BTreeMap<(String, String), Localized>;

fn step_labels(regulation: &Regulation, labels: &mut Labels) {
    for chain in &regulation.body().chains {
        for step in &chain.steps {
            labels.insert((chain.id.to_string(), step.id.clone()), step.label.clone());
        }
    }
}

struct StepViews<'a> {
    paper: &'a Paper,
    names: &'a Names,
    labels: &'a Labels,
}

impl StepViews<'_> {
    fn step(&self, step: &Step) -> StepView {
        let present = |digest: Digest| self.paper.targets.iter().any(|target| target.digest == digest);
        let label = self.labels.get(&(step.chain.clone(), step.step.clone())).cloned();
        StepView {
            id: step.id,
            chain: step.chain.clone(),
            step: step.step.clone(),
            label: label.unwrap_or_else(|| Localized::new(&step.step, "")),
            account: step.account,
            digest: step.digest,
            current: step.revoked_at.is_none() && present(step.digest),
            person: self.names.person(step.person, Some(step.capacity)),
            acting: step.acting_for.is_some(),
            at: step.at,
            means: step.means,
            revoked_at: step.revoked_at,
            answer: step.answer,
        }
    }

    fn counting(&self, target: &Target) -> Vec<StepView> {
        let counts = |step: &&Step| step.digest == target.digest && step.revoked_at.is_none();
        self.paper.steps.iter().filter(counts).map(|step| self.step(step)).collect()
    }
}

async fn notes(tx: &mut Tx, actor: &Actor, paper: &Paper, names: &Names) -> Result<Vec<NoteView>, Failure> {
    let notes = post::trail::notes(tx, actor.tenant, paper.post.id).await?;
    Ok(notes.into_iter().map(|note| note_view(note, names)).collect())
}

pub(crate) fn note_view(note: post::trail::Note, names: &Names) -> NoteView {
    NoteView {
        person: names.person(note.person, Some(note.capacity)),
        kind: note.kind,
        text: note.text,
        quote: note.quote,
        account: note.account,
        at: note.at,
        revision: note.revision,
    }
}

async fn trail(tx: &mut Tx, actor: &Actor, paper: &Paper, names: &Names) -> Result<Vec<TrailView>, Failure> {
    let subject = tatefuda_audit::Subject { kind: "post".to_owned(), id: paper.post.id.to_string() };
    let entries = audit_subject(tx, actor.tenant, &subject, MANY).await?;
    let view = |entry: tatefuda_audit::Entry| TrailView {
        seq: entry.seq,
        at: entry.at,
        refused: entry.kind == EntryKind::Refused,
        by_program: OF_THE_PROGRAM.contains(&entry.command.as_str())
            || removal::OF_THE_PROGRAM.contains(&entry.command.as_str()),
        command: entry.command,
        person: entry.person.map(|person| names.person(person, entry.capacity)),
        capacity: entry.capacity,
        answer: entry.answer.map(|answer| answer.id),
    };
    Ok(entries.into_iter().flatten().map(view).collect())
}

async fn answers(tx: &mut Tx, actor: &Actor, paper: &Paper, names: &Names) -> Result<Vec<AnswerView>, Failure> {
    let subject = Subject::new("post", paper.post.id);
    let stored = answer_list(tx, actor.tenant, &subject, MANY).await?;
    let view = |one: tatefuda_store::answer::StoredAnswer| AnswerView {
        id: one.id,
        action: one.action,
        at: one.at,
        decision: one.answer.decision,
        person: one.person.map(|person| names.person(person, one.capacity)),
        answer: one.answer,
    };
    Ok(stored.into_iter().map(view).collect())
}

/// What the state machine and the regulation leave open to this person. The acts themselves ask again.
async fn offers(app: &App, tx: &mut Tx, actor: &Actor, paper: &Paper, asked: &[Asked]) -> Result<Offers, Failure> {
    let mut offers = Offers { steps: step_offers(&Stand::of(paper), asked, actor), ..Offers::default() };
    if actor.capacity.is_none() {
        return Ok(offers);
    }
    let acts = [
        (PostEvent::Edit, Action::PostDraft),
        (PostEvent::Submit, Action::PostSubmit),
        (PostEvent::TakeBack, Action::PostTakeBack),
        (PostEvent::Return, Action::PostReturn),
        (PostEvent::Withdraw, Action::PostWithdraw),
    ];
    for (event, action) in acts {
        let possible = paper.post.state.after(event, paper.circumstances()).is_ok()
            && decision(app, tx, actor, paper, action).await? != Decision::Refused;
        match event {
            PostEvent::Edit => offers.edit = possible,
            PostEvent::Submit => offers.submit = possible,
            PostEvent::TakeBack => offers.take_back = possible,
            PostEvent::Return => offers.return_ = possible,
            PostEvent::Withdraw => offers.withdraw = possible,
        }
    }
    let (person, stand) = (actor.person, Stand::of(paper));
    offers.publish = can_send(&stand, asked, |group| asking::is_stated_by(group, person));
    offers.schedule =
        can_send(&stand, asked, |group| asking::is_stated_by(group, person) || asking::is_about_time(group));
    let any = |states: &[PublicationState]| paper.publications.iter().any(|one| states.contains(&one.state.name()));
    if any(&[PublicationState::Scheduled, PublicationState::Waiting, PublicationState::Held]) {
        offers.cancel = decision(app, tx, actor, paper, Action::PostCancel).await? != Decision::Refused;
    }
    if any(&[PublicationState::Published]) {
        offers.correct = decision(app, tx, actor, paper, Action::PostDraft).await? != Decision::Refused;
    }
    for unknown in paper.publications.iter().filter(|one| matches!(one.state, State::Unknown { .. })) {
        for (action, offer) in [(Action::PostResolve, &mut offers.resolve), (Action::PostDeny, &mut offers.deny)] {
            let asked = facts::ask(app, tx, actor, asking::about_outcome(action, unknown), app.env.now()).await?;
            *offer |= asked.answer.decision != Decision::Refused;
        }
    }
    Ok(offers)
}

/// What decides, beside the answers, what is open of a post.
pub(crate) struct Stand<'a> {
    pub state: PostState,
    /// The accounts of its targets, in the order of the answers.
    pub accounts: Vec<AccountId>,
    pub publications: &'a [Publication],
}

impl<'a> Stand<'a> {
    fn of(paper: &'a Paper) -> Self {
        Self {
            state: paper.post.state,
            accounts: paper.targets.iter().map(|target| target.account).collect(),
            publications: &paper.publications,
        }
    }
}

/// Whether a target is not on its way and cleared but for what the caller lets pass; what was held may go on.
pub(crate) fn can_send(stand: &Stand<'_>, asked: &[Asked], passes: impl Fn(&NeedGroup) -> bool) -> bool {
    matches!(stand.state, PostState::Drafting | PostState::Submitted)
        && stand.accounts.iter().zip(asked).any(|(account, one)| {
            let cleared = one.answer.decision != Decision::Refused && one.answer.groups.iter().all(&passes);
            cleared && !on_its_way(stand.publications, *account)
        })
}

async fn decision(app: &App, tx: &mut Tx, actor: &Actor, paper: &Paper, action: Action) -> Result<Decision, Failure> {
    let now = app.env.now();
    let ask = match paper.targets.first() {
        Some(target) => asking::about(action, paper.post.id, target.account),
        None => {
            let of = &paper.revision;
            let mut asks = asking::about_draft(action, actor.tenant, true, of.person, of, &[]);
            asks.pop().ok_or(Failure::NotFound)?
        }
    };
    Ok(facts::ask(app, tx, actor, ask, now).await?.answer.decision)
}

/// Steps that wait for this person, with the accounts for which they wait.
pub(crate) fn step_offers(stand: &Stand<'_>, asked: &[Asked], actor: &Actor) -> Vec<StepOffer> {
    let mut offers: Vec<StepOffer> = vec![];
    if stand.state != PostState::Submitted {
        return offers;
    }
    for (account, one) in stand.accounts.iter().zip(asked) {
        for open in asking::open_steps(&one.answer, actor.person) {
            match offers.iter_mut().find(|offer| offer.chain == open.chain && offer.step == open.step) {
                Some(offer) => offer.accounts.push(*account),
                None => offers.push(StepOffer {
                    chain: open.chain.to_owned(),
                    step: open.step.to_owned(),
                    label: open.label.clone(),
                    accounts: vec![*account],
                }),
            }
        }
    }
    offers
}
