//! Closed sets of words: each is spelled once, and type, database, API and packs take it from there.

/// An enum whose variants are words: `as_str`, `parse`, `ALL` and the names in JSON come from one list.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$of])* #[serde(rename = $word)] $variant),* }

        impl $name {
            /// Every one.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$variant),*];

            /// The word in database and API.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// Reads the word back.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.as_str() == text)
            }
        }
    };
}

/// Two enums of one list: states with what is known in each, and their bare names as [`words`] has them. A state is
/// added, named and given its data in one line, and nothing can stand in a state that does not belong there.
macro_rules! states {
    (
        $(#[$meta:meta])* pub enum $state:ident;
        $(#[$of_names:meta])* pub enum $name:ident {
            $($(#[$of:meta])* $variant:ident = $word:literal
                $({ $($(#[$of_field:meta])* $field:ident: $type:ty),* $(,)? })?),* $(,)?
        }
    ) => {
        $(#[$meta])*
        pub enum $state {
            $($(#[$of])* $variant $({ $($(#[$of_field])* $field: $type),* })?),*
        }

        impl $state {
            /// Without what the state carries, as database and interface write it.
            pub const fn name(&self) -> $name {
                match self { $(Self::$variant { .. } => $name::$variant),* }
            }
        }

        $crate::words::words! { $(#[$of_names])* pub enum $name { $($(#[$of])* $variant = $word),* } }
    };
}

pub(crate) use {states, words};
