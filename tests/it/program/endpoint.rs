//! A model behind an endpoint speaks, fails, and never gets hold of the terminal or the key.

use serde_json::{Value, json};

use super::ANSWERS;
use crate::support::{
    server::{Answer, Gate, Server},
    viva::{Talk, Viva},
};

const KEY: &str = "sk-very-secret-0123456789";
/// An approach named in passing: what is asked of it next is the model's to word.
const HEARD: &str = "I'd use a dict from value to index.";

/// A machine whose environment names this server and a key for it.
fn machine(server: &Server) -> Viva {
    Viva::new().env("OPENAI_BASE_URL", format!("{}/v1", server.url())).env("OPENAI_API_KEY", KEY)
}

/// A server that says which models it has.
fn serving() -> Server {
    let server = Server::start();
    server.answer(Answer::json(200, &json!({"data": [{"id": "tiny"}]})));
    server
}

fn chunk(content: &str) -> String {
    format!("data: {}\n\n", json!({"choices": [{"delta": {"content": content}}]}))
}

fn end() -> String {
    format!("data: {}\n\ndata: [DONE]\n\n", json!({"choices": [{"delta": {}, "finish_reason": "stop"}]}))
}

/// A whole streamed reply.
fn reply(text: &str) -> Answer {
    Answer::events(&format!("{}{}", chunk(text), end()))
}

/// An interview with the model, past its question.
fn interview(viva: &Viva) -> Talk {
    let mut talk = viva.talk(&[
        "start",
        "--question",
        "two-sum",
        "--interviewer",
        "endpoint",
        "--judge",
        "builtin",
        "--model",
        "tiny",
    ]);
    talk.until("question");
    talk
}

fn joined(pieces: &[&Value]) -> String {
    pieces.iter().map(|delta| delta["text"].as_str().unwrap()).collect()
}

/// A key that a test gave must stand nowhere: neither in what was said nor in the data.
fn assert_no_key(viva: &Viva, said: &str) {
    assert!(!said.contains(KEY), "{said}");
    for entry in std::fs::read_dir(viva.path("data")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(KEY.len()).any(|window| window == KEY.as_bytes()), "{}", path.display());
        }
    }
}

#[test]
fn the_model_speaks_while_its_words_arrive() {
    let server = serving();
    let viva = machine(&server);
    let gate: Gate = server.gated();
    let mut talk = interview(&viva);
    talk.say(HEARD);
    gate.send(chunk("What does the dict hold, "));
    let first = talk.until("delta");
    assert!(first["text"].as_str().unwrap().starts_with("What does the dict hold"), "{first}");
    gate.send(chunk("as you walk along?"));
    gate.send(end());
    gate.finish();
    let utterance = talk.until("utterance");
    assert_eq!(utterance["text"], "What does the dict hold, as you walk along?");
    assert_eq!(joined(&talk.all("delta")), utterance["text"].as_str().unwrap());
    assert_eq!(talk.finish(), 0);
    let asked = &server.requests()[1];
    assert_eq!((asked.json()["stream"].clone(), asked.json()["model"].clone()), (json!(true), json!("tiny")));
    assert_eq!(asked.header("authorization"), Some(format!("Bearer {KEY}").as_str()));
}

#[test]
fn a_stream_that_breaks_off_leaves_what_was_heard_and_the_interview_goes_on() {
    let server = serving();
    let viva = machine(&server);
    let gate = server.gated();
    let mut talk = interview(&viva);
    talk.say(HEARD);
    gate.send(chunk("What does the dict hold, "));
    talk.until("delta");
    gate.cut();
    let utterance = talk.until("utterance");
    assert_eq!(joined(&talk.all("delta")), utterance["text"].as_str().unwrap(), "{:#?}", talk.heard);
    server.answer(Answer::json(500, &json!({"error": "busy"})));
    talk.answer("It is linear time because I go through once.");
    assert_eq!(talk.finish(), 0);
    assert_eq!(talk.all("utterance").len(), 2);
}

#[test]
fn a_refusal_later_on_brings_the_built_in_interviewer_and_rests_the_endpoint() {
    let server = serving();
    let viva = machine(&server);
    server.answer(reply("What would you keep as you go along?"));
    server.answer(Answer::json(401, &json!({"error": {"message": "key revoked"}})));
    let mut talk = interview(&viva);
    assert_eq!(talk.answer(HEARD)["text"], "What would you keep as you go along?");
    let utterance = talk.answer("It is linear time.");
    assert!(
        talk.all("notice")
            .iter()
            .any(|n| n["text"].as_str().unwrap().contains("built-in interviewer goes on"))
    );
    let before = server.requests().len();
    talk.answer(ANSWERS[2]);
    assert_eq!(server.requests().len(), before, "a resting endpoint was asked");
    assert_eq!(talk.finish(), 0);
    assert!(!utterance["text"].as_str().unwrap().is_empty());
    let shown = viva.shown(&viva.session());
    assert_eq!(shown["scorecards"][0]["judge"]["kind"], "builtin");
}

/// It was noted in the transcript only: nobody was told, and every turn waited for it again.
#[test]
fn a_refusal_behind_authored_words_is_told_and_rests_the_endpoint_too() {
    let server = serving();
    let viva = machine(&server);
    server.answer(Answer::json(401, &json!({"error": {"message": "key revoked"}})));
    let mut talk = interview(&viva);
    let utterance = talk.answer("Is the list sorted? I'd keep a dict of the numbers.");
    assert!(utterance["text"].as_str().unwrap().starts_with("No. They come in whatever order they come. "));
    let before = server.requests().len();
    talk.answer(ANSWERS[1]);
    assert_eq!(server.requests().len(), before, "a resting endpoint was asked");
    let told: Vec<_> = talk.all("notice").iter().map(|n| n["text"].as_str().unwrap().to_owned()).collect();
    assert!(
        told.iter().any(|text| text.contains("key revoked") && text.contains("again in 30 s")),
        "{told:?}"
    );
    assert_eq!(talk.finish(), 0);
}

#[test]
fn a_refused_key_ends_with_three_before_the_interview() {
    let server = Server::start();
    server.answer(Answer::json(
        401,
        &json!({"error": {"message": format!("Incorrect API key provided: {KEY}")}}),
    ));
    let viva = machine(&server);
    let args = ["start", "--question", "two-sum", "--interviewer", "endpoint", "--model", "tiny"];
    let ran = viva.pipe(&args, ANSWERS[0]).exits(3).says(&["error: ", "hint: "]);
    assert_no_key(&viva, &ran.everything());
}

#[test]
fn nothing_configured_ends_with_three() {
    let viva = Viva::new();
    let args = ["start", "--question", "two-sum", "--interviewer", "endpoint"];
    viva.pipe(&args, ANSWERS[0]).exits(3).says(&["no endpoint is configured", "OPENAI_BASE_URL"]);
    viva.run(&["models"]).exits(3);
}

/// An address at which nobody listens.
fn dead() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/v1", listener.local_addr().unwrap())
}

#[test]
fn a_port_where_nobody_listens_ends_with_four() {
    let viva = Viva::new();
    let url = dead();
    let args = [
        "start",
        "--question",
        "two-sum",
        "--interviewer",
        "endpoint",
        "--endpoint",
        &url,
        "--model",
        "tiny",
    ];
    viva.pipe(&args, ANSWERS[0]).exits(4).says(&["error: ", "hint: "]);
    viva.run(&["models", "--endpoint", &url]).exits(4);
}

#[test]
fn with_auto_a_dead_endpoint_is_told_in_one_line_and_the_interview_is_held() {
    let viva = Viva::new();
    let url = dead();
    let args = ["start", "--question", "two-sum", "--endpoint", &url, "--model", "tiny"];
    let ran = viva.pipe(&args, ANSWERS.join("\n\n")).success().says(&["interviewer: built in, because "]);
    assert!(ran.stdout.contains("They come in whatever order"), "{}", ran.stdout);
}

#[test]
fn the_key_stands_nowhere() {
    let server = serving();
    let viva = machine(&server);
    server.answer(reply(&format!("Your key is {KEY}, is it not?")));
    server.answer(reply("What would you keep as you go along?"));
    server.answer(Answer::json(400, &json!({"error": {"message": format!("bad request with {KEY}")}})));
    let mut talk = interview(&viva);
    talk.answer(HEARD);
    talk.answer("It is linear time.");
    assert_eq!(talk.finish(), 0);
    // What a model says is its own affair, and it cannot know the key; what the program says of failures is not.
    let told: Vec<&Value> = talk.all("notice").into_iter().chain(talk.all("error")).collect();
    assert!(!told.is_empty());
    for object in told {
        assert!(!object.to_string().contains(KEY), "{object}");
    }
    let stderr = talk.stderr();
    assert!(!stderr.contains(KEY), "{stderr}");
    let shown = viva.run(&["config", "show", "-vv"]).success().everything();
    assert!(!shown.contains(KEY), "{shown}");
}

#[test]
fn control_characters_of_a_model_reach_nobody() {
    let server = serving();
    let viva = machine(&server);
    server.answer(reply("What \u{1b}[31mwould\u{1b}]0;owned\u{7} you\u{202e} keep\u{8} there?"));
    let args = [
        "start",
        "--question",
        "two-sum",
        "--interviewer",
        "endpoint",
        "--judge",
        "builtin",
        "--model",
        "tiny",
    ];
    let ran = viva.pipe(&args, format!("{HEARD}\n")).success();
    let rogue = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
    assert!(!ran.everything().contains(rogue), "{:?}", ran.everything());
    assert!(ran.stdout.contains("would"), "{}", ran.stdout);
    for command in [&["sessions", "show"][..], &["report"], &["sessions", "export"]] {
        let shown = viva.run(command).success().everything();
        assert!(!shown.contains(rogue), "{command:?}: {shown:?}");
    }
}

#[test]
fn the_models_are_listed() {
    let server = serving();
    let viva = machine(&server);
    assert_eq!(viva.run(&["models", "--json"]).success().json()[0]["id"], "tiny");
}

#[test]
fn the_first_question_does_not_wait_for_the_list_of_models() {
    let server = Server::start();
    let models = server.silent();
    let viva = machine(&server);
    // It is past its question while the server has not said a word.
    let mut talk = interview(&viva);
    server.answer(reply("What would you keep as you go along?"));
    talk.say(HEARD);
    models.send("HTTP/1.1 200 OK\r\ncontent-length: 22\r\n\r\n{\"data\":[\"tiny\",\"big\"]}");
    models.finish();
    assert_eq!(talk.until("utterance")["text"], "What would you keep as you go along?");
    assert_eq!(talk.finish(), 0);
}

#[test]
fn who_insists_on_a_model_that_fails_before_its_first_words_gets_an_error() {
    let server = serving();
    let viva = machine(&server);
    server.answer(Answer::json(401, &json!({"error": {"message": "key revoked"}})));
    let mut talk = interview(&viva);
    talk.say(HEARD);
    assert_eq!(talk.finish(), 3);
    assert_eq!(talk.all("utterance").len(), 0);
    assert!(talk.stderr().contains("hint: check the key: `$OPENAI_API_KEY` was used"));
}

#[test]
fn what_was_learnt_in_one_run_is_known_in_the_next() {
    let server = serving();
    let viva = machine(&server);
    let refused = json!({"error": {"message": "Unsupported parameter: 'temperature'"}});
    server.answer(Answer::json(400, &refused)).answer(reply("What would you keep?"));
    let mut talk = interview(&viva);
    talk.answer(HEARD);
    assert_eq!(talk.finish(), 0);
    server
        .answer(Answer::json(200, &json!({"data": [{"id": "tiny"}]})))
        .answer(reply("And what would that cost?"));
    let before = server.requests().len();
    let mut talk = interview(&viva);
    talk.answer(HEARD);
    assert_eq!(talk.finish(), 0);
    let asked = &server.requests()[before + 1].json();
    assert_eq!(asked.get("temperature"), None, "a lesson of two runs ago was forgotten: {asked}");
}

#[test]
fn thoughts_are_shown_on_request_and_never_kept() {
    let server = serving();
    let thinking = json!({"choices": [{"delta": {"reasoning_content": "A dict, I suppose."}}]});
    let stream = format!("data: {thinking}\n\n{}{}", chunk("What would you keep?"), end());
    server.answer(Answer::events(&stream)).answer(Answer::events(&stream));
    let viva = machine(&server).env("VIVA_REASONING", "true");
    let mut talk = interview(&viva);
    let utterance = talk.answer(HEARD);
    assert_eq!(talk.all("reasoning")[0]["text"], "A dict, I suppose.");
    assert_eq!(utterance["text"], "What would you keep?");
    assert_eq!(talk.finish(), 0);
    assert!(!viva.shown(&viva.session()).to_string().contains("A dict, I suppose."));
}

#[test]
fn who_insists_on_an_endpoint_that_is_not_there_is_told_before_the_first_answer() {
    let url = dead();
    let viva = Viva::new();
    let args =
        ["start", "--question", "two-sum", "--interviewer", "endpoint", "--endpoint", &url, "--model", "m"];
    let mut talk = viva.talk(&args);
    talk.until("question");
    // Its input is still open: it ends by itself.
    talk.until("end");
    assert_eq!(talk.next(), None);
    assert_eq!(talk.finish(), 4);
}

/// It was run for the list of models and again for the talk: whoever keeps keys under a password typed it twice.
#[cfg(unix)]
#[test]
fn the_command_that_prints_a_key_is_run_once() {
    let server = Server::start();
    let list = || Answer::json(200, &json!({"data": [{"id": "tiny"}]}));
    server.answer(list()).answer(reply("What would you keep as you go along?")).answer(list());
    let viva = Viva::new();
    let script = viva.file("print-key", format!("echo run >> \"$0.log\"\necho {KEY}\n"));
    let script = script.display();
    viva.user_file(
        "config.toml",
        &format!(
            "[endpoints.work]\nbase_url = \"{}\"\nkey_command = [\"/bin/sh\", \"{script}\"]\n",
            server.url()
        ),
    );
    let runs = || std::fs::read_to_string(viva.path("print-key.log")).unwrap().lines().count();
    let args = ["start", "--question", "two-sum", "--judge", "builtin", "--interviewer", "endpoint"];
    viva.pipe(&args, format!("{HEARD}\n")).success();
    assert_eq!(runs(), 1);
    viva.run(&["doctor"]);
    assert_eq!(runs(), 2);
    assert_eq!(server.requests()[1].header("authorization"), Some(format!("Bearer {KEY}").as_str()));
}

#[test]
fn a_model_that_is_not_there_is_told_by_those_that_are() {
    let server = Server::start();
    server.answer(Answer::json(200, &json!({"data": [{"id": "tiny-2"}, {"id": "other"}]})));
    server.answer(Answer::json(404, &json!({"error": {"message": "The model `tiny` does not exist"}})));
    let viva = machine(&server);
    let args = ["start", "--question", "two-sum", "--interviewer", "endpoint", "--model", "tiny"];
    viva.pipe(&args, format!("{HEARD}\n")).exits(4).says(&["hint: there is `tiny-2`, `other`"]);
}
