//! `viva role`, `viva company` and `viva persona`: `list|show|check|new`, one implementation for all three.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use clap::Subcommand;

use super::{Global, open, print, print_json, starter};
use crate::{
    app::shelves::{known, outlook},
    bank::{Company, Lines, Persona, Role, Shelf, Shelved, SourceFile, check_shelved},
    error::{AppError, Exit},
    settings::{Flags, UserFiles},
    term::{sanitize, width},
    transcript::Seniority,
};

#[derive(Debug, Subcommand)]
pub(crate) enum ShelfCommand {
    /// All of them, a line each
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// One of them, and what comes of it
    Show {
        /// Its id, or a file
        #[arg(value_name = "ID|FILE")]
        id: String,
        /// The whole file as JSON
        #[arg(long)]
        json: bool,
    },
    /// Validate all of them, or these files
    Check {
        /// The files; none: all of them
        files: Vec<PathBuf>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Begin one of your own
    New(starter::NewArgs),
}

pub(crate) fn roles(global: &Global, command: ShelfCommand) -> Result<Exit, AppError> {
    run(global, command, UserFiles::Roles, |data| &data.roles, role)
}

pub(crate) fn companies(global: &Global, command: ShelfCommand) -> Result<Exit, AppError> {
    run(global, command, UserFiles::Companies, |data| &data.companies, |company, _| company_page(company))
}

pub(crate) fn personas(global: &Global, command: ShelfCommand) -> Result<Exit, AppError> {
    run(global, command, UserFiles::Personas, |data| &data.personas, |persona, _| persona_page(persona))
}

/// One by its id, or from a file.
pub(crate) fn named<T: Shelved>(shelf: &Shelf<T>, id_or_file: &str) -> Result<T, AppError> {
    if let Some(item) = id_or_file.parse().ok().and_then(|id| shelf.get(&id)) {
        return Ok(item.clone());
    }
    let path = Path::new(id_or_file);
    if path.extension().is_some_and(|e| e == "toml") || path.exists() {
        let file = SourceFile { name: id_or_file.to_owned(), text: open::read_text(path)? };
        return file.parse().map_err(|fault| {
            AppError::new(Exit::Configuration, fault.to_string())
                .hint(format!("`viva {} check {id_or_file}` says all that is wrong", T::WHAT))
        });
    }
    Err(open::no_such(T::WHAT, id_or_file, shelf.iter().map(|item| item.id().as_ref())))
}

fn run<T: Shelved>(
    global: &Global,
    command: ShelfCommand,
    folder: UserFiles,
    shelf_of: impl Fn(&open::Data) -> &Shelf<T>,
    page: impl Fn(&T, &open::Data) -> String,
) -> Result<Exit, AppError> {
    if let ShelfCommand::New(args) = command {
        let _: T::Id = args.id.parse().map_err(|_| not_an_id(&args.id))?;
        let text = T::STARTER.replace("{id}", &args.id);
        return starter::write(global, &args, folder, T::WHAT, &text);
    }
    let data = open::data(global)?;
    let shelf = shelf_of(&data);
    match command {
        ShelfCommand::List { json } => list(shelf, json)?,
        ShelfCommand::Show { id, json } => {
            let item = named(shelf, &id)?;
            if json { print_json(&item)? } else { print(&page(&item, &data))? }
        }
        ShelfCommand::Check { files, json } => return check::<T>(global, &data, folder, &files, json),
        ShelfCommand::New(_) => {}
    }
    Ok(Exit::Done)
}

/// Wrong usage: no id.
pub(crate) fn not_an_id(text: &str) -> AppError {
    AppError::usage(format!("`{text}` is no id"))
        .hint("lower-case letters, digits and single hyphens, such as `my-team`")
}

fn list<T: Shelved>(shelf: &Shelf<T>, json: bool) -> Result<(), AppError> {
    if json {
        let row = |item: &T| serde_json::json!({"id": item.id().as_ref(), "title": item.title(), "says": item.says()});
        return print_json(&shelf.iter().map(row).collect::<Vec<_>>());
    }
    let longest = shelf.iter().map(|item| item.id().as_ref().len()).max().unwrap_or(0);
    let columns = width::prose_width(width::terminal_width());
    let line = |item: &T| {
        let text = format!("{:<longest$}  {}", item.id().as_ref(), sanitize(item.says()));
        format!("{}\n", width::wrap(&text, columns, longest + 2))
    };
    print(&shelf.iter().map(line).collect::<String>())
}

fn check<T: Shelved>(
    global: &Global,
    data: &open::Data,
    folder: UserFiles,
    files: &[PathBuf],
    json: bool,
) -> Result<Exit, AppError> {
    let mut sources = Vec::new();
    if files.is_empty() {
        // What cannot be read was said when the data were opened.
        let quiet = Global { quiet: true, ..global.clone() };
        let settings = open::settings(&quiet, Flags::default())?.settings;
        sources.extend(Shelf::<T>::embedded_sources());
        sources.extend(open::user_files(&quiet, &settings, folder));
    }
    for file in files {
        sources.push(SourceFile { name: file.display().to_string(), text: open::read_text(file)? });
    }
    let faults = check_shelved::<T>(&sources, &known(&data.bank, &data.rubrics, &data.roles));
    let plural = folder.folder();
    if json {
        print_json(&serde_json::json!({plural: sources.len(), "faults": faults}))?;
    } else {
        let mut text: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
        let _ = writeln!(text, "{} {plural}, {} faults", sources.len(), faults.len());
        print(&text)?;
    }
    Ok(if faults.is_empty() { Exit::Done } else { Exit::Failure })
}

/// Pages are wrapped like prose.
struct Page {
    text: String,
    columns: usize,
}

impl Page {
    fn new(title: &str, id: &str) -> Self {
        let columns = width::prose_width(width::terminal_width());
        Self { text: format!("{} ({id})\n", sanitize(title)), columns }
    }

    fn line(&mut self, text: &str) -> &mut Self {
        let _ = writeln!(self.text, "{}", width::wrap(&format!("  {}", sanitize(text)), self.columns, 2));
        self
    }

    fn lines_of(&mut self, voice: &Lines) -> &mut Self {
        if voice.is_empty() {
            return self;
        }
        self.text.push_str("\nThe built-in interviewer says, for example:\n");
        for (slot, lines) in voice {
            if let Some(line) = lines.first() {
                self.line(&format!("{slot}: {line}"));
            }
        }
        self
    }
}

fn role(role: &Role, data: &open::Data) -> String {
    const MINUTES: u32 = 45;
    const MOST_TOPICS: usize = 8;
    let mut page = Page::new(&role.title, role.id.as_str());
    page.line(&role.work).line(&format!("The interviewer: {}", role.persona));
    page.line(&format!("Listens for {}.", role.listens_for.join("; ")));
    for seniority in Seniority::ALL {
        let outlook = outlook(&data.bank, role, *seniority, MINUTES);
        let shown = |(name, share): (String, f64)| format!("{name} {:.0}\u{a0}%", share * 100.0);
        let kinds: Vec<String> =
            outlook.kinds.iter().map(|(k, share)| shown((k.to_string(), *share))).collect();
        let topics: Vec<String> = outlook.topics.into_iter().take(MOST_TOPICS).map(shown).collect();
        let _ = writeln!(page.text, "\n{seniority}: {} questions", outlook.questions);
        if outlook.questions > 0 {
            page.line(&kinds.join(", ")).line(&format!("on {}", topics.join(", ")));
        }
    }
    page.text
}

fn company_page(company: &Company) -> String {
    let mut page = Page::new(&company.title, company.id.as_str());
    page.line(&company.says).line(&format!("Told to a model: {}", company.mood));
    let first: Vec<&str> = company.first.iter().map(|id| id.as_str()).collect();
    if !first.is_empty() {
        page.line(&format!("Asks first about {}.", first.join(", ")));
    }
    let kinds: Vec<String> = company.kinds.iter().map(|(kind, times)| format!("{kind} × {times}")).collect();
    if !kinds.is_empty() {
        page.line(&format!("How often a kind of round comes up: {}.", kinds.join(", ")));
    }
    page.line("What an answer is worth stays as it is.").lines_of(&company.voice);
    page.text
}

fn persona_page(persona: &Persona) -> String {
    let mut page = Page::new(&persona.title, persona.id.as_str());
    let habits = persona.habits;
    page.line(&persona.says).line(&format!("Told to a model: {}", persona.manner));
    page.line(&format!("Signs of having heard: {}.", habits.acknowledges));
    page.line(&format!(
        "Doubts one right claim in {}, {} at most; wrong ones are doubted always.",
        habits.doubts_one_in, habits.doubts_at_most
    ));
    page.line(&format!("Leaves a silence alone for {} % of the usual time.", habits.patience_percent));
    page.line("What an answer is worth stays as it is.").lines_of(&persona.voice);
    page.text
}
