//! The registration of volunteers, and how personal data lies in the books.

use domain::Code;
use domain::account::{RegistrationForm, parse_volunteer_no};
use domain::notify::Message;
use std::fmt::Write;
use store::testing::{entities, refused};
use store::{account, both};

both!(
    a_volunteer_gets_a_number_with_a_check_character,
    |county| async {
        let volunteer = county.volunteer("王小明").await;
        let no = volunteer.volunteer_no();
        assert_eq!(parse_volunteer_no(no).as_deref(), Ok(no));
        let welcome = Message::Account(domain::account::Message::Welcome { no: no.to_owned() });
        assert_eq!(volunteer.reads().await, [welcome]);

        let me = account::me_volunteer(&volunteer.cx().await).await.unwrap();
        let me = me.unwrap();
        assert_eq!((me.minutes, me.points), (0, 0));
        assert_eq!(me.no, no);
        let other = county.volunteer("王小红").await;
        assert_ne!(other.volunteer_no(), no);
    }
);

both!(
    a_minor_registers_with_their_guardians_consent_only,
    |county| async {
        let pupil = county.resident("陈小小").await;
        let alone = RegistrationForm {
            birth_month: "2010-05".to_owned(),
            ..pupil.registration(county.places.village)
        };
        let cx = pupil.cx().await;
        let answer = account::register(&cx, alone.clone()).await;
        let store::Error::Refused(refusal) = answer.unwrap_err() else {
            panic!("not a refusal");
        };
        let faults: Vec<_> = refusal.fields.iter().map(|fault| &*fault.field).collect();
        assert_eq!(
            faults,
            ["guardian_name", "guardian_phone", "guardian_consent"]
        );
        assert!(pupil.cx().await.actor.volunteer.is_none());

        let together = RegistrationForm {
            guardian_name: "陈大勇".to_owned(),
            guardian_phone: "13600002222".to_owned(),
            guardian_consent: "on".to_owned(),
            ..alone
        };
        let consents = "SELECT count(*) FROM consent WHERE purpose = 'guardian' AND given";
        let before = county.number(consents).await;
        account::register(&cx, together).await.unwrap();
        assert_eq!(county.number(consents).await, before + 1);
    }
);

both!(nobody_registers_twice, |county| async {
    let person = county.resident("王小明").await;
    let cx = person.cx().await;
    let form = RegistrationForm {
        request_id: cx.form_id(),
        ..person.registration(county.places.village)
    };
    let no = account::register(&cx, form.clone()).await.unwrap();
    let replayed = account::register(&cx, form.clone()).await;
    assert_eq!(replayed.unwrap(), no, "the same form gets the same answer");
    let again = RegistrationForm {
        request_id: cx.form_id(),
        ..form
    };
    assert_eq!(
        refused(account::register(&cx, again).await),
        Code::REGISTERED_ALREADY
    );
});

both!(volunteers_live_in_a_village_of_the_county, |county| async {
    let person = county.resident("王小明").await;
    let cx = person.cx().await;
    let in_a_town = person.registration(county.places.town);
    assert_eq!(
        refused(account::register(&cx, in_a_town).await),
        Code::NOT_A_CHOICE
    );
    let in_the_wrong_town = RegistrationForm {
        town: county.places.other_town.to_string(),
        ..person.registration(county.places.village)
    };
    assert_eq!(
        refused(account::register(&cx, in_the_wrong_town).await),
        Code::VILLAGE_NOT_IN_TOWNSHIP
    );
    let visitor = county.visitor().cx().await;
    let form = person.registration(county.places.village);
    assert_eq!(
        refused(account::register(&visitor, form).await),
        Code::SIGN_IN_FIRST
    );
});

fn in_hex(text: &str) -> String {
    text.bytes().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

both!(
    names_phones_and_addresses_cannot_be_read_in_the_rows,
    |county| async {
        let volunteer = county.volunteer("欧阳修文").await;
        let form = volunteer
            .order_form(county.menu.haircut, county.places.village)
            .await;
        let secrets = [
            volunteer.name.clone(),
            volunteer.phone.clone(),
            form.address.clone(),
            "沈建华".to_owned(),
            "13700001111".to_owned(),
        ];
        volunteer.places(form).await.unwrap();
        let mut everything = String::new();
        for (table, _) in entities() {
            everything += &county.dump(&table).await;
        }
        assert!(
            everything.contains("欧阳**"),
            "the dump shows what is stored"
        );
        for secret in secrets {
            assert!(!everything.contains(&secret));
            assert!(!everything.contains(&in_hex(&secret)));
        }
    }
);
