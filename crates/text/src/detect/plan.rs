//! Area codes of the Japanese numbering plan (総務省「市外局番の一覧」): which digits begin a fixed line.

/// Two digits: the exchange has four.
const TWO: &[&str] = &["03", "04", "06"];
/// Three digits, the exchange has three.
const THREE: &[&str] = &[
    "011", "017", "018", "019", "022", "023", "024", "025", "026", "027", "028", "029", "042", "043", "044", "045",
    "046", "047", "048", "049", "052", "053", "054", "055", "058", "059", "072", "073", "075", "076", "077", "078",
    "079", "082", "083", "084", "086", "087", "088", "089", "092", "093", "095", "096", "097", "098", "099",
];
/// Four digits, by their first three: which fourth ones there are.
const FOUR: &[(&str, &str)] = &[
    ("012", "3456"),
    ("013", "3456789"),
    ("014", "234567"),
    ("015", "2345678"),
    ("016", "234567"),
    ("017", "2345689"),
    ("018", "234567"),
    ("019", "1234578"),
    ("022", "0345689"),
    ("023", "34578"),
    ("024", "01234678"),
    ("025", "0456789"),
    ("026", "013456789"),
    ("027", "046789"),
    ("028", "023456789"),
    ("029", "1345679"),
    ("042", "28"),
    ("043", "689"),
    ("046", "035678"),
    ("047", "056789"),
    ("048", "0"),
    ("049", "345"),
    ("053", "1236789"),
    ("054", "4578"),
    ("055", "01345678"),
    ("056", "123456789"),
    ("057", "2345678"),
    ("058", "14567"),
    ("059", "456789"),
    ("072", "15"),
    ("073", "56789"),
    ("074", "023456789"),
    ("076", "1235678"),
    ("077", "01234689"),
    ("079", "01456789"),
    ("082", "0346789"),
    ("083", "3456789"),
    ("084", "56789"),
    ("085", "23456789"),
    ("086", "356789"),
    ("087", "579"),
    ("088", "0345679"),
    ("089", "2345678"),
    ("092", "0"),
    ("093", "0"),
    ("094", "02346789"),
    ("095", "0245679"),
    ("096", "456789"),
    ("097", "234789"),
    ("098", "02345679"),
    ("099", "345679"),
];
/// Five digits, the exchange has one.
const FIVE: &[&str] = &[
    "01267", "01372", "01374", "01377", "01392", "01397", "01398", "01456", "01457", "01466", "01547", "01558",
    "01564", "01586", "01587", "01632", "01634", "01635", "01648", "01654", "01655", "01656", "01658", "04992",
    "04994", "04996", "04998", "05769", "05979", "07468", "08387", "08388", "08396", "08477", "08512", "08514",
    "09496", "09802", "09912", "09913", "09969",
];

/// Whether ten digits begin with an area code that there is, and go on with an exchange: none begins with 0. What is all
/// zeros behind the code (03-0000-0000) stands for a number in a form. `code`: how many digits of it are written apart.
pub(super) fn assigned(digits: &str, code: Option<usize>) -> bool {
    if digits.len() != 10 || !digits.is_ascii() {
        return false;
    }
    let fits = |length: usize| {
        let rest = &digits[length..];
        code.is_none_or(|code| code == length) && (!rest.starts_with('0') || rest.bytes().all(|digit| digit == b'0'))
    };
    let known = |length: usize, codes: &[&str]| fits(length) && codes.contains(&&digits[..length]);
    let four = |(three, fourth): &(&str, &str)| digits.starts_with(three) && fourth.contains(&digits[3..4]);
    known(2, TWO) || known(3, THREE) || known(5, FIVE) || fits(4) && FOUR.iter().any(four)
}

#[cfg(test)]
mod tests {
    use super::{FIVE, FOUR, THREE, TWO, assigned};

    /// The plan is a set of facts, written once: in order, of the right length, and every region has a code.
    #[test]
    fn the_plan_is_in_order_and_leaves_no_region_out() {
        for (list, length) in [(TWO, 2), (THREE, 3), (FIVE, 5)] {
            assert!(list.iter().all(|code| code.len() == length && code.starts_with('0')), "{list:?}");
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
        assert!(FOUR.is_sorted_by(|a, b| a.0 < b.0));
        for (three, fourth) in FOUR {
            assert!(three.len() == 3 && fourth.chars().is_sorted_by(|a, b| a < b), "{three}: {fourth}");
        }
        // The lines of the offices of all prefectures, by the length of their code.
        for code in [
            "011", "017", "019", "022", "018", "023", "024", "029", "028", "027", "048", "043", "03", "045", "025",
            "076", "0776", "055", "026", "058", "054", "052", "059", "077", "075", "06", "078", "0742", "073", "0857",
            "0852", "086", "082", "083", "088", "087", "089", "092", "0952", "095", "096", "097", "0985", "099", "098",
        ] {
            let line = format!("{code}{}", &"2345678901"[..10 - code.len()]);
            assert!(assigned(&line, Some(code.len())), "{code}");
        }
    }

    #[test]
    fn lines_begin_with_an_area_code_that_there_is() {
        for (line, code) in [
            ("0333334444", Some(2)),
            ("0229332111", Some(4)),
            ("0195231111", None),
            ("0126722222", Some(5)),
            ("0499222222", None),
            ("0300000000", Some(2)),
            ("0948221234", Some(4)),
            ("0227112233", Some(3)),
        ] {
            assert!(assigned(line, code), "{line}");
        }
        for (none, code) in [
            ("0200112233", None),
            ("0300", None),
            ("0210334455", None),
            ("0512334455", Some(4)),
            // 022 is a code and 0229 is another: what is written apart decides.
            ("0229032111", Some(4)),
            ("0333334444", Some(4)),
        ] {
            assert!(!assigned(none, code), "{none}");
        }
    }
}
