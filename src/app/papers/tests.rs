use super::*;

const PDF: &[u8] = include_bytes!("../../../tests/it/support/papers/cv.pdf");

/// What comes of a file with these bytes: its text, or why there is none.
fn read_bytes(bytes: impl AsRef<[u8]>) -> Result<String, String> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("paper");
    std::fs::write(&path, bytes).unwrap();
    text_of(&path).map_err(|error| error.to_string())
}

#[test]
fn text_and_pdf_are_read_as_they_stand() {
    assert_eq!(read_bytes("\u{feff}# Åsa\n").unwrap(), "# Åsa\n");
    let text = read_bytes(PDF).unwrap();
    for words in ["Åsa Müller – Senior Data Engineer", "Kafka and Airflow", "Kubernetes"] {
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn what_is_no_text_is_told_so() {
    assert_eq!(read_bytes(b"\xff\xfe\x00").unwrap_err(), "it is neither a PDF nor text in UTF-8");
    assert_eq!(read_bytes(b"PK\x03\x04 word\0").unwrap_err(), "it is neither a PDF nor text in UTF-8");
    assert_eq!(read_bytes(" \n 12 \n").unwrap_err(), "there are no words in it");
    assert!(text_of(Path::new("/does/not/exist")).is_err());
}

#[test]
fn a_pdf_that_is_cut_off_anywhere_breaks_nothing() {
    for end in (5..PDF.len()).step_by(97) {
        // Some of it may be read all the same; what matters is that it ends, and with words or an error.
        match read_bytes(&PDF[..end]) {
            Ok(text) => assert!(text.chars().any(char::is_alphabetic)),
            Err(why) => assert!(why.contains("PDF") || why.contains("no words"), "{why}"),
        }
    }
}

#[test]
fn a_pdf_with_any_byte_changed_breaks_nothing() {
    for place in (5..PDF.len()).step_by(53) {
        let mut broken = PDF.to_vec();
        broken[place] ^= 0x5a;
        let _: Result<String, String> = read_bytes(broken);
    }
}
