//! The paths of its pages, and the ways that lead to them.

use crate::locale::text;

crate::routes::pages! {
    menu {
        "/verify" => super::verify::Verify,
        "/verify/:no" => super::verify::Verify,
    }
    my {
        "/me/certificates" => super::mine::MyCertificates,
        "/me/certificates/:no" => super::sheet::MyCertificate,
    }
    desk {
        "/desk/certificates" => super::desk::DeskCertificates,
        "/desk/certificates/:no" => super::sheet::DeskCertificate,
    }
    ways {
        Open 40: "/verify", "shield-check", text::home::to_verify;
        Desk 40: "/desk/certificates", "award", text::desk::certificates;
        Mine 80: "/me/certificates", "award", text::mine::certificates, Serves;
    }
}
