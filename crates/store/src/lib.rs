#![doc = include_str!("../README.md")]

pub mod account;
pub mod amendment;
pub mod answer;
pub mod audit;
pub mod case;
pub mod command;
pub mod copy;
pub mod counter;
pub mod device;
pub mod duty;
pub mod feed;
pub mod hand;
pub mod import;
pub mod limit;
pub mod media;
pub mod member;
pub mod node;
pub mod notice;
pub mod org;
pub mod outside;
pub mod paper;
pub mod post;
pub mod publication;
pub mod record;
pub mod regulation;
pub mod removal;
pub mod request;
pub mod session;
pub mod setting;
pub mod sql;
pub mod stop;
pub mod task;
pub mod tenant;
pub mod token;
pub mod trouble;
pub mod wording;

pub use sql::{Db, Error, Lifeline, Result, Row, Rows, Statement, Trouble, Tx, Unreadable, Value};

/// Every statement of every noun, for the test that prepares each on both engines.
pub fn statements() -> impl Iterator<Item = &'static Statement> {
    [
        account::STATEMENTS,
        account::owner::STATEMENTS,
        amendment::STATEMENTS,
        answer::STATEMENTS,
        audit::STATEMENTS,
        case::STATEMENTS,
        case::concern::STATEMENTS,
        case::file::STATEMENTS,
        command::STATEMENTS,
        copy::STATEMENTS,
        copy::node::STATEMENTS,
        counter::STATEMENTS,
        device::STATEMENTS,
        duty::STATEMENTS,
        duty::found::STATEMENTS,
        feed::STATEMENTS,
        hand::STATEMENTS,
        import::STATEMENTS,
        limit::STATEMENTS,
        media::STATEMENTS,
        member::STATEMENTS,
        node::STATEMENTS,
        notice::STATEMENTS,
        org::STATEMENTS,
        outside::STATEMENTS,
        paper::STATEMENTS,
        post::STATEMENTS,
        post::acting::STATEMENTS,
        post::announced::STATEMENTS,
        post::correction::STATEMENTS,
        post::list::STATEMENTS,
        post::reader::STATEMENTS,
        post::trail::STATEMENTS,
        publication::STATEMENTS,
        publication::evidence::STATEMENTS,
        publication::hosted::STATEMENTS,
        publication::look::STATEMENTS,
        publication::stage::STATEMENTS,
        record::STATEMENTS,
        regulation::STATEMENTS,
        removal::STATEMENTS,
        request::STATEMENTS,
        session::STATEMENTS,
        setting::STATEMENTS,
        stop::STATEMENTS,
        task::STATEMENTS,
        tenant::STATEMENTS,
        token::STATEMENTS,
        trouble::STATEMENTS,
        wording::STATEMENTS,
    ]
    .into_iter()
    .flatten()
}
