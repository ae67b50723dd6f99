//! An order's page that follows what happens: told of a change by the server, it loads its data anew. A browser has but six
//! connections to a server that speaks HTTP/1.1, and an open stream takes one. So of all tabs that are seen one listens, for
//! the others as well.

use leptos::prelude::*;

/// Listens for changes of an order for as long as the page is open and seen. On the server it does nothing, and without it the
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
    use futures::channel::mpsc::{UnboundedSender, unbounded};
    use futures::future::abortable;
    use js_sys::{Date, Function, Promise};
    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use std::cell::Cell;
    use std::collections::BTreeSet;
    use std::time::Duration;
    use wasm_bindgen::prelude::{Closure, wasm_bindgen};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{EventSource, MessageEvent};

    /// What the tabs call their channel, and the lock of the one that listens.
    const NAME: &str = "live";
    /// For how long the one that listens waits for what other tabs show.
    const GATHERS: Duration = Duration::from_millis(100);
    /// How often everything is loaded anew, and a stream asked for, where the server has none.
    const ASKS: Duration = Duration::from_mins(1);
    /// Whoever has waited longer than this, in milliseconds, has had somebody else listen for it.
    const WAITED: f64 = 1000.0;

    // What web-sys does not have without a flag, or our dependencies do not use.
    #[wasm_bindgen]
    extern "C" {
        type BroadcastChannel;
        #[wasm_bindgen(catch, constructor)]
        fn new(name: &str) -> Result<BroadcastChannel, JsValue>;
        #[wasm_bindgen(method, setter)]
        fn set_onmessage(this: &BroadcastChannel, heard: &Function);
        #[wasm_bindgen(catch, method, js_name = postMessage)]
        fn post(this: &BroadcastChannel, words: &str) -> Result<(), JsValue>;
        #[wasm_bindgen(method)]
        fn close(this: &BroadcastChannel);
        #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"])]
        fn request(name: &str, leads: &JsValue) -> Result<Promise, JsValue>;
    }

    /// What a tab is told.
    enum Told {
        /// By another tab.
        Words(String),
        /// That it is the one that listens, until it calls this; or that all listen for themselves.
        Leads(Option<Function>),
        /// That it knows what the other tabs show.
        Gathered,
        /// By the server, that it is told of these orders.
        Opened,
        /// By the server, that this order has changed; without a number it may have been any.
        Changed(String),
        /// By the server, that it has no stream for it.
        Refused,
    }

    type Tell = UnboundedSender<Told>;
    type Heard = Closure<dyn FnMut(MessageEvent)>;

    pub(super) fn watch(no: Memo<String>, key: Memo<String>) {
        let Some(reload) = use_context::<Reload>() else {
            return;
        };
        let seen = RwSignal::new(!document().hidden());
        let turned = window_event_listener_untyped("visibilitychange", move |_| {
            seen.set(!document().hidden());
        });
        on_cleanup(move || turned.remove());
        Effect::new(move |was_seen: Option<bool>| {
            let (no, key, seen) = (no.get(), key.get(), seen.get());
            if seen && was_seen == Some(false) {
                // Nobody has listened meanwhile.
                reload.now();
            }
            if seen && !no.is_empty() {
                let (listening, stop) = abortable(listen(no, key, reload));
                spawn_local(async move {
                    let _ = listening.await;
                });
                on_cleanup(move || stop.abort());
            }
            seen
        });
    }

    async fn listen(no: String, key: String, reload: Reload) {
        let (tell, mut told) = unbounded();
        let began = Date::now();
        let tab = Tab::open(format!("{no} {key}"), &tell);
        let mut leader = None::<Leader>;
        while let Some(what) = told.next().await {
            match what {
                Told::Words(words) => match (words.split_at_checked(1), &mut leader) {
                    (Some(("?", _)), _) => tab.say("+", &tab.order),
                    (Some(("!", changed)), _) if concerns(changed, &no) => reload.now(),
                    (Some(("+", order)), Some(leader)) => leader.add(order, &tell),
                    (Some(("-", order)), Some(leader)) => {
                        leader.orders.remove(order);
                        // Another tab may show the same.
                        tab.say("?", "");
                    }
                    _ => {}
                },
                Told::Leads(release) => {
                    let mut leads = Leader {
                        orders: BTreeSet::from([tab.order.clone()]),
                        streams: Vec::new(),
                        gathers: false,
                        missed: Date::now() - began > WAITED,
                        release,
                    };
                    leads.gather(&tell, GATHERS);
                    leader = Some(leads);
                    tab.say("?", "");
                }
                Told::Gathered => {
                    if let Some(leader) = &mut leader {
                        leader.gathers = false;
                        leader.streams.extend(Stream::open(&leader.orders, &tell));
                    }
                }
                Told::Opened => {
                    if let Some(leader) = &mut leader {
                        // Those before were open until now, so that nothing is missed.
                        let before = leader.streams.len().saturating_sub(1);
                        leader.streams.drain(..before);
                        if std::mem::take(&mut leader.missed) {
                            let _ = tell.unbounded_send(Told::Changed(String::new()));
                        }
                    }
                }
                Told::Changed(changed) => {
                    tab.say("!", &changed);
                    if concerns(&changed, &no) {
                        reload.now();
                    }
                }
                Told::Refused => {
                    if let Some(leader) = &mut leader {
                        leader.streams.retain(Stream::is_open);
                        leader.gather(&tell, ASKS);
                    }
                    let _ = tell.unbounded_send(Told::Changed(String::new()));
                }
            }
        }
    }

    /// Whether a change may be one of this order.
    fn concerns(changed: &str, no: &str) -> bool {
        changed.is_empty() || changed == no
    }

    /// A tab that shows an order, among others.
    struct Tab {
        /// Its order's number and key.
        order: String,
        /// Where the tabs speak to each other, if they can tell who listens.
        channel: Option<(BroadcastChannel, Heard)>,
    }

    impl Tab {
        /// Joins the others, and waits to be the one that listens.
        fn open(order: String, tell: &Tell) -> Self {
            let leads = {
                let tell = tell.clone();
                Closure::once_into_js(move |_: JsValue| {
                    Promise::new(&mut |release, _| {
                        // A tab that has gone meanwhile does not listen.
                        if let Err(gone) = tell.unbounded_send(Told::Leads(Some(release)))
                            && let Told::Leads(Some(release)) = gone.into_inner()
                        {
                            let _ = release.call0(&JsValue::UNDEFINED);
                        }
                    })
                })
            };
            // Without encryption browsers have no locks: each tab listens for itself.
            let alone = request(NAME, &leads).is_err();
            if alone {
                let _ = tell.unbounded_send(Told::Leads(None));
            }
            let channel = BroadcastChannel::new(NAME).ok().filter(|_| !alone);
            let channel = channel.map(|channel| {
                let tell = tell.clone();
                let heard = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| {
                    if let Some(words) = event.data().as_string() {
                        let _ = tell.unbounded_send(Told::Words(words));
                    }
                });
                channel.set_onmessage(heard.as_ref().unchecked_ref());
                (channel, heard)
            });
            let tab = Self { order, channel };
            tab.say("+", &tab.order);
            tab
        }

        fn say(&self, what: &str, of: &str) {
            if let Some((channel, _)) = &self.channel {
                let _ = channel.post(&format!("{what}{of}"));
            }
        }
    }

    impl Drop for Tab {
        fn drop(&mut self) {
            self.say("-", &self.order);
            if let Some((channel, _)) = &self.channel {
                channel.close();
            }
        }
    }

    /// What the tab has that listens.
    struct Leader {
        /// What the tabs show.
        orders: BTreeSet<String>,
        /// The stream, and another while it turns to other orders.
        streams: Vec<Stream>,
        gathers: bool,
        /// Whether something may have been missed until a stream is open.
        missed: bool,
        release: Option<Function>,
    }

    impl Leader {
        /// Listens for an order that another tab shows, too.
        fn add(&mut self, order: &str, tell: &Tell) {
            if self.orders.insert(order.to_owned()) {
                self.gather(tell, GATHERS);
            }
        }

        /// Opens a stream for the orders that it will know of then.
        fn gather(&mut self, tell: &Tell, time: Duration) {
            if !std::mem::replace(&mut self.gathers, true) {
                let tell = tell.clone();
                set_timeout(move || drop(tell.unbounded_send(Told::Gathered)), time);
            }
        }
    }

    impl Drop for Leader {
        fn drop(&mut self) {
            if let Some(release) = &self.release {
                let _ = release.call0(&JsValue::UNDEFINED);
            }
        }
    }

    /// An open stream of changes.
    struct Stream {
        source: EventSource,
        _opened: Closure<dyn FnMut()>,
        _changed: Heard,
        _failed: Closure<dyn FnMut()>,
    }

    impl Stream {
        fn open(orders: &BTreeSet<String>, tell: &Tell) -> Option<Self> {
            let orders = orders.iter().filter_map(|order| order.split_once(' '));
            let (nos, keys): (Vec<_>, Vec<_>) =
                orders.map(|(no, key)| (encoded(no), encoded(key))).unzip();
            let mut url = format!("/live/orders?no={}", nos.join(","));
            if keys.iter().any(|key| !key.is_empty()) {
                url.extend(["&key=", &keys.join(",")]);
            }
            let source = EventSource::new(&url).ok()?;
            let opened = {
                let (tell, before) = (tell.clone(), Cell::new(false));
                Closure::<dyn FnMut()>::new(move || {
                    // A broken connection the browser mends by itself.
                    let what = if before.replace(true) {
                        Told::Changed(String::new())
                    } else {
                        Told::Opened
                    };
                    let _ = tell.unbounded_send(what);
                })
            };
            let changed = {
                let tell = tell.clone();
                Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| {
                    let no = event.data().as_string().unwrap_or_default();
                    let _ = tell.unbounded_send(Told::Changed(no));
                })
            };
            let failed = {
                let (tell, source) = (tell.clone(), source.clone());
                Closure::<dyn FnMut()>::new(move || {
                    if source.ready_state() == EventSource::CLOSED {
                        let _ = tell.unbounded_send(Told::Refused);
                    }
                })
            };
            source.set_onopen(Some(opened.as_ref().unchecked_ref()));
            source.set_onmessage(Some(changed.as_ref().unchecked_ref()));
            source.set_onerror(Some(failed.as_ref().unchecked_ref()));
            Some(Self {
                source,
                _opened: opened,
                _changed: changed,
                _failed: failed,
            })
        }

        fn is_open(&self) -> bool {
            self.source.ready_state() != EventSource::CLOSED
        }
    }

    impl Drop for Stream {
        fn drop(&mut self) {
            self.source.set_onopen(None);
            self.source.set_onmessage(None);
            self.source.set_onerror(None);
            self.source.close();
        }
    }
}
