//! Numbers moved by one: periods, quorums, values that the text states, literals in conditions, hours, days.

use jiff::ToSpan as _;
use tatefuda_calendar::{Every, HolidayRule, Period};

use super::{List, sites};
use tatefuda_regulation::{
    pack::{Guards, Often, Or, Pack, ParameterKind, Timing, Together},
    settings,
};

/// Up and down, as ids say it.
const WAYS: [(i8, &str); 2] = [(1, "+1"), (-1, "-1")];

pub fn mutants(pack: &Pack, list: &mut List) {
    parameters(pack, list);
    periods(pack, list);
    recurrences(pack, list);
    together(pack, list);
    conditions(pack, list);
    calendars(pack, list);
    days(pack, list);
}

fn periods(pack: &Pack, list: &mut List) {
    let asked = |name: &str| {
        // Until when a step must be done is asked of what an event opens: of its first step.
        let step = name.strip_prefix("procedure:").and_then(|rest| rest.strip_suffix(":within"));
        let Some((procedure, step)) = step.and_then(|step| step.split_once('/')) else { return true };
        let procedure = pack.procedures.iter().find(|known| known.id == procedure);
        procedure.is_some_and(|procedure| {
            let first = procedure.steps.iter().find(|step| step.after.is_empty());
            !procedure.on.is_empty() && first.is_some_and(|first| first.id == step)
        })
    };
    let mut found = vec![];
    let mut site = 0;
    sites::periods(&mut pack.clone(), &mut |name, period| {
        for (by, way) in WAYS {
            if let (true, Some(other)) = (asked(&name), moved(*period, by)) {
                found.push((format!("{name}{way}"), site, other));
            }
        }
        site += 1;
    });
    for (id, site, other) in found {
        list.add(id, move |pack| {
            let mut passed = 0;
            sites::periods(pack, &mut |_, period| {
                if passed == site {
                    *period = other;
                }
                passed += 1;
            });
        });
    }
}

/// A period of the same unit, longer or shorter by one; `None` where that is none.
fn moved(period: Period, by: i8) -> Option<Period> {
    let text = period.to_string();
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let number = number.parse::<i64>().ok()?.checked_add(i64::from(by))?;
    format!("{number}{unit}").parse().ok()
}

fn recurrences(pack: &Pack, list: &mut List) {
    for (index, duty) in pack.duties.iter().enumerate() {
        let Timing::Every { every: Or::Stated(Often(every)), .. } = &duty.timing else { continue };
        let others = match *every {
            Every::Day => vec![Every::Week],
            Every::Week => vec![Every::Day],
            Every::Month => vec![Every::Quarter],
            Every::Quarter => vec![Every::Month],
            Every::Year => vec![Every::FiscalYear],
            Every::FiscalYear => vec![Every::Year],
            Every::Days(n) => near(n).map(Every::Days).collect(),
            Every::Months(n) => near(n).map(Every::Months).collect(),
        };
        for other in others {
            list.add(format!("duty:{}:every:{every}->{other}", duty.id), move |pack| {
                if let Timing::Every { every, .. } = &mut pack.duties[index].timing {
                    *every = Or::Stated(Often(other));
                }
            });
        }
    }
}

/// The numbers beside one, from 1.
fn near(n: u16) -> impl Iterator<Item = u16> {
    [n.checked_add(1), n.checked_sub(1)].into_iter().flatten().filter(|n| *n > 0)
}

fn together(pack: &Pack, list: &mut List) {
    let mut found = vec![];
    let mut site = 0;
    sites::together(&mut pack.clone(), &mut |name, together| {
        match *together {
            Together::Any => found.push((format!("{name}:all"), site, Together::All)),
            Together::All => found.push((format!("{name}:any"), site, Together::Any)),
            Together::Count(count) => {
                let others = [count.checked_add(1), count.checked_sub(1)].into_iter().flatten().filter(|n| *n > 0);
                found.extend(others.map(|other| (format!("{name}:{count}->{other}"), site, Together::Count(other))));
            }
        }
        site += 1;
    });
    for (id, site, other) in found {
        list.add(id, move |pack| {
            let mut passed = 0;
            sites::together(pack, &mut |_, together| {
                if passed == site {
                    *together = other;
                }
                passed += 1;
            });
        });
    }
}

fn conditions(pack: &Pack, list: &mut List) {
    let mut found = vec![];
    let mut site = 0;
    sites::conditions(&mut pack.clone(), &mut |name, condition| {
        for (at, number) in condition.stated().into_iter().enumerate() {
            found.extend(WAYS.map(|(by, way)| (format!("{name}:{number}{way}"), site, at, by)));
        }
        site += 1;
    });
    for (id, site, at, by) in found {
        list.add(id, move |pack| {
            let mut passed = 0;
            sites::conditions(pack, &mut |_, condition| {
                if passed == site {
                    *condition = condition.moved(at, by);
                }
                passed += 1;
            });
        });
    }
}

/// Values that the text states and that something reads.
fn parameters(pack: &Pack, list: &mut List) {
    let read = tatefuda_regulation::coverage::reads::parameters(pack);
    for (index, parameter) in pack.parameters.iter().enumerate() {
        let Some(value) = &parameter.value else { continue };
        if !read.contains(parameter.id.as_str()) {
            continue;
        }
        let name = format!("parameter:{}", parameter.id);
        let lines = settings::lines(value);
        let mut variants: Vec<(String, String)> = vec![];
        for (by, way) in WAYS {
            match parameter.kind {
                ParameterKind::Int => {
                    let moved = value.trim().parse::<i64>().ok().and_then(|value| value.checked_add(i64::from(by)));
                    variants.extend(moved.map(|moved| (way.to_owned(), moved.to_string())));
                }
                ParameterKind::Period => {
                    let other = value.trim().parse().ok().and_then(|period| moved(period, by));
                    variants.extend(other.map(|other| (way.to_owned(), other.to_string())));
                }
                ParameterKind::PasswordPolicy => {
                    for (at, line) in lines.iter().enumerate() {
                        let Some((key, number)) = line.split_once('=') else { continue };
                        let other = match key.trim() {
                            "min_length" | "min_kinds" | "max_age_days" => {
                                { number.trim().parse::<u32>().ok().and_then(|n| n.checked_add_signed(by.into())) }
                                    .map(|n| n.to_string())
                            }
                            "max_age" => {
                                number.trim().parse().ok().and_then(|period| moved(period, by)).map(|p| p.to_string())
                            }
                            _ => None,
                        };
                        let Some(other) = other else { continue };
                        variants
                            .push((format!("{}{way}", key.trim()), with_line(&lines, at, &format!("{key}={other}"))));
                    }
                }
                ParameterKind::Hours => {
                    for (at, line) in lines.iter().enumerate() {
                        let Some((days, (from, until))) =
                            line.split_once(' ').and_then(|(days, span)| Some((days, span.split_once('-')?)))
                        else {
                            continue;
                        };
                        if let Some(other) = minute(from, by) {
                            let line = format!("{days} {other}-{until}");
                            variants.push((format!("{days}:from{way}"), with_line(&lines, at, &line)));
                        }
                        if let Some(other) = minute(until, by) {
                            let line = format!("{days} {from}-{other}");
                            variants.push((format!("{days}:until{way}"), with_line(&lines, at, &line)));
                        }
                    }
                }
                _ => {}
            }
        }
        for (what, value) in variants {
            list.add(format!("{name}:{what}"), move |pack| pack.parameters[index].value = Some(value.clone()));
        }
    }
}

fn with_line(lines: &[&str], at: usize, line: &str) -> String {
    let mut lines: Vec<&str> = lines.to_vec();
    lines[at] = line;
    lines.join("\n")
}

/// A time of day one minute later or earlier, `08:30`.
fn minute(text: &str, by: i8) -> Option<String> {
    let (hour, minute) = text.trim().split_once(':')?;
    let minutes = hour.parse::<i32>().ok()? * 60 + minute.parse::<i32>().ok()? + i32::from(by);
    (0..=24 * 60).contains(&minutes).then(|| format!("{:02}:{:02}", minutes / 60, minutes % 60))
}

fn calendars(pack: &Pack, list: &mut List) {
    for (index, calendar) in pack.calendars.iter().enumerate() {
        let name = format!("calendar:{}", calendar.id);
        for (by, way) in WAYS {
            if let Some(other) = minute(&calendar.hours.from, by) {
                list.add(format!("{name}:from{way}"), move |pack| pack.calendars[index].hours.from.clone_from(&other));
            }
            if let Some(other) = minute(&calendar.hours.until, by) {
                list.add(format!("{name}:until{way}"), move |pack| {
                    pack.calendars[index].hours.until.clone_from(&other);
                });
            }
        }
        if calendar.hours.days.len() > 1 {
            for (at, day) in calendar.hours.days.iter().enumerate() {
                list.add(format!("{name}:{day}:drop"), move |pack| {
                    pack.calendars[index].hours.days.remove(at);
                });
            }
        }
        for (at, days) in calendar.hours.closed.iter().enumerate() {
            list.add(format!("{name}:closed:{days}:drop"), move |pack| {
                pack.calendars[index].hours.closed.remove(at);
            });
        }
        let other = match calendar.hours.holidays {
            HolidayRule::Closed => HolidayRule::Open,
            HolidayRule::Open => HolidayRule::Closed,
        };
        list.add(format!("{name}:holidays"), move |pack| pack.calendars[index].hours.holidays = other);
    }
}

/// The first or the last day of guards.
type End = fn(&mut Guards) -> &mut Option<jiff::civil::Date>;

/// Days from and until which the document and its items are in force.
fn days(pack: &Pack, list: &mut List) {
    for (by, way) in WAYS {
        let by = i64::from(by).days();
        if let Some(day) = pack.header.from.and_then(|day| day.checked_add(by).ok()) {
            list.add(format!("header:from{way}"), move |pack| pack.header.from = Some(day));
        }
        if let Some(day) = pack.header.until.and_then(|day| day.checked_add(by).ok()) {
            list.add(format!("header:until{way}"), move |pack| pack.header.until = Some(day));
        }
        let mut found = vec![];
        let mut site = 0;
        sites::guards(&mut pack.clone(), &mut |name, guards| {
            let ends: [(&str, End); 2] = [("from", |guards| &mut guards.from), ("until", |guards| &mut guards.until)];
            for (end, of) in ends {
                if let Some(day) = of(guards).and_then(|day| day.checked_add(by).ok()) {
                    found.push((format!("{name}:{end}{way}"), site, of, day));
                }
            }
            site += 1;
        });
        for (id, site, of, day) in found {
            list.add(id, move |pack| {
                let mut passed = 0;
                sites::guards(pack, &mut |_, guards| {
                    if passed == site {
                        *of(guards) = Some(day);
                    }
                    passed += 1;
                });
            });
        }
    }
}
