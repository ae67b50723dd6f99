//! Pictures of the demo county: drawn landscapes, for a photograph would show somebody.

use super::{Error, Pictures, draw::draw_own};
use domain::pictures::PictureView;
use image::{Rgb, RgbImage};

/// How many there are.
const PICTURES: u32 = 6;
/// Sky above, sky at the horizon, far hills, near hills: a morning, a noon, an evening.
const LIGHTS: [[[f32; 3]; 4]; 3] = [
    [
        [250.0, 214.0, 178.0],
        [255.0, 240.0, 220.0],
        [172.0, 178.0, 150.0],
        [88.0, 112.0, 84.0],
    ],
    [
        [150.0, 200.0, 226.0],
        [232.0, 244.0, 244.0],
        [140.0, 176.0, 150.0],
        [60.0, 110.0, 80.0],
    ],
    [
        [222.0, 120.0, 84.0],
        [252.0, 206.0, 150.0],
        [150.0, 104.0, 104.0],
        [72.0, 60.0, 72.0],
    ],
];

/// Draws the demo's pictures and keeps their files.
pub async fn draw(pictures: &Pictures) -> Result<Vec<PictureView>, Error> {
    let mut views = Vec::new();
    for nth in 0..PICTURES {
        let drawn = tokio::task::spawn_blocking(move || draw_own(landscape(nth))).await??;
        views.push(drawn.view());
        pictures.put(drawn).await?;
    }
    Ok(views)
}

/// Hills before the sea of Zhao'an, in one of three lights.
fn landscape(nth: u32) -> RgbImage {
    const WIDTH: u32 = 1200;
    const HEIGHT: u32 = 900;
    let [above, horizon, far, near] = LIGHTS[nth as usize % LIGHTS.len()];
    let shift = nth as f32 * 1.7;
    let sun = (
        300.0 + (nth * 157 % 600) as f32,
        210.0 + (nth * 71 % 120) as f32,
    );
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let (x, y) = (x as f32, y as f32);
        let ridge = |base: f32, height: f32, length: f32| {
            base - height
                * ((x / length + shift).sin() + 0.5 * (x / length * 2.3 + shift * 2.0).sin())
        };
        let colour = if y > ridge(720.0, 60.0, 190.0) {
            near
        } else if y > ridge(560.0, 70.0, 260.0) {
            far
        } else if (x - sun.0).hypot(y - sun.1) < 64.0 {
            [255.0, 250.0, 236.0]
        } else {
            let down = (y / 560.0).min(1.0);
            [0, 1, 2].map(|at| above[at] + (horizon[at] - above[at]) * down)
        };
        Rgb(colour.map(|shade| shade as u8))
    })
}
