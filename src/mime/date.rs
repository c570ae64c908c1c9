//! Dates of header fields as ISO 8601.

/// Zones by name (RFC 5322 §4.3), in hours.
const ZONES: &[(&str, i32)] = &[
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("est", -5),
    ("edt", -4),
    ("cst", -6),
    ("cdt", -5),
    ("mst", -7),
    ("mdt", -6),
    ("pst", -8),
    ("pdt", -7),
];

const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";

/// What of a date is known.
#[derive(Default)]
struct Date {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<(u32, u32, u32)>,
    /// In minutes.
    zone: i32,
}

/// `Tue, 3 Mar 2026 09:14:02 +0100 (CET)` as `2026-03-03T09:14:02+01:00`.
#[must_use]
pub fn iso_date(text: &str) -> Option<String> {
    if let Some(date) = is_iso(text.trim()) {
        return Some(date);
    }
    let mut date = Date::default();
    let words = text.split('(').next()?.split(|c: char| c.is_ascii_whitespace() || c == ',');
    for word in words.filter(|word| !word.is_empty()) {
        date.take(word);
    }
    date.written()
}

impl Date {
    fn take(&mut self, word: &str) {
        let zone = ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
        if let Some(time) = clock(word) {
            self.time.get_or_insert(time);
        } else if let Some((_, hours)) = zone {
            self.zone = hours * 60;
        } else if let (Some(minutes), true) = (offset(word), self.time.is_some()) {
            self.zone = minutes;
        } else if let Ok(number) = word.parse::<u32>() {
            match (word.len(), self.day) {
                (1..=2, None) => self.day = Some(number),
                (4, _) => self.year = Some(number),
                // The old syntax has two digits (RFC 5322 §4.3).
                (2, Some(_)) => {
                    self.year.get_or_insert(if number < 50 {
                        2000 + number
                    } else {
                        1900 + number
                    });
                }
                _ => (),
            }
        } else if let Some(name) = word.get(..3) {
            let at = MONTHS.find(&name.to_ascii_lowercase()).filter(|at| at % 3 == 0);
            self.month = self.month.or(at.map(|at| at as u32 / 3 + 1));
        }
    }

    fn written(&self) -> Option<String> {
        let (hour, minute, second) = self.time?;
        let (year, month, day) = (self.year?, self.month?, self.day?);
        let fits = (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && hour < 24
            && minute < 60
            && second <= 60;
        if !fits {
            return None;
        }
        let mut out = String::with_capacity(25);
        push(&mut out, year, 4, '-');
        push(&mut out, month, 2, '-');
        push(&mut out, day, 2, 'T');
        push(&mut out, hour, 2, ':');
        push(&mut out, minute, 2, ':');
        push(&mut out, second, 2, if self.zone == 0 { 'Z' } else { sign(self.zone) });
        if self.zone != 0 {
            push(&mut out, self.zone.unsigned_abs() / 60, 2, ':');
            push(&mut out, self.zone.unsigned_abs() % 60, 2, ' ');
            out.pop();
        }
        Some(out)
    }
}

fn sign(zone: i32) -> char {
    if zone < 0 { '-' } else { '+' }
}

/// Adds a number with leading zeros, and a mark.
fn push(out: &mut String, number: u32, digits: u32, mark: char) {
    for place in (0..digits).rev() {
        let digit = number / 10u32.pow(place) % 10;
        out.push(char::from(b'0' + digit as u8));
    }
    out.push(mark);
}

/// `09:14`, `09:14:02`
fn clock(word: &str) -> Option<(u32, u32, u32)> {
    let mut parts = word.split(':').map(|part| part.parse::<u32>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = match parts.next() {
        None => 0,
        Some(second) => second?,
    };
    Some((hour, minute, second))
}

/// `+0100` in minutes.
fn offset(word: &str) -> Option<i32> {
    let digits = word.strip_prefix(['+', '-']).filter(|digits| digits.len() == 4)?;
    let number: i32 = digits.parse().ok()?;
    let minutes = number / 100 * 60 + number % 100;
    Some(if word.starts_with('-') { -minutes } else { minutes })
}

/// A date that is ISO 8601 already, without the fractions of its second.
fn is_iso(text: &str) -> Option<String> {
    let (day, time) = text.split_once(['T', ' '])?;
    let mut parts = day.split('-');
    let mut number =
        |digits: usize| parts.next().filter(|part| part.len() == digits)?.parse::<u32>().ok();
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let rest = time.get(8..)?;
    let rest = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let zone = match rest {
        "Z" | "z" => 0,
        _ => offset(&rest.replacen(':', "", 1))?,
    };
    let time = time.get(..8).and_then(clock);
    Date { year: Some(year), month: Some(month), day: Some(day), time, zone }.written()
}

#[cfg(test)]
mod tests {
    use super::iso_date;

    #[test]
    fn ok_dates_of_programs() {
        for (text, iso) in [
            ("Tue, 3 Mar 2026 09:14:02 +0000", "2026-03-03T09:14:02Z"),
            ("3 Mar 2026 09:14 -0530", "2026-03-03T09:14:00-05:30"),
            ("Tue, 03 Mar 26 09:14:02 EST", "2026-03-03T09:14:02-05:00"),
            ("Tue Mar  3 09:14:02 2026", "2026-03-03T09:14:02Z"),
            ("Tue, 3 March 2026 09:14:02 +0100 (CET)", "2026-03-03T09:14:02+01:00"),
            ("2026-03-03T09:14:02Z", "2026-03-03T09:14:02Z"),
            ("2026-03-03 09:14:02.120+01:00", "2026-03-03T09:14:02+01:00"),
            ("2026-03-03T09:14:02.120000+00:00", "2026-03-03T09:14:02Z"),
        ] {
            assert_eq!(iso_date(text).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn err_no_dates() {
        for text in
            ["", "yesterday", "3 Mar 2026", "99 Mar 2026 09:14:02", "3 Foo 2026 09:14", "1:2:3"]
        {
            assert_eq!(iso_date(text), None, "{text}");
        }
    }
}
