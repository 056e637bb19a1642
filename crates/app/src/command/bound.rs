//! Every command is looked at before it runs, whoever made it: a page, the JSON interface, the command line, the worker.
//!
//! A command is plain data, so one walk over it finds each time, number, text and list, also those of commands to come.
//! Pages and the JSON interface look at the same bounds before, with the names of their own fields.

use std::fmt;

use jiff::Timestamp;
use serde::{Serialize, Serializer, ser};
use tatefuda_domain::{
    Moment,
    bound::{NUMBER_MAX, SOURCE_MAX, SOURCES_MAX, is_longer},
};

use crate::failure::{Failure, FieldError};

/// Looks at everything that a command carries.
///
/// # Errors
/// [`Failure::Invalid`] with each field that lies outside the bounds.
pub(super) fn check(command: &impl Serialize) -> Result<(), Failure> {
    let mut walk = Walk::default();
    command.serialize(&mut walk).map_err(Failure::internal)?;
    if walk.found.is_empty() { Ok(()) } else { Err(Failure::Invalid(walk.found)) }
}

#[derive(Default)]
struct Walk {
    path: Vec<String>,
    found: Vec<FieldError>,
}

impl Walk {
    fn found(&mut self, key: &str) {
        // One word on a field is enough.
        let field = self.path.join(".");
        if self.found.iter().all(|known| known.field != field) {
            self.found.push(FieldError::new(field, key));
        }
    }

    fn text(&mut self, text: &str) {
        if text.contains('\0') {
            self.found("unreadable");
        } else if is_longer(text, SOURCE_MAX) {
            self.found("too-long");
        }
    }

    fn number(&mut self, fits: bool) {
        if !fits {
            self.found("number-range");
        }
    }

    fn below<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<(), Never> {
        self.path.push(name);
        value.serialize(&mut *self)?;
        self.path.pop();
        Ok(())
    }
}

/// The walk itself goes wrong only where the data refuse to be written.
#[derive(Debug)]
struct Never(String);

impl fmt::Display for Never {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Never {}

impl ser::Error for Never {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

macro_rules! numbers {
    ($($name:ident $type:ty),* $(,)?) => {$(
        fn $name(self, value: $type) -> Result<(), Never> {
            self.number(i64::try_from(value).is_ok_and(|value| (-NUMBER_MAX..=NUMBER_MAX).contains(&value)));
            Ok(())
        }
    )*};
}

impl<'w> Serializer for &'w mut Walk {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = List<'w>;
    type SerializeTuple = List<'w>;
    type SerializeTupleStruct = List<'w>;
    type SerializeTupleVariant = List<'w>;
    type SerializeMap = Map<'w>;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    numbers! {
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_i128 i128,
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64, serialize_u128 u128,
    }

    fn serialize_bool(self, _: bool) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Never> {
        self.number(value.is_finite());
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Never> {
        self.number(value.is_finite());
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Never> {
        self.text(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Never> {
        self.text(value);
        Ok(())
    }

    /// What writes itself as text without being one: among these, times. What somebody typed comes as a text.
    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<(), Never> {
        let text = value.to_string();
        if text.parse::<Timestamp>().is_ok_and(|at| Moment::new(at).is_err()) {
            self.found("moment-range");
        }
        self.text(&text);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'w>, Never> {
        Ok(List { walk: self, count: 0 })
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'w>, Never> {
        Ok(List { walk: self, count: 0 })
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'w>, Never> {
        Ok(List { walk: self, count: 0 })
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<List<'w>, Never> {
        Ok(List { walk: self, count: 0 })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Map<'w>, Never> {
        Ok(Map { walk: self, key: String::new(), count: 0 })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Never> {
        Ok(self)
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self, Never> {
        Ok(self)
    }
}

struct List<'w> {
    walk: &'w mut Walk,
    count: usize,
}

impl List<'_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.count += 1;
        if self.count > SOURCES_MAX {
            self.walk.found("too-many");
            return Ok(());
        }
        self.walk.below((self.count - 1).to_string(), value)
    }
}

macro_rules! lists {
    ($($trait:ident $name:ident),* $(,)?) => {$(
        impl ser::$trait for List<'_> {
            type Ok = ();
            type Error = Never;
            fn $name<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
                self.element(value)
            }
            fn end(self) -> Result<(), Never> {
                Ok(())
            }
        }
    )*};
}

lists! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}

struct Map<'w> {
    walk: &'w mut Walk,
    key: String,
    count: usize,
}

impl ser::SerializeMap for Map<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        // Keys are names: what JSON writes of them says enough.
        let key = serde_json::to_value(key).map_err(ser::Error::custom)?;
        self.key = key.as_str().map_or_else(|| key.to_string(), ToOwned::to_owned);
        self.walk.text(&self.key.clone());
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.count += 1;
        if self.count > SOURCES_MAX {
            self.walk.found("too-many");
            return Ok(());
        }
        self.walk.below(std::mem::take(&mut self.key), value)
    }

    fn end(self) -> Result<(), Never> {
        Ok(())
    }
}

macro_rules! structs {
    ($($trait:ident),*) => {$(
        impl ser::$trait for &mut Walk {
            type Ok = ();
            type Error = Never;
            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Never> {
                self.below(name.to_owned(), value)
            }
            fn end(self) -> Result<(), Never> {
                Ok(())
            }
        }
    )*};
}

structs!(SerializeStruct, SerializeStructVariant);

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tatefuda_domain::bound::{EARLIEST, LATEST};

    use super::*;

    #[derive(Serialize)]
    struct Inner {
        until: Option<Timestamp>,
    }

    #[derive(Serialize)]
    struct Sample {
        span: Inner,
        times: Vec<Timestamp>,
        title: String,
        fields: BTreeMap<String, String>,
        order: i64,
    }

    fn sample() -> Sample {
        Sample {
            span: Inner { until: Some(LATEST) },
            times: vec![EARLIEST],
            // Somebody may write a time as text; it is none.
            title: "9999-12-30T22:00:00Z".to_owned(),
            fields: BTreeMap::from([("note".to_owned(), "x".to_owned())]),
            order: NUMBER_MAX,
        }
    }

    fn fields(command: &Sample) -> Vec<(String, String)> {
        match check(command) {
            Ok(()) => vec![],
            Err(Failure::Invalid(errors)) => errors.into_iter().map(|one| (one.field, one.key)).collect(),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn both_bounds_are_taken() {
        assert_eq!(fields(&sample()), []);
    }

    #[test]
    fn each_time_number_and_text_beyond_is_named_by_its_place() {
        let mut bad = sample();
        bad.span.until = Some(Timestamp::MAX);
        bad.times = vec![EARLIEST, Timestamp::MIN];
        bad.title = "a\0b".to_owned();
        bad.fields.insert("k".to_owned(), "\0".to_owned());
        bad.order = i64::MIN;
        let expected = [
            ("span.until", "moment-range"),
            ("times.1", "moment-range"),
            ("title", "unreadable"),
            ("fields.k", "unreadable"),
            ("order", "number-range"),
        ];
        assert_eq!(fields(&bad), expected.map(|(field, key)| (field.to_owned(), key.to_owned())));
    }
}
