//! The one place in which the text of a task by hand appears. The gate is asked each time, as it is immediately before the
//! call of a connector: a text that is shown is a text that may be on the service a minute later.

use jiff::Timestamp;
use tatefuda_domain::{
    PublicationId,
    account::Account,
    device::Device,
    hand::Taking,
    publication::{Publication, State},
};
use tatefuda_platforms::{capability, has_addresses};
use tatefuda_store::{audit::audit_head, device, post::Target, publication};

use super::{
    last_taking,
    view::{HandAccount, HandDevice, HandPicture, HandTask, HandText},
};
use crate::{
    actor::Actor,
    copy,
    core::App,
    facts::Asked,
    failure::Failure,
    media,
    post::{asking, list::names, paper::Paper},
    publication::{gate, reason, sent},
    query::{Look, Query, query},
    reads::Reads,
};

/// A task by hand as it stands for whoever looks; with its text for whoever has it.
///
/// # Errors
/// [`Failure::NotFound`] also for somebody who may not read its post.
pub async fn sheet(app: &App, actor: &Actor, id: PublicationId) -> Result<HandTask, Failure> {
    query(app, actor, &Sheet { publication: id }).await
}

/// The text alone, as bytes to carry in a file; as [`sheet`] shows it.
///
/// # Errors
/// [`Failure::NotFound`] where it is not shown.
pub async fn text_file(app: &App, actor: &Actor, id: PublicationId) -> Result<(String, String), Failure> {
    let task = sheet(app, actor, id).await?;
    let text = task.text.ok_or(Failure::NotFound)?;
    Ok((task.check_number, text.text))
}

/// See [`sheet`].
struct Sheet {
    publication: PublicationId,
}

impl Query for Sheet {
    const READS: Reads<Self> = Reads::Of(|of| Some(sent(of.publication)));
    type Out = HandTask;

    async fn answer(&self, look: &mut Look<'_>) -> Result<HandTask, Failure> {
        let tenant = look.actor.tenant;
        let intent = publication::get(look.tx, tenant, self.publication).await?.ok_or(Failure::NotFound)?;
        let taking = last_taking(look.tx, tenant, &intent).await?;
        // Only what goes, or went, by hand has such a page.
        let is_task = matches!(intent.state, State::Waiting { .. }) || taking.is_some();
        let paper = Paper::load(look.tx, tenant, intent.post).await?;
        let account = paper.accounts.get(&intent.account).filter(|_| is_task).ok_or(Failure::NotFound)?;
        let names = names(look.app, look.tx, look.actor).await?;
        let devices = device::device_list(look.tx, tenant).await?.readable();
        let target = paper.targets.iter().find(|target| target.account == intent.account);
        let mine = taking.as_ref().is_some_and(|one| one.person == look.actor.person);
        let mut task = HandTask {
            title: paper.revision.title.clone(),
            account: of_account(account),
            until: match intent.state {
                State::Waiting { until } | State::Taken { until, .. } => Some(until),
                _ => None,
            },
            check_number: target.map_or_else(String::new, |target| target.digest.check_number()),
            taking: taking.as_ref().map(|one| names.taking(one, one.device.and_then(|id| number(&devices, id)))),
            mine,
            answer: None,
            stay: None,
            text: None,
            own_device: look.actor.device.and_then(|id| number(&devices, id)),
            devices: enrolled(&devices),
            has_addresses: has_addresses(&account.service),
            post: intent.post,
            publication: names.publication(&intent),
        };
        match (&intent.state, taking, target) {
            (State::Waiting { .. }, _, _) => {
                let ask = asking::about(paper.post.outward(), intent.post, intent.account);
                let judged = gate::judge(look.app, look.tx, look.actor, (&intent, &paper), ask, look.at).await?;
                task.stay = judged.stay.filter(|word| *word != reason::REGULATION).map(ToOwned::to_owned);
                task.answer = judged.asked.map(|asked| asked.answer);
            }
            (State::Taken { until, .. }, Some(taking), Some(target)) if mine => {
                match shown(look, &intent, &paper, &taking, *until).await? {
                    Ok(()) => match text(look, target).await? {
                        Some(text) => task.text = Some(text),
                        None => task.stay = Some(reason::ALTERED.to_owned()),
                    },
                    Err((stay, asked)) => {
                        task.stay = Some(stay.to_owned());
                        task.answer = asked.map(|asked| asked.answer);
                    }
                }
            }
            _ => {}
        }
        Ok(task)
    }
}

/// Why a text is not shown, with the answer where the regulation said so.
type NotShown = (&'static str, Option<Asked>);

/// The last look, as [`gate::may_go`] is for a connector: the gate, then the head of the chain remembered outside of the
/// database, so that no copy of it gives the text out a second time; the file that stops at the very end.
async fn shown(
    look: &mut Look<'_>,
    intent: &Publication,
    paper: &Paper,
    taking: &Taking,
    until: Timestamp,
) -> Result<Result<(), NotShown>, Failure> {
    let (app, tenant) = (look.app, look.actor.tenant);
    if until < look.at {
        return Ok(Err((reason::NOT_ANSWERED, None)));
    }
    // Before the look at stops: a stop waits for what is in hand.
    let _ticket = app.in_hand.take(tenant);
    let poster = Actor { device: taking.device, ..look.actor.clone() };
    let ask = asking::about(paper.post.outward(), intent.post, intent.account);
    let judged = gate::judge(app, look.tx, &poster, (intent, paper), ask, look.at).await?;
    if let Some(stay) = judged.stay {
        return Ok(Err((stay, judged.asked)));
    }
    let head = audit_head(look.tx, tenant).await?;
    copy::remember(app, tenant, head, false).await?;
    if app.state.stop_file().is_some() {
        return Ok(Err((reason::STOPPED, None)));
    }
    Ok(Ok(()))
}

/// What is to be posted, its pictures hashed again; none: one of them is not what was approved.
async fn text(look: &mut Look<'_>, target: &Target) -> Result<Option<HandText>, Failure> {
    let Some(pictures) = media::unaltered(look.tx, look.actor.tenant, &target.media).await? else { return Ok(None) };
    let pictures = pictures.into_iter().enumerate().map(|(at, one)| HandPicture {
        media: one.medium.id,
        number: at + 1,
        mime: one.medium.mime,
        alt: one.alt,
    });
    Ok(Some(HandText { text: target.text.clone(), link: target.link.clone(), pictures: pictures.collect() }))
}

fn of_account(account: &Account) -> HandAccount {
    let service = capability::capabilities(&account.service).map(capability::Capabilities::name);
    let word = account.service.as_str();
    let (service_ja, service_en) = match service {
        Some(name) => (name.ja.clone(), name.en.clone()),
        None => (word.to_owned(), word.to_owned()),
    };
    HandAccount {
        id: account.id,
        name: account.name.clone(),
        handle: account.handle.clone(),
        url: account.url.clone(),
        service_ja,
        service_en,
    }
}

fn number(devices: &[Device], id: tatefuda_domain::DeviceId) -> Option<String> {
    devices.iter().find(|one| one.id == id).map(|one| one.number.clone())
}

fn enrolled(devices: &[Device]) -> Vec<HandDevice> {
    devices.iter().filter(|one| one.counts()).map(|one| HandDevice { id: one.id, number: one.number.clone() }).collect()
}
