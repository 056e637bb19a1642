#![doc = include_str!("../README.md")]

pub mod answer;
pub mod bench;
pub mod coverage;
pub mod engine;
pub mod expr;
pub mod facts;
mod media;
pub mod pack;
pub mod say;
pub mod schema;
pub mod settings;

pub use answer::{
    Answer, Choice, ClauseRef, Clauses, Decision, Holder, Holders, Id, Line, NeedGroup, Outcome, People, Remedy,
    SEMANTICS, Shared, Strength, TraceLine, UsedException, UsedPower, Who,
};
pub use engine::{
    DocumentState, DutyInstance, DutyState, FieldPath, JoinError, Opening, PartState, Regulation, Unset, Watch,
    WatchState,
};
pub use facts::{
    ActorFact, AppointmentFact, AppointmentKind, DoneFact, DutyFact, FACT_SCHEMA, Fact, Facts, LIST_MAX, ProcedureFact,
    Question, RecordFact, StepFact, SubjectFact, Value,
};
pub use media::{MediaCounts, media_counts};
pub use pack::{
    ActorKind, Baseline, Binding, Board, Calendar, Category, Chain, ChainStep, Classification, Clause, ClauseClass,
    Clock, Count, DeclarationLine, Document, DocumentKind, Duty, Event, FieldKind, Ground, Header, Layer,
    ListedAccount, Met, Monitor, Pack, PackError, PackErrors, PackSource, Parameter, ParameterKind, ParameterScope,
    Part, PartContent, Procedure, ProcedureStep, ProcedureSubject, Reading, RecordField, RecordKind, RecordScope, Role,
    RoleRef, StepKind, Term, Timing,
};
pub use settings::{PasswordFacts, PasswordPolicy, Setting, Settings};
