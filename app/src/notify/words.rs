//! Messages in words.
