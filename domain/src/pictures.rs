//! Pictures that people send in: what is taken, and in which sizes it is kept.

use crate::error::Code;
use serde::{Deserialize, Serialize};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    numbers: &[
        ("PICTURE_MB", &(LARGEST / 1024 / 1024)),
        ("PICTURE_MEGAPIXELS", &(PIXELS / 1_000_000)),
        ("PICTURES_AT_ONCE", &AT_ONCE),
    ],
    ..crate::gather::Feature::NONE
};

actions! {
    /// Send a picture in.
    SEND_PICTURE = "send_picture", [SignedIn];
}

codes! {
    /// Not a picture, or none of a kind that is taken.
    NOT_A_PICTURE = "not_a_picture", Invalid;
    /// A file above the largest that is taken.
    PICTURE_TOO_LARGE = "picture_too_large", Invalid;
    /// More pixels than are unpacked.
    PICTURE_TOO_MANY_PIXELS = "picture_too_many_pixels", Invalid;
    /// The file ends before its picture does.
    PICTURE_CUT = "picture_cut", Invalid;
    /// More pictures than one form takes.
    TOO_MANY_PICTURES = "too_many_pictures", Invalid;
}

/// The largest file that is taken, in bytes.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// The largest picture that is unpacked, in pixels: what the cameras of phones make, and no bomb.
pub const PIXELS: u64 = 50_000_000;
/// The longest side that is unpacked, in pixels.
pub const LONGEST_SIDE: u32 = 16_000;
/// Pictures of one form at most.
pub const AT_ONCE: usize = 6;
/// Pictures that one person may send in within a day.
pub const A_DAY: u64 = 100;
/// What a picture's ticket is called in its address.
pub const TICKET: &str = "ticket";
/// Days that a ticket is good for behind the one on which it was written: a page that is open over midnight goes on showing it.
pub const TICKET_DAYS: i64 = 1;
/// How long a picture that nothing shows is kept, in milliseconds: somebody may still be filling in the form.
pub const ORPHAN_AFTER: i64 = crate::time::DAY;

words! {
    /// The sizes that a picture is kept in.
    Size {
        /// For a row of previews.
        Small = "small",
        /// For a page.
        Medium = "medium",
        /// For a closer look.
        Large = "large",
    }
}

impl Size {
    /// The longest side, in pixels. A smaller picture stays as small as it is.
    pub const fn side(self) -> u32 {
        match self {
            Self::Small => 320,
            Self::Medium => 960,
            Self::Large => 1920,
        }
    }
}

/// A kept picture's name: the SHA-256 of its largest size, in hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PictureName(String);

impl PictureName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path under which one size is served to whoever sent it, and to everybody where it is shown to everybody.
    pub fn path(&self, size: Size) -> String {
        format!("/pictures/{}/{size}", self.0)
    }
}

impl std::fmt::Display for PictureName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for PictureName {
    type Err = Code;

    fn from_str(raw: &str) -> Result<Self, Code> {
        let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if raw.len() == 64 && raw.bytes().all(digit) {
            Ok(Self(raw.to_owned()))
        } else {
            Err(Code::NOT_A_PICTURE)
        }
    }
}

/// A picture on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureView {
    /// Its name.
    pub name: PictureName,
    /// Width of the largest size, in pixels.
    pub width: i64,
    /// Height of the largest size, in pixels.
    pub height: i64,
    /// What lets whoever was shown it look at it for a while; empty where everybody may.
    pub ticket: String,
}

impl PictureView {
    /// The path under which one size is served.
    pub fn path(&self, size: Size) -> String {
        let path = self.name.path(size);
        if self.ticket.is_empty() {
            path
        } else {
            format!("{path}?{TICKET}={}", self.ticket)
        }
    }
}

/// Reads a form's pictures: their names, joined by commas, each once.
pub fn read(raw: &str) -> Result<Vec<PictureName>, Code> {
    let mut names: Vec<PictureName> = Vec::new();
    for word in raw
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
    {
        let name = word.parse()?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.len() > AT_ONCE {
        return Err(Code::TOO_MANY_PICTURES);
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(digit: char) -> String {
        digit.to_string().repeat(64)
    }

    #[test]
    fn a_name_is_a_hash_and_nothing_that_leads_elsewhere() {
        assert!(name('a').parse::<PictureName>().is_ok());
        for wrong in [
            "",
            "a",
            "../../etc/passwd",
            &name('g'),
            &name('A'),
            &"a".repeat(65),
        ] {
            assert_eq!(
                wrong.parse::<PictureName>(),
                Err(Code::NOT_A_PICTURE),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_form_names_each_of_a_few_pictures_once() {
        let two = format!("{},{}, {}", name('1'), name('2'), name('1'));
        assert_eq!(read(&two).map(|names| names.len()), Ok(2));
        assert_eq!(read(""), Ok(Vec::new()));
        let many: Vec<_> = "0123456".chars().map(name).collect();
        assert_eq!(read(&many.join(",")), Err(Code::TOO_MANY_PICTURES));
        assert_eq!(read("x"), Err(Code::NOT_A_PICTURE));
    }
}
