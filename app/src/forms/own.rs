//! Views that belong to one thing.

use crate::shell::here;
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::ssr::StreamBuilder;
use leptos::tachys::view::{Position, PositionState};

/// Binds a view to the page and to what it is about there. A page that loads anew changes what stands on it in place; where something else comes
/// to stand in the place of this view, it is built anew, for what somebody has typed, ticked or opened belongs to the one.
pub(super) fn own<V: IntoView + 'static>(of: &str, view: V) -> impl IntoView + use<V> {
    Own {
        of: format!("{} {of}", untrack(here())),
        view: view.into_any(),
    }
}

struct Own {
    of: String,
    view: AnyView,
}

struct Owned {
    of: String,
    state: <AnyView as Render>::State,
}

no_attrs!(Own);

impl Render for Own {
    type State = Owned;

    fn build(self) -> Owned {
        Owned {
            of: self.of,
            state: self.view.build(),
        }
    }

    fn rebuild(self, was: &mut Owned) {
        if self.of == was.of {
            return self.view.rebuild(&mut was.state);
        }
        let mut now = self.build();
        was.insert_before_this(&mut now);
        was.unmount();
        *was = now;
    }
}

/// All as the view itself.
impl RenderHtml for Own {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = AnyView::MIN_LENGTH;

    fn dry_resolve(&mut self) {
        self.view.dry_resolve();
    }

    async fn resolve(self) -> Self {
        Self {
            of: self.of,
            view: self.view.resolve().await,
        }
    }

    fn html_len(&self) -> usize {
        self.view.html_len()
    }

    fn to_html_with_buf(
        self,
        html: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        attributes: Vec<AnyAttribute>,
    ) {
        self.view
            .to_html_with_buf(html, position, escape, mark_branches, attributes);
    }

    fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
        self,
        html: &mut StreamBuilder,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        attributes: Vec<AnyAttribute>,
    ) {
        self.view.to_html_async_with_buf::<OUT_OF_ORDER>(
            html,
            position,
            escape,
            mark_branches,
            attributes,
        );
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Owned {
        Owned {
            of: self.of,
            state: self.view.hydrate::<FROM_SERVER>(cursor, position),
        }
    }

    async fn hydrate_async(self, cursor: &Cursor, position: &PositionState) -> Owned {
        Owned {
            of: self.of,
            state: self.view.hydrate_async(cursor, position).await,
        }
    }

    fn into_owned(self) -> Self {
        self
    }
}

impl Mountable for Owned {
    fn unmount(&mut self) {
        self.state.unmount();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.state.mount(parent, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.state.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.state.elements()
    }
}
