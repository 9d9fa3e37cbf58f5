import Foundation
import Glibc
import Testing

@testable import DiarySpool

@Suite("A file is taken whole or not at all")
struct WholeArrivalTests {
    let fixture: SpoolFixture
    let sheet: SpoolName

    init() throws {
        fixture = try SpoolFixture()
        sheet = try name("sheet.csv")
    }

    /// A file that somebody holds open.
    private func opened(_ flags: Int32 = O_CREAT) throws -> Int32 {
        let file = Glibc.open(fixture.path(.incoming, sheet), O_WRONLY | O_APPEND | flags, 0o644)
        try #require(file >= 0)
        return file
    }

    private func append(_ text: String, to file: Int32) throws {
        try #require(write(file, text, text.utf8.count) == text.utf8.count)
    }

    @Test("While it is open it is left alone however long it rests, and told once; then it is read")
    func open() throws {
        var moment = SuspendingClock().now
        let spool = try fixture.open(
            SpoolLimits(settle: .seconds(2), writerPatience: .seconds(300)), now: { moment })
        let file = try opened()
        try append("header\nrow\n", to: file)
        for seconds in [0, 2, 10, 299] {
            moment = moment.advanced(by: .seconds(seconds))
            _ = try spool.wait(timeout: .zero)
            #expect(try spool.examine().isEmpty, "\(seconds)")
        }
        #expect(spool.takeSlowWriters().isEmpty == false)
        for _ in 0..<3 {
            moment = moment.advanced(by: .seconds(300))
            _ = try spool.wait(timeout: .zero)
            #expect(try spool.examine().isEmpty)
        }
        #expect(spool.takeSlowWriters().isEmpty)
        try append("row\n", to: file)
        close(file)
        _ = try spool.wait(timeout: .zero)
        let first = try #require(try spool.examine().first)
        #expect(first.bytes == Array("header\nrow\nrow\n".utf8) && !first.isSettled)
        spool.postpone(first)
        moment = moment.advanced(by: .seconds(2))
        #expect(try spool.examine().map(\.isSettled) == [true])
    }

    @Test("Rows that are appended to a closed sheet start its rest anew")
    func appended() throws {
        var moment = SuspendingClock().now
        let spool = try fixture.open(SpoolLimits(settle: .seconds(2)), now: { moment })
        try fixture.write("header\n", sheet)
        _ = try spool.wait(timeout: .zero)
        spool.postpone(try #require(try spool.examine().first))
        for row in ["a\n", "b\n"] {
            moment = moment.advanced(by: .milliseconds(1_900))
            let file = try opened(0)
            try append(row, to: file)
            _ = try spool.wait(timeout: .zero)
            #expect(try spool.examine().isEmpty, "open for \(row)")
            close(file)
            _ = try spool.wait(timeout: .zero)
            let seen = try #require(try spool.examine().first)
            #expect(!seen.isSettled, "\(row)")
            spool.postpone(seen)
        }
        moment = moment.advanced(by: .seconds(2))
        let whole = try #require(try spool.examine().first)
        #expect(whole.isSettled && whole.bytes == Array("header\na\nb\n".utf8))
    }

    @Test("Who begins to write before the service starts is waited for, where it may know of it")
    func openBefore() throws {
        _ = try fixture.open()
        let file = try opened()
        try append("header\nrow\n", to: file)
        var moment = SuspendingClock().now
        let spool = try fixture.open(SpoolLimits(settle: .seconds(2)), now: { moment })
        let seen = try #require(try spool.examine().first)
        #expect(!seen.isSettled)
        spool.postpone(seen)
        moment = moment.advanced(by: .seconds(3))
        #expect(try spool.examine().isEmpty)
        close(file)
        _ = try spool.wait(timeout: .zero)
        #expect(try spool.examine().count == 1)
    }

    @Test("After lost events nobody waits for a close that may be among them")
    func reload() throws {
        let spool = try fixture.open(SpoolLimits(settle: .seconds(3600)))
        // A second name, made by link and never closed.
        try fixture.write("{}", name(".source"))
        try #require(
            link(fixture.path(.incoming, name(".source")), fixture.path(.incoming, sheet)) == 0)
        try #require(unlink(fixture.path(.incoming, name(".source"))) == 0)
        _ = try spool.wait(timeout: .zero)
        #expect(try spool.examine().isEmpty)
        spool.waker.reload()
        _ = try spool.wait(timeout: .zero)
        #expect(try spool.examine().map(\.name) == [sheet])
    }

    @Test(
        "Names of files in transfer are left alone, in any capitals",
        arguments: [
            ".hidden.json", "a.json.tmp", "a.json.TMP", "a.json.part", "a.json~", "a.json.filepart",
            "a.json.FilePart", "a.json.crdownload", "a.json.partial", "a.json.download",
            "a.json.swp", "a.json.temp", "a.json.incomplete", "~$sheet.csv",
        ])
    func transferNames(text: String) throws {
        #expect(try SpoolLimits().leavesAlone(name(text)))
    }

    @Test(
        "What file managers leave anywhere is no diary",
        arguments: ["Thumbs.db", "THUMBS.DB", "desktop.ini", "@eaDir", "lost+found", ".DS_Store"])
    func clutter(text: String) throws {
        #expect(try SpoolLimits().leavesAlone(name(text)))
    }

    @Test(
        "Other names are not, unless the site says so",
        arguments: [
            ("a.json", false), ("part.json", false), ("a.json.lftp", true), ("a.JSON.LFTP", true),
            ("desktop.ini.json", false), ("a.tmp.csv", false),
        ])
    func ownTransferNames(text: String, isLeft: Bool) throws {
        #expect(try SpoolLimits(transferNames: [".Lftp"]).leavesAlone(name(text)) == isLeft)
        let usual = try SpoolLimits().leavesAlone(name(text))
        #expect(!usual)
    }
}
