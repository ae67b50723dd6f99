//! Which feature uses which: the table in ARCHITECTURE.md, held against the code in both directions.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use crate::setup::{files_in, root};

/// Each feature with those it uses.
type Arrows = BTreeMap<String, BTreeSet<String>>;

const ROOMS: [&str; 3] = ["domain", "store", "app"];

/// The table: a fenced block whose lines read `orders → account catalog`.
fn table(architecture: &str) -> Arrows {
    let block = architecture
        .split("```")
        .find_map(|block| block.strip_prefix("arrows\n"));
    let lines = block.unwrap_or_default().lines().map(|line| {
        let (feature, used) = line.split_once('→').unwrap_or((line, ""));
        let used = used.split_whitespace().map(str::to_owned).collect();
        (feature.trim().to_owned(), used)
    });
    lines.collect()
}

/// The modules of a room, whether they are features or what features stand on.
fn modules_of(room: &str) -> BTreeSet<String> {
    let files = files_in(&root().join(room).join("src"));
    let names = files.iter().filter_map(|file| file.file_stem());
    let names = names.map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| name != "lib").collect()
}

/// What a room's features use of each other, tests left out.
fn used_in(room: &str, features: &BTreeSet<&str>) -> Arrows {
    let src = root().join(room).join("src");
    let mut arrows = Arrows::new();
    for entry in files_in(&src) {
        let name = entry.file_stem().unwrap_or_default().to_string_lossy();
        if !features.contains(&*name) {
            continue;
        }
        let mut code = String::new();
        read(&entry, &mut code);
        let used = names_in(&code)
            .filter(|used| features.contains(used.as_str()) && *used != name)
            .collect::<BTreeSet<_>>();
        arrows.entry(name.into_owned()).or_default().extend(used);
    }
    arrows
}

/// What a feature's people do in tests and in the demo county is no part of it, and may use whatever stands.
const DEEDS: [&str; 3] = ["tests.rs", "people.rs", "demo.rs"];

/// The code below a file or folder, up to each file's tests.
fn read(path: &Path, code: &mut String) {
    if path.is_dir() {
        for path in files_in(path) {
            read(&path, code);
        }
    } else if path.extension().is_some_and(|ending| ending == "rs")
        && !DEEDS.iter().any(|deeds| path.ends_with(deeds))
    {
        let text = fs::read_to_string(path).unwrap_or_default();
        let tests = [
            "#[cfg(test)]\nmod tests {",
            "#[cfg(all(test, feature = \"ssr\"))]\nmod tests {",
        ];
        let end = tests.iter().filter_map(|start| text.find(start)).min();
        code.push_str(&text[..end.unwrap_or(text.len())]);
        code.push('\n');
    }
}

/// The first name of every path into the crate: `crate::NAME`, and those of `crate::{NAME, NAME::…}`.
fn names_in(code: &str) -> impl Iterator<Item = String> {
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.collect::<Vec<_>>().join("\n");
    let mut names = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = &code[at + start.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0_i32;
            let mut name = String::new();
            for sign in group.chars() {
                match sign {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => names.push(std::mem::take(&mut name)),
                    sign if depth == 0 => name.push(sign),
                    _ => {}
                }
            }
            names.push(name);
        } else {
            names.push(rest.to_owned());
        }
    }
    names.into_iter().map(|path| {
        let path = path.trim_start();
        let end = path.find(|sign: char| !sign.is_alphanumeric() && sign != '_');
        path[..end.unwrap_or(path.len())].to_owned()
    })
}

/// A way from a feature back to itself, if there is one.
fn circle(arrows: &Arrows) -> Option<Vec<String>> {
    fn walk(arrows: &Arrows, way: &mut Vec<String>, done: &mut BTreeSet<String>) -> bool {
        let here = way.last().cloned().unwrap_or_default();
        for next in arrows.get(&here).into_iter().flatten() {
            if let Some(start) = way.iter().position(|feature| feature == next) {
                way.drain(..start);
                way.push(next.clone());
                return true;
            }
            if !done.contains(next) {
                way.push(next.clone());
                if walk(arrows, way, done) {
                    return true;
                }
                way.pop();
            }
        }
        done.insert(here);
        false
    }
    let mut done = BTreeSet::new();
    arrows.keys().find_map(|feature| {
        let mut way = vec![feature.clone()];
        walk(arrows, &mut way, &mut done).then_some(way)
    })
}

#[test]
fn features_use_each_other_as_the_committed_table_says() {
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap_or_default();
    let allowed = table(&architecture);
    let features: BTreeSet<&str> = allowed.keys().map(String::as_str).collect();
    let mut used = Arrows::new();
    for room in ROOMS {
        for (feature, uses) in used_in(room, &features) {
            used.entry(feature).or_default().extend(uses);
        }
    }
    assert!(used.values().flatten().count() > 20, "the code was read");
    let mut faults = Vec::new();
    for feature in &features {
        let none = BTreeSet::new();
        let (allowed, used) = (&allowed[*feature], used.get(*feature).unwrap_or(&none));
        for arrow in used.difference(allowed) {
            faults.push(format!(
                "{feature} uses {arrow}, which the table does not allow"
            ));
        }
        for arrow in allowed.difference(used) {
            faults.push(format!(
                "{feature} → {arrow} stands in the table, and no code uses it"
            ));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn no_features_of_a_room_use_each_other_in_a_circle() {
    let architecture = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap_or_default();
    let allowed = table(&architecture);
    let features: BTreeSet<&str> = allowed.keys().map(String::as_str).collect();
    for room in ROOMS {
        assert_eq!(circle(&used_in(room, &features)), None, "{room}");
    }
}

/// In the other rooms what features add is gathered by the frame that they stand on.
#[test]
fn no_modules_of_the_books_use_each_other_in_a_circle() {
    let modules = modules_of("store");
    let modules: BTreeSet<&str> = modules.iter().map(String::as_str).collect();
    let used = used_in("store", &modules);
    assert!(used["orders"].contains("db"), "the code was read");
    assert_eq!(circle(&used), None);
}

#[test]
fn a_circle_is_found() {
    let arrow = |from: &str, to: &[&str]| {
        let to = to.iter().map(|name| (*name).to_owned()).collect();
        (from.to_owned(), to)
    };
    let mut arrows: Arrows = [arrow("a", &["b"]), arrow("b", &["c"]), arrow("c", &[])].into();
    assert_eq!(circle(&arrows), None);
    arrows.extend([arrow("c", &["b"])]);
    assert_eq!(
        circle(&arrows),
        Some(vec!["b".into(), "c".into(), "b".into()])
    );
}

#[test]
fn paths_are_read_as_they_are_written() {
    let code = "use crate::orders;\nuse crate::{account::{a, b}, hours, points as p};\n// crate::shop\nlet x = crate::teams::Y;";
    let names: Vec<String> = names_in(code).collect();
    assert_eq!(names, ["orders", "account", "hours", "points", "teams"]);
}
