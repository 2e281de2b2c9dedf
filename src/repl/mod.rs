//! Where the candidate meets the program.
