//! Names of hosts that look like another name: what the eye takes them for.

/// Letters of other scripts, and digits, before the Latin letters that they are taken for.
const LIKE: &str =
    "аaеeоoрpсcхxуyіiѕsһhԁdјjԛqԝwɡgıiкkмmтtнhвbпnгrαaοoιiκkνvρpτtυuχxγyηnωwеeёeіiїiհhոnսuօoցgａaƅbɑaɩiʟl0o1l3e5s8b";

/// A host as the eye takes it: look-alikes as what they imitate, `rn` as `m`, `vv` as `w`, accents away, `i` as `l`.
pub(super) fn skeleton(host: &str) -> String {
    let unicode = if host.contains("xn--") { url::quirks::domain_to_unicode(host) } else { host.to_owned() };
    let mut read = String::with_capacity(unicode.len());
    for c in unicode.chars().flat_map(char::to_lowercase) {
        let c = like(c);
        match c {
            // An accent over a Latin letter is a speck.
            'à'..='å' => read.push('a'),
            'ç' => read.push('c'),
            'è'..='ë' => read.push('e'),
            'ì'..='ï' => read.push('l'),
            'ñ' => read.push('n'),
            'ò'..='ö' | 'ø' => read.push('o'),
            'ù'..='ü' => read.push('u'),
            'ý' | 'ÿ' => read.push('y'),
            'i' => read.push('l'),
            '\u{300}'..='\u{36f}' => {}
            c => read.push(c),
        }
    }
    read.replace("rn", "m").replace("vv", "w").replace("cl", "d")
}

fn like(c: char) -> char {
    if c.is_ascii_lowercase() {
        return c;
    }
    let mut pairs = LIKE.chars();
    while let (Some(sign), Some(read)) = (pairs.next(), pairs.next()) {
        if sign == c {
            return read;
        }
    }
    c
}

/// Whether a host is taken for another by the eye alone.
pub(super) fn looks_like(own: &str, host: &str) -> bool {
    own.len() >= 6 && own != host && skeleton(own) == skeleton(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same_to_the_eye() {
        let own = "town.misato.example.lg.jp";
        for host in [
            "t0wn.misat0.example.lg.jp",
            "town.rnisato.example.lg.jp",
            "town.misаto.example.lg.jp",
            "tоwn.mіsаtо.example.lg.jp",
            "town.mìsáto.example.lg.jp",
            "tovvn.misato.example.lg.jp",
            "town.misato.examp1e.lg.jp",
        ] {
            assert!(looks_like(own, host), "{host}: {} and {}", skeleton(own), skeleton(host));
            let written = url::Url::parse(&format!("https://{host}/")).expect("an address");
            let reached = written.host_str().expect("a host");
            assert!(looks_like(own, reached), "{reached}");
        }
        for host in ["town.misato.example.lg.jp", "city.misato.example.lg.jp", "town.mizato.example.com"] {
            assert!(!looks_like(own, host), "{host}");
        }
    }
}
