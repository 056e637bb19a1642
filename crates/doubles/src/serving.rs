//! A double that runs.

use std::{io, net::SocketAddr, time::Duration};

use axum::{
    Router,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use crate::{
    fault::Fault,
    killable::{Cut, KillableListener},
};

/// Stops when it is dropped.
#[derive(Debug)]
pub(crate) struct Serving {
    pub(crate) base_url: String,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.stop.take());
        self.task.abort();
    }
}

/// Serves inside the current runtime.
pub(crate) async fn serve(listen: SocketAddr, app: Router) -> io::Result<Serving> {
    let listener = TcpListener::bind(listen).await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        let service = app.into_make_service_with_connect_info::<Cut>();
        let served = axum::serve(KillableListener(listener), service).with_graceful_shutdown(async {
            // Either the handle says so or it is gone.
            let _ = stopped.await;
        });
        if let Err(error) = served.await {
            tracing::error!(%error, "the double stopped");
        }
    });
    Ok(Serving { base_url, stop: Some(stop), task })
}

/// The answer is never written: its connection is cut.
pub(crate) fn cut_off(cut: &Cut) -> Response {
    cut.now();
    StatusCode::IM_A_TEAPOT.into_response()
}

/// What the sender hears of something that is done.
pub(crate) async fn told(fault: Option<Fault>, cut: &Cut, answer: Response) -> Response {
    match fault {
        Some(Fault::DropReplyAfterAccept | Fault::AcceptLate { .. }) => cut_off(cut),
        Some(Fault::FiveHundredAfterAccept) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Some(Fault::Garbled) => (answer.status(), "<html>ok</html>").into_response(),
        Some(Fault::Delayed { millis }) => {
            tokio::time::sleep(Duration::from_millis(millis.into())).await;
            answer
        }
        _ => answer,
    }
}

/// Text as it may stand in a page.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What arrived, for people: a page of a double.
pub(crate) fn page(name: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"ja\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>{name}の代わり（練習用）</title><style>\
         body{{font-family:system-ui,sans-serif;line-height:1.7;max-width:40rem;margin:0 auto;padding:1rem}}\
         article{{border:1px solid #949494;border-radius:8px;padding:.5rem 1rem;margin:1rem 0}}\
         .text{{white-space:pre-wrap;overflow-wrap:anywhere}}</style></head><body><main>\
         <h1>{name}の代わり（練習用）</h1><p>ここに届いたものは、外のどこにも公開されていません。\
         <span lang=\"en\">Stand-in for practice: nothing here is published anywhere.</span></p>{body}</main></body></html>"
    )
}
