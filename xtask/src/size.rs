//! What the browser loads, in bytes.

use std::{fs, path::Path};

use crate::{process::Result, setup};

/// A file of the browser's.
struct Asset {
    name: String,
    raw: u64,
    brotli: u64,
    /// Whether the first visit to any page loads it. The rest comes with the pages that need it.
    first: bool,
}

/// Lists the wasm, the scripts and the style sheet.
pub(crate) fn size(json: bool) -> Result {
    let folder = setup::target(&setup::root()).join("site/pkg");
    let assets =
        assets(&folder).map_err(|problem| format!("{problem}; cargo xtask build writes it"))?;
    if json {
        print_json(&assets);
    } else {
        print_table(&assets);
    }
    Ok(())
}

fn assets(folder: &Path) -> Result<Vec<Asset>> {
    let cannot_read = |e| format!("cannot read {}: {e}", folder.display());
    let mut names: Vec<String> = fs::read_dir(folder)
        .map_err(cannot_read)?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| matches!(kind(name), "wasm" | "js" | "css"))
        .collect();
    names.sort();

    // The main script imports the one that loads chunks of wasm, so that one counts too.
    let main = names
        .iter()
        .find(|name| is_main(name) && kind(name) == "js");
    let main = main
        .and_then(|name| fs::read_to_string(folder.join(name)).ok())
        .unwrap_or_default();
    let bytes = |name: &str| {
        fs::metadata(folder.join(name))
            .map(|file| file.len())
            .map_err(cannot_read)
    };
    let mut assets = Vec::new();
    for name in names {
        assets.push(Asset {
            raw: bytes(&name)?,
            brotli: bytes(&format!("{name}.br"))?,
            first: is_main(&name) || (kind(&name) == "js" && main.contains(&name)),
            name,
        });
    }
    assets.sort_by_key(|asset| (!asset.first, std::cmp::Reverse(asset.brotli)));
    Ok(assets)
}

/// Whether a file is the application itself; chunks have names of their own.
fn is_main(name: &str) -> bool {
    name.starts_with("diandan.")
}

/// What a file is, by its ending.
fn kind(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

/// The raw and compressed bytes of some assets.
fn total<'a>(assets: impl Iterator<Item = &'a Asset>) -> (u64, u64) {
    assets.fold((0, 0), |(raw, brotli), asset| {
        (raw + asset.raw, brotli + asset.brotli)
    })
}

fn print_table(assets: &[Asset]) {
    println!("{:>10} {:>10}", "raw", "brotli");
    for Asset {
        name,
        raw,
        brotli,
        first,
    } in assets
    {
        println!(
            "{raw:>10} {brotli:>10} {} {name}",
            if *first { '●' } else { ' ' }
        );
    }
    let (raw, brotli) = total(assets.iter().filter(|asset| asset.first));
    println!("{raw:>10} {brotli:>10} ● first visit");
    let (raw, brotli) = total(assets.iter());
    println!("{raw:>10} {brotli:>10}   all");
}

fn print_json(assets: &[Asset]) {
    // The names hold letters, digits, dots, dashes and underscores, which JSON takes as they are.
    let files: Vec<_> = assets
        .iter()
        .map(|Asset { name, raw, brotli, first }| {
            format!("\n    {{\"name\": \"{name}\", \"raw\": {raw}, \"brotli\": {brotli}, \"first\": {first}}}")
        })
        .collect();
    let (first_raw, first_brotli) = total(assets.iter().filter(|asset| asset.first));
    let (raw, brotli) = total(assets.iter());
    println!("{{\n  \"files\": [{}\n  ],", files.join(","));
    println!("  \"first\": {{\"raw\": {first_raw}, \"brotli\": {first_brotli}}},");
    println!("  \"all\": {{\"raw\": {raw}, \"brotli\": {brotli}}}\n}}");
}

#[cfg(test)]
mod tests {
    use std::{env, fs};

    use super::{assets, total};

    #[test]
    fn the_first_visit_loads_the_application_but_no_chunk() {
        let folder = env::temp_dir().join(format!("diandan-size-{}", std::process::id()));
        let files = [
            ("diandan.x1.js", "import './__wasm_split.x2.js'"),
            ("diandan.x3.wasm", "wasm"),
            ("diandan.x4.css", "css"),
            ("__wasm_split.x2.js", "chunks"),
            ("orders.x5.wasm", "chunk"),
            ("__wasm_split_manifest.x6.json", "{}"),
        ];
        let written = fs::create_dir_all(&folder).and_then(|()| {
            files.iter().try_for_each(|(name, content)| {
                fs::write(folder.join(name), content)?;
                fs::write(folder.join(format!("{name}.br")), "br")
            })
        });
        let assets = assets(&folder);
        let _ = fs::remove_dir_all(&folder);
        assert!(written.is_ok());
        let assets = assets.unwrap_or_default();
        assert_eq!(assets.len(), 5);
        assert_eq!(
            total(assets.iter().filter(|asset| asset.first)),
            (29 + 4 + 3 + 6, 8)
        );
        assert!(
            assets
                .last()
                .is_some_and(|asset| asset.name == "orders.x5.wasm")
        );
    }
}
