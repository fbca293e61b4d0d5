import Artifacts
import Glibc

/// A process that leads a session of its own, told from any later one with the same number by when it began.
struct Leader: Hashable, Sendable, CustomStringConvertible {
    /// Its number, and that of its group.
    let process: pid_t
    /// When it began, in the kernel's ticks since the machine was started: the time before and after.
    private let began: ClosedRange<UInt64>

    /// A process that is started now, and is not taken note of before it is let go here.
    init(starting start: () throws -> pid_t) rethrows {
        let before = Self.now
        process = try start()
        began = before...max(before, Self.now)
    }

    /// A leader by its ``description``.
    init?(_ description: String) {
        let words = description.split(whereSeparator: \.isWhitespace)
        guard words.count == 3, let process = pid_t(words[0]), process > 1, let first = UInt64(words[1]),
            let last = UInt64(words[2]), first <= last
        else {
            return nil
        }
        (self.process, began) = (process, first...last)
    }

    /// The process and when it began.
    var description: String { "\(process) \(began.lowerBound) \(began.upperBound)" }

    /// Sends its group a signal; called while its number cannot mean another one.
    func kill(by signal: Int32 = SIGKILL) { Glibc.kill(-process, signal) }

    /// Ends its group at once, if it is still there itself: for leaders of long ago, whose number may mean others.
    func killIfThere() {
        if let began = Self.began(process), self.began.contains(began) { Glibc.kill(-process, SIGKILL) }
    }

    /// Whether any other process of its group is left, which is looked for among all that run.
    var hasOthers: Bool {
        let all = (try? Files.names(in: "/proc")) ?? []
        return all.compactMap { pid_t($0) }.contains { $0 != process && getpgid($0) == process }
    }

    /// Now, as the kernel counts: in ticks since the machine was started, its sleep included.
    private static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        let ticks = UInt64(sysconf(Int32(_SC_CLK_TCK)))
        return UInt64(time.tv_sec) * ticks + UInt64(time.tv_nsec) * ticks / 1_000_000_000
    }

    /// When a process began: the 22nd field of its `stat`, counted behind the name, which may hold anything.
    private static func began(_ process: pid_t) -> UInt64? {
        guard let bytes = try? Files.head(of: "/proc/\(process)/stat", most: 1_024),
            let end = bytes.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = bytes[end...].split(separator: UInt8(ascii: " "))
        return fields.count > 20 ? UInt64(String(decoding: fields[20], as: UTF8.self)) : nil
    }
}
