//! Texts in the reader's language.
//!
//! [`text`] has a function for each text of `locales/*/*.toml`. The functions carry numbers: the server holds the texts of
//! every locale, a browser loads the catalogue of the page's locale before it hydrates.

use std::fmt::{Display, Write};

/// A function for each text, a module for each page, and a function for each closed set of words.
pub mod text {
    include!(concat!(env!("OUT_DIR"), "/text.rs"));
}

/// A language the pages come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// Chinese in simplified characters.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Locale {
    /// Every locale, in the order of the catalogues.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The language tag, as the attribute `lang` takes it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The one that a reader of this one may change to.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::ZhCn => Self::En,
            Self::En => Self::ZhCn,
        }
    }

    /// Reads a language tag; the language decides, whatever the region or script.
    pub fn parse(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next().unwrap_or_default().trim();
        Self::ALL
            .into_iter()
            .find(|locale| locale.tag()[..2].eq_ignore_ascii_case(language))
    }

    /// The locale that a browser's `Accept-Language` asks for: Chinese, unless it prefers English.
    pub fn from_accept_language(header: &str) -> Self {
        let weight = |wanted: Self| {
            let ranges = header.split(',').filter_map(|range| {
                let (tag, parameter) = range.split_once(';').unwrap_or((range, "q=1"));
                let quality: Option<f32> = parameter
                    .trim()
                    .strip_prefix("q=")
                    .and_then(|q| q.trim().parse().ok());
                (Self::parse(tag) == Some(wanted)).then_some(quality.unwrap_or(0.0))
            });
            ranges.fold(0.0, f32::max)
        };
        if weight(Self::En) > weight(Self::ZhCn) {
            Self::En
        } else {
            Self::ZhCn
        }
    }
}

/// The text at a place of the current catalogue; nothing where there is none, for an empty label is better than no page.
fn lookup(index: u16) -> &'static str {
    here::texts()
        .get(usize::from(index))
        .copied()
        .unwrap_or_default()
}

/// The same with its placeholders filled, which the build has numbered.
fn fill(index: u16, values: &[&dyn Display]) -> String {
    let mut pieces = lookup(index).split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for (number, rest) in pieces.filter_map(|piece| piece.split_once('}')) {
        if let Some(value) = number
            .parse()
            .ok()
            .and_then(|number: usize| values.get(number))
        {
            let _ = write!(filled, "{value}");
        }
        filled.push_str(rest);
    }
    filled
}

#[cfg(feature = "ssr")]
pub use here::{by_path, catalogue, catalogue_path, current, with};

#[cfg(not(feature = "ssr"))]
pub use here::{current, load};

/// On the server: all catalogues, and the locale of whoever is served.
#[cfg(feature = "ssr")]
mod here {
    use super::{Locale, text};
    use std::cell::Cell;

    thread_local! {
        static CHOSEN: Cell<Option<Locale>> = const { Cell::new(None) };
    }

    /// Puts the former choice back, also when the work under it panics: the thread will serve others.
    struct Restore(Option<Locale>);

    impl Drop for Restore {
        fn drop(&mut self) {
            CHOSEN.set(self.0);
        }
    }

    /// Does something in a locale, for texts that no request asks for.
    pub fn with<T>(locale: Locale, work: impl FnOnce() -> T) -> T {
        let _restore = Restore(CHOSEN.replace(Some(locale)));
        work()
    }

    /// The locale that texts come in: chosen by [`with`], or the request's.
    pub fn current() -> Locale {
        CHOSEN
            .get()
            .or_else(leptos::prelude::use_context::<Locale>)
            .unwrap_or_default()
    }

    pub(super) fn texts() -> &'static [&'static str] {
        text::CATALOGUES[current() as usize]
    }

    /// The catalogue as a browser loads it.
    pub fn catalogue(locale: Locale) -> &'static str {
        text::FILES[locale as usize].1
    }

    /// Where it is served. The path changes with the content, so the answer may be kept for ever.
    pub fn catalogue_path(locale: Locale) -> &'static str {
        text::FILES[locale as usize].0
    }

    /// The catalogue that is served at a path.
    pub fn by_path(path: &str) -> Option<&'static str> {
        text::FILES
            .iter()
            .find(|(served, _)| *served == path)
            .map(|(_, file)| *file)
    }
}

/// In the browser: the one catalogue that was loaded.
#[cfg(not(feature = "ssr"))]
mod here {
    use super::{Locale, lookup};
    use std::sync::OnceLock;

    static LOADED: OnceLock<Vec<&'static str>> = OnceLock::new();

    /// Takes the catalogue, once, before anything is shown; another language is another page load.
    pub fn load(catalogue: String) {
        LOADED.get_or_init(|| catalogue.leak().split('\u{1e}').collect());
    }

    /// The locale of the catalogue, whose first text is its tag.
    pub fn current() -> Locale {
        Locale::parse(lookup(0)).unwrap_or_default()
    }

    pub(super) fn texts() -> &'static [&'static str] {
        LOADED.get().map_or(&[], Vec::as_slice)
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use domain::Code;

    #[test]
    fn every_code_is_told_in_both_languages() {
        for code in Code::all() {
            let [chinese, english] = Locale::ALL.map(|locale| with(locale, || text::code(code)));
            assert!(!chinese.is_empty() && !english.is_empty(), "{code}");
            assert_ne!(chinese, english, "{code}");
        }
    }

    #[test]
    fn texts_tell_the_numbers_of_the_rules() {
        let days = domain::orders::HORIZON_DAYS.to_string();
        for locale in Locale::ALL {
            let told = with(locale, || text::code(Code::TOO_FAR_AHEAD));
            assert!(told.contains(&days), "{told}");
            let mut placeholders = catalogue(locale).split('{').skip(1);
            let left = placeholders.find(|name| name.starts_with(|c: char| c.is_ascii_uppercase()));
            assert_eq!(left, None);
        }
    }

    #[test]
    fn words_keep_the_order_of_their_set() {
        assert_eq!(
            text::order_state(domain::orders::State::Submitted),
            "已提交"
        );
        assert_eq!(
            text::order_state(domain::orders::State::Cancelled),
            "已取消"
        );
        assert_eq!(text::sex(domain::account::Sex::Male), "男");
    }

    #[test]
    fn a_choice_holds_as_long_as_its_work() {
        assert_eq!(text::app::name(), "诏安点单");
        let inner = with(Locale::En, || {
            assert_eq!(current(), Locale::En);
            with(Locale::ZhCn, text::app::name)
        });
        assert_eq!(inner, "诏安点单");
        let panicked = std::panic::catch_unwind(|| with(Locale::En, || panic!("as workers do")));
        assert!(panicked.is_err());
        assert_eq!(current(), Locale::ZhCn);
    }

    #[test]
    fn a_request_has_its_locale_in_the_context() {
        leptos::prelude::Owner::new().with(|| {
            leptos::prelude::provide_context(Locale::En);
            assert_eq!(text::app::name(), "Diandan");
            assert_eq!(with(Locale::ZhCn, text::app::name), "诏安点单");
        });
    }

    #[test]
    fn placeholders_are_filled() {
        assert_eq!(text::app::page_title("首页"), "首页 · 诏安点单");
        assert_eq!(
            with(Locale::En, || text::app::page_title("{0}")),
            "{0} · Diandan"
        );
    }

    #[test]
    fn english_tells_one_from_many() {
        let english = |n| with(Locale::En, || text::app::orders(n));
        assert_eq!(
            [english(0), english(1), english(2)],
            ["0 orders", "1 order", "2 orders"]
        );
        assert_eq!([text::app::orders(1), text::app::orders(2)], ["1单", "2单"]);
    }

    #[test]
    fn no_text_is_no_panic() {
        assert_eq!(lookup(u16::MAX), "");
        assert_eq!(fill(u16::MAX, &[&1]), "");
    }

    #[test]
    fn a_browser_reads_what_the_server_has() {
        for locale in Locale::ALL {
            let read: Vec<_> = catalogue(locale).split('\u{1e}').collect();
            assert_eq!(read, text::CATALOGUES[locale as usize]);
            assert_eq!(read[0], locale.tag());
            assert_eq!(by_path(catalogue_path(locale)), Some(catalogue(locale)));
        }
        assert_ne!(catalogue_path(Locale::ZhCn), catalogue_path(Locale::En));
        assert_eq!(by_path("/locale/en.txt"), None);
    }

    #[test]
    fn tags_and_headers_are_read() {
        for locale in Locale::ALL {
            assert_eq!(Locale::parse(locale.tag()), Some(locale));
        }
        assert_eq!(Locale::parse("ZH-Hans-CN"), Some(Locale::ZhCn));
        assert_eq!(Locale::parse("fr"), None);
        for (header, locale) in [
            ("", Locale::ZhCn),
            ("fr, *;q=0.5", Locale::ZhCn),
            ("zh-CN,zh;q=0.9,en;q=0.8", Locale::ZhCn),
            ("en-GB,en;q=0.9,zh;q=0.8", Locale::En),
            ("zh;q=0.5, en ; q=0.8", Locale::En),
            ("zh;q=0, en;q=0", Locale::ZhCn),
            ("en;q=high", Locale::ZhCn),
        ] {
            assert_eq!(Locale::from_accept_language(header), locale, "{header}");
        }
    }
}
