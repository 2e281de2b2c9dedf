use super::*;

fn base(text: &str) -> BaseUrl {
    BaseUrl::parse(text).unwrap()
}

#[test]
fn whatever_is_written_leads_to_the_chat() {
    let table = [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/chat/completions"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/v1/chat/completions"),
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1/chat/completions"),
        ("http://127.0.0.1:8080/v1//", "http://127.0.0.1:8080/v1/chat/completions"),
        ("http://127.0.0.1:8080/v1/chat/completions", "http://127.0.0.1:8080/v1/chat/completions"),
        ("http://127.0.0.1:8080/v1/chat/completions/", "http://127.0.0.1:8080/v1/chat/completions"),
        ("http://127.0.0.1:8080/v1/models", "http://127.0.0.1:8080/v1/chat/completions"),
        ("  localhost:11434 ", "http://localhost:11434/v1/chat/completions"),
        ("192.168.1.5:1234/v1", "http://192.168.1.5:1234/v1/chat/completions"),
        ("nas:8000", "http://nas:8000/v1/chat/completions"),
        ("[::1]:8000", "http://[::1]:8000/v1/chat/completions"),
        ("api.example.com", "https://api.example.com/v1/chat/completions"),
        ("https://api.perplexity.ai/chat/completions", "https://api.perplexity.ai/chat/completions"),
        (
            "https://generativelanguage.googleapis.com/v1beta/openai/",
            "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions",
        ),
        ("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1/chat/completions"),
        ("https://models.github.ai/inference", "https://models.github.ai/inference/chat/completions"),
        (
            "https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-06-01",
            "https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-06-01",
        ),
        ("http://h/v1#top", "http://h/v1/chat/completions"),
    ];
    for (written, chat) in table {
        assert_eq!(base(written).chat().as_str(), chat, "{written}");
    }
}

#[test]
fn the_models_are_beside_the_chat() {
    assert_eq!(
        base("https://openrouter.ai/api/v1/").models().as_str(),
        "https://openrouter.ai/api/v1/models"
    );
}

#[test]
fn the_other_base_is_the_one_with_or_without_v1() {
    assert_eq!(base("http://h:1").other().chat().as_str(), "http://h:1/chat/completions");
    assert_eq!(base("http://h:1/api").other().chat().as_str(), "http://h:1/api/v1/chat/completions");
    assert_eq!(base("http://h:1/api/v1").other().to_string(), "http://h:1/api");
    assert_eq!(base("http://h:1/v1").other().other(), base("http://h:1/v1"));
}

#[test]
fn what_is_no_address_is_refused_without_its_password() {
    for text in ["", "http://", "ftp://h", "not a host"] {
        assert!(BaseUrl::parse(text).is_err(), "{text:?}");
    }
    let refused = BaseUrl::parse("ftp://me:secret@host/x?key=secret").unwrap_err();
    assert_eq!(
        refused.to_string(),
        "`host/x` is no address of an endpoint: it begins with neither `http` nor `https`"
    );
}

#[test]
fn a_base_shows_neither_password_nor_query() {
    assert_eq!(base("https://me:secret@host:8443/v1?key=secret").to_string(), "https://host:8443/v1");
}

#[test]
fn this_machine_is_known_by_its_names() {
    for text in ["localhost:1", "http://127.8.9.1", "[::1]:2", "http://api.localhost/v1", "0.0.0.0:8080"] {
        assert!(base(text).is_loopback(), "{text}");
    }
    for text in ["localhost.example.com", "192.168.0.1", "https://h"] {
        assert!(!base(text).is_loopback(), "{text}");
    }
}

#[test]
fn a_redirect_is_followed_only_within_a_host() {
    let follow = |from: &str, to: &str| may_follow(&Url::parse(from).unwrap(), &Url::parse(to).unwrap());
    assert!(follow("http://h:1/a", "http://h:1/b"));
    assert!(follow("http://h/a", "https://h/a"));
    assert!(!follow("https://h/a", "http://h/a"));
    assert!(!follow("http://h:1/a", "http://h:2/a"));
    assert!(!follow("https://h/a", "https://evil/a"));
    assert!(!follow("https://h/a", "https://h.evil/a"));
}

#[test]
fn only_a_port_of_this_machine_never_leads_to_an_encrypted_one() {
    assert!(base("http://127.0.0.1:8080").never_encrypts());
    for text in ["http://127.0.0.1", "https://127.0.0.1:8080", "http://192.168.0.1:8080"] {
        assert!(!base(text).never_encrypts(), "{text}");
    }
}
