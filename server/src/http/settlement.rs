//! A shop's month as a table for a spreadsheet.

use super::cell::cell;
use app::error::status;
use app::locale::{self, text};
use app::request::Visit;
use app::ui::date_time;
use axum::Extension;
use axum::extract::Query;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use csv::Writer;
use domain::shop::Settlement;
use serde::Deserialize;
use store::{Error, shop};

/// Which shop, and which month: `2026-10`.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    shop: String,
    #[serde(default)]
    month: String,
}

/// Sends a month's settlement.
pub(super) async fn download(
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
) -> Response {
    let Ok(id) = asked.shop.parse() else {
        return super::plain(StatusCode::NOT_FOUND);
    };
    let settlement = match shop::settlement(&visit.cx(), id, &asked.month).await {
        Ok(settlement) => settlement,
        Err(Error::Refused(refusal)) => {
            let status =
                StatusCode::from_u16(status(refusal.code)).unwrap_or(StatusCode::NOT_FOUND);
            return super::plain(status);
        }
        Err(error) => {
            tracing::error!(%error, "the settlement cannot be read");
            return super::plain(StatusCode::SERVICE_UNAVAILABLE);
        }
    };
    let Ok(table) = locale::with(visit.locale, || table(&settlement)) else {
        return super::plain(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!(
                "attachment; filename=\"settlement-{id}-{}.csv\"",
                asked.month
            ),
        ),
    ];
    (headers, table).into_response()
}

/// What was handed out line by line, and below it the sums.
fn table(settlement: &Settlement) -> Result<Vec<u8>, csv::Error> {
    let (year, month, _) = settlement.first.ymd();
    // Spreadsheets take a file for UTF-8 only with this mark.
    let mut table = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    table.write_record([cell(&text::settlement::file(&settlement.shop, year, month))])?;
    table.write_record([
        text::settlement::at(),
        text::settlement::reward(),
        text::settlement::sponsor(),
        text::settlement::points(),
    ])?;
    for line in &settlement.lines {
        table.write_record([
            date_time(line.at),
            cell(&line.title),
            cell(&line.sponsor),
            line.points.to_string(),
        ])?;
    }
    sums(&mut table, settlement)?;
    table
        .into_inner()
        .map_err(|error| std::io::Error::other(error.to_string()).into())
}

fn sums(table: &mut Writer<Vec<u8>>, settlement: &Settlement) -> Result<(), csv::Error> {
    table.write_record([text::settlement::sums()])?;
    table.write_record([
        text::settlement::sponsor(),
        text::settlement::reward(),
        text::settlement::units(),
        text::settlement::points(),
    ])?;
    let (mut all_units, mut all_points) = (0, 0);
    for (sponsor, title, units, points) in settlement.sums() {
        table.write_record([
            cell(sponsor),
            cell(title),
            units.to_string(),
            points.to_string(),
        ])?;
        all_units += units;
        all_points += points;
    }
    table.write_record([
        text::settlement::total(),
        "",
        &all_units.to_string(),
        &all_points.to_string(),
    ])?;
    if let Some(budget) = settlement.budget {
        table.write_record([text::settlement::budget(), "", "", &budget.to_string()])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::shop::SettlementLine;
    use domain::time::Timestamp;

    #[test]
    fn nothing_in_the_table_is_a_formula() {
        let settlement = Settlement {
            shop: "城内社区积分超市".to_owned(),
            first: Timestamp(0).date(),
            lines: vec![SettlementLine {
                at: Timestamp(0),
                title: "=HYPERLINK(\"x\")".to_owned(),
                sponsor: "甲, 乙".to_owned(),
                points: 40,
            }],
            budget: Some(100),
        };
        let table = String::from_utf8(table(&settlement).unwrap()).unwrap();
        assert!(table.starts_with('\u{feff}'));
        assert!(
            table.contains("\"'=HYPERLINK(\"\"x\"\")\",\"甲, 乙\",40"),
            "{table}"
        );
        assert!(table.contains("总计,,1,40"), "{table}");
        assert!(table.contains("城内社区积分超市1970年1月结算"), "{table}");
    }
}
