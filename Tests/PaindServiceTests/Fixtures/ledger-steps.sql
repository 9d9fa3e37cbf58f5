-- What each version of the ledger added, as it was when it was shipped. Steps are only ever added.
-- STEP 1 entries, assessments, arrivals, outbox
CREATE TABLE tableSet (
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    archive BLOB NOT NULL CHECK (length(archive) > 0)
) STRICT;
CREATE TABLE policy (
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    text TEXT NOT NULL
) STRICT;CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    patient TEXT NOT NULL CHECK (
        length(patient) BETWEEN 1 AND 64 AND patient NOT GLOB '*[^A-Za-z0-9._-]*'),
    recordedAt INTEGER NOT NULL CHECK (recordedAt BETWEEN -2209075200 AND 7289740800),
    offsetMinutes INTEGER NOT NULL CHECK (offsetMinutes BETWEEN -1439 AND 1439),
    format TEXT NOT NULL CHECK (length(format) BETWEEN 1 AND 40),
    bytes BLOB NOT NULL CHECK (length(bytes) > 0),
    replaces BLOB CHECK (length(replaces) = 32 AND replaces <> digest),
    receivedAt INTEGER NOT NULL
) STRICT;
CREATE INDEX entryByPatient ON entry (patient, recordedAt);
CREATE INDEX entryByReplaced ON entry (replaces) WHERE replaces IS NOT NULL;CREATE TABLE assessment (
    seq INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (seq),
    tableSet INTEGER NOT NULL REFERENCES tableSet (id),
    policy INTEGER NOT NULL REFERENCES policy (id),
    engine TEXT NOT NULL CHECK (length(engine) BETWEEN 1 AND 100),
    json BLOB NOT NULL CHECK (length(json) > 0),
    outcome TEXT NOT NULL CHECK (outcome IN ('computed', 'stopped')),
    omedd TEXT CHECK (
        omedd GLOB '[0-9]*' AND omedd NOT GLOB '*[^0-9/]*' AND omedd NOT GLOB '*/*/*'
        AND omedd NOT GLOB '*/' AND length(omedd) <= 80),
    supersededBy INTEGER REFERENCES assessment (seq) DEFERRABLE INITIALLY DEFERRED
        CHECK (supersededBy > seq),
    madeAt INTEGER NOT NULL,
    CHECK (outcome = 'computed' OR omedd IS NULL)
) STRICT;
CREATE UNIQUE INDEX assessmentInForce ON assessment (entry) WHERE supersededBy IS NULL;CREATE TABLE arrival (
    seq INTEGER PRIMARY KEY,
    fileName BLOB NOT NULL CHECK (length(fileName) BETWEEN 1 AND 4096),
    digest BLOB CHECK (length(digest) = 32),
    outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'duplicate', 'rejected')),
    entry INTEGER REFERENCES entry (seq),
    reasonCode TEXT CHECK (length(reasonCode) BETWEEN 1 AND 60),
    reason TEXT,
    receivedAt INTEGER NOT NULL,
    CHECK ((outcome = 'rejected') = (entry IS NULL)),
    CHECK ((outcome = 'rejected') = (reasonCode IS NOT NULL)),
    CHECK ((outcome = 'rejected') = (reason IS NOT NULL)),
    CHECK (outcome = 'rejected' OR digest IS NOT NULL)
) STRICT;
CREATE TABLE outbox (
    arrival INTEGER PRIMARY KEY REFERENCES arrival (seq),
    claim TEXT NOT NULL UNIQUE CHECK (length(claim) BETWEEN 1 AND 255),
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    lastAttemptAt INTEGER,
    lastFailure TEXT,
    CHECK ((attempts = 0) = (lastAttemptAt IS NULL)),
    CHECK ((attempts = 0) = (lastFailure IS NULL))
) STRICT;
CREATE TABLE arrivalTally (
    outcome TEXT NOT NULL PRIMARY KEY
        CHECK (outcome IN ('accepted', 'duplicate', 'rejected')),
    arrivals INTEGER NOT NULL CHECK (arrivals >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO arrivalTally VALUES ('accepted', 0), ('duplicate', 0), ('rejected', 0);CREATE TRIGGER tableSetIsNeverChanged BEFORE UPDATE ON tableSet
BEGIN SELECT RAISE(ABORT, 'tableSet is append-only'); END;CREATE TRIGGER policyIsNeverChanged BEFORE UPDATE ON policy
BEGIN SELECT RAISE(ABORT, 'policy is append-only'); END;CREATE TRIGGER entryIsNeverChanged BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;CREATE TRIGGER arrivalIsNeverChanged BEFORE UPDATE ON arrival
BEGIN SELECT RAISE(ABORT, 'arrival is append-only'); END;CREATE TRIGGER tableSetIsNeverDeleted BEFORE DELETE ON tableSet
BEGIN SELECT RAISE(ABORT, 'tableSet is append-only'); END;CREATE TRIGGER policyIsNeverDeleted BEFORE DELETE ON policy
BEGIN SELECT RAISE(ABORT, 'policy is append-only'); END;CREATE TRIGGER entryIsNeverDeleted BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END;CREATE TRIGGER arrivalIsNeverDeleted BEFORE DELETE ON arrival
BEGIN SELECT RAISE(ABORT, 'arrival is append-only'); END;CREATE TRIGGER assessmentIsNeverDeleted BEFORE DELETE ON assessment
BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;CREATE TRIGGER assessmentIsOnlySuperseded BEFORE UPDATE ON assessment
WHEN OLD.supersededBy IS NOT NULL OR NEW.supersededBy IS NULL
    OR (NEW.seq, NEW.entry, NEW.tableSet, NEW.policy, NEW.engine, NEW.json, NEW.outcome, NEW.omedd, NEW.madeAt) IS NOT (OLD.seq, OLD.entry, OLD.tableSet, OLD.policy, OLD.engine, OLD.json, OLD.outcome, OLD.omedd, OLD.madeAt)
BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;
-- STEP 2 outbox of reassessments
CREATE TABLE reassessmentOutbox (
    assessment INTEGER PRIMARY KEY REFERENCES assessment (seq),
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    lastAttemptAt INTEGER,
    lastFailure TEXT,
    CHECK ((attempts = 0) = (lastAttemptAt IS NULL)),
    CHECK ((attempts = 0) = (lastFailure IS NULL))
) STRICT;
-- STEP 3 gravest alerts, rejected files
ALTER TABLE assessment ADD COLUMN severity TEXT
    CHECK (severity IN ('info', 'caution', 'stop'));
DROP TRIGGER assessmentIsOnlySuperseded;
UPDATE assessment SET severity = CASE (
    SELECT max(CASE json_extract(alert.value, '$.severity')
        WHEN 'stop' THEN 3 WHEN 'caution' THEN 2 WHEN 'info' THEN 1 END)
    FROM json_each(CAST(assessment.json AS TEXT), '$.alerts') AS alert)
    WHEN 3 THEN 'stop' WHEN 2 THEN 'caution' WHEN 1 THEN 'info' END
WHERE json_valid(CAST(json AS TEXT));
CREATE TRIGGER assessmentIsOnlySuperseded BEFORE UPDATE ON assessment
WHEN OLD.supersededBy IS NOT NULL OR NEW.supersededBy IS NULL
    OR (NEW.seq, NEW.entry, NEW.tableSet, NEW.policy, NEW.engine, NEW.json, NEW.outcome, NEW.omedd, NEW.madeAt, NEW.severity) IS NOT (OLD.seq, OLD.entry, OLD.tableSet, OLD.policy, OLD.engine, OLD.json, OLD.outcome, OLD.omedd, OLD.madeAt, OLD.severity)
BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;
CREATE TABLE answerTally (
    severity TEXT NOT NULL PRIMARY KEY
        CHECK (severity IN ('none', 'info', 'caution', 'stop')),
    answers INTEGER NOT NULL CHECK (answers >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO answerTally
    SELECT s.column1, (SELECT count(*) FROM assessment AS a
        WHERE a.supersededBy IS NULL AND coalesce(a.severity, 'none') = s.column1)
    FROM (VALUES ('none'), ('info'), ('caution'), ('stop')) AS s;
CREATE INDEX arrivalRejected ON arrival (seq) WHERE outcome = 'rejected';
-- STEP 4 patients with corrections
CREATE INDEX entryWithCorrection ON entry (patient) WHERE replaces IS NOT NULL;
-- STEP 5 course pages
CREATE TABLE coursePage (
    seq INTEGER PRIMARY KEY,
    patient TEXT NOT NULL UNIQUE CHECK (
        length(patient) BETWEEN 1 AND 64 AND patient NOT GLOB '*[^A-Za-z0-9._-]*'),
    name TEXT NOT NULL UNIQUE CHECK (
        length(name) = 32 AND name NOT GLOB '*[^0-9a-f]*'),
    shown INTEGER NOT NULL CHECK (shown >= 0),
    recordedAt INTEGER NOT NULL CHECK (recordedAt BETWEEN -2209075200 AND 7289740800),
    urgency INTEGER NOT NULL CHECK (urgency BETWEEN 0 AND 3),
    line TEXT NOT NULL CHECK (length(line) > 0)
) STRICT;
CREATE INDEX coursePageByUrgency ON coursePage (urgency, recordedAt);
CREATE TABLE coursePageMark (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    assessment INTEGER NOT NULL CHECK (assessment >= 0)
) STRICT;
INSERT INTO coursePageMark VALUES (1, 0);
-- STEP 6 what supersedes an assessment
CREATE INDEX assessmentBySuperseding ON assessment (supersededBy)
    WHERE supersededBy IS NOT NULL;
-- STEP 7 queries
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql,
        'CHECK (severity IN (''info'', ''caution'', ''stop''))',
        'CHECK (severity IN (''info'', ''caution'', ''query'', ''stop''))')
    WHERE type = 'table' AND name = 'assessment';
PRAGMA writable_schema = RESET;
CREATE TABLE answerTallyWithQueries (
    severity TEXT NOT NULL PRIMARY KEY
        CHECK (severity IN ('none', 'info', 'caution', 'query', 'stop')),
    answers INTEGER NOT NULL CHECK (answers >= 0)
) STRICT, WITHOUT ROWID;
INSERT INTO answerTallyWithQueries
    SELECT severity, answers FROM answerTally UNION ALL VALUES ('query', 0);
DROP TABLE answerTally;
ALTER TABLE answerTallyWithQueries RENAME TO answerTally;
CREATE TABLE coursePageWithQueries (
    seq INTEGER PRIMARY KEY,
    patient TEXT NOT NULL UNIQUE CHECK (
        length(patient) BETWEEN 1 AND 64 AND patient NOT GLOB '*[^A-Za-z0-9._-]*'),
    name TEXT NOT NULL UNIQUE CHECK (
        length(name) = 32 AND name NOT GLOB '*[^0-9a-f]*'),
    shown INTEGER NOT NULL CHECK (shown >= 0),
    recordedAt INTEGER NOT NULL CHECK (recordedAt BETWEEN -2209075200 AND 7289740800),
    urgency INTEGER NOT NULL CHECK (urgency BETWEEN 0 AND 5),
    line TEXT NOT NULL CHECK (length(line) > 0)
) STRICT;
INSERT INTO coursePageWithQueries
    SELECT seq, patient, name, shown, recordedAt,
        CASE urgency WHEN 3 THEN 5 WHEN 2 THEN 3 ELSE
            CASE json_valid(line) WHEN 0 THEN urgency ELSE
                CASE WHEN json_extract(line, '$.decision') IN ('raise', 'reduce', 'rotate')
                    THEN 2 ELSE urgency END
            END
        END, line
    FROM coursePage ORDER BY seq;
DROP TABLE coursePage;
ALTER TABLE coursePageWithQueries RENAME TO coursePage;
CREATE INDEX coursePageByUrgency ON coursePage (urgency, recordedAt);
-- STEP 8 withdrawn entries
ALTER TABLE entry ADD COLUMN withdraws BLOB CHECK (
    withdraws IS NULL
    OR length(withdraws) = 32 AND withdraws <> digest AND replaces IS NULL);
CREATE INDEX entryByWithdrawn ON entry (withdraws) WHERE withdraws IS NOT NULL;
DROP INDEX entryWithCorrection;
