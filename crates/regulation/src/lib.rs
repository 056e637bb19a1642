#![doc = include_str!("../README.md")]

pub mod amend;
pub mod answer;
pub mod bench;
pub mod coverage;
pub mod engine;
pub mod expr;
pub mod facts;
mod media;
pub mod original;
pub mod pack;
pub mod say;
pub mod schema;
pub mod settings;
pub mod terms;
mod texts;

pub use answer::{
    Answer, Decision, Holder, Holders, Line, NeedGroup, Outcome, People, Remedy, SEMANTICS, TraceLine, UsedException,
    UsedPower, Who,
};
pub use engine::{
    Course, CourseBoard, CourseDocument, CourseRecord, CourseStep, Declared, DocumentState, DutyInstance, DutyState,
    FieldPath, JoinError, Live, Opening, PartState, Question, Regulation, Standing, Unset, Watch, WatchState,
};
pub use facts::{
    ActorFact, AppointmentFact, AppointmentKind, DoneFact, DutyFact, FACT_SCHEMA, Fact, Facts, LIST_MAX, PaperFact,
    ProcedureFact, RecordFact, StepFact, SubjectFact, Value,
};
pub use media::{MediaCounts, media_counts};
pub use pack::{
    ActorKind, Baseline, Binding, Board, Calendar, Category, Chain, ChainStep, Classification, Clause, ClauseClass,
    Clock, Count, DeclarationLine, Document, DocumentKind, DocumentScope, Duty, Event, Ground, Header, Layer,
    ListedAccount, Met, Monitor, Pack, PackError, PackErrors, PackSource, Parameter, ParameterScope, Part, PartContent,
    Procedure, ProcedureStep, ProcedureSubject, Reading, RecordField, RecordKind, Role, RoleRef, StepKind, Term,
    Timing,
};
pub use settings::{PasswordFacts, PasswordPolicy, Setting, Settings};
pub use terms::{Choice, ClauseRef, Clauses, FieldKind, Id, ParameterKind, RecordScope, Shared, Strength};
pub use texts::{TextFacts, hosts, live_findings, text_facts};
