//! Macros for closed sets of words: those that one place defines, and those that every feature adds to.

/// Defines an enum whose values have one stable spelling: in the database, on the wire, in locale keys and in snapshots.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "db", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// Every value, in the order of its definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable spelling.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Its place among all of them, by which texts are found.
            pub const fn index(self) -> u16 {
                self as u16
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::error::Code;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(crate::error::Code::NOT_A_CHOICE),
                }
            }
        }
    };
}

/// Gives a struct with a `word` what `words!` gives an enum, for a set that every feature adds to.
macro_rules! gathered {
    ($name:ident from $part:ident) => {
        impl $name {
            /// Every value, feature by feature.
            pub fn all() -> impl Iterator<Item = Self> {
                crate::gathered::FEATURES
                    .iter()
                    .flat_map(|feature| feature.$part.iter().copied())
            }

            /// The stable spelling.
            pub const fn as_str(self) -> &'static str {
                self.word
            }

            /// Its place among all of them, by which texts are found.
            pub fn index(self) -> u16 {
                Self::all()
                    .position(|known| known == self)
                    .unwrap_or_default() as u16
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word)
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::error::Code;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::all()
                    .find(|known| known.word == word)
                    .ok_or(crate::error::Code::NOT_A_CHOICE)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                word.parse()
                    .map_err(|_| serde::de::Error::unknown_variant(&word, &[]))
            }
        }
    };
}

/// Defines a feature's reasons: `NAME = "word", Class;`.
macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident = $word:literal, $class:ident $(($seconds:expr))?;)+) => {
        impl crate::error::Code {
            $($(#[$meta])* pub const $name: Self = Self::new($word, crate::error::Class::$class $(($seconds))?);)+
        }

        pub(crate) const CODES: &[crate::error::Code] = &[$(crate::error::Code::$name),+];
    };
}

/// Defines a feature's rows of the access table: `NAME = "word", [who may];`.
macro_rules! actions {
    ($($(#[$meta:meta])* $name:ident = $word:literal, [$($who:ident),+ $(,)?];)+) => {
        impl crate::access::Action {
            $($(#[$meta])* pub const $name: Self =
                Self::new($word, &[$(crate::access::Standing::$who),+]);)+
        }

        pub(crate) const ACTIONS: &[crate::access::Action] = &[$(crate::access::Action::$name),+];
    };
}

/// Names a feature's closed sets that have a table of texts: `"table": Set`.
macro_rules! word_sets {
    ($($table:literal: $set:ident),+ $(,)?) => {
        &[$(crate::gather::WordSet {
            table: $table,
            path: concat!(module_path!(), "::", stringify!($set)),
            words: || $set::ALL.iter().map(|word| word.as_str()).collect(),
        }),+]
    };
}

/// Defines a feature's messages. Each is kept as JSON with its name as `kind`.
macro_rules! messages {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident { $($field:ident: $type:ty),+ $(,)? }),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        #[expect(missing_docs, reason = "fields say by their names what they hold")]
        pub enum $name {
            $($(#[$vmeta])* $variant { $($field: $type),+ }),+
        }

        #[cfg(any(test, feature = "testing"))]
        impl $name {
            /// One of every kind, with these words in its text fields.
            pub(crate) fn samples(words: &dyn Fn(&str) -> String) -> Vec<Self> {
                vec![$(Self::$variant {
                    $($field: crate::notify::Sample::sample(stringify!($field), words)),+
                }),+]
            }
        }
    };
}
