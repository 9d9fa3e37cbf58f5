import Glibc
import Testing

@testable import SystemdClient

// Serialized, and alone in touching these variables, since the environment is the process's.
@Suite("What the service manager is told", .serialized)
struct ServiceManagerTests {
    let manager = ServiceManager()

    private func told(_ tell: () throws -> Void) throws -> [String] {
        let socket = try NotificationSocket()
        setenv("NOTIFY_SOCKET", socket.path, 1)
        defer { unsetenv("NOTIFY_SOCKET") }
        try tell()
        var messages: [String] = []
        while let message = socket.next() { messages.append(message) }
        return messages
    }

    @Test("Ready, status, stopping and watchdog are told in systemd's words")
    func messages() throws {
        let messages = try told {
            try manager.ready(status: "Waiting for files")
            try manager.status("3 files taken in")
            try manager.watchdog()
            try manager.stopping()
        }
        #expect(
            messages == [
                "READY=1\nSTATUS=Waiting for files", "STATUS=3 files taken in", "WATCHDOG=1",
                "STOPPING=1",
            ]
        )
    }

    @Test("A reload is told with the monotonic time in microseconds")
    func reloading() throws {
        let message = try #require(try told { try manager.reloading() }.first)
        let lines = message.split(separator: "\n")
        #expect(lines.first == "RELOADING=1")
        let value = try #require(lines.last?.split(separator: "=").last.flatMap { Int64($0) })
        var time = timespec()
        try #require(clock_gettime(CLOCK_MONOTONIC, &time) == 0)
        let now = Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
        #expect((now - 60_000_000...now).contains(value))
    }

    @Test("A status cannot smuggle in another assignment")
    func statusInjection() throws {
        #expect(try told { try manager.status("a\nREADY=1") } == ["STATUS=a READY=1"])
    }

    @Test("Without a service manager nothing is sent, and that is no error")
    func nobodyAsks() throws {
        unsetenv("NOTIFY_SOCKET")
        try manager.ready()
        try manager.watchdog()
    }

    @Test("A service manager that cannot be reached is an error")
    func unreachable() {
        setenv("NOTIFY_SOCKET", "/nonexistent/socket", 1)
        defer { unsetenv("NOTIFY_SOCKET") }
        #expect(throws: SystemdError.notificationRefused(errno: ENOENT)) { try manager.ready() }
    }

    @Test("The watchdog's interval is read from the environment")
    func watchdogInterval() throws {
        #expect(try manager.watchdogInterval() == nil)
        setenv("WATCHDOG_USEC", "30000000", 1)
        defer {
            unsetenv("WATCHDOG_USEC")
            unsetenv("WATCHDOG_PID")
        }
        setenv("WATCHDOG_PID", "\(getpid())", 1)
        #expect(try manager.watchdogInterval() == .seconds(30))
        setenv("WATCHDOG_PID", "1", 1)
        #expect(try manager.watchdogInterval() == nil)
    }

    @Test("Malformed settings of the watchdog are an error")
    func watchdogMalformed() {
        setenv("WATCHDOG_USEC", "soon", 1)
        defer { unsetenv("WATCHDOG_USEC") }
        #expect(throws: SystemdError.watchdogSettings(errno: EINVAL)) {
            try manager.watchdogInterval()
        }
    }
}
