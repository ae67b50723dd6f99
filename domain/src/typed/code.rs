//! Codes and numbers that are read out, copied from a message or scanned: found in whatever stands around them.

use super::folded;

/// What may stand between the groups of a code.
const fn joins(c: char) -> bool {
    matches!(c, ' ' | '-' | '.' | '_' | '·' | '~')
}

/// No code is looked for in more letters than a scanned address has.
const LONGEST: usize = 500;

/// The last code in what was typed, in capitals and without what stands between its groups; `accept` tells a code.
///
/// `验证码123456`, `No. 2619-630-112。` and `https://…/shop?code=7K3M-Q2ZP` hold one each.
pub(crate) fn code<T>(raw: &str, accept: impl Fn(&str) -> Option<T>) -> Option<T> {
    let raw: String = raw.chars().take(LONGEST).collect();
    let text = folded(&raw).replace("%20", " ").replace("%2D", "-");
    let text = text.to_ascii_uppercase();
    let mut sentences: Vec<Vec<&str>> = vec![Vec::new()];
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        if !rest[..start].chars().all(joins) {
            sentences.push(Vec::new());
        }
        rest = &rest[start..];
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        if let Some(groups) = sentences.last_mut() {
            groups.push(&rest[..end]);
        }
        rest = &rest[end..];
    }
    sentences.iter().rev().find_map(|groups| {
        (0..groups.len())
            .flat_map(|from| (from..groups.len()).map(move |to| (from, to)))
            .find_map(|(from, to)| accept(&groups[from..=to].concat()))
    })
}
