//! `--job` and `--cv`: what was taken from them is shown, and can be changed before the start.

use std::path::{Path, PathBuf};

use super::{Global, open};
use crate::{
    app::{endpoint::Chosen, papers},
    bank::{Papers, Source, Taken, Topic, read_paper, words_of},
    error::AppError,
    term::{sanitize, width},
    transcript::{RoleId, Seniority},
};

/// More topics would be no choice.
const MOST_TOPICS: usize = 8;
const HELP: &str =
    "Enter begins. Or change it: `+TOPIC`, `-TOPIC`, `role ID`, `level LEVEL`, `none` to forget all of it.";

#[derive(Debug, Default, Clone, clap::Args)]
pub(crate) struct PapersArgs {
    /// Fit it to this job description: Markdown, text or PDF
    #[arg(long, value_name = "FILE")]
    job: Option<PathBuf>,
    /// Fit it to this CV: Markdown, text or PDF
    #[arg(long, value_name = "FILE")]
    cv: Option<PathBuf>,
}

/// What flags have decided already, so that nothing is taken for it, and whether anybody is there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given {
    pub(crate) role: bool,
    pub(crate) level: bool,
    /// Whether somebody can be asked.
    pub(crate) asks: bool,
}

impl PapersArgs {
    /// What is taken from the papers, after the candidate has seen it; none where there are none.
    pub(crate) fn take(
        &self,
        global: &Global,
        data: &open::Data,
        chosen: &Chosen,
        given: Given,
    ) -> Result<Option<Papers>, AppError> {
        let read = |path: &Option<PathBuf>| path.as_deref().map(papers::read).transpose();
        let (job, cv) = (read(&self.job)?, read(&self.cv)?);
        if job.is_none() && cv.is_none() {
            return Ok(None);
        }
        let paper = |text: &Option<String>, source| {
            text.as_ref().map_or_else(Papers::default, |text| read_paper(text, source, &data.roles))
        };
        let mut taken = paper(&job, Source::Job).and(paper(&cv, Source::Cv)).of_topics(MOST_TOPICS);
        taken.role = taken.role.filter(|_| !given.role);
        taken.seniority = taken.seniority.filter(|_| !given.level);
        open::remark(global, &self.where_it_goes(chosen));
        if let Some(cv) = &cv {
            match papers::projects(chosen, cv) {
                Ok(projects) => taken.projects = projects,
                Err(why) => {
                    open::remark(global, &format!("no questions about your projects: {}", sanitize(&why)))
                }
            }
        }
        let taken = if given.asks { put_right(taken, data)? } else { Some(taken) };
        let Some(mut taken) = taken else { return Ok(None) };
        if !given.asks {
            open::remark(global, &shown(&taken));
        }
        taken.likes = words_of(&taken.topic_names());
        Ok(Some(taken))
    }

    /// Who gets to see them.
    fn where_it_goes(&self, chosen: &Chosen) -> String {
        let name = |path: &Option<PathBuf>| {
            path.as_deref().and_then(Path::file_name).map(|n| n.to_string_lossy().into_owned())
        };
        let names: Vec<String> = [&self.job, &self.cv].into_iter().filter_map(name).collect();
        let names = sanitize(&names.join(" and "));
        match (chosen.asker(), &self.cv) {
            (Some(asker), Some(cv)) => {
                let cv = cv.file_name().unwrap_or_default().to_string_lossy();
                let (cv, model) = (sanitize(&cv), asker.link.name());
                format!(
                    "Read {names}. {cv} is sent to {model}, for questions about your projects; with `--interviewer builtin` it stays here."
                )
            }
            _ => format!("Read {names} on this machine; nothing of it is sent anywhere."),
        }
    }
}

/// Shows what was taken until the candidate agrees.
fn put_right(mut taken: Papers, data: &open::Data) -> Result<Option<Papers>, AppError> {
    loop {
        let help = width::wrap(HELP, width::prose_width(width::terminal_width()), 0);
        let question = format!("{}\n{help}\n> ", shown(&taken));
        let Some(line) = open::asked(&question)? else { return Ok(Some(taken)) };
        match change(&mut taken, &line, data) {
            Ok(Changed::Nothing) => return Ok(Some(taken)),
            Ok(Changed::All) => return Ok(None),
            Ok(Changed::Some) => {}
            Err(error) => {
                let hint = error.hint.map_or_else(String::new, |hint| format!("; {hint}"));
                // Said before the next showing, which asks again.
                let _ = crate::term::Output::stderr().line(&format!("{}{hint}", error.message));
            }
        }
    }
}

/// What became of it.
#[derive(Debug, PartialEq, Eq)]
enum Changed {
    Nothing,
    Some,
    All,
}

/// One line of changes; none of them counts where one is wrong.
fn change(taken: &mut Papers, line: &str, data: &open::Data) -> Result<Changed, AppError> {
    let mut changed = taken.clone();
    let mut words = line.split_whitespace();
    let mut any = Changed::Nothing;
    while let Some(word) = words.next() {
        any = Changed::Some;
        match (word, word.strip_prefix('+'), word.strip_prefix('-')) {
            ("none", ..) => return Ok(Changed::All),
            ("role", ..) => changed.role = Some(by_hand(role(words.next(), data)?)),
            ("level", ..) => changed.seniority = Some(by_hand(level(words.next())?)),
            (_, Some(topic), _) => changed.add(known_topic(topic, data)?),
            (_, _, Some(topic)) => {
                if !changed.remove(topic) {
                    let names = changed.topic_names();
                    return Err(open::no_such("topic among them", topic, names.iter().map(String::as_str)));
                }
            }
            _ => return Err(AppError::usage(format!("`{word}` is not understood")).hint(HELP)),
        }
    }
    *taken = changed;
    Ok(any)
}

fn by_hand<T>(what: T) -> Taken<T> {
    Taken { what, from: Source::Hand, because: String::new() }
}

fn role(id: Option<&str>, data: &open::Data) -> Result<RoleId, AppError> {
    let id = id.unwrap_or_default();
    let known = id.parse().ok().filter(|id| data.roles.get(id).is_some());
    known.ok_or_else(|| open::no_such("role", id, data.roles.iter().map(|role| role.id.as_str())))
}

fn level(name: Option<&str>) -> Result<Seniority, AppError> {
    let name = name.unwrap_or_default();
    name.parse().map_err(|_| open::no_such("level", name, Seniority::NAMES.iter().copied()))
}

fn known_topic<'t>(topic: &'t str, data: &open::Data) -> Result<&'t str, AppError> {
    let known = data.bank.topics().iter().any(|known| known == topic);
    let topics = || data.bank.topics().iter().map(String::as_str);
    if known { Ok(topic) } else { Err(open::no_such("topic", topic, topics())) }
}

/// What was taken, in a few lines.
fn shown(taken: &Papers) -> String {
    let mut lines = Vec::new();
    if let Some(role) = &taken.role {
        lines.push(format!("  role      {}{}", role.what, because(role)));
    }
    if let Some(level) = &taken.seniority {
        lines.push(format!("  level     {}{}", level.what, because(level)));
    }
    let topics: Vec<String> = taken.topics.iter().map(topic).collect();
    let topics = if topics.is_empty() { "none were recognised".to_owned() } else { topics.join(", ") };
    lines.push(format!("  topics    {topics}"));
    for project in &taken.projects {
        lines.push(format!("  project   “{}”: {}", sanitize(&project.quote), sanitize(&project.ask)));
    }
    let columns = width::prose_width(width::terminal_width());
    lines.iter().map(|line| width::wrap(line, columns, 12)).collect::<Vec<_>>().join("\n")
}

fn because<T>(taken: &Taken<T>) -> String {
    match taken.from {
        Source::Hand => String::new(),
        from => format!("  ({from}: “{}”)", sanitize(&taken.because)),
    }
}

fn topic(topic: &Topic) -> String {
    let skills: Vec<&str> = topic.skills.iter().map(String::as_str).collect();
    if skills.is_empty() { topic.topic.clone() } else { format!("{} ({})", topic.topic, skills.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Bank, Companies, Personas, Roles};
    use crate::rubric::Rubrics;

    fn data() -> open::Data {
        open::Data {
            bank: Bank::load(&[]).0,
            rubrics: Rubrics::load(&[]).0,
            roles: Roles::load(&[]).0,
            companies: Companies::load(&[]).0,
            personas: Personas::load(&[]).0,
            user_questions: Vec::new(),
            user_rubrics: Vec::new(),
        }
    }

    fn taken() -> Papers {
        read_paper("Senior Data Engineer\nKafka and PostgreSQL.", Source::Job, &data().roles)
    }

    #[test]
    fn a_line_changes_role_level_and_topics() {
        let mut papers = taken();
        let line = "-queues +caching role ml-engineer level staff";
        assert_eq!(change(&mut papers, line, &data()).unwrap(), Changed::Some);
        assert_eq!(papers.topic_names(), ["caching", "databases", "indexing"]);
        assert_eq!(papers.role.as_ref().unwrap().what.as_str(), "ml-engineer");
        assert_eq!(papers.seniority.as_ref().unwrap().what, Seniority::Staff);
        assert!(
            shown(&papers).starts_with("  role      ml-engineer\n  level     staff\n"),
            "{}",
            shown(&papers)
        );
    }

    #[test]
    fn a_line_with_a_fault_changes_nothing_and_brings_the_nearest() {
        for (line, told) in [
            ("-queues +cashing", "there is no topic `cashing`"),
            ("-caching", "there is no topic among them `caching`"),
            ("role", "there is no role ``"),
            ("level expert", "there is no level `expert`"),
            ("yes", "`yes` is not understood"),
        ] {
            let mut papers = taken();
            assert_eq!(change(&mut papers, line, &data()).unwrap_err().message, told);
            assert_eq!(papers, taken(), "{line}");
        }
    }

    #[test]
    fn enter_begins_and_none_forgets_all() {
        assert_eq!(change(&mut taken(), "  ", &data()).unwrap(), Changed::Nothing);
        assert_eq!(change(&mut taken(), "none", &data()).unwrap(), Changed::All);
    }

    #[test]
    fn what_is_shown_says_which_words_spoke_for_it() {
        assert_eq!(
            shown(&taken()),
            "  role      data-engineer  (job: “Data Engineer”)\n  level     senior  (job: “Senior”)\n  \
             topics    databases (SQL databases), indexing (SQL databases), queues (Kafka\n            \
             and other queues)"
        );
    }
}
