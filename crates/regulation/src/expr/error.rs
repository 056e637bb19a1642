//! What is wrong with a condition, and how large one may be.

use std::ops::Range;

use tatefuda_domain::Localized;

/// Byte range inside a condition.
pub type Span = Range<usize>;

/// A condition holds at most this many bytes.
pub const MAX_BYTES: usize = 1_000;
/// … this many nodes.
pub const MAX_NODES: usize = 200;
/// … nested this deep.
pub const MAX_DEPTH: usize = 32;
/// … with quantifiers inside quantifiers this deep.
pub const MAX_QUANTIFIERS: usize = 2;
/// One evaluation visits at most this many nodes; more is a fault.
pub const MAX_WORK: u32 = 100_000;

/// What is wrong with a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExprError {
    pub code: &'static str,
    pub span: Span,
    pub message: Localized,
    pub help: Localized,
}

impl ExprError {
    pub fn new(code: &'static str, span: Span, message: Localized) -> Self {
        Self { code, span, message, help: Localized::default() }
    }

    pub fn help(mut self, help: Localized) -> Self {
        self.help = help;
        self
    }
}
