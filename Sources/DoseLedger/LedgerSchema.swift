import GRDB

/// The tables of the ledger, as a list of steps that is only ever added to.
enum LedgerSchema {
    /// "Pain", by which the file tells what it is.
    static let applicationID: Int32 = 0x5061_696E

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 entries, assessments, arrivals, outbox") { db in
            try db.execute(sql: inputs + entries + assessments + arrivals + appendOnly)
        }
        migrator.registerMigration("2 outbox of reassessments") { db in
            try db.execute(sql: reassessments)
        }
        migrator.registerMigration("3 gravest alerts, rejected files") { db in
            try db.execute(sql: severities)
        }
        migrator.registerMigration("4 patients with corrections") { db in
            try db.execute(sql: corrections)
        }
        migrator.registerMigration("5 course pages") { db in
            try db.execute(sql: coursePages)
        }
        migrator.registerMigration("6 what supersedes an assessment") { db in
            try db.execute(sql: superseding)
        }
        // No row refers to what this step changes, so that no reference has to be looked at.
        migrator.registerMigration("7 queries", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: queries)
        }
        migrator.registerMigration("8 withdrawn entries") { db in
            try db.execute(sql: withdrawals)
        }
        migrator.registerMigration("9 identities of files") { db in
            try db.execute(sql: identities)
        }
        migrator.registerMigration("10 seals, record numbers, origin") { db in
            try db.execute(sql: seals + recordNumbers + origin)
        }
        return migrator
    }

    /// What assessments were made with, kept whole so that each can be made again.
    private static let inputs = """
        CREATE TABLE tableSet (
            id INTEGER PRIMARY KEY,
            sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
            archive BLOB NOT NULL CHECK (length(archive) > 0)
        ) STRICT;
        CREATE TABLE policy (
            id INTEGER PRIMARY KEY,
            sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
            text TEXT NOT NULL
        ) STRICT;
        """

    /// Times are seconds since 1970 in UTC; the bounds of `recordedAt` are the years 1900 to 2200.
    private static let entries = """
        CREATE TABLE entry (
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
        CREATE INDEX entryByReplaced ON entry (replaces) WHERE replaces IS NOT NULL;
        """

    /// What the engine answered; the index allows one valid assessment an entry.
    ///
    /// `supersededBy` is set before the new row is there, hence the deferred reference.
    private static let assessments = """
        CREATE TABLE assessment (
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
        CREATE UNIQUE INDEX assessmentInForce ON assessment (entry) WHERE supersededBy IS NULL;
        """

    /// `outbox` holds the arrivals whose steps after the commit may not all be done; `arrivalTally`
    /// spares a count over all arrivals.
    private static let arrivals = """
        CREATE TABLE arrival (
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
        INSERT INTO arrivalTally VALUES ('accepted', 0), ('duplicate', 0), ('rejected', 0);
        """

    /// Assessments that superseded another and whose report and record may not be done.
    private static let reassessments = """
        CREATE TABLE reassessmentOutbox (
            assessment INTEGER PRIMARY KEY REFERENCES assessment (seq),
            attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
            lastAttemptAt INTEGER,
            lastFailure TEXT,
            CHECK ((attempts = 0) = (lastAttemptAt IS NULL)),
            CHECK ((attempts = 0) = (lastFailure IS NULL))
        ) STRICT;
        """

    /// The gravest alert of each answer, NULL for none, and how many valid answers have which; the
    /// index finds the few rejected files among all.
    ///
    /// Answers that are there already tell it by their JSON.
    private static let severities = """
        ALTER TABLE assessment ADD COLUMN severity TEXT
            CHECK (severity IN ('info', 'caution', 'stop'));
        DROP TRIGGER assessmentIsOnlySuperseded;
        UPDATE assessment SET severity = CASE (
            SELECT max(CASE json_extract(alert.value, '$.severity')
                WHEN 'stop' THEN 3 WHEN 'caution' THEN 2 WHEN 'info' THEN 1 END)
            FROM json_each(CAST(assessment.json AS TEXT), '$.alerts') AS alert)
            WHEN 3 THEN 'stop' WHEN 2 THEN 'caution' WHEN 1 THEN 'info' END
        WHERE json_valid(CAST(json AS TEXT));
        \(onlySuperseded(["severity"]))
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
        """

    /// Tells at once that a patient's entries have no corrections, as is so for most.
    private static let corrections = """
        CREATE INDEX entryWithCorrection ON entry (patient) WHERE replaces IS NOT NULL;
        """

    /// What an entry withdraws; no entry both replaces and withdraws.
    ///
    /// Entries are corrected across patients, so that those of one patient alone tell nothing.
    private static let withdrawals = """
        ALTER TABLE entry ADD COLUMN withdraws BLOB CHECK (
            withdraws IS NULL
            OR length(withdraws) = 32 AND withdraws <> digest AND replaces IS NULL);
        CREATE INDEX entryByWithdrawn ON entry (withdraws) WHERE withdraws IS NOT NULL;
        DROP INDEX entryWithCorrection;
        """

    /// A file in the outbox is known by what it is.
    ///
    /// A name comes back while the file that had it is on its way. What an earlier version left is known by its name and digest.
    private static let identities = """
        CREATE TABLE outboxByIdentity (
            arrival INTEGER PRIMARY KEY REFERENCES arrival (seq),
            identity TEXT CHECK (length(identity) BETWEEN 1 AND 255),
            attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
            lastAttemptAt INTEGER,
            lastFailure TEXT,
            CHECK ((attempts = 0) = (lastAttemptAt IS NULL)),
            CHECK ((attempts = 0) = (lastFailure IS NULL))
        ) STRICT;
        INSERT INTO outboxByIdentity
            SELECT arrival, NULL, attempts, lastAttemptAt, lastFailure FROM outbox;
        DROP TABLE outbox;
        ALTER TABLE outboxByIdentity RENAME TO outbox;
        CREATE INDEX outboxWithIdentity ON outbox (identity);
        """

    /// Digests of rows, beside the tables that they are of: to add a column to those would have SQLite
    /// look at every row while the service is to start.
    private static let seals =
        """
        CREATE TABLE entrySeal (
            entry INTEGER PRIMARY KEY REFERENCES entry (seq),
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32)
        ) STRICT;
        CREATE TABLE answerSeal (
            assessment INTEGER PRIMARY KEY REFERENCES assessment (seq),
            sha256 BLOB NOT NULL CHECK (length(sha256) = 32)
        ) STRICT;
        """ + ["entrySeal", "answerSeal"].map { neverChanged($0) + neverDeleted($0) }.joined()

    /// The running numbers of what the journal is told of an arrival or a new assessment: `count` of
    /// them from `first` on, without a gap.
    private static let recordNumbers =
        """
        CREATE TABLE journalRecords (
            first INTEGER PRIMARY KEY CHECK (first > 0),
            count INTEGER NOT NULL CHECK (count > 0),
            arrival INTEGER UNIQUE REFERENCES arrival (seq),
            assessment INTEGER UNIQUE REFERENCES assessment (seq),
            CHECK ((arrival IS NULL) <> (assessment IS NULL))
        ) STRICT;
        """ + neverChanged("journalRecords") + neverDeleted("journalRecords")

    /// Which ledger this is, by a number that no other has, and from when on the files in `done` are its
    /// own: 0 for all of them.
    private static let origin = """
        CREATE TABLE origin (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            name TEXT NOT NULL CHECK (length(name) = 16 AND name NOT GLOB '*[^0-9a-f]*'),
            doneSince INTEGER NOT NULL
        ) STRICT;
        INSERT INTO origin VALUES (1, lower(hex(randomblob(8))), 0);
        """

    /// The page of each patient as it was written last, with what the overview says of the patient.
    ///
    /// A page shows all assessments up to the number `shown`; every page shows its own up to the mark.
    private static let coursePages = """
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
        """

    /// While an assessment says that it is superseded by one that is not there yet, SQLite looks at every
    /// new assessment for whether it is that one: by this index, not by reading the whole table.
    private static let superseding = """
        CREATE INDEX assessmentBySuperseding ON assessment (supersededBy)
            WHERE supersededBy IS NOT NULL;
        """

    /// Answers that are open questions, and a place of their own for them and for changes of dose in
    /// the order of the pages: 0 nothing, 1 caution, 2 change, 3 review, 4 query, 5 stop.
    ///
    /// SQLite can't alter a constraint. To copy all answers would take longer than the service may
    /// take to start, and twice the disk; so the constraint is widened where the schema keeps its
    /// words, as SQLite's manual has it for what changes no row (ALTER TABLE, section 7). The step
    /// builds the small tables anew, by which other connections learn of the change.
    private static let queries = """
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
        """

    /// What was recorded stays as it was recorded; only an assessment may once be superseded.
    private static let appendOnly =
        ["tableSet", "policy", "entry", "arrival"].map(neverChanged).joined()
        + ["tableSet", "policy", "entry", "arrival", "assessment"].map(neverDeleted).joined()
        + onlySuperseded([])

    private static func neverChanged(_ table: String) -> String {
        """
        CREATE TRIGGER \(table)IsNeverChanged BEFORE UPDATE ON \(table)
        BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        """
    }

    private static func neverDeleted(_ table: String) -> String {
        """
        CREATE TRIGGER \(table)IsNeverDeleted BEFORE DELETE ON \(table)
        BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END;
        """
    }

    /// Lets an assessment be marked as superseded, once, and nothing else be changed.
    private static func onlySuperseded(_ furtherColumns: [String]) -> String {
        let columns =
            [
                "seq", "entry", "tableSet", "policy", "engine", "json", "outcome", "omedd",
                "madeAt",
            ] + furtherColumns
        let (new, old) = (columns.map { "NEW." + $0 }, columns.map { "OLD." + $0 })
        return """
            CREATE TRIGGER assessmentIsOnlySuperseded BEFORE UPDATE ON assessment
            WHEN OLD.supersededBy IS NOT NULL OR NEW.supersededBy IS NULL
                OR (\(new.joined(separator: ", "))) IS NOT (\(old.joined(separator: ", ")))
            BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;
            """
    }
}
