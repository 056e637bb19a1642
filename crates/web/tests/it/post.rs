//! Posts: writing them, what their texts may hold, checking, publishing, finding them again.

mod calendar;
mod check;
mod compose;
mod list;
mod publish;
mod text;
