//! Drawing a picture anew. Whatever a file holds besides its picture (place and time, other files, programs) stays behind.

use domain::Code;
use domain::pictures::{LARGEST, LONGEST_SIDE, PIXELS, PictureName, PictureView, Size};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use sha2::{Digest, Sha256};
use std::io::Cursor;

/// How good the files are: what is left out above this nobody sees on a phone.
const QUALITY: u8 = 82;

/// A picture in all its sizes.
pub(super) struct Drawn {
    pub(super) name: PictureName,
    /// Of the largest size, in pixels.
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) files: Vec<(Size, Vec<u8>)>,
}

impl Drawn {
    /// What the books note of it.
    pub(super) fn view(&self) -> PictureView {
        PictureView {
            ticket: String::new(),
            name: self.name.clone(),
            width: i64::from(self.width),
            height: i64::from(self.height),
        }
    }
}

/// Unpacks a file within limits, and draws its picture in each size.
pub(super) fn draw(sent: &[u8]) -> Result<Drawn, Code> {
    if sent.len() > LARGEST {
        return Err(Code::PICTURE_TOO_LARGE);
    }
    in_each_size(flattened(unpack(sent)?))
}

/// Draws a picture of our own.
pub(super) fn draw_own(picture: RgbImage) -> Result<Drawn, Code> {
    in_each_size(DynamicImage::ImageRgb8(picture))
}

fn in_each_size(picture: DynamicImage) -> Result<Drawn, Code> {
    let mut files = Vec::new();
    let (mut width, mut height, mut name) = (0, 0, None);
    // The largest first: the others are drawn from it.
    let mut from = picture;
    for size in Size::ALL.iter().rev() {
        let side = size.side();
        if from.width() > side || from.height() > side {
            from = from.resize(side, side, FilterType::CatmullRom);
        }
        let file = packed(&from)?;
        if name.is_none() {
            (width, height) = (from.width(), from.height());
            name = Some(name_of(&file)?);
        }
        files.push((*size, file));
    }
    Ok(Drawn {
        name: name.ok_or(Code::NOT_A_PICTURE)?,
        width,
        height,
        files,
    })
}

/// Unpacks a JPEG, PNG or WebP whose head promises no more than the limits allow.
fn unpack(sent: &[u8]) -> Result<DynamicImage, Code> {
    let mut reader = ImageReader::new(Cursor::new(sent))
        .with_guessed_format()
        .map_err(|_| Code::NOT_A_PICTURE)?;
    if !matches!(
        reader.format(),
        Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)
    ) {
        return Err(Code::NOT_A_PICTURE);
    }
    if reader.format() == Some(ImageFormat::Jpeg) && !ends(sent) {
        return Err(Code::PICTURE_CUT);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(PIXELS * 4 + LARGEST as u64);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(Code::PICTURE_TOO_MANY_PIXELS);
    }
    let turned = decoder.orientation();
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    if let Some(profile) = profile {
        picture = in_srgb(picture, &profile);
    }
    if let Ok(turned) = turned {
        picture.apply_orientation(turned);
    }
    Ok(picture)
}

fn refusal(error: image::ImageError) -> Code {
    match error {
        image::ImageError::Limits(_) => Code::PICTURE_TOO_MANY_PIXELS,
        _ => Code::NOT_A_PICTURE,
    }
}

/// Whether a JPEG has its end marker behind the beginning of its picture. The decoder paints the rest of one that was cut in grey.
fn ends(jpeg: &[u8]) -> bool {
    const START_OF_SCAN: u8 = 0xda;
    let mut rest = jpeg.get(2..).unwrap_or_default();
    // What stands in front of the picture may hold a whole JPEG of its own, a preview.
    while let [0xff, marker, high, low, ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low])) + 2;
        if *marker == 0xff {
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        rest = rest.get(length..).unwrap_or_default();
        if *marker == START_OF_SCAN {
            break;
        }
    }
    rest.windows(2).any(|bytes| bytes == [0xff, 0xd9])
}

/// The colours that a picture's profile means, as browsers show them when there is none. A profile that cannot be read, or is
/// of another kind than the picture, is left out.
fn in_srgb(picture: DynamicImage, profile: &[u8]) -> DynamicImage {
    use qcms::{DataType, Intent, Profile, Transform};
    let srgb = Profile::new_sRGB();
    let Some(from) = Profile::new_from_slice(profile, false).filter(|from| !from.is_sRGB()) else {
        return picture;
    };
    let change = |kind| Transform::new(&from, &srgb, kind, Intent::Perceptual);
    if picture.color().has_alpha() {
        let mut pixels = picture.into_rgba8();
        if let Some(change) = change(DataType::RGBA8) {
            change.apply(&mut pixels);
        }
        DynamicImage::ImageRgba8(pixels)
    } else if picture.color().has_color() {
        let mut pixels = picture.into_rgb8();
        if let Some(change) = change(DataType::RGB8) {
            change.apply(&mut pixels);
        }
        DynamicImage::ImageRgb8(pixels)
    } else {
        picture
    }
}

/// What is transparent shows white paper.
fn flattened(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return DynamicImage::ImageRgb8(picture.into_rgb8());
    }
    let picture = picture.into_rgba8();
    let mut paper = RgbImage::new(picture.width(), picture.height());
    for (to, from) in paper.pixels_mut().zip(picture.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        let on_white = |shade: u32| ((shade * alpha + 255 * (255 - alpha)) / 255) as u8;
        to.0 = [on_white(red), on_white(green), on_white(blue)];
    }
    DynamicImage::ImageRgb8(paper)
}

fn packed(picture: &DynamicImage) -> Result<Vec<u8>, Code> {
    let mut file = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut file, QUALITY);
    picture
        .write_with_encoder(encoder)
        .map_err(|_| Code::NOT_A_PICTURE)?;
    Ok(file)
}

fn name_of(file: &[u8]) -> Result<PictureName, Code> {
    use std::fmt::Write;
    let digits = Sha256::digest(file)
        .iter()
        .fold(String::new(), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        });
    digits.parse()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, Rgba, RgbaImage};

    fn file_of(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        picture.into().write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    fn red(width: u32, height: u32) -> RgbImage {
        RgbImage::from_pixel(width, height, Rgb([200, 30, 20]))
    }

    fn size_of(file: &[u8]) -> (u32, u32) {
        let picture = image::load_from_memory_with_format(file, ImageFormat::Jpeg).unwrap();
        (picture.width(), picture.height())
    }

    #[test]
    fn every_kind_becomes_three_sizes() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let drawn = draw(&file_of(red(4000, 2000), format)).unwrap();
            let sizes: Vec<_> = drawn
                .files
                .iter()
                .map(|(size, file)| (*size, size_of(file)))
                .collect();
            assert_eq!(
                sizes,
                [
                    (Size::Large, (1920, 960)),
                    (Size::Medium, (960, 480)),
                    (Size::Small, (320, 160))
                ],
                "{format:?}"
            );
            assert_eq!((drawn.width, drawn.height), (1920, 960));
        }
    }

    #[test]
    fn a_small_picture_stays_small() {
        let drawn = draw(&file_of(red(40, 30), ImageFormat::Png)).unwrap();
        assert!(
            drawn
                .files
                .iter()
                .all(|(_, file)| size_of(file) == (40, 30))
        );
    }

    #[test]
    fn the_same_picture_has_the_same_name() {
        let name = |picture| draw(&file_of(picture, ImageFormat::Png)).unwrap().name;
        assert_eq!(name(red(100, 50)), name(red(100, 50)));
        assert_ne!(name(red(100, 50)), name(red(100, 51)));
    }

    #[test]
    fn transparent_parts_are_white() {
        let clear = RgbaImage::from_pixel(20, 20, Rgba([0, 0, 0, 0]));
        let drawn = draw(&file_of(clear, ImageFormat::Png)).unwrap();
        let (_, file) = drawn.files.first().unwrap();
        let shown = image::load_from_memory(file).unwrap().into_rgb8();
        assert!(shown.get_pixel(10, 10).0.iter().all(|shade| *shade > 250));
    }

    /// A JPEG segment that says where and when, and that the picture lies on its side.
    fn with_exif(file: &[u8]) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
        exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"); // orientation: turn it by 90 degrees
        exif.extend(b"\x01\x0e\0\x02\0\0\0\x0b\0\0\0\x26"); // a description
        exif.extend(b"\0\0\0\0");
        exif.extend(b"SECRETPLACE");
        let mut marked = file.get(..2).unwrap().to_vec();
        marked.extend([0xff, 0xe1]);
        marked.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        marked.extend(exif);
        marked.extend(file.get(2..).unwrap());
        marked
    }

    #[test]
    fn what_a_camera_notes_is_left_out_after_the_picture_is_turned() {
        let sent = with_exif(&file_of(red(60, 30), ImageFormat::Jpeg));
        assert!(sent.windows(11).any(|bytes| bytes == b"SECRETPLACE"));
        let drawn = draw(&sent).unwrap();
        assert_eq!((drawn.width, drawn.height), (30, 60));
        for (_, file) in &drawn.files {
            assert!(!file.windows(6).any(|bytes| bytes == b"SECRET"));
            assert!(!file.windows(4).any(|bytes| bytes == b"Exif"));
        }
    }

    #[test]
    fn what_hangs_behind_a_picture_is_left_out() {
        let mut sent = file_of(red(60, 30), ImageFormat::Jpeg);
        sent.extend(b"<script>alert(1)</script>PK\x03\x04");
        let drawn = draw(&sent).unwrap();
        for (_, file) in &drawn.files {
            assert!(!file.windows(7).any(|bytes| bytes == b"<script"));
        }
    }

    #[test]
    fn a_picture_that_was_cut_is_refused() {
        let whole = file_of(red(640, 480), ImageFormat::Jpeg);
        assert!(draw(&whole).is_ok());
        for part in [4, 5, 8, 9] {
            let cut = &whole[..whole.len() * part / 10];
            assert_eq!(draw(cut).err(), Some(Code::PICTURE_CUT), "{part}/10");
        }
        // A preview in front of the picture ends, and the picture does not.
        let mut with_preview = whole[..2].to_vec();
        let length = u16::try_from(whole.len() + 2).unwrap().to_be_bytes();
        with_preview.extend([0xff, 0xe1]);
        with_preview.extend(length);
        with_preview.extend(&whole);
        with_preview.extend(&whole[2..]);
        assert!(draw(&with_preview).is_ok());
        let end = with_preview.len() - 40;
        assert_eq!(draw(&with_preview[..end]).err(), Some(Code::PICTURE_CUT));
    }

    /// A picture that is red by its numbers, with a profile that takes green for red.
    #[test]
    fn colours_are_those_that_the_profile_means() {
        let shown = |profile: Vec<u8>| {
            let mut file = Vec::new();
            let mut jpeg = JpegEncoder::new_with_quality(&mut file, 95);
            image::ImageEncoder::set_icc_profile(&mut jpeg, profile).unwrap();
            jpeg.encode_image(&red(64, 64)).unwrap();
            let drawn = draw(&file).unwrap();
            let shown = image::load_from_memory(&drawn.files[0].1).unwrap();
            shown.into_rgb8().get_pixel(32, 32).0
        };
        let [red, green, blue] = shown(swapped());
        assert!(
            green > red + 50 && green > blue + 50,
            "{red} {green} {blue}"
        );
        let [red, green, _] = shown(vec![7; 300]);
        assert!(red > green + 50, "nonsense is left out: {red} {green}");
    }

    /// A matrix profile whose first channel has the colour of sRGB's green and whose second that of its red.
    fn swapped() -> Vec<u8> {
        let xyz = |x: i32, y: i32, z: i32| {
            let mut tag = b"XYZ \0\0\0\0".to_vec();
            tag.extend([x, y, z].iter().flat_map(|part| part.to_be_bytes()));
            tag
        };
        let (red, green, blue) = (
            xyz(0x6fa2, 0x38f5, 0x0390),
            xyz(0x6299, 0xb785, 0x18da),
            xyz(0x24a0, 0x0f84, 0xb6cf),
        );
        let white = xyz(0xf6d6, 0x1_0000, 0xd32d);
        // A gamma of 2.2.
        let curve = [b"curv\0\0\0\0\0\0\0\x01".as_slice(), &[0x02, 0x33, 0, 0]].concat();
        let tags = [
            (*b"rXYZ", green),
            (*b"gXYZ", red),
            (*b"bXYZ", blue),
            (*b"wtpt", white),
            (*b"rTRC", curve.clone()),
            (*b"gTRC", curve.clone()),
            (*b"bTRC", curve),
        ];
        let mut table = u32::try_from(tags.len()).unwrap().to_be_bytes().to_vec();
        let mut data: Vec<u8> = Vec::new();
        let start = 128 + 4 + tags.len() * 12;
        for (name, tag) in &tags {
            table.extend(name);
            let at = u32::try_from(start + data.len()).unwrap();
            table.extend(at.to_be_bytes());
            table.extend(u32::try_from(tag.len()).unwrap().to_be_bytes());
            data.extend(tag);
        }
        let mut profile = vec![0; 128];
        let whole = u32::try_from(start + data.len()).unwrap();
        profile[..4].copy_from_slice(&whole.to_be_bytes());
        profile[8..12].copy_from_slice(&[2, 0x10, 0, 0]);
        profile[12..16].copy_from_slice(b"mntr");
        profile[16..20].copy_from_slice(b"RGB ");
        profile[20..24].copy_from_slice(b"XYZ ");
        profile[36..40].copy_from_slice(b"acsp");
        profile[68..80].copy_from_slice(&[0, 0, 0xf6, 0xd6, 0, 1, 0, 0, 0, 0, 0xd3, 0x2d]);
        profile.extend(table);
        profile.extend(data);
        profile
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let page = b"<html><script>alert(1)</script></html>".to_vec();
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
        let gif = b"GIF89a\x01\0\x01\0\0\0\0;".to_vec();
        let cut = file_of(red(400, 300), ImageFormat::Png)
            .get(..60)
            .unwrap()
            .to_vec();
        for sent in [Vec::new(), page, svg, gif, cut] {
            assert_eq!(draw(&sent).err(), Some(Code::NOT_A_PICTURE));
        }
    }

    /// The head of a PNG that promises so many pixels and holds none.
    fn bomb(width: u32, height: u32) -> Vec<u8> {
        let mut file = file_of(red(1, 1), ImageFormat::Png);
        let head = [width.to_be_bytes(), height.to_be_bytes()].concat();
        file.splice(16..24, head);
        let crc = crc32(file.get(12..29).unwrap());
        file.splice(29..33, crc.to_be_bytes());
        file
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                (crc >> 1) ^ (0xedb8_8320 & (0_u32.wrapping_sub(crc & 1)))
            })
        })
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked() {
        for (width, height) in [(15_000, 15_000), (200_000, 2), (u32::MAX >> 1, 1)] {
            assert_eq!(
                draw(&bomb(width, height)).err(),
                Some(Code::PICTURE_TOO_MANY_PIXELS),
                "{width}x{height}"
            );
        }
        assert_eq!(
            draw(&vec![0xff; LARGEST + 1]).err(),
            Some(Code::PICTURE_TOO_LARGE)
        );
    }
}
