//! Words that somebody looks for.

use crate::typed::folded;

/// No more of what is typed is looked for, in characters.
pub const LONGEST: usize = 40;
/// No more words than this are looked for.
const MOST: usize = 6;

/// The words of a search: each has to stand in what is found, in any order. What is too long is cut, for half a search finds more
/// than a refusal.
pub fn words(raw: &str) -> Vec<String> {
    let text: String = folded(raw).chars().take(LONGEST).collect();
    let parts = text.split([' ', ',', '、', '。', ';', '+']);
    parts
        .filter(|word| !word.is_empty())
        .take(MOST)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_however_they_are_typed() {
        for raw in [
            "老人 聊天",
            "老人　聊天",
            " 老人\u{A0}\u{A0}聊天 ",
            "老人，聊天",
            "老人、聊天",
            "\u{200B}老人\t聊天\u{FEFF}",
            "老人+聊天",
            "老人；聊天。",
        ] {
            assert_eq!(words(raw), ["老人", "聊天"], "{raw:?}");
        }
        assert_eq!(words("ＣＰＲ"), ["CPR"]);
        assert!(words(" \u{3000}\u{200B}").is_empty());
        assert_eq!(words(&"老".repeat(50)), ["老".repeat(LONGEST)]);
        assert_eq!(words("a b c d e f g h").len(), MOST);
    }
}
