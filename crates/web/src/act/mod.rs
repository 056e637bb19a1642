//! Acts, each told once (decision 0028): one row says where and how the world outside asks for a command.
//!
//! The rows of a noun stand in its room (`<noun>/act`). What is looked at, and the acts that are read in a way of their own,
//! have handlers in `api` and in `<noun>/page`.

mod form;
mod route;
mod row;

pub(crate) use form::{About, Sent, last_day, path, sent, version};
pub(crate) use route::route;
pub(crate) use row::{Act, Changed, Made, Row, Shown};
use tatefuda_app::{
    account::{AddOwner, Change, ChangeState, ChooseRoad, Connect, EndOwner, Register},
    case::{AddPost, CloseCase, DoStep, OpenCase, ReportIncident, Tell, WithdrawCase},
    copy::{AdmitNode, AnswerDoubt, ReleaseCopy},
    duty::AnswerDuty,
    hand::{Answer, Take},
    import::{ImportAccounts, ImportPeople},
    login::ChangeLogin,
    member::{ChangePerson, EndPerson},
    notice::{AddPlace, ChangePlace, EndPlace, ProvePlace, SendCode},
    org::{
        Appoint, ChangeSection, CreatePosition, CreateSection, EndAbsence, EndAppointment, EndPosition, EndSection,
        StartAbsence,
    },
    outside::RegisterOutside,
    paper::{ArchivePaper, SetMark},
    post::{Correct, Draft, Edit, GiveStep, Publish, Return, Submit, TakeBack, Withdraw},
    publication::{AddEvidence, Cancel, Reschedule, Resolve},
    record::GiveRecord,
    regulation::LoadWording,
    removal::{AnswerRemoval, CallOff, KeepCopy, Remove},
    request::{AmendRequest, AskPost, RefuseRequest, ReturnRequest, TakeRequest, WithdrawRequest},
    setting::{ConfirmSetting, ProposeSetting},
    stop::{ConfirmEnd, ProposeEnd},
};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::state::AppState;

/// The routes of the JSON interface that rows make.
pub(crate) fn routes() -> Vec<UtoipaMethodRouter<AppState>> {
    vec![
        route::<Draft>(),
        route::<Edit>(),
        route::<Submit>(),
        route::<TakeBack>(),
        route::<Return>(),
        route::<GiveStep>(),
        route::<Publish>(),
        route::<Withdraw>(),
        route::<Correct>(),
        route::<Remove>(),
        route::<CallOff>(),
        route::<KeepCopy>(),
        route::<AnswerRemoval>(),
        route::<Cancel>(),
        route::<Resolve>(),
        route::<Reschedule>(),
        route::<AddEvidence>(),
        route::<AnswerDuty>(),
        route::<ChangeLogin>(),
        route::<Take>(),
        route::<Answer>(),
        route::<RegisterOutside>(),
        route::<AnswerDoubt>(),
        route::<ReleaseCopy>(),
        route::<AdmitNode>(),
        route::<ProposeEnd>(),
        route::<ConfirmEnd>(),
        route::<GiveRecord>(),
        route::<Register>(),
        route::<Change>(),
        route::<Connect>(),
        route::<AddOwner>(),
        route::<EndOwner>(),
        route::<ChangeState>(),
        route::<ImportAccounts>(),
        route::<ImportPeople>(),
        route::<OpenCase>(),
        route::<ReportIncident>(),
        route::<DoStep>(),
        route::<CloseCase>(),
        route::<WithdrawCase>(),
        route::<AddPost>(),
        route::<Tell>(),
        route::<AskPost>(),
        route::<AmendRequest>(),
        route::<TakeRequest>(),
        route::<ReturnRequest>(),
        route::<RefuseRequest>(),
        route::<WithdrawRequest>(),
        route::<ArchivePaper>(),
        route::<SetMark>(),
        route::<ChooseRoad>(),
        route::<ProposeSetting>(),
        route::<ConfirmSetting>(),
        route::<LoadWording>(),
        route::<ChangePerson>(),
        route::<EndPerson>(),
        route::<Appoint>(),
        route::<EndAppointment>(),
        route::<CreateSection>(),
        route::<ChangeSection>(),
        route::<EndSection>(),
        route::<CreatePosition>(),
        route::<EndPosition>(),
        route::<StartAbsence>(),
        route::<EndAbsence>(),
        route::<AddPlace>(),
        route::<ProvePlace>(),
        route::<SendCode>(),
        route::<ChangePlace>(),
        route::<EndPlace>(),
    ]
}
