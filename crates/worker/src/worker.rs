//! The loop: what is due, per account one after the other, accounts beside each other.

use std::{
    collections::{BTreeSet, HashMap},
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use jiff::SignedDuration;
use tatefuda_app::{
    App, Failure,
    account::renewal::{self, Due},
    audit::checkpoint,
    copy, media, noun,
    publication::queue::{self, Task, Work},
    removal::carry as removal,
    tenant,
};
use tatefuda_domain::{AccountId, Service, TenantId};
use tatefuda_platforms::{PictureHost, Platform, Platforms};
use tokio::task::{self, JoinSet};

use crate::{
    host,
    life::Life,
    look,
    notice::{self, Outside},
    send::{self, Sent},
    step::{Observer, Step, nobody},
};

/// How a worker works.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Seconds for which a send is leased, and for which the call of a stage may run. Longer than the longest call.
    pub lease_seconds: i64,
    /// Most things of each kind taken up at once per body.
    pub batch: i64,
    /// Most accounts worked on at once.
    pub lanes: usize,
    /// How often to look for work.
    pub poll: Duration,
    /// How often to sign the chains of operation records that moved; the signed heads stand in the public feeds.
    pub checkpoint: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lease_seconds: 180,
            batch: 100,
            lanes: 64,
            poll: Duration::from_secs(1),
            checkpoint: Duration::from_secs(60),
        }
    }
}

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tick {
    /// Sends whose call was made or that were published at once.
    pub sent: usize,
    /// Sends that were held.
    pub held: usize,
    /// Sends that wait for a person's hands now.
    pub offered: usize,
    /// Sends that cannot be prepared now: back on the schedule, failed, or held in a preparing stage.
    pub interrupted: usize,
    /// Leases that were ended.
    pub expired: usize,
    /// Unknown outcomes that were looked for.
    pub looked: usize,
    /// Connections that were renewed, or of which the service said that they are over.
    pub renewed: usize,
    /// Removals that were carried out, or of which it is clear that they are not, or not by the program.
    pub removed: usize,
    /// Messages that were handed over, or of which it is clear that they are not.
    pub told: usize,
    /// Things that somebody else was faster with, or that failed and will be tried again.
    pub left: usize,
}

impl Tick {
    fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.held += other.held;
        self.offered += other.offered;
        self.interrupted += other.interrupted;
        self.expired += other.expired;
        self.looked += other.looked;
        self.renewed += other.renewed;
        self.removed += other.removed;
        self.told += other.told;
        self.left += other.left;
    }

    /// Whether nothing was done.
    // lint: dead: stories run rounds until one does nothing
    pub fn is_idle(&self) -> bool {
        self.sent + self.held + self.offered + self.interrupted + self.expired + self.looked + self.removed + self.told
            == 0
    }
}

/// A worker. Any number may run on one database.
#[derive(Clone)]
pub struct Worker {
    pub(crate) app: App,
    pub(crate) platforms: Platforms,
    /// Where pictures stand for services that fetch them.
    pub(crate) host: Option<PictureHost>,
    /// How people are told outside the program; absent: nobody is.
    pub(crate) outside: Option<Arc<Outside>>,
    pub(crate) owner: Arc<str>,
    pub(crate) settings: Settings,
    pub(crate) observer: Observer,
    pub(crate) life: Arc<Life>,
    /// Asked to stop: what cannot be stored is not waited for without end.
    pub(crate) stopping: Arc<AtomicBool>,
}

/// Things on one account are done in order; the account is a lane.
type Lane = (TenantId, AccountId);

/// A thing to do on an account.
enum Job {
    /// Its connection is to be renewed: before anything is sent with it.
    Renew(Due),
    Work(Work),
    /// A published post is to be taken down.
    Remove(removal::Due),
}

impl Worker {
    /// A worker with a name that no other has.
    pub fn new(app: App, platforms: Platforms, owner: &str, settings: Settings) -> Self {
        Self {
            app,
            platforms,
            host: None,
            outside: None,
            owner: owner.into(),
            settings,
            observer: nobody(),
            life: Arc::default(),
            stopping: Arc::default(),
        }
    }

    /// With the public host of pictures, where there is one.
    #[must_use]
    pub fn with_host(self, host: Option<PictureHost>) -> Self {
        Self { host, ..self }
    }

    /// With the ways by which people are told outside the program.
    #[must_use]
    pub fn with_outside(self, outside: Option<Outside>) -> Self {
        Self { outside: outside.map(Arc::new), ..self }
    }

    /// Tells somebody of each step.
    #[must_use]
    // lint: dead: tests kill or stop a worker at a step
    pub fn observed(mut self, observer: Observer) -> Self {
        self.observer = observer;
        self
    }

    /// One round over everything that is due now, for every body. Waits until all of it is done.
    ///
    /// # Errors
    /// The database cannot be read. What fails for one account is left for a later round.
    pub async fn tick(&self) -> Result<Tick, Failure> {
        self.tend().await;
        let mut lanes = JoinSet::new();
        for (_, work) in self.lanes(&BTreeSet::new()).await? {
            let worker = self.clone();
            lanes.spawn(async move { worker.lane(work).await });
        }
        let mut tick = Tick { told: notice::round(self).await?, ..Tick::default() };
        while let Some(done) = lanes.join_next().await {
            match done {
                Ok(done) => tick.add(done),
                Err(error) => {
                    tracing::error!(%error, "a lane of the worker stopped");
                    tick.left += 1;
                }
            }
        }
        Ok(tick)
    }

    /// Makes anew what others keep of what was done. Nothing is lost where that fails: it stays marked.
    async fn tend(&self) {
        if let Err(error) = noun::tend_all(&self.app).await {
            tracing::warn!(%error, "what waits was not made anew");
        }
        if let Err(error) = host::withdraw(self).await {
            tracing::warn!(%error, "pictures that nobody needs were not taken away");
        }
    }

    /// Works until `shutdown` resolves; then lets calls that have begun come to their end.
    pub async fn run(&self, shutdown: impl Future<Output = ()>) {
        let mut running: JoinSet<()> = JoinSet::new();
        let mut busy: HashMap<task::Id, Lane> = HashMap::new();
        // Messages go out beside the sends: a mail server that stalls holds up no post.
        let mut telling: JoinSet<()> = JoinSet::new();
        let mut clock = tokio::time::interval(self.settings.poll);
        // After a machine stood still one round is enough: what is due is read, not counted.
        clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut seal = tokio::time::interval(self.settings.checkpoint);
        seal.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut shutdown = std::pin::pin!(shutdown);
        loop {
            tokio::select! {
                () = &mut shutdown => break,
                _ = seal.tick() => {
                    if let Err(error) = checkpoint::sign_moved(&self.app).await {
                        tracing::warn!(%error, "the chains of operation records were not signed");
                    }
                    if let Err(error) = media::sweep(&self.app).await {
                        tracing::warn!(%error, "unused pictures were not removed");
                    }
                }
                _ = clock.tick() => {
                    self.tend().await;
                    while telling.try_join_next().is_some() {}
                    if telling.is_empty() {
                        telling.spawn(notice::tell(self.clone()));
                    }
                    match self.lanes(&busy.values().copied().collect()).await {
                        Ok(lanes) => self.spawn(lanes, &mut running, &mut busy),
                        // The database is away: nothing is lost, the next round tries again.
                        Err(error) => {
                            copy::shaken_by(&self.app, &error);
                            tracing::warn!(%error, "the worker cannot see what is due");
                        }
                    }
                }
                Some(done) = running.join_next_with_id(), if !running.is_empty() => {
                    let id = match done {
                        Ok((id, ())) => id,
                        Err(error) => {
                            tracing::error!(%error, "a lane of the worker stopped");
                            error.id()
                        }
                    };
                    busy.remove(&id);
                }
            }
        }
        // Calls that have begun come to their end: each that is cut off is an outcome that nobody knows, and a person has to look.
        self.stopping.store(true, Ordering::Relaxed);
        while running.join_next().await.is_some() {}
        // One that is cut off is told again under the same id.
        telling.shutdown().await;
        if let Err(error) = checkpoint::sign_moved(&self.app).await {
            tracing::warn!(%error, "the chains of operation records were not signed");
        }
        self.life.leave(&self.app, &self.owner).await;
    }

    fn spawn(&self, lanes: Vec<(Lane, Vec<Job>)>, running: &mut JoinSet<()>, busy: &mut HashMap<task::Id, Lane>) {
        let room = self.settings.lanes.saturating_sub(running.len());
        for (lane, work) in lanes.into_iter().take(room) {
            let worker = self.clone();
            let spawned = running.spawn(async move {
                worker.lane(work).await;
            });
            busy.insert(spawned.id(), lane);
        }
    }

    /// What is due, per account, without accounts that are being worked on.
    async fn lanes(&self, busy: &BTreeSet<Lane>) -> Result<Vec<(Lane, Vec<Job>)>, Failure> {
        let renewals = renewal::due(&self.app, self.settings.batch).await?.into_iter();
        let mut lanes: Vec<(Lane, Vec<Job>)> = renewals
            .map(|due| ((due.tenant, due.account), vec![Job::Renew(due)]))
            .filter(|(lane, _)| !busy.contains(lane))
            .collect();
        let lease = SignedDuration::from_secs(self.settings.lease_seconds);
        // What somebody left behind stands first: then its account goes on in this round, and in order.
        let mut all = self.life.orphans(&self.app, &self.owner, lease, self.settings.batch).await;
        let waiting = copy::watch(&self.app).await?;
        all.extend(queue::due(&self.app, self.settings.batch).await?);
        for work in all {
            let lane = (work.tenant, work.account);
            // A copy in doubt sends nothing. Ending leases and looking for what was sent change nothing outside.
            let waits = work.task == Task::Send && waiting.contains(&work.tenant);
            if waits || busy.contains(&lane) {
                continue;
            }
            match lanes.iter_mut().find(|(known, _)| *known == lane) {
                Some((_, list)) => list.push(Job::Work(work)),
                None => lanes.push((lane, vec![Job::Work(work)])),
            }
        }
        // After what is sent: a removal of a copy in doubt is refused by the act itself, so it is not begun here either.
        for due in removal::due(&self.app, self.settings.batch).await? {
            let lane = (due.tenant, due.account);
            if waiting.contains(&due.tenant) || busy.contains(&lane) {
                continue;
            }
            match lanes.iter_mut().find(|(known, _)| *known == lane) {
                Some((_, list)) => list.push(Job::Remove(due)),
                None => lanes.push((lane, vec![Job::Remove(due)])),
            }
        }
        Ok(lanes)
    }

    async fn lane(&self, jobs: Vec<Job>) -> Tick {
        let mut tick = Tick::default();
        for job in jobs {
            let one = match job {
                Job::Work(one) => one,
                Job::Remove(due) => {
                    match crate::removal::remove(self, &due).await {
                        Ok(()) => tick.removed += 1,
                        Err(failure) => {
                            tick.left += 1;
                            tracing::warn!(publication = %due.publication, %failure, "a removal will be tried again");
                        }
                    }
                    continue;
                }
                Job::Renew(due) => {
                    match self.renew(&due).await {
                        Ok(renewed) => tick.renewed += usize::from(renewed),
                        Err(failure) => {
                            tick.left += 1;
                            tracing::warn!(account = %due.account, %failure, "a connection was not renewed");
                        }
                    }
                    continue;
                }
            };
            let done = match one.task {
                Task::Expire => self.expire(&one).await.map(|()| tick.expired += 1),
                Task::Look => look::look(self, &one).await.map(|()| tick.looked += 1),
                Task::Send => send::send(self, &one).await.map(|sent| match sent {
                    Sent::Called => tick.sent += 1,
                    Sent::Held => tick.held += 1,
                    Sent::Offered => tick.offered += 1,
                    Sent::Interrupted => tick.interrupted += 1,
                }),
            };
            if let Err(failure) = done {
                tick.left += 1;
                report(&one, &failure);
            }
        }
        tick
    }

    /// The connector of a service for a body: where it leaves this machine there is none for a body for practice.
    pub(crate) async fn platform(
        &self,
        tenant: TenantId,
        service: &Service,
    ) -> Result<Option<&Arc<dyn Platform>>, Failure> {
        let Some(platform) = self.platforms.get(service) else { return Ok(None) };
        let open = platform.is_here() || !tenant::find(&self.app, tenant).await?.practice;
        Ok(Some(platform).filter(|_| open))
    }

    async fn renew(&self, due: &Due) -> Result<bool, Failure> {
        let service = renewal::service(&self.app, due).await?;
        let platform = match &service {
            Some(service) => self.platform(due.tenant, service).await?,
            None => None,
        };
        match platform {
            Some(platform) => renewal::renew(&self.app, platform.as_ref(), due).await,
            None => Ok(false),
        }
    }

    async fn expire(&self, work: &Work) -> Result<(), Failure> {
        let command = tatefuda_app::publication::Expire {
            publication: work.publication,
            epoch: work.epoch,
            gone: work.gone.clone(),
        };
        tatefuda_app::execute(&self.app, &work.actor(), self.app.env.id(), &command).await?;
        (self.observer)(Step::Expired);
        Ok(())
    }
}

/// Somebody else was faster: ordinary. Everything else is worth a line in the log.
fn report(work: &Work, failure: &Failure) {
    match failure {
        Failure::State { .. } | Failure::NotFound => {
            tracing::debug!(publication = %work.publication, %failure, "left to somebody else");
        }
        _ => tracing::warn!(publication = %work.publication, task = ?work.task, %failure, "will be tried again"),
    }
}
