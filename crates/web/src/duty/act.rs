//! Answering duties.

use axum::response::Response;
use tatefuda_app::duty::{AnswerDuty, Answered};

use super::page::again;
use crate::{
    act::{About, Act, Row, Sent, Shown},
    error::WebError,
    form::{Form, Reader},
    page::Acted,
    routes::Access,
};

impl Shown for Answered {
    fn id(&self) -> String {
        self.answer.to_string()
    }
}

impl Act for AnswerDuty {
    const ROW: Row = Row::post("/duties", "duty.answer", "duties", "Answers one time of a duty by a word of the text.")
        .makes()
        .keyed()
        .fails(&[403, 404, 409, 422])
        .form(Access::Staff, "/duties", "duty-answered");
    type Shown = Answered;
}

impl Sent for AnswerDuty {
    fn read(_: &About<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            document: reader.required("document"),
            duty: reader.required("duty"),
            instance: reader.required("instance"),
            account: reader.parsed("account", "unknown-account"),
            person: reader.parsed("person", "unknown-person"),
            case: reader.parsed("case", "unknown-case"),
            answer: reader.required("answer"),
            note: reader.text("note"),
        })
    }

    async fn failed(about: &About<'_>, form: Form, why: Acted, back: String) -> Result<Response, WebError> {
        again(about.page, form, why, back).await
    }
}
