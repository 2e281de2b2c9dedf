-- Sessions: what a list of them needs of the setup; the setup itself is the first event.
CREATE TABLE sessions (
    id         TEXT PRIMARY KEY,
    started_ms INTEGER NOT NULL,
    question   TEXT NOT NULL,
    kind       TEXT NOT NULL,
    role       TEXT NOT NULL,
    seniority  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Events: only ever added. `body` is the event as JSON, `at_ms` and `kind` included; it is never rewritten.
CREATE TABLE events (
    session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    seq     INTEGER NOT NULL,
    wall_ms INTEGER NOT NULL,
    at_ms   INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (session, seq)
) STRICT;

CREATE TRIGGER events_are_not_altered BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are only ever added');
END;

-- Scorecards: a session may be scored again and again.
CREATE TABLE scorecards (
    id          INTEGER PRIMARY KEY,
    session     TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    wall_ms     INTEGER NOT NULL,
    judge       TEXT NOT NULL,
    model       TEXT,
    rubric_hash TEXT NOT NULL,
    prompt_hash TEXT,
    body        TEXT NOT NULL
) STRICT;
CREATE INDEX scorecards_of ON scorecards (session);

-- What the candidate thought before the scorecard was shown.
CREATE TABLE self_ratings (
    id      INTEGER PRIMARY KEY,
    session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    wall_ms INTEGER NOT NULL,
    body    TEXT NOT NULL
) STRICT;
CREATE INDEX self_ratings_of ON self_ratings (session);

-- What was learned of an endpoint.
CREATE TABLE traits (
    base_url   TEXT NOT NULL,
    model      TEXT NOT NULL,
    learned_ms INTEGER NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (base_url, model)
) STRICT, WITHOUT ROWID;

-- What the program remembers of its user.
CREATE TABLE memory (
    key     TEXT PRIMARY KEY,
    value   TEXT NOT NULL,
    wall_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
