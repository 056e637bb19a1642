//! What waits, as Atom (RFC 4287).

use std::fmt::Write as _;

use jiff::Timestamp;
use tatefuda_app::feed::xml;

use super::line::Line;

/// The feed. `base`: what stands before the paths; empty: the reader's program knows whom it asked.
pub(super) fn atom(title: &str, id: &str, lines: &[Line], base: &str, epoch: Timestamp) -> String {
    let updated = lines.iter().map(|line| line.since).max().unwrap_or(epoch);
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    let _ = writeln!(out, "<id>urn:tatefuda:own:{}</id>\n<title>{}</title>", xml(id), xml(title));
    let _ = writeln!(out, "<updated>{updated}</updated>\n<author><name>{}</name></author>", xml(title));
    let _ = writeln!(out, "<link rel=\"alternate\" href=\"{}\"/>", xml(&format!("{base}/")));
    for line in lines {
        let _ = writeln!(out, "<entry>\n<id>urn:tatefuda:own:{}</id>\n<title>{}</title>", line.key, xml(&line.what));
        let _ = writeln!(out, "<updated>{}</updated>", line.since);
        let _ = writeln!(out, "<link rel=\"alternate\" href=\"{}\"/>", xml(&format!("{base}{}", line.path)));
        let due = line.due.map(|due| due.to_string()).unwrap_or_default();
        let _ = writeln!(out, "<content type=\"text\">{}</content>\n</entry>", xml(&due));
    }
    out.push_str("</feed>\n");
    out
}
