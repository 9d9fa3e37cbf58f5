import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing

@testable import DiarySpool

/// A thread that delivers one file again and again, by turns with each of several contents.
final class SwappingWriter {
    private final class Flag: Sendable {
        let isSet = Atomic<Bool>(false)
    }

    private let stopping = Flag()
    private let ended = DispatchSemaphore(value: 0)

    init(fixture: SpoolFixture, name: SpoolName, contents: [String]) throws {
        let temporary = fixture.path(.incoming, try #require(SpoolName(".swapping")))
        let path = fixture.path(.incoming, name)
        Thread.detachNewThread { [stopping, ended] in
            while !stopping.isSet.load(ordering: .relaxed) {
                for content in contents {
                    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
                    let bytes = Array(content.utf8)
                    _ = write(file, bytes, bytes.count)
                    close(file)
                    rename(temporary, path)
                }
            }
            ended.signal()
        }
    }

    /// Ends the thread and waits for it.
    func stop() {
        stopping.isSet.store(true, ordering: .relaxed)
        ended.wait()
    }
}
