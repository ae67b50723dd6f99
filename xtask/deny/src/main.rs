//! Holds the crates of `Cargo.lock` against `deny.toml`: their licences, where they come from, and how they name each other.
//!
//! This is the part of cargo-deny that needs no network, written anew because cargo-deny takes longer to build than the server.
//! It knows the settings that `deny.toml` has and refuses any other, so none can be written there that nobody enforces.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, ExitCode};

use serde::Deserialize;
use spdx::{Expression, Licensee, ParseMode};

/// `deny.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Policy {
    licenses: Licenses,
    #[serde(rename = "advisories")]
    _advisories: Advisories,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Licenses {
    allow: Vec<String>,
    private: Private,
    #[serde(rename = "unused-allowed-license")]
    _unused_allowed_license: Allow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Private {
    ignore: bool,
}

/// Which versions were yanked only the registry knows: cargo-deny asks it, where it is installed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advisories {
    #[serde(rename = "yanked")]
    _yanked: Deny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Bans {
    #[serde(rename = "multiple-versions")]
    _multiple_versions: Warn,
    #[serde(rename = "wildcards")]
    _wildcards: Deny,
    allow_wildcard_paths: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Sources {
    #[serde(rename = "unknown-registry")]
    _unknown_registry: Deny,
    #[serde(rename = "unknown-git")]
    _unknown_git: Deny,
    allow_registry: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Deny {
    Deny,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Warn {
    Warn,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Allow {
    Allow,
}

/// What `cargo metadata` prints.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// `None` for a crate of this repository.
    source: Option<String>,
    /// The registries it may be published to; empty for a private one, `None` for any.
    publish: Option<Vec<String>>,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    req: String,
    path: Option<String>,
}

fn main() -> ExitCode {
    match check() {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn check() -> Result<String, String> {
    let policy = std::fs::read_to_string("deny.toml").map_err(|e| format!("deny.toml: {e}"))?;
    let policy = read(&policy)?;
    let cargo = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--locked"])
        .output()
        .map_err(|e| format!("cargo: {e}"))?;
    if !cargo.status.success() {
        return Err(String::from_utf8_lossy(&cargo.stderr).into_owned());
    }
    let Metadata { packages } =
        serde_json::from_slice(&cargo.stdout).map_err(|e| format!("cargo metadata: {e}"))?;
    let faults = faults(&policy, &packages)?;
    if faults.is_empty() {
        let (crates, twice) = (packages.len(), in_several_versions(&packages));
        return Ok(format!(
            "{crates} crates are as deny.toml asks; {} are there in several versions: {}",
            twice.len(),
            twice.join(" ")
        ));
    }
    Err(faults.join("\n"))
}

fn read(policy: &str) -> Result<Policy, String> {
    toml::from_str(policy).map_err(|e| format!("deny.toml: {e}"))
}

/// All that deny.toml forbids, each in a sentence.
fn faults(policy: &Policy, packages: &[Package]) -> Result<Vec<String>, String> {
    let allowed = policy
        .licenses
        .allow
        .iter()
        .map(|name| Licensee::parse(name).map_err(|e| format!("deny.toml: {name}: {e}")))
        .collect::<Result<Vec<_>, _>>()?;
    let mut faults = Vec::new();
    for package in packages {
        let who = format!("{} {}", package.name, package.version);
        let private = package.publish.as_ref().is_some_and(Vec::is_empty);
        let exempt = private && policy.licenses.private.ignore;
        if !exempt && !licensed(package.license.as_deref(), &allowed) {
            let license = package.license.as_deref().unwrap_or("none");
            faults.push(format!("{who}: its licence is not on the list: {license}"));
        }
        if let Some(source) = &package.source
            && !known(source, &policy.sources.allow_registry)
        {
            faults.push(format!("{who}: comes from {source}"));
        }
        for dependency in &package.dependencies {
            let by_path = dependency.path.is_some() && policy.bans.allow_wildcard_paths;
            if dependency.req == "*" && package.source.is_none() && !by_path {
                faults.push(format!("{who}: takes any version of {}", dependency.name));
            }
        }
    }
    Ok(faults)
}

fn licensed(license: Option<&str>, allowed: &[Licensee]) -> bool {
    license
        .and_then(|license| Expression::parse_mode(license, ParseMode::LAX).ok())
        .is_some_and(|license| {
            license.evaluate(|wanted| allowed.iter().any(|licensee| licensee.satisfies(wanted)))
        })
}

fn known(source: &str, registries: &[String]) -> bool {
    source
        .split_once('+')
        .is_some_and(|(kind, place)| kind == "registry" && registries.iter().any(|r| r == place))
}

/// The crates that are there more than once.
fn in_several_versions(packages: &[Package]) -> Vec<&str> {
    let mut versions = BTreeMap::<_, BTreeSet<_>>::new();
    for package in packages {
        let seen = versions.entry(package.name.as_str()).or_default();
        seen.insert(&package.version);
    }
    versions.retain(|_, seen| seen.len() > 1);
    versions.into_keys().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = include_str!("../../../deny.toml");
    const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

    fn package(license: Option<&str>, source: Option<&str>, wants: &str) -> Package {
        Package {
            name: "a".into(),
            version: "1.0.0".into(),
            license: license.map(str::to_owned),
            source: source.map(str::to_owned),
            publish: None,
            dependencies: vec![Dependency {
                name: "b".into(),
                req: wants.into(),
                path: None,
            }],
        }
    }

    fn faults_of(package: Package) -> Vec<String> {
        faults(&read(POLICY).unwrap(), &[package]).unwrap()
    }

    #[test]
    fn a_licence_must_be_on_the_list() {
        let with = |license| faults_of(package(Some(license), Some(REGISTRY), "^1"));
        assert!(with("MIT/Apache-2.0").is_empty());
        assert!(with("GPL-3.0-only OR (MIT AND Unicode-3.0)").is_empty());
        assert_eq!(
            with("GPL-3.0-only"),
            ["a 1.0.0: its licence is not on the list: GPL-3.0-only"]
        );
        assert_eq!(with("MIT AND GPL-3.0-only").len(), 1);
        assert_eq!(with("no licence that anybody knows").len(), 1);
        assert_eq!(faults_of(package(None, Some(REGISTRY), "^1")).len(), 1);
    }

    #[test]
    fn a_private_crate_needs_no_licence() {
        let mut ours = package(None, None, "^1");
        ours.publish = Some(Vec::new());
        assert!(faults_of(ours).is_empty());
    }

    #[test]
    fn a_crate_comes_from_a_known_registry() {
        let from = |source| faults_of(package(Some("MIT"), Some(source), "^1"));
        assert!(from(REGISTRY).is_empty());
        assert_eq!(
            from("git+https://github.com/rust-lang/crates.io-index").len(),
            1
        );
        assert_eq!(from("registry+https://example.org/index").len(), 1);
    }

    #[test]
    fn our_own_crates_take_no_version_there_is() {
        let wildcard = package(Some("MIT"), None, "*");
        assert_eq!(faults_of(wildcard), ["a 1.0.0: takes any version of b"]);
        let mut path = package(Some("MIT"), None, "*");
        path.dependencies[0].path = Some("../b".into());
        assert!(faults_of(path).is_empty());
    }

    #[test]
    fn a_setting_that_nobody_enforces_is_refused() {
        let looser = POLICY.replace("wildcards = \"deny\"", "wildcards = \"warn\"");
        assert!(read(POLICY).is_ok() && read(&looser).is_err());
        let more = POLICY.replace("[bans]", "[bans]\ndeny = [\"openssl\"]");
        assert!(read(&more).is_err());
    }
}
