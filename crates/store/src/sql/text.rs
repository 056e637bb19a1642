//! The statements of a list of columns, put together while the program is compiled.

use super::Name;

/// A text that is put together while the program is compiled.
pub struct Text {
    bytes: [u8; Text::ROOM],
    length: usize,
}

impl Text {
    const ROOM: usize = 2_048;

    /// `INSERT INTO table (tenant_id, …) VALUES ($1, …)`.
    pub const fn insert(table: &str, names: &[Name]) -> Self {
        let empty = Self { bytes: [0; Self::ROOM], length: 0 };
        let (text, count) = empty.add("INSERT INTO ").add(table).add(" (tenant_id").list(names, 1);
        let mut text = text.add(") VALUES ($1");
        let mut number = 2;
        while number <= count {
            text = text.add(", $").number(number);
            number += 1;
        }
        text.add(")")
    }

    /// `UPDATE table SET version = version + 1, … WHERE tenant_id = $1 AND id = $2 AND version = $3`, with the values of
    /// [`Self::insert`].
    pub const fn update(table: &str, names: &[Name]) -> Self {
        assert!(names.len() > 2 && is(&names[0], "id") && is(&names[1], "version"), "the list begins: id; version;");
        let empty = Self { bytes: [0; Self::ROOM], length: 0 };
        let text = empty.add("UPDATE ").add(table).add(" SET version = version + 1");
        let (_, names) = names.split_at(2);
        text.assignments(names, 3).0.add(" WHERE tenant_id = $1 AND id = $2 AND version = $3")
    }

    /// With more behind it, such as what is done where the row is there already.
    pub const fn and(self, more: &str) -> Self {
        self.add(more)
    }

    pub const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => panic!("names of columns are UTF-8"),
        }
    }

    const fn add(mut self, text: &str) -> Self {
        let (from, mut at) = (text.as_bytes(), 0);
        while at < from.len() {
            self.bytes[self.length] = from[at];
            self.length += 1;
            at += 1;
        }
        self
    }

    const fn number(self, number: usize) -> Self {
        const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
        let text = if number >= 10 { self.number(number / 10) } else { self };
        text.add(DIGITS[number % 10])
    }

    /// `, a, b`; and how many placeholders there are with them.
    const fn list(mut self, names: &[Name], mut count: usize) -> (Self, usize) {
        let mut at = 0;
        while at < names.len() {
            match &names[at] {
                Name::One(name) => {
                    count += 1;
                    self = self.add(", ").add(name);
                }
                Name::Part(names) => (self, count) = self.list(names, count),
            }
            at += 1;
        }
        (self, count)
    }

    /// `, a = $4, b = $5`.
    const fn assignments(mut self, names: &[Name], mut count: usize) -> (Self, usize) {
        let mut at = 0;
        while at < names.len() {
            match &names[at] {
                Name::One(name) => {
                    count += 1;
                    self = self.add(", ").add(name).add(" = $").number(count);
                }
                Name::Part(names) => (self, count) = self.assignments(names, count),
            }
            at += 1;
        }
        (self, count)
    }
}

const fn is(name: &Name, text: &str) -> bool {
    let Name::One(name) = name else { return false };
    let (name, text) = (name.as_bytes(), text.as_bytes());
    let mut at = 0;
    while at < name.len() && at < text.len() && name[at] == text[at] {
        at += 1;
    }
    at == name.len() && at == text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_made_of_the_list() {
        const NAMES: &[Name] = &[
            Name::One("id"),
            Name::One("version"),
            Name::Part(&[Name::One("window_from"), Name::One("window_until")]),
            Name::One("name"),
        ];
        assert_eq!(
            Text::insert("room", NAMES).as_str(),
            "INSERT INTO room (tenant_id, id, version, window_from, window_until, name) VALUES ($1, $2, $3, $4, $5, $6)"
        );
        assert_eq!(
            Text::update("room", NAMES).as_str(),
            "UPDATE room SET version = version + 1, window_from = $4, window_until = $5, name = $6 \
             WHERE tenant_id = $1 AND id = $2 AND version = $3"
        );
    }
}
