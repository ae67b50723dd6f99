//! Cells of tables that people open in a spreadsheet.

use domain::typed::shows_nothing;

/// What begins a formula, in ASCII, in full width and in small form; some spreadsheets read the wide ones as the narrow.
const BEGIN_FORMULA: &str = "=+-@|%＝＋－＠｜％﹦﹢﹣﹫−\t\r\n";

/// A text that no spreadsheet takes for a formula: an apostrophe before it makes it one.
pub(super) fn cell(text: &str) -> String {
    let begins = |c: char| BEGIN_FORMULA.contains(c);
    let shown =
        text.trim_start_matches(|c: char| !begins(c) && (c.is_whitespace() || shows_nothing(c)));
    if shown.starts_with(begins) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_formula() {
        for text in [
            "=HYPERLINK(\"x\")",
            "＝HYPERLINK(…)",
            "﹦1+1",
            "+1",
            "＋1",
            "-1+1",
            "－1+1",
            "−1+1",
            "@SUM(A1)",
            "＠SUM(A1)",
            "\t=1+1",
            "\r=1+1",
            "\n=1+1",
            " =1+1",
            "\u{3000}＝1+1",
            "\u{A0}=1",
            "\u{FEFF}=1+1",
            "\u{200B}=1+1",
            "|cmd",
            "%0A=1",
        ] {
            assert_eq!(cell(text), format!("'{text}"), "{text:?}");
        }
        for text in [
            "大米5斤",
            "甲, 乙",
            "1+1",
            "a=b",
            "",
            "（新）-大米",
            " 大米",
        ] {
            assert_eq!(cell(text), text);
        }
    }
}
