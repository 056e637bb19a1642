//! A text as codes for the camera of a telephone: the way from a closed network to the telephone that posts.
//!
//! Bytes of UTF-8, said to be so (ECI 26), because readers that guess take short Japanese texts for Shift_JIS. Read one after
//! the other and pasted together they are the text, byte for byte.

use qrcode::{Color, EcLevel, QrCode, Version, bits::Bits};

/// Most characters in one code: about what the camera of an office telephone reads off a screen.
const CHARS: usize = 300;
/// Most codes: who has to read more makes mistakes; a file is carried instead.
const CODES: usize = 4;
/// The light margin that readers need, in modules.
const QUIET: usize = 4;
/// UTF-8, in the register of character sets.
const UTF_8: u32 = 26;

#[derive(Debug, Clone)]
pub(super) struct Code {
    /// Width and height in modules, with the margin.
    pub size: usize,
    /// The dark modules as a path of SVG.
    pub path: String,
}

/// The codes of a text, in their order; none: it is too long for them.
pub(super) fn codes(text: &str) -> Vec<Code> {
    let Some(parts) = parts(text) else { return vec![] };
    parts.into_iter().map(code).collect::<Option<Vec<Code>>>().unwrap_or_default()
}

/// The text in parts of about the same length.
fn parts(text: &str) -> Option<Vec<&str>> {
    let count = text.chars().count();
    let number = count.div_ceil(CHARS);
    if number == 0 || number > CODES {
        return None;
    }
    let each = count.div_ceil(number);
    let (mut parts, mut rest) = (vec![], text);
    while !rest.is_empty() {
        let end = rest.char_indices().nth(each).map_or(rest.len(), |(at, _)| at);
        let (part, left) = rest.split_at(end);
        parts.push(part);
        rest = left;
    }
    Some(parts)
}

fn code(part: &str) -> Option<Code> {
    let made = (1..=40).find_map(|version| {
        let mut bits = Bits::new(Version::Normal(version));
        bits.push_eci_designator(UTF_8).ok()?;
        bits.push_byte_data(part.as_bytes()).ok()?;
        // A screen is neither torn nor dirty: fewer modules are read more easily than more correction.
        bits.push_terminator(EcLevel::L).ok()?;
        QrCode::with_bits(bits, EcLevel::L).ok()
    })?;
    let width = made.width();
    let mut path = String::new();
    for (row, line) in made.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let run = line[column..].iter().take_while(|one| **one == Color::Dark).count();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET));
            }
            column += run.max(1);
        }
    }
    Some(Code { size: width + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCALE: usize = 4;

    /// The path drawn, black on white, as a screen shows it.
    fn drawn(code: &Code) -> (usize, Vec<u8>) {
        let side = code.size * SCALE;
        let mut pixels = vec![255_u8; side * side];
        for part in code.path.split('M').skip(1) {
            let (x, rest) = part.split_once(' ').expect("x");
            let (y, rest) = rest.split_once('h').expect("y");
            let (run, _) = rest.split_once('v').expect("a run");
            let [x, y, run] = [x, y, run].map(|one| one.parse::<usize>().expect("a number"));
            for row in y * SCALE..(y + 1) * SCALE {
                pixels[row * side + x * SCALE..row * side + (x + run) * SCALE].fill(0);
            }
        }
        (side, pixels)
    }

    /// By a descendant of quirc.
    fn by_quirc(code: &Code) -> Vec<u8> {
        let (side, pixels) = drawn(code);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y * side + x]);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "one code");
        let mut bytes = vec![];
        grids[0].decode_to(&mut bytes).expect("it can be read");
        bytes
    }

    /// By a descendant of ZXing, which many telephones read with.
    fn by_zxing(code: &Code) -> String {
        let (side, pixels) = drawn(code);
        let side = u32::try_from(side).expect("a few hundred");
        let format = Some(rxing::BarcodeFormat::QR_CODE);
        rxing::helpers::detect_in_luma(pixels, side, side, format).expect("it can be read").getText().to_owned()
    }

    fn reads_back(text: &str, number: usize) {
        let codes = codes(text);
        assert_eq!(codes.len(), number, "{} characters", text.chars().count());
        let bytes: Vec<u8> = codes.iter().flat_map(by_quirc).collect();
        assert_eq!(bytes, text.as_bytes(), "byte for byte");
        let read: String = codes.iter().map(by_zxing).collect();
        assert_eq!(read, text);
    }

    #[test]
    fn two_decoders_read_the_text_byte_for_byte() {
        reads_back("あ", 1);
        reads_back("髙橋さんと𠮷田さんの夏まつり🎆\n家族👨‍👩‍👧でどうぞ。 https://www.town.example.jp/?a=1&b=2", 1);
        // Half-width katakana and old forms, which guessing readers take for Shift_JIS.
        reads_back("ﾀｶﾈｻﾞﾜ 﨑 ①～‖", 1);
    }

    #[test]
    fn long_texts_are_split_and_longer_ones_are_not() {
        reads_back(&"髙".repeat(300), 1);
        reads_back(&"𠮷🎆".repeat(151), 2);
        reads_back(&"町の𠮷日".repeat(300), 4);
        assert!(codes(&"あ".repeat(1_201)).is_empty());
        assert!(codes("").is_empty());
    }

    #[test]
    fn parts_join_to_the_text() {
        for count in [1, 299, 300, 301, 599, 601, 899, 1_200] {
            let text: String = "あい🎆う\n".chars().cycle().take(count).collect();
            let parts = parts(&text).expect("short enough");
            assert!(parts.iter().all(|part| (1..=CHARS).contains(&part.chars().count())), "{count}");
            assert_eq!(parts.concat(), text);
        }
    }
}
