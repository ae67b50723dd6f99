//! Days and months as people write them.

use super::folded;

/// The numbers of a date: `1998-07`, `1998/7`, `1998.7`, `1998年7月` and `199807` are 1998 and 7; a day may follow.
///
/// None where there are not so many, or anything but digits and what stands between them is written.
pub(crate) fn parts<const N: usize>(raw: &str) -> Option<[u16; N]> {
    numbers(raw)?.try_into().ok()
}

fn numbers(raw: &str) -> Option<Vec<u16>> {
    let text = folded(raw);
    if matches!(text.len(), 6 | 8) && text.bytes().all(|digit| digit.is_ascii_digit()) {
        let (year, rest) = text.split_at(4);
        let (month, day) = rest.split_at(2);
        return [year, month, day]
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().ok())
            .collect();
    }
    text.trim_end_matches(['月', '日', '号', '.', '。'])
        .split(['-', '/', '.', '。', '年', '月'])
        .map(str::trim)
        .map(|part| {
            let digits = part.bytes().all(|digit| digit.is_ascii_digit());
            part.parse().ok().filter(|_| digits)
        })
        .collect()
}
