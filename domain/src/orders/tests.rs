use super::*;
use crate::access::{self, Action, Standing, Standings};
use crate::error::{Code, Refusal};
use crate::ids::VolunteerId;
use crate::rules::{CountyRuleId, Line, Number, Numbers};
use crate::time::{CountyDate, DAY, MINUTE, Timestamp};
use proptest::prelude::*;

/// What happens when somebody of this standing tries this action in this state: the use-cases ask in this order.
fn attempt(state: State, action: Action, standing: Standing) -> Result<State, Code> {
    let standings: Standings = [Standing::Anyone, standing].into_iter().collect();
    standings.demand(action, Action::VIEW_ORDER)?;
    step(state, action)
}

#[test]
fn every_state_action_and_role() {
    for &state in State::ALL {
        for action in Action::all() {
            for &standing in Standing::ALL {
                let arrow = ARROWS
                    .iter()
                    .find(|(from, by, _)| (*from, *by) == (state, action));
                let open =
                    action == Action::VIEW_PUBLIC || access::allowed(action).contains(&standing);
                let sees = access::allowed(Action::VIEW_ORDER).contains(&standing);
                match (attempt(state, action, standing), arrow) {
                    (Ok(to), Some((_, _, drawn))) => {
                        assert!(open && to == *drawn, "{state} {action} {standing}");
                    }
                    (Ok(_), None) => {
                        panic!("{standing} took {action} in {state}, and no arrow is drawn")
                    }
                    (Err(Code::NOT_FOUND), _) => {
                        assert!(!open && !sees, "{state} {action} {standing}");
                    }
                    (Err(Code::NOT_YOURS), _) => {
                        assert!(!open && sees, "{state} {action} {standing}");
                    }
                    (Err(Code::NOT_NOW | Code::ALREADY_TAKEN), None) => {
                        assert!(open, "{state} {action} {standing}");
                    }
                    (Err(code), _) => panic!("{state} {action} {standing} answers {code}"),
                }
            }
        }
    }
}

#[test]
fn the_machine_is_the_committed_one() {
    let drawn: Vec<_> = ARROWS
        .iter()
        .map(|(from, by, to)| format!("{from} --{by}--> {to}"))
        .collect();
    insta::assert_snapshot!(drawn.join("\n"));
}

#[test]
fn every_state_can_be_reached_and_left_unless_it_is_over() {
    for &state in State::ALL {
        assert!(
            state == State::Submitted || ARROWS.iter().any(|(_, _, to)| *to == state),
            "{state}"
        );
        assert!(
            state.is_over() || ARROWS.iter().any(|(from, ..)| *from == state),
            "{state}"
        );
    }
}

#[test]
fn nothing_is_cancelled_once_people_are_there() {
    for state in [
        State::InService,
        State::Delivered,
        State::Rated,
        State::AutoClosed,
        State::Cancelled,
    ] {
        assert_eq!(step(state, Action::CANCEL), Err(Code::NOT_NOW));
    }
}

#[test]
fn a_late_answer_learns_that_the_offer_is_gone() {
    assert_eq!(
        step(State::Accepted, Action::ACCEPT),
        Err(Code::ALREADY_TAKEN)
    );
    assert_eq!(
        step(State::Dispatchable, Action::DECLINE),
        Err(Code::ALREADY_TAKEN)
    );
}

#[test]
fn reopened_once_and_in_time() {
    let delivered = Timestamp(DAY * 1000);
    let until = reopens_until(delivered, &Numbers::default());
    assert_eq!(until, delivered.plus(14 * DAY));
    assert_eq!(may_reopen(until, false, until), Ok(()));
    assert_eq!(
        may_reopen(until, false, until.plus(1)),
        Err(Code::TOO_LATE_TO_REOPEN)
    );
    assert_eq!(
        may_reopen(until, true, delivered),
        Err(Code::REOPENED_BEFORE)
    );
}

#[test]
fn a_delivery_keeps_the_days_of_its_own_day() {
    let delivered = Timestamp(DAY * 1000);
    let line = |number, value| Line {
        id: CountyRuleId(value),
        number,
        value,
        from: delivered.plus(DAY),
        reason: String::new(),
        entered: delivered,
    };
    let numbers = Numbers::new(vec![
        line(Number::ReopenDays, 20),
        line(Number::CloseDays, 3),
    ]);
    assert_eq!(reopens_until(delivered, &numbers), delivered.plus(14 * DAY));
    assert_eq!(closes_at(delivered, &numbers), delivered.plus(7 * DAY));
    let next_day = delivered.plus(DAY);
    assert_eq!(reopens_until(next_day, &numbers), next_day.plus(20 * DAY));
    assert_eq!(closes_at(next_day, &numbers), next_day.plus(3 * DAY));
}

fn monday_noon() -> Timestamp {
    CountyDate::new(2026, 11, 23)
        .and_then(|date| date.at(12, 0))
        .unwrap()
}

fn haircut() -> PlaceForm {
    PlaceForm {
        item: "7".into(),
        name: "沈毅斌".into(),
        phone: "13806951234".into(),
        day1: "2026-11-25".into(),
        part1: "morning".into(),
        village: "20".into(),
        address: "中山路 12 号".into(),
        ..PlaceForm::default()
    }
}

#[test]
fn a_form_tells_all_its_faults_at_once() {
    let faults = PlaceForm {
        on_behalf: "on".into(),
        ..PlaceForm::default()
    }
    .read(monday_noon())
    .unwrap_err();
    let fields: Vec<_> = faults
        .fields
        .iter()
        .map(|fault| fault.field.as_ref())
        .collect();
    assert_eq!(
        fields,
        [
            "item", "name", "phone", "consent", "day1", "village", "address"
        ]
    );
}

#[test]
fn windows_lie_ahead_but_not_too_far() {
    let read = |day: &str, part: &str| {
        PlaceForm {
            day1: day.into(),
            part1: part.into(),
            ..haircut()
        }
        .read(monday_noon())
        .map_err(|refusal| refusal.fields[0].code)
    };
    assert_eq!(read("2026-11-23", "morning"), Err(Code::IN_THE_PAST));
    assert!(read("2026-11-23", "afternoon").is_ok());
    assert!(read("2027-01-22", "evening").is_ok());
    assert_eq!(read("2027-01-23", "evening"), Err(Code::TOO_FAR_AHEAD));
    assert_eq!(read("2026-11-25", "midnight"), Err(Code::NOT_A_CHOICE));
}

#[test]
fn the_same_again_is_on_the_same_day_of_the_week_as_soon_as_may_be() {
    let day = |text: &str| CountyDate::parse(text).unwrap();
    let served = DayPart::Morning.on(day("2026-11-18")).unwrap();
    let again = |at: Timestamp, lead| {
        served
            .again(lead, at)
            .map(|(day, part)| (day.to_string(), part))
    };
    let wednesday = |text: &str| Some((text.to_owned(), DayPart::Morning));
    let now = day("2026-11-25").at(9, 0).unwrap();
    // That very morning is not over, and no notice is wanted.
    assert_eq!(again(now, 0), wednesday("2026-11-25"));
    assert_eq!(again(now, 4), wednesday("2026-12-02"));
    assert_eq!(again(now, 24 * 7 - 1), wednesday("2026-12-02"));
    assert_eq!(again(now, 24 * 7 + 4), wednesday("2026-12-09"));
    let odd = Window {
        to: served.to.plus(-1),
        ..served
    };
    assert_eq!(odd.again(0, now), None);
}

#[test]
fn a_service_gets_its_notice() {
    let order = haircut().read(monday_noon()).unwrap();
    assert!(in_time(&order.windows, 48, monday_noon()).is_ok());
    assert_eq!(
        in_time(&order.windows, 49, monday_noon()),
        Err(Refusal::field("day1", Code::TOO_SOON))
    );
}

#[test]
fn consent_is_asked_only_on_behalf() {
    assert_eq!(haircut().read(monday_noon()).unwrap().consent, None);
    let asked = PlaceForm {
        on_behalf: "on".into(),
        consent: "by_phone".into(),
        ..haircut()
    };
    assert_eq!(
        asked.read(monday_noon()).unwrap().consent,
        Some(Consent::ByPhone)
    );
}

#[test]
fn a_schedule_names_somebody() {
    let form = ScheduleForm {
        from: "2026-11-25T09:00".into(),
        minutes: "60".into(),
        ..ScheduleForm::default()
    };
    assert_eq!(
        form.read(monday_noon()),
        Err(Refusal::field("members", Code::NOBODY_ASSIGNED))
    );
    let form = ScheduleForm {
        members: "3,3,4".into(),
        ..form
    };
    assert_eq!(
        form.read(monday_noon()).unwrap().members,
        [VolunteerId(3), VolunteerId(4)]
    );
}

#[test]
fn a_rating_tells_nobodys_phone_name_or_address() {
    let order = Involved {
        names: vec!["沈毅斌".into(), "林小满".into()],
        around: vec!["诏安县".into(), "南诏镇".into(), "城内社区".into()],
        address: "人民路 12 号 301".into(),
    };
    let form = |words: &str| RateForm {
        stars: "5".into(),
        words: words.into(),
        ..RateForm::default()
    };
    for words in [
        "师傅很细心",
        "林师傅很细心，沈大哥也满意",
        "城内社区的师傅",
        "",
    ] {
        assert_eq!(form(words).read(&order).unwrap().words, words);
    }
    for (words, code) in [
        ("下次打138 0000 0001找他", Code::CONTACT_IN_TEXT),
        ("林小满师傅很细心", Code::NAME_IN_TEXT),
        ("林 小 满师傅很细心", Code::NAME_IN_TEXT),
        ("沈\u{200B}毅斌说好", Code::NAME_IN_TEXT),
        ("到人民路１２号来的", Code::ADDRESS_IN_TEXT),
        ("林小满到人民路12号来的", Code::NAME_IN_TEXT),
    ] {
        assert_eq!(
            form(words).read(&order),
            Err(Refusal::field("words", code)),
            "{words}"
        );
    }
    // Every fault is told at once.
    let both = RateForm {
        stars: "6".into(),
        ..form("林小满")
    };
    assert_eq!(both.read(&order).unwrap_err().fields.len(), 2);
}

proptest! {
    #[test]
    fn a_number_survives_being_spoken(drawn in 0_u32..10_000_000, year in 2024_i32..2099) {
        let no = order_no(year, drawn);
        prop_assert_eq!(parse_order_no(&spoken_no(&no)), Ok(no));
    }

    #[test]
    fn one_misheard_digit_finds_no_order(drawn in 0_u32..10_000_000, at in 0_usize..10, by in 1_u8..10) {
        let mut heard = order_no(2026, drawn).into_bytes();
        heard[at] = b'0' + (heard[at] - b'0' + by) % 10;
        prop_assert_eq!(parse_order_no(std::str::from_utf8(&heard).unwrap()), Err(Code::NOT_FOUND));
    }

    #[test]
    fn the_same_again_is_the_soonest_that_is_in_time(
        served in 0_i64..400,
        part in 0_usize..3,
        lead in 0_i64..24 * 30,
        now in 0_i64..400 * 24 * 60,
    ) {
        let first = CountyDate::parse("2026-01-01").unwrap();
        let part = DayPart::ALL[part];
        let served = part.on(first.plus_days(served)).unwrap();
        let now = first.start().plus(now * MINUTE);
        let (day, again) = served.again(lead, now).unwrap();
        let in_time = |day: CountyDate| in_time(&[part.on(day).unwrap()], lead, now).is_ok();
        prop_assert_eq!(again, part);
        prop_assert_eq!(day.weekday(), served.from.date().weekday());
        prop_assert!(in_time(day) && part.on(day).unwrap().to > now);
        prop_assert!(!in_time(day.plus_days(-7)) || part.on(day.plus_days(-7)).unwrap().to <= now);
    }

    #[test]
    fn no_walk_leaves_the_machine(choices in proptest::collection::vec(0_usize..8, 0..60)) {
        let mut state = State::Submitted;
        for choice in choices {
            let open: Vec<_> = actions(state).collect();
            if open.is_empty() {
                prop_assert!(state.is_over());
                break;
            }
            state = step(state, open[choice % open.len()]).unwrap();
        }
    }

    #[test]
    fn no_input_upsets_the_form(raw in "\\PC{0,40}") {
        let form = PlaceForm { item: raw.clone(), name: raw.clone(), day1: raw.clone(), part1: raw.clone(), village: raw.clone(), ..haircut() };
        let _ = (form.read(monday_noon()), parse_order_no(&raw), spoken_no(&raw), raw.parse::<Performer>());
    }
}
