//! What features add to the lists of the frame.

/// Gathers the features, one line each: what their message `tells` is called in `domain`, where one has what is said of it in
/// its `words`; the section that it `hangs` up in public notice; and the form of its that `takes` pictures.
macro_rules! features {
    ($($feature:ident $(tells $message:ident)? $(hangs $section:ident)? $(takes $form:ident)?;)+) => {
        mod gathered {
            use crate::routes::{List, NotFound, Way, Who};
            use crate::words::Words;
            use domain::notify::Message;
            use leptos::prelude::*;
            use leptos_router::any_nested_route::AnyNestedRoute;
            use leptos::wasm_split::{SplitLoaderError, wasm_split};
            use leptos_router::LazyRoute;
            use leptos_router::hooks::use_location;

            /// The routes of every feature's pages.
            pub(crate) fn routes() -> Vec<AnyNestedRoute> {
                [$(crate::$feature::pages::routes()),+].concat()
            }

            /// The ways of a list that are open to somebody, in the list's order.
            pub(crate) fn ways(list: List, may: impl Fn(Who) -> bool) -> Vec<Way> {
                let mut ways: Vec<Way> = [$(crate::$feature::pages::WAYS),+].concat();
                ways.retain(|way| way.list == list && may(way.who));
                ways.sort_by_key(|way| way.place);
                ways
            }

            // Pages of one group share most of their code, and each group more would cut what groups share into ever smaller
            // files.
            group! { MenuPages MENU menu menu_pages $($feature)+ }
            group! { OrderPages ORDER order order_pages $($feature)+ }
            group! { MyPages MY my my_pages $($feature)+ }
            group! { DeskPages DESK desk desk_pages $($feature)+ }

            /// Loads the code of the page at a path, and says whether it is there.
            #[cfg(feature = "hydrate")]
            pub(crate) async fn load(path: &str) -> bool {
                if MenuPages::has(path) {
                    menu_pages::load().await.is_ok()
                } else if OrderPages::has(path) {
                    order_pages::load().await.is_ok()
                } else if MyPages::has(path) {
                    my_pages::load().await.is_ok()
                } else if DeskPages::has(path) {
                    desk_pages::load().await.is_ok()
                } else {
                    true
                }
            }

            /// Whether the form that is sent to this path takes pictures.
            #[cfg(feature = "ssr")]
            pub fn takes_pictures(path: &str) -> bool {
                use leptos::server_fn::ServerFn;
                [$($(<crate::$feature::api::$form as ServerFn>::PATH,)?)+].contains(&path)
            }

            /// What hangs in public notice. `heard` is called when an objection was taken.
            pub(crate) fn notices(heard: Callback<()>) -> impl IntoView {
                ($($(crate::$feature::notices::$section(heard),)?)+)
            }

            /// The words of the message's feature.
            pub(crate) fn words(message: &Message) -> &dyn Words {
                match message {
                    $($(Message::$message(message) => message,)?)+
                }
            }
        }
    };
}

/// Pages that are loaded together, when the first of them is wanted. As `leptos_router::lazy_route` makes them, but for code
/// that does not load: there it ends the program.
macro_rules! group {
    ($name:ident $patterns:ident $part:ident $code:ident $($feature:ident)+) => {
        #[derive(Debug)]
        pub(crate) struct $name;

        #[cfg(feature = "hydrate")]
        impl $name {
            fn has(path: &str) -> bool {
                let groups = [$(crate::$feature::pages::patterns::$patterns),+];
                groups.iter().copied().flatten().any(|pattern| crate::routes::fits(pattern, path))
            }
        }

        impl LazyRoute for $name {
            fn data() -> Self {
                Self
            }

            async fn view(_this: Self) -> AnyView {
                #[cfg(feature = "ssr")]
                leptos::prefetch_lazy_fn_on_server(stringify!($code));
                crate::routes::arrived($code::page).await
            }

            async fn preload() {
                // Whether it is there, `view` finds out.
                let _ = $code::load().await;
            }
        }

        mod $code {
            use super::*;

            #[wasm_split($code, wasm_split_path = leptos::wasm_split, fallible, preload(load))]
            pub(super) fn page() -> Result<AnyView, SplitLoaderError> {
                let path = use_location().pathname.get_untracked();
                $(if let Some(page) = crate::$feature::pages::$part(&path) {
                    return Ok(page);
                })+
                Ok(view! { <NotFound/> }.into_any())
            }
        }
    };
}
