//! The browser's entry: fetches the texts of the page's language, then hydrates.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page's own script once the program is loaded.
#[wasm_bindgen]
pub async fn hydrate() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        app::give_way();
    }));
    app::hydrate().await;
}
