//! `bundle WASM CSS PACKAGE HASHES [--quick]`: makes what the browser loads of the compiled frontend and the style sheet, in the folder
//! PACKAGE, and tells in the file HASHES what Leptos appends to the names of its files.
//!
//! The wasm is split at its lazy routes, gets the scripts that join it to the browser, and is optimised. All files of a program
//! bear the same hash, since none of them works with those of another program: the hash of what they hold, so that a browser that
//! has them keeps them until one of them changes. They name each other, so they are made with a placeholder of the same length.
//! What they are made of is remembered beside the wasm, and as long as that stays the same they are not made again.

use std::collections::BTreeMap;
use std::error::Error;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Mutex;
use std::thread;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

/// What stands for a program's hash until it is known.
const PLACEHOLDER: &str = "HASH-OF-ALL-THE-FILES-";

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// What Leptos calls the program (`output_name` in `server`).
const NAME: &str = "diandan";

/// The versions of the libraries and of the npm packages that take part.
const VERSIONS: [&str; 2] = [
    include_str!("../../../Cargo.lock"),
    include_str!("../../../style/package-lock.json"),
];

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [wasm, css, package, hashes, quick @ ..] = arguments.as_slice() else {
        eprintln!("bundle WASM CSS PACKAGE HASHES [--quick]");
        return ExitCode::FAILURE;
    };
    match bundle(wasm, css, package, hashes, !quick.is_empty()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("✗ {problem}");
            ExitCode::FAILURE
        }
    }
}

fn bundle(wasm: &Path, css: &Path, package: &Path, hashes: &Path, quick: bool) -> Result {
    let made = wasm.with_extension("made");
    let (wasm, css) = (fs::read(wasm)?, fs::read(css)?);
    let ingredients = hash(&[
        &wasm,
        VERSIONS[0].as_bytes(),
        VERSIONS[1].as_bytes(),
        include_bytes!("main.rs"),
        &[u8::from(quick)],
    ]);
    let style = hash(&[&css]);
    fs::create_dir_all(package)?;
    let known = fs::read_to_string(&made).unwrap_or_default();
    let known = known.strip_prefix(&format!("{ingredients} "));
    // The manifest is moved there last.
    let program = match known {
        Some(program) if package.join(manifest(program)).exists() => program.to_owned(),
        _ => {
            let workshop = package.with_extension("new");
            let _ = fs::remove_dir_all(&workshop);
            fs::create_dir_all(&workshop)?;
            let files = make(&wasm, PLACEHOLDER, &workshop)?;
            if !quick {
                shrink(&workshop, &files)?;
            }
            let program = name(&workshop, &files, package)?;
            fs::remove_dir_all(&workshop)?;
            fs::write(&made, format!("{ingredients} {program}"))?;
            program
        }
    };
    let sheet = package.join(format!("{NAME}.{style}.css"));
    if !sheet.exists() {
        fs::write(sheet, &css)?;
    }
    sweep(package, &[&program, &style])?;
    if let Some(folder) = hashes.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(
        hashes,
        format!(
            "js: {program}\nwasm: {program}\ncss: {style}\nmanifest: {program}\nsplit: {program}\n"
        ),
    )?;
    Ok(())
}

/// The file that says which parts each page needs.
fn manifest(hash: &str) -> String {
    format!("__wasm_split_manifest.{hash}.json")
}

/// Puts the hash of all files where their contents and names hold the placeholder, and moves them, in their order, to a folder.
fn name(workshop: &Path, files: &[String], package: &Path) -> Result<String> {
    let read = |file| Ok((file, fs::read(workshop.join(file))?));
    let mut contents = files.iter().map(read).collect::<Result<Vec<_>>>()?;
    // By their names: the splitter may find the parts in any order.
    let mut ordered: Vec<&[u8]> = Vec::new();
    let by_name: BTreeMap<_, _> = contents
        .iter()
        .map(|(file, content)| (file, content))
        .collect();
    for (file, content) in by_name {
        ordered.extend([file.as_bytes(), content]);
    }
    let program = hash(&ordered);
    for (file, content) in &mut contents {
        put(content, PLACEHOLDER.as_bytes(), program.as_bytes());
        let to = package.join(file.replace(PLACEHOLDER, &program));
        // What has not changed need not be compressed again.
        if !fs::read(&to).is_ok_and(|there| there == *content) {
            fs::write(to, content)?;
        }
    }
    Ok(program)
}

/// Puts a text wherever another of the same length stands.
fn put(content: &mut [u8], there: &[u8], text: &[u8]) {
    let mut at = 0;
    while let Some(window) = content.get_mut(at..at + there.len()) {
        if window == there {
            window.copy_from_slice(text);
            at += there.len();
        } else {
            at += 1;
        }
    }
}

/// Makes the files of a program in an empty folder, and names them; the manifest comes last.
fn make(wasm: &[u8], hash: &str, folder: &Path) -> Result<Vec<String>> {
    let script = format!("{NAME}.{hash}.js");
    let loader = format!("__wasm_split.{hash}.js");
    let main = format!("{NAME}.{hash}.wasm");
    let manifest = manifest(hash);

    let unbound = folder.join("unbound.wasm");
    let (main_module, link_name) = (format!("./{script}"), format!("./{loader}"));
    let mut options = wasm_split_cli_support::Options::new(wasm);
    options.output_dir = folder;
    options.main_out_path = &unbound;
    options.main_module = &main_module;
    options.link_name = &link_name;
    let split = wasm_split_cli_support::transform(options)?;

    let mut output = Bindgen::new()
        .input_path(&unbound)
        .out_name(&format!("{NAME}.{hash}"))
        .web(true)?
        .keep_lld_exports(true)
        .demangle(false)
        .typescript(false)
        .omit_default_module_path(true)
        .generate_output()?;
    let inline = output.snippets().values().flatten().count();
    if inline + output.local_modules().len() > 0 {
        return Err("a crate brings a script of its own, which nothing here serves yet".into());
    }
    fs::write(folder.join(&script), output.js())?;
    fs::write(folder.join(&main), output.wasm_mut().emit_wasm())?;
    fs::remove_file(&unbound)?;

    // The splitter names the parts alike in every program.
    let stems = split
        .split_modules
        .iter()
        .filter_map(|part| part.file_stem()?.to_str());
    let parts: BTreeMap<&str, String> =
        stems.map(|stem| (stem, format!("{stem}.{hash}"))).collect();
    let mut loading = fs::read_to_string(folder.join(&loader))?;
    for (stem, named) in &parts {
        fs::rename(
            folder.join(format!("{stem}.wasm")),
            folder.join(format!("{named}.wasm")),
        )?;
        loading = loading.replace(
            &format!("\"./{stem}.wasm\""),
            &format!("\"./{named}.wasm\""),
        );
    }
    fs::write(folder.join(&loader), loading)?;
    let needed: BTreeMap<_, Vec<_>> = split
        .prefetch_map
        .iter()
        .map(|(page, stems)| {
            (
                page,
                stems.iter().map(|stem| parts.get(stem.as_str())).collect(),
            )
        })
        .collect();
    fs::write(folder.join(&manifest), serde_json::to_vec(&needed)?)?;

    let mut files: Vec<String> = parts
        .values()
        .map(|named| format!("{named}.wasm"))
        .collect();
    files.push(main);
    files.extend([script, loader, manifest]);
    Ok(files)
}

/// Makes files smaller, as many at a time as there are processors: the programs that do it use but one.
fn shrink(folder: &Path, files: &[String]) -> Result {
    // The program itself is the last of the wasm, and takes longer than most parts together.
    let waiting = Mutex::new(files.to_vec());
    let next = || waiting.lock().ok()?.pop();
    let work = || {
        while let Some(name) = next() {
            let file = folder.join(&name);
            match file.extension().and_then(OsStr::to_str) {
                Some("wasm") => run(Command::new("wasm-opt")
                    .args([
                        "-Oz",
                        "--enable-bulk-memory",
                        "--enable-nontrapping-float-to-int",
                    ])
                    .arg(&file)
                    .arg("-o")
                    .arg(&file))?,
                Some("js") => run(Command::new("esbuild")
                    .args(["--minify", "--log-level=warning", "--allow-overwrite"])
                    .arg(format!("--outfile={}", file.display()))
                    .arg(&file))?,
                _ => {}
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..thread::available_parallelism().map_or(1, usize::from))
            .map(|_| scope.spawn(work))
            .collect();
        workers.into_iter().try_for_each(|worker| {
            worker
                .join()
                .unwrap_or_else(|_| Err("a thread died".into()))
        })
    })
}

fn run(command: &mut Command) -> Result {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{program} failed ({}):\n{said}", output.status).into())
}

/// Removes what is not of these programs and style sheets.
fn sweep(package: &Path, hashes: &[&str]) -> Result {
    for entry in fs::read_dir(package)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if hashes.iter().any(|hash| name.contains(hash)) {
            continue;
        }
        if path.is_dir() {
            fs::remove_dir_all(path)?;
        } else {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// A hash of some contents for the name of a file: 132 of SHA-256's bits.
fn hash(contents: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for content in contents {
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(content);
    }
    let mut text = URL_SAFE_NO_PAD.encode(hash.finalize());
    text.truncate(22);
    text
}
