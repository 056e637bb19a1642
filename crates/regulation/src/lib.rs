#![doc = include_str!("../README.md")]

pub mod answer;
pub mod bench;
pub mod engine;
mod expr;
pub mod facts;
mod media;
pub mod pack;
pub mod schema;
pub mod settings;
pub mod tools;

pub use answer::{
    Answer, Choice, ClauseRef, Decision, Holder, Line, NeedGroup, Outcome, Remedy, SEMANTICS, Strength, TraceLine,
    UsedException, UsedPower, Who,
};
pub use engine::{FieldPath, JoinError, Regulation, Unset};
pub use facts::{
    ActorFact, AppointmentFact, AppointmentKind, FACT_SCHEMA, Fact, Facts, LIST_MAX, Question, RecordFact, StepFact,
    SubjectFact, Value,
};
pub use media::{MediaCounts, media_counts};
pub use pack::{
    Binding, Category, Chain, ChainStep, Classification, Clause, DeclarationLine, FieldKind, Header, Layer, Pack,
    PackError, PackErrors, PackSource, Parameter, ParameterKind, Reading, RecordField, RecordKind, RecordScope, Role,
    RoleRef, StepKind,
};
pub use settings::{Setting, Settings};
