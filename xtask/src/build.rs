//! Building and running the server and what the browser loads.

use std::{fs, os::unix::process::CommandExt, path};

use crate::{
    process::{Result, loud},
    setup::{self, Tools},
};

/// Builds the server, the wasm and the style sheet, and compresses what the server sends.
pub(crate) fn build(tools: &Tools) -> Result {
    loud(&mut tools.cargo(&["leptos", "build", "--release", "--split"]))?;
    scanner(tools)?;
    // cargo-leptos can do it too (--precompress), but slowly, as it is not optimised itself.
    loud(
        tools
            .command("node")
            .args(["xtask/src/precompress.mjs", "target/site"]),
    )
}

/// Puts the QR scanner's library beside the script that uses it: modules as they come, which only a shop's counter loads.
fn scanner(tools: &Tools) -> Result {
    for file in ["index.js", "decode.js", "dom.js"] {
        let from = tools.root.join("style/node_modules/qr").join(file);
        let to = tools.target().join("site/scan").join(file);
        fs::copy(&from, &to).map_err(|e| format!("cannot copy {}: {e}", from.display()))?;
    }
    Ok(())
}

/// Serves the demo county, from nothing but a clone.
pub(crate) fn run(port: &str, data: &str) -> Result {
    let data = path::absolute(data).map_err(|e| format!("{data} is no path: {e}"))?;
    let tools = setup::for_build()?;
    build(&tools)?;
    let server = tools.server();
    let server = server.to_string_lossy();
    loud(tools.command(&server).arg("demo").arg("--data").arg(&data))?;
    // From here on this process is the server, so Ctrl-C and every other signal reach it.
    let mut serve = tools.command(&server);
    serve
        .arg("serve")
        .arg("--data")
        .arg(&data)
        .args(["--port", port])
        .env("DIANDAN_DEMO", "true");
    Err(format!("cannot start {server}: {}", serve.exec()))
}
