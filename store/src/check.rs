//! `diandan check`: re-derives every counter, balance and total from the rows.
