//! A pack as it stands in TOML. Unknown keys are errors; [`super::compile`] resolves names.

use super::{
    model::{Builtin, Layer, ParameterScope, StepKind, Within},
    raw_base::{self, S, Scalar},
    raw_time,
};
use serde::Deserialize;
use tatefuda_domain::{Localized, post::Means};
use toml::Spanned;

use crate::terms::{Choice, FieldKind, ParameterKind, RecordScope, Strength};

super::raw_base::raw! {
    /// `[pack]`
    Header {
        id: S,
        #[serde(default = "one")] language: u32,
        body: Localized,
        title: Localized,
        layer: Layer,
        version: String,
        from: Option<S>,
        until: Option<S>,
        #[serde(default)] services: Vec<S>,
        zone: S,
        scope_clause: Option<S>,
        #[serde(default)] clause: Vec<S>,
        #[serde(default)] contact: Vec<S>,
        #[serde(default)] needs_power: Vec<S>,
        #[serde(default)] human_road: Localized,
        #[serde(default)] outside_road: Localized,
        #[serde(default)] number: String,
        #[serde(default)] category_word: Localized,
        #[serde(default)] class_word: Localized,
        base: Option<S>,
        #[serde(default)] without: Vec<S>,
        #[serde(default = "super::raw_base::yes")] held: bool,
        #[serde(default = "april")] fiscal_start: i8,
        sub_rules: Option<raw_time::SubRules>,
        #[serde(default)] counting: crate::original::Counting,
        #[serde(default)] headings: std::collections::BTreeMap<String, Localized>,
    }
    /// `[[clause]]`
    Clause {
        id: S,
        at: Option<S>,
        printed: Option<Localized>,
        ja: String,
        en: String,
        #[serde(default)] strength: Strength,
        #[serde(default)] class: raw_time::Class,
    }
    /// `[[role]]`
    Role {
        id: S,
        label: Localized,
        #[serde(default)] clause: Vec<S>,
        bound: S,
        deputies: Option<raw_base::Deputies>,
        #[serde(default)] hint: Localized,
        key: Option<S>,
        within: Option<Within>,
        #[serde(default)] also: Vec<S>,
        rank: Option<raw_time::Rank>,
        #[serde(default)] branch: Vec<String>,
        #[serde(default)] kinds: Vec<String>,
        #[serde(default)] records: Vec<S>,
        min: Option<u32>,
        max: Option<u32>,
        together: Option<raw_base::Together>,
    }
    /// `[[category]]`
    Category { id: S, label: Localized, clause: Vec<S>, #[serde(default)] disaster: bool }
    /// `[[classification]]`
    Classification {
        id: S,
        label: Localized,
        clause: Vec<S>,
        #[serde(default)] levels: Vec<Choice>,
        order: Option<S>,
        #[serde(default)] r#use: raw_time::Use,
    }
    /// `[[parameter]]`
    Parameter {
        id: S,
        label: Localized,
        #[serde(default)] clause: Vec<S>,
        r#type: ParameterKind,
        value: Option<Scalar>,
        #[serde(default)] open: bool,
        source: Option<S>,
        #[serde(default)] required_for: Vec<S>,
        #[serde(default)] hint: Localized,
        #[serde(default)] values: Vec<String>,
        #[serde(default)] scope: ParameterScope,
        set_in: Option<S>,
        #[serde(default)] unit: Localized,
    }
    /// `[[reading]]`
    Reading { id: S, clause: S, written: String, read: S, note: Localized, decided_by: S }
    /// `[[external_norm]]`
    ExternalNorm {
        id: S,
        title: Localized,
        #[serde(default)] version: String,
        #[serde(default)] missing: bool,
        #[serde(default)] clause: Vec<S>,
    }
    /// `[[record]]`
    Record {
        id: S,
        label: Localized,
        #[serde(default)] help: Localized,
        #[serde(default)] clause: Vec<S>,
        by: Vec<S>,
        scope: RecordScope,
        uses: Option<u32>,
        appoints: Option<S>,
        counts_if: Option<CountsIf>,
        approval: Option<Approval>,
        #[serde(default)] fields: Vec<RecordField>,
        #[serde(default)] lines: Vec<Line>,
        validity: Option<raw_time::Validity>,
        term: Option<raw_base::TextOrParam>,
        #[serde(default)] renewed: bool,
        #[serde(default)] supersedes: bool,
        retain: Option<raw_base::TextOrParam>,
    }
    /// `approval`
    Approval { record: S, later: Option<S>, #[serde(default)] fields: Vec<S> }
    /// `counts_if`
    CountsIf { field: S, is: String }
    /// `[[record.fields]]`
    RecordField {
        id: S,
        label: Localized,
        #[serde(default)] help: Localized,
        r#type: FieldKind,
        #[serde(default)] choices: Vec<Choice>,
        #[serde(default = "super::raw_base::yes")] required: bool,
    }
    /// `[[record.lines]]`
    Line { clause: S, ja: String, en: String }
    /// `[[chain]]`
    Chain {
        id: S,
        label: Localized,
        clause: Vec<S>,
        #[serde(default)] strength: Strength,
        before: Vec<S>,
        #[serde(default)] not_before: Vec<S>,
        r#where: Option<raw_base::Guards>,
        applies: Option<S>,
        from: Option<S>,
        until: Option<S>,
        #[serde(default)] replaces: Vec<S>,
        #[serde(default)] steps: Vec<Step>,
        #[serde(default)] message: Localized,
    }
    /// `[[chain.steps]]`
    Step {
        id: S,
        label: Localized,
        kind: StepKind,
        #[serde(default)] by: Vec<S>,
        #[serde(default)] after: Vec<S>,
        #[serde(default)] clause: Vec<S>,
        #[serde(default)] exclude: Vec<S>,
        together: Option<raw_base::Together>,
        decision_of: Option<S>,
        #[serde(default)] means: Vec<Means>,
    }
    /// `[[rule]]`
    Rule {
        id: S,
        clause: Vec<S>,
        #[serde(default)] strength: Strength,
        on: Vec<S>,
        #[serde(default)] not_on: Vec<S>,
        r#where: Option<raw_base::Guards>,
        from: Option<S>,
        until: Option<S>,
        applies: Option<S>,
        kept: Option<S>,
        #[serde(default)] ban: bool,
        record: Option<S>,
        decision: Option<S>,
        builtin: Option<Spanned<Builtin>>,
        #[serde(default)] remedy: Vec<Spanned<Remedy>>,
        exception: Option<Grant>,
        #[serde(default)] tags: Vec<String>,
        #[serde(default)] message: Localized,
        #[serde(default)] covers: bool,
        #[serde(default)] liftable: bool,
    }
    /// `[[finding]]`: what a finding in the text means here. Becomes a rule.
    Finding {
        id: S,
        of: Vec<S>,
        clause: Vec<S>,
        #[serde(default)] strength: Strength,
        on: Vec<S>,
        #[serde(default)] not_on: Vec<S>,
        r#where: Option<raw_base::Guards>,
        record: Option<S>,
        decision: Option<S>,
        #[serde(default)] ban: bool,
        #[serde(default)] message: Localized,
    }
    /// One entry of `remedy`: exactly one of the keys.
    Remedy {
        choose: Option<S>,
        record: Option<S>,
        parameter: Option<S>,
        appoint: Option<S>,
        change_time: Option<Localized>,
        calendar: Option<S>,
        procedure: Option<S>,
        step: Option<S>,
        replace_medium: Option<Localized>,
        ask: Option<Vec<S>>,
        label: Option<Localized>,
    }
    /// `exception` of a rule
    Grant { #[serde(default)] by: Vec<S>, record: Option<S> }
    /// `[[exception]]`
    Exception {
        id: S,
        #[serde(default)] of: Vec<S>,
        of_tag: Option<S>,
        clause: Vec<S>,
        r#where: Option<raw_base::Guards>,
        applies: Option<S>,
        from: Option<S>,
        until: Option<S>,
        #[serde(default)] needs: Vec<S>,
        #[serde(default)] message: Localized,
    }
    /// `[[power]]`
    Power {
        id: S,
        clause: Vec<S>,
        grants: Vec<S>,
        by: Vec<S>,
        r#where: Option<raw_base::Guards>,
        applies: Option<S>,
        #[serde(default)] needs: Vec<S>,
        #[serde(default)] message: Localized,
    }
    /// `[[silence]]`
    Silence {
        id: S,
        on: Vec<S>,
        #[serde(default)] not_on: Vec<S>,
        r#where: Option<raw_base::Guards>,
        #[serde(default)] clause: Vec<S>,
        message: Localized,
    }
    /// `[[standing]]`
    Standing { id: Option<S>, on: Vec<S>, by: Vec<S>, r#where: Option<raw_base::Guards>, #[serde(default)] clause: Vec<S> }
    /// `[[lift]]`
    Lift { rule: S, clause: Vec<S>, adopted: Option<S> }
    /// `[[mode]]`
    Mode {
        id: S,
        label: Localized,
        #[serde(default)] clause: Vec<S>,
        start: Option<S>,
        end: Option<S>,
        longest: Option<raw_base::TextOrParam>,
    }
}

fn one() -> u32 {
    1
}

fn april() -> i8 {
    4
}
