import Foundation
import Testing

@Suite("The version")
struct VersionTests {
    @Test("Both programs and the newest entry of the Debian changelog have the same")
    func same() throws {
        let changelog = try String(
            contentsOf: BuiltTool.repository.appending(path: "systemd/debian/changelog"),
            encoding: .utf8)
        let newest = try #require(changelog.firstMatch(of: /^paincalc \((\d+\.\d+\.\d+)\)/))
        for tool in [BuiltTool.paincalc, BuiltTool.paind] {
            let result = try tool.run("--version")
            #expect(result.status == 0)
            #expect(result.output == "\(newest.1)\n", "\(tool.name)")
        }
    }
}
