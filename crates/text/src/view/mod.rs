//! Views: how a text reads, with the way back to the original for every byte.

mod build;
mod digits;
mod pairs;
mod table;
mod written;

pub(crate) use build::MASK;
pub use build::{Reading, Seen};
pub(crate) use pairs::{look_alike, modern};
pub use table::{Class, class_of};

/// A stretch of the view and where it comes from. Most of a text reads as it is written: then one piece covers a whole
/// stretch, and only what is folded, split or joined costs an entry. Places take 32 bits, because a text is bounded far below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// First byte in the view.
    at: u32,
    /// First byte in the original.
    from: u32,
    /// Bytes of the original read as one; 0: byte by byte, as in the view.
    block: u32,
}

/// A text as it reads. Total and monotone: every byte of the view comes from somewhere, never earlier than the byte
/// before it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    text: String,
    pieces: Vec<Piece>,
}

impl View {
    /// NFKC, lower case, カタカナ as ひらがな, old forms as present ones, without what is shown as nothing.
    pub fn light(original: &str) -> Self {
        let mut view = Self::default();
        build::light(original, &mut view);
        view
    }

    /// The light view without separators and lengthening, look-alikes read as what they imitate.
    pub fn squeezed(original: &str) -> Self {
        let mut view = Self::default();
        build::squeeze(original, Reading::Plain, &mut view);
        view
    }

    /// The light view with digits, dashes, at signs and dots as a machine would write them.
    pub fn digits(original: &str) -> Self {
        digits::digits(&Self::light(original))
    }

    /// How it reads.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads another text, keeping the room already taken.
    pub fn read(&mut self, original: &str, reading: Reading) -> Seen {
        build::squeeze(original, reading, self)
    }

    fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let next = self.pieces.partition_point(|piece| piece.at as usize <= at);
        next.checked_sub(1).map(|index| &self.pieces[index])
    }

    /// Where the byte range of the view stands in the original; characters of the original are covered whole.
    pub fn original(&self, start: usize, end: usize) -> (usize, usize) {
        let from = self.start_of(start);
        // Nothing read is nothing found: the place is a point then, and no neighbour is covered.
        let until = if end <= start { from } else { self.end_of(end) };
        (from, until)
    }

    /// Where a place of the original comes to stand in the view: at or behind what is read before it.
    pub fn place_of(&self, original: usize) -> u32 {
        let next = self.pieces.partition_point(|piece| piece.from as usize <= original);
        next.checked_sub(1).map_or(0, |index| {
            let piece = self.pieces[index];
            let end = self.pieces.get(next).map_or(self.text.len() as u32, |piece| piece.at);
            let inside = if piece.block > 0 { 0 } else { original as u32 - piece.from };
            end.min(piece.at + inside)
        })
    }

    fn start_of(&self, at: usize) -> usize {
        self.piece(at).map_or(0, |piece| {
            if piece.block > 0 { piece.from as usize } else { piece.from as usize + (at - piece.at as usize) }
        })
    }

    fn end_of(&self, end: usize) -> usize {
        self.piece(end - 1).map_or(0, |piece| {
            let from = piece.from as usize;
            if piece.block > 0 { from + piece.block as usize } else { from + (end - piece.at as usize) }
        })
    }

    /// Appends a character that is read for `length` bytes of the original at `from`.
    fn push(&mut self, c: char, from: usize, length: usize) {
        let at = self.text.len();
        self.text.push(c);
        // As long as the original, byte by byte: that is also right for a character that became another of the same length.
        if c.len_utf8() == length { self.copied(at, from) } else { self.block(at, from, length) }
    }

    /// The view from `at` on follows the original from `from` on, byte by byte.
    fn copied(&mut self, at: usize, from: usize) {
        let goes_on = self
            .pieces
            .last()
            .is_some_and(|piece| piece.block == 0 && at - piece.at as usize + piece.from as usize == from);
        if !goes_on {
            self.pieces.push(Piece { at: at as u32, from: from as u32, block: 0 });
        }
    }

    /// The view from `at` on is read from these bytes as one.
    fn block(&mut self, at: usize, from: usize, length: usize) {
        self.pieces.push(Piece { at: at as u32, from: from as u32, block: length as u32 });
    }

    /// Appends a stretch of another view of the same original as it is.
    fn append(&mut self, other: &Self, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let at = self.text.len();
        self.text.push_str(&other.text[start..end]);
        let first = other.pieces.partition_point(|piece| piece.at as usize <= start).saturating_sub(1);
        for piece in other.pieces[first..].iter().take_while(|piece| (piece.at as usize) < end) {
            let skipped = start.saturating_sub(piece.at as usize);
            let here = at + (piece.at as usize + skipped - start);
            if piece.block > 0 {
                self.block(here, piece.from as usize, piece.block as usize);
            } else {
                self.copied(here, piece.from as usize + skipped);
            }
        }
    }

    /// Replaces the last character by one that also covers the original up to `until`.
    fn replace_last(&mut self, c: char, until: usize) {
        if self.text.pop().is_none() {
            return;
        }
        let at = self.text.len();
        let from = self.start_of(at);
        while self.pieces.last().is_some_and(|piece| piece.at as usize >= at) {
            self.pieces.pop();
        }
        self.push(c, from, until - from);
    }

    /// Takes the last character back.
    fn take_last(&mut self) {
        self.text.pop();
        let at = self.text.len();
        while self.pieces.last().is_some_and(|piece| piece.at as usize >= at) {
            self.pieces.pop();
        }
    }
}
