//! An order's page that follows what happens: told of a change by the server, it loads its data anew.

use leptos::prelude::*;

/// Listens for changes of an order for as long as the page is open. On the server it does nothing, and without it the
/// page shows what has changed when it is loaded again.
pub fn watch(no: Memo<String>, key: Memo<String>) {
    #[cfg(feature = "hydrate")]
    browser::watch(no, key);
    #[cfg(not(feature = "hydrate"))]
    let _ = (no, key);
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::shell::Reload;
    use crate::ui::encoded;
    use futures::StreamExt;
    use futures::future::abortable;
    use futures::stream::select;
    use gloo_net::eventsource::futures::EventSource;
    use leptos::prelude::*;
    use leptos::task::spawn_local;

    pub(super) fn watch(no: Memo<String>, key: Memo<String>) {
        let Some(reload) = use_context::<Reload>() else {
            return;
        };
        Effect::new(move |_| {
            let no = no.get();
            if no.is_empty() {
                return;
            }
            let mut url = format!("/live/orders/{}", encoded(&no));
            let key = key.get();
            if !key.is_empty() {
                url.extend(["?key=", &encoded(&key)]);
            }
            let (listening, stop) = abortable(listen(url, reload));
            spawn_local(async move {
                let _ = listening.await;
            });
            on_cleanup(move || stop.abort());
        });
    }

    /// Ends when the server refuses; a broken connection the browser mends by itself.
    async fn listen(url: String, reload: Reload) {
        let Ok(mut source) = EventSource::new(&url) else {
            return;
        };
        let (Ok(opened), Ok(changed)) = (source.subscribe("open"), source.subscribe("message"))
        else {
            return;
        };
        let mut news = select(opened, changed);
        let mut connected = false;
        while let Some(Ok((what, _))) = news.next().await {
            // Coming back after a broken connection, the page may have missed something.
            if what != "open" || connected {
                reload.now();
            }
            connected = true;
        }
    }
}
