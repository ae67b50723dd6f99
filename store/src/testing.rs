//! Databases and actors for tests.
