import DiarySpool
import PainDosing
import Quantities
import SiteProfile
import SystemPackage
import TableText
import Testing

@testable import PaindService

@Suite("The service's configuration")
struct ServiceConfigurationTests {
    private func read(_ yaml: String) throws -> ServiceConfiguration {
        try ServiceConfiguration.read(
            yaml: Array(yaml.utf8), file: "paind.yaml", folder: "/etc/paind")
    }

    @Test("Paths may be absolute, or relative to the file")
    func paths() throws {
        let configuration = try read("spool: /var/spool/paind\nstate: here\n")
        #expect(configuration.spool.incoming == "/var/spool/paind/incoming")
        #expect(configuration.ledger == "/etc/paind/here/ledger.sqlite")
        #expect(configuration.tables == nil)
        #expect(configuration.site == nil)
        #expect(configuration.policy == PolicyChoices())
        #expect(configuration.journal.patientField == .pseudonym)
        #expect(configuration.pageSeconds == 5)
        #expect(configuration.metrics == nil)
    }

    @Test("Every setting is read")
    func everything() throws {
        let configuration = try read(
            """
            spool: s
            state: t
            tables: /tables
            site: ward.yaml
            limits: {maximumBytes: 1000, settleMilliseconds: 500, batch: 10}
            rescanSeconds: 5
            futureSkewSeconds: 0
            pageSeconds: 0
            policy: {tables: [scottish-2024, fpm-2020], spread: table, firstDose: labelled, country: US,
              omeddThresholds: [150, 90], nonCancerThresholds: caution, titration: leeds}
            journal: {patient: id, keyFile: /key}
            metrics: {file: metrics/paind.prom, seconds: 60}
            """)
        #expect(
            configuration.metrics
                == MetricsSettings(file: "/etc/paind/metrics/paind.prom", seconds: 60))
        #expect(configuration.tables == "/tables")
        #expect(configuration.site == "/etc/paind/ward.yaml")
        #expect(configuration.limits.maximumBytes == 1000)
        #expect(configuration.limits.settle == .milliseconds(500))
        #expect(configuration.limits.batch == 10)
        #expect(configuration.rescanSeconds == 5)
        #expect(configuration.futureSkewSeconds == 0)
        #expect(configuration.pageSeconds == 0)
        #expect(configuration.policy.order?.map(\.name) == ["scottish-2024", "fpm-2020"])
        #expect(configuration.policy.spread == .table)
        #expect(configuration.policy.firstDose == .labelled)
        #expect(configuration.policy.titration == TitrationPolicyID("leeds"))
        #expect(configuration.policy.country == .unitedStates)
        #expect(
            configuration.policy.omeddThresholds?.map(\.milligramsPerDay)
                == [Rational(150), Rational(90)])
        #expect(configuration.policy.nonCancerThresholds == .caution)
        #expect(configuration.journal.patientField == .id)
        #expect(configuration.journal.keyFile == "/key")
    }

    @Test("All faults are named at once, each with file and line")
    func faults() throws {
        let error = try #require(throws: TextFaults.self) {
            try read("spool: s\nlimit: {batch: 1}\nrescanSeconds: never\npolicy: {spread: wide}\n")
        }
        let text = "\(error)"
        for words in [
            "paind.yaml:1: the key 'state' is missing", "paind.yaml:2: the key 'limit' is unknown",
            "paind.yaml:3: 'rescanSeconds' can't be 'never'",
            "paind.yaml:4: 'spread' can't be 'wide'",
        ] {
            #expect(text.contains(words), "\(text)")
        }
    }

    @Test(
        "A setting of the metrics that can't be is named with what is accepted",
        arguments: [
            ("{file: paind.txt}", "'file' can't be 'paind.txt'"),
            ("{file: paind.txt}", "node_exporter's textfile collector reads no other file"),
            ("{seconds: 5}", "the key 'file' is missing"),
            ("{file: a.prom, seconds: 0}", "'seconds' can't be '0'"),
            ("{file: a.prom, second: 5}", "the key 'second' is unknown; known are: file, seconds"),
        ])
    func metrics(_ section: String, _ words: String) throws {
        let error = try #require(throws: TextFaults.self) {
            try read("spool: s\nstate: t\nmetrics: \(section)\n")
        }
        #expect("\(error)".contains(words), "\(error)")
    }

    @Test(
        "A threshold that can't be one is named with its line",
        arguments: [
            ("[0]", "can't hold '0': whole numbers from 1 to 10000"), ("[-5]", "can't hold '-5'"),
            ("[12.5]", "can't hold '12.5'"), ("[many]", "can't hold 'many'"),
            ("[90, 90]", "'90' is listed twice"), ("[10001]", "can't hold '10001'"),
        ])
    func thresholds(_ list: String, _ words: String) throws {
        let error = try #require(throws: TextFaults.self) {
            try read("spool: s\nstate: t\npolicy:\n  omeddThresholds: \(list)\n")
        }
        #expect("\(error)".contains("paind.yaml:4: "), "\(error)")
        #expect("\(error)".contains(words), "\(error)")
    }

    @Test(
        "What lets a configuration mean something else than it shows is refused",
        arguments: [
            ("state: &x t\nspool: *x", "anchors"), ("spool: s\nstate: t\n<<: {batch: 1}", "merge"),
            ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nspool: *c\nstate: t", "anchors"),
            ("spool: s\nstate: t\nspool: u", "twice"), ("spool: !!str s\nstate: t", "tags"),
            ("spool: s\nstate: " + String(repeating: "[", count: 100_000), "nesting"),
        ])
    func hostile(_ yaml: String, _ words: String) throws {
        let error = try #require(throws: TextFaults.self) { try read(yaml + "\n") }
        #expect("\(error)".contains(words), "\(error)")
    }

    @Test("A ready-made profile keeps its name, a file is relative to the configuration")
    func site() throws {
        #expect(try read("spool: s\nstate: t\nsite: uk\n").site == "uk")
        #expect(try read("spool: s\nstate: t\nsite: ./uk\n").site == "/etc/paind/./uk")
        #expect(try read("spool: s\nstate: t\nsite: /etc/w.yaml\n").site == "/etc/w.yaml")
    }

    @Test(
        "Writers' patience, names in transfer and hashed names of files are the operator's choice")
    func intake() throws {
        func read(_ lines: String) throws -> ServiceConfiguration {
            try ServiceConfiguration.read(
                yaml: Array("spool: s\nstate: t\n\(lines)".utf8), file: "p.yaml", folder: ".")
        }
        let usual = try read("")
        #expect(usual.limits.writerPatience == .seconds(300) && usual.limits.transferNames == [])
        #expect(usual.journal.fileNames == .hashed)
        let own = try read(
            "writerPatienceSeconds: 20\ntransferNames: [.lftp, .up]\njournal: {fileNames: plain}\n")
        #expect(own.limits.writerPatience == .seconds(20))
        #expect(own.limits.transferNames == [".lftp", ".up"])
        #expect(own.journal.fileNames == .plain)
        for (lines, words) in [
            ("transferNames: [n]\n", "an ending of file names"),
            ("transferNames: [a/b]\n", "an ending of file names"),
            ("writerPatienceSeconds: 0\n", "1 to 86400"),
            ("journal: {fileNames: none}\n", "hashed, plain"),
        ] {
            do {
                _ = try read(lines)
                Issue.record("accepted: \(lines)")
            } catch {
                #expect("\(error)".contains(words), "\(lines): \(error)")
            }
        }
    }
}
