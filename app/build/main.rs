//! Turns `locales/*/*.toml` into `text.rs`: a function for each text, and the catalogues that the functions look into.
//!
//! The functions carry numbers, not texts, so that a browser downloads the words of one language only.

mod numbers;

use numbers::Numbers;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::ExitCode;
use toml::Value;

/// The locales, each with its plural form for one thing. The first one documents the functions.
const LOCALES: [(&str, &str); 2] = [("zh-CN", "other"), ("en", "one")];

/// Stands between the texts of a catalogue on its way to the browser.
const SEPARATOR: &str = "\u{1e}";

/// Tables of texts. Sorted, because the server and the browser are built apart and must agree on every number.
type File = BTreeMap<String, BTreeMap<String, Value>>;

fn main() -> ExitCode {
    let Err(fault) = generate() else {
        return ExitCode::SUCCESS;
    };
    for line in fault.lines() {
        println!("cargo::error={line}");
    }
    ExitCode::FAILURE
}

fn generate() -> Result<(), String> {
    let mut texts = Texts::read()?;
    let sets = domain::word_sets();
    for set in &sets {
        texts.words(set.table, set.path, &(set.words)())?;
    }
    let tables: BTreeSet<_> = texts
        .files
        .iter()
        .flat_map(|file| file.keys().cloned())
        .collect();
    for table in tables
        .iter()
        .filter(|table| sets.iter().all(|set| set.table != *table))
    {
        texts.page(table)?;
    }
    let file = format!("{}/text.rs", std::env::var("OUT_DIR").unwrap_or_default());
    std::fs::write(&file, texts.finish()).map_err(|error| format!("{file}: {error}"))
}

/// What was read, and what has become of it so far.
struct Texts {
    /// By locale.
    files: Vec<File>,
    /// By locale. The first entry is the locale's tag: a catalogue says what it is.
    catalogues: Vec<Vec<String>>,
    code: String,
}

impl Texts {
    fn read() -> Result<Self, String> {
        let mut files = Vec::new();
        let mut numbers = Numbers::read()?;
        for (locale, _) in LOCALES {
            let mut file = read_locale(locale)?;
            numbers.fill(locale, &mut file)?;
            files.push(file);
        }
        numbers.finish()?;
        let catalogues = LOCALES.map(|(locale, _)| vec![locale.to_owned()]).to_vec();
        Ok(Self {
            files,
            catalogues,
            code: String::new(),
        })
    }

    /// Takes the table of a closed set: a text for each word, and one function for all.
    fn words(&mut self, table: &str, set: &str, words: &[&str]) -> Result<(), String> {
        for ((locale, _), file) in LOCALES.iter().zip(&self.files) {
            let mut keys = file.get(table).into_iter().flat_map(BTreeMap::keys);
            if let Some(key) = keys.find(|key| !words.contains(&key.as_str())) {
                return Err(format!("{locale} [{table}] {key}: {set} has no such word"));
            }
        }
        let base = self.catalogues[0].len();
        for word in words {
            if !self.take(table, word)?.1.names.is_empty() {
                return Err(format!(
                    "[{table}] {word}: the text of a word has no placeholders"
                ));
            }
        }
        let _ = writeln!(
            self.code,
            "/// The text of a [`{set}`].\npub fn {table}(value: {set}) -> &'static str {{"
        );
        let _ = writeln!(
            self.code,
            "    crate::locale::lookup({base} + value.index())\n}}"
        );
        Ok(())
    }

    /// Takes any other table: a module with a function for each text.
    fn page(&mut self, table: &str) -> Result<(), String> {
        let _ = writeln!(
            self.code,
            "/// The texts of `[{table}]`.\npub mod {table} {{"
        );
        for key in self.keys(table) {
            if !is_name(&key) {
                return Err(format!("[{table}] {key}: the name is not in snake_case"));
            }
            let (index, text) = self.take(table, &key)?;
            self.code.push_str(&function(&key, index, &text));
        }
        self.code.push_str("}\n");
        Ok(())
    }

    /// The keys that a table has in any locale.
    fn keys(&self, table: &str) -> BTreeSet<String> {
        self.files
            .iter()
            .filter_map(|file| file.get(table))
            .flat_map(|texts| texts.keys().cloned())
            .collect()
    }

    /// Takes a text of every locale into the catalogues: its place there, and how it reads in the first one.
    fn take(&mut self, table: &str, key: &str) -> Result<(usize, Text), String> {
        let mut found: Vec<Text> = Vec::new();
        for ((locale, singular), file) in LOCALES.iter().zip(&self.files) {
            let value = file
                .get(table)
                .and_then(|texts| texts.get(key))
                .ok_or("has no such text".to_owned());
            let text = value.and_then(|value| Text::read(value, singular));
            let text = text.map_err(|fault| format!("{locale} [{table}] {key}: {fault}"))?;
            let first = found.first().unwrap_or(&text);
            if text.shape() != first.shape() {
                let (shape, wanted) = (text.shape(), first.shape());
                return Err(format!(
                    "{locale} [{table}] {key}: is {shape}; in {} it is {wanted}",
                    LOCALES[0].0
                ));
            }
            found.push(text);
        }
        let index = self.catalogues[0].len();
        for (catalogue, text) in self.catalogues.iter_mut().zip(&found) {
            catalogue.extend(text.forms.iter().map(|form| {
                // By number, so that no name is spelt out in the browser.
                let names = found[0].names.iter().enumerate();
                names.fold(form.clone(), |form, (at, name)| {
                    form.replace(&format!("{{{name}}}"), &format!("{{{at}}}"))
                })
            }));
        }
        Ok((index, found.swap_remove(0)))
    }

    /// Adds the catalogues, which only the server holds: text by text, and as the file a browser loads.
    fn finish(mut self) -> String {
        let (mut texts, mut files) = (String::new(), String::new());
        for catalogue in &self.catalogues {
            let file = catalogue.join(SEPARATOR);
            // FNV-1a.
            let mix = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            let path = format!(
                "/locale/{}.{:016x}.txt",
                catalogue[0],
                file.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
            );
            let _ = writeln!(texts, "    &{catalogue:?},");
            let _ = writeln!(files, "    ({path:?}, {file:?}),");
        }
        for (name, of, values) in [
            ("CATALOGUES", "&[&str]", texts),
            ("FILES", "(&str, &str)", files),
        ] {
            let _ = writeln!(self.code, "#[cfg(feature = \"ssr\")]");
            let _ = writeln!(
                self.code,
                "pub(super) static {name}: [{of}; {}] = [\n{values}];",
                LOCALES.len()
            );
        }
        self.code
    }
}

/// Everything that a locale says: a file for each feature, which may add texts to a table that another has as well.
fn read_locale(locale: &str) -> Result<File, String> {
    let folder = format!("locales/{locale}");
    println!("cargo::rerun-if-changed={folder}");
    let mut whole = File::new();
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("{folder}: {error}"))?;
    for entry in entries.flatten() {
        let path = entry.path();
        let name = path.display();
        println!("cargo::rerun-if-changed={name}");
        let content = std::fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
        let file: File = toml::from_str(&content).map_err(|error| format!("{name}: {error}"))?;
        for (table, texts) in file {
            for (key, text) in texts {
                let known = whole.entry(table.clone()).or_default();
                if known.insert(key.clone(), text).is_some() {
                    return Err(format!(
                        "{name} [{table}] {key}: another file has it as well"
                    ));
                }
            }
        }
    }
    Ok(whole)
}

/// A text in one locale.
struct Text {
    /// One form, or where it counts something two, the first for one thing.
    forms: Vec<String>,
    /// Its placeholders in the order of their first appearance; `n` leads where something is counted.
    names: Vec<String>,
}

impl Text {
    fn read(value: &Value, singular: &str) -> Result<Self, String> {
        let (forms, mut names) = if let Value::String(text) = value {
            (vec![text.clone()], Vec::new())
        } else {
            let forms: BTreeMap<String, String> =
                value.clone().try_into().map_err(|_| "is no text")?;
            if !forms.keys().eq(&BTreeSet::from([singular, "other"])) {
                return Err(format!(
                    "has the plural forms {:?}, not {singular:?} and \"other\"",
                    forms.keys()
                ));
            }
            (
                vec![forms[singular].clone(), forms["other"].clone()],
                vec!["n".to_owned()],
            )
        };
        for form in &forms {
            if form.trim().is_empty() || form.contains(SEPARATOR) {
                return Err("is empty".to_owned());
            }
            let mut rest = form.as_str();
            while let Some(at) = rest.find(['{', '}']) {
                let braced = rest[at..]
                    .strip_prefix('{')
                    .and_then(|tail| tail.split_once('}'));
                let (name, tail) = braced
                    .filter(|(name, _)| is_name(name))
                    .ok_or("has a brace out of place")?;
                if !names.iter().any(|known| known == name) {
                    names.push(name.to_owned());
                }
                rest = tail;
            }
        }
        Ok(Self { forms, names })
    }

    /// What the locales have to agree on, in words.
    fn shape(&self) -> String {
        let names: BTreeSet<_> = self.names.iter().collect();
        format!(
            "{} with the placeholders {names:?}",
            if self.forms.len() > 1 {
                "plural"
            } else {
                "plain"
            }
        )
    }
}

fn is_name(name: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase();
    name.starts_with(letter)
        && name
            .chars()
            .all(|c| letter(c) || c.is_ascii_digit() || c == '_')
}

/// The function of a text.
fn function(key: &str, index: usize, Text { forms, names }: &Text) -> String {
    let counts = forms.len() > 1;
    let number = |name: &String| {
        if counts && name == "n" {
            "i64"
        } else {
            "impl std::fmt::Display"
        }
    };
    let takes: Vec<_> = names
        .iter()
        .map(|name| format!("{name}: {}", number(name)))
        .collect();
    let values: Vec<_> = names.iter().map(|name| format!("&{name}")).collect();
    let plural = if counts { " + u16::from(n != 1)" } else { "" };
    let (returns, body) = match names.len() {
        0 => ("&'static str", format!("lookup({index})")),
        _ => (
            "String",
            format!("fill({index}{plural}, &[{}])", values.join(", ")),
        ),
    };
    // In backticks, so that what means something in Markdown means nothing.
    let sample = format!("`{}`", forms[0]);
    format!(
        "#[doc = {sample:?}]\npub fn {key}({}) -> {returns} {{ crate::locale::{body} }}\n",
        takes.join(", ")
    )
}
