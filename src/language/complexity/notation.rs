//! A growth as it is printed and as it is said aloud: `O(k*n)` is printed `O(k × n)` and said "k times n".

/// A piece of a growth between `O(` and `)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A variable, or the 1 or 2 that stands for one.
    Name(char),
    Log,
    Power(char),
    Factorial,
    Times,
    Plus,
}

/// As it is printed. What is no growth of this program's notation stays as it is.
#[must_use]
pub fn written(value: &str) -> String {
    match pieces(value) {
        Some(pieces) => format!("O({})", joined(&pieces, in_print)),
        None => value.to_owned(),
    }
}

/// As people say it, so that it fits behind "is": "linear", "k times n", "n log n".
#[must_use]
pub fn spoken(value: &str) -> String {
    let Some(pieces) = pieces(value) else { return value.to_owned() };
    let name = match pieces[..] {
        [Piece::Name('1')] => "constant",
        [Piece::Log, Piece::Name(_)] => "logarithmic",
        [Piece::Name('n')] => "linear",
        [Piece::Name('n'), Piece::Power('2')] => "quadratic",
        [Piece::Name('n'), Piece::Power('3')] => "cubic",
        [Piece::Name('2'), Piece::Power('n')] => "exponential",
        [Piece::Name('n'), Piece::Factorial] => "factorial",
        [Piece::Name(name)] => return format!("linear in {name}"),
        _ => return joined(&pieces, aloud),
    };
    name.to_owned()
}

fn in_print(piece: Piece) -> String {
    match piece {
        Piece::Name(name) => name.to_string(),
        Piece::Log => "log".to_owned(),
        Piece::Power('2') => "²".to_owned(),
        Piece::Power('3') => "³".to_owned(),
        Piece::Power(power) => format!("^{power}"),
        Piece::Factorial => "!".to_owned(),
        Piece::Times => " × ".to_owned(),
        Piece::Plus => " + ".to_owned(),
    }
}

fn aloud(piece: Piece) -> String {
    match piece {
        Piece::Name('1') => "one".to_owned(),
        Piece::Name('2') => "two".to_owned(),
        Piece::Name(name) => name.to_string(),
        Piece::Log => "log".to_owned(),
        Piece::Power('2') => " squared".to_owned(),
        Piece::Power('3') => " cubed".to_owned(),
        Piece::Power(power) => format!(" to the {power}"),
        Piece::Factorial => " factorial".to_owned(),
        Piece::Times => " times ".to_owned(),
        Piece::Plus => " plus ".to_owned(),
    }
}

/// A log and what is taken of it stand apart by a blank; other neighbours are a product.
fn joined(pieces: &[Piece], put: fn(Piece) -> String) -> String {
    let mut text = String::new();
    let mut before = None;
    for piece in pieces {
        text.push_str(&match (before, *piece) {
            (Some(Piece::Log), Piece::Name(_))
            | (Some(Piece::Name(_) | Piece::Power(_) | Piece::Factorial), Piece::Log) => " ".to_owned(),
            (Some(Piece::Name(_) | Piece::Power(_) | Piece::Factorial), Piece::Name(_)) => put(Piece::Times),
            _ => String::new(),
        });
        text.push_str(&put(*piece));
        before = Some(*piece);
    }
    text
}

fn pieces(value: &str) -> Option<Vec<Piece>> {
    let inner = value.strip_prefix("O(")?.strip_suffix(')')?;
    let inner: String = inner.chars().filter(|c| !c.is_whitespace()).collect();
    let (mut pieces, mut rest) = (Vec::new(), inner.as_str());
    while let Some(next) = rest.chars().next() {
        let (piece, length) = match next {
            _ if rest.starts_with("log") => (Piece::Log, 3),
            '*' | '×' | '·' => (Piece::Times, next.len_utf8()),
            '+' => (Piece::Plus, 1),
            '!' => (Piece::Factorial, 1),
            '²' => (Piece::Power('2'), next.len_utf8()),
            '³' => (Piece::Power('3'), next.len_utf8()),
            '^' => (Piece::Power(rest.chars().nth(1).filter(char::is_ascii_alphanumeric)?), 2),
            name if name.is_ascii_alphabetic() || matches!(name, '1' | '2') => (Piece::Name(name), 1),
            _ => return None,
        };
        pieces.push(piece);
        rest = &rest[length..];
    }
    (!pieces.is_empty()).then_some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_growth_is_printed_as_it_stands_in_a_book() {
        for (value, printed) in [
            ("O(k*n)", "O(k × n)"),
            ("O(nk)", "O(n × k)"),
            ("O(nlogn)", "O(n log n)"),
            ("O(m*nlogk)", "O(m × n log k)"),
            ("O(n^2)", "O(n²)"),
            ("O(2^n)", "O(2^n)"),
            ("O(n^2logn)", "O(n² log n)"),
            ("O(e+v)", "O(e + v)"),
            ("O(1)", "O(1)"),
        ] {
            assert_eq!(written(value), printed);
        }
    }

    #[test]
    fn a_growth_is_said_as_people_say_it() {
        for (value, said) in [
            ("O(1)", "constant"),
            ("O(n)", "linear"),
            ("O(m)", "linear in m"),
            ("O(logn)", "logarithmic"),
            ("O(nlogn)", "n log n"),
            ("O(mlogk)", "m log k"),
            ("O(k*n)", "k times n"),
            ("O(n + m)", "n plus m"),
            ("O(m^2)", "m squared"),
            ("O(2^k)", "two to the k"),
            ("O(n!)", "factorial"),
        ] {
            assert_eq!(spoken(value), said);
        }
    }

    #[test]
    fn what_is_no_growth_stays_as_it_is() {
        for value in ["yes", "17", "O(min(m, n))", "O()"] {
            assert_eq!((written(value), spoken(value)), (value.to_owned(), value.to_owned()));
        }
    }
}
