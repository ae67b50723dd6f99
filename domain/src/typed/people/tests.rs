use super::*;
use proptest::prelude::*;

#[test]
fn a_whole_name_is_found_however_it_is_written() {
    for (text, name) in [
        ("王小明很细心", "王小明"),
        ("谢谢王小明！", "王小明"),
        ("谢谢王 小 明", "王小明"),
        ("谢谢王\u{3000}小\u{3000}明", "王小明"),
        ("谢谢王\u{200B}小\u{200D}明", "王小明"),
        ("谢谢王\u{202D}小明\u{202C}", "王小明"),
        ("谢谢王\u{FE0F}小明", "王小明"),
        ("谢谢王·小·明", "王小明"),
        ("谢谢王.小.明", "王小明"),
        ("谢谢王-小-明", "王小明"),
        ("谢谢王＿小＿明", "王小明"),
        ("谢谢王\n小明", "王小明"),
        ("谢谢「王小明」", "王小明"),
        ("谢谢王小明", "王 小明"),
        ("张扬来得很准时", "张扬"),
        ("买买提·阿卜杜拉师傅", "买买提·阿卜杜拉"),
        ("买买提阿卜杜拉师傅", "买买提·阿卜杜拉"),
        ("买买提•阿卜杜拉师傅", "买买提·阿卜杜拉"),
        ("thank you Li Ming", "Li Ming"),
        ("thank you, LI MING!", "Li Ming"),
        ("谢谢Ｌｉ　Ｍｉｎｇ", "Li Ming"),
        ("LiMing很好", "Li Ming"),
        ("L i M i n g is kind", "Li Ming"),
        ("José很热心", "Jose\u{301}"),
        ("𠮷田花子", "𠮷田花子"),
        ("叶\u{E0100}子老师", "叶子"),
    ] {
        assert!(names(text, name), "{text} {name}");
    }
}

#[test]
fn what_only_resembles_a_name_passes() {
    for (text, name) in [
        ("王阿姨很细心", "王小明"),
        ("小明很细心", "王小明"),
        ("王师傅和小明师傅都很好", "王小明"),
        ("老王来了", "王"),
        ("师傅很细心", "细"),
        ("他姓王，小明也来了", "王小明"),
        ("姓王。小明也来了", "王小明"),
        ("老人特别高兴", "高兴"),
        ("服务很周到", "周到"),
        ("师傅很细心", ""),
        ("can list them all", "An Li"),
        ("a limit", "Al Im"),
        ("steaming tea", "Ming Te"),
        ("", "王小明"),
    ] {
        assert!(!names(text, name), "{text} {name}");
    }
}

fn tells(text: &str, address: &str) -> bool {
    let around = ["诏安县", "南诏镇", "城内社区"].map(str::to_owned);
    tells_address(text, &around, address)
}

#[test]
fn a_telling_part_of_an_address_is_found() {
    for (text, address) in [
        ("师傅到中山路12号来的", "中山路12号"),
        ("师傅到中山路 12 号来的", "中山路12号"),
        ("师傅到中山路１２号来的", "中山路12号"),
        ("师傅到中山路十二号来的", "中山路12号"),
        ("师傅到中山路12号来的", "中山路十二号"),
        ("师傅到中\u{200B}山\u{200B}路12号来的", "中山路12号"),
        ("来的是中山路12", "中山路12号"),
        ("中山路12，二楼", "中山路12号"),
        ("人民路12号", "人民路 12 号 301"),
        ("12号301", "人民路 12 号 301"),
        ("3栋502的老人", "阳光小区3栋502"),
        ("三栋五〇二的老人", "阳光小区3栋502"),
        ("2单元301室", "阳光小区2单元301室"),
        ("城内社区8号", "8号"),
        ("城内社区八号", "城内社区8号"),
        ("西门外村第3小组", "西门外村第3小组"),
        ("长安巷一百零八弄", "长安巷108弄"),
        ("老邮局旁边的红砖房，很好找", "老邮局旁边的红砖房"),
        ("邮局旁边的红砖", "老邮局旁边的红砖房"),
        ("No 5 Wenchang Road", "5 Wenchang Road"),
    ] {
        assert!(tells(text, address), "{text} {address}");
    }
}

#[test]
fn what_everybody_may_know_of_an_address_passes() {
    for (text, address) in [
        ("师傅很细心", "中山路12号"),
        ("中山路的师傅", "中山路12号"),
        ("12号上午来的", "中山路12号"),
        ("师傅来了12次", "中山路12号"),
        ("到中山路121号", "中山路12号"),
        ("我们村里2次都来了", "城内社区村里2号"),
        ("来我村第3次了", "西门外村第3小组"),
        (
            "感谢诏安县南诏镇城内社区的志愿者",
            "诏安县南诏镇城内社区中山路12号",
        ),
        ("感谢新时代文明实践站的志愿者", "城内社区新时代文明实践站"),
        ("敬老院的老人都说好", "南诏镇敬老院"),
        ("3号10点来的", "3号10室"),
        ("师傅很细心", ""),
        ("the street was clean", "5 Main Street"),
        ("", "中山路12号"),
    ] {
        assert!(!tells(text, address), "{text} {address}");
    }
}

/// What people put between characters, and what comes along when they paste.
const BETWEEN: &str = "[ \u{3000}\u{200B}\u{200D}\u{FEFF}\u{AD}\u{2060}·._*/-]{0,3}";

fn spaced(parts: &[(char, String)]) -> String {
    parts
        .iter()
        .flat_map(|(c, between)| [c.to_string(), between.clone()])
        .collect()
}

proptest! {
    #[test]
    fn nothing_between_its_characters_hides_a_name(
        parts in proptest::collection::vec((proptest::char::range('\u{5000}', '\u{9000}'), BETWEEN), 2..6),
        before in "[谢好，。！ ]{0,5}",
        behind in "[谢好，。！ ]{0,5}",
    ) {
        let name: String = parts.iter().map(|(c, _)| *c).collect();
        prop_assume!(!ORDINARY.contains(&name.as_str()));
        let text = format!("{before}{}{behind}", spaced(&parts));
        prop_assert!(names(&text, &name), "{} {}", text, name);
    }

    #[test]
    fn words_without_the_last_of_its_characters_hold_no_name(
        text in "[王李小大很好来了。， a-z0-9]{0,60}",
        name in "[王李小大]{1,3}[明强芳]",
    ) {
        prop_assert!(!names(&text, &name));
    }

    #[test]
    fn six_characters_of_an_address_are_found(
        address in "[东西南北门街巷坊桥头园里]{6,20}",
        at in 0_usize..14,
        before in "[谢好，。 ]{0,5}",
    ) {
        let from = at.min(address.chars().count() - 6);
        let run: String = address.chars().skip(from).take(6).collect();
        let text = format!("{before}{run}");
        prop_assert!(tells(&text, &address));
    }

    #[test]
    fn no_words_upset_it(text in "\\PC{0,60}", other in "\\PC{0,40}") {
        let _ = (names(&text, &other), tells(&text, &other), tells(&other, &text));
    }
}
