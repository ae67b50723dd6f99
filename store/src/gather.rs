//! What features add to the lists of the frame.

/// Gathers the features, one line each, with what they have: what is due by the `clock`, what `check` derives again, what happens in
/// the `demo` county, and `tables`.
macro_rules! features {
    ($($feature:ident: $($has:ident)+;)+) => {
        mod gathered {
            use crate::checking::Checking;
            use crate::db::Cx;
            use crate::demo::{County, Story};
            use crate::error::Result;

            /// Does what is due by the clock and says how many things that were.
            pub(crate) async fn due(cx: &Cx) -> Result<usize> {
                let mut done = 0;
                $($(features!(@due $has $feature cx done);)+)+
                Ok(done)
            }

            /// Derives again what is stored twice.
            pub(crate) async fn compare(check: &mut Checking) -> Result<()> {
                $($(features!(@compare $has $feature check);)+)+
                Ok(())
            }

            /// The tables that the features declare.
            #[cfg(feature = "testing")]
            pub(crate) fn tables() -> Vec<crate::table::Table> {
                let mut all = Vec::new();
                $($(features!(@tables $has $feature all);)+)+
                all
            }

            /// What happens in the demo county.
            pub(crate) fn stories(county: &County) -> Vec<Story<'_>> {
                let mut all = Vec::new();
                $($(features!(@stories $has $feature county all);)+)+
                all
            }
        }
    };
    (@due clock $feature:ident $cx:ident $done:ident) => {
        $done += crate::$feature::tick($cx).await?;
    };
    (@compare check $feature:ident $check:ident) => {
        crate::$feature::check::compare($check).await?;
    };
    (@stories demo $feature:ident $county:ident $all:ident) => {
        $all.extend(crate::$feature::demo::stories($county));
    };
    (@tables tables $feature:ident $all:ident) => {
        $all.extend(crate::$feature::tables());
    };
    (@$list:ident $other:ident $($rest:ident)+) => {};
}
