import Glibc
import SystemPackage
import Testing

@testable import DiarySpool

@Suite("A file is what it is, whatever it is called")
struct IdentityTests {
    let fixture: SpoolFixture
    let diary: SpoolName

    init() throws {
        fixture = try SpoolFixture()
        diary = try name("diary.json")
    }

    @Test("What else stands under a name in work stays there, whether or not the file is found")
    func stranger() throws {
        let spool = try fixture.open()
        try fixture.write("first", diary, in: .work)
        let first = try #require(try fixture.identity(.work, diary))
        #expect(
            try spool.outlet.finish(diary, first, to: .done, tag: "1") == .finished(diary))
        try fixture.write("second", diary, in: .work)
        #expect(
            try spool.outlet.finish(diary, first, to: .done, tag: "1") == .finished(diary))
        #expect(try spool.outlet.finish(diary, first, to: .rejected, tag: "1") == .missing)
        #expect(try spool.outlet.finish(diary, nil, to: .rejected, tag: "1") == .missing)
        #expect(try fixture.contents(.work, diary) == "second")
        #expect(try fixture.names(.done) == ["diary.json"])
    }

    @Test("A file that was finished is found among several of its name, of any number")
    func foundAgain() throws {
        let spool = try fixture.open()
        var identities: [FileIdentity] = []
        for text in ["one", "two", "three", "four"] {
            try fixture.write(text, diary, in: .work)
            let identity = try #require(try fixture.identity(.work, diary))
            identities.append(identity)
            _ = try spool.outlet.finish(diary, identity, to: .done, tag: "7")
        }
        let names = ["diary.json", "diary.7.json", "diary.7-2.json", "diary.7-3.json"]
        for (identity, text) in zip(identities, names) {
            #expect(
                try spool.outlet.finish(diary, identity, to: .done, tag: "7")
                    == .finished(name(text)), "\(text)")
        }
    }

    @Test(
        "A file that somebody wrote to after its claim is not moved on",
        arguments: [("appended", "{}\n{}"), ("overwritten in place", "[]")])
    func changed(_ how: String, _ text: String) throws {
        let spool = try fixture.open()
        try fixture.deliver("{}", diary)
        let file = try #require(try spool.nextFiles().first)
        #expect(try spool.claim(file) == .claimed)
        #expect(try spool.isAsExamined(file), "\(how)")
        // The clock by which files are stamped ticks every few milliseconds.
        usleep(20_000)
        try fixture.write(text, diary, in: .work)
        #expect(try !spool.isAsExamined(file), "\(how)")
        #expect(
            try spool.outlet.finish(diary, file.identity, to: .done, tag: "1") == .changed,
            "\(how)")
        #expect(try fixture.contents(.work, diary) == text, "\(how)")
        try spool.moveBack(diary)
        let again = try #require(try spool.nextFiles().first)
        #expect(again.bytes == Array(text.utf8) && !again.isSettled, "\(how)")
    }

    @Test("A later run knows a file again by what an earlier one wrote down")
    func text() throws {
        _ = try fixture.open()
        try fixture.write("x", diary, in: .work)
        let identity = try #require(try fixture.identity(.work, diary))
        #expect(FileIdentity("\(identity)") == identity)
        for wrong in ["", "1 2 3", "1 2 3 4 5", "1 2 3 x", "diary.json"] {
            #expect(FileIdentity(wrong) == nil, "\(wrong)")
        }
    }

    @Test("A second service is refused and told who has the spool, until that one ends")
    func locked() throws {
        var first: Spool? = try fixture.open()
        do {
            _ = try fixture.open()
            Issue.record("two have one spool")
        } catch SpoolError.locked(let error) {
            #expect("\(error)".contains("process \(getpid())"), "\(error)")
            #expect("\(error)".contains(fixture.layout.work.description), "\(error)")
        }
        #expect(first != nil)
        first = nil
        _ = try fixture.open()
    }

    @Test("When work is removed, a file stays in incoming and the folder is named")
    func workVanished() throws {
        let spool = try fixture.open()
        try fixture.deliver("{}", diary)
        let file = try #require(try spool.nextFiles().first)
        try #require(rmdir(fixture.layout.work.description) == 0)
        #expect(try spool.claim(file) == .busy)
        #expect(try spool.reopenVanished() == [.work])
        #expect(try fixture.names(.incoming) == ["diary.json"])
    }
}
