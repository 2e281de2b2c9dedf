//! `viva`, the command: parse, run, exit code. Nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    viva::cli::main(std::env::args_os())
}
