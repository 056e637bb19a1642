//! Moments as people and programs write them.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

/// A moment as it is written: with its offset (`2026-11-20T03:00:00+09:00`, RFC 3339), or as the clock of the zone shows it
/// (`2026-11-20T03:00`, as browsers send it). `None`: a day alone, an hour that the zone skips, or no moment at all.
pub fn moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let (_, clock) = text.split_once(['T', 't', ' '])?;
    // What carries an offset was a moment above or is none; the clock's own reading has none.
    if !clock.contains(':') || clock.contains(['+', '-', 'Z', 'z', '[']) {
        return None;
    }
    let read: DateTime = text.parse().ok()?;
    let zoned = zone.to_ambiguous_zoned(read).compatible().ok()?;
    (zoned.datetime() == read).then(|| zoned.timestamp())
}

/// The same as it is kept: RFC 3339 with the offset of the zone, so that it reads the same wherever it is read.
pub fn moment_text(at: Timestamp, zone: &TimeZone) -> String {
    at.display_with_offset(zone.to_offset(at)).to_string()
}

/// What the clock showed at a moment that is kept so. `None`: it is not kept so.
pub fn moment_clock(text: &str) -> Option<DateTime> {
    text.parse::<Timestamp>().ok()?;
    text.get(.."2026-11-20T03:00:00".len())?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokyo() -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(9))
    }

    #[test]
    fn both_ways_of_writing_are_one_moment() {
        let at: Timestamp = "2026-11-19T18:00:00Z".parse().expect("a moment");
        for text in [
            "2026-11-20T03:00",
            " 2026-11-20 03:00 ",
            "2026-11-20T03:00:00",
            "2026-11-20T03:00:00+09:00",
            "2026-11-19T18:00:00Z",
        ] {
            assert_eq!(moment(text, &tokyo()), Some(at), "{text}");
        }
        assert_eq!(moment_text(at, &tokyo()), "2026-11-20T03:00:00+09:00");
        assert_eq!(moment_clock("2026-11-20T03:00:00+09:00"), Some(jiff::civil::date(2026, 11, 20).at(3, 0, 0, 0)));
        assert_eq!((moment_clock("2026-11-20"), moment_clock("いつか")), (None, None));
        assert_eq!(moment(&moment_text(at, &tokyo()), &tokyo()), Some(at));
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in
            ["", "2026-11-20", "03:00", "2026-11-20T25:00", "2026-02-30T10:00", "tomorrow", "2026-11-20T03:00+0x:00"]
        {
            assert_eq!(moment(text, &tokyo()), None, "{text}");
        }
        // An hour that the clock skips is no moment.
        let berlin = TimeZone::get("Europe/Berlin").expect("a known zone");
        assert_eq!(moment("2026-03-29T02:30", &berlin), None);
    }
}
