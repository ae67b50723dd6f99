//! The timeline of an order in sentences.
