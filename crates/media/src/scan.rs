//! Whether the coded pixels of a JPEG are all there. A decoder fills what is missing with grey, also where the file was
//! closed properly after the cut: only whoever counts the blocks can tell.

/// How many tables of codes of one class a file may hold.
const TABLES: usize = 4;

/// What the heads of a JPEG say of its scans.
#[derive(Default)]
pub(crate) struct Heads {
    frame: Option<Frame>,
    /// By class (first coefficients, the others) and number.
    codes: [[Option<Codes>; TABLES]; 2],
    /// After so many units the coding begins anew; 0: never.
    restart: usize,
}

struct Frame {
    progressive: bool,
    width: usize,
    height: usize,
    components: Vec<Component>,
}

struct Component {
    id: u8,
    /// Blocks across and down in a unit of all components.
    across: usize,
    down: usize,
    /// Its blocks came in some scan.
    came: bool,
}

/// Codes in the order of their lengths.
struct Codes {
    counts: [u8; 16],
    meanings: Vec<u8>,
}

/// Why blocks cannot be counted on.
enum Halt {
    /// The coded pixels end before their last block.
    Ended,
    /// What stands there is no code, or of a kind that is not counted here: the decoder has the word.
    Unknown,
}

/// One component in a scan, with the numbers of its tables.
struct Coded {
    place: usize,
    first: usize,
    others: usize,
}

/// Which coefficients a scan brings.
struct Band {
    from: usize,
    to: usize,
    /// Bits of what an earlier scan brought.
    refines: bool,
}

impl Heads {
    /// `SOF0`, `SOF1`, `SOF2`: sequential and progressive with Huffman codes. Others are not counted.
    pub(crate) fn frame(&mut self, mark: u8, part: &[u8]) {
        let [_, high, low, wide, narrow, _, rest @ ..] = part else { return };
        let component = |one: &[u8; 3]| Component {
            id: one[0],
            across: usize::from(one[1] >> 4),
            down: usize::from(one[1] & 15),
            came: false,
        };
        self.frame = Some(Frame {
            progressive: mark == 0xc2,
            width: usize::from(u16::from_be_bytes([*wide, *narrow])),
            height: usize::from(u16::from_be_bytes([*high, *low])),
            components: rest.as_chunks().0.iter().map(component).collect(),
        });
    }

    /// `DHT`: one table after the other.
    pub(crate) fn tables(&mut self, mut part: &[u8]) {
        while let Some((head, after)) = part.split_first() {
            let Some((counts, after)) = after.split_first_chunk::<16>() else { return };
            let total = counts.iter().map(|count| usize::from(*count)).sum();
            let Some((meanings, after)) = after.split_at_checked(total) else { return };
            let table =
                self.codes.get_mut(usize::from(head >> 4)).and_then(|class| class.get_mut(usize::from(head & 15)));
            if let Some(table) = table {
                *table = Some(Codes { counts: *counts, meanings: meanings.to_vec() });
            }
            part = after;
        }
    }

    /// `DRI`.
    pub(crate) fn restart(&mut self, part: &[u8]) {
        self.restart = part.first_chunk::<2>().map_or(0, |two| usize::from(u16::from_be_bytes(*two)));
    }

    /// `SOS` and what follows it: whether its blocks are all there, as far as they can be counted.
    pub(crate) fn scan(&mut self, head: &[u8], pixels: &[u8]) -> bool {
        let Some((coded, band)) = self.parts(head) else { return true };
        !matches!(self.count(&coded, &band, pixels), Err(Halt::Ended))
    }

    /// Whether something of each component came: a file cut between two scans lacks whole colours.
    pub(crate) fn all_came(&self) -> bool {
        self.frame.as_ref().is_none_or(|frame| frame.components.iter().all(|one| one.came))
    }

    fn parts(&mut self, head: &[u8]) -> Option<(Vec<Coded>, Band)> {
        let (count, rest) = head.split_first()?;
        let (named, rest) = rest.split_at_checked(usize::from(*count).checked_mul(2)?)?;
        let [from, to, bits] = rest.first_chunk::<3>()?;
        let frame = self.frame.as_mut()?;
        let mut coded = vec![];
        for [id, tables] in named.as_chunks().0 {
            let place = frame.components.iter().position(|one| one.id == *id)?;
            frame.components[place].came = true;
            coded.push(Coded { place, first: usize::from(tables >> 4), others: usize::from(tables & 15) });
        }
        let band = if frame.progressive {
            Band { from: usize::from(*from), to: usize::from(*to).min(63), refines: bits >> 4 != 0 }
        } else {
            Band { from: 0, to: 63, refines: false }
        };
        Some((coded, band))
    }

    fn count(&self, coded: &[Coded], band: &Band, pixels: &[u8]) -> Result<(), Halt> {
        let frame = self.frame.as_ref().ok_or(Halt::Unknown)?;
        // How many bits refine a coefficient depends on all scans before. What is cut off there is fine detail, not grey.
        if band.refines && band.from > 0 {
            return Ok(());
        }
        // Every block has to cost a bit, so that the length of the file bounds the work.
        let idle = |one: &Coded| frame.components[one.place].across * frame.components[one.place].down == 0;
        if coded.is_empty() || coded.iter().any(idle) || band.from > band.to {
            return Err(Halt::Unknown);
        }
        let most = |side: fn(&Component) -> usize| frame.components.iter().map(side).max().filter(|most| *most > 0);
        let (across, down) = (most(|one| one.across).ok_or(Halt::Unknown)?, most(|one| one.down).ok_or(Halt::Unknown)?);
        let units = match coded {
            // A component alone comes in its own blocks, without those that only fill a unit of all.
            [one] => {
                let one = &frame.components[one.place];
                (frame.width * one.across).div_ceil(across * 8) * (frame.height * one.down).div_ceil(down * 8)
            }
            _ => frame.width.div_ceil(across * 8) * frame.height.div_ceil(down * 8),
        };
        let mut bits = Bits { rest: pixels, held: 0, left: 0 };
        let mut unit = 0;
        while unit < units {
            let until = if self.restart == 0 { units } else { units.min(unit + self.restart - unit % self.restart) };
            if unit > 0 && self.restart > 0 && unit % self.restart == 0 {
                bits.begin_anew()?;
            }
            while unit < until {
                unit += 1;
                for one in coded {
                    let component = &frame.components[one.place];
                    let blocks = if coded.len() == 1 { 1 } else { component.across * component.down };
                    for _ in 0..blocks {
                        // Blocks that hold nothing more are only counted: they cost no bit and take no time.
                        unit = unit.saturating_add(self.block(one, band, frame.progressive, &mut bits)?).min(until);
                    }
                }
            }
        }
        Ok(())
    }

    /// Reads over one block; says how many after it hold nothing.
    fn block(&self, one: &Coded, band: &Band, progressive: bool, bits: &mut Bits<'_>) -> Result<usize, Halt> {
        let codes =
            |class: usize, number: usize| self.codes[class].get(number).and_then(Option::as_ref).ok_or(Halt::Unknown);
        if band.refines {
            bits.skip(1)?;
            return Ok(0);
        }
        let mut at = band.from;
        if at == 0 {
            let length = bits.code(codes(0, one.first)?)?;
            bits.skip(length)?;
            at = 1;
        }
        while at <= band.to {
            let code = bits.code(codes(1, one.others)?)?;
            let (run, length) = (code >> 4, code & 15);
            match (run, length) {
                (15, 0) => at += 16,
                (0, 0) if !progressive => break,
                (run, 0) if progressive => return Ok((1_usize << run) - 1 + bits.number(run)?),
                (run, length) => {
                    bits.skip(length)?;
                    at += usize::from(run) + 1;
                }
            }
        }
        Ok(0)
    }
}

/// The bits of coded pixels, up to the next mark.
struct Bits<'a> {
    rest: &'a [u8],
    held: u8,
    left: u8,
}

impl Bits<'_> {
    fn bit(&mut self) -> Result<u8, Halt> {
        if self.left == 0 {
            let (byte, after) = match self.rest {
                [0xff, 0x00, after @ ..] => (0xff, after),
                [0xff, ..] | [] => return Err(Halt::Ended),
                [byte, after @ ..] => (*byte, after),
            };
            (self.held, self.left, self.rest) = (byte, 8, after);
        }
        self.left -= 1;
        Ok(self.held >> self.left & 1)
    }

    fn skip(&mut self, count: u8) -> Result<(), Halt> {
        (0..count).try_for_each(|_| self.bit().map(drop))
    }

    fn number(&mut self, count: u8) -> Result<usize, Halt> {
        (0..count).try_fold(0, |number, _| Ok(number << 1 | usize::from(self.bit()?)))
    }

    /// The meaning of the next code.
    fn code(&mut self, codes: &Codes) -> Result<u8, Halt> {
        let (mut code, mut first, mut before) = (0_usize, 0_usize, 0_usize);
        for count in codes.counts {
            let count = usize::from(count);
            code |= usize::from(self.bit()?);
            if let Some(place) = code.checked_sub(first).filter(|place| *place < count) {
                return codes.meanings.get(before + place).copied().ok_or(Halt::Unknown);
            }
            before += count;
            (code, first) = (code << 1, (first + count) << 1);
        }
        Err(Halt::Unknown)
    }

    /// Goes on behind the mark at which the coding begins anew.
    fn begin_anew(&mut self) -> Result<(), Halt> {
        self.left = 0;
        loop {
            self.rest = match self.rest {
                [0xff, 0xd0..=0xd7, after @ ..] => {
                    self.rest = after;
                    return Ok(());
                }
                [0xff, 0x00, after @ ..] => after,
                [0xff, after @ ..] if after.first() == Some(&0xff) => after,
                [0xff, ..] | [] => return Err(Halt::Ended),
                [_, after @ ..] => after,
            };
        }
    }
}
