//! What a site wishes of programs (RFC 9309).

/// By which word a site can mean us.
const WE: &str = "tatefuda";

/// Whether a program may look at a path. The longest rule that fits counts, and of two equal ones the one that allows.
pub(super) fn allows(wishes: &str, path: &str) -> bool {
    let (ours, all) = (rules(wishes, WE), rules(wishes, "*"));
    let rules = if ours.is_empty() { all } else { ours };
    let fits = rules.into_iter().filter(|(_, pattern)| matches(pattern, path));
    fits.max_by_key(|(allow, pattern)| (pattern.len(), *allow)).is_none_or(|(allow, _)| allow)
}

/// The rules of all groups that are for somebody.
fn rules<'a>(wishes: &'a str, whom: &str) -> Vec<(bool, &'a str)> {
    let (mut rules, mut meant, mut naming) = (vec![], false, false);
    for line in wishes.lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((word, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match word.trim().to_ascii_lowercase().as_str() {
            "user-agent" => {
                let is = value.eq_ignore_ascii_case(whom);
                meant = if naming { meant || is } else { is };
                naming = true;
            }
            "allow" | "disallow" => {
                naming = false;
                if meant && !value.is_empty() {
                    rules.push((word.trim().eq_ignore_ascii_case("allow"), value));
                }
            }
            _ => {}
        }
    }
    rules
}

/// `*` stands for anything, `$` at the end for the end.
fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = pattern.strip_suffix('$').map_or((pattern, false), |rest| (rest, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    for (at, part) in parts.iter().enumerate() {
        if whole && at + 1 == parts.len() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(found) => rest = &rest[found + part.len()..],
            None => return false,
        }
    }
    !whole || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_of_the_group_that_means_us_counts() {
        let wishes = "User-agent: *\nDisallow: /\nAllow: /sns/ # accounts\n\nUser-agent: other\nUser-agent: Tatefuda\nDisallow: /secret*.html$\n";
        assert!(allows(wishes, "/sns/list.html") && allows(wishes, "/secret.htm") && !allows(wishes, "/secret/a.html"));
        let wishes = "User-agent: *\nDisallow: /\nAllow: /sns/";
        assert!(allows(wishes, "/sns/list.html") && !allows(wishes, "/"));
        assert!(
            allows("", "/")
                && allows("User-agent: *\nDisallow:", "/x")
                && !allows("user-agent:*\ndisallow:/*?q=", "/a?q=1")
        );
    }
}
