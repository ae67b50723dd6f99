//! What features add to the lists of the frame.

/// Gathers the features, one line each: what their message `tells` is called in `domain`, where one has what is said of it in
/// its `words`; and the section that it `hangs` up in public notice.
macro_rules! features {
    ($($feature:ident $(tells $message:ident)? $(hangs $section:ident)?;)+) => {
        mod gathered {
            use crate::routes::{List, NotFound, Way, Who};
            use crate::words::Words;
            use domain::notify::Message;
            use leptos::prelude::*;
            use leptos_router::any_nested_route::AnyNestedRoute;
            use leptos_router::hooks::use_location;
            use leptos_router::{LazyRoute, lazy_route};

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
            group! { MenuPages menu $($feature)+ }
            group! { OrderPages order $($feature)+ }
            group! { MyPages my $($feature)+ }
            group! { DeskPages desk $($feature)+ }

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

/// Pages that are loaded together, when the first of them is wanted.
macro_rules! group {
    ($name:ident $part:ident $($feature:ident)+) => {
        #[derive(Debug)]
        pub(crate) struct $name;

        #[lazy_route]
        impl LazyRoute for $name {
            fn data() -> Self {
                Self
            }

            fn view(_this: Self) -> AnyView {
                let path = use_location().pathname.get_untracked();
                $(if let Some(page) = crate::$feature::pages::$part(&path) {
                    return page;
                })+
                view! { <NotFound/> }.into_any()
            }
        }
    };
}
