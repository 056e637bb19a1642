//! 写しの照合: whether this database is the true one, and what may have been sent since.

use axum::response::Response;
use tatefuda_app::copy::{
    DoubtAnswer,
    view::{self, CopyNode, DoubtView, Standing},
};
use tatefuda_domain::SystemRight;
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    copy::{CopyPage, DoubtRow, HoldShown, NodeRow},
    view::{Choice, Tone, When},
};

use crate::{error::WebError, html, page::Page, publication::view as sends};

/// `GET /copy`
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    let found = view::standing(page.app(), page.actor()).await?;
    let shell = page.shell(Nav::None).await;
    let tr = shell.tr.clone();
    let manages = page.actor().may(SystemRight::ManageAccounts);
    // A node is admitted where the mark lies, and not while all is in doubt.
    let admits = manages && found.hold.is_none() && matches!(found.bearing, tatefuda_app::copy::Bearing::Sound(_));
    let word = match found.bearing {
        tatefuda_app::copy::Bearing::Empty => "empty",
        other => other.as_str(),
    };
    let view = CopyPage {
        bearing: tr.text(&format!("copy-bearing-{word}")),
        sound: found.bearing.is_sound(),
        hold: hold(&page, &tr, &found, manages),
        doubts: found.doubts.iter().map(|one| doubt(&page, &tr, one)).collect(),
        nodes: found.nodes.iter().map(|one| node(&page, &tr, one, admits)).collect(),
        shell,
    };
    Ok(html::ok(view.render()))
}

fn hold(page: &Page, tr: &Translator, found: &Standing, manages: bool) -> Option<HoldShown> {
    let hold = found.hold.as_ref()?;
    let when = |at| When::new(tr, at, page.zone());
    Some(HoldShown {
        id: hold.id.to_string(),
        cause: tr.text(&format!("copy-cause-{}", hold.cause)),
        node: hold.node_name.clone(),
        at: when(hold.held_at),
        upto: hold.head_at.map(when),
        open: found.open(),
        release: (manages && found.open() == 0).then(|| page.meta(Some(hold.version))),
    })
}

fn doubt(page: &Page, tr: &Translator, one: &DoubtView) -> DoubtRow {
    let when = |at| When::new(tr, at, page.zone());
    let answered = one.doubt.answer.as_deref().zip(one.doubt.answered_at);
    let choice = |answer: DoubtAnswer| {
        let key = format!("answer-{}", answer.as_str());
        let hint = Some(tr.text(&format!("{key}-hint")));
        Choice { hint, ..Choice::new(answer.as_str(), tr.text(&key), false) }
    };
    DoubtRow {
        id: one.doubt.id.to_string(),
        title: one.title.clone(),
        href: format!("/posts/{}", one.doubt.post),
        account: one.account.clone(),
        state: match &one.publication {
            Some(publication) => sends::state(publication.state.name()).label(tr),
            None => tr.text("copy-doubt-submitted"),
        },
        planned: one.publication.as_ref().map(|publication| when(publication.planned_at)),
        answered: answered.map(|(answer, at)| {
            (tr.text(&format!("answer-{answer}")), one.answered_by.clone().unwrap_or_default(), when(at))
        }),
        note: one.doubt.note.clone(),
        choices: DoubtAnswer::ALL.map(choice).to_vec(),
        meta: page.meta(None),
    }
}

fn node(page: &Page, tr: &Translator, one: &CopyNode, admits: bool) -> NodeRow {
    let outside = one.node.standing != "sound";
    let (state, tone) = match (outside, one.node.admitted, one.alive) {
        (true, true, _) => (tr.text("node-admitted"), Tone::Info),
        (_, _, false) => (tr.text("node-silent"), Tone::Neutral),
        (true, false, _) => (tr.text(&format!("node-{}", one.node.standing)), Tone::Warn),
        (false, ..) => (tr.text("node-sound"), Tone::Good),
    };
    NodeRow {
        id: one.node.id.to_string(),
        name: one.node.name.clone(),
        state,
        tone,
        seen: When::new(tr, one.node.seen_at, page.zone()),
        admit: (admits && outside && !one.node.admitted).then(|| page.meta(None)),
    }
}
