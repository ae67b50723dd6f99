//! Invented people: names as they are common in Zhao'an, on phones that nobody has.

use domain::account::{PersonName, Phone, Sex};
use domain::error::Code;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

/// Family names, the frequent ones several times over.
const FAMILIES: &[&str] = &[
    "沈", "沈", "沈", "沈", "沈", "沈", "林", "林", "林", "林", "陈", "陈", "陈", "陈", "吴", "吴",
    "吴", "许", "许", "许", "张", "张", "黄", "黄", "黄", "胡", "胡", "李", "李", "钟", "钟", "游",
    "江", "何", "涂", "徐", "叶", "田", "高", "谢", "郑", "傅", "董", "杨", "王", "赖", "罗", "廖",
    "方", "蔡", "刘", "曾", "洪", "郭", "余", "苏",
];

const WOMEN_FIRST: &[&str] = &[
    "美", "丽", "秀", "雅", "淑", "碧", "惠", "雪", "玉", "晓", "佳", "婉", "思", "巧", "月", "素",
    "锦", "艺", "宝", "春", "金", "燕", "少", "嘉",
];
const WOMEN_SECOND: &[&str] = &[
    "玲", "芳", "华", "娟", "珍", "婷", "英", "兰", "萍", "云", "琴", "霞", "珠", "敏", "莲", "如",
    "真", "卿", "凤", "娜", "花", "琼", "瑜", "宁",
];
const MEN_FIRST: &[&str] = &[
    "志", "建", "文", "国", "伟", "俊", "海", "明", "惠", "永", "振", "家", "少", "添", "汉", "耀",
    "锦", "顺", "宏", "子", "庆", "坤", "艺", "嘉",
];
const MEN_SECOND: &[&str] = &[
    "强", "辉", "杰", "平", "斌", "雄", "东", "忠", "林", "生", "龙", "毅", "鹏", "波", "源", "滨",
    "祥", "荣", "民", "城", "川", "松", "泉", "聪",
];
const SINGLE_WOMEN: &[&str] = &["倩", "静", "敏", "颖", "洁", "婷", "琳", "瑶"];
const SINGLE_MEN: &[&str] = &["伟", "强", "斌", "鹏", "涛", "凯", "勇", "磊"];

/// An invented name.
pub(super) fn name(rng: &mut StdRng, sex: Sex) -> String {
    let (first, second, single) = match sex {
        Sex::Female => (WOMEN_FIRST, WOMEN_SECOND, SINGLE_WOMEN),
        Sex::Male => (MEN_FIRST, MEN_SECOND, SINGLE_MEN),
    };
    let mut name = String::from(one(rng, FAMILIES));
    if rng.random_bool(0.15) {
        name.push_str(one(rng, single));
    } else {
        name.push_str(one(rng, first));
        name.push_str(one(rng, second));
    }
    name
}

/// One of these words.
pub(super) fn one(rng: &mut StdRng, words: &[&'static str]) -> &'static str {
    words.choose(rng).copied().unwrap_or_default()
}

/// The phone of the `n`th account. No operator gives out numbers that begin with 160, so whatever is sent there by
/// mistake reaches nobody.
pub(super) fn phone(n: usize) -> String {
    // Coprime to the modulus, so no two are the same below a hundred million.
    format!(
        "160{:08}",
        (n as u64 * 7_919_003 + 52_061_813) % 100_000_000
    )
}

/// The phone of somebody without an account: a relative, or somebody ordered for.
pub(super) fn other_phone(rng: &mut StdRng) -> Result<Phone, Code> {
    Phone::parse(&format!("161{:08}", rng.random_range(0..100_000_000_u32)))
}

/// The name of somebody without an account.
pub(super) fn other_name(rng: &mut StdRng) -> Result<PersonName, Code> {
    let sex = either(rng, Sex::Female, Sex::Male);
    PersonName::parse(&name(rng, sex))
}

/// One or the other.
pub(super) fn either<T>(rng: &mut StdRng, first: T, second: T) -> T {
    if rng.random_bool(0.5) { first } else { second }
}

const STREETS: &[&str] = &[
    "中山路",
    "县前街",
    "东大街",
    "玄钟路",
    "文昌街",
    "南环城路",
    "梅峰路",
    "丹诏大道",
    "澹园街",
    "通济桥头",
];
const HAMLETS: &[&str] = &[
    "顶厝",
    "下厝",
    "新厝",
    "祠堂前",
    "池仔边",
    "大榕树下",
    "老人会旁",
    "小学后",
];

/// Where exactly, in the county town or in a village.
pub(super) fn address(rng: &mut StdRng, town: bool) -> String {
    if town {
        let floor = rng.random_range(1..=6);
        format!(
            "{}{}号{}0{}室",
            one(rng, STREETS),
            rng.random_range(2..180),
            floor,
            rng.random_range(1..=4)
        )
    } else {
        format!("{}{}号", one(rng, HAMLETS), rng.random_range(1..160))
    }
}

const NOTES: &[&str] = &[
    "老人耳朵不太好，来前请打电话。",
    "家里有小狗，会先拴好。",
    "楼下有电动车棚，可以停车。",
    "请带上工具，家里没有。",
    "行动不便，麻烦直接上门。",
    "周末家里有人，平时要提前说一声。",
    "可以讲闽南话，普通话听不太懂。",
];

/// What somebody adds to an order; most add nothing.
pub(super) fn note(rng: &mut StdRng) -> &'static str {
    if rng.random_bool(0.3) {
        one(rng, NOTES)
    } else {
        ""
    }
}
