//! All sending is stopped: what nobody has taken yet is taken back.

use tatefuda_domain::publication::{Event, PublicationState, Why};
use tatefuda_store::{Tx, hand::taking_out, publication};

use super::view::TakenView;
use crate::{
    actor::Actor,
    command::Cx,
    core::App,
    failure::Failure,
    post::list::names,
    publication::{move_on, reason, save},
};

/// Most tasks by hand that one stop takes back by itself; nothing beyond them can be taken either, because the gate of
/// taking says no, and they are held when their time is over.
const MANY: i64 = 1_000;

/// Holds every task by hand that is open, in the act that stops. Those that were taken are listed for whoever stopped.
pub(crate) async fn recall(cx: &mut Cx<'_>) -> Result<usize, Failure> {
    let tenant = cx.tenant();
    let open = publication::in_state(cx.tx, tenant, PublicationState::Waiting, MANY).await?;
    let mut recalled = 0;
    for mut intent in open {
        move_on(&mut intent, Event::Hold(Why::of(reason::STOPPED)))?;
        save(cx, &mut intent).await?;
        cx.touches("post", intent.post);
        recalled += 1;
    }
    Ok(recalled)
}

/// Who has a text in their hands, and on which account it is to be posted. Names and telephones only: the text is for those
/// who may read its post.
pub(crate) async fn taken(app: &App, tx: &mut Tx, actor: &Actor) -> Result<Vec<TakenView>, Failure> {
    let out = taking_out(tx, actor.tenant).await?.readable();
    if out.is_empty() {
        return Ok(vec![]);
    }
    let names = names(app, tx, actor).await?;
    let mut list = vec![];
    for one in out {
        let intent = publication::get(tx, actor.tenant, one.publication).await?;
        list.push(TakenView {
            person: names.person(one.person, Some(one.capacity)),
            at: one.at,
            account: intent.map(|intent| names.account(intent.account)).unwrap_or_default(),
        });
    }
    Ok(list)
}
